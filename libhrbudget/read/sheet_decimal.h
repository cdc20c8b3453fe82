/* SPDX-License-Identifier: Apache-2.0 */
/* Decimals of the 15 digits that spreadsheets show. */
#ifndef HRB_READ_SHEET_DECIMAL_H
#define HRB_READ_SHEET_DECIMAL_H

#include "base/text.h"

#define HRB__MAX_EXPONENT 310 /* of a double */

/* digits * 10^exponent, without trailing zeros */
typedef struct hrb__decimal {
    uint64_t digits;
    int exponent;
    bool negative;
} hrb__decimal;

/* The digits before the point ("" for 0) and behind it. */
typedef struct hrb__spelled {
    char integer[HRB__MAX_EXPONENT + 128], fraction[HRB__MAX_EXPONENT + 128];
    int integer_length, fraction_length;
} hrb__spelled;

bool hrb__decimal_parse(hrb__text text, hrb__decimal *out);
/* Rounds half away from zero, as spreadsheets do, to at most `decimals` digits behind the point. */
hrb__decimal hrb__decimal_round(hrb__decimal d, int decimals);
void hrb__decimal_spell(hrb__decimal d, hrb__spelled *out);
int hrb__decimal_compare(hrb__decimal a, hrb__decimal b);

#endif
