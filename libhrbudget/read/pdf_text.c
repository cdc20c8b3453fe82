/* SPDX-License-Identifier: Apache-2.0 */
/* Lines that are no table's become paragraphs; and the order of everything. */
#include <glib.h>

#include "read/pdf_table.h"

#define MAX_INDENT 6 /* of the type's height: more is no first line but a title in the middle */

typedef struct writer {
    hrb__pdf *pdf;
    hrb__gather *g;
    hrb__pdf_tables tables;
    const hrb__pdf_line *last; /* line of the open paragraph; NULL if none is open */
    hrb__text last_word;
    int32_t pitch; /* between the lines of the open paragraph, 0 if it has one line */
} writer;

static bool is_ascii_word(unsigned char c)
{
    return g_ascii_isalnum(c);
}

bool hrb__pdf_needs_blank(hrb__text before, hrb__text after, int32_t gap, int32_t height)
{
    if (before.length == 0 || after.length == 0)
        return false;
    unsigned char last = (unsigned char)before.data[before.length - 1], first = (unsigned char)after.data[0];
    if (is_ascii_word(last) && is_ascii_word(first))
        return true;
    /* Justified text has gaps everywhere; only a wide one says something. */
    return gap > height * 2;
}

/* Bytes of the run at the start of `text` that is a figure, or that is none. */
static size_t run_length(hrb__text text, bool *is_figure)
{
    size_t i = 0;
    *is_figure = g_ascii_isdigit(text.data[0]);
    while (i < text.length && (g_ascii_isdigit(text.data[i]) || (*is_figure && i > 0 && strchr(".,%", text.data[i]) != NULL)) == *is_figure)
        i++;
    return i;
}

/* A Han character is as wide as two digits. */
static int32_t width_units(hrb__text text)
{
    int32_t units = 0;
    for (size_t i = 0; i < text.length; i++)
        units += (unsigned char)text.data[i] < 0x80 ? 1 : ((unsigned char)text.data[i] & 0xC0) == 0xC0 ? 2 : 0;
    return units;
}

/* A word may be a whole line of a paragraph: each figure in it gets a box of its own. */
static void write_word(const hrb__pdf *pdf, hrb__gather *g, uint32_t page, const hrb__pdf_word *word)
{
    hrb__text text = hrb__pdf_word_text(pdf, word);
    int64_t width = word->box.x1 - word->box.x0, all = MAX(width_units(text), 1), before = 0;
    while (text.length > 0) {
        bool is_figure;
        hrb__text run = {text.data, run_length(text, &is_figure)};
        int64_t units = width_units(run);
        hrb__pdf_box box = word->box;
        box.x0 = word->box.x0 + (int32_t)(width * before / all);
        box.x1 = word->box.x0 + (int32_t)(width * (before + units) / all);
        hrb__gather_place(g, hrb__pdf_place(page, box));
        hrb__gather_text(g, run.data, run.length);
        before += units;
        text.data += run.length;
        text.length -= run.length;
    }
}

void hrb__pdf_write_piece(const hrb__pdf *pdf, hrb__gather *g, uint32_t page, const hrb__pdf_piece *piece)
{
    const hrb__pdf_word *before = NULL;
    for (uint32_t w = piece->first_word; w < piece->first_word + piece->word_count; w++) {
        const hrb__pdf_word *word = &pdf->words[w];
        hrb__text text = hrb__pdf_word_text(pdf, word);
        if (text.length == 0)
            continue;
        if (before != NULL && hrb__pdf_needs_blank(hrb__pdf_word_text(pdf, before), text, word->box.x0 - before->box.x1, word->box.y1 - word->box.y0))
            hrb__gather_text(g, " ", 1);
        write_word(pdf, g, page, word);
        before = word;
    }
}

static void close_paragraph(writer *w)
{
    if (w->last == NULL)
        return;
    hrb__gather_end_cell(w->g);
    hrb__gather_end_row(w->g);
    w->last = NULL;
    w->pitch = 0;
}

static void write_pieces(writer *w, const hrb__pdf_line *line)
{
    const hrb__pdf_piece *before = NULL;
    for (uint32_t k = 0; k < line->piece_count; k++) {
        const hrb__pdf_piece *piece = &w->pdf->pieces[line->first_piece + k];
        hrb__text text = hrb__pdf_piece_text(w->pdf, piece);
        int32_t gap = before == NULL ? 0 : piece->gap;
        if (w->last_word.length > 0 && hrb__pdf_needs_blank(w->last_word, text, gap, line->height))
            hrb__gather_text(w->g, " ", 1);
        hrb__pdf_write_piece(w->pdf, w->g, line->page, piece);
        w->last_word = hrb__pdf_word_text(w->pdf, &w->pdf->words[piece->first_word + piece->word_count - 1]);
        before = piece;
    }
}

/* The second line of a title: both in the middle, and the first is long. */
static bool title_goes_on(const writer *w, const hrb__pdf_line *line)
{
    const hrb__pdf_line *last = w->last;
    const hrb__pdf_page *page = &w->pdf->pages[line->page];
    if (last->kind != HRB__PDF_SINGLE || line->kind != HRB__PDF_SINGLE || line->page != last->page || last->piece_count != 1 || line->piece_count != 1)
        return false;
    int32_t middle = hrb__pdf_middle(last->box.x0, last->box.x1), width = last->box.x1 - last->box.x0;
    bool same_type = ABS(line->height - last->height) * 50 < line->height, below = line->box.y0 - last->box.y1 < line->height;
    bool centred = ABS(hrb__pdf_middle(line->box.x0, line->box.x1) - middle) < line->height * 3 / 2 && ABS(middle - page->width / 2) < page->width / 10;
    return same_type && below && centred && width * 2 > page->right - page->left && line->box.x1 - line->box.x0 < width &&
           w->pdf->pieces[line->first_piece].first_order == w->pdf->pieces[last->first_piece].last_order + 1;
}

/* Whether the open line had no room for what the next begins with: a character,
 * or a whole figure. */
static bool is_full(const writer *w, const hrb__pdf_line *next)
{
    const hrb__pdf_page *page = &w->pdf->pages[w->last->page];
    hrb__text text = hrb__pdf_piece_text(w->pdf, &w->pdf->pieces[next->first_piece]);
    int32_t unit = 0;
    while ((size_t)unit < text.length && (unsigned char)text.data[unit] < 0x80)
        unit++;
    int32_t room = MAX(next->height * 5 / 2, next->height * (MIN(unit, 40) + 3) / 2);
    return w->last->box.x1 > page->prose_right - room;
}

/* Whether a line goes on with the open paragraph. */
static bool goes_on(const writer *w, const hrb__pdf_line *line)
{
    if (w->last != NULL && title_goes_on(w, line))
        return true;
    if (w->last == NULL || !is_full(w, line) || ABS(line->height - w->last->height) * 4 > line->height)
        return false;
    const hrb__pdf_page *page = &w->pdf->pages[line->page];
    if (line->box.x0 - page->prose_left > line->height * 3 / 2)
        return false; /* indented */
    if (hrb__pdf_starts_item(hrb__pdf_piece_text(w->pdf, &w->pdf->pieces[line->first_piece])))
        return false;
    if (line->page != w->last->page)
        return true;
    int32_t pitch = line->box.y0 - w->last->box.y0;
    return pitch > 0 && pitch < line->height * 4 && (w->pitch == 0 || pitch * 10 <= w->pitch * 16);
}

/* 单位：万 and below it 元, 部门名称：某某 and below it the rest of the name: the
 * end of a caption's piece that stands on one of the next lines. */
static void write_wrapped_rest(writer *w, const hrb__pdf_line *line, const hrb__pdf_piece *piece)
{
    size_t first = (size_t)(line - w->pdf->lines) + 1;
    for (size_t i = first; i < first + 2 && i < w->pdf->line_count && w->pdf->lines[i].page == line->page; i++) {
        hrb__pdf_line *next = &w->pdf->lines[i];
        for (uint32_t k = 0; k < next->piece_count; k++) {
            hrb__pdf_piece *rest = &w->pdf->pieces[next->first_piece + k];
            bool below = rest->box.x0 >= piece->box.x0 - line->height / 5 && rest->box.x1 <= piece->box.x1 + line->height / 5 && rest->box.y0 - piece->box.y1 < line->height;
            if (rest->first_order != piece->last_order + 1 || rest->is_number || !below || (k > 0 && k + 1 < next->piece_count))
                continue;
            hrb__pdf_write_piece(w->pdf, w->g, next->page, rest);
            next->piece_count--;
            next->first_piece += k == 0;
            if (next->piece_count == 0)
                next->kind = HRB__PDF_DROPPED;
            return;
        }
    }
}

static void write_prose(writer *w, const hrb__pdf_line *line)
{
    if (goes_on(w, line)) {
        if (line->page == w->last->page)
            w->pitch = line->box.y0 - w->last->box.y0;
    } else {
        close_paragraph(w);
        hrb__gather_begin_row(w->g, false, false);
        hrb__gather_begin_cell(w->g, hrb__pdf_place(line->page, line->box), 0, 1, 1);
        w->last_word = HRB__TEXT("");
    }
    write_pieces(w, line);
    if (line->is_label)
        write_wrapped_rest(w, line, &w->pdf->pieces[line->first_piece]);
    w->last = line;
}

/* 单位：万元 is complete: what stands below is the table. */
static bool ends_in_yuan(hrb__text text)
{
    return text.length >= 3 && memcmp(text.data + text.length - 3, "元", 3) == 0;
}

/* Label and value together: 编制部门：… and 单位：元 are two paragraphs. */
static void write_caption(writer *w, const hrb__pdf_line *line)
{
    close_paragraph(w);
    bool open = false;
    for (uint32_t k = 0; k < line->piece_count; k++) {
        const hrb__pdf_piece *piece = &w->pdf->pieces[line->first_piece + k];
        hrb__text last = w->last_word;
        bool value = open && last.length >= 1 && (last.data[last.length - 1] == ':' || (last.length >= 3 && memcmp(last.data + last.length - 3, "：", 3) == 0));
        if (open && !value && piece->gap > line->height) {
            hrb__gather_end_cell(w->g);
            hrb__gather_end_row(w->g);
            open = false;
        }
        if (!open) {
            hrb__gather_begin_row(w->g, false, false);
            hrb__gather_begin_cell(w->g, hrb__pdf_place(line->page, piece->box), 0, 1, 1);
            open = true;
        }
        hrb__pdf_write_piece(w->pdf, w->g, line->page, piece);
        w->last_word = hrb__pdf_word_text(w->pdf, &w->pdf->words[piece->first_word + piece->word_count - 1]);
        if (!ends_in_yuan(w->last_word))
            write_wrapped_rest(w, line, piece);
    }
    hrb__gather_end_cell(w->g);
    hrb__gather_end_row(w->g);
}

/* A short line in the middle right above a line of several cells, in the same
 * type: the top of a header whose table has no caption. */
static bool heads_table(const hrb__pdf *pdf, const hrb__pdf_line *line)
{
    hrb__text text = hrb__pdf_piece_text(pdf, &pdf->pieces[line->first_piece]);
    const hrb__pdf_line *above = line;
    if (line->kind != HRB__PDF_SINGLE || text.length > 36 || hrb__pdf_starts_item(text) || hrb__text_has(text, HRB__TEXT("表")) || hrb__text_has(text, HRB__TEXT("：")) ||
        hrb__text_has(text, HRB__TEXT("。")))
        return false;
    for (const hrb__pdf_line *next = line + 1; next < pdf->lines + pdf->line_count && next <= line + 3 && next->page == line->page; next++) {
        if (next->box.y0 - above->box.y1 > line->height * 3 / 2 || ABS(next->height - line->height) * 16 > line->height)
            return false;
        if (next->kind == HRB__PDF_SPLIT)
            return line->box.x0 > next->box.x0 - line->height && line->box.x1 < next->box.x1 + line->height * 6;
        if (next->kind != HRB__PDF_SINGLE)
            return false;
        above = next;
    }
    return false;
}

void hrb__pdf_write_blocks(hrb__pdf *pdf, hrb__gather *g)
{
    writer w = {.pdf = pdf, .g = g, .tables = {.pdf = pdf, .g = g}};
    bool captioned = false;
    for (uint32_t i = 0; i < pdf->line_count && g->status == HRB_OK && !w.tables.failed;) {
        const hrb__pdf_line *line = &pdf->lines[i];
        if (line->kind == HRB__PDF_DROPPED) {
            i++;
            continue;
        }
        if (line->kind == HRB__PDF_SPLIT || (line->kind == HRB__PDF_SINGLE && captioned) || heads_table(pdf, line) || hrb__pdf_tops_grid(pdf, i) || (w.tables.grid.end > i && w.tables.grid.first == i)) {
            close_paragraph(&w);
            uint32_t end = hrb__pdf_read_table(&w.tables, i, captioned);
            if (end > i) {
                i = end;
                captioned = false;
                continue;
            }
        }
        if (line->kind == HRB__PDF_CAPTION)
            write_caption(&w, line);
        else
            write_prose(&w, line);
        captioned = line->kind == HRB__PDF_CAPTION;
        i++;
    }
    close_paragraph(&w);
    hrb__pdf_tables_free(&w.tables);
    if (w.tables.failed)
        hrb__gather_fail(g, HRB_ERROR_MEMORY);
}
