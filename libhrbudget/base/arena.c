/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define CHUNK_SIZE ((size_t)64 * 1024)

struct hrb__chunk {
    hrb__chunk *next;
    max_align_t data[];
};

void *hrb__arena_alloc_slowly(hrb__arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        return NULL;
    /* Of nothing too, each has a place of its own. */
    size = size == 0 ? HRB__ARENA_ALIGNMENT : (size + HRB__ARENA_ALIGNMENT - 1) & ~(HRB__ARENA_ALIGNMENT - 1);
    if (size > arena->room) {
        size_t capacity = size > CHUNK_SIZE / 4 ? size : CHUNK_SIZE;
        hrb__chunk *chunk = g_try_malloc(sizeof *chunk + capacity);
        if (chunk == NULL)
            return NULL;
        /* A large block gets a chunk of its own behind the current one, whose rest stays in use. */
        if (arena->chunks != NULL && capacity == size) {
            chunk->next = arena->chunks->next;
            arena->chunks->next = chunk;
            return chunk->data;
        }
        chunk->next = arena->chunks;
        arena->chunks = chunk;
        arena->next = (char *)chunk->data;
        arena->room = capacity;
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
        g_free(chunk);
        chunk = next;
    }
    *arena = (hrb__arena){0};
}

bool hrb__grow_more(void **items, size_t *capacity, size_t size)
{
    size_t wanted = *capacity == 0 ? 16 : *capacity < 4096 ? *capacity * 2 : *capacity + *capacity / 2;
    void *grown = g_try_realloc_n(*items, wanted, size);
    if (grown == NULL)
        return false;
    *items = grown;
    *capacity = wanted;
    return true;
}
