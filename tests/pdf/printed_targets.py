#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tables of performance targets printed to PDF by LibreOffice, and every target read again.

Forms of several provinces, with levels merged down, names and targets of several lines, a
head with the project's funds above, portrait and landscape, over one page and more, with the
header again or not, with ruling lines or none, two on a page; set by the word processor
(docx), by the spreadsheet (fods) and from a web page (html). Targets must come back with
their three levels, and the name and money of a form's head. Widths, type and alignment are drawn by lot from a fixed seed. What
LibreOffice does to merged cells at a page's end cannot always be undone (the end of a
level's name on the next page, text drawn over the repeated header), so one target of a
hundred may be missing.

    usage: printed_targets.py --program hrbudget [--text FILE] [--keep FOLDER] [--show FORM]
"""
import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from html import escape

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/readers"))
import packages  # noqa: E402

SKIPPED = 77
LEVELS = {
    "产出指标": {"数量指标": [("开展巡查次数", "≥24次"), ("维护公共绿地面积", "=36000.00(平方米)"), ("举办读书活动场次", "12场"), ("编印宣传手册数量", "≥1.00(万册)"),
                       ("更换老旧照明灯具及其配套控制设备的数量", "≥300盏"), ("培训人次", "200人次"), ("购置设备台数", "15"), ("受理群众来信来访件数", "1,200件")],
             "质量指标": [("设施完好率", "≥98%"), ("工程验收合格率", "=100.00(%)"), ("数据库运行维护服务响应的及时率和问题一次解决率", "≥95.00(%)"), ("采购程序规范性", "规范"),
                      ("项目成果应用情况", "形成年度报告并在辖区各单位推广应用"), ("抽检合格率", "100%")],
             "时效指标": [("补助资金发放及时率", "=100%"), ("完成时间", "2027年11月底前"), ("按照合同约定的时间节点完成各阶段工作任务", "及时"), ("采购计划完成及时性", "及时")],
             "成本指标": [("单位面积养护成本", "≤25元/平方米"), ("预算执行率", "≥95%"), ("会议成本控制在规定的标准以内", "不超过标准")]},
    "效益指标": {"经济效益指标": [("带动就业人数", "≥50人"), ("节约能源支出", "有所节约")],
             "社会效益指标": [("居民出行条件改善情况", "改善"), ("安全责任事故发生数", "0起"), ("公共服务信息知晓率", "逐步提高"), ("弘扬志愿服务精神，提升社区居民参与公共事务的积极性", "明显提升")],
             "生态效益指标": [("垃圾分类达标率", "≥90%"), ("河道水质", "三类以上")],
             "可持续影响指标": [("长效管理机制健全性", "健全"), ("档案管理完备性", "完备"), ("人员队伍稳定", "稳定")]},
    "满意度指标": {"服务对象满意度指标": [("受益群众满意度", "≥90%"), ("参训人员对课程安排和授课老师的满意度", "≥92.00(%)"), ("投诉处理满意率", "85%以上")]},
}
PROJECTS = ["河道保洁养护", "老旧小区电梯维护", "社区文化活动", "公共图书馆图书购置及数字资源采购", "道路照明设施更新改造工程", "青少年科普教育", "信息系统运行维护"]
GOALS = ["保障设施正常运行，为居民提供安全、整洁、便利的公共环境，全年不发生责任事故。",
         "通过项目实施，完善公共服务设施，丰富居民的文化生活。1.全年按计划完成各项任务；2.资金使用合规，支付及时；3.服务对象满意度保持在较高水平，各项长效管理制度得到落实。"]


@dataclass
class Cell:
    text: str
    column: int
    span: int = 1
    rows: int = 1
    align: str = ""  # left, center, right, or the form's


@dataclass
class Form:
    name: str
    kind: str  # docx, fods or html
    title: str = "项目支出绩效目标申报表"
    widths: list = field(default_factory=list)  # millimetres
    rows: list = field(default_factory=list)  # of cells
    header: int = 0  # rows that the next page repeats
    wanted: list = field(default_factory=list)  # (level 1, level 2, level 3, target)
    project: str = ""  # whose targets they are, where the form's head says so
    money: str = ""
    align: str = "center"
    valign: str = "center"
    size: float = 10.5
    ruled: bool = True
    landscape: bool = False
    pad: float = 1.0
    whole: bool = True  # rows that no page's end cuts


def draw_targets(rng, most=3, keep=0.8):
    """Rows of (level 1, level 2, level 3, target), levels in order."""
    rows = []
    for first, seconds in LEVELS.items():
        for second, names in seconds.items():
            if rng.random() > keep and rows:
                continue
            for name, value in sorted(rng.sample(names, min(len(names), rng.randint(1, most)))):
                rows.append((first, second, name, value))
    return rows


def run_lengths(rows, key):
    """For each row, how many rows it begins with the same key; 0 inside a run."""
    out = [0] * len(rows)
    start = 0
    for i in range(1, len(rows) + 1):
        if i == len(rows) or key(rows[i]) != key(rows[start]):
            out[start] = i - start
            start = i
    return out


def put_targets(form, columns, targets, header, at=0, tail=None):
    """The header and the rows of targets; `columns`: (column, span) of the two levels, name and target."""
    form.rows.append([Cell(text, column, span, align="center") for column, span, text in header])
    tops, seconds = run_lengths(targets, lambda t: t[0]), run_lengths(targets, lambda t: t[:2])
    for i, target in enumerate(targets):
        row = []
        for level, lengths in ((0, tops), (1, seconds)):
            if columns[level] is not None and lengths[i]:
                row.append(Cell(target[level], *columns[level], rows=lengths[i], align="center"))
        if columns[2] is not None:
            row.append(Cell(target[2], *columns[2], align=form.align))
        row.append(Cell(target[3], *columns[3]))
        row += [Cell(text, column, span) for column, span, text in (tail(i) if tail else [])]
        form.rows.append(row)
    form.wanted += targets


def plain(rng, form):
    form.widths = rng.choice([[25, 30, 65, 45], [22, 28, 50, 60], [20, 35, 75, 30]])
    if form.landscape:
        form.widths = [w * 1.5 for w in form.widths]
    names = rng.choice([["一级指标", "二级指标", "三级指标", "指标值"], ["一级指标", "二级指标", "指标内容", "指标目标值"], ["一级指标", "二级指标", "三级指标", "年度指标值"]])
    put_targets(form, [(0, 1), (1, 1), (2, 1), (3, 1)], draw_targets(rng), [(i, 1, n) for i, n in enumerate(names)])
    form.header = 1


def long(rng, form):
    form.widths = [22, 26, 58, 40]
    targets = []
    for first, seconds in LEVELS.items():
        for second, names in seconds.items():
            targets += [(first, second, name + suffix, value) for suffix in ("", "（续建部分）", "（新建部分）") for name, value in names]
    put_targets(form, [(0, 1), (1, 1), (2, 1), (3, 1)], targets, [(0, 1, "一级指标"), (1, 1, "二级指标"), (2, 1, "三级指标"), (3, 1, "指标值")])
    form.header = 1


def remarked(rng, form):
    """A last column that is nearly always blank."""
    form.widths = [20, 27, 60, 35, 25]
    put_targets(form, [(0, 1), (1, 1), (2, 1), (3, 1)], draw_targets(rng), [(0, 1, "一级指标"), (1, 1, "二级指标"), (2, 1, "三级指标"), (3, 1, "指标值"), (4, 1, "备注")],
                tail=lambda i: [(4, 1, "上年结转项目")] if i % 7 == 3 else [])
    form.header = 1


def split_value(rng, form):
    """Sign, value and unit in columns of their own."""
    form.widths = [22, 28, 55, 18, 25, 20]
    targets, signs = [], []
    for first, second, name, _ in draw_targets(rng):
        sign, value, unit = rng.choice([("≥", "90", "%"), ("=", "100", "%"), ("≤", "12", "万元"), ("≥", "1500", "人次"), ("=", "3", "项")])
        signs.append((sign, value, unit))
        targets.append((first, second, name, value))
    put_targets(form, [(0, 1), (1, 1), (2, 1), (4, 1)], targets,
                [(0, 1, "一级指标"), (1, 1, "二级指标"), (2, 1, "三级指标"), (3, 1, "指标性质"), (4, 1, "指标值"), (5, 1, "度量单位")],
                tail=lambda i: [(3, 1, signs[i][0]), (5, 1, signs[i][2])])
    for row in form.rows:
        row.sort(key=lambda c: c.column)
    form.wanted = [t[:3] + ("".join(s),) for t, s in zip(targets, signs)]
    form.header = 1


def two_levels(rng, form):
    form.widths = [28, 75, 50]
    targets = [("", t[1], t[2], t[3]) for t in draw_targets(rng)]
    put_targets(form, [None, (0, 1), (1, 1), (2, 1)], targets, [(0, 1, "二级指标"), (1, 1, "三级指标"), (2, 1, "指标值")])
    form.header = 1


def head(rng, form, width):
    money = rng.randrange(100000, 90000000) / 100
    form.project, form.money = rng.choice(PROJECTS), f"{money:.2f}"
    form.rows += [[Cell("项目名称", 0, 2), Cell(form.project, 2, width - 2)],
                  [Cell("主管部门", 0, 2), Cell("某某区绿化市容局", 2, 1), Cell("实施单位", 3, 1), Cell("某某区绿化管理所", 4, width - 4)],
                  [Cell("项目资金（元）", 0, 2, 3), Cell("年度资金总额：", 2), Cell(f"{money:,.2f}", 3, width - 3)],
                  [Cell("其中：财政拨款", 2), Cell(f"{money:,.2f}", 3, width - 3)],
                  [Cell("其他资金", 2), Cell("0.00", 3, width - 3)],
                  [Cell("年度总体目标", 0, 2), Cell(rng.choice(GOALS), 2, width - 2, align="left")]]


def declared(rng, form):
    """项目支出绩效目标申报表: a head, then the targets beside a cell 绩效指标 that reaches all the way down."""
    form.widths = [14, 22, 30, 62, 42]
    if form.landscape:
        form.widths = [w * 1.45 for w in form.widths]
    head(rng, form, 5)
    targets = draw_targets(rng)
    start = len(form.rows)
    put_targets(form, [(1, 1), (2, 1), (3, 1), (4, 1)], targets, [(1, 1, "一级指标"), (2, 1, "二级指标"), (3, 1, "三级指标"), (4, 1, "指标值")])
    form.rows[start].insert(0, Cell("绩效指标", 0, 1, len(targets) + 1, "center"))


def filed(rng, form):
    """财政项目支出绩效目标填报表: a head of four columns over a table of five."""
    form.title = "财政项目支出绩效目标填报表"
    form.widths = [28, 32, 40, 35, 35]
    if form.landscape:
        form.widths = [w * 1.4 for w in form.widths]
    money = rng.randrange(100000, 90000000) / 100
    form.project, form.money = rng.choice(PROJECTS), f"{money:.2f}"
    form.rows += [[Cell("项目名称", 0), Cell(form.project, 1, 4)],
                  [Cell("项目类别", 0), Cell("经常性专项业务费", 1, 2), Cell("计划开始日期", 3), Cell("2027-01-01", 4)],
                  [Cell("项目资金（元）", 0, 1, 2), Cell("项目资金总额", 1), Cell(f"{money:.2f}", 2), Cell("年度资金总额", 3), Cell(f"{money:.2f}", 4)],
                  [Cell("其中：财政资金", 1), Cell(f"{money:.2f}", 2), Cell("其中：当年财政拨款", 3), Cell(f"{money:.2f}", 4)],
                  [Cell("项目总目标", 0, 3), Cell("年度总目标", 3, 2)],
                  [Cell(GOALS[1], 0, 3, align="left"), Cell(GOALS[0], 3, 2, align="left")]]
    put_targets(form, [(0, 1), (1, 1), (2, 2), (4, 1)], draw_targets(rng), [(0, 1, "一级指标"), (1, 1, "二级指标"), (2, 2, "三级指标"), (4, 1, "年度指标值")])


def of_projects(rng, form):
    """Several projects in one table, each name merged down."""
    form.title = "部门预算项目支出绩效目标表"
    form.widths = [35, 24, 30, 60, 45] if not form.landscape else [45, 32, 40, 80, 55]
    header = [(0, 1, "项目名称"), (1, 1, "一级指标"), (2, 1, "二级指标"), (3, 1, "三级指标"), (4, 1, "指标值")]
    form.rows.append([Cell(text, c, s, align="center") for c, s, text in header])
    form.header = 1
    for project in rng.sample(PROJECTS, 3):
        inner = Form("", "", align=form.align)
        targets = draw_targets(rng, 2, 0.5)
        put_targets(inner, [(1, 1), (2, 1), (3, 1), (4, 1)], targets, header)
        inner.rows[1].insert(0, Cell(project, 0, 1, len(targets), "center"))
        form.rows += inner.rows[1:]
        form.wanted += targets


def of_text(program, path):
    """The targets of a document in text, project by project, in the form that Shanghai published in 2020."""
    projects = {}
    for row in ask(program, path):
        projects.setdefault((row["project_index"], row["project"]), []).append(tuple(row[k] or "" for k in ("level1", "level2", "level3", "target")))
    for kind, landscape, size in (("docx", False, 10.5), ("docx", True, 12), ("html", False, 10.5), ("fods", False, 10.5)):
        parts = []
        for (_, name), targets in projects.items():
            form = Form("text", kind, title="财政支出项目绩效目标", widths=[30, 32, 65, 40], size=size, landscape=landscape, whole=False)
            if landscape:
                form.widths = [w * 1.4 for w in form.widths]
            form.project = name or ""
            form.rows = [[Cell("项目名称", 0), Cell(name or "", 1, 3)], [Cell("项目总目标", 0), Cell(GOALS[0], 1, 3, align="left")], [Cell("年度绩效目标", 0), Cell(GOALS[1], 1, 3, align="left")],
                         [Cell("分解目标", 0, 4)]]
            put_targets(form, [(0, 1), (1, 1), (2, 1), (3, 1)], targets, [(0, 1, "一级指标"), (1, 1, "二级指标"), (2, 1, "三级指标"), (3, 1, "指标目标值")])
            parts.append(form)
        yield f"text-{kind}-{'landscape' if landscape else 'portrait'}", parts


MAKERS = [plain, plain, long, remarked, split_value, two_levels, declared, declared, filed, of_projects]


def forms(count, seed):
    for i in range(count):
        rng = random.Random(seed * 7919 + i)
        maker = MAKERS[i % len(MAKERS)]
        form = Form(f"{i:03}-{maker.__name__}", ["docx", "fods", "docx", "html"][(i + i // len(MAKERS)) % 4])
        form.align = rng.choice(["center", "left"])
        form.valign = rng.choice(["center", "center", "center", "top"])
        form.size = rng.choice([9, 10.5, 12])
        form.ruled = rng.random() < 0.8
        form.landscape = rng.random() < 0.3
        form.pad = rng.choice([0.2, 1.0, 1.8])
        form.whole = rng.random() < 0.5
        repeats = rng.random() < 0.6
        maker(rng, form)
        form.header = form.header if repeats else 0
        yield form


# --- Writing ---

def as_docx(parts):
    """Forms one after the other in one document."""
    body = []
    for form in parts:
        body.append(f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t>{escape(form.title)}</w:t></w:r></w:p>')
        edge = "".join(f'<w:{side} w:val="{"single" if form.ruled else "nil"}" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        twips = [round(w * 56.7) for w in form.widths]
        pad = round(form.pad * 56.7)
        body.append(f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edge}</w:tblBorders><w:tblLayout w:type="fixed"/>'
                    f'<w:tblCellMar><w:top w:w="{pad // 2}" w:type="dxa"/><w:left w:w="{pad}" w:type="dxa"/><w:bottom w:w="{pad // 2}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/></w:tblCellMar>'
                    "</w:tblPr><w:tblGrid>" + "".join(f'<w:gridCol w:w="{w}"/>' for w in twips) + "</w:tblGrid>")
        open_cells = {}  # column -> (rows left, span)
        for r, row in enumerate(form.rows):
            cells = {c.column: c for c in row}
            out, column = [], 0
            while column < len(twips):
                merge, text, align = "", "", "center"
                if column in cells:
                    cell = cells[column]
                    span, text, align = cell.span, cell.text, cell.align or "center"
                    if cell.rows > 1:
                        merge = '<w:vMerge w:val="restart"/>'
                        open_cells[column] = [cell.rows - 1, span]
                elif column in open_cells and open_cells[column][0] > 0:
                    open_cells[column][0] -= 1
                    span, merge = open_cells[column][1], "<w:vMerge/>"
                else:
                    span = 1
                width = sum(twips[column:column + span])
                run = f'<w:r><w:rPr><w:sz w:val="{round(form.size * 2)}"/></w:rPr><w:t>{escape(text)}</w:t></w:r>' if text else ""
                out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/>{merge}<w:vAlign w:val="{form.valign}"/></w:tcPr>'
                           f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{run}</w:p></w:tc>')
                column += span
            options = ("<w:cantSplit/>" if form.whole else "") + ("<w:tblHeader/>" if r < form.header else "")
            body.append(f"<w:tr><w:trPr>{options}</w:trPr>{''.join(out)}</w:tr>")
        body.append("</w:tbl><w:p/>")
    wide = 'w:w="16838" w:h="11906" w:orient="landscape"' if parts[0].landscape else 'w:w="11906" w:h="16838"'
    body.append(f'<w:sectPr><w:pgSz {wide}/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr>')
    return packages.docx("".join(body))


def as_html(parts):
    out = ['<!DOCTYPE html><html><head><meta charset="utf-8"><title></title><style>'
           f'@page {{ size: {"landscape" if parts[0].landscape else "portrait"}; }}</style></head><body>']
    for form in parts:
        out.append(f'<p align="center"><b>{escape(form.title)}</b></p><table width="100%" border="{int(form.ruled)}" cellspacing="0" cellpadding="{round(form.pad * 3)}">')
        out += [f'<col width="{round(w * 3.78)}">' for w in form.widths]
        out.append("<thead>" if form.header else "<tbody>")
        for r, row in enumerate(form.rows):
            if r and r == form.header:
                out.append("</thead><tbody>")
            valign = "middle" if form.valign == "center" else "top"
            covered = {c for cell in row for c in range(cell.column, cell.column + cell.span)}
            merged = {c for k in range(r) for cell in form.rows[k] if k + cell.rows > r for c in range(cell.column, cell.column + cell.span)}
            cells = row + [Cell("", c) for c in range(len(form.widths)) if c not in covered and c not in merged]
            out.append("<tr>" + "".join(
                f'<td colspan="{c.span}" rowspan="{c.rows}" align="{c.align or "center"}" valign="{valign}"><font style="font-size: {form.size}pt">{escape(c.text)}</font></td>'
                for c in sorted(cells, key=lambda c: c.column)) + "</tr>")
        out.append(("</thead>" if form.header >= len(form.rows) else "</tbody>") + "</table>")
    return "".join(out) + "</body></html>"


def as_fods(parts):
    form = parts[0]
    edge = "0.5pt solid #000000" if form.ruled else "none"
    width, height = ("297mm", "210mm") if form.landscape else ("210mm", "297mm")
    valign = "middle" if form.valign == "center" else "top"
    styles = "".join(f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" fo:border="{edge}" fo:padding="{form.pad / 2}mm" '
                     f'style:vertical-align="{valign}"/><style:paragraph-properties fo:text-align="{align}"/><style:text-properties fo:font-size="{form.size}pt" style:font-size-asian="{form.size}pt"/></style:style>'
                     for name, align in (("left", "start"), ("center", "center"), ("right", "end")))
    styles += "".join(f'<style:style style:name="co{i}" style:family="table-column"><style:table-column-properties style:column-width="{w}mm"/></style:style>' for i, w in enumerate(form.widths))
    styles += '<style:style style:name="ro" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
    styles += ('<style:style style:name="title" style:family="table-cell"><style:table-cell-properties style:vertical-align="middle"/><style:paragraph-properties fo:text-align="center"/>'
               '<style:text-properties fo:font-size="16pt" style:font-size-asian="16pt"/></style:style>')
    page = (f'<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="{width}" fo:page-height="{height}" fo:margin="15mm" '
            f'style:print-orientation="{"landscape" if form.landscape else "portrait"}" style:table-centering="horizontal" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout>')
    rows = []
    for part in parts:
        count = len(part.widths)
        rows.append(f'<table:table-row><table:table-cell table:style-name="title" table:number-columns-spanned="{count}" office:value-type="string"><text:p>{escape(part.title)}</text:p></table:table-cell>'
                    + f'<table:covered-table-cell table:number-columns-repeated="{count - 1}"/></table:table-row>')
        for r, row in enumerate(part.rows):
            cells = {c.column: c for c in row}
            merged = {c for k in range(r) for cell in part.rows[k] if k + cell.rows > r for c in range(cell.column, cell.column + cell.span)}
            out, column = [], 0
            while column < count:
                cell = cells.get(column)
                if cell is None:
                    out.append("<table:covered-table-cell/>" if column in merged else '<table:table-cell table:style-name="center"/>')
                    column += 1
                    continue
                span = f' table:number-columns-spanned="{cell.span}" table:number-rows-spanned="{cell.rows}"' if cell.span > 1 or cell.rows > 1 else ""
                out.append(f'<table:table-cell table:style-name="{cell.align or "center"}"{span} office:value-type="string"><text:p>{escape(cell.text)}</text:p></table:table-cell>')
                out += ["<table:covered-table-cell/>"] * (cell.span - 1)
                column += cell.span
            text = f'<table:table-row table:style-name="ro">{"".join(out)}</table:table-row>'
            rows.append(f"<table:table-header-rows>{text}</table:table-header-rows>" if r < part.header and len(parts) == 1 else text)
    columns = "".join(f'<table:table-column table:style-name="co{i}"/>' for i in range(len(form.widths)))
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"' for n, u in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("fo", "xsl-fo-compatible")))
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
            f'<office:automatic-styles>{styles}{page}<style:style style:name="ta" style:family="table" style:master-page-name="Default"/></office:automatic-styles>'
            '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="pm"><style:header style:display="false"/><style:footer style:display="false"/></style:master-page></office:master-styles>'
            f'<office:body><office:spreadsheet><table:table table:name="t" table:style-name="ta">{columns}{"".join(rows)}</table:table></office:spreadsheet></office:body></office:document>')


WRITERS = {"docx": as_docx, "html": as_html, "fods": as_fods}


def print_all(folder, documents):
    """Writes each document and prints all of them, in one run for each kind."""
    for kind in WRITERS:
        paths = []
        for name, parts in documents.items():
            if parts[0].kind != kind:
                continue
            text = WRITERS[kind](parts)
            path = folder / f"{name}.{kind}"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            paths.append(str(path))
        if paths:
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(folder), *paths],
                           capture_output=True, timeout=540, check=False)


def ask(program, path, what="indicators"):
    done = subprocess.run([program, what, str(path), "--format", "json"], capture_output=True, text=True, timeout=120)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)[what]


def closed(text):
    """Without its blanks and line ends."""
    return "".join(text.split())


def read(program, path):
    rows = ask(program, path)
    return [tuple(closed(r[k] or "") for k in ("level1", "level2", "level3", "target")) for r in rows]


def heads(program, path):
    """The projects and what their forms' heads say of their money."""
    return [(closed(p["name"] or ""), p["budget_fen"]) for p in ask(program, path, "projects")]


def common(wanted, found):
    """How many of the wanted come back, each once."""
    left = list(found)
    n = 0
    for target in wanted:
        if target in left:
            left.remove(target)
            n += 1
    return n


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--text", help="a document in text: its targets are printed instead")
    parser.add_argument("--keep")
    parser.add_argument("--show")
    options = parser.parse_args()
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        print("skipped: LibreOffice or pdftotext is not installed")
        return SKIPPED
    documents = {form.name: [form] for form in forms(options.count, options.seed)}
    if options.text:
        documents = dict(of_text(options.program, options.text))
    pairs = [] if options.text else [form for form in forms(200, options.seed + 1) if len(form.rows) < 14 and "of_projects" not in form.name][:4]
    for i in range(0, len(pairs) - 1, 2):
        pairs[i + 1].kind, pairs[i + 1].widths = pairs[i].kind, pairs[i + 1].widths
        documents[f"pair-{i // 2}"] = pairs[i:i + 2]
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(options.keep or scratch)
        folder.mkdir(exist_ok=True)
        if not list(folder.glob("*.pdf")):
            print_all(folder, documents)
        all_wanted = all_read = extra = whole = all_heads = heads_read = 0
        for name, parts in documents.items():
            path = folder / f"{name}.pdf"
            if not path.exists():
                print(f"skipped: LibreOffice wrote no {name}.pdf")
                return SKIPPED
            wanted = [tuple(map(closed, target)) for form in parts for target in form.wanted]
            found = read(options.program, path)
            good = common(wanted, found)
            all_wanted, all_read, extra = all_wanted + len(wanted), all_read + good, extra + len(found) - good
            whole += found == wanted
            for form in parts:
                fen = int(form.money.replace(".", "")) if form.money else None
                named = form.project and any(name == closed(form.project) and fen in (None, money) for name, money in heads(options.program, path))
                all_heads += form.project != ""
                heads_read += bool(named)
                if form.project and not named:
                    print(f"{name}: its head says {form.project}, {form.money}")
            if found != wanted:
                first = next((i for i, (a, b) in enumerate(zip(wanted, found)) if a != b), min(len(wanted), len(found)))
                print(f"{name}.{parts[0].kind}: {good} of {len(wanted)} targets, {len(found)} read; wanted {wanted[first:first + 1]}, read {found[first:first + 1]}")
                if options.show == name:
                    for target in wanted:
                        if target not in found:
                            print("   missing", target)
                    for target in found:
                        if target not in wanted:
                            print("   extra  ", target)
    print(f"{len(documents)} printed, {whole} whole; {all_read} of {all_wanted} targets, {extra} that are none; {heads_read} of {all_heads} heads")
    return 0 if heads_read == all_heads and all_read * 100 >= all_wanted * 99 and extra * 100 <= all_wanted else 1


if __name__ == "__main__":
    sys.exit(main())
