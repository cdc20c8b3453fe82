/* SPDX-License-Identifier: Apache-2.0 */
#include "amount/chinese.h"

#include "amount/figure.h"

typedef enum token_kind {
    TOKEN_DIGIT,   /* 零 to 九, 壹 to 玖 */
    TOKEN_PLACE,   /* 十 百 千 */
    TOKEN_SECTION, /* 万 亿 */
    TOKEN_POINT,   /* 点 */
    TOKEN_UNIT     /* 元 角 分 */
} token_kind;

typedef struct token {
    const char *text; /* one character, three bytes */
    token_kind kind;
    bool capital; /* stands in capital amounts */
    int64_t value;
} token;

#define TWENTY 20 /* 廿 */

static const token TOKENS[] = {
    {"零", TOKEN_DIGIT, true, 0},     {"〇", TOKEN_DIGIT, false, 0},    {"一", TOKEN_DIGIT, false, 1},      {"壹", TOKEN_DIGIT, true, 1},
    {"二", TOKEN_DIGIT, false, 2},    {"贰", TOKEN_DIGIT, true, 2},     {"两", TOKEN_DIGIT, false, 2},      {"三", TOKEN_DIGIT, false, 3},
    {"叁", TOKEN_DIGIT, true, 3},     {"四", TOKEN_DIGIT, false, 4},    {"肆", TOKEN_DIGIT, true, 4},       {"五", TOKEN_DIGIT, false, 5},
    {"伍", TOKEN_DIGIT, true, 5},     {"六", TOKEN_DIGIT, false, 6},    {"陆", TOKEN_DIGIT, true, 6},       {"七", TOKEN_DIGIT, false, 7},
    {"柒", TOKEN_DIGIT, true, 7},     {"八", TOKEN_DIGIT, false, 8},    {"捌", TOKEN_DIGIT, true, 8},       {"九", TOKEN_DIGIT, false, 9},
    {"玖", TOKEN_DIGIT, true, 9},     {"十", TOKEN_PLACE, false, 10},   {"拾", TOKEN_PLACE, true, 10},      {"廿", TOKEN_PLACE, true, TWENTY},
    {"百", TOKEN_PLACE, false, 100},  {"佰", TOKEN_PLACE, true, 100},   {"千", TOKEN_PLACE, false, 1000},   {"仟", TOKEN_PLACE, true, 1000},
    {"万", TOKEN_SECTION, true, 10000}, {"萬", TOKEN_SECTION, true, 10000}, {"亿", TOKEN_SECTION, true, 100000000}, {"億", TOKEN_SECTION, true, 100000000},
    {"点", TOKEN_POINT, false, 0},    {"元", TOKEN_UNIT, true, 100},    {"圆", TOKEN_UNIT, true, 100},      {"角", TOKEN_UNIT, true, 10},
    {"分", TOKEN_UNIT, true, 1},
};

static const token *token_at(hrb__text text, size_t at, hrb__numerals allowed)
{
    if (text.length - at < 3)
        return NULL;
    for (size_t i = 0; i < sizeof TOKENS / sizeof TOKENS[0]; i++)
        if (memcmp(text.data + at, TOKENS[i].text, 3) == 0)
            return allowed == HRB__NUMERALS_ANY || TOKENS[i].capital ? &TOKENS[i] : NULL;
    return NULL;
}

/* Numbers are kept in units of 10^-12, so that 十五点八万 stays whole. */
#define DECIMALS 12
#define ONE ((__int128)1000000000000)
#define MOST (((__int128)INT64_MAX + 1) * ONE)
#define WAN 10000
#define YI 100000000

typedef enum pending {
    NOTHING,
    DIGIT, /* one digit: a place may follow */
    RUN    /* several digits, or decimals: only 万, 亿 or a unit may follow */
} pending;

/* A number as far as it has been read: high (closed by 亿) + wan (closed by 万) + section + digit. */
typedef struct numeral {
    __int128 high, wan, section, digit;
    pending pending;
    bool started;
    bool zero;          /* a 零 just before */
    bool after_zero;    /* a 零 before `digit`: 一万零三 is 10003, not 13000 */
    bool has_point;     /* decimals are being read or have been: no more digits may come */
    __int128 step;      /* what the next decimal is worth; -1: none may come */
    int decimals;
    bool has_sections;
    int64_t place;      /* the last place in this section: the next must be lower */
    int64_t shorthand;  /* what a last digit without a place counts: 1000 in 13万2; 0 where it has a place of its own */
    __int128 quantum;
    int finer; /* decimals stated beyond what `quantum` can tell; they are zeros */
} numeral;

static const numeral EMPTY = {.place = WAN};

static hrb_status add_zero(numeral *n)
{
    if (n->pending != NOTHING)
        return HRB_ERROR_SYNTAX;
    n->zero = true;
    n->quantum = ONE;
    return HRB_OK;
}

static hrb_status add_decimal(numeral *n, int64_t digit)
{
    n->decimals++;
    n->digit += digit * n->step;
    n->quantum = n->step > 0 ? n->step : 1;
    n->finer += n->step == 0;
    if (n->step == 0 && digit != 0)
        return HRB_ERROR_PRECISION;
    n->step /= 10;
    return HRB_OK;
}

static hrb_status add_digit(numeral *n, int64_t digit)
{
    if (n->has_point)
        return n->step >= 0 ? add_decimal(n, digit) : HRB_ERROR_SYNTAX;
    if (digit == 0)
        return add_zero(n);
    if (n->pending != NOTHING)
        return HRB_ERROR_SYNTAX;
    n->digit = digit * ONE;
    n->pending = DIGIT;
    n->after_zero = n->zero;
    n->zero = false;
    n->quantum = ONE;
    return HRB_OK;
}

/* value × 10^-decimals in units of 10^-12, its last digit worth *quantum. */
static hrb_status scale_run(const hrb__figure *figure, __int128 *value, __int128 *quantum)
{
    __int128 worth = ONE;
    *quantum = ONE;
    *value = MOST;
    for (int i = 0; i < figure->decimals && *quantum > 1; i++)
        *quantum /= 10;
    for (int i = 0; i < figure->decimals - figure->zeros_cut && figure->value != 0; i++) {
        if (worth == 1)
            return HRB_ERROR_PRECISION;
        worth /= 10;
    }
    if (figure->value > (unsigned __int128)(MOST / worth))
        return HRB_ERROR_OVERFLOW;
    *value = (__int128)figure->value * worth;
    return HRB_OK;
}

/* Digits inside the text: the 13 and the 2 of 13万2, the 3456.78 of 12亿3456.78万. */
static hrb_status add_run(numeral *n, hrb__text digits, size_t *bad)
{
    hrb__figure figure = {.decimals = -1};
    hrb_status status = hrb__figure_scan(digits, false, &figure, bad);
    if (status == HRB_ERROR_SYNTAX)
        return status;
    *bad = 0;
    if (n->has_point || figure.decimals == 0)
        return HRB_ERROR_SYNTAX;
    if (figure.any == 1 && figure.decimals < 0 && figure.value > 0)
        return add_digit(n, (int64_t)figure.value);
    if (n->pending != NOTHING || n->section != 0)
        return HRB_ERROR_SYNTAX;
    hrb_status scaled = scale_run(&figure, &n->digit, &n->quantum);
    n->pending = RUN;
    n->zero = false;
    n->has_point = figure.decimals > 0;
    n->decimals = figure.decimals > 0 ? figure.decimals : 0;
    n->finer = n->decimals > DECIMALS ? n->decimals - DECIMALS : 0;
    n->step = -1; /* 点 may not follow */
    return status != HRB_OK ? status : scaled;
}

static hrb_status add_place(numeral *n, int64_t value)
{
    int64_t place = value == TWENTY ? 10 : value;
    bool bare = n->pending == NOTHING; /* 十五: only ten may go without a digit, and 廿 has one */
    if (n->pending == RUN || n->has_point || place >= n->place || (bare ? place != 10 : value == TWENTY))
        return HRB_ERROR_SYNTAX;
    n->section += bare ? value * ONE : n->digit * place;
    n->digit = 0;
    n->pending = NOTHING;
    n->zero = false;
    n->place = place;
    n->shorthand = place >= 100 ? place / 10 : 0;
    n->quantum = ONE;
    return HRB_OK;
}

/* Whether the number ends in a 零 that nothing follows, or in a 点; 零 alone is a number. */
static bool ends_open(const numeral *n)
{
    bool only_zero = n->zero && n->section == 0 && n->wan == 0 && n->high == 0;
    return (n->zero && n->pending == NOTHING && !only_zero) || (n->has_point && n->decimals == 0);
}

/* What has been read since the last 万 or 亿 keeps below the next one: 13万20000 is no number. */
static bool keeps_below(const numeral *n)
{
    __int128 rest = n->section + n->digit;
    return n->wan != 0 ? rest < WAN * ONE : n->high == 0 || rest < YI * ONE;
}

/* A number too large is held at the most, and the rest of the text still read. */
static hrb_status multiply(__int128 value, int64_t worth, __int128 *out)
{
    bool fits = value <= MOST / worth;
    *out = fits ? value * worth : MOST;
    return fits ? HRB_OK : HRB_ERROR_OVERFLOW;
}

static hrb_status close_section(numeral *n, int64_t value)
{
    hrb_status status = HRB_OK;
    __int128 rest = n->section + n->digit;
    bool empty = rest == 0 && n->wan == 0 && (value == WAN || n->high == 0);
    if (empty || (n->zero && n->pending == NOTHING) || ends_open(n))
        return HRB_ERROR_SYNTAX;
    if (value == WAN) {
        if (rest == 0 || n->wan != 0 || (n->high != 0 && rest >= WAN * ONE))
            return HRB_ERROR_SYNTAX;
        status = multiply(rest, WAN, &n->wan);
    } else {
        if (!keeps_below(n))
            return HRB_ERROR_SYNTAX;
        status = multiply(n->high + n->wan + rest, YI, &n->high);
        n->wan = 0;
    }
    n->quantum = status == HRB_OK ? n->quantum * value : ONE;
    n->section = n->digit = 0;
    n->pending = n->has_point ? RUN : NOTHING;
    n->step = -1;
    n->place = WAN;
    n->shorthand = value / 10;
    n->has_sections = true;
    return status;
}

static hrb_status add_point(numeral *n)
{
    bool only_zero = n->zero && n->section == 0 && n->wan == 0 && n->high == 0;
    if (n->has_point || (n->pending == NOTHING && n->section == 0 && !only_zero) || (n->zero && n->pending == NOTHING && !only_zero))
        return HRB_ERROR_SYNTAX;
    n->digit += n->section;
    n->section = 0;
    n->has_point = true;
    n->decimals = 0;
    n->step = ONE / 10;
    n->pending = RUN;
    n->zero = false;
    return HRB_OK;
}

/* An amount: numbers closed by units, and perhaps one open. */
typedef struct money {
    numeral number;
    __int128 fen; /* in 10^-12 */
    __int128 quantum;
    int64_t first_unit, last_unit;
    bool ended; /* decimals before a unit: nothing may follow */
    int decimals;
} money;

/* A digit that stands alone behind a unit: the 5 of 三元五角 and of 三元五. */
static bool is_one_digit(const numeral *n)
{
    return n->section == 0 && n->wan == 0 && n->high == 0 && n->pending != RUN && (n->pending == DIGIT || n->zero);
}

static hrb_status add_to(money *m, __int128 value, int64_t worth)
{
    __int128 fen;
    hrb_status status = multiply(value, worth, &fen);
    if (status == HRB_OK && fen > MOST - m->fen)
        status = HRB_ERROR_OVERFLOW;
    m->fen = status == HRB_OK ? m->fen + fen : MOST;
    m->quantum = status == HRB_OK ? m->number.quantum * worth : ONE;
    for (int i = 0; i < m->number.finer && m->quantum > 0; i++)
        m->quantum /= 10;
    m->decimals = m->number.decimals;
    return status;
}

static hrb_status close_unit(money *m, int64_t unit)
{
    numeral *n = &m->number;
    bool descends = m->last_unit == 0 || (unit < m->last_unit && is_one_digit(n) && !m->ended);
    bool ambiguous = n->pending == DIGIT && n->shorthand > 0 && !n->after_zero; /* 一百二元: 102 or 120? */
    if (!n->started || !descends || ambiguous || ends_open(n) || !keeps_below(n))
        return HRB_ERROR_SYNTAX;
    hrb_status status = add_to(m, n->high + n->wan + n->section + n->digit, unit);
    m->ended = n->has_point;
    m->first_unit = m->first_unit == 0 ? unit : m->first_unit;
    m->last_unit = unit;
    *n = EMPTY;
    return status;
}

/* What stands behind the last unit, or the whole number where there is none. */
static hrb_status close_open(money *m, hrb_unit unit)
{
    numeral *n = &m->number;
    if (ends_open(n) || !keeps_below(n))
        return HRB_ERROR_SYNTAX;
    if (m->last_unit != 0) {
        if (!is_one_digit(n) || n->pending != DIGIT || n->after_zero || m->last_unit == 1 || m->ended)
            return HRB_ERROR_SYNTAX;
        return add_to(m, n->digit, m->last_unit / 10);
    }
    if (n->pending == DIGIT && n->shorthand > 0 && !n->after_zero) {
        n->digit *= n->shorthand;
        n->quantum = n->shorthand * ONE;
    }
    m->first_unit = n->has_sections ? HRB_UNIT_YUAN : unit;
    return add_to(m, n->high + n->wan + n->section + n->digit, m->first_unit);
}

static hrb_status add_token(money *m, const token *t)
{
    numeral *n = &m->number;
    if (t->kind != TOKEN_UNIT)
        n->started = true;
    switch (t->kind) {
    case TOKEN_DIGIT:
        return add_digit(n, t->value);
    case TOKEN_PLACE:
        return add_place(n, t->value);
    case TOKEN_SECTION:
        return close_section(n, t->value);
    case TOKEN_POINT:
        return add_point(n);
    default:
        return close_unit(m, t->value);
    }
}

/* Bytes of digits, separators, points and blanks at the start. */
static size_t run_length(hrb__text text)
{
    size_t length = 0, size;
    while (length < text.length) {
        uint32_t c = hrb__utf8_get(text.data + length, text.length - length, &size);
        if (hrb__digit_value(c) < 0 && c != '.' && c != ',' && c != 0xFF0C && c != 0xFF0E && !hrb__is_blank(c))
            break;
        length += size;
    }
    return length;
}

static hrb_status read_all(hrb__text text, hrb__numerals allowed, money *m, size_t *bad)
{
    hrb_status worst = HRB_OK; /* an amount too large is told only if the rest is one */
    for (size_t at = 0, size; at < text.length; at += size) {
        uint32_t c = hrb__utf8_get(text.data + at, text.length - at, &size);
        const token *t = token_at(text, at, allowed);
        hrb_status status = HRB_ERROR_SYNTAX;
        size_t within = 0;
        if (hrb__is_blank(c))
            continue;
        if (hrb__digit_value(c) >= 0 && allowed == HRB__NUMERALS_ANY) {
            size = run_length((hrb__text){text.data + at, text.length - at});
            m->number.started = true;
            status = add_run(&m->number, (hrb__text){text.data + at, size}, &within);
        } else if (t != NULL) {
            status = add_token(m, t);
        }
        *bad = at + within;
        if (status == HRB_ERROR_SYNTAX)
            return status;
        worst = worst == HRB_OK ? status : worst;
    }
    *bad = text.length;
    return worst;
}

static hrb_status read_amount(hrb__text text, hrb_unit unit, hrb__numerals allowed, bool negative, hrb_amount *out, size_t *bad)
{
    money m = {.number = EMPTY};
    hrb_status status = read_all(text, allowed, &m, bad), last = HRB_OK;
    if (status == HRB_ERROR_SYNTAX)
        return status;
    bool open = m.number.started;
    if ((!open && m.last_unit == 0) || (open && allowed == HRB__NUMERALS_CAPITAL))
        return HRB_ERROR_SYNTAX;
    if (open)
        last = close_open(&m, unit);
    if (status != HRB_OK || last != HRB_OK)
        return last == HRB_ERROR_SYNTAX || status == HRB_OK ? last : status;
    if (m.fen % ONE != 0)
        return HRB_ERROR_PRECISION;
    __int128 fen = m.fen / ONE, quantum = m.quantum / ONE;
    if (fen > (__int128)INT64_MAX + (negative ? 1 : 0))
        return HRB_ERROR_OVERFLOW;
    *out = (hrb_amount){(hrb_fen)(negative ? -fen : fen), quantum < 1 ? 1 : (int64_t)quantum, m.first_unit, 1, m.decimals};
    return HRB_OK;
}

hrb_status hrb__chinese_read(hrb__text text, hrb_unit unit, hrb__numerals allowed, bool negative, hrb_amount *out, size_t *bad)
{
    hrb_status status = read_amount(text, unit, allowed, negative, out, bad);
    if (status != HRB_ERROR_SYNTAX)
        *bad = 0; /* the text is a numeral: it is the whole of it that does not fit */
    return status;
}
