/* SPDX-License-Identifier: Apache-2.0 */
/* A figure written with digits: sign, groups, point. */
#ifndef HRB_AMOUNT_FIGURE_H
#define HRB_AMOUNT_FIGURE_H

#include <hrbudget/hrbudget.h>

#include "base/text.h"

/* Reads the whole text as a figure in `unit`; on failure *bad is the offset of
 * the first byte that does not fit. */
hrb_status hrb__figure_parse(hrb__text text, hrb_unit unit, bool lenient_groups, hrb_amount *out, size_t *bad);
/* Length of a minus sign of any kind at the start, 0 if there is none. */
size_t hrb__minus_length(hrb__text text);

#endif
