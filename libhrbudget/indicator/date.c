/* SPDX-License-Identifier: Apache-2.0 */
/* Dates and what recurs: read from tokens, and written as ISO 8601. The rules stand in grammar.c. */
#include "indicator/grammar.h"

/* --- Dates --- */

static int part_day(int part)
{
    static const int DAYS[] = {[HRB__VALUE_EARLY] = 10, [HRB__VALUE_FIRST_TEN] = 10, [HRB__VALUE_MIDDLE] = 20, [HRB__VALUE_LAST_TEN] = HRB__LAST_DAY, [HRB__VALUE_END] = HRB__LAST_DAY};
    return DAYS[part];
}

/* 一季度, 第3季度, 三季度末. */
static size_t quarter_at(hrb__parser *p, size_t i, hrb__date *date, bool *within)
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

/* Between the first and the last of several: 至, or 、 and 和 where nothing lies between them. */
static bool joins(hrb__parser *p, size_t i, int first, int last)
{
    bool listed = is(p, i, HRB__WORD_AND) || (is(p, i, HRB__TOKEN_TEXT) && hrb__text_equals(span(p, i, i + 1), HRB__TEXT("、")));
    return first > 0 && last > first && (is(p, i, HRB__WORD_RANGE) || (listed && last == first + 1));
}

/* 1-3季度, 一、二季度, 3-11月: its end, or the same place. */
static size_t several_at(hrb__parser *p, size_t i, hrb__date *date)
{
    bool quarters = is(p, i + 3, HRB__WORD_QUARTER);
    int most = quarters ? 4 : 12, size = quarters ? 3 : 1, first = whole(p, i, 1, most), last = whole(p, i + 2, 1, most);
    if (!joins(p, i + 1, first, last) || (!quarters && !is(p, i + 3, HRB__WORD_MONTH)))
        return i;
    date->from_month = (int16_t)((first - 1) * size + 1);
    date->month = (int16_t)(last * size);
    date->day = HRB__LAST_DAY;
    return i + 4 + is(p, i + 4, HRB__WORD_PART);
}

/* Behind a year, or without one: a month, a half, a quarter, an end. Its end, or the same place. */
static size_t in_year(hrb__parser *p, size_t i, hrb__date *date, bool *within)
{
    size_t end = several_at(p, i, date);
    int month = whole(p, i, 1, 12);
    if (end > i) {
        *within = true;
        return end;
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

/* 22年底, 22年12月: a year of this century in two digits. */
static int short_year(hrb__parser *p, size_t i)
{
    int year = is(p, i, HRB__TOKEN_FIGURE) ? whole(p, i, 10, 40) : -1;
    bool month = is(p, i + 1, HRB__WORD_YEAR) && whole(p, i + 2, 1, 12) > 0 && (is(p, i + 3, HRB__WORD_MONTH) || is_end(p, i + 3, HRB__VALUE_MONTH_END));
    return year > 0 && (month || is_end(p, i + 1, HRB__VALUE_YEAR_END)) ? 2000 + year : -1;
}

/* 12.31前, 2022.12前: a figure with a point is a date only before 前. */
static size_t pointed_at(hrb__parser *p, size_t i, hrb__date *date)
{
    const hrb__token *t = at(p, i);
    if (t->kind != HRB__TOKEN_FIGURE || t->number.scale < 1 || t->number.scale > 2 || !is(p, i + 1, HRB__WORD_DUE))
        return i;
    int power = t->number.scale == 2 ? 100 : 10;
    int64_t front = t->number.digits / power, behind = t->number.digits % power;
    if (front >= FIRST_YEAR && front <= LAST_YEAR && behind >= 1 && behind <= 12)
        *date = (hrb__date){.year = (int16_t)front, .month = (int16_t)behind};
    else if (front >= 1 && front <= 12 && behind >= 1 && behind <= hrb__days_in_month(0, (int)front))
        *date = (hrb__date){.month = (int16_t)front, .day = (int16_t)behind};
    else
        return i;
    return i + 1;
}

/* 13月, 5月32日, 2月30日: a month or a day that no calendar has. */
static bool is_impossible(hrb__parser *p, size_t i)
{
    bool is_first = is_figure(p, i) && is(p, i + 1, HRB__WORD_MONTH);
    int month = is_first ? whole(p, i, 0, 99) : -1;
    bool has_day = is_figure(p, i + 2) && is(p, i + 3, HRB__WORD_DAY);
    int day = has_day ? whole(p, i + 2, 0, 99) : -1;
    bool follows_year = i > 0 && is(p, i - 1, HRB__WORD_YEAR);
    if (month < 0 || (!has_day && !follows_year))
        return false;
    return month == 0 || month > 12 || (has_day && (day <= 0 || day > hrb__days_in_month(0, month)));
}

/* 次月10日, 次年3月底, 下年度: its end, or the same place. */
static size_t next_at(hrb__parser *p, size_t i, hrb__date *date, bool *within)
{
    date->next = at(p, i)->value;
    if (date->next == HRB__NEXT_YEAR) {
        size_t end = in_year(p, i + 1, date, within);
        return end > i + 1 ? end : i;
    }
    int day = whole(p, i + 1, 1, 31);
    if (day > 0 && is(p, i + 2, HRB__WORD_DAY)) {
        date->day = (int16_t)day;
        return i + 3;
    }
    if (!is(p, i + 1, HRB__WORD_PART))
        return i;
    date->day = (int16_t)part_day(at(p, i + 1)->value);
    return i + 2;
}

/* A date that begins here: its end, or the same place. */
static size_t date_at(hrb__parser *p, size_t i, hrb__date *date, bool *within)
{
    static const bool BEGINS[HRB__TOKEN_END + 1] = {[HRB__TOKEN_DATE] = true, [HRB__TOKEN_FIGURE] = true, [HRB__TOKEN_NUMERAL] = true,
                                                    [HRB__WORD_HALF] = true,  [HRB__WORD_ENDS] = true,    [HRB__WORD_ORDINAL] = true, [HRB__WORD_NEXT] = true};
    *date = (hrb__date){0};
    *within = false;
    if (!BEGINS[at(p, i)->kind])
        return i;
    if (is(p, i, HRB__WORD_NEXT))
        return next_at(p, i, date, within);
    size_t pointed = pointed_at(p, i, date);
    if (pointed > i)
        return pointed;
    if (is(p, i, HRB__TOKEN_DATE)) {
        *date = (hrb__date){.year = at(p, i)->year, .month = at(p, i)->month, .day = at(p, i)->day};
        return i + 1;
    }
    int year = whole(p, i, FIRST_YEAR, LAST_YEAR), last = -1;
    year = year > 0 ? year : short_year(p, i);
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
static size_t relation_at(hrb__parser *p, size_t i, bool within, uint8_t *relation)
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
static size_t date_range_at(hrb__parser *p, size_t i, hrb__date *date, bool *within)
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

/* ≤, 不晚于, 截至 and the like right in front of a date: the first of them, and what they say of it. */
static size_t introduction_before(hrb__parser *p, size_t i, uint8_t *relation)
{
    for (; i > 0 && !at(p, i - 1)->used; i--) {
        const hrb__token *t = at(p, i - 1);
        if (t->kind == HRB__WORD_BEFORE && t->value != HRB_COMPARE_ABOUT && t->value != HRB__VALUE_PLUS_MINUS)
            *relation = is_lower_word(t) ? HRB__RELATION_AFTER : t->value == HRB_COMPARE_EQUAL ? *relation : HRB__RELATION_BEFORE;
        else if (t->kind != HRB__WORD_FILLER || hrb__text_equals(span(p, i - 1, i), HRB__TEXT("从")) || hrb__text_equals(span(p, i - 1, i), HRB__TEXT("共")))
            break;
    }
    return i;
}

/* ≥6月 is a time of six months, or nobody knows. */
static bool is_bare_month_from(hrb__parser *p, size_t i, size_t end)
{
    return i > 0 && end == i + 2 && is(p, i + 1, HRB__WORD_MONTH) && is_lower_word(at(p, i - 1));
}

static bool is_real_day(const hrb__date *date)
{
    return date->month == 0 || date->day == HRB__LAST_DAY || date->day <= hrb__days_in_month(date->year, date->month);
}

size_t hrb__take_date(hrb__parser *p, size_t i)
{
    hrb_target *out = p->out;
    hrb__date date;
    bool within;
    size_t end = date_range_at(p, i, &date, &within);
    p->contradiction = p->contradiction || is_impossible(p, i) || (is(p, i + 1, HRB__WORD_YEAR) && is_impossible(p, i + 2)) || (end > i && !is_real_day(&date));
    if (end == i || out->relation != HRB__NO_RELATION || !is_real_day(&date) || is_bare_month_from(p, i, end))
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
    bool is_span = date.from_year > 0 || date.from_month > 0;
    size_t front = is_span ? i : introduction_before(p, i, &relation);
    out->date = date;
    out->relation = relation;
    use(p, front, behind);
    return behind;
}

/* 5-10日, 1日至10日: the last day, and *i behind it; 0 if there is none. */
static int days_until(hrb__parser *p, size_t *i)
{
    size_t sign = *i + 1 + is(p, *i + 1, HRB__WORD_DAY);
    int last = is(p, sign, HRB__WORD_RANGE) && is(p, sign + 2, HRB__WORD_DAY) ? whole(p, sign + 1, 1, 31) : -1;
    *i = last > 0 ? sign + 3 : *i;
    return last > 0 ? last : 0;
}

/* 每月25日之前; before a figure only the period is taken (每月3场). */
size_t hrb__take_period(hrb__parser *p, size_t i)
{
    hrb_target *out = p->out;
    if (!is(p, i, HRB__WORD_PERIOD) || out->recurrence != HRB__NO_PERIOD)
        return i;
    size_t end = i + 1;
    int day = whole(p, end, 1, 31), last;
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
    } else if (day > 0 && (last = days_until(p, &end)) > day) { /* 每月5-10日 */
        date.from_day = (int16_t)day;
        date.day = (int16_t)last;
        out->relation = HRB__RELATION_WITHIN;
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
    if ((date.day > 0 || date.month > 0) && out->relation == HRB__NO_RELATION) {
        end = relation_at(p, end, false, &out->relation);
        i = introduction_before(p, i, &out->relation);
    }
    out->date = date;
    use(p, i, end);
    return end;
}

/* --- Written --- */

/* No date is longer: two days, or words of the tables with a day between. */
typedef struct written {
    char text[64];
    size_t length;
} written;

static void put(written *w, const char *text)
{
    while (*text != '\0')
        w->text[w->length++] = *text++;
}

/* In so many digits at least. */
static void put_number(written *w, int number, int digits)
{
    if (number >= 10 || digits > 1)
        put_number(w, number / 10, digits - 1);
    w->text[w->length++] = (char)('0' + number % 10);
}

/* 2020-01-31, 2020-01, 2020, 01-31, 01. */
static void put_iso(written *w, int year, int month, int day)
{
    if (year > 0)
        put_number(w, year, 1);
    if (month == 0)
        return;
    put(w, year > 0 ? "-" : "");
    put_number(w, month, 2);
    if (day > 0) {
        put(w, "-");
        put_number(w, day, 2);
    }
}

/* next month day 10, next year 03-31. */
static void put_next(written *w, const hrb__date *d)
{
    static const char *const NEXT[] = {"", "next month ", "next year "};
    put(w, NEXT[d->next]);
}

/* 2019/2021, 09/10, 2020-01-01/2020-12-31. */
static void put_range(written *w, const hrb__date *d, int day)
{
    int from_day = d->from_day == HRB__LAST_DAY ? hrb__days_in_month(d->from_year, d->from_month) : d->from_day;
    put_iso(w, d->from_year > 0 ? d->from_year : d->year, d->from_month, from_day);
    put(w, "/");
    put_iso(w, d->year, d->month, d->from_day > 0 || d->from_month == 0 || (d->day > 0 && d->day != HRB__LAST_DAY) ? day : 0);
}

/* monthly day 25 before, monthly day 5/10 within, monthly end before, yearly 06-30 before; or the period alone. */
static void put_recurrence(written *w, const hrb_target *out, int day)
{
    const hrb__date *d = &out->date;
    put(w, hrb__period_name(out->recurrence));
    if (d->month == 0 && d->day == 0)
        return;
    put(w, d->next != HRB__NOT_NEXT ? " " : "");
    put_next(w, d);
    if (w->text[w->length - 1] == ' ')
        w->length--;
    put(w, d->month > 0 ? " " : d->day == HRB__LAST_DAY ? " end" : " day ");
    if (d->month > 0) {
        put_iso(w, 0, d->month, day);
        if (day == 0)
            return;
    } else if (d->day != HRB__LAST_DAY) {
        if (d->from_day > 0) {
            put_number(w, d->from_day, 1);
            put(w, "/");
        }
        put_number(w, d->day, 1);
    }
    put(w, " ");
    put(w, hrb__relation_name(out->relation));
}

static void put_deadline(written *w, const hrb__date *d, int day)
{
    put_next(w, d);
    if (d->from_year > 0 || d->from_month > 0) {
        put_range(w, d, day);
    } else if (d->month > 0 || d->year > 0) {
        put_iso(w, d->year, d->month, day);
    } else if (day == HRB__LAST_DAY) {
        put(w, d->next == HRB__NEXT_MONTH ? "end" : "month end");
    } else {
        put(w, "day ");
        put_number(w, day, 1);
    }
}

void hrb__write_dates(hrb__parser *p)
{
    hrb_target *out = p->out;
    const hrb__date *d = &out->date;
    written deadline = {.length = 0}, year = {.length = 0};
    int day = d->day == HRB__LAST_DAY && d->month > 0 ? hrb__days_in_month(d->year, d->month) : d->day;
    if (out->recurrence != HRB__NO_PERIOD && !out->has_value)
        put_recurrence(&deadline, out, day);
    else if (out->relation != HRB__NO_RELATION)
        put_deadline(&deadline, d, day);
    out->deadline = keep(p, (hrb__text){deadline.text, deadline.length});
    if (out->has_value && out->recurrence != HRB__NO_PERIOD)
        out->period = hrb__period_name(out->recurrence);
    else if (out->has_value && p->the_year)
        out->period = hrb__period_name(HRB__YEARLY);
    else if (p->year > 0) {
        put_number(&year, p->year, 1);
        out->period = keep(p, (hrb__text){year.text, year.length});
    }
}
