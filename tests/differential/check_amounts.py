#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Amounts against a second implementation.

Everything that include/hrbudget/amount.h promises is worked out a second time,
here, on Python's unbounded integers and `decimal`, by other means than the C code
uses (regular expressions and recursion, where the C code is a state machine), and
compared with the library's answers: first every unit, number of decimals, sign
and edge of int64_t in turn, then generated cases up to the number asked for.
"""
import argparse
import subprocess
import sys

from generator import Generator, foreign_character_cases, invalid_text_cases
from questions import fixed_cases


def agrees(answer, expected):
    # A failing parse tells an offset, which is checked where the cases fix it: there
    # the expected answer goes on to it, elsewhere it ends before.
    return any(answer == e or (e.endswith(" ") and answer.startswith(e) and answer[len(e):].isdigit()) for e in expected)


def run(driver, cases, failures):
    questions = "".join(question + "\n" for question, _, _ in cases)
    done = subprocess.run([driver], input=questions, capture_output=True, text=True, encoding="utf-8", errors="replace")
    answers = done.stdout.split("\n")[:-1]
    if done.returncode != 0 or len(answers) != len(cases):
        at = cases[len(answers)] if len(answers) < len(cases) else None
        sys.exit(f"the driver stopped ({done.returncode}) at {at}: {done.stderr[-2000:]}")
    for (question, expected, text), answer in zip(cases, answers):
        if not agrees(answer, expected):
            failures.append(f"{question!r} {text!r}\n    expected {sorted(expected)}\n    got      {answer}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--driver", required=True)
    parser.add_argument("--cases", type=int, default=20000, help="generated cases, beside the fixed ones")
    parser.add_argument("--seed", type=int, default=20260101)
    options = parser.parse_args()

    generator, failures, total = Generator(options.seed), [], 0
    batch = list(fixed_cases()) + list(invalid_text_cases()) + list(foreign_character_cases(generator, 500))
    fixed = len(batch)
    generated = 0
    while batch:
        run(options.driver, batch, failures)
        total += len(batch)
        if len(failures) > 40:
            break
        size = min(50000, options.cases - generated)
        batch = [generator.case() for _ in range(size)]
        generated += size
    for failure in failures[:40]:
        print(failure)
    print(f"{total} cases ({fixed} fixed, {total - fixed} generated, seed {options.seed}): {len(failures)} differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
