/* SPDX-License-Identifier: Apache-2.0 */
#include "read/sheet_format.h"

#include <glib.h>

#include "read/sheet_number.h"

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

static void add_token(hrb__format_section *s, hrb__format_token t)
{
    if (s->count == HRB__MAX_TOKENS)
        return;
    s->tokens[s->count++] = t;
    s->has_digits = s->has_digits || t.kind == HRB__FORMAT_DIGIT;
    s->has_date = s->has_date || t.kind == HRB__FORMAT_DATE;
    s->has_general = s->has_general || t.kind == HRB__FORMAT_GENERAL;
    s->has_text = s->has_text || t.kind == HRB__FORMAT_TEXT;
}

static void add_literal(hrb__format_section *s, const char *text, size_t length)
{
    if (length > 0)
        add_token(s, (hrb__format_token){.kind = HRB__FORMAT_LITERAL, .text = {text, length}});
}

static size_t character_length(const char *p)
{
    size_t n = 1;
    while (((unsigned char)p[n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* [Red], [>=100], [h], [$¥-804], [DBNum1] */
static void read_bracket(hrb__format_section *s, const char *p, size_t length)
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
            if (hrb__decimal_parse((hrb__text){p + n, length - n}, &s->bound))
                s->condition = SIGNS[i].condition;
            return;
        }
    if (length > 0 && strchr("hHmMsS", *p) != NULL && strspn(p, (char[]){*p, '\0'}) >= length)
        add_token(s, (hrb__format_token){.kind = HRB__FORMAT_DATE, .letter = (char)(*p | 0x20), .elapsed = true, .count = (uint16_t)length});
}

/* Reads one section from `p`; returns the rest behind its semicolon, or NULL at the end. */
static const char *read_section(const char *p, hrb__format_section *s)
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
                add_token(s, (hrb__format_token){.kind = HRB__FORMAT_GENERAL});
                p += strlen(GENERALS[i]);
                word = true;
            }
        for (size_t i = 0; i < G_N_ELEMENTS(HALVES) && !word; i++)
            if (g_ascii_strncasecmp(p, HALVES[i], strlen(HALVES[i])) == 0) {
                add_token(s, (hrb__format_token){.kind = HRB__FORMAT_HALF_DAY});
                p += strlen(HALVES[i]);
                word = true;
            }
        if (word)
            continue;
        if (strchr("ymdhseagYMDHSEAG", *p) != NULL) {
            /* Scientific notation hides digits: the plain number is read instead. */
            if ((*p == 'E' || *p == 'e') && (p[1] == '+' || p[1] == '-')) {
                s->count = 0;
                add_token(s, (hrb__format_token){.kind = HRB__FORMAT_GENERAL});
                while (*p != '\0' && *p != ';')
                    p++;
                continue;
            }
            size_t run = 1;
            while ((p[run] | 0x20) == (*p | 0x20))
                run++;
            add_token(s, (hrb__format_token){.kind = HRB__FORMAT_DATE, .letter = (char)(*p | 0x20), .count = (uint16_t)MIN(run, 9)});
            p += run;
            continue;
        }
        hrb__format_kind kind = *p == '0' || *p == '#' || *p == '?' ? HRB__FORMAT_DIGIT
                               : *p == '.'                         ? HRB__FORMAT_POINT
                               : *p == ','                         ? HRB__FORMAT_COMMA
                               : *p == '%'                         ? HRB__FORMAT_PERCENT
                               : *p == '@'                         ? HRB__FORMAT_TEXT
                                                                   : HRB__FORMAT_LITERAL;
        add_token(s, (hrb__format_token){.kind = kind, .letter = *p, .text = {p, n}});
        p += n;
    }
    return NULL;
}

size_t hrb__format_read(const char *code, hrb__format_section *sections)
{
    size_t n = 0;
    const char *p = code;
    while (p != NULL && n < HRB__MAX_SECTIONS) {
        hrb__format_section *s = &sections[n++];
        s->count = 0;
        s->has_digits = s->has_date = s->has_general = s->has_text = false;
        s->condition = 0;
        p = read_section(p, s);
    }
    return n;
}
