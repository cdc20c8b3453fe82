/* SPDX-License-Identifier: Apache-2.0 */
/* Whether what was achieved meets a target. */
#include <stdlib.h>

#include "base/error.h"
#include "indicator/target.h"

typedef struct result {
    hrb_outcome outcome;
    hrb_outcome_reason reason;
} result;

static result not_comparable(hrb_outcome_reason reason)
{
    return (result){HRB_OUTCOME_NOT_COMPARABLE, reason};
}

static result compared(bool met)
{
    return (result){met ? HRB_OUTCOME_MET : HRB_OUTCOME_NOT_MET, HRB_OUTCOME_COMPARED};
}

/* What one of a unit is worth in the smallest of its kind. */
static const struct {
    const char *unit, *base;
    int64_t factor;
} CONVERSIONS[] = {
    {"%", "‱", 100}, {"‰", "‱", 10}, {"‱", "‱", 1}, {"元", "角", 10}, {"角", "角", 1},
    {"秒", "秒", 1}, {"秒钟", "秒", 1}, {"分钟", "秒", 60}, {"小时", "秒", 3600}, {"个小时", "秒", 3600}, {"天", "秒", 86400}, {"日", "秒", 86400},
    {"自然日", "秒", 86400}, {"个自然日", "秒", 86400}, {"日历天", "秒", 86400}, {"周", "秒", 604800}, {"星期", "秒", 604800}, {"个星期", "秒", 604800},
    {"工作日", "工作日", 1}, {"个工作日", "工作日", 1}, {"个月", "个月", 1}, {"个季度", "个月", 3}, {"季度", "个月", 3}, {"年", "个月", 12}, {"个年", "个月", 12},
    {"米", "毫米", 1000}, {"厘米", "毫米", 10}, {"毫米", "毫米", 1}, {"公里", "毫米", 1000000}, {"千米", "毫米", 1000000}, {"公斤", "克", 1000}, {"千克", "克", 1000},
    {"克", "克", 1}, {"吨", "克", 1000000}, {"人", "人", 1}, {"名", "人", 1}, {"家", "家", 1}, {"户", "户", 1}, {"百分点", "百分点", 1}, {"个百分点", "百分点", 1},
};

/* Of the unit 1/3 the 3; 1 for any other. */
static int64_t parts_of(const char *unit)
{
    return strncmp(unit, "1/", 2) == 0 ? (int64_t)strtol(unit + 2, NULL, 10) : 1;
}

static bool convert(hrb_decimal *value, const char *unit, const char **base)
{
    *base = parts_of(unit) > 1 ? "‱" : unit;
    for (size_t i = 0; i < sizeof CONVERSIONS / sizeof CONVERSIONS[0]; i++)
        if (strcmp(CONVERSIONS[i].unit, unit) == 0) {
            *base = CONVERSIONS[i].base;
            return hrb__decimal_multiply(value, CONVERSIONS[i].factor);
        }
    return true;
}

/* A bare figure: equal is met; what else follows only at the ends of a scale. */
static result against_bare(const hrb_target *t, hrb_decimal actual, hrb_decimal wanted)
{
    int order = hrb_decimal_compare(actual, wanted);
    if (order == 0)
        return compared(true);
    bool is_share = strcmp(t->unit, "%") == 0;
    if (is_share && hrb_decimal_compare(t->value, (hrb_decimal){100, 0}) == 0 && order < 0)
        return compared(false);
    if (t->value.digits == 0 && order > 0)
        return compared(false);
    return not_comparable(HRB_OUTCOME_NO_DIRECTION);
}

static result against_figure(const hrb_target *t, hrb_decimal actual, hrb_decimal low, hrb_decimal high)
{
    int order = hrb_decimal_compare(actual, low);
    switch (t->comparator) {
    case HRB_COMPARE_MORE:
        return compared(order > 0);
    case HRB_COMPARE_AT_LEAST:
        return compared(order >= 0);
    case HRB_COMPARE_LESS:
        return compared(order < 0);
    case HRB_COMPARE_AT_MOST:
        return compared(order <= 0);
    case HRB_COMPARE_RANGE: {
        int above = hrb_decimal_compare(actual, high);
        return compared((order > 0 || (order == 0 && t->inclusive)) && (above < 0 || (above == 0 && t->upper_inclusive)));
    }
    case HRB_COMPARE_EQUAL:
        return t->stated ? compared(order == 0) : against_bare(t, actual, low);
    default:
        return order == 0 ? compared(true) : not_comparable(HRB_OUTCOME_NO_DIRECTION);
    }
}

/* 0.95 may be 95%. */
static bool may_be_fraction(const hrb_target *t, const hrb_target *actual)
{
    return t->unit_class == HRB__UNIT_SHARE && actual->value.scale > 0 && hrb_decimal_compare(actual->value, (hrb_decimal){1, 0}) <= 0;
}

/* 无 and 没有 say 0 where no more than some number, or none, is wanted. */
static bool says_none(const hrb_target *t, const hrb_target *actual)
{
    static const char *const NONE[] = {"无", "没有", "未发生", "无发生"};
    bool wants_few = t->comparator == HRB_COMPARE_AT_MOST || t->comparator == HRB_COMPARE_LESS || t->value.digits == 0;
    for (size_t i = 0; i < sizeof NONE / sizeof NONE[0] && wants_few && actual->kind == HRB_TARGET_QUALITATIVE; i++)
        if (strcmp(actual->text, NONE[i]) == 0)
            return true;
    return false;
}

/* Two thirds and 70% as figures of one unit: both times three. */
static bool convert_fractions(const hrb_target *t, const hrb_target *actual, hrb_decimal *low, hrb_decimal *value)
{
    int64_t wanted = parts_of(t->unit), given = parts_of(actual->unit);
    if (wanted == 1 && given == 1)
        return true;
    bool fits = wanted == 1 || hrb__decimal_multiply(low, 10000);
    fits = fits && (given == 1 || hrb__decimal_multiply(value, 10000));
    return fits && hrb__decimal_multiply(low, given) && hrb__decimal_multiply(value, wanted);
}

static result evaluate_figures(const hrb_target *t, const hrb_target *actual)
{
    if (says_none(t, actual))
        return against_figure(t, (hrb_decimal){0, 0}, t->value, t->upper);
    if (actual->kind != HRB_TARGET_NUMERIC)
        return not_comparable(HRB_OUTCOME_KINDS_DIFFER);
    if (actual->comparator != HRB_COMPARE_EQUAL)
        return not_comparable(HRB_OUTCOME_ACTUAL_VAGUE);
    bool bare = actual->unit[0] == '\0';
    if (bare && may_be_fraction(t, actual))
        return not_comparable(HRB_OUTCOME_UNIT_MISSING);
    hrb_decimal low = t->value, high = t->upper, value = actual->value;
    const char *wanted, *given;
    bool fits = convert(&low, t->unit, &wanted) && convert(&high, t->unit, &wanted) && convert(&value, bare ? t->unit : actual->unit, &given);
    fits = fits && convert_fractions(t, actual, &low, &value);
    bool same_per = actual->per[0] == '\0' || strcmp(actual->per, t->per) == 0;
    if (!fits || !same_per || (strcmp(wanted, given) != 0 && t->unit[0] != '\0'))
        return not_comparable(HRB_OUTCOME_UNITS_DIFFER);
    if (t->unit[0] == '\0' && !bare && t->value.digits != 0)
        return not_comparable(HRB_OUTCOME_UNIT_MISSING);
    return against_figure(t, value, low, high);
}

static bool same_words(const char *a, const char *b)
{
    char x[512], y[512];
    size_t n = hrb__text_fold((hrb__text){a, strlen(a)}, x, sizeof x), m = hrb__text_fold((hrb__text){b, strlen(b)}, y, sizeof y);
    return n > 0 && n == m && n < sizeof x - 4 && memcmp(x, y, n) == 0;
}

/* Days of a calendar in which every month has 31 days: enough to compare dates.
 * A date without its day is the first or the last of what it names. */
static int32_t day_number(const hrb__date *d, int32_t year, bool last)
{
    int32_t month = d->month > 0 ? d->month : last ? 12 : 1;
    int32_t day = d->day == HRB__LAST_DAY ? hrb__days_in_month(d->year, month) : d->day > 0 ? d->day : last ? 31 : 1;
    return ((d->year > 0 ? d->year : year) * 12 + month) * 31 + day;
}

/* Where a period begins. */
static int32_t first_day(const hrb__date *d, int32_t year)
{
    hrb__date first = {.year = d->from_year > 0 ? d->from_year : d->year, .month = d->month, .day = 1};
    if (d->from_month > 0)
        first = (hrb__date){.year = first.year, .month = d->from_month, .day = d->from_day > 0 ? d->from_day : 1};
    else if (d->day == 31 || d->from_year > 0)
        first.month = 1; /* 年内, 2019-2021年 */
    else if (d->day == HRB__LAST_DAY)
        first.month = (int16_t)(d->month - (d->month % 6 == 0 ? 5 : 2)); /* a half or a quarter */
    return day_number(&first, year, false);
}

/* A day that stands for itself (25日前), or in a year that is not told: as a number that grows. */
static int32_t bare_day(const hrb__date *d)
{
    return d->month * 100 + (d->day > 0 ? d->day : HRB__LAST_DAY);
}

/* 每月26日 against 每月25日之前; 次月8日 against 次月10日前: days of the same period. */
static result evaluate_bare_days(const hrb_target *t, const hrb_target *actual)
{
    bool is_stated = actual->relation != HRB__NO_RELATION && actual->relation != HRB__RELATION_AFTER;
    if (!is_stated || (t->date.month > 0) != (actual->date.month > 0))
        return not_comparable(is_stated ? HRB_OUTCOME_UNITS_DIFFER : HRB_OUTCOME_ACTUAL_VAGUE);
    int32_t day = bare_day(&actual->date), limit = bare_day(&t->date), first = t->date.from_day > 0 ? t->date.month * 100 + t->date.from_day : INT32_MIN;
    switch (t->relation) {
    case HRB__NO_RELATION:
        return compared(true); /* 按月: in every month is what is asked */
    case HRB__RELATION_ON:
        return compared(day == limit);
    case HRB__RELATION_AFTER:
        return compared(day >= limit);
    default:
        return compared(day <= limit && (actual->date.from_day > 0 ? actual->date.month * 100 + actual->date.from_day : day) >= first);
    }
}

static result evaluate_recurrence(const hrb_target *t, const hrb_target *actual)
{
    if (same_words(t->text, actual->text))
        return (result){HRB_OUTCOME_MET, HRB_OUTCOME_SAME_WORDS};
    if (actual->kind != HRB_TARGET_RECURRENCE)
        return not_comparable(HRB_OUTCOME_KINDS_DIFFER);
    if (actual->recurrence != t->recurrence || actual->date.next != t->date.next)
        return not_comparable(HRB_OUTCOME_UNITS_DIFFER);
    return evaluate_bare_days(t, actual);
}

static result evaluate_dates(const hrb_target *t, const hrb_target *actual)
{
    if (actual->kind != HRB_TARGET_DEADLINE)
        return not_comparable(HRB_OUTCOME_KINDS_DIFFER);
    if (actual->relation == HRB__RELATION_AFTER)
        return not_comparable(HRB_OUTCOME_ACTUAL_VAGUE);
    if (t->date.next != actual->date.next)
        return not_comparable(HRB_OUTCOME_UNITS_DIFFER);
    if (t->date.next != HRB__NOT_NEXT || (t->date.month == 0 && t->date.year == 0 && actual->date.month == 0 && actual->date.year == 0))
        return evaluate_bare_days(t, actual);
    if ((t->date.month == 0 && t->date.year == 0) || (actual->date.month == 0 && actual->date.year == 0))
        return not_comparable(HRB_OUTCOME_UNITS_DIFFER);
    int32_t year = t->date.year > 0 ? t->date.year : actual->date.year;
    int32_t from = day_number(&actual->date, year, false), to = day_number(&actual->date, year, true), limit = day_number(&t->date, year, true);
    if (t->relation == HRB__RELATION_ON)
        return compared(from == to && to == limit);
    if (t->relation == HRB__RELATION_AFTER)
        return from >= limit ? compared(true) : to < limit ? compared(false) : not_comparable(HRB_OUTCOME_ACTUAL_VAGUE);
    int32_t first = t->relation == HRB__RELATION_WITHIN ? first_day(&t->date, year) : INT32_MIN;
    if (to < first || from > limit)
        return compared(false);
    return from >= first && to <= limit ? compared(true) : not_comparable(HRB_OUTCOME_ACTUAL_VAGUE);
}

static result evaluate_grades(const hrb_target *t, const hrb_target *actual)
{
    if (actual->grade == 0)
        return not_comparable(HRB_OUTCOME_WORDS_DIFFER);
    if (actual->stated)
        return not_comparable(HRB_OUTCOME_ACTUAL_VAGUE);
    if (!t->stated) /* 优秀 wants 优秀; better than asked for is met */
        return compared(actual->grade >= t->grade);
    return against_figure(t, (hrb_decimal){actual->grade, 0}, (hrb_decimal){t->grade, 0}, (hrb_decimal){0, 0});
}

/* 不及时, 未完成 against 及时, 完成. */
static bool opposite_words(const char *a, const char *b)
{
    static const char *const NEGATIONS[] = {"不", "未", "没有", "无", "非"};
    for (size_t i = 0; i < sizeof NEGATIONS / sizeof NEGATIONS[0]; i++) {
        size_t n = strlen(NEGATIONS[i]);
        if ((strncmp(a, NEGATIONS[i], n) == 0 && same_words(a + n, b)) || (strncmp(b, NEGATIONS[i], n) == 0 && same_words(a, b + n)))
            return true;
    }
    return (same_words(a, "是") && same_words(b, "否")) || (same_words(a, "否") && same_words(b, "是")) ||
           (same_words(a, "有") && same_words(b, "无")) || (same_words(a, "无") && same_words(b, "有"));
}

static result evaluate_words(const hrb_target *t, const hrb_target *actual)
{
    if (same_words(t->text, actual->text))
        return (result){HRB_OUTCOME_MET, HRB_OUTCOME_SAME_WORDS};
    if (opposite_words(t->text, actual->text))
        return (result){HRB_OUTCOME_NOT_MET, HRB_OUTCOME_OPPOSITE_WORDS};
    return not_comparable(actual->kind == HRB_TARGET_QUALITATIVE ? HRB_OUTCOME_WORDS_DIFFER : HRB_OUTCOME_KINDS_DIFFER);
}

static result evaluate(const hrb_target *t, const hrb_target *actual)
{
    if (t->kind == HRB_TARGET_BLANK || t->kind == HRB_TARGET_UNREADABLE || t->kind == HRB_TARGET_COPIED_LABEL)
        return not_comparable(HRB_OUTCOME_NO_TARGET);
    if (actual->kind == HRB_TARGET_BLANK || actual->kind == HRB_TARGET_UNREADABLE)
        return not_comparable(HRB_OUTCOME_NO_ACTUAL);
    switch (t->kind) {
    case HRB_TARGET_NUMERIC:
        return evaluate_figures(t, actual);
    case HRB_TARGET_DEADLINE:
        return evaluate_dates(t, actual);
    case HRB_TARGET_RECURRENCE:
        return evaluate_recurrence(t, actual);
    case HRB_TARGET_GRADE:
        return evaluate_grades(t, actual);
    default:
        return evaluate_words(t, actual);
    }
}

hrb_status hrb_target_evaluate(const hrb_target *target, const char *actual, size_t length, hrb_outcome *outcome, hrb_outcome_reason *reason, hrb_error **error)
{
    if (target == NULL || (actual == NULL && length > 0))
        return hrb__fail_argument(error, target == NULL ? "target" : "actual");
    hrb_target *achieved;
    hrb_status status = hrb_target_parse(actual, length, NULL, 0, &achieved, error);
    if (status != HRB_OK)
        return status;
    result r = evaluate(target, achieved);
    hrb_target_free(achieved);
    if (outcome != NULL)
        *outcome = r.outcome;
    if (reason != NULL)
        *reason = r.reason;
    return HRB_OK;
}

const char *hrb_outcome_name(hrb_outcome outcome)
{
    static const char *const NAMES[] = {"", "met", "not_met", "not_comparable"};
    return outcome < 0 || outcome > HRB_OUTCOME_NOT_COMPARABLE ? "" : NAMES[outcome];
}

const char *hrb_outcome_reason_text(hrb_outcome_reason reason, hrb_lang lang)
{
    static const char *const TEXTS[][2] = {
        {"", ""},
        {"已比较", "compared"},
        {"文字相同", "the same words"},
        {"文字相反", "opposite words"},
        {"没有可比较的目标值", "there is no target to compare with"},
        {"没有可比较的完成值", "there is no actual value to compare"},
        {"文字不同，需要人工判断", "the words differ; only a person can judge"},
        {"一个是数字，一个不是", "one is a figure or date, the other is not"},
        {"单位不同", "the units differ"},
        {"单位没有写明", "a unit is not stated"},
        {"目标值没有写明方向", "the target does not say whether more or less is better"},
        {"完成值本身不确定", "the actual value is itself a bound or an estimate"},
    };
    return reason < 0 || reason > HRB_OUTCOME_ACTUAL_VAGUE ? "" : TEXTS[reason][lang == HRB_LANG_EN];
}
