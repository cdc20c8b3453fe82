#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks documents whose right answer is known: tests/cases/documents/NAME.* beside NAME.expected.

README.md in this folder explains the lines of an .expected file. With names of cases as
arguments only these run; --show prints what the program says, in the same form.
"""
import argparse
import json
import re
import shlex
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "documents"
UNITS = {"分": 1, "元": 100, "千元": 10 ** 5, "万元": 10 ** 6, "百万元": 10 ** 8, "亿元": 10 ** 10}
COUNTED = ("warning", "error")  # what `none` and a complete list of findings speak of


class BadLine(Exception):
    """A line of an .expected file that cannot be understood."""


def fen(text):
    """84.31万元 as a whole number of fen."""
    match = re.fullmatch(r"(-?[\d,]+(?:\.\d+)?)(分|元|千元|万元|百万元|亿元)", text)
    if match is None:
        raise BadLine(f"“{text}” is no amount with its unit, such as 6,873,941.25元")
    value = Decimal(match.group(1).replace(",", "")) * UNITS[match.group(2)]
    if value != int(value):
        raise BadLine(f"“{text}” is finer than a fen")
    return int(value)


def yuan(value):
    sign, value = ("-" if value < 0 else ""), abs(value)
    return f"{sign}{value // 100:,}.{value % 100:02d}元"


def a1(place):
    return f"{place['sheet']}!{place['a1']}"


def place_of(location):
    """The place as the text output prints it: 12:3, p5, 2!B5, 12."""
    if "sheet" in location:
        return a1(location)
    if "page" in location:
        return f"p{location['page']}"
    if "column" in location:
        return f"{location['line']}:{location['column']}"
    return str(location.get("line", "-"))


# --- What the program says ---

def run_program(program, command, document, options):
    # The same on every machine: English messages, no locale.
    run = subprocess.run([program, command, "--format", "json", "--lang", "en", *options, document],
                         capture_output=True, text=True, encoding="utf-8", timeout=60)
    if run.returncode not in (0, 1, 3):
        raise RuntimeError(f"hrbudget {command} ended with {run.returncode}: {run.stderr.strip()}")
    return json.loads(run.stdout)


def describe(finding):
    """A finding as its line in an .expected file."""
    parts = ["finding", finding["rule"], finding["severity"]]
    if finding["locations"]:
        first = finding["locations"][0]
        parts += [place_of(first), '"' + first["text"].replace("\\", "\\\\").replace('"', '\\"') + '"']
    if finding["cause"] is not None:
        parts += ["suggested", yuan(finding["cause"]["suggested_fen"]), "slip", finding["cause"]["slip"]]
    return " ".join(parts)


class Answer:
    """All that the program says of one document; each part is asked for when a line needs it."""

    def __init__(self, program, document, options):
        self.program, self.document, self.options = program, document, options
        self.cache = {}

    def ask(self, command):
        if command not in self.cache:
            self.cache[command] = run_program(self.program, command, self.document, self.options)
        return self.cache[command]

    @property
    def report(self):
        return self.ask("check")


# --- The lines of an .expected file; each answers with what is wrong, or None ---

def expect_identity(answer, key, words):
    wanted, found = " ".join(words), str(answer.report["document"].get(key, ""))
    return None if wanted == found else f"{key} is {found or 'not recognised'}, expected {wanted}"


def expect_tables(answer, _, words):
    tables = answer.ask("tables")["tables"]
    return None if len(tables) == int(words[0]) else f"{len(tables)} tables, expected {words[0]}: " + ", ".join(t["kind"] or "?" for t in tables)


def expect_table(answer, _, words):
    """table KIND [unit 万元] [rows 12] [title …]"""
    wanted = dict(zip(words[1::2], words[2::2]))
    for table in answer.ask("tables")["tables"]:
        found = {"unit": table["unit"], "rows": str(len(table["rows"])), "title": table["title"]}
        if table["kind"] == words[0] and all(found.get(k) == v for k, v in wanted.items()):
            return None
    return "no table " + " ".join(words)


def expect_summary(answer, key, words):
    found = answer.report["summary"][key]
    return None if found == int(words[0]) else f"{found} equations {key}, expected {words[0]}"


def expect_fact(answer, _, words):
    """fact VALUE dimension=value …: there is such a fact"""
    wanted = dict(word.split("=", 1) for word in words[1:])
    if words[0].endswith("%"):
        key, value = "percent_bp", int(Decimal(words[0][:-1]) * 100)
    elif words[0].lstrip("-").isdigit():
        key, value = "count", int(words[0])
    else:
        key, value = "value_fen", fen(words[0])
    for fact in answer.ask("facts")["facts"]:
        if fact.get(key) == value and all(str(fact.get(k)) == v for k, v in wanted.items()):
            return None
    return "no fact " + " ".join(words)


def expect_error(answer, _, words):
    found = answer.report.get("error", {}).get("status", "none: it was read")
    return None if found == words[0] else f"error {found}, expected {words[0]}"


LINES = {
    "title": expect_identity, "department": expect_identity, "year": expect_identity, "kind": expect_identity,
    "tables": expect_tables, "table": expect_table, "passed": expect_summary, "failed": expect_summary,
    "rounding": expect_summary, "not_evaluated": expect_summary, "fact": expect_fact, "error": expect_error,
}


def matches(finding, words):
    """Whether a finding is the one of a line: rule, severity, place, text, and what follows in pairs."""
    if finding["rule"] != words[0] or (len(words) > 1 and finding["severity"] != words[1]):
        return False
    first = finding["locations"][0] if finding["locations"] else {"text": ""}
    if len(words) > 2 and words[2] not in ("-", place_of(first)):
        return False
    if len(words) > 3 and words[3] != first["text"]:
        return False
    for key, value in zip(words[4::2], words[5::2]):
        cause = finding["cause"] or {}
        if key == "suggested" and cause.get("suggested_fen") != fen(value):
            return False
        if key == "slip" and cause.get("slip") != value:
            return False
        if key == "expected" and finding["expected_fen"] != fen(value):
            return False
        if key not in ("suggested", "slip", "expected"):
            raise BadLine(f"“{key}” after a finding; known are suggested, slip, expected")
    return True


def compare_findings(answer, wanted, ignored):
    """Every finding of the lines is there, and no other at warning or above."""
    left, problems = list(answer.report["findings"]), []
    for words in wanted:
        found = next((f for f in left if matches(f, words)), None)
        if found is None:
            problems.append("not found: finding " + " ".join(words))
        else:
            left.remove(found)
    problems += ["unexpected: " + describe(f) for f in left if f["severity"] in COUNTED and f["rule"] not in ignored]
    return problems


def read_expected(path):
    """(line number, word, the words behind it) of each line."""
    lines = []
    for number, text in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if text.strip() and not text.lstrip().startswith("#"):
            words = shlex.split(text)
            lines.append((number, words[0], words[1:]))
    return lines


def run_case(program, document, expected):
    lines = read_expected(expected)
    answer = Answer(program, document, [word for _, key, words in lines if key == "option" for word in words])
    wanted, ignored, says_none, problems = [], set(), False, []
    for number, key, words in lines:
        try:
            if key == "finding":
                wanted.append(words)
            elif key == "ignore":
                ignored.update(words)
            elif key == "none":
                says_none = True
            elif key in LINES:
                problem = LINES[key](answer, key, words)
                problems += [f"{expected.name}:{number}: {problem}"] if problem else []
            elif key != "option":
                raise BadLine(f"“{key}” is no word that begins a line")
        except (BadLine, ValueError, IndexError) as error:
            problems.append(f"{expected.name}:{number}: {error}")
    unread = "error" in answer.report
    if says_none and wanted:
        problems.append(f"{expected.name}: `none` and `finding` contradict each other")
    if not (says_none or wanted or any(key == "error" for _, key, _ in lines)):
        problems.append(f"{expected.name}: says neither `finding`, `none` nor `error`")
    if unread and (wanted or says_none):
        problems.append(f"the document was not read: {answer.report['error']['message']}")
    if not unread:
        try:
            problems += compare_findings(answer, wanted, ignored)
        except BadLine as error:
            problems.append(f"{expected.name}: {error}")
    return problems


def pairs(names):
    """(document, expected) of each case; a file without its other half is a mistake to be told."""
    found, lonely = [], []
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    stems = Counter(path.with_suffix("") for path in files)
    for path in files:
        if stems[path.with_suffix("")] != 2:
            lonely.append(path)
        elif path.suffix != ".expected" and (not names or path.stem in names):
            expected = path.with_suffix(".expected")
            (found if expected.exists() else lonely).append((path, expected) if expected.exists() else path)
    return found, lonely


def show(program, document):
    """What the program says, as lines for an .expected file; to be read by a person before they are kept."""
    answer = Answer(program, document, [])
    if "error" in answer.report:
        print("error", answer.report["error"]["status"])
        return
    for key in ("year", "kind", "department"):
        if answer.report["document"][key]:
            print(key, answer.report["document"][key])
    print("tables", len(answer.ask("tables")["tables"]))
    lines = [describe(f) for f in answer.report["findings"] if f["severity"] in COUNTED]
    print("\n".join(lines) if lines else "none")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default="hrbudget", help="the program hrbudget")
    parser.add_argument("--show", metavar="FILE", help="print what the program says of a document")
    parser.add_argument("names", nargs="*", help="only these cases")
    options = parser.parse_args()
    if options.show:
        show(options.program, options.show)
        return 0
    cases, lonely = pairs(options.names)
    failed = 0
    for path in lonely:
        print(f"{path.name}: a case is exactly one document and one .expected of the same name")
    for document, expected in cases:
        problems = run_case(options.program, document, expected)
        failed += bool(problems)
        for problem in problems:
            print(f"{document.relative_to(FOLDER)}: {problem}")
    print(f"{len(cases)} cases, {failed} failed")
    return 1 if failed or lonely or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
