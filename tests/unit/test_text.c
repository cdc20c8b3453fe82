/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 and texts: the quick ways against the plain ones, at every length and edge. */
#include "testing.h"

#include <glib.h>

#include "base/text.h"

/* A text of its own, so that the sanitizers see a byte too far. */
static char *copy_of(const char *data, size_t length)
{
    char *copy = g_malloc(length + (length == 0));
    memcpy(copy, data, length);
    return copy;
}

static size_t glib_prefix(const char *data, size_t length)
{
    const char *end = data;
    g_utf8_validate_len(data, length, &end);
    return (size_t)(end - data);
}

/* Zeros are valid UTF-8 and none that GLib takes: none are tried here. */
static void assert_same_prefix(const char *data, size_t length)
{
    size_t expected = glib_prefix(data, length), got = hrb__utf8_valid_prefix(data, length);
    if (got != expected)
        fail_msg("of %zu bytes %zu are valid, and %zu are said to be", length, expected, got);
}

static const char *const SEQUENCES[] = {
    /* valid: the first and last of each length and the edges of what may follow a lead */
    "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xE0\xBF\xBF", "\xE1\x80\x80", "\xEC\xBF\xBF", "\xED\x80\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
    "\xEF\xBF\xBF", "\xEF\xBB\xBF", "\xF0\x90\x80\x80", "\xF0\xBF\xBF\xBF", "\xF1\x80\x80\x80", "\xF4\x80\x80\x80", "\xF4\x8F\xBF\xBF", "算", "，", "\t\n",
    /* overlong, surrogates, too large, stray and broken off */
    "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
    "\xF5\x80\x80\x80", "\xFE", "\xFF", "\x80", "\xBF", "\xC2", "\xC2 ", "\xC2\xC2\x80", "\xE7", "\xE7\xAE", "\xE7 ", "\xE7\xAE ", "\xE7\xAE\xE7", "\xF0\x90",
    "\xF0\x90\x80", "\xF0\x90\x80 ", "\xE7\xAE\x97\x97", "\xC2\x80\x80", "\xF0\x90\x80\x80\x80", "a\x80",
};

/* At every place of a text of more than two blocks, which is cut behind it at every byte. */
static void utf8_is_validated_as_glib_does(void **state)
{
    (void)state;
    static const char *const AROUND[] = {"x", "预", "\xC3\x97", "\xF0\x90\x80\x80", "决\n\t"};
    for (size_t a = 0; a < COUNT(AROUND); a++)
        for (size_t s = 0; s < COUNT(SEQUENCES); s++)
            for (size_t before = 0; before < 140; before++) {
                char bytes[320];
                size_t length = 0, unit = strlen(AROUND[a]), odd = strlen(SEQUENCES[s]);
                for (size_t i = 0; i < before % unit; i++)
                    bytes[length++] = '-';
                for (; length + unit <= before; length += unit)
                    memcpy(bytes + length, AROUND[a], unit);
                memcpy(bytes + length, SEQUENCES[s], odd);
                size_t behind = length + odd;
                for (length = behind; length + unit <= behind + 70; length += unit)
                    memcpy(bytes + length, AROUND[a], unit);
                assert_same_prefix(bytes, length);
                if (before % 7 != 0)
                    continue;
                for (size_t cut = behind - odd; cut <= length; cut++) {
                    char *copy = copy_of(bytes, cut);
                    assert_same_prefix(copy, cut);
                    g_free(copy);
                }
            }
}

/* Bytes of any kind, most of them whole characters. */
static void any_bytes_are_validated_as_glib_does(void **state)
{
    (void)state;
    GRand *rand = g_rand_new_with_seed(7);
    for (int round = 0; round < 20000; round++) {
        char bytes[256];
        size_t length = 0, wanted = (size_t)g_rand_int_range(rand, 0, 250);
        while (length < wanted) {
            int kind = g_rand_int_range(rand, 0, 200);
            const char *piece = kind == 0 ? SEQUENCES[g_rand_int_range(rand, 0, COUNT(SEQUENCES))] : kind < 120 ? "表" : kind < 180 ? "1" : "（";
            size_t size = MIN(strlen(piece), sizeof bytes - length);
            memcpy(bytes + length, piece, size);
            length += size;
        }
        if (length > 0 && round % 2 == 0)
            bytes[g_rand_int_range(rand, 0, (int)length)] = (char)g_rand_int_range(rand, 1, 256);
        assert_same_prefix(bytes, length);
    }
    g_rand_free(rand);
}

static size_t find_plainly(hrb__text text, hrb__text part)
{
    for (size_t i = 0; i + part.length <= text.length; i++)
        if (memcmp(text.data + i, part.data, part.length) == 0)
            return i;
    return SIZE_MAX;
}

/* Few different bytes, so that much is nearly the part; texts of every length around a block. */
static void a_part_is_found_where_it_is_first(void **state)
{
    (void)state;
    static const char *const LETTERS[] = {"ab", "一丁", "预算决"};
    GRand *rand = g_rand_new_with_seed(11);
    for (int round = 0; round < 60000; round++) {
        const char *letters = LETTERS[round % 3];
        size_t unit = round % 3 == 0 ? 1 : 3, kinds = strlen(letters) / unit;
        char bytes[120], needle[16];
        size_t length = (size_t)g_rand_int_range(rand, 0, 100 / (int)unit) * unit, size = (size_t)g_rand_int_range(rand, 0, 15 / (int)unit + 1) * unit;
        for (size_t i = 0; i < length; i += unit)
            memcpy(bytes + i, letters + unit * (size_t)g_rand_int_range(rand, 0, (int)kinds), unit);
        for (size_t i = 0; i < size; i += unit)
            memcpy(needle + i, letters + unit * (size_t)g_rand_int_range(rand, 0, (int)kinds), unit);
        char *copy = copy_of(bytes, length);
        hrb__text text = {copy, length}, part = {needle, size};
        assert_true(hrb__text_find(text, part) == find_plainly(text, part));
        g_free(copy);
    }
    g_rand_free(rand);
}

/* A literal takes a way of its own. At every place of texts of every length, and nowhere. */
static void a_literal_is_found_where_it_is(void **state)
{
    (void)state;
    for (size_t length = 0; length < 90; length++)
        for (size_t at = 0; at <= length; at++) {
            char *bytes = g_malloc(length + 1);
            memset(bytes, 'x', length);
            bool fits = at + 6 <= length;
            if (fits)
                memcpy(bytes + at, "决算", 6);
            hrb__text text = {bytes, length};
            assert_true(hrb__text_find(text, HRB__TEXT("决算")) == (fits ? at : SIZE_MAX));
            assert_true(hrb__text_find(text, HRB__TEXT("算")) == (fits ? at + 3 : SIZE_MAX));
            assert_true(hrb__text_has(text, HRB__TEXT("x决")) == (fits && at > 0));
            assert_false(hrb__text_has(text, HRB__TEXT("预算")));
            assert_false(hrb__text_has(text, HRB__TEXT("。")));
            g_free(bytes);
        }
}

/* Around a block, and around as many of them as are counted together. */
static void bytes_are_counted(void **state)
{
    (void)state;
    for (size_t length = 0; length < 9000; length += length < 100 ? 1 : 61) {
        char *bytes = g_malloc(length + 1);
        size_t expected = 0;
        for (size_t i = 0; i < length; i++) {
            bytes[i] = i % 5 < 4 || length % 2 == 0 ? '\n' : 'x';
            expected += bytes[i] == '\n';
        }
        assert_int_equal(hrb__text_count((hrb__text){bytes, length}, '\n'), expected);
        assert_int_equal(hrb__text_count((hrb__text){bytes, length}, 'x'), length - expected);
        g_free(bytes);
    }
}

static const struct {
    const char *text, *trimmed;
} TRIMMED[] = {
    {"", ""}, {" ", ""}, {"\t\n\v\f\r ", ""}, {"a", "a"}, {" a", "a"}, {"a ", "a"}, {"12", "12"}, {"1 ", "1"}, {"预算", "预算"}, {"　预算　", "预算"},
    {"\xC2\xA0预算\xC2\xA0", "预算"}, {"\xC2\x85x\xC2\x85", "x"}, {"\xEF\xBB\xBF表\xEF\xBB\xBF", "表"}, {"\xE2\x80\x80x\xE2\x80\x8B", "x"},
    {"\xE2\x80\xA8x\xE2\x80\xA9", "x"}, {"\xE2\x80\xAFx\xE2\x81\x9F", "x"}, {"\xC2\xB7", "\xC2\xB7"}, {"×", "×"}, {"，", "，"}, {"、预算。", "、预算。"},
    {"“预算”", "“预算”"}, {"……", "……"}, {"——", "——"}, {" \xF0\x9F\x98\x80 ", "\xF0\x9F\x98\x80"}, {"\x01", "\x01"}, {"\x1F" "ab\x1F", "\x1F" "ab\x1F"},
    {" 　\xC2\xA0 a b　 ", "a b"}, {"　　　", ""}, {"é ", "é"}, {" é", "é"}, {"\xE3\x80\x81", "、"}, {"\xEE\x80\x80 ", "\xEE\x80\x80"},
};

static void blanks_at_the_ends_go(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(TRIMMED); i++) {
        char *copy = copy_of(TRIMMED[i].text, strlen(TRIMMED[i].text));
        hrb__text trimmed = hrb__text_trim((hrb__text){copy, strlen(TRIMMED[i].text)});
        if (!hrb__text_equals(trimmed, (hrb__text){TRIMMED[i].trimmed, strlen(TRIMMED[i].trimmed)}))
            fail_msg("\"%s\" became \"%.*s\"", TRIMMED[i].text, (int)trimmed.length, trimmed.data);
        g_free(copy);
    }
}

/* Character by character, as far as there is room. */
static size_t fold_plainly(hrb__text text, char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0, n; i < text.length; i += n) {
        char bytes[4];
        uint32_t c = hrb__fold_character(hrb__utf8_get(text.data + i, text.length - i, &n));
        size_t m = c == 0 ? 0 : hrb__utf8_put(c, bytes);
        if (used + m > size)
            break;
        memcpy(out + used, bytes, m);
        used += m;
    }
    return used;
}

static void texts_are_folded_character_by_character(void **state)
{
    (void)state;
    static const char *const PIECES[] = {"预", "算", "表", "９", "8", "+", ".", "/", ":", "*", "Ａ", "B", "c", "（", "】", "“", "—", "　", " ", "、", "é", "\xF0\x9F\x98\x80", "\xEE\x80\x80", "\xE3\x8E\xA1", "鿿", "一"};
    GRand *rand = g_rand_new_with_seed(13);
    for (int round = 0; round < 40000; round++) {
        GString *made = g_string_new(NULL);
        /* Han for the most part, or of all kinds. */
        int kinds = round % 2 == 0 ? 4 : COUNT(PIECES);
        for (int i = g_rand_int_range(rand, 0, 30); i > 0; i--)
            g_string_append(made, PIECES[g_rand_int_range(rand, 0, 20) == 0 ? g_rand_int_range(rand, 0, COUNT(PIECES)) : g_rand_int_range(rand, 0, kinds)]);
        char *copy = copy_of(made->str, made->len);
        hrb__text text = {copy, made->len};
        char expected[128], *got = g_malloc(128);
        size_t size = (size_t)g_rand_int_range(rand, 0, 129);
        size_t wanted = fold_plainly(text, expected, size);
        assert_int_equal(hrb__text_fold(text, got, size), wanted);
        assert_memory_equal(got, expected, wanted);
        hrb__text folded = hrb__text_folded(text, got, size);
        assert_true(hrb__text_equals(folded, (hrb__text){expected, wanted}));
        g_free(got);
        g_free(copy);
        g_string_free(made, TRUE);
    }
    g_rand_free(rand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_validated_as_glib_does),
        cmocka_unit_test(any_bytes_are_validated_as_glib_does),
        cmocka_unit_test(a_part_is_found_where_it_is_first),
        cmocka_unit_test(a_literal_is_found_where_it_is),
        cmocka_unit_test(bytes_are_counted),
        cmocka_unit_test(blanks_at_the_ends_go),
        cmocka_unit_test(texts_are_folded_character_by_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
