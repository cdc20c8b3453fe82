/* SPDX-License-Identifier: Apache-2.0 */
/* One target, taken apart. Knows text and figures, and nothing of documents. */
#ifndef HRB_INDICATOR_TARGET_H
#define HRB_INDICATOR_TARGET_H

#include <hrbudget/hrbudget.h>

#include "base/arena.h"
#include "base/text.h"

/* A longer text is prose. */
#define HRB__TARGET_MAX_BYTES 1000
#define HRB__TARGET_MAX_TOKENS 200

typedef enum hrb__unit_class {
    HRB__UNIT_NONE,
    HRB__UNIT_SHARE,
    HRB__UNIT_MONEY,
    HRB__UNIT_TIME,
    HRB__UNIT_COUNT,
    HRB__UNIT_SCORE,
    HRB__UNIT_MEASURE,
    HRB__UNIT_OTHER /* a word the vocabulary does not have */
} hrb__unit_class;

typedef enum hrb__period {
    HRB__NO_PERIOD,
    HRB__YEARLY,
    HRB__HALF_YEARLY,
    HRB__QUARTERLY,
    HRB__MONTHLY,
    HRB__WEEKLY,
    HRB__DAILY
} hrb__period;

typedef enum hrb__due {
    HRB__NO_RELATION,
    HRB__RELATION_BEFORE,
    HRB__RELATION_WITHIN,
    HRB__RELATION_ON,
    HRB__RELATION_AFTER
} hrb__due;

/* What the parts of a date that are not stated are counted from. */
typedef enum hrb__next {
    HRB__NOT_NEXT,
    HRB__NEXT_MONTH,
    HRB__NEXT_YEAR
} hrb__next;

/* Parts that are 0 are not stated. A day of HRB__LAST_DAY is the last of its month or period. */
#define HRB__LAST_DAY 99
typedef struct hrb__date {
    int16_t year, month, day;
    uint8_t next; /* hrb__next: 次月10日, 次年3月底 */
    int16_t from_year, from_month, from_day; /* of 2019-2021年, 9-10月, 3月1日至5月31日: where it begins */
} hrb__date;

struct hrb_target {
    hrb__arena arena; /* empty for one that belongs to a document */
    hrb_target_kind kind;
    hrb_comparator comparator;
    bool stated, inclusive, upper_inclusive, has_value, has_upper;
    hrb_decimal value, upper;
    uint8_t magnitude; /* the figure is printed in units of 10^magnitude */
    uint8_t unit_class; /* hrb__unit_class */
    uint8_t recurrence; /* hrb__period */
    uint8_t relation; /* hrb__due */
    uint8_t grade; /* 1 to 5 */
    hrb__date date;
    uint32_t text_length;
    const char *text, *unit, *per, *period, *deadline, *words;
};

static inline hrb__text hrb__target_text(const hrb_target *target)
{
    return (hrb__text){target->text, target->text_length};
}

/* Fills *out, its texts in `arena`; false when memory is out. The text must be
 * valid UTF-8; `name` may be "". */
bool hrb__target_read(hrb__text text, hrb__text name, hrb__arena *arena, hrb_target *out);

/* Whether a target that is words only repeats this name. */
bool hrb__target_is_label(const hrb_target *target, hrb__text name);

bool hrb__decimal_multiply(hrb_decimal *value, int64_t factor);
const char *hrb__period_name(uint8_t period);
const char *hrb__relation_name(uint8_t relation);
/* Days in a month; February has 29 where the year is not known. */
int hrb__days_in_month(int year, int month);

#endif
