# SPDX-License-Identifier: Apache-2.0
"""A second implementation of amounts, by other means than the C code: regular expressions, recursion, exact integers."""
import decimal
import re
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
