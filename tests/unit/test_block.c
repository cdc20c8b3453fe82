/* SPDX-License-Identifier: Apache-2.0 */
/* Sixteen bytes at once against one by one. */
#include "testing.h"

#include "base/block.h"

/* Bytes of all kinds, the edges of signs and ranges first; the same each time. */
static unsigned char next_byte(uint32_t *seed)
{
    static const unsigned char EDGES[] = {0, 1, '\t', '\n', ' ', 0x7E, 0x7F, 0x80, 0x81, 0xBF, 0xC0, 0xDF, 0xE0, 0xE4, 0xE9, 0xFE, 0xFF};
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 31 != 0 ? EDGES[(*seed >> 16) % sizeof EDGES] : (unsigned char)(*seed >> 16);
}

static void a_block_says_which_bytes_are_one(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        char bytes[HRB__BLOCK], c = (char)next_byte(&seed), d = (char)next_byte(&seed);
        for (size_t i = 0; i < HRB__BLOCK; i++)
            bytes[i] = (char)next_byte(&seed);
        unsigned expected = 0, other = 0;
        for (unsigned i = 0; i < HRB__BLOCK; i++) {
            expected |= (unsigned)(bytes[i] == c) << i;
            other |= (unsigned)(bytes[i] == d) << i;
        }
        hrb__block block = hrb__block_at(bytes);
        assert_int_equal(hrb__block_is(block, c), expected);
        assert_int_equal(hrb__blocks_are(block, c, block, d), expected & other);
    }
}

static void a_block_says_which_bytes_are_within(void **state)
{
    (void)state;
    uint32_t seed = 2;
    for (int round = 0; round < 20000; round++) {
        unsigned char bytes[HRB__BLOCK], first = next_byte(&seed), last = next_byte(&seed);
        unsigned expected = 0;
        if (first > last)
            continue;
        for (unsigned i = 0; i < HRB__BLOCK; i++) {
            bytes[i] = next_byte(&seed);
            expected |= (unsigned)(bytes[i] >= first && bytes[i] <= last) << i;
        }
        assert_int_equal(hrb__block_within(hrb__block_at((const char *)bytes), first, last), expected);
    }
}

/* Nothing outside is read, which the sanitizers see; behind the end are zeros. */
static void a_short_block_has_zeros_behind_its_end(void **state)
{
    (void)state;
    for (size_t length = 0; length <= HRB__BLOCK; length++) {
        char *bytes = test_malloc(length + (length == 0));
        for (size_t i = 0; i < length; i++)
            bytes[i] = (char)('a' + i);
        hrb__block block = hrb__block_of(bytes, length);
        assert_int_equal(hrb__block_is(block, 0), 0xFFFFu >> length << length);
        for (size_t i = 0; i < length; i++)
            assert_int_equal(hrb__block_is(block, (char)('a' + i)), 1u << i);
        test_free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_says_which_bytes_are_one),
        cmocka_unit_test(a_block_says_which_bytes_are_within),
        cmocka_unit_test(a_short_block_has_zeros_behind_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
