/* SPDX-License-Identifier: Apache-2.0 */
/* The grammar, over the tokens of token.c:
 *
 *   target     = { quantity | date | recurrence | other }
 *   quantity   = { EACH unit | FILLER } { BEFORE | FILLER } measure [ RANGE measure ] { AFTER | BETWEEN | inclusion }
 *   measure    = [ PARTS_OF ] [ "-" ] figure { MAGNITUDE } [ MORE_THAN ] [ TENTHS ] [ unit | "(" unit ")" ] { ( SLASH | EACH | DOT ) unit } [ inclusion ]
 *   inclusion  = "(" ( INCLUDE | EXCLUDE ) { figure | unit } ")" | INCLUDE
 *   date       = [ year ] ( month [ day | PART ] | HALF | quarter | ENDS ) [ DUE ] | year [ PART ] [ DUE ] | DATE [ DUE ] | day DUE
 *   recurrence = PERIOD [ day | PART | ENDS ] [ DUE ]
 *
 * The first quantity and the first date count; a second quantity that bounds
 * the other side makes a range. What no rule takes is left as words. */
#include <stdio.h>

#include "indicator/token.h"

/* A word of a table. */
#define WORD(text) {(text), sizeof(text) - 1}

#define FIRST_YEAR 1990
#define LAST_YEAR 2100
#define MAX_PER 3

/* What counts as a quantity. A reading that turns out doubtful is given up for the next. */
typedef enum reading {
    READ_ALL,
    READ_NO_NUMERALS, /* 三支一扶 is no three of anything */
    READ_DATES
} reading;

typedef struct measure {
    hrb_decimal value;
    uint8_t magnitude, unit_class;
    bool has_unit, about, numeral, within;
    int inclusion; /* 0 not said, 1 含, -1 不含 */
    hrb__text unit, per[3];
    size_t per_count;
    bool overflow;
} measure;

typedef struct parser {
    hrb__tokens *tokens;
    hrb_target *out;
    hrb__arena *arena;
    reading mode;
    bool memory, contradiction, overflow, numeral, has_unit;
    hrb__text per[MAX_PER];
    size_t per_count;
    int16_t year; /* one that stands alone: of the period */
    bool the_year; /* 全年 */
    size_t front_period;         /* behind a period between comparator and figure, or 0 */
    size_t from_start, from_end; /* of a quantity that 由 or 从 begins; the end 0 for none */
} parser;

static hrb__token *at(parser *p, size_t i)
{
    return &p->tokens->items[i < p->tokens->count ? i : p->tokens->count];
}

static bool is(parser *p, size_t i, hrb__word_kind kind)
{
    return at(p, i)->kind == kind;
}

static bool is_end(parser *p, size_t i, int value)
{
    return is(p, i, HRB__WORD_ENDS) && at(p, i)->value == value;
}

static bool is_figure(parser *p, size_t i)
{
    return is(p, i, HRB__TOKEN_FIGURE) || is(p, i, HRB__TOKEN_NUMERAL);
}

/* A whole figure within bounds, or -1. */
static int whole(parser *p, size_t i, int low, int high)
{
    const hrb__token *t = at(p, i);
    bool fits = is_figure(p, i) && t->number.scale == 0 && t->number.digits >= low && t->number.digits <= high;
    return fits ? (int)t->number.digits : -1;
}

static void use(parser *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        at(p, i)->used = true;
}

static hrb__text span(parser *p, size_t from, size_t to)
{
    size_t start = at(p, from)->start, end = at(p, to - 1)->end;
    return (hrb__text){p->tokens->text.data + start, end - start};
}

static const char *keep(parser *p, hrb__text text)
{
    const char *copy = hrb__arena_text(p->arena, text.data, text.length);
    p->memory = p->memory && copy != NULL;
    return copy == NULL ? "" : copy;
}

static hrb__text canonical(const hrb__word *word)
{
    return (hrb__text){word->same, strlen(word->same)};
}

/* --- Measures --- */

/* A unit at a place: its end, or the same place. 年 日 季度 are units behind a figure. */
static size_t unit_at(parser *p, size_t i, hrb__text *unit, uint8_t *class)
{
    const hrb__token *t = at(p, i);
    if (t->kind == HRB__WORD_UNIT) {
        *unit = canonical(t->word);
        *class = t->value;
        return i + 1;
    }
    if (t->kind == HRB__WORD_YEAR || t->kind == HRB__WORD_DAY || t->kind == HRB__WORD_QUARTER || t->kind == HRB__WORD_MONTH) {
        *unit = canonical(t->word);
        *class = HRB__UNIT_TIME;
        return i + 1;
    }
    if (is_end(p, i, HRB__VALUE_YEAR_WITHIN)) { /* 三年内 */
        *unit = HRB__TEXT("年");
        *class = HRB__UNIT_TIME;
        return i + 1;
    }
    return i;
}

/* (含) (不含) (含95%), or 含 alone before 以上. */
static size_t inclusion_at(parser *p, size_t i, int *inclusion)
{
    size_t at_word = is(p, i, HRB__WORD_OPEN) ? i + 1 : i;
    bool include = is(p, at_word, HRB__WORD_INCLUDE);
    if (!include && !is(p, at_word, HRB__WORD_EXCLUDE))
        return i;
    size_t end = at_word + 1;
    if (at_word > i) {
        while (is_figure(p, end) || is(p, end, HRB__WORD_UNIT) || is(p, end, HRB__WORD_MAGNITUDE) || is(p, end, HRB__WORD_DAY) || is(p, end, HRB__WORD_YEAR))
            end++;
        if (!is(p, end, HRB__WORD_CLOSE))
            return i;
        end++;
    }
    *inclusion = include ? 1 : -1;
    return end;
}

/* A unit, or several of one: /两年. */
static size_t period_unit_at(parser *p, size_t i, hrb__text *unit)
{
    uint8_t class;
    size_t end = unit_at(p, i, unit, &class);
    if (end > i || !is_figure(p, i))
        return end;
    end = unit_at(p, i + 1, unit, &class);
    if (end == i + 1 || class != HRB__UNIT_TIME)
        return i;
    *unit = span(p, i, end);
    return end;
}

/* "/人·天" behind a unit. */
static size_t per_at(parser *p, size_t i, measure *m)
{
    while (m->per_count < MAX_PER && (is(p, i, HRB__WORD_SLASH) || is(p, i, HRB__WORD_EACH) || (m->per_count > 0 && is(p, i, HRB__WORD_DOT)))) {
        size_t end = period_unit_at(p, i + 1, &m->per[m->per_count]);
        if (end == i + 1)
            break;
        m->per_count++;
        i = end;
    }
    return i;
}

static void scale_up(measure *m, unsigned power)
{
    for (; power > 0; power--)
        m->overflow = m->overflow || !hrb__decimal_multiply(&m->value, 10);
}

/* The unit in brackets, as the forms of some provinces print it: =100.00(%). */
static size_t bracketed_unit(parser *p, size_t i, measure *m)
{
    if (!is(p, i, HRB__WORD_OPEN))
        return i;
    size_t first = i + 1;
    unsigned power = 0;
    for (; is(p, first, HRB__WORD_MAGNITUDE); first++)
        power += at(p, first)->value;
    size_t end = unit_at(p, first, &m->unit, &m->unit_class);
    if (end > first) {
        scale_up(m, power); /* 10.00(万元) */
        m->magnitude = (uint8_t)(m->magnitude + power);
        end = per_at(p, end, m);
    } else if (is(p, i + 1, HRB__TOKEN_TEXT) && at(p, i + 1)->end - at(p, i + 1)->start <= 12) {
        m->unit = span(p, i + 1, i + 2);
        m->unit_class = HRB__UNIT_OTHER;
        end = i + 2;
    }
    if (end == i + 1 || !is(p, end, HRB__WORD_CLOSE)) {
        m->per_count = 0;
        return i;
    }
    m->has_unit = true;
    return end + 1;
}

/* A character that no vocabulary has, right behind the figure and at the end: 12铺. */
static size_t unknown_unit(parser *p, size_t i, measure *m)
{
    if (!is(p, i, HRB__TOKEN_TEXT) || !is(p, i + 1, HRB__TOKEN_END) || at(p, i)->end - at(p, i)->start != 3)
        return i;
    m->unit = span(p, i, i + 1);
    m->unit_class = HRB__UNIT_OTHER;
    m->has_unit = true;
    return i + 1;
}

/* 九成 is 90%, 九成五 95%. */
static size_t tenths_at(parser *p, size_t i, measure *m)
{
    if (!is(p, i, HRB__WORD_TENTHS) || m->value.digits <= 0 || hrb_decimal_compare(m->value, (hrb_decimal){10, 0}) > 0)
        return i;
    scale_up(m, 1);
    m->numeral = false;
    m->unit = HRB__TEXT("%");
    m->unit_class = HRB__UNIT_SHARE;
    m->has_unit = true;
    int rest = is(p, i + 1, HRB__TOKEN_NUMERAL) && m->value.scale == 0 ? whole(p, i + 1, 1, 9) : -1;
    if (rest > 0)
        m->value.digits += rest;
    return rest > 0 ? i + 2 : i + 1;
}

/* 1年半. */
static size_t half_at(parser *p, size_t i, measure *m)
{
    const hrb__token *t = at(p, i);
    bool half = t->kind == HRB__TOKEN_NUMERAL && t->number.digits == 5 && t->number.scale == 1 && t->end - t->start == 3;
    if (!half || m->unit_class != HRB__UNIT_TIME || m->value.scale > 0 || m->magnitude > 0 || !hrb__decimal_multiply(&m->value, 10))
        return i;
    m->value = (hrb_decimal){m->value.digits + 5, 1};
    return i + 1;
}

/* The end of a measure that begins here, or the same place. */
static size_t measure_at(parser *p, size_t i, measure *m)
{
    static const char *const PARTS[] = {"%", "‰", "‱"};
    const size_t start = i;
    *m = (measure){0};
    if (is(p, i, HRB__WORD_PARTS_OF)) {
        const char *unit = PARTS[at(p, i)->value];
        m->unit = (hrb__text){unit, strlen(unit)};
        m->unit_class = HRB__UNIT_SHARE;
        m->has_unit = true;
        i++;
    }
    bool minus = is(p, i, HRB__WORD_RANGE) && at(p, i)->word->text[0] == '-' && at(p, i)->word->length == 1 && is_figure(p, i + 1);
    i += minus;
    bool hundred = m->has_unit && is(p, i, HRB__WORD_MAGNITUDE) && at(p, i)->value == 2; /* 百分之百 */
    bool date = is(p, i + 1, HRB__WORD_MONTH) || is_end(p, i + 1, HRB__VALUE_MONTH_END) || is_end(p, i + 1, HRB__VALUE_QUARTER_END);
    bool year = is(p, i + 1, HRB__WORD_YEAR) && whole(p, i, FIRST_YEAR, LAST_YEAR) > 0;
    if ((!is_figure(p, i) && !hundred) || date || year)
        return start;
    m->value = hundred ? (hrb_decimal){100, 0} : at(p, i)->number;
    m->value.digits = minus ? -m->value.digits : m->value.digits;
    m->numeral = is(p, i, HRB__TOKEN_NUMERAL) && !m->has_unit;
    i++;
    for (; is(p, i, HRB__WORD_MAGNITUDE); i++) {
        m->magnitude = (uint8_t)(m->magnitude + at(p, i)->value);
        scale_up(m, at(p, i)->value);
    }
    if (is(p, i, HRB__WORD_MORE_THAN)) {
        m->about = true;
        i++;
        for (; is(p, i, HRB__WORD_MAGNITUDE); i++)
            scale_up(m, at(p, i)->value);
    }
    if (m->has_unit)
        return inclusion_at(p, i, &m->inclusion);
    size_t end = tenths_at(p, i, m);
    if (end == i && (end = unit_at(p, i, &m->unit, &m->unit_class)) > i) {
        m->has_unit = true;
        m->within = is_end(p, i, HRB__VALUE_YEAR_WITHIN);
    }
    if (end == i)
        end = bracketed_unit(p, i, m);
    else
        end = half_at(p, per_at(p, end, m), m);
    if (end == i && !m->numeral)
        end = unknown_unit(p, i, m);
    return inclusion_at(p, end, &m->inclusion);
}

/* --- Quantities --- */

static bool is_lower(hrb_comparator c)
{
    return c == HRB_COMPARE_MORE || c == HRB_COMPARE_AT_LEAST;
}

static bool is_upper(hrb_comparator c)
{
    return c == HRB_COMPARE_LESS || c == HRB_COMPARE_AT_MOST;
}

/* What the words before and behind a figure say together; the stricter word
 * in front wins (大于90%以上 is more than 90%), two directions contradict. */
static hrb_comparator combine(parser *p, int before, int after)
{
    if (before == 0)
        return after;
    if (after == 0 || after == HRB_COMPARE_ABOUT)
        return after == 0 ? before : HRB_COMPARE_ABOUT;
    if (before == HRB_COMPARE_EQUAL || before == HRB_COMPARE_ABOUT)
        return after;
    p->contradiction = p->contradiction || is_lower(before) != is_lower(after);
    return before;
}

static hrb_comparator with_inclusion(hrb_comparator c, int inclusion)
{
    static const hrb_comparator OPEN_OF[] = {[HRB_COMPARE_AT_LEAST] = HRB_COMPARE_MORE, [HRB_COMPARE_AT_MOST] = HRB_COMPARE_LESS};
    static const hrb_comparator CLOSED_OF[] = {[HRB_COMPARE_MORE] = HRB_COMPARE_AT_LEAST, [HRB_COMPARE_LESS] = HRB_COMPARE_AT_MOST};
    if (inclusion < 0 && (c == HRB_COMPARE_AT_LEAST || c == HRB_COMPARE_AT_MOST))
        return OPEN_OF[c];
    if (inclusion > 0 && (c == HRB_COMPARE_MORE || c == HRB_COMPARE_LESS))
        return CLOSED_OF[c];
    return c;
}

static bool is_symbol(const hrb__token *t)
{
    unsigned char c = (unsigned char)t->word->text[0];
    return c < 0x80 || c == 0xE2;
}

/* Words in front: several may stand together, 达到 ≥90%, and the last one counts. */
static size_t comparators_at(parser *p, size_t i, int *before)
{
    for (const hrb__token *last = NULL;; i++) {
        if (is(p, i, HRB__WORD_BEFORE)) {
            const hrb__token *t = at(p, i);
            bool opposite = (is_lower(*before) && is_upper(t->value)) || (is_upper(*before) && is_lower(t->value));
            p->contradiction = p->contradiction || (opposite && is_symbol(last) && is_symbol(t));
            *before = t->value;
            last = t;
        } else if (*before != 0 && is(p, i, HRB__WORD_PERIOD) && is_figure(p, i + 1) && p->out->recurrence == HRB__NO_PERIOD && at(p, i)->value != HRB__VALUE_THE_YEAR) {
            p->front_period = i + 1; /* 至少每周1次: taken with the quantity */
        } else if (!is(p, i, HRB__WORD_FILLER)) {
            return i;
        }
    }
}

static void set_range(parser *p, const measure *low, const measure *high, bool low_in, bool high_in)
{
    hrb_target *out = p->out;
    out->comparator = HRB_COMPARE_RANGE;
    out->stated = true;
    out->value = low->value;
    out->upper = high->value;
    out->has_value = out->has_upper = true;
    out->inclusive = low_in;
    out->upper_inclusive = high_in;
    p->contradiction = p->contradiction || hrb_decimal_compare(out->value, out->upper) > 0;
}

static void set_unit(parser *p, const measure *m)
{
    hrb_target *out = p->out;
    out->unit = keep(p, m->unit);
    out->unit_class = m->has_unit ? m->unit_class : HRB__UNIT_NONE;
    out->magnitude = m->magnitude;
    for (size_t k = 0; k < m->per_count && p->per_count < MAX_PER; k++)
        p->per[p->per_count++] = m->per[k];
    p->has_unit = m->has_unit;
    p->numeral = m->numeral;
}

/* 90-95%, 80%至90%, 3万-5万元: what only the second says holds for the first too. */
static size_t range_at(parser *p, size_t i, measure *first, measure *second)
{
    if (!is(p, i, HRB__WORD_RANGE) && !is(p, i, HRB__WORD_AND))
        return i;
    bool and = is(p, i, HRB__WORD_AND);
    size_t end = measure_at(p, i + 1, second);
    if (end == i + 1 || (first->has_unit && !second->has_unit))
        return i;
    if (first->has_unit && second->has_unit && !hrb__text_equals(first->unit, second->unit))
        return i;
    if (and && !is(p, end, HRB__WORD_BETWEEN))
        return i;
    if (first->magnitude == 0 && second->magnitude > 0 && hrb_decimal_compare(first->value, second->value) < 0 && !first->has_unit)
        scale_up(first, second->magnitude);
    return end;
}

static size_t after_at(parser *p, size_t i, int *after, int *inclusion)
{
    for (;;) {
        size_t end = inclusion_at(p, i, inclusion);
        if (end > i) {
            i = end;
            continue;
        }
        if (is(p, i, HRB__WORD_AFTER) && *after == 0)
            *after = at(p, i)->value;
        else if (!is(p, i, HRB__WORD_BETWEEN))
            return i;
        i++;
    }
}

/* 每人每年 in front of a figure. */
static size_t each_at(parser *p, size_t i, measure *front)
{
    static const char *const TIMES[] = {"", "年", "半年", "季度", "月", "周", "天"};
    front->per_count = 0;
    for (; front->per_count < MAX_PER;) {
        if (front->per_count > 0 && is(p, i, HRB__WORD_PERIOD)) {
            const char *time = TIMES[at(p, i++)->value];
            front->per[front->per_count++] = (hrb__text){time, strlen(time)};
            continue;
        }
        if (!is(p, i, HRB__WORD_EACH))
            break;
        size_t end = period_unit_at(p, i + 1, &front->per[front->per_count]);
        if (end == i + 1)
            break;
        front->per_count++;
        i = end;
    }
    return i;
}

static void store_quantity(parser *p, const measure *m, int before, int after, int inclusion)
{
    hrb_target *out = p->out;
    int said = combine(p, before, m->about ? HRB_COMPARE_ABOUT : m->within ? HRB_COMPARE_AT_MOST : after);
    out->value = m->value;
    out->has_value = true;
    out->stated = said != 0;
    if (said == HRB__VALUE_PLUS_MINUS) {
        measure low = *m;
        low.value.digits = -low.value.digits;
        set_range(p, &low, m, true, true);
    } else {
        out->comparator = said == 0 ? HRB_COMPARE_EQUAL : with_inclusion(said, inclusion);
        out->inclusive = out->comparator != HRB_COMPARE_MORE && out->comparator != HRB_COMPARE_LESS;
    }
    set_unit(p, m);
}

/* A second quantity that closes the other side: ≥80%，≤90%. */
static bool close_range(parser *p, const measure *m, int before, int after, int inclusion)
{
    hrb_target *out = p->out;
    hrb_comparator c = with_inclusion(combine(p, before, after), inclusion);
    bool opposite = (is_lower(out->comparator) && is_upper(c)) || (is_upper(out->comparator) && is_lower(c));
    if (!opposite || (m->has_unit && out->unit[0] != '\0' && !hrb__text_equals(m->unit, (hrb__text){out->unit, strlen(out->unit)})))
        return false;
    measure other = *m;
    other.value = out->value;
    bool inclusive = c == HRB_COMPARE_AT_LEAST || c == HRB_COMPARE_AT_MOST;
    if (is_lower(c))
        set_range(p, m, &other, inclusive, out->inclusive);
    else
        set_range(p, &other, m, out->inclusive, inclusive);
    return true;
}

/* 80%≤合格率≤90%: a figure, two signs that point the same way, and another. */
static size_t chain_at(parser *p, size_t i)
{
    measure first, second;
    size_t middle = p->mode == READ_DATES ? i : measure_at(p, i, &first), sign = middle;
    if (middle == i || p->out->has_value || !is(p, middle, HRB__WORD_BEFORE) || !is_upper(at(p, middle)->value))
        return i;
    for (sign++; is(p, sign, HRB__TOKEN_TEXT) || is(p, sign, HRB__WORD_FILLER); sign++)
        continue;
    size_t end = is(p, sign, HRB__WORD_BEFORE) && is_upper(at(p, sign)->value) ? measure_at(p, sign + 1, &second) : sign + 1;
    if (end == sign + 1)
        return i;
    set_range(p, &first, &second, at(p, middle)->value == HRB_COMPARE_AT_MOST, at(p, sign)->value == HRB_COMPARE_AT_MOST);
    set_unit(p, &second);
    use(p, i, middle + 1);
    use(p, sign, end);
    return end;
}

/* [80%, 90%): square brackets take the end in, round ones leave it out. */
static size_t interval_at(parser *p, size_t i)
{
    measure first, second;
    size_t middle = is(p, i, HRB__WORD_OPEN) && !p->out->has_value ? measure_at(p, i + 1, &first) : i + 1;
    hrb__text comma = is(p, middle, HRB__TOKEN_TEXT) ? span(p, middle, middle + 1) : HRB__TEXT("");
    if (middle == i + 1 || (!hrb__text_equals(comma, HRB__TEXT(",")) && !hrb__text_equals(comma, HRB__TEXT("，"))))
        return i;
    size_t end = measure_at(p, middle + 1, &second);
    if (end == middle + 1 || !is(p, end, HRB__WORD_CLOSE))
        return i;
    set_range(p, &first, &second, p->tokens->text.data[at(p, i)->start] == '[', p->tokens->text.data[at(p, end)->start] == ']');
    set_unit(p, &second);
    use(p, i, end + 1);
    return end + 1;
}

/* 由 or 从 right before a place. */
static bool begins_from(parser *p, size_t i)
{
    if (is(p, i, HRB__WORD_FILLER) && hrb__text_equals(span(p, i, i + 1), HRB__TEXT("从")))
        return true;
    hrb__text before = i > 0 && is(p, i - 1, HRB__TOKEN_TEXT) ? span(p, i - 1, i) : HRB__TEXT("");
    return before.length >= 3 && memcmp(before.data + before.length - 3, "由", 3) == 0;
}

static size_t quantity_at(parser *p, size_t i)
{
    hrb_target *out = p->out;
    int before = 0, after = 0, inclusion = 0;
    const bool contradiction = p->contradiction;
    measure front, first, second;
    p->front_period = 0;
    size_t start = comparators_at(p, each_at(p, i, &front), &before);
    size_t middle = measure_at(p, start, &first);
    bool taken = middle > start && (i == 0 || !is(p, i - 1, HRB__WORD_ORDINAL)) && (p->mode == READ_ALL || !first.numeral || before != 0);
    if (!taken || p->mode == READ_DATES) {
        p->contradiction = contradiction;
        return i;
    }
    size_t end = range_at(p, middle, &first, &second);
    bool range = end > middle;
    end = after_at(p, end, &after, &inclusion);
    inclusion = inclusion != 0 ? inclusion : first.inclusion;
    p->overflow = p->overflow || first.overflow || (range && second.overflow);
    if (out->has_value && p->from_end > 0 && before != 0) { /* 由80%提升至90%: the second is the target */
        for (size_t k = p->from_start; k < p->from_end; k++)
            at(p, k)->used = false;
        out->has_value = false;
        p->per_count = 0;
        p->from_end = 0;
    }
    if (out->has_value) {
        bool closed = !range && !out->has_upper && close_range(p, &first, before, after, inclusion);
        p->contradiction = closed ? p->contradiction : contradiction;
        if (closed)
            use(p, i > 0 && is(p, i - 1, HRB__WORD_AND) ? i - 1 : i, end);
        return closed ? end : i;
    }
    if (range) {
        set_range(p, &first, &second, first.inclusion >= 0, second.inclusion >= 0 && inclusion >= 0);
        set_unit(p, &second);
    } else {
        store_quantity(p, &first, before, after, inclusion);
    }
    for (size_t k = 0; k < front.per_count && p->per_count < MAX_PER; k++)
        p->per[p->per_count++] = front.per[k];
    if (p->front_period > 0)
        out->recurrence = at(p, p->front_period - 1)->value;
    if (!out->stated && begins_from(p, i)) {
        p->from_start = i;
        p->from_end = end;
    }
    use(p, i, end);
    return end;
}

/* --- Dates --- */

static int part_day(int part)
{
    static const int DAYS[] = {[HRB__VALUE_EARLY] = 10, [HRB__VALUE_FIRST_TEN] = 10, [HRB__VALUE_MIDDLE] = 20, [HRB__VALUE_LAST_TEN] = HRB__LAST_DAY, [HRB__VALUE_END] = HRB__LAST_DAY};
    return DAYS[part];
}

/* 一季度, 第3季度, 三季度末. */
static size_t quarter_at(parser *p, size_t i, hrb__date *date, bool *within)
{
    i += is(p, i, HRB__WORD_ORDINAL);
    int quarter = whole(p, i, 1, 4);
    bool at_end = is_end(p, i + 1, HRB__VALUE_QUARTER_END);
    if (quarter < 0 || (!at_end && !is(p, i + 1, HRB__WORD_QUARTER)))
        return 0;
    date->month = (int16_t)(quarter * 3);
    date->day = HRB__LAST_DAY;
    at_end = at_end || is(p, i + 2, HRB__WORD_PART);
    *within = !at_end;
    return i + 2 + is(p, i + 2, HRB__WORD_PART);
}

/* Behind a year, or without one: a month, a half, a quarter, an end. Its end, or the same place. */
static size_t in_year(parser *p, size_t i, hrb__date *date, bool *within)
{
    size_t end;
    int month = whole(p, i, 1, 12), last = -1;
    if (month > 0 && is(p, i + 1, HRB__WORD_RANGE) && (last = whole(p, i + 2, 1, 12)) > month && is(p, i + 3, HRB__WORD_MONTH)) {
        date->from_month = (int16_t)month;
        date->month = (int16_t)last;
        date->day = HRB__LAST_DAY;
        *within = true;
        return i + 4 + is(p, i + 4, HRB__WORD_PART);
    }
    if (month > 0 && is(p, i + 1, HRB__WORD_MONTH)) {
        date->month = (int16_t)month;
        int day = whole(p, i + 2, 1, 31);
        if (day > 0 && is(p, i + 3, HRB__WORD_DAY)) {
            date->day = (int16_t)day;
            return i + 4;
        }
        if (is(p, i + 2, HRB__WORD_PART)) {
            date->day = (int16_t)part_day(at(p, i + 2)->value);
            return i + 3;
        }
        *within = true;
        return i + 2;
    }
    if (is_end(p, month > 0 ? i + 1 : i, HRB__VALUE_MONTH_END)) {
        date->month = month > 0 ? (int16_t)month : 0;
        date->day = HRB__LAST_DAY;
        return month > 0 ? i + 2 : i + 1;
    }
    if (is(p, i, HRB__WORD_HALF)) {
        date->month = at(p, i)->value == 1 ? 6 : 12;
        date->day = HRB__LAST_DAY;
        *within = true;
        return i + 1;
    }
    if ((end = quarter_at(p, i, date, within)) > 0)
        return end;
    if (is(p, i, HRB__WORD_ENDS) && at(p, i)->value <= HRB__VALUE_YEAR_WITHIN) {
        date->month = 12;
        date->day = 31;
        *within = at(p, i)->value == HRB__VALUE_YEAR_WITHIN;
        return i + 1;
    }
    return i;
}

/* A date that begins here: its end, or the same place. */
static size_t date_at(parser *p, size_t i, hrb__date *date, bool *within)
{
    *date = (hrb__date){0};
    *within = false;
    if (is(p, i, HRB__TOKEN_DATE)) {
        *date = (hrb__date){.year = at(p, i)->year, .month = at(p, i)->month, .day = at(p, i)->day};
        return i + 1;
    }
    int year = whole(p, i, FIRST_YEAR, LAST_YEAR), last = -1;
    if (year > 0 && is(p, i + 1, HRB__WORD_RANGE) && (last = whole(p, i + 2, FIRST_YEAR, LAST_YEAR)) > year && is(p, i + 3, HRB__WORD_YEAR)) {
        *date = (hrb__date){.year = (int16_t)last, .from_year = (int16_t)year};
        *within = true;
        return i + 4;
    }
    if (year > 0 && is(p, i + 1, HRB__WORD_ENDS)) { /* 2020年底 */
        size_t end = in_year(p, i + 1, date, within);
        date->year = (int16_t)year;
        return end > i + 1 && date->month > 0 ? end : i;
    }
    bool fiscal = is(p, i + 1, HRB__WORD_PERIOD) && hrb__text_equals(span(p, i + 1, i + 2), HRB__TEXT("年度"));
    bool dated = year > 0 && (is(p, i + 1, HRB__WORD_YEAR) || fiscal);
    if (!dated) {
        int day = whole(p, i, 1, 31);
        if (day > 0 && is(p, i + 1, HRB__WORD_DAY) && is(p, i + 2, HRB__WORD_DUE)) {
            date->day = (int16_t)day;
            return i + 2;
        }
        return in_year(p, i, date, within);
    }
    date->year = (int16_t)year;
    size_t end = in_year(p, i + 2, date, within);
    if (end > i + 2)
        return end;
    if (is(p, i + 2, HRB__WORD_PART)) {
        date->month = at(p, i + 2)->value == HRB__VALUE_END ? 12 : at(p, i + 2)->value == HRB__VALUE_EARLY ? 1 : 6;
        date->day = HRB__LAST_DAY;
        return i + 3;
    }
    *within = true;
    return i + 2 + is(p, i + 2, HRB__WORD_PERIOD);
}

/* 之前, 内, or nothing: how the target stands to its date. */
static size_t relation_at(parser *p, size_t i, bool within, uint8_t *relation)
{
    if (is(p, i, HRB__WORD_DUE)) {
        *relation = at(p, i)->value;
        return i + 1;
    }
    bool inside = is(p, i, HRB__WORD_AFTER) && at(p, i)->value == HRB_COMPARE_AT_MOST; /* 6月内 */
    *relation = within || inside ? HRB__RELATION_WITHIN : HRB__RELATION_BEFORE;
    return i + inside;
}

/* 2020年1月1日至2020年12月31日, 1月-6月: from one date to another. */
static size_t date_range_at(parser *p, size_t i, hrb__date *date, bool *within)
{
    hrb__date until = {0};
    bool ignored;
    size_t first = date_at(p, i, date, within), end = first;
    if (first > i && is(p, first, HRB__WORD_RANGE))
        end = date_at(p, first + 1, &until, &ignored);
    if (end <= first + 1 || date->from_month > 0 || date->from_year > 0 || (date->month == 0) != (until.month == 0))
        return first;
    until.from_year = date->year;
    until.from_month = date->month;
    until.from_day = date->day;
    if (until.year == 0)
        until.year = date->year;
    *date = until;
    *within = true;
    return end;
}

static bool is_real_day(const hrb__date *date)
{
    return date->month == 0 || date->day == HRB__LAST_DAY || date->day <= hrb__days_in_month(date->year, date->month);
}

static size_t take_date(parser *p, size_t i)
{
    hrb_target *out = p->out;
    hrb__date date;
    bool within;
    size_t end = date_range_at(p, i, &date, &within);
    if (end == i || out->relation != HRB__NO_RELATION || !is_real_day(&date))
        return i;
    uint8_t relation;
    size_t behind = relation_at(p, end, within, &relation);
    hrb__text before = i > 0 && is(p, i - 1, HRB__TOKEN_TEXT) ? span(p, i - 1, i) : HRB__TEXT("");
    if (before.length >= 3 && (memcmp(before.data + before.length - 3, "比", 3) == 0 || memcmp(before.data + before.length - 3, "较", 3) == 0))
        return i; /* 比2020年增长: the year is no period of the target */
    bool year_alone = date.year > 0 && date.month == 0 && date.from_year == 0;
    if (year_alone && behind == end && !is(p, end, HRB__TOKEN_END)) {
        p->year = date.year; /* 2020年计划…: the period the rest is about */
        use(p, i, end);
        return end;
    }
    bool exact = is(p, end - 1, HRB__WORD_DAY) || is(p, end - 1, HRB__TOKEN_DATE);
    if (exact && !within && behind == end && i == 0 && is(p, end, HRB__TOKEN_END))
        relation = HRB__RELATION_ON;
    out->date = date;
    out->relation = relation;
    use(p, i, behind);
    return behind;
}

/* 每月25日之前; before a figure only the period is taken (每月3场). */
static size_t take_period(parser *p, size_t i)
{
    hrb_target *out = p->out;
    if (!is(p, i, HRB__WORD_PERIOD) || out->recurrence != HRB__NO_PERIOD)
        return i;
    size_t end = i + 1;
    int day = whole(p, end, 1, 31);
    hrb__date date = {0};
    out->recurrence = at(p, i)->value;
    if (out->recurrence == HRB__NO_PERIOD) { /* 全年3场 */
        p->the_year = true;
        use(p, i, end);
        return end;
    }
    if (out->recurrence == HRB__WEEKLY && is(p, end, HRB__TOKEN_NUMERAL) && day > 0 && day < 7 && is(p, end + 1, HRB__TOKEN_END)) {
        date.day = (int16_t)day; /* 每周五 */
        out->relation = HRB__RELATION_ON;
        end++;
    } else if (day > 0 && is(p, end + 1, HRB__WORD_DAY)) {
        date.day = (int16_t)day;
        end += 2;
    } else if (is(p, end, HRB__WORD_PART) || (is(p, end, HRB__WORD_ENDS) && at(p, end)->value != HRB__VALUE_YEAR_WITHIN)) {
        date.day = is(p, end, HRB__WORD_PART) ? (int16_t)part_day(at(p, end)->value) : HRB__LAST_DAY;
        end++;
    } else {
        size_t behind = i + 1;
        bool within;
        if (out->recurrence == HRB__YEARLY && (end = date_at(p, behind, &date, &within)) == behind)
            end = behind;
    }
    if ((date.day > 0 || date.month > 0) && out->relation != HRB__RELATION_ON)
        end = relation_at(p, end, false, &out->relation);
    out->date = date;
    use(p, i, end);
    return end;
}

/* --- Grades and words --- */

static size_t take_grade(parser *p, size_t i)
{
    const hrb__token *t = at(p, i);
    if (t->kind != HRB__WORD_GRADE && t->kind != HRB__WORD_EVERYDAY)
        return i;
    int inclusion = 0, after = 0;
    size_t end = after_at(p, i + 1, &after, &inclusion);
    if (t->kind == HRB__WORD_EVERYDAY && after == 0)
        return i;
    p->out->grade = t->value;
    p->out->comparator = with_inclusion(after == 0 ? HRB_COMPARE_EQUAL : after, inclusion);
    p->out->stated = after != 0;
    p->out->inclusive = p->out->comparator != HRB_COMPARE_MORE && p->out->comparator != HRB_COMPARE_LESS;
    use(p, i, end);
    return end;
}

static void scan_tokens(parser *p)
{
    static size_t (*const RULES[])(parser *, size_t) = {take_date, take_period, interval_at, chain_at, quantity_at};
    for (size_t i = 0; i < p->tokens->count;) {
        size_t end = i;
        for (size_t k = 0; k < sizeof RULES / sizeof RULES[0] && end == i; k++)
            end = RULES[k](p, i);
        i = end > i ? end : i + 1;
    }
}

static bool is_punctuation(uint32_t c)
{
    return strchr(",.;:()/-", c < 0x80 ? (int)c : 'x') != NULL || c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1B || c == 0xFF1A || c == 0xFF08 || c == 0xFF09;
}

static bool is_open(uint32_t c)
{
    return c == '(' || c == 0xFF08;
}

static bool is_close(uint32_t c)
{
    return c == ')' || c == 0xFF09;
}

/* A bracket whose partner stands in the text stays. */
static bool has_partner(hrb__text text, uint32_t c)
{
    return (is_open(c) && (hrb__text_has(text, HRB__TEXT(")")) || hrb__text_has(text, HRB__TEXT("）")))) ||
           (is_close(c) && (hrb__text_has(text, HRB__TEXT("(")) || hrb__text_has(text, HRB__TEXT("（"))));
}

static hrb__text trim_punctuation(hrb__text text)
{
    for (;;) {
        text = hrb__text_trim(text);
        size_t size, start = text.length;
        if (text.length == 0)
            return text;
        uint32_t c = hrb__utf8_get(text.data, text.length, &size);
        if (is_punctuation(c) && c != '-' && !has_partner(text, c)) {
            text.data += size;
            text.length -= size;
            continue;
        }
        do {
            start--;
        } while (start > 0 && ((unsigned char)text.data[start] & 0xC0) == 0x80);
        c = hrb__utf8_get(text.data + start, text.length - start, &size);
        if (!is_punctuation(c) || has_partner(text, c))
            return text;
        text.length = start;
    }
}

/* What no rule has taken, joined by commas. */
static const char *leftover(parser *p)
{
    char buffer[HRB__TARGET_MAX_BYTES + 3 * HRB__TARGET_MAX_TOKENS + 8];
    size_t length = 0;
    for (size_t i = 0; i < p->tokens->count;) {
        if (at(p, i)->used) {
            i++;
            continue;
        }
        size_t end = i;
        while (end < p->tokens->count && !at(p, end)->used)
            end++;
        hrb__text text = trim_punctuation(span(p, i, end));
        if (text.length > 0 && length > 0) {
            memcpy(buffer + length, "，", 3);
            length += 3;
        }
        memcpy(buffer + length, text.data, text.length);
        length += text.length;
        i = end;
    }
    return keep(p, (hrb__text){buffer, length});
}

static void write_per(parser *p)
{
    char buffer[128];
    size_t length = 0;
    for (size_t k = 0; k < p->per_count; k++) {
        if (length + p->per[k].length + 2 >= sizeof buffer)
            break;
        if (k > 0) {
            memcpy(buffer + length, "·", 2);
            length += 2;
        }
        memcpy(buffer + length, p->per[k].data, p->per[k].length);
        length += p->per[k].length;
    }
    p->out->per = keep(p, (hrb__text){buffer, length});
}

static void put_iso(char *out, size_t size, int year, int month, int day)
{
    int n = year > 0 ? snprintf(out, size, "%d%s", year, month > 0 ? "-" : "") : 0;
    if (month > 0)
        snprintf(out + n, size - (size_t)n, day > 0 ? "%02d-%02d" : "%02d", month, day);
}

/* ISO 8601: 2019/2021, 09/10, 2020-01-01/2020-12-31. */
static const char *write_range(parser *p, const hrb__date *d, int day)
{
    char from[32] = "", to[32] = "";
    int from_day = d->from_day == HRB__LAST_DAY ? hrb__days_in_month(d->from_year, d->from_month) : d->from_day;
    int from_year = d->from_year > 0 ? d->from_year : d->year;
    put_iso(from, sizeof from, from_year, d->from_month, from_day);
    put_iso(to, sizeof to, d->year, d->month, d->from_day > 0 || d->from_month == 0 ? day : 0);
    return hrb__arena_printf(p->arena, "%s/%s", from, to);
}

static void write_dates(parser *p)
{
    hrb_target *out = p->out;
    const hrb__date *d = &out->date;
    const char *deadline = "";
    int day = d->day == HRB__LAST_DAY && d->month > 0 ? hrb__days_in_month(d->year, d->month) : d->day;
    if (out->recurrence != HRB__NO_PERIOD && !out->has_value) {
        const char *period = hrb__period_name(out->recurrence), *relation = hrb__relation_name(out->relation);
        if (d->month > 0)
            deadline = hrb__arena_printf(p->arena, day > 0 ? "%s %02d-%02d %s" : "%s %02d", period, d->month, day, relation);
        else if (d->day == HRB__LAST_DAY)
            deadline = hrb__arena_printf(p->arena, "%s end %s", period, relation);
        else if (d->day > 0)
            deadline = hrb__arena_printf(p->arena, "%s day %d %s", period, d->day, relation);
        else
            deadline = period;
    } else if (out->relation != HRB__NO_RELATION) {
        if (d->from_year > 0 || d->from_month > 0)
            deadline = write_range(p, d, day);
        else if (d->month == 0)
            deadline = d->year == 0 && day == HRB__LAST_DAY ? "month end" : hrb__arena_printf(p->arena, d->year > 0 ? "%d" : "day %d", d->year > 0 ? d->year : day);
        else if (d->year == 0)
            deadline = hrb__arena_printf(p->arena, day > 0 ? "%02d-%02d" : "%02d", d->month, day);
        else
            deadline = hrb__arena_printf(p->arena, day > 0 ? "%d-%02d-%02d" : "%d-%02d", d->year, d->month, day);
    }
    if (out->has_value && out->recurrence != HRB__NO_PERIOD)
        out->period = hrb__period_name(out->recurrence);
    else if (out->has_value && p->the_year)
        out->period = hrb__period_name(HRB__YEARLY);
    else if (p->year > 0)
        out->period = hrb__arena_printf(p->arena, "%d", p->year);
    p->memory = p->memory && deadline != NULL && out->period != NULL;
    out->deadline = deadline == NULL ? "" : deadline;
    out->period = out->period == NULL ? "" : out->period;
}

/* --- The whole --- */

/* A figure among words counts only if it is one beyond doubt: with a unit, a
 * comparator, or right in front (0投诉). A Chinese numeral must be all there is. */
static bool is_doubtful(parser *p)
{
    const hrb_target *out = p->out;
    if (!out->has_value || out->words[0] == '\0' || out->stated)
        return false;
    bool product = hrb__text_has((hrb__text){out->words, strlen(out->words)}, HRB__TEXT("*")) || hrb__text_has((hrb__text){out->words, strlen(out->words)}, HRB__TEXT("×"));
    return p->numeral || product || (!p->has_unit && !at(p, 0)->used);
}

/* A grade counts only if it is the whole target. */
static void read_grade(parser *p)
{
    hrb_target *out = p->out;
    if (out->has_value || out->relation != 0 || out->recurrence != 0 || p->year != 0 || p->the_year)
        return;
    if (take_grade(p, 0) == p->tokens->count)
        return;
    out->grade = 0;
    out->comparator = HRB_COMPARE_NONE;
    out->stated = out->inclusive = false;
    for (size_t i = 0; i < p->tokens->count; i++)
        at(p, i)->used = false;
}

static hrb_target_kind kind_of(const parser *p)
{
    const hrb_target *out = p->out;
    if (p->overflow || p->tokens->too_long || p->contradiction)
        return HRB_TARGET_UNREADABLE;
    if (out->has_value)
        return HRB_TARGET_NUMERIC;
    if (out->recurrence != HRB__NO_PERIOD)
        return HRB_TARGET_RECURRENCE;
    if (out->relation != HRB__NO_RELATION)
        return HRB_TARGET_DEADLINE;
    return out->grade != 0 ? HRB_TARGET_GRADE : HRB_TARGET_QUALITATIVE;
}

static void clear(hrb_target *out)
{
    *out = (hrb_target){.arena = out->arena, .text = out->text, .unit = "", .per = "", .period = "", .deadline = "", .words = ""};
}

static bool read_tokens(hrb__tokens *tokens, hrb__arena *arena, hrb_target *out)
{
    for (reading mode = READ_ALL; mode <= READ_DATES; mode++) {
        parser p = {.tokens = tokens, .out = out, .arena = arena, .memory = true, .mode = mode};
        clear(out);
        for (size_t i = 0; i < tokens->count; i++)
            tokens->items[i].used = false;
        scan_tokens(&p);
        read_grade(&p);
        out->words = leftover(&p);
        if (is_doubtful(&p))
            continue;
        write_per(&p);
        write_dates(&p);
        out->kind = kind_of(&p);
        return p.memory;
    }
    return true;
}

/* The name repeated in place of a target: all of it, or its last word (居民满意度 → 满意度). */
static bool is_label(hrb__text text, hrb__text name)
{
    static const hrb__text NOUNS[] = {WORD("率"), WORD("度"), WORD("性"), WORD("数"), WORD("量"), WORD("情况"), WORD("成本"), WORD("时间")};
    /* A cheap look: the last character must be the same. */
    if (text.length < 6 || name.length < text.length || memcmp(text.data + text.length - 3, name.data + name.length - 3, 3) != 0)
        return false;
    char a[256], b[512];
    hrb__text folded = {a, hrb__text_fold(text, a, sizeof a)}, label = {b, hrb__text_fold(name, b, sizeof b)};
    if (folded.length < 6 || folded.length > label.length || folded.length == sizeof a)
        return false;
    if (memcmp(label.data + label.length - folded.length, folded.data, folded.length) != 0)
        return false;
    bool noun = folded.length == label.length;
    for (size_t i = 0; i < sizeof NOUNS / sizeof NOUNS[0] && !noun; i++)
        noun = folded.length >= NOUNS[i].length + 3 && memcmp(folded.data + folded.length - NOUNS[i].length, NOUNS[i].data, NOUNS[i].length) == 0;
    return noun;
}

bool hrb__target_is_label(const hrb_target *target, hrb__text name)
{
    bool words = target->kind == HRB_TARGET_QUALITATIVE || target->kind == HRB_TARGET_COPIED_LABEL;
    return words && is_label((hrb__text){target->text, strlen(target->text)}, name);
}

static bool is_blank(hrb__text text)
{
    size_t size;
    for (size_t i = 0; i < text.length; i += size) {
        uint32_t c = hrb__utf8_get(text.data + i, text.length - i, &size);
        if (c != '-' && c != '/' && c != '\\' && c != 0xFF0F && c != 0x2014 && c != 0xFF0D && c != 0x2013 && c != 0x2212 && c != 0x2015 && !hrb__is_blank(c))
            return false;
    }
    return true;
}

bool hrb__target_read(hrb__text text, hrb__text name, hrb__arena *arena, hrb_target *out)
{
    text = hrb__text_trim(text);
    *out = (hrb_target){.text = hrb__arena_text(arena, text.data, text.length)};
    clear(out);
    if (out->text == NULL) {
        out->text = "";
        return false;
    }
    out->kind = HRB_TARGET_QUALITATIVE;
    out->words = out->text;
    if (is_blank(text)) {
        out->kind = HRB_TARGET_BLANK;
        out->words = "";
        return true;
    }
    if (text.length > HRB__TARGET_MAX_BYTES)
        return true;
    hrb__tokens tokens;
    hrb__tokenize((hrb__text){out->text, text.length}, &tokens);
    if (tokens.too_many)
        return true;
    if (!read_tokens(&tokens, arena, out))
        return false;
    if (out->kind == HRB_TARGET_UNREADABLE || out->kind == HRB_TARGET_QUALITATIVE) {
        hrb_target_kind kind = out->kind;
        clear(out);
        out->kind = kind == HRB_TARGET_QUALITATIVE && is_label(text, name) ? HRB_TARGET_COPIED_LABEL : kind;
        out->words = out->text;
        if (tokens.count == 1 && tokens.items[0].kind == HRB__WORD_EVERYDAY)
            out->grade = tokens.items[0].value; /* what was achieved may be 良好 */
    }
    return true;
}
