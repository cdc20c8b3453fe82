/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of text: most of their columns hold words, cells have several lines and
 * reach over several rows, so that no figure tells the rows apart. */
#ifndef HRB_READ_PDF_GRID_H
#define HRB_READ_PDF_GRID_H

#include "read/pdf.h"

/* Words of one line in one column. */
typedef struct hrb__pdf_fragment {
    hrb__pdf_box box;
    uint32_t first_word, word_count;
    uint32_t first_order, last_order;
    uint32_t line;
    uint32_t above; /* the one above it in its column, or HRB__PDF_NONE */
    uint32_t next;  /* of its cell, or HRB__PDF_NONE */
    uint16_t column;
    bool joins; /* the next line of the cell of the one above it */
    bool is_number;
} hrb__pdf_fragment;

typedef struct hrb__pdf_grid_cell {
    hrb__pdf_box box;
    uint32_t first, last; /* fragments */
    uint32_t first_order, last_order;
    uint32_t page;
    uint32_t row; /* from 0, the header's */
    uint32_t rows;
    uint16_t column;
    uint16_t lines;
    bool placed;
    bool is_alone; /* in a row before its row */
    bool is_twin; /* of another, and left out */
} hrb__pdf_grid_cell;

typedef struct hrb__pdf_grid_column {
    int32_t x0, x1;
    int32_t widest; /* line of a cell */
    bool has_header;
    uint32_t texts, numbers, amounts; /* pieces below the header */
} hrb__pdf_grid_column;

/* Which part of a cell stands at one height in the cells of a row. */
typedef enum hrb__pdf_alignment { HRB__PDF_AT_MIDDLE, HRB__PDF_AT_TOP, HRB__PDF_AT_FOOT } hrb__pdf_alignment;

typedef struct hrb__pdf_grid {
    hrb__pdf *pdf;
    uint32_t first, header_end, end; /* lines; first == end: there is none */
    int32_t height; /* of its type */
    int32_t leading; /* the least gap between the lines of a cell, in 64ths of their height */
    hrb__pdf_grid_column columns[HRB__PDF_MAX_COLUMNS];
    size_t column_count;
    hrb__pdf_fragment *fragments;
    size_t fragment_count, fragment_capacity;
    size_t spent;   /* on looking for tables, in lines */
    size_t crowded; /* gaps within them that are as wide as between columns */
    hrb__pdf_grid_cell *cells; /* in order of column, from the top */
    size_t cell_count, cell_capacity;
    size_t column_cells[HRB__PDF_MAX_COLUMNS + 1]; /* where the cells of each column begin */
    hrb__pdf_alignment alignment;
    bool is_ordered; /* drawn row by row: what is drawn one after another in a column is a cell */
    size_t row_count;
} hrb__pdf_grid;

static inline uint32_t hrb__pdf_fragment_page(const hrb__pdf_grid *grid, const hrb__pdf_fragment *fragment)
{
    return grid->pdf->lines[fragment->line].page;
}

static inline bool hrb__pdf_is_header(const hrb__pdf_grid *grid, const hrb__pdf_grid_cell *cell)
{
    return grid->fragments[cell->first].line < grid->header_end;
}

/* The height that the cells of a row have in common. */
static inline int32_t hrb__pdf_grid_key(const hrb__pdf_grid *grid, const hrb__pdf_box *box)
{
    return grid->alignment == HRB__PDF_AT_TOP ? box->y0 : grid->alignment == HRB__PDF_AT_FOOT ? box->y1 : hrb__pdf_middle_y(box);
}

/* The first table of text that begins in [first, end), as lines and columns; false when memory is out. */
bool hrb__pdf_find_grid(hrb__pdf_grid *grid, hrb__pdf *pdf, uint32_t first, uint32_t end);
/* Whether a line is the top of a cell of a header whose other cells stand on the next line. */
bool hrb__pdf_tops_grid(const hrb__pdf *pdf, uint32_t line);
/* Its fragments become cells, and the cells stand in rows; false when memory is out. */
bool hrb__pdf_fill_grid(hrb__pdf_grid *grid);
/* Whether a line had no room for what the next begins with. */
bool hrb__pdf_is_full(const hrb__pdf_grid *grid, const hrb__pdf_fragment *above, const hrb__pdf_fragment *fragment);
bool hrb__pdf_place_grid(hrb__pdf_grid *grid);
void hrb__pdf_write_grid(hrb__pdf_grid *grid, hrb__gather *g);
void hrb__pdf_grid_free(hrb__pdf_grid *grid);

#endif
