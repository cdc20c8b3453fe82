/* SPDX-License-Identifier: Apache-2.0 */
#include "read/flow.h"

#include <glib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"

/* Edges of the grid closer than this are one: the rows of a table are often off by a hair. In twentieths of a point. */
#define SAME_EDGE 100
#define MAX_GRID 1024
#define NO_ITEM UINT32_MAX

/* A paragraph outside of tables, or a cell. */
struct hrb__flow_item {
    hrb_place place;
    uint32_t text, length; /* in the store */
    uint32_t next;         /* of its flow */
    uint32_t row, last_row;
    uint32_t column, span; /* of the grid as written */
    bool continues;
};

struct hrb__flow_mark {
    uint32_t at; /* in the open text, or in the store */
    hrb_place place;
};

/* The edges of a table's grid, from its left. */
typedef struct grid {
    uint32_t edges[MAX_GRID + 1];
    uint32_t columns[MAX_GRID + 1]; /* by edge: the column that begins there, once edges that are one are one */
    uint32_t count;
} grid;

/* The body, a table, the content of a text box. */
struct hrb__flow {
    uint32_t first, last; /* items */
    bool is_table;
    grid *grid; /* NULL: every column counts */
};

static void fail_memory(hrb__flows *f)
{
    if (f->gather->status == HRB_OK)
        hrb__gather_fail(f->gather, hrb__fail_memory(f->gather->error));
}

/* --- Handing over --- */

static bool is_blank(const hrb__flows *f, const hrb__flow_item *i)
{
    return hrb__text_trim((hrb__text){f->store.data + i->text, i->length}).length == 0;
}

static uint32_t column_at(const grid *g, uint32_t at)
{
    if (g == NULL)
        return at;
    return at <= g->count ? g->columns[at] : g->columns[g->count] + (at - g->count);
}

/* Joins edges that are one, unless a cell would vanish by it. */
static void settle_grid(const hrb__flows *f, const hrb__flow *flow)
{
    grid *g = flow->grid;
    uint32_t kept = 0, column = 0;
    for (uint32_t i = 1; i <= g->count; i++) {
        if (g->edges[i] - kept >= SAME_EDGE) {
            column++;
            kept = g->edges[i];
        }
        g->columns[i] = column;
    }
    bool vanishes = false;
    for (uint32_t i = flow->first; i != NO_ITEM && !vanishes; i = f->items[i].next)
        vanishes = column_at(g, f->items[i].column) == column_at(g, f->items[i].column + f->items[i].span);
    for (uint32_t i = 0; i <= g->count && vanishes; i++)
        g->columns[i] = i;
}

/* Cells that go on with the one above make it span their rows. */
static bool join_merged_cells(hrb__flows *f, const hrb__flow *flow)
{
    uint32_t width = 0;
    for (uint32_t i = flow->first; i != NO_ITEM; i = f->items[i].next)
        width = MAX(width, f->items[i].column + 1);
    uint32_t *above = g_try_new(uint32_t, width + 1);
    if (above == NULL)
        return false;
    memset(above, 0xFF, (width + 1) * sizeof *above);
    for (uint32_t i = flow->first; i != NO_ITEM; i = f->items[i].next) {
        hrb__flow_item *it = &f->items[i];
        uint32_t *origin = &above[it->column];
        if (it->continues && *origin != NO_ITEM && f->items[*origin].last_row + 1 == it->row)
            f->items[*origin].last_row = it->row;
        else if (it->continues)
            it->continues = false; /* nothing above: a cell like others */
        if (!it->continues)
            *origin = i;
    }
    g_free(above);
    return true;
}

/* By row of the table: how many rows that have text there are up to it. NULL when memory is out. */
static uint32_t *count_rows(hrb__flows *f, const hrb__flow *flow)
{
    uint32_t rows = flow->last == NO_ITEM ? 0 : f->items[flow->last].row;
    uint32_t *count = g_try_new0(uint32_t, rows + 1);
    for (uint32_t i = flow->first; count != NULL && i != NO_ITEM; i = f->items[i].next) {
        hrb__flow_item *it = &f->items[i];
        it->last_row = MIN(it->last_row, rows); /* a span may not leave its table */
        if (!it->continues && !is_blank(f, it))
            count[it->row] = 1;
    }
    for (uint32_t r = 1; count != NULL && r <= rows; r++)
        count[r] += count[r - 1];
    return count;
}

/* The first mark that is not before `at`; marks stand in order. */
static size_t first_mark(const hrb__flow_mark *marks, size_t count, size_t at)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (marks[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The text of an item, with the places of its lines. */
static void put_text(hrb__flows *f, const hrb__flow_item *it)
{
    uint32_t from = it->text, end = it->text + it->length;
    for (size_t i = first_mark(f->kept_marks, f->kept_mark_count, from); i < f->kept_mark_count && f->kept_marks[i].at < end; i++) {
        hrb__gather_text(f->gather, f->store.data + from, f->kept_marks[i].at - from);
        hrb__gather_place(f->gather, f->kept_marks[i].place);
        from = f->kept_marks[i].at;
    }
    hrb__gather_text(f->gather, f->store.data + from, end - from);
}

static void put_paragraph(hrb__flows *f, const hrb__flow_item *it)
{
    hrb__gather_begin_row(f->gather, false, false);
    hrb__gather_begin_cell(f->gather, it->place, 0, 1, 1);
    put_text(f, it);
    hrb__gather_end_cell(f->gather);
    hrb__gather_end_row(f->gather);
}

static bool hand_over_table(hrb__flows *f, const hrb__flow *flow)
{
    hrb__gather *g = f->gather;
    uint32_t *rows = join_merged_cells(f, flow) ? count_rows(f, flow) : NULL;
    if (rows == NULL)
        return false;
    if (flow->grid != NULL)
        settle_grid(f, flow);
    uint32_t row = 0;
    size_t begun = g->blocks.row_count;
    for (uint32_t i = flow->first; i != NO_ITEM; i = f->items[i].next) {
        const hrb__flow_item *it = &f->items[i];
        if (it->row != row) {
            if (row > 0)
                hrb__gather_end_row(g);
            row = it->row;
            hrb__gather_begin_row(g, true, g->blocks.row_count == begun);
        }
        if (it->continues)
            continue;
        uint32_t column = column_at(flow->grid, it->column);
        hrb__gather_begin_cell(g, it->place, column, column_at(flow->grid, it->column + it->span) - column, rows[it->last_row] - rows[it->row] + 1);
        put_text(f, it);
        hrb__gather_end_cell(g);
    }
    if (row > 0)
        hrb__gather_end_row(g);
    g_free(rows);
    return true;
}

/* Everything of one paragraph or table of the body. */
static void hand_over(hrb__flows *f)
{
    bool ok = true;
    for (size_t i = 0; i < f->flow_count; i++) {
        hrb__flow *flow = &f->flows[i];
        if (flow->is_table)
            ok = ok && hand_over_table(f, flow);
        else
            for (uint32_t k = flow->first; k != NO_ITEM; k = f->items[k].next)
                put_paragraph(f, &f->items[k]);
        g_free(flow->grid);
    }
    f->flow_count = 1;
    f->flows[0] = (hrb__flow){.first = NO_ITEM, .last = NO_ITEM};
    f->item_count = 0;
    f->kept_mark_count = 0;
    f->store.length = 0;
    if (!ok)
        fail_memory(f);
}

/* --- What is open --- */

static bool add_flow(hrb__flows *f, bool is_table, uint32_t *out)
{
    if (!hrb__grow((void **)&f->flows, f->flow_count, &f->flow_capacity, sizeof *f->flows)) {
        fail_memory(f);
        return false;
    }
    f->flows[f->flow_count] = (hrb__flow){.first = NO_ITEM, .last = NO_ITEM, .is_table = is_table};
    *out = (uint32_t)f->flow_count++;
    return true;
}

static bool push(hrb__flows *f, hrb__frame frame)
{
    if (!hrb__grow((void **)&f->frames, f->frame_count, &f->frame_capacity, sizeof *f->frames)) {
        fail_memory(f);
        return false;
    }
    frame.text = (uint32_t)f->text.length;
    f->frames[f->frame_count++] = frame;
    return true;
}

void hrb__flows_open(hrb__flows *f, hrb__gather *gather)
{
    uint32_t body;
    *f = (hrb__flows){.gather = gather};
    if (!hrb__store_add(&f->text, "", 0) || !hrb__store_add(&f->store, "", 0))
        fail_memory(f);
    else if (add_flow(f, false, &body))
        push(f, (hrb__frame){.kind = HRB__IN_BOX});
}

void hrb__flows_close(hrb__flows *f)
{
    for (size_t i = 0; i < f->flow_count; i++)
        g_free(f->flows[i].grid);
    g_free(f->text.data);
    g_free(f->store.data);
    g_free(f->items);
    g_free(f->flows);
    g_free(f->frames);
    g_free(f->marks);
    g_free(f->kept_marks);
    *f = (hrb__flows){.gather = f->gather};
}

/* The marks inside a piece of the open text go with it into the store. */
static bool keep_marks(hrb__flows *f, hrb__text text, uint32_t to)
{
    size_t start = (size_t)(text.data - f->text.data);
    for (size_t i = first_mark(f->marks, f->mark_count, start); i < f->mark_count && f->marks[i].at < start + text.length; i++) {
        if (!hrb__grow((void **)&f->kept_marks, f->kept_mark_count, &f->kept_mark_capacity, sizeof *f->kept_marks))
            return false;
        f->kept_marks[f->kept_mark_count++] = (hrb__flow_mark){to + (uint32_t)(f->marks[i].at - start), f->marks[i].place};
    }
    return true;
}

static void drop_open_text(hrb__flows *f, uint32_t length)
{
    f->text.length = length;
    while (f->mark_count > 0 && f->marks[f->mark_count - 1].at >= length)
        f->mark_count--;
}

void hrb__flows_mark(hrb__flows *f, hrb_place place)
{
    hrb__frame *top = hrb__flows_top(f);
    if (top->kind != HRB__IN_CELL && top->kind != HRB__IN_PARAGRAPH)
        return;
    if (f->text.length == top->text)
        top->place = place;
    else if (hrb__grow((void **)&f->marks, f->mark_count, &f->mark_capacity, sizeof *f->marks))
        f->marks[f->mark_count++] = (hrb__flow_mark){(uint32_t)f->text.length, place};
    else
        fail_memory(f);
}

static void add_item(hrb__flows *f, uint32_t flow, hrb__flow_item it, hrb__text text)
{
    hrb__flow *to = &f->flows[flow];
    it.text = (uint32_t)f->store.length;
    it.length = (uint32_t)text.length;
    it.next = NO_ITEM;
    if (f->item_count >= f->gather->limits->max_cells) {
        if (f->gather->status == HRB_OK)
            hrb__gather_fail(f->gather, hrb__fail(f->gather->error, HRB_ERROR_LIMIT, &it.place, "单元格数超过上限%zu", "more cells than the limit of %zu",
                                                  f->gather->limits->max_cells));
    } else if (!keep_marks(f, text, it.text) || !hrb__store_add(&f->store, text.data, text.length) || !hrb__grow((void **)&f->items, f->item_count, &f->item_capacity, sizeof *f->items)) {
        fail_memory(f);
    } else {
        f->items[f->item_count] = it;
        *(to->last == NO_ITEM ? &to->first : &f->items[to->last].next) = (uint32_t)f->item_count;
        to->last = (uint32_t)f->item_count++;
    }
}

static hrb__text open_text(const hrb__flows *f)
{
    const hrb__frame *frame = hrb__flows_top(f);
    return (hrb__text){f->text.data + frame->text, f->text.length - frame->text};
}

/* Moves the text of the innermost frame into an item of its flow. */
static void close_text(hrb__flows *f, hrb__flow_item it)
{
    const hrb__frame *frame = hrb__flows_top(f);
    add_item(f, frame->flow, it, open_text(f));
    drop_open_text(f, frame->text);
    f->frame_count--;
}

/* The text of the open cell becomes paragraphs behind what there is so far, a line each. */
static void spill_text(hrb__flows *f)
{
    const hrb__frame *cell = hrb__flows_top(f);
    hrb__text rest = open_text(f);
    uint32_t flow;
    if (hrb__text_trim(rest).length == 0 || !add_flow(f, false, &flow))
        return;
    while (rest.length > 0) {
        const char *stop = memchr(rest.data, '\n', rest.length);
        size_t length = stop == NULL ? rest.length : (size_t)(stop - rest.data);
        size_t behind = MIN(length + 1, rest.length);
        add_item(f, flow, (hrb__flow_item){.place = cell->place}, (hrb__text){rest.data, length});
        rest = (hrb__text){rest.data + behind, rest.length - behind};
    }
    drop_open_text(f, cell->text);
}

/* A table begins in the open cell: does the cell only frame it? */
static void frame_table(hrb__flows *f)
{
    hrb__frame *cell = hrb__flows_top(f);
    if (cell->kind != HRB__IN_CELL)
        return;
    const hrb__frame *table = cell - 1;
    hrb__text text = hrb__text_trim(open_text(f));
    bool alone = !table->is_tabular && !table->row_has_text;
    cell->is_frame = cell->is_frame || alone || cell->tables > 0 || memchr(text.data, '\n', text.length) != NULL;
    cell->tables++;
    if (cell->is_frame)
        spill_text(f);
}

void hrb__flows_add_text(hrb__flows *f, const char *text, size_t length)
{
    if (hrb__flows_take_text(f) && !hrb__store_add(&f->text, text, length))
        fail_memory(f);
}

void hrb__flows_begin_paragraph(hrb__flows *f, hrb_place place)
{
    const hrb__frame *top = hrb__flows_top(f);
    if (top->kind == HRB__IN_CELL && f->text.length > top->text) {
        hrb__flows_add_text(f, "\n", 1);
    } else if (top->kind == HRB__IN_BOX) {
        place.line = place.line > 0 ? place.line : (int32_t)++f->line;
        push(f, (hrb__frame){.kind = HRB__IN_PARAGRAPH, .flow = top->flow, .place = place});
    }
}

void hrb__flows_end_paragraph(hrb__flows *f)
{
    const hrb__frame *top = hrb__flows_top(f);
    if (top->kind != HRB__IN_PARAGRAPH)
        return;
    close_text(f, (hrb__flow_item){.place = top->place});
    if (f->frame_count == 1)
        hand_over(f);
}

void hrb__flows_begin_box(hrb__flows *f)
{
    uint32_t flow;
    if (add_flow(f, false, &flow))
        push(f, (hrb__frame){.kind = HRB__IN_BOX, .flow = flow});
}

void hrb__flows_end_box(hrb__flows *f)
{
    if (hrb__flows_top(f)->kind == HRB__IN_BOX && f->frame_count > 1)
        f->frame_count--;
}

void hrb__flows_begin_table(hrb__flows *f)
{
    uint32_t flow;
    frame_table(f);
    if (add_flow(f, true, &flow))
        push(f, (hrb__frame){.kind = HRB__IN_TABLE, .flow = flow});
}

void hrb__flows_end_table(hrb__flows *f)
{
    if (hrb__flows_top(f)->kind != HRB__IN_TABLE)
        return;
    f->frame_count--;
    if (f->frame_count == 1)
        hand_over(f);
}

void hrb__flows_begin_caption(hrb__flows *f)
{
    hrb__frame *top = hrb__flows_top(f);
    uint32_t flow, before = top->flow;
    if (top->kind != HRB__IN_TABLE || !add_flow(f, false, &flow))
        return;
    if (top->row == 0) { /* the table takes the later flow, its caption the earlier */
        f->flows[flow] = f->flows[before];
        f->flows[before] = (hrb__flow){.first = NO_ITEM, .last = NO_ITEM};
        top->flow = flow;
        flow = before;
    }
    push(f, (hrb__frame){.kind = HRB__IN_BOX, .flow = flow});
}

void hrb__flows_begin_row(hrb__flows *f)
{
    hrb__frame *top = hrb__flows_top(f);
    if (top->kind != HRB__IN_TABLE)
        return;
    top->row++;
    top->cell = top->column = 0;
    top->row_left_out = top->row_has_text = false;
    top->place.line = (int32_t)++f->line;
}

void hrb__flows_begin_cell(hrb__flows *f, hrb_place place)
{
    hrb__frame *top = hrb__flows_top(f);
    if (top->kind != HRB__IN_TABLE)
        return;
    if (place.line == 0)
        place.line = top->place.line;
    push(f, (hrb__frame){.kind = HRB__IN_CELL, .flow = top->flow, .place = place, .span = 1, .row_span = 1});
}

void hrb__flows_end_cell(hrb__flows *f)
{
    if (hrb__flows_top(f)->kind != HRB__IN_CELL)
        return;
    if (hrb__flows_top(f)->is_frame)
        spill_text(f);
    const hrb__frame cell = *hrb__flows_top(f);
    hrb__frame *table = hrb__flows_top(f) - 1;
    bool has_text = hrb__text_trim(open_text(f)).length > 0;
    table->is_tabular = table->is_tabular || (has_text && table->row_has_text);
    table->row_has_text = table->row_has_text || has_text;
    table->cell++;
    hrb__flow_item it = {.place = cell.place, .row = table->row, .column = table->column, .span = cell.span, .continues = cell.continues};
    it.last_row = it.row + cell.row_span - 1;
    it.place.row = (int32_t)table->row;
    it.place.cell = (int32_t)table->cell;
    table->column = MIN(table->column + cell.span, HRB__FLOW_COLUMNS);
    if (table->row_left_out) {
        drop_open_text(f, cell.text);
        f->frame_count--;
    } else {
        close_text(f, it);
    }
}

void hrb__flows_add_grid_column(hrb__flows *f, uint32_t width)
{
    if (hrb__flows_top(f)->kind != HRB__IN_TABLE)
        return;
    hrb__flow *flow = &f->flows[hrb__flows_top(f)->flow];
    if (flow->grid == NULL && (flow->grid = g_try_new0(grid, 1)) == NULL) {
        fail_memory(f);
        return;
    }
    grid *g = flow->grid;
    if (g->count == MAX_GRID)
        return;
    g->count++;
    g->edges[g->count] = g->edges[g->count - 1] + width;
}
