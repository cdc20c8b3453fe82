# SPDX-License-Identifier: Apache-2.0
"""Reports: the verdicts on a document's equations, and the findings."""
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from . import _hrbudget as c
from . import _html
from ._language import english, pick_language
from .amount import Amount
from .document import format_number
from .frames import Rows
from .place import Place

__all__ = ["Cause", "Equation", "Equations", "Finding", "Findings", "Location", "Report", "Summary"]

SEVERITIES: dict[str, int] = {"info": c.HRB_SEVERITY_INFO, "warning": c.HRB_SEVERITY_WARNING, "error": c.HRB_SEVERITY_ERROR}


@dataclass(frozen=True, slots=True)
class Location:
    """A figure or text that a finding is about. ``row`` and ``cell`` of its table count from 1 (0: in none);
    ``table_index`` is the table's index in the document, None if in none."""

    role: str
    text: str
    place: Place
    table: str
    row: int
    cell: int
    path: tuple[str, ...]
    table_index: int | None = None

    def __str__(self) -> str:
        return " › ".join(part for part in (str(self.place), self.table, *self.path) if part) + f" “{self.text}”"


@dataclass(frozen=True, slots=True)
class Cause:
    """The likely slip ("transposed", "dropped_digit", "unit" ...), and the value that mends `explains` equations."""

    slip: str
    suggested: Amount
    explains: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction, with its place, its figures and its likely cause.

    ``expected`` is what the other figures demand, ``actual`` what is printed, ``difference`` actual less expected;
    all are None where no money is concerned. The first of ``locations`` is the figure most likely wrong.
    ``fingerprint`` stays the same for the same contradiction in a new edition of the document; ``known`` tells whether
    the baseline has it.
    """

    rule: str
    severity: str
    verdict: str
    message_zh: str
    message_en: str
    expected: Amount | None
    actual: Amount | None
    difference: Amount | None
    tolerance: Amount | None
    cause: Cause | None
    locations: tuple[Location, ...]
    equations: tuple[int, ...]
    fingerprint: str
    known: bool = False

    @property
    def message(self) -> str:
        """The message in the language of the environment."""
        return self.message_en if english() else self.message_zh

    @property
    def location(self) -> Location | None:
        """The figure most likely wrong."""
        return self.locations[0] if self.locations else None

    def __str__(self) -> str:
        where = f"{self.locations[0].place}: " if self.locations and self.locations[0].place else ""
        return f"{where}{self.severity} {self.rule}: {self.message}"

    def _repr_html_(self) -> str:
        return _html.finding(self)


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation that was set up: its terms are (fact, +1 for the whole or -1 for a part)."""

    rule: str
    verdict: str
    reason_zh: str
    reason_en: str
    terms: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many facts, equations by verdict, and findings."""

    facts: int
    equations: int
    passed: int
    rounding: int
    failed: int
    not_evaluated: int
    findings: int


def _make_location(report: Any, i: int, j: int) -> Location:
    path: list[str] = []
    while (label := c.hrb_location_path(report, i, j, len(path))) is not None:
        path.append(label)
    table = c.hrb_location_table_index(report, i, j)
    return Location(c.hrb_location_role(report, i, j), c.hrb_location_text(report, i, j), Place(*c.hrb_location_place(report, i, j)),
                    c.hrb_location_table(report, i, j), c.hrb_location_row(report, i, j), c.hrb_location_cell(report, i, j), tuple(path), table if table >= 0 else None)


def _make_finding(report: Any, i: int) -> Finding:
    money, *figures = c.hrb_finding_figures(report, i)
    expected, actual, difference, tolerance = (Amount._make(fen) if money else None for fen in figures)
    known, slip, suggested, explains = c.hrb_finding_cause(report, i)
    return Finding(
        c.hrb_finding_rule(report, i), c.hrb_severity_name(c.hrb_finding_severity(report, i)), c.hrb_verdict_name(c.hrb_finding_verdict(report, i)),
        c.hrb_finding_message(report, i, c.HRB_LANG_ZH), c.hrb_finding_message(report, i, c.HRB_LANG_EN),
        expected, actual, difference, tolerance, Cause(slip or "", Amount._make(suggested), explains) if known else None,
        tuple(_make_location(report, i, j) for j in range(c.hrb_finding_location_count(report, i))),
        tuple(c.hrb_finding_equation(report, i, j) for j in range(c.hrb_finding_equation_count(report, i))),
        c.hrb_finding_fingerprint(report, i), c.hrb_finding_is_known(report, i))


class Findings(Rows[Finding]):
    """The findings of a report, in the order of the document."""

    # The handle and not the Report: a cycle would keep the memory of C until the collector comes by.
    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._made: tuple[Finding, ...] | None = None

    def _all(self) -> tuple[Finding, ...]:
        if self._made is None:
            self._made = tuple(_make_finding(self._handle, i) for i in range(len(self)))
        return self._made

    def __len__(self) -> int:
        return c.hrb_finding_count(self._handle)

    def _item(self, index: int) -> Finding:
        return self._all()[index]

    def _export(self, flags: int) -> object:
        return c.hrb_findings_export_arrow(self._handle, flags)

    def __repr__(self) -> str:
        return f"<{len(self)} findings>"

    def _repr_html_(self) -> str:
        return _html.findings(self)


class Equations(Rows[Equation]):
    """Every equation that was set up, with its verdict."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    def __len__(self) -> int:
        return c.hrb_equation_count(self._handle)

    def _item(self, index: int) -> Equation:
        handle, i = self._handle, index
        terms = (c.hrb_equation_term(handle, i, t) for t in range(c.hrb_equation_term_count(handle, i)))
        return Equation(c.hrb_equation_rule(handle, i), c.hrb_verdict_name(c.hrb_equation_verdict(handle, i)), c.hrb_equation_reason(handle, i, c.HRB_LANG_ZH),
                        c.hrb_equation_reason(handle, i, c.HRB_LANG_EN), tuple((fact, sign) for _, fact, sign in terms))

    def _export(self, flags: int) -> object:
        return c.hrb_equations_export_arrow(self._handle, flags)

    def __repr__(self) -> str:
        return f"<{len(self)} equations>"


class Report:
    """The outcome of a check; made by :meth:`Document.check`. Iterating gives its findings.

    Examples
    --------
    >>> import hrbudget
    >>> report = hrbudget.read("examples/sample/department-2026-budget.txt").check()
    >>> finding = report.findings[0]
    >>> finding.rule, finding.expected, finding.actual, finding.cause.slip
    ('HB-SUM-020', Amount('843,109.00元'), Amount('84,309.00元'), 'dropped_digit')
    >>> finding.location.place.line, finding.location.text
    (875, '84,309.00')
    """

    __slots__ = ("_handle", "_findings")

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._findings = Findings(handle)

    @property
    def findings(self) -> Findings:
        """The contradictions, in the order of the document."""
        return self._findings

    @property
    def equations(self) -> Equations:
        """Every equation that was set up, with its verdict."""
        return Equations(self._handle)

    @property
    def summary(self) -> Summary:
        """The counts."""
        h = self._handle
        return Summary(c.hrb_fact_count(c.hrb_report_document(h)), c.hrb_equation_count(h), c.hrb_equation_count_of(h, c.HRB_VERDICT_PASS),
                       c.hrb_equation_count_of(h, c.HRB_VERDICT_ROUNDING), c.hrb_equation_count_of(h, c.HRB_VERDICT_FAIL),
                       c.hrb_equation_count_of(h, c.HRB_VERDICT_NOT_EVALUATED), c.hrb_finding_count(h))

    @property
    def ok(self) -> bool:
        """Whether something was checked and nothing worse than an info was found: a document in which nothing could be checked is not ok."""
        summary = self.summary
        worst = max((c.hrb_finding_severity(self._handle, i) for i in range(summary.findings)), default=0)
        return summary.passed + summary.rounding > 0 and worst < c.HRB_SEVERITY_WARNING

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._findings)

    def __len__(self) -> int:
        return len(self._findings)

    def __bool__(self) -> bool:
        return True  # a report without findings is still a report; `ok` tells how it went

    def to_text(self, *, format: str = "text", lang: str | None = None, min_severity: str = "info") -> str:
        """The report as one text: "text" for people, "json" (hrbudget.report/1), "ndjson", "csv" with a row a finding, "sarif" or "html"."""
        if min_severity not in SEVERITIES:
            raise ValueError(f"min_severity is one of {', '.join(SEVERITIES)}, not {min_severity!r}")
        return c.hrb_report_format(self._handle, format_number(format), pick_language(lang), SEVERITIES[min_severity])

    def to_dict(self, *, lang: str | None = None) -> dict[str, Any]:
        """The report as hrbudget.report/1, with whole fen as int."""
        result: dict[str, Any] = json.loads(self.to_text(format="json", lang=lang))
        return result

    def __str__(self) -> str:
        return self.to_text().rstrip("\n")

    def __repr__(self) -> str:
        s = self.summary
        return f"<Report: {s.findings} findings, {s.equations} equations, {s.failed} failed>"

    def _repr_html_(self) -> str:
        return _html.report(self)

    def __copy__(self) -> Report:
        return self

    def __deepcopy__(self, memo: object) -> Report:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Report holds memory of the C library and does not pickle: send report.findings[:] or report.to_dict(), which do")
