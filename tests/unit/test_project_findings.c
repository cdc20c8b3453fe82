/* SPDX-License-Identifier: Apache-2.0 */
/* tests/cases/projects/cases.txt: small documents and the rules that must be found in them, no more and no less. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <hrbudget/hrbudget.h>

#define CASES HRB_CASES_DIR "/projects/cases.txt"
#define MAX_DOCUMENT 65536

static size_t failed, checked;

/* Whether a rule is one of those the cases are about. */
static bool is_ours(const char *rule)
{
    static const char *const OURS[] = {"HB-PROJ-", "HB-KPI-", "HB-CALC-010", "HB-COUNT-030", "HB-COUNT-040"};
    for (size_t i = 0; i < sizeof OURS / sizeof OURS[0]; i++)
        if (strncmp(rule, OURS[i], strlen(OURS[i])) == 0)
            return true;
    return false;
}

static void check_document(const char *title, const char *text, const char *expected)
{
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    char found[1024] = "";
    assert_int_equal(hrb_document_read(text, strlen(text), NULL, &document, NULL), HRB_OK);
    assert_int_equal(hrb_document_check(document, NULL, &report, NULL), HRB_OK);
    for (size_t i = 0; i < hrb_finding_count(report); i++) {
        if (!is_ours(hrb_finding_rule(report, i)))
            continue;
        if (found[0] != '\0')
            strncat(found, " ", sizeof found - strlen(found) - 1);
        strncat(found, hrb_finding_rule(report, i), sizeof found - strlen(found) - 1);
        assert_true(strlen(hrb_finding_message(report, i, HRB_LANG_ZH)) > 0);
        assert_true(strlen(hrb_finding_message(report, i, HRB_LANG_EN)) > 0);
        assert_true(hrb_finding_location_count(report, i) > 0);
        assert_true(hrb_location_place(report, i, 0).line > 0);
    }
    if (strcmp(found, expected) != 0) {
        print_error("%s: expected \"%s\", found \"%s\"\n", title, expected, found);
        failed++;
    }
    checked++;
    hrb_report_free(report);
    hrb_document_free(document);
}

static void each_rule_is_found_where_it_is_broken_and_nowhere_else(void **state)
{
    (void)state;
    static char line[8192], text[MAX_DOCUMENT], title[512], expected[256];
    FILE *file = fopen(CASES, "rb");
    assert_non_null(file);
    bool open = false;
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "=== ", 4) != 0) {
            if (open)
                strncat(text, line, sizeof text - strlen(text) - 1);
            continue;
        }
        if (open)
            check_document(title, text, expected);
        char *arrow = strstr(line, " =>");
        assert_non_null(arrow);
        *arrow = '\0';
        arrow += 3;
        while (*arrow == ' ')
            arrow++;
        arrow[strcspn(arrow, "\n")] = '\0';
        snprintf(title, sizeof title, "%.500s", line + 4);
        snprintf(expected, sizeof expected, "%.250s", arrow);
        text[0] = '\0';
        open = true;
    }
    if (open)
        check_document(title, text, expected);
    fclose(file);
    print_message("%zu documents\n", checked);
    assert_int_equal(failed, 0);
    assert_true(checked >= 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_rule_is_found_where_it_is_broken_and_nowhere_else)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
