/* SPDX-License-Identifier: Apache-2.0 */
/* Published PDFs of several provinces and years: every statutory table is
 * recognised, the document says right whose it is, and a changed amount is
 * noticed. The documents stand beside the project; without them, or without
 * pdftotext, the test is skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fact/document.h"

#define SKIPPED 77
#define CHANGES_EACH 40 /* amounts of each document that are changed, one at a time */

static const struct {
    const char *file;
    int year;
    const char *kind, *department, *region;
    size_t tables;
} DOCUMENTS[] = {
    {"jiangsu-gaoyuan-2017-budget", 2017, "budget", "江苏省高级人民法院", "江苏省", 12},
    {"jiangsu-gaoyuan-2018-budget", 2018, "budget", "江苏省高级人民法院", "江苏省", 12},
    {"jiangsu-gaoyuan-2019-budget", 2019, "budget", "江苏省高级人民法院", "江苏省", 12},
    {"jiangsu-renda-2017-budget", 2017, "budget", "江苏省人大常委会办公厅", "江苏省", 12},
    {"jiangsu-renda-2018-budget", 2018, "budget", "江苏省人大常委会办公厅", "江苏省", 12},
    {"jiangsu-renda-2019-budget-tables", 2019, "budget", "江苏省人大常委会办公厅", "江苏省", 12},
    {"jiangsu-renda-2019-budget-text", 2019, "budget", "江苏省人大常委会办公厅", "江苏省", 0},
    {"putuo-caizhengju-dept-2025-budget", 2025, "budget", "上海市普陀区财政局", "上海市普陀区", 9},
    {"putuo-guiziju-2024-finalaccount", 2024, "final", "上海市普陀区规划和自然资源局", "上海市普陀区", 9},
    {"putuo-shangwuwei-dept-2025-budget", 2025, "budget", "上海市普陀区商务委员会", "上海市普陀区", 9},
    {"putuo-sifaju-dept-2026-budget", 2026, "budget", "上海市普陀区司法局", "上海市普陀区", 9},
    {"putuo-wanli-dept-2024-budget", 2024, "budget", "上海市普陀区人民政府万里街道办事处", "上海市普陀区", 9},
    {"putuo-wanli-dept-2025-budget", 2025, "budget", "上海市普陀区人民政府万里街道办事处", "上海市普陀区", 9},
    {"putuo-zhengfuban-dept-2025-budget", 2025, "budget", "上海市普陀区人民政府办公室", "上海市普陀区", 9},
    {"putuo-zhengfuban-unit-2025-budget", 2025, "budget", "上海市普陀区人民政府办公室", "上海市普陀区", 9},
};
#define DOCUMENT_COUNT (sizeof DOCUMENTS / sizeof DOCUMENTS[0])

static hrb_document *documents[DOCUMENT_COUNT];

static void test_identity(void **state)
{
    (void)state;
    for (size_t i = 0; i < DOCUMENT_COUNT; i++) {
        assert_int_equal(hrb_document_year(documents[i]), DOCUMENTS[i].year);
        assert_string_equal(hrb_document_kind(documents[i]), DOCUMENTS[i].kind);
        assert_string_equal(hrb_document_department(documents[i]), DOCUMENTS[i].department);
        assert_string_equal(hrb_document_region(documents[i]), DOCUMENTS[i].region);
    }
    assert_string_equal(hrb_document_level(documents[DOCUMENT_COUNT - 1]), "unit");
    assert_string_equal(hrb_document_level(documents[DOCUMENT_COUNT - 2]), "department");
}

static void test_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < DOCUMENT_COUNT; i++) {
        size_t known = 0;
        for (size_t t = 0; t < hrb_table_count(documents[i]); t++)
            known += hrb_table_kind(documents[i], t)[0] != '\0';
        if (known != DOCUMENTS[i].tables)
            print_error("%s: %zu tables\n", DOCUMENTS[i].file, known);
        assert_int_equal(known, DOCUMENTS[i].tables);
    }
}

/* Findings that only tables make: the real tables contradict themselves nowhere. */
static void test_tables_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < DOCUMENT_COUNT; i++) {
        hrb_report *report;
        assert_int_equal(hrb_document_check(documents[i], NULL, &report, NULL), HRB_OK);
        for (size_t e = 0; e < hrb_equation_count(report); e++) {
            bool in_tables = true;
            for (size_t k = 0; k < hrb_equation_term_count(report, e); k++) {
                size_t fact;
                assert_true(hrb_equation_term(report, e, k, &fact, NULL));
                in_tables = in_tables && hrb_fact_table(documents[i], fact) >= 0;
            }
            if (in_tables && hrb_equation_verdict(report, e) == HRB_VERDICT_FAIL)
                print_error("%s: %s does not hold\n", DOCUMENTS[i].file, hrb_equation_rule(report, e));
            assert_false(in_tables && hrb_equation_verdict(report, e) == HRB_VERDICT_FAIL);
        }
        hrb_report_free(report);
    }
}

static size_t count_errors(const hrb_document *document)
{
    hrb_report *report;
    size_t errors = 0;
    assert_int_equal(hrb_document_check(document, NULL, &report, NULL), HRB_OK);
    for (size_t i = 0; i < hrb_finding_count(report); i++)
        errors += hrb_finding_severity(report, i) == HRB_SEVERITY_ERROR;
    hrb_report_free(report);
    return errors;
}

/* Understands the blocks of a document again, which stay its own. */
static size_t errors_of_blocks(const hrb_document *original)
{
    struct hrb_options options = hrb__options_resolve(NULL);
    hrb_document *document;
    assert_int_equal(hrb__document_open(&original->blocks, "", &options, &document, NULL), HRB_OK);
    size_t errors = count_errors(document);
    memset(&document->blocks, 0, sizeof document->blocks);
    hrb_document_free(document);
    return errors;
}

/* The first digit of an amount whose change no rounding explains, or NULL. */
static char *first_digit(const hrb_document *document, const hrb__fact *fact)
{
    char *text = (char *)(uintptr_t)document->blocks.source.text + fact->offset;
    if (fact->table < 0 || fact->value == 0 || fact->length < 4)
        return NULL;
    return text[0] >= '1' && text[0] <= '9' ? text : NULL;
}

static void test_changes(void **state)
{
    (void)state;
    size_t tried = 0, noticed = 0;
    for (size_t i = 0; i < DOCUMENT_COUNT; i++) {
        const hrb_document *document = documents[i];
        size_t step = document->fact_count / CHANGES_EACH + 1, before = errors_of_blocks(document);
        for (size_t f = 0; f < document->fact_count; f += step) {
            char *digit = first_digit(document, &document->facts[f]);
            if (digit == NULL)
                continue;
            char kept = *digit;
            *digit = kept == '9' ? '1' : (char)(kept + 1);
            bool found = errors_of_blocks(document) > before;
            *digit = kept;
            tried++;
            noticed += found;
            if (!found)
                print_message("%s: a change of %s is not noticed\n", DOCUMENTS[i].file, document->fact_texts[f]);
        }
    }
    print_message("%zu of %zu changes noticed\n", noticed, tried);
    assert_true(tried > 200);
    assert_true(noticed * 100 >= tried * 99);
}

static bool read_all(void)
{
    for (size_t i = 0; i < DOCUMENT_COUNT; i++) {
        char path[1024];
        hrb_error *error = NULL;
        snprintf(path, sizeof path, "%s/corpus/%s.pdf", HRB_SHARED_DIR, DOCUMENTS[i].file);
        if (access(path, R_OK) != 0) {
            printf("skipped: %s is missing\n", path);
            return false;
        }
        hrb_status status = hrb_document_read_file(path, NULL, &documents[i], &error);
        if (status == HRB_ERROR_UNSUPPORTED) {
            printf("skipped: %s\n", hrb_error_message(error, HRB_LANG_EN));
            hrb_error_free(error);
            return false;
        }
        if (status != HRB_OK) {
            fprintf(stderr, "%s: %s\n", path, hrb_error_message(error, HRB_LANG_EN));
            exit(1);
        }
    }
    return true;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_identity),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_tables_agree),
        cmocka_unit_test(test_changes),
    };
    if (!read_all())
        return SKIPPED;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    for (size_t i = 0; i < DOCUMENT_COUNT; i++)
        hrb_document_free(documents[i]);
    return failed;
}
