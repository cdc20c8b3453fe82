# SPDX-License-Identifier: Apache-2.0
"""How documents, tables and reports look in a notebook: plain HTML without scripts or outside parts."""
from __future__ import annotations

from dataclasses import fields
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any

from ._language import english

if TYPE_CHECKING:
    from .document import Document, Fact, Facts, Table, Tables
    from .report import Finding, Findings, Location, Report

_ROWS = 60  # a notebook shows no more of a table unless a wrong cell lies further down
_COLOURS = {"error": "#c62828", "warning": "#b26a00", "info": "#1565c0"}
_WRONG = "background:#ffd6d6;outline:1px solid #c62828"


def _say(zh: str, en: str) -> str:
    return en if english() else zh


def _cell(text: object, style: str = "", title: str = "", tag: str = "td") -> str:
    attributes = (f' style="{style}"' if style else "") + (f' title="{escape(title)}"' if title else "")
    return f"<{tag}{attributes}>{escape(str(text))}</{tag}>"


def _grid(header: list[str], rows: list[str]) -> str:
    head = "".join(_cell(text, "text-align:left", tag="th") for text in header)
    return f'<table class="dataframe"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _row(*cells: object) -> str:
    return "<tr>" + "".join(cell if isinstance(cell, str) and cell.startswith("<td") else _cell(cell, "text-align:left") for cell in cells) + "</tr>"


def record(value: Any) -> str:
    """The members of one frozen object that say something."""
    rows = [_row(field.name, getattr(value, field.name)) for field in fields(value) if getattr(value, field.name) not in (None, "", 0)]
    return _grid(["", ""], rows)


def _fact_row(fact: Fact) -> str:
    return _row(fact.flow, fact.phase, fact.fund, fact.function or "", fact.economic or "", fact.nature, fact.topic, fact.value, fact.text, fact.place)


def facts(collection: Facts) -> str:
    header = ["flow", "phase", "fund", "function", "economic", "nature", "topic", "value", "text", "place"]
    rest = len(collection) - 10
    more = f"<p>{_say(f'… 另有{rest}个', f'… {rest} more')}</p>" if rest > 0 else ""
    return _grid(header, [_fact_row(fact) for fact in islice(collection, 10)]) + more


def tables(collection: Tables) -> str:
    header = ["", _say("表名", "title"), _say("种类", "kind"), _say("单位", "unit"), _say("行", "rows"), _say("列", "columns"), _say("位置", "place")]
    return _grid(header, [_row(i, t.title, t.kind, t.unit, len(t), len(t.columns), t.place) for i, t in enumerate(collection)])


def _marks(subject: Table, checked: Report) -> dict[tuple[int, int], Finding]:
    """The wrong cells of a table: (row, cell) from 1."""
    marks = {}
    for finding in checked.findings:
        suspect = finding.location
        if suspect is not None and suspect.row and suspect.cell and suspect.table_index == subject.index:
            marks[suspect.row, suspect.cell] = finding
    return marks


def table(subject: Table, checked: Report) -> str:
    marks = _marks(subject, checked)
    rows, left_out = [], 0
    for number, row in enumerate(subject, 1):
        wrong = {cell for at, cell in marks if at == number}
        if number > _ROWS and not wrong:
            left_out += 1
            continue
        cells = []
        for at, text in enumerate(row.cells, 1):
            finding = marks.get((number, at))
            cells.append(_cell(text, _WRONG if finding else "", finding.message if finding else ""))
        rows.append("<tr>" + _cell(number, "color:#888") + "".join(cells) + "</tr>")
    caption = f"<p><b>{escape(subject.title)}</b> {escape(subject.unit)} {escape(str(subject.place))}</p>"
    notes = [_say(f"… 另有{left_out}行", f"… {left_out} more rows")] if left_out else []
    notes += [str(finding) for finding in marks.values()]
    return caption + _grid(["", *subject.columns], rows) + "".join(f"<p>{escape(note)}</p>" for note in notes)


def document(subject: Document) -> str:
    report_of = subject.check()
    rows = [(_say("标题", "title"), subject.title), (_say("部门", "department"), subject.department), (_say("年度", "year"), subject.year or ""),
            (_say("种类", "kind"), subject.kind), (_say("文件", "file"), subject.path), (_say("表", "tables"), len(subject.tables)),
            (_say("金额", "facts"), len(subject.facts)), (_say("核对", "check"), _counts(report_of))]
    return _grid(["", ""], [_row(*row) for row in rows if row[1] != ""])


def _counts(subject: Report) -> str:
    s = subject.summary
    return _say(f"{s.equations}个等式：相符{s.passed}，舍入内{s.rounding}，不符{s.failed}，未核对{s.not_evaluated}；发现{s.findings}处",
                f"{s.equations} equations: {s.passed} hold, {s.rounding} within rounding, {s.failed} broken, {s.not_evaluated} not evaluated; {s.findings} findings")


def _where(location: Location | None) -> str:
    return "" if location is None else " › ".join(part for part in (str(location.place), location.table, *location.path) if part)


def _finding_row(f: Finding) -> str:
    colour = f"color:{_COLOURS.get(f.severity, '#000')};text-align:left"
    cause = "" if f.cause is None else f"{f.cause.slip} → {f.cause.suggested}"
    return _row(_cell(f.severity, colour), f.rule, _where(f.location), f.location.text if f.location else "", f.expected or "", f.difference or "", cause, f.message)


def _finding_grid(several: list[Finding]) -> str:
    header = [_say("级别", "severity"), _say("规则", "rule"), _say("位置", "place"), _say("列示", "printed"), _say("应为", "expected"),
              _say("相差", "difference"), _say("疑似", "cause"), _say("说明", "message")]
    return _grid(header, [_finding_row(f) for f in several])


def finding(subject: Finding) -> str:
    return _finding_grid([subject])


def findings(collection: Findings) -> str:
    rest = len(collection) - _ROWS
    more = f"<p>{_say(f'… 另有{rest}处', f'… {rest} more')}</p>" if rest > 0 else ""
    return _finding_grid(list(collection[:_ROWS])) + more


def report(subject: Report) -> str:
    return f"<p>{escape(_counts(subject))}</p>" + (findings(subject.findings) if len(subject.findings) else "")
