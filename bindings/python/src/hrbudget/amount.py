# SPDX-License-Identifier: Apache-2.0
"""Money as a whole number of fen."""
from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn

from . import _hrbudget as c
from .errors import AmountOverflowError, ParseError

__all__ = ["Amount", "UNITS"]

#: What one of each unit is worth in fen.
UNITS: dict[str, int] = {
    "分": c.HRB_UNIT_FEN, "角": c.HRB_UNIT_JIAO, "元": c.HRB_UNIT_YUAN, "千元": c.HRB_UNIT_THOUSAND_YUAN, "万元": c.HRB_UNIT_WAN_YUAN,
    "百万元": c.HRB_UNIT_MILLION_YUAN, "亿元": c.HRB_UNIT_YI_YUAN,
}
_UNIT_NAMES = {value: name for name, value in UNITS.items()}
_SPEC = re.compile(r"(?P<group>,?)(?:\.(?P<decimals>\d{1,2}))?(?P<unit>fen|大写|分|角|元|千元|万元|百万元|亿元)?")


def unit_value(unit: str) -> int:
    """The fen that one of a unit is worth."""
    try:
        return UNITS[unit]
    except KeyError:
        raise ValueError(f"unit is one of {' '.join(UNITS)}, not {unit!r}") from None


def _refuse(value: object, wanted: str) -> NoReturn:
    raise TypeError(
        f"{type(value).__name__} is not money: {wanted}. "
        'Say Amount("1,398.22万元"), Amount.from_yuan(Decimal("13982200.00")) or Amount.from_fen(1398220000)')


def whole_number(value: object) -> int:
    """`value` if it is an int, and not a bool or a float that looks like one."""
    if isinstance(value, bool) or not isinstance(value, int):
        _refuse(value, "fen are an int")
    return _within_64_bits(value)


def _within_64_bits(value: int) -> int:
    if not -(2**63) <= value < 2**63:
        raise AmountOverflowError("数额超出64位分的范围", "the value does not fit 64 bits of fen")
    return value


def _factor(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"an Amount is multiplied by an int, not {type(value).__name__}, so that it stays exact")
    return _within_64_bits(value)


class Amount:
    """An amount of money: an exact whole number of fen, with the precision it was stated in.

    Parameters
    ----------
    value : str or Decimal
        Text as it stands in documents (``"1,398.22万元"``, ``"（5.00）"``, ``"13万2"``, ``"壹佰元整"``), or a
        Decimal of yuan. An int is refused since it could be yuan or fen (see `from_fen`, `from_yuan`); a float, since
        it is not exact.
    unit : str, optional
        The unit of text that has none: 元 unless stated.

    Notes
    -----
    Amounts are equal when their fen are; they order, hash, add and pickle. What does not
    fit 64 bits raises AmountOverflowError. Money never becomes a float: use ``.decimal``.

    Examples
    --------
    >>> from hrbudget import Amount
    >>> a = Amount("1,398.22万元")
    >>> a.fen, a.decimal, a.capital
    (1398220000, Decimal('13982200.00'), '壹仟叁佰玖拾捌万贰仟贰佰元整')
    >>> a
    Amount('13,982,200.00元')
    >>> f"{a:万元} {a:.1亿元} {a:大写}"
    '1,398.22万元 0.1亿元 壹仟叁佰玖拾捌万贰仟贰佰元整'
    >>> a + Amount("1元") > a
    True
    >>> [half.fen for half in a.interval]
    [1398215000, 1398225000]
    """

    __slots__ = ("_fen", "_quantum_fen", "_unit")
    _fen: int
    _quantum_fen: int
    _unit: int

    def __new__(cls, value: str | Decimal | Amount, unit: str = "元") -> Amount:
        if isinstance(value, Amount):
            return value
        if isinstance(value, Decimal):
            return cls.from_yuan(value)
        if not isinstance(value, str):
            _refuse(value, "an int may be yuan or fen" if isinstance(value, int) and not isinstance(value, bool) else "it is not exact")
        amount = cls.parse(value, unit)
        if amount is None:
            raise ParseError(f"“{value}”表示没有数字，不是金额", f'"{value}" stands for no figure; Amount.parse gives None for it', code=c.HRB_ERROR_SYNTAX)
        return amount

    @classmethod
    def _make(cls, fen: int, quantum_fen: int = 1, unit: int = c.HRB_UNIT_YUAN) -> Amount:
        self = object.__new__(cls)
        object.__setattr__(self, "_fen", fen)
        object.__setattr__(self, "_quantum_fen", quantum_fen)
        object.__setattr__(self, "_unit", unit)
        return self

    @classmethod
    def parse(cls, text: str, unit: str = "元", *, lenient: bool = False) -> Amount | None:
        """Reads an amount; None where the text says that nothing is stated (blank, -, —, 无).

        `lenient` accepts misplaced thousands separators such as 36,834,50.

        >>> Amount.parse("—") is None
        True
        """
        if not isinstance(text, str):
            _refuse(text, "text is parsed")
        fen, quantum, own_unit, stated, _ = c.hrb_amount_parse(text, unit_value(unit), c.HRB_AMOUNT_LENIENT_GROUPS if lenient else 0)
        return cls._make(fen, quantum, own_unit) if stated else None

    @classmethod
    def from_fen(cls, fen: int, *, quantum_fen: int = 1) -> Amount:
        """An amount of whole fen.

        >>> Amount.from_fen(1398220000)
        Amount('13,982,200.00元')
        """
        return cls._make(whole_number(fen), max(1, whole_number(quantum_fen)))

    @classmethod
    def from_yuan(cls, yuan: int | str | Decimal) -> Amount:
        """An amount of yuan: an int, or a Decimal or text with at most two decimals.

        >>> Amount.from_yuan(Decimal("0.1")) + Amount.from_yuan(2)
        Amount('2.10元')
        """
        if isinstance(yuan, bool) or not isinstance(yuan, (int, str, Decimal)):
            _refuse(yuan, "yuan are an int, a str or a Decimal")
        if isinstance(yuan, str):
            return cls(yuan, "元")
        if isinstance(yuan, int):
            return cls._make(c.hrb_fen_multiply(_within_64_bits(yuan), c.HRB_UNIT_YUAN))
        if not yuan.is_finite():
            raise ValueError(f"{yuan} is not an amount")
        if yuan.adjusted() > 20:
            raise AmountOverflowError("数额超出64位分的范围", "the value does not fit 64 bits of fen")
        return cls(format(yuan, "f"), "元")

    @property
    def fen(self) -> int:
        """The amount in fen."""
        return self._fen

    @property
    def quantum_fen(self) -> int:
        """What the last stated digit is worth, in fen."""
        return self._quantum_fen

    @property
    def unit(self) -> str:
        """The unit it was stated in."""
        return _UNIT_NAMES.get(self._unit, "元")

    @property
    def decimal(self) -> Decimal:
        """The amount in yuan, exact, with two decimals."""
        return Decimal(f"{self._fen}E-2")

    @property
    def capital(self) -> str:
        """大写, as on cheques."""
        return c.hrb_capital_format(self._fen)

    @property
    def interval(self) -> tuple[Amount, Amount]:
        """The least and the greatest amount that the stated figure may stand for."""
        low, high = c.hrb_interval_of(self._fen, self._quantum_fen)
        return Amount._make(low), Amount._make(high)

    def agrees(self, other: Amount) -> bool:
        """Whether the two figures may stand for the same amount: their intervals overlap.

        >>> Amount("1,398.22万元").agrees(Amount("13,982,163.05元"))
        True
        """
        return c.hrb_interval_overlaps(c.hrb_interval_of(self._fen, self._quantum_fen), c.hrb_interval_of(other._fen, other._quantum_fen))

    def to(self, unit: str) -> Decimal:
        """The amount in a unit, exact.

        >>> Amount("1,398.22万元").to("亿元")
        Decimal('0.1398220000')
        """
        digits = len(str(unit_value(unit))) - 1
        return Decimal(f"{self._fen}E-{digits}")

    def ratio(self, whole: Amount) -> Fraction:
        """This amount over another, exact.

        >>> Amount("1元").ratio(Amount("3元"))
        Fraction(1, 3)
        """
        return Fraction(self._fen, whole._fen)

    # --- As a value ---

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"an Amount does not change: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"an Amount does not change: {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return Amount._make, (self._fen, self._quantum_fen, self._unit)

    def __copy__(self) -> Amount:
        return self

    def __deepcopy__(self, memo: object) -> Amount:
        return self

    def __eq__(self, other: object) -> bool:
        return self._fen == other._fen if isinstance(other, Amount) else NotImplemented

    def __hash__(self) -> int:
        return hash((Amount, self._fen))

    def __lt__(self, other: Amount) -> bool:
        return self._fen < other._fen if isinstance(other, Amount) else NotImplemented

    def __le__(self, other: Amount) -> bool:
        return self._fen <= other._fen if isinstance(other, Amount) else NotImplemented

    def __gt__(self, other: Amount) -> bool:
        return self._fen > other._fen if isinstance(other, Amount) else NotImplemented

    def __ge__(self, other: Amount) -> bool:
        return self._fen >= other._fen if isinstance(other, Amount) else NotImplemented

    def __bool__(self) -> bool:
        return self._fen != 0

    def __int__(self) -> int:
        return self._fen

    def __float__(self) -> NoReturn:
        raise TypeError("an Amount does not become a float, which cannot hold it exactly: use .decimal (yuan) or .fen")

    # --- Arithmetic: amounts with amounts, and times a whole number ---

    def __add__(self, other: Amount) -> Amount:
        if not isinstance(other, Amount):
            return NotImplemented
        return Amount._make(c.hrb_fen_add(self._fen, other._fen), max(self._quantum_fen, other._quantum_fen), self._unit)

    def __radd__(self, other: object) -> Amount:
        # sum() begins with 0.
        return self if type(other) is int and other == 0 else NotImplemented

    def __sub__(self, other: Amount) -> Amount:
        if not isinstance(other, Amount):
            return NotImplemented
        return Amount._make(c.hrb_fen_subtract(self._fen, other._fen), max(self._quantum_fen, other._quantum_fen), self._unit)

    def __mul__(self, factor: int) -> Amount:
        return Amount._make(c.hrb_fen_multiply(self._fen, _factor(factor)), self._quantum_fen, self._unit)

    __rmul__ = __mul__

    def __neg__(self) -> Amount:
        return Amount._make(c.hrb_fen_subtract(0, self._fen), self._quantum_fen, self._unit)

    def __pos__(self) -> Amount:
        return self

    def __abs__(self) -> Amount:
        return -self if self._fen < 0 else self

    # --- As text ---

    def __str__(self) -> str:
        return c.hrb_fen_format(self._fen, c.HRB_UNIT_YUAN, 2, c.HRB_FORMAT_GROUPED | c.HRB_FORMAT_UNIT)

    def __repr__(self) -> str:
        return f"Amount({str(self)!r})"

    def __format__(self, spec: str) -> str:
        """``[,][.decimals][unit]``: a unit (元 万元 亿元 ...), 大写 or fen; without decimals as many as it takes."""
        if spec == "":
            return str(self)
        match = _SPEC.fullmatch(spec)
        if match is None:
            raise ValueError(f"{spec!r}: the format of an Amount is [,][.decimals][unit], such as 万元 or .2亿元")
        unit, decimals = match["unit"] or "元", match["decimals"]
        if unit == "大写":
            return self.capital
        if unit == "fen":
            return str(self._fen)
        flags = c.HRB_FORMAT_GROUPED | c.HRB_FORMAT_UNIT | (c.HRB_FORMAT_EXACT if decimals is None else 0)
        default = 2 if unit in ("元", "万元") else 0
        if decimals is not None and int(decimals) > 12:
            raise ValueError("an Amount is written with at most 12 decimals")
        return c.hrb_fen_format(self._fen, unit_value(unit), default if decimals is None else int(decimals), flags)
