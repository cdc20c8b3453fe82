/* SPDX-License-Identifier: Apache-2.0 */
/* Quantities: measures with their comparators and bounds. The rules stand in grammar.c. */
#include "indicator/grammar.h"

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
        } else if (*before != 0 && is(p, i, HRB__WORD_PERIOD) && is_figure(p, i + 1) && !is(p, i + 2, HRB__WORD_DAY) && p->out->recurrence == HRB__NO_PERIOD && at(p, i)->value != HRB__VALUE_THE_YEAR) {
            p->front_period = i + 1; /* 至少每周1次: taken with the quantity */
        } else if (!is(p, i, HRB__WORD_FILLER)) {
            return i;
        }
    }
}

static void set_range(hrb__parser *p, const hrb__measure *low, const hrb__measure *high, bool low_in, bool high_in)
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

static void set_unit(hrb__parser *p, const hrb__measure *m)
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
static size_t range_at(hrb__parser *p, size_t i, hrb__measure *first, hrb__measure *second)
{
    if (!is(p, i, HRB__WORD_RANGE) && !is(p, i, HRB__WORD_AND))
        return i;
    bool and = is(p, i, HRB__WORD_AND);
    size_t end = hrb__measure_at(p, i + 1, second);
    if (end == i + 1 || (first->has_unit && !second->has_unit))
        return i;
    if (first->has_unit && second->has_unit && !hrb__text_equals(first->unit, second->unit))
        return i;
    if (and && !is(p, end, HRB__WORD_BETWEEN))
        return i;
    if (first->magnitude == 0 && second->magnitude > 0 && hrb_decimal_compare(first->value, second->value) < 0 && !first->has_unit)
        hrb__scale_up(first, second->magnitude);
    return end;
}

static bool at_scale(hrb_decimal *value, int32_t scale)
{
    for (; value->scale < scale; value->scale++)
        if (__builtin_mul_overflow(value->digits, 10, &value->digits))
            return false;
    return true;
}

/* 18±2℃ is from 16 to 20: its end, or the same place. */
static size_t deviation_at(hrb__parser *p, size_t i, hrb__measure *first, hrb__measure *second)
{
    if (!is(p, i, HRB__WORD_BEFORE) || at(p, i)->value != HRB__VALUE_PLUS_MINUS)
        return i;
    size_t end = hrb__measure_at(p, i + 1, second);
    if (end == i + 1 || (first->has_unit && (!second->has_unit || !hrb__text_equals(first->unit, second->unit))))
        return i;
    hrb_decimal middle = first->value, by = second->value;
    int32_t scale = middle.scale > by.scale ? middle.scale : by.scale;
    bool fits = at_scale(&middle, scale) && at_scale(&by, scale);
    first->value.scale = second->value.scale = scale;
    fits = fits && !__builtin_sub_overflow(middle.digits, by.digits, &first->value.digits) && !__builtin_add_overflow(middle.digits, by.digits, &second->value.digits);
    first->overflow = first->overflow || !fits;
    return end;
}

size_t hrb__after_at(hrb__parser *p, size_t i, int *after, int *inclusion)
{
    for (;;) {
        size_t end = hrb__inclusion_at(p, i, inclusion);
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
static size_t each_at(hrb__parser *p, size_t i, hrb__measure *front)
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
        hrb__text *unit = &front->per[front->per_count];
        size_t end = hrb__per_unit_at(p, i + 1, unit);
        bool bare = end == i + 1 && is_figure(p, end) && at(p, i)->word->length > 3; /* 每个2万元 */
        if (end == i + 1 && !bare)
            break;
        if (bare)
            *unit = HRB__TEXT("个");
        front->per_count++;
        i = end;
    }
    return i;
}

static void store_quantity(hrb__parser *p, const hrb__measure *m, int before, int after, int inclusion)
{
    hrb_target *out = p->out;
    int said = combine(p, before, m->about ? HRB_COMPARE_ABOUT : m->within ? HRB_COMPARE_AT_MOST : after);
    out->value = m->value;
    out->has_value = true;
    out->stated = said != 0;
    if (said == HRB__VALUE_PLUS_MINUS) {
        hrb__measure low = *m;
        low.value.digits = -low.value.digits;
        set_range(p, &low, m, true, true);
    } else {
        out->comparator = said == 0 ? HRB_COMPARE_EQUAL : hrb__with_inclusion(said, inclusion);
        out->inclusive = out->comparator != HRB_COMPARE_MORE && out->comparator != HRB_COMPARE_LESS;
    }
    set_unit(p, m);
}

/* A second quantity that closes the other side: ≥80%，≤90%. */
static bool close_range(hrb__parser *p, const hrb__measure *m, int before, int after, int inclusion)
{
    hrb_target *out = p->out;
    hrb_comparator c = hrb__with_inclusion(combine(p, before, after), inclusion);
    bool opposite = (is_lower(out->comparator) && is_upper(c)) || (is_upper(out->comparator) && is_lower(c));
    if (!opposite || (m->has_unit && out->unit[0] != '\0' && !hrb__text_equals(m->unit, (hrb__text){out->unit, strlen(out->unit)})))
        return false;
    hrb__measure other = *m;
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
    hrb__measure first, second;
    size_t middle = p->mode == READ_DATES ? i : hrb__measure_at(p, i, &first), sign = middle;
    if (middle == i || p->out->has_value || !is(p, middle, HRB__WORD_BEFORE) || !is_upper(at(p, middle)->value))
        return i;
    for (sign++; !is(p, sign, HRB__WORD_BEFORE) && !is_figure(p, sign) && !is(p, sign, HRB__TOKEN_END); sign++)
        continue;
    size_t end = is(p, sign, HRB__WORD_BEFORE) && is_upper(at(p, sign)->value) ? hrb__measure_at(p, sign + 1, &second) : sign + 1;
    if (end == sign + 1)
        return i;
    set_range(p, &first, &second, at(p, middle)->value == HRB_COMPARE_AT_MOST, at(p, sign)->value == HRB_COMPARE_AT_MOST);
    set_unit(p, &second);
    use(p, i, middle + 1);
    use(p, sign, end);
    return end;
}

/* 一年两次, 1季度1次, 半年一次: so often in a time. A month in digits is a date unless 次 follows. */
size_t hrb__take_frequency(hrb__parser *p, size_t i)
{
    static const struct {
        hrb__text unit;
        uint8_t period;
    } TIMES[] = {{HRB__TEXT("年"), HRB__YEARLY},   {HRB__TEXT("季度"), HRB__QUARTERLY}, {HRB__TEXT("个季度"), HRB__QUARTERLY}, {HRB__TEXT("季"), HRB__QUARTERLY}, {HRB__TEXT("月"), HRB__MONTHLY},
                 {HRB__TEXT("个月"), HRB__MONTHLY}, {HRB__TEXT("周"), HRB__WEEKLY},      {HRB__TEXT("星期"), HRB__WEEKLY},     {HRB__TEXT("天"), HRB__DAILY},     {HRB__TEXT("日"), HRB__DAILY}};
    if (!is_figure(p, i))
        return i;
    hrb__text unit;
    uint8_t class, period = HRB__NO_PERIOD, counted = 0;
    const hrb_decimal number = at(p, i)->number;
    bool half = is(p, i, HRB__TOKEN_NUMERAL) && number.digits == 5 && number.scale == 1;
    if (p->mode == READ_DATES || p->out->has_value || p->out->recurrence != HRB__NO_PERIOD || (whole(p, i, 1, 1) < 0 && !half))
        return i;
    size_t end = hrb__unit_at(p, i + 1, &unit, &class), figure = end + is(p, end, HRB__WORD_BEFORE);
    if (end == i + 1 || class != HRB__UNIT_TIME || !is_figure(p, figure) || hrb__unit_at(p, figure + 1, &unit, &counted) == figure + 1 || counted != HRB__UNIT_COUNT)
        return i;
    bool times = hrb__text_equals(unit, HRB__TEXT("次"));
    hrb__unit_at(p, i + 1, &unit, &class);
    for (size_t k = 0; k < sizeof TIMES / sizeof TIMES[0]; k++)
        if (hrb__text_equals(unit, TIMES[k].unit))
            period = TIMES[k].period;
    if (half)
        period = period == HRB__YEARLY ? HRB__HALF_YEARLY : HRB__NO_PERIOD;
    if (period == HRB__NO_PERIOD || (period == HRB__MONTHLY && !times))
        return i;
    p->out->recurrence = period;
    use(p, i, end);
    return end;
}

/* [80%, 90%): square brackets take the end in, round ones leave it out. */
size_t hrb__take_interval(hrb__parser *p, size_t i)
{
    hrb__measure first, second;
    size_t middle = is(p, i, HRB__WORD_OPEN) && !p->out->has_value ? hrb__measure_at(p, i + 1, &first) : i + 1;
    hrb__text comma = is(p, middle, HRB__TOKEN_TEXT) ? span(p, middle, middle + 1) : HRB__TEXT("");
    if (middle == i + 1 || (!hrb__text_equals(comma, HRB__TEXT(",")) && !hrb__text_equals(comma, HRB__TEXT("，"))))
        return i;
    size_t end = hrb__measure_at(p, middle + 1, &second);
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

/* 至少全年完成2次: a word further in front, with nothing but words of one clause between. Its place, or i. */
static size_t adverb_before(hrb__parser *p, size_t i)
{
    for (size_t k = i, bytes = 0; k-- > 0 && bytes <= 18;) {
        hrb__text text = span(p, k, k + 1);
        bool is_adverb = is(p, k, HRB__WORD_BEFORE) && !at(p, k)->used && (memcmp(text.data, "不", 3) == 0 || memcmp(text.data, "至", 3) == 0);
        if (is_adverb)
            return k;
        if (is_figure(p, k) || is(p, k, HRB__TOKEN_DATE) || is(p, k, HRB__WORD_BEFORE) || hrb__text_has(text, HRB__TEXT("，")) || hrb__text_has(text, HRB__TEXT("、")) || hrb__text_has(text, HRB__TEXT("；")) || hrb__text_has(text, HRB__TEXT(",")))
            return i;
        bytes += text.length;
    }
    return i;
}

/* 投诉率0, 安全事故为0: a figure at the end of a text that names what it is of. */
static bool is_named(hrb__parser *p, size_t i, size_t end)
{
    static const char *const NAMES[] = {"率", "数", "量", "值"};
    if (end < p->tokens->count)
        return false;
    if (is(p, i, HRB__WORD_FILLER) && hrb__text_equals(span(p, i, i + 1), HRB__TEXT("为")))
        return true;
    hrb__text before = i > 0 && is(p, i - 1, HRB__TOKEN_TEXT) && is(p, i, HRB__TOKEN_FIGURE) ? span(p, i - 1, i) : HRB__TEXT("");
    for (size_t k = 0; k < sizeof NAMES / sizeof NAMES[0] && before.length >= 3; k++)
        if (memcmp(before.data + before.length - 3, NAMES[k], 3) == 0)
            return true;
    return false;
}

/* 第3, 前3名: a rank, which is no quantity. */
static bool is_rank(hrb__parser *p, size_t i)
{
    return i > 0 && !at(p, i - 1)->used && (is(p, i - 1, HRB__WORD_ORDINAL) || (is(p, i - 1, HRB__WORD_DUE) && hrb__text_equals(span(p, i - 1, i), HRB__TEXT("前"))));
}

/* Whether nothing that ends a clause stands between two places. */
static bool is_one_clause(hrb__parser *p, size_t from, size_t to)
{
    static const hrb__text MARKS[] = {HRB__TEXT("，"), HRB__TEXT("、"), HRB__TEXT("；"), HRB__TEXT("。"), HRB__TEXT(","), HRB__TEXT(";"), HRB__TEXT("：")};
    hrb__text between = from < to ? span(p, from, to) : HRB__TEXT("");
    for (size_t k = 0; k < sizeof MARKS / sizeof MARKS[0]; k++)
        if (hrb__text_has(between, MARKS[k]))
            return false;
    return from < to;
}

size_t hrb__take_quantity(hrb__parser *p, size_t i)
{
    hrb_target *out = p->out;
    int before = 0, after = 0, inclusion = 0;
    const bool contradiction = p->contradiction;
    hrb__measure front, first, second;
    p->front_period = 0;
    size_t start = comparators_at(p, each_at(p, i, &front), &before);
    size_t middle = hrb__measure_at(p, start, &first);
    bool taken = middle > start && !is_rank(p, i) && (p->mode == READ_ALL || !first.numeral || before != 0);
    if (!taken || p->mode == READ_DATES) {
        p->contradiction = contradiction;
        return i;
    }
    size_t end = range_at(p, middle, &first, &second);
    if (end == middle && before == 0)
        end = deviation_at(p, middle, &first, &second);
    bool range = end > middle;
    end = hrb__after_at(p, end, &after, &inclusion);
    inclusion = inclusion != 0 || range ? inclusion : first.inclusion; /* of a range, that of its upper end */
    p->overflow = p->overflow || first.overflow || (range && second.overflow);
    /* 110接警时间≤10分钟: the sign tells which is the target, in a text of one clause. */
    if (out->has_value && !out->stated && p->from_end == 0 && p->value_end > 0 && (is_lower(before) || is_upper(before)) && start > 0 && is(p, start - 1, HRB__WORD_BEFORE) && is_symbol(at(p, start - 1)) &&
        is_one_clause(p, p->value_end, i)) {
        p->from_start = p->value_start;
        p->from_end = p->value_end;
    }
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
        size_t adverb = before == 0 && after == 0 ? adverb_before(p, i) : i;
        if (adverb < i) {
            before = at(p, adverb)->value;
            use(p, adverb, adverb + 1);
        }
        store_quantity(p, &first, before, after, inclusion);
        p->named = is_named(p, i, end);
        p->value_start = i;
        p->value_end = end;
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
