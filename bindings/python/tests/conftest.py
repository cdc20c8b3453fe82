# SPDX-License-Identifier: Apache-2.0
"""The tests use the package as it is installed (or found through PYTHONPATH), from the project's folder."""
import os
from pathlib import Path

import pytest

import hrbudget

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "examples/sample/department-2026-budget.txt"

os.chdir(ROOT)
os.environ["LC_ALL"] = "zh_CN.UTF-8"


@pytest.fixture(scope="session")
def document() -> hrbudget.Document:
    return hrbudget.read(SAMPLE)


@pytest.fixture(scope="session")
def report(document: hrbudget.Document) -> hrbudget.Report:
    return document.check()


@pytest.fixture(scope="session")
def sample_bytes() -> bytes:
    return SAMPLE.read_bytes()
