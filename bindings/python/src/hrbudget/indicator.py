# SPDX-License-Identifier: Apache-2.0
"""Targets of performance indicators (绩效指标), taken apart and held against what was achieved."""
from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn

from . import _hrbudget as c
from ._language import english, pick_language

__all__ = ["Evaluation", "Indicator"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``outcome`` is "met", "not_met" or "not_comparable"; true if met. The reason says why, in both languages."""

    outcome: str
    reason_zh: str
    reason_en: str

    @property
    def reason(self) -> str:
        """Why, in the language of the environment."""
        return self.reason_en if english() else self.reason_zh

    def __bool__(self) -> bool:
        return self.outcome == "met"


class Indicator:
    """The target of an indicator, a value.

    Parameters
    ----------
    text : str
        The target as printed: ``"≥90%"``, ``"不多于3个"``, ``"每月25日之前"``, ``"及时"``. Any text is accepted; what is no
        figure, date or grade is qualitative.
    name : str, optional
        The indicator it belongs to, so that a target which only repeats its name is told.

    Notes
    -----
    以上 以下 以内 include the figure, 超过 不满 以外 do not; （含） and （不含） override. Equal are targets that say the
    same: ``Indicator("90%以上") == Indicator("≥90%")``.

    Examples
    --------
    >>> from hrbudget import Indicator
    >>> target = Indicator("不低于90%")
    >>> target.comparator, target.value, target.unit, str(target)
    ('>=', Decimal('90'), '%', '≥90%')
    >>> target.evaluate("92.5%").outcome, target.evaluate("89%").outcome, target.evaluate("良好").outcome
    ('met', 'not_met', 'not_comparable')
    >>> Indicator("2020年6月底之前全部完成").deadline
    '2020-06-30'
    """

    __slots__ = ("_handle", "_text", "_name")

    def __init__(self, text: str, name: str | None = None) -> None:
        if not isinstance(text, str):
            raise TypeError(f'a target is text, not {type(text).__name__}: say Indicator("≥90%")')
        object.__setattr__(self, "_handle", c.hrb_target_parse(text, name))
        object.__setattr__(self, "_text", text)
        object.__setattr__(self, "_name", name)

    @classmethod
    def _borrow(cls, handle: Any, name: str) -> Indicator:
        """One that a document has parsed already; its handle keeps the document."""
        self = object.__new__(cls)
        object.__setattr__(self, "_handle", handle)
        object.__setattr__(self, "_text", c.hrb_target_text(handle))
        object.__setattr__(self, "_name", name or None)
        return self

    _handle: Any
    _text: str
    _name: str | None

    @property
    def text(self) -> str:
        """As printed, without the blanks around it."""
        return c.hrb_target_text(self._handle)

    @property
    def kind(self) -> str:
        """numeric, deadline, recurrence, grade, qualitative, copied-label, blank or unreadable."""
        return c.hrb_target_kind_name(c.hrb_target_get_kind(self._handle))

    @property
    def comparator(self) -> str:
        """``=``, ``>``, ``>=``, ``<``, ``<=``, ``range``, ``approx``; "" for none."""
        return c.hrb_comparator_name(c.hrb_target_comparator(self._handle))

    @property
    def comparator_stated(self) -> bool:
        """Whether the text says so itself; false for a bare 90%."""
        return c.hrb_target_comparator_stated(self._handle)

    @property
    def inclusive(self) -> bool:
        """Whether the bound itself meets the target."""
        return c.hrb_target_inclusive(self._handle)

    @property
    def upper_inclusive(self) -> bool:
        """The same for the upper end of a range."""
        return c.hrb_target_upper_inclusive(self._handle)

    @property
    def value(self) -> Decimal | None:
        """The figure in ``unit``, exact; of a range its lower end."""
        return _decimal(c.hrb_target_value(self._handle))

    @property
    def upper(self) -> Decimal | None:
        """The upper end of a range."""
        return _decimal(c.hrb_target_upper(self._handle))

    @property
    def unit(self) -> str:
        """%, 个, 人次, 元 ..."""
        return c.hrb_target_unit(self._handle)

    @property
    def per(self) -> str:
        """What one figure is for: 次, 人·天."""
        return c.hrb_target_per(self._handle)

    @property
    def period(self) -> str:
        """yearly, quarterly, monthly ..., or a year."""
        return c.hrb_target_period(self._handle)

    @property
    def deadline(self) -> str:
        """2020-06-30, 06-30, 2020, or "monthly day 25 before"."""
        return c.hrb_target_deadline(self._handle)

    @property
    def relation(self) -> str:
        """Of the deadline: before (the day included), within, on, after."""
        return c.hrb_target_relation(self._handle)

    @property
    def words(self) -> str:
        """What is left of the text."""
        return c.hrb_target_words(self._handle)

    def explain(self, *, lang: str | None = None) -> str:
        """A sentence that says how it was understood."""
        return c.hrb_target_explain(self._handle, pick_language(lang))

    def evaluate(self, actual: str) -> Evaluation:
        """Compares what was achieved, read by the same grammar. A figure without a unit takes the target's.

        >>> bool(Indicator("≤3个").evaluate("2"))
        True
        """
        if not isinstance(actual, str):
            raise TypeError(f'what was achieved is text as reported, not {type(actual).__name__}: say "92.5%"')
        outcome, reason = c.hrb_target_evaluate(self._handle, actual)
        return Evaluation(c.hrb_outcome_name(outcome), c.hrb_outcome_reason_text(reason, c.HRB_LANG_ZH), c.hrb_outcome_reason_text(reason, c.HRB_LANG_EN))

    # --- As a value: what it says, not how it was spelt ---

    @property
    def _key(self) -> tuple[str, str, Decimal, str]:
        return self.kind, self.unit, self.value or Decimal(0), str(self)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"an Indicator does not change: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"an Indicator does not change: {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return Indicator, (self._text, self._name)

    def __copy__(self) -> Indicator:
        return self

    def __deepcopy__(self, memo: object) -> Indicator:
        return self

    def __eq__(self, other: object) -> bool:
        return self._key == other._key if isinstance(other, Indicator) else NotImplemented

    def __hash__(self) -> int:
        return hash((Indicator, self._key))

    def __lt__(self, other: Indicator) -> bool:
        return self._key < other._key if isinstance(other, Indicator) else NotImplemented

    def __le__(self, other: Indicator) -> bool:
        return self._key <= other._key if isinstance(other, Indicator) else NotImplemented

    def __gt__(self, other: Indicator) -> bool:
        return self._key > other._key if isinstance(other, Indicator) else NotImplemented

    def __ge__(self, other: Indicator) -> bool:
        return self._key >= other._key if isinstance(other, Indicator) else NotImplemented

    def __str__(self) -> str:
        # Prose is its own spelling.
        return c.hrb_target_format(self._handle) if len(self._text) < 1000 else self.text

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __repr__(self) -> str:
        return f"Indicator({self._text!r})" if self._name is None else f"Indicator({self._text!r}, {self._name!r})"


def _decimal(value: tuple[bool, tuple[int, int]]) -> Decimal | None:
    known, (digits, scale) = value
    return Decimal(f"{digits}E-{scale}") if known else None
