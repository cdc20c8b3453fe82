/* SPDX-License-Identifier: Apache-2.0 */
/* The cells of a table of text: their lines are drawn one after another, and each
 * but the last is full. Where cells are not drawn row by row, one column's tell
 * another's apart. */
#include <glib.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/pdf_grid.h"

#define NONE HRB__PDF_NONE
#define MAX_LINES 32 /* of a cell that is taken apart */

static int32_t height_of(const hrb__pdf_fragment *f)
{
    return f->box.y1 - f->box.y0;
}

/* How wide what a fragment begins with is: a character, or what is never broken, with the mark behind it. */
static int32_t first_unit(const hrb__pdf_grid *g, const hrb__pdf_fragment *f)
{
    hrb__text text = hrb__pdf_word_text(g->pdf, &g->pdf->words[f->first_word]);
    size_t ascii = 0;
    while (ascii < text.length && ascii < 24 && (unsigned char)text.data[ascii] < 0x80)
        ascii++;
    return height_of(f) * (int32_t)(ascii + 4) / 2;
}

bool hrb__pdf_is_full(const hrb__pdf_grid *g, const hrb__pdf_fragment *above, const hrb__pdf_fragment *f)
{
    return above->box.x1 - above->box.x0 + first_unit(g, f) >= g->columns[f->column].widest;
}

/* Whether a fragment may be the next line of the one above it: drawn next, close, and the line above is full. */
static bool may_join(const hrb__pdf_grid *g, const hrb__pdf_fragment *f)
{
    if (f->above == NONE)
        return false;
    const hrb__pdf_fragment *above = &g->fragments[f->above];
    int32_t gap = f->box.y0 - above->box.y1, width = above->box.x1 - above->box.x0;
    if (f->first_order != above->last_order + 1 || hrb__pdf_fragment_page(g, f) != hrb__pdf_fragment_page(g, above) || gap * 20 > height_of(f) * (g->is_ordered ? 12 : 7))
        return false;
    bool close = g->is_ordered || (int64_t)gap * 64 <= (int64_t)(g->leading + 5) * height_of(f);
    return close && hrb__pdf_is_full(g, above, f) && (g->is_ordered || 2 * width >= g->columns[f->column].widest);
}

static bool is_drawn_next(const hrb__pdf_grid *g, const hrb__pdf_fragment *f)
{
    return f->above != NONE && f->first_order == g->fragments[f->above].last_order + 1;
}

typedef struct drawn {
    uint32_t order, fragment;
} drawn;

static int by_order(const void *a, const void *b)
{
    const drawn *v = a, *w = b;
    return v->order < w->order ? -1 : v->order > w->order;
}

/* Whether cells from column `from` on are drawn row by row: to the right at the same height, or else below all before. */
static bool go_down(const hrb__pdf_grid *g, const drawn *list, size_t count, size_t from)
{
    size_t last = HRB__PDF_MAX_COLUMNS;
    uint32_t page = 0;
    int32_t top = INT32_MIN, foot = INT32_MIN;
    for (size_t i = 0; i < count; i++) {
        const hrb__pdf_fragment *f = &g->fragments[list[i].fragment];
        if (f->column < from)
            continue;
        bool same_row = is_drawn_next(g, f) || (f->column > last && hrb__pdf_fragment_page(g, f) == page && f->box.y0 < foot && f->box.y1 > top);
        if (!same_row && (f->column > last ? hrb__pdf_fragment_page(g, f) == page : hrb__pdf_fragment_page(g, f) == page && hrb__pdf_middle_y(&f->box) < foot))
            return false;
        top = same_row ? MIN(top, f->box.y0) : f->box.y0;
        foot = same_row ? MAX(foot, f->box.y1) : f->box.y1;
        last = f->column;
        page = hrb__pdf_fragment_page(g, f);
    }
    return true;
}

/* Looks whether the cells are drawn row by row, from the column of the most on; false when memory is out. */
static bool find_order(hrb__pdf_grid *g)
{
    size_t cells[HRB__PDF_MAX_COLUMNS] = {0}, busiest = 0, count = 0;
    drawn *list = g_try_new(drawn, g->fragment_count + 1);
    if (list == NULL)
        return false;
    for (size_t i = 0; i < g->fragment_count; i++) {
        const hrb__pdf_fragment *f = &g->fragments[i];
        cells[f->column] += !is_drawn_next(g, f);
        if (f->line >= g->header_end)
            list[count++] = (drawn){f->first_order, (uint32_t)i};
    }
    for (size_t c = 0; c < g->column_count; c++)
        busiest = cells[c] > cells[busiest] ? c : busiest;
    qsort(list, count, sizeof *list, by_order);
    g->is_ordered = go_down(g, list, count, busiest);
    g_free(list);
    return true;
}

static bool push_cell(hrb__pdf_grid *g, uint32_t fragment)
{
    const hrb__pdf_fragment *f = &g->fragments[fragment];
    if (!hrb__grow((void **)&g->cells, g->cell_count, &g->cell_capacity, sizeof *g->cells))
        return false;
    g->cells[g->cell_count++] = (hrb__pdf_grid_cell){.box = f->box, .first = fragment, .last = fragment, .first_order = f->first_order, .last_order = f->last_order,
                                                     .page = hrb__pdf_fragment_page(g, f), .rows = 1, .column = f->column, .lines = 1};
    return true;
}

static void extend_cell(hrb__pdf_grid *g, hrb__pdf_grid_cell *cell, uint32_t fragment)
{
    const hrb__pdf_fragment *f = &g->fragments[fragment];
    g->fragments[cell->last].next = fragment;
    cell->last = fragment;
    cell->last_order = f->last_order;
    cell->lines++;
    cell->box.x0 = MIN(cell->box.x0, f->box.x0);
    cell->box.x1 = MAX(cell->box.x1, f->box.x1);
    cell->box.y1 = MAX(cell->box.y1, f->box.y1);
}

/* The column with the most cells; of those with as many the first. */
static size_t busiest_column(const hrb__pdf_grid *g, size_t but)
{
    size_t best = 0, most = 0;
    for (size_t c = 0; c < g->column_count; c++) {
        size_t count = c == but ? 0 : g->column_cells[c + 1] - g->column_cells[c];
        if (count > most) {
            most = count;
            best = c;
        }
    }
    return best;
}

/* The first of cells [from, to) of a column that stands at `y` or below on `page`, by middles. */
static size_t cell_at(const hrb__pdf_grid *g, size_t from, size_t to, uint32_t page, int32_t y)
{
    while (from < to) {
        size_t half = from + (to - from) / 2;
        const hrb__pdf_grid_cell *cell = &g->cells[half];
        if (cell->page < page || (cell->page == page && hrb__pdf_middle_y(&cell->box) < y))
            from = half + 1;
        else
            to = half;
    }
    return from;
}

/* What cells of several lines have in common with those of one line beside them. */
static void find_alignment(hrb__pdf_grid *g)
{
    size_t votes[3] = {0}, column = busiest_column(g, SIZE_MAX), from = g->column_cells[column], to = g->column_cells[column + 1];
    for (size_t i = 0; i < g->cell_count; i++) {
        const hrb__pdf_grid_cell *cell = &g->cells[i];
        size_t count = g->column_cells[cell->column + 1] - g->column_cells[cell->column];
        if (cell->column == column || hrb__pdf_is_header(g, cell) || count * 5 < (to - from) * 4) /* a cell over several rows says nothing */
            continue;
        size_t at = cell_at(g, from, to, cell->page, hrb__pdf_middle_y(&cell->box));
        for (size_t k = at > from ? at - 1 : at; k < to && k <= at; k++) {
            const hrb__pdf_grid_cell *other = &g->cells[k];
            if (other->lines == cell->lines || other->page != cell->page)
                continue;
            int32_t slack = g->height / 8;
            votes[HRB__PDF_AT_MIDDLE] += ABS(hrb__pdf_middle_y(&cell->box) - hrb__pdf_middle_y(&other->box)) < slack;
            votes[HRB__PDF_AT_TOP] += ABS(cell->box.y0 - other->box.y0) < slack;
            votes[HRB__PDF_AT_FOOT] += ABS(cell->box.y1 - other->box.y1) < slack;
        }
    }
    size_t middle = votes[HRB__PDF_AT_MIDDLE], top = votes[HRB__PDF_AT_TOP], foot = votes[HRB__PDF_AT_FOOT];
    /* Lines of two rows taken for one cell have both its top and its foot in common. */
    g->alignment = top > middle + foot ? HRB__PDF_AT_TOP : foot > middle + top + 1 ? HRB__PDF_AT_FOOT : HRB__PDF_AT_MIDDLE;
}

/* Whether a cell of another column stands at the height of lines [first, last] of one. */
static bool stands_beside(const hrb__pdf_grid *g, size_t column, const hrb__pdf_fragment *first, const hrb__pdf_fragment *last)
{
    size_t from = g->column_cells[column], to = g->column_cells[column + 1];
    const hrb__pdf_box box = {.y0 = first->box.y0, .y1 = last->box.y1};
    size_t at = cell_at(g, from, to, hrb__pdf_fragment_page(g, first), hrb__pdf_middle_y(&box));
    for (size_t k = at > from ? at - 1 : at; k < to && k <= at; k++)
        if (g->cells[k].page == hrb__pdf_fragment_page(g, first) && ABS(hrb__pdf_grid_key(g, &g->cells[k].box) - hrb__pdf_grid_key(g, &box)) < g->height / 10)
            return true;
    return false;
}

/* The last line of the first row in a cell, where it is really the cells of several; NONE if that cannot be told. */
static uint32_t first_row_in(const hrb__pdf_grid *g, uint32_t first, size_t column)
{
    for (uint32_t f = first, n = 0; f != NONE && n < MAX_LINES; f = g->fragments[f].next, n++) {
        uint32_t next = g->fragments[f].next;
        if (g->alignment == HRB__PDF_AT_TOP ? next == NONE || stands_beside(g, column, &g->fragments[next], &g->fragments[next])
                                            : stands_beside(g, column, &g->fragments[first], &g->fragments[f]))
            return f;
    }
    return NONE;
}

/* Where cells are not drawn in order, those of two rows may be drawn one after the
 * other: the cells of another column tell them apart. */
static void part_rows(hrb__pdf_grid *g, size_t column, size_t other)
{
    for (size_t i = g->column_cells[column]; i < g->column_cells[column + 1]; i++) {
        uint32_t first = g->cells[i].first, last;
        while (!hrb__pdf_is_header(g, &g->cells[i]) && (last = first_row_in(g, first, other)) != NONE && g->fragments[last].next != NONE) {
            first = g->fragments[last].next;
            g->fragments[first].joins = false;
        }
    }
}

/* Fragments that join become cells, column by column; false when memory is out. */
static bool make_cells(hrb__pdf_grid *g, const uint32_t *first, const uint32_t *below)
{
    g->cell_count = 0;
    for (size_t c = 0; c < g->column_count; c++) {
        g->column_cells[c] = g->cell_count;
        for (uint32_t f = first[c]; f != NONE; f = below[f]) {
            g->fragments[f].next = NONE;
            if (g->fragments[f].joins)
                extend_cell(g, &g->cells[g->cell_count - 1], f);
            else if (!push_cell(g, f))
                return false;
        }
    }
    g->column_cells[g->column_count] = g->cell_count;
    return true;
}

bool hrb__pdf_fill_grid(hrb__pdf_grid *g)
{
    uint32_t first[HRB__PDF_MAX_COLUMNS], *below = g_try_new(uint32_t, g->fragment_count + 1);
    if (below == NULL)
        return false;
    memset(first, 0xFF, sizeof first);
    for (size_t i = 0; i < g->fragment_count; i++) {
        const hrb__pdf_fragment *f = &g->fragments[i];
        g->columns[f->column].widest = MAX(g->columns[f->column].widest, f->box.x1 - f->box.x0);
        below[i] = NONE;
        if (f->above != NONE)
            below[f->above] = (uint32_t)i;
        else
            first[f->column] = (uint32_t)i;
    }
    bool done = find_order(g);
    for (size_t i = 0; i < g->fragment_count; i++) {
        hrb__pdf_fragment *f = &g->fragments[i];
        f->joins = f->line < g->header_end ? f->above != NONE : may_join(g, f);
    }
    done = done && make_cells(g, first, below);
    if (done)
        find_alignment(g);
    /* Rows that are told apart in one column tell them apart in another. */
    for (int pass = 0; pass < 3 && done && !g->is_ordered; pass++) {
        size_t busiest = busiest_column(g, SIZE_MAX), second = busiest_column(g, busiest);
        for (size_t c = MIN(busiest, second); c < g->column_count; c++)
            part_rows(g, c, c == busiest ? second : busiest);
        done = make_cells(g, first, below);
    }
    g_free(below);
    return done;
}
