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

/* The value of a key, to be set to something other than 0 at once; NULL when memory is out. */
uint32_t *hrb__keys_at(hrb__keys *keys, uint64_t key);
/* 0 if the key is not there. */
uint32_t hrb__keys_get(const hrb__keys *keys, uint64_t key);
/* Makes room for that many at once; false when memory is out. */
bool hrb__keys_reserve(hrb__keys *keys, size_t count);
void hrb__keys_free(hrb__keys *keys);

#endif
