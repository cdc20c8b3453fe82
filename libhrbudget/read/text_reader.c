/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>

#include "base/arena.h"
#include "base/block.h"
#include "base/error.h"
#include "read/blocks.h"

typedef struct reader {
    hrb__blocks *blocks;
    const char *text; /* all of it */
    size_t max_cells;
    size_t cell_room;   /* cells that may be put before more is asked for */
    size_t group_start; /* first cell of the open group of tab lines, or NO_GROUP */
    bool has_text;      /* of the cells of the open group or row, any */
    bool has_stopped;   /* one cell too many, or no memory */
    size_t full_at;     /* offset of the cell that was one too many, or 0 */
} reader;

#define NO_GROUP SIZE_MAX

/* About as much as a document of this size needs; more is added on the way. */
static bool allocate(reader *r)
{
    hrb__blocks *b = r->blocks;
    size_t length = b->source.length;
    bool ok = hrb__reserve((void **)&b->cells, MIN(length / 24, r->max_cells) + 16, &b->cell_capacity, sizeof *b->cells) &&
              hrb__reserve((void **)&b->rows, length / 96 + 16, &b->row_capacity, sizeof *b->rows);
    r->cell_room = MIN(b->cell_capacity, r->max_cells);
    return ok;
}

/* For the cell that begins at `start`; false if it may not be put, and then the text is not read. */
static bool make_room(reader *r, const char *start)
{
    hrb__blocks *b = r->blocks;
    if (b->cell_count >= r->max_cells) {
        if (r->full_at == 0)
            r->full_at = (size_t)(start - b->source.text) + 1;
        r->has_stopped = true;
    } else if (!hrb__grow((void **)&b->cells, b->cell_count, &b->cell_capacity, sizeof *b->cells)) {
        r->has_stopped = true;
    }
    r->cell_room = MIN(b->cell_capacity, r->max_cells);
    return b->cell_count < r->cell_room;
}

static inline hrb__cell make_cell(const reader *r, const char *start, const char *end)
{
    hrb__text text = {start, (size_t)(end - start)};
    if (text.length > 0)
        text = hrb__text_trim(text);
    return (hrb__cell){.offset = (uint32_t)(text.data - r->text), .length = (uint32_t)text.length, .is_one_line = true};
}

static void add_cell(reader *r, const char *start, const char *end)
{
    hrb__blocks *b = r->blocks;
    if (b->cell_count >= r->cell_room && !make_room(r, start))
        return;
    b->cells[b->cell_count] = make_cell(r, start, end);
    r->has_text |= b->cells[b->cell_count++].length > 0;
}

static void add_row(reader *r, size_t first, size_t count, bool is_grid)
{
    hrb__blocks *b = r->blocks;
    if (!hrb__grow((void **)&b->rows, b->row_count, &b->row_capacity, sizeof *b->rows)) {
        r->has_stopped = true;
        return;
    }
    b->rows[b->row_count++] = (hrb__row){.first_cell = (uint32_t)first, .cell_count = (uint32_t)count, .is_grid = is_grid};
}

/* The export opens and closes each row with an empty cell; they are no columns. */
static void end_group(reader *r)
{
    hrb__blocks *b = r->blocks;
    size_t first = r->group_start, count = b->cell_count - first;
    if (!r->has_text) {
        b->cell_count = first;
    } else {
        if (count > 2 && b->cells[first].length == 0 && b->cells[first + count - 1].length == 0) {
            first++;
            count -= 2;
        }
        add_row(r, first, count, true);
    }
    r->group_start = NO_GROUP;
}

static inline void close_group(reader *r)
{
    if (r->group_start != NO_GROUP)
        end_group(r);
}

static inline void open_group(reader *r)
{
    if (r->group_start != NO_GROUP)
        return;
    r->group_start = r->blocks->cell_count;
    r->has_text = false;
}

static void add_split_row(reader *r, const char *start, const char *end, char separator)
{
    close_group(r);
    size_t first = r->blocks->cell_count;
    r->has_text = false;
    for (const char *p = start;;) {
        const char *stop = memchr(p, separator, (size_t)(end - p));
        add_cell(r, p, stop == NULL ? end : stop);
        if (stop == NULL)
            break;
        p = stop + 1;
    }
    if (!r->has_text)
        r->blocks->cell_count = first;
    else
        add_row(r, first, r->blocks->cell_count - first, true);
}

static bool is_rule_line(const char *p, const char *end)
{
    for (; p < end; p++)
        if (strchr("|-:+ ", *p) == NULL)
            return false;
    return true;
}

static void add_paragraph(reader *r, const char *start, const char *end)
{
    close_group(r);
    size_t first = r->blocks->cell_count;
    r->has_text = false;
    add_cell(r, start, end);
    if (r->has_text)
        add_row(r, first, 1, false);
    else
        r->blocks->cell_count = first;
}

/* A line that begins with a tab: a cell, or a whole row if it has tabs between texts. */
static void read_tab_line(reader *r, const char *start, const char *stop, const char *end)
{
    const char *text = start + 1, *p = text;
    if (stop > text && memchr(text, '\t', (size_t)(stop - text)) != NULL) {
        while (p < stop && (unsigned char)*p <= ' ')
            p++;
        if (memchr(p, '\t', (size_t)(stop - p)) != NULL) {
            add_split_row(r, start, end, '\t');
            return;
        }
    }
    open_group(r);
    add_cell(r, text, MAX(stop, text));
}

/* One line that is not empty, without its line end. */
static void read_line(reader *r, const char *start, const char *end, bool has_tabs)
{
    const char *stop = end; /* without blanks and tabs at the end */
    while (stop > start && (unsigned char)stop[-1] <= ' ')
        stop--;
    if (*start == '\t') {
        read_tab_line(r, start, stop, end);
        return;
    }
    if (stop == start) {
        close_group(r);
        return;
    }
    if (has_tabs && memchr(start, '\t', (size_t)(stop - start)) != NULL) {
        add_split_row(r, start, end, '\t');
        return;
    }
    if (*start == '|' && stop - start > 2 && stop[-1] == '|') {
        if (!is_rule_line(start, stop))
            add_split_row(r, start + 1, stop - 1, '|');
        return;
    }
    /* A line right below a cell goes on with it: the cell had more than one paragraph. */
    if (r->group_start != NO_GROUP && r->blocks->cell_count > r->group_start) {
        hrb__cell *cell = &r->blocks->cells[r->blocks->cell_count - 1];
        if (cell->length > 0) {
            cell->length = (uint32_t)((size_t)(stop - r->blocks->source.text) - cell->offset);
            cell->is_one_line = false;
            return;
        }
    }
    add_paragraph(r, start, end);
}

/* Which of sixteen bytes are tabs or line ends. */
static inline unsigned breaks_in(hrb__block block)
{
    return hrb__block_within(block, '\t', '\n');
}

/* The first tab or line end. Most are less than two blocks away. */
static inline const char *find_break(const char *p, const char *end)
{
    for (; end - p >= 2 * HRB__BLOCK; p += 2 * HRB__BLOCK) {
        unsigned breaks = breaks_in(hrb__block_at(p)) | breaks_in(hrb__block_at(p + HRB__BLOCK)) << HRB__BLOCK;
        if (breaks != 0)
            return p + __builtin_ctz(breaks);
    }
    for (; p < end; p += MIN(end - p, HRB__BLOCK)) {
        unsigned breaks = breaks_in(hrb__block_of(p, MIN((size_t)(end - p), HRB__BLOCK)));
        if (breaks != 0)
            return p + __builtin_ctz(breaks);
    }
    return end;
}

/* A line that is no cell of the export and not blank; returns the one behind it. */
static const char *read_other_line(reader *r, const char *p, const char *end)
{
    const char *stop = find_break(p, end);
    bool has_tabs = stop < end && *stop == '\t';
    while (stop < end && *stop == '\t')
        stop = find_break(stop + 1, end);
    const char *line_end = stop > p && stop[-1] == '\r' ? stop - 1 : stop;
    if (line_end == p)
        close_group(r);
    else
        read_line(r, p, line_end, has_tabs);
    return stop + (stop < end);
}

/* Lines of a tab and a text, or of a tab alone: a cell each. Returns the first line that is another. */
static const char *read_group(reader *r, const char *p, const char *end)
{
    hrb__blocks *b = r->blocks;
    size_t count = b->cell_count;
    uint32_t lengths = 0;
    while (p < end && *p == '\t') {
        const char *text = p + 1, *stop = text < end && *text == '\n' ? text : find_break(text, end);
        if (stop < end && *stop == '\t')
            break;
        open_group(r);
        if (count >= r->cell_room) {
            b->cell_count = count;
            if (!make_room(r, text))
                return end;
        }
        hrb__cell cell = make_cell(r, text, stop);
        lengths |= cell.length;
        b->cells[count++] = cell;
        p = stop + (stop < end);
    }
    b->cell_count = count;
    r->has_text |= lengths > 0;
    return p;
}

/* Most lines of the export are nothing, a tab, or a tab and a text. */
static void read_lines(reader *r)
{
    const hrb__source *source = &r->blocks->source;
    const char *p = source->text + (source->text == source->bytes ? source->start : 0);
    const char *end = source->text + source->length;
    while (p < end) {
        if (*p == '\n') {
            close_group(r);
            p++;
            continue;
        }
        const char *other = *p == '\t' ? read_group(r, p, end) : p;
        p = other == p ? read_other_line(r, p, end) : other;
    }
    close_group(r);
}

hrb_status hrb__read_text(hrb__source *source, const hrb__limits *limits, hrb__blocks *out, hrb_error **error)
{
    hrb__blocks blocks = {.source = *source};
    hrb_status status = HRB_OK;
    *source = (hrb__source){0};
    reader r = {.blocks = &blocks, .text = blocks.source.text, .max_cells = limits->max_cells, .group_start = NO_GROUP};
    if (!allocate(&r)) {
        status = hrb__fail_memory(error);
    } else {
        read_lines(&r);
        if (r.has_stopped && r.full_at == 0) {
            status = hrb__fail_memory(error);
        } else if (r.full_at > 0) {
            hrb_place place = hrb__source_place(&blocks.source, r.full_at - 1, 0);
            status = hrb__fail(error, HRB_ERROR_LIMIT, &place, "第%d行：单元格数超过上限%zu", "line %d: more cells than the limit of %zu", place.line, limits->max_cells);
        } else if (blocks.row_count == 0) {
            status = hrb__fail(error, HRB_ERROR_EMPTY, NULL, "文件中没有文字", "the file has no text");
        }
    }
    if (status != HRB_OK) {
        hrb__blocks_free(&blocks);
        return status;
    }
    *out = blocks;
    return HRB_OK;
}

void hrb__blocks_free(hrb__blocks *blocks)
{
    hrb__shed(blocks->cells, blocks->cell_capacity, sizeof *blocks->cells);
    hrb__shed(blocks->rows, blocks->row_capacity, sizeof *blocks->rows);
    g_free(blocks->notices);
    hrb__source_close(&blocks->source);
    *blocks = (hrb__blocks){0};
}
