# SPDX-License-Identifier: Apache-2.0
"""Exceptions: one class for each status of the C library.

Every one is an :class:`HrbError`, and also the built-in exception that fits, so
that ``except ValueError`` and ``except OSError`` work as anyone would expect.
"""
from __future__ import annotations

from typing import Any

from ._language import english
from .place import Place

__all__ = [
    "HrbError", "ArgumentError", "OutOfMemoryError", "FileError", "EmptyError", "EncodingError", "UnsupportedError",
    "LimitError", "ParseError", "AmountOverflowError", "PrecisionError", "RulebookError", "NotFoundError", "ProcessError", "UnknownStatusError",
]


class HrbError(Exception):
    """What the library refused, with its place and cause.

    Attributes
    ----------
    code : int
        The status of the C library, such as -8.
    message_zh, message_en : str
        The cause, in both languages; ``message`` is the one of the environment.
    place : Place
        Where in the input; false if there is no place.
    path : str
        The file, or "".
    """

    code: int
    message_zh: str
    message_en: str
    place: Place
    path: str
    status: int = 0  # of the class

    def __init__(self, message_zh: str = "", message_en: str = "", place: Place = Place(), *, code: int | None = None, path: str = "") -> None:
        super().__init__(message_zh, message_en)
        self.code = type(self).status if code is None else code
        self.message_zh = message_zh
        self.message_en = message_en
        self.place = place
        self.path = path

    @property
    def message(self) -> str:
        """The cause, in the language of the environment."""
        return self.message_en if english() else self.message_zh

    def __str__(self) -> str:
        path = "" if self.path in self.message else self.path
        return ": ".join(part for part in (path, str(self.place), self.message) if part)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.message_zh, self.message_en, self.place, self.code, self.path)


def _restore(cls: type[HrbError], message_zh: str, message_en: str, place: Place, code: int, path: str) -> HrbError:
    return cls(message_zh, message_en, place, code=code, path=path)


class ArgumentError(HrbError, ValueError):
    """An impossible argument."""
    status = -1


class OutOfMemoryError(HrbError, MemoryError):
    """An allocation sized by the input failed."""
    status = -2


class FileError(HrbError, OSError):
    """A file could not be opened or read."""
    status = -3


class EmptyError(HrbError, ValueError):
    """The input has no text at all."""
    status = -4


class EncodingError(HrbError, ValueError):
    """The bytes are not text in any supported encoding."""
    status = -5


class UnsupportedError(HrbError, ValueError):
    """A format that this version does not read."""
    status = -6


class LimitError(HrbError, ValueError):
    """A limit was hit; see the argument ``limits`` of :func:`hrbudget.read`."""
    status = -7


class ParseError(HrbError, ValueError):
    """The text is not an amount, a code, JSON, CSV ..."""
    status = -8


class AmountOverflowError(HrbError, OverflowError):
    """The value does not fit 64 bits of fen."""
    status = -9


class PrecisionError(HrbError, ValueError):
    """More decimals than a fen can hold."""
    status = -10


class RulebookError(HrbError, ValueError):
    """Well-formed JSON, but not a valid rulebook."""
    status = -11


class NotFoundError(HrbError, LookupError):
    """Nothing of that name or code."""
    status = -12


class ProcessError(HrbError, RuntimeError):
    """A process of its own that reads the input failed or took too long."""
    status = -13


class UnknownStatusError(HrbError):
    """A status that this package does not know: the library is newer than it."""


_BY_STATUS: dict[int, type[HrbError]] = {cls.status: cls for cls in HrbError.__subclasses__() if cls.status != 0}


def from_status(status: int, message_zh: str, message_en: str, place: tuple[int, ...]) -> HrbError:
    """The exception for a status; called by the C module."""
    return _BY_STATUS.get(status, UnknownStatusError)(message_zh, message_en, Place(*place), code=status)
