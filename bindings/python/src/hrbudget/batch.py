# SPDX-License-Identifier: Apache-2.0
"""Many documents at once: a row of status for each, and never an exception for the batch."""
from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, overload

from . import _hrbudget as c
from .document import Document, Source, make_options, read_with
from .errors import HrbError
from .frames import COLLECTIONS, _Stream, money_flags, to_pandas
from .report import Finding, Report

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["Batch", "Outcome", "read_many"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: ``status`` is "ok", "findings" or "failed".

    ``document`` and ``report`` are None for one that failed, and where ``keep=False`` was asked for.
    """

    path: str
    status: str
    error: Exception | None
    title: str
    department: str
    year: int | None
    facts: int
    equations: int
    failed: int
    not_evaluated: int
    findings: tuple[Finding, ...]
    document: Document | None
    report: Report | None

    def row(self) -> dict[str, Any]:
        """The plain members; of the findings their number, of the error its class and message."""
        row = {field.name: getattr(self, field.name) for field in fields(self)[:-2]}
        row["findings"] = len(self.findings)
        row["error"] = "" if self.error is None else f"{type(self.error).__name__}: {self.error}"
        return row


class Batch(Sequence[Outcome]):
    """The outcomes of :func:`read_many`, in the order of the paths."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        self._outcomes = outcomes

    def __len__(self) -> int:
        return len(self._outcomes)

    @overload
    def __getitem__(self, index: int) -> Outcome: ...
    @overload
    def __getitem__(self, index: slice) -> list[Outcome]: ...
    def __getitem__(self, index: int | slice) -> Outcome | list[Outcome]:
        return self._outcomes[index]

    @property
    def failures(self) -> list[Outcome]:
        """The documents that could not be read."""
        return [outcome for outcome in self._outcomes if outcome.error is not None]

    def findings(self) -> Iterator[tuple[str, Finding]]:
        """Every finding with the path of its document."""
        return ((outcome.path, finding) for outcome in self._outcomes for finding in outcome.findings)

    def to_arrow(self, what: str = "findings", *, money: str = "fen") -> pyarrow.Table:
        """The "facts", "tables", "projects", "indicators", "findings" or "equations" of all documents as one table,
        with the path of each in the column ``document``. Documents that were not kept are left out."""
        import pyarrow
        if what not in COLLECTIONS:
            raise ValueError(f"what is one of {', '.join(COLLECTIONS)}, not {what!r}")
        flags = money_flags(money) | c.HRB_ARROW_DOCUMENT
        kept = [outcome.report if what in ("findings", "equations") else outcome.document for outcome in self._outcomes if outcome.document is not None]
        if not kept:
            raise ValueError("no document was read and kept (keep=False keeps none)")
        return pyarrow.concat_tables(pyarrow.table(_Stream(getattr(holder, what), flags)) for holder in kept).unify_dictionaries()

    def to_pandas(self, what: str | None = None, *, money: str = "fen") -> pandas.DataFrame:
        """A row of status for each document; or, as `to_arrow`, the facts, findings ... of all of them.

        ``batch.to_pandas()["status"]``, ``batch.to_pandas("findings")``.
        """
        if what is not None:
            return to_pandas(self.to_arrow(what, money=money))
        import pandas
        return pandas.DataFrame([outcome.row() for outcome in self._outcomes])

    def to_polars(self, what: str | None = None, *, money: str = "fen") -> polars.DataFrame:
        """The same for Polars."""
        import polars
        if what is not None:
            frame = polars.from_arrow(self.to_arrow(what, money=money))
            assert isinstance(frame, polars.DataFrame)
            return frame
        return polars.DataFrame([outcome.row() for outcome in self._outcomes])

    def __repr__(self) -> str:
        counts: dict[str, int] = {}
        for outcome in self._outcomes:
            counts[outcome.status] = counts.get(outcome.status, 0) + 1
        return f"<Batch of {len(self)} documents: {', '.join(f'{n} {name}' for name, n in counts.items()) or 'none'}>"


def _outcome(source: Source, name: str, options: Any, keep: bool) -> Outcome:
    try:
        document = read_with(source, options)
        report = document.check()
        summary = report.summary
        return Outcome(name, "ok" if report.ok else "findings", None, document.title, document.department, document.year, summary.facts,
                       summary.equations, summary.failed, summary.not_evaluated, tuple(report.findings),
                       document if keep else None, report if keep else None)
    except (HrbError, OSError, MemoryError, TypeError, ValueError) as error:
        return Outcome(name, "failed", error, "", "", None, 0, 0, 0, 0, (), None, None)


def read_many(paths: Iterable[Source], *, jobs: int | None = None, progress: bool = False, year: int | None = None, rules: Any = None,
              codebook: Any = None, limits: Mapping[str, int] | None = None, keep: bool = True) -> Batch:
    """Reads and checks many documents in threads, which really run side by side.

    Parameters
    ----------
    paths : iterable of path, bytes or file
    jobs : int, optional
        Threads; as many as there are processors unless stated.
    progress : bool
        A running count on stderr.
    keep : bool
        Whether outcomes hold their document and report. False for more documents than memory holds; findings are kept either way.
    year, rules, codebook, limits
        As for :func:`hrbudget.read`.

    Returns
    -------
    Batch
        One outcome a document, in the order given. A document that cannot be read has status "failed" and its error.

    Examples
    --------
    >>> import hrbudget
    >>> batch = hrbudget.read_many(["examples/sample/department-2026-budget.txt", "no such file"])
    >>> [(outcome.path[-9:], outcome.status) for outcome in batch]
    [('udget.txt', 'findings'), ('such file', 'failed')]
    """
    if jobs is not None and (isinstance(jobs, bool) or not isinstance(jobs, int) or jobs < 1):
        raise ValueError(f"jobs is a number from 1, not {jobs!r}")
    options = make_options(year, rules, codebook, limits)
    sources = [paths] if isinstance(paths, (str, bytes, os.PathLike)) else list(paths)
    names = [os.fsdecode(s) if isinstance(s, (str, os.PathLike)) else str(getattr(s, "name", f"#{i}")) for i, s in enumerate(sources)]
    outcomes: list[Outcome | None] = [None] * len(sources)
    with ThreadPoolExecutor(max_workers=jobs or os.cpu_count() or 1, thread_name_prefix="hrbudget") as pool:
        pending = {pool.submit(_outcome, source, name, options, keep): i for i, (source, name) in enumerate(zip(sources, names))}
        for done, future in enumerate(as_completed(pending), 1):
            outcomes[pending[future]] = future.result()
            if progress:
                print(f"\r{done}/{len(sources)}", end="" if done < len(sources) else "\n", file=sys.stderr, flush=True)
    return Batch([outcome for outcome in outcomes if outcome is not None])
