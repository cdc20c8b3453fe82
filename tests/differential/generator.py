# SPDX-License-Identifier: Apache-2.0
"""Cases that are generated."""
import random

from questions import (
    ask_arithmetic, ask_capital, ask_capital_format, ask_cell, ask_format, ask_interval, ask_intervals, ask_parse, ask_round, ask_sum,
    clamp, hexed
)
from second import BLANKS, EDGES, MINUS, SYNTAX, UNITS, UNIT_NAMES, UNTOUCHED, write_capital

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
