/* SPDX-License-Identifier: Apache-2.0 */
/* The builder of blocks that readers of other formats than text share. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "read/gather.h"

static const hrb__limits LIMITS = {.max_bytes = 1 << 20, .max_cells = 3};

static hrb_place at(int32_t row, int32_t cell)
{
    return (hrb_place){.sheet = 1, .row = row, .cell = cell};
}

static void put_cell(hrb__gather *g, int32_t row, int32_t cell, const char *text)
{
    hrb__gather_begin_cell(g, at(row, cell), (uint32_t)cell - 1, 1, 1);
    hrb__gather_text(g, text, strlen(text));
    hrb__gather_end_cell(g);
}

static void open_gather(hrb__gather *g, hrb_error **error)
{
    hrb__gather_open(g, g_strdup("x"), 1, &LIMITS, error);
}

static void every_piece_of_text_knows_its_place(void **state)
{
    (void)state;
    hrb__gather g;
    hrb__blocks blocks;
    open_gather(&g, NULL);
    hrb__gather_begin_row(&g, true, true);
    put_cell(&g, 1, 1, "  ");
    put_cell(&g, 1, 2, " 合计 ");
    hrb__gather_begin_cell(&g, at(1, 3), 2, 4, 2);
    hrb__gather_text(&g, "12", 2);
    hrb__gather_place(&g, at(2, 3));
    hrb__gather_text(&g, "34", 2);
    hrb__gather_end_cell(&g);
    hrb__gather_end_row(&g);
    hrb__gather_begin_row(&g, true, false);
    put_cell(&g, 3, 1, "");
    hrb__gather_end_row(&g);
    assert_int_equal(hrb__gather_close(&g, &blocks), HRB_OK);
    assert_int_equal(blocks.row_count, 1);
    assert_int_equal(blocks.cell_count, 2);
    assert_true(blocks.rows[0].begins_table && blocks.rows[0].is_placed);
    assert_true(hrb__text_equals(hrb__row_text(&blocks, &blocks.rows[0], 0), HRB__TEXT("合计")));
    assert_true(hrb__text_equals(hrb__row_text(&blocks, &blocks.rows[0], 1), HRB__TEXT("1234")));
    assert_int_equal(blocks.cells[1].column, 2);
    assert_int_equal(blocks.cells[1].span, 4);
    assert_int_equal(blocks.cells[1].row_span, 2);
    assert_int_equal(hrb__source_place(&blocks.source, blocks.cells[0].offset, 1).cell, 2);
    assert_int_equal(hrb__source_place(&blocks.source, blocks.cells[1].offset, 1).row, 1);
    assert_int_equal(hrb__source_place(&blocks.source, blocks.cells[1].offset + 2, 1).row, 2);
    hrb__blocks_free(&blocks);
}

static void a_cell_above_the_limit_is_a_failure_with_its_place(void **state)
{
    (void)state;
    for (int cells = 3; cells <= 4; cells++) {
        hrb__gather g;
        hrb__blocks blocks = {0};
        hrb_error *error = NULL;
        open_gather(&g, &error);
        hrb__gather_begin_row(&g, true, true);
        for (int c = 1; c <= cells; c++)
            put_cell(&g, 7, c, "1");
        hrb__gather_end_row(&g);
        assert_int_equal(hrb__gather_close(&g, &blocks), cells == 3 ? HRB_OK : HRB_ERROR_LIMIT);
        assert_int_equal(hrb_error_place(error).cell, cells == 3 ? 0 : 4);
        hrb__blocks_free(&blocks);
        hrb_error_free(error);
    }
}

static void notices_of_one_kind_are_counted(void **state)
{
    (void)state;
    hrb__gather g;
    hrb__blocks blocks;
    open_gather(&g, NULL);
    hrb__gather_paragraph(&g, at(1, 1), "文字", 6);
    hrb__gather_notice(&g, HRB__NOTICE_HIDDEN_ROW, at(5, 0));
    hrb__gather_notice(&g, HRB__NOTICE_HIDDEN_ROW, at(6, 0));
    hrb__gather_notice(&g, HRB__NOTICE_HIDDEN_SHEET, at(0, 0));
    assert_int_equal(hrb__gather_close(&g, &blocks), HRB_OK);
    assert_int_equal(blocks.notice_count, 2);
    assert_int_equal(blocks.notices[0].count, 2);
    assert_int_equal(blocks.notices[0].place.row, 5);
    hrb__blocks_free(&blocks);
}

static void a_document_without_text_is_empty(void **state)
{
    (void)state;
    hrb__gather g;
    hrb__blocks blocks;
    open_gather(&g, NULL);
    hrb__gather_paragraph(&g, at(1, 1), " \n", 2);
    assert_int_equal(hrb__gather_close(&g, &blocks), HRB_ERROR_EMPTY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_of_text_knows_its_place),
        cmocka_unit_test(a_cell_above_the_limit_is_a_failure_with_its_place),
        cmocka_unit_test(notices_of_one_kind_are_counted),
        cmocka_unit_test(a_document_without_text_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
