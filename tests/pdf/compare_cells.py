#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every amount in the tables of the real PDFs, against a second reading of its own.

With pdfplumber (which follows the ruling lines): each amount in a ruled cell must be in
the grid cell at that place, with the same text; the cells of one ruled row in one row, and
those of one ruled column in one column. Without it: the amounts of each row must stand, in
the same order, on one line of `pdftotext -layout` of that page, and no amount of a line
that a row was found on may be left out.

    usage: compare_cells.py --dump PROGRAM [PDF...]     (default: the PDFs of ../shared/corpus)
"""
import argparse
import collections
import pathlib
import re
import shutil
import subprocess
import sys

AMOUNT = re.compile(r"^[-−]?\(?\d[\d,，]*(\.\d+)?\)?%?$")
MONEY = re.compile(r"^-?\d[\d,]*\.\d+$|^-?\d{1,3}(,\d{3})+$")
SHOWN = 8
SKIPPED = 77


def squeeze(text):
    return re.sub(r"\s+", "", text or "")


def grid_rows(dump, path):
    """(table, page, [(column, box middle, text)]) of each grid row."""
    out = subprocess.run([dump, path], capture_output=True, text=True, check=True).stdout
    table = -1
    for line in out.splitlines():
        fields = line.split("\t")
        if fields[0] not in ("T", "R"):
            continue
        table += fields[0] == "T"
        cells = []
        for field in fields[2:]:
            place, text = field.split("=", 1)
            column, _, _, x0, y0, x1, y1 = map(int, place.split(","))
            cells.append((column, (x0 + x1) / 200, (y0 + y1) / 200, squeeze(text)))
        yield table, int(fields[1]), cells


def compare_ruled(pdfplumber, dump, path):
    here = collections.defaultdict(list)
    for row, (table, page, cells) in enumerate(grid_rows(dump, path)):
        here[page] += [(row, table) + cell for cell in cells]
    compared, problems = 0, []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for ruled in page.find_tables():
                texts = ruled.extract()
                column_of = collections.defaultdict(set)
                row_of = collections.defaultdict(set)
                for r, row in enumerate(ruled.rows):
                    for c, box in enumerate(row.cells):
                        text = squeeze(texts[r][c]) if box else ""
                        if not AMOUNT.match(text) or box[3] > page.height:
                            continue
                        compared += 1
                        found = [g for g in here[page.page_number] if box[0] - 1 <= g[3] <= box[2] + 1 and box[1] - 1 <= g[4] <= box[3] + 1]
                        if len(found) != 1 or found[0][5] != text:
                            problems.append(f"page {page.page_number}: {text} is {[g[5] for g in found]}")
                            continue
                        column_of[(round(box[0]), round(box[2]))].add(found[0][1:3])
                        row_of[r].add(found[0][0])
                problems += [f"page {page.page_number}: the column at {box} is in columns {sorted(c)}" for box, c in column_of.items() if len(c) > 1]
                problems += [f"page {page.page_number}: row {r} is in rows {sorted(rows)}" for r, rows in row_of.items() if len(rows) > 1]
                boxes = collections.defaultdict(set)
                for box, columns in column_of.items():
                    for column in columns:
                        boxes[column].add(box)
                problems += [f"page {page.page_number}: column {column} is at {sorted(b)}" for column, b in boxes.items()
                             if max(x[0] for x in b) >= min(x[1] for x in b)]
    return compared, problems


def compare_layout(dump, path):
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    lines = [[[w for w in re.split(r"\s+|(?<=\d)(?=[一二三四五六七八九十]+、)", line) if w and MONEY.match(w)] for line in page.split("\n")]
             for page in text.split("\f")]
    compared, problems = 0, []
    for _, page, cells in grid_rows(dump, path):
        amounts = [text for _, _, _, text in cells if MONEY.match(text)]
        if not amounts:
            continue
        compared += len(amounts)
        # Figures that stand a little lower than their row are a line of their own there.
        near = zip(lines[page - 1], lines[page - 1][1:] + [[]])
        if not any(amounts == line or sorted(amounts) == sorted(line + below) for line, below in near):
            problems.append(f"page {page}: no line has just {amounts}")
    return compared, problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dump", required=True)
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    files = options.files or sorted(str(f) for f in pathlib.Path("../shared/corpus").glob("*.pdf"))
    if not files:
        print("skipped: ../shared/corpus is not here")
        return SKIPPED
    if shutil.which("pdftotext") is None:
        print("skipped: pdftotext is not installed")
        return SKIPPED
    try:
        import pdfplumber
    except ImportError:
        pdfplumber = None
        print("pdfplumber is not installed: compared with the lines of pdftotext -layout instead")
    total = failed = 0
    for path in files:
        compared, problems = compare_ruled(pdfplumber, options.dump, path) if pdfplumber else compare_layout(options.dump, path)
        print(f"{pathlib.Path(path).name}: {compared} amounts compared, {len(problems)} problems")
        for problem in problems[:SHOWN]:
            print("   ", problem)
        total += compared
        failed += len(problems)
    print(f"{total} amounts compared, {failed} problems")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
