/* SPDX-License-Identifier: Apache-2.0 */
/* The columns of a table without its ruling lines: strips of the page that the
 * figures, the labels that stand in line and the lowest cells of the header
 * leave free. Then which columns each cell of the header covers. */
#include <glib.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/pdf.h"

#define MAX_BINS 16384
#define MIN_BIN 50 /* half a point */

static int32_t middle_x(const hrb__pdf_box *box)
{
    return hrb__pdf_middle(box->x0, box->x1);
}

static int32_t middle_y(const hrb__pdf_box *box)
{
    return hrb__pdf_middle(box->y0, box->y1);
}

static bool overlap_x(const hrb__pdf_box *a, const hrb__pdf_box *b, int32_t slack)
{
    return a->x0 < b->x1 - slack && b->x0 < a->x1 - slack;
}

static int32_t height_of(const hrb__pdf_block *block)
{
    return block->box.y1 - block->box.y0;
}

/* --- The cells of the header --- */

static bool push_block(hrb__pdf_table *t, uint32_t piece)
{
    if (!hrb__grow((void **)&t->blocks, t->block_count, &t->block_capacity, sizeof *t->blocks))
        return false;
    const hrb__pdf_piece *p = &t->pdf->pieces[piece];
    t->blocks[t->block_count++] = (hrb__pdf_block){.box = p->box, .first_piece = piece, .last_piece = piece, .span = 1, .is_number = p->is_number};
    return true;
}

/* Whether a piece is the next line of a header cell. */
static bool continues_cell(const hrb__pdf *pdf, const hrb__pdf_block *block, const hrb__pdf_piece *piece)
{
    const hrb__pdf_piece *last = &pdf->pieces[block->last_piece];
    int32_t height = piece->box.y1 - piece->box.y0, gap = piece->box.y0 - last->box.y1;
    if (gap > height * 6 / 10 || gap < -height / 2 || !overlap_x(&block->box, &piece->box, 0))
        return false;
    bool centred = ABS(middle_x(&block->box) - middle_x(&piece->box)) < height * 35 / 100;
    bool flush = ABS(last->box.x0 - piece->box.x0) < height / 5;
    if (piece->first_order == last->last_order + 1)
        return centred || flush;
    return centred && gap < height * 35 / 100;
}

static int by_middle(const void *a, const void *b)
{
    const hrb__pdf_block *v = a, *w = b;
    int32_t first = middle_y(&v->box), second = middle_y(&w->box);
    if (first != second)
        return first < second ? -1 : 1;
    return v->box.x0 != w->box.x0 ? (v->box.x0 < w->box.x0 ? -1 : 1) : v->first_piece < w->first_piece ? -1 : v->first_piece > w->first_piece;
}

static int by_left(const void *a, const void *b)
{
    const hrb__pdf_block *v = a, *w = b;
    return v->box.x0 != w->box.x0 ? (v->box.x0 < w->box.x0 ? -1 : 1) : v->first_piece < w->first_piece ? -1 : v->first_piece > w->first_piece;
}

/* The first block of the header row that ends before `end`. */
static size_t row_start(const hrb__pdf_table *t, size_t end)
{
    size_t start = end - 1;
    int32_t lowest = middle_y(&t->blocks[end - 1].box), slack = height_of(&t->blocks[end - 1]);
    slack = MIN(slack, t->pdf->pieces[t->blocks[end - 1].first_piece].box.y1 - t->pdf->pieces[t->blocks[end - 1].first_piece].box.y0) * 3 / 10;
    while (start > 0 && lowest - middle_y(&t->blocks[start - 1].box) < slack)
        start--;
    return start;
}

bool hrb__pdf_find_header(hrb__pdf_table *t)
{
    hrb__pdf *pdf = t->pdf;
    t->block_count = 0;
    for (uint32_t i = t->first_line; i < t->header_end; i++) {
        const hrb__pdf_line *line = &pdf->lines[i];
        if (line->kind == HRB__PDF_DROPPED)
            continue;
        size_t above = t->block_count;
        for (uint32_t k = 0; k < line->piece_count; k++) {
            uint32_t p = line->first_piece + k;
            hrb__pdf_piece *piece = &pdf->pieces[p];
            size_t found = above, from = above > HRB__PDF_MAX_COLUMNS ? above - HRB__PDF_MAX_COLUMNS : 0;
            for (size_t b = from; b < above && found == above; b++)
                if (continues_cell(pdf, &t->blocks[b], piece))
                    found = b;
            if (found == above) {
                if (!push_block(t, p))
                    return false;
                continue;
            }
            hrb__pdf_block *block = &t->blocks[found];
            pdf->pieces[block->last_piece].next = p;
            block->last_piece = p;
            block->box.x0 = MIN(block->box.x0, piece->box.x0);
            block->box.x1 = MAX(block->box.x1, piece->box.x1);
            block->box.y1 = MAX(block->box.y1, piece->box.y1);
        }
    }
    t->header_count = t->block_count;
    if (t->header_count > 1)
        qsort(t->blocks, t->header_count, sizeof *t->blocks, by_middle);
    return true;
}

/* --- Strips --- */

typedef struct strips {
    int32_t bin; /* its width */
    size_t count;
    int32_t change[MAX_BINS + 1];
    uint16_t left_edges[MAX_BINS + 2], right_edges[MAX_BINS + 2], middles[MAX_BINS + 2];
} strips;

static size_t bin_of(const strips *s, int32_t x)
{
    int32_t bin = MAX(x, 0) / s->bin;
    return (size_t)MIN(bin, (int32_t)s->count - 1);
}

static void cover(strips *s, int32_t x0, int32_t x1)
{
    size_t from = bin_of(s, x0), to = bin_of(s, MAX(x1 - 1, x0));
    s->change[from]++;
    s->change[to + 1]--;
}

static void count_edge(uint16_t *edges, size_t bin)
{
    if (edges[bin] < UINT16_MAX)
        edges[bin]++;
}

/* Pieces with an edge within a point of here. */
static unsigned edges_near(const uint16_t *edges, size_t bin)
{
    return (bin > 1 ? edges[bin - 2] : 0u) + (bin > 0 ? edges[bin - 1] : 0u) + edges[bin] + edges[bin + 1] + edges[bin + 2];
}

static void count_edges(const hrb__pdf_table *t, strips *s)
{
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &t->pdf->lines[i];
        for (uint32_t k = 0; k < line->piece_count && line->kind != HRB__PDF_DROPPED; k++) {
            const hrb__pdf_box *box = &t->pdf->pieces[line->first_piece + k].box;
            count_edge(s->left_edges, bin_of(s, box->x0));
            count_edge(s->right_edges, bin_of(s, box->x1));
            count_edge(s->middles, bin_of(s, middle_x(box)));
        }
    }
}

/* Text that stands in line with other text of the table, and not across merged columns. */
static bool is_in_line(const strips *s, const hrb__pdf_box *box)
{
    return edges_near(s->left_edges, bin_of(s, box->x0)) > 2 || edges_near(s->right_edges, bin_of(s, box->x1)) > 2 ||
           edges_near(s->middles, bin_of(s, middle_x(box))) > 2;
}

static size_t cover_data(const hrb__pdf_table *t, strips *s)
{
    size_t lines = 0;
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &t->pdf->lines[i];
        if (line->kind == HRB__PDF_DROPPED)
            continue;
        lines++;
        for (uint32_t k = 0; k < line->piece_count; k++) {
            const hrb__pdf_piece *piece = &t->pdf->pieces[line->first_piece + k];
            if (piece->is_number || is_in_line(s, &piece->box))
                cover(s, piece->box.x0, piece->box.x1);
        }
    }
    return lines;
}

/* Runs of covered bins become columns. */
static void cut_columns(hrb__pdf_table *t, const strips *s, int32_t noise)
{
    int32_t depth = 0;
    bool inside = false;
    t->column_count = 0;
    for (size_t b = 0; b < s->count; b++) {
        depth += s->change[b];
        bool covered = depth > noise;
        int32_t x = (int32_t)b * s->bin;
        if (covered && !inside) {
            if (t->column_count == HRB__PDF_MAX_COLUMNS)
                return;
            t->columns[t->column_count++] = (hrb__pdf_column){.x0 = x};
        }
        if (covered)
            t->columns[t->column_count - 1].x1 = x + s->bin;
        inside = covered;
    }
}

static bool has_block_below(const hrb__pdf_table *t, const hrb__pdf_block *block)
{
    for (size_t b = 0; b < t->header_count; b++) {
        const hrb__pdf_block *other = &t->blocks[b];
        if (other != block && middle_y(&other->box) > block->box.y1 - height_of(block) / 4 && other->box.y0 > middle_y(&block->box) && overlap_x(&block->box, &other->box, 0))
            return true;
    }
    return false;
}

/* How many of the columns found so far a box stands in. */
static size_t columns_under(const hrb__pdf_table *t, const hrb__pdf_box *box, size_t *first)
{
    size_t n = 0;
    for (size_t c = 0; c < t->column_count; c++)
        if (box->x0 < t->columns[c].x1 && t->columns[c].x0 < box->x1) {
            if (n == 0)
                *first = c;
            n++;
        }
    return n;
}

static bool has_figures(const hrb__pdf_table *t)
{
    for (uint32_t i = t->header_end; i < t->end; i++)
        if (t->pdf->lines[i].has_number && t->pdf->lines[i].kind != HRB__PDF_DROPPED)
            return true;
    return false;
}

/* An empty table has only its header to tell the columns: cells with nothing
 * below them, where two at least stand on one line. */
static void mark_lines_of_leaves(hrb__pdf_table *t)
{
    for (size_t end = t->header_count; end > 0;) {
        size_t start = row_start(t, end), leaves = 0;
        for (size_t b = start; b < end; b++)
            leaves += !has_block_below(t, &t->blocks[b]);
        for (size_t b = start; b < end; b++)
            if (leaves >= 2 && !has_block_below(t, &t->blocks[b]))
                t->blocks[b].level = MAX(t->blocks[b].level, 2);
        end = start;
    }
}

/* Header cells with nothing below them widen their columns, and make those that
 * have no figures at all. What stands over the gap of two columns covers both
 * and is no column, so one is made only beside a cell that has a column already. */
static void cover_header(hrb__pdf_table *t, strips *s)
{
    int32_t lowest = INT32_MIN;
    for (size_t b = 0; b < t->header_count; b++)
        lowest = MAX(lowest, middle_y(&t->blocks[b].box));
    for (size_t b = 0; b < t->header_count; b++) {
        hrb__pdf_block *block = &t->blocks[b];
        size_t column, under = columns_under(t, &block->box, &column);
        block->level = 0;
        if (has_block_below(t, block))
            continue;
        if (under == 1)
            block->level = 1; /* has a column */
        else if (under == 0 && lowest - middle_y(&block->box) < height_of(block) * 3 / 10)
            block->level = 1;
    }
    for (size_t b = 0; b < t->header_count; b++) {
        hrb__pdf_block *block = &t->blocks[b];
        size_t column;
        if (block->level == 1 || has_block_below(t, block) || columns_under(t, &block->box, &column) > 0)
            continue;
        for (size_t k = 0; k < t->header_count && block->level == 0; k++) {
            const hrb__pdf_block *other = &t->blocks[k];
            if (other->level == 1 && ABS(middle_y(&other->box) - middle_y(&block->box)) < height_of(block) * 3 / 10)
                block->level = 2;
        }
    }
    if (t->column_count == 0 || !has_figures(t))
        mark_lines_of_leaves(t);
    for (size_t b = 0; b < t->header_count; b++)
        if (t->blocks[b].level > 0)
            cover(s, t->blocks[b].box.x0, t->blocks[b].box.x1);
}

static void mark_data(hrb__pdf_table *t)
{
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &t->pdf->lines[i];
        for (uint32_t k = 0; k < line->piece_count && line->kind != HRB__PDF_DROPPED; k++) {
            const hrb__pdf_piece *piece = &t->pdf->pieces[line->first_piece + k];
            size_t first, last;
            hrb__pdf_columns_of(t, piece->box, &first, &last);
            if (first == last)
                t->columns[first].has_data = true;
        }
    }
}

/* A header cell in the middle of a wide column and figures at its right border,
 * or labels at its left one, are one column. */
static void join_columns(hrb__pdf_table *t)
{
    bool headed[HRB__PDF_MAX_COLUMNS] = {false}, numeric[HRB__PDF_MAX_COLUMNS] = {false};
    for (size_t b = 0; b < t->header_count; b++) {
        size_t first = 0;
        if (t->blocks[b].level > 0 && columns_under(t, &t->blocks[b].box, &first) > 0)
            headed[first] = true;
    }
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &t->pdf->lines[i];
        for (uint32_t k = 0; k < line->piece_count && line->kind != HRB__PDF_DROPPED; k++) {
            const hrb__pdf_piece *piece = &t->pdf->pieces[line->first_piece + k];
            size_t first = 0;
            if (columns_under(t, &piece->box, &first) > 0)
                numeric[first] = numeric[first] || piece->is_number;
        }
    }
    size_t n = 0;
    for (size_t c = 0; c < t->column_count; c++) {
        hrb__pdf_column column = t->columns[c];
        hrb__pdf_column *last = n > 0 ? &t->columns[n - 1] : NULL;
        bool figures_right = last != NULL && last->has_header && !last->has_data && column.has_data && !headed[c] && numeric[c];
        bool labels_left = last != NULL && !last->has_header && last->has_data && !last->is_numeric && headed[c] && !column.has_data;
        if (figures_right || labels_left) {
            last->x1 = column.x1;
            last->has_header = last->has_data = true;
            continue;
        }
        column.has_header = headed[c];
        column.is_numeric = numeric[c];
        t->columns[n++] = column;
    }
    t->column_count = n;
}

bool hrb__pdf_find_columns(hrb__pdf_table *t, const hrb__pdf_table *before)
{
    strips *s = g_try_new0(strips, 1);
    if (s == NULL)
        return false;
    int32_t width = 1;
    for (uint32_t i = t->first_line; i < t->end; i++)
        width = MAX(width, t->pdf->lines[i].box.x1 + 1);
    s->bin = MAX(MIN_BIN, width / (MAX_BINS - 2) + 1);
    s->count = (size_t)(width / s->bin) + 1;
    count_edges(t, s);
    size_t lines = cover_data(t, s);
    int32_t noise = (int32_t)(lines / 25);
    if (before != NULL)
        for (size_t c = 0; c < before->column_count; c++)
            for (int32_t k = 0; k <= noise; k++)
                cover(s, before->columns[c].x0, before->columns[c].x1);
    cut_columns(t, s, noise);
    if (t->header_count > 0) {
        for (int32_t k = 0; k <= noise; k++)
            cover_header(t, s);
        cut_columns(t, s, noise);
    }
    g_free(s);
    if (t->column_count > 0) {
        mark_data(t);
        join_columns(t);
    }
    return true;
}

void hrb__pdf_columns_of(const hrb__pdf_table *t, hrb__pdf_box box, size_t *first, size_t *last)
{
    size_t n = 0, nearest = 0;
    int32_t best = INT32_MAX;
    *first = *last = 0;
    for (size_t c = 0; c < t->column_count; c++) {
        const hrb__pdf_column *column = &t->columns[c];
        int32_t common = MIN(box.x1, column->x1) - MAX(box.x0, column->x0);
        if (common > 100 || (common > 0 && common * 2 >= box.x1 - box.x0)) {
            if (n++ == 0)
                *first = c;
            *last = c;
        }
        if (-common < best) {
            best = -common;
            nearest = c;
        }
    }
    if (n == 0)
        *first = *last = nearest;
}

/* --- What each header cell covers --- */

/* Where the borders of the columns may be: figures stand at the right one,
 * labels at the left one, and a header in the middle between the two. */
static void estimate_borders(hrb__pdf_table *t)
{
    for (size_t c = 0; c < t->column_count; c++) {
        hrb__pdf_column *column = &t->columns[c];
        column->left = c == 0 ? column->x0 - 200 : hrb__pdf_middle(t->columns[c - 1].x1, column->x0);
        if (c > 0)
            t->columns[c - 1].right = column->left;
        column->right = column->x1 + 200;
    }
}

/* Cells below one another: a cell that has cells below it covers the columns
 * that its middle is the middle of. */
static void cover_columns(hrb__pdf_table *t, hrb__pdf_block *block, size_t low, size_t high)
{
    size_t first, last;
    hrb__pdf_columns_of(t, block->box, &first, &last);
    bool any = false, all = true;
    for (size_t c = first; c <= last; c++) {
        any = any || t->columns[c].has_header;
        all = all && t->columns[c].has_header;
    }
    block->column = (uint16_t)first;
    block->span = (uint16_t)(last - first + 1);
    if (any) {
        int32_t middle = middle_x(&block->box), best = INT32_MAX;
        for (size_t i = low; i <= first; i++)
            for (size_t j = MAX(last, i); j <= high; j++) {
                bool whole = true;
                for (size_t c = i; c <= j; c++)
                    whole = whole && t->columns[c].has_header;
                int32_t off = ABS(hrb__pdf_middle(t->columns[i].left, t->columns[j].right) - middle);
                if ((whole || (i == first && j == last)) && off < best) {
                    best = off;
                    block->column = (uint16_t)i;
                    block->span = (uint16_t)(j - i + 1);
                }
            }
    }
    for (size_t c = block->column; c < (size_t)block->column + block->span; c++)
        t->columns[c].has_header = true;
}

static void set_levels(hrb__pdf_table *t)
{
    size_t depth[HRB__PDF_MAX_COLUMNS] = {0};
    t->levels = 0;
    for (size_t b = 0; b < t->header_count; b++) { /* from the top: blocks are in order of their first line */
        hrb__pdf_block *block = &t->blocks[b];
        size_t level = 0;
        for (size_t c = block->column; c < (size_t)block->column + block->span; c++)
            level = MAX(level, depth[c]);
        block->level = (uint16_t)level;
        for (size_t c = block->column; c < (size_t)block->column + block->span; c++)
            depth[c] = level + 1;
        t->levels = MAX(t->levels, level + 1);
    }
    /* The lowest cell of a column reaches down to the data. */
    for (size_t b = 0; b < t->header_count; b++) {
        hrb__pdf_block *block = &t->blocks[b];
        bool lowest = true;
        for (size_t c = block->column; c < (size_t)block->column + block->span; c++)
            lowest = lowest && depth[c] == (size_t)block->level + 1;
        block->levels = (uint16_t)(lowest ? t->levels - block->level : 1);
    }
}

void hrb__pdf_lay_out_header(hrb__pdf_table *t)
{
    estimate_borders(t);
    for (size_t c = 0; c < t->column_count; c++)
        t->columns[c].has_header = false;
    for (size_t end = t->header_count; end > 0;) {
        /* Blocks of one line; from the lowest up. */
        size_t start = row_start(t, end), low = 0;
        qsort(t->blocks + start, end - start, sizeof *t->blocks, by_left);
        for (size_t b = start; b < end; b++) {
            size_t first, last, high = t->column_count - 1;
            if (b + 1 < end) {
                hrb__pdf_columns_of(t, t->blocks[b + 1].box, &first, &last);
                high = first > 0 ? first - 1 : 0;
            }
            cover_columns(t, &t->blocks[b], low, MAX(high, low));
            low = MIN((size_t)t->blocks[b].column + t->blocks[b].span, t->column_count - 1);
        }
        end = start;
    }
    set_levels(t);
}
