# SPDX-License-Identifier: Apache-2.0
"""Project statements of a document, and the indicators in their tables of targets."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import _hrbudget as c
from .amount import Amount
from .frames import Rows
from .indicator import Indicator
from .place import Place

__all__ = ["Project", "ProjectIndicator", "ProjectIndicators", "ProjectItem", "Projects"]


@dataclass(frozen=True, slots=True)
class ProjectItem:
    """What a part of a project's budget is for; ``amount`` is None where none is stated."""

    name: str
    amount: Amount | None
    place: Place


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its budget of the year, what that is made up of, and which of the seven sections its statement has.

    ``budget_is_sum``: no total is stated, the items were added. ``table_name`` is its name in its table of targets.
    ``has_statement`` is false for a table of targets that stands alone. ``sections`` maps each section's name to its place.
    """

    name: str
    entity: str
    table_name: str
    has_statement: bool
    budget: Amount | None
    budget_is_sum: bool
    budget_place: Place
    items: tuple[ProjectItem, ...]
    sections: dict[str, Place]
    place: Place


@dataclass(frozen=True, slots=True)
class ProjectIndicator:
    """An indicator of a project (``project`` is its index, None for none), by level, with its target."""

    project: int | None
    level1: str
    level2: str
    level3: str
    target: Indicator
    place: Place


def _amount(known: bool, fen: int, quantum_fen: int) -> Amount | None:
    return Amount._make(fen, max(1, quantum_fen)) if known else None


class Projects(Rows[Project]):
    """The projects of a document, in its order."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    def __len__(self) -> int:
        return c.hrb_project_count(self._handle)

    def _item(self, index: int) -> Project:
        h = self._handle
        known, fen, quantum, is_sum = c.hrb_project_budget(h, index)
        items = tuple(ProjectItem(c.hrb_project_item_name(h, index, i), _amount(*c.hrb_project_item_amount(h, index, i)), Place(*c.hrb_project_item_place(h, index, i)))
                      for i in range(c.hrb_project_item_count(h, index)))
        found = ((c.hrb_section_name(section), c.hrb_project_section(h, index, section)) for section in range(c.HRB_SECTION_OVERVIEW, c.HRB_SECTION_GOALS + 1))
        return Project(c.hrb_project_name(h, index), c.hrb_project_entity(h, index), c.hrb_project_table_name(h, index), c.hrb_project_has_statement(h, index),
                       _amount(known, fen, quantum), is_sum, Place(*c.hrb_project_budget_place(h, index)), items,
                       {name: Place(*place) for name, (there, place) in found if there}, Place(*c.hrb_project_place(h, index)))

    def _export(self, flags: int) -> object:
        return c.hrb_projects_export_arrow(self._handle, flags)

    def __repr__(self) -> str:
        return f"<{len(self)} projects>"


class ProjectIndicators(Rows[ProjectIndicator]):
    """The performance indicators of a document's projects, in its order."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    def __len__(self) -> int:
        return c.hrb_indicator_count(self._handle)

    def _item(self, index: int) -> ProjectIndicator:
        h = self._handle
        project = c.hrb_indicator_project(h, index)
        level1, level2, level3 = (c.hrb_indicator_level(h, index, level) for level in (1, 2, 3))
        return ProjectIndicator(project if project < c.hrb_project_count(h) else None, level1, level2, level3,
                                Indicator._borrow(c.hrb_indicator_target(h, index), level3), Place(*c.hrb_indicator_place(h, index)))

    def _export(self, flags: int) -> object:
        return c.hrb_indicators_export_arrow(self._handle, flags)

    def __repr__(self) -> str:
        return f"<{len(self)} indicators>"
