# SPDX-License-Identifier: Apache-2.0
"""What is made is freed: loops end with the memory they began with, and threads run side by side."""
import gc
import os
import pickle
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import hrbudget
from hrbudget import _hrbudget as c

# HRB_LEAK_ROUNDS=100000 for the long run; instrumented builds are slow and hold freed memory back.
INSTRUMENTED = bool(os.environ.get("HRB_INSTRUMENTED"))
ROUNDS = int(os.environ.get("HRB_LEAK_ROUNDS", "200" if INSTRUMENTED else "3000"))


def resident() -> int:
    """Bytes of this process in memory."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def refuse(act):
    try:
        act()
    except hrbudget.HrbError as error:
        return error
    raise AssertionError("nothing was refused")


def export_all(data):
    document = hrbudget.read(data)
    report = document.check()
    return [frame.__arrow_c_stream__() for frame in (document.facts, document.tables, document.tables[0], report.findings, report.equations)]


def refuse_all(data):
    return [refuse(act) for act in (lambda: hrbudget.read(b""), *[lambda: hrbudget.Amount("x"), lambda: hrbudget.Code("x")] * 10, lambda: hrbudget.read("no such file"), lambda: hrbudget.Rulebook(b"{"))]


ACTIONS = {
    "read": lambda data: hrbudget.read(data),
    "check": lambda data: list(hrbudget.read(data).check().findings),
    "facts": lambda data: hrbudget.read(data).facts[:5],
    "export": export_all,
    "text": lambda data: hrbudget.read(data).check().to_text(format="json"),
    "errors": refuse_all,
    "options": lambda data: hrbudget.read(data, year=2026, rules=hrbudget.Rulebook({"schema": "hrbudget.rulebook/1", "extends": "default"}), baseline=["0" * 16]),
    "books": lambda data: hrbudget.codebook(source="kind,code,name\nfunction,2080188,专项\n".encode())["2080188"],
    "values": lambda data: (hrbudget.Amount("1,398.22万元") + hrbudget.Amount("1元"), hrbudget.Code("2080101").parent, hrbudget.Indicator("≥90%").evaluate("95%")),
    "pickle": lambda data: pickle.loads(pickle.dumps(hrbudget.read(data).check().findings[0])),
}
# What an action costs, in rounds.
COST = {"values": 1, "errors": 1, "read": 3, "check": 5, "facts": 3, "export": 10, "text": 10, "options": 20, "books": 100, "pickle": 5}


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="needs /proc")
@pytest.mark.parametrize("name", ACTIONS)
def test_a_loop_ends_with_the_memory_it_began_with(name, sample_bytes):
    act, rounds = ACTIONS[name], max(20, ROUNDS // COST[name])
    for _ in range(max(20, rounds // 10)):
        act(sample_bytes)
    gc.collect()
    before = resident()
    for _ in range(rounds):
        act(sample_bytes)
    gc.collect()
    grown = resident() - before
    # The least thing leaked in each round of the long run shows; pages that the allocator keeps do not.
    assert INSTRUMENTED or grown < 1 << 20, f"{grown} bytes in {rounds} rounds"


def test_a_document_goes_with_its_last_child(sample_bytes):
    big = sample_bytes * 100

    def repeat(times):
        for _ in range(times):
            kept = hrbudget.read(big).facts
            assert len(kept) > 30000 and kept[0].text
        return resident()
    first = repeat(4)
    assert INSTRUMENTED or repeat(10) - first < 40 << 20


def count_while(work) -> int:
    """How often this thread got to run Python while another did `work`."""
    ran, done = 0, threading.Event()
    thread = threading.Thread(target=lambda: (work(), done.set()))
    thread.start()
    while not done.is_set():
        ran += 1
        time.sleep(0.0002)
    thread.join()
    return ran


def test_the_gil_is_released_while_c_works(sample_bytes):
    data = sample_bytes * 300
    big = hrbudget.read(data)
    assert count_while(lambda: hrbudget.read(data)) > 5
    assert count_while(lambda: big.check()) > 5
    assert count_while(lambda: c.hrb_facts_export_arrow(big._handle, 0)) > 5
    assert count_while(lambda: big.to_text("facts")) > 5


def test_many_threads_share_one_document(document, report):
    wanted = [str(finding) for finding in report], document.facts[7]

    def use(_):
        mine = hrbudget.read(document.path)
        streams = [document.facts.__arrow_c_stream__() for _ in range(5)]
        assert len(streams) == 5 and refuse(lambda: hrbudget.Amount("x")).code == c.HRB_ERROR_SYNTAX
        return [str(finding) for finding in mine.check()], document.facts[7]
    with ThreadPoolExecutor(8) as pool:
        assert all(result == wanted for result in pool.map(use, range(40)))


IN_PROCESSES = """
import multiprocessing, sys, hrbudget

def title(path):
    return hrbudget.read(path).title

if __name__ == "__main__":
    method, path = sys.argv[1:]
    document = hrbudget.read(path)
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(title, [path] * 4) == [document.title] * 4
        try:
            pool.map(title, ["no such file"])
        except hrbudget.FileError as error:
            assert error.path == "no such file"
        else:
            raise SystemExit("no error came back")
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_it_works_in_other_processes_and_their_errors_arrive(method, document, tmp_path):
    program = tmp_path / "program.py"
    program.write_text(IN_PROCESSES, encoding="utf-8")
    done = subprocess.run([sys.executable, str(program), method, document.path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


IN_A_SUBINTERPRETER = """
try:
    import _xxsubinterpreters as interpreters
except ImportError:
    import _interpreters as interpreters
import sys, hrbudget
code = f'''
import sys
sys.path[:] = {sys.path!r}
try:
    import hrbudget
except ImportError:
    hrbudget = None
if hrbudget:
    hrbudget.read("examples/sample/department-2026-budget.txt").check().findings[0]
    try:
        hrbudget.Amount("x")
    except hrbudget.ParseError:
        pass
'''
for _ in range(3):
    other = interpreters.create()
    interpreters.run_string(other, code)
    interpreters.destroy(other)
assert len(hrbudget.read("examples/sample/department-2026-budget.txt").check().findings) >= 2
"""


def test_a_subinterpreter_works_or_is_refused():
    done = subprocess.run([sys.executable, "-c", IN_A_SUBINTERPRETER], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_import_starts_nothing_and_imports_no_frames():
    program = "import hrbudget, sys, threading; print(threading.active_count(), *(name in sys.modules for name in ('pandas', 'pyarrow', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.split() == ["1", "False", "False", "False"]
