/* SPDX-License-Identifier: Apache-2.0 */
#include "amount/cell.h"

#include "amount/figure.h"
#include "base/block.h"

bool hrb__is_not_stated(hrb__text text)
{
    static const hrb__text NOTHING[] = {{"-", 1}, {"--", 2}, {"—", 3}, {"——", 6}, {"－", 3}, {"−", 3}, {"–", 3}, {"/", 1}, {"无", 3}};
    if (text.length == 0)
        return true;
    for (size_t i = 0; i < sizeof NOTHING / sizeof NOTHING[0]; i++)
        if (hrb__text_equals(text, NOTHING[i]))
            return true;
    return false;
}

/* So many digits fit an int64_t. */
#define PLAIN_DIGITS 18

/* Digits of a figure from `p` on, added to *value; returns what stands behind them. */
static const char *add_digits(const char *p, const char *end, int64_t *value)
{
    for (; p < end; p++) {
        unsigned digit = (unsigned)(unsigned char)*p - '0';
        if (digit > 9)
            break;
        *value = *value * 10 + (int64_t)digit;
    }
    return p;
}

/* Adds groups of three digits (,123), as separators nearly always stand; returns what stands behind them. */
static const char *add_groups(const char *p, const char *end, int64_t *value)
{
    for (; end - p >= 4 && *p == ','; p += 4) {
        unsigned a = (unsigned)(unsigned char)p[1] - '0', b = (unsigned)(unsigned char)p[2] - '0', c = (unsigned)(unsigned char)p[3] - '0';
        if (a > 9 || b > 9 || c > 9)
            break;
        *value = *value * 1000 + (int64_t)(a * 100 + b * 10 + c);
    }
    return p;
}

/* Plain digits, commas and a point, as nearly every figure is written. */
static inline bool read_plain(hrb__text text, int64_t *value, int32_t *decimals)
{
    const char *p = text.data, *end = p + text.length;
    *value = 0;
    *decimals = 0;
    if (text.length > PLAIN_DIGITS)
        return false;
    for (const char *group = p;; group = p + 1) {
        p = add_digits(group, end, value);
        if (p == group)
            return false; /* nothing before the point, or behind a comma */
        p = add_groups(p, end, value);
        if (p == end)
            return true;
        if (*p != ',')
            break;
    }
    if (*p != '.')
        return false;
    const char *point = p;
    p = add_digits(p + 1, end, value);
    *decimals = (int32_t)(p - point) - 1;
    return p == end;
}

/* False where that needs the slow path, which tells zeros from lost digits. */
static inline bool scale_plain(int64_t value, int32_t decimals, hrb_unit unit, hrb_amount *out)
{
    static const int64_t POWERS[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
    int64_t quantum = unit;
    if (decimals > 0) {
        if (decimals >= (int32_t)(sizeof POWERS / sizeof POWERS[0]) || POWERS[decimals] > quantum)
            return false;
        quantum /= POWERS[decimals];
    }
    hrb_fen fen;
    if (__builtin_mul_overflow(value, quantum, &fen))
        return false;
    *out = (hrb_amount){fen, quantum, unit, 1, decimals};
    return true;
}

/* Whether a text is made of nothing but what figures are written with. */
static bool looks_like_figure(hrb__text text)
{
    size_t size, digits = 0;
    size_t at = hrb__minus_length(text);
    for (size_t i = at; i < text.length; i += size) {
        uint32_t c = hrb__utf8_get(text.data + i, text.length - i, &size);
        if (hrb__digit_value(c) >= 0)
            digits++;
        else if (c != ',' && c != '.' && c != 0xFF0C && c != 0xFF0E && !hrb__is_blank(c) && c != '+' && c != '-')
            return false;
    }
    return digits > 0;
}

static bool in_brackets(hrb__text *text)
{
    static const hrb__text OPEN[] = {{"(", 1}, {"（", 3}};
    static const hrb__text CLOSE[] = {{")", 1}, {"）", 3}};
    for (int o = 0; o < 2; o++)
        for (int c = 0; c < 2; c++)
            if (hrb__text_starts(*text, OPEN[o]) && text->length > OPEN[o].length + CLOSE[c].length &&
                memcmp(text->data + text->length - CLOSE[c].length, CLOSE[c].data, CLOSE[c].length) == 0) {
                *text = (hrb__text){text->data + OPEN[o].length, text->length - OPEN[o].length - CLOSE[c].length};
                return true;
            }
    return false;
}

/* Most cells are words; they need no more than a look at their first character. */
static inline bool is_word(hrb__text text)
{
    unsigned char first = (unsigned char)text.data[0];
    return text.length > 3 && first >= 0xE3 && first <= 0xE9;
}

static hrb__cell_kind read_other(hrb__text text, hrb_unit unit, hrb_amount *out, hrb_status *why)
{
    if (hrb__is_not_stated(text))
        return HRB__CELL_BLANK;
    bool negative = in_brackets(&text);
    if (!looks_like_figure(text))
        return HRB__CELL_TEXT;
    size_t bad;
    *why = negative ? hrb__figure_read(text, unit, true, true, out, &bad) : hrb__figure_parse(text, unit, true, out, &bad);
    return *why == HRB_OK ? HRB__CELL_AMOUNT : HRB__CELL_BAD_AMOUNT;
}

hrb__cell_kind hrb__cell_amount(hrb__text text, hrb_unit unit, hrb_amount *out, hrb_status *why)
{
    int64_t value;
    int32_t decimals;
    *why = HRB_OK;
    if (text.length == 0)
        return HRB__CELL_BLANK;
    if (is_word(text))
        return HRB__CELL_TEXT;
    if (read_plain(text, &value, &decimals) && scale_plain(value, decimals, unit, out))
        return HRB__CELL_AMOUNT;
    return read_other(text, unit, out, why);
}

/* The decimals of a plain figure of at most sixteen bytes; -1 if it is none. All its bytes are looked at at once. */
static inline int plain_decimals(hrb__text text)
{
    hrb__block block = hrb__block_of(text.data, text.length);
    unsigned digits = hrb__block_within(block, '0', '9'), commas = hrb__block_is(block, ','), point = hrb__block_is(block, '.');
    bool plain = (digits | commas | point) == (1u << text.length) - 1 && (digits & 1) != 0 && (commas & ~(digits << 1 & digits >> 1)) == 0 &&
                 (point & (point - 1)) == 0 && (point == 0 || commas < point);
    if (!plain)
        return -1;
    return point == 0 ? 0 : (int)text.length - 1 - __builtin_ctz(point);
}

hrb__cell_kind hrb__cell_look(hrb__text text, bool *has_decimals)
{
    *has_decimals = false;
    if (text.length == 0)
        return HRB__CELL_BLANK;
    if (is_word(text))
        return HRB__CELL_TEXT;
    int decimals = text.length <= HRB__BLOCK ? plain_decimals(text) : -1;
    if (decimals >= 0 && decimals <= 2) {
        *has_decimals = decimals > 0;
        return HRB__CELL_AMOUNT;
    }
    hrb_amount amount;
    hrb_status why;
    hrb__cell_kind kind = hrb__cell_amount(text, HRB_UNIT_YUAN, &amount, &why);
    *has_decimals = kind == HRB__CELL_AMOUNT && amount.decimals > 0;
    return kind;
}
