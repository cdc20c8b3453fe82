/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of a table of text. Lines of a cell are drawn one after another; cells
 * of a row have their middles (or tops) at one height; a cell that reaches over
 * several rows stands in the middle of them, or is drawn before the first. */
#include <glib.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/pdf_grid.h"

#define NONE HRB__PDF_NONE
#define MAX_SHIFT (INT32_MAX / 4) /* hundredths of a point of pages laid below each other */
#define MAX_LINES 32 /* of a cell that is taken apart */

/* --- Cells --- */

static int32_t height_of(const hrb__pdf_fragment *f)
{
    return f->box.y1 - f->box.y0;
}

static uint32_t page_of(const hrb__pdf_grid *g, const hrb__pdf_fragment *f)
{
    return g->pdf->lines[f->line].page;
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

/* Whether a line had no room for what the next begins with. */
static bool is_full(const hrb__pdf_grid *g, const hrb__pdf_fragment *above, const hrb__pdf_fragment *f)
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
    if (f->first_order != above->last_order + 1 || page_of(g, f) != page_of(g, above) || gap * 20 > height_of(f) * (g->is_ordered ? 12 : 7))
        return false;
    return is_full(g, above, f) && (g->is_ordered || 2 * width >= g->columns[f->column].widest);
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
        bool same_row = is_drawn_next(g, f) || (f->column > last && page_of(g, f) == page && f->box.y0 < foot && f->box.y1 > top);
        if (!same_row && (f->column > last ? page_of(g, f) == page : page_of(g, f) == page && hrb__pdf_middle_y(&f->box) < foot))
            return false;
        top = same_row ? MIN(top, f->box.y0) : f->box.y0;
        foot = same_row ? MAX(foot, f->box.y1) : f->box.y1;
        last = f->column;
        page = page_of(g, f);
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
                                                     .page = page_of(g, f), .rows = 1, .column = f->column, .lines = 1};
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

static bool is_header_cell(const hrb__pdf_grid *g, const hrb__pdf_grid_cell *cell)
{
    return g->fragments[cell->first].line < g->header_end;
}

static int32_t key_of(const hrb__pdf_grid *g, const hrb__pdf_box *box)
{
    switch (g->alignment) {
    case HRB__PDF_AT_TOP:
        return box->y0;
    case HRB__PDF_AT_FOOT:
        return box->y1;
    default:
        return hrb__pdf_middle_y(box);
    }
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
        if (cell->column == column || is_header_cell(g, cell) || count * 5 < (to - from) * 4) /* a cell over several rows says nothing */
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
    g->alignment = top > middle && top > 2 * foot ? HRB__PDF_AT_TOP : foot > 1 && foot > middle && foot > 2 * top ? HRB__PDF_AT_FOOT : HRB__PDF_AT_MIDDLE;
}

/* Whether a cell of another column stands at the height of lines [first, last] of one. */
static bool stands_beside(const hrb__pdf_grid *g, size_t column, const hrb__pdf_fragment *first, const hrb__pdf_fragment *last)
{
    size_t from = g->column_cells[column], to = g->column_cells[column + 1];
    const hrb__pdf_box box = {.y0 = first->box.y0, .y1 = last->box.y1};
    size_t at = cell_at(g, from, to, page_of(g, first), hrb__pdf_middle_y(&box));
    for (size_t k = at > from ? at - 1 : at; k < to && k <= at; k++)
        if (g->cells[k].page == page_of(g, first) && ABS(key_of(g, &g->cells[k].box) - key_of(g, &box)) < g->height / 10)
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
        while (!is_header_cell(g, &g->cells[i]) && (last = first_row_in(g, first, other)) != NONE && g->fragments[last].next != NONE) {
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

/* --- Rows --- */

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
    r->items[r->count++] = (row){.key = key_of(g, &cell->box), .top = cell->box.y0, .foot = cell->box.y1, .page = cell->page, .order = cell->first_order};
    return true;
}

/* Row 0 is the header; each cell of the busiest column makes one. */
static bool make_rows(hrb__pdf_grid *g, rows *r)
{
    const hrb__pdf_box *top = &g->cells[0].box;
    r->count = 0;
    for (size_t i = 0; i < g->cell_count; i++)
        if (is_header_cell(g, &g->cells[i])) {
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
        size_t at = nearest_row(r, cell->page, key_of(g, &cell->box));
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
        if (!begins_page(r, cell->row) || above->column != cell->column || above->row + 1 < cell->row || above->page == cell->page || is_header_cell(g, above))
            continue;
        bool twice = i + 1 < g->cell_count && cell[1].column == cell->column && cell[1].row == cell->row;
        bool alone = wanted > 1 && found[cell->row] < wanted;
        if ((twice || alone) && is_full(g, &g->fragments[above->last], &g->fragments[cell->first]))
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
        if (low == r->count || (i > from && low <= g->cells[i - 1].row) || r->items[low].page < cell->page ||
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
        size_t at = nearest_row(r, cell->page, key_of(g, &cell->box));
        if (ABS(r->items[at].key - key_of(g, &cell->box)) > g->height / 4 || (i > from && at <= g->cells[i - 1].row))
            return false;
        cell->row = (uint32_t)at;
    }
    return true;
}

static void place_column(hrb__pdf_grid *g, const rows *r, size_t from, size_t to, bool ordered)
{
    if (to - from == r->count - 1) {
        for (size_t i = from; i < to; i++)
            g->cells[i].row = (uint32_t)(1 + i - from);
        return;
    }
    if ((ordered && start_by_order(g, r, from, to)) || (g->alignment == HRB__PDF_AT_TOP && start_beside(g, r, from, to)))
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
        heights[i] = (height){key_of(g, &g->cells[i].box), g->cells[i].page, g->cells[i].column};
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
        hrb__pdf_write_piece(g->pdf, out, page_of(g, fragment), &piece);
        *last = end.length > 0 ? end.data[end.length - 1] : '\0';
    }
}

bool hrb__pdf_write_grid(hrb__pdf_grid *g, hrb__gather *out)
{
    qsort(g->cells, g->cell_count, sizeof *g->cells, by_place);
    for (size_t i = 0; i < g->cell_count;) {
        uint32_t at = g->cells[i].row;
        hrb__gather_begin_row(out, true, i == 0);
        while (i < g->cell_count && g->cells[i].row == at) {
            const hrb__pdf_grid_cell *cell = &g->cells[i];
            char last = '\0';
            hrb__gather_begin_cell(out, hrb__pdf_place(cell->page, cell->box), cell->column, 1, 1);
            for (; i < g->cell_count && g->cells[i].row == at && g->cells[i].column == cell->column; i++)
                write_cell(g, out, &g->cells[i], &last);
            hrb__gather_end_cell(out);
        }
        hrb__gather_end_row(out);
    }
    return true;
}
