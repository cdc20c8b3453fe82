/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of targets: 一级指标, 二级指标, 三级指标, 指标值. */
#include <glib.h>

#include "fact/project_words.h"

#define MAX_LABEL 240 /* bytes; more is prose and ends the table */

hrb__target_role hrb__target_column(hrb__text text)
{
    char buffer[80];
    if (text.length < 6 || text.length > 90)
        return HRB__ROLE_NONE;
    /* A mark may stand in front of the word, but no other character of Han. */
    unsigned char lead = (unsigned char)text.data[0];
    if (lead >= 0xE4 && lead <= 0xE9 && !hrb__begins_kind(text, HRB__WORD_COLUMN))
        return HRB__ROLE_NONE;
    const hrb__keyword *word = hrb__project_word(hrb__text_folded(text, buffer, sizeof buffer), HRB__WORD_COLUMN);
    return word == NULL ? HRB__ROLE_NONE : (hrb__target_role)word->value;
}

/* The grid column of a placed cell, the number of any other. */
static size_t column_of(const hrb_document *document, const hrb__row *row, size_t cell)
{
    return row->is_placed ? document->blocks.cells[row->first_cell + cell].column : cell;
}

/* What the cells of a row are headers of. A header of two rows has the levels
 * in its second and what stands beside them in the first, reaching down or blank below. */
static bool read_header(const hrb_document *document, const hrb__row *row, hrb__target_table *table)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        size_t column = column_of(document, row, i);
        if (column >= G_N_ELEMENTS(table->role))
            return false;
        table->width = (uint8_t)MAX((size_t)table->width, column + 1);
        hrb__target_role role = hrb__target_column(text);
        if (role != HRB__ROLE_NONE)
            table->role[column] = (uint8_t)role;
        if (role == HRB__PROJECT_MONEY)
            table->unit = hrb__text_has(text, HRB__TEXT("万元")) ? HRB_UNIT_WAN_YUAN : hrb__text_has(text, HRB__TEXT("元")) ? HRB_UNIT_YUAN : table->unit;
    }
    return true;
}

/* The last column of a role counts; 绩效指标 over all of them is none. */
static void keep_last(hrb__target_table *table, hrb__target_role role)
{
    bool seen = false;
    for (size_t i = table->width; i-- > 0;)
        if (table->role[i] == role) {
            table->role[i] = seen ? HRB__ROLE_NONE : (uint8_t)role;
            seen = true;
        }
}

static bool has_role(const hrb__target_table *table, hrb__target_role role)
{
    return memchr(table->role, role, table->width) != NULL;
}

bool hrb__target_unread(const hrb_document *document, const hrb__row *row, hrb__span *cell)
{
    for (size_t i = 0; i < row->cell_count && row->cell_count > 1; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        bool level = text.length >= 12 && text.length < 60 && (hrb__text_starts(text, HRB__TEXT("一级指标")) || hrb__text_starts(text, HRB__TEXT("二级指标")));
        if (!level)
            continue;
        *cell = hrb__span_of(document, text);
        return true;
    }
    return false;
}

bool hrb__target_header(const hrb_document *document, const hrb__row *row, hrb__target_table *table)
{
    hrb__target_table found = {.open = true, .placed = row->is_placed, .unit = table->unit};
    const hrb__row *above = row - 1;
    bool two_rows = row > document->blocks.rows && above->is_placed == row->is_placed && above->cell_count > 1 && (row->is_placed || above->cell_count == row->cell_count);
    if (two_rows && !read_header(document, above, &found))
        return false;
    if (two_rows && has_role(&found, HRB__LEVEL_2)) /* a row of its own: the page repeats the header */
        found = (hrb__target_table){.open = true, .placed = row->is_placed, .unit = table->unit};
    if (!read_header(document, row, &found))
        return false;
    keep_last(&found, HRB__LEVEL_3);
    for (size_t i = 0; i < found.width; i++)
        if (found.role[i] == HRB__TARGET_OF_PROJECT)
            found.role[i] = has_role(&found, HRB__TARGET) ? HRB__ROLE_NONE : HRB__TARGET;
    keep_last(&found, HRB__TARGET);
    bool levels = has_role(&found, HRB__LEVEL_1) || has_role(&found, HRB__LEVEL_2);
    if (!levels || !has_role(&found, HRB__TARGET) || !(has_role(&found, HRB__LEVEL_2) || has_role(&found, HRB__LEVEL_3)))
        return false;
    found.has_projects = has_role(&found, HRB__PROJECT_NAME);
    *table = found;
    return true;
}

/* A copy; a name that stands on several lines is one. */
static __attribute__((noinline)) hrb__text keep(hrb_document *document, hrb__span span)
{
    hrb__text text = hrb__text_trim(hrb__span_text(document, span));
    if (text.length == 0)
        return HRB__TEXT("");
    text.length = text.length <= 2 * MAX_LABEL ? text.length : hrb__clip(text, 2 * MAX_LABEL);
    char *copy = hrb__arena_text(&document->arena, text.data, text.length);
    document->out_of_memory = document->out_of_memory || copy == NULL;
    if (copy == NULL)
        return HRB__TEXT("");
    if (!hrb__text_has_byte(text, '\n'))
        return (hrb__text){copy, text.length};
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++)
        if (copy[i] != '\n' && copy[i] != '\r' && copy[i] != '\t')
            copy[length++] = copy[i];
    copy[length] = '\0';
    return (hrb__text){copy, length};
}

/* ≥, 90 and % in three columns are one target. 定性 says that it is words. */
static hrb__text compose(hrb_document *document, const hrb__span *spans)
{
    hrb__text value = hrb__span_text(document, spans[HRB__TARGET]), sign = hrb__span_text(document, spans[HRB__TARGET_SIGN]), unit = hrb__span_text(document, spans[HRB__TARGET_UNIT]);
    if (sign.length + unit.length == 0)
        return value;
    if (hrb__text_has(sign, HRB__TEXT("定性")) || hrb__text_has(sign, HRB__TEXT("定量")))
        sign.length = 0;
    bool repeats = unit.length <= value.length && unit.length > 0 && memcmp(value.data + value.length - unit.length, unit.data, unit.length) == 0;
    bool none = unit.length == 0 || repeats || hrb__text_equals(unit, HRB__TEXT("无")) || unit.data[0] == '/' || unit.data[0] == '-';
    if (value.length == 0 || value.length > MAX_LABEL || sign.length > 12 || unit.length > 40 || (sign.length == 0 && none))
        return value;
    unit.length = none ? 0 : unit.length;
    char *text = hrb__arena_alloc(&document->arena, sign.length + value.length + unit.length);
    document->out_of_memory = document->out_of_memory || text == NULL;
    if (text == NULL)
        return value;
    memcpy(text, sign.data, sign.length);
    memcpy(text + sign.length, value.data, value.length);
    memcpy(text + sign.length + value.length, unit.data, unit.length);
    return (hrb__text){text, sign.length + value.length + unit.length};
}

/* Most tables say 100% and 健全 over and over: a text that was read lately is not read again. */
static void read_target(hrb_document *document, hrb__projects *projects, hrb__indicator *out, hrb__text text)
{
    hrb__text name = hrb__indicator_name(out);
    const hrb_target **slot = &projects->lately[hrb__text_hash(text) % HRB__LATELY], *before = *slot;
    if (before != NULL && hrb__text_equals(hrb__target_text(before), text) && before->kind != HRB_TARGET_COPIED_LABEL && !hrb__target_is_label(before, name)) {
        out->target = before;
        return;
    }
    hrb_target *target = hrb__arena_alloc(&document->arena, sizeof *target);
    if (target == NULL || !hrb__target_read(text, name, &document->arena, target)) {
        document->out_of_memory = true;
        projects->indicator_count--; /* none is without a target */
        return;
    }
    out->target = *slot = target;
}

/* A level of an indicator; what is carried down from the one above is kept once. */
static inline void set_level(hrb_document *document, hrb__indicator *out, int level, hrb__span span)
{
    const hrb__indicator *above = out > document->projects->indicators ? out - 1 : NULL;
    bool same = above != NULL && above->level[level].offset == span.offset && above->level[level].length == span.length;
    out->level[level] = span;
    out->levels[level] = same ? above->levels[level] : keep(document, span);
}

static void emit(hrb_document *document, hrb__target_table *table, const hrb__span *spans)
{
    hrb__projects *projects = document->projects;
    if (spans[HRB__LEVEL_1].length > 0)
        table->carried[0] = spans[HRB__LEVEL_1];
    if (spans[HRB__LEVEL_1].length > 0 || spans[HRB__LEVEL_2].length > 0)
        table->carried[1] = spans[HRB__LEVEL_2];
    if (!hrb__grow((void **)&projects->indicators, projects->indicator_count, &projects->indicator_capacity, sizeof *projects->indicators)) {
        document->out_of_memory = true;
        return;
    }
    hrb__indicator *out = &projects->indicators[projects->indicator_count++];
    out->project = table->project;
    out->target_span = spans[HRB__TARGET];
    set_level(document, out, 0, table->carried[0]);
    set_level(document, out, 1, table->carried[1]);
    set_level(document, out, 2, spans[HRB__LEVEL_3]);
    read_target(document, projects, out, compose(document, spans));
}

/* The cells of a row that is whole, by what their columns are for. */
static void emit_cells(hrb_document *document, hrb__target_table *table, const hrb__span *cells, size_t count)
{
    hrb__span spans[HRB__TARGET_ROLES] = {{0, 0}};
    for (size_t i = 0; i < count && i < table->width; i++)
        if (cells[i].length > 0)
            spans[table->role[i]] = cells[i];
    emit(document, table, spans);
}

/* A row that the export tore apart: its last piece is the target, and what
 * stands before it the name and the levels, from behind. */
static void emit_torn(hrb_document *document, hrb__target_table *table)
{
    hrb__span spans[HRB__TARGET_ROLES] = {{0, 0}};
    int slot = HRB__TARGET;
    for (size_t i = table->pending_count; i-- > 0 && slot >= HRB__LEVEL_1;)
        spans[slot--] = table->pending[i];
    table->pending_count = 0;
    table->wants_target = false;
    emit(document, table, spans);
}

/* What is pending and cannot be completed: a name without a target, or a single piece. */
static void flush(hrb_document *document, hrb__target_table *table)
{
    if (table->pending_count == 0)
        return;
    if (table->wants_target || table->pending_count >= table->width) {
        size_t count = table->pending_count;
        table->pending_count = 0;
        table->wants_target = false;
        emit_cells(document, table, table->pending, count);
        return;
    }
    if (table->pending_count < 23)
        table->pending[table->pending_count++] = (hrb__span){0, 0};
    emit_torn(document, table);
}

void hrb__target_end(hrb_document *document, hrb__target_table *table)
{
    if (table->open)
        flush(document, table);
    table->open = false;
}

/* On a page without ruling lines a name and its target stand at one height;
 * where they do not, the rows were told apart wrongly. */

/* From the first line of a text to its last. */
static void reach(const hrb_document *document, hrb__span span, hrb_place *first, hrb_place *last)
{
    *first = hrb__source_place(&document->blocks.source, span.offset, 0);
    *last = hrb__source_place(&document->blocks.source, span.offset + span.length - 1, 0);
}

static bool is_torn(const hrb_document *document, const hrb__target_table *table, const hrb__span *cells)
{
    hrb__span name = {0, 0}, target = {0, 0};
    for (size_t i = 0; i < table->width; i++) {
        name = table->role[i] == HRB__LEVEL_3 ? cells[i] : name;
        target = table->role[i] == HRB__TARGET ? cells[i] : target;
    }
    hrb__span known = target.length > 0 ? target : name;
    if (known.length == 0 || hrb__source_place(&document->blocks.source, known.offset, 0).page == 0)
        return false;
    if (name.length == 0 || target.length == 0)
        return target.length > 0;
    hrb_place a, a_end, b, b_end;
    reach(document, name, &a, &a_end);
    reach(document, target, &b, &b_end);
    if (a.page != a_end.page || b.page != b_end.page) /* the page's end cuts the row */
        return a_end.page < b.page || b_end.page < a.page;
    return a.page != b.page || a.top > b_end.bottom || b.top > a_end.bottom;
}

static bool placed_row(hrb_document *document, const hrb__row *row, hrb__target_table *table)
{
    hrb__span cells[G_N_ELEMENTS(table->role)] = {{0, 0}};
    bool any = false;
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        size_t column = column_of(document, row, i);
        if (text.length == 0 || column >= table->width)
            continue;
        cells[column] = hrb__span_of(document, text);
        any = any || table->role[column] == HRB__LEVEL_3 || table->role[column] == HRB__TARGET || table->role[column] == HRB__LEVEL_2;
    }
    if (any && is_torn(document, table, cells)) {
        table->open = false; /* what follows would be paired wrongly */
        hrb__projects *projects = document->projects;
        if (projects->unread_count++ == 0)
            projects->unread = hrb__span_of(document, hrb__row_text(&document->blocks, row, 0));
        return true;
    }
    if (any)
        emit_cells(document, table, cells, table->width);
    return any;
}

/* A piece of a row: cells are gathered until the row is whole. */
static bool torn_row(hrb_document *document, const hrb__row *row, hrb__target_table *table)
{
    size_t texts = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        texts += text.length > 0;
        if (text.length > MAX_LABEL && i + 1 < row->cell_count)
            return false;
    }
    if (row->cell_count == 1 && hrb__row_text(&document->blocks, row, 0).length > MAX_LABEL)
        return false;
    if (table->wants_target && row->cell_count == 1) {
        table->pending[table->pending_count - 1] = hrb__span_of(document, hrb__row_text(&document->blocks, row, 0));
        flush(document, table);
        return true;
    }
    /* Pieces that do not fit beside what is pending begin a row of their own. */
    if (table->pending_count > 0 && (table->wants_target || table->pending_count + row->cell_count > table->width))
        flush(document, table);
    for (size_t i = 0; i < row->cell_count && table->pending_count < 23; i++)
        table->pending[table->pending_count++] = hrb__span_of(document, hrb__row_text(&document->blocks, row, i));
    bool completed = row->cell_count == 1 && table->pending_count > 1 && table->pending[table->pending_count - 2].length > 0;
    if (table->pending_count >= table->width || completed)
        emit_torn(document, table);
    return texts > 0;
}

/* A whole row, but for its target, which may have been torn off to the next line. */
static void wait_for_target(const hrb_document *document, const hrb__row *row, hrb__target_table *table)
{
    for (size_t i = 0; i < table->width; i++)
        table->pending[i] = hrb__span_of(document, hrb__row_text(&document->blocks, row, i));
    table->pending_count = table->width;
    table->wants_target = true;
}

bool hrb__target_row(hrb_document *document, const hrb__row *row, hrb__target_table *table)
{
    if (table->placed || row->is_placed)
        return placed_row(document, row, table);
    if (row->cell_count < table->width || row->cell_count > table->width + 1u)
        return torn_row(document, row, table);
    flush(document, table);
    hrb__span spans[HRB__TARGET_ROLES] = {{0, 0}};
    for (size_t i = 0; i < table->width; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        if (text.length > 0)
            spans[table->role[i]] = hrb__span_of(document, text);
    }
    if (table->role[table->width - 1] == HRB__TARGET && spans[HRB__TARGET].length == 0 && spans[HRB__LEVEL_3].length > 0)
        wait_for_target(document, row, table);
    else
        emit(document, table, spans);
    return true;
}

hrb__span hrb__target_project(const hrb_document *document, const hrb__row *row, const hrb__target_table *table, hrb__span *money)
{
    hrb__span name = {0, 0};
    *money = (hrb__span){0, 0};
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        size_t column = column_of(document, row, i);
        if (column >= table->width || text.length == 0)
            continue;
        if (table->role[column] == HRB__PROJECT_NAME)
            name = hrb__span_of(document, text);
        else if (table->role[column] == HRB__PROJECT_MONEY)
            *money = hrb__span_of(document, text);
    }
    return name;
}
