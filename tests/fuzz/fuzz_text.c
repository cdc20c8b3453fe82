/* SPDX-License-Identifier: Apache-2.0 */
/* The whole way from bytes to findings: no input may crash it, and reading the same bytes twice gives the same report. */
#include <hrbudget/hrbudget.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *first = NULL;
    for (int round = 0; round < 2; round++) {
        hrb_document *document = NULL;
        hrb_report *report = NULL;
        hrb_error *error = NULL;
        char *text = NULL;
        hrb_status status = hrb_document_read(data, size, NULL, &document, &error);
        if ((status == HRB_OK) != (document != NULL) || (status == HRB_OK) != (error == NULL))
            __builtin_trap();
        if (status == HRB_OK && hrb_document_check(document, NULL, &report, NULL) == HRB_OK &&
            hrb_report_format(report, HRB_FORMAT_JSON, HRB_LANG_ZH, HRB_SEVERITY_INFO, &text, NULL, NULL) == HRB_OK) {
            if (first != NULL && strcmp(first, text) != 0)
                __builtin_trap();
        }
        hrb_string_free(first);
        first = text;
        hrb_report_free(report);
        hrb_document_free(document);
        hrb_error_free(error);
    }
    hrb_string_free(first);
    return 0;
}
