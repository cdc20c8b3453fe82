# SPDX-License-Identifier: Apache-2.0
"""The sample disclosure in other formats, each written as its programs write it.

A document is a list of paragraphs (text) and tables; a table is a list of rows of
cells (text, column, span, row_span). The header of each table is laid out here by
hand, with its merged cells, and checked against the texts of the sample.
"""
import csv
import io
import re
from dataclasses import dataclass, field
from html import escape as html_escape
from xml.sax.saxutils import escape

import packages as p


@dataclass
class Cell:
    text: str
    column: int
    span: int = 1
    row_span: int = 1


@dataclass
class Table:
    width: int
    rows: list = field(default_factory=list)


def export_rows(text):
    """Rows of a word processor's text export: (is_grid, cells)."""
    group = []
    for line in text.split("\n") + [""]:
        line = line.rstrip("\r")
        if line.startswith("\t"):
            group.append(line[1:].strip())
        elif line.strip() and group and group[-1]:
            group[-1] += "\n" + line.strip()
        else:
            if any(group):
                yield True, group[1:-1] if len(group) > 2 and not group[0] and not group[-1] else group
            group = []
            if line.strip():
                yield False, [line.strip()]


CODES = [(0, 4), (4, None), (0, 3), (3, 1, 2)]  # where the words of a table by functional code stand

# By the words of a title: width, header rows as (column, span, row_span), the spans of the total row.
LAYOUTS = [
    ("财务收支预算总表", 5, [[(0, 2, 1), (2, 3, 1)], [(0, 1, 1), (1, 1, 1), (2, 2, 1), (4, 1, 1)]], [1, 1, 2, 1]),
    ("部门收入预算总表", 9, [[(0, 4, 1), (4, 5, 1)], [(0, 3, 1), (3, 1, 2), (4, 1, 2), (5, 1, 2), (6, 1, 2), (7, 1, 1), (8, 1, 2)],
                      [(0, 1, 1), (1, 1, 1), (2, 1, 1), (7, 1, 1)]], [4, 1, 1, 1, 1, 1]),
    ("财政拨款收支预算总表", 8, [[(0, 2, 1), (2, 6, 1)], [(0, 1, 1), (1, 1, 1), (2, 2, 1), (4, 1, 1), (5, 1, 1), (6, 1, 1), (7, 1, 1)]], [1, 1, 2, 1, 1, 1, 1]),
    ("基本支出部门预算经济分类预算表", 6, [[(0, 3, 1), (3, 3, 1)], [(0, 2, 1), (2, 1, 2), (3, 1, 2), (4, 1, 2), (5, 1, 2)], [(0, 1, 1), (1, 1, 1)]], [3, 1, 1, 1]),
    ("三公", 7, [[(0, 6, 1), (6, 1, 3)], [(0, 1, 2), (1, 1, 2), (2, 1, 2), (3, 3, 1)], [(3, 1, 1), (4, 1, 1), (5, 1, 1)]], None),
    ("预算", 7, [[(0, 4, 1), (4, 3, 1)], [(0, 3, 1), (3, 1, 2), (4, 1, 2), (5, 1, 2), (6, 1, 2)], [(0, 1, 1), (1, 1, 1), (2, 1, 1)]], [4, 1, 1, 1]),
]


def layout_of(title):
    return next(layout for layout in LAYOUTS if layout[0] in title)


def parse(text):
    """The sample as paragraphs and tables; a table has its title and unit in rows of its own above it."""
    blocks, layout, header = [], None, []
    for is_grid, cells in export_rows(text):
        words = [c for c in cells if c]
        if len(words) == 1 and (re.fullmatch(r"(20\d\d年)?.*(表|预算表)", words[0]) and len(words[0]) < 60 or not is_grid or len(cells) <= 2):
            blocks.append(words[0])
            if words[0].endswith("表"):
                layout, header = layout_of(words[0]), None
            continue
        if not is_grid:
            blocks.append("".join(words))
            continue
        if header is None and "单位：" in words[-1]:
            blocks.append(Table(layout[1], [[Cell(words[0], 0, layout[1] - 1), Cell(words[1], layout[1] - 1)]]))
            header = list(layout[2])
            continue
        table = blocks[-1]
        if header:
            places = header.pop(0)
            if len(words) != len(places):
                raise ValueError(f"the header of {layout[0]} changed: {words}")
            table.rows.append([Cell(w, *place) for w, place in zip(words, places)])
        elif len(cells) < layout[1]:
            column, row = 0, []
            for word, span in zip(cells, layout[3], strict=True):
                row.append(Cell(word, column, span))
                column += span
            table.rows.append(row)
        else:
            table.rows.append([Cell(c, i) for i, c in enumerate(cells)])
    return blocks


# --- Formats ---

def number_of(text):
    """A figure with thousands commas and two decimals as a number and its format; None for other texts."""
    if not re.fullmatch(r"-?\d{1,3}(,\d{3})*\.\d\d", text):
        return None
    return repr(float(text.replace(",", ""))), "#,##0.00" if "," in text else "0.00"


def as_csv(blocks, delimiter=",", encoding="utf-8-sig", padded=False):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    widest = max(b.width for b in blocks if isinstance(b, Table)) if padded else 0
    for block in blocks:
        if isinstance(block, str):
            writer.writerow([block] + [""] * (widest - 1))
            continue
        for row in block.rows:
            line = [""] * max(block.width, widest)
            for cell in row:
                line[cell.column] = cell.text
            writer.writerow(line)
    return out.getvalue().encode(encoding)


def as_html(blocks, charset="utf-8"):
    out = [f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>预算公开</title><style>td{{border:1px}}</style></head>\n<body>\n']
    for block in blocks:
        if isinstance(block, str):
            out.append(f"<p>{html_escape(block)}</p>\n")
            continue
        out.append("<table>\n")
        for row in block.rows:
            out.append("<tr>")
            for c in filled(row, block):
                spans = (f' colspan="{c.span}"' if c.span > 1 else "") + (f' rowspan="{c.row_span}"' if c.row_span > 1 else "")
                out.append(f"<td{spans}>{html_escape(c.text).replace(chr(10), '<br>') or '&nbsp;'}</td>")
            out.append("</tr>\n")
        out.append("</table>\n")
    out.append("</body></html>\n")
    return "".join(out).encode(charset)


def filled(row, table):
    """The cells of a row with blank ones where nothing stands and nothing reaches down."""
    at = table.rows.index(row)
    covered = {c for r in range(at) for cell in table.rows[r] if r + cell.row_span > at for c in range(cell.column, cell.column + cell.span)}
    taken = {c.column: c for c in row}
    column, out = 0, []
    while column < table.width:
        if column in taken:
            out.append(taken[column])
            column += taken[column].span
            continue
        if column not in covered:
            out.append(Cell("", column))
        column += 1
    return out


def as_docx(blocks):
    def paragraph(text):
        runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
        return f"<w:p><w:pPr><w:rPr/></w:pPr><w:r><w:rPr><w:sz w:val=\"21\"/></w:rPr>{runs}</w:r></w:p>" if text else "<w:p/>"

    def cell(c, merge):
        properties = f'<w:tcW w:w="{1200 * c.span}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{c.span}"/>' if c.span > 1 else "") + merge
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(c.text)}</w:tc>"

    out = []
    for block in blocks:
        if isinstance(block, str):
            out.append(paragraph(block))
            continue
        out.append('<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>' + '<w:gridCol w:w="1200"/>' * block.width + "</w:tblGrid>")
        for r, row in enumerate(block.rows):
            cells = [(c, '<w:vMerge w:val="restart"/>' if c.row_span > 1 else "") for c in filled(row, block)]
            cells += [(Cell("", c.column, c.span), "<w:vMerge/>") for above in range(r) for c in block.rows[above] if above + c.row_span > r]
            out.append("<w:tr>" + "".join(cell(c, m) for c, m in sorted(cells, key=lambda x: x[0].column)) + "</w:tr>")
        out.append("</w:tbl>")
    return p.docx("".join(out) + "<w:sectPr/>")


def a1(row, column):
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def as_xlsx(blocks):
    """A sheet a table, the paragraphs above it on the same sheet; figures are numbers with a format."""
    formats = ["#,##0.00", "0.00"]
    strings, index, sheets = [], {}, []

    def text_cell(reference, text):
        if text not in index:
            index[text] = len(strings)
            strings.append(f'<t xml:space="preserve">{escape(text)}</t>')
        return f'<c r="{reference}" t="s"><v>{index[text]}</v></c>'

    def cell(reference, text):
        number = number_of(text)
        if number is None:
            return text_cell(reference, text)
        return f'<c r="{reference}" s="{formats.index(number[1]) + 1}"><v>{number[0]}</v></c>'

    rows, merges, line = [], [], 0

    def close():
        nonlocal rows, merges, line
        if rows:
            after = f'<mergeCells count="{len(merges)}">{"".join(merges)}</mergeCells>' if merges else ""
            sheets.append((f"表{len(sheets) + 1}", p.sheet_xml("".join(rows), after=after)))
        rows, merges, line = [], [], 0

    for i, block in enumerate(blocks):
        if isinstance(block, str):
            if i > 0 and isinstance(blocks[i - 1], Table) and block.endswith("表"):
                close()
            line += 1
            rows.append(f'<row r="{line}">{text_cell(f"A{line}", block)}</row>')
            continue
        for row in block.rows:
            line += 1
            rows.append(f'<row r="{line}">' + "".join(cell(a1(line, c.column), c.text) for c in row if c.text) + "</row>")
            merges += [f'<mergeCell ref="{a1(line, c.column)}:{a1(line + c.row_span - 1, c.column + c.span - 1)}"/>' for c in row if c.span > 1 or c.row_span > 1]
    close()
    return p.pack(p.xlsx_parts(sheets, strings=strings, styles=p.styles_xml(formats)))
