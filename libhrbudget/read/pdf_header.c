/* SPDX-License-Identifier: Apache-2.0 */
/* The header of a table: its cells, and which columns each of them covers. */
#include <glib.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/pdf.h"

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
    if (gap > height * 5 / 2 || gap < -height / 2)
        return false;
    bool centred = ABS(hrb__pdf_middle_x(&block->box) - hrb__pdf_middle_x(&piece->box)) < height * 35 / 100;
    bool flush = ABS(last->box.x0 - piece->box.x0) < height / 5;
    if (piece->first_order != last->last_order + 1)
        return centred && gap < height * 35 / 100;
    if (centred || flush)
        return true;
    /* The rest of a narrow cell, whose first line is set in; not the first of the cells below a wide one. */
    bool narrow = block->box.x1 - block->box.x0 < height * 13 / 2 || pdf->lines[piece->line].piece_count == 1;
    return narrow && piece->box.x0 >= block->box.x0 - height * 11 / 5 && piece->box.x1 <= block->box.x1 + height / 5;
}

static int by_middle(const void *a, const void *b)
{
    const hrb__pdf_block *v = a, *w = b;
    int32_t first = hrb__pdf_middle_y(&v->box), second = hrb__pdf_middle_y(&w->box);
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
    int32_t lowest = hrb__pdf_middle_y(&t->blocks[end - 1].box), slack = hrb__pdf_block_height(&t->blocks[end - 1]);
    slack = MIN(slack, t->pdf->pieces[t->blocks[end - 1].first_piece].box.y1 - t->pdf->pieces[t->blocks[end - 1].first_piece].box.y0) * 3 / 10;
    while (start > 0 && lowest - hrb__pdf_middle_y(&t->blocks[start - 1].box) < slack)
        start--;
    return start;
}

size_t hrb__pdf_order_row(hrb__pdf_table *t, size_t end)
{
    size_t start = row_start(t, end);
    qsort(t->blocks + start, end - start, sizeof *t->blocks, by_left);
    return start;
}

bool hrb__pdf_find_header(hrb__pdf_table *t)
{
    hrb__pdf *pdf = t->pdf;
    t->block_count = 0;
    for (uint32_t i = t->first_line; i < t->end; i++)
        for (uint32_t k = 0; k < pdf->lines[i].piece_count; k++)
            pdf->pieces[pdf->lines[i].first_piece + k].next = HRB__PDF_NONE;
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

/* --- What each header cell covers --- */

/* Borders between the columns: somewhere between what stands in them. A header
 * cell stands in the middle of its column, so each border is the last one's
 * mirror image: one free choice for a run of columns, and it must leave every border
 * between its columns. */
static void mirror_borders(hrb__pdf_table *t, const int32_t *middle, size_t first, size_t end)
{
    int64_t low = (int64_t)(first > 0 ? t->columns[first - 1].x1 : t->columns[first].x0 - 5000), high = t->columns[first].x0;
    int64_t offset = 0;
    int sign = 1;
    for (size_t c = first; c < end; c++) { /* the right border of c is offset + sign * x, x the first left one */
        offset = 2 * (int64_t)middle[c] - offset;
        sign = -sign;
        int64_t from = t->columns[c].x1, to = c + 1 < t->column_count ? t->columns[c + 1].x0 : from + 10000;
        low = MAX(low, sign > 0 ? from - offset : offset - to);
        high = MIN(high, sign > 0 ? to - offset : offset - from);
    }
    if (low > high)
        return;
    int64_t border = (low + high) / 2;
    for (size_t c = first; c < end; c++) {
        t->columns[c].left = (int32_t)border;
        border = 2 * (int64_t)middle[c] - border;
        t->columns[c].right = (int32_t)border;
    }
}

static void estimate_borders(hrb__pdf_table *t, const int32_t *middle)
{
    for (size_t c = 0; c < t->column_count; c++) {
        hrb__pdf_column *column = &t->columns[c];
        column->left = c == 0 ? column->x0 - 200 : hrb__pdf_middle(t->columns[c - 1].x1, column->x0);
        if (c > 0)
            t->columns[c - 1].right = column->left;
        column->right = column->x1 + 200;
    }
    for (size_t c = 0, end; c < t->column_count; c = MAX(end, c + 1)) {
        for (end = c; end < t->column_count && middle[end] != 0; end++)
            ;
        if (end > c)
            mirror_borders(t, middle, c, end);
    }
}

/* Cells below one another: a cell that has cells below it covers the columns
 * that its middle is the middle of. `shared`: another such cell of its row is behind it. */
static void cover_columns(hrb__pdf_table *t, hrb__pdf_block *block, size_t low, size_t high, bool shared)
{
    size_t first, last;
    hrb__pdf_columns_of(t, block->box, &first, &last);
    bool any = false;
    for (size_t c = first; c <= last; c++)
        any = any || t->columns[c].has_header;
    block->column = (uint16_t)first;
    block->span = (uint16_t)(last - first + 1);
    /* At the left border it reaches to the next cell of the header. */
    while (!any && t->header_is_left && last + 1 <= high && !t->columns[last + 1].has_header && !t->columns[last + 1].is_headed)
        block->span = (uint16_t)(++last - first + 1);
    int32_t middle = hrb__pdf_middle_x(&block->box), best = INT32_MAX, height = hrb__pdf_block_height(block);
    for (size_t i = low; any && i <= first; i++) {
        /* Cells side by side mostly have the same cell above them, and it rarely has one below it. */
        bool cuts_left = i > low && t->columns[i].row == t->columns[i - 1].row;
        bool whole = true, beside = false; /* a cell that reaches up beside this one is not below it */
        for (size_t j = i; whole && j <= high; j++) {
            whole = t->columns[j].has_header;
            beside = beside || (t->columns[j].top < hrb__pdf_middle_y(&block->box) && !(j >= first && j <= last) && !t->header_is_left);
            if (j < last || !whole)
                continue;
            bool cuts_right = j + 1 < t->column_count && t->columns[j + 1].row == t->columns[j].row && !shared;
            bool only_child = i < j && t->columns[i].first == i && t->columns[i].span == j - i + 1;
            int32_t off = t->header_is_left ? (i == first ? 0 : 4 * height) : ABS(hrb__pdf_middle(t->columns[i].left, t->columns[j].right) - middle);
            off += (i == j ? height : 0) + (only_child ? 2 * height : 0) + (cuts_left ? height : 0) + (cuts_right ? height : 0) +
                          (beside ? 4 * height : 0);
            if (off < best) {
                best = off;
                block->column = (uint16_t)i;
                block->span = (uint16_t)(j - i + 1);
            }
        }
    }
    for (size_t c = block->column; c < (size_t)block->column + block->span; c++)
        t->columns[c].has_header = true;
}

/* Cells of one header row that turned out to stand in the same columns are one. */
static size_t join_row(hrb__pdf_table *t, size_t start, size_t end)
{
    size_t n = start;
    for (size_t b = start; b < end; b++) {
        hrb__pdf_block *last = n > start ? &t->blocks[n - 1] : NULL;
        const hrb__pdf_block block = t->blocks[b];
        if (last == NULL || block.column >= last->column + last->span) {
            t->blocks[n++] = block;
            continue;
        }
        t->pdf->pieces[last->last_piece].next = block.first_piece;
        last->last_piece = block.last_piece;
        last->box.x1 = MAX(last->box.x1, block.box.x1);
        last->span = (uint16_t)MAX(last->span, block.column + block.span - last->column);
    }
    return n;
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

/* Whether a cell of the header has others below it. */
static bool is_parent(const hrb__pdf_table *t, const hrb__pdf_block *block)
{
    size_t first, last;
    hrb__pdf_columns_of(t, block->box, &first, &last);
    for (size_t c = first; c <= last; c++)
        if (t->columns[c].has_header)
            return true;
    return false;
}

/* The cells of one header row, from the left. */
static void cover_row(hrb__pdf_table *t, size_t start, size_t end)
{
    size_t low = 0;
    bool parent[HRB__PDF_MAX_COLUMNS + 1] = {false};
    for (size_t b = start; b < end && b - start <= HRB__PDF_MAX_COLUMNS; b++)
        parent[b - start] = is_parent(t, &t->blocks[b]);
    for (size_t b = start; b < end; b++) {
        size_t first, last, high = t->column_count - 1;
        bool shared = false;
        if (b + 1 < end) {
            hrb__pdf_columns_of(t, t->blocks[b + 1].box, &first, &last);
            high = first > 0 ? first - 1 : 0;
            shared = b + 1 - start <= HRB__PDF_MAX_COLUMNS && parent[b + 1 - start];
        }
        cover_columns(t, &t->blocks[b], low, MAX(high, low), shared);
        low = MIN((size_t)t->blocks[b].column + t->blocks[b].span, t->column_count - 1);
    }
    for (size_t b = start; b < end; b++) {
        const hrb__pdf_block *block = &t->blocks[b];
        int64_t below = 0;
        for (size_t c = block->column; c < (size_t)block->column + block->span; c++)
            below += t->columns[c].top;
        for (size_t c = block->column; c < (size_t)block->column + block->span; c++) {
            t->columns[c].top = (int32_t)(2 * (int64_t)hrb__pdf_middle_y(&block->box) - below / block->span);
            t->columns[c].first = block->column;
            t->columns[c].span = block->span;
        }
    }
    for (size_t b = start; b < end; b++)
        for (size_t c = t->blocks[b].column; c < (size_t)t->blocks[b].column + t->blocks[b].span; c++)
            t->columns[c].row = (uint16_t)(2 * start + 1 + (b - start <= HRB__PDF_MAX_COLUMNS && parent[b - start]));
}

/* The middle of the lowest header cell of each column; 0 where it has none of its own. */
static void find_middles(hrb__pdf_table *t, int32_t *middle)
{
    for (size_t end = t->header_count; end > 0;) {
        size_t start = row_start(t, end);
        for (size_t b = start; b < end; b++) {
            size_t first, last;
            hrb__pdf_columns_of(t, t->blocks[b].box, &first, &last);
            bool lowest = true;
            for (size_t c = first; c <= last; c++)
                lowest = lowest && !t->columns[c].has_header;
            for (size_t c = first; c <= last; c++) {
                if (lowest && first == last)
                    middle[c] = hrb__pdf_middle_x(&t->blocks[b].box);
                t->columns[c].has_header = true;
                t->columns[c].is_headed = t->columns[c].is_headed || lowest;
            }
        }
        end = start;
    }
}

/* Where the header ends and the data begin. */
static int32_t header_bottom(const hrb__pdf_table *t)
{
    int32_t bottom = INT32_MIN / 2, data = INT32_MAX, height = 0;
    for (size_t b = 0; b < t->header_count; b++) {
        const hrb__pdf_box *last = &t->pdf->pieces[t->blocks[b].last_piece].box;
        bottom = MAX(bottom, t->blocks[b].box.y1);
        height = last->y1 - last->y0;
    }
    for (uint32_t i = t->header_end; i < t->end && data == INT32_MAX; i++)
        if (t->pdf->lines[i].kind != HRB__PDF_DROPPED)
            data = t->pdf->lines[i].box.y0;
    int32_t most = bottom + height * 6 / 5; /* an empty table has its first line far down */
    return data == INT32_MAX || data < bottom ? bottom : MIN(hrb__pdf_middle(bottom, data), most);
}

/* Whether the header sets its cells to the left border: cells over others begin where one of those does. */
static bool is_set_left(const hrb__pdf_table *t)
{
    size_t above = 0, flush = 0;
    for (size_t b = 0; b < t->header_count; b++) {
        const hrb__pdf_box *box = &t->blocks[b].box;
        bool over = false, begins = false;
        for (size_t k = b + 1; k < t->header_count; k++) {
            const hrb__pdf_box *other = &t->blocks[k].box;
            if (other->y0 < box->y1 - hrb__pdf_block_height(&t->blocks[b]) / 4)
                continue;
            over = over || hrb__pdf_overlap_x(box, other, 0);
            begins = begins || ABS(other->x0 - box->x0) < 50;
        }
        above += over;
        flush += over && begins;
    }
    return above >= 2 && flush == above;
}

static void forget_headers(hrb__pdf_table *t)
{
    for (size_t c = 0; c < t->column_count; c++) {
        t->columns[c].has_header = false;
        t->columns[c].row = 0;
        t->columns[c].span = 0;
    }
}

void hrb__pdf_lay_out_header(hrb__pdf_table *t)
{
    int32_t middle[HRB__PDF_MAX_COLUMNS] = {0};
    t->header_is_left = is_set_left(t);
    forget_headers(t);
    find_middles(t, middle);
    estimate_borders(t, middle);
    forget_headers(t);
    int32_t bottom = header_bottom(t);
    for (size_t c = 0; c < t->column_count; c++)
        t->columns[c].top = bottom;
    for (size_t end = t->header_count; end > 0;) { /* from the lowest row up */
        size_t start = hrb__pdf_order_row(t, end);
        cover_row(t, start, end);
        size_t kept = join_row(t, start, end);
        memmove(&t->blocks[kept], &t->blocks[end], (t->block_count - end) * sizeof *t->blocks);
        t->header_count -= end - kept;
        t->block_count -= end - kept;
        end = start;
    }
    set_levels(t);
}
