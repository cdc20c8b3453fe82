/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

/* Short texts and parts, mostly Han: a call for each would cost more than a look at each byte. */
static size_t find_nearby(hrb__text text, hrb__text part)
{
    size_t last = text.length - part.length;
    const char *behind = part.data + part.length - 1; /* the last byte: of Han, what tells it apart */
    for (size_t i = 0; i <= last; i++) {
        if (text.data[i + part.length - 1] != *behind)
            continue;
        size_t k = 0;
        while (k + 1 < part.length && text.data[i + k] == part.data[k])
            k++;
        if (k + 1 == part.length)
            return i;
    }
    return SIZE_MAX;
}

size_t hrb__text_find(hrb__text text, hrb__text part)
{
    if (part.length == 0)
        return 0;
    if (part.length > text.length)
        return SIZE_MAX;
    if (text.length < 48)
        return find_nearby(text, part);
    const char *at = text.data, *end = text.data + text.length;
    size_t tail = part.length - 1;
    while ((at = memchr(at + tail, part.data[tail], (size_t)(end - at) - tail)) != NULL) {
        at -= tail;
        if (memcmp(at, part.data, tail) == 0)
            return (size_t)(at - text.data);
        if ((size_t)(end - ++at) < part.length)
            break;
    }
    return SIZE_MAX;
}

uint64_t hrb__text_hash(hrb__text text)
{
    const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = text.length * factor, word = 0;
    for (size_t i = 0; i + 8 < text.length; i += 8) {
        memcpy(&word, text.data + i, 8);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32;
    }
    /* The last eight bytes, some of them again; of a shorter text all. */
    size_t rest = text.length < 8 ? text.length : 8;
    if (rest == 8)
        memcpy(&word, text.data + text.length - 8, 8);
    else
        for (size_t i = 0; i < rest; i++)
            word = word << 8 | (unsigned char)text.data[i];
    hash = (hash ^ word) * factor;
    return hash ^ hash >> 32;
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The length of the valid sequence at p, 0 if there is none. */
static size_t sequence_length(const unsigned char *p, size_t left)
{
    unsigned char c = p[0];
    if (c < 0x80)
        return 1;
    if (c >= 0xC2 && c <= 0xDF)
        return left >= 2 && is_continuation((char)p[1]) ? 2 : 0;
    if (c >= 0xE0 && c <= 0xEF) {
        if (left < 3 || !is_continuation((char)p[1]) || !is_continuation((char)p[2]))
            return 0;
        if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F))
            return 0;
        return 3;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        if (left < 4 || !is_continuation((char)p[1]) || !is_continuation((char)p[2]) || !is_continuation((char)p[3]))
            return 0;
        if ((c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F))
            return 0;
        return 4;
    }
    return 0;
}

/* Whether the bytes of a block follow each other as they do in common text:
 * ASCII and sequences of two and three bytes, without the leads E0 and ED, whose
 * second byte needs a closer look. Two bytes before the block are looked at too.
 * Written without a branch, for the compiler's vectors. */
#define VALID_BLOCK 64
static bool is_common_block(const unsigned char *p)
{
    unsigned char odd = 0;
    for (int i = 0; i < VALID_BLOCK; i++) {
        unsigned char follows = (unsigned char)((p[i - 1] >= 0xC0) | (p[i - 2] >= 0xE0));
        unsigned char continues = (p[i] & 0xC0) == 0x80;
        odd |= (unsigned char)((follows ^ continues) | (p[i] == 0xE0) | (p[i] == 0xED) | (p[i] >= 0xF0) | ((p[i] & 0xFE) == 0xC0));
    }
    return odd == 0;
}

size_t hrb__utf8_valid_prefix(const char *data, size_t length)
{
    const unsigned char *p = (const unsigned char *)data;
    size_t i = 0, next_block = 2;
    while (i < length) {
        if (i >= next_block) {
            size_t from = i;
            while (i + VALID_BLOCK <= length && is_common_block(p + i))
                i += VALID_BLOCK;
            next_block = i + VALID_BLOCK;
            /* A sequence that begins in the last block may go on behind it. */
            if (i > from)
                i -= p[i - 1] >= 0xC0 ? 1 : p[i - 2] >= 0xE0 ? 2 : 0;
            continue;
        }
        size_t n = sequence_length(p + i, length - i);
        if (n == 0)
            return i;
        i += n;
    }
    return length;
}

uint32_t hrb__utf8_get_other(const char *data, size_t length, size_t *size)
{
    const unsigned char *p = (const unsigned char *)data;
    if (p[0] < 0x80 || length < 2) {
        *size = 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *size = 2;
        return ((p[0] & 0x1Fu) << 6) | (p[1] & 0x3Fu);
    }
    if (p[0] < 0xF0 && length >= 3) {
        *size = 3;
        return ((p[0] & 0x0Fu) << 12) | ((p[1] & 0x3Fu) << 6) | (p[2] & 0x3Fu);
    }
    if (length >= 4) {
        *size = 4;
        return ((p[0] & 0x07u) << 18) | ((p[1] & 0x3Fu) << 12) | ((p[2] & 0x3Fu) << 6) | (p[3] & 0x3Fu);
    }
    *size = 1;
    return 0xFFFD;
}

size_t hrb__utf8_put(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | (c >> 6));
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | (c >> 12));
        out[1] = (char)(0x80 | ((c >> 6) & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | (c >> 18));
    out[1] = (char)(0x80 | ((c >> 12) & 0x3F));
    out[2] = (char)(0x80 | ((c >> 6) & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t hrb__utf8_count(const char *data, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += !is_continuation(data[i]);
    return count;
}

bool hrb__is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) ||
           c == 0x202F || c == 0x205F || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

hrb__text hrb__text_trim_blanks(hrb__text text)
{
    size_t size;
    while (text.length > 0 && hrb__is_blank(hrb__utf8_get(text.data, text.length, &size))) {
        text.data += size;
        text.length -= size;
    }
    while (text.length > 0) {
        size_t start = text.length - 1;
        while (start > 0 && is_continuation(text.data[start]))
            start--;
        if (!hrb__is_blank(hrb__utf8_get(text.data + start, text.length - start, &size)))
            break;
        text.length = start;
    }
    return text;
}

uint32_t hrb__fold_other(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    switch (c) {
    case 0x3014: case 0x3010: case '[': case 0xFE59: case '{':
        return '(';
    case 0x3015: case 0x3011: case ']': case 0xFE5A: case '}':
        return ')';
    case 0x201C: case 0x201D: case 0x2018: case 0x2019: case 0x300C: case 0x300D: case '\'':
        return '"';
    case 0x2014: case 0x2013: case 0x2212: case 0x2015:
        return '-';
    case '*': case '#': case 0x203B: case 0x2605:
        return 0;
    default:
        if (c >= 'A' && c <= 'Z')
            return c + 32;
        return hrb__is_blank(c) ? 0 : c;
    }
}

size_t hrb__text_fold(hrb__text text, char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < text.length;) {
        size_t n;
        /* Nearly every character is Han, and stays as it is. */
        unsigned char lead = (unsigned char)text.data[i];
        if (lead >= 0xE4 && lead <= 0xE9 && i + 3 <= text.length && used + 3 <= size) {
            memcpy(out + used, text.data + i, 3);
            used += 3;
            i += 3;
            continue;
        }
        uint32_t c = hrb__fold_character(hrb__utf8_get(text.data + i, text.length - i, &n));
        i += n;
        if (c == 0)
            continue;
        char bytes[4];
        size_t m = hrb__utf8_put(c, bytes);
        if (used + m > size)
            break;
        memcpy(out + used, bytes, m);
        used += m;
    }
    return used;
}
