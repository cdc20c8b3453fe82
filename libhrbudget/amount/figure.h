/* SPDX-License-Identifier: Apache-2.0 */
/* A figure written with digits: sign, groups, point. */
#ifndef HRB_AMOUNT_FIGURE_H
#define HRB_AMOUNT_FIGURE_H

#include <hrbudget/hrbudget.h>

#include "base/text.h"

/* Digits as read: value × 10^-(decimals - zeros_cut). */
typedef struct hrb__figure {
    unsigned __int128 value;
    int digits;    /* significant ones */
    int any;       /* digits at all */
    int decimals;  /* -1: there is no point */
    int zeros_cut; /* zeros at the end of the decimals, which `value` leaves out */
} hrb__figure;

/* Reads the whole text as digits, groups and a point, without a sign. On failure *bad is the offset of the
 * first byte that does not fit; a text that is a figure but too long is HRB_ERROR_OVERFLOW or _PRECISION. */
hrb_status hrb__figure_scan(hrb__text text, bool lenient_groups, hrb__figure *out, size_t *bad);
/* The same as an amount in `unit`, negative or not. */
hrb_status hrb__figure_read(hrb__text text, hrb_unit unit, bool lenient_groups, bool negative, hrb_amount *out, size_t *bad);
/* The same with a sign in front. */
hrb_status hrb__figure_parse(hrb__text text, hrb_unit unit, bool lenient_groups, hrb_amount *out, size_t *bad);
/* Length of a minus sign of any kind at the start, 0 if there is none. */
size_t hrb__minus_length(hrb__text text);

#endif
