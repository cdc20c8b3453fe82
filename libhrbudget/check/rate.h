/* SPDX-License-Identifier: Apache-2.0 */
/* Growth, shares and completion: a rate stated beside the amounts it follows from. */
#ifndef HRB_CHECK_RATE_H
#define HRB_CHECK_RATE_H

#include <hrbudget/hrbudget.h>

/* How the terms of an equation hang together. Rates are in hundredths of a percent. */
typedef enum hrb__form {
    HRB__FORM_SUM,      /* whole = parts */
    HRB__FORM_GROWTH,   /* rate = (figure - earlier) / earlier; terms: rate, figure, earlier */
    HRB__FORM_INCREASE, /* rate = change / (figure - change); terms: rate, figure, change */
    HRB__FORM_RATIO,    /* rate = part / whole; terms: rate, part, whole */
    HRB__FORM_REACHED   /* rate = figure / (figure - change); terms: rate, figure, change */
} hrb__form;

/* The three terms of a rate in the order of the form, with the value of each one's last digit. */
typedef struct hrb__rate {
    hrb__form form;
    int64_t value[3], quantum[3];
} hrb__rate;

typedef struct hrb__rate_result {
    hrb_verdict verdict;
    bool has_base;      /* false: the earlier figure or the whole is 0, so that no rate can be stated */
    int64_t follows;    /* the rate that follows from the amounts, rounded to the last digit of the stated one */
    int64_t tolerance;  /* hundredths of a percent, either side */
} hrb__rate_result;

hrb__rate_result hrb__judge_rate(const hrb__rate *rate);
/* The value of one term (0 to 2) that the two others call for, rounded to its
 * last digit; false where there is none. */
bool hrb__solve_rate(const hrb__rate *rate, int term, int64_t *value);

#endif
