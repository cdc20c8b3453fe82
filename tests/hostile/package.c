/* SPDX-License-Identifier: Apache-2.0 */
/* Puts a text into a zip archive as the part of an xlsx or docx that a stranger may make large. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "shapes.h"

#define SPREADSHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATION(kind, target) "<Relationship Id=\"" kind "\" Type=\"" OFFICE "/" kind "\" Target=\"" target "\"/>"
#define RELATIONS(items) "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" items "</Relationships>"

#define WORKBOOK "<workbook xmlns=\"" SPREADSHEET "\" xmlns:r=\"" OFFICE "\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"worksheet\"/></sheets></workbook>"
#define SHEET "<worksheet xmlns=\"" SPREADSHEET "\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>1</v></c></row></sheetData></worksheet>"
#define STRINGS "<sst xmlns=\"" SPREADSHEET "\"><si><t>1</t></si></sst>"
#define STYLES "<styleSheet xmlns=\"" SPREADSHEET "\"><cellXfs count=\"1\"><xf numFmtId=\"0\"/></cellXfs></styleSheet>"

typedef struct part {
    const char *name, *text;
    size_t length;
} part;

typedef struct archive {
    char *bytes, *directory;
    size_t length, directory_length, count;
} archive;

static size_t put(char *at, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++, value >>= 8)
        at[i] = (char)value;
    return bytes;
}

/* The header of a file, before it or in the directory. */
static size_t put_header(char *at, const part *p, uint32_t sum, const size_t *place)
{
    size_t n = put(at, place != NULL ? 0x02014b50 : 0x04034b50, 4);
    n += place != NULL ? put(at + n, 20, 2) : 0;
    n += put(at + n, 20, 2);
    n += put(at + n, 0, 8); /* flags, stored, time */
    n += put(at + n, sum, 4);
    n += put(at + n, p->length, 4);
    n += put(at + n, p->length, 4);
    n += put(at + n, strlen(p->name), 2);
    n += put(at + n, 0, 2);
    n += place != NULL ? put(at + n, 0, 10) : 0;
    n += place != NULL ? put(at + n, *place, 4) : 0;
    memcpy(at + n, p->name, strlen(p->name));
    return n + strlen(p->name);
}

static void add(archive *a, const part *p)
{
    uint32_t sum = (uint32_t)crc32_z(0, (const Bytef *)p->text, p->length);
    a->directory_length += put_header(a->directory + a->directory_length, p, sum, &a->length);
    a->length += put_header(a->bytes + a->length, p, sum, NULL);
    memcpy(a->bytes + a->length, p->text, p->length);
    a->length += p->length;
    a->count++;
}

static void finish(archive *a)
{
    size_t start = a->length;
    memcpy(a->bytes + start, a->directory, a->directory_length);
    a->length += a->directory_length;
    a->length += put(a->bytes + a->length, 0x06054b50, 4);
    a->length += put(a->bytes + a->length, 0, 4);
    a->length += put(a->bytes + a->length, a->count, 2);
    a->length += put(a->bytes + a->length, a->count, 2);
    a->length += put(a->bytes + a->length, a->directory_length, 4);
    a->length += put(a->bytes + a->length, start, 4);
    a->length += put(a->bytes + a->length, 0, 2);
}

#define PART(name, text) {name, text, sizeof(text) - 1}

char *wrap(wrapping as, char *text, size_t *length)
{
    static const part BOOK[] = {
        PART("_rels/.rels", RELATIONS(RELATION("officeDocument", "xl/workbook.xml"))),
        PART("xl/workbook.xml", WORKBOOK),
        PART("xl/_rels/workbook.xml.rels", RELATIONS(RELATION("worksheet", "sheet.xml") RELATION("sharedStrings", "strings.xml") RELATION("styles", "styles.xml"))),
        PART("xl/sheet.xml", SHEET),
        PART("xl/strings.xml", STRINGS),
        PART("xl/styles.xml", STYLES),
    };
    static const part WORD[] = {PART("_rels/.rels", RELATIONS(RELATION("officeDocument", "word/document.xml"))), PART("word/document.xml", "")};
    const part *parts = as == AS_WORD ? WORD : BOOK;
    size_t count = as == AS_WORD ? 2 : 6, large = as == AS_WORD ? 1 : as == AS_SHEET ? 3 : as == AS_STRINGS ? 4 : 5;
    archive a = {malloc(*length + 8192), malloc(4096), 0, 0, 0};
    if (a.bytes != NULL && a.directory != NULL) {
        for (size_t i = 0; i < count; i++)
            add(&a, i == large ? &(part){parts[i].name, text, *length} : &parts[i]);
        finish(&a);
    }
    free(a.directory);
    free(text);
    *length = a.length;
    return a.bytes;
}
