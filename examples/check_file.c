/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a disclosure, checks it, prints each finding. */
#include <hrbudget/hrbudget.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    hrb_error *error = NULL;
    hrb_status status = hrb_document_read_file(argc > 1 ? argv[1] : "", NULL, &document, &error);
    if (status == HRB_OK)
        status = hrb_document_check(document, NULL, &report, &error);
    if (status != HRB_OK)
        fprintf(stderr, "%s: %s\n", hrb_status_name(status), hrb_error_message(error, HRB_LANG_EN));
    for (size_t i = 0; i < hrb_finding_count(report); i++)
        printf("line %d: %s: %s\n", hrb_location_place(report, i, 0).line, hrb_finding_rule(report, i),
               hrb_finding_message(report, i, HRB_LANG_ZH));
    hrb_report_free(report);
    hrb_document_free(document);
    hrb_error_free(error);
    return status == HRB_OK ? 0 : 1;
}
