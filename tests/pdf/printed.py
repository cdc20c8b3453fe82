#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The sample disclosure printed to PDF by LibreOffice: the same facts and errors are found in it
as in the text, at the same figures, though its columns are so narrow that labels and amounts
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


def facts(report):
    """Every fact without its place in the file; where in its table it stands is kept, but for the numbers of rows that are left blank."""
    return sorted(json.dumps({k: v for k, v in f.items() if k != "location"} | {"table": f["location"].get("table")}, ensure_ascii=False) for f in report["facts"])


def targets(report):
    return [tuple(t[k] for k in ("project", "level1", "level2", "level3", "target")) for t in report["indicators"]]


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
        known = [facts(ask(options.program, "facts", p)) for p in (SAMPLE, pdf)]
        wanted = [targets(ask(options.program, "indicators", p)) for p in (SAMPLE, pdf)]
        tables = [[(t["kind"], t["unit"]) for t in ask(options.program, "tables", p)["tables"]] for p in (SAMPLE, pdf)]
    wrong = 0
    for what, a, b in (("tables", *tables), ("errors", errors(text), errors(printed))):
        if a != b:
            wrong += 1
            print(f"{what} differ: {a} in the text, {b} in the PDF")
    for what, (a, b) in (("facts", known), ("targets", wanted)):
        for text in sorted(set(a) ^ set(b)):
            wrong += 1
            print(f"{what} differ: {text} is only in the {'text' if text in a else 'PDF'}")
        if len(a) != len(b):
            wrong += 1
            print(f"{what}: {len(a)} in the text, {len(b)} in the PDF")
    places = [f["locations"][0] for f in printed["findings"] if f["severity"] == "error"]
    if not all("page" in p and "box" in p for p in places):
        wrong += 1
        print(f"a finding has no page and box: {places}")
    print(f"{len(tables[1])} tables, {len(known[1])} facts, {len(errors(printed))} errors, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
