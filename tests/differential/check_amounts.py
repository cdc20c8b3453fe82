#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Amounts against a second implementation.

Everything that include/hrbudget/amount.h promises is worked out a second time,
here, on Python's unbounded integers and `decimal`, by other means than the C code
uses (regular expressions and recursion, where the C code is a state machine), and
compared with the library's answers: first every unit, number of decimals, sign
and edge of int64_t in turn, then generated cases up to the number asked for.
"""
import argparse
import decimal
import random
import re
import subprocess
import sys
from decimal import Decimal

OK, ARGUMENT, SYNTAX, OVERFLOW, PRECISION = 0, -1, -8, -9, -10
UNTOUCHED = 424242
LOW, HIGH = -(2**63), 2**63 - 1
EDGES = [LOW, LOW + 1, LOW + 99, LOW + 100, -(10**18), -(2**53), -(2**32), -101, -100, -99, -51, -50, -49, -10, -5, -1, 0,
         1, 5, 10, 49, 50, 51, 99, 100, 101, 2**31, 2**32, 2**53 - 1, 2**53, 2**53 + 1, 10**15, 10**18, HIGH - 100, HIGH - 99, HIGH - 1, HIGH]
decimal.getcontext().prec = 100

UNITS = {"分": 1, "角": 10, "元": 100, "圆": 100, "千元": 10**5, "万元": 10**6, "万": 10**6, "百万元": 10**8, "百万": 10**8,
         "千万元": 10**9, "千万": 10**9, "亿元": 10**10, "亿": 10**10}
UNIT_NAMES = {1: "分", 10: "角", 100: "元", 10**5: "千元", 10**6: "万元", 10**8: "百万元", 10**9: "千万元", 10**10: "亿元"}
BLANKS = " \t\n\v\f\r\u0085\u00a0\u3000\u2028\u2029\u202f\u205f\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
MINUS = "-－—−﹣–△▲"
NOTHING = {"", "-", "--", "—", "——", "－", "−", "–", "/", "无"}

# --- Reading ---

FULL_WIDTH = {ord("０") + i: str(i) for i in range(10)} | {ord("，"): ",", ord("．"): "."}
BLANK_CLASS = "[" + re.escape(BLANKS) + "]"
STRICT = re.compile(r"(?:(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?|\.(\d+))", re.A)
LENIENT = re.compile(r"(?:(\d+(?:,\d+)*)(?:\.(\d*))?|\.(\d+))", re.A)


def plain(text):
    """Without blanks, digits and points half-width."""
    return re.sub(BLANK_CLASS, "", text).translate(FULL_WIDTH)


def read_figure(text, lenient):
    """A figure in digits as (Decimal, decimals), or None."""
    match = (LENIENT if lenient else STRICT).fullmatch(plain(text))
    if not match:
        return None
    whole = (match.group(1) or "").replace(",", "")
    decimals = match.group(2) if match.group(1) else match.group(3)
    return Decimal(f"{whole or '0'}.{decimals or '0'}"), len(decimals or "")


NUMERALS = {"零": 0, "〇": 0, "一": 1, "壹": 1, "二": 2, "贰": 2, "两": 2, "三": 3, "叁": 3, "四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6,
            "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9}
CANON = {ord(k): "零一二三四五六七八九"[v] for k, v in NUMERALS.items()} | {ord(a): b for a, b in zip("拾佰仟萬億圆", "十百千万亿元")}
D = "[1-9一二三四五六七八九]"
SECTION = re.compile(rf"零*(?:({D})千)?零*(?:({D})百)?零*(?:({D})?(十)|(廿))?零*({D})?")
RUN = re.compile(r"零*((?:\d{1,3}(?:,\d{3})+|\d+))(?:\.(\d+))?", re.A)
VALUE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {str(i): i for i in range(10)}


class Bad(Exception):
    pass


def digit(c):
    return VALUE[c] if c else 0


def read_section(text, alone, alone_before_point=False):
    """What stands between 亿, 万 and the end, as (Decimal, decimals). A zero may stand there `alone`."""
    if "点" in text:
        before, _, after = text.partition("点")
        if "点" in after or not re.fullmatch("[零一二三四五六七八九]+", after):
            raise Bad
        value, decimals = read_section(before, alone or alone_before_point)
        if decimals:
            raise Bad
        return value + Decimal("0." + "".join(str(VALUE[c]) for c in after)), len(after)
    match = SECTION.fullmatch(text)
    if match and text:
        thousand, hundred, ten, has_ten, twenty, one = match.groups()
        value = digit(thousand) * 1000 + digit(hundred) * 100 + digit(one)
        value += (digit(ten) or 1) * 10 if has_ten else 20 if twenty else 0
        if text.endswith("零") and (value or not alone):
            raise Bad
        return Decimal(value), 0
    match = RUN.fullmatch(text)
    if not match:
        raise Bad
    return Decimal(match.group(1).replace(",", "") + "." + (match.group(2) or "0")), len(match.group(2) or "")


def read_number(text, below=None):
    """Numerals with 万 and 亿 as (Decimal, quantum, decimals)."""
    if "亿" in text:
        left, _, right = text.rpartition("亿")
        high, quantum, decimals = read_number(left)
        high, quantum = high * 10**8, quantum * 10**8
        if not high:
            raise Bad
        if not right:
            return high, quantum, decimals
        if decimals:
            raise Bad
        low, quantum, decimals = read_number(right, 10**8)
        return high + low, quantum, decimals
    if "万" in text:
        left, _, right = text.partition("万")
        high, decimals = read_section(left, False, below is None)
        if not high or (below and high >= 10**4):
            raise Bad
        quantum = Decimal(10**4) / 10**decimals
        if not right:
            return high * 10**4, quantum, decimals
        if decimals or "万" in right:
            raise Bad
        low, decimals = read_section(right, False)
        if low >= 10**4:
            raise Bad
        return high * 10**4 + low, Decimal(1) / 10**decimals, decimals
    value, decimals = read_section(text, below is None)
    if below and value >= below:
        raise Bad
    return value, Decimal(1) / 10**decimals, decimals


SHORTHAND = re.compile(rf".*([百千万亿])({D})")
WORTH = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def read_open_number(text):
    """As read_number, where no unit follows: then 13万2 is 132000."""
    match = SHORTHAND.fullmatch(text)
    if not match:
        return read_number(text)
    value, _, decimals = read_number(text)
    worth = WORTH[match.group(1)] // 10
    return value + digit(match.group(2)) * (worth - 1), Decimal(worth), decimals


def read_money(text, unit):
    """Chinese numerals with 元 角 分, as (fen, quantum, unit, decimals)."""
    text = plain(text).translate(CANON)
    match = re.fullmatch(r"(?:([^元角分]+)元)?(?:([^元角分]+)角)?(?:([^元角分]+)分)?([^元角分]+)?", text)
    if not match or not text:
        raise Bad
    *parts, rest = match.groups()
    worths = [100, 10, 1]
    given = [(part, worth) for part, worth in zip(parts, worths) if part]
    if not given:
        value, quantum, decimals = read_open_number(rest)
        if re.search("[万亿]", rest):
            unit = 100
        return value * unit, quantum * unit, unit, decimals
    fen, last = Decimal(0), None
    for index, (part, worth) in enumerate(given):
        if SHORTHAND.fullmatch(part):
            raise Bad  # 一百二元: 102 or 120?
        value, quantum, decimals = read_number(part)
        if index > 0 and not re.fullmatch(rf"零*{D}?", part):
            raise Bad
        if last:
            raise Bad  # 三点五元二角
        last = decimals
        fen += value * worth
        quantum *= worth
    if rest:
        if not re.fullmatch(D, rest) or given[-1][1] == 1 or last:
            raise Bad
        quantum = Decimal(given[-1][1] // 10)
        fen += digit(rest) * quantum
    return fen, quantum, given[0][1], decimals


def strip(text):
    return text.strip(BLANKS)


def strip_currency(text):
    if text.startswith("人民币"):
        text = strip(text[3:])
    if text[:1] in ("¥", "￥"):
        text = strip(text[1:])
    return text


def unit_at_end(text):
    for name in sorted(UNITS, key=len, reverse=True):
        if text.endswith(name):
            return UNITS[name], strip(text[: -len(name)])
    return None, text


def in_brackets(text):
    return strip(text[1:-1]) if len(text) > 2 and text[0] in "(（" and text[-1] in ")）" and not re.search("[)）]", text[1:-1]) else None


def in_range(fen, quantum, unit, decimals, exact):
    """The verdicts that a value that was read may get, as a set of answers."""
    bad = set()
    if fen != fen.to_integral_value():
        bad.add(PRECISION)
    if not LOW <= fen <= HIGH:
        bad.add(OVERFLOW)
    if bad:
        return bad, None
    quantum = 1 if exact else max(1, int(quantum))
    return {OK}, (int(fen), quantum, unit, 1, decimals)


def read_amount(text, unit, lenient):
    """The statuses allowed, and the amount where it is OK."""
    unit = unit or 100
    body = strip(text)
    if body in NOTHING:
        return {OK}, (0, 0, unit, 0, 0)
    body = strip_currency(body)
    exact = body[-1:] in ("整", "正") and len(body) > 1
    if exact:
        body = strip(body[:-1])
    outer_unit, inner = unit_at_end(body)
    inside = in_brackets(inner) if outer_unit else None
    negative, fixed = inside is not None, inside is not None
    if not negative:
        inside = in_brackets(body)
        negative = inside is not None
    if negative:
        body = inside
        if not exact and body[-1:] in ("整", "正") and len(body) > 1:
            exact, body = True, strip(body[:-1])
    elif body[:1] in set(MINUS) | {"负"}:
        negative, body = True, strip(body[1:])
    elif body[:1] in ("+", "＋"):
        body = strip(body[1:])
    if negative:
        body = strip_currency(body)
    sign = -1 if negative else 1
    own_unit, figure_text = unit_at_end(body)
    if fixed:
        if own_unit:
            return {SYNTAX}, None
        unit = outer_unit
    figure = read_figure(figure_text, lenient)
    if figure:
        value, decimals = figure
        unit = own_unit or unit
        return in_range(sign * value * unit, Decimal(unit) / 10**decimals, unit, decimals, exact)
    if fixed:
        return {SYNTAX}, None
    try:
        fen, quantum, unit, decimals = read_money(body, unit)
    except Bad:
        return {SYNTAX}, None
    return in_range(sign * fen, quantum, unit, decimals, exact)


AMOUNT_CELL, BLANK_CELL, TEXT_CELL, BAD_CELL = range(4)


def read_cell(text, unit):
    """The kind and statuses allowed of a cell of a table, and its amount. Cells know no units, numerals or marks."""
    if text in NOTHING:
        return BLANK_CELL, {OK}, None
    inside = re.fullmatch(r"[(（](.+)[)）]", text, re.S)
    negative, body = bool(inside), inside.group(1) if inside else text
    unsigned = body[1:] if body[:1] in MINUS else body
    if not re.fullmatch(rf"(?:[0-9０-９,，.．+\-]|{BLANK_CLASS})*", unsigned) or not re.search("[0-9０-９]", unsigned):
        return TEXT_CELL, {OK}, None
    if not negative and body[:1] in set(MINUS) | {"+", "＋"}:
        negative, body = body[:1] in MINUS, body[1:]
    figure = read_figure(body, True)
    if not figure:
        return BAD_CELL, {SYNTAX}, None
    value, decimals = figure
    statuses, amount = in_range((-value if negative else value) * unit, Decimal(unit) / 10**decimals, unit, decimals, False)
    return (AMOUNT_CELL if amount else BAD_CELL), statuses, amount


CAPITAL = re.compile("[零壹贰叁肆伍陆柒捌玖拾佰仟廿万萬亿億元圆角分]+")


def read_capital(text):
    body = strip(text)
    if body.startswith("人民币"):
        body = strip(body[3:])
    if body[-1:] in ("整", "正") and len(body) > 1:
        body = strip(body[:-1])
    sign = 1
    if body.startswith("负"):
        sign, body = -1, strip(body[1:])
    body = plain(body)
    if not CAPITAL.fullmatch(body) or body[-1] not in "元圆角分":
        return {SYNTAX}, None
    try:
        fen, *_ = read_money(body, 100)
    except Bad:
        return {SYNTAX}, None
    return ({OK}, sign * int(fen)) if LOW <= sign * fen <= HIGH else ({OVERFLOW}, None)


# --- Writing ---

def write_fen(fen, unit, decimals, flags):
    if unit not in UNIT_NAMES or not 0 <= decimals <= 12:
        return ""
    value = Decimal(fen) / unit
    if flags & 4:
        decimals = max(decimals, -value.normalize().as_tuple().exponent)
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=decimal.ROUND_HALF_UP)
    text = f"{abs(rounded):{',' if flags & 1 else ''}.{decimals}f}"
    return ("-" if rounded < 0 else "") + text + (UNIT_NAMES[unit] if flags & 2 else "")


def write_capital(fen):
    """By spelling every place out and folding the zeros, as the rule for cheques is usually taught."""
    yuan, cents = divmod(abs(fen), 100)
    spelt = ""
    for index, d in enumerate(str(yuan)):
        place = len(str(yuan)) - 1 - index
        spelt += "零壹贰叁肆伍陆柒捌玖"[int(d)] + ("零" if d == "0" else ["", "拾", "佰", "仟"][place % 4]) + ("|" if place % 4 == 0 else "")
    groups = spelt.split("|")[:-1]
    whole = ""
    for index, group in enumerate(groups):
        above = len(groups) - 1 - index
        group = re.sub("零+", "零", group)
        if group == "零":  # a group of four zeros: owed to the next, unless it is the last
            group = "" if above == 0 or whole.endswith("零") else "零"
        else:
            group = re.sub("零$", "", group) + ("万" if above % 2 else "")
        whole += group
        if above and above % 2 == 0:
            whole = re.sub("零$", "", whole) + "亿" + ("零" if whole.endswith("零") else "")
    whole = re.sub("零+", "零", whole).strip("零")
    jiao, rest = divmod(cents, 10)
    text = (whole + "元") if yuan else ""
    if not fen:
        return "零元整"
    if jiao:
        text += ("零" if yuan and yuan % 10 == 0 else "") + "零壹贰叁肆伍陆柒捌玖"[jiao] + "角"
    elif rest and yuan:
        text += "零"
    text += "零壹贰叁肆伍陆柒捌玖"[rest] + "分" if rest else "整"
    return ("负" if fen < 0 else "") + text


# --- Cases: (question, set of answers that are right) ---

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


ANY_DIGITS = "0123456789"


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def integer(self):
        r = self.random
        kind = r.random()
        if kind < 0.1:
            return r.choice(EDGES)
        if kind < 0.2:
            return clamp(r.choice(EDGES) + r.randint(-1000, 1000))
        return r.choice((-1, 1)) * r.randrange(2 ** r.randint(1, 63))

    def blanks(self, text, share):
        r = self.random
        if r.random() >= share:
            return text
        return "".join(c + (r.choice(BLANKS) if r.random() < 0.3 else "") for c in text)

    def figure(self):
        r = self.random
        digits = str(r.randrange(10 ** r.choice((1, 2, 3, 5, 8, 12, 16, 18, 20))))
        if r.random() < 0.02:
            digits = "0" * r.randint(1, 60) + digits * r.randint(1, 12)
        if r.random() < 0.5:
            digits = f"{int(digits):,}"
        if r.random() < 0.05:
            at = r.randint(0, len(digits))
            digits = digits[:at] + "," + digits[at:]
        decimals = "".join(r.choice(ANY_DIGITS) for _ in range(r.randint(0, 6)))
        if r.random() < 0.1:
            decimals += "0" * r.randint(1, 50)
        if r.random() < 0.7:
            digits += ("." + decimals) if decimals or r.random() < 0.1 else ""
        if r.random() < 0.03:
            digits = digits[digits.find("."):] if "." in digits else digits
        if r.random() < 0.2:
            digits = "".join(chr(0xFEE0 + ord(c)) if r.random() < 0.8 else c for c in digits)
        return self.blanks(digits, 0.2)

    def framed(self, body, unit):
        r = self.random
        kind = r.random()
        if kind < 0.15:
            body, unit = r.choice(("({}){}", "（{}）{}", "({}）{}")).format(body, unit), ""
        elif kind < 0.3:
            body, unit = r.choice(("({})", "（{}）")).format(body + unit), ""
        elif kind < 0.5:
            body = r.choice(MINUS + "负+＋") + r.choice(("", "", " ", "¥")) + body
        if r.random() < 0.15:
            body = r.choice(("人民币", "¥", "￥", "人民币¥", "人民币 ")) + body
        return self.blanks(r.choice(("", "", "", " ", "\u3000")), 1) + body + r.choice(("", " ")) * bool(unit) + unit + r.choice(("", "", "", "", "整", "正", " "))

    def section(self, big):
        r = self.random
        d, t, h, k = ("零壹贰叁肆伍陆柒捌玖", "拾", "佰", "仟") if big else ("零一二三四五六七八九", "十", "百", "千")
        value, text, zero = r.randrange(10 ** r.randint(1, 4)), "", False
        for place, name in ((1000, k), (100, h), (10, t), (1, "")):
            v = value // place % 10
            if v:
                text += ("零" if zero and text else "") + d[v] + name
            zero = v == 0
        if r.random() < 0.05:
            text = text.replace("一十", "十", 1).replace("二十", "廿", 1)
        return text or r.choice(("", "零"))

    def numeral(self):
        r = self.random
        big = r.random() < 0.5
        kind = r.random()
        if kind < 0.2:  # mixed: 13万2, 3亿2000万, 2千5百
            text = str(r.randint(1, 99999))
            text += r.choice(("万", "亿", "千", "万亿")) + r.choice(("", str(r.randint(1, 9)), str(r.randint(1, 12000)), self.section(big), f"{r.randint(1, 12000)}万",
                                                                   f"{r.randint(1, 9999)}.{r.randint(0, 99)}万"))
        else:
            text = self.section(big)
            for _ in range(r.randint(0, 3)):
                text += r.choice("万万亿") + r.choice(("", self.section(big), "零" + self.section(big)))
            if r.random() < 0.15:
                text += "点" + "".join(r.choice("零一二三四五六七八九") for _ in range(r.randint(1, 5))) + r.choice(("", "万", "亿"))
        return text + r.choice(("", "元", "元", "圆", "元" + r.choice("壹贰玖三零") + "角", "元零" + r.choice("伍五") + "分", "元五", "角", "角一分"))

    def broken(self, text):
        """A slip in a text: a character left out, doubled, swapped, or a foreign one."""
        r = self.random
        at = r.randrange(len(text) + 1)
        return r.choice((text[:at] + text[at + 1:], text[:at] + text[at:at + 1] * 2 + text[at + 1:],
                         text[:at] + text[at:at + 2][::-1] + text[at + 2:], text[:at] + r.choice("x,.元万零一十点-()整亿½é") + text[at:]))

    def salad(self):
        return "".join(self.random.choice("零一二两三九壹玖十百千拾佰仟廿万亿点元角分0159.,") for _ in range(self.random.randint(1, 9)))

    def case(self):
        r = self.random
        kind = r.random()
        if kind < 0.15:
            text = r.choice(("{}", "{}", "{}", "-{}", "({})", "（{}）", "△{}", "－{}", "+{}")).format(self.figure())
            return ask_cell(self.broken(text) if r.random() < 0.15 else text, r.choice(list(UNIT_NAMES)))
        if kind < 0.45:
            text = self.framed(self.figure(), r.choice(list(UNITS) + ["", "", "", ""]))
        elif kind < 0.62:
            text = self.framed(self.blanks(self.numeral(), 0.1), "")
        elif kind < 0.67:
            text = self.salad()
        else:
            return self.arithmetic_case()
        if r.random() < 0.15:
            text = self.broken(text)
        return ask_parse(text, r.choice((0, 0, 100, 10**6, 10**5, 10**10)), int(r.random() < 0.2))

    def arithmetic_case(self):
        r = self.random
        kind = r.randrange(9)
        value = self.integer()
        if kind == 0:
            return ask_format(value, r.choice(list(UNIT_NAMES)), r.randint(0, 12), r.randrange(8))
        if kind == 1:
            return ask_capital_format(value)
        if kind == 2:
            text = write_capital(value)
            if r.random() < 0.5:
                text = r.choice((text.replace("元", "圆"), text.replace("整", "正"), text.replace("零", ""), text.replace("零", "零零"), "人民币" + text, self.broken(text)))
            return ask_capital(text)
        if kind == 3:
            return ask_arithmetic("+-*"[r.randrange(3)], value, self.integer() if r.random() < 0.5 else r.randint(-(10**4), 10**4))
        if kind == 4:
            return ask_sum([self.integer() for _ in range(r.randint(0, 20))])
        if kind in (5, 6):
            return ask_round(value, clamp(abs(self.integer())) if r.random() < 0.5 else 10 ** r.randint(0, 18), r.randrange(3))
        if kind == 7:
            return ask_interval(value, self.integer())
        return ask_intervals("abo"[r.randrange(3)], *sorted((value, self.integer())), *sorted((self.integer(), self.integer())))


def foreign_character_cases(generator, count):
    """A foreign character in a good figure is where the error points."""
    for _ in range(count):
        figure = f"{generator.random.randrange(10**9):,}.{generator.random.randrange(100):02d}"
        at = generator.random.randrange(len(figure) + 1)
        text = figure[:at] + "x" + figure[at:] + "万元"
        yield f"p 0 0 {hexed(text)}", {f"{SYNTAX} {UNTOUCHED} {UNTOUCHED} {UNTOUCHED} -1 -1 {at}"}, text


def invalid_text_cases():
    """Bytes that are no UTF-8 are refused where they begin."""
    for good in (b"", b"12", "万".encode()):
        for bad in (b"\xff", b"\xc0\x80", b"\xe4\xb8", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\x80"):
            yield f"p 0 0 {hexed(good + bad + b'5')}", {f"{SYNTAX} {UNTOUCHED} {UNTOUCHED} {UNTOUCHED} -1 -1 {len(good)}"}, None


def agrees(answer, expected):
    # A failing parse tells an offset, which is checked where the cases fix it: there
    # the expected answer goes on to it, elsewhere it ends before.
    return any(answer == e or (e.endswith(" ") and answer.startswith(e) and answer[len(e):].isdigit()) for e in expected)


def run(driver, cases, failures):
    questions = "".join(question + "\n" for question, _, _ in cases)
    done = subprocess.run([driver], input=questions, capture_output=True, text=True, encoding="utf-8", errors="replace")
    answers = done.stdout.split("\n")[:-1]
    if done.returncode != 0 or len(answers) != len(cases):
        at = cases[len(answers)] if len(answers) < len(cases) else None
        sys.exit(f"the driver stopped ({done.returncode}) at {at}: {done.stderr[-2000:]}")
    for (question, expected, text), answer in zip(cases, answers):
        if not agrees(answer, expected):
            failures.append(f"{question!r} {text!r}\n    expected {sorted(expected)}\n    got      {answer}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--driver", required=True)
    parser.add_argument("--cases", type=int, default=20000, help="generated cases, beside the fixed ones")
    parser.add_argument("--seed", type=int, default=20260101)
    options = parser.parse_args()

    generator, failures, total = Generator(options.seed), [], 0
    batch = list(fixed_cases()) + list(invalid_text_cases()) + list(foreign_character_cases(generator, 500))
    fixed = len(batch)
    generated = 0
    while batch:
        run(options.driver, batch, failures)
        total += len(batch)
        if len(failures) > 40:
            break
        size = min(50000, options.cases - generated)
        batch = [generator.case() for _ in range(size)]
        generated += size
    for failure in failures[:40]:
        print(failure)
    print(f"{total} cases ({fixed} fixed, {total - fixed} generated, seed {options.seed}): {len(failures)} differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
