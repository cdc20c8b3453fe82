# SPDX-License-Identifier: Apache-2.0
"""Classification codes, and the books that name them year by year."""
from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, NoReturn, Union

from . import _hrbudget as c
from ._sources import as_bytes
from .errors import ArgumentError, NotFoundError

__all__ = ["Code", "CodeBook", "CodeEntry", "NameMatch", "codebook"]

KINDS: dict[str, int] = {
    "function": c.HRB_CODE_FUNCTION, "dept_economic": c.HRB_CODE_DEPT_ECONOMIC, "gov_economic": c.HRB_CODE_GOV_ECONOMIC,
    "revenue": c.HRB_CODE_REVENUE,
}
_KIND_NAMES = {number: name for name, number in KINDS.items()}
_EVIDENCE = {0: "none", 1: "2009", 2: "recalled", 3: "corroborated", 4: "attested"}
_MATCHES = {0: "unknown_code", 1: "same", 2: "other_year", 3: "near", 4: "different"}


class Code:
    """A classification code, a value of a kind and digits.

    Parameters
    ----------
    text : str
        ``"2080101"``, ``"208 01 01"``, ``"208-1-1"``. Codes are text: an int is refused, since it may have lost zeros.
    kind : str
        ``"function"`` (支出功能分类), ``"dept_economic"`` (部门预算支出经济分类), ``"gov_economic"`` (政府预算支出经济分类) or ``"revenue"``.

    Examples
    --------
    >>> from hrbudget import Code
    >>> code = Code("208 01 01")
    >>> code, code.level, code.parent, str(code)
    (Code('2080101'), 3, Code('20801'), '2080101')
    >>> Code("20801") < code
    True
    >>> code.name(2026)
    '行政运行'
    """

    __slots__ = ("_kind", "_digits")
    _kind: int
    _digits: int

    def __new__(cls, text: str | Code, kind: str = "function") -> Code:
        if isinstance(text, Code):
            return text
        if not isinstance(text, str):
            raise TypeError(f"a code is text, not {type(text).__name__}, which may have lost its zeros: say Code(\"2080101\")")
        return cls._make(*c.hrb_code_parse(kind_number(kind), text))

    @classmethod
    def _make(cls, kind: int, digits: int) -> Code:
        self = object.__new__(cls)
        object.__setattr__(self, "_kind", kind)
        object.__setattr__(self, "_digits", digits)
        return self

    @property
    def kind(self) -> str:
        """The classification it belongs to."""
        return _KIND_NAMES.get(self._kind, "")

    @property
    def level(self) -> int:
        """1 类, 2 款, 3 项, 4 目."""
        return c.hrb_code_level(self._pair)

    @property
    def parent(self) -> Code | None:
        """The code one level up; None at the top."""
        kind, digits = c.hrb_code_parent(self._pair)
        return Code._make(kind, digits) if digits else None

    def name(self, year: int = 0) -> str | None:
        """Its name in the library's own book for a year (0: the newest); None if the book does not know it."""
        entry = c.hrb_codebook_get(c.hrb_codebook_default(), self._pair, year)
        return None if entry is None else c.hrb_code_entry_name(entry)

    @property
    def _pair(self) -> tuple[int, int]:
        return self._kind, self._digits

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Code does not change: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a Code does not change: {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return Code._make, self._pair

    def __copy__(self) -> Code:
        return self

    def __deepcopy__(self, memo: object) -> Code:
        return self

    def __eq__(self, other: object) -> bool:
        return self._pair == other._pair if isinstance(other, Code) else NotImplemented

    def __hash__(self) -> int:
        return hash((Code, self._pair))

    # As text, so that a code stands before the codes below it.
    def __lt__(self, other: Code) -> bool:
        return (self._kind, str(self)) < (other._kind, str(other)) if isinstance(other, Code) else NotImplemented

    def __le__(self, other: Code) -> bool:
        return (self._kind, str(self)) <= (other._kind, str(other)) if isinstance(other, Code) else NotImplemented

    def __gt__(self, other: Code) -> bool:
        return (self._kind, str(self)) > (other._kind, str(other)) if isinstance(other, Code) else NotImplemented

    def __ge__(self, other: Code) -> bool:
        return (self._kind, str(self)) >= (other._kind, str(other)) if isinstance(other, Code) else NotImplemented

    def __contains__(self, other: Code) -> bool:
        """Whether another code is this one or stands below it."""
        return isinstance(other, Code) and self._kind == other._kind and str(other).startswith(str(self))

    def __str__(self) -> str:
        return c.hrb_code_format(self._pair)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __repr__(self) -> str:
        return f"Code({str(self)!r})" if self._kind == c.HRB_CODE_FUNCTION else f"Code({str(self)!r}, {self.kind!r})"


def kind_number(kind: str) -> int:
    try:
        return KINDS[kind]
    except (KeyError, TypeError):
        raise ArgumentError(f"科目种类无效：{kind!r}", f"kind is one of {', '.join(KINDS)}, not {kind!r}") from None


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One entry of a book: a code and its name, with the years it was seen in (0: unknown) and how sure it is."""

    code: Code
    name: str
    first_year: int
    last_year: int
    evidence: str
    sources: str


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How a printed name compares: ``same``, ``other_year``, ``near``, ``different`` or ``unknown_code``."""

    match: str
    official: CodeEntry | None
    matched: CodeEntry | None

    def __bool__(self) -> bool:
        return self.match == "same"


BookSource = Union[bytes, bytearray, memoryview, str, "os.PathLike[str]", IO[bytes], IO[str]]


class CodeBook:
    """The names of codes for a year; see :func:`codebook`.

    Examples
    --------
    >>> from hrbudget import codebook
    >>> codebook(2026)["20805"].name
    '行政事业单位养老支出'
    >>> codebook(2019)["20805"].name
    '行政事业单位离退休'
    >>> "9999999" in codebook()
    False
    >>> codebook(2026).compare("20805", "行政事业单位离退休").match
    'other_year'
    """

    __slots__ = ("_handle", "year", "kind")

    def __init__(self, handle: Any, year: int, kind: str) -> None:
        self._handle = handle
        self.year = year
        self.kind = kind

    def _code(self, code: str | Code) -> Code:
        return code if isinstance(code, Code) else Code(code, self.kind)

    def _entry(self, handle: Any) -> CodeEntry | None:
        if handle is None:
            return None
        return CodeEntry(Code._make(*c.hrb_code_entry_code(handle)), c.hrb_code_entry_name(handle), c.hrb_code_entry_first_year(handle),
                         c.hrb_code_entry_last_year(handle), _EVIDENCE[c.hrb_code_entry_evidence(handle)], c.hrb_code_entry_sources(handle))

    def __len__(self) -> int:
        return c.hrb_codebook_size(self._handle)

    def get(self, code: str | Code) -> CodeEntry | None:
        """The entry in force for the year, or None."""
        return self._entry(c.hrb_codebook_get(self._handle, self._code(code)._pair, self.year))

    def __getitem__(self, code: str | Code) -> CodeEntry:
        entry = self.get(code)
        if entry is None:
            raise NotFoundError(f"科目编码表中没有{code}", f"the code book does not have {code}")
        return entry

    def __contains__(self, code: object) -> bool:
        return isinstance(code, (str, Code)) and self.get(code) is not None

    def names(self, code: str | Code) -> list[CodeEntry]:
        """Every name the code has had, oldest first."""
        return self._all(lambda i: c.hrb_codebook_get_name(self._handle, self._code(code)._pair, i))

    def children(self, code: str | Code | None = None) -> list[CodeEntry]:
        """The codes one level below; without a code, the 类."""
        pair = (kind_number(self.kind), 0) if code is None else self._code(code)._pair
        return self._all(lambda i: c.hrb_codebook_get_child(self._handle, pair, self.year, i))

    def renames(self, code: str | Code) -> list[str]:
        """The renames that touch a code, each as one text."""
        texts, i = [], 0
        while (text := c.hrb_codebook_get_rename(self._handle, self._code(code)._pair, i)) is not None:
            texts.append(text)
            i += 1
        return texts

    def find(self, name: str, *, within: str | Code | None = None, level: int = 0) -> CodeEntry | None:
        """The entry whose name is `name` after folding brackets, widths and blanks; of a level, and within a code, if given."""
        pair = (kind_number(self.kind), 0) if within is None else self._code(within)._pair
        return self._entry(c.hrb_codebook_find_name(self._handle, pair, level, self.year, name))

    def compare(self, code: str | Code, name: str) -> NameMatch:
        """How a printed name compares with the names of a code."""
        match, official, matched = c.hrb_codebook_compare_name(self._handle, self._code(code)._pair, self.year, name)
        return NameMatch(_MATCHES[match], self._entry(official), self._entry(matched))

    def _all(self, get: Any) -> list[CodeEntry]:
        entries: list[CodeEntry] = []
        while (entry := self._entry(get(len(entries)))) is not None:
            entries.append(entry)
        return entries

    def __iter__(self) -> Iterator[CodeEntry]:
        """Every code of the kind, each before those below it."""
        pending = self.children()[::-1]
        while pending:
            entry = pending.pop()
            yield entry
            pending += self.children(entry.code)[::-1]

    def __repr__(self) -> str:
        return f"<CodeBook of {self.kind} codes{f' for {self.year}' if self.year else ''}, {len(self)} entries>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a CodeBook holds memory of the C library and does not pickle: call codebook() in each process")


def codebook(year: int | None = None, *, kind: str = "function", source: BookSource | None = None, extend: bool = True) -> CodeBook:
    """The code book for a year.

    Parameters
    ----------
    year : int, optional
        Without it, the newest names.
    kind : str
        Of the codes given as plain text: "function", "dept_economic", "gov_economic" or "revenue".
    source : path, bytes or file, optional
        One's own entries as CSV with the columns kind, code, name (and level, first_year_seen, last_year_seen, evidence, sources).
    extend : bool
        Whether they are added to the library's own book, over which they win, or stand alone.

    Examples
    --------
    >>> from hrbudget import codebook
    >>> mine = codebook(2026, source="kind,code,name\\nfunction,2080188,青云区公共服务专项\\n".encode())
    >>> mine["2080188"].name
    '青云区公共服务专项'
    """
    kind_number(kind)
    handle = c.hrb_codebook_default()
    if source is not None:
        base = handle if extend else None
        handle = c.hrb_codebook_load(as_bytes(source), base)
        if base is not None:
            c.keep(handle, base)
    return CodeBook(handle, int(year or 0), kind)
