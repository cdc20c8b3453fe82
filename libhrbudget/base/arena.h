/* SPDX-License-Identifier: Apache-2.0 */
/* Memory that lives as long as the handle that owns it. */
#ifndef HRB_BASE_ARENA_H
#define HRB_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/spare.h"

typedef struct hrb__chunk hrb__chunk;

#define HRB__ARENA_ALIGNMENT ((size_t)16)

/* Zero-initialised is empty and ready. */
typedef struct hrb__arena {
    hrb__chunk *chunks;
    char *next;  /* the free end of the newest chunk */
    size_t room; /* from there on, a multiple of the alignment */
} hrb__arena;

void *hrb__arena_alloc_slowly(hrb__arena *arena, size_t size);
/* NULL when memory is out (never aborts). Not cleared. Aligned for any type. */
static inline void *hrb__arena_alloc(hrb__arena *arena, size_t size)
{
    if (size - 1 >= arena->room) /* of none too */
        return hrb__arena_alloc_slowly(arena, size);
    void *result = arena->next;
    size = (size + HRB__ARENA_ALIGNMENT - 1) & ~(HRB__ARENA_ALIGNMENT - 1);
    arena->next += size;
    arena->room -= size;
    return result;
}
/* count * size bytes, cleared; NULL also when the product overflows. */
void *hrb__arena_array(hrb__arena *arena, size_t count, size_t size);
/* A zero-terminated copy. */
char *hrb__arena_text(hrb__arena *arena, const char *text, size_t length);
/* printf into the arena. */
char *hrb__arena_vprintf(hrb__arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
char *hrb__arena_printf(hrb__arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
void hrb__arena_free(hrb__arena *arena);

/* Grows a g_malloc'ed array so that it holds one more; false when memory is out. To be
 * freed by g_free, or by hrb__shed if it may be large.
 * Usage: if (!hrb__grow((void **)&items, count, &capacity, sizeof *items)) ... */
bool hrb__reserve(void **items, size_t count, size_t *capacity, size_t size); /* for `count` in all */
bool hrb__grow_more(void **items, size_t *capacity, size_t size);
static inline bool hrb__grow(void **items, size_t count, size_t *capacity, size_t size)
{
    return count < *capacity || hrb__grow_more(items, capacity, size);
}

/* Frees such an array. */
static inline void hrb__shed(void *items, size_t capacity, size_t size)
{
    hrb__spare_give(items, capacity * size);
}

#endif
