/* SPDX-License-Identifier: Apache-2.0 */
#include "base/spare.h"

#include <glib.h>
#include <stdatomic.h>
#include <string.h>

#define LEAST_PIECE ((size_t)12 << 10) /* what is smaller the allocator keeps by itself */
#define MOST_PIECE ((size_t)1 << 20)
#define MOST_PIECES 64

typedef struct spare_piece {
    void *memory;
    size_t size;
} spare_piece;

static struct {
    spare_piece pieces[MOST_PIECES]; /* the one kept longest first */
    size_t count, bytes;
} kept;

/* Nobody waits: a thread that finds another one here goes to the allocator, and so
 * does a child that was forked while one was here. */
static atomic_flag in_use = ATOMIC_FLAG_INIT;

static bool enter(size_t size)
{
    return HRB__KEEPS_SPARE && size >= LEAST_PIECE && size <= MOST_PIECE && !atomic_flag_test_and_set_explicit(&in_use, memory_order_acquire);
}

static void leave(void)
{
    atomic_flag_clear_explicit(&in_use, memory_order_release);
}

static spare_piece remove_piece(size_t i)
{
    spare_piece piece = kept.pieces[i];
    kept.count--;
    kept.bytes -= piece.size;
    memmove(&kept.pieces[i], &kept.pieces[i + 1], (kept.count - i) * sizeof piece);
    return piece;
}

/* The smallest piece that has `size` bytes, but not twice as many; its place, or the count. */
static size_t best_piece(size_t size)
{
    size_t best = kept.count;
    for (size_t i = 0; i < kept.count; i++)
        if (kept.pieces[i].size >= size && kept.pieces[i].size < 2 * size && (best == kept.count || kept.pieces[i].size < kept.pieces[best].size))
            best = i;
    return best;
}

void *hrb__spare_take(size_t *size)
{
    spare_piece piece = {NULL, *size};
    if (enter(*size)) {
        size_t best = best_piece(*size);
        if (best < kept.count)
            piece = remove_piece(best);
        leave();
    }
    *size = piece.size;
    return piece.memory != NULL ? piece.memory : g_try_malloc(piece.size);
}

void hrb__spare_give(void *piece, size_t size)
{
    if (piece == NULL || !enter(size)) {
        g_free(piece);
        return;
    }
    while (kept.count == MOST_PIECES || kept.bytes + size > HRB__MOST_SPARE)
        g_free(remove_piece(0).memory);
    kept.pieces[kept.count++] = (spare_piece){piece, size};
    kept.bytes += size;
    leave();
}

void *hrb__spare_resize(void *piece, size_t before, size_t *size)
{
    if (*size < LEAST_PIECE || before > MOST_PIECE) /* the allocator does it in place, or by moving pages */
        return g_try_realloc(piece, *size);
    void *other = hrb__spare_take(size);
    if (other != NULL && before > 0)
        memcpy(other, piece, MIN(before, *size));
    if (other != NULL)
        hrb__spare_give(piece, before);
    return other;
}

size_t hrb__spare_kept(void)
{
    size_t bytes = 0;
    if (enter(LEAST_PIECE)) {
        bytes = kept.bytes;
        leave();
    }
    return bytes;
}

__attribute__((destructor)) void hrb__spare_drop(void)
{
    if (!enter(LEAST_PIECE))
        return;
    while (kept.count > 0)
        g_free(remove_piece(0).memory);
    leave();
}
