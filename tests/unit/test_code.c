/* SPDX-License-Identifier: Apache-2.0 */
/* Codes as values, and code books. */
#include "testing.h"

static const hrb_code NONE = {HRB_CODE_FUNCTION, 0};

static hrb_code function_code(int32_t digits)
{
    return (hrb_code){HRB_CODE_FUNCTION, digits};
}

static const struct {
    hrb_code_kind kind;
    const char *text;
    int32_t digits;
} READINGS[] = {
    {HRB_CODE_FUNCTION, "208", 208},           {HRB_CODE_FUNCTION, "20801", 20801},          {HRB_CODE_FUNCTION, "2080101", 2080101},
    {HRB_CODE_FUNCTION, "208 01 01", 2080101}, {HRB_CODE_FUNCTION, "208-01-01", 2080101},    {HRB_CODE_FUNCTION, "208.1.1", 2080101},
    {HRB_CODE_FUNCTION, "208\t1\t99", 2080199}, {HRB_CODE_FUNCTION, " ２０８０１０１ ", 2080101}, {HRB_CODE_FUNCTION, "208　5", 20805},
    {HRB_CODE_DEPT_ECONOMIC, "30101", 30101},  {HRB_CODE_GOV_ECONOMIC, "501", 501},          {HRB_CODE_REVENUE, "101 01 01 01", 101010101},
};

static void a_code_is_read_joined_split_and_without_its_leading_zeros(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(READINGS); i++) {
        hrb_code code;
        hrb_error *error = NULL;
        assert_hrb_ok(hrb_code_parse(READINGS[i].kind, LENGTH(READINGS[i].text), &code, &error), error, READINGS[i].text);
        assert_int_equal(code.kind, READINGS[i].kind);
        assert_int_equal(code.digits, READINGS[i].digits);
    }
}

static const struct {
    hrb_code_kind kind;
    const char *text;
    int64_t offset; /* -1: not looked at */
} REFUSALS[] = {
    {HRB_CODE_FUNCTION, "", -1},          {HRB_CODE_FUNCTION, "20", -1},       {HRB_CODE_FUNCTION, "2080", -1},    {HRB_CODE_FUNCTION, "208010", -1},
    {HRB_CODE_FUNCTION, "208x1", 3},      {HRB_CODE_FUNCTION, "行政", 0},      {HRB_CODE_FUNCTION, "208 001", -1}, {HRB_CODE_FUNCTION, "20801 01", -1},
    {HRB_CODE_FUNCTION, "208010101", -1}, {HRB_CODE_DEPT_ECONOMIC, "3010101", -1}, {HRB_CODE_FUNCTION, "1 2 3 4 5", 8}, {HRB_CODE_FUNCTION, "20801\xFF", 5},
    {HRB_CODE_FUNCTION, "99999999999999999999", 9}, {HRB_CODE_FUNCTION, "010", -1},
};

static void what_is_no_code_is_refused_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSALS); i++) {
        hrb_code code = {9, 9};
        hrb_error *error = NULL;
        hrb_status status = hrb_code_parse(REFUSALS[i].kind, LENGTH(REFUSALS[i].text), &code, &error);
        int64_t offset = hrb_error_place(error).offset;
        assert_hrb_fails(status, error, HRB_ERROR_SYNTAX, REFUSALS[i].text);
        assert_int_equal(code.kind, 9);
        if (REFUSALS[i].offset >= 0)
            assert_int_equal(offset, REFUSALS[i].offset);
    }
    hrb_code code;
    assert_int_equal(hrb_code_parse(HRB_CODE_NONE, "208", 3, &code, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_code_parse(5, "208", 3, &code, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_code_parse(HRB_CODE_FUNCTION, NULL, 0, &code, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_code_parse(HRB_CODE_FUNCTION, "208", 3, NULL, NULL), HRB_ERROR_ARGUMENT);
}

static void levels_and_parents_follow_from_the_digits(void **state)
{
    (void)state;
    static const int32_t CHAIN[] = {101010101, 1010101, 10101, 101, 0};
    hrb_code code = {HRB_CODE_REVENUE, CHAIN[0]};
    for (int32_t level = 4; level >= 1; level--) {
        assert_int_equal(code.digits, CHAIN[4 - level]);
        assert_int_equal(hrb_code_level(code), level);
        code = hrb_code_parent(code);
    }
    assert_int_equal(code.digits, 0);
    assert_int_equal(hrb_code_level(code), 0);
    assert_int_equal(hrb_code_level(function_code(-5)), 0);

    char text[16];
    assert_int_equal(hrb_code_format(function_code(2080101), text, sizeof text), 7);
    assert_string_equal(text, "2080101");
    assert_int_equal(hrb_code_format(function_code(2080101), text, 4), 7);
    assert_string_equal(text, "208");
    assert_int_equal(hrb_code_format(function_code(2080101), NULL, 0), 7);
}

static void parts_are_joined_only_where_they_make_a_code(void **state)
{
    (void)state;
    static const struct {
        int32_t parts[3], digits; /* 0: refused */
    } CASES[] = {{{208, 1, 1}, 2080101}, {{208, 1, -1}, 20801}, {{208, -1, -1}, 208}, {{208, -1, 1}, 0}, {{20, 1, 1}, 0}, {{208, 100, -1}, 0}, {{208, 1, 100}, 0}};
    for (size_t i = 0; i < COUNT(CASES); i++) {
        hrb_code code = {0, 0};
        hrb_status status = hrb_code_join(HRB_CODE_FUNCTION, CASES[i].parts[0], CASES[i].parts[1], CASES[i].parts[2], &code);
        assert_int_equal(status, CASES[i].digits == 0 ? HRB_ERROR_SYNTAX : HRB_OK);
        assert_int_equal(code.digits, CASES[i].digits);
    }
    hrb_code code;
    assert_int_equal(hrb_code_join(HRB_CODE_DEPT_ECONOMIC, 301, 1, 1, &code), HRB_ERROR_SYNTAX);
    assert_int_equal(hrb_code_join(0, 301, 1, 1, &code), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_code_join(HRB_CODE_FUNCTION, 208, 1, 1, NULL), HRB_ERROR_ARGUMENT);
}

static void the_name_in_force_depends_on_the_year(void **state)
{
    (void)state;
    const hrb_codebook *book = hrb_codebook_default();
    const hrb_code code = function_code(20805);
    assert_string_equal(hrb_code_entry_name(hrb_codebook_get(book, code, 2019)), "行政事业单位离退休");
    assert_string_equal(hrb_code_entry_name(hrb_codebook_get(book, code, 2020)), "行政事业单位养老支出");
    assert_string_equal(hrb_code_entry_name(hrb_codebook_get(book, code, 0)), "行政事业单位养老支出");

    assert_null(hrb_codebook_get(book, function_code(9999999), 2020));
    assert_non_null(strstr(hrb_codebook_get_rename(book, code, 0), "2020"));
    assert_null(hrb_codebook_get_rename(book, code, 99));
    assert_string_equal(hrb_code_entry_name(hrb_codebook_get_name(book, code, 0)), "行政事业单位离退休");
    assert_null(hrb_codebook_get_name(book, code, 99));
    assert_null(hrb_codebook_get_name(book, code, SIZE_MAX));
}

static void children_come_in_the_order_of_their_digits(void **state)
{
    (void)state;
    const hrb_codebook *book = hrb_codebook_default();
    const hrb_code_entry *child;
    size_t classes = 0, items = 0;
    int32_t before = 0;
    for (size_t i = 0; (child = hrb_codebook_get_child(book, NONE, 2020, i)) != NULL; i++, classes++) {
        assert_int_equal(hrb_code_level(hrb_code_entry_code(child)), 1);
        assert_true(hrb_code_entry_code(child).digits > before);
        before = hrb_code_entry_code(child).digits;
    }
    assert_true(classes > 15);
    for (size_t i = 0; (child = hrb_codebook_get_child(book, function_code(20801), 2020, i)) != NULL; i++, items++)
        assert_int_equal(hrb_code_parent(hrb_code_entry_code(child)).digits, 20801);
    assert_true(items > 5);
    static const int32_t CHILDLESS[] = {2080101, 99, 1, -1, -20801, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < COUNT(CHILDLESS); i++)
        assert_null(hrb_codebook_get_child(book, function_code(CHILDLESS[i]), 2020, 0));
}

static const struct {
    int32_t digits, year;
    const char *name;
    hrb_name_match match;
} COMPARISONS[] = {
    {2080101, 2020, "行政运行", HRB_NAME_SAME},
    {2080101, 2020, " 行 政 运 行* ", HRB_NAME_SAME},
    {20805, 2020, "行政事业单位离退休", HRB_NAME_OTHER_YEAR},
    {20805, 2019, "行政事业单位离退休", HRB_NAME_SAME},
    {20805, 2020, "行政事业单位养老之出", HRB_NAME_NEAR},
    {20805, 2020, "行政事业单位养老", HRB_NAME_NEAR}, /* cut off, as a narrow cell does */
    {2080101, 2020, "一般行政管理事务", HRB_NAME_DIFFERENT},
    {2080101, 2020, "", HRB_NAME_DIFFERENT},
    {9999999, 2020, "行政运行", HRB_NAME_UNKNOWN_CODE},
};

static void a_misprint_is_told_from_another_name_and_from_an_old_one(void **state)
{
    (void)state;
    const hrb_codebook *book = hrb_codebook_default();
    for (size_t i = 0; i < COUNT(COMPARISONS); i++) {
        const hrb_code_entry *official = NULL, *matched = NULL;
        hrb_name_match match = hrb_codebook_compare_name(book, function_code(COMPARISONS[i].digits), COMPARISONS[i].year, LENGTH(COMPARISONS[i].name), &official, &matched);
        if (match != COMPARISONS[i].match)
            fail_msg("%d %s: %d", COMPARISONS[i].digits, COMPARISONS[i].name, match);
        assert_true((official == NULL) == (match == HRB_NAME_UNKNOWN_CODE));
        assert_true((matched == NULL) == (match == HRB_NAME_UNKNOWN_CODE || match == HRB_NAME_DIFFERENT));
        assert_int_equal(hrb_codebook_compare_name(book, function_code(COMPARISONS[i].digits), COMPARISONS[i].year, LENGTH(COMPARISONS[i].name), NULL, NULL), match);
    }
    assert_int_equal(hrb_codebook_compare_name(NULL, NONE, 0, "x", 1, NULL, NULL), HRB_NAME_UNKNOWN_CODE);
    assert_int_equal(hrb_codebook_compare_name(book, function_code(2080101), 0, NULL, 0, NULL, NULL), HRB_NAME_UNKNOWN_CODE);
}

static void a_name_is_found_within_a_code_and_at_a_level(void **state)
{
    (void)state;
    const hrb_codebook *book = hrb_codebook_default();
    const char *name = "行政运行";
    const hrb_code_entry *entry = hrb_codebook_find_name(book, function_code(208), 3, 2020, LENGTH(name));
    assert_int_equal(hrb_code_entry_code(entry).digits, 2080101);
    entry = hrb_codebook_find_name(book, function_code(20406), 0, 2020, LENGTH(name));
    assert_int_equal(hrb_code_entry_code(entry).digits, 2040601);
    assert_null(hrb_codebook_find_name(book, function_code(208), 1, 2020, LENGTH(name)));
    assert_null(hrb_codebook_find_name(book, function_code(-7), 0, 2020, LENGTH(name)));
    assert_null(hrb_codebook_find_name(book, NONE, 0, 2020, LENGTH("没有这个科目")));
    assert_null(hrb_codebook_find_name(NULL, NONE, 0, 2020, LENGTH(name)));
    assert_null(hrb_codebook_find_name(book, NONE, 0, 2020, NULL, 0));
}

static void ones_own_book_wins_over_its_base(void **state)
{
    (void)state;
    static const char OURS[] = "\xEF\xBB\xBFkind,code,name,level,first_year_seen,last_year_seen,evidence,sources\r\n"
                               "function,2080101,\"本省行政,运行\",3,2024,2026,attested,省厅\r\n"
                               "function,2080188,本省专项,3\r\n";
    hrb_codebook *book = NULL;
    hrb_error *error = NULL;
    assert_hrb_ok(hrb_codebook_load(OURS, sizeof OURS - 1, hrb_codebook_default(), &book, &error), error, "own book");
    assert_true(hrb_codebook_size(book) > hrb_codebook_size(hrb_codebook_default()));
    const hrb_code_entry *entry = hrb_codebook_get(book, function_code(2080101), 2025);
    assert_string_equal(hrb_code_entry_name(entry), "本省行政,运行");
    assert_int_equal(hrb_code_entry_first_year(entry), 2024);
    assert_int_equal(hrb_code_entry_last_year(entry), 2026);
    assert_int_equal(hrb_code_entry_evidence(entry), HRB_EVIDENCE_ATTESTED);
    assert_string_equal(hrb_code_entry_sources(entry), "省厅");
    assert_string_equal(hrb_code_entry_name(hrb_codebook_get(book, function_code(2080188), 2025)), "本省专项");
    assert_string_equal(hrb_code_entry_name(hrb_codebook_get(book, function_code(208), 2025)), "社会保障和就业支出");
    hrb_codebook_free(book);

    assert_hrb_ok(hrb_codebook_load(OURS, sizeof OURS - 1, NULL, &book, &error), error, "a book without a base");
    assert_int_equal(hrb_codebook_size(book), 2);
    hrb_codebook_free(book);
}

static const struct {
    const char *csv;
    hrb_status status;
    int32_t line;
} BAD_BOOKS[] = {
    {"code,name\n", HRB_ERROR_SYNTAX, 1},
    {"kind,code,name,level\nfunction,2080101\n", HRB_ERROR_SYNTAX, 2},
    {"kind,code,name,level\n\nfunction,208,a,1\nstate,208,b,1\n", HRB_ERROR_SYNTAX, 4},
    {"kind,code,name,level\nfunction,20x,a,1\n", HRB_ERROR_SYNTAX, 2},
    {"kind,code,name,level\nfunction,208,\"a,1\n\n", HRB_ERROR_SYNTAX, 2},
    {"kind,code,name,level\nfunction,208,\"a\nb\",1\nstate,1", HRB_ERROR_SYNTAX, 4},
    {"kind,code,name,level\nfunction,208,a,1,2,3,4,5,6,7\n", HRB_ERROR_SYNTAX, 2},
    {"kind,code,name,level\nfunction,208,\xFF,1\n", HRB_ERROR_SYNTAX, 2},
};

static void a_bad_book_is_refused_with_the_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(BAD_BOOKS); i++) {
        hrb_codebook *book = (hrb_codebook *)&book;
        hrb_error *error = NULL;
        hrb_status status = hrb_codebook_load(LENGTH(BAD_BOOKS[i].csv), NULL, &book, &error);
        int32_t line = hrb_error_place(error).line;
        assert_hrb_fails(status, error, BAD_BOOKS[i].status, BAD_BOOKS[i].csv);
        assert_null(book);
        assert_int_equal(line, BAD_BOOKS[i].line);
    }
    hrb_codebook *book;
    assert_int_equal(hrb_codebook_load(NULL, 1, NULL, &book, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_codebook_load("", 0, NULL, NULL, NULL), HRB_ERROR_ARGUMENT);
}

static void getters_of_nothing_are_neutral(void **state)
{
    (void)state;
    assert_int_equal(hrb_code_entry_code(NULL).digits, 0);
    assert_string_equal(hrb_code_entry_name(NULL), "");
    assert_string_equal(hrb_code_entry_sources(NULL), "");
    assert_int_equal(hrb_code_entry_first_year(NULL), 0);
    assert_int_equal(hrb_code_entry_last_year(NULL), 0);
    assert_int_equal(hrb_code_entry_evidence(NULL), HRB_EVIDENCE_NONE);
    assert_int_equal(hrb_codebook_size(NULL), 0);
    assert_null(hrb_codebook_get(NULL, NONE, 0));
    assert_null(hrb_codebook_get_name(NULL, NONE, 0));
    assert_null(hrb_codebook_get_child(NULL, NONE, 0, 0));
    assert_null(hrb_codebook_get_rename(NULL, NONE, 0));
    hrb_codebook_free(NULL);
    hrb_codebook_free((hrb_codebook *)hrb_codebook_default());
    assert_non_null(hrb_codebook_get(hrb_codebook_default(), function_code(208), 0));
    static const char *const KINDS[] = {"", "function", "dept_economic", "gov_economic", "revenue", ""};
    for (hrb_code_kind kind = 0; kind < (hrb_code_kind)COUNT(KINDS); kind++)
        assert_string_equal(hrb_code_kind_name(kind), KINDS[kind]);
    assert_string_equal(hrb_code_kind_name(-1), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_read_joined_split_and_without_its_leading_zeros),
        cmocka_unit_test(what_is_no_code_is_refused_with_its_place),
        cmocka_unit_test(levels_and_parents_follow_from_the_digits),
        cmocka_unit_test(parts_are_joined_only_where_they_make_a_code),
        cmocka_unit_test(the_name_in_force_depends_on_the_year),
        cmocka_unit_test(children_come_in_the_order_of_their_digits),
        cmocka_unit_test(a_misprint_is_told_from_another_name_and_from_an_old_one),
        cmocka_unit_test(a_name_is_found_within_a_code_and_at_a_level),
        cmocka_unit_test(ones_own_book_wins_over_its_base),
        cmocka_unit_test(a_bad_book_is_refused_with_the_line),
        cmocka_unit_test(getters_of_nothing_are_neutral),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
