/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of a table: wrapped labels are put together, labels and figures that
 * stand at one height are a row, and a table goes on over the page's end. */
#include <glib.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/pdf_grid.h"

#define MAX_PAPER (INT32_MAX / 4) /* hundredths of a point of pages laid below each other */

typedef struct row {
    int32_t middle;
    bool labelled;
} row;

hrb__text hrb__pdf_piece_text(const hrb__pdf *pdf, const hrb__pdf_piece *piece)
{
    return hrb__pdf_word_text(pdf, &pdf->words[piece->first_word]);
}

/* 一、 （一） 1. 2． 3、 第一部分 at the start: an item of a list of its own. */
bool hrb__pdf_starts_item(hrb__text text)
{
    static const char *const HAN = "一二三四五六七八九十";
    bool bracket = hrb__text_starts(text, HRB__TEXT("（")) || hrb__text_starts(text, HRB__TEXT("("));
    size_t i = bracket ? (text.data[0] == '(' ? 1 : 3) : 0, numerals = 0;
    for (; numerals < 4 && i < text.length; numerals++) {
        if (g_ascii_isdigit(text.data[i])) {
            i++;
            continue;
        }
        char character[4] = {0};
        if (i + 3 > text.length)
            break;
        memcpy(character, text.data + i, 3);
        if (strstr(HAN, character) == NULL)
            break;
        i += 3;
    }
    hrb__text rest = {text.data + i, text.length - i};
    if (numerals == 0)
        return hrb__text_starts(text, HRB__TEXT("第")) && text.length > 12 && hrb__text_has((hrb__text){text.data, 12}, HRB__TEXT("部分"));
    if (bracket)
        return hrb__text_starts(rest, HRB__TEXT("）")) || hrb__text_starts(rest, HRB__TEXT(")"));
    bool dot = hrb__text_starts(rest, HRB__TEXT(".")) && !(rest.length > 1 && g_ascii_isdigit(rest.data[1]));
    return dot || hrb__text_starts(rest, HRB__TEXT("、")) || hrb__text_starts(rest, HRB__TEXT("．"));
}

static const hrb__pdf_piece *first_piece(const hrb__pdf *pdf, const hrb__pdf_line *line)
{
    return &pdf->pieces[line->first_piece];
}

/* --- Which lines --- */

/* The line behind the last that may belong to the table. */
static uint32_t region_end(const hrb__pdf *pdf, uint32_t first)
{
    const hrb__pdf_page *page = &pdf->pages[pdf->lines[first].page];
    uint32_t end = page->first_line + page->line_count, i, last = first;
    int32_t height = 0;
    for (i = first; i < end; i++) {
        const hrb__pdf_line *line = &pdf->lines[i];
        if (line->kind == HRB__PDF_DROPPED)
            continue;
        if (line->kind == HRB__PDF_CAPTION || line->kind == HRB__PDF_PROSE)
            break;
        if (line->kind == HRB__PDF_SPLIT && height == 0)
            height = line->height;
        if (line->kind == HRB__PDF_SINGLE && height > 0 && line->height * 100 > height * 118)
            break;
        last = i;
    }
    if (i < end && pdf->lines[i].kind == HRB__PDF_CAPTION)
        /* What stands between a table and the caption of the next is its note or the next title. */
        while (last > first && pdf->lines[last].kind != HRB__PDF_SPLIT) {
            const hrb__pdf_line *line = &pdf->lines[last];
            if (line->kind == HRB__PDF_SINGLE && line->box.y0 - pdf->lines[last - 1].box.y1 < line->height / 4)
                break;
            last--;
        }
    return last + 1;
}

static bool begins_data(const hrb__pdf *pdf, const hrb__pdf_line *line)
{
    return line->has_number || hrb__pdf_starts_item(hrb__pdf_piece_text(pdf, first_piece(pdf, line)));
}

/* Whether a piece goes on below: its next line is drawn next and stands on one of
 * the lines from `from` on. The figures of its row stand on the line `data`. */
static bool goes_on_below(const hrb__pdf *pdf, const hrb__pdf_piece *piece, uint32_t from, uint32_t data, uint32_t end)
{
    for (uint32_t i = from; i < end && i < from + 3; i++)
        for (uint32_t k = 0; k < pdf->lines[i].piece_count; k++) {
            const hrb__pdf_piece *rest = &pdf->pieces[pdf->lines[i].first_piece + k];
            int32_t height = rest->box.y1 - rest->box.y0, gap = rest->box.y0 - piece->box.y1;
            /* The first line may be set in. */
            bool overlaps = rest->box.x0 < piece->box.x1 && piece->box.x0 < rest->box.x1;
            bool set_out = rest->box.x0 >= piece->box.x0 - height * 11 / 5 && rest->box.x1 <= piece->box.x1;
            bool below = (overlaps || set_out) && gap < height * 5 / 2;
            /* At the height of the figures stands the middle of three lines, or another label. */
            bool full = hrb__pdf_piece_text(pdf, piece).length > 12;
            bool same_label = i != data || (full && ABS(rest->box.x0 - piece->box.x0) < height / 5 && gap < height * 7 / 10);
            if (rest->first_order == piece->last_order + 1 && below && same_label && !rest->is_number)
                return true;
        }
    return false;
}

/* The first line of the row whose figures stand on the line `data`: a label of
 * several lines begins above them. */
static uint32_t label_start(const hrb__pdf *pdf, uint32_t first, uint32_t data, uint32_t end)
{
    uint32_t start = data;
    while (start > first && start + 6 > data) {
        const hrb__pdf_line *line = &pdf->lines[start - 1];
        bool goes_on = false;
        for (uint32_t k = 0; k < line->piece_count; k++)
            goes_on = goes_on || goes_on_below(pdf, &pdf->pieces[line->first_piece + k], start, data, end);
        if (!goes_on || line->kind == HRB__PDF_DROPPED)
            break;
        start--;
    }
    return start;
}

/* 合 计 set wide: the last row of a table, though it has no figure. */
static bool is_total(const hrb__pdf *pdf, const hrb__pdf_line *line)
{
    return line->piece_count == 2 && hrb__text_equals(hrb__pdf_piece_text(pdf, first_piece(pdf, line) + 1), HRB__TEXT("计")) &&
           first_piece(pdf, line)->word_count == 1 && hrb__pdf_piece_text(pdf, first_piece(pdf, line)).length == 3;
}

/* The first line behind the header. A table without a figure has its header down to its last line of several cells. */
static uint32_t find_header_end(const hrb__pdf *pdf, uint32_t first, uint32_t end)
{
    uint32_t last_split = first;
    for (uint32_t i = first; i < end; i++) {
        const hrb__pdf_line *line = &pdf->lines[i];
        if (line->kind == HRB__PDF_DROPPED)
            continue;
        if (begins_data(pdf, line))
            return label_start(pdf, first, i, end);
        if (line->kind == HRB__PDF_SPLIT && is_total(pdf, line))
            return i;
        if (line->kind == HRB__PDF_SPLIT)
            last_split = i + 1;
    }
    return last_split;
}

static bool looks_like_table(const hrb__pdf *pdf, uint32_t first, uint32_t end, bool captioned)
{
    size_t split = 0, numbers = 0, items = 0;
    for (uint32_t i = first; i < end; i++) {
        const hrb__pdf_line *line = &pdf->lines[i];
        if (line->kind != HRB__PDF_SPLIT)
            continue;
        /* Two pieces of which the first is a list's mark: a paragraph set with a tab. */
        hrb__text text = hrb__pdf_piece_text(pdf, first_piece(pdf, line));
        items += line->piece_count == 2 && text.length < 12 && hrb__pdf_starts_item(text);
        split++;
        numbers += line->has_number;
    }
    if (split == items)
        return false;
    return captioned ? split >= 1 : split >= 2 || (split == 1 && numbers == 1 && end - first >= 2);
}

/* A line of one piece that stands across columns is no row: a note, a heading. */
static uint32_t cut_at_note(const hrb__pdf_table *t, uint32_t from)
{
    const hrb__pdf *pdf = t->pdf;
    for (uint32_t i = MAX(from, t->header_end); i < t->end; i++) {
        const hrb__pdf_line *line = &pdf->lines[i];
        if (line->kind != HRB__PDF_SINGLE)
            continue;
        const hrb__pdf_piece *piece = first_piece(pdf, line);
        hrb__text text = hrb__pdf_piece_text(pdf, piece);
        size_t first, last;
        hrb__pdf_columns_of(t, line->box, &first, &last);
        bool flush = first > 0 && ABS(piece->box.x0 - t->columns[first].x0) < line->height / 2; /* with the labels of a column */
        if ((last > first && text.length > 18 && !flush) || hrb__text_starts(text, HRB__TEXT("注：")) || hrb__text_starts(text, HRB__TEXT("注:")))
            return i;
    }
    return t->end;
}

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
    bool goes_on = goes_on_below(pdf, lower, lower->line + 1, UINT32_MAX, t->end);
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

/* --- A whole table --- */

static bool measure(hrb__pdf_table *t)
{
    return hrb__pdf_find_header(t) && hrb__pdf_find_columns(t);
}

/* The next line from `i` on that counts. */
static uint32_t next_line(const hrb__pdf *pdf, uint32_t i)
{
    while (i < pdf->line_count && pdf->lines[i].kind == HRB__PDF_DROPPED)
        i++;
    return i;
}

/* Whether lines [first, end) of a page, or their first ones, are the table's header again; *behind is the line behind it. */
static bool repeats_header(const hrb__pdf_table *t, uint32_t first, uint32_t end, uint32_t *behind)
{
    const hrb__pdf *pdf = t->pdf;
    uint32_t i = next_line(pdf, t->first_line), k = next_line(pdf, first);
    for (; i < t->header_end && k < end && pdf->lines[i].hash == pdf->lines[k].hash; k = next_line(pdf, k + 1))
        i = next_line(pdf, i + 1);
    *behind = k;
    return i >= t->header_end && t->header_end > t->first_line;
}

/* Whether a line of several cells stands in [first, end). */
static bool has_split(const hrb__pdf *pdf, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (pdf->lines[i].kind == HRB__PDF_SPLIT)
            return true;
    return false;
}

/* Moves lines below those above, as if the paper had no end. Words keep their places. */
static void move_below(hrb__pdf *pdf, uint32_t first, uint32_t end, int32_t above)
{
    int32_t by = above + pdf->lines[first].height - pdf->lines[first].box.y0;
    for (uint32_t i = first; i < end; i++) {
        hrb__pdf_line *line = &pdf->lines[i];
        line->box.y0 += by;
        line->box.y1 += by;
        for (uint32_t k = 0; k < line->piece_count; k++) {
            hrb__pdf_box *box = &pdf->pieces[line->first_piece + k].box;
            box->y0 += by;
            box->y1 += by;
        }
    }
}

/* A row that the page's end cuts: its figures go on in the first line of the next page. */
static void join_cut_row(hrb__pdf *pdf, uint32_t last, uint32_t first)
{
    hrb__pdf_line *upper = &pdf->lines[last], *lower = &pdf->lines[first];
    size_t numbers = 0, joined = 0;
    for (uint32_t k = 0; k < lower->piece_count; k++)
        numbers += pdf->pieces[lower->first_piece + k].is_number;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t k = 0, u = 0; k < lower->piece_count; k++) { /* both from the left */
            hrb__pdf_piece *rest = &pdf->pieces[lower->first_piece + k];
            while (u < upper->piece_count && pdf->pieces[upper->first_piece + u].box.x1 <= rest->box.x0)
                u++;
            if (u == upper->piece_count || !rest->is_number || !hrb__pdf_makes_figure(pdf, &pdf->pieces[upper->first_piece + u], rest))
                continue;
            joined += pass == 0;
            if (pass == 1) {
                pdf->pieces[upper->first_piece + u].is_number = true;
                rest->is_number = false;
                rest->ends_number = true;
            }
        }
        if (joined == 0 || joined < numbers)
            return;
    }
    upper->has_number = true;
    lower->has_number = false;
}

/* The lines of the next page that the table goes on with; false if it does not. */
static bool go_on(hrb__pdf_table *t)
{
    hrb__pdf *pdf = t->pdf;
    uint32_t first = next_line(pdf, t->end), behind;
    const hrb__pdf_line *last = &pdf->lines[t->end - 1];
    if (first >= pdf->line_count || pdf->lines[first].page != last->page + 1 || last->box.y1 > MAX_PAPER)
        return false;
    const hrb__pdf_line *line = &pdf->lines[first];
    if (line->kind == HRB__PDF_PROSE || line->kind == HRB__PDF_CAPTION || line->height * 100 > last->height * 118)
        return false;
    uint32_t end = region_end(pdf, first), data = find_header_end(pdf, first, end);
    if (!has_split(pdf, first, end))
        return false;
    if (repeats_header(t, first, end, &behind)) {
        for (uint32_t i = first; i < behind; i++)
            pdf->lines[i].kind = HRB__PDF_DROPPED;
        first = behind;
    } else if (t->header_end < t->end && data < end && has_split(pdf, first, data)) {
        return false; /* a header of its own */
    }
    if (first < end) {
        join_cut_row(pdf, t->end - 1, first);
        move_below(pdf, first, end, last->box.y1);
    }
    t->end = end;
    if (t->header_end >= first)
        t->header_end = data;
    return true;
}

/* Finds header, columns and all lines of the table; false when memory is out.
 * Columns are measured twice, however many pages there are. */
static bool measure_all(hrb__pdf_table *t)
{
    if (!measure(t))
        return false;
    uint32_t end = cut_at_note(t, t->first_line), from;
    while (end == t->end && t->column_count >= 2) {
        from = t->end;
        if (!go_on(t))
            break;
        end = cut_at_note(t, from);
    }
    t->end = end;
    if (!measure(t))
        return false;
    end = t->column_count < 2 ? t->end : cut_at_note(t, t->first_line);
    t->end = end;
    return true;
}

/* A table of text that begins in [first, end) is kept until it is its turn. */
static bool find_grid(hrb__pdf_tables *tables, uint32_t first, uint32_t end)
{
    if (tables->grid.end > 0 && tables->grid.first >= first)
        return true;
    tables->failed = !hrb__pdf_find_grid(&tables->grid, tables->pdf, first, end);
    return !tables->failed;
}

static uint32_t write_grid(hrb__pdf_tables *tables)
{
    uint32_t end = tables->grid.end;
    if (!hrb__pdf_fill_grid(&tables->grid) || !hrb__pdf_place_grid(&tables->grid) || !hrb__pdf_write_grid(&tables->grid, tables->g))
        tables->failed = true;
    tables->grid.end = 0;
    return end;
}

uint32_t hrb__pdf_read_table(hrb__pdf_tables *tables, uint32_t first, bool captioned)
{
    hrb__pdf *pdf = tables->pdf;
    hrb__pdf_table *t = &tables->now;
    t->pdf = pdf;
    t->first_line = first;
    t->end = region_end(pdf, first);
    if (!find_grid(tables, first, t->end))
        return first;
    if (tables->grid.first == first && tables->grid.end > first)
        return write_grid(tables);
    if (tables->grid.end > 0)
        t->end = tables->grid.first;
    t->header_end = find_header_end(pdf, first, t->end);
    if (!measure_all(t)) {
        tables->failed = true;
        return first;
    }
    if (t->column_count < 2 || !looks_like_table(pdf, first, t->end, captioned)) {
        for (uint32_t i = first; i < t->end; i++) /* not to be tried again line by line */
            if (pdf->lines[i].kind == HRB__PDF_SPLIT)
                pdf->lines[i].kind = HRB__PDF_SINGLE;
        return first;
    }
    hrb__pdf_lay_out_header(t);
    write_header(tables);
    if (!find_blocks(t) || !write_data(tables, t->header_end == t->first_line))
        tables->failed = true;
    return t->end;
}

void hrb__pdf_tables_free(hrb__pdf_tables *tables)
{
    g_free(tables->now.blocks);
    hrb__pdf_grid_free(&tables->grid);
}
