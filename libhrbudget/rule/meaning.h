/* SPDX-License-Identifier: Apache-2.0 */
/* What a figure means: one value along each dimension. 0 is "says nothing". */
#ifndef HRB_RULE_MEANING_H
#define HRB_RULE_MEANING_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Dimensions whose values are words of the rulebook. */
typedef enum hrb__slot {
    HRB__FLOW,
    HRB__PHASE,
    HRB__FUND,
    HRB__NATURE,
    HRB__TOPIC,
    HRB__SLOTS
} hrb__slot;

/* Words of the dimension `phase` that the reading of sentences gives to figures
 * by itself; every rulebook has them, with these numbers. 0 is the document's own state. */
enum {
    HRB__PHASE_BUDGET = 1,
    HRB__PHASE_FINAL = 2,
    HRB__PHASE_EXECUTED = 3, /* of an earlier year */
    HRB__PHASE_CHANGE = 4,   /* against the same of an earlier year */
    HRB__PHASE_CHANGE_FROM_EXECUTED = 5,
    HRB__PHASE_CHANGE_FROM_BUDGET = 6,    /* of an outcome against its own budget */
    HRB__PHASE_CHANGE_WITH_CARRY_OVER = 7, /* of a total with what is carried over */
    HRB__PHASE_CHANGE_OF_CARRY_OVER = 8,   /* of what is carried over */
    HRB__PHASE_CHANGE_FROM_PRIOR_BUDGET = 9, /* of an outcome against the budget of an earlier year */
    HRB__PHASE_LAST_OF_CHANGES = HRB__PHASE_CHANGE_FROM_PRIOR_BUDGET
};

/* Two figures state the same thing if and only if all bytes are equal. */
typedef struct hrb__meaning {
    uint32_t function; /* digits of the functional code; HRB__UNKNOWN_LINE | n for a line without one */
    uint32_t economic; /* digits of the economic code */
    uint8_t slot[HRB__SLOTS];
    uint8_t entity;
    uint16_t year;
} hrb__meaning;

/* Lines whose label or code is not known get a number of their own, equal to nothing else. */
#define HRB__UNKNOWN_LINE UINT32_C(0x80000000)

static inline bool hrb__meaning_equals(const hrb__meaning *a, const hrb__meaning *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* Takes over what `from` says; what it leaves open stays. */
static inline void hrb__meaning_refine(hrb__meaning *meaning, const hrb__meaning *from)
{
    for (int i = 0; i < HRB__SLOTS; i++)
        if (from->slot[i] != 0)
            meaning->slot[i] = from->slot[i];
    if (from->year != 0)
        meaning->year = from->year;
}

/* Words and codes to look for in many meanings: the slots as one number, and 255 in each byte that is named. */
typedef struct hrb__pattern {
    uint32_t function, economic;
    uint64_t slots, named;
} hrb__pattern;

static inline uint64_t hrb__slots_as_number(const hrb__meaning *meaning)
{
    uint64_t number;
    G_STATIC_ASSERT(sizeof *meaning - offsetof(hrb__meaning, slot) == sizeof number);
    memcpy(&number, meaning->slot, sizeof number);
    return number;
}

static inline hrb__pattern hrb__pattern_of(const hrb__meaning *words)
{
    hrb__meaning named = {0};
    for (int i = 0; i < HRB__SLOTS; i++)
        named.slot[i] = words->slot[i] != 0 ? 255 : 0;
    return (hrb__pattern){words->function, words->economic, hrb__slots_as_number(words), hrb__slots_as_number(&named)};
}

static inline bool hrb__pattern_fits(const hrb__pattern *pattern, const hrb__meaning *meaning)
{
    return ((hrb__slots_as_number(meaning) ^ pattern->slots) & pattern->named) == 0 && (pattern->function == 0 || pattern->function == meaning->function) &&
           (pattern->economic == 0 || pattern->economic == meaning->economic);
}

/* Whether `meaning` has every word and code that `words` names. */
static inline bool hrb__meaning_has(const hrb__meaning *meaning, const hrb__meaning *words)
{
    hrb__pattern pattern = hrb__pattern_of(words);
    return hrb__pattern_fits(&pattern, meaning);
}

#endif
