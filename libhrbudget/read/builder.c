/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks that a program puts together itself. They are kept as handed over, and
 * played to the gatherer when a document is made of them, so that limits and
 * understanding are the same as for a file. */
#include "read/builder.h"

#include <glib.h>

#include "base/arena.h"
#include "base/error.h"
#include "read/gather.h"

#define MOST_COLUMNS 65534

typedef struct piece {
    size_t offset, length;
    uint32_t column, span, row_span;
} piece;

typedef struct built_row {
    size_t first_piece, piece_count;
    bool is_grid, begins_table;
    int32_t row; /* in its table, from 1 */
} built_row;

struct hrb_blocks {
    char *text; /* every text behind the other, with a tab or a line end after each: the document's bytes */
    size_t length, text_capacity;
    piece *pieces;
    size_t piece_count, piece_capacity;
    built_row *rows;
    size_t row_count, row_capacity;
    size_t *covered; /* by column of the open table: the row before which a cell from above ends */
    size_t covered_count, covered_capacity;
    uint32_t column; /* the next one of the open row */
    bool in_table, in_row;
    int32_t table_rows;
};

hrb_status hrb_blocks_new(hrb_blocks **out)
{
    if (out == NULL)
        return HRB_ERROR_ARGUMENT;
    *out = g_try_malloc0(sizeof **out);
    return *out == NULL ? HRB_ERROR_MEMORY : HRB_OK;
}

void hrb_blocks_free(hrb_blocks *blocks)
{
    if (blocks == NULL)
        return;
    g_free(blocks->text);
    g_free(blocks->pieces);
    g_free(blocks->rows);
    g_free(blocks->covered);
    g_free(blocks);
}

/* Room for a text and the byte behind it. */
static hrb_status reserve_text(hrb_blocks *b, const char *text, size_t length)
{
    if (text == NULL && length > 0)
        return HRB_ERROR_ARGUMENT;
    if (length >= HRB__MAX_GATHERED - b->length)
        return HRB_ERROR_LIMIT;
    if (length > 0 && (hrb__utf8_valid_prefix(text, length) < length || memchr(text, 0, length) != NULL))
        return HRB_ERROR_ENCODING;
    size_t wanted = b->length + length + 1;
    if (wanted > b->text_capacity) {
        size_t capacity = MAX(wanted + wanted / 2, 4096);
        char *grown = g_try_realloc(b->text, capacity);
        if (grown == NULL)
            return HRB_ERROR_MEMORY;
        b->text = grown;
        b->text_capacity = capacity;
    }
    return HRB_OK;
}

static hrb_status add_piece(hrb_blocks *b, const char *text, size_t length, piece p)
{
    hrb_status status = reserve_text(b, text, length);
    if (status != HRB_OK)
        return status;
    if (!hrb__grow((void **)&b->pieces, b->piece_count, &b->piece_capacity, sizeof *b->pieces))
        return HRB_ERROR_MEMORY;
    if (length > 0)
        memcpy(b->text + b->length, text, length);
    p.offset = b->length;
    p.length = length;
    b->length += length;
    b->text[b->length++] = b->rows[b->row_count - 1].is_grid ? '\t' : '\n';
    b->pieces[b->piece_count++] = p;
    b->rows[b->row_count - 1].piece_count++;
    return HRB_OK;
}

static hrb_status open_row(hrb_blocks *b, built_row row)
{
    if (!hrb__grow((void **)&b->rows, b->row_count, &b->row_capacity, sizeof *b->rows))
        return HRB_ERROR_MEMORY;
    if (b->in_row && b->length > 0)
        b->text[b->length - 1] = '\n';
    row.first_piece = b->piece_count;
    b->rows[b->row_count++] = row;
    b->in_row = row.is_grid;
    b->column = 0;
    return HRB_OK;
}

static void end_table(hrb_blocks *b)
{
    if (b->in_row && b->length > 0)
        b->text[b->length - 1] = '\n';
    b->in_table = b->in_row = false;
    b->covered_count = 0;
    b->table_rows = 0;
}

hrb_status hrb_blocks_add_paragraph(hrb_blocks *blocks, const char *text, size_t length)
{
    if (blocks == NULL)
        return HRB_ERROR_ARGUMENT;
    hrb_status status = reserve_text(blocks, text, length);
    if (status != HRB_OK)
        return status;
    end_table(blocks);
    status = open_row(blocks, (built_row){.is_grid = false});
    if (status != HRB_OK)
        return status;
    status = add_piece(blocks, text, length, (piece){.span = 1, .row_span = 1});
    if (status != HRB_OK)
        blocks->row_count--;
    return status;
}

hrb_status hrb_blocks_begin_table(hrb_blocks *blocks)
{
    if (blocks == NULL)
        return HRB_ERROR_ARGUMENT;
    end_table(blocks);
    return HRB_OK;
}

hrb_status hrb_blocks_begin_row(hrb_blocks *blocks)
{
    if (blocks == NULL)
        return HRB_ERROR_ARGUMENT;
    if (blocks->table_rows == INT32_MAX)
        return HRB_ERROR_LIMIT;
    hrb_status status = open_row(blocks, (built_row){.is_grid = true, .begins_table = !blocks->in_table, .row = blocks->table_rows + 1});
    if (status == HRB_OK) {
        blocks->in_table = true;
        blocks->table_rows++;
    }
    return status;
}

/* Room to say of each column up to `end` how far down it is covered. */
static bool reserve_covered(hrb_blocks *b, size_t end)
{
    while (b->covered_count < end) {
        if (!hrb__grow((void **)&b->covered, b->covered_count, &b->covered_capacity, sizeof *b->covered))
            return false;
        b->covered[b->covered_count++] = 0;
    }
    return true;
}

hrb_status hrb_blocks_add_cell(hrb_blocks *blocks, const char *text, size_t length, int32_t columns, int32_t rows)
{
    if (blocks == NULL || !blocks->in_row || columns < 1 || columns > MOST_COLUMNS || rows < 1 || rows > MOST_COLUMNS)
        return HRB_ERROR_ARGUMENT;
    uint32_t column = blocks->column;
    while (column < blocks->covered_count && blocks->covered[column] > (size_t)blocks->table_rows)
        column++;
    if (column + (uint32_t)columns > MOST_COLUMNS)
        return HRB_ERROR_LIMIT;
    if (rows > 1 && !reserve_covered(blocks, (size_t)column + (size_t)columns))
        return HRB_ERROR_MEMORY;
    hrb_status status = add_piece(blocks, text, length, (piece){.column = column, .span = (uint32_t)columns, .row_span = (uint32_t)rows});
    if (status != HRB_OK)
        return status;
    for (uint32_t c = column; rows > 1 && c < column + (uint32_t)columns; c++)
        blocks->covered[c] = (size_t)blocks->table_rows + (size_t)rows;
    blocks->column = column + (uint32_t)columns;
    return HRB_OK;
}

hrb_status hrb_blocks_add_row(hrb_blocks *blocks, const char *const *texts, size_t count)
{
    if (blocks == NULL || (texts == NULL && count > 0))
        return HRB_ERROR_ARGUMENT;
    const struct hrb_blocks before = *blocks;
    hrb_status status = hrb_blocks_begin_row(blocks);
    for (size_t i = 0; i < count && status == HRB_OK; i++)
        status = hrb_blocks_add_cell(blocks, texts[i], texts[i] == NULL ? 0 : strlen(texts[i]), 1, 1);
    if (status != HRB_OK) {
        /* What has grown stays grown, but holds no more than before. */
        blocks->row_count = before.row_count;
        blocks->piece_count = before.piece_count;
        blocks->length = before.length;
        blocks->in_row = before.in_row;
        blocks->in_table = before.in_table;
        blocks->table_rows = before.table_rows;
        blocks->column = before.column;
        if (before.in_row && before.length > 0)
            blocks->text[before.length - 1] = '\t';
    }
    return status;
}

hrb_status hrb__read_blocks(const hrb_blocks *blocks, const hrb__limits *limits, hrb__blocks *out, hrb_error **error)
{
    if (blocks->length > limits->max_bytes)
        return hrb__fail(error, HRB_ERROR_LIMIT, NULL, "输入超过上限%zu字节", "the input is larger than the limit of %zu bytes", limits->max_bytes);
    char *bytes = g_try_malloc(blocks->length + 1);
    if (bytes == NULL)
        return hrb__fail_memory(error);
    if (blocks->length > 0)
        memcpy(bytes, blocks->text, blocks->length);
    hrb__gather gather;
    hrb__gather_open(&gather, bytes, blocks->length, limits, error);
    for (size_t r = 0; r < blocks->row_count && gather.status == HRB_OK; r++) {
        const built_row *row = &blocks->rows[r];
        hrb__gather_begin_row(&gather, row->is_grid, row->begins_table);
        for (size_t i = row->first_piece; i < row->first_piece + row->piece_count; i++) {
            const piece *p = &blocks->pieces[i];
            hrb_place place = {.line = (int32_t)MIN(r + 1, (size_t)INT32_MAX), .row = row->row, .cell = row->is_grid ? (int32_t)p->column + 1 : 0};
            hrb__gather_begin_cell(&gather, place, p->column, p->span, p->row_span);
            hrb__gather_text(&gather, blocks->text + p->offset, p->length);
            hrb__gather_end_cell(&gather);
        }
        hrb__gather_end_row(&gather);
    }
    return hrb__gather_close(&gather, out);
}
