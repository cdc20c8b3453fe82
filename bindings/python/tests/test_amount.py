# SPDX-License-Identifier: Apache-2.0
import copy
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest

from hrbudget import Amount, AmountOverflowError, ParseError, PrecisionError


@pytest.mark.parametrize(("text", "fen", "quantum"), [
    ("1,398.22万元", 1398220000, 10000), ("0.00", 0, 1), ("（5.00）", -500, 1), ("5.10元", 510, 1), ("伍万元", 5000000, 1000000),
    ("１，０００", 100000, 100), ("-1.5亿元", -15000000000, 1000000000),
])
def test_text_becomes_whole_fen_with_its_precision(text, fen, quantum):
    amount = Amount(text)
    assert (amount.fen, amount.quantum_fen, int(amount)) == (fen, quantum, fen)


@pytest.mark.parametrize("value", [1.5, 0.0, float("nan"), True, False, 100, None, b"1", [1], Fraction(1, 2)])
def test_what_is_not_exact_or_not_clear_is_refused_with_what_to_say_instead(value):
    with pytest.raises(TypeError, match=r"Amount\("):
        Amount(value)


@pytest.mark.parametrize("make", [Amount.from_fen, Amount.from_yuan])
@pytest.mark.parametrize("value", [1.0, True, None])
def test_constructors_refuse_floats_and_bools(make, value):
    with pytest.raises(TypeError, match="is not money"):
        make(value)


def test_a_unit_of_text_can_be_given():
    assert Amount("1,398.22", "万元") == Amount("1,398.22万元")
    with pytest.raises(ValueError, match="unit is one of"):
        Amount("1", "dollars")


@pytest.mark.parametrize("text", ["-", "—", "", "  ", "无"])
def test_not_stated_is_none_and_not_zero(text):
    assert Amount.parse(text) is None
    with pytest.raises(ParseError):
        Amount(text)


@pytest.mark.parametrize("text", ["x", "1元x", "1\0", "1.2.3", "\ud800"])
def test_what_is_no_amount_is_a_value_error(text):
    with pytest.raises(ValueError):
        Amount(text)


def test_errors_say_where():
    with pytest.raises(ParseError) as caught:
        Amount("12x")
    assert caught.value.place.offset == 2
    with pytest.raises(PrecisionError):
        Amount("0.001元")


@pytest.mark.parametrize("make", [
    lambda: Amount("99999999999999999999"), lambda: Amount.from_fen(2**63), lambda: Amount.from_yuan(2**60), lambda: Amount.from_yuan(10**40),
    lambda: Amount.from_yuan(Decimal("1E+1000000")), lambda: Amount.from_fen(2**63 - 1) + Amount.from_fen(1), lambda: Amount.from_fen(2**62) * 2,
    lambda: -Amount.from_fen(-2**63), lambda: Amount.from_fen(1) * 10**30, lambda: sum([Amount.from_fen(2**62)] * 3),
])
def test_what_does_not_fit_is_an_overflow(make):
    with pytest.raises(AmountOverflowError) as caught:
        make()
    assert isinstance(caught.value, OverflowError)


def test_the_ends_of_the_range_fit():
    for fen in (2**63 - 1, -2**63):
        amount = Amount.from_fen(fen)
        assert amount.fen == fen and amount.decimal == Decimal(fen) / 100 and Amount.from_yuan(amount.decimal) == amount


def test_decimal_is_exact_whatever_the_context():
    import decimal
    with decimal.localcontext() as context:
        context.prec = 3
        assert str(Amount.from_fen(123456789).decimal) == "1234567.89"
        assert str(Amount.from_fen(123456789).to("万元")) == "123.456789"


def test_values_compare_hash_copy_and_pickle():
    a, b = Amount("1万元"), Amount("10000.00元")
    assert a == b and hash(a) == hash(b) and len({a, b}) == 1 and a is copy.copy(a) and a is copy.deepcopy(a)
    assert pickle.loads(pickle.dumps(a)) == a and pickle.loads(pickle.dumps(a)).quantum_fen == a.quantum_fen
    assert a < Amount("2万元") <= Amount("2万元") and a != 1000000 and a != "1万元" and not a == None  # noqa: E711
    assert sorted([Amount("3元"), Amount("-1元"), Amount("2元")])[0] == Amount("-1元")
    with pytest.raises(TypeError):
        a < 5
    with pytest.raises(AttributeError):
        a.fen = 5
    with pytest.raises(AttributeError):
        a.other = 5


def test_arithmetic_is_exact_and_among_amounts():
    assert sum([Amount("0.10元")] * 3) == Amount("0.30元")
    assert 3 * Amount("1元") == Amount("3元") == Amount("1元") * 3 and abs(-Amount("1元")) == Amount("1元")
    assert Amount("1元").ratio(Amount("3元")) == Fraction(1, 3)
    for wrong in (1, 1.0, "1元", Decimal(1)):
        with pytest.raises(TypeError):
            Amount("1元") + wrong
    for factor in (1.5, True, "2"):
        with pytest.raises(TypeError, match="multiplied by an int"):
            Amount("1元") * factor
    with pytest.raises(TypeError, match="decimal"):
        float(Amount("1元"))


@pytest.mark.parametrize(("spec", "text"), [
    ("", "13,982,200.00元"), ("万元", "1,398.22万元"), (".0万元", "1,398万元"), (",.4亿元", "0.1398亿元"), ("大写", "壹仟叁佰玖拾捌万贰仟贰佰元整"), ("fen", "1398220000"),
])
def test_format(spec, text):
    assert format(Amount("1,398.22万元"), spec) == text


@pytest.mark.parametrize("spec", ["x", ".2f", ".99元", "美元"])
def test_a_bad_format_says_so(spec):
    with pytest.raises(ValueError):
        format(Amount("1元"), spec)


def test_repr_gives_the_value_back():
    for text in ("1,398.22万元", "-0.01元", "0元"):
        assert eval(repr(Amount(text))) == Amount(text)


def test_intervals():
    low, high = Amount("1,398.22万元").interval
    assert (high - low).fen == 10000 and Amount("1,398.22万元").agrees(low) and not Amount("1,398.22万元").agrees(high + Amount.from_fen(1))
