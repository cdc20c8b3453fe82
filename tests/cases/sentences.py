#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the sentences of tests/cases/sentences: each states known facts, and no others.

usage: sentences.py --program PATH [TEXT...]   only the cases whose sentence has one of the texts
"""
import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).parent / "sentences"
DIMENSIONS = ("flow", "phase", "fund", "nature", "topic")


def read_cases(path):
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("title "):
            case = {"place": f"{path.name}:{number}", "title": line[6:], "text": [], "facts": []}
            cases.append(case)
        elif line.startswith("> "):
            case["text"].append(line[2:])
        elif line and not line.startswith("#"):
            text, _, words = line.partition(" = ")
            case["facts"].append((text, words.split()))
    return cases


def stated(fact, case):
    """The words that describe a fact, as an expected line writes them."""
    words = ["count"] if "count" in fact else []
    for dimension in DIMENSIONS:
        value = fact[dimension]
        if value and not (dimension == "phase" and value == ("final" if "决算" in case["title"] else "budget")):
            words.append(value)
    for code in ("function", "economic"):
        if fact[code]:
            words.append(f"{code}={fact[code]}")
    year = int(re.search(r"\d{4}", case["title"]).group())
    if fact["year"] not in (None, year):
        words.append(f"year={fact['year']}")
    value = fact.get("value_fen", fact.get("percent_bp", fact.get("count")))
    if str(fact["phase"]).startswith("change") and value != 0:
        words.append("+" if value > 0 else "-")
    return sorted(words) or ["unknown"]


def run(program, case):
    document = case["title"] + "\n\n" + "\n".join(case["text"]) + "\n"
    result = subprocess.run([program, "facts", "--format", "json", "-"], input=document.encode(), stdout=subprocess.PIPE, check=True)
    facts = [f for f in json.loads(result.stdout)["facts"] if f["source"] == "narrative"]
    return [(f["text"], stated(f, case)) for f in facts]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("texts", nargs="*")
    options = parser.parse_args()
    tried = failed = claims = 0
    for path in sorted(CASES.glob("*.txt")):
        for case in read_cases(path):
            if options.texts and not any(t in line for t in options.texts for line in case["text"]):
                continue
            tried += 1
            claims += len(case["facts"])
            wanted = [(text, sorted(words)) for text, words in case["facts"]]
            found = run(options.program, case)
            if found == wanted:
                continue
            failed += 1
            print(f"{case['place']}: {' '.join(case['text'])}")
            for text, words in wanted:
                if (text, words) not in found:
                    print(f"   missing: {text} = {' '.join(words)}")
            for text, words in found:
                if (text, words) not in wanted:
                    print(f"   found:   {text} = {' '.join(words)}")
            if sorted(found) == sorted(wanted):
                print("   in another order")
    print(f"{tried} sentences with {claims} claims: {tried - failed} as expected, {failed} not")
    return 1 if failed or tried == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
