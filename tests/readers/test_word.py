#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Word documents: tables with merged and nested cells, text boxes, revisions, what is hidden, and limits."""
import sys
import unittest

import packages as p

driver = None


def run(text, properties=""):
    return f"<w:r>{'<w:rPr>' + properties + '</w:rPr>' if properties else ''}<w:t xml:space=\"preserve\">{text}</w:t></w:r>"


def par(*runs):
    return "<w:p>" + "".join(r if r.startswith("<") else run(r) for r in runs) + "</w:p>"


def cell(*content, span=1, merge=None):
    properties = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + {None: "", "restart": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>" + "".join(c if c.startswith("<") else par(c) for c in content or [""]) + "</w:tc>"


def table(*rows, grid=()):
    widths = "".join(f'<w:gridCol w:w="{w}"/>' for w in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{widths}</w:tblGrid>" + "".join(r if r.startswith("<w:tr") else f"<w:tr>{r}</w:tr>" for r in rows) + "</w:tbl>"


class Word(unittest.TestCase):
    def read(self, body, **limits):
        result = driver.read(p.docx(body), **limits)
        self.assertEqual(result["status"], "HRB_OK", result)
        return result

    def texts(self, body):
        return [[c["text"] for c in r["cells"]] for r in self.read(body)["rows"]]

    def spans(self, body):
        return [[(c["text"], c["column"], c["span"], c["row_span"]) for c in r["cells"]] for r in self.read(body)["rows"]]

    def test_paragraphs_and_tables_in_their_order(self):
        result = self.read(par("一") + par("") + table(cell("a") + cell("b"), cell("c") + cell("")) + par("二"))
        self.assertEqual([(r["grid"], [c["text"] for c in r["cells"]]) for r in result["rows"]], [(False, ["一"]), (True, ["a", "b"]), (True, ["c"]), (False, ["二"])])
        places = [tuple(c["place"][k] for k in ("line", "row", "cell")) for r in result["rows"] for c in r["cells"]]
        self.assertEqual(places, [(1, 0, 0), (3, 1, 1), (3, 1, 2), (4, 2, 1), (5, 0, 0)])
        self.assertEqual([r["begins"] for r in result["rows"]], [False, True, False, False])

    def test_merged_cells_stand_once_with_their_spans(self):
        body = table(cell("项目", span=2, merge="restart") + cell("合计", merge="restart"), cell("", span=2, merge="on") + cell("", merge="on"), cell("甲") + cell("乙") + cell("1"))
        self.assertEqual(self.spans(body), [[("项目", 0, 2, 1), ("合计", 2, 1, 1)], [("甲", 0, 1, 1), ("乙", 1, 1, 1), ("1", 2, 1, 1)]])
        body = table(cell("项目", merge="restart") + cell("x"), cell("", merge="on") + cell("y"), cell("", merge="on") + cell("z"), cell("末") + cell("w"))
        self.assertEqual(self.spans(body)[0], [("项目", 0, 1, 3), ("x", 1, 1, 1)])

    def test_a_cell_that_goes_on_with_nothing_is_a_cell(self):
        self.assertEqual(self.spans(table(cell("a", merge="on") + cell("b"))), [[("a", 0, 1, 1), ("b", 1, 1, 1)]])

    def test_rows_that_are_a_hair_off_share_their_columns(self):
        body = table(cell("项目", span=1) + cell("金额", span=3), cell("办公费", span=2) + cell("1", span=2), cell("水费", span=1) + cell("2", span=3), grid=(2000, 30, 1000, 970))
        self.assertEqual([[c[1] for c in row] for row in self.spans(body)], [[0, 1], [0, 1], [0, 1]])

    def test_a_row_may_begin_further_right(self):
        body = table(cell("a") + cell("b"), '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("c") + "</w:tr>")
        self.assertEqual(self.spans(body)[1], [("c", 1, 1, 1)])

    def test_tables_nest_and_come_one_after_the_other(self):
        inner = table(cell("内1") + cell("内2"))
        self.assertEqual(self.texts(par("前") + table(cell("外1") + cell("外2"), cell("外3", inner, "外3续") + cell("外4")) + par("后")),
                         [["前"], ["外1", "外2"], ["外3\n外3续", "外4"], ["内1", "内2"], ["后"]])

    def test_a_cell_that_only_frames_tables_keeps_their_titles_above_them(self):
        first, second = table(cell("一1") + cell("一2")), table(cell("二1") + cell("二2"))
        wanted = [["表一"], ["一1", "一2"], ["表二"], ["二1", "二2"], ["注"]]
        self.assertEqual(self.texts(table(cell("表一", first, "表二", second, "注"))), wanted)
        self.assertEqual(self.texts(table(cell("表一", first), cell("表二", second), cell("注"))), [["注"]] + wanted[:-1])
        self.assertEqual(self.texts(table(cell("导航") + cell("正文", "表一", first, "表二", second, "注"))), [["导航"], ["正文"]] + wanted)

    def test_the_text_of_a_box_stands_once(self):
        box = "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + par("框内") + "</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + par("框内") + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        self.assertEqual(self.texts(par("段前", box, "段后")), [["段前段后"], ["框内"]])
        self.assertEqual(self.texts(table(cell(par("单元格", box)) + cell("b"))), [["单元格", "b"], ["框内"]])

    def test_breaks_and_tabs(self):
        self.assertEqual(self.texts(par("a", "<w:r><w:tab/></w:r>", "b", "<w:r><w:br/></w:r>", "c", "<w:r><w:noBreakHyphen/></w:r>", "d")), [["a\tb\nc-d"]])
        self.assertEqual(self.texts('<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr>' + run("x") + "</w:p>"), [["x"]])

    def test_revisions_show_what_is_there_now(self):
        body = par("预算", '<w:del w:id="1"><w:r><w:delText>100</w:delText></w:r></w:del>', '<w:ins w:id="2">' + run("200") + "</w:ins>", '<w:moveFrom w:id="3">' + run("移走") + "</w:moveFrom>")
        result = self.read(body)
        self.assertEqual(result["rows"][0]["cells"][0]["text"], "预算200")
        self.assertEqual([(n["kind"], n["count"]) for n in result["notices"]], [("deleted_text", 2)])
        self.assertEqual(self.texts(table(cell("a") + cell("b"), '<w:tr><w:trPr><w:del w:id="4"/></w:trPr>' + cell("c") + cell("d") + "</w:tr>", cell("e") + cell("f"))), [["a", "b"], ["e", "f"]])

    def test_hidden_text_is_left_out_and_reported(self):
        result = self.read(par("可见", run("隐藏", "<w:vanish/>"), run("也可见", '<w:vanish w:val="0"/>'), run("仍可见", '<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>')))
        self.assertEqual(result["rows"][0]["cells"][0]["text"], "可见也可见仍可见")
        self.assertEqual([(n["kind"], n["count"], n["place"]["line"]) for n in result["notices"]], [("hidden_text", 1, 1)])

    def test_any_prefix_and_the_strict_form_are_read(self):
        parts = p.docx_parts(par("文"))
        for old, new in (("xmlns:w=", "xmlns:ns0="), ):
            parts["word/document.xml"] = parts["word/document.xml"].replace(old, new).replace("<w:", "<ns0:").replace("</w:", "</ns0:").replace(" w:", " ns0:")
        self.assertEqual(driver.rows(p.pack(parts)), [["文"]])
        parts = p.docx_parts(par("严格"))
        parts["word/document.xml"] = parts["word/document.xml"].replace(p.WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        self.assertEqual(driver.rows(p.pack(parts)), [["严格"]])

    def test_notes_come_behind_the_text(self):
        parts = p.docx_parts(par("正文"))
        parts["word/_rels/document.xml.rels"] = p.relations([("rId1", "footnotes", "footnotes.xml")])
        parts["word/footnotes.xml"] = f'{p.HEAD}<w:footnotes xmlns:w="{p.WORD}"><w:footnote w:type="separator">{par("线")}</w:footnote><w:footnote w:id="1">{par("脚注")}</w:footnote></w:footnotes>'
        self.assertEqual(driver.rows(p.pack(parts)), [["正文"], ["脚注"]])

    def test_a_relation_may_not_leave_the_package(self):
        parts = p.docx_parts(par("文"))
        parts["_rels/.rels"] = p.relations([("rId1", "officeDocument", "../../word/document.xml")])
        self.assertEqual(driver.read(p.pack(parts))["status"], "HRB_ERROR_UNSUPPORTED")
        parts["_rels/.rels"] = p.relations([("rId1", "officeDocument", "/word/./x/../document.xml")])
        self.assertEqual(driver.rows(p.pack(parts)), [["文"]])

    def test_nesting_and_cells_stop_at_their_limits(self):
        def nested(depth):
            return "<w:tbl><w:tr><w:tc>" * depth + par("深") + "</w:tc></w:tr></w:tbl>" * depth
        self.assertEqual(self.texts(nested(83)), [["深"]])  # 3 a table, and document, body, p, r, t
        self.assertEqual(driver.read(p.docx(nested(84)))["status"], "HRB_ERROR_LIMIT")
        body = table(*(cell("1") + cell("2") for _ in range(50)))
        self.read(body, cells=100)
        failed = driver.read(p.docx(body), cells=99)
        self.assertEqual((failed["status"], failed["place"]["row"], failed["place"]["cell"]), ("HRB_ERROR_LIMIT", 50, 2))

    def test_wild_spans_are_held_in(self):
        body = table(cell("a", span=16384) + cell("b", span=16384) + cell("c"), cell("d"))
        self.assertEqual([[c[0] for c in r] for r in self.spans(body)], [["a", "b", "c"], ["d"]])
        self.assertEqual(self.texts("<w:tc>" + par("x") + "</w:tc><w:tr/>" + par("y")), [["x"], ["y"]])

    def test_time_grows_with_the_input_alone(self):
        def document(rows):
            return p.docx(table(*(cell(f"{i * 7919 % 99991}", merge="restart" if i % 2 else "on") + cell("b") + cell(f"{i}", span=2) for i in range(rows))))
        once, four_times = driver.seconds(document(1500)), driver.seconds(document(6000))
        self.assertLess(four_times, 6 * once + 0.1)


if __name__ == "__main__":
    driver = p.Driver(sys.argv[1])
    unittest.main(argv=sys.argv[:1])
