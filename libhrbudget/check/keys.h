/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers, and a number that belongs to each: for what has been seen before. */
#ifndef HRB_CHECK_KEYS_H
#define HRB_CHECK_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hrb__key {
    uint64_t key;
    uint32_t value; /* 0: the slot is free */
} hrb__key;

/* Zero-initialised is empty and ready. */
typedef struct hrb__keys {
    hrb__key *slots;
    size_t count, mask;
} hrb__keys;

/* Makes room for that many at once; false when memory is out. */
bool hrb__keys_reserve(hrb__keys *keys, size_t count);

/* The slot of a key, free if it is not there. There must be slots. */
static inline hrb__key *hrb__keys_find(const hrb__keys *keys, uint64_t key)
{
    uint64_t hash = key * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (size_t)(hash ^ hash >> 32) & keys->mask;
    while (keys->slots[i].value != 0 && keys->slots[i].key != key)
        i = (i + 1) & keys->mask;
    return &keys->slots[i];
}

/* The value of a key, to be set to something other than 0 at once; NULL when memory is out. */
static inline uint32_t *hrb__keys_at(hrb__keys *keys, uint64_t key)
{
    if (keys->count >= keys->mask / 2 && !hrb__keys_reserve(keys, keys->count + 1))
        return NULL;
    hrb__key *slot = hrb__keys_find(keys, key);
    if (slot->value == 0) {
        slot->key = key;
        keys->count++;
    }
    return &slot->value;
}

/* 0 if the key is not there. */
static inline uint32_t hrb__keys_get(const hrb__keys *keys, uint64_t key)
{
    return keys->slots == NULL ? 0 : hrb__keys_find(keys, key)->value;
}

void hrb__keys_free(hrb__keys *keys);

#endif
