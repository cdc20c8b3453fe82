/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of understanding one table: its rows (rows.c), its columns
 * (header.c), which cell stands in which column (layout.c), the labels
 * (line.c), and what its figures mean (table.c). */
#ifndef HRB_FACT_TABLE_H
#define HRB_FACT_TABLE_H

#include "fact/document.h"

#define HRB__MAX_WIDTH 1024

/* What a cell is written as, found out once for each cell that is asked about. */
typedef enum hrb__look {
    HRB__LOOK_UNKNOWN, /* nobody asked yet */
    HRB__LOOK_BLANK,
    HRB__LOOK_TEXT,
    HRB__LOOK_WHOLE,   /* a figure without decimals */
    HRB__LOOK_DECIMAL, /* a figure with decimals */
    HRB__LOOK_BAD      /* made of the characters of a figure, and none */
} hrb__look;

static inline bool hrb__is_amount(hrb__look look)
{
    return look == HRB__LOOK_WHOLE || look == HRB__LOOK_DECIMAL;
}

/* What a row is made of, found out once for each. */
typedef enum hrb__row_kind {
    HRB__ROW_BLANK,
    HRB__ROW_ONE, /* one text */
    HRB__ROW_MANY,
    HRB__ROW_TITLE /* it names a table */
} hrb__row_kind;

static inline hrb__row_kind hrb__row_kind_of(const hrb_document *document, const hrb__row *row)
{
    return (hrb__row_kind)document->row_kinds[row - document->blocks.rows];
}

hrb__look hrb__first_look(const hrb_document *document, size_t cell);
static inline hrb__look hrb__look_at(const hrb_document *document, const hrb__row *row, size_t cell)
{
    hrb__look look = (hrb__look)document->looks[row->first_cell + cell];
    return look != HRB__LOOK_UNKNOWN ? look : hrb__first_look(document, row->first_cell + cell);
}

static inline bool hrb__is_figure(hrb__look look)
{
    return look >= HRB__LOOK_WHOLE;
}

static inline bool hrb__is_label(hrb__role role)
{
    return role != HRB__ROLE_AMOUNT && role != HRB__ROLE_NOTE && role != HRB__ROLE_TARGET;
}

/* --- rows.c --- */

/* The data rows of a table; header rows repeated on a new page and page numbers are left out. */
typedef struct hrb__data_rows {
    size_t *rows; /* g_free */
    size_t count;
    size_t end; /* the row behind the table */
} hrb__data_rows;

bool hrb__row_has_figure(const hrb_document *document, const hrb__row *row);
/* Rows of the header from `row` on; 0 if there is none. */
size_t hrb__count_header_rows(const hrb_document *document, size_t row);
/* False when memory is out. */
bool hrb__collect_data_rows(const hrb_document *document, size_t header, size_t header_rows, hrb__data_rows *out);
/* The number of cells most rows have. */
size_t hrb__usual_width(const hrb__blocks *blocks, const hrb__data_rows *data);

/* --- parent.c --- */

/* The first line of each code. Lists of the same form beside each other are one
 * list: the class of an item may stand in the pane before. Empty at first. */
typedef struct hrb__code_slot {
    uint64_t key; /* of the form, the unit and the code; 0 is free */
    int32_t line;
} hrb__code_slot;

typedef struct hrb__code_lines {
    hrb__code_slot *slots; /* open addressing; g_free */
    size_t count, capacity;
} hrb__code_lines;

/* The parents of a pane's lines; the panes before it are in `lines` already. False when memory is out. */
bool hrb__find_parents(hrb__table *table, const hrb__pane *pane, hrb__code_lines *lines);

/* --- header.c --- */

#define HRB__MAX_LEVELS 6

/* The header texts over one column, from top to bottom. */
typedef struct hrb__header_leaf {
    hrb__text texts[HRB__MAX_LEVELS];
    size_t count;
} hrb__header_leaf;

/* The role, meaning and title of the column below. */
void hrb__interpret_header(hrb_document *document, const hrb__header_leaf *leaf, hrb__column *column);

/* --- grid.c: the same as layout.c for rows whose cells know their place --- */

bool hrb__fit_placed_columns(hrb_document *document, hrb__table *table, const hrb__data_rows *data, size_t header, size_t header_rows);
bool hrb__lay_placed_cells(const hrb_document *document, const hrb__table *table, const hrb__row *row, int16_t *cell_of);

/* --- unit.c --- */

/* The number of the unit that the text names, the next one if it is new. */
uint8_t hrb__unit_number(hrb_document *document, hrb__text key, hrb__text name);
/* The lines of units among those of a pane: which line is whose, and what each belongs to. */
void hrb__settle_units(hrb_document *document, hrb__table *table, const hrb__pane *pane);

/* --- layout.c --- */

/* Without a header: the columns that the table's form has, if there are so many. Returns their number, 0 if not. */
size_t hrb__form_columns(hrb_document *document, hrb__table *table, size_t width);

/* The columns of a table: those that its header names, and those that the data
 * rows have beside them. False if there are none, or too many. */
bool hrb__fit_columns(hrb_document *document, hrb__table *table, const hrb__data_rows *data, size_t header, size_t header_rows);
/* Which cell of a row stands in each column, -1 none; false if the cells fit the columns in no way. */
bool hrb__lay_cells(const hrb_document *document, const hrb__table *table, const hrb__row *row, int16_t *cell_of);

#endif
