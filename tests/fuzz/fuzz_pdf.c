/* SPDX-License-Identifier: Apache-2.0 */
/* What pdftotext wrote of a stranger's PDF: words anywhere on the page, or no such thing. */
#include <glib.h>
#include <string.h>

#include "read/pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every cell lies within the text, in order of column, and has a page. */
static void check(const hrb__blocks *blocks)
{
    for (size_t r = 0; r < blocks->row_count; r++) {
        const hrb__row *row = &blocks->rows[r];
        size_t column = 0;
        if (row->cell_count == 0 || (size_t)row->first_cell + row->cell_count > blocks->cell_count)
            __builtin_trap();
        for (uint32_t i = 0; i < row->cell_count; i++) {
            const hrb__cell *cell = &blocks->cells[row->first_cell + i];
            if ((size_t)cell->offset + cell->length > blocks->source.length || cell->length == 0 || (row->is_grid && cell->column < column))
                __builtin_trap();
            if (hrb__utf8_valid_prefix(blocks->source.text + cell->offset, cell->length) != cell->length)
                __builtin_trap();
            if (hrb__source_place(&blocks->source, cell->offset, cell->length).page < 1)
                __builtin_trap();
            column = (size_t)cell->column + 1;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hrb__blocks blocks;
    hrb_error *error = NULL;
    char *bytes = g_strdup("%PDF-");
    if (hrb__read_pdf_words(bytes, 5, (const char *)data, size, &(hrb__limits){.max_bytes = 1 << 20, .max_cells = 100000}, &blocks, &error) == HRB_OK) {
        check(&blocks);
        hrb__blocks_free(&blocks);
    } else if (error == NULL) {
        __builtin_trap();
    }
    hrb_error_free(error);
    return 0;
}
