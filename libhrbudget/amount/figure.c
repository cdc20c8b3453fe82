/* SPDX-License-Identifier: Apache-2.0 */
#include "amount/figure.h"

/* More significant digits than this fit no amount; it also bounds the work on hostile input. */
#define MAX_DIGITS 40

static const hrb__text MINUS[] = {{"-", 1}, {"－", 3}, {"—", 3}, {"−", 3}, {"﹣", 3}, {"–", 3}, {"△", 3}, {"▲", 3}};

size_t hrb__minus_length(hrb__text text)
{
    for (size_t i = 0; i < sizeof MINUS / sizeof MINUS[0]; i++)
        if (hrb__text_starts(text, MINUS[i]))
            return MINUS[i].length;
    return 0;
}

typedef struct figure {
    unsigned __int128 value;
    int digits;     /* significant ones */
    int any;        /* digits at all */
    int decimals;   /* -1 before the point */
    int zeros_cut;  /* zeros at the end of the decimals that value leaves out */
    int since_comma; /* digits since the last separator, -1 before the first */
} figure;

/* Decimals in sight beyond what any unit can hold are kept apart: zeros are harmless, others are not. */
static hrb_status add_digit(figure *f, int digit)
{
    f->any++;
    if (f->decimals >= 0) {
        f->decimals++;
        if (digit == 0) {
            f->zeros_cut++;
            return HRB_OK;
        }
        for (; f->zeros_cut > 0; f->zeros_cut--) {
            if (++f->digits > MAX_DIGITS - 3)
                return HRB_ERROR_PRECISION;
            f->value *= 10;
        }
    } else if (f->since_comma >= 0) {
        f->since_comma++;
    }
    if (f->value == 0 && digit == 0)
        return HRB_OK;
    if (++f->digits > MAX_DIGITS - 3)
        return f->decimals >= 0 ? HRB_ERROR_PRECISION : HRB_ERROR_OVERFLOW;
    f->value = f->value * 10 + (unsigned)digit;
    return HRB_OK;
}

static hrb_status scan(hrb__text text, bool lenient, figure *f, size_t *at)
{
    size_t size;
    for (size_t i = *at; i < text.length; i += size) {
        uint32_t c = hrb__utf8_get(text.data + i, text.length - i, &size);
        int digit = hrb__digit_value(c);
        hrb_status status = HRB_OK;
        *at = i;
        if (digit >= 0) {
            status = add_digit(f, digit);
        } else if (c == ',' || c == 0xFF0C) {
            bool fits = f->decimals < 0 && f->any > 0 && (f->since_comma == 3 || (f->since_comma < 0 && f->any <= 3));
            status = fits || (lenient && f->decimals < 0) ? HRB_OK : HRB_ERROR_SYNTAX;
            f->since_comma = 0;
        } else if (c == '.' || c == 0xFF0E) {
            bool fits = f->decimals < 0 && (lenient || f->since_comma < 0 || f->since_comma == 3);
            status = fits ? HRB_OK : HRB_ERROR_SYNTAX;
            f->decimals = 0;
        } else if (!hrb__is_blank(c)) {
            status = HRB_ERROR_SYNTAX;
        }
        if (status != HRB_OK)
            return status;
    }
    *at = text.length;
    return f->any == 0 || (!lenient && f->since_comma >= 0 && f->since_comma != 3) ? HRB_ERROR_SYNTAX : HRB_OK;
}

/* value × 10^-stated × unit, in fen. */
static hrb_status scale(const figure *f, hrb_unit unit, bool negative, hrb_amount *out)
{
    int stated = f->decimals < 0 ? 0 : f->decimals, significant = stated - f->zeros_cut;
    int64_t worth = unit, quantum = unit;
    unsigned __int128 value = f->value;
    for (int i = 0; i < significant; i++) {
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

hrb_status hrb__figure_parse(hrb__text text, hrb_unit unit, bool lenient_groups, hrb_amount *out, size_t *bad)
{
    figure f = {.decimals = -1, .since_comma = -1};
    size_t at = hrb__minus_length(text);
    bool negative = at > 0;
    if (at == 0 && (hrb__text_starts(text, HRB__TEXT("+")) || hrb__text_starts(text, HRB__TEXT("＋"))))
        at = text.data[0] == '+' ? 1 : 3;
    *bad = at;
    hrb_status status = scan(text, lenient_groups, &f, bad);
    if (status == HRB_OK) {
        status = scale(&f, unit, negative, out);
        *bad = 0;
    }
    return status;
}
