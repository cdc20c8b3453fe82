# SPDX-License-Identifier: Apache-2.0
"""What the commands write: text, JSON, NDJSON, CSV, to standard output and to files."""
import csv
import io
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

from program import CASES, HOSTILE, PROGRAM, ROOT, SAMPLE, Folder, run


class Outputs(Folder):
    def test_json_holds_the_contract(self):
        report = json.loads(run("check", "--format", "json", SAMPLE, status=1)[0])
        self.assertEqual(report["schema"], "hrbudget.report/1")
        self.assertGreaterEqual(set(report["document"]), {"path", "sha256", "title", "department", "year", "kind", "level", "region"})
        for key in ("facts", "equations", "passed", "rounding", "failed", "not_evaluated", "findings", "errors", "warnings", "infos", "tables", "known"):
            self.assertIsInstance(report["summary"][key], int)
        self.assertEqual(report["summary"]["equations"], sum(report["summary"][k] for k in ("passed", "rounding", "failed", "not_evaluated")))
        source = Path(SAMPLE).read_bytes()
        for finding in report["findings"]:
            self.assertEqual(finding["actual_fen"] - finding["expected_fen"], finding["difference_fen"])
            self.assertRegex(finding["fingerprint"], r"^[0-9a-f]{16}$")
            for location in finding["locations"]:
                found = source[location["offset"]:location["offset"] + location["length"]].decode("utf-8")
                self.assertEqual(found, location["text"])
                line = source.decode("utf-8").split("\n")[location["line"] - 1]
                self.assertTrue(line[location["column"] - 1:].startswith(location["text"]))

    def test_every_key_is_explained(self):
        """docs/output.md names every key of every output."""
        page = (ROOT / "docs/output.md").read_text(encoding="utf-8")

        def keys(value):
            if isinstance(value, dict):
                yield from value
                for inner in value.values():
                    yield from keys(inner)
            elif isinstance(value, list):
                for inner in value:
                    yield from keys(inner)

        rows = [("check", SAMPLE, 1), ("check", str(CASES / "form-031-letters.txt"), 1), ("facts", SAMPLE, 0), ("tables", SAMPLE, 0), ("projects", SAMPLE, 0),
                ("indicators", SAMPLE, 0), ("code", "20805", 0), ("code", "2080188", 1), ("amount", "1.5元", 0), ("amount", "x", 1), ("indicator", "≥90%", 0)]
        for command, argument, status in rows:
            for key in set(keys(json.loads(run(command, "--format", "json", argument, status=status)[0]))):
                self.assertIn(f"`{key}`", page, command)

    def test_an_empty_list_says_so(self):
        path = self.write("prose.txt", "本单位贯彻执行法律法规，承办上级交办的其他事项。\n")
        for command in ("tables", "facts", "indicators"):
            for lang, said in (("zh", "没有"), ("en", "no ")):
                out, err = run(command, path, lang=lang)
                self.assertEqual(out, "")
                self.assertRegex(err, f"prose.txt: {said}")

    def test_a_target_is_explained_in_one_language(self):
        targets = ["每月25日前", "每月5-10日", "每季度末前", "每年11月底前", "每周三", "月底前", "2024年3月至5月", "年底前达到90%", "全年≥3次"]
        for target in targets:
            out, _ = run("indicator", target, lang="zh")
            self.assertNotRegex(out, "[a-z]", target)
            sentence = run("indicator", target)[0].splitlines()[1]
            self.assertNotRegex(re.sub(r"\d+次", "", sentence), "[\u4e00-\u9fff]", target)

    def test_money_is_written_to_the_last_fen(self):
        """Beyond 2^53, where a double would lose fen."""
        big = "92233720368547758.07"
        path = self.write("big.txt", HOSTILE.replace("100.00", big).replace("90.00", big))
        facts = json.loads(run("facts", "--format", "json", path)[0])["facts"]
        self.assertEqual({f["value_fen"] for f in facts}, {2 ** 63 - 1})

    def test_ndjson_is_the_json_on_one_line(self):
        for command, status in (("check", 1), ("facts", 0), ("tables", 0)):
            line, _ = run(command, "--format", "ndjson", SAMPLE, status=status)
            self.assertEqual(line.count("\n"), 1)
            self.assertEqual(json.loads(line), json.loads(run(command, "--format", "json", SAMPLE, status=status)[0]))

    def test_csv_has_a_row_a_finding(self):
        rows = list(csv.DictReader(io.StringIO(run("check", "--format", "csv", SAMPLE, status=1)[0])))
        report = json.loads(run("check", "--format", "json", SAMPLE, status=1)[0])
        self.assertEqual([(r["rule"], r["fingerprint"], r["expected_fen"]) for r in rows],
                         [(f["rule"], f["fingerprint"], str(f["expected_fen"])) for f in report["findings"]])
        text = run("check", "--format", "csv", self.write("hostile.txt", HOSTILE), status=1)[0]
        self.assertNotRegex(text, r'(^|,)"?[=+@]')  # nothing that a spreadsheet would run

    def test_csv_for_excel(self):
        plain, marked = (run("facts", "--format", "csv", *more, SAMPLE, text=False)[0] for more in ((), ("--bom",)))
        self.assertEqual(marked, b"\xef\xbb\xbf" + plain)
        self.assertEqual(run("facts", "--format", "json", "--bom", SAMPLE), run("facts", "--format", "json", SAMPLE))

    def test_facts_and_tables(self):
        facts = json.loads(run("facts", "--format", "json", SAMPLE)[0])
        rows = list(csv.DictReader(io.StringIO(run("facts", "--format", "csv", SAMPLE)[0])))
        self.assertEqual([str(f["value_fen"]) for f in facts["facts"]], [r["value_fen"] for r in rows])
        tables = json.loads(run("tables", "--format", "json", SAMPLE)[0])
        self.assertEqual(len(tables["tables"]), 9)
        for table in tables["tables"]:
            for row in table["rows"]:
                self.assertEqual(len(row["cells"]), len(table["columns"]))
        self.assertIn("2026年部门收入预算总表 [revenue] 元", run("tables", SAMPLE)[0])

    def test_standard_input(self):
        data = Path(SAMPLE).read_bytes()
        report = json.loads(run("check", "--format", "json", "-", stdin=data, status=1)[0])
        direct = json.loads(run("check", "--format", "json", SAMPLE, status=1)[0])
        self.assertEqual(report["findings"], direct["findings"])

    def test_an_output_file_appears_whole_or_not_at_all(self):
        target = self.folder / "out.json"
        out, _ = run("check", "--format", "json", "--output", str(target), SAMPLE, status=1)
        self.assertEqual(out, "")
        self.assertEqual(json.loads(target.read_text(encoding="utf-8"))["schema"], "hrbudget.report/1")
        fresh = self.folder / "fresh"
        fresh.touch()
        self.assertEqual(target.stat().st_mode, fresh.stat().st_mode)  # others may read it as any new file
        fresh.unlink()
        before = target.read_bytes()
        run("check", "--format", "xml", "--output", str(target), SAMPLE, status=2)
        self.assertEqual(target.read_bytes(), before)
        run("check", "--output", str(self.folder / "no/such/out"), SAMPLE, status=3)
        self.assertEqual([p.name for p in self.folder.iterdir()], ["out.json"])

    def test_an_interrupted_run_leaves_nothing(self):
        os.mkfifo(self.folder / "never.txt")
        program = subprocess.Popen([PROGRAM, "check", "--output", str(self.folder / "out.txt"), str(self.folder / "never.txt")])
        for _ in range(200):
            if len(list(self.folder.iterdir())) == 2:
                break
            time.sleep(0.02)
        time.sleep(0.1)
        program.terminate()
        self.assertEqual(program.wait(timeout=60), -signal.SIGTERM)
        self.assertEqual([p.name for p in self.folder.iterdir()], ["never.txt"])

    def test_a_full_device_is_told(self):
        if not Path("/dev/full").exists():
            self.skipTest("no /dev/full")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "facts", SAMPLE], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 3)
        self.assertNotEqual(done.stderr, b"")
