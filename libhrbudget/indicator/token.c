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
static uint32_t plain(uint32_t c)
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

static void normalise(scanner *s, hrb__text text)
{
    size_t size;
    for (size_t i = 0; i < text.length; i += size) {
        uint32_t c = plain(hrb__utf8_get(text.data + i, text.length - i, &size));
        if (c == 0)
            continue;
        char bytes[4];
        size_t n = hrb__utf8_put(c, bytes);
        for (size_t k = 0; k < n; k++) {
            s->origin[s->length] = (uint16_t)i;
            s->text[s->length++] = bytes[k];
        }
    }
    s->origin[s->length] = (uint16_t)text.length;
    s->text[s->length] = '\0';
}

static size_t character_length(const scanner *s, size_t at)
{
    size_t size;
    hrb__utf8_get(s->text + at, s->length - at, &size);
    return size;
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

/* The longest word of the vocabulary at a place, NULL if none. */
static const hrb__word *word_at(const scanner *s, size_t at)
{
    size_t n = character_length(s, at), low = 0, high = hrb__word_group_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const hrb__word *first = &hrb__words[hrb__word_groups[middle]];
        size_t m = (unsigned char)first->text[0] < 0x80 ? 1 : (unsigned char)first->text[0] < 0xE0 ? 2 : 3;
        int order = m == n ? memcmp(first->text, s->text + at, n) : (int)m - (int)n;
        if (order == 0) {
            for (size_t i = hrb__word_groups[middle]; i < hrb__word_groups[middle + 1]; i++)
                if (hrb__words[i].length <= s->length - at && memcmp(hrb__words[i].text, s->text + at, hrb__words[i].length) == 0)
                    return &hrb__words[i];
            return NULL;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
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

/* 7×24, 1:3, 1+10, 2/3 and the like are words, not figures; so are 5a, g60, iso9001. */
static bool is_part_of_word(const scanner *s, size_t start, size_t end)
{
    if (start > 0 && (is_letter(s->text[start - 1]) || s->text[start - 1] == '*'))
        return true;
    if (start > 1 && s->text[start - 1] == '+' && is_letter(s->text[start - 2])) /* t+1 */
        return true;
    char c = s->text[end];
    if ((c == '*' || c == ':' || c == '+' || c == '#') && end + 1 < s->length)
        return true;
    if ((c == '/' || c == ',') && is_digit(s->text[end + 1]) && !is_by_many(s, end)) /* 2/3, and 12,34 with its groups misplaced */
        return true;
    if (is_letter(c) && follows_comparator(s)) /* ≥10g: a unit, whatever it is */
        return false;
    const hrb__word *word = is_letter(c) ? word_at(s, end) : NULL;
    return is_letter(c) && (word == NULL || (word->kind != HRB__WORD_UNIT && word->kind != HRB__WORD_MAGNITUDE) || is_letter(s->text[end + word->length]));
}

/* 20201231 as all that is left, or before 前: its length, 0 if it is none. */
static size_t compact_date_length(const scanner *s, size_t at, hrb__token *token)
{
    if (digits_at(s, at) != 8)
        return 0;
    const hrb__word *behind = at + 8 < s->length ? word_at(s, at + 8) : NULL;
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

/* Chinese numerals: 三, 九十五, 十五点八, 半. 万 and 亿 are left to the vocabulary. */
static size_t scan_numeral(scanner *s, size_t at)
{
    static const char NUMERALS[] = "零〇一二两三四五六七八九十百千点壹贰叁肆伍陆柒捌玖拾佰仟";
    size_t end = at;
    while (end + 3 <= s->length) {
        bool found = false;
        for (size_t i = 0; i + 3 < sizeof NUMERALS && !found; i += 3)
            found = memcmp(NUMERALS + i, s->text + end, 3) == 0;
        if (!found)
            break;
        end += 3;
    }
    if (end == at && s->length - at >= 3 && memcmp("半", s->text + at, 3) == 0) {
        hrb__token *half = add(s, HRB__TOKEN_NUMERAL, at, at + 3);
        if (half != NULL)
            half->number = (hrb_decimal){5, 1};
        return 3;
    }
    hrb_amount amount;
    size_t bad;
    if (end == at || hrb__chinese_read((hrb__text){s->text + at, end - at}, HRB_UNIT_YUAN, HRB__NUMERALS_ANY, false, &amount, &bad) != HRB_OK)
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
    if (digits == 0 || digits > 2 || (at > 0 && strchr(";,", s->text[at - 1]) == NULL))
        return 0;
    const char *rest = s->text + at + digits;
    if (strncmp(rest, "、", 3) == 0)
        return digits + 3;
    return (rest[0] == '.' || rest[0] == ')') && rest[1] != '\0' && !is_digit(rest[1]) ? digits + 1 : 0;
}

/* 百分之, and the 百 of 5百, which are no numerals of their own. */
static bool begins_word(const scanner *s, const hrb__word *word)
{
    const hrb__tokens *out = s->out;
    return word != NULL && (word->kind == HRB__WORD_PARTS_OF ||
                            (word->kind == HRB__WORD_MAGNITUDE && out->count > 0 && out->items[out->count - 1].kind == HRB__TOKEN_FIGURE));
}

static size_t scan(scanner *s, size_t at)
{
    size_t length = quoted_length(s, at);
    if (length == 0)
        length = ordinal_length(s, at);
    if (length > 0) {
        add_text(s, at, at + length);
        return length;
    }
    if (is_digit(s->text[at]))
        return scan_digits(s, at);
    bool inside = at > 0 && is_letter(s->text[at]) && is_letter(s->text[at - 1]); /* the m2 of pm2.5 */
    const hrb__word *word = inside ? NULL : word_at(s, at);
    if (!begins_word(s, word) && (length = scan_numeral(s, at)) > 0)
        return length;
    hrb__token *token;
    if (word != NULL && word->kind != HRB__WORD_PLAIN && (token = add(s, word->kind, at, at + word->length)) != NULL) {
        token->word = word;
        token->value = word->value;
        return word->length;
    }
    length = word != NULL ? word->length : character_length(s, at);
    add_text(s, at, at + length);
    return length;
}

void hrb__tokenize(hrb__text text, hrb__tokens *out)
{
    scanner s = {.out = out, .length = 0};
    out->text = text;
    out->count = 0;
    out->too_long = out->too_many = false;
    normalise(&s, text);
    for (size_t at = 0; at < s.length && !out->too_many;)
        at += scan(&s, at);
    out->items[out->count] = (hrb__token){.kind = HRB__TOKEN_END, .start = (uint16_t)text.length, .end = (uint16_t)text.length};
}
