# SPDX-License-Identifier: Apache-2.0
"""Where something stands in the input."""
from __future__ import annotations

from dataclasses import dataclass, fields

from ._language import english

_WORDS = (("page", "第{}页", "page {}"), ("sheet", "第{}张表单", "sheet {}"), ("line", "第{}行", "line {}"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the input as given. What does not apply to the format is 0, and a place
    without anything is false.

    ``offset`` and ``length`` are bytes, ``offset`` from 0; everything else counts from 1.
    ``left``, ``top``, ``right`` and ``bottom`` are the box on a page, in hundredths of a point.

    Examples
    --------
    >>> import hrbudget
    >>> bool(hrbudget.Place()), hrbudget.Place(line=3, column=2).line
    (False, 3)
    """

    offset: int = 0
    length: int = 0
    line: int = 0
    column: int = 0
    page: int = 0
    sheet: int = 0
    row: int = 0
    cell: int = 0
    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    @property
    def a1(self) -> str:
        """The cell of a workbook as B5, or ""."""
        letters, n = "", self.cell
        if not (self.sheet and self.row and n):
            return ""
        while n > 0:
            n, rest = divmod(n - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.row}"

    def __str__(self) -> str:
        parts = [(en if english() else zh).format(getattr(self, name)) for name, zh, en in _WORDS if getattr(self, name)]
        if self.column:
            parts.append(("column {}" if english() else "第{}字").format(self.column))
        return " ".join([*parts, self.a1]).strip()
