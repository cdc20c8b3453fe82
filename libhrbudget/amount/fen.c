/* SPDX-License-Identifier: Apache-2.0 */
/* Checked arithmetic on fen, rounding, intervals, and writing amounts. */
#include <hrbudget/hrbudget.h>

#include <stdio.h>
#include <string.h>

#include "amount/unit.h"

hrb_status hrb_fen_add(hrb_fen a, hrb_fen b, hrb_fen *out)
{
    hrb_fen result;
    if (out == NULL)
        return HRB_ERROR_ARGUMENT;
    if (__builtin_add_overflow(a, b, &result))
        return HRB_ERROR_OVERFLOW;
    *out = result;
    return HRB_OK;
}

hrb_status hrb_fen_subtract(hrb_fen a, hrb_fen b, hrb_fen *out)
{
    hrb_fen result;
    if (out == NULL)
        return HRB_ERROR_ARGUMENT;
    if (__builtin_sub_overflow(a, b, &result))
        return HRB_ERROR_OVERFLOW;
    *out = result;
    return HRB_OK;
}

hrb_status hrb_fen_multiply(hrb_fen a, int64_t factor, hrb_fen *out)
{
    hrb_fen result;
    if (out == NULL)
        return HRB_ERROR_ARGUMENT;
    if (__builtin_mul_overflow(a, factor, &result))
        return HRB_ERROR_OVERFLOW;
    *out = result;
    return HRB_OK;
}

hrb_status hrb_fen_sum(const hrb_fen *values, size_t count, hrb_fen *out)
{
    /* Only the result has to fit: parts may cancel out on the way. */
    __int128 sum = 0;
    if (out == NULL || (values == NULL && count > 0))
        return HRB_ERROR_ARGUMENT;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    if (sum > INT64_MAX || sum < INT64_MIN)
        return HRB_ERROR_OVERFLOW;
    *out = (hrb_fen)sum;
    return HRB_OK;
}

hrb_status hrb_fen_round(hrb_fen value, int64_t quantum_fen, hrb_rounding mode, hrb_fen *out)
{
    if (out == NULL || quantum_fen < 1 || mode < HRB_ROUND_HALF_UP || mode > HRB_ROUND_DOWN)
        return HRB_ERROR_ARGUMENT;
    __int128 size = value < 0 ? -(__int128)value : value;
    __int128 whole = size / quantum_fen, rest = (size % quantum_fen) * 2;
    if (mode != HRB_ROUND_DOWN && (rest > quantum_fen || (rest == quantum_fen && (mode == HRB_ROUND_HALF_UP || whole % 2 == 1))))
        whole++;
    __int128 result = value < 0 ? -(whole * quantum_fen) : whole * quantum_fen;
    if (result > INT64_MAX || result < INT64_MIN)
        return HRB_ERROR_OVERFLOW;
    *out = (hrb_fen)result;
    return HRB_OK;
}

/* Text of a length that may not fit. */
typedef struct writer {
    char *buffer;
    size_t size, length;
} writer;

static void put(writer *w, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++, w->length++)
        if (w->length + 1 < w->size)
            w->buffer[w->length] = text[i];
}

static size_t finish(writer *w)
{
    if (w->size > 0)
        w->buffer[w->length < w->size ? w->length : w->size - 1] = '\0';
    return w->length;
}

static int unit_power(hrb_unit unit)
{
    int power = 0;
    while (unit > 1) {
        unit /= 10;
        power++;
    }
    return power;
}

/* The last digit, taken off. Few amounts need more than 64 bits, whose division is far cheaper. */
static char take_digit(unsigned __int128 *digits)
{
    uint64_t low = (uint64_t)*digits;
    if (low == *digits) {
        *digits = low / 10;
        return (char)('0' + low % 10);
    }
    char digit = (char)('0' + (int)(*digits % 10));
    *digits /= 10;
    return digit;
}

size_t hrb_fen_format(hrb_fen value, hrb_unit unit, int32_t decimals, uint32_t flags, char *buffer, size_t size)
{
    const char *name = hrb__unit_name(unit);
    if (buffer != NULL && size > 0)
        buffer[0] = '\0';
    if (name == NULL || decimals < 0 || decimals > 12 || (buffer == NULL && size > 0))
        return 0;
    int power = unit_power(unit);
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    unsigned __int128 digits = magnitude, ten = 1;
    if ((flags & HRB_FORMAT_EXACT) != 0) {
        int needed = power;
        for (uint64_t rest = magnitude; needed > 0 && rest % 10 == 0; rest /= 10)
            needed--;
        decimals = needed > decimals ? needed : decimals;
    }
    /* `digits` becomes the value with exactly `decimals` decimals and no point. */
    for (int i = decimals; i < power; i++)
        ten *= 10;
    if (ten > 1)
        digits = (digits + ten / 2) / ten;
    for (int i = power; i < decimals; i++)
        digits *= 10;
    char reversed[80];
    int n = 0, whole = 0;
    bool zero = digits == 0;
    for (int i = 0; i < decimals || digits > 0 || whole == 0; i++) {
        if (i == decimals && decimals > 0)
            reversed[n++] = '.';
        if (i >= decimals && whole > 0 && whole % 3 == 0 && (flags & HRB_FORMAT_GROUPED) != 0)
            reversed[n++] = ',';
        whole += i >= decimals;
        reversed[n++] = take_digit(&digits);
    }
    writer w = {buffer, size, 0};
    if (value < 0 && !zero)
        put(&w, "-", 1);
    while (n > 0)
        put(&w, &reversed[--n], 1);
    if ((flags & HRB_FORMAT_UNIT) != 0)
        put(&w, name, strlen(name));
    return finish(&w);
}

static hrb_fen saturate(__int128 value)
{
    return value > INT64_MAX ? INT64_MAX : value < INT64_MIN ? INT64_MIN : (hrb_fen)value;
}

hrb_interval hrb_interval_of(hrb_fen value, int64_t quantum_fen)
{
    int64_t half = quantum_fen > 0 ? quantum_fen / 2 : 0;
    return (hrb_interval){saturate((__int128)value - half), saturate((__int128)value + half)};
}

hrb_status hrb_interval_add(hrb_interval a, hrb_interval b, hrb_interval *out)
{
    hrb_interval result;
    if (out == NULL)
        return HRB_ERROR_ARGUMENT;
    if (__builtin_add_overflow(a.low, b.low, &result.low) || __builtin_add_overflow(a.high, b.high, &result.high))
        return HRB_ERROR_OVERFLOW;
    *out = result;
    return HRB_OK;
}

hrb_status hrb_interval_subtract(hrb_interval a, hrb_interval b, hrb_interval *out)
{
    hrb_interval result;
    if (out == NULL)
        return HRB_ERROR_ARGUMENT;
    if (__builtin_sub_overflow(a.low, b.high, &result.low) || __builtin_sub_overflow(a.high, b.low, &result.high))
        return HRB_ERROR_OVERFLOW;
    *out = result;
    return HRB_OK;
}

bool hrb_interval_overlaps(hrb_interval a, hrb_interval b)
{
    return a.low <= b.high && b.low <= a.high;
}
