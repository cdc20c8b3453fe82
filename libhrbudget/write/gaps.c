/* SPDX-License-Identifier: Apache-2.0 */
/* What was not evaluated, counted by rule and reason in the order of first sight. */
#include <glib.h>

#include "write/write.h"

hrb__gaps hrb__collect_gaps(const hrb_report *report, hrb_lang lang)
{
    GArray *gaps = g_array_new(FALSE, FALSE, sizeof(hrb__gap));
    GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL); /* rule and reason -> index + 1 */
    for (size_t i = 0; i < hrb_equation_count(report); i++) {
        if (hrb_equation_verdict(report, i) != HRB_VERDICT_NOT_EVALUATED)
            continue;
        const char *rule = hrb_equation_rule(report, i), *reason = hrb_equation_reason(report, i, lang);
        char *key = g_strdup_printf("%s\t%s", rule, reason);
        guint index = GPOINTER_TO_UINT(g_hash_table_lookup(known, key));
        if (index > 0) {
            g_array_index(gaps, hrb__gap, index - 1).count++;
            g_free(key);
        } else {
            hrb__gap gap = {rule, reason, 1};
            g_array_append_val(gaps, gap);
            g_hash_table_insert(known, key, GUINT_TO_POINTER(gaps->len));
        }
    }
    g_hash_table_destroy(known);
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
