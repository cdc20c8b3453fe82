/* SPDX-License-Identifier: Apache-2.0 */
/* What was not evaluated, counted by rule and reason in the order of first sight. */
#include <glib.h>

#include "write/write.h"

/* The gap of a rule and a reason, each of which is one text for all equations; mostly that of the equation before. */
static guint find_gap(GArray *gaps, const char *rule, const char *reason, guint last)
{
    for (guint k = 0; k < gaps->len; k++) {
        guint i = (last + k) % gaps->len;
        const hrb__gap *gap = &g_array_index(gaps, hrb__gap, i);
        if (gap->rule == rule && gap->reason == reason)
            return i;
    }
    hrb__gap gap = {rule, reason, 0};
    g_array_append_val(gaps, gap);
    return gaps->len - 1;
}

hrb__gaps hrb__collect_gaps(const hrb_report *report, hrb_lang lang)
{
    GArray *gaps = g_array_new(FALSE, FALSE, sizeof(hrb__gap));
    guint last = 0;
    for (size_t i = 0; i < hrb_equation_count(report); i++) {
        if (hrb_equation_verdict(report, i) != HRB_VERDICT_NOT_EVALUATED)
            continue;
        last = find_gap(gaps, hrb_equation_rule(report, i), hrb_equation_reason(report, i, lang), last);
        g_array_index(gaps, hrb__gap, last).count++;
    }
    hrb__gaps result = {.count = gaps->len};
    result.items = (hrb__gap *)(void *)g_array_free(gaps, FALSE);
    return result;
}

void hrb__free_gaps(hrb__gaps *gaps)
{
    g_free(gaps->items);
    *gaps = (hrb__gaps){0};
}

hrb__tally hrb__tally_findings(const hrb_report *report, hrb_severity least)
{
    hrb__tally tally = {0};
    for (size_t i = 0; i < hrb_finding_count(report); i++) {
        hrb_severity severity = hrb_finding_severity(report, i);
        if (hrb_finding_is_known(report, i))
            tally.known++;
        else if (severity < least)
            tally.hidden++;
        else
            tally.shown[severity]++;
    }
    return tally;
}
