/* SPDX-License-Identifier: Apache-2.0 */
/* The cheap looks at words and stretches of text never deny what the thorough ones find. */
#include "fact/ahead.h"
#include "fact/project_words.h"

#include "testing.h"

#define KINDS (HRB__KIND(HRB__WORD_SECTION) | HRB__KIND(HRB__WORD_HEAD))

static void every_word_of_four_characters_may_begin(void **state)
{
    size_t tried = 0;
    (void)state;
    for (uint32_t c = 0; c < 0x10000; c++) {
        const hrb__beginning *b = hrb__beginning_of(&hrb__project_words, c);
        for (size_t i = b->first; i < b->end; i++) {
            const hrb__keyword *word = &hrb__project_words.words[i];
            if (!(HRB__KIND(word->kind) & KINDS))
                continue;
            char longer[200];
            snprintf(longer, sizeof longer, "%s（万元）：", word->text);
            assert_true(word->length >= HRB__FOUR_BYTES);
            assert_true(hrb__may_begin_four(&hrb__project_words, b, word->kind, (hrb__text){word->text, word->length}));
            assert_true(hrb__may_begin_four(&hrb__project_words, b, word->kind, (hrb__text){LENGTH(longer)}));
            assert_true(word->kind == HRB__WORD_HEAD ? hrb__may_be_head((hrb__text){LENGTH(longer)}) : hrb__may_be_section((hrb__text){LENGTH(longer)}));
            tried++;
        }
    }
    assert_true(tried > 40);
    assert_false(hrb__may_be_head(HRB__TEXT("项目完成率")));
    assert_true(hrb__may_be_head(HRB__TEXT("项 目 名 称"))); /* blanks are dropped before words are compared */
}

static const char *find_x(const char *p, const char *stop, const char *end)
{
    (void)end;
    while (p < stop && *p != 'x')
        p++;
    return p;
}

/* Texts of one source in any order, each against a search of its own. */
static void what_is_ahead_is_found_in_any_order(void **state)
{
    static char source[600];
    unsigned seed = 7;
    (void)state;
    memset(source, 'o', sizeof source);
    for (size_t i = 0; i < 12; i++)
        source[(seed = seed * 1103515245 + 12345) / 7 % sizeof source] = 'x';
    hrb__ahead ahead = {.end = source + sizeof source};
    for (size_t i = 0, at = 0; i < 20000; i++) {
        seed = seed * 1103515245 + 12345;
        at = i % 5 > 0 && at + 40 < sizeof source ? at + seed / 16 % 20 : seed / 16 % (sizeof source - 50);
        hrb__text text = {source + at, seed / 512 % 20};
        assert_int_equal(hrb__ahead_has(&ahead, text, seed / 3 % 60, find_x), text.length > 0 && memchr(text.data, 'x', text.length) != NULL);
    }
}

static void a_byte_is_found_wherever_it_stands(void **state)
{
    char text[70];
    (void)state;
    for (size_t length = 0; length < sizeof text; length++)
        for (size_t at = 0; at < sizeof text; at++) {
            memset(text, 'a', sizeof text);
            text[at] = '\n';
            assert_int_equal(hrb__text_has_byte((hrb__text){text, length}, '\n'), at < length);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_word_of_four_characters_may_begin), cmocka_unit_test(what_is_ahead_is_found_in_any_order),
                                       cmocka_unit_test(a_byte_is_found_wherever_it_stands)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
