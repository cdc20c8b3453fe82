/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define CHUNK_SIZE ((size_t)64 * 1024)
#define LEAST_ARRAY 1024 /* bytes */

struct hrb__chunk {
    hrb__chunk *next;
    size_t size; /* of all of it */
    max_align_t data[];
};

void *hrb__arena_alloc_slowly(hrb__arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        return NULL;
    /* Of nothing too, each has a place of its own. */
    size = size == 0 ? HRB__ARENA_ALIGNMENT : (size + HRB__ARENA_ALIGNMENT - 1) & ~(HRB__ARENA_ALIGNMENT - 1);
    if (size > arena->room) {
        bool is_large = size > CHUNK_SIZE / 4;
        size_t whole = sizeof(hrb__chunk) + (is_large ? size : CHUNK_SIZE);
        hrb__chunk *chunk = hrb__spare_take(&whole);
        if (chunk == NULL)
            return NULL;
        chunk->size = whole;
        /* A large block gets a chunk of its own behind the current one, whose rest stays in use. */
        if (arena->chunks != NULL && is_large) {
            chunk->next = arena->chunks->next;
            arena->chunks->next = chunk;
            return chunk->data;
        }
        chunk->next = arena->chunks;
        arena->chunks = chunk;
        arena->next = (char *)chunk->data;
        arena->room = (whole - sizeof *chunk) & ~(HRB__ARENA_ALIGNMENT - 1);
    }
    return hrb__arena_alloc(arena, size);
}

void *hrb__arena_array(hrb__arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return NULL;
    void *result = hrb__arena_alloc(arena, bytes);
    if (result != NULL)
        memset(result, 0, bytes);
    return result;
}

char *hrb__arena_text(hrb__arena *arena, const char *text, size_t length)
{
    char *copy = hrb__arena_alloc(arena, length + 1);
    if (copy != NULL) {
        if (length > 0)
            memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

char *hrb__arena_vprintf(hrb__arena *arena, const char *format, va_list args)
{
    /* Straight into the arena where it fits, which it nearly always does. */
    va_list again;
    va_copy(again, args);
    char *end = arena->room == 0 ? NULL : arena->next;
    int length = vsnprintf(end, arena->room, format, args);
    char *text = length < 0 ? NULL : hrb__arena_alloc(arena, (size_t)length + 1);
    if (text != NULL && text != end)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *hrb__arena_printf(hrb__arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = hrb__arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

void hrb__arena_free(hrb__arena *arena)
{
    hrb__chunk *chunk = arena->chunks;
    while (chunk != NULL) {
        hrb__chunk *next = chunk->next;
        hrb__spare_give(chunk, chunk->size);
        chunk = next;
    }
    *arena = (hrb__arena){0};
}

bool hrb__reserve(void **items, size_t count, size_t *capacity, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return false;
    void *grown = hrb__spare_resize(*items, *capacity * size, &bytes);
    if (grown == NULL)
        return false;
    *items = grown;
    *capacity = bytes / size;
    return true;
}

bool hrb__grow_more(void **items, size_t *capacity, size_t size)
{
    size_t wanted = *capacity == 0 ? MAX(16, LEAST_ARRAY / size) : *capacity < 4096 ? *capacity * 2 : *capacity + *capacity / 2;
    return hrb__reserve(items, wanted, capacity, size);
}
