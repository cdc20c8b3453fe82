/* SPDX-License-Identifier: Apache-2.0 */
#include "read/sheet_decimal.h"

#include <glib.h>

#define SHOWN_DIGITS 15 /* significant digits that spreadsheets keep */

static uint64_t power_of_ten(int n)
{
    uint64_t p = 1;
    while (n-- > 0)
        p *= 10;
    return p;
}

static hrb__decimal normalised(hrb__decimal d)
{
    if (d.digits == 0)
        return (hrb__decimal){0, 0, false};
    while (d.digits % 10 == 0) {
        d.digits /= 10;
        d.exponent++;
    }
    return d;
}

hrb__decimal hrb__decimal_round(hrb__decimal d, int decimals)
{
    int drop = -decimals - d.exponent;
    if (drop <= 0)
        return d;
    if (drop > SHOWN_DIGITS + 1)
        return (hrb__decimal){0, 0, false};
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

bool hrb__decimal_parse(hrb__text text, hrb__decimal *out)
{
    hrb__decimal d = {.negative = text.length > 0 && text.data[0] == '-'};
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
    if (d.exponent < -HRB__MAX_EXPONENT - SHOWN_DIGITS || d.exponent > HRB__MAX_EXPONENT)
        return false;
    *out = d;
    return true;
}

void hrb__decimal_spell(hrb__decimal d, hrb__spelled *out)
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

int hrb__decimal_compare(hrb__decimal a, hrb__decimal b)
{
    if (a.negative != b.negative)
        return a.negative ? -1 : 1;
    int sign = a.negative ? -1 : 1;
    hrb__spelled x, y;
    hrb__decimal_spell(a, &x);
    hrb__decimal_spell(b, &y);
    if (x.integer_length != y.integer_length)
        return x.integer_length < y.integer_length ? -sign : sign;
    int order = memcmp(x.integer, y.integer, (size_t)x.integer_length);
    for (int i = 0; order == 0 && i < MAX(x.fraction_length, y.fraction_length); i++)
        order = (i < x.fraction_length ? x.fraction[i] : '0') - (i < y.fraction_length ? y.fraction[i] : '0');
    return order < 0 ? -sign : order > 0 ? sign : 0;
}
