# SPDX-License-Identifier: Apache-2.0
"""The program under test: how it is run, what it is run on. run.py says where it is."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/cases/documents"
PROGRAM = os.environ["HRBUDGET_PROGRAM"]
SAMPLE = os.environ["HRBUDGET_SAMPLE"]
CLEAN = str(CASES / "complete-right.txt")
COMMANDS = ["check", "facts", "tables", "projects", "indicators", "code", "amount", "indicator"]

# A table of which every text that ends up in an output means something to HTML, JSON, CSV or SARIF.
HOSTILE = """2026年部门一般公共预算支出功能分类预算表

| 编制部门：<b>局</b> & "co" |  |  |  | 单位：元 |
| 功能分类科目编码 | 功能分类科目名称 | 合计 | 基本支出 | 项目支出 |
| 213 | 农林水支出 | 100.00 | 100.00 |  |
| 21303 | <script>alert('x')</script>&"{0}" | 100.00 | 100.00 |  |
| 2130301 | =1+1 | 90.00 | 90.00 |  |
| 合计 |  | 100.00 | 100.00 |  |
"""


def run(*arguments, status=0, lang="en", env=None, stdin=None, text=True):
    """Standard output and standard error of a run that ends with the status."""
    language = ["--lang", lang] if lang else []
    environment = {**os.environ, "LC_ALL": "C", **(env or {})}
    done = subprocess.run([PROGRAM, *arguments, *language], capture_output=True, env=environment, input=stdin, timeout=120)
    assert done.returncode == status, f"{arguments}: ended with {done.returncode}, not {status}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return (done.stdout.decode("utf-8"), done.stderr.decode("utf-8")) if text else (done.stdout, done.stderr)


class Folder(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def write(self, name, text, encoding="utf-8"):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return str(path)
