# SPDX-License-Identifier: Apache-2.0
"""Documents: what was read, as tables and facts."""
from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, NoReturn, Union

from . import _hrbudget as c
from . import _html
from ._language import pick_language
from ._sources import as_bytes
from .amount import _UNIT_NAMES, Amount
from .code import Code, CodeBook, codebook as load_codebook
from .errors import HrbError
from .frames import Rows
from .place import Place
from .project import ProjectIndicators, Projects
from .rulebook import Rulebook

if TYPE_CHECKING:
    from .report import Report

__all__ = ["Document", "Fact", "Facts", "Row", "Source", "Table", "Tables", "read", "read_blocks"]

Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview, IO[bytes], IO[str]]

LIMITS: dict[str, int] = {"input_bytes": c.HRB_LIMIT_INPUT_BYTES, "cells": c.HRB_LIMIT_CELLS, "findings": c.HRB_LIMIT_FINDINGS,
                          "archive_bytes": c.HRB_LIMIT_ARCHIVE_BYTES, "archive_ratio": c.HRB_LIMIT_ARCHIVE_RATIO, "depth": c.HRB_LIMIT_DEPTH}
FORMATS: dict[str, int] = {"text": c.HRB_FORMAT_TEXT, "json": c.HRB_FORMAT_JSON, "csv": c.HRB_FORMAT_CSV, "ndjson": c.HRB_FORMAT_NDJSON,
                           "sarif": c.HRB_FORMAT_SARIF, "html": c.HRB_FORMAT_HTML}


def format_number(format: str) -> int:
    try:
        return FORMATS[format]
    except KeyError:
        raise ValueError(f"format is one of {', '.join(FORMATS)}, not {format!r}") from None


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the document with its meaning.

    ``value`` is an Amount, or an int for a count (``kind == "count"``) or for hundredths of a percent (``"percent_bp"``).
    ``table``, ``row`` and ``column`` count from 0; they are None for a figure in a sentence.
    """

    value: Amount | int
    kind: str
    flow: str
    phase: str
    fund: str
    function: Code | None
    economic: Code | None
    nature: str
    topic: str
    entity: str
    year: int | None
    text: str
    source: str
    place: Place
    table: int | None
    row: int | None
    column: int | None

    def _repr_html_(self) -> str:
        return _html.record(self)


_KINDS = {c.HRB_VALUE_FEN: "fen", c.HRB_VALUE_COUNT: "count", c.HRB_VALUE_PERCENT_BP: "percent_bp"}


class Facts(Rows[Fact]):
    """The facts of a document: a sequence of :class:`Fact`, and a table of columns.

    Examples
    --------
    >>> import hrbudget
    >>> doc = hrbudget.read("examples/sample/department-2026-budget.txt")
    >>> doc.facts[0].value, doc.facts[0].text, doc.facts[0].place.line
    (Amount('34,592,250.72元'), '34,592,250.72', 105)
    """

    def __init__(self, document: Document) -> None:
        self._document = document

    def __len__(self) -> int:
        return c.hrb_fact_count(self._document._handle)

    def _item(self, index: int) -> Fact:
        handle = self._document._handle
        flow, phase, fund, function, economic, nature, topic, entity, year = (c.hrb_fact_dimension(handle, index, d) for d in range(1, 10))
        kind = c.hrb_fact_value_kind(handle, index)
        number = c.hrb_fact_value(handle, index)
        value = Amount._make(number, c.hrb_fact_quantum(handle, index)) if kind == c.HRB_VALUE_FEN else number
        table, row, column = (n if n >= 0 else None for n in (c.hrb_fact_table(handle, index), c.hrb_fact_row(handle, index), c.hrb_fact_column(handle, index)))
        return Fact(value, _KINDS[kind], flow, phase, fund, Code(function) if function else None, Code(economic, "dept_economic") if economic else None,
                    nature, topic, entity, int(year) if year else None, c.hrb_fact_text(handle, index), c.hrb_fact_source(handle, index),
                    Place(*c.hrb_fact_place(handle, index)), table, row, column)

    def _export(self, flags: int) -> object:
        return c.hrb_facts_export_arrow(self._document._handle, flags)

    def __repr__(self) -> str:
        return f"<{len(self)} facts>"

    def _repr_html_(self) -> str:
        return _html.facts(self)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its code ("" if none), name, level (0 total or none, 1 类 ...) and the texts of its cells."""

    code: str
    name: str
    level: int
    cells: tuple[str, ...]


class Table(Rows[Row]):
    """A table as it was understood; ``table[row]`` is a :class:`Row`.

    Its frame has one row a row of the table: code, name, level, and a column for each of the table's.
    Columns of amounts are int64 fen (or decimal yuan), the others text.
    """

    def __init__(self, document: Document, index: int) -> None:
        self._document = document
        self.index = index

    @property
    def kind(self) -> str:
        """"revenue_expenditure_summary" ...; "" for one not understood."""
        return c.hrb_table_kind(self._document._handle, self.index)

    @property
    def title(self) -> str:
        return c.hrb_table_title(self._document._handle, self.index)

    @property
    def unit(self) -> str:
        """元, 万元 ...; "" if not stated."""
        return _UNIT_NAMES.get(c.hrb_table_unit(self._document._handle, self.index), "")

    @property
    def place(self) -> Place:
        return Place(*c.hrb_table_place(self._document._handle, self.index))

    @property
    def columns(self) -> tuple[str, ...]:
        """The header texts over each column, joined by " / "."""
        handle = self._document._handle
        return tuple(c.hrb_table_column_title(handle, self.index, i) for i in range(c.hrb_table_column_count(handle, self.index)))

    def __len__(self) -> int:
        return c.hrb_table_row_count(self._document._handle, self.index)

    def _item(self, index: int) -> Row:
        handle, table, row = self._document._handle, self.index, index
        cells = (c.hrb_table_cell_text(handle, table, row, i) for i in range(c.hrb_table_column_count(handle, table)))
        return Row(c.hrb_table_row_code(handle, table, row), c.hrb_table_row_name(handle, table, row), c.hrb_table_row_level(handle, table, row), tuple(cells))

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self)

    def _export(self, flags: int) -> object:
        return c.hrb_table_export_arrow(self._document._handle, self.index, flags)

    def __repr__(self) -> str:
        return f"<Table {self.title or '(no title)'}: {len(self)} rows, {len(self.columns)} columns>"

    def _repr_html_(self) -> str:
        return _html.table(self, self._document.check())


class Tables(Rows[Table]):
    """The tables of a document, in its order. As one frame: a row for each cell that has text."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def __len__(self) -> int:
        return c.hrb_table_count(self._document._handle)

    def _item(self, index: int) -> Table:
        return Table(self._document, index)

    def _export(self, flags: int) -> object:
        return c.hrb_tables_export_arrow(self._document._handle, flags)

    def __repr__(self) -> str:
        return f"<{len(self)} tables>"

    def _repr_html_(self) -> str:
        return _html.tables(self)


class Document:
    """A disclosure that has been read; made by :func:`read`.

    It never changes, and any number of threads may use it at once.
    """

    __slots__ = ("_handle", "_options", "_report", "__weakref__")

    def __init__(self, handle: Any, options: Any) -> None:
        self._handle = handle
        self._options = options
        self._report: Report | None = None

    @property
    def path(self) -> str:
        """The file it was read from; "" if from memory."""
        return c.hrb_document_path(self._handle)

    @property
    def title(self) -> str:
        return c.hrb_document_title(self._handle)

    @property
    def department(self) -> str:
        return c.hrb_document_department(self._handle)

    @property
    def year(self) -> int | None:
        return c.hrb_document_year(self._handle) or None

    @property
    def kind(self) -> str:
        """"budget", "final" or ""."""
        return c.hrb_document_kind(self._handle)

    @property
    def sha256(self) -> str:
        """Of the input, 64 hexadecimal digits; computed at each call."""
        return c.hrb_document_sha256(self._handle)

    @property
    def facts(self) -> Facts:
        """Every figure with its meaning."""
        return Facts(self)

    @property
    def tables(self) -> Tables:
        """The tables, in the order of the document."""
        return Tables(self)

    @property
    def projects(self) -> Projects:
        """The project statements."""
        return Projects(self._handle)

    @property
    def indicators(self) -> ProjectIndicators:
        """The performance indicators of all projects."""
        return ProjectIndicators(self._handle)

    def check(self) -> Report:
        """Checks every equation that the document's rulebook sets up.

        A contradiction is a finding of the report, never an exception. The document never changes, so
        a second call gives the same report.

        Examples
        --------
        >>> import hrbudget
        >>> report = hrbudget.read("examples/sample/department-2026-budget.txt").check()
        >>> report.ok, [finding.rule for finding in report.findings if finding.severity == "error"]
        (False, ['HB-SUM-020', 'HB-SUM-010'])
        """
        if self._report is None:
            from .report import Report
            handle = c.hrb_document_check(self._handle, self._options)
            c.keep(handle, self._handle)
            self._report = Report(handle)
        return self._report

    def to_text(self, what: str = "facts", *, format: str = "json", lang: str | None = None) -> str:
        """The "facts", "tables", "projects" or "indicators" as one text: "json" (hrbudget.facts/1 ...), "csv" or "text"."""
        functions = {"facts": c.hrb_facts_format, "tables": c.hrb_tables_format, "projects": c.hrb_projects_format, "indicators": c.hrb_indicators_format}
        if what not in functions:
            raise ValueError(f"what is one of {', '.join(functions)}, not {what!r}")
        return functions[what](self._handle, format_number(format), pick_language(lang))

    def __repr__(self) -> str:
        name = self.title or self.path or "(no title)"
        return f"<Document {name}: {len(self.tables)} tables, {len(self.facts)} facts>"

    def _repr_html_(self) -> str:
        return _html.document(self)

    def __copy__(self) -> Document:
        return self

    def __deepcopy__(self, memo: object) -> Document:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Document holds memory of the C library and does not pickle: read it in each process, "
                        "or send what you need of it (findings, facts and amounts pickle)")


def make_options(year: int | None, rules: Any, codebook: Any, limits: Mapping[str, int] | None, baseline: Iterable[str] | None = None) -> Any:
    """The C options, or None for all defaults. They hold the books they name."""
    if year is None and rules is None and codebook is None and not limits and baseline is None:
        return None
    options = c.hrb_options_new()
    kept: list[Any] = []
    if year is not None:
        c.hrb_options_set_year(options, year)
    for name, value in (limits or {}).items():
        if name not in LIMITS:
            raise ValueError(f"limits has {', '.join(LIMITS)}, not {name!r}")
        c.hrb_options_set_limit(options, LIMITS[name], value)
    if baseline is not None:
        if isinstance(baseline, str):
            raise TypeError("baseline is several fingerprints, not a str")
        kept.append(c.hrb_options_set_baseline(options, list(baseline)))
    if rules is not None:
        book = rules if isinstance(rules, Rulebook) else Rulebook(rules)
        c.hrb_options_set_rulebook(options, book._handle)
        kept.append(book._handle)
    if codebook is not None:
        names = codebook if isinstance(codebook, CodeBook) else load_codebook(source=codebook)
        c.hrb_options_set_codebook(options, names._handle)
        kept.append(names._handle)
    c.keep(options, tuple(kept))
    return options


def read_with(source: Source, options: Any) -> Document:
    try:
        if isinstance(source, (str, os.PathLike)):
            handle = c.hrb_document_read_file(source, options)
        else:
            handle = c.hrb_document_read(as_bytes(source), options)
    except HrbError as error:
        if isinstance(source, (str, os.PathLike)):
            error.path = os.fsdecode(source)
        raise
    if options is not None:
        c.keep(handle, options)
    return Document(handle, options)


def read(source: Source, *, year: int | None = None, rules: Any = None, codebook: Any = None, limits: Mapping[str, int] | None = None,
         baseline: Iterable[str] | None = None) -> Document:
    """Reads a disclosure. The format is recognised by its content.

    Parameters
    ----------
    source : path, bytes or file object
        A str or PathLike is a path; anything with the buffer protocol, or with ``read()``, is the document itself.
    year : int, optional
        The year of the document where its text does not tell.
    rules : Rulebook, or what Rulebook takes, optional
        Instead of the rulebook compiled in.
    codebook : CodeBook, or a path, bytes or file of CSV, optional
        Instead of the code book compiled in; CSV is added to it.
    limits : mapping, optional
        ``input_bytes``, ``cells``, ``findings``.
    baseline : iterable of str, optional
        Fingerprints of findings that are known already: a report marks them (``finding.known``).

    Raises
    ------
    HrbError
        FileError, EmptyError, EncodingError, UnsupportedError, LimitError, OutOfMemoryError.

    Examples
    --------
    >>> import hrbudget
    >>> doc = hrbudget.read("examples/sample/department-2026-budget.txt")
    >>> doc.year, doc.kind, len(doc.tables)
    (2026, 'budget', 9)
    >>> hrbudget.read(b"")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    hrbudget.errors.EmptyError: ...
    """
    return read_with(source, make_options(year, rules, codebook, limits, baseline))


Block = Union[str, Iterable[Sequence[Union[str, None]]]]


def read_blocks(blocks: Iterable[Block], *, year: int | None = None, rules: Any = None, codebook: Any = None, limits: Mapping[str, int] | None = None,
                baseline: Iterable[str] | None = None) -> Document:
    """Understands paragraphs and tables that a program has in memory, as a document like any other.

    Parameters
    ----------
    blocks : iterable
        In the order of the document: a str is a paragraph, anything else a table, which is an iterable of rows of cells
        (str, or None for a blank one), header rows first. Numbers are text as they would be printed.
    year, rules, codebook, limits, baseline
        As for :func:`read`.

    Examples
    --------
    >>> import hrbudget
    >>> doc = hrbudget.read_blocks(["2026年部门收入预算总表", "单位：元", [["功能科目名称", "合计", "财政拨款收入"], ["合计", "100.00", "100.00"]]])
    >>> doc.tables[0].title
    '2026年部门收入预算总表'
    """
    handle = c.hrb_blocks_new()
    after_table = False
    for block in blocks:
        if isinstance(block, str):
            c.hrb_blocks_add_paragraph(handle, block)
        else:
            if after_table:
                c.hrb_blocks_begin_table(handle)
            for row in block:
                if isinstance(row, str):
                    raise TypeError("a table is rows of cells; this one has a str for a row")
                c.hrb_blocks_add_row(handle, row)
        after_table = not isinstance(block, str)
    options = make_options(year, rules, codebook, limits, baseline)
    made = c.hrb_document_from_blocks(handle, options)
    if options is not None:
        c.keep(made, options)
    return Document(made, options)
