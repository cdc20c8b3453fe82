#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""CSV and its like: RFC 4180, separators and encodings by content, and texts that are none."""
import sys
import unittest

import packages as p

driver = None

TABLE = "项目,预算数,决算数\n办公费,100.00,90.00\n水费,5.00,4.00\n合计,105.00,94.00\n"


class Records(unittest.TestCase):
    def read(self, text, encoding="utf-8", **limits):
        result = driver.read(text.encode(encoding), **limits)
        self.assertEqual(result["status"], "HRB_OK", result)
        return result

    def texts(self, text, **more):
        return [[c["text"] for c in r["cells"]] for r in self.read(text, **more)["rows"]]

    def test_quotes_line_ends_and_separators(self):
        text = '项目,预算数,备注\r\n办公费,"1,234.50","含""纸张""，\r\n墨盒"\r\n水费,5,"a"\r\n电费,6, b \r\n'
        self.assertEqual(self.texts(text), [["项目", "预算数", "备注"], ["办公费", "1,234.50", '含"纸张"，\r\n墨盒'], ["水费", "5", "a"], ["电费", "6", "b"]])

    def test_a_quote_that_nothing_closes_is_a_character(self):
        self.assertEqual(self.texts(TABLE + '"开口,1,2\n尾,3,4')[-2:], [['"开口', "1", "2"], ["尾", "3", "4"]])
        self.assertEqual(self.texts(TABLE + '"多"余,1,2')[-1], ["多余", "1", "2"])

    def test_separators_and_encodings_are_found(self):
        for separator in ",;":
            for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
                self.assertEqual(self.texts(TABLE.replace(",", separator), encoding=encoding)[1], ["办公费", "100.00", "90.00"], (separator, encoding))
        self.assertEqual(self.texts('项目\t"预算\n数"\t决算数\n办公费\t1\t2\n水费\t3\t4\n合计\t4\t6\n')[0], ["项目", "预算\n数", "决算数"])

    def test_texts_with_commas_are_no_csv(self):
        for text in ("本部门预算收入34,712,250.72元。\n其中财政拨款34,592,250.72元，其他120,000.00元。\n支出34,712,250.72元。\n", "\t\n\t办公费\n\t34,592,250.72\n\t\n" * 4,
                     "a, b, and c went.\nThen d came.\nNothing more was said.\n"):
            self.assertTrue(all(not r["placed"] for r in self.read(text)["rows"]), text)
            self.assertNotIn(["34", "592", "250.72"], self.texts(text))

    def test_a_record_of_one_field_is_a_paragraph(self):
        rows = self.read("2026年收支总表\n单位：元\n" + TABLE + "注：完\n")["rows"]
        self.assertEqual([r["grid"] for r in rows], [False, False, True, True, True, True, False])

    def test_blanks_of_a_head_belong_to_the_text_left_of_them(self):
        text = "项目,,,支出,,\n编码,,名称,合计,基本,项目\n类,款,,,,\n201,01,行政运行,3.00,1.00,2.00\n201,,一般公共服务,3.00,1.00,2.00\n合计,,,3.00,1.00,2.00\n"
        spans = [[(c["text"], c["column"], c["span"]) for c in r["cells"]] for r in self.read(text)["rows"]]
        self.assertEqual(spans[:3], [[("项目", 0, 3), ("支出", 3, 3)], [("编码", 0, 2), ("名称", 2, 1), ("合计", 3, 1), ("基本", 4, 1), ("项目", 5, 1)], [("类", 0, 1), ("款", 1, 1)]])
        self.assertEqual(spans[4:], [[("201", 0, 1), ("一般公共服务", 2, 1), ("3.00", 3, 1), ("1.00", 4, 1), ("2.00", 5, 1)], [("合计", 0, 1), ("3.00", 3, 1), ("1.00", 4, 1), ("2.00", 5, 1)]])
        text = "本年收入,,本年支出,,\n项目,预算数,项目,,预算数\n一、拨款,9.00,一、,教育,9.00\n二、事业,1.00,二、,科学,1.00\n"
        spans = [[(c["text"], c["column"], c["span"]) for c in r["cells"]] for r in self.read(text)["rows"]]
        self.assertEqual(spans[:2], [[("本年收入", 0, 2), ("本年支出", 2, 3)], [("项目", 0, 1), ("预算数", 1, 1), ("项目", 2, 2), ("预算数", 4, 1)]])

    def test_places_are_those_of_the_file(self):
        for encoding in ("utf-8", "gb18030"):
            cell = self.read(TABLE, encoding=encoding)["rows"][2]["cells"][1]["place"]
            self.assertEqual((cell["line"], cell["column"]), (3, 4))
            self.assertTrue(TABLE.encode(encoding)[cell["offset"]:].startswith(b"5.00"))

    def test_the_limit_of_cells(self):
        self.read(TABLE, cells=12)
        failed = driver.read(TABLE.encode(), cells=11)
        self.assertEqual((failed["status"], failed["place"]["line"]), ("HRB_ERROR_LIMIT", 4))

    def test_time_grows_with_the_input_alone(self):
        shapes = {"rows": "办公费,1.00,2.00\n", "texts": "a,b,c,,d\n", "quotes": '"a""b",1,2\n', "open quote": 'a,"b,1\n', "wide": "1,,,,,,,,,,,,,,,,,2,"}
        for name, piece in shapes.items():
            with self.subTest(name):
                once, four_times = (driver.seconds((TABLE * 9 + piece * n).encode(), 2) for n in (4000, 16000))
                self.assertLess(four_times, 6 * once + 0.1)


if __name__ == "__main__":
    driver = p.Driver(sys.argv[1])
    unittest.main(argv=sys.argv[:1])
