#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The sample disclosure printed to PDF by LibreOffice: the same errors are found in it as
in the text, at the same figures, though its columns are so narrow that labels and amounts
break over lines and rows over pages. Skipped where LibreOffice is not installed.

    usage: printed.py --program hrbudget
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "examples/sample/department-2026-budget.txt"
SKIPPED = 77


def ask(program, command, path):
    done = subprocess.run([program, command, str(path), "--format", "json"], capture_output=True, text=True, timeout=120)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def errors(report):
    return sorted((f["rule"], f["locations"][0]["text"]) for f in report["findings"] if f["severity"] == "error")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    options = parser.parse_args()
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        print("skipped: LibreOffice or pdftotext is not installed")
        return SKIPPED
    sys.path.insert(0, str(ROOT / "tests/readers"))
    import documents
    with tempfile.TemporaryDirectory() as folder:
        docx = pathlib.Path(folder) / "sample.docx"
        docx.write_bytes(documents.as_docx(documents.parse(SAMPLE.read_text(encoding="utf-8"))))
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, str(docx)],
                       capture_output=True, timeout=240, check=False)
        pdf = docx.with_suffix(".pdf")
        if not pdf.exists():
            print("skipped: LibreOffice wrote no PDF")
            return SKIPPED
        text, printed = ask(options.program, "check", SAMPLE), ask(options.program, "check", pdf)
        tables = [[(t["kind"], t["unit"]) for t in ask(options.program, "tables", p)["tables"]] for p in (SAMPLE, pdf)]
    wrong = 0
    for what, a, b in (("tables", *tables), ("errors", errors(text), errors(printed))):
        if a != b:
            wrong += 1
            print(f"{what} differ: {a} in the text, {b} in the PDF")
    places = [f["locations"][0] for f in printed["findings"] if f["severity"] == "error"]
    if not all("page" in p and "box" in p for p in places):
        wrong += 1
        print(f"a finding has no page and box: {places}")
    print(f"{len(tables[1])} tables, {len(errors(printed))} errors, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
