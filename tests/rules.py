#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The documents say what the program does: rules, statuses, the rulebook's keys, references.

Each rule of the default rulebook has its line in docs/rules.md and its page in docs/rules/, with the
same severity and words; each status is in docs/errors.md; docs/rulebook.md names each kind of rule and
each key that the loader knows, and its example loads; what a header refers to exists.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROWS = ("kind", "severity", "precondition", "tolerance", "true hit", "no hit")
BOILERPLATE = ("see the purpose", "a document in order")


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def rulebook():
    return {rule["id"]: rule for rule in json.loads(read("libhrbudget/rule/default.json"))["rules"]}


def table_rows(text):
    """The cells of each row of a Markdown table, its rule line left out."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and not set(line) <= set("|- "):
            yield cells


def check_list(rules, problems):
    listed = {}
    for cells in table_rows(read("docs/rules.md")):
        match = re.match(r"\[(HB-[A-Z]+-\d+)\]\(rules/(HB-[A-Z]+-\d+)\.md\)", cells[0])
        if match is None:
            continue
        if match.group(1) != match.group(2):
            problems.append(f"docs/rules.md: {match.group(1)} links to {match.group(2)}")
        listed[match.group(1)] = cells
    problems.extend(f"docs/rules.md: lacks {rule}" for rule in sorted(set(rules) - set(listed)))
    problems.extend(f"docs/rules.md: {rule} is no rule" for rule in sorted(set(listed) - set(rules)))
    for name in sorted(set(listed) & set(rules)):
        for cell, key in zip(listed[name][1:], ("severity", "zh", "en")):
            if cell != rules[name][key]:
                problems.append(f"docs/rules.md: {name}: {key} is “{rules[name][key]}”, not “{cell}”")


def check_page(name, rule, problems):
    path = f"docs/rules/{name}.md"
    text = read(path)
    rows = {cells[0]: cells[1] for cells in table_rows(text) if len(cells) == 2}
    if not text.startswith(f"# {name}\n"):
        problems.append(f"{path}: does not begin with “# {name}”")
    for key in ("zh", "en"):
        if rule[key].lower() not in text.lower():
            problems.append(f"{path}: lacks the words of the rulebook, “{rule[key]}”")
    for row in ROWS:
        if not rows.get(row) or rows[row] in BOILERPLATE:
            problems.append(f"{path}: says nothing about “{row}”")
    if f"`{rule['kind']}`" not in rows.get("kind", ""):
        problems.append(f"{path}: the kind is `{rule['kind']}`")
    if not rows.get("severity", "").startswith(rule["severity"]):
        problems.append(f"{path}: the severity is {rule['severity']}")


def check_pages(rules, problems):
    pages = {path.stem for path in (ROOT / "docs/rules").glob("*.md")}
    problems.extend(f"docs/rules/{rule}.md: missing" for rule in sorted(set(rules) - pages))
    problems.extend(f"docs/rules/{rule}.md: is no rule" for rule in sorted(pages - set(rules)))
    for name in sorted(pages & set(rules)):
        check_page(name, rules[name], problems)


def check_statuses(problems):
    stated = set(re.findall(r"\bHRB_(?:OK|ERROR_[A-Z]+)\b", read("docs/errors.md")))
    defined = set(re.findall(r"^\s*(HRB_(?:OK|ERROR_[A-Z]+)) =", read("include/hrbudget/status.h"), re.M))
    problems.extend(f"docs/errors.md: lacks {name}" for name in sorted(defined - stated))
    problems.extend(f"docs/errors.md: {name} is no status" for name in sorted(stated - defined))


def strings_of(text, array):
    body = re.search(rf"{array}\[[^\]]*\] = \{{(.*?)\}};", text, re.S)
    return re.findall(r'"([^"]+)"', body.group(1))


def check_rulebook_page(problems):
    page = read("docs/rulebook.md")
    loaders = [read("libhrbudget/rule/load_rules.c"), read("libhrbudget/rule/load_vocabulary.c"), read("libhrbudget/rule/rulebook.c")]
    words = set(strings_of(loaders[0], "KIND_NAMES")) | set(strings_of(loaders[1], "ROLE_NAMES")) | set(strings_of(loaders[1], "ROWS_NAMES"))
    for text in loaders:
        for body in re.findall(r"\bKEYS\[\] = \{(.*?)\}", text, re.S):
            words |= set(re.findall(r'"([^"]+)"', body))
    problems.extend(f"docs/rulebook.md: does not explain `{word}`" for word in sorted(words) if f"`{word}`" not in page)


def check_example(program, problems):
    """The example of docs/rulebook.md with its document gives the finding that the page shows."""
    blocks = dict(re.findall(r"```(\w+)\n(.*?)```", read("docs/rulebook.md"), re.S))
    with tempfile.TemporaryDirectory() as folder:
        book, document = Path(folder) / "own.json", Path(folder) / "own.txt"
        book.write_text(blocks["json"], encoding="utf-8")
        document.write_text(blocks["text"], encoding="utf-8")
        done = subprocess.run([program, "check", "--lang", "zh", "--format", "json", "--rules", book, document], capture_output=True, timeout=60)
        if done.returncode not in (0, 1):
            problems.append(f"docs/rulebook.md: the example is refused: {done.stderr.decode()}")
            return
        messages = [f["message"] for f in json.loads(done.stdout)["findings"]]
        if len(messages) != 1 or messages[0] not in read("docs/rulebook.md"):
            problems.append(f"docs/rulebook.md: its example says {messages}")
        done = subprocess.run([program, "tables", "--format", "json", "--rules", book, document], capture_output=True, timeout=60)
        if b'"kind": "reservoir"' not in done.stdout:
            problems.append("docs/rulebook.md: the table of its example is not known as its own form")


def check_references(problems):
    for path in sorted([*(ROOT / "include").rglob("*.h"), *(ROOT / "tools").glob("*.c"), *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("README.md")]):
        text = path.read_text(encoding="utf-8")
        for name in set(re.findall(r"\bdocs/[a-z/-]+(?:\.md)?\b", text)):
            target = ROOT / name
            if not target.exists() and not target.with_suffix(".md").exists():
                problems.append(f"{path.relative_to(ROOT)}: refers to {name}, which does not exist")
        for name in re.findall(r"\]\(([^)#:]+)\)", text) if path.suffix == ".md" else []:
            if not (path.parent / name).exists():
                problems.append(f"{path.relative_to(ROOT)}: links to {name}, which does not exist")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", help="the program hrbudget, to try the example of docs/rulebook.md")
    options = parser.parse_args()
    rules, problems = rulebook(), []
    check_list(rules, problems)
    check_pages(rules, problems)
    check_statuses(problems)
    check_rulebook_page(problems)
    if options.program:
        check_example(options.program, problems)
    check_references(problems)
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{len(rules)} rules, the same in the rulebook, the list and the pages")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
