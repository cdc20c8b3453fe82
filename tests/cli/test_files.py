# SPDX-License-Identifier: Apache-2.0
"""Many files: folders, unreadable ones, processes, progress, baselines."""
import csv
import io
import json
import os
import signal
import subprocess
import time
from pathlib import Path

from program import CLEAN, HOSTILE, PROGRAM, SAMPLE, Folder, run


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
