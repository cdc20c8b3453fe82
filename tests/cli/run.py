#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program as its users meet it: the test_*.py beside this file, one a topic.

usage: run.py --program PROGRAM [--sample FILE] [NAME...]   only the tests whose names have one of these in them
"""
import argparse
import os
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--sample", default=ROOT / "examples/sample/department-2026-budget.txt")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    os.environ["HRBUDGET_PROGRAM"], os.environ["HRBUDGET_SAMPLE"] = os.path.abspath(options.program), os.path.abspath(options.sample)
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{name}*" for name in options.names] or None
    tests = loader.discover(str(Path(__file__).parent), "test_*.py")
    return 0 if unittest.TextTestRunner().run(tests).wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
