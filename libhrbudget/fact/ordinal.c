/* SPDX-License-Identifier: Apache-2.0 */
/* What a line begins with that only numbers it: 一、 （二） 3. 其中： */
#include <glib.h>

#include "fact/document.h"

static bool is_han_digit(hrb__text text)
{
    if (text.length < 3 || (text.data[0] != '\xE4' && text.data[0] != '\xE5'))
        return false;
    switch (hrb__han_at(text.data)) {
    case 0x4E00: case 0x4E8C: case 0x4E09: case 0x56DB: case 0x4E94: /* 一 二 三 四 五 */
    case 0x516D: case 0x4E03: case 0x516B: case 0x4E5D: case 0x5341: /* 六 七 八 九 十 */
        return true;
    default:
        return false;
    }
}

static bool is_wide_digit(hrb__text text)
{
    return text.length >= 3 && text.data[0] == '\xEF' && hrb__digit_value(hrb__han_at(text.data)) >= 0;
}

static hrb__text behind(hrb__text text, size_t length)
{
    return (hrb__text){text.data + length, text.length - length};
}

/* Digits of the one kind or the other. */
static size_t number_length(hrb__text text, bool *han)
{
    size_t i = 0;
    while (is_han_digit(behind(text, i)))
        i += 3;
    *han = i > 0;
    while (!*han && i < text.length && (g_ascii_isdigit(text.data[i]) || is_wide_digit(behind(text, i))))
        i += g_ascii_isdigit(text.data[i]) ? 1 : 3;
    return i;
}

/* The length of a bracketed number, its opening bracket given. */
static size_t bracketed_length(hrb__text text, size_t open)
{
    bool han;
    size_t n = number_length(behind(text, open), &han);
    hrb__text close = behind(text, open + n);
    if (n == 0 || close.length == 0)
        return 0;
    return close.data[0] == ')' ? open + n + 1 : hrb__text_starts(close, HRB__TEXT("）")) ? open + n + 3 : 0;
}

/* 一、 1． 1. */
static size_t marked_length(hrb__text text, bool *han)
{
    size_t n = number_length(text, han);
    hrb__text mark = behind(text, n);
    if (n == 0 || mark.length == 0)
        return 0;
    if (mark.data[0] == '.') /* 1.5 is a figure, not an ordinal */
        return mark.length > 1 && g_ascii_isdigit(mark.data[1]) ? 0 : n + 1;
    return mark.length >= 3 && (hrb__is_han(mark.data, "、") || hrb__is_han(mark.data, "．")) ? n + 3 : 0;
}

static size_t of_which_length(hrb__text text)
{
    return hrb__text_starts(text, HRB__TEXT("其中：")) ? 9 : hrb__text_starts(text, HRB__TEXT("其中:")) ? 7 : 0;
}

size_t hrb__ordinal_length(hrb__text text, int *level)
{
    size_t n = 0;
    bool han = false;
    switch (text.length == 0 ? 0 : (unsigned char)text.data[0]) {
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
    case 0xE4: case 0xE5: /* of every digit of Han, and of 其 */
    case 0xEF: /* of what is as wide as Han */
        n = marked_length(text, &han);
        *level = n == 0 ? *level : han ? 1 : 2;
        if (n > 0)
            return n;
        if (text.data[0] == '\xE5' && (n = of_which_length(text)) > 0)
            *level = 3;
        else if (hrb__text_starts(text, HRB__TEXT("（")) && (n = bracketed_length(text, 3)) > 0)
            *level = 2;
        return n;
    case '(':
        n = bracketed_length(text, 1);
        *level = n > 0 ? 2 : *level;
        return n;
    default:
        return 0;
    }
}
