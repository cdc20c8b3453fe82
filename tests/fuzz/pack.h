/* SPDX-License-Identifier: Apache-2.0 */
/* Wraps the input of a fuzz target as one part of a docx or xlsx package, stored
 * and with the right checksums, so that the fuzzer works on the part and not on the zip. */
#ifndef HRB_FUZZ_PACK_H
#define HRB_FUZZ_PACK_H

#include <glib.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "read/blocks.h"

typedef struct pack_part {
    const char *name;
    const void *data;
    size_t size;
} pack_part;

static void pack_put(GByteArray *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        guint8 byte = (guint8)(value >> 8 * i);
        g_byte_array_append(out, &byte, 1);
    }
}

static void pack_header(GByteArray *out, const pack_part *part, bool central, uint32_t at)
{
    pack_put(out, central ? 0x02014b50 : 0x04034b50, 4);
    if (central)
        pack_put(out, 20, 2);
    pack_put(out, 20, 2);
    pack_put(out, 0, 4); /* flags, stored */
    pack_put(out, 0, 4); /* time */
    pack_put(out, (uint32_t)crc32(0, part->data, (uInt)part->size), 4);
    pack_put(out, (uint32_t)part->size, 4);
    pack_put(out, (uint32_t)part->size, 4);
    pack_put(out, (uint32_t)strlen(part->name), 2);
    pack_put(out, 0, 2);
    if (central) {
        pack_put(out, 0, 2);
        pack_put(out, 0, 4);
        pack_put(out, 0, 4);
        pack_put(out, at, 4);
    }
    g_byte_array_append(out, (const guint8 *)part->name, (guint)strlen(part->name));
}

static void read_pack(const pack_part *parts, size_t count)
{
    GByteArray *out = g_byte_array_new(), *directory = g_byte_array_new();
    for (size_t i = 0; i < count; i++) {
        pack_header(directory, &parts[i], true, out->len);
        pack_header(out, &parts[i], false, 0);
        g_byte_array_append(out, parts[i].data, (guint)parts[i].size);
    }
    uint32_t start = out->len, size = directory->len;
    g_byte_array_append(out, directory->data, directory->len);
    pack_put(out, 0x06054b50, 4);
    pack_put(out, 0, 4);
    pack_put(out, (uint32_t)count, 2);
    pack_put(out, (uint32_t)count, 2);
    pack_put(out, size, 4);
    pack_put(out, start, 4);
    pack_put(out, 0, 2);
    g_byte_array_free(directory, TRUE);
    gsize length = out->len;
    char *bytes = (char *)g_byte_array_free(out, FALSE);
    const hrb__limits limits = {.max_bytes = 1 << 24, .max_cells = 20000, .max_archive_bytes = 1 << 24, .max_archive_ratio = 64, .max_depth = 256};
    hrb__blocks blocks = {0};
    hrb_error *error = NULL;
    hrb_status status = hrb__read(bytes, length, &limits, &blocks, &error);
    if ((status == HRB_OK) != (error == NULL))
        __builtin_trap();
    if (status == HRB_OK) {
        /* Every cell lies in the text, every row in the cells, columns in order. */
        for (size_t r = 0; r < blocks.row_count; r++) {
            const hrb__row *row = &blocks.rows[r];
            if (row->cell_count == 0 || row->first_cell + (size_t)row->cell_count > blocks.cell_count)
                __builtin_trap();
            for (size_t i = 0; i < row->cell_count; i++) {
                hrb__cell cell = blocks.cells[row->first_cell + i];
                if ((size_t)cell.offset + cell.length > blocks.source.length || cell.length == 0 || (row->is_placed && (cell.span == 0 || cell.row_span == 0)))
                    __builtin_trap();
                if (hrb__utf8_valid_prefix(blocks.source.text + cell.offset, cell.length) != cell.length)
                    __builtin_trap();
            }
        }
    }
    hrb__blocks_free(&blocks);
    hrb_error_free(error);
}

#define PACK_TEXT(name, text) {(name), (text), sizeof(text) - 1}
#define PACK_RELATION(kind, target) \
    "<Relationship Id=\"" kind "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" kind "\" Target=\"" target "\"/>"
#define PACK_RELATIONS(items) "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" items "</Relationships>"

#endif
