/* SPDX-License-Identifier: Apache-2.0 */
/* Dates and what recurs: read from tokens, and written as ISO 8601. The rules stand in grammar.c. */
#include <stdio.h>

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

/* Behind a year, or without one: a month, a half, a quarter, an end. Its end, or the same place. */
static size_t in_year(hrb__parser *p, size_t i, hrb__date *date, bool *within)
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
static size_t date_at(hrb__parser *p, size_t i, hrb__date *date, bool *within)
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
size_t hrb__take_period(hrb__parser *p, size_t i)
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

/* --- Written --- */

static void put_iso(char *out, size_t size, int year, int month, int day)
{
    int n = year > 0 ? snprintf(out, size, "%d%s", year, month > 0 ? "-" : "") : 0;
    if (month > 0)
        snprintf(out + n, size - (size_t)n, day > 0 ? "%02d-%02d" : "%02d", month, day);
}

/* ISO 8601: 2019/2021, 09/10, 2020-01-01/2020-12-31. */
static const char *write_range(hrb__parser *p, const hrb__date *d, int day)
{
    char from[32] = "", to[32] = "";
    int from_day = d->from_day == HRB__LAST_DAY ? hrb__days_in_month(d->from_year, d->from_month) : d->from_day;
    int from_year = d->from_year > 0 ? d->from_year : d->year;
    put_iso(from, sizeof from, from_year, d->from_month, from_day);
    put_iso(to, sizeof to, d->year, d->month, d->from_day > 0 || d->from_month == 0 ? day : 0);
    return hrb__arena_printf(p->arena, "%s/%s", from, to);
}

void hrb__write_dates(hrb__parser *p)
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
