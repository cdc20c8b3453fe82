/* SPDX-License-Identifier: Apache-2.0 */
/* What every reader produces: the lines of the page as rows of cells. A
 * paragraph is a row of one cell. Nothing here knows about budgets. */
#ifndef HRB_READ_BLOCKS_H
#define HRB_READ_BLOCKS_H

#include <hrbudget/hrbudget.h>

#include "read/source.h"

typedef struct hrb__cell {
    uint32_t offset; /* in the source's text */
    uint32_t length;
    uint16_t column; /* of a placed row: the first grid column it covers, from 0 */
    uint16_t span;   /* of a placed row: the grid columns it covers; 0 counts as 1 */
    uint16_t row_span; /* of a placed row: the rows it covers; 0 counts as 1. The rows below have no cell there */
    bool is_one_line; /* known to have no line end in it, nor blanks around it */
} hrb__cell;

typedef struct hrb__row {
    uint32_t first_cell;
    uint32_t cell_count;
    bool is_grid;   /* part of a table by its layout; otherwise a paragraph */
    bool is_placed; /* its cells know the grid columns they cover; in order of column, blank ones may be left out */
    bool begins_table; /* of a placed row: nothing above it belongs to its table */
} hrb__row;

/* What a reader left out or changed, and says so. */
typedef enum hrb__notice_kind {
    HRB__NOTICE_HIDDEN_SHEET,
    HRB__NOTICE_HIDDEN_ROW,
    HRB__NOTICE_HIDDEN_COLUMN, /* counted by its cells */
    HRB__NOTICE_HIDDEN_TEXT,   /* by its format, or under a merged cell */
    HRB__NOTICE_DELETED_TEXT,  /* a tracked deletion: the document still carries it */
    HRB__NOTICE_PICTURE,       /* what it says is not text */
    HRB__NOTICE_REPEATED_PAGE,
    HRB__NOTICE_FLATTENED      /* nested deeper than is kept apart */
} hrb__notice_kind;

typedef struct hrb__notice {
    hrb__notice_kind kind;
    uint32_t count;  /* of its like on the same sheet or page, one after another */
    hrb_place place; /* of the first */
} hrb__notice;

typedef struct hrb__blocks {
    hrb__source source;
    hrb__cell *cells;
    size_t cell_count, cell_capacity;
    hrb__row *rows; /* rows without any text are left out */
    size_t row_count, row_capacity;
    hrb__notice *notices;
    size_t notice_count;
} hrb__blocks;

static inline hrb__text hrb__cell_text(const hrb__blocks *blocks, hrb__cell cell)
{
    return (hrb__text){blocks->source.text + cell.offset, cell.length};
}

static inline hrb__text hrb__row_text(const hrb__blocks *blocks, const hrb__row *row, size_t cell)
{
    return hrb__cell_text(blocks, blocks->cells[row->first_cell + cell]);
}

typedef struct hrb__limits {
    size_t max_bytes, max_cells;
    size_t max_archive_bytes, max_archive_ratio; /* that a zip archive may inflate to, and times its own size */
    size_t max_depth;                            /* of elements in each other */
} hrb__limits;

/* Reads any input whose format is recognised by its content. Takes `bytes`
 * (g_malloc'ed) over, also on failure. */
hrb_status hrb__read(char *bytes, size_t size, const hrb__limits *limits, hrb__blocks *out, hrb_error **error);

/* Reads a text: the word processor's export (a cell a line, a row a group of
 * lines that begin with a tab), tab-separated and |-separated rows, and
 * paragraphs. Takes the source over, also on failure. */
hrb_status hrb__read_text(hrb__source *source, const hrb__limits *limits, hrb__blocks *out, hrb_error **error);
/* Like hrb__read: a docx or xlsx, and what LibreOffice makes one of. */
hrb_status hrb__read_zip(char *bytes, size_t size, const hrb__limits *limits, hrb__blocks *out, hrb_error **error);
hrb_status hrb__read_old_office(char *bytes, size_t size, const hrb__limits *limits, hrb__blocks *out, hrb_error **error);
hrb_status hrb__read_rich_text(char *bytes, size_t size, const hrb__limits *limits, hrb__blocks *out, hrb_error **error);
void hrb__blocks_free(hrb__blocks *blocks);

#endif
