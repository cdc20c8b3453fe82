/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include "base/block.h"

/* --- Finding --- */

/* The first bit of `ends` that is the end of the part. At `at` is the byte of bit 0. */
static const char *first_whole(unsigned ends, const char *at, hrb__text part)
{
    for (; ends != 0; ends &= ends - 1) {
        const char *start = at + __builtin_ctz(ends) + 1 - part.length;
        size_t k = part.length - 2; /* the last two are known */
        while (k > 0 && start[k - 1] == part.data[k - 1])
            k--;
        if (k == 0)
            return start;
    }
    return NULL;
}

/* In a text of no more than a block. */
static size_t find_in_block(hrb__text text, hrb__text part)
{
    const size_t tail = part.length - 1;
    hrb__block block = hrb__block_of(text.data, text.length);
    unsigned ends = hrb__block_is(block, part.data[tail]) & hrb__block_is(block, part.data[tail - 1]) << 1;
    const char *found = first_whole(ends >> tail << tail, text.data, part);
    return found == NULL ? SIZE_MAX : (size_t)(found - text.data);
}

/* Looks for the last two bytes: of Han the lead is everywhere, and these tell it apart. */
static size_t find_in_blocks(hrb__text text, hrb__text part)
{
    const char last = part.data[part.length - 1], before = part.data[part.length - 2], *found = NULL;
    const char *end = text.data + text.length, *at = text.data + part.length - 1;
    for (; found == NULL && end - at >= HRB__BLOCK; at += HRB__BLOCK)
        found = first_whole(hrb__blocks_are(hrb__block_at(at), last, hrb__block_at(at - 1), before), at, part);
    if (found == NULL && at < end) {
        /* The last bytes, some of them again: a block may not reach behind the end. */
        const size_t again = HRB__BLOCK - (size_t)(end - at);
        at -= again;
        found = first_whole(hrb__blocks_are(hrb__block_at(at), last, hrb__block_at(at - 1), before) >> again << again, at, part);
    }
    return found == NULL ? SIZE_MAX : (size_t)(found - text.data);
}

size_t hrb__text_find_within(hrb__text text, hrb__text part)
{
    if (part.length > 1)
        return text.length > HRB__BLOCK ? find_in_blocks(text, part) : find_in_block(text, part);
    const char *at = part.length == 0 ? text.data : memchr(text.data, part.data[0], text.length);
    return at == NULL ? SIZE_MAX : (size_t)(at - text.data);
}

/* --- Counting --- */

#define STRETCH ((size_t)4 * HRB__BLOCK)
#define MOST_STRETCHES 63 /* a byte holds how often each of their places is c */

#ifdef HRB__HAS_SSE2
static size_t count_in_stretches(const char *p, size_t stretches, char c)
{
    const __m128i wanted = _mm_set1_epi8(c);
    __m128i counts = _mm_setzero_si128();
    for (const char *end = p + stretches * STRETCH; p < end; p += STRETCH)
        for (size_t i = 0; i < STRETCH; i += HRB__BLOCK)
            counts = _mm_sub_epi8(counts, _mm_cmpeq_epi8(hrb__block_at(p + i), wanted));
    counts = _mm_sad_epu8(counts, _mm_setzero_si128());
    return (size_t)_mm_cvtsi128_si32(counts) + (size_t)_mm_extract_epi16(counts, 4);
}
#else
static size_t count_in_stretches(const char *p, size_t stretches, char c)
{
    uint8_t counts[STRETCH] = {0}; /* as narrow as the text, for the compiler's vectors */
    for (const char *end = p + stretches * STRETCH; p < end; p += STRETCH)
        for (size_t i = 0; i < STRETCH; i++)
            counts[i] = (uint8_t)(counts[i] + (p[i] == c));
    size_t sum = 0;
    for (size_t i = 0; i < STRETCH; i++)
        sum += counts[i];
    return sum;
}
#endif

size_t hrb__text_count(hrb__text text, char c)
{
    size_t count = 0;
    while (text.length >= STRETCH) {
        size_t stretches = text.length / STRETCH;
        stretches = stretches < MOST_STRETCHES ? stretches : MOST_STRETCHES;
        count += count_in_stretches(text.data, stretches, c);
        text.data += stretches * STRETCH;
        text.length -= stretches * STRETCH;
    }
    for (size_t i = 0; i < text.length; i++)
        count += text.data[i] == c;
    return count;
}

/* --- Hashing --- */

uint64_t hrb__text_hash(hrb__text text)
{
    const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = text.length * factor, word;
    for (size_t i = 0; i + 8 < text.length; i += 8) {
        word = hrb__word_at(text.data + i);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32;
    }
    /* The last eight bytes, some of them again; of a shorter text all. */
    word = text.length < 8 ? hrb__part_of_word(text.data, text.length) : hrb__word_at(text.data + text.length - 8);
    hash = (hash ^ word) * factor;
    return hash ^ hash >> 32;
}

/* --- Blanks and folding --- */

bool hrb__is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) ||
           c == 0x202F || c == 0x205F || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

/* The blank that a text begins with: its length, or 0. */
static size_t blank_at_start(hrb__text text)
{
    size_t size = 0;
    if (text.length == 0 || ((unsigned char)text.data[0] >= 0xE4 && (unsigned char)text.data[0] <= 0xE9))
        return 0; /* or Han */
    return hrb__is_blank(hrb__utf8_get(text.data, text.length, &size)) ? size : 0;
}

static size_t blank_at_end(hrb__text text)
{
    size_t size = text.length > 0; /* of the last character */
    while (size < text.length && ((unsigned char)text.data[text.length - size] & 0xC0) == 0x80)
        size++;
    return blank_at_start((hrb__text){text.data + text.length - size, size}) > 0 ? size : 0;
}

hrb__text hrb__text_trim_blanks(hrb__text text)
{
    for (size_t size; (size = blank_at_start(text)) > 0; text.length -= size)
        text.data += size;
    for (size_t size; (size = blank_at_end(text)) > 0;)
        text.length -= size;
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

/* How many bytes at the start fold to themselves, of those characters that most
 * texts are made of: Han, digits and + , - . /. A character is not divided, but at
 * the end of the block. */
static size_t plain_prefix(hrb__block block)
{
    unsigned plain = hrb__block_within(block, 0x80, 0xBF) | hrb__block_within(block, 0xE4, 0xE9) | hrb__block_within(block, '+', '9');
    return (size_t)__builtin_ctz(~plain);
}

/* Whether all of a text is plain: it folds to itself. */
static bool is_folded(hrb__text text)
{
    for (; text.length > HRB__BLOCK; text.data += HRB__BLOCK, text.length -= HRB__BLOCK)
        if (plain_prefix(hrb__block_at(text.data)) < HRB__BLOCK)
            return false;
    return plain_prefix(hrb__block_of(text.data, text.length)) >= text.length;
}

/* Copies whole blocks of plain characters; returns the bytes. */
static size_t copy_plain(hrb__text text, char *out, size_t size)
{
    size_t used = 0;
    while (text.length - used >= HRB__BLOCK && size - used >= HRB__BLOCK) {
        const char *p = text.data + used;
        size_t n = plain_prefix(hrb__block_at(p));
        memcpy(out + used, p, HRB__BLOCK);
        used += n;
        if (n < HRB__BLOCK)
            return used;
        /* Its last character may go on behind it. */
        used -= (unsigned char)p[15] >= 0xC0 ? 1 : (unsigned char)p[14] >= 0xC0 ? 2 : 0;
    }
    return used;
}

/* Character by character, but for runs of plain ones. */
static __attribute__((noinline)) size_t fold_mixed(hrb__text text, char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < text.length;) {
        size_t n = copy_plain((hrb__text){text.data + i, text.length - i}, out + used, size - used);
        used += n;
        i += n;
        if (i == text.length)
            break;
        /* Nearly every character is Han, and stays as it is. */
        unsigned char lead = (unsigned char)text.data[i];
        if (lead >= 0xE4 && lead <= 0xE9 && i + 3 <= text.length && used + 3 <= size) {
            memcpy(out + used, text.data + i, 3);
            used += 3;
            i += 3;
            continue;
        }
        /* What changes at all becomes ASCII. */
        uint32_t c = hrb__fold_character(hrb__utf8_get(text.data + i, text.length - i, &n));
        size_t left = c == 0 ? 0 : c < 0x80 ? 1 : n;
        if (used + left > size)
            break;
        for (size_t k = 0; k < left; k++)
            out[used + k] = c < 0x80 ? (char)c : text.data[i + k];
        used += left;
        i += n;
    }
    return used;
}

hrb__text hrb__text_folded(hrb__text text, char *out, size_t size)
{
    return text.length <= size && is_folded(text) ? text : (hrb__text){out, fold_mixed(text, out, size)};
}

size_t hrb__text_fold(hrb__text text, char *out, size_t size)
{
    hrb__text folded = hrb__text_folded(text, out, size);
    if (folded.data != out && folded.length > 0)
        memcpy(out, folded.data, folded.length);
    return folded.length;
}
