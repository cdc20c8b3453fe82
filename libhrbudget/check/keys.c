/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing; at most half of the slots are taken. */
#include "check/keys.h"

#include <glib.h>

#define FIRST_SLOTS 256

bool hrb__keys_reserve(hrb__keys *keys, size_t count)
{
    size_t size = keys->slots == NULL ? 0 : keys->mask + 1, wanted = MAX(size, FIRST_SLOTS);
    while (count > wanted / 2)
        wanted *= 2;
    if (wanted == size)
        return true;
    hrb__keys grown = {g_try_new0(hrb__key, wanted), keys->count, wanted - 1};
    if (grown.slots == NULL)
        return false;
    for (size_t i = 0; i < size; i++)
        if (keys->slots[i].value != 0)
            *hrb__keys_find(&grown, keys->slots[i].key) = keys->slots[i];
    g_free(keys->slots);
    *keys = grown;
    return true;
}

void hrb__keys_free(hrb__keys *keys)
{
    g_free(keys->slots);
    *keys = (hrb__keys){0};
}
