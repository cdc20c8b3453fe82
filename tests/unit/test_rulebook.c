/* SPDX-License-Identifier: Apache-2.0 */
/* Rulebooks: what is loaded, and how a bad one is refused. */
#include "testing.h"

static bool has_rule(const hrb_rulebook *book, const char *id)
{
    for (size_t i = 0; i < hrb_rulebook_rule_count(book); i++)
        if (strcmp(hrb_rulebook_rule_id(book, i), id) == 0)
            return true;
    return false;
}

static void the_text_of_the_default_book_loads_into_the_same_rules(void **state)
{
    (void)state;
    const hrb_rulebook *standard = hrb_rulebook_default();
    size_t length = 0;
    const char *text = hrb_rulebook_default_text(&length);
    assert_int_equal(length, strlen(text));
    assert_ptr_equal(hrb_rulebook_default_text(NULL), text);
    hrb_rulebook *book = NULL;
    hrb_error *error = NULL;
    assert_hrb_ok(hrb_rulebook_load(text, length, &book, &error), error, "the default text");
    assert_int_equal(hrb_rulebook_rule_count(book), hrb_rulebook_rule_count(standard));
    for (size_t i = 0; i < hrb_rulebook_rule_count(book); i++)
        assert_string_equal(hrb_rulebook_rule_id(book, i), hrb_rulebook_rule_id(standard, i));
    hrb_rulebook_free(book);
}

#define EXTENDS "{\"schema\": \"hrbudget.rulebook/1\", \"extends\": \"default\", \"rules\": ["

static void a_rule_is_added_to_the_default_ones(void **state)
{
    (void)state;
    static const char OURS[] = EXTENDS "{\"id\": \"HB-SAME-900\", \"kind\": \"equal\", \"severity\": \"warning\", \"zh\": \"甲\", \"en\": \"a\","
                                       "\"left\": {\"topic\": \"three_public\"}, \"right\": {\"topic\": \"vehicle\"}}]}";
    hrb_rulebook *book = NULL;
    hrb_error *error = NULL;
    assert_hrb_ok(hrb_rulebook_load(OURS, sizeof OURS - 1, &book, &error), error, "one rule more");
    assert_int_equal(hrb_rulebook_rule_count(book), hrb_rulebook_rule_count(hrb_rulebook_default()) + 1);
    assert_true(has_rule(book, "HB-SAME-900"));
    assert_true(has_rule(book, "HB-SUM-010"));
    assert_false(has_rule(hrb_rulebook_default(), "HB-SAME-900"));
    hrb_rulebook_free(book);
}

static const struct {
    const char *json;
    hrb_status status;
    int32_t line, column; /* 0: told by a path in the file instead */
    const char *names;    /* stands in the message */
} BAD[] = {
    {"", HRB_ERROR_SYNTAX, 1, 0, "line 1"},
    {"{", HRB_ERROR_SYNTAX, 1, 0, "line 1"},
    {"{\"schema\": \"hrbudget.rulebook/1\",\n  rules: []}", HRB_ERROR_SYNTAX, 2, 3, "line 2, column 3"},
    {"{\"a\": 01}", HRB_ERROR_SYNTAX, 1, 9, "number"},
    {"{\"a\": \"b}", HRB_ERROR_SYNTAX, 1, 7, "does not end"},
    {"{\"a\": \"\\ud800\"}", HRB_ERROR_SYNTAX, 1, 8, "escape"},
    {"{\"a\": \"\\u0000\"}", HRB_ERROR_SYNTAX, 1, 8, "escape"},
    {"{\"a\": \"\t\"}", HRB_ERROR_SYNTAX, 1, 8, "control"},
    {"{\"a\" 1}", HRB_ERROR_SYNTAX, 1, 6, "colon"},
    {"{\"a\": 1,}", HRB_ERROR_SYNTAX, 1, 9, "string"},
    {"[1,]", HRB_ERROR_SYNTAX, 1, 4, "value"},
    {"[1 2]", HRB_ERROR_SYNTAX, 1, 4, "comma or ]"},
    {"{\"a\": [1}}", HRB_ERROR_SYNTAX, 1, 9, "comma or ]"},
    {"nul", HRB_ERROR_SYNTAX, 1, 1, "value"},
    {"{} x", HRB_ERROR_SYNTAX, 1, 4, "after the JSON"},
    {"{\"a\": \"\xFF\"}", HRB_ERROR_ENCODING, 1, 8, "UTF-8"},
    {"[]", HRB_ERROR_RULEBOOK, 0, 0, "$"},
    {"{}", HRB_ERROR_RULEBOOK, 0, 0, "schema"},
    {"{\"schema\": \"hrbudget.rulebook/9\", \"rules\": []}", HRB_ERROR_RULEBOOK, 0, 0, "schema"},
    {"{\"schema\": \"hrbudget.rulebook/1\", \"schema\": \"hrbudget.rulebook/1\"}", HRB_ERROR_RULEBOOK, 0, 0, "schema"},
    {"{\"schema\": \"hrbudget.rulebook/1\", \"extends\": \"nobody\", \"rules\": []}", HRB_ERROR_RULEBOOK, 0, 0, "extends"},
    {"{\"schema\": \"hrbudget.rulebook/1\", \"extends\": \"default\", \"rules\": 5}", HRB_ERROR_RULEBOOK, 0, 0, "rules"},
    {EXTENDS "5]}", HRB_ERROR_RULEBOOK, 0, 0, "rules[0]"},
    {EXTENDS "{\"id\": \"\"}]}", HRB_ERROR_RULEBOOK, 0, 0, "rules[0].id"},
    {EXTENDS "{\"id\": \"HB-SUM-900\", \"kind\": \"magic\", \"severity\": \"error\", \"zh\": \"a\", \"en\": \"a\"}]}", HRB_ERROR_RULEBOOK, 0, 0, "rules[0].kind"},
    {EXTENDS "{\"id\": \"HB-SUM-900\", \"kind\": \"total\", \"severity\": \"dire\", \"zh\": \"a\", \"en\": \"a\"}]}", HRB_ERROR_RULEBOOK, 0, 0, "rules[0].severity"},
    {EXTENDS "{\"id\": \"HB-SUM-900\", \"kind\": \"equal\", \"severity\": \"error\", \"zh\": \"a\", \"en\": \"a\"}]}", HRB_ERROR_RULEBOOK, 0, 0, "rules[0].left"},
    {EXTENDS "{\"id\": \"HB-SUM-900\", \"kind\": \"equal\", \"severity\": \"error\", \"zh\": \"a\", \"en\": \"a\", \"left\": {\"topic\": \"nothing\"}, "
             "\"right\": {}}]}", HRB_ERROR_RULEBOOK, 0, 0, "rules[0].left.topic"},
    {EXTENDS "{\"id\": \"HB-SUM-900\", \"kind\": \"total\", \"severity\": \"error\", \"zh\": \"a\", \"en\": \"a\", \"colour\": 1}]}", HRB_ERROR_RULEBOOK, 0, 0, "colour"},
    /* What stands there, and what was probably meant. */
    {"{\"schema\": \"hrbudget.rulebook/9\"}", HRB_ERROR_RULEBOOK, 0, 0, "found \"hrbudget.rulebook/9\""},
    {"{\"schema\": \"hrbudget.rulebook/1\", \"vocabulery\": {}}", HRB_ERROR_RULEBOOK, 0, 0, "\"vocabulery\"; did you mean \"vocabulary\"?"},
    {"{\"schema\": \"hrbudget.rulebook/1\", \"zzz\": {}}", HRB_ERROR_RULEBOOK, 0, 0, "known keys: schema | extends | vocabulary | rules"},
    {EXTENDS "{\"id\": \"HB-SUM-900\", \"kind\": \"totl\", \"severity\": \"error\", \"zh\": \"a\", \"en\": \"a\"}]}", HRB_ERROR_RULEBOOK, 0, 0, "found \"totl\"; did you mean \"total\"?"},
    {EXTENDS "{\"id\": \"HB-SUM-900\", \"kind\": \"total\", \"severity\": \"Error\", \"zh\": \"a\", \"en\": \"a\"}]}", HRB_ERROR_RULEBOOK, 0, 0, "did you mean \"error\"?"},
    {EXTENDS "{\"id\": \"HB-SUM-900\", \"kind\": \"total\", \"severity\": 3, \"zh\": \"a\", \"en\": \"a\"}]}", HRB_ERROR_RULEBOOK, 0, 0, "found 3: info | warning | error | off"},
    {EXTENDS "{\"id\": \"HB-FORM-01O\", \"severity\": \"off\"}]}", HRB_ERROR_RULEBOOK, 0, 0, "found \"HB-FORM-01O\"; did you mean \"HB-FORM-010\"?"},
    {EXTENDS "{\"id\": \"XX\", \"severity\": \"off\"}]}", HRB_ERROR_RULEBOOK, 0, 0, "found \"XX\""},
    {EXTENDS "{\"id\": \"HB-SUM-900\", \"kind\": \"equal\", \"severity\": \"error\", \"zh\": \"a\", \"en\": \"a\", \"left\": {\"topic\": \"three_publik\"}, "
             "\"right\": {}}]}", HRB_ERROR_RULEBOOK, 0, 0, "did you mean \"three_public\"?"},
    {EXTENDS "{\"id\": \"HB-SUM-900\", \"kind\": \"equal\", \"severity\": \"error\", \"zh\": \"a\", \"en\": \"a\", \"left\": {\"topics\": \"three_public\"}, "
             "\"right\": {}}]}", HRB_ERROR_RULEBOOK, 0, 0, "rules[0].left: no key is called \"topics\"; did you mean \"topic\"?"},
};

static void a_bad_book_is_refused_with_its_place_and_what_was_expected(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(BAD); i++) {
        hrb_rulebook *book = (hrb_rulebook *)&book;
        hrb_error *error = NULL;
        hrb_status status = hrb_rulebook_load(LENGTH(BAD[i].json), &book, &error);
        hrb_place place = hrb_error_place(error);
        if (strstr(hrb_error_message(error, HRB_LANG_EN), BAD[i].names) == NULL || (BAD[i].line > 0 && place.line != BAD[i].line) ||
            (BAD[i].column > 0 && place.column != BAD[i].column))
            fail_msg("%s\n%d:%d %s", BAD[i].json, place.line, place.column, hrb_error_message(error, HRB_LANG_EN));
        assert_hrb_fails(status, error, BAD[i].status, BAD[i].json);
        assert_null(book);
    }
}

/* A text of `depth` nested arrays. */
static char *nested(size_t depth)
{
    char *text = malloc(2 * depth + 1);
    assert_non_null(text);
    memset(text, '[', depth);
    memset(text + depth, ']', depth);
    text[2 * depth] = '\0';
    return text;
}

static void depth_is_limited_at_sixty_four_levels(void **state)
{
    (void)state;
    static const struct {
        size_t depth;
        hrb_status status;
    } CASES[] = {{63, HRB_ERROR_RULEBOOK}, {64, HRB_ERROR_RULEBOOK}, {65, HRB_ERROR_LIMIT}, {100000, HRB_ERROR_LIMIT}};
    for (size_t i = 0; i < COUNT(CASES); i++) {
        char *text = nested(CASES[i].depth);
        hrb_rulebook *book = NULL;
        hrb_error *error = NULL;
        hrb_status status = hrb_rulebook_load(text, 2 * CASES[i].depth, &book, &error);
        int64_t offset = hrb_error_place(error).offset;
        assert_hrb_fails(status, error, CASES[i].status, "nested arrays");
        if (status == HRB_ERROR_LIMIT)
            assert_int_equal(offset, 64);
        free(text);
    }
}

static void size_is_limited_at_four_mebibytes(void **state)
{
    (void)state;
    const size_t limit = (size_t)4 * 1024 * 1024;
    char *text = malloc(limit + 1);
    assert_non_null(text);
    memset(text, ' ', limit + 1);
    memcpy(text, "[]", 2);
    hrb_rulebook *book = NULL;
    assert_int_equal(hrb_rulebook_load(text, limit - 1, &book, NULL), HRB_ERROR_RULEBOOK);
    assert_int_equal(hrb_rulebook_load(text, limit, &book, NULL), HRB_ERROR_RULEBOOK);
    assert_int_equal(hrb_rulebook_load(text, limit + 1, &book, NULL), HRB_ERROR_LIMIT);
    free(text);
}

static void bad_arguments_are_told_and_getters_of_nothing_are_neutral(void **state)
{
    (void)state;
    hrb_rulebook *book;
    assert_int_equal(hrb_rulebook_load(NULL, 1, &book, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_rulebook_load("{}", 2, NULL, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_rulebook_rule_count(NULL), 0);
    assert_null(hrb_rulebook_rule_id(NULL, 0));
    assert_null(hrb_rulebook_rule_id(hrb_rulebook_default(), SIZE_MAX));
    hrb_rulebook_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_of_the_default_book_loads_into_the_same_rules),
        cmocka_unit_test(a_rule_is_added_to_the_default_ones),
        cmocka_unit_test(a_bad_book_is_refused_with_its_place_and_what_was_expected),
        cmocka_unit_test(depth_is_limited_at_sixty_four_levels),
        cmocka_unit_test(size_is_limited_at_four_mebibytes),
        cmocka_unit_test(bad_arguments_are_told_and_getters_of_nothing_are_neutral),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
