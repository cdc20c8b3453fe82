/* SPDX-License-Identifier: Apache-2.0 */
/* Paragraphs and tables that nest, put in a row. What stands inside another (a
 * table in a cell, a text box in a paragraph) is a flow of its own and comes
 * behind it, so that no row of one table stands between two of another. A cell
 * that only frames tables, as pages are laid out with, gives its text to them: a
 * title stays above its table. Used by the readers of docx and HTML; failures
 * stick in the gather. */
#ifndef HRB_READ_FLOW_H
#define HRB_READ_FLOW_H

#include "read/gather.h"
#include "read/store.h"

#define HRB__FLOW_COLUMNS 16384u

typedef enum hrb__frame_kind {
    HRB__IN_BOX, /* the body, a text box: holds paragraphs and tables */
    HRB__IN_PARAGRAPH,
    HRB__IN_TABLE,
    HRB__IN_CELL
} hrb__frame_kind;

typedef struct hrb__frame {
    hrb__frame_kind kind;
    uint32_t flow;
    uint32_t text; /* of a paragraph or cell: where it begins among the open text */
    hrb_place place;
    /* Of a table: the row at hand, from 1; its cells so far; the grid column at which the next begins. */
    uint32_t row, cell, column;
    bool row_left_out, row_has_text;
    bool is_tabular; /* some row has two cells with text, so it is no frame for the layout of a page */
    /* Of a cell */
    uint32_t span, row_span;
    bool continues; /* merged with the cell above */
    bool is_frame;  /* its text stands before and behind the tables in it, not in the grid */
    uint32_t tables; /* begun in it */
} hrb__frame;

typedef struct hrb__flow hrb__flow;
typedef struct hrb__flow_item hrb__flow_item;
typedef struct hrb__flow_mark hrb__flow_mark;

typedef struct hrb__flows {
    hrb__gather *gather;
    hrb__store text;  /* of the open cells and paragraphs, innermost last */
    hrb__store store; /* of the closed ones not yet handed over */
    hrb__flow_item *items;
    size_t item_count, item_capacity;
    hrb__flow *flows;
    size_t flow_count, flow_capacity;
    hrb__frame *frames; /* the outermost is the body */
    size_t frame_count, frame_capacity;
    uint32_t line; /* paragraphs and table rows so far */
    hrb__flow_mark *marks, *kept_marks; /* where lines of cells come from: of the open text, of the closed */
    size_t mark_count, mark_capacity, kept_mark_count, kept_mark_capacity;
} hrb__flows;

/* Nothing may follow where the gather has failed but closing it. */
void hrb__flows_open(hrb__flows *f, hrb__gather *gather);
void hrb__flows_close(hrb__flows *f);

static inline hrb__frame *hrb__flows_top(const hrb__flows *f)
{
    return &f->frames[f->frame_count - 1];
}

static inline bool hrb__flows_take_text(const hrb__flows *f)
{
    hrb__frame_kind kind = hrb__flows_top(f)->kind;
    return kind == HRB__IN_PARAGRAPH || kind == HRB__IN_CELL;
}

/* Each begin and end does nothing where it has no place. Only `line` is filled in of a place. */
void hrb__flows_begin_paragraph(hrb__flows *f, hrb_place place);
void hrb__flows_end_paragraph(hrb__flows *f);
void hrb__flows_begin_box(hrb__flows *f);
void hrb__flows_end_box(hrb__flows *f);
void hrb__flows_begin_table(hrb__flows *f);
void hrb__flows_end_table(hrb__flows *f);
/* What comes now is a heading of the table that has begun and has no row yet: a box before it. */
void hrb__flows_begin_caption(hrb__flows *f);
void hrb__flows_begin_row(hrb__flows *f);
void hrb__flows_begin_cell(hrb__flows *f, hrb_place place);
void hrb__flows_end_cell(hrb__flows *f);
/* Of the paragraph or cell that is open; elsewhere it is lost. */
void hrb__flows_add_text(hrb__flows *f, const char *text, size_t length);
/* The text of the open cell from here on has this place: a line of its own in the input. */
void hrb__flows_mark(hrb__flows *f, hrb_place place);
/* The next grid column of the open table is this wide. Edges that nearly meet become one. */
void hrb__flows_add_grid_column(hrb__flows *f, uint32_t width);

#endif
