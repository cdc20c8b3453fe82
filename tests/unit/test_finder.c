/* SPDX-License-Identifier: Apache-2.0 */
/* Finding words in texts: whole ones, parts, and those of titles. */
#include "testing.h"

#include "rule/rulebook.h"

/* What finder_get_part is a faster form of. */
static const void *first_part(const hrb__text *parts, size_t count, hrb__text text)
{
    for (size_t i = 0; i < count; i++)
        if (hrb__text_has(text, parts[i]))
            return &parts[i];
    return NULL;
}

/* Characters of one to four bytes, few enough that parts often stand in texts. */
static size_t any_text(unsigned *seed, size_t most, char *out)
{
    static const char *const CHARACTERS[] = {"a", "b", "é", "表", "表", "裨", "收", "入", "𠀀"};
    size_t length = 0, count = (*seed = *seed * 1103515245u + 12345u) / 65536u % (most + 1);
    for (size_t i = 0; i < count; i++) {
        const char *c = CHARACTERS[(*seed = *seed * 1103515245u + 12345u) / 65536u % COUNT(CHARACTERS)];
        memcpy(out + length, c, strlen(c));
        length += strlen(c);
    }
    return length;
}

static void parts_are_found_as_a_plain_search_finds_them(void **state)
{
    (void)state;
    unsigned seed = 7;
    for (int round = 0; round < 400; round++) {
        hrb__finder finder = {0};
        char letters[12][48], text[256];
        hrb__text parts[12];
        size_t count = 1 + (size_t)round % COUNT(parts), kept = 0;
        for (size_t i = 0; i < count; i++) {
            hrb__text part = {letters[kept], any_text(&seed, 1 + (size_t)round % 9, letters[kept])};
            if (part.length == 0)
                continue;
            parts[kept] = part;
            assert_true(hrb__finder_add_part(&finder, part, &parts[kept]));
            kept++;
        }
        for (int i = 0; i < 200; i++) {
            hrb__text whole = {text, any_text(&seed, 40, text)};
            assert_ptr_equal(hrb__finder_get_part(&finder, whole), first_part(parts, kept, whole));
        }
        hrb__finder_free(&finder);
    }
}

static void a_part_longer_than_any_window_is_found(void **state)
{
    (void)state;
    hrb__finder finder = {0};
    char part[600], text[700];
    memset(part, 'x', sizeof part);
    memset(text, 'x', sizeof text);
    text[50] = 'y';
    assert_true(hrb__finder_add_part(&finder, (hrb__text){part, sizeof part}, part));
    assert_ptr_equal(hrb__finder_get_part(&finder, (hrb__text){text, sizeof text}), part);
    assert_null(hrb__finder_get_part(&finder, (hrb__text){text, sizeof text - 50}));
    hrb__finder_free(&finder);
}

#define BOOK(tables) "{\"schema\": \"hrbudget.rulebook/1\", \"vocabulary\": {\"tables\": [" tables "]}}"
#define FORM(kind, title, rest) "{\"kind\": \"" kind "\", \"zh\": \"甲\", \"en\": \"a\", \"headers\": [[\"x\"]], \"title\": " title rest "}"

static void a_title_has_a_word_of_each_group_and_none_that_it_must_not_have(void **state)
{
    (void)state;
    static const char JSON[] = BOOK(FORM("water", "[[\"水库\", \"水闸\"], [\"表\"]]", ", \"title_not\": [\"目录\"]") "," FORM("letter", "[[\"A\"], [\"表\"]]", "") ","
                                    FORM("any", "[[\"表\"]]", ", \"title_not\": [\"B\"]"));
    static const struct {
        const char *title, *kind; /* NULL: none */
    } CASES[] = {
        {"2021年水闸维护表", "water"}, {"水 库收支表", "water"}, {"水库表目录", "any"}, {"水库", NULL},      {"附件a：收入表", "letter"},
        {"附件ａ收入表", "letter"},     {"收入表", "any"},      {"附件b收入表", NULL},   {"附件", NULL}, {"", NULL},
    };
    hrb_rulebook *book = NULL;
    hrb_error *error = NULL;
    assert_hrb_ok(hrb_rulebook_load(JSON, sizeof JSON - 1, &book, &error), error, "three forms");
    for (size_t i = 0; i < COUNT(CASES); i++) {
        const hrb__table_form *form = hrb__rulebook_table_by_title(book, (hrb__text){CASES[i].title, strlen(CASES[i].title)});
        if ((form == NULL) != (CASES[i].kind == NULL) || (form != NULL && strcmp(form->kind, CASES[i].kind) != 0))
            fail_msg("%s: %s", CASES[i].title, form == NULL ? "none" : form->kind);
    }
    hrb_rulebook_free(book);
}

/* A form whose titles have this many words in one group. */
static char *form_of_words(size_t words)
{
    char *json = malloc(words * 16 + 256), *end = json;
    assert_non_null(json);
    end += sprintf(end, "{\"schema\": \"hrbudget.rulebook/1\", \"vocabulary\": {\"tables\": [{\"kind\": \"a\", \"zh\": \"a\", \"en\": \"a\", \"headers\": [[\"x\"]], \"title\": [[");
    for (size_t i = 0; i < words; i++)
        end += sprintf(end, "%s\"表%zu\"", i > 0 ? "," : "", 100000 + i);
    strcpy(end, "]]}]}}");
    return json;
}

static void words_of_titles_are_limited(void **state)
{
    (void)state;
    static const struct {
        size_t words;
        hrb_status status;
    } CASES[] = {{HRB__MOST_FORM_WORDS, HRB_OK}, {HRB__MOST_FORM_WORDS + 1, HRB_ERROR_RULEBOOK}};
    for (size_t i = 0; i < COUNT(CASES); i++) {
        char *json = form_of_words(CASES[i].words);
        hrb_rulebook *book = NULL;
        hrb_error *error = NULL;
        hrb_status status = hrb_rulebook_load(json, strlen(json), &book, &error);
        if (CASES[i].status == HRB_OK) {
            assert_hrb_ok(status, error, "as many words as may be");
            assert_non_null(hrb__rulebook_table_by_title(book, HRB__TEXT("附表102047")));
            assert_null(hrb__rulebook_table_by_title(book, HRB__TEXT("附表102048")));
        } else {
            assert_non_null(strstr(hrb_error_message(error, HRB_LANG_EN), "at most 2048 words"));
            assert_hrb_fails(status, error, CASES[i].status, "a word too many");
        }
        hrb_rulebook_free(book);
        free(json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_found_as_a_plain_search_finds_them),
        cmocka_unit_test(a_part_longer_than_any_window_is_found),
        cmocka_unit_test(a_title_has_a_word_of_each_group_and_none_that_it_must_not_have),
        cmocka_unit_test(words_of_titles_are_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
