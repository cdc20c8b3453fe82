/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of a table of figures: wrapped labels are put together, and labels and
 * figures that stand at one height are a row. */
#include <glib.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/pdf_table.h"

typedef struct row {
    int32_t middle;
    bool labelled;
} row;

/* --- Cells --- */

static bool push_data_block(hrb__pdf_table *t, uint32_t piece)
{
    if (!hrb__grow((void **)&t->blocks, t->block_count, &t->block_capacity, sizeof *t->blocks))
        return false;
    const hrb__pdf_piece *p = &t->pdf->pieces[piece];
    size_t first, last;
    hrb__pdf_columns_of(t, p->box, &first, &last);
    t->blocks[t->block_count++] = (hrb__pdf_block){.box = p->box, .first_piece = piece, .last_piece = piece, .column = (uint16_t)first,
                                                   .span = (uint16_t)(last - first + 1), .is_number = p->is_number};
    return true;
}

/* The last line with a figure above `line`, not at the height of `line` or of `piece`. */
static bool figure_between(const hrb__pdf_table *t, const hrb__pdf_piece *upper, const hrb__pdf_piece *lower)
{
    const hrb__pdf *pdf = t->pdf;
    int32_t slack = (lower->box.y1 - lower->box.y0) / 5;
    for (uint32_t i = upper->line + 1; i < lower->line; i++) {
        const hrb__pdf_line *line = &pdf->lines[i];
        if (line->has_number && hrb__pdf_middle_y(&line->box) > hrb__pdf_middle_y(&upper->box) + slack && hrb__pdf_middle_y(&line->box) < hrb__pdf_middle_y(&lower->box) - slack)
            return true;
    }
    return false;
}

/* A line of figures at the height of a piece. */
static bool has_figure_beside(const hrb__pdf *pdf, const hrb__pdf_piece *piece)
{
    int32_t middle = hrb__pdf_middle_y(&piece->box), slack = (piece->box.y1 - piece->box.y0) * 45 / 100;
    for (uint32_t i = piece->line > 0 ? piece->line - 1 : 0; i < piece->line + 2 && i < pdf->line_count; i++)
        if (pdf->lines[i].has_number && pdf->lines[i].kind != HRB__PDF_DROPPED && ABS(hrb__pdf_middle_y(&pdf->lines[i].box) - middle) < slack)
            return true;
    return false;
}

/* How wide what a line begins with is: a character, or what is never broken: (护), 2026. */
static int32_t first_unit(hrb__text text, int32_t height)
{
    size_t size, ascii = 0, han = 0;
    bool bracket = hrb__text_starts(text, HRB__TEXT("（")) || hrb__text_starts(text, HRB__TEXT("("));
    for (size_t i = 0; i < text.length && ascii + han < 12; i += size) {
        uint32_t c = hrb__utf8_get(text.data + i, text.length - i, &size);
        if (!bracket && c >= 0x80 && ascii + han > 0)
            break;
        ascii += c < 0x80;
        han += c >= 0x80;
        if (c >= 0x80 && (!bracket || c == 0xFF09))
            break;
        if (c == ')')
            break;
    }
    return height * (int32_t)(2 * han + ascii) / 2;
}

/* Whether the lower piece is the next line of the label above it. */
static bool wraps(const hrb__pdf_table *t, const hrb__pdf_block *block, const hrb__pdf_piece *lower, int32_t right)
{
    const hrb__pdf *pdf = t->pdf;
    const hrb__pdf_piece *upper = &pdf->pieces[block->last_piece];
    int32_t height = lower->box.y1 - lower->box.y0, gap = lower->box.y0 - upper->box.y1;
    if (lower->ends_number)
        return block->is_number;
    if (block->is_number || lower->is_number || gap > height * 5 / 2 || gap < -height / 2)
        return false;
    if (hrb__pdf_starts_item(hrb__pdf_piece_text(pdf, lower)))
        return false;
    bool full = upper->box.x1 >= right - first_unit(hrb__pdf_piece_text(pdf, lower), height) - height / 10, drawn_next = lower->first_order == upper->last_order + 1;
    if (figure_between(t, upper, lower))
        return drawn_next || (full && gap < height);
    bool above = has_figure_beside(pdf, upper), beside = has_figure_beside(pdf, lower);
    if (above && beside)
        return false;
    bool over_page = pdf->lines[upper->line].page != pdf->lines[lower->line].page;
    bool goes_on = hrb__pdf_goes_on_below(pdf, lower, lower->line + 1, UINT32_MAX, t->end);
    /* Figures stand beside the middle of a label or its start. At its end they do in
     * a sheet set to the foot of its cells: then both lines begin at one place. */
    bool flush = ABS(lower->box.x0 - upper->box.x0) < height / 5;
    bool coded = t->columns[0].numbers > t->columns[0].texts; /* each row begins with a code */
    bool at_foot = (flush || coded) && drawn_next && gap < height * 7 / 10 && !over_page;
    if (beside && !at_foot && (over_page || !goes_on))
        return false;
    return full && (drawn_next || (over_page && !goes_on));
}

/* The label of a total in the middle of merged cells may stand in a column of
 * figures alone: it covers the free column of labels to its left as well. */
static void reach_label(const hrb__pdf_table *t, hrb__pdf_block *block, const hrb__pdf_piece *before)
{
    size_t c = block->column, first = 0, last = SIZE_MAX;
    if (block->is_number || block->span > 1 || c == 0 || t->columns[c].numbers <= t->columns[c].texts || t->columns[c - 1].numbers >= t->columns[c - 1].texts)
        return;
    if (before != NULL)
        hrb__pdf_columns_of(t, before->box, &first, &last);
    if (last == c - 1 || block->box.x1 - block->box.x0 < 2 * (block->box.y1 - block->box.y0))
        return;
    block->column--;
    block->span++;
}

/* All pieces of the data lines become blocks. */
static bool find_blocks(hrb__pdf_table *t)
{
    const hrb__pdf *pdf = t->pdf;
    int32_t right[HRB__PDF_MAX_COLUMNS] = {0};
    size_t open[HRB__PDF_MAX_COLUMNS];
    for (size_t c = 0; c < HRB__PDF_MAX_COLUMNS; c++)
        open[c] = SIZE_MAX;
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &pdf->lines[i];
        for (uint32_t k = 0; k < line->piece_count && line->kind != HRB__PDF_DROPPED; k++) {
            const hrb__pdf_piece *piece = &pdf->pieces[line->first_piece + k];
            size_t first, last;
            hrb__pdf_columns_of(t, piece->box, &first, &last);
            right[last] = MAX(right[last], piece->box.x1);
        }
    }
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &pdf->lines[i];
        for (uint32_t k = 0; k < line->piece_count && line->kind != HRB__PDF_DROPPED; k++) {
            uint32_t p = line->first_piece + k;
            hrb__pdf_piece *piece = &t->pdf->pieces[p];
            size_t first, last;
            hrb__pdf_columns_of(t, piece->box, &first, &last);
            hrb__pdf_block *block = open[first] != SIZE_MAX ? &t->blocks[open[first]] : NULL;
            if (block != NULL && wraps(t, block, piece, right[last])) {
                t->pdf->pieces[block->last_piece].next = p;
                block->last_piece = p;
                block->box.x0 = MIN(block->box.x0, piece->box.x0);
                block->box.x1 = MAX(block->box.x1, piece->box.x1);
                block->box.y1 = MAX(block->box.y1, piece->box.y1);
                continue;
            }
            if (!push_data_block(t, p))
                return false;
            open[first] = t->block_count - 1;
            reach_label(t, &t->blocks[t->block_count - 1], k > 0 ? piece - 1 : NULL);
        }
    }
    return true;
}

/* --- Rows --- */

/* The rows that figures make, from the top: one a line. */
static size_t figure_rows(const hrb__pdf_table *t, row *rows)
{
    size_t n = 0;
    for (uint32_t i = t->header_end; i < t->end; i++) {
        const hrb__pdf_line *line = &t->pdf->lines[i];
        if (line->kind == HRB__PDF_DROPPED || !line->has_number)
            continue;
        /* A figure in smaller type stands a little lower than its row. */
        if (n > 0 && hrb__pdf_middle_y(&line->box) - rows[n - 1].middle < line->height * 9 / 10)
            continue;
        rows[n++] = (row){.middle = hrb__pdf_middle_y(&line->box)};
    }
    return n;
}

/* The row nearest to a height. */
static size_t nearest_row(const row *rows, size_t count, int32_t middle)
{
    size_t low = 0, high = count;
    while (high - low > 1) {
        size_t half = low + (high - low) / 2;
        if (rows[half].middle <= middle)
            low = half;
        else
            high = half;
    }
    if (low + 1 < count && rows[low + 1].middle - middle < middle - rows[low].middle)
        low++;
    return low;
}

static int by_row_middle(const void *a, const void *b)
{
    const row *v = a, *w = b;
    return v->middle < w->middle ? -1 : v->middle > w->middle;
}

typedef struct placed {
    uint32_t row, block;
    uint16_t column;
    int32_t y;
} placed;

static int by_place(const void *a, const void *b)
{
    const placed *v = a, *w = b;
    if (v->row != w->row)
        return v->row < w->row ? -1 : 1;
    if (v->column != w->column)
        return v->column < w->column ? -1 : 1;
    return v->y != w->y ? (v->y < w->y ? -1 : 1) : v->block < w->block ? -1 : v->block > w->block;
}

/* Whether a block stands at the height of a row. */
static bool is_beside(const hrb__pdf *pdf, const hrb__pdf_block *block, const row *r)
{
    const hrb__pdf_piece *piece = &pdf->pieces[block->first_piece];
    int32_t height = piece->box.y1 - piece->box.y0;
    if (block->first_piece == block->last_piece)
        return ABS(hrb__pdf_middle_y(&block->box) - r->middle) <= height * 45 / 100;
    return r->middle > block->box.y0 && r->middle < block->box.y1;
}

/* Marks the rows of figures that a label stands beside. */
static void mark_labelled(const hrb__pdf_table *t, row *rows, size_t count)
{
    for (size_t b = t->header_count; b < t->block_count && count > 0; b++) {
        const hrb__pdf_block *block = &t->blocks[b];
        row *r = &rows[nearest_row(rows, count, hrb__pdf_middle_y(&block->box))];
        if (!block->is_number && is_beside(t->pdf, block, r))
            r->labelled = true;
    }
}

/* Rows of labels that have no figure beside them are added to the rows. */
static size_t add_label_rows(const hrb__pdf_table *t, row *rows, size_t count)
{
    size_t figures = count;
    mark_labelled(t, rows, count);
    for (size_t b = t->header_count; b < t->block_count; b++) {
        const hrb__pdf_block *block = &t->blocks[b];
        int32_t middle = hrb__pdf_middle_y(&block->box), height = t->pdf->pieces[block->first_piece].box.y1 - t->pdf->pieces[block->first_piece].box.y0;
        const row *near = figures > 0 ? &rows[nearest_row(rows, figures, middle)] : NULL;
        if (block->is_number || (near != NULL && is_beside(t->pdf, block, near)))
            continue;
        /* Figures at the foot of their cell, and its label in the middle. */
        if (near != NULL && !near->labelled && ABS(near->middle - middle) < height * 9 / 10)
            continue;
        rows[count++] = (row){.middle = middle};
    }
    qsort(rows, count, sizeof *rows, by_row_middle);
    /* Labels side by side are one row. */
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (n == 0 || rows[i].middle - rows[n - 1].middle > 300)
            rows[n++] = rows[i];
    return n;
}

/* --- Writing --- */

hrb_place hrb__pdf_place(uint32_t page, hrb__pdf_box box)
{
    return (hrb_place){.page = (int32_t)page + 1, .left = box.x0, .top = box.y0, .right = box.x1, .bottom = box.y1};
}

static void write_block(hrb__pdf_tables *tables, const hrb__pdf_block *block, hrb__text *before)
{
    hrb__pdf *pdf = tables->pdf;
    for (uint32_t p = block->first_piece; p != HRB__PDF_NONE; p = pdf->pieces[p].next) {
        hrb__pdf_piece *piece = &pdf->pieces[p];
        hrb__text text = hrb__pdf_piece_text(pdf, piece);
        if (before->length > 0 && !piece->ends_number && hrb__pdf_needs_blank(*before, text, 0, 1))
            hrb__gather_text(tables->g, " ", 1);
        hrb__pdf_write_piece(pdf, tables->g, pdf->lines[piece->line].page, piece);
        *before = hrb__pdf_word_text(pdf, &pdf->words[piece->first_word + piece->word_count - 1]);
    }
}

static void begin_cell(hrb__pdf_tables *tables, const hrb__pdf_block *block, uint32_t rows)
{
    hrb__gather_begin_cell(tables->g, hrb__pdf_place(tables->pdf->lines[tables->pdf->pieces[block->first_piece].line].page, block->box), block->column, block->span, rows);
}

static void write_header(hrb__pdf_tables *tables)
{
    const hrb__pdf_table *t = &tables->now;
    for (size_t level = 0; level < t->levels; level++) {
        hrb__gather_begin_row(tables->g, true, level == 0);
        for (size_t c = 0; c < t->column_count; c++)
            for (size_t b = 0; b < t->header_count; b++) {
                hrb__text before = HRB__TEXT("");
                if (t->blocks[b].level != level || t->blocks[b].column != c)
                    continue;
                begin_cell(tables, &t->blocks[b], t->blocks[b].levels);
                write_block(tables, &t->blocks[b], &before);
                hrb__gather_end_cell(tables->g);
            }
        hrb__gather_end_row(tables->g);
    }
}

static void write_rows(hrb__pdf_tables *tables, const placed *cells, size_t count, bool begins)
{
    const hrb__pdf_table *t = &tables->now;
    for (size_t i = 0; i < count;) {
        uint32_t r = cells[i].row;
        hrb__gather_begin_row(tables->g, true, begins);
        begins = false;
        size_t covered = 0;
        for (; i < count && cells[i].row == r;) {
            hrb__pdf_block block = t->blocks[cells[i].block];
            uint16_t column = cells[i].column;
            hrb__text before = HRB__TEXT("");
            size_t next = i + 1;
            while (next < count && cells[next].row == r && cells[next].column == column)
                next++;
            if (next < count && cells[next].row == r && cells[next].column < block.column + block.span)
                block.span = (uint16_t)(cells[next].column - block.column);
            if (block.column < covered)
                block.column = (uint16_t)covered;
            begin_cell(tables, &block, 1);
            for (; i < next; i++)
                write_block(tables, &t->blocks[cells[i].block], &before);
            hrb__gather_end_cell(tables->g);
            covered = (size_t)block.column + 1;
        }
        hrb__gather_end_row(tables->g);
    }
}

static bool write_data(hrb__pdf_tables *tables, bool begins)
{
    const hrb__pdf_table *t = &tables->now;
    size_t blocks = t->block_count - t->header_count;
    row *rows = g_try_new(row, blocks + (t->end - t->header_end) + 1);
    placed *cells = g_try_new(placed, blocks + 1);
    bool done = rows != NULL && cells != NULL;
    if (done && blocks > 0) {
        size_t count = add_label_rows(t, rows, figure_rows(t, rows));
        for (size_t b = 0; b < blocks; b++) {
            const hrb__pdf_block *block = &t->blocks[t->header_count + b];
            /* A figure over two lines stands where its first does. */
            const hrb__pdf_box *box = block->is_number ? &t->pdf->pieces[block->first_piece].box : &block->box;
            cells[b] = (placed){.row = (uint32_t)nearest_row(rows, count, hrb__pdf_middle_y(box)), .block = (uint32_t)(t->header_count + b),
                                .column = block->column, .y = block->box.y0};
        }
        qsort(cells, blocks, sizeof *cells, by_place);
        write_rows(tables, cells, blocks, begins);
    }
    g_free(rows);
    g_free(cells);
    return done;
}

bool hrb__pdf_write_table(hrb__pdf_tables *tables)
{
    hrb__pdf_table *t = &tables->now;
    hrb__pdf_lay_out_header(t);
    write_header(tables);
    return find_blocks(t) && write_data(tables, t->header_end == t->first_line);
}
