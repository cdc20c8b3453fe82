/* SPDX-License-Identifier: Apache-2.0 */
/* Marks that may be out of order: quotation marks without a partner, stops
 * doubled. Most of a document has none, which is seen sixteen bytes at a time. */
#ifndef HRB_FACT_MARKS_H
#define HRB_FACT_MARKS_H

#include "base/text.h"

/* Where marks have been looked for: texts are asked about in the order in which they stand, mostly. */
typedef struct hrb__marks {
    const char *from, *to; /* no mark begins here */
    const char *end;       /* of the source */
} hrb__marks;

/* Whether a quotation mark or a doubled stop begins in a text of the source. */
bool hrb__marks_look(hrb__marks *marks, hrb__text text);
static inline bool hrb__marks_in(hrb__marks *marks, hrb__text text)
{
    bool is_known = marks->from <= text.data && text.data + text.length <= marks->to;
    return !is_known && text.length > 0 && hrb__marks_look(marks, text);
}

/* Whether the quotation marks of a text have their partners and no stop is doubled. */
bool hrb__marks_in_order(const hrb__marks *marks, hrb__text text);

#endif
