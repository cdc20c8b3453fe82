# SPDX-License-Identifier: Apache-2.0
"""Exact reading and checking of published government budgets (部门预算、决算公开).

>>> import hrbudget
>>> report = hrbudget.read("examples/sample/department-2026-budget.txt").check()
>>> report.ok
False
>>> for finding in report.findings:
...     print(finding.location.place.line, finding.rule, finding.actual, finding.expected)
875 HB-SUM-020 84,309.00元 843,109.00元
1034 HB-SUM-010 6,837,941.25元 6,873,941.25元

Money is a whole number of fen and never a float. What cannot be read is an exception, a
subclass of :class:`HrbError`; a table that does not add up is a finding, and never one.
Documents and reports never change: any number of threads may use them.
"""
from __future__ import annotations

from . import _hrbudget as _c
from .amount import UNITS, Amount
from .batch import Batch, Outcome, read_many
from .code import Code, CodeBook, CodeEntry, NameMatch, codebook
from .document import Document, Fact, Facts, Row, Table, Tables, read, read_blocks
from .errors import (AmountOverflowError, ArgumentError, EmptyError, EncodingError, FileError, HrbError, LimitError, NotFoundError, OutOfMemoryError,
                     ParseError, PrecisionError, ProcessError, RulebookError, UnknownStatusError, UnsupportedError)
from .indicator import Evaluation, Indicator
from .place import Place
from .project import Project, ProjectIndicator, ProjectIndicators, ProjectItem, Projects
from .report import Cause, Equation, Equations, Finding, Findings, Location, Report, Summary
from .rulebook import Rulebook

__version__ = _c.hrb_version()


def versions() -> dict[str, str]:
    """The version of the package and of the C library that it carries."""
    return {"hrbudget": f"{_c.HRB_VERSION_MAJOR}.{_c.HRB_VERSION_MINOR}.{_c.HRB_VERSION_PATCH}", "library": _c.hrb_version()}


__all__ = [
    "Amount", "AmountOverflowError", "ArgumentError", "Batch", "Cause", "Code", "CodeBook", "CodeEntry", "Document", "EmptyError", "EncodingError",
    "Equation", "Equations", "Evaluation", "Fact", "Facts", "FileError", "Finding", "Findings", "HrbError", "Indicator", "LimitError", "Location", "NameMatch", "NotFoundError",
    "Outcome", "OutOfMemoryError", "ParseError", "Place", "PrecisionError", "ProcessError", "Project", "ProjectIndicator", "ProjectIndicators", "ProjectItem", "Projects", "Report", "Row", "RulebookError", "Rulebook", "Summary", "Table", "Tables",
    "UNITS", "UnknownStatusError", "UnsupportedError", "codebook", "read", "read_blocks", "read_many", "versions",
]
