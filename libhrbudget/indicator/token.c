/* SPDX-License-Identifier: Apache-2.0 */
/* One pass from left to right. The text is first brought to half-width, lower
 * case, without blanks, each byte knowing where it came from. */
#include "indicator/token.h"

#include "amount/chinese.h"

typedef struct scanner {
    char text[HRB__TARGET_MAX_BYTES + 8]; /* no character grows by it; zeros behind */
    uint16_t origin[HRB__TARGET_MAX_BYTES + 8];
    size_t length;
    hrb__tokens *out;
} scanner;

/* What a character stands for in a target; 0 drops it. */
static uint32_t plain_other(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    switch (c) {
    case 0x3014: case 0x3010: case '[': case 0xFE59: case '{':
        return '(';
    case 0x3015: case 0x3011: case ']': case 0xFE5A: case '}':
        return ')';
    case 0x2014: case 0x2013: case 0x2212: case 0x2015: case 0x2010: case 0x2011: case 0xFE63: case 0x2500:
        return '-';
    case 0xFE6A: case 0x066A:
        return '%';
    case 0x00D7: case 0x2715: case 0x2716:
        return '*';
    case 0x2215: case 0x2044:
        return '/';
    case 0x2236:
        return ':';
    default:
        if (c >= 'A' && c <= 'Z')
            return c + 32;
        return hrb__is_blank(c) ? 0 : c;
    }
}

/* Han, digits and most marks stand for themselves. */
static inline uint32_t plain(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c > ' ' && c < 'A') ? c : plain_other(c);
}

static void normalise(scanner *s, hrb__text text)
{
    size_t size, length = 0;
    for (size_t i = 0; i < text.length; i += size) {
        uint32_t c = plain(hrb__utf8_get(text.data + i, text.length - i, &size));
        for (size_t end = length + (c == 0 ? 0 : hrb__utf8_put(c, s->text + length)); length < end; length++)
            s->origin[length] = (uint16_t)i;
    }
    s->length = length;
    s->origin[length] = (uint16_t)text.length;
    memset(s->text + length, 0, sizeof s->text - HRB__TARGET_MAX_BYTES);
}

/* What the character at a place may begin, its length in *size. */
static const hrb__beginning *beginning_at(const scanner *s, size_t at, size_t *size)
{
    return hrb__beginning_of(&hrb__target_words, hrb__utf8_get(s->text + at, s->length - at, size));
}

static hrb__token *add(scanner *s, hrb__word_kind kind, size_t start, size_t end)
{
    hrb__tokens *out = s->out;
    if (out->count == HRB__TARGET_MAX_TOKENS) {
        out->too_many = true;
        return NULL;
    }
    hrb__token *token = &out->items[out->count++];
    *token = (hrb__token){.kind = (uint8_t)kind, .start = s->origin[start], .end = s->origin[end]};
    return token;
}

/* Characters that no word begins with join the text before them. */
static void add_text(scanner *s, size_t start, size_t end)
{
    hrb__tokens *out = s->out;
    if (out->count > 0 && out->items[out->count - 1].kind == HRB__TOKEN_TEXT)
        out->items[out->count - 1].end = s->origin[end];
    else
        add(s, HRB__TOKEN_TEXT, start, end);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static size_t digits_at(const scanner *s, size_t at)
{
    size_t n = 0;
    while (is_digit(s->text[at + n]))
        n++;
    return n;
}

/* The longest word at a place of those that begin as its character does, NULL if none. */
static const hrb__keyword *longest_word(const scanner *s, size_t at, const hrb__beginning *beginning)
{
    const hrb__keyword *words = hrb__target_words.words;
    for (size_t i = beginning->first; i < beginning->end; i++)
        if (hrb__text_starts((hrb__text){s->text + at, s->length - at}, (hrb__text){words[i].text, words[i].length}))
            return &words[i];
    return NULL;
}

static const hrb__keyword *word_at(const scanner *s, size_t at)
{
    size_t size;
    return longest_word(s, at, beginning_at(s, at, &size));
}

/* 2020-06-30, 2020.6.30, 2020/6/30, or 2020-06: its length, 0 if it is none. */
static size_t date_length(const scanner *s, size_t at, hrb__token *token)
{
    int parts[3] = {0, 0, 0}, n = 0;
    size_t end = at;
    for (char mark = 0;; end++) {
        size_t digits = digits_at(s, end);
        if (digits == 0 || (n == 0 ? digits != 4 : digits > 2))
            break;
        for (size_t k = 0; k < digits; k++)
            parts[n] = parts[n] * 10 + s->text[end + k] - '0';
        end += digits;
        char next = s->text[end];
        if (++n == 3 || (next != '-' && next != '.' && next != '/') || (mark != 0 && next != mark))
            break;
        mark = next;
    }
    bool full = n == 3 && parts[2] >= 1 && parts[2] <= hrb__days_in_month(parts[0], parts[1]);
    /* 2024.1-2024.12: a month only beside another. */
    const hrb__tokens *out = s->out;
    bool beside = digits_at(s, end + 1) == 4 || (out->count > 1 && out->items[out->count - 1].kind == HRB__WORD_RANGE && out->items[out->count - 2].kind == HRB__TOKEN_DATE);
    full = full || (n == 2 && parts[1] >= 1 && parts[1] <= 12 && beside);
    if (!full || parts[0] < 1990 || parts[0] > 2100 || is_digit(s->text[end]))
        return 0;
    token->year = (int16_t)parts[0];
    token->month = (int16_t)parts[1];
    token->day = (int16_t)parts[2];
    return end - at;
}

/* A figure in digits, `at` its first. Groups of three are taken as such. */
static size_t read_figure(scanner *s, size_t at, hrb_decimal *out)
{
    size_t end = at;
    bool fits = true;
    *out = (hrb_decimal){0, 0};
    for (bool point = false; end < s->length; end++) {
        char c = s->text[end];
        if (c == ',' && !point && digits_at(s, end + 1) == 3)
            continue;
        if (c == '.' && !point && is_digit(s->text[end + 1])) {
            point = true;
            continue;
        }
        if (!is_digit(c))
            break;
        fits = fits && !__builtin_mul_overflow(out->digits, 10, &out->digits) && !__builtin_add_overflow(out->digits, c - '0', &out->digits) &&
               out->scale + point <= 18;
        out->scale += point;
    }
    s->out->too_long = s->out->too_long || !fits;
    if (!fits)
        *out = (hrb_decimal){0, 0};
    return end - at;
}

/* ≥ or the like right in front of what comes next. */
static bool follows_comparator(const scanner *s)
{
    const hrb__tokens *out = s->out;
    return out->count > 0 && out->items[out->count - 1].kind == HRB__WORD_BEFORE;
}

/* Of 12/10万 the figure in front: what follows the slash is what it is counted by. */
static bool is_by_many(const scanner *s, size_t slash)
{
    const char *behind = s->text + slash + 1 + digits_at(s, slash + 1);
    return s->text[slash] == '/' && (strncmp(behind, "万", 3) == 0 || strncmp(behind, "千", 3) == 0);
}

/* 80-89岁, 60周岁: an age says of whom the target is, unless a comparator stands before it. */
static bool is_age(const scanner *s, size_t end)
{
    static const char *const MARKS[] = {"-", "~", "至", "到", "~~"};
    for (size_t i = 0; i < sizeof MARKS / sizeof MARKS[0]; i++) {
        size_t mark = strlen(MARKS[i]), digits = strncmp(s->text + end, MARKS[i], mark) == 0 ? digits_at(s, end + mark) : 0;
        if (digits > 0)
            return is_age(s, end + mark + digits);
    }
    return strncmp(s->text + end, "岁", 3) == 0 || strncmp(s->text + end, "周岁", 6) == 0;
}

/* What may stand behind a figure with its unit left out, or with nothing: the end, or 以上 and the like. */
static bool ends_quantity(const scanner *s, size_t at)
{
    const hrb__keyword *word = at < s->length ? word_at(s, at) : NULL;
    return at >= s->length || (word != NULL && (word->kind == HRB__WORD_AFTER || word->kind == HRB__WORD_OPEN));
}

/* Of ≥2/3, 1/2以上 the denominator: a share of something; 0 for 7/24, which is words: alone, 2/3 is one of few parts. */
static int32_t parts_at(const scanner *s, size_t slash, hrb_decimal number, size_t *end)
{
    size_t digits = s->text[slash] == '/' ? digits_at(s, slash + 1) : 0;
    if (digits == 0 || digits > 4 || number.scale > 0 || s->text[slash + 1] == '0' || !ends_quantity(s, slash + 1 + digits))
        return 0;
    int32_t parts = 0;
    for (size_t k = 1; k <= digits; k++)
        parts = parts * 10 + s->text[slash + k] - '0';
    *end = slash + 1 + digits;
    bool is_share = parts <= 10 || *end < s->length || follows_comparator(s);
    return is_share && number.digits > 0 && number.digits < parts ? parts : 0;
}

/* 1比2: a ratio, which is no quantity. Its end, or 0. */
static size_t ratio_end(const scanner *s, size_t at)
{
    size_t digits = strncmp(s->text + at, "比", 3) == 0 ? digits_at(s, at + 3) : 0;
    return digits == 0 ? 0 : at + 3 + digits;
}

/* Behind 95.5 another point with digits: the end of all of them, or the same place. */
static size_t points_end(const scanner *s, size_t at)
{
    while (s->text[at] == '.' && is_digit(s->text[at + 1]))
        at += 1 + digits_at(s, at + 1);
    return at;
}

/* 7×24, 1:3, 1+10, 2/3 and the like are words, not figures; so are 5a, g60, iso9001. */
static bool is_part_of_word(const scanner *s, size_t start, size_t end)
{
    if (start > 0 && (is_letter(s->text[start - 1]) || s->text[start - 1] == '*'))
        return true;
    if (start > 1 && s->text[start - 1] == '+' && is_letter(s->text[start - 2])) /* t+1 */
        return true;
    char c = s->text[end];
    if (start > 0 || end + 3 < s->length) {
        if (is_age(s, end) && !follows_comparator(s))
            return true;
    }
    if ((c == '*' || c == ':' || c == '+' || c == '#') && end + 1 < s->length)
        return true;
    if ((c == '/' || c == ',') && is_digit(s->text[end + 1]) && !is_by_many(s, end)) /* 2/3, and 12,34 with its groups misplaced */
        return true;
    if (is_letter(c) && follows_comparator(s)) /* ≥10g: a unit, whatever it is */
        return false;
    const hrb__keyword *word = is_letter(c) ? word_at(s, end) : NULL;
    return is_letter(c) && (word == NULL || (word->kind != HRB__WORD_UNIT && word->kind != HRB__WORD_MAGNITUDE) || is_letter(s->text[end + word->length]));
}

/* 20201231 as all that is left, or before 前: its length, 0 if it is none. */
static size_t compact_date_length(const scanner *s, size_t at, hrb__token *token)
{
    if (digits_at(s, at) != 8)
        return 0;
    const hrb__keyword *behind = at + 8 < s->length ? word_at(s, at + 8) : NULL;
    if (at + 8 < s->length && (behind == NULL || behind->kind != HRB__WORD_DUE))
        return 0;
    int value = 0;
    for (size_t k = 0; k < 8; k++)
        value = value * 10 + s->text[at + k] - '0';
    token->year = (int16_t)(value / 10000);
    token->month = (int16_t)(value / 100 % 100);
    token->day = (int16_t)(value % 100);
    bool real = token->year >= 1990 && token->year <= 2100 && token->month >= 1 && token->month <= 12 && token->day >= 1;
    return real && token->day <= hrb__days_in_month(token->year, token->month) ? 8 : 0;
}

static size_t scan_digits(scanner *s, size_t at)
{
    hrb__token date;
    size_t length = date_length(s, at, &date);
    if (length == 0)
        length = compact_date_length(s, at, &date);
    hrb__token *token;
    if (length > 0) {
        if ((token = add(s, HRB__TOKEN_DATE, at, at + length)) != NULL) {
            token->year = date.year;
            token->month = date.month;
            token->day = date.day;
        }
        return length;
    }
    hrb_decimal number;
    length = read_figure(s, at, &number);
    size_t points = points_end(s, at + length), ratio = ratio_end(s, at + length);
    if (points > at + length || ratio > 0) {
        const hrb__keyword *unit = ratio == 0 && points < s->length ? word_at(s, points) : NULL;
        s->out->malformed = s->out->malformed || (ratio == 0 && (follows_comparator(s) || (unit != NULL && unit->kind == HRB__WORD_UNIT)));
        add_text(s, at, ratio > 0 ? ratio : points);
        return (ratio > 0 ? ratio : points) - at;
    }
    size_t fraction_end = 0;
    int32_t parts = parts_at(s, at + length, number, &fraction_end);
    if (parts > 0) {
        if ((token = add(s, HRB__TOKEN_FIGURE, at, fraction_end)) != NULL) {
            token->number = number;
            token->parts = parts;
        }
        return fraction_end - at;
    }
    if (is_part_of_word(s, at, at + length)) {
        while (is_letter(s->text[at + length]) || is_digit(s->text[at + length]) || strchr("*:+#/,", s->text[at + length] == '\0' ? ' ' : s->text[at + length]) != NULL)
            length++;
        add_text(s, at, at + length);
        return length;
    }
    if ((token = add(s, HRB__TOKEN_FIGURE, at, at + length)) != NULL)
        token->number = number;
    return length;
}

/* 半, alone. */
static size_t scan_half(scanner *s, size_t at)
{
    hrb__token *half = add(s, HRB__TOKEN_NUMERAL, at, at + 3);
    if (half != NULL)
        half->number = (hrb_decimal){5, 1};
    return 3;
}

/* Chinese numerals: 三, 九十五, 十五点八. 万 and 亿 are left to the vocabulary. */
static size_t scan_numeral(scanner *s, size_t at)
{
    size_t end = at, size;
    while (end < s->length && (beginning_at(s, end, &size)->marks & HRB__BEGINS_NUMERAL))
        end += size;
    hrb_amount amount;
    size_t bad;
    if (hrb__chinese_read((hrb__text){s->text + at, end - at}, HRB_UNIT_YUAN, HRB__NUMERALS_ANY, false, &amount, &bad) != HRB_OK)
        return 0;
    hrb__token *token = add(s, HRB__TOKEN_NUMERAL, at, end);
    if (token != NULL) {
        token->number = (hrb_decimal){amount.fen, 2};
        for (; token->number.scale > 0 && token->number.digits % 10 == 0; token->number.scale--)
            token->number.digits /= 10;
    }
    return end - at;
}

/* What stands in quotation marks is a name, whatever it looks like: “三支一扶”. */
static size_t quoted_length(const scanner *s, size_t at)
{
    static const char *const PAIRS[][2] = {{"“", "”"}, {"《", "》"}, {"「", "」"}, {"‘", "’"}, {"〈", "〉"}};
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++)
        if (s->length - at > 6 && memcmp(s->text + at, PAIRS[i][0], 3) == 0 && s->text[at + 3] != '=') {
            size_t close = hrb__text_find((hrb__text){s->text + at, s->length - at}, (hrb__text){PAIRS[i][1], 3});
            return close == SIZE_MAX ? 0 : close + 3;
        }
    return 0;
}

/* An ordinal at the start of a clause: 1. 2、 3） */
static size_t ordinal_length(const scanner *s, size_t at)
{
    size_t digits = digits_at(s, at);
    if (digits > 2 || (at > 0 && strchr(";,", s->text[at - 1]) == NULL))
        return 0;
    const char *rest = s->text + at + digits;
    if (strncmp(rest, "、", 3) == 0)
        return digits + 3;
    return (rest[0] == '.' || rest[0] == ')') && rest[1] != '\0' && !is_digit(rest[1]) ? digits + 1 : 0;
}

/* 百分之, and the 百 of 5百, which are no numerals of their own. */
static bool begins_word(const scanner *s, const hrb__keyword *word)
{
    const hrb__tokens *out = s->out;
    return word != NULL && (word->kind == HRB__WORD_PARTS_OF ||
                            (word->kind == HRB__WORD_MAGNITUDE && out->count > 0 && out->items[out->count - 1].kind == HRB__TOKEN_FIGURE));
}

/* What is no word and no figure, up to a character that may begin one. */
static size_t scan_text(scanner *s, size_t at, size_t length)
{
    for (size_t size; at + length < s->length && !is_digit(s->text[at + length]) && beginning_at(s, at + length, &size) == hrb__target_words.beginnings;)
        length += size;
    add_text(s, at, at + length);
    return length;
}

static size_t scan_word(scanner *s, size_t at, const hrb__keyword *word)
{
    hrb__token *token = add(s, word->kind, at, at + word->length);
    if (token != NULL) {
        token->word = word;
        token->value = word->value;
    }
    return word->length;
}

static size_t scan(scanner *s, size_t at)
{
    size_t size, length = 0;
    if (is_digit(s->text[at]))
        return (length = ordinal_length(s, at)) > 0 ? scan_text(s, at, length) : scan_digits(s, at);
    const hrb__beginning *beginning = beginning_at(s, at, &size);
    if ((beginning->marks & HRB__BEGINS_QUOTE) && (length = quoted_length(s, at)) > 0)
        return scan_text(s, at, length);
    bool inside = at > 0 && is_letter(s->text[at]) && is_letter(s->text[at - 1]); /* the m2 of pm2.5 */
    const hrb__keyword *word = inside ? NULL : longest_word(s, at, beginning);
    if ((beginning->marks & HRB__BEGINS_NUMERAL) && !begins_word(s, word) && (length = scan_numeral(s, at)) > 0)
        return length;
    if ((beginning->marks & HRB__BEGINS_HALF) && !begins_word(s, word))
        return scan_half(s, at);
    if (word == NULL || word->kind == HRB__WORD_PLAIN)
        return scan_text(s, at, word == NULL ? size : word->length);
    return scan_word(s, at, word);
}

void hrb__tokenize(hrb__text text, hrb__tokens *out)
{
    scanner s;
    s.out = out;
    out->text = text;
    out->count = 0;
    out->too_long = out->too_many = out->malformed = false;
    normalise(&s, text);
    for (size_t at = 0; at < s.length && !out->too_many;)
        at += scan(&s, at);
    out->items[out->count] = (hrb__token){.kind = HRB__TOKEN_END, .start = (uint16_t)text.length, .end = (uint16_t)text.length};
}
