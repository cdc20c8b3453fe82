/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of words that are compiled in, from data/ of a stage by indicator/data/compile_words.c.
 * What kinds and values there are is the list's own affair. */
#ifndef HRB_INDICATOR_WORDS_H
#define HRB_INDICATOR_WORDS_H

#include "base/text.h"

typedef struct hrb__keyword {
    const char *text, *same; /* same: its canonical spelling */
    uint16_t length;
    uint8_t kind, value;
} hrb__keyword;

/* What a character begins: the words from `first` to before `end`, the longest first,
 * and the marks of the character itself. */
typedef struct hrb__beginning {
    uint16_t first, end, marks;
} hrb__beginning;

#define HRB__KIND(kind) (UINT64_C(1) << (kind))
/* More about these words, for a cheap look at a text. */
typedef struct hrb__beginning_look {
    uint64_t kinds;    /* HRB__KIND of each */
    uint64_t fours[2]; /* hrb__four of each that has four characters */
} hrb__beginning_look;
/* Of a text of four characters of three bytes at least: a bit of 128 for the second to the fourth of them. */
#define HRB__FOUR_BYTES 12
static inline unsigned hrb__four(const char *text)
{
    uint64_t hash = (hrb__word_at(text + 3) ^ (uint64_t)(unsigned char)text[11] << 17) * UINT64_C(0x9E3779B97F4A7C15);
    return (unsigned)(hash >> 57);
}

typedef struct hrb__wordlist {
    const hrb__keyword *words;
    const hrb__beginning *beginnings; /* the first is that of all characters that begin nothing */
    const hrb__beginning_look *looks; /* of each */
    const uint16_t *page_of;          /* of each 64 characters of the basic plane */
    const uint16_t (*pages)[64];
} hrb__wordlist;

static inline const hrb__beginning *hrb__beginning_of(const hrb__wordlist *list, uint32_t character)
{
    return &list->beginnings[character > 0xFFFF ? 0 : list->pages[list->page_of[character >> 6]][character & 63]];
}

/* A cheap look: whether a text of such a beginning may, folded, begin with a word of the kind that has four characters or more. */
static inline bool hrb__may_begin_four(const hrb__wordlist *list, const hrb__beginning *beginning, unsigned kind, hrb__text text)
{
    const hrb__beginning_look *look = &list->looks[beginning - list->beginnings];
    if (!(look->kinds & HRB__KIND(kind)) || text.length < HRB__FOUR_BYTES)
        return false;
    /* Folding leaves Han as it is; of anything else it is not known what it becomes. */
    if (!hrb__is_han_lead(text.data[3]) || !hrb__is_han_lead(text.data[6]) || !hrb__is_han_lead(text.data[9]))
        return true;
    unsigned four = hrb__four(text.data);
    return (look->fours[four / 64] >> four % 64 & 1) != 0;
}

#endif
