/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRBUDGET_INDICATOR_H
#define HRBUDGET_INDICATOR_H

#if !defined(HRBUDGET_H_INSIDE)
#error "include <hrbudget/hrbudget.h> only"
#endif

HRB_BEGIN_DECLS

/* An exact decimal: digits / 10^scale, as printed: 95.00 is 9500 with scale 2. */
typedef struct hrb_decimal {
    int64_t digits; /* with the sign */
    int32_t scale; /* 0 to 18 */
} hrb_decimal;

/* Compares by value, whatever the scales: below, equal or above 0. */
HRB_API int32_t hrb_decimal_compare(hrb_decimal a, hrb_decimal b);
/* "95.00", snprintf style. */
HRB_API size_t hrb_decimal_format(hrb_decimal value, char *buffer, size_t size);

/* The target of a performance indicator (指标值), taken apart: "≥90%", "不多于3个", "每月25日之前", "及时". */
typedef struct hrb_target hrb_target;

typedef int32_t hrb_target_kind;
enum {
    HRB_TARGET_BLANK = 1,       /* nothing, or "-", "/" */
    HRB_TARGET_NUMERIC = 2,     /* a figure */
    HRB_TARGET_DEADLINE = 3,    /* a date or a period: 2020年6月底之前, 上半年 */
    HRB_TARGET_RECURRENCE = 4,  /* a date that comes again: 每月25日之前, 按季度 */
    HRB_TARGET_GRADE = 5,       /* 优秀, 良好以上, A级 */
    HRB_TARGET_QUALITATIVE = 6, /* words: 及时, 合规, 高于市平均值 */
    HRB_TARGET_COPIED_LABEL = 7,/* the indicator's own name, or its end, in place of a target */
    HRB_TARGET_UNREADABLE = 8   /* a figure too long to hold, or bounds that contradict each other */
};

typedef int32_t hrb_comparator;
enum {
    HRB_COMPARE_NONE = 0,
    HRB_COMPARE_EQUAL = 1,   /* "=" */
    HRB_COMPARE_MORE = 2,    /* ">" */
    HRB_COMPARE_AT_LEAST = 3,/* ">=" */
    HRB_COMPARE_LESS = 4,    /* "<" */
    HRB_COMPARE_AT_MOST = 5, /* "<=" */
    HRB_COMPARE_RANGE = 6,   /* "range" */
    HRB_COMPARE_ABOUT = 7    /* "approx" */
};

/* Takes one target apart. `name` is the indicator it belongs to (NULL if not
 * known): a target that only repeats it is told. 以上 以下 以内 include the figure,
 * 超过 不满 以外 do not (民法典 art. 1259), （含） and （不含） override.
 * Any text is accepted: what is no figure, date or grade is qualitative, and
 * more than 1,000 bytes are prose and so qualitative too. Fails with HRB_ERROR_ARGUMENT,
 * HRB_ERROR_ENCODING (text that is not UTF-8) or HRB_ERROR_MEMORY. O(length). Since 0.1. */
HRB_API hrb_status hrb_target_parse(const char *text, size_t length, const char *name, size_t name_length, hrb_target **out, hrb_error **error);
HRB_API void hrb_target_free(hrb_target *target);

HRB_API hrb_target_kind hrb_target_get_kind(const hrb_target *target); /* 0 for NULL */
/* "numeric", "deadline", "recurrence", "grade", "qualitative", "copied-label", "blank", "unreadable"; "" otherwise. */
HRB_API const char *hrb_target_kind_name(hrb_target_kind kind);
HRB_API hrb_comparator hrb_target_comparator(const hrb_target *target);
/* "=", ">", ">=", "<", "<=", "range", "approx"; "" for none. */
HRB_API const char *hrb_comparator_name(hrb_comparator comparator);
/* Whether the text itself says so; false for a bare "90%", whose comparator is "=". */
HRB_API bool hrb_target_comparator_stated(const hrb_target *target);
/* Whether the bound itself meets the target; the second for the upper end of a range. */
HRB_API bool hrb_target_inclusive(const hrb_target *target);
HRB_API bool hrb_target_upper_inclusive(const hrb_target *target);
/* The figure (of a range its lower end), in `unit`: 1,100万元 is 11000000 元. False if there is none. */
HRB_API bool hrb_target_value(const hrb_target *target, hrb_decimal *out);
HRB_API bool hrb_target_upper(const hrb_target *target, hrb_decimal *out);
/* Each "" where the text says nothing. */
HRB_API const char *hrb_target_text(const hrb_target *target);     /* as given, without the blanks around it */
HRB_API const char *hrb_target_unit(const hrb_target *target);     /* %, ‰, 个, 人次, 元, 小时 ... */
HRB_API const char *hrb_target_per(const hrb_target *target);      /* what one figure is for: 次, 人·天 */
HRB_API const char *hrb_target_period(const hrb_target *target);   /* yearly, half-yearly, quarterly, monthly, weekly, daily, or a year such as 2020 */
HRB_API const char *hrb_target_deadline(const hrb_target *target); /* 2020-06-30, 06-30, 2020, or of a recurrence "monthly day 25 before" */
HRB_API const char *hrb_target_relation(const hrb_target *target); /* of the deadline: before (the day included), within, on, after */
HRB_API const char *hrb_target_words(const hrb_target *target);    /* what is left of the text: 分批组织 */

/* The target in one spelling that parses to the same parts: "≥90%", "每月25日前". snprintf style. Since 0.1. */
HRB_API size_t hrb_target_format(const hrb_target *target, char *buffer, size_t size);
/* A sentence that says how it was understood. snprintf style. Since 0.1. */
HRB_API size_t hrb_target_explain(const hrb_target *target, hrb_lang lang, char *buffer, size_t size);

typedef int32_t hrb_outcome;
enum {
    HRB_OUTCOME_MET = 1,
    HRB_OUTCOME_NOT_MET = 2,
    HRB_OUTCOME_NOT_COMPARABLE = 3
};

/* Why; the texts are those of hrb_outcome_reason_text. */
typedef int32_t hrb_outcome_reason;
enum {
    HRB_OUTCOME_COMPARED = 1,        /* the figures, dates or grades were compared */
    HRB_OUTCOME_SAME_WORDS = 2,
    HRB_OUTCOME_OPPOSITE_WORDS = 3,  /* 及时 against 不及时 */
    HRB_OUTCOME_NO_TARGET = 4,       /* the target is blank, unreadable or a copied name */
    HRB_OUTCOME_NO_ACTUAL = 5,
    HRB_OUTCOME_WORDS_DIFFER = 6,    /* only a person can compare these words */
    HRB_OUTCOME_KINDS_DIFFER = 7,    /* a figure against a date or words */
    HRB_OUTCOME_UNITS_DIFFER = 8,
    HRB_OUTCOME_UNIT_MISSING = 9,
    HRB_OUTCOME_NO_DIRECTION = 10,   /* a bare figure does not say whether more or less is better */
    HRB_OUTCOME_ACTUAL_VAGUE = 11    /* the actual is itself a bound or approximate */
};

/* Compares what was achieved with the target. The actual is read by the same
 * grammar; a figure without a unit takes the target's, unless it could be a
 * fraction of a percentage. Units of one kind are converted (‰ and %, 万元 and 元,
 * hours and minutes). Outputs may be NULL. Fails like hrb_target_parse. Since 0.1. */
HRB_API hrb_status hrb_target_evaluate(const hrb_target *target, const char *actual, size_t length, hrb_outcome *outcome, hrb_outcome_reason *reason, hrb_error **error);
/* "met", "not_met", "not_comparable"; "" otherwise. */
HRB_API const char *hrb_outcome_name(hrb_outcome outcome);
HRB_API const char *hrb_outcome_reason_text(hrb_outcome_reason reason, hrb_lang lang);

HRB_END_DECLS
#endif
