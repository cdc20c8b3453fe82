/* SPDX-License-Identifier: Apache-2.0 */
#include "fact/marks.h"

#include "base/block.h"

/* Bytes. */
#define AHEAD 2048
/* Bytes that 。。 has behind its first. */
#define SECOND_STOP 5

static bool is_quote(const char *p)
{
    return p[0] == '\xE2' && p[1] == '\x80' && (p[2] == '\x9C' || p[2] == '\x9D');
}

static bool is_doubled_stop(const char *p, size_t length)
{
    return length > SECOND_STOP && memcmp(p, "。。", 6) == 0;
}

/* The first mark that begins in [p, stop), or a place from `stop` on that no mark begins before. Bytes up to `end` may be read. */
static const char *find_mark(const char *p, const char *stop, const char *end)
{
    const char *last = end - stop >= HRB__BLOCK + SECOND_STOP ? stop : end - p >= HRB__BLOCK + SECOND_STOP ? end - HRB__BLOCK - SECOND_STOP : p;
    for (; p < last; p += HRB__BLOCK) {
        unsigned found = hrb__block_is(hrb__block_at(p), '\xE2') | hrb__blocks_are(hrb__block_at(p + 2), '\x82', hrb__block_at(p + SECOND_STOP), '\x82');
        for (; found != 0; found &= found - 1) {
            const char *mark = p + __builtin_ctz(found);
            if (is_quote(mark) || is_doubled_stop(mark, (size_t)(end - mark)))
                return mark;
        }
    }
    for (; p < stop; p++)
        if (end - p >= 3 && (is_quote(p) || is_doubled_stop(p, (size_t)(end - p))))
            return p;
    return p;
}

bool hrb__marks_in(hrb__ahead *marks, hrb__text text)
{
    return hrb__ahead_has(marks, text, AHEAD, find_mark);
}

bool hrb__marks_in_order(const hrb__ahead *m, hrb__text text)
{
    const char *stop = text.data + text.length;
    size_t opened = 0, closed = 0;
    for (const char *p = text.data; (p = find_mark(p, stop, m->end)) < stop; p += 3) {
        if (is_quote(p)) {
            opened += p[2] == '\x9C';
            closed += p[2] == '\x9D';
        } else if (is_doubled_stop(p, (size_t)(stop - p))) {
            return false;
        }
    }
    return opened == closed;
}
