/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 text as pointer and length; nothing here knows about budgets. */
#ifndef HRB_BASE_TEXT_H
#define HRB_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/block.h"

typedef struct hrb__text {
    const char *data;
    size_t length;
} hrb__text;

#define HRB__TEXT(literal) ((hrb__text){(literal), sizeof(literal) - 1})

/* Most that are equally long differ in the last byte. */
static inline bool hrb__text_equals(hrb__text a, hrb__text b)
{
    return a.length == b.length && (a.length == 0 || (a.data[a.length - 1] == b.data[b.length - 1] && memcmp(a.data, b.data, a.length) == 0));
}

/* Byte by byte: a prefix is short, and nearly always differs at once. */
static inline bool hrb__text_starts(hrb__text text, hrb__text prefix)
{
    if (text.length < prefix.length)
        return false;
    for (size_t i = prefix.length; i-- > 0;)
        if (text.data[i] != prefix.data[i])
            return false;
    return true;
}

/* Whether the Han character `character` stands at p; its last bytes tell it apart. */
static inline bool hrb__is_han(const char *p, const char character[4])
{
    return p[2] == character[2] && p[1] == character[1] && p[0] == character[0];
}

/* Whether c, which is not 0, is anywhere in a text: for short ones, where a call would cost more than the look. */
static inline bool hrb__text_has_byte(hrb__text text, char c)
{
    if (text.length <= HRB__BLOCK)
        return hrb__block_is(hrb__block_of(text.data, text.length), c) != 0;
    const char *p = text.data, *last = text.data + text.length - HRB__BLOCK;
    for (; p < last; p += HRB__BLOCK)
        if (hrb__block_is(hrb__block_at(p), c) != 0)
            return true;
    return hrb__block_is(hrb__block_at(last), c) != 0;
}

/* The offset of the first occurrence, or SIZE_MAX. */
size_t hrb__text_find_within(hrb__text text, hrb__text part); /* a part no longer than the text */
/* Whether d stands behind c anywhere in a text of at least two bytes. */
static inline bool hrb__text_has_pair(hrb__text text, char c, char d)
{
    if (text.length <= HRB__BLOCK) {
        hrb__block block = hrb__block_of(text.data, text.length);
        return (hrb__block_is(block, c) << 1 & hrb__block_is(block, d)) != 0;
    }
    const char *p = text.data + 1, *last = text.data + text.length - HRB__BLOCK;
    for (; p < last; p += HRB__BLOCK)
        if (hrb__blocks_are(hrb__block_at(p - 1), c, hrb__block_at(p), d) != 0)
            return true;
    return hrb__blocks_are(hrb__block_at(last - 1), c, hrb__block_at(last), d) != 0;
}
static inline size_t hrb__text_find(hrb__text text, hrb__text part)
{
    if (part.length > text.length)
        return SIZE_MAX;
    /* Of a literal, its last two bytes are looked for on the spot: most texts have not even these. */
    if (__builtin_constant_p(part.length) && part.length > 1 && !hrb__text_has_pair(text, part.data[part.length - 2], part.data[part.length - 1]))
        return SIZE_MAX;
    return hrb__text_find_within(text, part);
}
static inline bool hrb__text_has(hrb__text text, hrb__text part)
{
    return hrb__text_find(text, part) != SIZE_MAX;
}

/* How many bytes are c. */
size_t hrb__text_count(hrb__text text, char c);

/* For tables in memory: not the same on every machine. */
uint64_t hrb__text_hash(hrb__text text);

/* Bytes of valid UTF-8 at the start (no surrogates, no overlong forms, at most U+10FFFF). */
size_t hrb__utf8_valid_prefix(const char *data, size_t length);
/* The code point at data[0] of valid UTF-8, its length in *size; length must be > 0. */
uint32_t hrb__utf8_get_other(const char *data, size_t length, size_t *size);
static inline uint32_t hrb__utf8_get(const char *data, size_t length, size_t *size)
{
    const unsigned char *p = (const unsigned char *)data;
    if (p[0] < 0x80) {
        *size = 1;
        return p[0];
    }
    if ((p[0] & 0xF0) == 0xE0 && length >= 3) {
        *size = 3;
        return ((p[0] & 0x0Fu) << 12) | ((p[1] & 0x3Fu) << 6) | (p[2] & 0x3Fu);
    }
    return hrb__utf8_get_other(data, length, size);
}
/* Han characters are three bytes that begin with one of these; what else begins so is as long. */
static inline bool hrb__is_han_lead(char c)
{
    return (unsigned char)c >= 0xE4 && (unsigned char)c <= 0xE9;
}
static inline uint32_t hrb__han_at(const char *p)
{
    return ((uint32_t)p[0] & 0x0F) << 12 | ((uint32_t)p[1] & 0x3F) << 6 | ((uint32_t)p[2] & 0x3F);
}
/* Writes a code point (at most 4 bytes), returns its length. */
size_t hrb__utf8_put(uint32_t character, char *out);
/* Code points in valid UTF-8. */
size_t hrb__utf8_count(const char *data, size_t length);

/* Blanks of every kind: ASCII, no-break, ideographic, zero-width, BOM. */
bool hrb__is_blank(uint32_t character);
hrb__text hrb__text_trim_blanks(hrb__text text);
/* Whether the character at p may be a blank; if it is ASCII, or as long as its first byte says. */
static inline bool hrb__may_be_blank(const unsigned char *p)
{
    if (p[0] < 0x80)
        return p[0] <= ' ';
    if (p[0] >= 0xE4 && p[0] <= 0xE9)
        return false;
    return p[0] == 0xC2 || (p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80) || (p[0] == 0xEF && p[1] == 0xBB) ||
           (p[0] == 0xE2 && p[1] <= 0x81 && (p[2] <= 0x8B || p[2] == 0x9F || p[2] >= 0xA8));
}
/* Without the blanks at both ends. Nearly every text has none, which is seen
 * from its first and its last bytes. */
static inline hrb__text hrb__text_trim(hrb__text text)
{
    const unsigned char *p = (const unsigned char *)text.data, *end = p + text.length;
    if (text.length == 0)
        return text;
    if (text.length < 3 ? p[0] > ' ' && p[0] < 0x80 && end[-1] > ' ' && end[-1] < 0x80
                        : !hrb__may_be_blank(p) && (end[-1] < 0x80 ? end[-1] > ' ' : end[-2] < 0xC0 && !hrb__may_be_blank(end - 3)))
        return text;
    return hrb__text_trim_blanks(text);
}

/* What a character counts as in a comparison; 0 drops it. */
uint32_t hrb__fold_other(uint32_t character);
static inline uint32_t hrb__fold_character(uint32_t character)
{
    return character >= 0x4E00 && character <= 0x9FFF ? character : hrb__fold_other(character);
}
/* Folds for comparison: full-width ASCII to half-width, brackets and quotes of
 * all kinds to one kind, lower case, no blanks, no * # marks. Writes at most `size`
 * bytes (never a partial character), returns the bytes written. */
size_t hrb__text_fold(hrb__text text, char *out, size_t size);
/* The folded text: itself where it is made of Han, digits and + , - . / only, as
 * most are, or else written to `out`. */
hrb__text hrb__text_folded(hrb__text text, char *out, size_t size);

/* The digit value of 0-9 and ０-９, or -1. */
static inline int hrb__digit_value(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    if (c >= 0xFF10 && c <= 0xFF19)
        return (int)(c - 0xFF10);
    return -1;
}

#endif
