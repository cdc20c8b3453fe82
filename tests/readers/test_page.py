#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Web pages: tables as browsers lay them out, what is not shown, encodings, and time that grows with the bytes alone."""
import sys
import unittest

import packages as p

driver = None


class Pages(unittest.TestCase):
    def read(self, html, encoding="utf-8", **limits):
        result = driver.read(("<html><body>" + html).encode(encoding), **limits)
        self.assertEqual(result["status"], "HRB_OK", result)
        return result

    def texts(self, html, **more):
        return [[c["text"] for c in r["cells"]] for r in self.read(html, **more)["rows"]]

    def spans(self, html):
        return [[(c["text"], c["column"], c["span"], c["row_span"]) for c in r["cells"]] for r in self.read(html)["rows"]]

    def test_paragraphs_and_cells(self):
        self.assertEqual(self.texts("<h1>标题</h1><p>一段<b>粗</b> 体\n 换行<p>二段<br>三段<div>四段</div>五段<table><tr><td>a<td> b <br>c</table>尾"),
                         [["标题"], ["一段粗 体 换行"], ["二段"], ["三段"], ["四段"], ["五段"], ["a", "b\nc"], ["尾"]])

    def test_spans_are_laid_out_as_in_a_browser(self):
        html = "<table><tr><td rowspan=2>a<td colspan='2'>b</tr><tr><td>c<td>d</tr><tr><td>e<td rowspan=9>f<td>g</tr><tr><td>h<td>i</table>"
        self.assertEqual(self.spans(html), [[("a", 0, 1, 2), ("b", 1, 2, 1)], [("c", 1, 1, 1), ("d", 2, 1, 1)], [("e", 0, 1, 1), ("f", 1, 1, 2), ("g", 2, 1, 1)],
                                            [("h", 0, 1, 1), ("i", 2, 1, 1)]])
        self.assertEqual(self.spans("<table><tr><td colspan=99999999999>a<td colspan=0>b<td colspan=x>c</table>")[0][1:], [("b", 1000, 1, 1), ("c", 1001, 1, 1)])
        self.assertEqual(self.spans("<table><tr><td rowspan=0>a<td>b<tr><td>c</table>"), [[("a", 0, 1, 2), ("b", 1, 1, 1)], [("c", 1, 1, 1)]])

    def test_tables_nest_and_end_by_themselves(self):
        self.assertEqual(self.texts("<table><tr><td>外1<table><tr><td>内1<td>内2</table>外1续<td>外2<tr><td>外3</table>"), [["外2"], ["外3"], ["外1"], ["内1", "内2"], ["外1续"]])
        self.assertEqual(self.texts("<table><tr><td>a<tr><td>b"), [["a"], ["b"]])
        self.assertEqual(self.texts("<td>a</td></tr></table><p>b"), [["a"], ["b"]])

    def test_a_caption_and_stray_text_stand_before_the_table(self):
        self.assertEqual(self.texts("<table><caption>收支总表</caption>游离<thead><tr><th>项目<tbody><tr><td>1</table>"), [["收支总表"], ["游离"], ["项目"], ["1"]])

    def test_what_is_no_text_of_the_page_is_left_out(self):
        html = "<script>var a = '<td>1';</script><style>p{}</style><!-- <p>注释 --><title>题</title>文<noscript>无脚本</noscript><textarea><p>x</textarea>本"
        self.assertEqual(self.texts(html), [["文本"]])

    def test_what_is_not_displayed_is_left_out_and_reported(self):
        result = self.read("<p>a<p style='color:red; DISPLAY : none'>藏<p>b<span hidden>藏<span>藏</span></span>c<table><tr><td>1<td style=display:none>藏<td>2<tr style='display:none'><td>藏<tr><td>3</table>"
                           "<div style='display:none'><table><tr><td>藏</table></div>d<body style='display:none'>e")
        self.assertEqual([[c["text"] for c in r["cells"]] for r in result["rows"]], [["a"], ["bc"], ["1", "2"], ["3"], ["d"], ["e"]])
        self.assertEqual([(n["kind"], n["count"]) for n in result["notices"]], [("hidden_text", 5)])

    def test_character_references(self):
        self.assertEqual(self.texts("<p>&lt;5&nbsp;&amp;&#25910;&#x652f;&ldquo;三公&rdquo;&middot;&yen1 &unknown; &#0;&#xD800; & a"), [["<5\u00a0&收支“三公”·&yen1 &unknown; \ufffd\ufffd & a"]])
        self.assertEqual(self.texts("<p>1 < 2 <> 3"), [["1 < 2 <> 3"]])

    def test_the_encoding_is_that_of_the_bytes_whatever_the_page_says(self):
        page = "<html><head><meta charset='{}'></head><body><p>一般公共预算财政拨款支出</p></body></html>"
        for said, used in (("gb2312", "gbk"), ("utf-8", "gbk"), ("gbk", "utf-8"), ("utf-16", "utf-16")):
            self.assertEqual(driver.rows(page.format(said).encode(used)), [["一般公共预算财政拨款支出"]], (said, used))

    def test_pages_are_known_by_their_content(self):
        for start in ("<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>", "\ufeff\r\n<HTML>", "<?xml version='1.0'?><!DOCTYPE html>", "<!-- 保存自 --><html>", "<table>", "<meta charset=utf-8>"):
            self.assertEqual(driver.rows((start + "<tr><td>文</td>").encode()), [["文"]], start)

    def test_places_are_those_of_the_file(self):
        for encoding in ("utf-8", "gb18030", "utf-16"):
            result = driver.read("<html>\n<table><tr><td>项目</td>\n  <td>１２</td></tr></table>".encode(encoding))
            cell = result["rows"][0]["cells"][1]["place"]
            self.assertEqual((cell["line"], cell["column"], cell["row"], cell["cell"]), (3, 7, 1, 2))
            data = "<html>\n<table><tr><td>项目</td>\n  <td>１２</td></tr></table>".encode(encoding)
            self.assertTrue(data[cell["offset"]:].decode(encoding if encoding != "utf-16" else "utf-16-le").startswith("１２"), encoding)

    def test_each_line_of_a_cell_has_its_place(self):
        long = "预算说明" * 12
        lines = [r["cells"][0]["place"]["line"] for r in self.read(f"<table><tr><td>\n<p>{long}</p>\n<p>{long}</p>\n<div>{long}</div></table>")["rows"]]
        self.assertEqual(lines, [2, 3, 4])
        rows = self.read("<table><tr><td>\n<p>表一</p>\n<p>单位：元</p>\n<table><tr><td>1\n<td>2</table>\n<p>注</p></table>")["rows"]
        self.assertEqual([[(c["text"], c["place"]["line"]) for c in r["cells"]] for r in rows], [[("表一", 2)], [("单位：元", 3)], [("1", 4), ("2", 5)], [("注", 6)]])

    def test_tables_nested_deeper_than_is_kept_apart_are_read_all_the_same(self):
        for depth in (64, 65):
            result = self.read("<table><tr><td>" * depth + "深" + "</table>" * depth + "<p>后")
            self.assertEqual([r["cells"][0]["text"] for r in result["rows"]], ["深", "后"])
            self.assertEqual([n["kind"] for n in result["notices"]], ["flattened"] if depth == 65 else [])

    def test_limits_of_cells_and_spans(self):
        html = "<table>" + "<tr><td>1<td>2" * 50
        self.read(html, cells=100)
        failed = driver.read(("<html>" + html).encode(), cells=99)
        self.assertEqual((failed["status"], failed["place"]["row"], failed["place"]["cell"]), ("HRB_ERROR_LIMIT", 50, 2))
        wide = "<table>" + "<tr>" + "<td colspan=1000>1" * 18
        self.assertEqual(driver.read(("<html>" + wide).encode())["status"], "HRB_ERROR_LIMIT")
        self.read("<table>" + "<tr>" + "<td colspan=1000>1" * 17)

    def test_time_grows_with_the_input_alone(self):
        shapes = {"div": "<div>", "open cells": "<table><td>", "cells": "<tr><td>1<td>2", "attributes": "<p " + "a=b " * 9, "comments": "<!--", "brackets": "<<<<", "scripts": "<script>",
                  "rowspans": "<tr><td rowspan=60000 colspan=3>1", "quotes": "<a b='", "references": "&amp&#x;&#", "hidden": "<td style=display:none>", "captions": "<table>x<caption>y",
                  "lines of a cell": "<p>1", "framed tables": "<p>1<p>2<table><tr><td>3</table>"}
        for name, piece in shapes.items():
            with self.subTest(name):
                once, four_times = (driver.seconds(("<html><table>" + piece * n + "尾").encode(), 2) for n in (4000, 16000))
                self.assertLess(four_times, 6 * once + 0.1)


if __name__ == "__main__":
    driver = p.Driver(sys.argv[1])
    unittest.main(argv=sys.argv[:1])
