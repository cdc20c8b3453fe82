/* SPDX-License-Identifier: Apache-2.0 */
/* The text reader: which lines become rows, and which cells they have. */
#include "testing.h"

#include <glib.h>

#include "read/blocks.h"

/* Rows as text: a paragraph as it is, a table's row as [a|b], one a line. */
static char *rows_of(const char *bytes, size_t length)
{
    static const hrb__limits LIMITS = {.max_bytes = 1 << 20, .max_cells = 1000, .max_archive_bytes = 1 << 20, .max_archive_ratio = 64, .max_depth = 64};
    hrb__blocks blocks = {0};
    hrb_error *error = NULL;
    char *copy = g_malloc(length + 1);
    memcpy(copy, bytes, length);
    hrb__source source;
    hrb_status status = hrb__source_open(copy, length, &source, &error);
    if (status == HRB_OK)
        status = hrb__read_text(&source, &LIMITS, &blocks, &error);
    GString *out = g_string_new(NULL);
    if (status != HRB_OK)
        g_string_printf(out, "%s", hrb_status_name(status));
    hrb_error_free(error);
    for (size_t r = 0; status == HRB_OK && r < blocks.row_count; r++) {
        const hrb__row *row = &blocks.rows[r];
        g_string_append(out, r > 0 ? "\n" : "");
        g_string_append(out, row->is_grid ? "[" : "");
        for (size_t c = 0; c < row->cell_count; c++) {
            hrb__text text = hrb__row_text(&blocks, row, c);
            g_string_append(out, c > 0 ? "|" : "");
            g_string_append_len(out, text.data, (gssize)text.length);
        }
        g_string_append(out, row->is_grid ? "]" : "");
    }
    if (status == HRB_OK)
        hrb__blocks_free(&blocks);
    return g_string_free(out, FALSE);
}

static const struct {
    const char *what, *text, *rows;
} CASES[] = {
    {"lines are paragraphs", "甲\n乙\n", "甲\n乙"},
    {"a last line needs no end", "甲\n乙", "甲\n乙"},
    {"blank lines are nothing", "\n \n甲\n\n\n乙\n \n", "甲\n乙"},
    {"blanks around a text go", "  甲　\n", "甲"},
    {"carriage returns are line ends", "甲\r\n乙\r\n", "甲\n乙"},
    {"tabs between texts make a row", "项目\t预算数\n合计\t1.00\n", "[项目|预算数]\n[合计|1.00]"},
    {"blank cells keep their place", "208\t\t1.00\t\t2.00\n", "[208||1.00||2.00]"},
    {"a row of blank cells is nothing", "甲\n\t\t\t\n乙\n", "甲\n乙"},
    {"bars make a row, and a line of dashes is none", "| 项目 | 预算数 |\n|---|---:|\n| 合计 | 1.00 |\n", "[项目|预算数]\n[合计|1.00]"},
    {"a cell a line, a row a group of lines that begin with a tab", "\t\n\t项目\n\t预算数\n\t\n\n\t\n\t合计\n\t1.00\n\t\n", "[项目|预算数]\n[合计|1.00]"},
    {"a blank cell inside a group keeps its place", "\t\n\t合计\n\t\n\t2.00\n\t\n", "[合计||2.00]"},
    {"a line right below a cell goes on with it", "\t\n\t第一段\n第二段\n\t1.00\n\t\n", "[第一段\n第二段|1.00]"},
    {"a blank line ends a group", "\t甲\n\n\t乙\n", "[甲]\n[乙]"},
    {"a row whose first cell is blank", "\t基本支出\t项目支出\n", "[|基本支出|项目支出]"},
    {"a byte order mark is no text", "\xEF\xBB\xBF甲\n", "甲"},
    {"nothing", "", "HRB_ERROR_EMPTY"},
    {"nothing but blanks", " \n\t\n", "HRB_ERROR_EMPTY"},
};

static void lines_become_paragraphs_and_rows_of_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        char *rows = rows_of(CASES[i].text, strlen(CASES[i].text));
        if (strcmp(rows, CASES[i].rows) != 0)
            fail_msg("%s\nexpected:\n%s\ngot:\n%s", CASES[i].what, CASES[i].rows, rows);
        g_free(rows);
    }
}

/* A limit is a status, never a shorter document: at it, one below, one above. */
static void the_limit_of_cells_is_exact(void **state)
{
    (void)state;
    for (size_t cells = 998; cells <= 1002; cells++) {
        GString *text = g_string_new(NULL);
        for (size_t i = 0; i < cells; i++)
            g_string_append(text, "x\n");
        char *rows = rows_of(text->str, text->len);
        if (cells <= 1000)
            assert_int_equal(strlen(rows), 2 * cells - 1);
        else
            assert_string_equal(rows, "HRB_ERROR_LIMIT");
        g_free(rows);
        g_string_free(text, TRUE);
    }
}

/* Whatever stands in it, no cell is lost: what is put in comes out. */
static void every_cell_of_a_row_comes_out_again(void **state)
{
    (void)state;
    for (size_t columns = 2; columns < 60; columns++) {
        GString *text = g_string_new(NULL), *expected = g_string_new("[");
        for (size_t i = 0; i < columns; i++) {
            g_string_append_printf(text, "%s%.*s", i > 0 ? "\t" : "", (int)(i % 9) + 1, "123456789");
            g_string_append_printf(expected, "%s%.*s", i > 0 ? "|" : "", (int)(i % 9) + 1, "123456789");
        }
        g_string_append(expected, "]");
        char *rows = rows_of(text->str, text->len);
        assert_string_equal(rows, expected->str);
        g_free(rows);
        g_string_free(text, TRUE);
        g_string_free(expected, TRUE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_become_paragraphs_and_rows_of_cells),
        cmocka_unit_test(the_limit_of_cells_is_exact),
        cmocka_unit_test(every_cell_of_a_row_comes_out_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
