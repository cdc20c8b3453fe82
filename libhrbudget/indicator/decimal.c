/* SPDX-License-Identifier: Apache-2.0 */
/* Exact decimals, and the days of months. */
#include "indicator/target.h"

#include <inttypes.h>
#include <stdio.h>

bool hrb__decimal_multiply(hrb_decimal *value, int64_t factor)
{
    /* Drop trailing zeros first: 0.50 times 10 is 5, not 50 tenths that may not fit. */
    while (factor % 10 == 0 && factor != 0 && value->scale > 0) {
        value->scale--;
        factor /= 10;
    }
    return !__builtin_mul_overflow(value->digits, factor, &value->digits);
}

int32_t hrb_decimal_compare(hrb_decimal a, hrb_decimal b)
{
    if (a.scale == b.scale)
        return a.digits < b.digits ? -1 : a.digits > b.digits;
    __int128 left = a.digits, right = b.digits;
    int32_t scale_a = a.scale < 0 ? 0 : a.scale > 18 ? 18 : a.scale, scale_b = b.scale < 0 ? 0 : b.scale > 18 ? 18 : b.scale;
    for (; scale_a < scale_b; scale_a++)
        left *= 10;
    for (; scale_b < scale_a; scale_b++)
        right *= 10;
    return left < right ? -1 : left > right;
}

size_t hrb_decimal_format(hrb_decimal value, char *buffer, size_t size)
{
    int32_t scale = value.scale < 0 ? 0 : value.scale > 18 ? 18 : value.scale;
    char digits[40];
    uint64_t magnitude = value.digits < 0 ? 0 - (uint64_t)value.digits : (uint64_t)value.digits;
    int length = snprintf(digits, sizeof digits, "%0*" PRIu64, scale + 1, magnitude);
    int whole = length - scale;
    int needed = snprintf(buffer, size, "%s%.*s%s%s", value.digits < 0 ? "-" : "", whole, digits, scale > 0 ? "." : "", digits + whole);
    return needed < 0 ? 0 : (size_t)needed;
}

int hrb__days_in_month(int year, int month)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    bool leap = year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    return DAYS[month - 1] + (month == 2 && leap);
}
