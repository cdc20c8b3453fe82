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
 * their kinds, and the marks of the character itself. */
typedef struct hrb__beginning {
    uint16_t first, end, marks;
    uint64_t kinds; /* HRB__KIND of each */
} hrb__beginning;
#define HRB__KIND(kind) (UINT64_C(1) << (kind))

typedef struct hrb__wordlist {
    const hrb__keyword *words;
    const hrb__beginning *beginnings; /* the first is that of all characters that begin nothing */
    const uint16_t *page_of;          /* of each 64 characters of the basic plane */
    const uint16_t (*pages)[64];
} hrb__wordlist;

static inline const hrb__beginning *hrb__beginning_of(const hrb__wordlist *list, uint32_t character)
{
    return &list->beginnings[character > 0xFFFF ? 0 : list->pages[list->page_of[character >> 6]][character & 63]];
}

#endif
