#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Old formats through LibreOffice: what is done where it is missing, fails or writes
nothing, with a stand-in for it; and the sample as doc and xls where it is installed."""
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import documents as d
import packages as p

SAMPLE = Path(__file__).resolve().parents[2] / "examples/sample/department-2026-budget.txt"
program = driver = None


def ole(*names):
    """What an OLE2 file shows of itself: its signature and the names of its streams."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + b"".join(n.encode("utf-16-le") + b"\0" * 32 for n in names)


def read(data, path):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "input"
        file.write_bytes(data)
        temporary = Path(folder) / "tmp"
        temporary.mkdir()
        run = subprocess.run([driver, str(file)], capture_output=True, timeout=300, env={**os.environ, "PATH": path, "TMPDIR": str(temporary)})
        if run.returncode != 0:
            raise AssertionError(run.stderr.decode(errors="replace"))
        left = list(temporary.iterdir())
    return json.loads(run.stdout), left


class StandIn(unittest.TestCase):
    """LibreOffice played by a script."""

    def read(self, data, script=None):
        with tempfile.TemporaryDirectory() as folder:
            if script is not None:
                path = Path(folder) / "soffice"
                path.write_text("#!/bin/sh\n" + script)
                path.chmod(path.stat().st_mode | stat.S_IXUSR)
            result, left = read(data, folder)
        self.assertEqual(left, [], "the temporary folder was left behind")
        return result

    def fails(self, status, words, data, script=None):
        result = self.read(data, script)
        self.assertEqual(result["status"], status, result)
        self.assertIn(words, result["en"])

    def test_without_it_the_command_to_run_is_said(self):
        self.fails("HRB_ERROR_UNSUPPORTED", "soffice --headless --convert-to xlsx FILE", ole("Workbook"))
        self.fails("HRB_ERROR_UNSUPPORTED", "soffice --headless --convert-to docx FILE", ole("WordDocument"))
        self.fails("HRB_ERROR_UNSUPPORTED", "soffice --headless --convert-to docx FILE", b"{\\rtf1 a}")
        self.fails("HRB_ERROR_UNSUPPORTED", "soffice --headless --convert-to xlsx FILE",
                   p.pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, p.zipfile.ZIP_STORED))

    def test_its_result_is_read(self):
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "made.xlsx"
            made.write_bytes(p.xlsx('<row r="2"><c r="B2"><v>12</v></c></row>'))
            script = ('while [ "$1" != --outdir ]; do [ "$1" = --convert-to ] && kind=$2; shift; done\n'
                      f'mkdir -p "$2"; grep -q Workbook "$3" || grep -q W "$3" || exit 9; cp {made} "$2/input.$kind"; echo noise; echo noise >&2\n')
            result = self.read(ole("Workbook"), script)
        self.assertEqual([(c["text"], c["place"]["sheet"], c["place"]["row"], c["place"]["cell"]) for r in result["rows"] for c in r["cells"]], [("12", 1, 2, 2)])

    def test_failures_are_clear_errors(self):
        self.fails("HRB_ERROR_SYNTAX", "cannot open this file", ole("WordDocument"), "echo failed >&2; exit 0")
        self.fails("HRB_ERROR_SYNTAX", "stopped on this file (signal 6)", ole("WordDocument"), "kill -6 $$")
        self.fails("HRB_ERROR_SYNTAX", "probably cut off", ole("WordDocument"), 'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; printf PK > "$2/input.docx"')

    def test_what_needs_no_converter_is_said_without_it(self):
        self.fails("HRB_ERROR_UNSUPPORTED", "protected by a password", ole("EncryptionInfo", "EncryptedPackage"), "exit 0")
        self.fails("HRB_ERROR_UNSUPPORTED", "neither a document nor a workbook", ole("PowerPoint Document"), "exit 0")


class TheProgramItself(unittest.TestCase):
    def test_the_sample_as_old_files(self):
        office = shutil.which("soffice")
        if office is None or program is None:
            raise unittest.SkipTest("LibreOffice is not installed")
        blocks = d.parse(SAMPLE.read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as folder:
            wanted = json.loads(subprocess.run([program, "check", str(SAMPLE), "--format", "json"], capture_output=True, timeout=60).stdout)["summary"]
            for name, data, old in (("a.docx", d.as_docx(blocks), "doc"), ("b.xlsx", d.as_xlsx(blocks), "xls")):
                file = Path(folder) / name
                file.write_bytes(data)
                subprocess.run([office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", old, "--outdir", folder, str(file)],
                               capture_output=True, timeout=200, check=True)
                run = subprocess.run([program, "check", str(file.with_suffix("." + old)), "--format", "json"], capture_output=True, timeout=200)
                self.assertEqual(json.loads(run.stdout)["summary"], wanted, run.stderr.decode())


    def test_numbers_are_shown_as_by_libreoffice(self):
        office = shutil.which("soffice")
        if office is None:
            raise unittest.SkipTest("LibreOffice is not installed")
        codes = ["General", "0", "0.0", "0.00", "0.0#", "#,##0", "#,##0.00", "0.00%", "#,##0.00_ ", "#,##0.00;[Red]-#,##0.00", "0.00_);(0.00)", "00", "0.00,", '"￥"#,##0.00',
                 '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "#,##0.00;-#,##0.00;", '#,##0.00;-#,##0.00;"-"', '0.00"万元"', "@", "0,000.0", "?0.0", "0.00;0.00"]
        values = [0, 1, -1, 0.5, -0.5, 5, 1234.5, -1234.56, 0.005, 0.1 + 0.2, 1.005, 2.675, 99.995, 6837941.25, 43269.3, 12345678.9, 0.3334, 123456789.12, -0.004, 3471.23, 10000, 9999.995, 34712250.72]
        dates = ['yyyy"年"m"月"d"日"', "yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"', "h:mm"]
        cells = [(v, c) for v in values for c in codes] + [(v, c) for v in (61, 36526, 43831.75, 46054) for c in dates]
        data = "".join(f'<row r="{i}"><c r="A{i}" s="{(codes + dates).index(c) + 1}"><v>{v!r}</v></c></row>' for i, (v, c) in enumerate(cells, 1))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "numbers.xlsx"
            file.write_bytes(p.xlsx(data, styles=p.styles_xml(codes + dates)))
            subprocess.run([office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "html", "--outdir", folder, str(file)],
                           capture_output=True, timeout=200, check=True)
            # Our reader of pages only serves to take the texts out of LibreOffice's table.
            theirs = {c["place"]["row"]: c["text"] for r in p.Driver(driver).read(file.with_suffix(".html").read_bytes())["rows"] for c in r["cells"]}
            ours = {c["place"]["row"]: c["text"] for r in p.Driver(driver).read(file.read_bytes())["rows"] for c in r["cells"]}
        self.assertGreater(len(theirs), 480)
        wrong = [(cells[i - 1], ours.get(i), theirs.get(i)) for i in range(1, len(cells) + 1) if ours.get(i) != theirs.get(i)]
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    driver, program = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    unittest.main(argv=sys.argv[:1])
