/* SPDX-License-Identifier: Apache-2.0 */
/* Takes a performance target apart, and says whether what was achieved meets it. */
#include <hrbudget/hrbudget.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    const char *text = argc > 1 ? argv[1] : "≥90%", *actual = argc > 2 ? argv[2] : "95%";
    hrb_target *target = NULL;
    hrb_error *error = NULL;
    hrb_outcome outcome = HRB_OUTCOME_NOT_COMPARABLE;
    hrb_outcome_reason reason = 0;
    hrb_status status = hrb_target_parse(text, strlen(text), NULL, 0, &target, &error);
    if (status == HRB_OK)
        status = hrb_target_evaluate(target, actual, strlen(actual), &outcome, &reason, &error);
    if (status == HRB_OK) {
        char explained[400];
        hrb_target_explain(target, HRB_LANG_EN, explained, sizeof explained);
        printf("%s\n%s: %s (%s)\n", explained, actual, hrb_outcome_name(outcome), hrb_outcome_reason_text(reason, HRB_LANG_EN));
    } else {
        fprintf(stderr, "%s: %s\n", hrb_status_name(status), hrb_error_message(error, HRB_LANG_EN));
    }
    hrb_target_free(target);
    hrb_error_free(error);
    return status == HRB_OK ? 0 : 1;
}
