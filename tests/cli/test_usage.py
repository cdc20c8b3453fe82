# SPDX-License-Identifier: Apache-2.0
"""Help, manual, completion, exit statuses, options, languages."""
import json
import re
import subprocess
import unittest

from program import CASES, CLEAN, COMMANDS, HOSTILE, PROGRAM, ROOT, SAMPLE, Folder, run


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

    def test_a_cause_is_told_in_the_language_of_the_run(self):
        for lang, words in (("zh", "没有这个文件或文件夹"), ("en", "there is no such file or folder")):
            for arguments in (["check", "/no/such/file"], ["check", SAMPLE, "--rules", "/no/such/file"]):
                self.assertIn(words, run(*arguments, lang=lang, status=3)[1])
            self.assertIn(words, run("check", SAMPLE, "-o", "/no/such/folder/file", lang=lang, status=3)[1])

    def test_a_number_agrees_with_its_noun(self):
        one = run("check", str(CASES / "form-010-few-tables.txt"), status=1)[0]
        self.assertIn("1 table, 6 figures, 5 equations: 5 hold, 0 within rounding, 0 fail, 0 not evaluated; 0 errors, 1 warning, 0 infos", one)
