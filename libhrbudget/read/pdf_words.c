/* SPDX-License-Identifier: Apache-2.0 */
/* The words of pdftotext -bbox, in one pass over its output:
 *   <page width="842.000000" height="595.000000">
 *     <word xMin="145.600000" yMin="137.307000" xMax="695.100000" yMax="176.367000">text</word> */
#include <glib.h>

#include "base/arena.h"
#include "base/error.h"
#include "read/pdf.h"

#define MAX_LENGTH 2000000 /* hundredths of a point: a page is at most 200 inches */

typedef struct scanner {
    const char *p, *end;
    hrb__pdf *pdf;
} scanner;

/* A decimal in hundredths, at `p`; what is behind the second decimal is cut off. */
static int32_t hundredths(const char *p, const char *end)
{
    bool negative = p < end && *p == '-';
    int64_t value = 0;
    int decimals = -1;
    for (p += negative; p < end && (g_ascii_isdigit(*p) || *p == '.'); p++) {
        if (*p == '.') {
            decimals = 0;
            continue;
        }
        if (decimals == 2 || value > MAX_LENGTH)
            continue;
        value = value * 10 + (*p - '0');
        decimals += decimals >= 0;
    }
    for (decimals = MAX(decimals, 0); decimals < 2; decimals++)
        value *= 10;
    value = MIN(value, MAX_LENGTH);
    return (int32_t)(negative ? -value : value);
}

/* The value of the next attribute of the tag that ends at `end`; NULL if there is none. */
static const char *next_value(const char **p, const char *end)
{
    const char *start = memchr(*p, '"', (size_t)(end - *p));
    if (start == NULL)
        return NULL;
    const char *stop = memchr(start + 1, '"', (size_t)(end - start - 1));
    if (stop == NULL)
        return NULL;
    *p = stop + 1;
    return start + 1;
}

static bool read_lengths(const char *p, const char *end, int32_t *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *value = next_value(&p, end);
        if (value == NULL)
            return false;
        values[i] = hundredths(value, end);
    }
    return true;
}

static size_t put_entity(const char *name, size_t length, char *out)
{
    static const struct {
        const char *name;
        char character;
    } ENTITIES[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"#34", '"'}, {"#39", '\''}};
    for (size_t i = 0; i < G_N_ELEMENTS(ENTITIES); i++)
        if (strlen(ENTITIES[i].name) == length && memcmp(ENTITIES[i].name, name, length) == 0) {
            *out = ENTITIES[i].character;
            return 1;
        }
    return 0;
}

/* Appends the text without markup; never longer than its source. */
static size_t put_text(scanner *s, const char *p, const char *end)
{
    hrb__pdf *pdf = s->pdf;
    size_t start = pdf->text_length;
    while (p < end) {
        const char *mark = memchr(p, '&', (size_t)(end - p));
        const char *semicolon = mark == NULL ? NULL : memchr(mark, ';', (size_t)MIN(end - mark, 8));
        const char *stop = mark == NULL ? end : mark;
        memcpy(pdf->text + pdf->text_length, p, (size_t)(stop - p));
        pdf->text_length += (size_t)(stop - p);
        p = stop;
        if (mark == NULL)
            break;
        size_t n = semicolon == NULL ? 0 : put_entity(mark + 1, (size_t)(semicolon - mark - 1), pdf->text + pdf->text_length);
        if (n > 0) {
            p = semicolon + 1;
        } else {
            pdf->text[pdf->text_length] = '&';
            n = 1;
            p++;
        }
        pdf->text_length += n;
    }
    return pdf->text_length - start;
}

/* Digits and their marks alone: an amount, a percentage, a code. A dash alone stands for an amount that is none. */
static bool is_number(hrb__text text)
{
    size_t digits = 0, size;
    int open = 0; /* brackets */
    bool mark_last = false;
    for (size_t i = 0; i < text.length; i += size) {
        uint32_t c = hrb__utf8_get(text.data + i, text.length - i, &size);
        bool digit = hrb__digit_value(c) >= 0;
        bool sign = c == '-' || c == '+' || c == 0xFF0D || c == 0x2014 || c == 0x2212 || c == 0x25B3;
        bool separator = c == ',' || c == '.' || c == 0xFF0C || c == 0xFF0E;
        bool around = c == '(' || c == ')' || c == 0xFF08 || c == 0xFF09 || c == '%' || c == 0xFF05;
        if (!digit && !separator && !around && !(sign && digits == 0))
            return false;
        digits += digit;
        open += (c == '(' || c == 0xFF08) - (c == ')' || c == 0xFF09);
        mark_last = separator;
    }
    return (digits > 0 && !mark_last && open == 0) || (digits == 0 && (hrb__text_equals(text, HRB__TEXT("-")) || hrb__text_equals(text, HRB__TEXT("—"))));
}

/* "47,483,458一、社会保障": where the amount ends that ran into the next list's label; 0 if nowhere. */
static size_t glued_label(hrb__text text)
{
    static const char *const ORDINALS = "一二三四五六七八九十";
    size_t digits = 0, marks = 0, n = 0;
    for (; n < text.length && (g_ascii_isdigit(text.data[n]) || text.data[n] == ',' || text.data[n] == '.'); n++) {
        digits += text.data[n] != ',' && text.data[n] != '.';
        marks += text.data[n] == ',' || text.data[n] == '.';
    }
    if (digits == 0 || marks == 0 || n + 6 > text.length)
        return 0;
    size_t at = n;
    for (int k = 0; k < 3 && at + 6 <= text.length; k++) {
        char character[4] = {text.data[at], text.data[at + 1], text.data[at + 2], '\0'};
        if (strstr(ORDINALS, character) == NULL)
            return 0;
        at += 3;
        if (memcmp(text.data + at, "、", 3) == 0)
            return n;
    }
    return 0;
}

hrb__text hrb__pdf_piece_text(const hrb__pdf *pdf, const hrb__pdf_piece *piece)
{
    return hrb__pdf_word_text(pdf, &pdf->words[piece->first_word]);
}

/* [2080505]: a number of at least three digits before a name. */
static bool starts_numbered(hrb__text text)
{
    size_t i = 1;
    while (i < text.length && g_ascii_isdigit(text.data[i]))
        i++;
    return text.length > 0 && text.data[0] == '[' && i > 3 && i < text.length && text.data[i] == ']';
}

/* 一、 （一） 1. 2． 3、 第一部分 [208] at the start: an item of a list of its own. */
bool hrb__pdf_starts_item(hrb__text text)
{
    if (starts_numbered(text))
        return true;
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

static bool push_word(hrb__pdf *pdf, hrb__pdf_box box, uint32_t text, uint32_t length)
{
    if (!hrb__grow((void **)&pdf->words, pdf->word_count, &pdf->word_capacity, sizeof *pdf->words))
        return false;
    hrb__pdf_word *word = &pdf->words[pdf->word_count];
    *word = (hrb__pdf_word){.box = box, .text = text, .length = length, .order = (uint32_t)pdf->word_count};
    word->is_number = is_number(hrb__pdf_word_text(pdf, word));
    pdf->word_count++;
    pdf->pages[pdf->page_count - 1].word_count++;
    return true;
}

/* Each Han character counts as two columns, each digit as one. */
static size_t text_width(hrb__text text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.length; i++)
        width += (unsigned char)text.data[i] < 0x80 ? 1 : ((unsigned char)text.data[i] & 0xC0) == 0xC0 ? 2 : 0;
    return width;
}

static bool add_word(scanner *s, const int32_t *box_values, const char *text, const char *text_end)
{
    hrb__pdf *pdf = s->pdf;
    hrb__pdf_box box = {box_values[0], box_values[1], MAX(box_values[2], box_values[0]), MAX(box_values[3], box_values[1])};
    size_t start = pdf->text_length, length = put_text(s, text, text_end);
    /* pdftotext writes UTF-8; bytes that are none (from a broken font table) are marked, never passed on. */
    for (size_t at = 0; (at += hrb__utf8_valid_prefix(pdf->text + start + at, length - at)) < length;)
        pdf->text[start + at++] = '?';
    hrb__text whole = hrb__text_trim((hrb__text){pdf->text + start, length});
    if (whole.length == 0 || pdf->page_count == 0)
        return true;
    uint32_t at = (uint32_t)(whole.data - pdf->text);
    size_t cut = glued_label(whole);
    if (cut == 0)
        return push_word(pdf, box, at, (uint32_t)whole.length);
    size_t all = text_width(whole), left = text_width((hrb__text){whole.data, cut});
    int32_t middle = box.x0 + (int32_t)((int64_t)(box.x1 - box.x0) * (int64_t)left / (int64_t)all);
    hrb__pdf_box first = box, second = box;
    first.x1 = second.x0 = middle;
    return push_word(pdf, first, at, (uint32_t)cut) && push_word(pdf, second, at + (uint32_t)cut, (uint32_t)(whole.length - cut));
}

static bool add_page(hrb__pdf *pdf, const int32_t *size)
{
    if (!hrb__grow((void **)&pdf->pages, pdf->page_count, &pdf->page_capacity, sizeof *pdf->pages))
        return false;
    pdf->pages[pdf->page_count++] = (hrb__pdf_page){.width = size[0], .height = size[1], .first_word = (uint32_t)pdf->word_count};
    return true;
}

/* One tag at `p` ("<" before it); false when memory is out. */
static bool read_tag(scanner *s)
{
    const char *tag = s->p, *close = memchr(tag, '>', (size_t)(s->end - tag));
    int32_t values[4];
    if (close == NULL) {
        s->p = s->end;
        return true;
    }
    s->p = close + 1;
    hrb__text name = {tag, (size_t)(close - tag)};
    if (hrb__text_starts(name, HRB__TEXT("page ")))
        return !read_lengths(tag, close, values, 2) || add_page(s->pdf, values);
    if (!hrb__text_starts(name, HRB__TEXT("word ")) || !read_lengths(tag, close, values, 4))
        return true;
    const char *text_end = memchr(s->p, '<', (size_t)(s->end - s->p));
    if (text_end == NULL)
        text_end = s->end;
    const char *text = s->p;
    s->p = text_end;
    return add_word(s, values, text, text_end);
}

hrb_status hrb__pdf_parse(const char *output, size_t length, hrb__pdf *pdf, hrb_error **error)
{
    scanner s = {output, output + length, pdf};
    if (length > UINT32_MAX / 2)
        return hrb__fail(error, HRB_ERROR_LIMIT, NULL, "PDF的文字超过1 GiB", "the PDF has more than 1 GiB of text");
    pdf->text = g_try_malloc(length + 1);
    if (pdf->text == NULL)
        return hrb__fail_memory(error);
    while (s.p < s.end && (s.p = memchr(s.p, '<', (size_t)(s.end - s.p))) != NULL) {
        s.p++;
        if (!read_tag(&s))
            return hrb__fail_memory(error);
    }
    return HRB_OK;
}

void hrb__pdf_free(hrb__pdf *pdf)
{
    g_free(pdf->pages);
    g_free(pdf->words);
    g_free(pdf->pieces);
    g_free(pdf->lines);
    g_free(pdf->text);
    *pdf = (hrb__pdf){0};
}
