#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the library to the ABI of its baseline (docs/abi.md). Additions pass, breaks fail.

  check_abi.py values  --cc CC                       sizes of public structs and values of constants
  check_abi.py diff    --library SO                  abidiff against the stored description; 77 where it is missing
  check_abi.py program --cc CC --library SO          a program built with the baseline's headers runs with today's library
  check_abi.py refresh --cc CC --library SO          makes today's ABI the baseline (scripts/abi-baseline)
"""
import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BASELINE = ROOT / "tests/abi/baseline"
DESCRIPTION = BASELINE / f"libhrbudget-{platform.machine()}.abi"
SKIPPED = 77
ABIDIFF_ERROR, ABIDIFF_USAGE, ABIDIFF_CHANGE, ABIDIFF_INCOMPATIBLE = 1, 2, 4, 8


def run(command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)


def must(done, what):
    if done.returncode != 0:
        sys.exit(f"{what} failed ({done.returncode}):\n{done.stdout}{done.stderr}")
    return done.stdout


# --- Values: what the compiler puts into programs ---

def headers_text(include):
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((include / "hrbudget").glob("*.h")))
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def values(cc, include):
    """Every constant and struct of the headers, as `name value` lines."""
    text = headers_text(include)
    names = re.findall(r"^#define (HRB_(?!VERSION)\w+) INT64_C", text, re.M)
    for body in re.findall(r"\benum \{(.*?)\}", text, re.S):
        names += re.findall(r"\b(HRB_\w+)\s*=", body)
    structs = re.findall(r"typedef struct (hrb_\w+) \{(.*?)\n\}", text, re.S)
    lines = [f'    printf("{name} %lld\\n", (long long){name});' for name in sorted(set(names))]
    for name, body in sorted(structs):
        lines.append(f'    printf("sizeof {name} %zu\\n", sizeof({name}));')
        members = [re.sub(r".*?(\w+)$", r"\1", part.strip()) for line in body.split(";") for part in line.split(",") if part.strip()]
        lines += [f'    printf("offsetof {name}.{member} %zu\\n", offsetof({name}, {member}));' for member in members]
    program = "#include <hrbudget/hrbudget.h>\n#include <stdio.h>\nint main(void)\n{\n" + "\n".join(lines) + "\n    return 0;\n}\n"
    with tempfile.TemporaryDirectory() as folder:
        source, binary = Path(folder) / "values.c", Path(folder) / "values"
        source.write_text(program, encoding="utf-8")
        must(run([cc, "-std=c99", f"-I{include}", source, "-o", binary]), "compiling the list of values")
        return must(run([binary]), "the list of values")


def parse(text):
    return dict(line.rsplit(" ", 1) for line in text.splitlines())


def check_values(options):
    stored, today = parse((BASELINE / "values.txt").read_text(encoding="utf-8")), parse(values(options.cc, ROOT / "include"))
    broken = [f"{name}: was {value}, is {today.get(name, 'gone')}" for name, value in stored.items() if today.get(name) != value]
    for line in broken:
        print(line)
    print(f"{len(stored)} values of the baseline, {len(broken)} broken, {len(set(today) - set(stored))} added")
    return 1 if broken else 0


# --- The library against its stored description ---

COMMON = ["--no-show-locs", "--drop-private-types"]


def describe(library):
    text = must(run(["abidw", "--exported-interfaces-only", "--headers-dir", ROOT / "include/hrbudget", "--drop-private-types", "--no-show-locs", "--no-corpus-path", "--no-comp-dir-path",
                     "--no-elf-needed", library]), "abidw")
    # Generated sources come with the path of the build, which is nobody's business.
    return re.sub(r"path='/[^']*/([^/']+)'", r"path='\1'", text)


def check_diff(options):
    if shutil.which("abidiff") is None:
        print("skipped: there is no abidiff (scripts/abi-baseline installs it)")
        return SKIPPED
    if not DESCRIPTION.exists():
        print(f"skipped: there is no baseline for {platform.machine()}")
        return SKIPPED
    done = run(["abidiff", *COMMON, "--headers-dir2", ROOT / "include/hrbudget", DESCRIPTION, options.library])
    print(done.stdout + done.stderr)
    bad = done.returncode & (ABIDIFF_ERROR | ABIDIFF_USAGE | ABIDIFF_INCOMPATIBLE)
    print("the ABI is broken" if bad else "additions only" if done.returncode & ABIDIFF_CHANGE else "the same ABI")
    return 1 if bad else 0


# --- A program of yesterday on the library of today ---

def check_program(options):
    library = Path(options.library).resolve()
    sample = ROOT / "examples/sample/department-2026-budget.txt"
    printed = []
    with tempfile.TemporaryDirectory() as folder:
        for include in (BASELINE / "include", ROOT / "include"):
            binary = Path(folder) / f"check_{len(printed)}"
            must(run([options.cc, "-std=c99", f"-I{include}", ROOT / "examples/check_file.c", "-o", binary, library]), f"building with {include}")
            environment = dict(os.environ, LD_LIBRARY_PATH=str(library.parent))
            printed.append(must(run([binary, sample], env=environment), "the program"))
    if not printed[0] or printed[0] != printed[1]:
        print("built with the headers of the baseline it prints:", printed[0], "built with today's:", printed[1], sep="\n")
        return 1
    print("a program built with the headers of the baseline prints the same with today's library")
    return 0


def refresh(options):
    shutil.rmtree(BASELINE / "include", ignore_errors=True)
    shutil.copytree(ROOT / "include", BASELINE / "include")
    (BASELINE / "values.txt").write_text(values(options.cc, ROOT / "include"), encoding="utf-8")
    DESCRIPTION.write_text(describe(options.library), encoding="utf-8")
    print(f"{DESCRIPTION.relative_to(ROOT)}: {DESCRIPTION.stat().st_size} bytes")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    actions = {"values": check_values, "diff": check_diff, "program": check_program, "refresh": refresh}
    parser.add_argument("action", choices=actions)
    parser.add_argument("--library")
    parser.add_argument("--cc", default="cc")
    options = parser.parse_args()
    return actions[options.action](options)


if __name__ == "__main__":
    sys.exit(main())
