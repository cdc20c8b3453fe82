/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences of findings: what printf makes of the same format and arguments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "check/keys.h"
#include "check/message.h"

/* The first format through hrb__message_write and through vsnprintf; the other language says nothing of its own. */
static void compare(const char *format, ...)
{
    hrb__arena arena = {0};
    const char *formats[2] = {format, format}, *messages[2] = {"", ""};
    char expected[600];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    vsnprintf(expected, sizeof expected, format, again);
    assert_true(hrb__message_write(&arena, formats, messages, args));
    va_end(again);
    va_end(args);
    assert_string_equal(messages[0], expected);
    assert_string_equal(messages[1], expected);
    hrb__arena_free(&arena);
}

static void test_same_as_printf(void **state)
{
    (void)state;
    compare("没有参数");
    compare("");
    compare("100%%");
    compare("%s", "财政");
    compare("%%%s%%", "财政");
    compare("“%s”：%d、%u、%zu、%lld", "费", -5, 4000000000u, (size_t)123456789012345, (long long)INT64_MIN);
    compare("科目 %s “%.*s” 未收录", "2080101", 6, "行政运行", 0);
    compare("%2$s与%1$s", "后", "前");
    compare("%1$s：%2$s%3$.0s", "前", "后", "不写");
    compare("%1$s的名称“%2$.*3$s”，%4$d年为“%5$s”，又%1$s", "208", "社会保障和就业", 12, 2020, "社会保障");
    compare("%3$zu处，%1$u个%2$.0s", 7u, "不写", (size_t)0);
    compare("%1$lld%2$d", 9223372036854775807LL, 0);
}

/* The first format as it should be written out, the words of a number being chosen by it. */
static void expect(const char *expected, const char *format, ...)
{
    hrb__arena arena = {0};
    const char *formats[2] = {format, format}, *messages[2] = {"", ""};
    va_list args;
    va_start(args, format);
    assert_true(hrb__message_write(&arena, formats, messages, args));
    va_end(args);
    assert_string_equal(messages[1], expected);
    hrb__arena_free(&arena);
}

static void test_one_or_many(void **state)
{
    (void)state;
    expect("1 table holds", "%zu {table holds|tables hold}", (size_t)1);
    expect("0 tables hold", "%zu {table holds|tables hold}", (size_t)0);
    expect("a: 1 item, 2 kinds", "%3$s: %1$u {item|items}, %2$d {kind|kinds}", 1u, 2, "a");
    expect("1 of them, 3 of b are", "%1$d of them, %2$d of %3$s {is|are}", 1, 3, "b");
    expect("no number {", "no number {");
    expect("{a|b", "{a|b");
}

static void test_join(void **state)
{
    (void)state;
    hrb__text parts[] = {HRB__TEXT("甲"), HRB__TEXT(""), HRB__TEXT("乙")};
    hrb__arena arena = {0};
    assert_string_equal(hrb__message_join(&arena, parts, 3), "甲乙");
    assert_string_equal(hrb__message_join(&arena, parts, 0), "");
    hrb__arena_free(&arena);
}

static void test_keys(void **state)
{
    (void)state;
    hrb__keys keys = {0};
    assert_int_equal(hrb__keys_get(&keys, 0), 0);
    for (uint64_t k = 0; k < 5000; k++) {
        uint32_t *value = hrb__keys_at(&keys, k * UINT64_C(0x100000000));
        assert_non_null(value);
        assert_int_equal(*value, 0);
        *value = (uint32_t)k + 1;
    }
    for (uint64_t k = 0; k < 5000; k++)
        assert_int_equal(hrb__keys_get(&keys, k * UINT64_C(0x100000000)), k + 1);
    assert_int_equal(hrb__keys_get(&keys, 1), 0);
    assert_int_equal(keys.count, 5000);
    hrb__keys_free(&keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_as_printf),
        cmocka_unit_test(test_one_or_many),
        cmocka_unit_test(test_join),
        cmocka_unit_test(test_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
