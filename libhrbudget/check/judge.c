/* SPDX-License-Identifier: Apache-2.0 */
/* Verdicts. A figure stands for every amount within half of its last stated
 * digit; an equation holds if some choice of those amounts satisfies it. */
#include "check/report.h"

hrb__rate hrb__equation_rate(const hrb_report *report, const hrb__equation *equation)
{
    hrb__rate rate = {.form = (hrb__form)equation->form};
    for (int i = 0; i < 3; i++) {
        const hrb__fact *fact = &report->facts[report->terms[equation->first_term + (uint32_t)i]];
        rate.value[i] = fact->value;
        rate.quantum[i] = fact->quantum;
    }
    return rate;
}

static hrb_verdict judge_rate(const hrb_report *report, hrb__equation *equation)
{
    hrb__rate rate = hrb__equation_rate(report, equation);
    hrb__rate_result result = hrb__judge_rate(&rate);
    if (result.verdict == HRB_VERDICT_NOT_EVALUATED)
        equation->reason = rate.value[2] == 0 ? HRB__REASON_NO_BASE : HRB__REASON_OVERFLOW;
    equation->residual = result.has_base ? rate.value[0] - result.follows : rate.value[0];
    equation->tolerance = result.tolerance;
    return result.verdict;
}

hrb_verdict hrb__judge_equation(const hrb_report *report, hrb__equation *equation)
{
    const hrb__fact *facts = report->facts;
    if (equation->reason != HRB__REASON_NONE)
        return HRB_VERDICT_NOT_EVALUATED;
    if (equation->form != HRB__FORM_SUM)
        return judge_rate(report, equation);
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
    /* A bound holds if it may: with some choice of the amounts the whole is not more, or not less. */
    if (residual == 0 || (equation->at_most && residual <= tolerance) || (equation->at_least && residual >= -tolerance))
        return HRB_VERDICT_PASS;
    if ((residual < 0 ? -residual : residual) <= tolerance)
        return HRB_VERDICT_ROUNDING;
    if (equation->is_doubtful)
        equation->reason = HRB__REASON_UNKNOWN_COLUMN;
    return equation->is_doubtful ? HRB_VERDICT_NOT_EVALUATED : HRB_VERDICT_FAIL;
}

void hrb__judge(hrb_report *report)
{
    for (size_t i = 0; i < report->equation_count; i++) {
        report->equations[i].verdict = (uint8_t)hrb__judge_equation(report, &report->equations[i]);
        report->verdicts[report->equations[i].verdict]++;
    }
}
