/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

#include "base/block.h"

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

/* Whether the bytes of a block follow each other as they do in common text: ASCII
 * and sequences of three bytes, without the leads E0 and ED, whose second byte
 * needs a closer look. Two bytes before the block are looked at too. */
#define VALID_BLOCK 64
#ifdef HRB__HAS_SSE2
static bool is_common_block(const unsigned char *p)
{
    const __m128i zero = _mm_setzero_si128();
    __m128i odd = zero, most = zero, least = _mm_set1_epi8(-1);
    for (int i = 0; i < VALID_BLOCK; i += HRB__BLOCK) {
        const char *at = (const char *)p + i;
        __m128i block = hrb__block_at(at), leads = _mm_max_epu8(hrb__block_at(at - 1), hrb__block_at(at - 2));
        /* The top bit: E0 and above make it, and of 80 to BF only it is left. */
        __m128i follows = _mm_subs_epu8(leads, _mm_set1_epi8(0x60)), continues = _mm_cmplt_epi8(block, _mm_set1_epi8((char)0xC0));
        odd = _mm_or_si128(odd, _mm_xor_si128(follows, continues));
        odd = _mm_or_si128(odd, _mm_cmpeq_epi8(block, _mm_set1_epi8((char)0xED)));
        most = _mm_max_epu8(most, block);
        least = _mm_min_epu8(least, _mm_sub_epi8(block, _mm_set1_epi8((char)0xC0)));
    }
    /* F0 and above, and C0 to E0. */
    odd = _mm_or_si128(odd, _mm_subs_epu8(most, _mm_set1_epi8(0x70)));
    odd = _mm_or_si128(odd, _mm_cmpeq_epi8(_mm_subs_epu8(least, _mm_set1_epi8(0x20)), zero));
    return _mm_movemask_epi8(odd) == 0;
}
#else
/* Written without a branch, for the compiler's vectors. */
static bool is_common_block(const unsigned char *p)
{
    unsigned char odd = 0;
    for (int i = 0; i < VALID_BLOCK; i++) {
        unsigned char follows = (unsigned char)((p[i - 1] >= 0xE0) | (p[i - 2] >= 0xE0));
        unsigned char continues = (p[i] & 0xC0) == 0x80;
        odd |= (unsigned char)((follows ^ continues) | ((p[i] & 0xE0) == 0xC0) | (p[i] == 0xE0) | (p[i] == 0xED) | (p[i] >= 0xF0));
    }
    return odd == 0;
}
#endif

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

