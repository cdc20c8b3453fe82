/* SPDX-License-Identifier: Apache-2.0 */
/* Prints the blocks of a document, for the tests: a line a row,
 *   P<tab>page<tab>text             a paragraph
 *   T<tab>page<tab>cell<tab>cell    the first row of a table
 *   R<tab>page<tab>cell<tab>cell    a row, each cell as column,span,rows,left,top,right,bottom=text
 * With --words the file is not a document but what pdftotext would write of one. */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "read/pdf.h"

static hrb_place place_of(const hrb__blocks *blocks, const hrb__cell *cell)
{
    return hrb__source_place(&blocks->source, cell->offset, cell->length);
}

static void print_text(hrb__text text)
{
    for (size_t i = 0; i < text.length; i++)
        putchar(text.data[i] == '\t' || text.data[i] == '\n' ? ' ' : text.data[i]);
}

static void print_row(const hrb__blocks *blocks, const hrb__row *row)
{
    const hrb__cell *cells = blocks->cells + row->first_cell;
    printf("%c\t%d", !row->is_grid ? 'P' : row->begins_table ? 'T' : 'R', place_of(blocks, cells).page);
    for (uint32_t i = 0; i < row->cell_count; i++) {
        hrb_place place = place_of(blocks, &cells[i]);
        putchar('\t');
        if (row->is_grid)
            printf("%d,%d,%d,%d,%d,%d,%d=", cells[i].column, cells[i].span, cells[i].row_span, place.left, place.top, place.right, place.bottom);
        print_text(hrb__cell_text(blocks, cells[i]));
    }
    putchar('\n');
}

int main(int argc, char **argv)
{
    gchar *bytes = NULL;
    gsize size = 0;
    hrb__blocks blocks;
    hrb_error *error = NULL;
    const hrb__limits limits = {.max_bytes = (size_t)1 << 30, .max_cells = 10000000};
    bool words = argc == 3 && strcmp(argv[1], "--words") == 0;
    if ((argc != 2 && !words) || !g_file_get_contents(argv[argc - 1], &bytes, &size, NULL)) {
        fprintf(stderr, "usage: %s [--words] FILE\n", argv[0]);
        return 2;
    }
    hrb_status status = words ? hrb__read_pdf_words(g_strdup("%PDF-"), 5, bytes, size, &limits, &blocks, &error)
                              : hrb__read(bytes, size, &limits, &blocks, &error);
    if (words)
        g_free(bytes);
    if (status != HRB_OK) {
        fprintf(stderr, "%s\n", hrb_error_message(error, HRB_LANG_EN));
        hrb_error_free(error);
        return 1;
    }
    for (size_t i = 0; i < blocks.row_count; i++)
        print_row(&blocks, &blocks.rows[i]);
    for (size_t i = 0; i < blocks.notice_count; i++)
        printf("N\t%d\t%d,%u\n", blocks.notices[i].place.page, (int)blocks.notices[i].kind, blocks.notices[i].count);
    hrb__blocks_free(&blocks);
    return 0;
}
