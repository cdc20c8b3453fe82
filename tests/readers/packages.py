# SPDX-License-Identifier: Apache-2.0
"""Writes docx and xlsx packages with Python's own zip: small ones by hand, and wrong ones on purpose."""
import io
import json
import resource
import subprocess
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def pack(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, method)
    return out.getvalue()


def relations(items):
    rows = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in items)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def sheet_xml(data, before="", after=""):
    return f'{HEAD}<worksheet xmlns="{SHEET}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def xlsx_parts(sheets, strings=(), styles=None, states=()):
    """sheets: (name, XML of the part); strings: XML inside each <si>; states: 'hidden' by sheet."""
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"{" state=" + chr(34) + states[i - 1] + chr(34) if i <= len(states) and states[i - 1] else ""}/>'
                     for i, (name, _) in enumerate(sheets, 1))
    n = len(sheets)
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                               '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                               + "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for i in range(1, n + 1))
                               + '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
                               '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
        "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations([(f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, n + 1)]
                                                + [(f"rId{n + 1}", "sharedStrings", "sharedStrings.xml"), (f"rId{n + 2}", "styles", "styles.xml")]),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{SHEET}">' + "".join(f"<si>{s}</si>" for s in strings) + "</sst>",
        "xl/styles.xml": styles or styles_xml([]),
    }
    for i, (_, xml) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = xml
    return parts


def styles_xml(codes):
    """One cell style a number format code; style 0 is General."""
    formats = "".join(f'<numFmt numFmtId="{200 + i}" formatCode="{escape(c, {chr(34): "&quot;"})}"/>' for i, c in enumerate(codes))
    xfs = "".join(f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for n in [0] + [200 + i for i in range(len(codes))])
    return (f'{HEAD}<styleSheet xmlns="{SHEET}"><numFmts count="{len(codes)}">{formats}</numFmts><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
            f'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{len(codes) + 1}">{xfs}</cellXfs></styleSheet>')


def xlsx(data, **more):
    """A workbook of one sheet with these rows."""
    before, after = more.pop("before", ""), more.pop("after", "")
    return pack(xlsx_parts([("Sheet1", sheet_xml(data, before, after))], **more))


def docx_parts(body):
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                               '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": relations([("rId1", "officeDocument", "word/document.xml")]),
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>',
    }


def docx(body):
    return pack(docx_parts(body))


class Driver:
    """What the reader makes of some bytes."""

    def __init__(self, program):
        self.program = program

    def read(self, data, **limits):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "input"
            path.write_bytes(data)
            run = subprocess.run([self.program, str(path)] + [f"{k}={v}" for k, v in limits.items()], capture_output=True, timeout=120)
        if run.returncode != 0:
            raise AssertionError(f"the reader ended with {run.returncode}: {run.stderr.decode(errors='replace')[-2000:]}")
        return json.loads(run.stdout)

    def seconds(self, data, rounds=3):
        """The processor time that reading takes, the best of some rounds; the machine may be busy with other things."""
        best = None
        for _ in range(rounds):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            self.read(data)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            best = took if best is None else min(best, took)
        return best

    def rows(self, data, **limits):
        """The texts of each row."""
        result = self.read(data, **limits)
        if result["status"] != "HRB_OK":
            raise AssertionError(f"{result['status']}: {result['en']}")
        return [[cell["text"] for cell in row["cells"]] for row in result["rows"]]
