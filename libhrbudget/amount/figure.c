/* SPDX-License-Identifier: Apache-2.0 */
#include "amount/figure.h"

/* More significant digits than this fit no amount; it also keeps `value` in range. */
#define MAX_DIGITS 37

static const hrb__text MINUS[] = {{"-", 1}, {"－", 3}, {"—", 3}, {"−", 3}, {"﹣", 3}, {"–", 3}, {"△", 3}, {"▲", 3}};

size_t hrb__minus_length(hrb__text text)
{
    for (size_t i = 0; i < sizeof MINUS / sizeof MINUS[0]; i++)
        if (hrb__text_starts(text, MINUS[i]))
            return MINUS[i].length;
    return 0;
}

/* With more digits than this before the point, no unit is small enough. */
#define MAX_WHOLE_DIGITS 19

/* Reading goes on behind a digit too many, so that a text that is no figure at all is told as that. */
typedef struct scanner {
    hrb__figure figure;
    int since_comma; /* digits since the last separator, -1 before the first */
    bool after_comma;
    int whole_digits; /* significant ones before the point */
    hrb_status status;
} scanner;

static void too_long(scanner *s)
{
    s->status = s->figure.decimals < 0 || s->whole_digits > MAX_WHOLE_DIGITS ? HRB_ERROR_OVERFLOW : HRB_ERROR_PRECISION;
}

/* Decimals in sight beyond what any unit can hold are kept apart: zeros are harmless, others are not. */
static void add_digit(scanner *s, int digit)
{
    hrb__figure *f = &s->figure;
    f->any++;
    s->after_comma = false;
    if (f->decimals >= 0) {
        f->decimals++;
        if (digit == 0) {
            f->zeros_cut++;
            return;
        }
        for (; f->zeros_cut > 0 && f->digits <= MAX_DIGITS; f->zeros_cut--) {
            f->digits++;
            if (f->digits <= MAX_DIGITS)
                f->value *= 10;
        }
    } else if (s->since_comma >= 0) {
        s->since_comma++;
    }
    if (f->value == 0 && digit == 0)
        return;
    if (++f->digits > MAX_DIGITS)
        too_long(s);
    else
        f->value = f->value * 10 + (unsigned)digit;
}

/* A separator stands between digits; every three of them unless that is not asked for. */
static bool add_comma(scanner *s, bool lenient)
{
    bool placed = lenient || s->since_comma == 3 || (s->since_comma < 0 && s->figure.any <= 3);
    bool fits = placed && s->figure.decimals < 0 && s->figure.any > 0 && !s->after_comma;
    s->since_comma = 0;
    s->after_comma = true;
    return fits;
}

static bool group_is_whole(const scanner *s, bool lenient)
{
    return !s->after_comma && (lenient || s->since_comma < 0 || s->since_comma == 3);
}

static bool add_point(scanner *s, bool lenient)
{
    bool fits = s->figure.decimals < 0 && group_is_whole(s, lenient);
    s->whole_digits = s->figure.digits;
    s->figure.decimals = 0;
    return fits;
}

hrb_status hrb__figure_scan(hrb__text text, bool lenient_groups, hrb__figure *out, size_t *bad)
{
    scanner s = {.figure = {.decimals = -1}, .since_comma = -1};
    size_t size;
    for (size_t i = 0; i < text.length; i += size) {
        uint32_t c = hrb__utf8_get(text.data + i, text.length - i, &size);
        int digit = hrb__digit_value(c);
        bool fits = true;
        if (digit >= 0)
            add_digit(&s, digit);
        else if (c == ',' || c == 0xFF0C)
            fits = add_comma(&s, lenient_groups);
        else if (c == '.' || c == 0xFF0E)
            fits = add_point(&s, lenient_groups);
        else
            fits = hrb__is_blank(c);
        *bad = i;
        if (!fits)
            return HRB_ERROR_SYNTAX;
    }
    *bad = text.length;
    if (s.figure.any == 0 || (s.figure.decimals < 0 && !group_is_whole(&s, lenient_groups)))
        return HRB_ERROR_SYNTAX;
    *out = s.figure;
    return s.status;
}

/* value × 10^-stated × unit, in fen. */
static hrb_status scale(const hrb__figure *f, hrb_unit unit, bool negative, hrb_amount *out)
{
    int stated = f->decimals < 0 ? 0 : f->decimals, significant = stated - f->zeros_cut;
    int64_t worth = unit, quantum = unit;
    unsigned __int128 value = f->value;
    for (int i = 0; i < significant && value != 0; i++) {
        if (worth > 1)
            worth /= 10;
        else if (value % 10 == 0)
            value /= 10;
        else
            return HRB_ERROR_PRECISION;
    }
    for (int i = 0; i < stated && quantum > 1; i++)
        quantum /= 10;
    const unsigned __int128 most = (unsigned __int128)INT64_MAX + (negative ? 1 : 0);
    if (value > most / (unsigned __int128)worth)
        return HRB_ERROR_OVERFLOW;
    value *= (unsigned __int128)worth;
    *out = (hrb_amount){negative ? (hrb_fen)(0 - (uint64_t)value) : (hrb_fen)value, quantum, unit, 1, stated};
    return HRB_OK;
}

hrb_status hrb__figure_read(hrb__text text, hrb_unit unit, bool lenient_groups, bool negative, hrb_amount *out, size_t *bad)
{
    hrb__figure figure;
    hrb_status status = hrb__figure_scan(text, lenient_groups, &figure, bad);
    if (status == HRB_OK)
        status = scale(&figure, unit, negative, out);
    if (status != HRB_ERROR_SYNTAX)
        *bad = 0;
    return status;
}

hrb_status hrb__figure_parse(hrb__text text, hrb_unit unit, bool lenient_groups, hrb_amount *out, size_t *bad)
{
    size_t sign = hrb__minus_length(text);
    bool negative = sign > 0;
    if (hrb__text_starts(text, HRB__TEXT("+")) || hrb__text_starts(text, HRB__TEXT("＋")))
        sign = text.data[0] == '+' ? 1 : 3;
    hrb_status status = hrb__figure_read((hrb__text){text.data + sign, text.length - sign}, unit, lenient_groups, negative, out, bad);
    *bad += sign;
    return status;
}
