#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One disclosure in every format gives the same facts and the same findings but for
their places, and a second reader, not ours, sees the same cells."""
import csv
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import unittest
from io import BytesIO
from pathlib import Path

import documents as d
import packages as p

SAMPLE = Path(__file__).resolve().parents[2] / "examples/sample/department-2026-budget.txt"
WHERE = {"line", "column", "offset", "length", "sheet", "a1", "page", "row", "cell", "box"}
driver = program = None


def text_of(path):
    return path.read_text(encoding="utf-8")


def without_places(value):
    if isinstance(value, dict):
        return {k: without_places(v) for k, v in value.items() if k not in WHERE}
    if isinstance(value, list):
        return [without_places(v) for v in value]
    return value


def ask(command, data, name="document"):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        run = subprocess.run([program, command, str(path), "--format", "json"], capture_output=True, timeout=120)
    if run.returncode not in (0, 1):
        raise AssertionError(run.stderr.decode())
    return json.loads(run.stdout)


def findings_of(data):
    report = without_places(ask("check", data))
    del report["document"]["path"], report["document"]["sha256"]
    for finding in report["findings"]:
        finding.pop("fingerprint")
    return report


FORMATS = {
    "csv": d.as_csv,
    "csv of gb18030": lambda blocks: d.as_csv(blocks, ";", "gb18030"),
    "csv as spreadsheets pad it": lambda blocks: d.as_csv(blocks, padded=True),
    "html": d.as_html,
    "html in a frame": lambda blocks: d.as_html(blocks).replace(b"<body>", b"<body><table><tr><td>").replace(b"</body>", b"</td></tr></table></body>"),
    "html of gbk": lambda blocks: d.as_html(blocks, "gbk"),
    "docx": d.as_docx,
    "xlsx": d.as_xlsx,
}


def independent(name):
    """A module of a second reader; the test is skipped, and says so, where it is not installed."""
    try:
        return __import__(name)
    except ImportError:
        raise unittest.SkipTest(f"the Python package {name} is not installed") from None


class OneDisclosure(unittest.TestCase):
    def setUp(self):
        self.text = SAMPLE.read_bytes()
        self.blocks = d.parse(text_of(SAMPLE))

    def test_the_facts_are_the_same(self):
        facts = without_places(ask("facts", self.text)["facts"])
        self.assertGreater(len(facts), 380)
        for name, write in FORMATS.items():
            with self.subTest(name):
                self.assertEqual(without_places(ask("facts", write(self.blocks))["facts"]), facts)

    def test_the_findings_are_the_same(self):
        report = findings_of(self.text)
        self.assertEqual(len(report["findings"]), 2)
        for name, write in FORMATS.items():
            with self.subTest(name):
                self.assertEqual(findings_of(write(self.blocks)), report)

    def test_the_wrong_cell_has_its_place_in_each(self):
        found = {}
        for name, write in FORMATS.items():
            report = ask("check", write(self.blocks))
            place = next(f["locations"][0] for f in report["findings"] if f["rule"] == "HB-SUM-010")
            self.assertEqual(place["text"], "6,837,941.25")
            found[name] = place
        self.assertEqual((found["xlsx"]["sheet"], found["xlsx"]["a1"]), (5, "F13"))
        self.assertGreater(found["docx"]["line"], 100)
        lines = {name: FORMATS[name](self.blocks).decode("utf-8-sig").split("\n") for name in ("csv", "html")}
        for name in lines:
            place = found[name]
            self.assertTrue(lines[name][place["line"] - 1][place["column"] - 1:].lstrip('"').startswith("6,837,941.25"), (name, place))
            self.assertTrue(FORMATS[name](self.blocks)[place["offset"]:].lstrip(b'"').startswith(b"6,837,941.25"), (name, place))


class WhatIsNotShown(unittest.TestCase):
    def test_it_is_reported_with_its_place(self):
        parts = p.xlsx_parts([("藏", p.sheet_xml("")), ("表", p.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="7" hidden="1"><c r="C7"><v>2</v></c></row>'))], states=("hidden",))
        found = [f for f in ask("check", p.pack(parts))["findings"] if f["rule"] == "HB-FORM-080"]
        found.sort(key=lambda f: f["locations"][0]["sheet"])
        self.assertEqual([(f["severity"], f["locations"][0].get("sheet"), f["locations"][0].get("a1")) for f in found], [("info", 1, None), ("info", 2, "A7")])
        page = ask("check", "<html><body>\n<p>a</p>\n<p style='display:none'>预算</p>".encode())
        self.assertEqual([f["locations"][0]["line"] for f in page["findings"] if f["rule"] == "HB-FORM-080"], [3])


def shown(value):
    return "" if value is None else str(value).strip()


class SecondReaders(unittest.TestCase):
    def setUp(self):
        self.blocks = d.parse(text_of(SAMPLE))

    def test_openpyxl_sees_the_same_cells(self):
        openpyxl = independent("openpyxl")
        data = d.as_xlsx(self.blocks)
        ours = {}
        for row in driver.read(data)["rows"]:
            for c in row["cells"]:
                ours[c["place"]["sheet"], c["place"]["row"], c["place"]["cell"]] = c["text"]
        theirs = {}
        for number, sheet in enumerate(openpyxl.load_workbook(BytesIO(data), data_only=True).worksheets, 1):
            for row in sheet.iter_rows():
                for c in row:
                    if c.value is not None:
                        theirs[number, c.row, c.column] = format(c.value, ",.2f") if isinstance(c.value, (int, float)) else shown(c.value)
        self.assertGreater(len(theirs), 870)
        self.assertEqual(ours, theirs)

    def test_python_docx_sees_the_same_cells(self):
        docx = independent("docx")
        data = d.as_docx(self.blocks)
        ours = [[c["text"] for c in r["cells"]] for r in driver.read(data)["rows"] if r["grid"]]
        theirs = []
        for table in docx.Document(BytesIO(data)).tables:
            seen = set()
            for row in table.rows:
                cells = []
                for c in row.cells:
                    if c._tc not in seen and c.text.strip():
                        cells.append(c.text.strip())
                    seen.add(c._tc)
                if cells:
                    theirs.append(cells)
        self.assertGreater(len(theirs), 140)
        self.assertEqual(ours, theirs)
        paragraphs = [q.text.strip() for q in docx.Document(BytesIO(data)).paragraphs if q.text.strip()]
        self.assertEqual([r["cells"][0]["text"] for r in driver.read(data)["rows"] if not r["grid"]], paragraphs)

    def test_lxml_sees_the_same_cells(self):
        html = independent("lxml.html").html
        data = d.as_html(self.blocks)
        ours = [[c["text"] for c in r["cells"]] for r in driver.read(data)["rows"]]
        theirs = []
        for element in html.fromstring(data).iter("p", "tr"):
            cells = [element] if element.tag == "p" else list(element)
            texts = [" ".join(c.text_content().split()) for c in cells]
            if any(texts):
                theirs.append([t for t in texts if t])
        self.assertGreater(len(theirs), 190)
        self.assertEqual(ours, theirs)

    def test_python_csv_sees_the_same_cells(self):
        data = d.as_csv(self.blocks)
        ours = [[(c["column"], c["text"]) for c in r["cells"]] for r in driver.read(data)["rows"]]
        theirs = [[(i, t) for i, t in enumerate(row) if t.strip()] for row in csv.reader(data.decode("utf-8-sig").splitlines())]
        self.assertEqual(ours, [row for row in theirs if row])


def run_where_the_second_readers_are():
    """They are often installed for the system's Python and not for the one in front."""
    system = "/usr/bin/python3"
    if importlib.util.find_spec("openpyxl") is None and os.path.exists(system) and os.path.realpath(sys.executable) != os.path.realpath(system):
        os.execv(system, [system, "-W", "ignore::UserWarning", *sys.argv])


if __name__ == "__main__":
    run_where_the_second_readers_are()
    driver, program = p.Driver(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None
    if program is None:
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
