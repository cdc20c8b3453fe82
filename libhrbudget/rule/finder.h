/* SPDX-License-Identifier: Apache-2.0 */
/* Finds folded texts: whole ones by their hash, parts of a text by the first
 * character they have in common with it. What is not there costs next to nothing. */
#ifndef HRB_RULE_FINDER_H
#define HRB_RULE_FINDER_H

#include "base/text.h"

/* A text and what it stands for. */
typedef struct hrb__entry {
    hrb__text text;
    uint64_t hash;
    const void *value; /* never NULL */
} hrb__entry;

/* Zero-initialised is empty and ready. The texts are the caller's. */
typedef struct hrb__finder {
    hrb__entry *slots; /* open addressing */
    size_t count, capacity;
    uint64_t may_end[4096 / 64]; /* by the last two bytes of a text */
    hrb__entry *parts; /* the earlier counts first */
    size_t part_count, part_capacity;
    bool has_short_part;        /* shorter than a Han character */
    uint64_t may_begin[4096 / 64]; /* by the second and third byte of a part */
} hrb__finder;

/* False when memory is out. A text added again takes the later value. */
bool hrb__finder_add(hrb__finder *finder, hrb__text text, const void *value);
bool hrb__finder_add_part(hrb__finder *finder, hrb__text part, const void *value);
void hrb__finder_free(hrb__finder *finder);

/* NULL: not there. */
const void *hrb__finder_get(const hrb__finder *finder, hrb__text text);
/* What the first of the parts stands for that `text` has anywhere. */
const void *hrb__finder_get_part(const hrb__finder *finder, hrb__text text);

#endif
