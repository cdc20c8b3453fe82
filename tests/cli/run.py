#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The program as its users meet it: commands, options, exit statuses, languages, formats, many files."""
import argparse
import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/cases/documents"
PROGRAM = "hrbudget"
SAMPLE = str(ROOT / "examples/sample/department-2026-budget.txt")
CLEAN = str(CASES / "complete-right.txt")
COMMANDS = ["check", "facts", "tables", "projects", "indicators", "code", "amount", "indicator"]
VOID_TAGS = {"meta", "br"}

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


class Help(unittest.TestCase):
    def test_the_program_names_every_command(self):
        for lang, word in (("en", "Exit status"), ("zh", "退出状态")):
            out, _ = run("--help", lang=lang)
            for command in COMMANDS:
                self.assertRegex(out, rf"(?m)^  {command} ")
            self.assertIn(word, out)
            self.assertEqual(out, run("help", lang=lang)[0])

    def test_each_command_teaches_itself(self):
        for command in COMMANDS:
            for lang, words in (("en", ["Usage: hrbudget", "Example", "Options:", "Exit status"]), ("zh", ["用法：hrbudget", "例：", "选项：", "退出状态"])):
                out, _ = run(command, "--help", lang=lang)
                for word in words + [f"hrbudget {command}", "--format", "--output", "--lang"]:
                    self.assertIn(word, out)
                self.assertEqual(out, run("help", command, lang=lang)[0])

    def test_an_option_is_named_only_where_it_works(self):
        for command in COMMANDS:
            named = set(re.findall(r"--([a-z-]+)", run(command, "--help")[0].split("Options:")[1].split("Exit status")[0]))
            for option, value in (("baseline", "x"), ("min-severity", "info"), ("rules", "x"), ("kind", "function"), ("unit", "元"), ("jobs", "2"), ("year", "2020")):
                if option not in named:
                    _, err = run(command, f"--{option}", value, "x", status=2 if value != "x" else 3)
                    self.assertNotEqual(err, "")

    def test_the_examples_of_the_help_are_good_usage(self):
        """Every example command of the help is one that the program takes: options and formats exist."""
        for command in COMMANDS:
            out, _ = run(command, "--help")
            for line in re.findall(r"(?m)^  hrbudget (.*)$", out.split("Options:")[0].split("Example")[1]):
                line = re.split(r"\s{3,}| > ", line)[0]
                for option in re.findall(r"--[a-z-]+", line):
                    self.assertIn(option, out.split("Options:")[1])

    def test_the_manual_names_every_command_and_option(self):
        page = (ROOT / "man/hrbudget.1").read_text(encoding="utf-8").replace("\\-", "-")
        for command in COMMANDS:
            self.assertIn(f"\n.B {command}\n", page)
            for option in re.findall(r"(--[a-z-]+)", run(command, "--help")[0].split("Options:")[1].split("Exit status")[0]):
                self.assertIn(option, page)
        for option in re.findall(r"(?m)^\.BR? .*?(--[a-z-]+)", page):
            self.assertTrue(any(option in run(command, "--help")[0] for command in COMMANDS), option)

    def complete(self, *words):
        """What bash offers for the last word."""
        script = 'source completions/hrbudget.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hrbudget; printf "%s\\n" "${COMPREPLY[@]}"'
        done = subprocess.run(["bash", "-c", script, "bash", PROGRAM, *words], cwd=ROOT, capture_output=True, text=True, timeout=60)
        return done.stdout.split()

    def test_bash_completes(self):
        self.assertEqual(set(self.complete("")), set(COMMANDS) | {"--help", "--version"})
        self.assertEqual(self.complete("ch"), ["check"])
        self.assertEqual(self.complete("facts", "--format", ""), ["text", "json", "csv", "ndjson"])
        self.assertEqual(self.complete("check", "-f", "s"), ["sarif"])
        self.assertEqual(self.complete("check", "--min"), ["--min-severity"])
        self.assertNotIn("--unit", self.complete("check", "--"))

    def test_version(self):
        self.assertRegex(run("--version")[0], r"^hrbudget \d+\.\d+\.\d+\n$")


class Statuses(Folder):
    def test_0_clean_1_findings(self):
        run("check", CLEAN, status=0)
        out, err = run("check", SAMPLE, status=1)
        self.assertIn("HB-SUM-020", out)
        self.assertEqual(err, "")

    def test_2_usage(self):
        for wrong in ([], ["check"], ["chekc", SAMPLE], ["check", "--formt", "json", SAMPLE], ["check", "--format", "xml", SAMPLE], ["check", "--format"],
                      ["facts", "--format", "sarif", SAMPLE], ["code", "--jobs", "2", "208"], ["check", "--year", "20x6", SAMPLE], ["check", "--year", "1800", SAMPLE],
                      ["check", "--jobs", "-1", SAMPLE], ["check", "--timeout", "5", SAMPLE], ["check", "--min-severity", "fatal", SAMPLE]):
            out, err = run(*wrong, status=2)
            self.assertEqual(out, "")
            self.assertIn("hrbudget --help", err)

    def test_3_unreadable(self):
        _, err = run("check", str(self.folder / "none.txt"), status=3)
        self.assertIn("none.txt", err)
        _, err = run("check", self.write("empty.txt", ""), status=3)
        self.assertIn("empty", err)
        run("check", SAMPLE, "--rules", str(self.folder / "none.json"), status=3)

    def test_a_threshold_decides_the_status_and_the_list(self):
        short = self.write("short.txt", HOSTILE)  # one error, several warnings
        for severity, rules in (("error", {"error"}), ("warning", {"error", "warning"})):
            report = json.loads(run("check", "--format", "json", "--min-severity", severity, short, status=1)[0])
            self.assertEqual({f["severity"] for f in report["findings"]}, rules)
        report = json.loads(run("check", "--format", "json", CLEAN, "--min-severity", "error")[0])
        self.assertEqual(report["findings"], [])

    def test_the_value_of_an_option_is_checked_with_its_choices(self):
        _, err = run("check", "--format", "xml", SAMPLE, status=2)
        self.assertIn("text|json|csv|ndjson|sarif|html", err)


class Languages(unittest.TestCase):
    def test_the_environment_decides_and_the_option_wins(self):
        for env, lang, word in (({"LC_ALL": "C"}, None, "张表"), ({"LC_ALL": "zh_CN.UTF-8"}, None, "张表"), ({"LC_ALL": "en_GB.UTF-8"}, None, "tables"),
                                ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "en_US"}, None, "tables"), ({"LC_ALL": "en_US.UTF-8"}, "zh", "张表"), ({"LC_ALL": "zh_CN.UTF-8"}, "en", "tables")):
            self.assertIn(word, run("check", SAMPLE, status=1, lang=lang, env=env)[0])

    def test_no_locale_changes_a_byte(self):
        """A comma for the decimal point, another order, another width: none of it may show."""
        for command, status in (("check", 1), ("facts", 0), ("tables", 0)):
            for form in ("text", "json", "csv"):
                outs = {run(command, "--format", form, SAMPLE, status=status, env={"LC_ALL": name}, text=False)[0]
                        for name in ("C", "C.UTF-8", "zh_CN.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8")}
                self.assertEqual(len(outs), 1)

    def test_both_languages_say_the_same(self):
        zh, en = (json.loads(run("check", "--format", "json", SAMPLE, status=1, lang=lang)[0]) for lang in ("zh", "en"))
        for a, b in zip(zh["findings"], en["findings"]):
            self.assertNotEqual(a.pop("message"), b.pop("message"))
        self.assertEqual(zh, en)


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


# --- SARIF: the names that the format of OASIS knows, where each may stand, and which must be there ---
SARIF = {
    "log": ({"version", "runs"}, {"$schema"}, {"runs": "run"}),
    "run": ({"tool"}, {"columnKind", "language", "invocations", "artifacts", "results", "properties"},
            {"tool": "tool", "invocations": "invocation", "artifacts": "artifact", "results": "result"}),
    "tool": ({"driver"}, set(), {"driver": "driver"}),
    "driver": ({"name"}, {"version", "rules"}, {"rules": "rule"}),
    "rule": ({"id"}, {"shortDescription", "defaultConfiguration", "properties"}, {"shortDescription": "text", "defaultConfiguration": "configuration"}),
    "configuration": (set(), {"level"}, {}),
    "text": ({"text"}, set(), {}),
    "invocation": ({"executionSuccessful"}, {"toolExecutionNotifications"}, {"toolExecutionNotifications": "notification"}),
    "notification": ({"message"}, {"level", "descriptor", "locations"}, {"message": "text", "locations": "location"}),
    "artifact": (set(), {"location", "roles", "hashes"}, {"location": "uri"}),
    "uri": (set(), {"uri", "index"}, {}),
    "result": ({"message"}, {"ruleId", "ruleIndex", "kind", "level", "locations", "relatedLocations", "partialFingerprints", "baselineState", "properties"},
               {"message": "text", "locations": "location", "relatedLocations": "location"}),
    "location": (set(), {"id", "message", "physicalLocation", "logicalLocations", "properties"},
                 {"message": "text", "physicalLocation": "physical", "logicalLocations": "logical"}),
    "physical": (set(), {"artifactLocation", "region"}, {"artifactLocation": "uri", "region": "region"}),
    "region": (set(), {"startLine", "startColumn", "endColumn", "byteOffset", "byteLength", "snippet"}, {"snippet": "text"}),
    "logical": (set(), {"name", "fullyQualifiedName", "kind"}, {}),
}


class Sarif(Folder):
    def walk(self, value, kind, where):
        if isinstance(value, list):
            for i, item in enumerate(value):
                self.walk(item, kind, f"{where}[{i}]")
            return
        needed, allowed, children = SARIF[kind]
        self.assertLessEqual(needed, set(value), where)
        self.assertLessEqual(set(value), needed | allowed, where)
        for key, child in children.items():
            if key in value:
                self.walk(value[key], child, f"{where}.{key}")

    def read(self, *arguments, **options):
        log = json.loads(run("check", "--format", "sarif", *arguments, **options)[0])
        self.walk(log, "log", "$")
        self.assertEqual(log["version"], "2.1.0")
        for result in (r for run_ in log["runs"] for r in run_["results"]):
            self.assertIn(result["level"], ("none", "note", "warning", "error"))
            self.assertIn(result["kind"], ("fail", "open", "informational"))
            self.assertTrue(result["kind"] == "fail" or result["level"] == "none")
        return log

    def test_a_finding_is_a_result_at_its_place(self):
        log = self.read(SAMPLE, status=1)
        report = json.loads(run("check", "--format", "json", SAMPLE, status=1)[0])
        results, rules = log["runs"][0]["results"], log["runs"][0]["tool"]["driver"]["rules"]
        self.assertEqual(len(results), len(report["findings"]))
        for result, finding in zip(results, report["findings"]):
            self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
            self.assertEqual(rules[result["ruleIndex"]]["shortDescription"]["text"], rules[result["ruleIndex"]]["properties"]["en"])
            self.assertEqual((result["ruleId"], result["partialFingerprints"]["hrbudget/v1"]), (finding["rule"], finding["fingerprint"]))
            region, first = result["locations"][0]["physicalLocation"]["region"], finding["locations"][0]
            self.assertEqual((region["startLine"], region["startColumn"], region["endColumn"]), (first["line"], first["column"], first["column"] + len(first["text"])))
            self.assertEqual((region["byteOffset"], region["byteLength"]), (first["offset"], first["length"]))
            self.assertEqual(len(result.get("relatedLocations", [])), len(finding["locations"]) - 1)
            self.assertEqual([l["kind"] for l in result["locations"][0]["logicalLocations"]], ["table", "row", "column"])
        self.assertEqual(log["runs"][0]["artifacts"][0]["hashes"]["sha-256"], report["document"]["sha256"])

    def test_what_could_not_be_evaluated_is_open_and_what_could_not_be_read_is_told(self):
        letters = str(CASES / "form-031-letters.txt")
        log = self.read(letters, self.write("空 文件.txt", ""), status=3)
        self.assertIn("open", {r["kind"] for r in log["runs"][0]["results"]})
        invocation = log["runs"][1]["invocations"][0]
        self.assertFalse(invocation["executionSuccessful"])
        self.assertEqual(invocation["toolExecutionNotifications"][0]["descriptor"]["id"], "HRB_ERROR_EMPTY")
        self.assertTrue(log["runs"][1]["artifacts"][0]["location"]["uri"].startswith("file:///"))
        self.assertIn("%E7%A9%BA%20", log["runs"][1]["artifacts"][0]["location"]["uri"])

    def test_braces_of_a_message_are_doubled(self):
        log = self.read(self.write("hostile.txt", HOSTILE), status=1)
        self.assertIn("{{0}}", json.dumps([r["message"] for r in log["runs"][0]["results"]]))

    def test_a_baseline_sets_the_state(self):
        last = self.folder / "last.json"
        run("check", "--format", "json", "--output", str(last), SAMPLE, status=1)
        log = self.read("--baseline", str(last), SAMPLE, status=0)
        self.assertEqual({r["baselineState"] for r in log["runs"][0]["results"]}, {"unchanged"})


class Page(HTMLParser):
    """Balanced tags, ids once, links within."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.tags, self.text = [], [], [], [], []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in VOID_TAGS:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name in ("href", "src"):
                self.links.append(value)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        self.text.append(data)


class Html(Folder):
    def test_a_page_of_its_own(self):
        for lang in ("zh", "en"):
            text, _ = run("check", "--format", "html", SAMPLE, self.write("hostile.txt", HOSTILE), CLEAN, str(CASES / "file-empty.txt"), status=3, lang=lang)
            page = Page(text)
            self.assertEqual(len(page.ids), len(set(page.ids)))
            for link in page.links:
                self.assertTrue(link.startswith("#") and link[1:] in page.ids, link)
            self.assertNotIn("script", page.tags)
            self.assertNotIn("link", page.tags)
            self.assertEqual(page.tags.count("article"), 4)
            self.assertIn("<script>alert('x')</script>&\"{0}\"", "".join(page.text))

    def test_the_wrong_cell_is_marked_in_its_table(self):
        text, _ = run("check", "--format", "html", SAMPLE, status=1)
        self.assertRegex(text, r'<td id="[^"]*" class="n error">84,309\.00<ins>should be 843,109\.00</ins>')
        self.assertRegex(text, r'<td id="[^"]*" class="n error">6,837,941\.25<ins>should be 6,873,941\.25</ins>')

    def test_nothing_checked_never_looks_clean(self):
        text, _ = run("check", "--format", "html", str(CASES / "form-015-prose.txt"), status=1)
        self.assertIn("Nothing could be checked", text)
        self.assertNotIn('class="verdict clean"', text)


def read_terminal(end):
    """All that was written to the other end, which is closed; one read need not give it all."""
    shown = b""
    while True:
        try:
            piece = os.read(end, 65536)
        except OSError:  # how Linux tells that the other end is closed
            piece = b""
        if not piece:
            return shown.decode()
        shown += piece


class ManyFiles(Folder):
    def test_one_unreadable_file_never_stops_the_rest(self):
        empty, files = self.write("empty.txt", ""), None
        files = [SAMPLE, empty, CLEAN]
        out, err = run("check", *files, status=3)
        self.assertIn("HB-SUM-020", out)
        self.assertIn("empty.txt", err)
        self.assertIn("files: 3, not readable: 1", out)
        reports = json.loads(run("check", "--format", "json", *files, status=3)[0])["reports"]
        self.assertEqual([r["document"]["path"] for r in reports], files)
        self.assertEqual(reports[1]["error"]["status"], "HRB_ERROR_EMPTY")
        self.assertEqual(reports[1]["schema"], "hrbudget.failure/1")
        lines = run("check", "--format", "ndjson", *files, status=3)[0].splitlines()
        self.assertEqual([json.loads(line)["document"]["path"] for line in lines], files)
        rows = list(csv.DictReader(io.StringIO(run("check", "--format", "csv", *files, status=3)[0])))
        self.assertIn((empty, "HRB_ERROR_EMPTY"), [(r["path"], r["rule"]) for r in rows])
        self.assertEqual(len(json.loads(run("check", "--format", "sarif", *files, status=3)[0])["runs"]), 3)
        for command, inner in (("facts", "facts"), ("tables", "tables"), ("projects", "projects"), ("indicators", "indicators")):
            documents = json.loads(run(command, "--format", "json", *files, status=3)[0])["documents"]
            self.assertEqual([d["document"]["path"] for d in documents], files)
            self.assertIn(inner, documents[2])
            rows = list(csv.DictReader(io.StringIO(run(command, "--format", "csv", *files, status=3)[0])))
            self.assertLessEqual({r["path"] for r in rows}, {SAMPLE, CLEAN})
            self.assertTrue(command in ("projects", "indicators") or len({r["path"] for r in rows}) == 2)

    def fill(self):
        self.write("b/second.txt", HOSTILE)
        self.write("b/c/third.txt", Path(SAMPLE).read_bytes())
        self.write("a.txt", Path(CLEAN).read_bytes())
        self.write("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
        self.write("program.bin", bytes(range(256)) * 4)
        self.write(".hidden/x.txt", HOSTILE)
        self.write("b/.y.txt", HOSTILE)
        os.symlink(self.folder, self.folder / "b/loop")

    def test_a_folder_is_walked_in_order(self):
        self.fill()
        tree = json.loads(run("check", "--format", "json", str(self.folder), status=1)[0])
        names = [str(Path(r["document"]["path"]).relative_to(self.folder)) for r in tree["reports"]]
        self.assertEqual(names, ["a.txt", "b/c/third.txt", "b/second.txt"])
        self.assertEqual([Path(s["path"]).name for s in tree["skipped"]], ["picture.png", "program.bin"])
        out, err = run("check", str(self.folder), status=1)
        self.assertIn("files: 3, not readable: 0, no documents: 2", out)
        self.assertIn("files that are no documents and were left out: 2", err)

    def test_a_document_of_a_folder_that_no_reader_opens_is_not_passed_over(self):
        self.write("a.txt", Path(CLEAN).read_bytes())
        self.write("locked.OFD", bytes(range(256)) * 4)
        tree = json.loads(run("check", "--format", "json", str(self.folder), status=3)[0])
        self.assertEqual([r["error"]["status"] for r in tree["reports"] if "error" in r], ["HRB_ERROR_UNSUPPORTED"])

    def test_a_damaged_document_of_a_folder_is_no_picture(self):
        self.write("cut.txt", "预算预算预算预算".encode()[:-1])
        tree = json.loads(run("check", "--format", "json", str(self.folder), status=3)[0])
        self.assertEqual(tree["reports"][0]["error"]["status"], "HRB_ERROR_ENCODING")

    def test_a_folder_without_documents_never_reads_as_clean(self):
        _, err = run("check", str(self.folder), status=3)
        self.assertIn("no document", err)

    def test_the_same_bytes_whatever_the_way(self):
        for i in range(70):  # more than wait for each other
            self.write(f"{i:02}.txt", HOSTILE.replace("90.00", f"{i}.00"))
        self.write("30.txt", "")
        for form in ("text", "json", "csv", "ndjson", "sarif", "html"):
            ways = [(), ("-j", "7"), ("--isolate", "-j", "3")] if form == "json" else [("-j", "1"), ("-j", "2")]
            outs = {run("check", "--format", form, *how, str(self.folder), status=3, text=False) for how in ways}
            self.assertEqual(len(outs), 1, form)

    def test_a_document_that_takes_too_long_is_its_own_error(self):
        os.mkfifo(self.folder / "never.txt")
        files = [SAMPLE, str(self.folder / "never.txt"), CLEAN]
        begun = time.monotonic()
        reports = json.loads(run("check", "--format", "json", "--isolate", "--timeout", "1", *files, status=3)[0])["reports"]
        self.assertLess(time.monotonic() - begun, 30)
        self.assertEqual(reports[1]["error"]["status"], "HRB_ERROR_PROCESS")
        self.assertIn("1 seconds", reports[1]["error"]["message"])
        self.assertEqual([len(reports[i]["findings"]) for i in (0, 2)], [2, 0])

    def test_a_crash_is_its_own_error(self):
        os.mkfifo(self.folder / "never.txt")
        program = subprocess.Popen([PROGRAM, "check", "--format", "json", "--lang", "en", "--isolate", str(self.folder / "never.txt"), SAMPLE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        if not children.exists():
            program.kill()
            program.communicate()
            self.skipTest("the system does not list child processes")
        for _ in range(200):
            pids = children.read_text().split()
            if pids:
                break
            time.sleep(0.05)
        os.kill(int(pids[0]), signal.SIGKILL)
        out, _ = program.communicate(timeout=60)
        self.assertEqual(program.returncode, 3)
        reports = json.loads(out)["reports"]
        self.assertEqual(reports[0]["error"], {"status": "HRB_ERROR_PROCESS", "message": "the process that read it crashed (signal 9)"})
        self.assertEqual(len(reports[1]["findings"]), 2)

    def test_a_bar_on_a_terminal(self):
        ours, theirs = os.openpty()
        done = subprocess.run([PROGRAM, "check", SAMPLE, CLEAN], stdout=subprocess.PIPE, stderr=theirs, timeout=60)
        os.close(theirs)
        shown = read_terminal(ours)
        os.close(ours)
        self.assertIn("[##########..........] 1/2", shown)
        self.assertTrue(shown.endswith("\r\033[K"))
        self.assertNotIn(b"\r", done.stdout)

    def test_no_progress_where_there_is_no_terminal(self):
        self.assertNotIn("\r", "".join(run("check", SAMPLE, CLEAN, status=1)))


class Baselines(Folder):
    def test_only_new_findings_count(self):
        last = self.folder / "last.json"
        run("check", "--format", "json", "--output", str(last), SAMPLE, status=1)
        out, _ = run("check", "--baseline", str(last), SAMPLE, status=0)
        self.assertIn("2 known from the baseline", out)
        self.assertNotIn("HB-SUM-020 ", out)
        report = json.loads(run("check", "--format", "json", "--baseline", str(last), SAMPLE)[0])
        self.assertEqual((report["findings"], report["summary"]["known"], report["summary"]["findings"]), ([], 2, 0))
        # A new edition elsewhere, with one more error: only that one counts.
        edition = Path(SAMPLE).read_text(encoding="utf-8").replace("835,200.00", "853,200.00", 1)
        report = json.loads(run("check", "--format", "json", "--baseline", str(last), self.write("edition.txt", edition), status=1)[0])
        self.assertEqual((len(report["findings"]), report["summary"]["known"]), (1, 2))

    def test_documents_are_told_apart(self):
        """The same finding in another document of the folder is not known."""
        one, two = self.write("one.txt", HOSTILE), self.write("two.txt", HOSTILE)
        for form, name in (("json", "last.json"), ("ndjson", "last.ndjson")):
            last = self.folder / name
            run("check", "--format", form, "--output", str(last), one, CLEAN, status=1)
            reports = json.loads(run("check", "--format", "json", "--baseline", str(last), one, two, CLEAN, status=1)[0])["reports"]
            self.assertEqual(reports[0]["findings"], [])
            self.assertGreater(len(reports[1]["findings"]), 0)

    def test_a_baseline_must_be_one(self):
        for text in ("", "[]", "{}", '{"findings": []}', "not json"):
            run("check", "--baseline", self.write("bad.json", text), SAMPLE, status=2)


class Books(Folder):
    def test_a_rulebook_of_ones_own(self):
        _, err = run("check", "--rules", self.write("bad.json", '{"schema": "hrbudget.rulebook/1", "rules": [{"id": 7}]}'), SAMPLE, status=2)
        self.assertIn("bad.json", err)
        none = self.write("none.json", '{"schema": "hrbudget.rulebook/1", "extends": "default"}')
        self.assertEqual(run("check", "--rules", none, SAMPLE, status=1), run("check", SAMPLE, status=1))

    def test_a_code_book_of_ones_own(self):
        book = self.write("book.csv", "kind,code,name,level\nfunction,2080188,青云区公共服务专项,3\n")
        self.assertIn("青云区公共服务专项", run("code", "2080188", "--codebook", book)[0])
        _, err = run("code", "208", "--codebook", self.write("bad.csv", "kind,code\nx,y\n"), status=2)
        self.assertIn("bad.csv", err)


class Values(unittest.TestCase):
    def test_code(self):
        out, _ = run("code", "20805", "--year", "2019")
        self.assertTrue(out.startswith("20805 行政事业单位离退休  [function]"))
        self.assertTrue(run("code", "20805", "--year", "2024")[0].startswith("20805 行政事业单位养老支出"))
        for spelling in ("208 05", "208-05", "208.5", "２０８０５"):
            self.assertEqual(run("code", spelling, "--year", "2019")[0], out)
        tree = json.loads(run("code", "--format", "json", "20805", "住房公积金", "--kind", "function")[0])
        self.assertEqual((tree["schema"], tree["unknown"]), ("hrbudget.codes/1", []))
        self.assertEqual([(c["query"], c["code"]) for c in tree["codes"]][:2], [("20805", "20805"), ("住房公积金", "2210201")])
        rows = list(csv.DictReader(io.StringIO(run("code", "--format", "csv", "20805", "--year", "2019")[0])))
        self.assertEqual((rows[0]["name"], rows[0]["parent"], rows[0]["level"]), ("行政事业单位离退休", "208", "2"))

    def test_a_code_that_is_none_is_answered_with_the_nearest(self):
        out, err = run("code", "2080188", '住房"公积全', status=1)
        self.assertEqual(out, "")
        self.assertIn("20801 人力资源和社会保障管理事务", err)
        self.assertIn("2210201 住房公积金", err)
        tree = json.loads(run("code", "--format", "json", "2080188", '住房"公积全', status=1)[0])
        self.assertEqual([u["query"] for u in tree["unknown"]], ["2080188", '住房"公积全'])
        self.assertIn("2210201", [n["code"] for n in tree["unknown"][1]["nearest"]])

    def test_amount(self):
        tree = json.loads(run("amount", "--format", "json", "1,398.22万元", "13万2", "-", "壹佰元零伍分", '1"2', status=1)[0])
        self.assertEqual([a.get("fen") for a in tree["amounts"]], [1398220000, 13200000, None, 10005, None])
        self.assertEqual(tree["amounts"][0]["high_fen"] - tree["amounts"][0]["low_fen"], 10000)
        self.assertEqual(tree["amounts"][4]["error"]["status"], "HRB_ERROR_SYNTAX")
        self.assertEqual(tree["amounts"][4]["text"], '1"2')
        self.assertIn("364,000.00 元", run("amount", "--unit", "万元", "36.40")[0])
        rows = list(csv.DictReader(io.StringIO(run("amount", "--format", "csv", "1,398.22万元", "x", status=1)[0])))
        self.assertEqual((rows[0]["fen"], rows[1]["fen"]), ("1398220000", ""))
        self.assertNotEqual(rows[1]["error"], "")

    def test_an_amount_that_is_none_is_told_what_where_why(self):
        _, err = run("amount", "人民币12.3.4元", status=1)
        first, text, mark = err.splitlines()[:3]
        self.assertIn("character 8", first)
        self.assertEqual(text.strip(), "人民币12.3.4元")
        self.assertEqual(mark.index("^"), 4 + 6 + 4)  # three Han characters are six wide, then 12.3


def main():
    global PROGRAM, SAMPLE
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--sample", default=SAMPLE)
    options, rest = parser.parse_known_args()
    PROGRAM, SAMPLE = os.path.abspath(options.program), os.path.abspath(options.sample)
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
