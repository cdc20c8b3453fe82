#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who may know whom.

A file of a stage includes headers of its own and of earlier stages only, and a
public header names nothing that would tie its users to GLib, cJSON, stdio, or
types whose width or precision differs.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STAGES = ["base", "amount", "code", "rule", "read", "indicator", "fact", "check", "write"]
# Neighbours that must not know each other although one comes after the other: a
# reader knows its format and nothing about budgets, and what checks does not read.
STRANGERS = {("read", "amount"), ("read", "code"), ("read", "rule"), ("check", "read"),
             ("indicator", "code"), ("indicator", "rule"), ("indicator", "read")}
FORBIDDEN = re.compile(r"\b(glib\w*|G[A-Z]\w+|g[a-z]*int\w*|gchar|gboolean|cJSON\w*|FILE|long|time_t|float|double|va_list|enum\s+\w+)\b|\.\.\.")
ALLOWED_INCLUDES = {"stddef.h", "stdint.h", "stdbool.h"}


def without_comments(text):
    return re.sub(r"/\*.*?\*/|//[^\n]*", lambda m: "\n" * m.group().count("\n"), text, flags=re.S)


def check_stage(stage, problems):
    for path in sorted((ROOT / "libhrbudget" / stage).glob("*.[ch]")):
        for number, line in enumerate(without_comments(path.read_text(encoding="utf-8")).splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*"([^"/]+)/', line)
            if not match:
                continue
            other = match.group(1)
            where = f"{path.relative_to(ROOT)}:{number}"
            if other not in STAGES:
                problems.append(f"{where}: {other}/ is not a stage")
            elif STAGES.index(other) > STAGES.index(stage):
                problems.append(f"{where}: {stage}/ must not know {other}/, which comes after it")
            elif (stage, other) in STRANGERS:
                problems.append(f"{where}: {stage}/ must not know {other}/")


def check_public_header(path, problems):
    for number, line in enumerate(without_comments(path.read_text(encoding="utf-8")).splitlines(), 1):
        where = f"{path.relative_to(ROOT)}:{number}"
        if re.match(r"\s*#\s*error", line):
            continue
        include = re.match(r"\s*#\s*include\s*<([^>]+)>", line)
        if include:
            if include.group(1) not in ALLOWED_INCLUDES and not include.group(1).startswith("hrbudget/"):
                problems.append(f"{where}: includes <{include.group(1)}>")
            continue
        for match in FORBIDDEN.finditer(line):
            problems.append(f"{where}: mentions {match.group()}")


def main():
    problems = []
    found = {path.parent.name for path in (ROOT / "libhrbudget").glob("*/*.[ch]")}
    problems += [f"libhrbudget/{name}/ is not a stage" for name in sorted(found - set(STAGES))]
    for stage in STAGES:
        check_stage(stage, problems)
    headers = sorted((ROOT / "include/hrbudget").glob("*.h"))
    for path in headers:
        check_public_header(path, problems)
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{len(found)} stages and {len(headers)} public headers keep to their order")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
