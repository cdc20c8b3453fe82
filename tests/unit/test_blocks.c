/* SPDX-License-Identifier: Apache-2.0 */
/* Documents of a program that has its tables in memory. */
#include "testing.h"

static hrb_blocks *new_blocks(void)
{
    hrb_blocks *blocks = NULL;
    assert_int_equal(hrb_blocks_new(&blocks), HRB_OK);
    return blocks;
}

static void add_row(hrb_blocks *blocks, const char *const *texts, size_t count)
{
    assert_int_equal(hrb_blocks_add_row(blocks, texts, count), HRB_OK);
}
#define ADD_ROW(blocks, ...) add_row((blocks), (const char *const[]){__VA_ARGS__}, COUNT(((const char *const[]){__VA_ARGS__})))

/* A table whose header spans: 合计 | 其中 over 基本支出, 项目支出. The total is off by one yuan. */
static hrb_blocks *a_budget(void)
{
    hrb_blocks *blocks = new_blocks();
    hrb_blocks_add_paragraph(blocks, LENGTH("示例市青云区某局2026年部门预算"));
    hrb_blocks_add_paragraph(blocks, LENGTH("2026年部门一般公共预算支出功能分类预算表"));
    hrb_blocks_add_paragraph(blocks, LENGTH("单位：元"));
    hrb_blocks_begin_row(blocks);
    hrb_blocks_add_cell(blocks, LENGTH("功能分类科目编码"), 1, 2);
    hrb_blocks_add_cell(blocks, LENGTH("功能分类科目名称"), 1, 2);
    hrb_blocks_add_cell(blocks, LENGTH("合计"), 1, 2);
    hrb_blocks_add_cell(blocks, LENGTH("其中"), 2, 1);
    ADD_ROW(blocks, "基本支出", "项目支出"); /* falls below 其中: the columns before are covered from above */
    ADD_ROW(blocks, "208", "社会保障和就业支出", "3,000.00", "1,000.00", "2,000.00");
    ADD_ROW(blocks, "20801", "人力资源和社会保障管理事务", "3,000.00", "1,000.00", "2,000.00");
    ADD_ROW(blocks, "2080101", "行政运行", "1,000.00", "1,000.00", NULL);
    ADD_ROW(blocks, "2080102", "一般行政管理事务", "2,000.00", "", "2,000.00");
    ADD_ROW(blocks, "合计", NULL, "3,001.00", "1,000.00", "2,000.00");
    return blocks;
}

static void tables_in_memory_are_understood_and_checked_like_those_of_a_file(void **state)
{
    (void)state;
    hrb_blocks *blocks = a_budget();
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    hrb_error *error = NULL;
    assert_hrb_ok(hrb_document_from_blocks(blocks, NULL, &document, &error), error, "blocks");
    hrb_blocks_free(blocks); /* the document stays */
    assert_int_equal(hrb_document_year(document), 2026);
    assert_int_equal(hrb_table_count(document), 1);
    assert_string_equal(hrb_table_title(document, 0), "2026年部门一般公共预算支出功能分类预算表");
    assert_int_equal(hrb_table_unit(document, 0), HRB_UNIT_YUAN);
    assert_int_equal(hrb_fact_count(document), 13);
    assert_hrb_ok(hrb_document_check(document, NULL, &report, &error), error, "check");
    size_t suspect = SIZE_MAX;
    for (size_t i = 0; i < hrb_finding_count(report); i++)
        if (hrb_finding_severity(report, i) == HRB_SEVERITY_ERROR) {
            assert_int_equal(suspect, SIZE_MAX); /* one slip, one error */
            suspect = i;
        }
    assert_int_not_equal(suspect, SIZE_MAX);
    assert_string_equal(hrb_location_text(report, suspect, 0), "3,001.00");
    hrb_place place = hrb_location_place(report, suspect, 0);
    assert_int_equal(place.line, 10);
    assert_int_equal(place.row, 7);
    assert_int_equal(place.cell, 3);
    hrb_report_free(report);
    hrb_document_free(document);
}

static void the_same_blocks_give_the_same_document_and_may_grow_on(void **state)
{
    (void)state;
    hrb_blocks *blocks = a_budget();
    hrb_document *document = NULL;
    char first[65], second[65];
    for (int i = 0; i < 2; i++) {
        assert_int_equal(hrb_document_from_blocks(blocks, NULL, &document, NULL), HRB_OK);
        assert_int_equal(hrb_document_sha256(document, i == 0 ? first : second), HRB_OK);
        hrb_document_free(document);
    }
    assert_string_equal(first, second);
    assert_int_equal(hrb_blocks_add_paragraph(blocks, LENGTH("本部门2026年支出预算0.30万元。")), HRB_OK);
    assert_int_equal(hrb_document_from_blocks(blocks, NULL, &document, NULL), HRB_OK);
    assert_int_equal(hrb_document_sha256(document, second), HRB_OK);
    assert_string_not_equal(first, second);
    assert_true(hrb_fact_count(document) > 13);
    hrb_document_free(document);
    hrb_blocks_free(blocks);
}

static void two_tables_in_a_row_are_kept_apart(void **state)
{
    (void)state;
    hrb_blocks *blocks = new_blocks();
    for (int i = 0; i < 2; i++) {
        assert_int_equal(hrb_blocks_begin_table(blocks), HRB_OK);
        ADD_ROW(blocks, "2026年部门收入预算总表");
        ADD_ROW(blocks, "项目", "预算数");
        ADD_ROW(blocks, "财政拨款收入", "5.00");
        ADD_ROW(blocks, "合计", "5.00");
    }
    hrb_document *document = NULL;
    assert_int_equal(hrb_document_from_blocks(blocks, NULL, &document, NULL), HRB_OK);
    assert_int_equal(hrb_table_count(document), 2);
    hrb_document_free(document);
    hrb_blocks_free(blocks);
}

static void a_bad_row_is_not_half_added(void **state)
{
    (void)state;
    hrb_blocks *blocks = a_budget(), *again = a_budget();
    const char *const bad[] = {"2080199", "其他\xFF", "1.00"};
    assert_int_equal(hrb_blocks_add_row(blocks, bad, 3), HRB_ERROR_ENCODING);
    char left[65], right[65];
    hrb_document *document = NULL;
    assert_int_equal(hrb_document_from_blocks(blocks, NULL, &document, NULL), HRB_OK);
    hrb_document_sha256(document, left);
    hrb_document_free(document);
    assert_int_equal(hrb_document_from_blocks(again, NULL, &document, NULL), HRB_OK);
    hrb_document_sha256(document, right);
    hrb_document_free(document);
    assert_string_equal(left, right);
    hrb_blocks_free(blocks);
    hrb_blocks_free(again);
}

static void limits_hold_for_blocks_too(void **state)
{
    (void)state;
    hrb_blocks *blocks = a_budget();
    hrb_options *options = NULL;
    hrb_document *document = NULL;
    assert_int_equal(hrb_options_new(&options), HRB_OK);
    assert_int_equal(hrb_options_set_limit(options, HRB_LIMIT_CELLS, 10), HRB_OK);
    hrb_error *error = NULL;
    hrb_status status = hrb_document_from_blocks(blocks, options, &document, &error);
    assert_hrb_fails(status, error, HRB_ERROR_LIMIT, "cells");
    assert_null(document);
    assert_int_equal(hrb_options_set_limit(options, HRB_LIMIT_CELLS, 1000), HRB_OK);
    assert_int_equal(hrb_options_set_limit(options, HRB_LIMIT_INPUT_BYTES, 10), HRB_OK);
    assert_int_equal(hrb_document_from_blocks(blocks, options, &document, NULL), HRB_ERROR_LIMIT);
    hrb_options_free(options);
    hrb_blocks_free(blocks);
}

static void bad_arguments_are_told(void **state)
{
    (void)state;
    hrb_blocks *blocks = new_blocks();
    hrb_document *document = (hrb_document *)&document;
    assert_int_equal(hrb_blocks_new(NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_blocks_add_paragraph(NULL, "x", 1), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_blocks_add_paragraph(blocks, NULL, 1), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_blocks_add_paragraph(blocks, "\xFF", 1), HRB_ERROR_ENCODING);
    assert_int_equal(hrb_blocks_add_paragraph(blocks, "a\0b", 3), HRB_ERROR_ENCODING);
    assert_int_equal(hrb_blocks_add_cell(blocks, "x", 1, 1, 1), HRB_ERROR_ARGUMENT); /* no row is open */
    assert_int_equal(hrb_blocks_begin_row(NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_blocks_begin_table(NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_blocks_begin_row(blocks), HRB_OK);
    assert_int_equal(hrb_blocks_add_cell(blocks, "x", 1, 0, 1), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_blocks_add_cell(blocks, "x", 1, 1, 65535), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_blocks_add_cell(blocks, "x", 1, 65534, 1), HRB_OK);
    assert_int_equal(hrb_blocks_add_cell(blocks, "x", 1, 1, 1), HRB_ERROR_LIMIT);
    assert_int_equal(hrb_blocks_add_cell(NULL, "x", 1, 1, 1), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_blocks_add_row(NULL, NULL, 0), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_blocks_add_row(blocks, NULL, 1), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_document_from_blocks(NULL, NULL, &document, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_document_from_blocks(blocks, NULL, NULL, NULL), HRB_ERROR_ARGUMENT);
    hrb_blocks_free(blocks);
    hrb_blocks_free(NULL);

    blocks = new_blocks();
    hrb_error *error = NULL;
    hrb_status status = hrb_document_from_blocks(blocks, NULL, &document, &error);
    assert_hrb_fails(status, error, HRB_ERROR_EMPTY, "no blocks");
    assert_null(document);
    assert_int_equal(hrb_blocks_add_paragraph(blocks, " ", 1), HRB_OK);
    assert_int_equal(hrb_document_from_blocks(blocks, NULL, &document, NULL), HRB_ERROR_EMPTY);
    hrb_blocks_free(blocks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_in_memory_are_understood_and_checked_like_those_of_a_file),
        cmocka_unit_test(the_same_blocks_give_the_same_document_and_may_grow_on),
        cmocka_unit_test(two_tables_in_a_row_are_kept_apart),
        cmocka_unit_test(a_bad_row_is_not_half_added),
        cmocka_unit_test(limits_hold_for_blocks_too),
        cmocka_unit_test(bad_arguments_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
