/* SPDX-License-Identifier: Apache-2.0 */
/* Finds folded texts: whole ones by their hash, parts of a text in leaps as long as
 * the shortest of them. What is not there costs next to nothing. */
#ifndef HRB_RULE_FINDER_H
#define HRB_RULE_FINDER_H

#include "base/text.h"

/* A text and what it stands for. */
typedef struct hrb__entry {
    hrb__text text;
    uint64_t hash;
    const void *value; /* never NULL */
} hrb__entry;

/* Zero-initialised is empty and ready. The texts are the caller's. */
typedef struct hrb__finder {
    hrb__entry *slots; /* open addressing */
    size_t count, capacity;
    uint8_t begins[4096], ends[4096]; /* by the second and third byte of a text, by its last two: whether one has them */
    hrb__entry *parts; /* the earlier counts first */
    size_t part_count, part_capacity;
    bool has_short_part; /* shorter than a Han character */
    uint64_t may_open[4096 / 64]; /* by the second and third byte of the other parts */
    bool has_odd_end;    /* some part has no character of one or three bytes at the end of a window */
    size_t window;       /* of the other parts: the length of the shortest, at most HRB__MAX_WINDOW; 0 without any */
    uint8_t leap[4096];  /* by the last character of a window: how far on the next one is that may begin a part */
} hrb__finder;
#define HRB__MAX_WINDOW 200

/* False when memory is out. A text added again takes the later value. */
bool hrb__finder_add(hrb__finder *finder, hrb__text text, const void *value);
bool hrb__finder_add_part(hrb__finder *finder, hrb__text part, const void *value);
void hrb__finder_free(hrb__finder *finder);

/* A number for two bytes: of Han, those that tell a character apart. */
static inline unsigned hrb__pair_key(const char *p)
{
    return ((unsigned)p[0] & 63) << 6 | ((unsigned)p[1] & 63);
}

/* The keys of a text in `begins` and `ends`: of Han, its first and its last character. */
static inline unsigned hrb__begin_key(hrb__text text)
{
    return text.length < 3 ? 0 : hrb__pair_key(text.data + 1);
}

static inline unsigned hrb__end_key(hrb__text text)
{
    return text.length < 2 ? 0 : hrb__pair_key(text.data + text.length - 2);
}

/* False for nearly every text that is not there, at the cost of a look at its beginning and its end. */
static inline bool hrb__finder_may_have(const hrb__finder *finder, hrb__text text)
{
    return finder->begins[hrb__begin_key(text)] != 0 && finder->ends[hrb__end_key(text)] != 0;
}

/* NULL: not there. */
const void *hrb__finder_get(const hrb__finder *finder, hrb__text text);
/* A number for the ASCII or Han character that ends `end` bytes into a text: its key in `leap`.
 * SIZE_MAX for other characters, and inside one. */
static inline size_t hrb__leap_key(const char *text, size_t end)
{
    unsigned char last = (unsigned char)text[end - 1];
    if (last < 0x80)
        return last;
    return end >= 3 && (unsigned char)text[end - 3] >= 0xE0 ? hrb__pair_key(text + end - 2) : SIZE_MAX;
}

/* The end of the next window, from one that ends at `end` on, that may begin a part; behind the text if there is none. */
static inline size_t hrb__finder_next_part(const hrb__finder *finder, hrb__text text, size_t end)
{
    if (finder->window == 0)
        return text.length + 1;
    while (end <= text.length) {
        size_t key = hrb__leap_key(text.data, end);
        size_t leap = key != SIZE_MAX ? finder->leap[key] : !finder->has_odd_end;
        if (leap == 0)
            break;
        end += leap;
    }
    return end;
}

static inline bool hrb__finder_may_have_part(const hrb__finder *finder, hrb__text text)
{
    return finder->has_short_part || hrb__finder_next_part(finder, text, finder->window) <= text.length;
}

/* What the first of the parts stands for that `text` has anywhere; NULL without any. */
const void *hrb__finder_get_part(const hrb__finder *finder, hrb__text text);

#endif
