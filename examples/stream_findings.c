/* SPDX-License-Identifier: Apache-2.0 */
/* Hands findings to a callback as documents are checked, and stops when it has
 * had enough: a report is a list, so the stream is a loop of one's own. */
#include <hrbudget/hrbudget.h>
#include <stdbool.h>
#include <stdio.h>

/* Gets one finding; false ends the stream. */
typedef bool (*finding_callback)(const hrb_report *report, size_t finding, void *user);

static hrb_status stream(const char *path, finding_callback callback, void *user)
{
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    hrb_error *error = NULL;
    hrb_status status = hrb_document_read_file(path, NULL, &document, &error);
    if (status == HRB_OK)
        status = hrb_document_check(document, NULL, &report, &error);
    if (status != HRB_OK)
        fprintf(stderr, "%s: %s\n", path, hrb_error_message(error, HRB_LANG_EN));
    for (size_t i = 0; i < hrb_finding_count(report); i++)
        if (!callback(report, i, user))
            break;
    hrb_report_free(report);
    hrb_document_free(document);
    hrb_error_free(error);
    return status;
}

static bool print_errors(const hrb_report *report, size_t finding, void *user)
{
    int *left = user;
    if (hrb_finding_severity(report, finding) < HRB_SEVERITY_ERROR)
        return true;
    printf("%s %s\n", hrb_finding_rule(report, finding), hrb_finding_fingerprint(report, finding));
    return --*left > 0;
}

int main(int argc, char **argv)
{
    int left = 100;
    for (int i = 1; i < argc && left > 0; i++)
        if (stream(argv[i], print_errors, &left) != HRB_OK)
            return 1;
    return 0;
}
