/* SPDX-License-Identifier: Apache-2.0 */
/* The columns of a table without its ruling lines: strips of the page that the
 * figures, the labels that stand in line and the lowest cells of the header leave free. */
#include <glib.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/pdf.h"

#define MAX_BINS 16384
#define MIN_BIN 50 /* half a point */
#define MAX_LABELS_ACROSS 8 /* as many labels as two amounts on a line outweigh */
#define MAX_HEADER_CELLS 400 /* each is compared with each */

/* --- Strips --- */

typedef struct strips {
    int32_t bin; /* its width */
    size_t count;
    /* Changes of what stands at each bin: figures and header cells; labels; and
     * gaps between two pieces of a line that would share a column. */
    int32_t firm[MAX_BINS + 1], loose[MAX_BINS + 1], gaps[MAX_BINS + 1];
    uint16_t left_edges[MAX_BINS + 2], right_edges[MAX_BINS + 2];
} strips;

static size_t bin_of(const strips *s, int32_t x)
{
    int32_t bin = MAX(x, 0) / s->bin;
    return (size_t)MIN(bin, (int32_t)s->count - 1);
}

static void cover(const strips *s, int32_t *change, int32_t x0, int32_t x1)
{
    size_t from = bin_of(s, x0), to = bin_of(s, MAX(x1 - 1, x0));
    change[from]++;
    change[to + 1]--;
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
        }
    }
}

/* Text that begins or ends in line with other text of the table, and not across merged columns. */
static bool is_flush(const strips *s, const hrb__pdf_box *box)
{
    return edges_near(s->left_edges, bin_of(s, box->x0)) > 2 || edges_near(s->right_edges, bin_of(s, box->x1)) > 2;
}

static void cover_data(const hrb__pdf_table *t, strips *s)
{
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &t->pdf->lines[i];
        for (uint32_t k = 0; k < line->piece_count && line->kind != HRB__PDF_DROPPED; k++) {
            const hrb__pdf_piece *piece = &t->pdf->pieces[line->first_piece + k];
            if (piece->is_number)
                cover(s, s->firm, piece->box.x0, piece->box.x1);
            else if (is_flush(s, &piece->box))
                cover(s, s->loose, piece->box.x0, piece->box.x1);
        }
    }
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

/* Other text widens the column it stands in; over several columns it is the label of a total. */
static void cover_others(const hrb__pdf_table *t, strips *s)
{
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &t->pdf->lines[i];
        for (uint32_t k = 0; k < line->piece_count && line->kind != HRB__PDF_DROPPED; k++) {
            const hrb__pdf_piece *piece = &t->pdf->pieces[line->first_piece + k];
            size_t first;
            if (!piece->is_number && !is_flush(s, &piece->box) && columns_under(t, &piece->box, &first) == 1)
                cover(s, s->loose, piece->box.x0, piece->box.x1);
        }
    }
}

/* Text in no column makes its own where the nearest column has another piece on that line. */
static void cover_crowded(const hrb__pdf_table *t, strips *s)
{
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &t->pdf->lines[i];
        for (uint32_t k = 0; k < line->piece_count && line->kind != HRB__PDF_DROPPED; k++) {
            const hrb__pdf_piece *piece = &t->pdf->pieces[line->first_piece + k];
            size_t column, first, last, other = 0;
            if (piece->is_number || columns_under(t, &piece->box, &column) > 0)
                continue;
            hrb__pdf_columns_of(t, piece->box, &first, &last);
            bool crowded = false;
            if (k > 0)
                crowded = columns_under(t, &piece[-1].box, &other) > 0 && other == first;
            if (k + 1 < line->piece_count)
                crowded = crowded || (columns_under(t, &piece[1].box, &other) > 0 && other == first);
            if (crowded)
                cover(s, s->loose, piece->box.x0, piece->box.x1);
        }
    }
}

/* An amount, by its decimals or groups; a code has none. */
static bool has_amount_mark(const hrb__pdf *pdf, const hrb__pdf_piece *piece)
{
    hrb__text text = hrb__pdf_piece_text(pdf, piece);
    return piece->is_number && (memchr(text.data, '.', text.length) != NULL || memchr(text.data, ',', text.length) != NULL);
}

/* Two pieces of a line that a label across several columns has put into one:
 * where such gaps are more than the labels across, they win. */
static void count_gaps(const hrb__pdf_table *t, strips *s)
{
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &t->pdf->lines[i];
        size_t before = SIZE_MAX;
        for (uint32_t k = 0; k < line->piece_count && line->kind != HRB__PDF_DROPPED; k++) {
            const hrb__pdf_piece *piece = &t->pdf->pieces[line->first_piece + k];
            size_t first, last;
            hrb__pdf_columns_of(t, piece->box, &first, &last);
            bool apart = k > 0 && (piece->gap >= line->height || piece->is_number || piece[-1].is_number) && piece->gap > 0;
            /* Two amounts never share a column, whatever stands across them. */
            int32_t times = apart && has_amount_mark(t->pdf, piece) && has_amount_mark(t->pdf, &piece[-1]) ? MAX_LABELS_ACROSS : apart;
            for (int32_t n = 0; n < times && first == before; n++)
                cover(s, s->gaps, piece[-1].box.x1, piece->box.x0);
            before = last;
        }
    }
}

/* Runs of covered bins become columns. */
static void cut_columns(hrb__pdf_table *t, const strips *s)
{
    int32_t firm = 0, loose = 0, gaps = 0;
    bool inside = false;
    t->column_count = 0;
    for (size_t b = 0; b < s->count; b++) {
        firm += s->firm[b];
        loose += s->loose[b];
        gaps += s->gaps[b];
        bool covered = firm > 0 || loose > gaps;
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
        if (other != block && hrb__pdf_middle_y(&other->box) > block->box.y1 - hrb__pdf_block_height(block) / 4 && other->box.y0 > hrb__pdf_middle_y(&block->box) && hrb__pdf_overlap_x(&block->box, &other->box, 0))
            return true;
    }
    return false;
}

static bool has_figures(const hrb__pdf_table *t)
{
    for (uint32_t i = t->header_end; i < t->end; i++)
        if (t->pdf->lines[i].has_number && t->pdf->lines[i].kind != HRB__PDF_DROPPED)
            return true;
    return false;
}

/* Which columns have data, and whether it stands at their left or right border. */
static void mark_data(hrb__pdf_table *t)
{
    hrb__pdf_box least[HRB__PDF_MAX_COLUMNS], most[HRB__PDF_MAX_COLUMNS];
    bool amounts[HRB__PDF_MAX_COLUMNS] = {false}, texts[HRB__PDF_MAX_COLUMNS] = {false};
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &t->pdf->lines[i];
        for (uint32_t k = 0; k < line->piece_count && line->kind != HRB__PDF_DROPPED; k++) {
            const hrb__pdf_piece *piece = &t->pdf->pieces[line->first_piece + k];
            size_t first, last;
            hrb__pdf_columns_of(t, piece->box, &first, &last);
            if (first != last || piece->box.x1 <= t->columns[first].x0 || piece->box.x0 >= t->columns[first].x1)
                continue;
            bool seen = t->columns[first].has_data;
            least[first].x0 = seen ? MIN(least[first].x0, piece->box.x0) : piece->box.x0;
            least[first].x1 = seen ? MIN(least[first].x1, piece->box.x1) : piece->box.x1;
            most[first].x0 = seen ? MAX(most[first].x0, piece->box.x0) : piece->box.x0;
            most[first].x1 = seen ? MAX(most[first].x1, piece->box.x1) : piece->box.x1;
            amounts[first] = amounts[first] || has_amount_mark(t->pdf, piece);
            texts[first] = texts[first] || !piece->is_number;
            t->columns[first].has_data = true;
            t->columns[first].numbers += piece->is_number;
            t->columns[first].texts += !piece->is_number;
        }
    }
    for (size_t c = 0; c < t->column_count; c++) {
        if (!t->columns[c].has_data)
            continue;
        int32_t left = most[c].x0 - least[c].x0, right = most[c].x1 - least[c].x1;
        t->columns[c].stands_left = ABS(left - right) < 100 ? texts[c] || (!amounts[c] && c == 0) : left < right;
    }
}

/* The column without a header next to a header cell that stands over none: labels
 * stand to its left, figures to its right. column_count if there is none. */
static size_t column_beside(const hrb__pdf_table *t, const hrb__pdf_box *box)
{
    size_t right = 0;
    while (right < t->column_count && t->columns[right].x0 < box->x0)
        right++;
    bool left_free = right > 0 && !t->columns[right - 1].has_header && t->columns[right - 1].stands_left;
    bool right_free = right < t->column_count && !t->columns[right].has_header && !t->columns[right].stands_left;
    /* Its column reaches as far to one side as to the other, and no further than the header cells beside it. */
    int32_t low = 0, high = INT32_MAX / 2, middle = hrb__pdf_middle_x(box);
    for (size_t b = 0; b < t->header_count; b++) {
        const hrb__pdf_box *other = &t->blocks[b].box;
        if (other == box || ABS(hrb__pdf_middle_y(other) - hrb__pdf_middle_y(box)) > hrb__pdf_block_height(&t->blocks[b]) / 2)
            continue;
        if (other->x1 <= box->x0)
            low = MAX(low, other->x1);
        if (other->x0 >= box->x1)
            high = MIN(high, other->x0);
    }
    if (left_free) {
        int32_t next = right < t->column_count ? MIN(high, t->columns[right].x0) : high;
        left_free = t->columns[right - 1].x0 >= low - 200 && 2 * middle - t->columns[right - 1].x0 <= next + 200;
    }
    if (right_free) {
        int32_t last = right > 0 ? MAX(low, t->columns[right - 1].x1) : low;
        right_free = t->columns[right].x1 <= high + 200 && 2 * middle - t->columns[right].x1 >= last - 200;
    }
    return left_free ? right - 1 : right_free ? right : t->column_count;
}

/* Header cells with nothing below them head a column: the one they stand over or
 * beside. What stands over the gap of two columns covers both. One without any
 * column makes its own, if it is of the lowest row, reaches down to it, or another of its row has one. */
static void head_row(hrb__pdf_table *t, strips *s, size_t start, size_t end, int32_t foot, bool empty)
{
    size_t heads = 0, free = 0;
    bool lowest = end == t->header_count;
    for (size_t b = start; b < end; b++) {
        hrb__pdf_block *block = &t->blocks[b];
        size_t column = 0, under;
        block->level = 0;
        if (has_block_below(t, block))
            continue;
        free++;
        under = columns_under(t, &block->box, &column);
        if (under == 0)
            column = column_beside(t, &block->box);
        if (under > 1 || column == t->column_count || t->columns[column].has_header)
            continue;
        t->columns[column].has_header = true;
        cover(s, s->firm, MIN(block->box.x0, t->columns[column].x0), MAX(block->box.x1, t->columns[column].x1));
        block->level = 1;
        heads++;
    }
    for (size_t b = start; b < end; b++) {
        hrb__pdf_block *block = &t->blocks[b];
        size_t column;
        bool own = lowest || heads > 0 || (empty && free >= 2) || block->box.y1 > foot;
        if (block->level > 0 || !own || has_block_below(t, block) || columns_under(t, &block->box, &column) > 0)
            continue;
        block->level = 1;
        cover(s, s->firm, block->box.x0, block->box.x1);
    }
}

static void cover_header(hrb__pdf_table *t, strips *s)
{
    bool empty = !has_figures(t);
    int32_t foot = hrb__pdf_middle_y(&t->blocks[t->header_count - 1].box);
    for (size_t end = t->header_count; end > 0;) {
        size_t start = hrb__pdf_order_row(t, end);
        head_row(t, s, start, end, foot, empty);
        end = start;
    }
}

/* The column of figures that one of two boxes stands over or that is the next to
 * their right; column_count if there is none. */
static size_t figures_of(const hrb__pdf_table *t, const hrb__pdf_box *left, const hrb__pdf_box *right)
{
    for (size_t c = 0; c < t->column_count; c++)
        if (t->columns[c].x1 > left->x0)
            return t->columns[c].stands_left || t->columns[c].x1 <= right->x0 ? t->column_count : c;
    return t->column_count;
}

/* Whether the line of a single character has words and just one other such. */
static bool is_among_words(const hrb__pdf_table *t, uint32_t line)
{
    const hrb__pdf_line *l = &t->pdf->lines[line];
    size_t singles = 0;
    for (uint32_t k = 0; k < l->piece_count; k++)
        singles += hrb__pdf_piece_text(t->pdf, &t->pdf->pieces[l->first_piece + k]).length == 3;
    return singles == 2 && l->piece_count > 2;
}

/* Whether codes stand below a header cell or to its left. */
static bool has_codes(const hrb__pdf_table *t, const hrb__pdf_box *box)
{
    size_t c = 0;
    while (c + 1 < t->column_count && t->columns[c + 1].x0 < box->x1)
        c++;
    return t->column_count > 0 && t->columns[c].x0 < box->x1 && t->columns[c].numbers > t->columns[c].texts;
}

/* A header set wide over its column, as 金 额, is one cell. Codes are narrow, and
 * each of 类 款 项 stands over its own. */
static void join_spaced(hrb__pdf_table *t)
{
    size_t n = 0;
    for (size_t b = 0; b < t->header_count; b++) {
        hrb__pdf_block *last = n > 0 ? &t->blocks[n - 1] : NULL;
        const hrb__pdf_block block = t->blocks[b];
        if (last != NULL && ABS(hrb__pdf_middle_y(&last->box) - hrb__pdf_middle_y(&block.box)) < hrb__pdf_block_height(&block) / 5 && last->first_piece == last->last_piece) {
            const hrb__pdf_piece *left = &t->pdf->pieces[last->first_piece], *right = &t->pdf->pieces[block.first_piece];
            bool single = hrb__pdf_piece_text(t->pdf, left).length == 3 && hrb__pdf_piece_text(t->pdf, right).length == 3;
            size_t figures = figures_of(t, &last->box, &block.box);
            bool wide = figures < t->column_count && t->columns[figures].x1 - t->columns[figures].x0 > 3 * hrb__pdf_block_height(&block);
            if (single && right->first_order == left->last_order + 1 && (wide || (is_among_words(t, left->line) && !has_codes(t, &last->box)))) {
                t->pdf->pieces[last->last_piece].next = block.first_piece;
                last->last_piece = block.last_piece;
                last->box.x1 = block.box.x1;
                continue;
            }
        }
        t->blocks[n++] = block;
    }
    t->block_count = t->header_count = n;
}

/* Amounts that stand at different places in one wide column, some under its
 * header and some beside: no line has both, and only one of the two has a header. */
static void join_disjoint(const hrb__pdf_table *t, strips *s)
{
    bool amounts[HRB__PDF_MAX_COLUMNS] = {false}, texts[HRB__PDF_MAX_COLUMNS] = {false}, both[HRB__PDF_MAX_COLUMNS] = {false}, headed[HRB__PDF_MAX_COLUMNS] = {false};
    size_t column = 0;
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &t->pdf->lines[i];
        size_t before = SIZE_MAX - 1;
        for (uint32_t k = 0; k < line->piece_count && line->kind != HRB__PDF_DROPPED; k++) {
            const hrb__pdf_piece *piece = &t->pdf->pieces[line->first_piece + k];
            if (columns_under(t, &piece->box, &column) != 1)
                continue;
            amounts[column] = amounts[column] || has_amount_mark(t->pdf, piece);
            texts[column] = texts[column] || !piece->is_number;
            if (column == before + 1)
                both[before] = true;
            before = column;
        }
    }
    for (size_t b = 0; b < t->header_count; b++)
        if (t->blocks[b].level > 0 && columns_under(t, &t->blocks[b].box, &column) > 0)
            headed[column] = true;
    for (size_t c = 0; c + 1 < t->column_count; c++)
        if (amounts[c] && amounts[c + 1] && !texts[c] && !texts[c + 1] && !both[c] && headed[c] != headed[c + 1])
            cover(s, s->firm, t->columns[c].x0, t->columns[c + 1].x1);
}

bool hrb__pdf_find_columns(hrb__pdf_table *t)
{
    t->column_count = 0;
    if (t->header_count > MAX_HEADER_CELLS)
        return true; /* no table that anyone printed: it stays text */
    strips *s = g_try_new0(strips, 1);
    if (s == NULL)
        return false;
    int32_t width = 1;
    for (uint32_t i = t->first_line; i < t->end; i++)
        width = MAX(width, t->pdf->lines[i].box.x1 + 1);
    s->bin = MAX(MIN_BIN, width / (MAX_BINS - 2) + 1);
    s->count = (size_t)(width / s->bin) + 1;
    count_edges(t, s);
    cover_data(t, s);
    cut_columns(t, s);
    count_gaps(t, s);
    cut_columns(t, s);
    mark_data(t);
    if (t->header_count > 0) {
        join_spaced(t);
        cover_header(t, s);
        cut_columns(t, s);
        join_disjoint(t, s);
        cut_columns(t, s);
    }
    cover_crowded(t, s);
    cut_columns(t, s);
    cover_others(t, s);
    cut_columns(t, s);
    g_free(s);
    if (t->column_count > 0)
        mark_data(t);
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
