/* SPDX-License-Identifier: Apache-2.0 */
#include "amount/chinese.h"

#include "amount/figure.h"

typedef enum token_kind {
    TOKEN_DIGIT,   /* 〇 to 九, 壹 to 玖 */
    TOKEN_PLACE,   /* 十 百 千 */
    TOKEN_SECTION, /* 万 亿 */
    TOKEN_POINT,   /* 点 */
    TOKEN_UNIT,    /* 元 角 分 */
    TOKEN_WHOLE    /* 整 */
} token_kind;

typedef struct token {
    const char *text; /* one character, three bytes */
    token_kind kind;
    int64_t value;
} token;

static const token TOKENS[] = {
    {"零", TOKEN_DIGIT, 0}, {"〇", TOKEN_DIGIT, 0}, {"一", TOKEN_DIGIT, 1}, {"壹", TOKEN_DIGIT, 1}, {"二", TOKEN_DIGIT, 2}, {"贰", TOKEN_DIGIT, 2},
    {"两", TOKEN_DIGIT, 2}, {"三", TOKEN_DIGIT, 3}, {"叁", TOKEN_DIGIT, 3}, {"四", TOKEN_DIGIT, 4}, {"肆", TOKEN_DIGIT, 4}, {"五", TOKEN_DIGIT, 5},
    {"伍", TOKEN_DIGIT, 5}, {"六", TOKEN_DIGIT, 6}, {"陆", TOKEN_DIGIT, 6}, {"七", TOKEN_DIGIT, 7}, {"柒", TOKEN_DIGIT, 7}, {"八", TOKEN_DIGIT, 8},
    {"捌", TOKEN_DIGIT, 8}, {"九", TOKEN_DIGIT, 9}, {"玖", TOKEN_DIGIT, 9}, {"十", TOKEN_PLACE, 10}, {"拾", TOKEN_PLACE, 10}, {"廿", TOKEN_PLACE, 20},
    {"百", TOKEN_PLACE, 100}, {"佰", TOKEN_PLACE, 100}, {"千", TOKEN_PLACE, 1000}, {"仟", TOKEN_PLACE, 1000}, {"万", TOKEN_SECTION, 10000},
    {"萬", TOKEN_SECTION, 10000}, {"亿", TOKEN_SECTION, 100000000}, {"億", TOKEN_SECTION, 100000000}, {"点", TOKEN_POINT, 0}, {"元", TOKEN_UNIT, 100},
    {"圆", TOKEN_UNIT, 100}, {"角", TOKEN_UNIT, 10}, {"分", TOKEN_UNIT, 1}, {"整", TOKEN_WHOLE, 0}, {"正", TOKEN_WHOLE, 0},
};

static const token *token_at(hrb__text text, size_t at)
{
    if (text.length - at < 3)
        return NULL;
    for (size_t i = 0; i < sizeof TOKENS / sizeof TOKENS[0]; i++)
        if (memcmp(text.data + at, TOKENS[i].text, 3) == 0)
            return &TOKENS[i];
    return NULL;
}

/* The number read so far. Values are in ten-thousandths, so that 十五点八万 stays whole. */
#define ONE INT64_C(10000)
#define MOST ((__int128)INT64_MAX * 10000)

typedef struct numeral {
    __int128 total;   /* closed sections */
    __int128 section; /* within 万 */
    __int128 digit;   /* the last number, not yet given a place */
    bool has_digit, any;
    int64_t last_scale; /* of the last place or section, for 13万2 and 一百二 */
    int64_t last_section; /* 亿 and 万 must come down */
    __int128 decimal;   /* what the next digit behind 点 is worth */
    bool zero_before;   /* 万零三 is 10003, not 13000 */
    int64_t last_unit;
    __int128 fen;       /* closed by units, in ten-thousandths of a fen */
    int64_t quantum;
} numeral;

static __int128 close_number(numeral *n)
{
    if (n->has_digit && n->last_scale >= 100 && !n->zero_before && n->decimal == 0 && n->digit < 10 * ONE)
        n->digit = n->digit * (n->last_scale / 10); /* 13万2: two thousands */
    __int128 value = n->total + n->section + (n->has_digit ? n->digit : 0);
    n->total = n->section = n->digit = 0;
    n->has_digit = false;
    n->decimal = 0;
    return value;
}

/* A number in digits inside the text: 13万2, 3.5亿. */
static hrb_status read_digits(hrb__text text, size_t *at, numeral *n)
{
    size_t end = *at, size;
    while (end < text.length) {
        uint32_t c = hrb__utf8_get(text.data + end, text.length - end, &size);
        if (hrb__digit_value(c) < 0 && c != '.' && c != ',' && c != 0xFF0C && c != 0xFF0E && !hrb__is_blank(c))
            break;
        end += size;
    }
    hrb_amount amount;
    size_t bad;
    /* In units of 1/10000: the "unit" of the figure is 10000. */
    hrb_status status = hrb__figure_parse((hrb__text){text.data + *at, end - *at}, ONE, false, &amount, &bad);
    if (status != HRB_OK) {
        *at += bad;
        return status;
    }
    if (n->has_digit)
        return HRB_ERROR_SYNTAX;
    n->digit = amount.fen;
    n->has_digit = n->any = true;
    n->quantum = amount.quantum_fen;
    *at = end;
    return HRB_OK;
}

static hrb_status add_token(numeral *n, const token *t)
{
    n->any = n->any || t->kind == TOKEN_DIGIT || t->kind == TOKEN_PLACE;
    switch (t->kind) {
    case TOKEN_DIGIT:
        if (n->decimal > 0) {
            n->digit += t->value * n->decimal;
            n->quantum = (int64_t)n->decimal;
            n->decimal /= 10;
            return n->decimal == 0 && t->value != 0 && n->quantum == 1 ? HRB_ERROR_PRECISION : HRB_OK;
        }
        if (t->value == 0) {
            n->zero_before = true;
            if (!n->has_digit) {
                n->digit = 0;
                n->has_digit = n->total == 0 && n->section == 0;
            }
            return HRB_OK;
        }
        if (n->has_digit && n->digit != 0)
            return HRB_ERROR_SYNTAX;
        n->digit = t->value * ONE;
        n->has_digit = true;
        n->quantum = ONE;
        return HRB_OK;
    case TOKEN_PLACE: {
        int64_t scale = t->value == 20 ? 10 : t->value;
        __int128 digit = n->has_digit && n->digit != 0 ? n->digit : t->value == 20 ? 2 * ONE : ONE;
        if ((!n->has_digit && scale > 10 && n->section == 0 && n->total == 0) || n->decimal > 0 || digit >= 10 * ONE)
            return HRB_ERROR_SYNTAX;
        n->section += digit * scale;
        n->digit = 0;
        n->has_digit = n->zero_before = false;
        n->last_scale = scale;
        n->quantum = ONE;
        return HRB_OK;
    }
    case TOKEN_SECTION: {
        __int128 value = n->section + (n->has_digit ? n->digit : 0);
        if (value == 0 && n->total == 0)
            return HRB_ERROR_SYNTAX;
        if (n->last_section != 0 && t->value >= n->last_section && t->value > 10000) {
            value += n->total; /* 一万亿, 九亿亿 */
            n->total = 0;
        }
        if (value > MOST / t->value)
            return HRB_ERROR_OVERFLOW;
        n->total += value * t->value;
        n->section = n->digit = 0;
        n->has_digit = n->zero_before = false;
        n->decimal = 0;
        n->last_scale = n->last_section = t->value;
        if (n->quantum < ONE || n->quantum == 0)
            n->quantum = n->quantum == 0 ? ONE : n->quantum * t->value;
        return n->total > MOST ? HRB_ERROR_OVERFLOW : HRB_OK;
    }
    case TOKEN_POINT:
        if (!n->has_digit && n->section == 0)
            return HRB_ERROR_SYNTAX;
        n->digit = n->section + n->digit;
        n->section = 0;
        n->has_digit = true;
        n->decimal = ONE / 10;
        return HRB_OK;
    case TOKEN_UNIT: {
        if (!n->any || (n->last_unit != 0 && t->value >= n->last_unit))
            return HRB_ERROR_SYNTAX;
        __int128 value = close_number(n);
        if (value > MOST / t->value)
            return HRB_ERROR_OVERFLOW;
        n->fen += value * t->value;
        n->last_unit = t->value;
        n->last_scale = n->last_section = 0;
        n->zero_before = false;
        return HRB_OK;
    }
    default:
        return HRB_OK;
    }
}

hrb_status hrb__chinese_parse(hrb__text text, hrb_unit unit, hrb_amount *out, size_t *bad)
{
    numeral n = {.quantum = 0};
    bool whole = false;
    size_t at = hrb__minus_length(text), size;
    bool negative = at > 0;
    if (hrb__text_starts(text, HRB__TEXT("负"))) {
        negative = true;
        at = 3;
    }
    hrb_status status = HRB_OK;
    while (at < text.length && status == HRB_OK) {
        *bad = at;
        uint32_t c = hrb__utf8_get(text.data + at, text.length - at, &size);
        const token *t = token_at(text, at);
        if (hrb__is_blank(c)) {
            at += size;
        } else if (hrb__digit_value(c) >= 0 || c == '.') {
            status = whole ? HRB_ERROR_SYNTAX : read_digits(text, &at, &n);
            *bad = at;
        } else if (t == NULL || whole) {
            status = HRB_ERROR_SYNTAX;
        } else {
            status = add_token(&n, t);
            whole = t->kind == TOKEN_WHOLE;
            at += 3;
        }
    }
    if (status != HRB_OK)
        return status;
    *bad = text.length;
    if (!n.any)
        return HRB_ERROR_SYNTAX;
    bool open = n.has_digit || n.section != 0 || n.total != 0;
    int64_t rest_unit = n.last_unit == 0 ? unit : n.last_unit / 10;
    if (open && n.last_unit != 0 && (n.last_unit < 10 || !n.has_digit))
        return HRB_ERROR_SYNTAX;
    if (open || n.last_unit == 0) {
        __int128 value = close_number(&n);
        if (value > MOST / rest_unit)
            return HRB_ERROR_OVERFLOW;
        n.fen += value * rest_unit;
    }
    if (n.fen % ONE != 0)
        return HRB_ERROR_PRECISION;
    __int128 fen = n.fen / ONE;
    if (fen > (__int128)INT64_MAX + (negative ? 1 : 0))
        return HRB_ERROR_OVERFLOW;
    int64_t scale = n.last_unit == 0 ? unit : n.last_unit;
    __int128 quantum = (__int128)(n.quantum == 0 ? ONE : n.quantum) * scale / ONE;
    *out = (hrb_amount){(hrb_fen)(negative ? -fen : fen), quantum < 1 ? 1 : (int64_t)quantum, n.last_unit == 0 ? unit : HRB_UNIT_YUAN, 1, 0};
    return HRB_OK;
}
