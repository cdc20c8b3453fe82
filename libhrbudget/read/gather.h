/* SPDX-License-Identifier: Apache-2.0 */
/* Builds the blocks of a format whose text is not the input itself: its reader
 * hands over rows, cells and pieces of text, each with its place. The first
 * failure is kept and nothing is added after it, so a reader may look once in a while. */
#ifndef HRB_READ_GATHER_H
#define HRB_READ_GATHER_H

#include "read/blocks.h"

/* All text of one document; a reader cannot be made to write more than this out of a small input. */
#define HRB__MAX_GATHERED ((size_t)512 << 20)

typedef struct hrb__gather {
    hrb__blocks blocks;
    const hrb__limits *limits;
    hrb_error **error;
    hrb_status status;
    size_t text_capacity, origin_capacity, notice_capacity;
    hrb__row row; /* the open one */
    bool row_has_text;
    bool in_cell;
    hrb_place place; /* of the text to come */
} hrb__gather;

/* Takes `bytes` (g_malloc'ed) over: they stay the document's input as given. */
void hrb__gather_open(hrb__gather *g, char *bytes, size_t size, const hrb__limits *limits, hrb_error **error);

/* A paragraph: a row of one cell. */
void hrb__gather_paragraph(hrb__gather *g, hrb_place place, const char *text, size_t length);

/* A row of a table; `begins` where it is the first of its table. A row without
 * any text is left out, and so is a blank cell. One long text in the first column
 * and nothing beside it is no row but paragraphs, a line each. */
void hrb__gather_begin_row(hrb__gather *g, bool is_grid, bool begins);
/* A row whose cells stand one after the other, as in CSV: their order alone tells
 * the column, so that blank ones are kept. */
void hrb__gather_begin_dense_row(hrb__gather *g, bool is_grid);
/* The grid columns and rows it covers: cells come in order of column. */
void hrb__gather_begin_cell(hrb__gather *g, hrb_place place, uint32_t column, uint32_t span, uint32_t row_span);
/* Text of the open cell; valid UTF-8. */
void hrb__gather_text(hrb__gather *g, const char *text, size_t length);
/* The text of the open cell from here on has another place (a wrapped line). */
void hrb__gather_place(hrb__gather *g, hrb_place place);
/* A stretch of text behind one place is no longer than this. */
#define HRB__MOST_RUN 4096
/* Whether one more place may be kept, so many bytes into the input: as many as documents for people have, and not one a byte. */
static inline bool hrb__may_keep_place(size_t kept, size_t bytes)
{
    return kept < 4096 + bytes / 32;
}
/* Blanks at its ends go. */
void hrb__gather_end_cell(hrb__gather *g);
void hrb__gather_end_row(hrb__gather *g);

/* Something that is in the input and not in the blocks, or not as it stands. One like the last is counted with it. */
void hrb__gather_notice(hrb__gather *g, hrb__notice_kind kind, hrb_place place);

/* Keeps a failure of the reader's own: `return hrb__gather_fail(g, hrb__fail(g->error, ...))`. */
hrb_status hrb__gather_fail(hrb__gather *g, hrb_status status);

/* Hands the blocks over, or frees everything and says what failed. A document without any text is HRB_ERROR_EMPTY. */
hrb_status hrb__gather_close(hrb__gather *g, hrb__blocks *out);

#endif
