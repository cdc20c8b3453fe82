/* SPDX-License-Identifier: Apache-2.0 */
#include "read/gather.h"

#include <glib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"

#define MAX_COLUMN UINT16_MAX
#define LONG_TEXT 120 /* bytes; no label of a table is as long */

static void fail_memory(hrb__gather *g)
{
    hrb__gather_fail(g, hrb__fail_memory(g->error));
}

static bool reserve_text(hrb__gather *g, size_t wanted)
{
    if (wanted <= g->text_capacity)
        return true;
    size_t capacity = MAX(wanted + wanted / 2, 4096);
    char *grown = g_try_realloc(g->blocks.source.text, capacity);
    if (grown == NULL) {
        fail_memory(g);
        return false;
    }
    g->blocks.source.text = grown;
    g->text_capacity = capacity;
    return true;
}

void hrb__gather_open(hrb__gather *g, char *bytes, size_t size, const hrb__limits *limits, hrb_error **error)
{
    *g = (hrb__gather){.blocks.source = {.bytes = bytes, .size = size}, .limits = limits, .error = error};
    if (size == 0)
        hrb__gather_fail(g, hrb__fail(error, HRB_ERROR_EMPTY, NULL, "文件是空的", "the file is empty"));
    else
        reserve_text(g, 1); /* from here on there is a text to point into */
}

hrb_status hrb__gather_fail(hrb__gather *g, hrb_status status)
{
    if (g->status == HRB_OK)
        g->status = status;
    return g->status;
}

void hrb__gather_begin_row(hrb__gather *g, bool is_grid, bool begins)
{
    g->row = (hrb__row){.first_cell = (uint32_t)g->blocks.cell_count, .is_grid = is_grid, .is_placed = is_grid, .begins_table = begins};
    g->row_has_text = false;
}

void hrb__gather_begin_dense_row(hrb__gather *g, bool is_grid)
{
    hrb__gather_begin_row(g, is_grid, false);
    g->row.is_placed = false;
}

/* Where the text that is appended next comes from. */
static void add_origin(hrb__gather *g)
{
    hrb__source *source = &g->blocks.source;
    uint32_t at = (uint32_t)source->length;
    if (source->origin_count > 0 && source->origins[source->origin_count - 1].text_offset == at)
        source->origin_count--; /* nothing was written since */
    if (!hrb__grow((void **)&source->origins, source->origin_count, &g->origin_capacity, sizeof *source->origins)) {
        fail_memory(g);
        return;
    }
    source->origins[source->origin_count++] = (hrb__origin){at, g->place};
}

void hrb__gather_begin_cell(hrb__gather *g, hrb_place place, uint32_t column, uint32_t span, uint32_t row_span)
{
    hrb__blocks *b = &g->blocks;
    if (g->status != HRB_OK)
        return;
    if (b->cell_count >= g->limits->max_cells) {
        hrb__gather_fail(g, hrb__fail(g->error, HRB_ERROR_LIMIT, &place, "单元格数超过上限%zu", "more cells than the limit of %zu", g->limits->max_cells));
        return;
    }
    if (!hrb__grow((void **)&b->cells, b->cell_count, &b->cell_capacity, sizeof *b->cells)) {
        fail_memory(g);
        return;
    }
    column = MIN(column, MAX_COLUMN - 1);
    b->cells[b->cell_count++] = (hrb__cell){.offset = (uint32_t)b->source.length, .column = (uint16_t)column,
                                            .span = (uint16_t)MIN(MAX(span, 1), MAX_COLUMN - column), .row_span = (uint16_t)MIN(MAX(row_span, 1), MAX_COLUMN)};
    g->in_cell = true;
    g->place = place;
    add_origin(g);
}

void hrb__gather_place(hrb__gather *g, hrb_place place)
{
    if (g->status != HRB_OK || !g->in_cell)
        return;
    g->place = place;
    add_origin(g);
}

void hrb__gather_text(hrb__gather *g, const char *text, size_t length)
{
    hrb__source *source = &g->blocks.source;
    if (g->status != HRB_OK || !g->in_cell || length == 0)
        return;
    if (length > HRB__MAX_GATHERED - source->length) {
        hrb__gather_fail(g, hrb__fail(g->error, HRB_ERROR_LIMIT, &g->place, "文字超过%zu MiB", "more text than %zu MiB", HRB__MAX_GATHERED >> 20));
        return;
    }
    if (!reserve_text(g, source->length + length))
        return;
    memcpy(source->text + source->length, text, length);
    source->length += length;
}

void hrb__gather_end_cell(hrb__gather *g)
{
    hrb__blocks *b = &g->blocks;
    if (g->status != HRB_OK || !g->in_cell)
        return;
    g->in_cell = false;
    hrb__cell *cell = &b->cells[b->cell_count - 1];
    hrb__text text = {b->source.text + cell->offset, b->source.length - cell->offset};
    if (text.length > 0)
        text = hrb__text_trim(text);
    if (text.length == 0 && g->row.is_grid && !g->row.is_placed) {
        cell->length = 0;
        b->source.length = cell->offset;
        return;
    }
    if (text.length == 0) {
        /* A blank cell is as good as none; its text and place are written over. */
        b->source.length = cell->offset;
        while (b->source.origin_count > 0 && b->source.origins[b->source.origin_count - 1].text_offset >= cell->offset)
            b->source.origin_count--;
        b->cell_count--;
        return;
    }
    cell->offset = (uint32_t)(text.data - b->source.text);
    cell->length = (uint32_t)text.length;
    g->row_has_text = true;
    /* Between cells stands a byte that belongs to none, so that no reading of one runs into the next. */
    g->in_cell = true;
    hrb__gather_text(g, "\n", 1);
    g->in_cell = false;
}

static void add_row(hrb__gather *g, hrb__row row)
{
    hrb__blocks *b = &g->blocks;
    if (hrb__grow((void **)&b->rows, b->row_count, &b->row_capacity, sizeof *b->rows))
        b->rows[b->row_count++] = row;
    else
        fail_memory(g);
}

/* The lines of the last cell become paragraphs, over the same text. */
static void add_paragraphs(hrb__gather *g)
{
    hrb__blocks *b = &g->blocks;
    hrb__text rest = hrb__cell_text(b, b->cells[--b->cell_count]);
    while (rest.length > 0 && g->status == HRB_OK) {
        const char *stop = memchr(rest.data, '\n', rest.length);
        size_t length = stop == NULL ? rest.length : (size_t)(stop - rest.data);
        hrb__text line = hrb__text_trim((hrb__text){rest.data, length});
        size_t behind = MIN(length + 1, rest.length);
        rest = (hrb__text){rest.data + behind, rest.length - behind};
        if (line.length == 0)
            continue;
        if (b->cell_count >= g->limits->max_cells) {
            hrb__gather_fail(g, hrb__fail(g->error, HRB_ERROR_LIMIT, &g->place, "单元格数超过上限%zu", "more cells than the limit of %zu", g->limits->max_cells));
        } else if (!hrb__grow((void **)&b->cells, b->cell_count, &b->cell_capacity, sizeof *b->cells)) {
            fail_memory(g);
        } else {
            b->cells[b->cell_count] = (hrb__cell){.offset = (uint32_t)(line.data - b->source.text), .length = (uint32_t)line.length};
            add_row(g, (hrb__row){.first_cell = (uint32_t)b->cell_count, .cell_count = 1, .begins_table = g->row.begins_table});
            b->cell_count++;
        }
    }
}

void hrb__gather_end_row(hrb__gather *g)
{
    const hrb__blocks *b = &g->blocks;
    if (g->status != HRB_OK)
        return;
    g->row.cell_count = (uint32_t)(b->cell_count - g->row.first_cell);
    if (!g->row_has_text) {
        g->blocks.cell_count = g->row.first_cell;
        return;
    }
    const hrb__cell *first = &b->cells[g->row.first_cell];
    if (g->row.is_placed && g->row.cell_count == 1 && first->length > LONG_TEXT && first->column == 0)
        add_paragraphs(g);
    else
        add_row(g, g->row);
}

void hrb__gather_paragraph(hrb__gather *g, hrb_place place, const char *text, size_t length)
{
    hrb__gather_begin_row(g, false, false);
    hrb__gather_begin_cell(g, place, 0, 1, 1);
    hrb__gather_text(g, text, length);
    hrb__gather_end_cell(g);
    hrb__gather_end_row(g);
}

void hrb__gather_notice(hrb__gather *g, hrb__notice_kind kind, hrb_place place)
{
    hrb__blocks *b = &g->blocks;
    if (g->status != HRB_OK)
        return;
    hrb__notice *last = b->notice_count > 0 ? &b->notices[b->notice_count - 1] : NULL;
    if (last != NULL && last->kind == kind && last->place.sheet == place.sheet && last->place.page == place.page) {
        last->count++;
        return;
    }
    if (!hrb__grow((void **)&b->notices, b->notice_count, &g->notice_capacity, sizeof *b->notices)) {
        fail_memory(g);
        return;
    }
    b->notices[b->notice_count++] = (hrb__notice){kind, 1, place};
}

hrb_status hrb__gather_close(hrb__gather *g, hrb__blocks *out)
{
    if (g->status == HRB_OK && g->blocks.row_count == 0)
        hrb__gather_fail(g, hrb__fail(g->error, HRB_ERROR_EMPTY, NULL, "文件中没有文字", "the file has no text"));
    if (g->status != HRB_OK) {
        hrb__blocks_free(&g->blocks);
        return g->status;
    }
    *out = g->blocks;
    return HRB_OK;
}
