/* SPDX-License-Identifier: Apache-2.0 */
/* Adds one equation to the rules that the library carries, and checks with it. */
#include <hrbudget/hrbudget.h>
#include <stdio.h>
#include <string.h>

/* A bureau's own demand: in every table, project expenditure at most what basic expenditure is. */
static const char OURS[] = "{\"schema\": \"hrbudget.rulebook/1\", \"extends\": \"default\", \"rules\": [\n"
                           "  {\"id\": \"HB-SAME-900\", \"kind\": \"at_most\", \"severity\": \"warning\",\n"
                           "   \"left\": {\"flow\": \"expenditure\", \"nature\": \"project\"},\n"
                           "   \"right\": {\"flow\": \"expenditure\", \"nature\": \"basic\"},\n"
                           "   \"zh\": \"项目支出不应超过基本支出\", \"en\": \"project expenditure must not exceed basic expenditure\"}]}";

int main(int argc, char **argv)
{
    hrb_rulebook *rules = NULL;
    hrb_options *options = NULL;
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    hrb_error *error = NULL;
    hrb_status status = hrb_rulebook_load(OURS, strlen(OURS), &rules, &error);
    if (status == HRB_OK)
        status = hrb_options_new(&options);
    if (status == HRB_OK)
        status = hrb_options_set_rulebook(options, rules);
    if (status == HRB_OK)
        status = hrb_document_read_file(argc > 1 ? argv[1] : "", options, &document, &error);
    if (status == HRB_OK)
        status = hrb_document_check(document, options, &report, &error);
    if (status != HRB_OK)
        fprintf(stderr, "%s: %s\n", hrb_status_name(status), hrb_error_message(error, HRB_LANG_EN));

    size_t evaluated = 0, broken = 0;
    for (size_t i = 0; i < hrb_equation_count(report); i++) {
        if (strcmp(hrb_equation_rule(report, i), "HB-SAME-900") != 0)
            continue;
        evaluated++;
        broken += hrb_equation_verdict(report, i) == HRB_VERDICT_FAIL;
    }
    printf("HB-SAME-900: %zu evaluated, %zu broken\n", evaluated, broken);

    /* The books are kept by reference: free them last. */
    hrb_report_free(report);
    hrb_document_free(document);
    hrb_options_free(options);
    hrb_rulebook_free(rules);
    hrb_error_free(error);
    return status == HRB_OK ? 0 : 1;
}
