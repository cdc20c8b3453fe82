/* SPDX-License-Identifier: Apache-2.0 */
/* Quantities: figures with their comparators, units and bounds. The rules stand in grammar.c. */
#include "indicator/grammar.h"

typedef struct measure {
    hrb_decimal value;
    uint8_t magnitude, unit_class;
    bool has_unit, about, numeral, within;
    int inclusion; /* 0 not said, 1 含, -1 不含 */
    hrb__text unit, per[3];
    size_t per_count;
    bool overflow;
} measure;

/* --- Measures --- */

/* A unit at a place: its end, or the same place. 年 日 季度 are units behind a figure. */
static size_t unit_at(hrb__parser *p, size_t i, hrb__text *unit, uint8_t *class)
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
static size_t inclusion_at(hrb__parser *p, size_t i, int *inclusion)
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
static size_t period_unit_at(hrb__parser *p, size_t i, hrb__text *unit)
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
static size_t per_at(hrb__parser *p, size_t i, measure *m)
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
static size_t bracketed_unit(hrb__parser *p, size_t i, measure *m)
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
static size_t unknown_unit(hrb__parser *p, size_t i, measure *m)
{
    if (!is(p, i, HRB__TOKEN_TEXT) || !is(p, i + 1, HRB__TOKEN_END) || at(p, i)->end - at(p, i)->start != 3)
        return i;
    m->unit = span(p, i, i + 1);
    m->unit_class = HRB__UNIT_OTHER;
    m->has_unit = true;
    return i + 1;
}

/* 九成 is 90%, 九成五 95%. */
static size_t tenths_at(hrb__parser *p, size_t i, measure *m)
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
static size_t half_at(hrb__parser *p, size_t i, measure *m)
{
    const hrb__token *t = at(p, i);
    bool half = t->kind == HRB__TOKEN_NUMERAL && t->number.digits == 5 && t->number.scale == 1 && t->end - t->start == 3;
    if (!half || m->unit_class != HRB__UNIT_TIME || m->value.scale > 0 || m->magnitude > 0 || !hrb__decimal_multiply(&m->value, 10))
        return i;
    m->value = (hrb_decimal){m->value.digits + 5, 1};
    return i + 1;
}

/* The end of a measure that begins here, or the same place. */
static size_t measure_at(hrb__parser *p, size_t i, measure *m)
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
static hrb_comparator combine(hrb__parser *p, int before, int after)
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

hrb_comparator hrb__with_inclusion(hrb_comparator c, int inclusion)
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
static size_t comparators_at(hrb__parser *p, size_t i, int *before)
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

static void set_range(hrb__parser *p, const measure *low, const measure *high, bool low_in, bool high_in)
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

static void set_unit(hrb__parser *p, const measure *m)
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
static size_t range_at(hrb__parser *p, size_t i, measure *first, measure *second)
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

size_t hrb__after_at(hrb__parser *p, size_t i, int *after, int *inclusion)
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
static size_t each_at(hrb__parser *p, size_t i, measure *front)
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

static void store_quantity(hrb__parser *p, const measure *m, int before, int after, int inclusion)
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
        out->comparator = said == 0 ? HRB_COMPARE_EQUAL : hrb__with_inclusion(said, inclusion);
        out->inclusive = out->comparator != HRB_COMPARE_MORE && out->comparator != HRB_COMPARE_LESS;
    }
    set_unit(p, m);
}

/* A second quantity that closes the other side: ≥80%，≤90%. */
static bool close_range(hrb__parser *p, const measure *m, int before, int after, int inclusion)
{
    hrb_target *out = p->out;
    hrb_comparator c = hrb__with_inclusion(combine(p, before, after), inclusion);
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
size_t hrb__take_chain(hrb__parser *p, size_t i)
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
size_t hrb__take_interval(hrb__parser *p, size_t i)
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
static bool begins_from(hrb__parser *p, size_t i)
{
    if (is(p, i, HRB__WORD_FILLER) && hrb__text_equals(span(p, i, i + 1), HRB__TEXT("从")))
        return true;
    hrb__text before = i > 0 && is(p, i - 1, HRB__TOKEN_TEXT) ? span(p, i - 1, i) : HRB__TEXT("");
    return before.length >= 3 && memcmp(before.data + before.length - 3, "由", 3) == 0;
}

size_t hrb__take_quantity(hrb__parser *p, size_t i)
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
    end = hrb__after_at(p, end, &after, &inclusion);
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

/* --- Per what --- */

void hrb__write_per(hrb__parser *p)
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
