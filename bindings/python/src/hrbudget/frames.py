# SPDX-License-Identifier: Apache-2.0
"""Collections: rows to walk through, and columns for pandas, Polars, pyarrow, DuckDB and every other reader of Arrow."""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from . import _hrbudget as c

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["Frame", "Rows"]

Item = TypeVar("Item")


#: What a batch of documents can be one table of.
COLLECTIONS = ("facts", "tables", "projects", "indicators", "findings", "equations")


def money_flags(money: str) -> int:
    """`"fen"` or `"yuan"` as the flags of the C functions."""
    if money not in ("fen", "yuan"):
        raise ValueError(f'money is "fen" (int64) or "yuan" (decimal128), not {money!r}')
    return c.HRB_ARROW_YUAN if money == "yuan" else 0


class _Stream:
    """A collection with its options settled: what a reader of Arrow asks for its stream."""

    __slots__ = ("_frame", "_flags")

    def __init__(self, frame: Frame, flags: int) -> None:
        self._frame = frame
        self._flags = flags

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame._export(self._flags)


class Frame:
    """What every collection of this package can become, without Python work for a row.
    """

    __slots__ = ()

    def _export(self, flags: int) -> object:
        raise NotImplementedError

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow C stream (PyCapsule protocol). A schema that asks for decimals gets yuan, any other int64 fen."""
        return self._export(c.HRB_ARROW_YUAN if c.schema_wants_decimals(requested_schema) else 0)

    def to_arrow(self, *, money: str = "fen") -> pyarrow.Table:
        """A pyarrow Table; money as int64 ``"fen"`` or decimal128 ``"yuan"``."""
        import pyarrow
        return pyarrow.table(_Stream(self, money_flags(money)))

    def to_pandas(self, *, money: str = "fen") -> pandas.DataFrame:
        """A pandas DataFrame (through pyarrow); money as Int64 ``"fen"`` or decimal ``"yuan"``, never a float."""
        return to_pandas(self.to_arrow(money=money))

    def to_polars(self, *, money: str = "fen") -> polars.DataFrame:
        """A Polars DataFrame; money as Int64 ``"fen"`` or Decimal ``"yuan"``."""
        import polars
        return polars.DataFrame(_Stream(self, money_flags(money)))


def to_pandas(table: pyarrow.Table) -> pandas.DataFrame:
    """A table as pandas has it: nothing becomes a float."""
    import pandas
    import pyarrow

    # Integers may have nulls, which in numpy's would turn them into floats; decimals stay Arrow's, which compute.
    types: dict[Any, Any] = {pyarrow.int64(): pandas.Int64Dtype(), pyarrow.int32(): pandas.Int32Dtype()}
    types.update({field.type: pandas.ArrowDtype(field.type) for field in table.schema if pyarrow.types.is_decimal(field.type)})
    frame: pandas.DataFrame = table.to_pandas(types_mapper=types.get)
    return frame


class Rows(Frame, Generic[Item]):
    """A sequence of items that is a table too.

    It is not registered as a ``collections.abc.Sequence``: readers such as Polars would
    then walk through the items instead of taking the columns.
    """

    __slots__ = ()

    def __len__(self) -> int:
        raise NotImplementedError

    def _item(self, index: int) -> Item:
        raise NotImplementedError

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        count = len(self)
        if isinstance(index, slice):
            return tuple(self._item(i) for i in range(*index.indices(count)))
        at = index + count if index < 0 else index
        if not 0 <= at < count:
            raise IndexError(f"{index} is not within {count}")
        return self._item(at)

    def __iter__(self) -> Iterator[Item]:
        return (self._item(i) for i in range(len(self)))

    def __reversed__(self) -> Iterator[Item]:
        return (self._item(i) for i in reversed(range(len(self))))

    def __contains__(self, item: object) -> bool:
        return any(item == mine for mine in self)
