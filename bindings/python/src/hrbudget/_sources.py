# SPDX-License-Identifier: Apache-2.0
"""What a caller may read from: a path, bytes, or a file object."""
from __future__ import annotations

import os
from typing import Any

from .errors import FileError


def as_bytes(source: Any) -> Any:
    """The bytes of a path, of anything with the buffer protocol, or of a file object (its text as UTF-8)."""
    if isinstance(source, (str, os.PathLike)):
        try:
            with open(source, "rb") as file:
                return file.read()
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else str(error)
            raise FileError(f"无法读取文件：{reason}", f"cannot read the file: {reason}", path=os.fspath(source)) from error
    if hasattr(source, "read"):
        data = source.read()
        if isinstance(data, str):
            return data.encode("utf-8")
        source = data
    try:
        return memoryview(source)
    except TypeError:
        raise TypeError(f"expected a path, bytes or a file object, not {type(source).__name__}") from None
