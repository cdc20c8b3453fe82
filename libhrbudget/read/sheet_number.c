/* SPDX-License-Identifier: Apache-2.0 */
#include "read/sheet_number.h"

#include <glib.h>

#define SHOWN_DIGITS 15 /* significant digits that spreadsheets keep */
#define FEW_DECIMALS 6   /* what ten thousands have down to hundredths */
#define MAX_TOKENS 256  /* a format code has at most 255 characters */
#define MAX_SECTIONS 4
#define MAX_EXPONENT 310 /* of a double */
#define MAX_SCALE 60     /* powers of ten that a format may move the point by */

const char *hrb__builtin_number_format(uint32_t id)
{
    /* As Chinese versions of spreadsheets show them. */
    static const struct {
        uint8_t id;
        const char *code;
    } CODES[] = {
        {1, "0"}, {2, "0.00"}, {3, "#,##0"}, {4, "#,##0.00"}, {5, "\"¥\"#,##0;\"¥\"-#,##0"}, {6, "\"¥\"#,##0;\"¥\"-#,##0"},
        {7, "\"¥\"#,##0.00;\"¥\"-#,##0.00"}, {8, "\"¥\"#,##0.00;\"¥\"-#,##0.00"}, {9, "0%"}, {10, "0.00%"},
        {14, "yyyy/m/d"}, {15, "d-mmm-yy"}, {16, "d-mmm"}, {17, "mmm-yy"}, {18, "h:mm AM/PM"}, {19, "h:mm:ss AM/PM"}, {20, "h:mm"},
        {21, "h:mm:ss"}, {22, "yyyy/m/d h:mm"}, {27, "yyyy\"年\"m\"月\""}, {28, "m\"月\"d\"日\""}, {29, "m\"月\"d\"日\""}, {30, "m-d-yy"},
        {31, "yyyy\"年\"m\"月\"d\"日\""}, {32, "h\"时\"mm\"分\""}, {33, "h\"时\"mm\"分\"ss\"秒\""}, {34, "h\"时\"mm\"分\""},
        {35, "h\"时\"mm\"分\"ss\"秒\""}, {36, "yyyy\"年\"m\"月\""}, {37, "#,##0;-#,##0"}, {38, "#,##0;-#,##0"}, {39, "#,##0.00;-#,##0.00"},
        {40, "#,##0.00;-#,##0.00"}, {41, "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ "}, {42, "_ \"¥\"* #,##0_ ;_ \"¥\"* -#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ "},
        {43, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ "}, {44, "_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ "},
        {45, "mm:ss"}, {46, "[h]:mm:ss"}, {47, "mm:ss"}, {50, "yyyy\"年\"m\"月\""}, {51, "m\"月\"d\"日\""}, {52, "yyyy\"年\"m\"月\""},
        {53, "m\"月\"d\"日\""}, {54, "m\"月\"d\"日\""}, {55, "h\"时\"mm\"分\""}, {56, "h\"时\"mm\"分\"ss\"秒\""}, {57, "yyyy\"年\"m\"月\""}, {58, "m\"月\"d\"日\""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CODES); i++)
        if (CODES[i].id == id)
            return CODES[i].code;
    return "General";
}

/* --- Decimals --- */

/* digits * 10^exponent, without trailing zeros */
typedef struct decimal {
    uint64_t digits;
    int exponent;
    bool negative;
} decimal;

static uint64_t power_of_ten(int n)
{
    uint64_t p = 1;
    while (n-- > 0)
        p *= 10;
    return p;
}

static decimal normalised(decimal d)
{
    if (d.digits == 0)
        return (decimal){0, 0, false};
    while (d.digits % 10 == 0) {
        d.digits /= 10;
        d.exponent++;
    }
    return d;
}

/* Rounds half away from zero, as spreadsheets do, to at most `decimals` digits behind the point. */
static decimal rounded(decimal d, int decimals)
{
    int drop = -decimals - d.exponent;
    if (drop <= 0)
        return d;
    if (drop > SHOWN_DIGITS + 1)
        return (decimal){0, 0, false};
    uint64_t p = power_of_ten(drop);
    d.digits = (d.digits + p / 2) / p;
    d.exponent = -decimals;
    return normalised(d);
}

static bool parse_exponent(hrb__text text, int *exponent)
{
    bool negative = text.length > 0 && text.data[0] == '-';
    size_t i = text.length > 0 && (text.data[0] == '-' || text.data[0] == '+');
    int value = 0;
    if (i == text.length)
        return false;
    for (; i < text.length; i++) {
        if (!g_ascii_isdigit(text.data[i]))
            return false;
        value = MIN(value * 10 + (text.data[i] - '0'), 9999);
    }
    *exponent += negative ? -value : value;
    return true;
}

static bool parse_decimal(hrb__text text, decimal *out)
{
    decimal d = {.negative = text.length > 0 && text.data[0] == '-'};
    size_t i = text.length > 0 && (text.data[0] == '-' || text.data[0] == '+'), seen = 0;
    int kept = 0;
    bool point = false;
    for (; i < text.length; i++) {
        char c = text.data[i];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (!g_ascii_isdigit(c))
            break;
        seen++;
        if (kept > SHOWN_DIGITS) { /* beyond what is shown: only its place counts */
            d.exponent += !point;
            continue;
        }
        d.digits = d.digits * 10 + (uint64_t)(c - '0');
        kept += d.digits > 0;
        d.exponent -= point;
    }
    if (seen == 0)
        return false;
    if (i < text.length && ((text.data[i] | 0x20) != 'e' || !parse_exponent((hrb__text){text.data + i + 1, text.length - i - 1}, &d.exponent)))
        return false;
    if (kept > SHOWN_DIGITS) {
        d.digits = (d.digits + 5) / 10;
        d.exponent++;
    }
    d = normalised(d);
    if (d.exponent < -MAX_EXPONENT - SHOWN_DIGITS || d.exponent > MAX_EXPONENT)
        return false;
    *out = d;
    return true;
}

/* The digits before the point ("" for 0) and behind it. */
typedef struct spelled {
    char integer[MAX_EXPONENT + 128], fraction[MAX_EXPONENT + 128];
    int integer_length, fraction_length;
} spelled;

static void spell(decimal d, spelled *out)
{
    char digits[24];
    int n = d.digits == 0 ? 0 : g_snprintf(digits, sizeof digits, "%" G_GUINT64_FORMAT, d.digits);
    int point = n + d.exponent; /* digits before the point */
    out->integer_length = out->fraction_length = 0;
    if (n == 0)
        return;
    for (int i = 0; i < point; i++)
        out->integer[out->integer_length++] = i < n ? digits[i] : '0';
    for (int i = MIN(point, 0); i < 0; i++)
        out->fraction[out->fraction_length++] = '0';
    for (int i = MAX(point, 0); i < n; i++)
        out->fraction[out->fraction_length++] = digits[i];
}

/* --- Format codes --- */

typedef enum token_kind {
    LITERAL,
    DIGIT, /* 0 # ? */
    POINT,
    COMMA,
    PERCENT,
    TEXT, /* @ */
    GENERAL,
    DATE,   /* a run of one letter of y m d h s e a g */
    HALF_DAY /* AM/PM */
} token_kind;

typedef struct token {
    token_kind kind;
    char letter;
    bool elapsed;
    uint16_t count;
    hrb__text text; /* of a literal */
} token;

typedef struct section {
    token tokens[MAX_TOKENS];
    size_t count;
    bool has_digits, has_date, has_general, has_text;
    char condition; /* < > = or L (<=) G (>=) N (<>), 0 none */
    decimal bound;
} section;

static void add_token(section *s, token t)
{
    if (s->count == MAX_TOKENS)
        return;
    s->tokens[s->count++] = t;
    s->has_digits = s->has_digits || t.kind == DIGIT;
    s->has_date = s->has_date || t.kind == DATE;
    s->has_general = s->has_general || t.kind == GENERAL;
    s->has_text = s->has_text || t.kind == TEXT;
}

static void add_literal(section *s, const char *text, size_t length)
{
    if (length > 0)
        add_token(s, (token){.kind = LITERAL, .text = {text, length}});
}

static size_t character_length(const char *p)
{
    size_t n = 1;
    while (((unsigned char)p[n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* [Red], [>=100], [h], [$¥-804], [DBNum1] */
static void read_bracket(section *s, const char *p, size_t length)
{
    static const struct {
        hrb__text sign;
        char condition;
    } SIGNS[] = {{{"<=", 2}, 'L'}, {{">=", 2}, 'G'}, {{"<>", 2}, 'N'}, {{"<", 1}, '<'}, {{">", 1}, '>'}, {{"=", 1}, '='}};
    hrb__text inside = {p, length};
    if (length > 0 && *p == '$') {
        const char *dash = memchr(p, '-', length);
        add_literal(s, p + 1, dash != NULL ? (size_t)(dash - p) - 1 : length - 1);
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(SIGNS); i++)
        if (hrb__text_starts(inside, SIGNS[i].sign)) {
            size_t n = SIGNS[i].sign.length;
            if (parse_decimal((hrb__text){p + n, length - n}, &s->bound))
                s->condition = SIGNS[i].condition;
            return;
        }
    if (length > 0 && strchr("hHmMsS", *p) != NULL && strspn(p, (char[]){*p, '\0'}) >= length)
        add_token(s, (token){.kind = DATE, .letter = (char)(*p | 0x20), .elapsed = true, .count = (uint16_t)length});
}

/* Reads one section from `p`; returns the rest behind its semicolon, or NULL at the end. */
static const char *read_section(const char *p, section *s)
{
    static const char *const GENERALS[] = {"General", "G/通用格式"};
    static const char *const HALVES[] = {"AM/PM", "A/P", "上午/下午"};
    while (*p != '\0') {
        size_t n = character_length(p);
        if (*p == ';')
            return p + 1;
        if (*p == '"') {
            const char *end = strchr(p + 1, '"');
            end = end == NULL ? p + strlen(p) : end;
            add_literal(s, p + 1, (size_t)(end - p - 1));
            p = *end == '"' ? end + 1 : end;
            continue;
        }
        if ((*p == '\\' || *p == '!' || *p == '_' || *p == '*') && p[1] != '\0') {
            n = character_length(p + 1);
            if (*p == '_')
                add_literal(s, " ", 1);
            else if (*p != '*')
                add_literal(s, p + 1, n);
            p += n + 1;
            continue;
        }
        if (*p == '[') {
            const char *end = strchr(p, ']');
            if (end != NULL) {
                read_bracket(s, p + 1, (size_t)(end - p - 1));
                p = end + 1;
                continue;
            }
        }
        bool word = false;
        for (size_t i = 0; i < G_N_ELEMENTS(GENERALS) && !word; i++)
            if (g_ascii_strncasecmp(p, GENERALS[i], strlen(GENERALS[i])) == 0) {
                add_token(s, (token){.kind = GENERAL});
                p += strlen(GENERALS[i]);
                word = true;
            }
        for (size_t i = 0; i < G_N_ELEMENTS(HALVES) && !word; i++)
            if (g_ascii_strncasecmp(p, HALVES[i], strlen(HALVES[i])) == 0) {
                add_token(s, (token){.kind = HALF_DAY});
                p += strlen(HALVES[i]);
                word = true;
            }
        if (word)
            continue;
        if (strchr("ymdhseagYMDHSEAG", *p) != NULL) {
            /* Scientific notation hides digits: the plain number is read instead. */
            if ((*p == 'E' || *p == 'e') && (p[1] == '+' || p[1] == '-')) {
                s->count = 0;
                add_token(s, (token){.kind = GENERAL});
                while (*p != '\0' && *p != ';')
                    p++;
                continue;
            }
            size_t run = 1;
            while ((p[run] | 0x20) == (*p | 0x20))
                run++;
            add_token(s, (token){.kind = DATE, .letter = (char)(*p | 0x20), .count = (uint16_t)MIN(run, 9)});
            p += run;
            continue;
        }
        token_kind kind = *p == '0' || *p == '#' || *p == '?' ? DIGIT : *p == '.' ? POINT : *p == ',' ? COMMA : *p == '%' ? PERCENT : *p == '@' ? TEXT : LITERAL;
        add_token(s, (token){.kind = kind, .letter = *p, .text = {p, n}});
        p += n;
    }
    return NULL;
}

static size_t read_sections(const char *code, section *sections)
{
    size_t n = 0;
    const char *p = code;
    while (p != NULL && n < MAX_SECTIONS) {
        section *s = &sections[n++];
        s->count = 0;
        s->has_digits = s->has_date = s->has_general = s->has_text = false;
        s->condition = 0;
        p = read_section(p, s);
    }
    return n;
}

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
static void put_general(output *out, decimal d)
{
    spelled s;
    spell(d, &s);
    if (s.integer_length <= 11 && s.fraction_length > FEW_DECIMALS) {
        d = rounded(d, MAX(0, 10 - MAX(s.integer_length, 1)));
        spell(d, &s);
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

static layout lay_out(const section *s)
{
    layout l = {0};
    bool point = false;
    size_t last = 0;
    for (size_t i = 0; i < s->count; i++)
        if (s->tokens[i].kind == DIGIT)
            last = i;
    for (size_t i = 0; i < s->count; i++) {
        const token *t = &s->tokens[i];
        if (t->kind == POINT)
            point = true;
        else if (t->kind == DIGIT)
            *(point ? &l.behind : &l.before) += 1;
        else if (t->kind == PERCENT)
            l.scale += 2;
        else if (t->kind == COMMA && (i > last || (!point && i + 1 < s->count && s->tokens[i + 1].kind == POINT)))
            l.scale -= 3;
        else if (t->kind == COMMA && l.before > 0 && !point)
            l.grouped = true;
    }
    l.scale = CLAMP(l.scale, -MAX_SCALE, MAX_SCALE);
    return l;
}

/* Digit `position` of the integer part, counted from the right, and the group mark behind it. */
static void put_integer_digit(output *out, const spelled *s, int position, char placeholder, bool grouped)
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

static void put_digits(output *out, const section *f, decimal value)
{
    layout l = lay_out(f);
    spelled s;
    value.exponent += l.scale;
    if (!f->has_general)
        value = rounded(value, l.behind);
    spell(value, &s);
    int before = 0, behind = 0;
    bool point = false;
    for (size_t i = 0; i < f->count; i++) {
        const token *t = &f->tokens[i];
        switch (t->kind) {
        case DIGIT:
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
        case POINT:
            if (!point && l.before == 0)
                put(out, s.integer, (size_t)s.integer_length);
            point = true;
            put(out, ".", 1);
            break;
        case PERCENT:
            put(out, "%", 1);
            break;
        case GENERAL:
            put_general(out, value);
            break;
        case LITERAL:
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

static bool read_moment(decimal d, bool from_1904, moment *m)
{
    spelled s;
    spell(d, &s);
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
static bool is_minutes(const section *f, size_t i)
{
    for (size_t k = i; k-- > 0;)
        if (f->tokens[k].kind == DATE) {
            if (f->tokens[k].letter == 'h')
                return true;
            break;
        }
    for (size_t k = i + 1; k < f->count; k++)
        if (f->tokens[k].kind == DATE)
            return f->tokens[k].letter == 's';
    return false;
}

static void put_date_part(output *out, const section *f, size_t i, const moment *m, bool half_days)
{
    static const char *const MONTHS[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    static const char *const DAYS[] = {"日", "一", "二", "三", "四", "五", "六"};
    const token *t = &f->tokens[i];
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

static bool put_date(output *out, const section *f, decimal value, bool from_1904)
{
    moment m;
    if (!read_moment(value, from_1904, &m))
        return false;
    bool half_days = false;
    for (size_t i = 0; i < f->count; i++)
        half_days = half_days || f->tokens[i].kind == HALF_DAY;
    for (size_t i = 0; i < f->count; i++) {
        const token *t = &f->tokens[i];
        if (t->kind == DATE)
            put_date_part(out, f, i, &m, half_days);
        else if (t->kind == HALF_DAY)
            put(out, m.seconds < 43200 ? "上午" : "下午", 6);
        else if (t->kind == LITERAL || t->kind == POINT || t->kind == COMMA)
            put(out, t->text.data, t->text.length);
    }
    return true;
}

/* --- Which section --- */

static int compare(decimal a, decimal b)
{
    if (a.negative != b.negative)
        return a.negative ? -1 : 1;
    int sign = a.negative ? -1 : 1;
    spelled x, y;
    spell(a, &x);
    spell(b, &y);
    if (x.integer_length != y.integer_length)
        return x.integer_length < y.integer_length ? -sign : sign;
    int order = memcmp(x.integer, y.integer, (size_t)x.integer_length);
    for (int i = 0; order == 0 && i < MAX(x.fraction_length, y.fraction_length); i++)
        order = (i < x.fraction_length ? x.fraction[i] : '0') - (i < y.fraction_length ? y.fraction[i] : '0');
    return order < 0 ? -sign : order > 0 ? sign : 0;
}

static bool meets(const section *s, decimal value)
{
    int order = compare(value, s->bound);
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
static const section *choose(const section *sections, size_t count, decimal value, bool *own_sign)
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
    decimal value;
    stored = hrb__text_trim(stored);
    if (!parse_decimal(stored, &value)) {
        put(&out, stored.data, stored.length);
        return out.length;
    }
    section sections[MAX_SECTIONS];
    bool own_sign = false;
    const section *s = NULL;
    if (strcmp(code, "General") != 0 && strlen(code) < MAX_TOKENS) {
        size_t count = read_sections(code, sections);
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
        decimal shown = value;
        layout l = lay_out(s);
        shown.exponent += l.scale;
        if (s->has_general || rounded(shown, l.behind).digits > 0)
            put(&out, "-", 1);
    }
    put_digits(&out, s, value);
    return out.length;
}

bool hrb__format_hides_text(const char *code)
{
    section sections[MAX_SECTIONS];
    return strlen(code) < MAX_TOKENS && strchr(code, ';') != NULL && read_sections(code, sections) == MAX_SECTIONS && sections[3].count == 0;
}
