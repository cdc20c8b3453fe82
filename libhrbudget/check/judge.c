/* SPDX-License-Identifier: Apache-2.0 */
/* Verdicts. A figure stands for every amount within half of its last stated
 * digit; an equation holds if some choice of those amounts satisfies it. */
#include "check/report.h"

static hrb_verdict judge(const hrb_report *report, hrb__equation *equation)
{
    const hrb__fact *facts = report->document->facts;
    if (equation->reason != HRB__REASON_NONE)
        return HRB_VERDICT_NOT_EVALUATED;
    int64_t residual = 0, tolerance = 0;
    bool overflow = false;
    for (uint32_t i = 0; i < equation->term_count; i++) {
        const hrb__fact *fact = &facts[report->terms[equation->first_term + i]];
        overflow = overflow || (i == 0 ? __builtin_add_overflow(residual, fact->value, &residual)
                                       : __builtin_sub_overflow(residual, fact->value, &residual)) ||
                   __builtin_add_overflow(tolerance, fact->quantum / 2, &tolerance);
    }
    if (overflow || residual == INT64_MIN) {
        equation->reason = HRB__REASON_OVERFLOW;
        return HRB_VERDICT_NOT_EVALUATED;
    }
    equation->residual = residual;
    equation->tolerance = tolerance;
    /* A bound holds if it may: with some choice of the amounts the whole is not more. */
    if (residual == 0 || (equation->at_most && residual <= tolerance))
        return HRB_VERDICT_PASS;
    return (residual < 0 ? -residual : residual) <= tolerance ? HRB_VERDICT_ROUNDING : HRB_VERDICT_FAIL;
}

void hrb__judge(hrb_report *report)
{
    for (size_t i = 0; i < report->equation_count; i++) {
        report->equations[i].verdict = (uint8_t)judge(report, &report->equations[i]);
        report->verdicts[report->equations[i].verdict]++;
    }
}
