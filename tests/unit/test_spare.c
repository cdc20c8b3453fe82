/* SPDX-License-Identifier: Apache-2.0 */
#include "base/spare.h"

#include <glib.h>

#include "testing.h"

#define PIECE ((size_t)64 << 10)
#define SMALL ((size_t)1 << 10)

static void *taken(size_t wanted)
{
    size_t size = wanted;
    char *piece = hrb__spare_take(&size);
    assert_non_null(piece);
    assert_true(size >= wanted);
    memset(piece, 0x5A, size);
    return piece;
}

/* If it is about as large. */
static void what_one_gives_back_the_next_one_takes(void **state)
{
    (void)state;
    hrb__spare_drop();
    assert_int_equal(hrb__spare_kept(), 0);
    void *first = taken(PIECE);
    hrb__spare_give(first, PIECE);
    assert_int_equal(hrb__spare_kept(), HRB__KEEPS_SPARE ? PIECE : 0);
    g_free(taken(PIECE + 1)); /* too large for it */
    g_free(taken(PIECE / 2)); /* it would waste half of it */
    assert_int_equal(hrb__spare_kept(), HRB__KEEPS_SPARE ? PIECE : 0);
    size_t size = PIECE - 100;
    void *second = hrb__spare_take(&size);
    assert_int_equal(hrb__spare_kept(), 0);
    if (HRB__KEEPS_SPARE) {
        assert_ptr_equal(second, first);
        assert_int_equal(size, PIECE);
    }
    g_free(second);
}

static void what_is_kept_is_bounded(void **state)
{
    (void)state;
    hrb__spare_drop();
    for (size_t i = 0; i < 300; i++) {
        size_t size = i % 3 == 0 ? SMALL : i % 3 == 1 ? PIECE / 4 : PIECE * 8;
        hrb__spare_give(taken(size), size);
        assert_true(hrb__spare_kept() <= HRB__MOST_SPARE);
    }
    hrb__spare_give(NULL, PIECE);
    hrb__spare_drop();
    hrb__spare_give(taken(SMALL), SMALL);
    hrb__spare_give(taken(HRB__MOST_SPARE + 1), HRB__MOST_SPARE + 1);
    assert_int_equal(hrb__spare_kept(), 0);
}

static void a_piece_that_grows_keeps_its_bytes(void **state)
{
    (void)state;
    size_t size = 16;
    char *piece = hrb__spare_resize(NULL, 0, &size);
    assert_non_null(piece);
    for (size_t wanted = 16; wanted <= 4 * HRB__MOST_SPARE; wanted *= 2) {
        size_t before = size;
        memset(piece, (int)(wanted % 251), before);
        size = wanted;
        piece = hrb__spare_resize(piece, before, &size);
        assert_non_null(piece);
        assert_true(size >= wanted);
        for (size_t i = 0; i < MIN(before, wanted); i++)
            assert_int_equal(piece[i], (char)(wanted % 251));
    }
    hrb__spare_give(piece, size);
}

static gpointer take_and_give(gpointer mark)
{
    for (size_t i = 0; i < 2000; i++) {
        size_t size = PIECE / 4 + i % 7 * 1000;
        char *piece = hrb__spare_take(&size);
        for (size_t k = 0; k < size; k += 512)
            piece[k] = *(const char *)mark;
        for (size_t k = 0; k < size; k += 512)
            if (piece[k] != *(const char *)mark)
                return mark;
        hrb__spare_give(piece, size);
    }
    return NULL;
}

static void no_two_threads_hold_the_same_piece(void **state)
{
    static char marks[4] = {1, 2, 3, 4};
    GThread *threads[G_N_ELEMENTS(marks)];
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        threads[i] = g_thread_new(NULL, take_and_give, &marks[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        assert_null(g_thread_join(threads[i]));
    assert_true(hrb__spare_kept() <= HRB__MOST_SPARE);
    hrb__spare_drop();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_one_gives_back_the_next_one_takes), cmocka_unit_test(what_is_kept_is_bounded),
                                       cmocka_unit_test(a_piece_that_grows_keeps_its_bytes), cmocka_unit_test(no_two_threads_hold_the_same_piece)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
