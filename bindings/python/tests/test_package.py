# SPDX-License-Identifier: Apache-2.0
"""The package as a whole: nothing missing, documented examples run, types hold."""
import ast
import doctest
import importlib
import importlib.util
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import hrbudget
from hrbudget import _hrbudget as c
from conftest import ROOT

# Exported functions that Python does not call by name, and why.
NOT_WRAPPED = {
    **dict.fromkeys(["hrb_document_free", "hrb_report_free", "hrb_options_free", "hrb_codebook_free", "hrb_rulebook_free", "hrb_target_free", "hrb_blocks_free"],
                    "the capsule that holds the handle calls it"),
    "hrb_string_free": "the typemap of texts calls it",
    **dict.fromkeys(["hrb_error_free", "hrb_error_status", "hrb_error_message", "hrb_error_place"], "the typemap of errors calls it: errors are exceptions"),
}


def exported():
    names = set()
    for header in (ROOT / "include/hrbudget").glob("*.h"):
        names |= set(re.findall(r"^HRB_API\b.*?[ *](hrb_\w+)\(", header.read_text(encoding="utf-8"), re.M))
    return names


def test_every_exported_function_is_wrapped_or_listed_with_a_reason():
    wrapped = {name for name in dir(c) if name.startswith("hrb_")}
    names = exported()
    assert len(names) > 100
    assert names - wrapped == set(NOT_WRAPPED) and wrapped <= names


def test_the_stub_names_what_the_module_has():
    stub = Path(hrbudget.__file__).with_name("_hrbudget.pyi")
    tree = ast.parse(stub.read_text(encoding="utf-8"))
    named = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)} | {node.target.id for node in tree.body if isinstance(node, ast.AnnAssign)}
    assert named == {name for name in dir(c) if not name.startswith("_") and not name.startswith("SWIG")}


MODULES = ["hrbudget"] + [f"hrbudget.{m.name}" for m in pkgutil.iter_modules(hrbudget.__path__) if m.name != "_hrbudget"]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_every_public_name_is_documented():
    for name in hrbudget.__all__:
        value = getattr(hrbudget, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value), name


def test_types_hold_in_strict_mode():
    if importlib.util.find_spec("mypy") is None:
        pytest.skip("mypy is not installed")
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(ROOT / "build/mypy"), "-p", "hrbudget"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_are_seen_by_users(tmp_path):
    if importlib.util.find_spec("mypy") is None:
        pytest.skip("mypy is not installed")
    program = tmp_path / "program.py"
    program.write_text("import hrbudget\nreport = hrbudget.read('x').check()\nreveal_type(report.findings[0].expected)\nhrbudget.Amount(1.5)\n")
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(ROOT / "build/mypy"), str(program)], capture_output=True, text=True)
    assert "hrbudget.amount.Amount | None" in done.stdout and 'incompatible type "float"' in done.stdout and "Found 1 error" in done.stdout, done.stdout


def test_versions_agree():
    assert hrbudget.versions()["library"] == hrbudget.__version__ == hrbudget.versions()["hrbudget"]
