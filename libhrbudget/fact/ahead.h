/* SPDX-License-Identifier: Apache-2.0 */
/* What is rare in the source is looked for in long stretches, and most texts are
 * then known not to have it. They are asked about in the order in which they stand, mostly. */
#ifndef HRB_FACT_AHEAD_H
#define HRB_FACT_AHEAD_H

#include "base/text.h"

typedef struct hrb__ahead {
    const char *from, *to; /* it does not begin in between */
    const char *end;       /* of the source */
} hrb__ahead;

/* The first in [p, stop), or a place from `stop` on that none begins before. Bytes up to `end` may be read. */
typedef const char *(*hrb__finds)(const char *p, const char *stop, const char *end);

/* Whether one begins in a text of the source; looks at `further` bytes behind it while it is there. */
static inline bool hrb__ahead_has(hrb__ahead *ahead, hrb__text text, size_t further, hrb__finds find)
{
    const char *stop = text.data + text.length;
    bool goes_on = ahead->from <= text.data && text.data <= ahead->to;
    if ((goes_on && stop <= ahead->to) || text.length == 0)
        return false;
    const char *begin = goes_on ? ahead->to : text.data;
    ahead->from = goes_on ? ahead->from : begin;
    ahead->to = find(begin, (size_t)(ahead->end - stop) > further ? stop + further : ahead->end, ahead->end);
    return ahead->to < stop;
}

#endif
