/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of a workbook as its cells show them. The expected texts are those of
 * a spreadsheet program, not of this library. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "read/sheet_number.h"

static const struct {
    const char *code, *stored, *shown;
} CASES[] = {
    {"General", "6837941.25", "6837941.25"},
    {"General", "0.30000000000000004", "0.3"},
    {"General", "43269.300000000003", "43269.3"},
    {"General", "1234567890.1199999", "1234567890.12"},
    {"General", "123456789.12", "123456789.12"},
    {"General", "12345678.123456789", "12345678.12"},
    {"General", "0.33333333333333331", "0.333333333"},
    {"General", "33.333333333333336", "33.33333333"},
    {"General", "-12.5", "-12.5"},
    {"General", "1.0E-2", "0.01"},
    {"General", "1.5E+3", "1500"},
    {"General", "123456789012.34", "123456789012.34"},
    {"General", "0", "0"},
    {"General", "#N/A", "#N/A"},
    {"0", "2.5", "3"},
    {"0", "0.4", "0"},
    {"0", "-0.4", "0"},
    {"00", "5", "05"},
    {"000", "1208", "1208"},
    {"0.00", "0.28499999999999998", "0.29"},
    {"0.00", "1.005", "1.01"},
    {"0.00", "9999999.995", "10000000.00"},
    {"0.00", "-0.001", "0.00"},
    {"#,##0.00", "6873941.25", "6,873,941.25"},
    {"#,##0.00", "0", "0.00"},
    {"#,##0.00", "-1234.5", "-1,234.50"},
    {"#,##0.00", "999.999", "1,000.00"},
    {"#,##0", "1234567890123", "1,234,567,890,123"},
    {"#,##0", "123", "123"},
    {"#,##0_ ", "1398", "1,398 "},
    {"#,##0.##", "12.5", "12.5"},
    {"#.##", "0.5", ".5"},
    {".00", "12.5", "12.50"},
    {"0,000", "5", "0,005"},
    {"0.00%", "0.3334", "33.34%"},
    {"0%", "0.285", "29%"},
    {"0.00,", "1234567", "1234.57"},
    {"#,##0.00,,", "1234567890", "1,234.57"},
    {"0\\.0,", "12345", "1.2"},
    {"0.00_);(0.00)", "-5", "(5.00)"},
    {"#,##0.00;-#,##0.00;", "0", ""},
    {"#,##0.00;-#,##0.00;", "-3.1", "-3.10"},
    {"_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", " -   "},
    {"_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-1398.2", " -1,398.20 "},
    {"[$¥-804]#,##0.00", "10", "¥10.00"},
    {"[Red]-0.0", "1", "-1.0"},
    {"[=0]\"\";General", "0", ""},
    {"[=0]\"\";General", "7.25", "7.25"},
    {"[>=10000]0.00,\"千\";0.00", "12340", "12.34千"},
    {"[>=10000]0.00,\"千\";0.00", "1234", "1234.00"},
    {"0.00\"万元\"", "13.2", "13.20万元"},
    {"@", "208", "208"},
    {"G/通用格式\"年\"", "2026", "2026年"},
    {"yyyy\"年\"m\"月\";@", "46054", "2026年2月"},
    {"yyyy/m/d", "1", "1900/1/1"},
    {"yyyy/m/d", "61", "1900/3/1"},
    {"aaaa", "46054", "星期日"},
    {"aaa", "20001", "一"},
    {"yyyy-mm-dd", "43831", "2020-01-01"},
    {"yyyy/m/d h:mm", "43831.75", "2020/1/1 18:00"},
    {"[h]:mm", "1.5", "36:00"},
    {"yyyy", "-1", "-1"},
    {"0.00E+00", "12345", "12345"},
    {";;;", "12", ""},
};

static void a_number_is_shown_as_a_spreadsheet_shows_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char out[HRB__SHOWN_SIZE + 1];
        size_t n = hrb__show_number(CASES[i].code, (hrb__text){CASES[i].stored, strlen(CASES[i].stored)}, false, out);
        out[n] = '\0';
        if (strcmp(out, CASES[i].shown) != 0)
            fail_msg("%s under %s: \"%s\", expected \"%s\"", CASES[i].stored, CASES[i].code, out, CASES[i].shown);
    }
}

static void dates_may_count_from_1904(void **state)
{
    (void)state;
    char out[HRB__SHOWN_SIZE];
    assert_int_equal(hrb__show_number("yyyy-mm-dd", HRB__TEXT("42369"), true, out), 10);
    assert_memory_equal(out, "2020-01-01", 10);
}

static void a_hostile_number_or_format_stays_within_its_room(void **state)
{
    (void)state;
    char digits[2000], code[255], out[HRB__SHOWN_SIZE];
    memset(digits, '9', sizeof digits);
    assert_in_range(hrb__show_number("#,##0.00", (hrb__text){digits, sizeof digits}, false, out), 1, HRB__SHOWN_SIZE);
    assert_in_range(hrb__show_number("#,##0.00", HRB__TEXT("1e308"), false, out), 414, 414); /* 309 digits, 102 commas */
    memset(code, '0', sizeof code - 1);
    code[100] = '.';
    code[254] = '\0';
    assert_int_equal(hrb__show_number(code, HRB__TEXT("1e-300"), false, out), 254);
    memset(code, '%', sizeof code - 1);
    assert_in_range(hrb__show_number(code, HRB__TEXT("1e308"), false, out), 254, HRB__SHOWN_SIZE);
    code[0] = '0';
    assert_in_range(hrb__show_number(code, HRB__TEXT("1e308"), false, out), 254 + 308, HRB__SHOWN_SIZE);
    memset(code + 1, ',', sizeof code - 2);
    assert_int_equal(hrb__show_number(code, HRB__TEXT("1e-300"), false, out), 1);
    assert_true(hrb__format_hides_text(";;;"));
    assert_false(hrb__format_hides_text("0;-0;;@"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_shown_as_a_spreadsheet_shows_it),
        cmocka_unit_test(dates_may_count_from_1904),
        cmocka_unit_test(a_hostile_number_or_format_stays_within_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
