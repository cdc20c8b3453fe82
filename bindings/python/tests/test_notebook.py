# SPDX-License-Identifier: Apache-2.0
"""What a notebook shows: the HTML of objects, and the notebook of the examples, run anew."""
import base64
import os
import re
import struct
from html.parser import HTMLParser

import pytest

import hrbudget
from conftest import ROOT

VOID = {"br", "img", "hr"}


class Balanced(HTMLParser):
    """Fails on a tag that is closed wrongly or left open; collects the cells' styles and texts."""

    def __init__(self, text):
        super().__init__()
        self.open, self.cells = [], []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        assert tag not in ("script", "link", "iframe")
        if tag not in VOID:
            self.open.append(tag)
        if tag == "td":
            self.cells.append([dict(attributes).get("style", ""), ""])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.cells and self.open and self.open[-1] == "td":
            self.cells[-1][1] += data


def test_every_object_shows_as_html(document, report):
    for shown in (document, document.facts, document.facts[0], document.tables, *document.tables, report, report.findings, report.findings[0]):
        assert Balanced(shown._repr_html_()).cells


def test_the_wrong_cells_of_a_table_are_marked(document, report):
    marked = 0
    for index, table in enumerate(document.tables):
        suspects = {f.location.text for f in report.findings if f.location and f.location.table_index == index and f.location.row and f.location.cell}
        assert {text for style, text in Balanced(table._repr_html_()).cells if "#ffd6d6" in style} == suspects
        marked += len(suspects)
    assert marked >= 2


def test_text_of_documents_is_escaped():
    document = hrbudget.read("<script>alert(1)</script>&\n".encode())
    assert "<script>" not in document._repr_html_() and "<script>" not in document.check()._repr_html_()


def test_the_language_of_html(report, monkeypatch):
    assert "个等式" in report._repr_html_()
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert "equations" in report._repr_html_()


NOTEBOOKS = sorted((ROOT / "examples/notebooks").glob("*.ipynb"))


def pictures(notebook):
    return [base64.b64decode(output["data"]["image/png"]) for cell in notebook.cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]


@pytest.mark.skipif(bool(os.environ.get("HRB_INSTRUMENTED")), reason="a kernel of its own would not be instrumented")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_the_notebook_runs_and_shows_what_it_stored(path):
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    for name in ("pandas", "pyarrow", "polars", "matplotlib", "ipykernel"):
        pytest.importorskip(name)
    stored = nbformat.read(path, 4)
    again = nbformat.read(path, 4)
    nbclient.NotebookClient(again, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    for picture in pictures(again):
        width, height = struct.unpack(">II", picture[16:24])
        assert width > 400 and height > 150 and len(picture) > 5000
    assert len(pictures(again)) == len(pictures(stored)) >= 1
    text = "".join(output.get("text", "") for cell in again.cells for output in cell.get("outputs", []))
    assert "HB-SUM-020" in text and "843,109.00" in text
    assert not re.search(r"/(home|root|tmp|work)/", path.read_text(encoding="utf-8"))
