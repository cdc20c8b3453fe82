/* SPDX-License-Identifier: Apache-2.0 */
/* Amounts, by hand. tests/differential holds them to a second implementation. */
#include "testing.h"

#include "amount/cell.h"

typedef struct reading {
    const char *text;
    hrb_unit unit;
    hrb_fen fen;
    int64_t quantum;
} reading;

static const reading READINGS[] = {
    {"1,398.22万元", HRB_UNIT_NONE, 1398220000, 10000},
    {"10.6", HRB_UNIT_WAN_YUAN, 10600000, 100000},
    {".5", HRB_UNIT_YUAN, 50, 10},
    {"250.520", HRB_UNIT_YUAN, 25052, 1},
    {"１，２３４．５０元", HRB_UNIT_NONE, 123450, 1},
    {"1 2 3 . 4 5", HRB_UNIT_YUAN, 12345, 1},
    {"5亿元", HRB_UNIT_NONE, 50000000000, HRB_UNIT_YI_YUAN},
    {"3百万元", HRB_UNIT_NONE, 300000000, HRB_UNIT_MILLION_YUAN},
    {"2千元", HRB_UNIT_NONE, 200000, HRB_UNIT_THOUSAND_YUAN},
    {"7角", HRB_UNIT_NONE, 70, 10},
    {"人民币 8分", HRB_UNIT_NONE, 8, 1},
    {"￥5.00", HRB_UNIT_NONE, 500, 1},
    {"-¥1,234.00", HRB_UNIT_NONE, -123400, 1},
    {"（12.34）万元", HRB_UNIT_NONE, -12340000, 10000},
    {"△5", HRB_UNIT_WAN_YUAN, -5000000, HRB_UNIT_WAN_YUAN},
    {"－0.5万", HRB_UNIT_NONE, -500000, 100000},
    {"伍万元", HRB_UNIT_NONE, 5000000, HRB_UNIT_WAN_YUAN},
    {"三十万元", HRB_UNIT_NONE, 30000000, HRB_UNIT_WAN_YUAN},
    {"十五点八万", HRB_UNIT_NONE, 15800000, 100000},
    {"13万2", HRB_UNIT_NONE, 13200000, 100000},
    {"12亿3456.78万元", HRB_UNIT_NONE, 123456780000, 10000},
    {"两亿三千万元", HRB_UNIT_NONE, 23000000000, HRB_UNIT_WAN_YUAN},
    {"一万零三元", HRB_UNIT_NONE, 1000300, 100},
    {"五万", HRB_UNIT_WAN_YUAN, 5000000, HRB_UNIT_WAN_YUAN}, /* 5万, not 5万 of 万元 */
    {"伍万元整", HRB_UNIT_NONE, 5000000, 1},
    {"壹佰元零伍分", HRB_UNIT_NONE, 10005, 1},
    {"(92233720368547758.08)", HRB_UNIT_YUAN, INT64_MIN, 1},
    {"92233720368547758.07", HRB_UNIT_YUAN, INT64_MAX, 1},
};

static void an_amount_is_read_with_the_worth_of_its_last_digit(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(READINGS); i++) {
        const reading *c = &READINGS[i];
        hrb_amount amount;
        hrb_error *error = NULL;
        assert_hrb_ok(hrb_amount_parse(LENGTH(c->text), c->unit, 0, &amount, &error), error, c->text);
        if (amount.fen != c->fen || amount.quantum_fen != c->quantum || amount.stated != 1)
            fail_msg("%s: %lld fen, quantum %lld", c->text, (long long)amount.fen, (long long)amount.quantum_fen);
    }
}

static void what_is_not_stated_is_not_zero(void **state)
{
    (void)state;
    static const char *const NOTHING[] = {"", " ", "-", "--", "—", "——", "－", "−", "/", "无", "\xE3\x80\x80"};
    for (size_t i = 0; i < COUNT(NOTHING); i++) {
        hrb_amount amount = {.stated = 7};
        assert_hrb_ok(hrb_amount_parse(LENGTH(NOTHING[i]), HRB_UNIT_WAN_YUAN, 0, &amount, NULL), NULL, NOTHING[i]);
        assert_int_equal(amount.stated, 0);
        assert_int_equal(amount.quantum_fen, 0);
    }
    hrb_amount zero;
    assert_hrb_ok(hrb_amount_parse("0.00", 4, HRB_UNIT_YUAN, 0, &zero, NULL), NULL, "0.00");
    assert_int_equal(zero.stated, 1);
}

typedef struct refusal {
    const char *text;
    hrb_status status;
    int64_t offset; /* of the first byte that does not fit */
    int32_t column;
} refusal;

static const refusal REFUSALS[] = {
    {"12x4", HRB_ERROR_SYNTAX, 2, 3},
    {"1.2.3", HRB_ERROR_SYNTAX, 3, 4},
    {"五x万", HRB_ERROR_SYNTAX, 3, 2},
    {"36,834,50", HRB_ERROR_SYNTAX, 9, 10},
    {",500", HRB_ERROR_SYNTAX, 0, 1},
    {"一百二元", HRB_ERROR_SYNTAX, 9, 4}, /* 102 or 120? */
    {"一十百元", HRB_ERROR_SYNTAX, 6, 3},
    {"元", HRB_ERROR_SYNTAX, 0, 1},
    {"万元", HRB_ERROR_SYNTAX, 0, 1},
    {"(-5)", HRB_ERROR_SYNTAX, 1, 2},
    {"--5", HRB_ERROR_SYNTAX, 1, 2},
    {"12\xFF", HRB_ERROR_SYNTAX, 2, 3},
    {"0.001", HRB_ERROR_PRECISION, 0, 1},
    {"1.0000001万元", HRB_ERROR_PRECISION, 0, 1},
    {"92233720368547758.08", HRB_ERROR_OVERFLOW, 0, 1},
    {"1.33000000000001万亿", HRB_ERROR_PRECISION, 0, 1},
    {"九十亿亿元万", HRB_ERROR_SYNTAX, 15, 6}, /* too large, but first of all no amount */
};

static void what_is_no_amount_is_refused_at_the_character_that_does_not_fit(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(REFUSALS); i++) {
        const refusal *c = &REFUSALS[i];
        hrb_amount amount = {.fen = 42};
        hrb_error *error = NULL;
        hrb_status status = hrb_amount_parse(LENGTH(c->text), HRB_UNIT_NONE, 0, &amount, &error);
        hrb_place place = hrb_error_place(error);
        if (place.offset != c->offset || place.column != c->column)
            fail_msg("%s: offset %lld, column %d", c->text, (long long)place.offset, place.column);
        assert_hrb_fails(status, error, c->status, c->text);
        assert_int_equal(amount.fen, 42); /* outputs are written on success only */
    }
}

static void misplaced_separators_are_read_only_when_asked_for(void **state)
{
    (void)state;
    hrb_amount amount;
    assert_int_equal(hrb_amount_parse("36,834,50", 9, HRB_UNIT_YUAN, 0, &amount, NULL), HRB_ERROR_SYNTAX);
    assert_int_equal(hrb_amount_parse("36,834,50", 9, HRB_UNIT_YUAN, HRB_AMOUNT_LENIENT_GROUPS, &amount, NULL), HRB_OK);
    assert_int_equal(amount.fen, 368345000);
    /* A separator at an end says that digits are missing. */
    assert_int_equal(hrb_amount_parse(",500", 4, HRB_UNIT_YUAN, HRB_AMOUNT_LENIENT_GROUPS, &amount, NULL), HRB_ERROR_SYNTAX);
    assert_int_equal(hrb_amount_parse("500,", 4, HRB_UNIT_YUAN, HRB_AMOUNT_LENIENT_GROUPS, &amount, NULL), HRB_ERROR_SYNTAX);
}

static void four_hundred_digits_are_out_of_range_and_as_decimals_too_precise(void **state)
{
    (void)state;
    char digits[403];
    memset(digits, '9', sizeof digits);
    hrb_amount amount;
    assert_int_equal(hrb_amount_parse(digits, 400, HRB_UNIT_YUAN, 0, &amount, NULL), HRB_ERROR_OVERFLOW);
    digits[1] = '.';
    assert_int_equal(hrb_amount_parse(digits, 400, HRB_UNIT_YUAN, 0, &amount, NULL), HRB_ERROR_PRECISION);
    memset(digits + 2, '0', 400);
    assert_int_equal(hrb_amount_parse(digits, 402, HRB_UNIT_YUAN, 0, &amount, NULL), HRB_OK);
    assert_int_equal(amount.fen, 900);
    digits[401] = 'x';
    assert_int_equal(hrb_amount_parse(digits, 402, HRB_UNIT_YUAN, 0, &amount, NULL), HRB_ERROR_SYNTAX);
}

static void a_cell_in_brackets_is_negative_and_takes_no_second_sign(void **state)
{
    (void)state;
    hrb_amount amount;
    hrb_status why;
    assert_int_equal(hrb__cell_amount(HRB__TEXT("(92233720368547758.08)"), HRB_UNIT_YUAN, &amount, &why), HRB__CELL_AMOUNT);
    assert_true(amount.fen == INT64_MIN);
    /* The quick way of plain figures and the careful one agree: a separator stands between digits. */
    static const char *const CUT[] = {"500,", "1,,234.00", "1,.5", ",500"};
    for (size_t i = 0; i < COUNT(CUT); i++)
        assert_int_equal(hrb__cell_amount((hrb__text){CUT[i], strlen(CUT[i])}, HRB_UNIT_YUAN, &amount, &why), HRB__CELL_BAD_AMOUNT);
    assert_int_equal(hrb__cell_amount(HRB__TEXT("（-5）"), HRB_UNIT_YUAN, &amount, &why), HRB__CELL_BAD_AMOUNT);
    assert_int_equal(why, HRB_ERROR_SYNTAX);
}

typedef struct writing {
    hrb_fen fen;
    hrb_unit unit;
    int32_t decimals;
    uint32_t flags;
    const char *text;
} writing;

static const writing WRITINGS[] = {
    {123456789, HRB_UNIT_YUAN, 2, HRB_FORMAT_GROUPED, "1,234,567.89"},
    {123456789, HRB_UNIT_WAN_YUAN, 2, HRB_FORMAT_UNIT, "123.46万元"},
    {-50, HRB_UNIT_YUAN, 0, 0, "-1"},
    {-49, HRB_UNIT_YUAN, 0, 0, "0"},
    {1, HRB_UNIT_YI_YUAN, 0, HRB_FORMAT_EXACT, "0.0000000001"},
    {INT64_MIN, HRB_UNIT_FEN, 0, HRB_FORMAT_GROUPED, "-9,223,372,036,854,775,808"},
    {0, HRB_UNIT_YUAN, 12, 0, "0.000000000000"},
    {5, 7, 2, 0, ""},
    {5, HRB_UNIT_YUAN, 13, 0, ""},
    {5, HRB_UNIT_YUAN, -1, 0, ""},
};

static void an_amount_is_written_in_any_unit(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(WRITINGS); i++) {
        const writing *c = &WRITINGS[i];
        char buffer[64] = "untouched";
        size_t length = hrb_fen_format(c->fen, c->unit, c->decimals, c->flags, buffer, sizeof buffer);
        assert_string_equal(buffer, c->text);
        assert_int_equal(length, strlen(c->text));
        assert_int_equal(hrb_fen_format(c->fen, c->unit, c->decimals, c->flags, NULL, 0), length);
    }
    char small[4];
    assert_int_equal(hrb_fen_format(123456, HRB_UNIT_YUAN, 2, 0, small, sizeof small), 7);
    assert_string_equal(small, "123");
    assert_int_equal(hrb_fen_format(1, HRB_UNIT_YUAN, 2, 0, NULL, 5), 0);
}

/* The examples that the rule itself gives (支付结算办法 附一, 正确填写票据和结算凭证的基本规定). */
static const struct {
    hrb_fen fen;
    const char *text;
} CAPITALS[] = {
    {140950, "壹仟肆佰零玖元伍角整"},       {600714, "陆仟零柒元壹角肆分"},       {168032, "壹仟陆佰捌拾元零叁角贰分"},
    {10700053, "壹拾万柒仟元零伍角叁分"},   {1640902, "壹万陆仟肆佰零玖元零贰分"}, {32504, "叁佰贰拾伍元零肆分"},
    {0, "零元整"},                          {-5, "负伍分"},                        {10000000000500, "壹仟亿零伍元整"},
    {500003604175063, "伍万亿零叁仟陆佰零肆万壹仟柒佰伍拾元零陆角叁分"},
};

static void capital_amounts_follow_the_examples_of_the_rule(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(CAPITALS); i++) {
        char buffer[128];
        hrb_fen back = 0;
        hrb_error *error = NULL;
        assert_int_equal(hrb_capital_format(CAPITALS[i].fen, buffer, sizeof buffer), strlen(CAPITALS[i].text));
        assert_string_equal(buffer, CAPITALS[i].text);
        assert_hrb_ok(hrb_capital_parse(LENGTH(CAPITALS[i].text), &back, &error), error, CAPITALS[i].text);
        assert_true(back == CAPITALS[i].fen);
    }
}

static void what_is_no_capital_amount_is_refused_as_one(void **state)
{
    (void)state;
    static const char *const NONE[] = {"", "100元", "１００元", "一百元", "壹佰", "壹佰贰", "-壹佰元", "壹佰点伍元", "整", "元整", "人民币", "壹佰元伍", "\xFF"};
    for (size_t i = 0; i < COUNT(NONE); i++) {
        hrb_fen fen = 42;
        hrb_error *error = NULL;
        hrb_status status = hrb_capital_parse(LENGTH(NONE[i]), &fen, &error);
        assert_hrb_fails(status, error, HRB_ERROR_SYNTAX, NONE[i]);
        assert_int_equal(fen, 42);
    }
}

static void arithmetic_refuses_what_does_not_fit(void **state)
{
    (void)state;
    hrb_fen out = 42;
    assert_int_equal(hrb_fen_add(INT64_MAX, 1, &out), HRB_ERROR_OVERFLOW);
    assert_int_equal(hrb_fen_subtract(INT64_MIN, 1, &out), HRB_ERROR_OVERFLOW);
    assert_int_equal(hrb_fen_multiply(INT64_MIN, -1, &out), HRB_ERROR_OVERFLOW);
    assert_int_equal(hrb_fen_round(INT64_MAX, 10, HRB_ROUND_HALF_UP, &out), HRB_ERROR_OVERFLOW);
    assert_int_equal(hrb_fen_round(1, 0, HRB_ROUND_HALF_UP, &out), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_fen_round(1, 1, 3, &out), HRB_ERROR_ARGUMENT);
    assert_int_equal(out, 42);
    const hrb_fen cancel[] = {INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN, 2};
    assert_int_equal(hrb_fen_sum(cancel, 5, &out), HRB_OK); /* only the sum has to fit */
    assert_int_equal(out, 0);
    assert_int_equal(hrb_fen_sum(NULL, 0, &out), HRB_OK);
    assert_int_equal(hrb_fen_round(25, 10, HRB_ROUND_HALF_EVEN, &out), HRB_OK);
    assert_int_equal(out, 20);
    assert_int_equal(hrb_fen_round(-25, 10, HRB_ROUND_HALF_UP, &out), HRB_OK);
    assert_int_equal(out, -30);
}

static void intervals_meet_where_rounding_explains_the_difference(void **state)
{
    (void)state;
    hrb_interval wan = hrb_interval_of(1398220000, 10000), out = {42, 42};
    assert_true(wan.low == 1398215000 && wan.high == 1398225000);
    assert_true(hrb_interval_overlaps(wan, hrb_interval_of(1398224999, 1)));
    assert_false(hrb_interval_overlaps(wan, hrb_interval_of(1398225001, 1)));
    hrb_interval fen = hrb_interval_of(5, 1);
    assert_true(fen.low == 5 && fen.high == 5);
    hrb_interval most = hrb_interval_of(INT64_MAX, 100);
    assert_true(most.high == INT64_MAX && most.low == INT64_MAX - 50);
    assert_int_equal(hrb_interval_add(most, wan, &out), HRB_ERROR_OVERFLOW);
    assert_true(out.low == 42);
    assert_int_equal(hrb_interval_subtract(wan, wan, &out), HRB_OK);
    assert_true(out.low == -10000 && out.high == 10000);
}

static void bad_arguments_are_told_and_never_crash(void **state)
{
    (void)state;
    hrb_amount amount;
    hrb_fen fen;
    hrb_error *error = NULL;
    hrb_status status = hrb_amount_parse("5", 1, 7, 0, &amount, &error);
    assert_hrb_fails(status, error, HRB_ERROR_ARGUMENT, "a unit that is none");
    assert_int_equal(hrb_amount_parse(NULL, 1, 0, 0, &amount, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_amount_parse("5", 1, 0, 0, NULL, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_capital_parse(NULL, 3, &fen, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_capital_parse("零元", 6, NULL, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_capital_format(5, NULL, 3), 0);
    assert_int_equal(hrb_fen_add(1, 1, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_fen_subtract(1, 1, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_fen_multiply(1, 1, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_fen_sum(NULL, 1, &fen), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_fen_round(1, 1, 0, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_interval_add((hrb_interval){0, 0}, (hrb_interval){0, 0}, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_interval_subtract((hrb_interval){0, 0}, (hrb_interval){0, 0}, NULL), HRB_ERROR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_amount_is_read_with_the_worth_of_its_last_digit),
        cmocka_unit_test(what_is_not_stated_is_not_zero),
        cmocka_unit_test(what_is_no_amount_is_refused_at_the_character_that_does_not_fit),
        cmocka_unit_test(misplaced_separators_are_read_only_when_asked_for),
        cmocka_unit_test(four_hundred_digits_are_out_of_range_and_as_decimals_too_precise),
        cmocka_unit_test(a_cell_in_brackets_is_negative_and_takes_no_second_sign),
        cmocka_unit_test(an_amount_is_written_in_any_unit),
        cmocka_unit_test(capital_amounts_follow_the_examples_of_the_rule),
        cmocka_unit_test(what_is_no_capital_amount_is_refused_as_one),
        cmocka_unit_test(arithmetic_refuses_what_does_not_fit),
        cmocka_unit_test(intervals_meet_where_rounding_explains_the_difference),
        cmocka_unit_test(bad_arguments_are_told_and_never_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
