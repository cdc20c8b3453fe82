/* SPDX-License-Identifier: Apache-2.0 */
/* What is on the page and no content of the document: its number, and what it repeats of the page before. */
#include <glib.h>

#include "read/pdf.h"

#define MAX_NUMBER_DIGITS 4 /* of a page number */

/* --- Page numbers --- */

/* The number of a line like 3, - 3 -, 第 3 页; -1 where it is more than that. */
static int page_number(const hrb__pdf *pdf, const hrb__pdf_line *line)
{
    int number = -1, digits = 0;
    for (uint32_t k = 0; k < line->piece_count; k++) {
        const hrb__pdf_piece *piece = &pdf->pieces[line->first_piece + k];
        for (uint32_t w = 0; w < piece->word_count; w++) {
            hrb__text text = hrb__pdf_word_text(pdf, &pdf->words[piece->first_word + w]);
            size_t size;
            for (size_t i = 0; i < text.length; i += size) {
                uint32_t c = hrb__utf8_get(text.data + i, text.length - i, &size);
                int digit = hrb__digit_value(c);
                if (digit < 0 && c != '-' && c != 0x2013 && c != 0x2014 && c != 0x2015 && c != 0x2500 && c != 0x7B2C && c != 0x9875)
                    return -1;
                if (digit < 0)
                    continue;
                if (digits++ >= MAX_NUMBER_DIGITS)
                    return -1;
                number = (number < 0 ? 0 : number) * 10 + digit;
            }
        }
    }
    return number;
}

/* The line of a page that may be its number: the first or the last, alone at its height. */
static hrb__pdf_line *number_line(const hrb__pdf *pdf, uint32_t page_index, bool last)
{
    const hrb__pdf_page *page = &pdf->pages[page_index];
    if (page->line_count == 0)
        return NULL;
    hrb__pdf_line *line = &pdf->lines[page->first_line + (last ? page->line_count - 1 : 0)];
    bool at_edge = last ? line->box.y0 > page->height * 85 / 100 : line->box.y1 < page->height * 12 / 100;
    return at_edge && page_number(pdf, line) >= 0 ? line : NULL;
}

/* Numbers that grow by one with the pages are their numbers. A single one is, if it stands in the middle. */
static void drop_page_numbers(hrb__pdf *pdf, bool last)
{
    for (uint32_t p = 0; p < pdf->page_count; p++) {
        hrb__pdf_line *line = number_line(pdf, p, last);
        if (line == NULL)
            continue;
        int number = page_number(pdf, line);
        bool in_series = false;
        for (uint32_t q = p > 2 ? p - 3 : 0; q < pdf->page_count && q <= p + 3; q++) {
            const hrb__pdf_line *other = q == p ? NULL : number_line(pdf, q, last);
            if (other != NULL)
                in_series = in_series || page_number(pdf, other) - number == (int)q - (int)p;
        }
        const hrb__pdf_page *page = &pdf->pages[p];
        bool centred = ABS(hrb__pdf_middle(line->box.x0, line->box.x1) - page->width / 2) < page->width / 50;
        if (in_series || (centred && (int64_t)number == (int64_t)p + 1))
            line->kind = HRB__PDF_DROPPED;
    }
}

/* --- Text that a page repeats of the one before --- */

/* The lines that still count, first to last. */
static size_t kept_lines(const hrb__pdf *pdf, const hrb__pdf_page *page, const hrb__pdf_line **out)
{
    size_t n = 0;
    for (uint32_t i = 0; i < page->line_count; i++)
        if (pdf->lines[page->first_line + i].kind != HRB__PDF_DROPPED)
            out[n++] = &pdf->lines[page->first_line + i];
    return n;
}

/* How many of the first lines of `page` are the last lines of the one before:
 * a cell of a sheet that is cut by the page's end has all its lines in both. */
static size_t repeated_lines(const hrb__pdf_line **page, size_t count, const hrb__pdf_line **before, size_t before_count, uint32_t *border)
{
    size_t k = 0;
    border[0] = 0;
    for (size_t i = 1; i < count; i++) {
        while (k > 0 && page[i]->hash != page[k]->hash)
            k = border[k - 1];
        k += page[i]->hash == page[k]->hash;
        border[i] = (uint32_t)k;
    }
    k = 0;
    for (size_t i = 0; i < before_count; i++) {
        while (k > 0 && (k == count || before[i]->hash != page[k]->hash))
            k = border[k - 1];
        k += count > 0 && before[i]->hash == page[k]->hash;
    }
    return k;
}

static size_t line_length(const hrb__pdf *pdf, const hrb__pdf_line *line)
{
    size_t length = 0;
    for (uint32_t k = 0; k < line->piece_count; k++) {
        const hrb__pdf_piece *piece = &pdf->pieces[line->first_piece + k];
        for (uint32_t w = 0; w < piece->word_count; w++)
            length += pdf->words[piece->first_word + w].length;
    }
    return length;
}

static bool drop_repeated_lines(hrb__pdf *pdf, hrb__gather *g)
{
    size_t most = 1;
    for (size_t p = 0; p < pdf->page_count; p++)
        most = MAX(most, pdf->pages[p].line_count);
    const hrb__pdf_line **lines = g_try_new(const hrb__pdf_line *, 2 * most);
    uint32_t *border = g_try_new(uint32_t, most);
    bool done = lines != NULL && border != NULL;
    for (uint32_t p = 1; done && p < pdf->page_count; p++) {
        size_t before_count = kept_lines(pdf, &pdf->pages[p - 1], lines);
        size_t count = kept_lines(pdf, &pdf->pages[p], lines + most);
        size_t repeated = repeated_lines(lines + most, count, lines, before_count, border), length = 0;
        for (size_t i = 0; i < repeated; i++)
            length += line_length(pdf, lines[most + i]);
        /* One short line may well be said twice. */
        if (repeated == 0 || length < 40)
            continue;
        hrb__gather_notice(g, HRB__NOTICE_REPEATED_PAGE, hrb__pdf_place(p, lines[most]->box));
        for (size_t i = 0; i < repeated; i++)
            pdf->lines[lines[most + i] - pdf->lines].kind = HRB__PDF_DROPPED;
    }
    g_free(lines);
    g_free(border);
    return done;
}

bool hrb__pdf_drop_furniture(hrb__pdf *pdf, hrb__gather *g)
{
    drop_page_numbers(pdf, true);
    drop_page_numbers(pdf, false);
    return drop_repeated_lines(pdf, g);
}
