#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Zip archives and workbooks, right and wrong: what is shown is what is read, and
each limit holds one below and stops one above."""
import struct
import sys
import unittest
import zipfile
import zlib

import packages as p

driver = None


def cell(reference, value, kind="n", style=0):
    return f'<c r="{reference}" s="{style}" t="{kind}"><v>{value}</v></c>'


def row(number, *cells, more=""):
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


ONE = p.xlsx(row(1, cell("A1", "1")))


class Case(unittest.TestCase):
    def fails(self, status, data, words, **limits):
        result = driver.read(data, **limits)
        self.assertEqual(result["status"], status, result)
        self.assertIn(words, result["en"])
        self.assertTrue(result["zh"])
        return result["place"]

    def reads(self, data, **limits):
        result = driver.read(data, **limits)
        self.assertEqual(result["status"], "HRB_OK", result)
        return result


class Archives(Case):
    def test_a_file_cut_off_anywhere_is_an_error(self):
        for size in range(4, len(ONE), 37):
            self.assertNotEqual(driver.read(ONE[:size])["status"], "HRB_OK", size)
        self.fails("HRB_ERROR_SYNTAX", ONE[:-1], "cut off")

    def test_stored_and_deflated_parts_are_one(self):
        self.assertEqual(driver.rows(p.pack(p.xlsx_parts([("a", p.sheet_xml(row(1, cell("A1", "1"))))]), zipfile.ZIP_STORED)), [["1"]])

    def test_a_changed_byte_fails_its_checksum(self):
        data = bytearray(p.pack(p.xlsx_parts([("a", p.sheet_xml(row(1, cell("A1", "123456"))))]), zipfile.ZIP_STORED))
        data[data.index(b"123456")] = ord("9")
        self.fails("HRB_ERROR_SYNTAX", bytes(data), "checksum")

    def test_a_declared_size_that_lies_is_found(self):
        for lie in (-1, 1):
            data = bytearray(ONE)
            at = data.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24
            struct.pack_into("<I", data, at, struct.unpack_from("<I", data, at)[0] + lie)
            self.fails("HRB_ERROR_SYNTAX", bytes(data), "longer" if lie < 0 else "checksum")

    def test_entries_that_overlap_are_refused(self):
        data = bytearray(ONE)
        first = data.index(b"PK\x01\x02")
        second = data.index(b"PK\x01\x02", first + 4)
        name = data[second + 46:second + 46 + struct.unpack_from("<H", data, second + 28)[0]]
        third = data.index(b"PK\x01\x02", second + 4)
        # The size of the second reaches over the third.
        size = struct.unpack_from("<I", data, second + 20)[0]
        struct.pack_into("<I", data, second + 20, size + 60)
        self.assertTrue(name and third)
        self.fails("HRB_ERROR_SYNTAX", bytes(data), "overlap")

    def test_two_parts_of_one_name_are_refused(self):
        parts = p.xlsx_parts([("a", p.sheet_xml(""))])
        out = p.io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, text in parts.items():
                archive.writestr(name, text)
            archive.writestr("XL/workbook.xml", "x")
        self.fails("HRB_ERROR_SYNTAX", out.getvalue(), "one name")

    def test_a_password_is_named(self):
        data = bytearray(ONE)
        at = 0
        while (at := data.find(b"PK\x01\x02", at)) >= 0:
            data[at + 8] |= 1
            at += 4
        self.fails("HRB_ERROR_UNSUPPORTED", bytes(data), "password")

    def test_zip64_is_read(self):
        out = p.io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in p.xlsx_parts([("a", p.sheet_xml(row(1, cell("A1", "64"))))]).items():
                with archive.open(name, "w", force_zip64=True) as part:
                    part.write(text.encode())
        self.assertEqual(driver.rows(out.getvalue()), [["64"]])

    def test_too_many_entries_are_refused(self):
        parts = p.xlsx_parts([("a", p.sheet_xml(row(1, cell("A1", "1"))))])
        filler = 4096 - len(parts)
        for extra, status in ((0, "HRB_OK"), (1, "HRB_ERROR_LIMIT")):
            more = {f"x/{i}": "" for i in range(filler + extra)}
            self.assertEqual(driver.read(p.pack({**parts, **more}))["status"], status)

    def test_expansion_stops_at_each_limit(self):
        noise = "".join(f"{zlib.crc32(str(i).encode()):08x}" for i in range(200))
        parts = p.xlsx_parts([("a", p.sheet_xml(row(1, f'<c r="A1" t="inlineStr"><is><t>{noise}</t></is></c>')))])
        total = sum(len(text.encode()) for name, text in parts.items() if name != "[Content_Types].xml")
        data = p.pack(parts)
        self.reads(data, archive_bytes=total)
        self.fails("HRB_ERROR_LIMIT", data, "inflates to more than the limit", archive_bytes=total - 1)

    def test_a_bomb_is_stopped_by_its_ratio(self):
        bomb = p.xlsx(row(1, f'<c r="A1" t="inlineStr"><is><t>{" " * (100 << 20)}</t></is></c>'))
        self.assertLess(len(bomb), 200_000)
        self.fails("HRB_ERROR_LIMIT", bomb, "times the file")
        self.assertLess(driver.seconds(bomb), 2.5)
        small = p.xlsx(row(1, f'<c r="A1" t="inlineStr"><is><t>{" " * (1 << 19)}1</t></is></c>'))
        self.assertEqual(driver.rows(small), [["1"]])  # a dense archive below 1 MiB is no bomb

    def test_other_packages_are_named(self):
        self.fails("HRB_ERROR_UNSUPPORTED", p.pack({"OFD.xml": "<a/>"}), "OFD")
        self.fails("HRB_ERROR_UNSUPPORTED", p.pack({"a.pdf": "x"}), "neither a docx nor an xlsx")
        self.fails("HRB_ERROR_SYNTAX", p.pack({k: v for k, v in p.xlsx_parts([("a", p.sheet_xml(""))]).items() if "sheet1" not in k}), "it has no xl/worksheets/sheet1.xml")


class Xml(Case):
    def workbook(self, sheet):
        return p.pack(p.xlsx_parts([("a", sheet)]))

    def test_a_doctype_is_refused(self):
        attack = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>' + p.sheet_xml(row(1, cell("A1", "&b;")))[len(p.HEAD):]
        self.fails("HRB_ERROR_SYNTAX", self.workbook(attack), "DOCTYPE")
        self.fails("HRB_ERROR_SYNTAX", self.workbook('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'), "DOCTYPE")

    def test_nesting_stops_at_its_limit(self):
        def nested(depth):  # the root is one of them
            return self.workbook(p.sheet_xml(row(1, cell("A1", "1")), after="<e>" * (depth - 1) + "</e>" * (depth - 1)))
        self.reads(nested(256))
        self.fails("HRB_ERROR_LIMIT", nested(257), "too deep")
        self.fails("HRB_ERROR_LIMIT", nested(9), "too deep", depth=8)

    def test_broken_xml_names_its_part_and_line(self):
        self.fails("HRB_ERROR_SYNTAX", self.workbook("<worksheet>\n<a></b>"), "xl/worksheets/sheet1.xml in the archive, line 2")


class Workbooks(Case):
    def test_what_is_shown_is_what_is_read(self):
        codes = ["0.00", "#,##0.00", "0.00%", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 'yyyy"年"m"月"', "00", "#,##0.00;-#,##0.00;", ";;;"]
        data = row(1, cell("A1", "0.30000000000000004"), cell("B1", "43269.300000000003", style=1), cell("C1", "6837941.25", style=2), cell("D1", "0.33339999999999997", style=3),
                   cell("E1", "0", style=4), cell("F1", "46054", style=5), cell("G1", "5", style=6), cell("H1", "0", style=7), cell("I1", "0", "s", 8), cell("J1", "1", "b"),
                   cell("K1", "#REF!", "e"), cell("L1", "合计", "str"))
        rows = driver.rows(p.xlsx(data, strings=["<t>藏</t>"], styles=p.styles_xml(codes)))
        self.assertEqual(rows, [["0.3", "43269.30", "6,837,941.25", "33.34%", "-", "2026年2月", "05", "TRUE", "#REF!", "合计"]])

    def test_strings_of_every_kind(self):
        strings = ["<t>甲</t>", "<r><t>乙</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 丙</t></r>", "<t>漢</t><rPh sb='0' eb='1'><t>かん</t></rPh>", "<t>一行_x000D_\n二行_x4E00_</t>"]
        data = row(1, *(cell(f"{c}1", i, "s") for i, c in enumerate("ABCD")), '<c r="E1" t="inlineStr"><is><r><t>内</t></r><r><t>联</t></r></is></c>')
        self.assertEqual(driver.rows(p.xlsx(data, strings=strings)), [["甲", "乙 丙", "漢", "一行\n二行一", "内联"]])

    def test_a_string_that_is_not_there_is_an_error(self):
        self.assertEqual(driver.rows(p.xlsx(row(1, cell("A1", 0, "s")), strings=["<t>a</t>"])), [["a"]])
        place = self.fails("HRB_ERROR_SYNTAX", p.xlsx(row(2, cell("C2", 1, "s")), strings=["<t>a</t>"]), "sheet 1, row 2, column 3")
        self.assertEqual((place["sheet"], place["row"], place["cell"]), (1, 2, 3))
        self.fails("HRB_ERROR_SYNTAX", p.xlsx(row(1, cell("A1", "99999999999999999999", "s"))), "refers to a string")

    def test_a_merged_cell_stands_once_with_its_span(self):
        data = row(1, cell("A1", "1"), cell("B1", "8"), cell("D1", "2")) + row(2, cell("A2", "9"), cell("D2", "3")) + row(3, cell("A3", "4"))
        result = self.reads(p.xlsx(data, after='<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="D2:XFD2"/></mergeCells>'))
        spans = [[(c["text"], c["column"], c["span"], c["row_span"]) for c in r["cells"]] for r in result["rows"]]
        self.assertEqual(spans, [[("1", 0, 3, 2), ("2", 3, 1, 1)], [("3", 3, 16381, 1)], [("4", 0, 1, 1)]])
        self.assertEqual([(n["kind"], n["count"]) for n in result["notices"]], [("hidden_text", 2)])

    def test_rows_that_a_span_covers_are_counted_as_they_are_kept(self):
        data = row(1, cell("A1", "1"), cell("B1", "2")) + row(5, cell("B5", "3")) + row(9, cell("B9", "4")) + row(10, cell("A10", "5"))
        result = self.reads(p.xlsx(data, after='<mergeCells><mergeCell ref="A1:A9"/></mergeCells>'))
        self.assertEqual(result["rows"][0]["cells"][0]["row_span"], 3)

    def test_hidden_rows_columns_and_sheets_are_reported_and_not_read(self):
        hidden = p.sheet_xml(row(1, cell("A1", "7")))
        shown = p.sheet_xml(row(1, cell("A1", "1"), cell("B1", "2"), cell("C1", "3")) + row(2, cell("A2", "4"), more=' hidden="1"') + row(3, cell("A3", "5")),
                            before='<cols><col min="2" max="2" width="9" hidden="1"/></cols>')
        result = self.reads(p.pack(p.xlsx_parts([("a", hidden), ("b", shown)], states=("veryHidden",))))
        self.assertEqual([[c["text"] for c in r["cells"]] for r in result["rows"]], [["1", "3"], ["5"]])
        self.assertEqual([(n["kind"], n["count"], n["place"]["sheet"]) for n in result["notices"]], [("hidden_sheet", 1, 1), ("hidden_row", 1, 2), ("hidden_column", 1, 2)])

    def test_each_sheet_begins_a_table_and_places_are_its_own(self):
        sheets = [("一", p.sheet_xml(row(3, cell("B3", "1")) + row(4, cell("B4", "2")))), ("二", p.sheet_xml(row(1, cell("AA1", "3"))))]
        result = self.reads(p.pack(p.xlsx_parts(sheets)))
        self.assertEqual([r["begins"] for r in result["rows"]], [True, False, True])
        self.assertEqual([tuple(r["cells"][0]["place"][k] for k in ("sheet", "row", "cell")) for r in result["rows"]], [(1, 3, 2), (1, 4, 2), (2, 1, 27)])

    def test_one_long_text_is_paragraphs(self):
        text = "第一段" * 20 + "\n\n" + "第二段" * 20
        result = self.reads(p.xlsx(row(1, f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c>')))
        self.assertEqual([(r["grid"], r["cells"][0]["text"][:3]) for r in result["rows"]], [(False, "第一段"), (False, "第二段")])

    def test_cells_far_apart_cost_nothing(self):
        far = p.xlsx(row(1, cell("A1", "1")) + row(200000, cell("XFD200000", "2")))
        self.assertLess(len(far), 2600)
        self.assertEqual(driver.rows(far), [["1"], ["2"]])
        self.assertLess(driver.seconds(far), 0.5)

    def test_references_outside_a_sheet_are_errors(self):
        self.reads(p.xlsx(row(1048576, cell("XFD1048576", "1"))))
        for data in (row(1048577, cell("A1048577", "1")), row(1, cell("XFE1", "1")), row(1, cell("A2", "1")), row(2, cell("A2", "1")) + row(2, cell("B2", "1")),
                     row(1, cell("B1", "1"), cell("A1", "1")), row(1, cell("A1B", "1")), row(0, cell("A0", "1"))):
            self.assertEqual(driver.read(p.xlsx(data))["status"], "HRB_ERROR_SYNTAX", data)

    def test_the_limit_of_cells_has_its_place(self):
        data = p.xlsx("".join(row(i, cell(f"A{i}", i), cell(f"B{i}", i)) for i in range(1, 51)))
        self.reads(data, cells=100)
        place = self.fails("HRB_ERROR_LIMIT", data, "more cells", cells=99)
        self.assertEqual((place["row"], place["cell"]), (50, 2))

    def test_merged_ranges_have_a_limit(self):
        def merged(count):
            ranges = "".join(f'<mergeCell ref="A{i}:XFD{i}"/>' for i in range(1, count + 1))
            return p.xlsx(row(1, cell("A1", "1")), after=f"<mergeCells>{ranges}</mergeCells>")
        self.reads(merged(6), cells=6 * 16384)
        self.fails("HRB_ERROR_LIMIT", merged(6), "too many merged cells", cells=6 * 16384 - 1)

    def test_time_grows_with_the_input_alone(self):
        def workbook(rows):
            return p.xlsx("".join(row(i, *(cell(f"{c}{i}", (i * 7919) % 99991 + 0.25) for c in "ABCD")) for i in range(1, rows + 1)),
                          after="<mergeCells>" + "".join(f'<mergeCell ref="I{i}:J{i + 1}"/>' for i in range(1, rows, 2)) + "</mergeCells>")
        once, four_times = driver.seconds(workbook(2500)), driver.seconds(workbook(10000))
        self.assertLess(four_times, 6 * once + 0.1)


if __name__ == "__main__":
    driver = p.Driver(sys.argv[1])
    unittest.main(argv=sys.argv[:1])
