/* SPDX-License-Identifier: Apache-2.0 */
#include "fact/token.h"

#include <glib.h>

#include "amount/cell.h"

/* No figure is longer; what is longer is reported and not read. */
#define MAX_FIGURE_BYTES 64

/* A word by its first character and those behind it. */
typedef struct unit_word {
    uint32_t first;
    const char *rest;
    int64_t worth; /* in fen, or in hundredths of a percent */
    hrb__token_kind kind;
} unit_word;

/* Longer words before those they begin with. */
static const unit_word UNITS[] = {
    {U'万', "元", HRB_UNIT_WAN_YUAN, HRB__TOKEN_AMOUNT},
    {U'亿', "元", HRB_UNIT_YI_YUAN, HRB__TOKEN_AMOUNT},
    {U'百', "万元", HRB_UNIT_MILLION_YUAN, HRB__TOKEN_AMOUNT},
    {U'千', "元", HRB_UNIT_THOUSAND_YUAN, HRB__TOKEN_AMOUNT},
    {U'元', "", HRB_UNIT_YUAN, HRB__TOKEN_AMOUNT},
    {U'%', "", 100, HRB__TOKEN_PERCENT},
    {U'‰', "", 10, HRB__TOKEN_PERCENT},
    {U'个', "百分点", 100, HRB__TOKEN_POINTS},
    {U'百', "分点", 100, HRB__TOKEN_POINTS},
    /* What numbers in sentences count. */
    {U'人', "次", 100, HRB__TOKEN_COUNT}, {U'批', "次", 100, HRB__TOKEN_COUNT}, {U'辆', "次", 100, HRB__TOKEN_COUNT},
    {U'台', "套", 100, HRB__TOKEN_COUNT}, {U'台', "(套)", 100, HRB__TOKEN_COUNT}, {U'辆', "", 100, HRB__TOKEN_COUNT},
    {U'家', "", 100, HRB__TOKEN_COUNT}, {U'个', "", 100, HRB__TOKEN_COUNT}, {U'台', "", 100, HRB__TOKEN_COUNT},
    {U'套', "", 100, HRB__TOKEN_COUNT}, {U'项', "", 100, HRB__TOKEN_COUNT}, {U'名', "", 100, HRB__TOKEN_COUNT},
    {U'人', "", 100, HRB__TOKEN_COUNT}, {U'次', "", 100, HRB__TOKEN_COUNT}, {U'批', "", 100, HRB__TOKEN_COUNT},
    {U'件', "", 100, HRB__TOKEN_COUNT}, {U'户', "", 100, HRB__TOKEN_COUNT}, {U'场', "", 100, HRB__TOKEN_COUNT},
    {U'期', "", 100, HRB__TOKEN_COUNT}, {U'所', "", 100, HRB__TOKEN_COUNT}, {U'份', "", 100, HRB__TOKEN_COUNT},
    {U'篇', "", 100, HRB__TOKEN_COUNT}, {U'处', "", 100, HRB__TOKEN_COUNT}, {U'条', "", 100, HRB__TOKEN_COUNT},
};

/* Length of `word` at the start of the text, blanks skipped and characters folded; -1 if it is not there. */
static ptrdiff_t match_rest(const char *text, size_t size, const char *word)
{
    size_t at = 0, n, m;
    while (*word != '\0') {
        if (at >= size)
            return -1;
        if (size - at >= 3 && hrb__is_han_lead(*word) && hrb__is_han_lead(text[at])) {
            if (!hrb__is_han(text + at, word))
                return -1;
            at += 3;
            word += 3;
            continue;
        }
        uint32_t c = hrb__fold_character(hrb__utf8_get(text + at, size - at, &n));
        at += n;
        if (c == 0)
            continue;
        if (c != hrb__utf8_get(word, 4, &m))
            return -1;
        word += m;
    }
    return (ptrdiff_t)at;
}

/* The same of a word that is not empty; 0 if it is not there. */
static size_t match_folded(const char *text, size_t size, const char *word)
{
    ptrdiff_t n = match_rest(text, size, word);
    return n < 0 ? 0 : (size_t)n;
}

/* The first character that counts, folded; 0 if there is none. */
static uint32_t first_folded(const char *text, size_t size)
{
    size_t n;
    uint32_t c = 0;
    for (size_t at = 0; at < size && c == 0; at += n)
        c = hrb__fold_character(hrb__utf8_get(text + at, size - at, &n));
    return c;
}

void hrb__scanner_begin(hrb__scanner *scanner, const hrb__lexicon *lexicon, hrb__text text)
{
    *scanner = (hrb__scanner){.lexicon = lexicon, .text = text.data, .length = text.length};
}

/* --- Figures --- */

/* 4125.49,4143.91万元: behind a comma, digits with a point of their own are a figure of their own. */
static bool is_second_figure(const char *text, size_t size)
{
    size_t at = 0;
    while (at < size && g_ascii_isdigit(text[at]))
        at++;
    return at > 0 && at + 1 < size && text[at] == '.' && g_ascii_isdigit(text[at + 1]);
}

/* Bytes of digits, separators and points; a separator must stand before a digit. */
static size_t figure_length(const char *text, size_t size)
{
    size_t at = 0, n, m, points = 0;
    while (at < size) {
        if (g_ascii_isdigit(text[at])) {
            at++;
            continue;
        }
        uint32_t c = hrb__utf8_get(text + at, size - at, &n);
        if (hrb__digit_value(c) < 0) {
            points += c == '.';
            if (points == 1 && c == ',' && is_second_figure(text + at + 1, size - at - 1))
                break;
            if (c != ',' && c != '.' && c != 0xFF0C && c != 0xFF0E)
                break;
            if ((at == 0 && c != '.') || at + n >= size || hrb__digit_value(hrb__utf8_get(text + at + n, size - at - n, &m)) < 0)
                break;
            /* A full-width comma is a separator between three digits and three others only: elsewhere it ends a clause. */
            if (c == 0xFF0C && (size - at - n < 3 || !g_ascii_isdigit(text[at + n + 1]) || !g_ascii_isdigit(text[at + n + 2]) ||
                                (size - at - n > 3 && g_ascii_isdigit(text[at + n + 3]))))
                break;
        }
        at += n;
    }
    return at;
}

static size_t skip_blanks(const char *text, size_t size)
{
    size_t at = 0, n;
    while (at < size && hrb__may_be_blank((const unsigned char *)text + at) && hrb__is_blank(hrb__utf8_get(text + at, size - at, &n)))
        at += n;
    return at;
}

static bool read_year(const char *text, size_t size, hrb__token *token)
{
    int32_t year = 0;
    for (int i = 0; i < 4; i++)
        year = year * 10 + (text[i] - '0');
    size_t n = match_folded(text + 4, size - 4, "年");
    if (n == 0 || year < 1900 || year > 2100)
        return false;
    size_t more = match_folded(text + 4 + n, size - 4 - n, "度");
    token->kind = HRB__TOKEN_YEAR;
    token->value = year;
    token->length = (uint32_t)(4 + n + more);
    return true;
}

/* The unit behind a number; the token's kind and length follow from it. */
static int64_t read_unit(const char *text, size_t size, hrb__token *token)
{
    size_t first_size = 0;
    uint32_t first = size == 0 ? 0 : hrb__fold_character(hrb__utf8_get(text, size, &first_size));
    for (size_t i = 0; i < G_N_ELEMENTS(UNITS) && first != 0; i++) {
        ptrdiff_t rest = first == UNITS[i].first ? match_rest(text + first_size, size - first_size, UNITS[i].rest) : -1;
        if (rest < 0)
            continue;
        size_t n = first_size + (size_t)rest;
        token->kind = UNITS[i].kind;
        token->length += (uint32_t)n;
        if (token->kind == HRB__TOKEN_COUNT)
            token->unit_length = (uint32_t)n;
        uint32_t behind = token->kind == HRB__TOKEN_AMOUNT ? first_folded(text + n, size - n) : 0;
        token->is_rate = behind == '/' || behind == U'每';
        return UNITS[i].worth;
    }
    /* 0.3万: of yuan, unless 万人次 or the like follows. */
    if (first == U'万' || first == U'亿') {
        hrb__token behind = {0};
        size_t after = first_size + skip_blanks(text + first_size, size - first_size);
        if (after >= size || (read_unit(text + after, size - after, &behind), behind.kind != HRB__TOKEN_COUNT)) {
            token->kind = HRB__TOKEN_AMOUNT;
            token->length += (uint32_t)first_size;
            return first == U'万' ? HRB_UNIT_WAN_YUAN : HRB_UNIT_YI_YUAN;
        }
    }
    token->kind = HRB__TOKEN_NUMBER;
    return 100;
}

static void read_figure(const hrb__scanner *s, size_t at, hrb__token *token)
{
    const char *text = s->text + at;
    size_t size = s->length - at, digits = figure_length(text, size);
    *token = (hrb__token){.kind = HRB__TOKEN_BAD, .at = (uint32_t)at, .length = (uint32_t)digits};
    if (digits > MAX_FIGURE_BYTES)
        return;
    if (digits == 4 && g_ascii_isdigit(text[0]) && g_ascii_isdigit(text[3]) && read_year(text, size, token))
        return;
    /* 106.万元: a point without its decimals. */
    if (digits < size && text[digits] == '.') {
        hrb__token behind = {.kind = HRB__TOKEN_BAD};
        read_unit(text + digits + 1, size - digits - 1, &behind);
        if (behind.kind == HRB__TOKEN_AMOUNT || behind.kind == HRB__TOKEN_PERCENT) {
            token->length = (uint32_t)digits + 1 + behind.length;
            return;
        }
    }
    size_t blanks = skip_blanks(text + digits, size - digits);
    hrb__token with_unit = *token;
    with_unit.length += (uint32_t)blanks;
    int64_t worth = read_unit(text + digits + blanks, size - digits - blanks, &with_unit);
    if (with_unit.kind == HRB__TOKEN_NUMBER)
        with_unit.length = (uint32_t)digits;
    hrb_amount amount;
    hrb_status why;
    if (hrb__cell_amount((hrb__text){text, digits}, worth, &amount, &why) != HRB__CELL_AMOUNT) {
        /* 2025.1.1 is a date, 1.2.3 a version: no figures at all. */
        if (with_unit.kind == HRB__TOKEN_NUMBER && why == HRB_ERROR_SYNTAX)
            token->kind = HRB__TOKEN_TEXT;
        /* More decimals than a hundredth of a percent or of a thing: the rest is cut, and the last digit kept says so. */
        if (with_unit.kind == HRB__TOKEN_AMOUNT || why != HRB_ERROR_PRECISION || hrb__cell_amount((hrb__text){text, digits}, worth * 1000000, &amount, &why) != HRB__CELL_AMOUNT)
            return;
        amount.fen = (amount.fen + 500000) / 1000000;
        amount.quantum_fen = 1;
    }
    *token = with_unit;
    token->value = amount.fen;
    token->quantum = amount.quantum_fen;
    token->decimals = (int16_t)amount.decimals;
}

/* --- Marks --- */

static hrb__token_kind mark_of(uint32_t c)
{
    switch (c) {
    case 0x3002: case 0xFF01: case '!': case 0xFF1F: case '?':
        return HRB__TOKEN_STOP;
    case 0xFF1B: case ';':
        return HRB__TOKEN_SEMICOLON;
    case 0xFF0C: case ',':
        return HRB__TOKEN_COMMA;
    case 0x3001:
        return HRB__TOKEN_PAUSE;
    case 0xFF1A: case ':':
        return HRB__TOKEN_COLON;
    case 0xFF08: case '(': case 0x3010: case 0x3014: case '[':
        return HRB__TOKEN_OPEN;
    case 0xFF09: case ')': case 0x3011: case 0x3015: case ']':
        return HRB__TOKEN_CLOSE;
    case 0x201C:
        return HRB__TOKEN_OPEN_QUOTE;
    case 0x201D:
        return HRB__TOKEN_CLOSE_QUOTE;
    case 0x300A:
        return HRB__TOKEN_OPEN_TITLE;
    case 0x300B:
        return HRB__TOKEN_CLOSE_TITLE;
    default:
        return HRB__TOKEN_TEXT;
    }
}

/* （204）, （20401）, （2040101）: a code of the functional classification names its own level; 0: no such code. */
static int level_of_code(int64_t value, size_t digits)
{
    int64_t class_code = digits == 7 ? value / 10000 : digits == 5 ? value / 100 : digits == 3 ? value : 0;
    return class_code > 200 && class_code < 235 ? (int)(digits - 1) / 2 : 0;
}

/* （204类）, （类）: what is in the bracket names the level of the words before it. */
static bool read_level(const hrb__scanner *s, size_t at, size_t bracket, hrb__token *token)
{
    static const char *const LEVELS[] = {"类", "款", "项"};
    const char *text = s->text + at;
    size_t size = s->length - at, i = bracket + skip_blanks(text + bracket, size - bracket), digits = 0;
    int64_t value = 0;
    for (; i < size && g_ascii_isdigit(text[i]) && digits < 7; i++, digits++)
        value = value * 10 + (text[i] - '0');
    size_t alone = level_of_code(value, digits) == 0 ? 0 : match_folded(text + i, size - i, ")");
    if (alone > 0) {
        *token = (hrb__token){.kind = HRB__TOKEN_LEVEL, .at = (uint32_t)at, .length = (uint32_t)(i + alone), .level = (int16_t)level_of_code(value, digits), .value = value};
        return true;
    }
    for (int level = 0; level < 3; level++) {
        size_t n = match_folded(text + i, size - i, LEVELS[level]);
        size_t close = n == 0 ? 0 : match_folded(text + i + n, size - i - n, ")");
        if (close == 0)
            continue;
        *token = (hrb__token){.kind = HRB__TOKEN_LEVEL, .at = (uint32_t)at, .length = (uint32_t)(i + n + close), .level = (int16_t)(level + 1), .value = digits == 0 ? -1 : value};
        return true;
    }
    return false;
}

/* Whether a word of the lexicon begins here; then the token. */
static bool read_word(const hrb__scanner *s, size_t at, hrb__token *token)
{
    size_t length;
    const hrb__word *word = hrb__lexicon_match(s->lexicon, s->text + at, s->length - at, &length);
    if (word == NULL)
        return false;
    *token = (hrb__token){.kind = HRB__TOKEN_WORD, .at = (uint32_t)at, .length = (uint32_t)length, .word = word};
    return true;
}

/* The same of whatever is not plain text, where no Han character stands. */
static bool read_token(const hrb__scanner *s, size_t at, uint32_t c, size_t size, hrb__token *token)
{
    bool is_point = c == '.' && at + 1 < s->length && g_ascii_isdigit(s->text[at + 1]) && (at == 0 || !g_ascii_isalnum(s->text[at - 1]));
    if (hrb__digit_value(c) >= 0 || is_point) {
        read_figure(s, at, token);
        return true;
    }
    hrb__token_kind mark = mark_of(c);
    if (mark == HRB__TOKEN_OPEN && read_level(s, at, size, token))
        return true;
    if (hrb__lexicon_may_begin(s->lexicon, hrb__fold_character(c)) && read_word(s, at, token))
        return true;
    if (mark != HRB__TOKEN_TEXT)
        *token = (hrb__token){.kind = mark, .at = (uint32_t)at, .length = (uint32_t)size};
    return mark != HRB__TOKEN_TEXT;
}

/* Han characters are most of a text: those that no word begins with cost a look or two. */
static size_t skip_plain_han(const hrb__scanner *s, size_t at)
{
    const hrb__lexicon *lexicon = s->lexicon;
    const char *p = s->text + at, *end = s->text + s->length;
    for (; end - p >= 3 && hrb__is_han_lead(*p); p += 3) {
        uint32_t c = hrb__han_at(p);
        if (!hrb__lexicon_may_begin(lexicon, c))
            continue;
        bool in_han = end - p >= 6 && hrb__is_han_lead(p[3]);
        if (!in_han || hrb__lexicon_may_begin_pair(lexicon, c, hrb__han_at(p + 3)))
            break;
    }
    return (size_t)(p - s->text);
}

/* Goes over plain text to the next token; false at the end. The text is from *start to *end; empty if *start is SIZE_MAX. */
static bool find_token(const hrb__scanner *s, size_t *start, size_t *end, hrb__token *token)
{
    size_t size, at = s->at;
    while (at < s->length) {
        size_t begin = at;
        at = skip_plain_han(s, at);
        if (at == begin && hrb__is_han_lead(s->text[at]) && s->length - at >= 3) {
            if (read_word(s, at, token))
                return true;
            at += 3;
        } else if (at == begin) {
            uint32_t c = hrb__utf8_get(s->text + at, s->length - at, &size);
            at += size;
            if (hrb__may_be_blank((const unsigned char *)s->text + begin) && hrb__is_blank(c))
                continue;
            if (read_token(s, begin, c, size, token))
                return true;
        }
        *start = *start == SIZE_MAX ? begin : *start;
        *end = at;
    }
    return false;
}

hrb__token hrb__scanner_next(hrb__scanner *s)
{
    hrb__token token = s->waiting;
    if (token.kind != HRB__TOKEN_END) {
        s->waiting.kind = HRB__TOKEN_END;
        return token;
    }
    size_t start = SIZE_MAX, end = s->at;
    if (!find_token(s, &start, &end, &token))
        token = (hrb__token){.kind = HRB__TOKEN_END, .at = (uint32_t)s->length};
    s->at = token.at + token.length;
    if (start == SIZE_MAX)
        return token;
    s->waiting = token;
    return (hrb__token){.kind = HRB__TOKEN_TEXT, .at = (uint32_t)start, .length = (uint32_t)(end - start)};
}
