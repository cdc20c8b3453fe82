/* SPDX-License-Identifier: Apache-2.0 */
/* What programs compiled against an older copy of the library rely on: the
 * version, the numbers of the statuses, the layout of the value types. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <hrbudget/hrbudget.h>

static void macro_and_function_tell_the_same_version(void **state)
{
    (void)state;
    char expected[64];
    snprintf(expected, sizeof expected, "%d.%d.%d", HRB_VERSION_MAJOR, HRB_VERSION_MINOR, HRB_VERSION_PATCH);
    assert_string_equal(hrb_version(), expected);
}

typedef struct status_case {
    hrb_status status;
    int number;
    const char *name;
} status_case;

static const status_case STATUSES[] = {
    {HRB_OK, 0, "HRB_OK"},
    {HRB_ERROR_ARGUMENT, -1, "HRB_ERROR_ARGUMENT"},
    {HRB_ERROR_MEMORY, -2, "HRB_ERROR_MEMORY"},
    {HRB_ERROR_IO, -3, "HRB_ERROR_IO"},
    {HRB_ERROR_EMPTY, -4, "HRB_ERROR_EMPTY"},
    {HRB_ERROR_ENCODING, -5, "HRB_ERROR_ENCODING"},
    {HRB_ERROR_UNSUPPORTED, -6, "HRB_ERROR_UNSUPPORTED"},
    {HRB_ERROR_LIMIT, -7, "HRB_ERROR_LIMIT"},
    {HRB_ERROR_SYNTAX, -8, "HRB_ERROR_SYNTAX"},
    {HRB_ERROR_OVERFLOW, -9, "HRB_ERROR_OVERFLOW"},
    {HRB_ERROR_PRECISION, -10, "HRB_ERROR_PRECISION"},
    {HRB_ERROR_RULEBOOK, -11, "HRB_ERROR_RULEBOOK"},
    {HRB_ERROR_NOT_FOUND, -12, "HRB_ERROR_NOT_FOUND"},
    {HRB_ERROR_PROCESS, -13, "HRB_ERROR_PROCESS"},
};
enum { STATUS_COUNT = sizeof STATUSES / sizeof STATUSES[0] };

static void every_status_keeps_its_number_and_has_a_name_and_two_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        const status_case *c = &STATUSES[i];
        assert_int_equal(c->status, c->number);
        assert_string_equal(hrb_status_name(c->status), c->name);
        const char *zh = hrb_status_text(c->status, HRB_LANG_ZH), *en = hrb_status_text(c->status, HRB_LANG_EN);
        assert_true(strlen(zh) > 0 && strlen(en) > 0);
        assert_string_not_equal(zh, en);
    }
}

static void a_number_that_is_no_status_is_called_unknown(void **state)
{
    (void)state;
    /* The first number after the last one: a new status without a line in the table above fails here. */
    const hrb_status none[] = {1, STATUSES[STATUS_COUNT - 1].number - 1, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        assert_string_equal(hrb_status_name(none[i]), "HRB_ERROR_UNKNOWN");
        assert_true(strlen(hrb_status_text(none[i], HRB_LANG_ZH)) > 0);
        assert_true(strlen(hrb_status_text(none[i], HRB_LANG_EN)) > 0);
    }
}

static void functions_on_no_error_are_neutral(void **state)
{
    (void)state;
    assert_int_equal(hrb_error_status(NULL), HRB_OK);
    assert_string_equal(hrb_error_message(NULL, HRB_LANG_ZH), "");
    hrb_place place = hrb_error_place(NULL);
    assert_int_equal(place.offset, 0);
    assert_int_equal(place.line, 0);
    hrb_error_free(NULL);
    hrb_string_free(NULL);
}

static void value_types_keep_their_layout(void **state)
{
    (void)state;
    assert_int_equal(sizeof(hrb_place), 56);
    assert_int_equal(offsetof(hrb_place, offset), 0);
    assert_int_equal(offsetof(hrb_place, length), 8);
    assert_int_equal(offsetof(hrb_place, line), 16);
    assert_int_equal(offsetof(hrb_place, column), 20);
    assert_int_equal(offsetof(hrb_place, page), 24);
    assert_int_equal(offsetof(hrb_place, bottom), 52);

    assert_int_equal(sizeof(hrb_amount), 32);
    assert_int_equal(offsetof(hrb_amount, fen), 0);
    assert_int_equal(offsetof(hrb_amount, quantum_fen), 8);
    assert_int_equal(offsetof(hrb_amount, unit), 16);
    assert_int_equal(offsetof(hrb_amount, stated), 24);
    assert_int_equal(offsetof(hrb_amount, decimals), 28);

    assert_int_equal(sizeof(hrb_code), 8);
    assert_int_equal(offsetof(hrb_code, kind), 0);
    assert_int_equal(offsetof(hrb_code, digits), 4);

    assert_int_equal(sizeof(hrb_interval), 16);
    assert_int_equal(offsetof(hrb_interval, low), 0);
    assert_int_equal(offsetof(hrb_interval, high), 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(macro_and_function_tell_the_same_version),
        cmocka_unit_test(every_status_keeps_its_number_and_has_a_name_and_two_texts),
        cmocka_unit_test(a_number_that_is_no_status_is_called_unknown),
        cmocka_unit_test(functions_on_no_error_are_neutral),
        cmocka_unit_test(value_types_keep_their_layout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
