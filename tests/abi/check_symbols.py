#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The public headers, the version script and the shared library must name the same symbols.

Compares them in both directions and names what only one side has.
"""
import argparse
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def header_symbols():
    output = subprocess.run([ROOT / "scripts/exported-names"], check=True, capture_output=True, text=True).stdout
    symbols = output.split()
    # A declaration that the pattern of scripts/exported-names misses would go unseen on all sides.
    marks = sum(len(re.findall(r"^HRB_API\b", path.read_text(encoding="utf-8"), re.M)) for path in (ROOT / "include/hrbudget").glob("*.h"))
    if marks != len(symbols):
        sys.exit(f"headers: {marks} declarations are marked HRB_API, but {len(symbols)} names were found; "
                 "put the name and its opening bracket on the line of HRB_API")
    return set(symbols)


def script_symbols():
    text = re.sub(r"/\*.*?\*/", "", (ROOT / "libhrbudget/libhrbudget.map").read_text(encoding="utf-8"), flags=re.S)
    symbols = []
    for body in re.findall(r"global:(.*?)(?:local:|\})", text, re.S):
        symbols += re.findall(r"([A-Za-z0-9_*?]+)\s*;", body)
    twice = sorted({name for name in symbols if symbols.count(name) > 1})
    if twice:
        sys.exit("version script: listed twice: " + " ".join(twice))
    return set(symbols)


def library_symbols(nm, library):
    output = subprocess.run([nm, "--dynamic", "--defined-only", library], check=True, capture_output=True, text=True).stdout
    names = {}
    for line in output.splitlines():
        kind, name = line.split()[-2:]
        if kind != "A":  # the names of the version nodes themselves
            base, _, version = name.partition("@")
            names[base] = version.lstrip("@")
    unversioned = sorted(name for name, version in names.items() if not version)
    if unversioned:
        sys.exit("library: without a version: " + " ".join(unversioned))
    return set(names)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", required=True, help="the shared library")
    parser.add_argument("--nm", default="nm")
    options = parser.parse_args()

    sides = {
        "public headers": header_symbols(),
        "version script": script_symbols(),
        "library": library_symbols(options.nm, options.library),
    }
    failed = False
    for name, symbols in sides.items():
        for other, theirs in sides.items():
            extra = sorted(symbols - theirs)
            if extra:
                failed = True
                print(f"in the {name} but not in the {other}: {' '.join(extra)}")
    if not failed:
        print(f"{len(sides['library'])} symbols, the same on all three sides")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
