/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of a table of text: cells of one have their middles (or tops) at one
 * height; a cell over several rows stands in the middle of them, or is drawn before
 * the first. */
#include <glib.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/pdf_grid.h"

#define NONE HRB__PDF_NONE
#define MAX_SHIFT (INT32_MAX / 4) /* hundredths of a point of pages laid below each other */

typedef struct row {
    int32_t key;      /* the height of its cells */
    int32_t top, foot; /* how far they reach */
    int32_t shift;   /* of its page, where pages are laid below one another */
    uint32_t page;
    uint32_t order;   /* of the cell that makes it */
} row;

typedef struct rows {
    row *items;
    size_t count, capacity;
    size_t column; /* whose cells make the rows */
} rows;


static bool push_row(rows *r, const hrb__pdf_grid *g, const hrb__pdf_grid_cell *cell)
{
    if (!hrb__grow((void **)&r->items, r->count, &r->capacity, sizeof *r->items))
        return false;
    r->items[r->count++] = (row){.key = hrb__pdf_grid_key(g, &cell->box), .top = cell->box.y0, .foot = cell->box.y1, .page = cell->page, .order = cell->first_order};
    return true;
}

/* Row 0 is the header; each cell of the busiest column makes one. */
static bool make_rows(hrb__pdf_grid *g, rows *r)
{
    const hrb__pdf_box *top = &g->cells[0].box;
    r->count = 0;
    for (size_t i = 0; i < g->cell_count; i++)
        if (hrb__pdf_is_header(g, &g->cells[i])) {
            hrb__pdf_grid_cell *cell = &g->cells[i];
            cell->placed = true;
            cell->row = 0;
            top = &cell->box;
            if (r->count == 0 && !push_row(r, g, cell))
                return false;
            r->items[0].top = MIN(r->items[0].top, top->y0);
            r->items[0].foot = MAX(r->items[0].foot, top->y1);
        }
    for (size_t i = g->column_cells[r->column]; i < g->column_cells[r->column + 1]; i++) {
        if (g->cells[i].placed)
            continue;
        g->cells[i].placed = true;
        g->cells[i].row = (uint32_t)r->count;
        if (!push_row(r, g, &g->cells[i]))
            return false;
    }
    return true;
}

/* The row nearest to a height on a page; the header's if the page has no other. */
static size_t nearest_row(const rows *r, uint32_t page, int32_t key)
{
    size_t low = 0, high = r->count;
    while (low < high) {
        size_t half = low + (high - low) / 2;
        const row *item = &r->items[half];
        if (item->page < page || (item->page == page && item->key < key))
            low = half + 1;
        else
            high = half;
    }
    bool here = low < r->count && r->items[low].page == page;
    if (low > 1 && r->items[low - 1].page == page && (!here || key - r->items[low - 1].key <= r->items[low].key - key))
        return low - 1;
    return here ? low : low - 1;
}

static void reach(row *item, const hrb__pdf_box *box)
{
    item->top = MIN(item->top, box->y0);
    item->foot = MAX(item->foot, box->y1);
}

/* Columns to the right of the busiest: a cell a row. */
static void place_beside(hrb__pdf_grid *g, rows *r)
{
    for (size_t i = g->column_cells[r->column + 1]; i < g->cell_count; i++) {
        hrb__pdf_grid_cell *cell = &g->cells[i];
        if (cell->placed)
            continue;
        size_t at = nearest_row(r, cell->page, hrb__pdf_grid_key(g, &cell->box));
        cell->row = (uint32_t)at;
        cell->placed = true;
        if (at > 0)
            reach(&r->items[at], &cell->box);
    }
}

/* --- Rows that the page's end cuts --- */

/* The columns from that of the names on that have a cell in nearly every row. */
static size_t mark_usual(const hrb__pdf_grid *g, const rows *r, bool *usual)
{
    size_t count = 0;
    for (size_t c = r->column; c < g->column_count; c++) {
        usual[c] = (g->column_cells[c + 1] - g->column_cells[c]) * 5 >= r->count * 4;
        count += usual[c];
    }
    return count;
}

static bool begins_page(const rows *r, size_t i)
{
    return i > 1 && i < r->count && r->items[i].page != r->items[i - 1].page;
}

/* The first cells of a page go on with the last row of the one before where that row's
 * lines were full and no row of their own is complete; false when memory is out. */
static bool join_cut_rows(hrb__pdf_grid *g, const rows *r)
{
    bool usual[HRB__PDF_MAX_COLUMNS] = {false};
    size_t wanted = mark_usual(g, r, usual);
    uint8_t *found = g_try_malloc0(r->count + 1);
    if (found == NULL)
        return false;
    for (size_t i = g->column_cells[r->column]; i < g->cell_count; i++) {
        const hrb__pdf_grid_cell *cell = &g->cells[i];
        bool first = i == g->column_cells[cell->column] || cell->row != cell[-1].row;
        found[cell->row] = (uint8_t)(found[cell->row] + (usual[cell->column] && first));
    }
    for (size_t i = g->column_cells[r->column] + 1; i < g->cell_count; i++) {
        hrb__pdf_grid_cell *cell = &g->cells[i];
        const hrb__pdf_grid_cell *above = cell - 1;
        if (!begins_page(r, cell->row) || above->column != cell->column || above->row + 1 < cell->row || above->page == cell->page || hrb__pdf_is_header(g, above))
            continue;
        bool twice = i + 1 < g->cell_count && cell[1].column == cell->column && cell[1].row == cell->row;
        bool alone = wanted > 1 && found[cell->row] < wanted;
        if ((twice || alone) && hrb__pdf_is_full(g, &g->fragments[above->last], &g->fragments[cell->first]))
            cell->row--;
    }
    g_free(found);
    return true;
}

/* --- Cells over several rows --- */

/* Pages laid below one another, as a cell over rows of two of them stands in the middle of all. */
static void stack_pages(rows *r)
{
    int32_t half = 0;
    for (size_t i = 1; i < r->count; i++) {
        row *item = &r->items[i];
        const row *above = item - 1;
        item->shift = above->shift;
        if (item->page == above->page)
            half = MAX(item->top - above->foot, 0) / 2;
        else
            item->shift = CLAMP(above->shift + above->foot - item->top + 2 * half, -MAX_SHIFT, MAX_SHIFT);
    }
}

/* The border between row `i` and the one above it. */
static int32_t border(const rows *r, size_t i)
{
    const row *items = r->items;
    if (i == r->count)
        return items[i - 1].foot + items[i - 1].shift + MAX(items[1].top - items[0].foot, 0) / 2;
    return hrb__pdf_middle(items[i - 1].foot + items[i - 1].shift, items[i].top + items[i].shift);
}

/* The middle of a cell on the pages laid below one another. */
static int32_t stacked_middle(const rows *r, const hrb__pdf_grid_cell *cell)
{
    return hrb__pdf_middle_y(&cell->box) + r->items[nearest_row(r, cell->page, INT32_MAX)].shift;
}

/* The rows that cells [from, to) of a column begin at, by what is drawn after each; false if that makes no sense. */
static bool start_by_order(hrb__pdf_grid *g, const rows *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        hrb__pdf_grid_cell *cell = &g->cells[i];
        size_t low = 1, high = r->count;
        while (low < high) {
            size_t half = low + (high - low) / 2;
            if (r->items[half].order < cell->last_order)
                low = half + 1;
            else
                high = half;
        }
        bool again = i > from && low == g->cells[i - 1].row; /* nothing is drawn between the two: the first has a row of its own */
        if (again)
            g->cells[i - 1].is_alone = true;
        if (low == r->count || (i > from && low < g->cells[i - 1].row) || r->items[low].page < cell->page ||
            (r->items[low].page == cell->page && r->items[low].top > cell->box.y1 + g->height))
            return false;
        cell->row = (uint32_t)low;
    }
    return true;
}

/* The same by heights: a cell's lower border is as far below its middle as its upper one is above.
 * Returns how far off the worst is. */
static int32_t start_by_middle(hrb__pdf_grid *g, const rows *r, size_t from, size_t to)
{
    size_t start = 1;
    int32_t worst = 0;
    for (size_t i = from; i < to; i++) {
        hrb__pdf_grid_cell *cell = &g->cells[i];
        int32_t middle = stacked_middle(r, cell), wanted = 2 * middle - border(r, start), best = INT32_MAX;
        size_t found = 0, k = start + 1;
        cell->row = (uint32_t)start;
        if (i + 1 == to)
            return MAX(worst, ABS(border(r, r->count) - wanted));
        for (int32_t at = INT32_MIN, next = stacked_middle(r, &g->cells[i + 1]); k < r->count && at < MAX(wanted, middle) && (at = border(r, k)) < next; k++)
            if (at > middle && ABS(at - wanted) < best) {
                best = ABS(at - wanted);
                found = k;
            }
        worst = MAX(worst, best);
        start = MIN(found > 0 ? found : MAX(start + 1, k - 1), r->count - 1);
    }
    return worst;
}

/* The same where each cell stands beside the first of its rows. */
static bool start_beside(hrb__pdf_grid *g, const rows *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        hrb__pdf_grid_cell *cell = &g->cells[i];
        size_t at = nearest_row(r, cell->page, hrb__pdf_grid_key(g, &cell->box));
        if (ABS(r->items[at].key - hrb__pdf_grid_key(g, &cell->box)) > g->height / 4 || (i > from && at <= g->cells[i - 1].row))
            return false;
        cell->row = (uint32_t)at;
    }
    return true;
}

static bool say_the_same(const hrb__pdf_grid *g, const hrb__pdf_grid_cell *a, const hrb__pdf_grid_cell *b)
{
    uint32_t f = a->first, k = b->first;
    for (; f != NONE && k != NONE; f = g->fragments[f].next, k = g->fragments[k].next) {
        const hrb__pdf_fragment *one = &g->fragments[f], *other = &g->fragments[k];
        if (one->word_count != other->word_count || !hrb__text_equals(hrb__pdf_word_text(g->pdf, &g->pdf->words[one->first_word]), hrb__pdf_word_text(g->pdf, &g->pdf->words[other->first_word])))
            return false;
    }
    return f == k;
}

/* Spreadsheets draw a cell over the page's end on both pages and clip what does not belong there:
 * one text at one place of the sheet. Returns the end of what is left. */
static size_t drop_twins(hrb__pdf_grid *g, const rows *r, size_t from, size_t to)
{
    size_t n = from;
    for (size_t i = from; i < to; i++) {
        const hrb__pdf_grid_cell *cell = &g->cells[i], *last = n > from ? &g->cells[n - 1] : NULL;
        if (last != NULL && cell->page != last->page && ABS(stacked_middle(r, cell) - stacked_middle(r, last)) < g->height && say_the_same(g, cell, last)) {
            g->cells[i].is_twin = true;
            continue;
        }
        if (n != i) {
            hrb__pdf_grid_cell twin = g->cells[n];
            g->cells[n] = g->cells[i];
            g->cells[i] = twin;
        }
        n++;
    }
    return n;
}

static void place_column(hrb__pdf_grid *g, const rows *r, size_t from, size_t to, bool ordered)
{
    to = drop_twins(g, r, from, to);
    if (ordered && start_by_order(g, r, from, to))
        return;
    if (to - from == r->count - 1) {
        for (size_t i = from; i < to; i++)
            g->cells[i].row = (uint32_t)(1 + i - from);
        return;
    }
    if (g->alignment == HRB__PDF_AT_TOP && start_beside(g, r, from, to))
        return;
    if (start_by_middle(g, r, from, to) > g->height && !start_beside(g, r, from, to))
        start_by_middle(g, r, from, to);
}

typedef struct height {
    int32_t key;
    uint32_t page;
    uint16_t column;
} height;

static int by_height(const void *a, const void *b)
{
    const height *v = a, *w = b;
    if (v->page != w->page)
        return v->page < w->page ? -1 : 1;
    if (v->key != w->key)
        return v->key < w->key ? -1 : 1;
    return v->column < w->column ? -1 : v->column > w->column;
}

/* The column with the most cells that have another beside them; false when memory is out. */
static bool find_row_column(const hrb__pdf_grid *g, size_t *column)
{
    height *heights = g_try_new(height, g->cell_count + 1);
    size_t beside[HRB__PDF_MAX_COLUMNS] = {0};
    if (heights == NULL)
        return false;
    for (size_t i = 0; i < g->cell_count; i++)
        heights[i] = (height){hrb__pdf_grid_key(g, &g->cells[i].box), g->cells[i].page, g->cells[i].column};
    qsort(heights, g->cell_count, sizeof *heights, by_height);
    for (size_t i = 0; i < g->cell_count; i++) {
        const height *h = &heights[i];
        bool above = i > 0 && h[-1].page == h->page && h[-1].column != h->column && h->key - h[-1].key < g->height / 4;
        bool below = i + 1 < g->cell_count && h[1].page == h->page && h[1].column != h->column && h[1].key - h->key < g->height / 4;
        beside[h->column] += above || below;
    }
    size_t best = 0;
    for (size_t c = 1; c < g->column_count; c++)
        best = beside[c] > beside[best] ? c : best;
    /* One to the left with as many cells, of which some are cut by a page's end. */
    size_t slack = 2 * (g->pdf->lines[g->end - 1].page - g->pdf->lines[g->first].page);
    for (*column = 0; *column < best; ++*column)
        if (beside[*column] + slack >= beside[best] && g->column_cells[*column + 1] - g->column_cells[*column] >= g->column_cells[best + 1] - g->column_cells[best])
            break;
    g_free(heights);
    return true;
}

bool hrb__pdf_place_grid(hrb__pdf_grid *g)
{
    rows r = {0};
    bool done = find_row_column(g, &r.column) && make_rows(g, &r), ordered = true;
    if (done && r.count > 1) {
        place_beside(g, &r);
        done = join_cut_rows(g, &r);
        for (size_t i = 2; i < r.count; i++)
            ordered = ordered && r.items[i].order > r.items[i - 1].order;
        stack_pages(&r);
        for (size_t c = 0; c < r.column; c++) {
            size_t from = g->column_cells[c];
            from += from < g->column_cells[c + 1] && g->cells[from].placed;
            place_column(g, &r, from, g->column_cells[c + 1], ordered);
        }
    }
    g->row_count = r.count;
    g_free(r.items);
    return done;
}

/* --- Writing --- */

static int by_place(const void *a, const void *b)
{
    const hrb__pdf_grid_cell *v = a, *w = b;
    if (v->row != w->row)
        return v->row < w->row ? -1 : 1;
    if (v->is_alone != w->is_alone)
        return v->is_alone ? -1 : 1;
    if (v->column != w->column)
        return v->column < w->column ? -1 : 1;
    return v->first < w->first ? -1 : v->first > w->first;
}

static bool is_letter(char c)
{
    return g_ascii_isalpha(c);
}

static void write_cell(const hrb__pdf_grid *g, hrb__gather *out, const hrb__pdf_grid_cell *cell, char *last)
{
    for (uint32_t f = cell->first; f != NONE; f = g->fragments[f].next) {
        const hrb__pdf_fragment *fragment = &g->fragments[f];
        const hrb__pdf_piece piece = {.box = fragment->box, .first_word = fragment->first_word, .word_count = fragment->word_count};
        hrb__text text = hrb__pdf_piece_text(g->pdf, &piece), end = hrb__pdf_word_text(g->pdf, &g->pdf->words[fragment->first_word + fragment->word_count - 1]);
        if (is_letter(*last) && is_letter(text.data[0]))
            hrb__gather_text(out, " ", 1);
        hrb__pdf_write_piece(g->pdf, out, hrb__pdf_fragment_page(g, fragment), &piece);
        *last = end.length > 0 ? end.data[end.length - 1] : '\0';
    }
}

/* Leaves out the twins; the rest in order of row and column. */
static void order_cells(hrb__pdf_grid *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->cell_count; i++)
        if (!g->cells[i].is_twin)
            g->cells[n++] = g->cells[i];
    g->cell_count = n;
    qsort(g->cells, n, sizeof *g->cells, by_place);
}

void hrb__pdf_write_grid(hrb__pdf_grid *g, hrb__gather *out)
{
    order_cells(g);
    const hrb__pdf_grid_cell *cell = g->cells, *end = g->cells + g->cell_count;
    while (cell < end) {
        const hrb__pdf_grid_cell *start = cell;
        hrb__gather_begin_row(out, true, start == g->cells);
        while (cell < end && cell->row == start->row && cell->is_alone == start->is_alone) {
            const hrb__pdf_grid_cell *first = cell;
            char last = '\0';
            hrb__gather_begin_cell(out, hrb__pdf_place(first->page, first->box), first->column, 1, 1);
            for (; cell < end && cell->row == start->row && cell->is_alone == start->is_alone && cell->column == first->column; cell++)
                write_cell(g, out, cell, &last);
            hrb__gather_end_cell(out);
        }
        hrb__gather_end_row(out);
    }
}
