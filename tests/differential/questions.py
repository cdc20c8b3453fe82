# SPDX-License-Identifier: Apache-2.0
"""What the driver is asked, with the set of answers that are right, and the fixed cases."""
import decimal
import sys
from decimal import Decimal

from second import (
    ARGUMENT, EDGES, HIGH, LOW, NOTHING, OK, OVERFLOW, UNITS, UNIT_NAMES, UNTOUCHED, read_amount, read_capital, read_cell, strip,
    write_capital, write_fen
)


def hexed(text):
    return (text if isinstance(text, bytes) else text.encode()).hex() or "."


def ask_parse(text, unit=0, flags=0):
    statuses, amount = read_amount(text, unit, flags & 1)
    if amount:
        answers = {"0 " + " ".join(map(str, amount)) + " -1"}
    else:
        answers = {f"{status} {UNTOUCHED} {UNTOUCHED} {UNTOUCHED} -1 -1 " for status in statuses}
    return f"p {unit} {flags} {hexed(text)}", answers, text


def ask_cell(text, unit):
    text = strip(text)
    kind, statuses, amount = read_cell(text, unit)
    numbers = f"{amount[0]} {amount[1]} {amount[4]}" if amount else "0 0 0"
    return f"k {unit} {hexed(text)}", {f"{kind} {status} {numbers}" for status in statuses}, text


def ask_capital(text):
    statuses, fen = read_capital(text)
    return f"c {hexed(text)}", {f"{status} {UNTOUCHED if fen is None else fen}" for status in statuses}, text


def checked(value):
    return {f"{OK} {value}"} if LOW <= value <= HIGH else {f"{OVERFLOW} {UNTOUCHED}"}


def ask_arithmetic(op, a, b):
    return f"{op} {a} {b}", checked(a + b if op == "+" else a - b if op == "-" else a * b), None


def ask_sum(values):
    return f"s {len(values)} {' '.join(map(str, values))}", checked(sum(values)), None


def ask_round(value, quantum, mode):
    if quantum < 1 or mode not in (0, 1, 2):
        return f"r {value} {quantum} {mode}", {f"{ARGUMENT} {UNTOUCHED}"}, None
    how = [decimal.ROUND_HALF_UP, decimal.ROUND_HALF_EVEN, decimal.ROUND_DOWN][mode]
    return f"r {value} {quantum} {mode}", checked(int((Decimal(value) / quantum).to_integral_value(how)) * quantum), None


def clamp(value):
    return min(max(value, LOW), HIGH)


def ask_interval(value, quantum):
    half = max(quantum, 0) // 2
    return f"i {value} {quantum}", {f"{clamp(value - half)} {clamp(value + half)}"}, None


def ask_intervals(op, a, b, c, d):
    question = f"{op} {a} {b} {c} {d}"
    if op == "o":
        return question, {str(int(max(a, c) <= min(b, d)))}, None
    low, high = (a + c, b + d) if op == "a" else (a - d, b - c)
    fits = LOW <= low <= HIGH and LOW <= high <= HIGH
    return question, {f"{OK} {low} {high}"} if fits else {f"{OVERFLOW} {UNTOUCHED} {UNTOUCHED}"}, None


def ask_format(fen, unit, decimals, flags):
    return f"f {fen} {unit} {decimals} {flags}", {write_fen(fen, unit, decimals, flags)}, None


def ask_capital_format(fen):
    return f"C {fen}", {write_capital(fen)}, None


# What the rule itself gives as examples (支付结算办法 附一 正确填写票据和结算凭证的基本规定).
OFFICIAL = [(140950, "壹仟肆佰零玖元伍角整"), (600714, "陆仟零柒元壹角肆分"), (168032, "壹仟陆佰捌拾元零叁角贰分"),
            (10700053, "壹拾万柒仟元零伍角叁分"), (1640902, "壹万陆仟肆佰零玖元零贰分"), (32504, "叁佰贰拾伍元零肆分")]
# Spelt out by hand, so that both implementations cannot be wrong alike.
BY_HAND = [("1,398.22万元", 0, (1398220000, 10000, 10**6, 1, 2)), ("伍万元", 0, (5000000, 10**6, 100, 1, 0)), ("三十万元", 0, (30000000, 10**6, 100, 1, 0)),
           ("13万2", 0, (13200000, 100000, 100, 1, 0)), ("两亿三千万元", 0, (23000000000, 10**6, 100, 1, 0)), ("十五点八万", 0, (15800000, 10**5, 100, 1, 1)),
           ("壹佰元零伍分", 0, (10005, 1, 100, 1, 0)), ("250.520", 0, (25052, 1, 100, 1, 3)), ("（12.34）万元", 0, (-12340000, 10**4, 10**6, 1, 2)),
           ("△5", 10**6, (-5000000, 10**6, 10**6, 1, 0)), ("１，２３４．５０", 0, (123450, 1, 100, 1, 2)), ("1 2 3 . 4 5 元", 0, (12345, 1, 100, 1, 2)),
           ("三元五", 0, (350, 10, 100, 1, 0)), ("二〇", 0, None), ("一百二元", 0, None), ("1,23", 0, None), ("12亿3456.78万元", 0, (123456780000, 10**4, 100, 1, 2)),
           ("五万", 10**6, (5000000, 10**6, 100, 1, 0)), ("伍万元整", 0, (5000000, 1, 100, 1, 0)), ("-¥1,234.00", 0, (-123400, 1, 100, 1, 2))]


def fixed_cases():
    for fen, capital in OFFICIAL:
        if write_capital(fen) != capital:
            sys.exit(f"the reference writes {write_capital(fen)} for {capital}")
        yield ask_capital_format(fen)
        yield ask_capital(capital)
    for text, unit, amount in BY_HAND:
        statuses, got = read_amount(text, unit, False)
        if got != amount:
            sys.exit(f"the reference reads {text} as {statuses} {got}")
        yield ask_parse(text, unit)
    for text in sorted(NOTHING):
        yield ask_parse(text)
        yield ask_cell(text, 100)
    for value in EDGES:
        yield ask_capital_format(value)
        yield ask_capital(write_capital(value))
        for unit in list(UNIT_NAMES) + [0, 7, -100]:
            for decimals in [-1, 0, 1, 2, 4, 6, 8, 12, 13]:
                for flags in range(8):
                    yield ask_format(value, unit, decimals, flags)
        for other in EDGES:
            yield from (ask_arithmetic(op, value, other) for op in "+-*")
            yield ask_interval(value, other)
            yield from (ask_round(value, other, mode) for mode in (-1, 0, 1, 2, 3))
            low, high = sorted((value, other))
            yield from (ask_intervals(op, low, high, other, HIGH) for op in "abo")
            yield from (ask_intervals(op, LOW, value, low, high) for op in "abo")
    # Every unit × 0 to 6 decimals × sign × the values where something changes.
    for name, unit in UNITS.items():
        for decimals in range(7):
            top = HIGH * 10**decimals // unit
            for digits in {0, 1, 5, 9, 10, 99, 10**decimals, 10**decimals - 1, 123456789, top - 1, top, top + 1, top + 2, top * 10}:
                number = f"{digits // 10**decimals}" + (f".{digits % 10**decimals:0{decimals}d}" if decimals else "")
                for form in ("{0}{1}", "-{0}{1}", "({0}{1})", "（{0}）{1}", "△{0}{1}", "+{0}{1}", "负{0}{1}", "人民币{0}{1}整", "-¥{0}{1}"):
                    yield ask_parse(form.format(number, name), 10**6)
                yield ask_parse(number, unit)
                yield from (ask_cell(form.format(number), unit) for form in ("{}", "-{}", "({})", "（{}）", "△{}", "+{}"))
