/* SPDX-License-Identifier: Apache-2.0 */
/* Names: hashing, and how far two are apart. */
#include "code/name.h"

#include "code/book.h"

uint32_t hrb__name_hash(const char *folded, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)folded[i]) * 16777619u;
    return hash;
}

static size_t decode(hrb__text text, uint32_t *out)
{
    size_t n = 0, size;
    for (size_t i = 0; i < text.length && n < HRB__MAX_NAME; i += size)
        out[n++] = hrb__utf8_get(text.data + i, text.length - i, &size);
    return n;
}

int hrb__name_distance(hrb__text a, hrb__text b)
{
    uint32_t x[HRB__MAX_NAME], y[HRB__MAX_NAME];
    int row[HRB__MAX_NAME + 1];
    size_t n = decode(a, x), m = decode(b, y);
    for (size_t j = 0; j <= m; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= n; i++) {
        int diagonal = row[0];
        row[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            int above = row[j], best = diagonal + (x[i - 1] != y[j - 1]);
            best = above + 1 < best ? above + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            diagonal = above;
            row[j] = best;
        }
    }
    return row[m];
}

bool hrb__name_is_near(hrb__text printed, hrb__text official)
{
    size_t n = hrb__utf8_count(printed.data, printed.length), m = hrb__utf8_count(official.data, official.length);
    size_t shorter = n < m ? n : m;
    if (n > HRB__MAX_NAME || m > HRB__MAX_NAME)
        return false;
    /* The last characters were cut off, as a narrow cell does. */
    if (n >= 4 && n < m && n * 2 >= m && memcmp(printed.data, official.data, printed.length) == 0)
        return true;
    int limit = shorter < 3 ? 0 : shorter < 5 ? 1 : 2;
    return (n > m ? n - m : m - n) <= 2 && hrb__name_distance(printed, official) <= limit;
}
