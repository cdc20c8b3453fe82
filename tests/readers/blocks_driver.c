/* SPDX-License-Identifier: Apache-2.0 */
/* Prints as JSON what the reader of a file makes of it, before anything is
 * understood: rows, cells and their places, or the failure and its place.
 * usage: blocks_driver FILE [cells=N] [archive_bytes=N] [archive_ratio=N] [depth=N] */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/blocks.h"
#include "write/buffer.h"

static void put_place(hrb__buffer *out, hrb_place p)
{
    const struct {
        const char *name;
        int64_t value;
    } members[] = {{"offset", p.offset}, {"line", p.line}, {"column", p.column}, {"page", p.page}, {"sheet", p.sheet}, {"row", p.row}, {"cell", p.cell}};
    hrb__put(out, "{");
    for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
        hrb__put_format(out, "%s\"%s\": ", i > 0 ? ", " : "", members[i].name);
        hrb__put_integer(out, members[i].value);
    }
    hrb__put(out, "}");
}

static void put_blocks(hrb__buffer *out, const hrb__blocks *blocks)
{
    static const char *const NOTICES[] = {"hidden_sheet", "hidden_row", "hidden_column", "hidden_text", "deleted_text", "picture", "repeated_page", "flattened"};
    hrb__put(out, "{\"status\": \"HRB_OK\", \"rows\": [");
    for (size_t r = 0; r < blocks->row_count; r++) {
        const hrb__row *row = &blocks->rows[r];
        hrb__put_format(out, "%s\n{\"grid\": %s, \"placed\": %s, \"begins\": %s, \"cells\": [", r > 0 ? "," : "", row->is_grid ? "true" : "false",
                        row->is_placed ? "true" : "false", row->begins_table ? "true" : "false");
        for (size_t i = 0; i < row->cell_count; i++) {
            hrb__cell cell = blocks->cells[row->first_cell + i];
            char *text = g_strndup(blocks->source.text + cell.offset, cell.length);
            hrb__put(out, i > 0 ? ", {\"text\": " : "{\"text\": ");
            hrb__put_json(out, text);
            hrb__put_format(out, ", \"column\": %u, \"span\": %u, \"row_span\": %u, \"place\": ", cell.column, cell.span, cell.row_span);
            put_place(out, hrb__source_place(&blocks->source, cell.offset, cell.length));
            hrb__put(out, "}");
            g_free(text);
        }
        hrb__put(out, "]}");
    }
    hrb__put(out, "], \"notices\": [");
    for (size_t i = 0; i < blocks->notice_count; i++) {
        hrb__put_format(out, "%s{\"kind\": \"%s\", \"count\": %u, \"place\": ", i > 0 ? ", " : "", NOTICES[blocks->notices[i].kind], blocks->notices[i].count);
        put_place(out, blocks->notices[i].place);
        hrb__put(out, "}");
    }
    hrb__put(out, "]}\n");
}

static void put_failure(hrb__buffer *out, hrb_status status, const hrb_error *error)
{
    hrb__put(out, "{\"status\": ");
    hrb__put_json(out, hrb_status_name(status));
    hrb__put(out, ", \"zh\": ");
    hrb__put_json(out, hrb_error_message(error, HRB_LANG_ZH));
    hrb__put(out, ", \"en\": ");
    hrb__put_json(out, hrb_error_message(error, HRB_LANG_EN));
    hrb__put(out, ", \"place\": ");
    put_place(out, hrb_error_place(error));
    hrb__put(out, "}\n");
}

static void set_limit(hrb__limits *limits, const char *argument)
{
    const struct {
        const char *name;
        size_t *value;
    } names[] = {{"cells=", &limits->max_cells}, {"archive_bytes=", &limits->max_archive_bytes}, {"archive_ratio=", &limits->max_archive_ratio}, {"depth=", &limits->max_depth}};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strncmp(argument, names[i].name, strlen(names[i].name)) == 0)
            *names[i].value = (size_t)strtoull(argument + strlen(names[i].name), NULL, 10);
}

int main(int argc, char **argv)
{
    hrb__limits limits = {.max_bytes = (size_t)256 << 20, .max_cells = 10000000, .max_archive_bytes = (size_t)512 << 20, .max_archive_ratio = 64, .max_depth = 256};
    hrb__blocks blocks = {0};
    hrb_error *error = NULL;
    gchar *bytes;
    gsize size;
    if (argc < 2 || !g_file_get_contents(argv[1], &bytes, &size, NULL)) {
        fprintf(stderr, "usage: blocks_driver FILE [cells=N] [archive_bytes=N] [archive_ratio=N] [depth=N]\n");
        return 2;
    }
    for (int i = 2; i < argc; i++)
        set_limit(&limits, argv[i]);
    hrb_status status = hrb__read(bytes, size, &limits, &blocks, &error);
    hrb__buffer out = {0};
    if (status == HRB_OK)
        put_blocks(&out, &blocks);
    else
        put_failure(&out, status, error);
    fwrite(out.data, 1, out.length, stdout);
    g_free(out.data);
    hrb__blocks_free(&blocks);
    hrb_error_free(error);
    return 0;
}
