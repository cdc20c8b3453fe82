#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The Python package against the C library, pyarrow and itself, in one run; never a test.

usage: bench_python.py BENCH_CHECK [FILE]

BENCH_CHECK is build/release/bench/bench_check, FILE the sample unless given. The package
is the one that is installed or on PYTHONPATH; pandas and pyarrow must be there.
"""
import hashlib
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hrbudget

ROOT = Path(__file__).resolve().parents[1]


def best(act, rounds):
    """The least of several rounds, in seconds."""
    least = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        least = min(least, time.perf_counter() - start)
    return least


def read_and_check(program, path):
    data = path.read_bytes()
    ratios = []
    for _ in range(3):  # alternating, so that both see the same machine
        mine = best(lambda: hrbudget.read(data).check(), 300) * 1e6
        output = subprocess.run([program, path], check=True, capture_output=True, text=True).stdout
        theirs = float(re.search(r"read and check ([\d.]+) us", output)[1])
        ratios.append((mine / theirs, mine, theirs))
    ratio, mine, theirs = sorted(ratios)[1]
    print(f"read and check, {len(data)} bytes: Python {mine:.0f} us, C {theirs:.0f} us: ratio {ratio:.2f} (at most 1.1)")


def columns(path):
    import pandas
    import pyarrow

    data = path.read_bytes()
    per_copy = len(hrbudget.read(data).facts)
    document = hrbudget.read(data * (1_000_000 // per_copy + 1), limits={"cells": 100_000_000, "input_bytes": 1 << 30})
    facts = document.facts
    types = {pyarrow.int64(): pandas.Int64Dtype(), pyarrow.int32(): pandas.Int32Dtype()}
    first = best(lambda: document.facts.to_arrow(money="yuan"), 3)
    mine = best(lambda: facts.to_pandas(), 5)
    table = facts.to_arrow()
    theirs = best(lambda: table.to_pandas(types_mapper=types.get), 5)
    print(f"{len(facts)} facts to pandas: {mine * 1e3:.0f} ms; pyarrow converts the same table in {theirs * 1e3:.0f} ms: ratio {mine / theirs:.2f} (at most 2)")
    print(f"    The document keeps its columns; filling them, once, takes {first * 1e3:.0f} ms: ratio with it {(mine + first) / theirs:.2f}")


def control():
    """What a second thread gains for work that shares nothing at all."""
    data = bytes(20_000_000)

    def work(_):
        hashlib.sha256(data).digest()

    one = best(lambda: [work(i) for i in range(8)], 3)
    with ThreadPoolExecutor(2) as pool:
        return one / best(lambda: list(pool.map(work, range(8))), 3)


def threads(path):
    data = path.read_bytes() * 20

    def work(_):
        hrbudget.read(data).check()

    count = 60
    one = best(lambda: [work(i) for i in range(count)], 3)
    start = time.process_time()
    for i in range(count):
        work(i)
    used = time.process_time() - start
    with ThreadPoolExecutor(2) as pool:
        two = best(lambda: list(pool.map(work, range(count))), 3)
        start = time.process_time()
        list(pool.map(work, range(count)))
        used_by_two = time.process_time() - start
    print(f"{count} documents: one thread {one * 1e3:.0f} ms, two {two * 1e3:.0f} ms: {one / two:.2f} times the throughput (at least 1.8)")
    print(f"    Processor time: one thread {used * 1e3:.0f} ms, two {used_by_two * 1e3:.0f} ms; SHA-256 in two threads: {control():.2f} times, which is what the machine gives now")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "examples/sample/department-2026-budget.txt"
    read_and_check(sys.argv[1], path)
    threads(path)
    columns(path)


if __name__ == "__main__":
    main()
