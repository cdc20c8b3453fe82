#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tables of text as pdftotext gives their words, and the rows and columns they are read as.

Each file NAME.txt of tests/pdf/grids is what `pdftotext -bbox -raw` wrote of a printed form of
tests/pdf/printed_targets.py, NAME.expected its rows: the columns and texts of their cells.

    usage: grids.py --dump PROGRAM [--write]
"""
import argparse
import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent / "grids"


def rows(dump, path):
    out = subprocess.run([dump, "--words", str(path)], capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        kind, page, *cells = line.split("\t")
        if kind != "P":
            cells = [f"{place.split(',')[0]}={text}" for place, text in (cell.split("=", 1) for cell in cells)]
        yield "\t".join([kind, page] + cells)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dump", required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    wrong = 0
    files = sorted(FOLDER.glob("*.txt"))
    for path in files:
        expected, found = path.with_suffix(".expected"), "\n".join(rows(options.dump, path)) + "\n"
        if options.write:
            expected.write_text(found, encoding="utf-8")
        elif expected.read_text(encoding="utf-8") != found:
            wrong += 1
            print(f"{path.name}:")
            for a, b in zip(expected.read_text(encoding="utf-8").splitlines(), found.splitlines()):
                if a != b:
                    print(f"  expected {a}\n  found    {b}")
                    break
    print(f"{len(files)} files, {wrong} wrong")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main())
