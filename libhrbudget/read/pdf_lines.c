/* SPDX-License-Identifier: Apache-2.0 */
/* Words to lines and pieces, and what kind of line each is. */
#include <glib.h>
#include <stdlib.h>

#include "base/arena.h"
#include "read/pdf.h"

#define WIDE_GAP 9 / 10 /* of the type's height: such a gap stands between columns */

static int32_t middle_y(const hrb__pdf_box *box)
{
    return hrb__pdf_middle(box->y0, box->y1);
}

static int by_height_on_page(const void *a, const void *b)
{
    const hrb__pdf_word *v = a, *w = b;
    int32_t first = middle_y(&v->box), second = middle_y(&w->box);
    return first != second ? (first < second ? -1 : 1) : v->order < w->order ? -1 : v->order > w->order;
}

static int from_left(const void *a, const void *b)
{
    const hrb__pdf_word *v = a, *w = b;
    return v->box.x0 != w->box.x0 ? (v->box.x0 < w->box.x0 ? -1 : 1) : v->order < w->order ? -1 : v->order > w->order;
}

static void widen(hrb__pdf_box *box, const hrb__pdf_box *other)
{
    box->x0 = MIN(box->x0, other->x0);
    box->y0 = MIN(box->y0, other->y0);
    box->x1 = MAX(box->x1, other->x1);
    box->y1 = MAX(box->y1, other->y1);
}

/* Bold type made by printing twice, and shadows. */
static bool is_twin(const hrb__pdf *pdf, const hrb__pdf_word *a, const hrb__pdf_word *b)
{
    int32_t slack = (a->box.y1 - a->box.y0) / 5;
    return a->length == b->length && ABS(a->box.x0 - b->box.x0) <= slack && ABS(a->box.x1 - b->box.x1) <= slack &&
           hrb__text_equals(hrb__pdf_word_text(pdf, a), hrb__pdf_word_text(pdf, b));
}

/* 合 计: words of two characters that forms set wide. */
static bool is_set_wide(hrb__text first, hrb__text second)
{
    static const char *const WORDS[] = {"合计", "总计", "小计", "金额", "项目", "名称", "编码", "备注", "收入", "支出", "单位"};
    for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
        if (first.length == 3 && second.length == 3 && memcmp(first.data, WORDS[i], 3) == 0 && memcmp(second.data, WORDS[i] + 3, 3) == 0)
            return true;
    return false;
}

/* Three words and no number may be the heads of columns, close beside each other. Text
 * set wide has its gaps between all characters, not between words of several. */
static bool may_be_heads(const hrb__pdf *pdf, uint32_t first, uint32_t end)
{
    uint32_t words = 0;
    for (uint32_t i = first; i < end; i++) {
        if (pdf->words[i].is_number)
            return false;
        words += pdf->words[i].length >= 6;
    }
    return words >= 3;
}

/* Whether a word goes on with the piece before it, whatever the columns are. */
static bool goes_on(const hrb__pdf *pdf, const hrb__pdf_word *before, const hrb__pdf_word *word, int32_t height, bool are_heads)
{
    int32_t gap = word->box.x0 - before->box.x1;
    bool drawn_next = word->order == before->order + 1;
    /* Punctuation set close reaches back a little; a line drawn over the end of another reaches back far. */
    if (gap < -height * 7 / 10)
        return false;
    if (gap < height / 20 && (drawn_next || gap > -height / 10) && !before->is_number && !word->is_number)
        return true;
    if (!drawn_next)
        return false;
    if (gap < height * 6 && is_set_wide(hrb__pdf_word_text(pdf, before), hrb__pdf_word_text(pdf, word)))
        return true;
    if (!before->is_number && !word->is_number)
        return gap < (are_heads && before->length >= 6 && word->length >= 6 ? height * 3 / 10 : height * 6 / 10);
    /* 2018 年, 公开 01 表: a short number within a text. */
    const hrb__pdf_word *number = before->is_number ? before : word;
    return gap < height * 3 / 10 && before->is_number != word->is_number && number->length <= 4;
}

static bool push_piece(hrb__pdf *pdf, hrb__pdf_line *line, uint32_t first_word)
{
    if (!hrb__grow((void **)&pdf->pieces, pdf->piece_count, &pdf->piece_capacity, sizeof *pdf->pieces))
        return false;
    const hrb__pdf_word *word = &pdf->words[first_word];
    pdf->pieces[pdf->piece_count++] = (hrb__pdf_piece){.box = word->box, .first_word = first_word, .word_count = 1, .first_order = word->order,
                                                       .last_order = word->order, .line = (uint32_t)pdf->line_count - 1, .next = HRB__PDF_NONE, .is_number = word->is_number};
    line->piece_count++;
    return true;
}

static uint32_t hash_text(uint32_t hash, hrb__text text)
{
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * 16777619u;
    return hash;
}

/* Words [first, end), from left to right, are one line. */
static bool add_line(hrb__pdf *pdf, uint32_t page, uint32_t first, uint32_t end)
{
    if (!hrb__grow((void **)&pdf->lines, pdf->line_count, &pdf->line_capacity, sizeof *pdf->lines))
        return false;
    hrb__pdf_line *line = &pdf->lines[pdf->line_count++];
    *line = (hrb__pdf_line){.box = pdf->words[first].box, .first_piece = (uint32_t)pdf->piece_count, .page = page, .hash = 2166136261u};
    const hrb__pdf_word *before = NULL;
    bool are_heads = may_be_heads(pdf, first, end);
    for (uint32_t i = first; i < end; i++) {
        const hrb__pdf_word *word = &pdf->words[i];
        int32_t height = word->box.y1 - word->box.y0;
        if (before != NULL && is_twin(pdf, before, word)) {
            pdf->words[i].length = 0;
            continue;
        }
        if (before == NULL || !goes_on(pdf, before, word, height, are_heads)) {
            if (!push_piece(pdf, line, i))
                return false;
            if (before != NULL)
                pdf->pieces[pdf->piece_count - 1].gap = word->box.x0 - line->box.x1;
        } else {
            hrb__pdf_piece *piece = &pdf->pieces[pdf->piece_count - 1];
            widen(&piece->box, &word->box);
            piece->word_count = i - piece->first_word + 1;
            piece->first_order = MIN(piece->first_order, word->order);
            piece->last_order = MAX(piece->last_order, word->order);
            piece->is_number = false;
        }
        widen(&line->box, &word->box);
        line->height = MAX(line->height, height);
        line->hash = hash_text(line->hash, hrb__pdf_word_text(pdf, word));
        before = word;
    }
    for (uint32_t k = 0; k < line->piece_count; k++)
        line->has_number = line->has_number || pdf->pieces[line->first_piece + k].is_number;
    return true;
}

static bool find_page_lines(hrb__pdf *pdf, uint32_t page_index)
{
    hrb__pdf_page *page = &pdf->pages[page_index];
    hrb__pdf_word *words = page->word_count > 0 ? pdf->words + page->first_word : NULL;
    uint32_t count = page->word_count;
    page->first_line = (uint32_t)pdf->line_count;
    if (count > 0)
        qsort(words, count, sizeof *words, by_height_on_page);
    for (uint32_t i = 0, end; i < count; i = end) {
        int32_t middle = middle_y(&words[i].box), height = words[i].box.y1 - words[i].box.y0;
        for (end = i + 1; end < count; end++) {
            int32_t other = words[end].box.y1 - words[end].box.y0;
            if (middle_y(&words[end].box) - middle > MIN(height, other) * 3 / 10)
                break;
        }
        qsort(words + i, end - i, sizeof *words, from_left);
        if (!add_line(pdf, page_index, page->first_word + i, page->first_word + end))
            return false;
    }
    page->line_count = (uint32_t)pdf->line_count - page->first_line;
    return true;
}

bool hrb__pdf_find_lines(hrb__pdf *pdf)
{
    for (uint32_t p = 0; p < pdf->page_count; p++)
        if (!find_page_lines(pdf, p))
            return false;
    return true;
}

/* --- Figures broken over two lines --- */

static bool is_figure_text(hrb__text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!g_ascii_isdigit(text.data[i]) && text.data[i] != ',' && text.data[i] != '.')
            return false;
    return text.length > 0;
}

static bool ends_in_cents(hrb__text text)
{
    return text.length > 3 && text.data[text.length - 3] == '.' && g_ascii_isdigit(text.data[text.length - 2]) && g_ascii_isdigit(text.data[text.length - 1]);
}

/* 34,712,2 over 50.72 */
bool hrb__pdf_makes_figure(const hrb__pdf *pdf, const hrb__pdf_piece *upper, const hrb__pdf_piece *lower)
{
    hrb__text first = hrb__pdf_piece_text(pdf, upper), second = hrb__pdf_piece_text(pdf, lower);
    char both[64];
    if (upper->word_count != 1 || lower->word_count != 1 || !is_figure_text(first) || !is_figure_text(second) || ends_in_cents(first) ||
        memchr(first.data, ',', first.length) == NULL || first.length + second.length > sizeof both)
        return false;
    memcpy(both, first.data, first.length);
    memcpy(both + first.length, second.data, second.length);
    bool below = lower->box.x0 < upper->box.x1 && upper->box.x0 < lower->box.x1;
    return below && ends_in_cents((hrb__text){both, first.length + second.length});
}

/* Drawn one after the other, close together. */
static bool is_broken_figure(const hrb__pdf *pdf, const hrb__pdf_piece *upper, const hrb__pdf_piece *lower)
{
    int32_t height = lower->box.y1 - lower->box.y0, gap = lower->box.y0 - upper->box.y1;
    return lower->line > upper->line && lower->line <= upper->line + 3 && pdf->lines[lower->line].page == pdf->lines[upper->line].page &&
           gap > -height / 2 && gap < height * 6 / 10 && hrb__pdf_makes_figure(pdf, upper, lower);
}

bool hrb__pdf_join_figures(hrb__pdf *pdf)
{
    uint32_t *piece_at = g_try_new(uint32_t, pdf->word_count + 1); /* by the word it begins with, as drawn */
    if (piece_at == NULL)
        return false;
    for (size_t i = 0; i <= pdf->word_count; i++)
        piece_at[i] = HRB__PDF_NONE;
    for (size_t i = 0; i < pdf->piece_count; i++)
        piece_at[pdf->pieces[i].first_order] = (uint32_t)i;
    for (size_t i = 0; i < pdf->piece_count; i++) {
        hrb__pdf_piece *upper = &pdf->pieces[i];
        uint32_t next = piece_at[upper->last_order + 1];
        if (next == HRB__PDF_NONE || !is_broken_figure(pdf, upper, &pdf->pieces[next]))
            continue;
        upper->is_number = true;
        pdf->pieces[next].ends_number = true;
        pdf->pieces[next].is_number = false;
    }
    g_free(piece_at);
    for (size_t i = 0; i < pdf->line_count; i++) {
        hrb__pdf_line *line = &pdf->lines[i];
        line->has_number = false;
        for (uint32_t k = 0; k < line->piece_count; k++)
            line->has_number = line->has_number || pdf->pieces[line->first_piece + k].is_number;
    }
    return true;
}

/* --- Kinds of lines --- */

static bool ends_in_colon(hrb__text text)
{
    return (text.length >= 3 && memcmp(text.data + text.length - 3, "：", 3) == 0) || (text.length > 0 && text.data[text.length - 1] == ':');
}

/* The text of some pieces without their gaps; shorter than it is where the buffer ends. */
static hrb__text gather_pieces(const hrb__pdf *pdf, const hrb__pdf_piece *first, const hrb__pdf_piece *last, char *buffer, size_t size)
{
    hrb__text text = {buffer, 0};
    for (uint32_t w = first->first_word; w < last->first_word + last->word_count; w++) {
        hrb__text part = hrb__pdf_word_text(pdf, &pdf->words[w]);
        if (part.length > size - text.length)
            break;
        memcpy(buffer + text.length, part.data, part.length);
        text.length += part.length;
    }
    return text;
}

/* 单位：元 and its like, with its value. */
static bool states_unit(hrb__text text)
{
    size_t at = hrb__text_find(text, HRB__TEXT("单位"));
    if (at == SIZE_MAX)
        return false;
    hrb__text rest = {text.data + at + 6, text.length - at - 6};
    return rest.length < 24 && (hrb__text_starts(rest, HRB__TEXT("：")) || hrb__text_starts(rest, HRB__TEXT(":"))) && !ends_in_colon(rest);
}

/* 编制部门：… */
static bool starts_with_label(hrb__text text)
{
    static const char *const LABELS[] = {"编制部门", "编制单位", "部门名称", "单位名称", "填报部门", "填报单位", "公开部门", "公开单位", "部门", "单位"};
    for (size_t i = 0; i < G_N_ELEMENTS(LABELS); i++) {
        hrb__text label = {LABELS[i], strlen(LABELS[i])};
        if (!hrb__text_starts(text, label))
            continue;
        hrb__text rest = {text.data + label.length, text.length - label.length};
        if (hrb__text_starts(rest, HRB__TEXT("：")) || hrb__text_starts(rest, HRB__TEXT(":")))
            return true;
    }
    return false;
}

/* 编制部门：… 单位：元 above a table: its pieces are labels with their values. */
static bool is_caption(const hrb__pdf *pdf, hrb__pdf_line *line)
{
    const hrb__pdf_piece *first = &pdf->pieces[line->first_piece], *last = first + line->piece_count - 1;
    char buffer[160];
    if (line->piece_count > 6)
        return false;
    line->is_label = starts_with_label(gather_pieces(pdf, first, last, buffer, sizeof buffer));
    return states_unit(gather_pieces(pdf, last, last, buffer, sizeof buffer)) ||
           (line->piece_count > 1 && states_unit(gather_pieces(pdf, last - 1, last, buffer, sizeof buffer))) ||
           (line->is_label && !line->has_number && line->piece_count > 1);
}

/* Dots that lead the eye from a heading to its page: a line of a table of contents. */
static bool has_leader(const hrb__pdf *pdf, const hrb__pdf_line *line)
{
    for (uint32_t k = 0; k < line->piece_count; k++) {
        const hrb__pdf_piece *piece = &pdf->pieces[line->first_piece + k];
        for (uint32_t w = 0; w < piece->word_count; w++) {
            hrb__text text = hrb__pdf_word_text(pdf, &pdf->words[piece->first_word + w]);
            if (hrb__text_has(text, HRB__TEXT("………")) || hrb__text_has(text, HRB__TEXT("......")) || hrb__text_has(text, HRB__TEXT("······")))
                return true;
        }
    }
    return false;
}

/* Words close together with a comma or a stop between them, for all their wide
 * gaps: a figure set into a blank of its sentence. */
static bool is_sentence(const hrb__pdf *pdf, const hrb__pdf_line *line)
{
    static const char *const MARKS[] = {"，", "。", "；"};
    bool marked = false;
    for (uint32_t k = 0; k < line->piece_count; k++) {
        const hrb__pdf_piece *piece = &pdf->pieces[line->first_piece + k];
        if (piece->gap > line->height * 2)
            return false;
        for (uint32_t w = 0; w < piece->word_count && !marked && line->piece_count > 2; w++)
            for (size_t m = 0; m < G_N_ELEMENTS(MARKS); m++)
                marked = marked || hrb__text_has(hrb__pdf_word_text(pdf, &pdf->words[piece->first_word + w]), (hrb__text){MARKS[m], 3});
    }
    return marked;
}

static hrb__pdf_line_kind kind_of(const hrb__pdf *pdf, hrb__pdf_line *line)
{
    const hrb__pdf_page *page = &pdf->pages[line->page];
    if (is_caption(pdf, line))
        return HRB__PDF_CAPTION;
    if (has_leader(pdf, line))
        return HRB__PDF_PROSE;
    int32_t wide = line->height * WIDE_GAP;
    size_t wide_gaps = 0;
    for (uint32_t k = 1; k < line->piece_count; k++) {
        const hrb__pdf_piece *piece = &pdf->pieces[line->first_piece + k];
        /* Prose is drawn from left to right, cells of several lines are not. */
        bool drawn_apart = piece->gap > line->height / 4 && !piece->is_number && !piece[-1].is_number && piece->first_order != piece[-1].last_order + 1;
        wide_gaps += piece->gap >= wide || drawn_apart;
    }
    int32_t width = line->box.x1 - line->box.x0;
    bool at_left = line->box.x0 < page->left + 4 * line->height;
    if (wide_gaps > 0 && !(at_left && is_sentence(pdf, line)))
        return HRB__PDF_SPLIT;
    bool long_enough = width > (page->right - page->left) * 55 / 100 && width > page->width * 30 / 100;
    return at_left && long_enough ? HRB__PDF_PROSE : HRB__PDF_SINGLE;
}

static void measure_page(hrb__pdf *pdf, hrb__pdf_page *page)
{
    page->left = INT32_MAX;
    page->right = 0;
    for (uint32_t i = 0; i < page->line_count; i++) {
        const hrb__pdf_line *line = &pdf->lines[page->first_line + i];
        if (line->kind == HRB__PDF_DROPPED)
            continue;
        page->left = MIN(page->left, line->box.x0);
        page->right = MAX(page->right, line->box.x1);
    }
}

/* --- Where prose begins and ends --- */

#define EDGE_BINS 512 /* of the width of the paper */
#define MAX_PAPERS 8

typedef struct paper {
    int32_t width;
    uint32_t left[EDGE_BINS], right[EDGE_BINS];
} paper;

static size_t edge_bin(const paper *p, int32_t x)
{
    int64_t bin = (int64_t)MAX(x, 0) * EDGE_BINS / MAX(p->width, 1);
    return (size_t)MIN(bin, EDGE_BINS - 1);
}

/* The edge that most lines have, or `otherwise`. */
static int32_t usual_edge(const paper *p, const uint32_t *edges, int32_t otherwise, bool far_side)
{
    size_t best = 0;
    for (size_t b = 1; b < EDGE_BINS; b++)
        if (edges[b] > edges[best])
            best = b;
    if (edges[best] < 3)
        return otherwise;
    return (int32_t)((int64_t)(best + far_side) * p->width / EDGE_BINS);
}

/* A page that has prose enough tells its own edges. */
static void measure_page_prose(const hrb__pdf *pdf, hrb__pdf_page *page)
{
    int32_t left = INT32_MAX, right = 0;
    size_t lines = 0;
    for (uint32_t i = 0; i < page->line_count; i++) {
        const hrb__pdf_line *line = &pdf->lines[page->first_line + i];
        if (line->kind != HRB__PDF_PROSE)
            continue;
        left = MIN(left, line->box.x0);
        right = MAX(right, line->box.x1);
        lines++;
    }
    size_t full = 0; /* lines that reach the right edge: a list has hardly two of one length */
    for (uint32_t i = 0; i < page->line_count; i++) {
        const hrb__pdf_line *line = &pdf->lines[page->first_line + i];
        full += line->kind == HRB__PDF_PROSE && line->box.x1 > right - 3 * line->height;
    }
    if (lines < 4 || full * 3 < lines)
        return;
    page->prose_left = left;
    page->prose_right = right;
}

/* From the lines of prose on all pages of one width, since a page of a list has none itself. */
static void measure_prose(hrb__pdf *pdf, paper *p)
{
    *p = (paper){.width = p->width};
    for (size_t i = 0; i < pdf->line_count; i++) {
        const hrb__pdf_line *line = &pdf->lines[i];
        if (line->kind != HRB__PDF_PROSE || pdf->pages[line->page].width != p->width)
            continue;
        p->left[edge_bin(p, line->box.x0)]++;
        p->right[edge_bin(p, line->box.x1)]++;
    }
    for (size_t i = 0; i < pdf->page_count; i++) {
        hrb__pdf_page *page = &pdf->pages[i];
        if (page->width != p->width)
            continue;
        page->prose_left = usual_edge(p, p->left, page->left, false);
        page->prose_right = usual_edge(p, p->right, page->right, true);
    }
}

bool hrb__pdf_classify_lines(hrb__pdf *pdf)
{
    paper *p = g_try_new0(paper, 1);
    if (p == NULL)
        return false;
    for (size_t i = 0; i < pdf->page_count; i++) {
        hrb__pdf_page *page = &pdf->pages[i];
        measure_page(pdf, page);
        page->prose_left = page->left;
        page->prose_right = page->right;
        for (uint32_t k = 0; k < page->line_count; k++) {
            hrb__pdf_line *line = &pdf->lines[page->first_line + k];
            if (line->kind != HRB__PDF_DROPPED)
                line->kind = kind_of(pdf, line);
        }
    }
    /* Paper comes in two or three widths; more are not looked into. */
    int32_t seen[MAX_PAPERS];
    size_t papers = 0;
    for (size_t i = 0; i < pdf->page_count && papers < MAX_PAPERS; i++) {
        bool known = false;
        for (size_t k = 0; k < papers; k++)
            known = known || seen[k] == pdf->pages[i].width;
        if (known)
            continue;
        p->width = seen[papers++] = pdf->pages[i].width;
        measure_prose(pdf, p);
    }
    g_free(p);
    for (size_t i = 0; i < pdf->page_count; i++)
        measure_page_prose(pdf, &pdf->pages[i]);
    return true;
}
