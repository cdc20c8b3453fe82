/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing; at most half of the slots are taken. */
#include "check/keys.h"

#include <glib.h>

#define FIRST_SLOTS 256

static hrb__key *find(const hrb__keys *keys, uint64_t key)
{
    uint64_t hash = key * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (size_t)(hash ^ hash >> 32) & keys->mask;
    while (keys->slots[i].value != 0 && keys->slots[i].key != key)
        i = (i + 1) & keys->mask;
    return &keys->slots[i];
}

static bool resize(hrb__keys *keys, size_t wanted)
{
    size_t size = keys->slots == NULL ? 0 : keys->mask + 1;
    hrb__keys grown = {g_try_new0(hrb__key, wanted), keys->count, wanted - 1};
    if (grown.slots == NULL)
        return false;
    for (size_t i = 0; i < size; i++)
        if (keys->slots[i].value != 0)
            *find(&grown, keys->slots[i].key) = keys->slots[i];
    g_free(keys->slots);
    *keys = grown;
    return true;
}

bool hrb__keys_reserve(hrb__keys *keys, size_t count)
{
    size_t size = keys->slots == NULL ? 0 : keys->mask + 1, wanted = MAX(size, FIRST_SLOTS);
    while (count > wanted / 2)
        wanted *= 2;
    return wanted == size || resize(keys, wanted);
}

uint32_t *hrb__keys_at(hrb__keys *keys, uint64_t key)
{
    if (keys->count >= keys->mask / 2 && !hrb__keys_reserve(keys, keys->count + 1))
        return NULL;
    hrb__key *slot = find(keys, key);
    if (slot->value == 0) {
        slot->key = key;
        keys->count++;
    }
    return &slot->value;
}

uint32_t hrb__keys_get(const hrb__keys *keys, uint64_t key)
{
    return keys->slots == NULL ? 0 : find(keys, key)->value;
}

void hrb__keys_free(hrb__keys *keys)
{
    g_free(keys->slots);
    *keys = (hrb__keys){0};
}
