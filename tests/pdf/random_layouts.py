#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tables set in many ways, and every amount found under its header and beside its label.

Draws tables of the published forms as words and boxes, the way office programs print them:
cells row by row, text centred or at a border, labels wrapped to their column, headers over
several columns, pages that end within a table, with or without the header again. The widths,
heights, type, alignment and number formats are drawn by lot from a fixed seed. Every amount
is unique, so it must be in one cell of the grid, whose column has the right lowest header
and whose row has the right code and label. Some sheets are set so that even a reader has to
guess (figures at the foot of tall rows whose labels stand in the middle; cells drawn in no
order, of which two below one another happen to be drawn one after the other), so it fails
where more than one table of a hundred has an error.

    usage: random_layouts.py --dump PROGRAM [--cases N] [--seed S] [--show CASE]
"""
import argparse
import os
import random
import re
import subprocess
import sys
import tempfile

NAMES = ["一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行", "一般行政管理事务", "社会保障和就业支出", "行政事业单位养老支出",
         "机关事业单位基本养老保险缴费支出", "机关事业单位职业年金缴费支出", "其他社会保障和就业支出", "卫生健康支出", "行政单位医疗",
         "城乡社区支出", "城乡社区管理事务", "其他城乡社区管理事务支出", "住房保障支出", "住房公积金", "购房补贴", "公共安全支出", "司法", "普法宣传"]
LISTS = ["一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出", "社会保障和就业支出",
         "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出", "资源勘探工业信息等支出", "自然资源海洋气象等支出",
         "住房保障支出", "灾害防治及应急管理支出", "其他支出"]
HAN = "一二三四五六七八九十"


class Cell:
    """A cell of the form: text over columns [column, column + span) and rows."""

    def __init__(self, text, column, span=1, rows=1, align="center"):
        self.text, self.column, self.span, self.rows, self.align = text, column, span, rows, align


def ordinal(n):
    return HAN[n - 1] if n <= 10 else "十" + (HAN[n - 11] if n > 10 and n < 20 else "") if n < 20 else "二十"


class Form:
    """Header rows, kinds of columns (code, label, amount), data rows of texts."""

    def __init__(self, title, header, kinds, weights):
        self.title, self.header, self.kinds, self.weights, self.rows = title, header, kinds, weights, []


def amounts(rng):
    used = set()
    style = rng.choice(["grouped", "plain", "whole", "wan"])

    def draw():
        while True:
            value = rng.randrange(1, 10 ** rng.choice([4, 6, 8, 10 if style != "wan" else 7]))
            if value in used or value < 1000:
                continue
            used.add(value)
            if style == "whole":
                return f"{value:,}"
            whole, cents = divmod(value, 100)
            return f"{whole:,}.{cents:02}" if style in ("grouped", "wan") else f"{whole}.{cents:02}"
    return draw


def functional(rng, draw, columns, title):
    """类 款 项, name, amounts."""
    header = [[Cell("项目", 0, 4), Cell(title[:-3], 4, len(columns))],
              [Cell("功能分类科目编码", 0, 3), Cell("功能分类科目名称", 3, 1, 2)] + [Cell(c, 4 + i, 1, 2) for i, c in enumerate(columns)],
              [Cell("类", 0), Cell("款", 1), Cell("项", 2)]]
    form = Form(title, header, ["code"] * 3 + ["label"] + ["amount"] * len(columns), [4, 4, 4, 16] + [10] * len(columns))
    for c in range(rng.randrange(2, 5)):
        code = str(201 + c)
        form.rows.append([code, "", "", rng.choice(NAMES)])
        for g in range(rng.randrange(1, 3)):
            form.rows.append([code, f"{g + 1:02}", "", rng.choice(NAMES)])
            for i in range(rng.randrange(1, 5)):
                form.rows.append([code, f"{g + 1:02}", f"{i + 1:02}", rng.choice(NAMES)])
    for row in form.rows:
        row += [draw() if rng.random() < 0.8 else rng.choice(["", "0.00"]) for _ in columns]
    form.rows.append(["", "", "", "合计"] + [draw() for _ in columns])
    return form


def one_code(rng, draw, columns, title):
    """A code in one column, as in Jiangsu and in final accounts."""
    deep = rng.random() < 0.5
    if deep:
        header = [[Cell("项目", 0, 2)] + [Cell(c, 2 + i, 1, 2) for i, c in enumerate(columns)],
                  [Cell("功能分类科目编码", 0), Cell("科目名称", 1)]]
    else:
        header = [[Cell("科目编码", 0), Cell("科目名称", 1)] + [Cell(c, 2 + i) for i, c in enumerate(columns)]]
    form = Form(title, header, ["code", "label"] + ["amount"] * len(columns), [8, 18] + [10] * len(columns))
    form.rows.append(["", "合计"] + [draw() for _ in columns])
    for c in range(rng.randrange(2, 5)):
        code = str(201 + c)
        for text in [code, code + "01"] + [code + f"01{i + 1:02}" for i in range(rng.randrange(1, 6))]:
            form.rows.append([text, rng.choice(NAMES)] + [draw() if rng.random() < 0.85 else "" for _ in columns])
    return form


def two_lists(rng, draw, title):
    """收支总表: revenue and expenditure side by side."""
    extra = rng.choice([[], ["合计", "一般公共预算", "政府性基金预算"], ["合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"]])
    right = extra or ["预算数"]
    header = [[Cell("本年收入", 0, 2), Cell("本年支出", 2, 1 + len(right))],
              [Cell("项目", 0), Cell("预算数", 1), Cell("项目", 2)] + [Cell(c, 3 + i) for i, c in enumerate(right)]]
    form = Form(title, header, ["label", "amount", "label"] + ["amount"] * len(right), [15, 10, 15] + [10] * len(right))
    left = ["一、财政拨款收入", "1. 一般公共预算资金", "2. 政府性基金", "二、事业收入", "三、事业单位经营收入", "四、其他收入"]
    count = rng.randrange(4, len(LISTS))
    for i in range(max(count, len(left))):
        row = [left[i], draw() if rng.random() < 0.7 else "0.00"] if i < len(left) else ["", ""]
        row += [f"{ordinal(i + 1)}、{LISTS[i]}"] + [draw() if rng.random() < 0.6 else "" for _ in right] if i < count else [""] * (1 + len(right))
        form.rows.append(row)
    form.rows.append(["收入总计", draw(), "支出总计"] + [draw() for _ in right])
    return form


def three_panes(rng, draw, title):
    header = [[Cell("收入", 0, 2), Cell("支出", 2, 4)],
              [Cell("项目名称", 0, 1, 2), Cell("金额", 1, 1, 2), Cell("功能分类", 2, 2), Cell("支出用途", 4, 2)],
              [Cell("功能科目名称", 2), Cell("金额", 3), Cell("项目名称", 4), Cell("金额", 5)]]
    form = Form(title, header, ["label", "amount"] * 3, [12, 9, 15, 9, 13, 9])
    left = ["一、财政拨款", "1.一般公共预算", "2.政府性基金预算", "二、财政专户管理资金", "三、其他资金"]
    use = ["一、基本支出", "二、项目支出", "三、单位预留机动经费"]
    for i, name in enumerate(LISTS):
        row = [left[i] if i < 5 else "", draw() if i < 2 else "", f"{ordinal(i + 1)}、{name}", draw() if rng.random() < 0.4 else "",
               use[i] if i < 3 else "", draw() if i < 3 else ""]
        form.rows.append(row)
    form.rows.append(["收入合计", draw(), "支出合计", draw(), "", ""][:2] + ["", "", "支出合计", draw()])
    return form


def one_row(rng, draw, title):
    """三公: one row of figures."""
    jiangsu = rng.random() < 0.4
    if jiangsu:
        header = [[Cell("合计", 0, 1, 3), Cell("“三公”经费", 1, 6), Cell("会议费", 7, 1, 3), Cell("培训费", 8, 1, 3)],
                  [Cell("小计", 1, 1, 2), Cell("因公出国（境）费", 2, 1, 2), Cell("公务用车购置及运行维护费", 3, 3), Cell("公务接待费", 6, 1, 2)],
                  [Cell("小计", 3), Cell("公务用车购置费", 4), Cell("公务用车运行维护费", 5)]]
        form = Form(title, header, ["amount"] * 9, [9] * 9)
    else:
        header = [[Cell("“三公”经费预算数", 0, 6), Cell("机关运行经费预算数", 6, 1, 3)],
                  [Cell("合计", 0, 1, 2), Cell("因公出国(境)费", 1, 1, 2), Cell("公务接待费", 2, 1, 2), Cell("公务用车购置及运行费", 3, 3)],
                  [Cell("小计", 3), Cell("购置费", 4), Cell("运行费", 5)]]
        form = Form(title, header, ["amount"] * 7, [10] * 7)
    form.rows.append([draw() if rng.random() < 0.8 else "" for _ in form.kinds])
    form.rows[0][0] = draw()
    return form


def economic(rng, draw, title):
    header = [[Cell("项目", 0, 3), Cell("一般公共预算基本支出", 3, 3)],
              [Cell("经济分类科目编码", 0, 2), Cell("经济分类科目名称", 2, 1, 2), Cell("合计", 3, 1, 2), Cell("人员经费", 4, 1, 2), Cell("公用经费", 5, 1, 2)],
              [Cell("类", 0), Cell("款", 1)]]
    form = Form(title, header, ["code", "code", "label"] + ["amount"] * 3, [5, 5, 18, 10, 10, 10])
    for c in ("301", "302", "303"):
        form.rows.append([c, "", rng.choice(NAMES), draw(), draw(), ""])
        for i in range(rng.randrange(2, 14)):
            form.rows.append([c, f"{i + 1:02}", rng.choice(NAMES), draw(), draw() if rng.random() < 0.5 else "", ""])
    form.rows.append(["", "", "合计", draw(), draw(), draw()])
    return form


def pairs(rng, draw, title):
    """The final accounts' lists of economic codes, two side by side."""
    header = [[Cell("人员经费", 0, 3), Cell("公用经费", 3, 3)],
              [Cell("科目编码", 0), Cell("科目名称", 1), Cell("决算数", 2), Cell("科目编码", 3), Cell("科目名称", 4), Cell("决算数", 5)]]
    form = Form(title, header, ["code", "label", "amount"] * 2, [7, 15, 9] * 2)
    for i in range(rng.randrange(6, 24)):
        row = ["301" if i == 0 else f"301{i:02}", rng.choice(NAMES), draw() if rng.random() < 0.6 else ""] if rng.random() < 0.9 else ["", "", ""]
        row += ["302" if i == 0 else f"302{i:02}", rng.choice(NAMES), draw() if rng.random() < 0.6 else ""]
        form.rows.append(row)
    form.rows.append(["", "人员经费合计", draw(), "", "公用经费合计", draw()])
    return form


def budget_and_final(rng, draw, title):
    tops = ["合计", "因公出国（境）费", "公务接待费"]
    header = [[Cell(t, 2 * i, 2) for i, t in enumerate(tops)], [Cell("预算数" if c % 2 == 0 else "决算数", c) for c in range(6)]]
    form = Form(title, header, ["amount"] * 6, [10] * 6)
    form.rows.append([draw() for _ in range(6)])
    return form


FORMS = [lambda r, d: functional(r, d, ["合计", "基本支出", "项目支出"], "2026年部门支出预算总表"),
         lambda r, d: functional(r, d, ["合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入"], "2026年部门收入预算总表"),
         lambda r, d: one_code(r, d, ["金额"], "财政拨款支出预算表"),
         lambda r, d: one_code(r, d, ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "附属单位上缴收入", "其他收入"], "收入决算表"),
         lambda r, d: one_code(r, d, ["本年支出合计", "基本支出", "项目支出"], "一般公共预算财政拨款支出决算表"),
         lambda r, d: two_lists(r, d, "2026年部门财务收支预算总表"), lambda r, d: three_panes(r, d, "收支预算总表"),
         lambda r, d: one_row(r, d, "“三公”经费和机关运行经费预算表"), lambda r, d: economic(r, d, "一般公共预算基本支出预算表"),
         lambda r, d: pairs(r, d, "一般公共预算财政拨款基本支出决算表"), lambda r, d: budget_and_final(r, d, "“三公”经费支出决算表")]


class Paper:
    def __init__(self, rng):
        self.rng = rng
        self.landscape = rng.random() < 0.6
        self.width, self.height = (842, 595) if self.landscape else (595, 842)
        self.size = rng.choice([9, 9.96, 10.5, 12] if self.landscape else [7.5, 9, 9.96])
        self.margin = rng.choice([40, 57, 72])
        self.row = self.size * (rng.uniform(1.2, 1.45) if rng.random() < 0.25 else rng.uniform(1.45, 2.6))
        self.lead = self.size * rng.uniform(1.0, 1.35)  # between the lines of a cell
        self.amount_align = rng.choice(["right"] * 6 + ["center"])
        self.label_align = rng.choice(["left"] * 6 + ["center"])
        self.code_align = rng.choice(["left", "center"])
        self.repeats = rng.random() < 0.5
        self.valign = rng.choice(["middle"] * 7 + ["top", "bottom"])  # of figures and codes beside a label of several lines
        self.label_valign = self.valign if rng.random() < 0.9 else "middle"
        self.indents = rng.random() < 0.25  # names set in by their level
        self.spaced = rng.random() < 0.25  # 合 计
        self.prose = rng.random() < 0.5
        self.shuffled = rng.random() < 0.1  # drawn in no order, but each cell at once
        self.captioned = rng.random() < 0.9
        self.numbered = rng.random() < 0.7
        self.pages = []
        self.page()

    def page(self):
        self.pages.append([])
        self.y = self.margin + 20

    def word(self, x, y, text, size):
        width = advance(text, size)
        self.pages[-1].append(f'<word xMin="{x:.6f}" yMin="{y:.6f}" xMax="{x + width:.6f}" yMax="{y + size:.6f}">{text}</word>')

    def write(self):
        out = ["<doc>"]
        for number, words in enumerate(self.pages, 1):
            if self.shuffled:
                self.rng.shuffle(words)
            if self.numbered:
                x = self.width / 2 - 4
                words = words + [f'<word xMin="{x}" yMin="{self.height - 30}" xMax="{x + 8}" yMax="{self.height - 21}">{number}</word>']
            out += [f'<page width="{self.width:.6f}" height="{self.height:.6f}">'] + words + ["</page>"]
        return "\n".join(out + ["</doc>", ""])


def advance(text, size):
    return sum(size if ord(c) > 255 else size / 2 for c in text)


def wrap(text, size, room):
    lines, line = [], ""
    for c in text:
        if line and advance(line + c, size) > room:
            lines.append(line)
            line = ""
        line += c
    return lines + [line]


def draw_cell(paper, text, x0, x1, y0, y1, align, pad, valign="middle"):
    before = len(paper.pages[-1])
    lines = [text] if re.match(r"^[\d,.]+$", text) else wrap(text, paper.size, x1 - x0 - 2 * pad)
    top = (y0 + y1) / 2 - (len(lines) * paper.lead - (paper.lead - paper.size)) / 2
    height = len(lines) * paper.lead - (paper.lead - paper.size)
    top = {"middle": top, "top": y0 + 0.2 * paper.size, "bottom": y1 - 0.2 * paper.size - height}[valign]
    for i, line in enumerate(lines):
        if re.match(r"^[合总小]计$", line) and paper.spaced:
            gap = paper.size * 1.5
            x = (x0 + x1 - 2 * paper.size - gap) / 2
            paper.word(x, top, line[0], paper.size)
            paper.word(x + paper.size + gap, top, line[1], paper.size)
            continue
        width = advance(line, paper.size)
        x = {"left": x0 + pad, "right": x1 - pad - width, "center": (x0 + x1 - width) / 2}[align]
        paper.word(x, top + i * paper.lead, line, paper.size)
    paper.pages[-1][before:] = ["\n".join(paper.pages[-1][before:])]


def draw_form(paper, form):
    rng = paper.rng
    total = sum(form.weights)
    widths = [w / total * (paper.width - 2 * paper.margin) for w in form.weights]
    pad = rng.choice([1.9, 2.5, 5.4]) if min(widths) > 30 else 1.9
    need = [max(advance(row[c], paper.size) for row in form.rows) + 2 * pad + 1 for c in range(len(widths))]
    for c, kind in enumerate(form.kinds):  # a figure never wraps
        if kind != "label" and widths[c] < need[c]:
            widths[c] = need[c]
    labels = [c for c, kind in enumerate(form.kinds) if kind == "label"]
    spare = paper.width - 2 * paper.margin - sum(widths)
    for c in labels:
        widths[c] += spare / len(labels)
    if labels and min(widths[c] for c in labels) < 5 * paper.size:
        return False  # such a sheet nobody prints
    if not labels and spare < 0:
        return False
    edges = [paper.margin]
    for w in widths:
        edges.append(edges[-1] + w)

    def lines_of(text, c0, c1):
        return len(wrap(text, paper.size, edges[c1] - edges[c0] - 2 * pad)) if text else 1

    def draw_header():
        heights = []
        for r, row in enumerate(form.header):
            most = max((lines_of(c.text, c.column, c.column + c.span) for c in row if c.rows == 1), default=1)
            deep = max((-(-lines_of(c.text, c.column, c.column + c.span) // c.rows) for c in row), default=1)
            heights.append(max(paper.row, max(most, deep) * paper.lead + 0.5 * paper.size))
        top = paper.y
        for r, row in enumerate(form.header):
            y0 = top + sum(heights[:r])
            for cell in row:
                draw_cell(paper, cell.text, edges[cell.column], edges[cell.column + cell.span], y0, y0 + sum(heights[r:r + cell.rows]), "center", pad)
        paper.y = top + sum(heights)

    title = 1.5 * paper.size
    if paper.y + 8 * paper.row > paper.height - paper.margin:
        paper.page()
    paper.word((paper.width - advance(form.title, title)) / 2, paper.y, form.title, title)
    paper.y += 2.2 * paper.size
    if paper.captioned:
        paper.word(edges[0], paper.y, "编制部门：某某局", paper.size)
        unit = "单位：元"
        paper.word(edges[-1] - advance(unit, paper.size), paper.y, unit, paper.size)
        paper.y += 1.8 * paper.size
    draw_header()
    for row in form.rows:
        height = max(paper.row, max(lines_of(t, c, c + 1) for c, t in enumerate(row)) * paper.lead + 0.4 * paper.size)
        if paper.y + height > paper.height - paper.margin:
            paper.page()
            if paper.repeats:
                draw_header()
        for c, text in enumerate(row):
            if not text:
                continue
            align = {"code": paper.code_align, "amount": paper.amount_align, "label": paper.label_align}[form.kinds[c]]
            if text.endswith("计") and form.kinds[c] == "label":
                align = "center"
            inset = 0
            if paper.indents and form.kinds[c] == "label" and align == "left" and c > 0:
                inset = paper.size * (sum(1 for k in range(c) if form.kinds[k] == "code" and row[k]) - 1)
                inset = min(max(inset, 0), edges[c + 1] - edges[c] - advance(text, paper.size) - 2 * pad)
            valign = paper.label_valign if form.kinds[c] == "label" else paper.valign
            draw_cell(paper, text, edges[c] + max(inset, 0), edges[c + 1], paper.y, paper.y + height, align, pad, valign)
        paper.y += height
    paper.y += 2 * paper.size
    if paper.prose:
        draw_prose(paper)
    return True


def draw_prose(paper):
    text = "本部门收入预算为财政拨款收入，支出预算按照功能分类编列，主要用于人员经费和保障机构正常运转的公用经费以及各项业务工作的开展，与上年相比基本持平。"
    room = paper.width - 2 * paper.margin
    for i, line in enumerate(wrap("　　" + text, paper.size * 1.2, room)):
        if paper.y + 2 * paper.size > paper.height - paper.margin:
            paper.page()
        inset = 2 * paper.size * 1.2 if i == 0 else 0
        paper.word(paper.margin + inset, paper.y, line.strip("　"), paper.size * 1.2)
        paper.y += 1.9 * paper.size
    paper.y += paper.size


def read(dump, text):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
        file.write(text)
    try:
        out = subprocess.run([dump, "--words", file.name], capture_output=True, text=True, check=True).stdout
    finally:
        os.unlink(file.name)
    tables = []
    for line in out.splitlines():
        fields = line.split("\t")
        if fields[0] == "T":
            tables.append([])
        if fields[0] in ("T", "R"):
            cells = []
            for field in fields[2:]:
                place, value = field.split("=", 1)
                column, span = map(int, place.split(",")[:2])
                cells.append((column, span, value.replace(" ", "")))
            tables[-1].append(cells)
    return tables, out


def leaves(form):
    names = {}
    for row in form.header:
        for cell in row:
            for c in range(cell.column, cell.column + cell.span):
                names[c] = cell.text
    return names


def judge(form, tables):
    """What is wrong with the reading of one form; empty if nothing is."""
    wrong = []
    names = leaves(form)
    where = {}
    for t, table in enumerate(tables):
        for r, cells in enumerate(table):
            for column, span, text in cells:
                where.setdefault(text, []).append((t, r, column, span))
    for row in form.rows:
        for c, text in enumerate(row):
            if form.kinds[c] != "amount" or text in ("", "0.00"):
                continue
            if len(where.get(text, [])) != 1:
                wrong.append(f"{text} is in {len(where.get(text, []))} cells")
                continue
            t, r, column, span = where[text][0]
            if span != 1:
                wrong.append(f"{text} covers {span} columns")
            over = [x[2] for cells in tables[t] for x in cells if x[0] <= column < x[0] + x[1] and x[2] in names.values()]
            if not over or over[-1] != names[c]:
                wrong.append(f"{text} stands under {over[-1:]}, not {names[c]}")
            labels = [x for x in tables[t][r] if x[2] and x[2] != text]
            label = next((row[k] for k in range(c, -1, -1) if form.kinds[k] == "label"), "")
            if label and label.replace(" ", "") not in [x[2] for x in labels if x[0] < column]:
                wrong.append(f"{text} is beside {[x[2] for x in labels if x[0] < column]}, not {label}")
            codes = [row[k] for k in range(c) if form.kinds[k] == "code" and row[k]]
            have = [x[2] for x in labels if x[0] < column]
            if [k for k in codes if k not in have]:
                wrong.append(f"{text} has codes {have}, not {codes}")
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dump", required=True)
    parser.add_argument("--cases", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int)
    options = parser.parse_args()
    failed = tables_seen = amounts_seen = 0
    for case in range(options.cases):
        if options.show is not None and case != options.show:
            continue
        rng = random.Random(options.seed * 1000003 + case)
        paper = Paper(rng)
        draw = amounts(rng)
        forms = [form for form in (rng.choice(FORMS)(rng, draw) for _ in range(3)) if draw_form(paper, form)]
        if not forms:
            continue
        tables, out = read(options.dump, paper.write())
        wrong = [f"{form.title}: {w}" for form in forms for w in judge(form, tables)]
        tables_seen += len(forms)
        amounts_seen += sum(1 for form in forms for row in form.rows for c, t in enumerate(row) if form.kinds[c] == "amount" and t not in ("", "0.00"))
        failed += len({w.split(":")[0] for w in wrong})
        if options.show is not None:
            print(out)
        if wrong:
            print(f"case {case}: {len(wrong)} wrong")
            for w in wrong[:6]:
                print("   ", w)
    print(f"{tables_seen} tables, {amounts_seen} amounts, {failed} tables with an error")
    return 1 if failed * 100 > tables_seen else 0


if __name__ == "__main__":
    sys.exit(main())
