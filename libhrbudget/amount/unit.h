/* SPDX-License-Identifier: Apache-2.0 */
/* The names of units. */
#ifndef HRB_AMOUNT_UNIT_H
#define HRB_AMOUNT_UNIT_H

#include <hrbudget/hrbudget.h>

#include "base/text.h"

/* Those that a table may state, the usual ones first. */
#define HRB__TABLE_UNITS 5
extern const hrb_unit hrb__table_units[HRB__TABLE_UNITS];

/* "元", "万元" ...; NULL for a number that is no unit. */
const char *hrb__unit_name(hrb_unit unit);
/* The unit whose name the text is, HRB_UNIT_NONE if it is none; 万 and 亿 alone count. */
hrb_unit hrb__unit_named(hrb__text text);
/* Bytes of the longest unit name at the end of the text, 0 if there is none. */
size_t hrb__unit_suffix(hrb__text text, hrb_unit *unit);

#endif
