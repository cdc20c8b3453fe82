# SPDX-License-Identifier: Apache-2.0
"""The language of messages: that of the environment, Chinese first, as the program does it."""
from __future__ import annotations

import os


def english() -> bool:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return value.startswith("en")
    return False


def pick_language(lang: str | None) -> int:
    """``"zh"``, ``"en"`` or None (the environment's) as the number that C takes."""
    if lang is None:
        return int(english())
    if lang not in ("zh", "en"):
        raise ValueError(f'lang is "zh" or "en", not {lang!r}')
    return int(lang == "en")
