/* SPDX-License-Identifier: Apache-2.0 */
/* Marks that may be out of order: quotation marks without a partner, stops
 * doubled. Most of a document has none, which is seen sixteen bytes at a time. */
#ifndef HRB_FACT_MARKS_H
#define HRB_FACT_MARKS_H

#include "fact/ahead.h"

/* Whether a quotation mark or a doubled stop begins in a text of the source. */
bool hrb__marks_in(hrb__ahead *marks, hrb__text text);

/* Whether the quotation marks of a text have their partners and no stop is doubled. */
bool hrb__marks_in_order(const hrb__ahead *marks, hrb__text text);

#endif
