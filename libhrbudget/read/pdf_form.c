/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a form above a table of text: labels and values, in other columns
 * row by row. What is drawn to the right of the cell before it is of its row. */
#include <glib.h>
#include <stdlib.h>

#include "read/pdf_table.h"

#define MAX_CELLS 400

typedef struct form_cell {
    hrb__pdf_box box;
    uint32_t first, last; /* pieces */
    uint32_t page, order, row;
} form_cell;

typedef struct form_row {
    uint32_t page;
    int32_t key; /* the middle of its last cell */
    uint32_t number; /* as it was made */
} form_row;

typedef struct form {
    hrb__pdf *pdf;
    form_cell cells[MAX_CELLS];
    form_row rows[MAX_CELLS];
    size_t cell_count, row_count;
} form;

static int by_drawing(const void *a, const void *b)
{
    const form_cell *v = a, *w = b;
    return v->order < w->order ? -1 : v->order > w->order;
}

static int by_height(const void *a, const void *b)
{
    const form_row *v = a, *w = b;
    if (v->page != w->page)
        return v->page < w->page ? -1 : 1;
    if (v->key != w->key)
        return v->key < w->key ? -1 : 1;
    return v->number < w->number ? -1 : v->number > w->number;
}

static int by_row(const void *a, const void *b)
{
    const form_cell *v = a, *w = b;
    if (v->row != w->row)
        return v->row < w->row ? -1 : 1;
    return v->box.x0 != w->box.x0 ? (v->box.x0 < w->box.x0 ? -1 : 1) : v->order < w->order ? -1 : v->order > w->order;
}

/* All pieces of lines [first, end), as drawn; false if they are too many. */
static bool gather_pieces(form *f, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        const hrb__pdf_line *line = &f->pdf->lines[i];
        for (uint32_t k = 0; k < line->piece_count && line->kind != HRB__PDF_DROPPED; k++) {
            hrb__pdf_piece *piece = &f->pdf->pieces[line->first_piece + k];
            if (f->cell_count == MAX_CELLS)
                return false;
            piece->next = HRB__PDF_NONE;
            f->cells[f->cell_count++] = (form_cell){.box = piece->box, .first = line->first_piece + k, .last = line->first_piece + k, .page = line->page, .order = piece->first_order};
        }
    }
    qsort(f->cells, f->cell_count, sizeof *f->cells, by_drawing);
    return true;
}

/* Whether a piece is the next line of a cell. */
static bool goes_on(const form *f, const form_cell *cell, const form_cell *piece)
{
    int32_t height = piece->box.y1 - piece->box.y0, gap = piece->box.y0 - f->pdf->pieces[cell->last].box.y1;
    return piece->page == cell->page && piece->order == f->pdf->pieces[cell->last].last_order + 1 && gap < height * 8 / 10 && gap > -height / 2 &&
           hrb__pdf_overlap_x(&cell->box, &piece->box, 0);
}

static void join_lines(form *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->cell_count; i++) {
        const form_cell piece = f->cells[i];
        form_cell *cell = n > 0 ? &f->cells[n - 1] : NULL;
        if (cell == NULL || !goes_on(f, cell, &piece)) {
            f->cells[n++] = piece;
            continue;
        }
        f->pdf->pieces[cell->last].next = piece.first;
        cell->last = piece.last;
        cell->box = (hrb__pdf_box){MIN(cell->box.x0, piece.box.x0), cell->box.y0, MAX(cell->box.x1, piece.box.x1), MAX(cell->box.y1, piece.box.y1)};
    }
    f->cell_count = n;
}

/* An earlier row at the height of a cell that is drawn late; row_count if there is none. */
static size_t row_beside(const form *f, const form_cell *cell)
{
    int32_t slack = (cell->box.y1 - cell->box.y0) / 4;
    for (size_t r = 0; r < f->row_count; r++)
        if (f->rows[r].page == cell->page && ABS(f->rows[r].key - hrb__pdf_middle_y(&cell->box)) < slack)
            return r;
    return f->row_count;
}

static void make_rows(form *f)
{
    const form_cell *last = NULL;
    for (size_t i = 0; i < f->cell_count; i++) {
        form_cell *cell = &f->cells[i];
        size_t row = row_beside(f, cell);
        if (row == f->row_count && last != NULL && cell->page == last->page && cell->box.x0 >= last->box.x1 - (cell->box.y1 - cell->box.y0) / 4)
            row = last->row;
        if (row == f->row_count)
            f->rows[f->row_count++] = (form_row){.page = cell->page, .number = (uint32_t)row};
        f->rows[row].key = hrb__pdf_middle_y(&cell->box);
        cell->row = (uint32_t)row;
        last = cell;
    }
    uint32_t place[MAX_CELLS];
    qsort(f->rows, f->row_count, sizeof *f->rows, by_height);
    for (size_t r = 0; r < f->row_count; r++)
        place[f->rows[r].number] = (uint32_t)r;
    for (size_t i = 0; i < f->cell_count; i++)
        f->cells[i].row = place[f->cells[i].row];
    qsort(f->cells, f->cell_count, sizeof *f->cells, by_row);
}

static void write_rows(const form *f, hrb__gather *g)
{
    for (size_t i = 0; i < f->cell_count;) {
        uint32_t row = f->cells[i].row, column = 0;
        hrb__gather_begin_row(g, true, i == 0);
        for (; i < f->cell_count && f->cells[i].row == row; i++) {
            hrb__gather_begin_cell(g, hrb__pdf_place(f->cells[i].page, f->cells[i].box), column++, 1, 1);
            for (uint32_t p = f->cells[i].first; p != HRB__PDF_NONE; p = f->pdf->pieces[p].next)
                hrb__pdf_write_piece(f->pdf, g, f->cells[i].page, &f->pdf->pieces[p]);
            hrb__gather_end_cell(g);
        }
        hrb__gather_end_row(g);
    }
}

/* Whether the lines from `first` to the table of text below them stand close together and no further to the left. */
static bool is_head(const hrb__pdf *pdf, const hrb__pdf_grid *grid, uint32_t first)
{
    int32_t height = grid->height, left = grid->columns[0].x0 - 10 * height;
    const hrb__pdf_line *below = &pdf->lines[grid->first];
    if (grid->first - first > MAX_CELLS)
        return false;
    for (uint32_t i = grid->first; i-- > first;) {
        const hrb__pdf_line *line = &pdf->lines[i];
        if (line->kind == HRB__PDF_DROPPED)
            continue;
        bool apart = line->page + 1 < below->page || (line->page == below->page && below->box.y0 - line->box.y1 > 3 * height);
        bool other_type = line->piece_count == 1 && line->height * 100 > height * 118;
        if (apart || other_type || line->box.x0 < left)
            return false;
        below = line;
    }
    return true;
}

bool hrb__pdf_write_form(hrb__pdf_tables *tables, uint32_t first)
{
    if (!is_head(tables->pdf, &tables->grid, first))
        return false;
    form *f = g_try_new0(form, 1);
    tables->failed = f == NULL;
    bool done = false;
    if (f != NULL) {
        f->pdf = tables->pdf;
        done = gather_pieces(f, first, tables->grid.first);
        if (done) {
            join_lines(f);
            make_rows(f);
            write_rows(f, tables->g);
        }
    }
    g_free(f);
    return done;
}
