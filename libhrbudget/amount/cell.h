/* SPDX-License-Identifier: Apache-2.0 */
/* The fast path: what one cell of a table states. */
#ifndef HRB_AMOUNT_CELL_H
#define HRB_AMOUNT_CELL_H

#include <hrbudget/hrbudget.h>

#include "base/text.h"

typedef enum hrb__cell_kind {
    HRB__CELL_AMOUNT,
    HRB__CELL_BLANK, /* nothing, -, — or 无: not stated, which is not 0 */
    HRB__CELL_TEXT,
    HRB__CELL_BAD_AMOUNT /* made of the characters of a figure, and none */
} hrb__cell_kind;

/* Classifies a trimmed cell. Misplaced separators are accepted; *why is set for a bad amount. */
hrb__cell_kind hrb__cell_amount(hrb__text text, hrb_unit unit, hrb_amount *out, hrb_status *why);
/* The same without the amount, in yuan: what a cell is, and whether the figure has decimals. */
hrb__cell_kind hrb__cell_look(hrb__text text, bool *has_decimals);
/* Whether a text says that nothing is stated: "", -, —, ——, /, 无. */
bool hrb__is_not_stated(hrb__text text);

#endif
