# SPDX-License-Identifier: Apache-2.0
import copy
import pickle
from decimal import Decimal

import pytest

from hrbudget import Indicator


@pytest.mark.parametrize(("text", "comparator", "value", "unit", "inclusive"), [
    ("≥90%", ">=", "90", "%", True), ("不多于3个", "<=", "3", "个", True), ("80%以上", ">=", "80", "%", True), ("超过100人次", ">", "100", "人次", False), ("100%", "=", "100", "%", True),
])
def test_a_target_is_taken_apart(text, comparator, value, unit, inclusive):
    target = Indicator(text)
    assert (target.kind, target.comparator, target.value, target.unit, target.inclusive) == ("numeric", comparator, Decimal(value), unit, inclusive)
    assert target.text == text and target.explain(lang="en") != target.explain(lang="zh")


def test_what_was_achieved_meets_it_or_not():
    target = Indicator("≥90%")
    met, missed, unclear = target.evaluate("90%"), target.evaluate("89.99%"), target.evaluate("很好")
    assert met and not missed and not unclear and (missed.outcome, unclear.outcome) == ("not_met", "not_comparable")
    assert unclear.reason == unclear.reason_zh != unclear.reason_en
    with pytest.raises(TypeError, match="as reported"):
        target.evaluate(0.9)


def test_dates_grades_and_words():
    assert Indicator("2020年6月底之前").kind == "deadline" and Indicator("每月25日之前").kind == "recurrence"
    assert Indicator("及时").kind == "qualitative" and Indicator("—").kind == "blank" and Indicator("—").value is None
    assert Indicator("培训人数", "培训人数").kind == "copied-label"


def test_targets_are_values_by_what_they_say():
    a, b = Indicator("90%以上"), Indicator("≥90%")
    assert a == b and hash(a) == hash(b) and a != Indicator(">90%") and a is copy.copy(a) and a is copy.deepcopy(a)
    assert pickle.loads(pickle.dumps(a)) == a and eval(repr(a)) == a and f"{a:>6}" == "  ≥90%"
    assert Indicator("≥80%") < a <= b and sorted([a, Indicator("≥9%")])[0] == Indicator("≥9%")
    with pytest.raises(AttributeError):
        a.text = "x"


@pytest.mark.parametrize("value", [0.9, 90, None, b"90%"])
def test_targets_are_text(value):
    with pytest.raises(TypeError, match="a target is text"):
        Indicator(value)


def test_any_text_is_accepted():
    for text in ("", "\0", "文" * 100000, "9" * 1000, "a\0b"):
        target = Indicator(text)
        assert target.kind and repr(target) and str(target) is not None and target.evaluate(text).outcome
    with pytest.raises(ValueError):
        Indicator("\ud800")
