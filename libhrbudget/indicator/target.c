/* SPDX-License-Identifier: Apache-2.0 */
/* A target as a public handle. */
#include "indicator/target.h"

#include <stdlib.h>

#include "base/error.h"

static hrb_status check_utf8(const char *text, size_t length, hrb_error **error)
{
    size_t valid = hrb__utf8_valid_prefix(text, length);
    if (valid == length)
        return HRB_OK;
    hrb_place place = {.offset = (int64_t)valid};
    return hrb__fail(error, HRB_ERROR_ENCODING, &place, "第%zu字节处不是UTF-8", "byte %zu is not UTF-8", valid + 1);
}

hrb_status hrb_target_parse(const char *text, size_t length, const char *name, size_t name_length, hrb_target **out, hrb_error **error)
{
    if (out == NULL)
        return hrb__fail_argument(error, "out");
    *out = NULL;
    if ((text == NULL && length > 0) || (name == NULL && name_length > 0))
        return hrb__fail_argument(error, text == NULL && length > 0 ? "text" : "name");
    hrb_status status = check_utf8(text == NULL ? "" : text, length, error);
    if (status == HRB_OK)
        status = check_utf8(name == NULL ? "" : name, name_length, error);
    if (status != HRB_OK)
        return status;
    hrb_target *target = calloc(1, sizeof *target);
    if (target == NULL)
        return hrb__fail_memory(error);
    hrb__arena arena = {0};
    bool ok = hrb__target_read((hrb__text){text == NULL ? "" : text, length}, (hrb__text){name == NULL ? "" : name, name_length}, &arena, target);
    target->arena = arena;
    if (!ok) {
        hrb_target_free(target);
        return hrb__fail_memory(error);
    }
    *out = target;
    return HRB_OK;
}

void hrb_target_free(hrb_target *target)
{
    if (target == NULL)
        return;
    hrb__arena_free(&target->arena);
    free(target);
}

hrb_target_kind hrb_target_get_kind(const hrb_target *target)
{
    return target == NULL ? 0 : target->kind;
}

const char *hrb_target_kind_name(hrb_target_kind kind)
{
    static const char *const NAMES[] = {"", "blank", "numeric", "deadline", "recurrence", "grade", "qualitative", "copied-label", "unreadable"};
    return kind < 0 || kind > HRB_TARGET_UNREADABLE ? "" : NAMES[kind];
}

hrb_comparator hrb_target_comparator(const hrb_target *target)
{
    return target == NULL ? HRB_COMPARE_NONE : target->comparator;
}

const char *hrb_comparator_name(hrb_comparator comparator)
{
    static const char *const NAMES[] = {"", "=", ">", ">=", "<", "<=", "range", "approx"};
    return comparator < 0 || comparator > HRB_COMPARE_ABOUT ? "" : NAMES[comparator];
}

bool hrb_target_comparator_stated(const hrb_target *target)
{
    return target != NULL && target->stated;
}

bool hrb_target_inclusive(const hrb_target *target)
{
    return target != NULL && target->inclusive;
}

bool hrb_target_upper_inclusive(const hrb_target *target)
{
    return target != NULL && target->upper_inclusive;
}

bool hrb_target_value(const hrb_target *target, hrb_decimal *out)
{
    if (target == NULL || !target->has_value)
        return false;
    if (out != NULL)
        *out = target->value;
    return true;
}

bool hrb_target_upper(const hrb_target *target, hrb_decimal *out)
{
    if (target == NULL || !target->has_upper)
        return false;
    if (out != NULL)
        *out = target->upper;
    return true;
}

const char *hrb_target_text(const hrb_target *target)
{
    return target == NULL ? "" : target->text;
}

const char *hrb_target_unit(const hrb_target *target)
{
    return target == NULL ? "" : target->unit;
}

const char *hrb_target_per(const hrb_target *target)
{
    return target == NULL ? "" : target->per;
}

const char *hrb_target_period(const hrb_target *target)
{
    return target == NULL ? "" : target->period;
}

const char *hrb_target_deadline(const hrb_target *target)
{
    return target == NULL ? "" : target->deadline;
}

const char *hrb_target_relation(const hrb_target *target)
{
    return target == NULL ? "" : hrb__relation_name(target->relation);
}

const char *hrb_target_words(const hrb_target *target)
{
    return target == NULL ? "" : target->words;
}

const char *hrb__period_name(uint8_t period)
{
    static const char *const NAMES[] = {"", "yearly", "half-yearly", "quarterly", "monthly", "weekly", "daily"};
    return NAMES[period];
}

const char *hrb__relation_name(uint8_t relation)
{
    static const char *const NAMES[] = {"", "before", "within", "on", "after"};
    return NAMES[relation];
}
