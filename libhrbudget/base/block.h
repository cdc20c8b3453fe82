/* SPDX-License-Identifier: Apache-2.0 */
/* Sixteen bytes at once: which of them are this or that. The answer has a bit
 * for each byte, the first lowest. With SSE2, which every x86-64 has, that is a
 * handful of instructions; elsewhere the same from two words. */
#ifndef HRB_BASE_BLOCK_H
#define HRB_BASE_BLOCK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && !defined(HRB__PORTABLE_BLOCKS)
#define HRB__HAS_SSE2
#include <emmintrin.h>
#endif

#define HRB__BLOCK 16
#define HRB__EACH_BYTE UINT64_C(0x0101010101010101)

/* The word at p, its first byte lowest. */
static inline uint64_t hrb__word_at(const char *p)
{
    uint64_t word;
    memcpy(&word, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Fewer than eight bytes as a word, zeros behind them. */
static inline uint64_t hrb__part_of_word(const char *p, size_t length)
{
    const unsigned char *b = (const unsigned char *)p;
    uint64_t word = 0;
    if (length >= 4) {
        const unsigned char *q = b + length - 4;
        uint32_t low = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
        uint32_t high = (uint32_t)q[0] | (uint32_t)q[1] << 8 | (uint32_t)q[2] << 16 | (uint32_t)q[3] << 24;
        word = low | (uint64_t)high << 8 * (length - 4);
    } else if (length > 0) {
        word = (uint64_t)b[0] | (uint64_t)b[length / 2] << 8 * (length / 2) | (uint64_t)b[length - 1] << 8 * (length - 1);
    }
    return word;
}

#ifdef HRB__HAS_SSE2

typedef __m128i hrb__block;

static inline hrb__block hrb__block_at(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline hrb__block hrb__block_of_words(uint64_t low, uint64_t high)
{
    return _mm_set_epi64x((long long)high, (long long)low);
}

static inline unsigned hrb__block_is(hrb__block block, char c)
{
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(c)));
}

/* Where the one block has c and the other d. */
static inline unsigned hrb__blocks_are(hrb__block one, char c, hrb__block other, char d)
{
    return (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(one, _mm_set1_epi8(c)), _mm_cmpeq_epi8(other, _mm_set1_epi8(d))));
}

/* Bytes from `first` to `last`, as unsigned. */
static inline unsigned hrb__block_within(hrb__block block, unsigned char first, unsigned char last)
{
    const __m128i reach = _mm_set1_epi8((char)(last - first));
    __m128i above = _mm_sub_epi8(block, _mm_set1_epi8((char)first));
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(above, reach), above));
}

#else

typedef struct hrb__block {
    uint64_t low, high;
} hrb__block;

static inline hrb__block hrb__block_at(const char *p)
{
    return (hrb__block){hrb__word_at(p), hrb__word_at(p + 8)};
}

static inline hrb__block hrb__block_of_words(uint64_t low, uint64_t high)
{
    return (hrb__block){low, high};
}

/* The top bits of the bytes of a word, next to each other. */
static inline unsigned hrb__word_tops(uint64_t word)
{
    return (unsigned)((word >> 7 & HRB__EACH_BYTE) * UINT64_C(0x0102040810204080) >> 56);
}

/* The top bit of each byte that is zero. */
static inline uint64_t hrb__word_zeros(uint64_t word)
{
    const uint64_t low = HRB__EACH_BYTE * 0x7F;
    return ~(((word & low) + low) | word | low);
}

static inline unsigned hrb__block_is(hrb__block block, char c)
{
    const uint64_t wanted = HRB__EACH_BYTE * (unsigned char)c;
    return hrb__word_tops(hrb__word_zeros(block.low ^ wanted)) | hrb__word_tops(hrb__word_zeros(block.high ^ wanted)) << 8;
}

static inline unsigned hrb__blocks_are(hrb__block one, char c, hrb__block other, char d)
{
    return hrb__block_is(one, c) & hrb__block_is(other, d);
}

/* The top bit of each byte that is at least c. */
static inline uint64_t hrb__word_at_least(uint64_t word, unsigned char c)
{
    const uint64_t tops = HRB__EACH_BYTE * 0x80;
    /* The low seven bits compared without a borrow, then the top ones. */
    uint64_t rest = ((word | tops) - (HRB__EACH_BYTE * (c & 0x7F))) & tops;
    return (c & 0x80) != 0 ? word & rest : (word | rest) & tops;
}

static inline unsigned hrb__block_within(hrb__block block, unsigned char first, unsigned char last)
{
    uint64_t low = hrb__word_at_least(block.low, first), high = hrb__word_at_least(block.high, first);
    if (last < 0xFF) {
        low &= ~hrb__word_at_least(block.low, (unsigned char)(last + 1));
        high &= ~hrb__word_at_least(block.high, (unsigned char)(last + 1));
    }
    return hrb__word_tops(low) | hrb__word_tops(high) << 8;
}

#endif

/* At most sixteen bytes, zeros behind them; nothing outside is read. */
static inline hrb__block hrb__block_of(const char *p, size_t length)
{
    if (length >= HRB__BLOCK)
        return hrb__block_at(p);
    if (length < 8)
        return hrb__block_of_words(hrb__part_of_word(p, length), 0);
    /* The last eight bytes again, those that the first word has shifted out. */
    uint64_t high = hrb__word_at(p + length - 8);
    return hrb__block_of_words(hrb__word_at(p), high >> 1 >> (8 * (HRB__BLOCK - length) - 1));
}

#endif
