# SPDX-License-Identifier: Apache-2.0
"""Commands on codes and amounts, and books of one's own."""
import csv
import io
import json
import unittest

from program import SAMPLE, Folder, run


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
        self.assertTrue(out.startswith("20805 行政事业单位离退休  [expenditure by function]"))
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

    def test_the_book_of_a_code_is_named_in_the_language_of_the_run(self):
        for lang, word in (("zh", "[支出功能分类]"), ("en", "[expenditure by function]")):
            self.assertIn(word, run("code", "208", lang=lang)[0])
            self.assertIn(word, run("code", "20899999", lang=lang, status=1)[1])

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
