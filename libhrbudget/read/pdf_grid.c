/* SPDX-License-Identifier: Apache-2.0 */
/* Finds a table of text: a header of short cells, each over a column of its own,
 * and below it lines whose words stand in one column each. What stands across two
 * columns ends it, as the head of a form above it and the notes below do. */
#include <glib.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/pdf_grid.h"

#define MAX_TRIES 24 /* lines that are tried as a header */
#define MAX_HEADER_LINES 8
#define MAX_SPENT 32 /* times that a document's lines are looked at in vain */
#define MAX_HEADER_TEXT 48 /* bytes of a header cell's line */
#define LEADINGS 64 /* from minus a half to a half of the type's height */
#define MAX_BINS 16384
#define MIN_BIN 10 /* hundredths of a point */

/* --- Lines --- */

typedef struct extent {
    int32_t x0, x1;
} extent;

/* A header in the making, and how far its columns reach. */
typedef struct scan {
    const hrb__pdf *pdf;
    extent columns[HRB__PDF_MAX_COLUMNS];
    size_t count;
    size_t texts, numbers, lines;
} scan;

static uint32_t words_end(const hrb__pdf *pdf, const hrb__pdf_line *line)
{
    const hrb__pdf_piece *last = &pdf->pieces[line->first_piece + line->piece_count - 1];
    return last->first_word + last->word_count;
}

/* The end of the part of a header's line that begins at `w`, and how far it reaches:
 * words close together, and single characters of a word that is set wide. */
static uint32_t part_end(const hrb__pdf *pdf, uint32_t w, uint32_t end, extent *out)
{
    const hrb__pdf_word *word = &pdf->words[w];
    *out = (extent){word->box.x0, word->box.x1};
    for (w++; w < end; w++) {
        const hrb__pdf_word *next = &pdf->words[w];
        int32_t height = next->box.y1 - next->box.y0, gap = next->box.x0 - out->x1;
        bool set_wide = next->length == 3 && next[-1].length == 3 && next->order == next[-1].order + 1 && gap < 6 * height;
        if (next->length > 0 && gap >= height / 4 && !set_wide)
            break;
        out->x1 = MAX(out->x1, next->box.x1);
    }
    return w;
}

static bool may_be_header(const hrb__pdf *pdf, const hrb__pdf_line *line)
{
    size_t parts = 0;
    if (line->kind != HRB__PDF_SPLIT || line->has_number)
        return false;
    for (uint32_t w = pdf->pieces[line->first_piece].first_word, next, end = words_end(pdf, line); w < end; w = next) {
        extent ignored;
        size_t length = 0;
        next = part_end(pdf, w, end, &ignored);
        if (hrb__pdf_starts_item(hrb__pdf_word_text(pdf, &pdf->words[w])))
            return false;
        for (; w < next; w++)
            length += pdf->words[w].length;
        if (length > MAX_HEADER_TEXT || ++parts > HRB__PDF_MAX_COLUMNS)
            return false;
    }
    return parts >= 3;
}

/* The end of the run of words that begins at `w`: nothing can be told from gaps as narrow as these. */
static uint32_t run_end(const hrb__pdf *pdf, uint32_t w, uint32_t end, extent *out)
{
    const hrb__pdf_box *box = &pdf->words[w].box;
    int32_t slack = (box->y1 - box->y0) / 40;
    *out = (extent){box->x0, box->x1};
    for (w++; w < end && pdf->words[w].box.x0 - out->x1 < slack; w++)
        out->x1 = MAX(out->x1, pdf->words[w].box.x1);
    return w;
}

/* Whether no word of a line stands in two columns; the columns reach as far as their words then. */
static bool take_line(scan *s, const hrb__pdf_line *line)
{
    const hrb__pdf *pdf = s->pdf;
    extent before[HRB__PDF_MAX_COLUMNS], run;
    memcpy(before, s->columns, sizeof before);
    for (uint32_t w = pdf->pieces[line->first_piece].first_word, end = words_end(pdf, line); w < end;) {
        uint32_t next = run_end(pdf, w, end, &run);
        size_t found = 0;
        extent *column = NULL;
        for (size_t c = 0; c < s->count; c++)
            if (run.x0 < s->columns[c].x1 && s->columns[c].x0 < run.x1) {
                column = &s->columns[c];
                found++;
            }
        if (found > 1) {
            memcpy(s->columns, before, sizeof before);
            return false;
        }
        if (column != NULL) {
            column->x0 = MIN(column->x0, run.x0);
            column->x1 = MAX(column->x1, run.x1);
        }
        bool number = next == w + 1 && pdf->words[w].is_number;
        s->numbers += number;
        s->texts += !number;
        w = next;
    }
    s->lines++;
    return true;
}

/* A line of the header: what stands in no column yet has its own. */
static bool take_header_line(scan *s, uint32_t i)
{
    const hrb__pdf_line *line = &s->pdf->lines[i];
    if (!take_line(s, line))
        return false;
    for (uint32_t w = s->pdf->pieces[line->first_piece].first_word, end = words_end(s->pdf, line); w < end && s->count < HRB__PDF_MAX_COLUMNS;) {
        extent part;
        bool found = false;
        w = part_end(s->pdf, w, end, &part);
        for (size_t c = 0; c < s->count; c++)
            found = found || (part.x0 < s->columns[c].x1 && s->columns[c].x0 < part.x1);
        if (!found)
            s->columns[s->count++] = part;
    }
    return true;
}

/* A line of one piece in larger type: a title. */
static bool is_title(const hrb__pdf *pdf, const hrb__pdf_line *line, int32_t height)
{
    int32_t least = INT32_MAX; /* a sign in a type of its own may be taller */
    for (uint32_t w = pdf->pieces[line->first_piece].first_word, end = words_end(pdf, line); w < end; w++)
        least = MIN(least, pdf->words[w].box.y1 - pdf->words[w].box.y0);
    return line->piece_count == 1 && (int64_t)least * 100 > (int64_t)height * 108;
}

static uint32_t next_kept(const hrb__pdf *pdf, uint32_t i)
{
    while (i < pdf->line_count && pdf->lines[i].kind == HRB__PDF_DROPPED)
        i++;
    return i;
}

/* Whether the upper of two pieces goes on in the lower one. */
static bool goes_on(const hrb__pdf *pdf, const hrb__pdf_piece *upper, const hrb__pdf_piece *lower)
{
    int32_t height = lower->box.y1 - lower->box.y0;
    return lower->first_order == upper->last_order + 1 && hrb__pdf_overlap_x(&upper->box, &lower->box, 0) && lower->box.y0 - upper->box.y1 < height &&
           pdf->lines[upper->line].page == pdf->lines[lower->line].page;
}

/* Whether each piece of the line `i` is a line of a cell that has another in [from, to). */
static bool is_of_cells(const hrb__pdf *pdf, uint32_t i, uint32_t from, uint32_t to)
{
    const hrb__pdf_line *line = &pdf->lines[i];
    if (line->kind == HRB__PDF_DROPPED || line->piece_count > HRB__PDF_MAX_COLUMNS)
        return false;
    for (uint32_t k = 0; k < line->piece_count; k++) {
        const hrb__pdf_piece *piece = &pdf->pieces[line->first_piece + k];
        bool found = false;
        for (uint32_t n = from; n < to && n < pdf->line_count; n++)
            for (uint32_t m = 0; n != i && m < pdf->lines[n].piece_count && m < HRB__PDF_MAX_COLUMNS && !found; m++) {
                const hrb__pdf_piece *other = &pdf->pieces[pdf->lines[n].first_piece + m];
                found = n < i ? goes_on(pdf, other, piece) : goes_on(pdf, piece, other);
            }
        if (!found)
            return false;
    }
    return true;
}

/* How many lines from `i` on say what the header's say; 0 if they do not. */
static uint32_t repeated_header(const hrb__pdf_grid *g, uint32_t i)
{
    uint32_t k = i;
    for (uint32_t h = g->first; h < g->header_end; h = next_kept(g->pdf, h + 1), k = next_kept(g->pdf, k + 1))
        if (k >= g->pdf->line_count || g->pdf->lines[h].hash != g->pdf->lines[k].hash)
            return 0;
    return k - i;
}

/* Whether a line has all words of another, each at its place. */
static bool has_words_of(const hrb__pdf *pdf, const hrb__pdf_line *line, const hrb__pdf_line *other)
{
    uint32_t w = pdf->pieces[line->first_piece].first_word, end = words_end(pdf, line);
    for (uint32_t v = pdf->pieces[other->first_piece].first_word, stop = words_end(pdf, other); v < stop; v++, w++) {
        const hrb__pdf_word *word = &pdf->words[v];
        while (w < end && (ABS(pdf->words[w].box.x0 - word->box.x0) > 100 || !hrb__text_equals(hrb__pdf_word_text(pdf, &pdf->words[w]), hrb__pdf_word_text(pdf, word))))
            w++;
        if (w >= end)
            return false;
    }
    return true;
}

/* How many lines at the top of a page say what the header's say, though the clipped text of
 * a cell that reaches over the page's end may be drawn among them. */
static uint32_t header_again(const hrb__pdf_grid *g, uint32_t i)
{
    uint32_t k = i;
    for (uint32_t h = g->first; h < g->header_end; h = next_kept(g->pdf, h + 1), k = next_kept(g->pdf, k + 1))
        if (k >= g->pdf->line_count || !has_words_of(g->pdf, &g->pdf->lines[k], &g->pdf->lines[h]))
            return 0;
    return k - i;
}

/* The next line of the table from `i` on: a page may say the header again. */
static uint32_t next_line(const hrb__pdf_grid *g, uint32_t i)
{
    const hrb__pdf *pdf = g->pdf;
    i = next_kept(pdf, i);
    if (i >= pdf->line_count || pdf->lines[i].page == pdf->lines[g->first].page)
        return i;
    uint32_t above = i;
    while (above > 0 && pdf->lines[above - 1].page == pdf->lines[i].page && pdf->lines[above - 1].kind == HRB__PDF_DROPPED)
        above--;
    bool begins_page = above == 0 || pdf->lines[above - 1].page != pdf->lines[i].page;
    if (!begins_page)
        return i;
    uint32_t again = header_again(g, i);
    if (again > 0 || pdf->lines[i].box.y1 >= pdf->lines[g->first].box.y0)
        return next_kept(pdf, i + again);
    /* Text above the paper's margin. */
    uint32_t below = next_kept(pdf, i + 1);
    again = below < pdf->line_count && pdf->lines[below].page == pdf->lines[i].page ? header_again(g, below) : 0;
    return again > 0 ? next_kept(pdf, below + again) : i;
}

/* Lines below the header, over the pages. */
static void scan_lines(hrb__pdf_grid *g, scan *s)
{
    const hrb__pdf *pdf = g->pdf;
    uint32_t page = pdf->lines[g->first].page;
    g->end = g->header_end;
    for (uint32_t i = next_line(g, g->header_end); i < pdf->line_count; i = next_line(g, i + 1)) {
        const hrb__pdf_line *line = &pdf->lines[i];
        if (line->page > page + 1 || line->kind == HRB__PDF_CAPTION || repeated_header(g, i) > 0 || is_title(pdf, line, g->height))
            return;
        if (!take_line(s, line))
            return;
        if (s->lines > 8 && s->numbers > s->texts)
            return;
        page = line->page;
        g->end = i + 1;
    }
}

/* A figure with decimals or groups that is no percentage. */
static bool is_amount(const hrb__pdf *pdf, const hrb__pdf_word *word)
{
    hrb__text text = hrb__pdf_word_text(pdf, word);
    return word->is_number && text.length > 0 && text.data[text.length - 1] != '%' && (memchr(text.data, '.', text.length) != NULL || memchr(text.data, ',', text.length) != NULL);
}

/* Whether amounts follow right behind: what was found is the header of their table. */
static bool heads_amounts(const hrb__pdf_grid *g)
{
    const hrb__pdf *pdf = g->pdf;
    uint32_t i = next_line(g, g->end);
    for (size_t n = 0; n < 4 && i < pdf->line_count && pdf->lines[i].page == pdf->lines[g->end - 1].page && !is_title(pdf, &pdf->lines[i], g->height); i = next_line(g, i + 1), n++)
        for (uint32_t w = pdf->pieces[pdf->lines[i].first_piece].first_word, end = words_end(pdf, &pdf->lines[i]); w < end; w++)
            if (is_amount(pdf, &pdf->words[w]) && pdf->lines[i].piece_count > 1)
                return true;
    return false;
}

/* Lines at the end that are no part of it: each of one piece, apart from what is above it. */
static void trim_lines(hrb__pdf_grid *g)
{
    const hrb__pdf *pdf = g->pdf;
    uint32_t end = g->header_end, above = g->header_end - 1, kept = g->header_end;
    for (uint32_t i = next_line(g, g->header_end); i < g->end; i = next_line(g, i + 1)) {
        const hrb__pdf_line *line = &pdf->lines[i], *last = &pdf->lines[above];
        bool close = line->page == last->page && line->box.y0 - last->box.y1 < g->height * 6 / 10 && kept == i;
        bool beside = line->page == last->page && last->box.y1 - line->box.y0 > g->height / 4 && !hrb__pdf_overlap_x(&line->box, &last->box, 0);
        if (line->piece_count > 1 || close || beside)
            end = i + 1;
        above = i;
        kept = next_line(g, end);
    }
    g->end = end;
}

/* --- Columns --- */

typedef struct cover {
    int32_t bin;
    size_t count;
    bool header[MAX_BINS], data[MAX_BINS];
} cover;

static void mark(const cover *c, bool *bins, int32_t x0, int32_t x1)
{
    size_t from = (size_t)(MAX(x0, 0) / c->bin), to = (size_t)(MAX(MAX(x1, x0 + 1) - 1, 0) / c->bin);
    for (size_t b = from; b <= to && b < c->count; b++)
        bins[b] = true;
}

static void mark_lines(const hrb__pdf_grid *g, cover *c)
{
    const hrb__pdf *pdf = g->pdf;
    for (uint32_t i = next_line(g, g->first); i < g->end; i = next_line(g, i + 1)) {
        const hrb__pdf_line *line = &pdf->lines[i];
        if (i < g->header_end) {
            extent part;
            for (uint32_t w = pdf->pieces[line->first_piece].first_word, end = words_end(pdf, line); w < end;) {
                w = part_end(pdf, w, end, &part);
                mark(c, c->header, part.x0, part.x1);
            }
            continue;
        }
        for (uint32_t w = pdf->pieces[line->first_piece].first_word, end = words_end(pdf, line); w < end; w++)
            mark(c, c->data, pdf->words[w].box.x0, pdf->words[w].box.x1);
    }
}

typedef struct strip {
    extent at;
    size_t headers; /* header cells that touch it */
    bool has_data;
} strip;

/* Joins strip i to the one behind it. */
static size_t join_strips(strip *strips, size_t count, size_t i)
{
    strips[i].at.x1 = strips[i + 1].at.x1;
    strips[i].headers += strips[i + 1].headers;
    strips[i].has_data = strips[i].has_data || strips[i + 1].has_data;
    memmove(strips + i + 1, strips + i + 2, (count - i - 2) * sizeof *strips);
    return count - 1;
}

/* What stands beside its header rather than below it, and parts of a line that no other line closes up. */
static size_t join_unheaded(strip *strips, size_t count, int32_t height)
{
    for (size_t i = 0; i < count;) {
        const strip *s = &strips[i], *left = i > 0 ? s - 1 : NULL, *right = i + 1 < count ? s + 1 : NULL;
        if (s->headers > 0) {
            i++;
            continue;
        }
        bool bare_left = left != NULL && left->headers > 0 && !left->has_data, bare_right = right != NULL && right->headers > 0 && !right->has_data;
        int32_t to_left = left == NULL ? INT32_MAX : s->at.x0 - left->at.x1, to_right = right == NULL ? INT32_MAX : right->at.x0 - s->at.x1;
        if (i == 0 && !bare_right && to_right > height / 2) {
            i++; /* a cell that reaches down beside the whole table */
            continue;
        }
        bool go_left = bare_left != bare_right ? bare_left : to_left < to_right;
        i -= go_left;
        count = join_strips(strips, count, i);
    }
    return count;
}

static size_t cut_strips(const cover *c, strip *strips)
{
    size_t n = 0;
    bool inside = false, header = false;
    for (size_t b = 0; b < c->count; b++) {
        bool covered = c->header[b] || c->data[b];
        if (covered && !inside) {
            if (n == 4 * HRB__PDF_MAX_COLUMNS)
                return 0;
            strips[n++] = (strip){.at = {(int32_t)b * c->bin, 0}};
        }
        if (covered) {
            strip *s = &strips[n - 1];
            s->at.x1 = (int32_t)(b + 1) * c->bin;
            s->headers += c->header[b] && !header;
            s->has_data = s->has_data || c->data[b];
        }
        inside = covered;
        header = c->header[b];
    }
    return n;
}

/* The columns, each with one cell of the header but for one to the left; false when memory is out. */
static bool find_columns(hrb__pdf_grid *g)
{
    cover *c = g_try_new0(cover, 1);
    strip *strips = g_try_new0(strip, 4 * HRB__PDF_MAX_COLUMNS);
    g->column_count = 0;
    if (c != NULL && strips != NULL) {
        int32_t width = 1;
        for (uint32_t i = g->first; i < g->end; i++)
            width = MAX(width, g->pdf->lines[i].box.x1 + 1);
        c->bin = MAX(MIN_BIN, width / (MAX_BINS - 2) + 1);
        c->count = (size_t)(width / c->bin) + 1;
        mark_lines(g, c);
        size_t count = join_unheaded(strips, cut_strips(c, strips), g->height), wrong = count > HRB__PDF_MAX_COLUMNS;
        for (size_t i = 0; i < count && wrong == 0; i++) {
            wrong += strips[i].headers > 1 || (strips[i].headers == 0 && i > 0);
            g->columns[g->column_count++] = (hrb__pdf_grid_column){.x0 = strips[i].at.x0, .x1 = strips[i].at.x1, .has_header = strips[i].headers > 0};
        }
        if (wrong > 0)
            g->column_count = 0;
    }
    bool done = c != NULL && strips != NULL;
    g_free(c);
    g_free(strips);
    return done;
}

/* --- What it is made of --- */

static size_t column_at(const hrb__pdf_grid *g, int32_t x)
{
    size_t c = 0;
    while (c + 1 < g->column_count && g->columns[c].x1 < x && g->columns[c + 1].x0 - x < x - g->columns[c].x1)
        c++;
    return c;
}

static void widen(hrb__pdf_box *box, const hrb__pdf_box *other)
{
    box->x0 = MIN(box->x0, other->x0);
    box->y0 = MIN(box->y0, other->y0);
    box->x1 = MAX(box->x1, other->x1);
    box->y1 = MAX(box->y1, other->y1);
}

static bool cut_line(hrb__pdf_grid *g, uint32_t i, uint32_t *last)
{
    const hrb__pdf *pdf = g->pdf;
    const hrb__pdf_line *line = &pdf->lines[i];
    for (uint32_t w = pdf->pieces[line->first_piece].first_word, end = words_end(pdf, line); w < end; w++) {
        const hrb__pdf_word *word = &pdf->words[w];
        size_t column = column_at(g, hrb__pdf_middle_x(&word->box));
        hrb__pdf_fragment *open = last[column] == HRB__PDF_NONE ? NULL : &g->fragments[last[column]];
        if (word->length == 0)
            continue;
        if (open != NULL && open->line == i) {
            g->crowded += word->box.x0 - open->box.x1 > g->height * 9 / 10;
            widen(&open->box, &word->box);
            open->first_order = MIN(open->first_order, word->order);
            open->last_order = MAX(open->last_order, word->order);
            open->word_count = w - open->first_word + 1;
            open->is_number = false;
            continue;
        }
        if (!hrb__grow((void **)&g->fragments, g->fragment_count, &g->fragment_capacity, sizeof *g->fragments))
            return false;
        g->fragments[g->fragment_count] = (hrb__pdf_fragment){.box = word->box, .first_word = w, .word_count = 1, .first_order = word->order, .last_order = word->order, .line = i,
                                                              .above = last[column], .next = HRB__PDF_NONE, .column = (uint16_t)column, .is_number = word->is_number};
        last[column] = (uint32_t)g->fragment_count++;
    }
    return true;
}

/* Words to fragments, line by line; false when memory is out. */
static bool cut_lines(hrb__pdf_grid *g)
{
    uint32_t last[HRB__PDF_MAX_COLUMNS];
    memset(last, 0xFF, sizeof last);
    g->fragment_count = g->crowded = 0;
    for (uint32_t i = next_line(g, g->first); i < g->end; i = next_line(g, i + 1)) {
        size_t before = g->fragment_count;
        if (!cut_line(g, i, last))
            return false;
        for (size_t f = before; f < g->fragment_count && i >= g->header_end; f++) {
            hrb__pdf_grid_column *column = &g->columns[g->fragments[f].column];
            column->numbers += g->fragments[f].is_number;
            column->texts += !g->fragments[f].is_number;
            column->amounts += is_amount(g->pdf, &g->pdf->words[g->fragments[f].first_word]);
        }
    }
    return true;
}

/* Whether more than half of the columns hold text, and there is something below the header. Amounts in
 * the last column, or in two, tell the rows apart themselves. */
static bool is_of_text(const hrb__pdf_grid *g)
{
    size_t texts = 0, most = 0, amounts = 0;
    for (size_t c = 0; c < g->column_count; c++) {
        const hrb__pdf_grid_column *column = &g->columns[c];
        texts += column->texts > column->numbers;
        amounts += column->amounts > 0 ? 1 : 0;
        amounts += c + 1 == g->column_count && column->amounts * 2 > column->texts + column->numbers ? 1 : 0;
        most = MAX(most, (size_t)column->texts + column->numbers);
    }
    return g->column_count >= 3 && texts * 2 > g->column_count && amounts <= 1 && most >= 2 && g->crowded * 20 <= g->fragment_count;
}

/* Whether the line `header` begins a table of text, which is in `g` then; `failed` when memory is out. */
static bool try_header(hrb__pdf_grid *g, uint32_t first, uint32_t header, bool *failed)
{
    hrb__pdf *pdf = g->pdf;
    scan s = {.pdf = pdf};
    take_header_line(&s, header);
    g->height = pdf->lines[header].height;
    g->first = header;
    g->header_end = header + 1;
    while (g->first > first && header - g->first < MAX_HEADER_LINES && is_of_cells(pdf, g->first - 1, g->first, g->header_end + 1) && take_header_line(&s, g->first - 1))
        g->first--;
    while (g->header_end < pdf->line_count && g->header_end - header < MAX_HEADER_LINES && is_of_cells(pdf, g->header_end, g->first, g->header_end) && take_header_line(&s, g->header_end))
        g->header_end++;
    s.lines = s.texts = s.numbers = 0;
    scan_lines(g, &s);
    g->spent += s.lines + 1;
    trim_lines(g);
    if (s.numbers > s.texts || g->end < g->header_end + 2 || heads_amounts(g))
        return false;
    g->spent += 8 * MAX_SPENT; /* the bins */
    *failed = !find_columns(g);
    if (*failed || g->column_count < 3)
        return false;
    *failed = !cut_lines(g);
    return !*failed && is_of_text(g);
}

/* The least gap between two lines of a cell, as those that are drawn one after the other have it
 * here and there, in 64ths of their height; false when memory is out. */
static bool find_leading(hrb__pdf_grid *g)
{
    const hrb__pdf *pdf = g->pdf;
    uint32_t *piece_at = g_try_new(uint32_t, pdf->word_count + 2), counts[LEADINGS] = {0}; /* by the word it begins with, as drawn */
    if (piece_at == NULL)
        return false;
    memset(piece_at, 0xFF, (pdf->word_count + 2) * sizeof *piece_at);
    for (size_t i = 0; i < pdf->piece_count; i++)
        piece_at[pdf->pieces[i].first_order] = (uint32_t)i;
    for (size_t i = 0; i < pdf->piece_count; i++) {
        uint32_t next = piece_at[pdf->pieces[i].last_order + 1];
        const hrb__pdf_piece *upper = &pdf->pieces[i], *lower = next == HRB__PDF_NONE ? NULL : &pdf->pieces[next];
        if (lower == NULL || !goes_on(pdf, upper, lower) || lower->box.y1 <= upper->box.y1)
            continue;
        int64_t height = MAX(lower->box.y1 - lower->box.y0, 1), gap = (lower->box.y0 - upper->box.y1) * (int64_t)64 / height;
        if (gap >= -LEADINGS / 2 && gap < LEADINGS / 2)
            counts[gap + LEADINGS / 2]++;
    }
    g->leading = LEADINGS;
    for (int k = LEADINGS - 1; k >= 0; k--)
        if (counts[k] >= 2)
            g->leading = k - LEADINGS / 2;
    g_free(piece_at);
    return true;
}

bool hrb__pdf_tops_grid(const hrb__pdf *pdf, uint32_t i)
{
    return i + 1 < pdf->line_count && pdf->lines[i].kind == HRB__PDF_SINGLE && may_be_header(pdf, &pdf->lines[i + 1]) && is_of_cells(pdf, i, i + 1, i + 3);
}

bool hrb__pdf_find_grid(hrb__pdf_grid *g, hrb__pdf *pdf, uint32_t first, uint32_t end)
{
    bool failed = false;
    size_t tries = 0;
    if (g->pdf == NULL) {
        g->pdf = pdf;
        if (!find_leading(g))
            return false;
    }
    for (uint32_t i = first; i < end && tries < MAX_TRIES && !failed && g->spent / MAX_SPENT <= pdf->line_count; i++) {
        if (!may_be_header(pdf, &pdf->lines[i]))
            continue;
        tries++;
        if (try_header(g, first, i, &failed))
            return true;
    }
    g->first = g->end = 0;
    return !failed;
}

void hrb__pdf_grid_free(hrb__pdf_grid *g)
{
    g_free(g->fragments);
    g_free(g->cells);
    *g = (hrb__pdf_grid){0};
}
