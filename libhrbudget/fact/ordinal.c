/* SPDX-License-Identifier: Apache-2.0 */
/* What a line begins with that only numbers it: 一、 （二） 3. 其中： */
#include <glib.h>

#include "fact/document.h"

#define FIRST_HAN_DIGIT 0x4E00 /* 一 */
#define LAST_HAN_DIGIT 0x56DB  /* 四 */
#define HAN_OF_WHICH 0x5176    /* 其 */

static bool is_han_digit(uint32_t c)
{
    switch (c) {
    case 0x4E00: case 0x4E8C: case 0x4E09: case 0x56DB: case 0x4E94: /* 一 二 三 四 五 */
    case 0x516D: case 0x4E03: case 0x516B: case 0x4E5D: case 0x5341: /* 六 七 八 九 十 */
        return true;
    default:
        return false;
    }
}

/* Digits of the one kind or the other. */
static size_t number_length(hrb__text text, bool *han)
{
    size_t i = 0, size;
    for (*han = false; i < text.length; i += size) {
        uint32_t c = hrb__utf8_get(text.data + i, text.length - i, &size);
        if (i == 0)
            *han = is_han_digit(c);
        if (*han ? !is_han_digit(c) : hrb__digit_value(c) < 0)
            break;
    }
    return i;
}

static hrb__text behind(hrb__text text, size_t length)
{
    return (hrb__text){text.data + length, text.length - length};
}

/* The length of a bracketed number, its opening bracket given. */
static size_t bracketed_length(hrb__text text, size_t open)
{
    static const hrb__text CLOSE[] = {{"）", 3}, {")", 1}};
    bool han;
    size_t n = number_length(behind(text, open), &han);
    for (size_t k = 0; k < G_N_ELEMENTS(CLOSE) && n > 0; k++)
        if (hrb__text_starts(behind(text, open + n), CLOSE[k]))
            return open + n + CLOSE[k].length;
    return 0;
}

/* 1,234 100% 12 2020年: digits, and no mark of an ordinal behind them (. 、 ．) nor a digit of another kind. */
static inline bool is_plain_figure(hrb__text text)
{
    size_t n = 0;
    while (n < text.length && g_ascii_isdigit(text.data[n]))
        n++;
    unsigned char next = n < text.length ? (unsigned char)text.data[n] : 0;
    return n > 0 && next != '.' && next != 0xE3 && next != 0xEF;
}

static __attribute__((noinline)) size_t read_ordinal(hrb__text text, int *level)
{
    static const hrb__text MARKS[] = {{"、", 3}, {"．", 3}, {".", 1}};
    size_t size, n;
    uint32_t first = hrb__utf8_get(text.data, text.length, &size);
    if (first == HAN_OF_WHICH) {
        n = hrb__text_starts(text, HRB__TEXT("其中：")) ? 9 : hrb__text_starts(text, HRB__TEXT("其中:")) ? 7 : 0;
        *level = n > 0 ? 3 : *level;
        return n;
    }
    if (first == '(' || first == 0xFF08) {
        n = bracketed_length(text, size);
        *level = n > 0 ? 2 : *level;
        return n;
    }
    bool han;
    n = number_length(text, &han);
    for (size_t i = 0; i < G_N_ELEMENTS(MARKS) && n > 0; i++)
        if (hrb__text_starts(behind(text, n), MARKS[i])) {
            /* 1.5 is a figure, not an ordinal. */
            size_t end = n + MARKS[i].length;
            if (MARKS[i].length == 1 && end < text.length && g_ascii_isdigit(text.data[end]))
                return 0;
            *level = han ? 1 : 2;
            return end;
        }
    return 0;
}

size_t hrb__ordinal_length(hrb__text text, int *level)
{
    size_t size;
    if (text.length == 0)
        return 0;
    uint32_t first = hrb__utf8_get(text.data, text.length, &size);
    /* Most texts begin with a letter, or a Han character behind all those of numbers, or they are figures. */
    if ((first > '9' && first < FIRST_HAN_DIGIT) || (first > LAST_HAN_DIGIT && first < 0xFF08) || is_plain_figure(text))
        return 0;
    bool is_han = first >= FIRST_HAN_DIGIT && first <= LAST_HAN_DIGIT && first != HAN_OF_WHICH;
    if (is_han && !is_han_digit(first))
        return 0;
    if (is_han && text.length >= 6 && hrb__is_han(text.data + 3, "、")) {
        *level = 1; /* 一、, as most ordinals are */
        return 6;
    }
    return read_ordinal(text, level);
}
