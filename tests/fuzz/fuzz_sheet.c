/* SPDX-License-Identifier: Apache-2.0 */
/* One part of a workbook: a sheet, or by the first byte its strings, styles or list of sheets. */
#include "pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pack_part parts[] = {
        PACK_TEXT("_rels/.rels", PACK_RELATIONS(PACK_RELATION("officeDocument", "xl/workbook.xml"))),
        PACK_TEXT("xl/_rels/workbook.xml.rels", PACK_RELATIONS(PACK_RELATION("worksheet", "sheet.xml") PACK_RELATION("styles", "styles.xml") PACK_RELATION("sharedStrings", "strings.xml"))),
        PACK_TEXT("xl/sheet.xml", "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row><c t=\"s\" s=\"1\"><v>0</v></c><c s=\"1\"><v>1234.5</v></c></row></sheetData></worksheet>"),
        PACK_TEXT("xl/strings.xml", "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>a_x4E00_</t></si></sst>"),
        PACK_TEXT("xl/styles.xml", "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts><numFmt numFmtId=\"200\" formatCode=\"#,##0.00\"/></numFmts>"
                                   "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"200\"/></cellXfs></styleSheet>"),
        PACK_TEXT("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                                     "<sheets><sheet name=\"a\" r:id=\"worksheet\"/></sheets></workbook>"),
    };
    if (size == 0)
        return 0;
    size_t which = 2 + data[0] % 4u;
    parts[which].data = data + 1;
    parts[which].size = size - 1;
    read_pack(parts, sizeof parts / sizeof *parts);
    return 0;
}
