/* SPDX-License-Identifier: Apache-2.0 */
/* Which lines are a table: where it begins and ends, where its header ends, and how
 * it goes on over the page's end. */
#include <glib.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/pdf_table.h"

#define MAX_PAPER (INT32_MAX / 4) /* hundredths of a point of pages laid below each other */

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

bool hrb__pdf_goes_on_below(const hrb__pdf *pdf, const hrb__pdf_piece *piece, uint32_t from, uint32_t data, uint32_t end)
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
            goes_on = goes_on || hrb__pdf_goes_on_below(pdf, &pdf->pieces[line->first_piece + k], start, data, end);
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

/* A table of text that begins in [first, end) is kept until it is its turn. */
static bool find_grid(hrb__pdf_tables *tables, uint32_t first, uint32_t end)
{
    if (tables->grid.end > 0 && tables->grid.first >= first)
        return true;
    tables->failed = !hrb__pdf_find_grid(&tables->grid, tables->pdf, first, end);
    return !tables->failed;
}

/* The lines of the next page that the table goes on with; false if it does not. */
static bool go_on(hrb__pdf_tables *tables)
{
    hrb__pdf_table *t = &tables->now;
    hrb__pdf *pdf = t->pdf;
    uint32_t first = next_line(pdf, t->end), behind;
    const hrb__pdf_line *last = &pdf->lines[t->end - 1];
    if (first >= pdf->line_count || pdf->lines[first].page != last->page + 1 || last->box.y1 > MAX_PAPER)
        return false;
    const hrb__pdf_line *line = &pdf->lines[first];
    if (line->kind == HRB__PDF_PROSE || line->kind == HRB__PDF_CAPTION || line->height * 100 > last->height * 118)
        return false;
    uint32_t end = region_end(pdf, first);
    if (!find_grid(tables, first, end))
        return false;
    if (tables->grid.end > 0)
        end = MIN(end, tables->grid.first);
    uint32_t data = find_header_end(pdf, first, end);
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
static bool measure_all(hrb__pdf_tables *tables)
{
    hrb__pdf_table *t = &tables->now;
    if (!measure(t))
        return false;
    uint32_t end = cut_at_note(t, t->first_line), from;
    while (end == t->end && t->column_count >= 2) {
        from = t->end;
        if (!go_on(tables))
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

static uint32_t write_grid(hrb__pdf_tables *tables)
{
    uint32_t end = tables->grid.end;
    if (hrb__pdf_fill_grid(&tables->grid) && hrb__pdf_place_grid(&tables->grid))
        hrb__pdf_write_grid(&tables->grid, tables->g);
    else
        tables->failed = true;
    tables->grid.end = 0;
    return end;
}

/* The end of the page behind that of a line: a form's head may stand at the foot of a page. */
static uint32_t next_page(const hrb__pdf *pdf, uint32_t line)
{
    const hrb__pdf_page *page = &pdf->pages[pdf->lines[line].page];
    page += page + 1 < pdf->pages + pdf->page_count;
    return page->first_line + page->line_count;
}

uint32_t hrb__pdf_read_table(hrb__pdf_tables *tables, uint32_t first, bool captioned)
{
    hrb__pdf *pdf = tables->pdf;
    hrb__pdf_table *t = &tables->now;
    t->pdf = pdf;
    t->first_line = first;
    t->end = region_end(pdf, first);
    if (!find_grid(tables, first, next_page(pdf, first)))
        return first;
    if (tables->grid.end > 0) {
        if (tables->grid.first == first)
            return write_grid(tables);
        if (hrb__pdf_write_form(tables, first))
            return tables->grid.first;
        t->end = MIN(t->end, tables->grid.first);
    }
    t->header_end = find_header_end(pdf, first, t->end);
    if (!measure_all(tables)) {
        tables->failed = true;
        return first;
    }
    if (t->column_count < 2 || !looks_like_table(pdf, first, t->end, captioned)) {
        for (uint32_t i = first; i < t->end; i++) /* not to be tried again line by line */
            if (pdf->lines[i].kind == HRB__PDF_SPLIT)
                pdf->lines[i].kind = HRB__PDF_SINGLE;
        return first;
    }
    if (!hrb__pdf_write_table(tables))
        tables->failed = true;
    return t->end;
}

void hrb__pdf_tables_free(hrb__pdf_tables *tables)
{
    g_free(tables->now.blocks);
    hrb__pdf_grid_free(&tables->grid);
}
