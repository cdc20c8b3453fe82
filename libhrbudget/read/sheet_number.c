/* SPDX-License-Identifier: Apache-2.0 */
#include "read/sheet_number.h"

#include <glib.h>

#include "read/sheet_format.h"

#define FEW_DECIMALS 6 /* what ten thousands have down to hundredths */
#define MAX_SCALE 60   /* powers of ten that a format may move the point by */

/* --- Output --- */

typedef struct output {
    char *text;
    size_t length;
} output;

static void put(output *out, const char *text, size_t length)
{
    if (length > HRB__SHOWN_SIZE - out->length)
        length = HRB__SHOWN_SIZE - out->length;
    memcpy(out->text + out->length, text, length);
    out->length += length;
}

static void put_number(output *out, int64_t value, int width)
{
    char digits[24];
    put(out, digits, (size_t)g_snprintf(digits, sizeof digits, "%0*" G_GINT64_FORMAT, width, value));
}

/* Eleven characters, as in a cell that is wide enough. A number that ends with its
 * first decimals stands in full even where that takes more: rounded by a digit
 * for want of room, a total would no longer be one. */
static void put_general(output *out, hrb__decimal d)
{
    hrb__spelled s;
    hrb__decimal_spell(d, &s);
    if (s.integer_length <= 11 && s.fraction_length > FEW_DECIMALS) {
        d = hrb__decimal_round(d, MAX(0, 10 - MAX(s.integer_length, 1)));
        hrb__decimal_spell(d, &s);
    }
    put(out, s.integer_length > 0 ? s.integer : "0", (size_t)MAX(s.integer_length, 1));
    if (s.fraction_length > 0) {
        put(out, ".", 1);
        put(out, s.fraction, (size_t)s.fraction_length);
    }
}

/* What a section asks of the digits. */
typedef struct layout {
    int before, behind; /* placeholders on either side of the point */
    int scale;          /* powers of ten to move the point by */
    bool grouped;
} layout;

static layout lay_out(const hrb__format_section *s)
{
    layout l = {0};
    bool point = false;
    size_t last = 0;
    for (size_t i = 0; i < s->count; i++)
        if (s->tokens[i].kind == HRB__FORMAT_DIGIT)
            last = i;
    for (size_t i = 0; i < s->count; i++) {
        const hrb__format_token *t = &s->tokens[i];
        if (t->kind == HRB__FORMAT_POINT)
            point = true;
        else if (t->kind == HRB__FORMAT_DIGIT)
            *(point ? &l.behind : &l.before) += 1;
        else if (t->kind == HRB__FORMAT_PERCENT)
            l.scale += 2;
        else if (t->kind == HRB__FORMAT_COMMA && (i > last || (!point && i + 1 < s->count && s->tokens[i + 1].kind == HRB__FORMAT_POINT)))
            l.scale -= 3;
        else if (t->kind == HRB__FORMAT_COMMA && l.before > 0 && !point)
            l.grouped = true;
    }
    l.scale = CLAMP(l.scale, -MAX_SCALE, MAX_SCALE);
    return l;
}

/* Digit `position` of the integer part, counted from the right, and the group mark behind it. */
static void put_integer_digit(output *out, const hrb__spelled *s, int position, char placeholder, bool grouped)
{
    if (position < s->integer_length)
        put(out, &s->integer[s->integer_length - 1 - position], 1);
    else if (placeholder == '0' || placeholder == '?')
        put(out, placeholder == '0' ? "0" : " ", 1);
    else
        return;
    if (grouped && position > 0 && position % 3 == 0 && (position < s->integer_length || placeholder == '0'))
        put(out, ",", 1);
}

static void put_digits(output *out, const hrb__format_section *f, hrb__decimal value)
{
    layout l = lay_out(f);
    hrb__spelled s;
    value.exponent += l.scale;
    if (!f->has_general)
        value = hrb__decimal_round(value, l.behind);
    hrb__decimal_spell(value, &s);
    int before = 0, behind = 0;
    bool point = false;
    for (size_t i = 0; i < f->count; i++) {
        const hrb__format_token *t = &f->tokens[i];
        switch (t->kind) {
        case HRB__FORMAT_DIGIT:
            if (!point) {
                for (int p = s.integer_length - 1; before == 0 && p >= l.before; p--)
                    put_integer_digit(out, &s, p, '#', l.grouped);
                put_integer_digit(out, &s, l.before - 1 - before, t->letter, l.grouped);
                before++;
            } else {
                if (behind < s.fraction_length)
                    put(out, &s.fraction[behind], 1);
                else if (t->letter != '#')
                    put(out, t->letter == '0' ? "0" : " ", 1);
                behind++;
            }
            break;
        case HRB__FORMAT_POINT:
            if (!point && l.before == 0)
                put(out, s.integer, (size_t)s.integer_length);
            point = true;
            put(out, ".", 1);
            break;
        case HRB__FORMAT_PERCENT:
            put(out, "%", 1);
            break;
        case HRB__FORMAT_GENERAL:
            put_general(out, value);
            break;
        case HRB__FORMAT_LITERAL:
            put(out, t->text.data, t->text.length);
            break;
        default:
            break;
        }
    }
}

/* --- Dates --- */

typedef struct moment {
    int64_t serial; /* whole days as the workbook counts them */
    int64_t days;   /* since 1970-01-01 */
    int year, month, day, weekday, seconds;
} moment;

/* Howard Hinnant's civil_from_days. */
static void set_date(moment *m)
{
    int64_t z = m->days + 719468, era = z / 146097;
    int64_t doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    m->day = (int)(doy - (153 * mp + 2) / 5 + 1);
    m->month = (int)(mp < 10 ? mp + 3 : mp - 9);
    m->year = (int)(yoe + era * 400 + (m->month <= 2));
    m->weekday = (int)(((m->days + 4) % 7 + 7) % 7);
}

#define LAST_DAY 2958465 /* 9999-12-31 */

static bool read_moment(hrb__decimal d, bool from_1904, moment *m)
{
    hrb__spelled s;
    hrb__decimal_spell(d, &s);
    if (d.negative || s.integer_length > 7)
        return false;
    int64_t days = 0, nanodays = 0;
    for (int i = 0; i < s.integer_length; i++)
        days = days * 10 + (s.integer[i] - '0');
    for (int i = 0; i < 9; i++)
        nanodays = nanodays * 10 + (i < s.fraction_length ? s.fraction[i] - '0' : 0);
    m->seconds = (int)((nanodays * 86400 + 500000000) / 1000000000);
    if (m->seconds == 86400) {
        m->seconds = 0;
        days++;
    }
    if (days > LAST_DAY)
        return false;
    m->serial = days;
    /* Spreadsheets count a 29 February 1900 that never was. */
    m->days = from_1904 ? days - 24107 : days - 25569 + (days < 60);
    if (m->days < -25568)
        m->days = -25568; /* a time alone: day 0 */
    set_date(m);
    return true;
}

/* Whether the month letter at i stands for minutes: behind hours or before seconds. */
static bool is_minutes(const hrb__format_section *f, size_t i)
{
    for (size_t k = i; k-- > 0;)
        if (f->tokens[k].kind == HRB__FORMAT_DATE) {
            if (f->tokens[k].letter == 'h')
                return true;
            break;
        }
    for (size_t k = i + 1; k < f->count; k++)
        if (f->tokens[k].kind == HRB__FORMAT_DATE)
            return f->tokens[k].letter == 's';
    return false;
}

static void put_date_part(output *out, const hrb__format_section *f, size_t i, const moment *m, bool half_days)
{
    static const char *const MONTHS[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    static const char *const DAYS[] = {"日", "一", "二", "三", "四", "五", "六"};
    const hrb__format_token *t = &f->tokens[i];
    int width = t->count >= 2 ? 2 : 1, hour = m->seconds / 3600;
    switch (t->letter) {
    case 'y':
        put_number(out, t->count <= 2 ? m->year % 100 : m->year, t->count <= 2 ? 2 : 4);
        break;
    case 'e':
        put_number(out, m->year, 4);
        break;
    case 'm':
        if (t->elapsed)
            put_number(out, m->serial * 1440 + m->seconds / 60, width);
        else if (is_minutes(f, i))
            put_number(out, m->seconds / 60 % 60, width);
        else if (t->count <= 2)
            put_number(out, m->month, width);
        else
            put(out, MONTHS[m->month - 1], t->count == 3 ? 3 : t->count == 5 ? 1 : strlen(MONTHS[m->month - 1]));
        break;
    case 'd':
        if (t->count <= 2)
            put_number(out, m->day, width);
        break;
    case 'a':
        if (t->count >= 4)
            put(out, "星期", 6);
        put(out, DAYS[m->weekday], 3);
        break;
    case 'h':
        if (t->elapsed)
            put_number(out, m->serial * 24 + hour, width);
        else
            put_number(out, half_days ? (hour + 11) % 12 + 1 : hour, width);
        break;
    case 's':
        put_number(out, t->elapsed ? m->serial * 86400 + m->seconds : m->seconds % 60, width);
        break;
    default:
        break;
    }
}

static bool put_date(output *out, const hrb__format_section *f, hrb__decimal value, bool from_1904)
{
    moment m;
    if (!read_moment(value, from_1904, &m))
        return false;
    bool half_days = false;
    for (size_t i = 0; i < f->count; i++)
        half_days = half_days || f->tokens[i].kind == HRB__FORMAT_HALF_DAY;
    for (size_t i = 0; i < f->count; i++) {
        const hrb__format_token *t = &f->tokens[i];
        if (t->kind == HRB__FORMAT_DATE)
            put_date_part(out, f, i, &m, half_days);
        else if (t->kind == HRB__FORMAT_HALF_DAY)
            put(out, m.seconds < 43200 ? "上午" : "下午", 6);
        else if (t->kind == HRB__FORMAT_LITERAL || t->kind == HRB__FORMAT_POINT || t->kind == HRB__FORMAT_COMMA)
            put(out, t->text.data, t->text.length);
    }
    return true;
}

/* --- Which section --- */

static bool meets(const hrb__format_section *s, hrb__decimal value)
{
    int order = hrb__decimal_compare(value, s->bound);
    switch (s->condition) {
    case '<':
        return order < 0;
    case '>':
        return order > 0;
    case '=':
        return order == 0;
    case 'L':
        return order <= 0;
    case 'G':
        return order >= 0;
    default:
        return order != 0;
    }
}

/* The section for a number, and whether it shows the sign itself. */
static const hrb__format_section *choose(const hrb__format_section *sections, size_t count, hrb__decimal value, bool *own_sign)
{
    size_t numeric = MIN(count, 3);
    *own_sign = false;
    if (numeric > 1 && sections[numeric - 1].has_text)
        numeric--;
    if (sections[0].condition != 0 || (numeric > 1 && sections[1].condition != 0)) {
        for (size_t i = 0; i + 1 < numeric; i++)
            if (sections[i].condition != 0 ? meets(&sections[i], value) : i == 0 ? !value.negative && value.digits > 0 : value.negative)
                return &sections[i];
        if (numeric > 1 || meets(&sections[0], value))
            return &sections[numeric - 1];
        return NULL;
    }
    if (numeric == 1)
        return &sections[0];
    if (value.negative) {
        *own_sign = true;
        return &sections[1];
    }
    return numeric == 3 && value.digits == 0 ? &sections[2] : &sections[0];
}

size_t hrb__show_number(const char *code, hrb__text stored, bool from_1904, char out_text[HRB__SHOWN_SIZE])
{
    output out = {out_text, 0};
    hrb__decimal value;
    stored = hrb__text_trim(stored);
    if (!hrb__decimal_parse(stored, &value)) {
        put(&out, stored.data, stored.length);
        return out.length;
    }
    hrb__format_section sections[HRB__MAX_SECTIONS];
    bool own_sign = false;
    const hrb__format_section *s = NULL;
    if (strcmp(code, "General") != 0 && strlen(code) < HRB__MAX_TOKENS) {
        size_t count = hrb__format_read(code, sections);
        s = choose(sections, count, value, &own_sign);
        if (s != NULL && s->has_date && put_date(&out, s, value, from_1904))
            return out.length;
        if (s != NULL && (s->has_date || (s->has_text && !s->has_digits)))
            s = NULL; /* no date, or a text: as it is */
    }
    bool negative = value.negative && !own_sign;
    value.negative = false;
    if (s == NULL) {
        if (negative)
            put(&out, "-", 1);
        put_general(&out, value);
        return out.length;
    }
    if (negative) {
        hrb__decimal shown = value;
        layout l = lay_out(s);
        shown.exponent += l.scale;
        if (s->has_general || hrb__decimal_round(shown, l.behind).digits > 0)
            put(&out, "-", 1);
    }
    put_digits(&out, s, value);
    return out.length;
}

bool hrb__format_hides_text(const char *code)
{
    hrb__format_section sections[HRB__MAX_SECTIONS];
    return strlen(code) < HRB__MAX_TOKENS && strchr(code, ';') != NULL && hrb__format_read(code, sections) == HRB__MAX_SECTIONS && sections[3].count == 0;
}
