/* SPDX-License-Identifier: Apache-2.0 */
/* Setting up equations: relate.c from the tables, relate_text.c from sentences. */
#ifndef HRB_CHECK_RELATE_H
#define HRB_CHECK_RELATE_H

#include "check/keys.h"
#include "check/report.h"

/* The meanings that differ in their codes alone. */
typedef struct hrb__sort {
    hrb__meaning meaning; /* of one of them */
    uint32_t first, count; /* in index->sorted */
    bool stated; /* one of their figures is not 0; rates and counts are looked at too */
} hrb__sort;

/* Facts by meaning: those that state the same thing form a chain. Rates are not among them. */
typedef struct hrb__meaning_index {
    const hrb_document *document;
    hrb__keys sort_of; /* the slots as a number -> sort + 1 */
    hrb__sort *sorts;
    size_t sort_count, sort_capacity;
    uint32_t *sorted; /* places in heads, sort by sort, each in their order */
    uint32_t *told;   /* the amounts of sentences */
    size_t told_count;
    uint32_t *slots; /* fact + 1, 0 free */
    uint32_t *heads; /* the slots that are not free, in their order */
    size_t head_count;
    uint32_t *next;  /* fact + 1 of the next with the same meaning, 0 at the end */
    uint32_t *elsewhere; /* the same, of the next that is not in the same table */
    uint32_t *last;  /* tail of the chain, kept at its head */
    size_t mask;
} hrb__meaning_index;

bool hrb__meaning_index_build(hrb_report *report, hrb__meaning_index *index);
void hrb__meaning_index_free(hrb__meaning_index *index);
/* Whether a figure with these words is stated and not 0. */
bool hrb__meaning_stated(const hrb__meaning_index *index, const hrb__meaning *words);
/* The heads of chains whose meaning has these words, which name no code, in their order: places in `heads`, written to `found`. */
size_t hrb__meaning_heads(const hrb__meaning_index *index, const hrb__meaning *words, uint32_t *found);
/* The head of a chain: fact + 1, or 0. */
const uint32_t *hrb__meaning_chain(const hrb__meaning_index *index, const hrb__meaning *meaning);

hrb__equation *hrb__equation_open(hrb_report *report, const hrb__rule *rule);
void hrb__equation_add(hrb_report *report, hrb__equation *equation, size_t fact);

/* relate_text.c: what sentences say of their own figures, and of those of the tables. */
void hrb__relate_claims(hrb_report *report, const hrb__rule *rule, const hrb__meaning_index *index);
void hrb__relate_narrated(hrb_report *report, const hrb__rule *rule, const hrb__meaning_index *index);

#endif
