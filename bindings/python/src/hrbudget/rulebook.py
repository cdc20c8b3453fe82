# SPDX-License-Identifier: Apache-2.0
"""Rulebooks: the vocabulary and the rules a document is read and checked with."""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from . import _hrbudget as c
from ._sources import as_bytes

__all__ = ["Rulebook"]


class Rulebook:
    """A rulebook. Without arguments, the one compiled in.

    Parameters
    ----------
    source : path, bytes, file object or mapping, optional
        The JSON, or what it would be loaded as. With ``"extends": "default"`` its entries are added to those of the default one.

    Examples
    --------
    >>> from hrbudget import Rulebook
    >>> "HB-SUM-010" in Rulebook().rules
    True
    """

    __slots__ = ("_handle",)

    def __init__(self, source: Any = None) -> None:
        if source is None:
            self._handle = c.hrb_rulebook_default()
        elif isinstance(source, Mapping):
            self._handle = c.hrb_rulebook_load(json.dumps(source, ensure_ascii=False).encode("utf-8"))
        else:
            self._handle = c.hrb_rulebook_load(as_bytes(source))

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of its rules."""
        ids = (c.hrb_rulebook_rule_id(self._handle, i) for i in range(c.hrb_rulebook_rule_count(self._handle)))
        return tuple(id for id in ids if id is not None)

    @staticmethod
    def default_text() -> str:
        """The JSON of the default rulebook, to start one's own from."""
        return c.hrb_rulebook_default_text()

    def __repr__(self) -> str:
        return f"<Rulebook of {c.hrb_rulebook_rule_count(self._handle)} rules>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Rulebook holds memory of the C library and does not pickle: load it from its JSON in each process")
