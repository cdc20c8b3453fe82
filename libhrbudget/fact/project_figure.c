/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of a text, and products of them such as 350元*200人*2次=14万元. */
#include <glib.h>

#include "amount/figure.h"
#include "base/block.h"
#include "fact/project_figure.h"

/* A word of a table. */
#define WORD(text) {(text), sizeof(text) - 1}

#define EQUALS_AHEAD 512 /* bytes, about half a statement */

/* Bytes of the figure at a place: digits, points, and separators between digits. */
static size_t figure_length(hrb__text text, size_t start)
{
    size_t i = start, end = start, size;
    for (uint32_t c; (c = hrb__character_at(text, i, &size)) != 0; i += size) {
        if (hrb__digit_value(c) >= 0)
            end = i + size;
        else if (c != '.' && c != ',' && c != 0xFF0C && c != 0xFF0E)
            break;
        else if (i != end)
            break;
    }
    return end - start;
}

static size_t money_unit(hrb__text text, size_t i, hrb_unit *unit)
{
    static const hrb__text UNITS[] = {WORD("百万元"), WORD("千万元"), WORD("万元"), WORD("亿元"), WORD("千元"), WORD("元"), WORD("万"), WORD("亿")};
    static const hrb_unit VALUES[] = {HRB_UNIT_MILLION_YUAN, 10 * HRB_UNIT_MILLION_YUAN, HRB_UNIT_WAN_YUAN, HRB_UNIT_YI_YUAN, HRB_UNIT_THOUSAND_YUAN, HRB_UNIT_YUAN, HRB_UNIT_WAN_YUAN, HRB_UNIT_YI_YUAN};
    for (size_t k = 0; k < G_N_ELEMENTS(UNITS); k++)
        if (hrb__text_starts((hrb__text){text.data + i, text.length - i}, UNITS[k])) {
            *unit = VALUES[k];
            return UNITS[k].length;
        }
    return 0;
}

/* 万 and 亿 alone are money only where the text ends or goes on with a mark: 2.4万本 is not. */
static bool ends_amount(hrb__text text, size_t end)
{
    size_t size;
    uint32_t c = hrb__character_at(text, hrb__skip_blanks(text, end), &size);
    return c == 0 || c == '\n' || c == ',' || c == ';' || c == '.' || c == ')' || c == 0xFF0C || c == 0x3002 || c == 0xFF1B || c == 0x3001 || c == 0xFF09;
}

static hrb__tie tie_of(uint32_t c)
{
    if (c == '*' || c == 0xD7 || c == 0xFF0A || c == 'x' || c == 'X' || c == 0xFF58 || c == 0xFF38)
        return HRB__TIE_TIMES;
    return c == '=' || c == 0xFF1D ? HRB__TIE_EQUALS : HRB__TIE_NONE;
}

/* Behind a figure: its unit in words (人, 元/本, 次), and an operator with the next digit behind it. */
static hrb__tie tie_behind(hrb__text text, size_t end)
{
    size_t i = hrb__skip_blanks(text, end), size;
    for (int characters = 0; characters < 8; characters++, i += size) {
        uint32_t c = hrb__character_at(text, i, &size);
        if (c >= 0x4E00 && c <= 0x9FFF)
            continue;
        hrb__tie tie = tie_of(c);
        if (tie != HRB__TIE_NONE)
            return hrb__digit_value(hrb__character_at(text, hrb__skip_blanks(text, i + size), &size)) >= 0 ? tie : HRB__TIE_NONE;
        /* Han characters, / and brackets make up a unit: 元/（人·天）. */
        if (c != '/' && c != 0xFF0F && c != '(' && c != ')' && c != 0xFF08 && c != 0xFF09 && c != 0xB7 && c != ' ')
            return HRB__TIE_NONE;
    }
    return HRB__TIE_NONE;
}

static bool read_figure(hrb__text text, size_t start, size_t length, hrb__text_figure *f)
{
    size_t bad;
    *f = (hrb__text_figure){.start = start, .digits_end = start + length};
    hrb_unit unit = HRB_UNIT_YUAN;
    size_t behind = hrb__skip_blanks(text, f->digits_end), unit_length = money_unit(text, behind, &unit);
    bool plain_ten_thousand = unit_length == 3 && unit != HRB_UNIT_YUAN;
    f->is_money = unit_length > 0 && (!plain_ten_thousand || ends_amount(text, behind + unit_length));
    f->end = unit_length > 0 ? behind + unit_length : f->digits_end;
    if (hrb__figure_read((hrb__text){text.data + start, length}, unit, true, false, &f->amount, &bad) != HRB_OK)
        return false;
    size_t size;
    uint32_t c = hrb__character_at(text, hrb__skip_blanks(text, f->end), &size);
    f->is_rate = f->is_money && (c == '/' || c == 0xFF0F || c == 0x6BCF); /* 每 */
    f->behind = tie_behind(text, f->end);
    return true;
}

/* Where the bytes of a block may begin a digit of either width. */
static unsigned may_be_digits(hrb__block block)
{
    return hrb__block_within(block, '0', '9') | hrb__block_is(block, '\xEF');
}

/* The next digit from a place on, or the length of the text. */
static size_t next_digit(hrb__text text, size_t i)
{
    size_t size;
    while (i < text.length) {
        unsigned found = may_be_digits(hrb__block_of(text.data + i, text.length - i));
        if (found == 0) {
            i += HRB__BLOCK;
            continue;
        }
        i += (size_t)__builtin_ctz(found);
        if (hrb__digit_value(hrb__character_at(text, i, &size)) >= 0)
            return i;
        i += size;
    }
    return text.length;
}

/* Whether a digit goes on with what stands before it: g60, 2.5.1. */
static bool is_in_word(hrb__text text, size_t start)
{
    char before = start == 0 ? ' ' : text.data[start - 1];
    if (g_ascii_isalnum(before) || before == '.')
        return true;
    size_t size;
    return start >= 3 && hrb__digit_value(hrb__character_at(text, start - 3, &size)) >= 0 && size == 3;
}

hrb__text_figure *hrb__text_figures(hrb_document *document, hrb__text text, size_t *count)
{
    hrb__figures *kept = &document->projects->figures;
    size_t n = 0, length;
    for (size_t i = 0; (i = next_digit(text, i)) < text.length; i += length) {
        if (!hrb__grow((void **)&kept->items, n, &kept->capacity, sizeof *kept->items)) {
            document->out_of_memory = true;
            break;
        }
        hrb__text_figure *figures = kept->items;
        bool factor = n > 0 && figures[n - 1].behind == HRB__TIE_TIMES; /* 25元x100人 */
        if (!factor && is_in_word(text, i)) {
            hrb__character_at(text, i, &length);
            continue;
        }
        length = figure_length(text, i);
        if (read_figure(text, i, length, &figures[n]))
            n++;
    }
    *count = n;
    return kept->items;
}

/* --- Products --- */

/* The product of a chain in fen: a factor with 元 is money, the others are numbers. */
static bool multiply(const hrb__text_figure *figures, size_t first, size_t last, hrb_fen *out)
{
    __int128 product = 1;
    size_t moneys = 0, hundredths = 0;
    for (size_t i = first; i < last; i++) {
        product *= figures[i].amount.fen;
        moneys += figures[i].is_money;
        hundredths++;
        if (product > ((__int128)INT64_MAX) * 1000000 || product < 0)
            return false;
    }
    if (moneys > 1)
        return false;
    /* Each figure was read as so many fen: all but one are numbers of hundredths. */
    for (size_t i = 1; i < hundredths; i++) {
        if (product % 100 != 0)
            return false;
        product /= 100;
    }
    if (product > INT64_MAX)
        return false;
    *out = (hrb_fen)product;
    return true;
}

/* Whether the last byte of an equals sign of either width is at p, nearly: few characters end as the wide one does. */
static bool is_equals(const char *p)
{
    return p[0] == '=' || (p[0] == '\x9D' && p[-1] == '\xBC');
}

/* The first in [p, stop), or stop. There is a byte before p. */
static const char *find_equals(const char *p, const char *stop, const char *end)
{
    (void)end;
    for (; stop - p >= HRB__BLOCK; p += HRB__BLOCK) {
        hrb__block block = hrb__block_at(p);
        unsigned found = hrb__block_is(block, '=') | hrb__blocks_are(block, '\x9D', hrb__block_at(p - 1), '\xBC');
        if (found != 0)
            return p + __builtin_ctz(found);
    }
    while (p < stop && !is_equals(p))
        p++;
    return p;
}

void hrb__read_products(hrb_document *document, uint32_t project, hrb__span line)
{
    hrb__text text = hrb__span_text(document, line);
    /* No product begins with the sign. */
    if (text.length < 2 || !hrb__ahead_has(&document->projects->equals, (hrb__text){text.data + 1, text.length - 1}, EQUALS_AHEAD, find_equals))
        return;
    size_t count = 0, first = 0;
    const hrb__text_figure *figures = text.length > HRB__MAX_MONEY_TEXT ? NULL : hrb__text_figures(document, text, &count);
    hrb__projects *projects = document->projects;
    for (size_t i = 0; i < count; i++) {
        if (figures[i].behind == HRB__TIE_TIMES)
            continue;
        hrb_fen computed;
        bool chain = figures[i].behind == HRB__TIE_EQUALS && i > first && i + 1 < count && figures[i + 1].is_money && figures[i + 1].behind == HRB__TIE_NONE && !figures[i + 1].is_rate;
        if (chain && multiply(figures, first, i + 1, &computed)) {
            if (!hrb__grow((void **)&projects->products, projects->product_count, &projects->product_capacity, sizeof *projects->products)) {
                document->out_of_memory = true;
                break;
            }
            const hrb__text_figure *result = &figures[i + 1];
            hrb__stated money = {.fen = result->amount.fen, .quantum = result->amount.quantum_fen, .name = "", .has_unit = true,
                                .span = {line.offset + (uint32_t)result->start, (uint32_t)(result->end - result->start)}};
            projects->products[projects->product_count++] = (hrb__product){
                .project = project, .result = money, .computed = computed,
                .span = {line.offset + (uint32_t)figures[first].start, (uint32_t)(result->end - figures[first].start)}};
        }
        first = i + 1;
    }
}
