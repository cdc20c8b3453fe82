/* SPDX-License-Identifier: Apache-2.0 */
/* Measures: a figure with its unit, and what it is counted by. The rules stand in grammar.c. */
#include "indicator/grammar.h"

/* A unit at a place: its end, or the same place. 年 日 季度 are units behind a figure. */
size_t hrb__unit_at(hrb__parser *p, size_t i, hrb__text *unit, uint8_t *class)
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
size_t hrb__inclusion_at(hrb__parser *p, size_t i, int *inclusion)
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

/* /千人, /10万人, /10万: what a rate is counted by. */
static size_t many_at(hrb__parser *p, size_t i, hrb__text *unit)
{
    uint8_t class = HRB__UNIT_NONE;
    size_t first = i + (is_figure(p, i) && !is(p, i + 1, HRB__WORD_YEAR)), end = first;
    while (is(p, end, HRB__WORD_MAGNITUDE))
        end++;
    if (end == first)
        return i;
    size_t behind = hrb__unit_at(p, end, unit, &class);
    if (behind > end && class == HRB__UNIT_MONEY) /* 每个3万元: the figure itself */
        return i;
    *unit = span(p, i, behind);
    return behind;
}

/* A unit, or several of one: /两年. */
size_t hrb__per_unit_at(hrb__parser *p, size_t i, hrb__text *unit)
{
    uint8_t class;
    size_t end = many_at(p, i, unit);
    if (end > i)
        return end;
    end = hrb__unit_at(p, i, unit, &class);
    if (end > i || !is_figure(p, i))
        return end;
    end = hrb__unit_at(p, i + 1, unit, &class);
    if (end == i + 1 || class != HRB__UNIT_TIME)
        return i;
    *unit = span(p, i, end);
    return end;
}

/* "/人·天" behind a unit. */
static size_t per_at(hrb__parser *p, size_t i, hrb__measure *m)
{
    while (m->per_count < MAX_PER && (is(p, i, HRB__WORD_SLASH) || is(p, i, HRB__WORD_EACH) || (m->per_count > 0 && is(p, i, HRB__WORD_DOT)))) {
        size_t end = hrb__per_unit_at(p, i + 1, &m->per[m->per_count]);
        if (end == i + 1)
            break;
        m->per_count++;
        i = end;
    }
    return i;
}

void hrb__scale_up(hrb__measure *m, unsigned power)
{
    for (; power > 0; power--)
        m->overflow = m->overflow || !hrb__decimal_multiply(&m->value, 10);
}

/* The unit in brackets, as the forms of some provinces print it: =100.00(%). */
static size_t bracketed_unit(hrb__parser *p, size_t i, hrb__measure *m)
{
    if (!is(p, i, HRB__WORD_OPEN))
        return i;
    size_t first = i + 1;
    unsigned power = 0;
    for (; is(p, first, HRB__WORD_MAGNITUDE); first++)
        power += at(p, first)->value;
    size_t end = hrb__unit_at(p, first, &m->unit, &m->unit_class);
    if (end > first) {
        hrb__scale_up(m, power); /* 10.00(万元) */
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

/* m, GHz, Mbps. */
static bool is_short_and_latin(hrb__text text)
{
    bool latin = text.length <= 5;
    for (size_t i = 0; i < text.length && latin; i++)
        latin = (text.data[i] >= 'a' && text.data[i] <= 'z') || (text.data[i] >= 'A' && text.data[i] <= 'Z');
    return latin;
}

/* A character or a few letters that no vocabulary has, right behind the figure and at the end: 12铺. */
static size_t unknown_unit(hrb__parser *p, size_t i, hrb__measure *m)
{
    if (!is(p, i, HRB__TOKEN_TEXT) || !is(p, i + 1, HRB__TOKEN_END) || (at(p, i)->end - at(p, i)->start != 3 && !is_short_and_latin(span(p, i, i + 1))))
        return i;
    m->unit = span(p, i, i + 1);
    m->unit_class = HRB__UNIT_OTHER;
    m->has_unit = true;
    return i + 1;
}

/* 九成 is 90%, 九成五 95%. */
static size_t tenths_at(hrb__parser *p, size_t i, hrb__measure *m)
{
    if (!is(p, i, HRB__WORD_TENTHS) || m->value.digits <= 0 || hrb_decimal_compare(m->value, (hrb_decimal){10, 0}) > 0)
        return i;
    hrb__scale_up(m, 1);
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
static size_t half_at(hrb__parser *p, size_t i, hrb__measure *m)
{
    const hrb__token *t = at(p, i);
    bool half = t->kind == HRB__TOKEN_NUMERAL && t->number.digits == 5 && t->number.scale == 1 && t->end - t->start == 3;
    if (!half || m->unit_class != HRB__UNIT_TIME || m->value.scale > 0 || m->magnitude > 0 || !hrb__decimal_multiply(&m->value, 10))
        return i;
    m->value = (hrb_decimal){m->value.digits + 5, 1};
    return i + 1;
}

/* Powers of ten that a denominator divides: 2 and 5 in it, and nothing else. -1 if there is none. */
static int exact_power(int64_t parts)
{
    int twos = 0, fives = 0;
    for (; parts % 2 == 0; parts /= 2)
        twos++;
    for (; parts % 5 == 0; parts /= 5)
        fives++;
    return parts != 1 ? -1 : twos > fives ? twos : fives;
}

/* 1/2 and 四分之三 are 50% and 75%; 2/3 is two in the unit 1/3. */
static void set_fraction(hrb__parser *p, hrb__measure *m, hrb_decimal number, int64_t parts)
{
    int power = exact_power(parts);
    int64_t scale = 1;
    for (int k = 0; k < power; k++)
        scale *= 10;
    m->value = number;
    m->unit = HRB__TEXT("%");
    m->unit_class = HRB__UNIT_SHARE;
    m->has_unit = true;
    if (power >= 0) {
        m->overflow = !hrb__decimal_multiply(&m->value, scale / parts);
        m->value.scale += power;
        m->overflow = m->overflow || !hrb__decimal_multiply(&m->value, 100);
        for (; m->value.scale > 0 && m->value.digits % 10 == 0; m->value.scale--)
            m->value.digits /= 10;
        return;
    }
    const char *unit = hrb__arena_printf(p->arena, "1/%d", (int)parts);
    p->memory = p->memory && unit != NULL;
    m->unit = unit == NULL ? HRB__TEXT("") : (hrb__text){unit, strlen(unit)};
}

/* 三分之二, 十万分之三, ≥2/3: its end, or the same place. */
static size_t fraction_at(hrb__parser *p, size_t i, hrb__measure *m)
{
    const hrb__token *t = at(p, i);
    if (t->kind == HRB__TOKEN_FIGURE && t->parts > 0) {
        *m = (hrb__measure){0};
        set_fraction(p, m, t->number, t->parts);
        return i + 1;
    }
    int64_t parts = whole(p, i, 1, 1000);
    if (parts > 0 && is(p, i + 1, HRB__WORD_PARTS_OF) && is_figure(p, i + 2)) { /* 十万分之 */
        static const int64_t WORTH[] = {[HRB__VALUE_PERCENT] = 100, [HRB__VALUE_PER_MILLE] = 1000, [HRB__VALUE_PER_TEN_THOUSAND] = 10000};
        parts *= WORTH[at(p, i + 1)->value];
    } else if (parts < 2 || !is(p, i + 1, HRB__WORD_FRACTION) || !is_figure(p, i + 2)) {
        return i;
    }
    *m = (hrb__measure){0};
    set_fraction(p, m, at(p, i + 2)->number, parts);
    return i + 3;
}

/* 1小时30分钟 is 90 minutes, 1年6个月 18 months: its end, or the same place. */
static size_t compound_at(hrb__parser *p, size_t i, hrb__measure *m)
{
    static const struct {
        const char *whole, *part, *printed;
        int factor;
    } PARTS[] = {{"小时", "分钟", "分钟", 60}, {"小时", "分", "分钟", 60}, {"个小时", "分钟", "分钟", 60}, {"分钟", "秒", "秒", 60},
                 {"天", "小时", "小时", 24}, {"日", "小时", "小时", 24}, {"年", "个月", "个月", 12}, {"年", "月", "个月", 12}};
    hrb__text unit;
    uint8_t class;
    if (m->unit_class != HRB__UNIT_TIME || m->value.scale > 0 || m->magnitude > 0 || !is_figure(p, i))
        return i;
    size_t end = hrb__unit_at(p, i + 1, &unit, &class);
    for (size_t k = 0; k < sizeof PARTS / sizeof PARTS[0] && end > i + 1; k++) {
        int more = whole(p, i, 1, PARTS[k].factor - 1);
        if (more < 0 || !hrb__text_equals(m->unit, (hrb__text){PARTS[k].whole, strlen(PARTS[k].whole)}) || !hrb__text_equals(unit, (hrb__text){PARTS[k].part, strlen(PARTS[k].part)}))
            continue;
        m->overflow = m->overflow || !hrb__decimal_multiply(&m->value, PARTS[k].factor) || __builtin_add_overflow(m->value.digits, more, &m->value.digits);
        m->unit = (hrb__text){PARTS[k].printed, strlen(PARTS[k].printed)};
        return end;
    }
    return i;
}

/* The end of a measure that begins here, or the same place. */
size_t hrb__measure_at(hrb__parser *p, size_t i, hrb__measure *m)
{
    static const char *const PARTS[] = {"%", "‰", "‱"};
    const size_t start = i;
    if (!is_figure(p, i) && !is(p, i, HRB__WORD_PARTS_OF) && !is(p, i, HRB__WORD_RANGE))
        return i;
    size_t fraction = fraction_at(p, i, m);
    if (fraction > i)
        return hrb__inclusion_at(p, fraction, &m->inclusion);
    *m = (hrb__measure){0};
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
    bool months = i > 0 && is_lower_word(at(p, i - 1)) && !is(p, i + 2, HRB__WORD_PART) && !is_figure(p, i + 2); /* ≥6月 */
    bool date = (is(p, i + 1, HRB__WORD_MONTH) && !months) || is_end(p, i + 1, HRB__VALUE_MONTH_END) || is_end(p, i + 1, HRB__VALUE_QUARTER_END);
    bool year = (is(p, i + 1, HRB__WORD_YEAR) || is_end(p, i + 1, HRB__VALUE_YEAR_END)) && whole(p, i, FIRST_YEAR, LAST_YEAR) > 0;
    if ((!is_figure(p, i) && !hundred) || date || year)
        return start;
    m->value = hundred ? (hrb_decimal){100, 0} : at(p, i)->number;
    m->value.digits = minus ? -m->value.digits : m->value.digits;
    m->numeral = is(p, i, HRB__TOKEN_NUMERAL) && !m->has_unit;
    i++;
    for (; is(p, i, HRB__WORD_MAGNITUDE); i++) {
        m->magnitude = (uint8_t)(m->magnitude + at(p, i)->value);
        hrb__scale_up(m, at(p, i)->value);
    }
    if (is(p, i, HRB__WORD_MORE_THAN)) {
        m->about = true;
        i++;
        for (; is(p, i, HRB__WORD_MAGNITUDE); i++)
            hrb__scale_up(m, at(p, i)->value);
    }
    if (m->has_unit)
        return hrb__inclusion_at(p, i, &m->inclusion);
    size_t end = tenths_at(p, i, m);
    if (end == i && (end = hrb__unit_at(p, i, &m->unit, &m->unit_class)) > i) {
        m->has_unit = true;
        m->within = is_end(p, i, HRB__VALUE_YEAR_WITHIN);
    }
    if (end == i)
        end = bracketed_unit(p, i, m);
    else
        end = half_at(p, per_at(p, compound_at(p, end, m), m), m);
    if (end == i && is(p, i, HRB__WORD_SLASH)) /* 28.40/株: the unit itself is left out */
        end = per_at(p, i, m);
    if (end == i && !m->numeral)
        end = unknown_unit(p, i, m);
    return hrb__inclusion_at(p, end, &m->inclusion);
}
