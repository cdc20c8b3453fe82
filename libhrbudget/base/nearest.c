/* SPDX-License-Identifier: Apache-2.0 */
#include "base/nearest.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* Nobody means a word longer than this by another. */
#define MOST_BYTES 48

/* Edits from one to the other; MOST_BYTES + 1 for words too long to compare. */
static size_t distance(const char *from, const char *to)
{
    size_t n = strnlen(from, MOST_BYTES + 1), m = strnlen(to, MOST_BYTES + 1);
    size_t rows[3][MOST_BYTES + 1]; /* before the last, last, this */
    if (n > MOST_BYTES || m > MOST_BYTES)
        return MOST_BYTES + 1;
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    memset(rows, 0, sizeof rows);
    for (size_t k = 0; k <= m; k++)
        last[k] = k;
    for (size_t i = 1; i <= n; i++) {
        now[0] = i;
        for (size_t k = 1; k <= m; k++) {
            bool same = g_ascii_tolower(from[i - 1]) == g_ascii_tolower(to[k - 1]);
            now[k] = MIN(MIN(last[k], now[k - 1]) + 1, last[k - 1] + !same);
            if (i > 1 && k > 1 && from[i - 1] == to[k - 2] && from[i - 2] == to[k - 1])
                now[k] = MIN(now[k], before[k - 2] + 1);
        }
        size_t *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[m];
}

const char *hrb__nearer(const char *word, const char *best, const char *name)
{
    size_t edits = distance(word, name), length = strlen(word);
    if (name[0] == '\0' || edits > length / 3 + 1 || edits >= length || (best != NULL && distance(word, best) <= edits))
        return best;
    return name;
}

const char *hrb__nearest(const char *word, const char *const *names, size_t count)
{
    const char *best = NULL;
    for (size_t i = 0; i < count; i++)
        best = hrb__nearer(word, best, names[i]);
    return best;
}
