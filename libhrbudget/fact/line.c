/* SPDX-License-Identifier: Apache-2.0 */
/* Lines: what the labels of a row say, one line a pane. */
#include <glib.h>
#include <string.h>

#include "fact/table.h"

static int32_t digits_of(hrb__text text)
{
    int32_t value = 0;
    size_t size;
    if (text.length == 0 || text.length > 24)
        return -1;
    for (size_t i = 0; i < text.length; i += size) {
        int digit = text.data[i] - '0';
        size = 1;
        if (digit < 0 || digit > 9)
            digit = hrb__digit_value(hrb__utf8_get(text.data + i, text.length - i, &size));
        if (digit < 0 || value > 99999999)
            return -1;
        value = value * 10 + digit;
    }
    return value;
}

typedef struct labels {
    int32_t part[3]; /* 类 款 项, -1 blank */
    hrb__cell code_cell, name_cell;
    hrb__text code, name, first; /* first: the first text among the label cells */
    hrb__text unit, unit_name;   /* first and last text in the columns of units */
    hrb__text group;             /* in the first of several columns of names: what the entry belongs to */
    hrb__cell group_cell;
    size_t name_columns, depth; /* depth: of the last column of names that has one, from 1 */
    hrb__cell first_cell;
    int ordinal_level;
} labels;

static hrb__text without_ordinal(hrb__text text, int *level)
{
    while (text.length > 0) {
        int found = 0;
        size_t n = text.data[0] == '*' ? 1 : hrb__ordinal_length(text, &found);
        if (n == 0)
            break;
        text = hrb__text_trim((hrb__text){text.data + n, text.length - n});
        if (*level == 0 || found == 3)
            *level = found;
    }
    return text;
}

/* Two labels run together, 一般公共预算资金公共财政拨款: the group and the entry
 * that has the figure. Both must be known. */
static void split_joined(const hrb_document *document, labels *l)
{
    const hrb__text name = l->name;
    size_t size;
    int ordinal = 0;
    if (name.length > 120 || hrb__rulebook_row(document->rulebook, without_ordinal(name, &ordinal)) != NULL)
        return;
    for (size_t at = 6; at + 6 <= name.length; at += size) {
        hrb__text before = {name.data, at}, behind = {name.data + at, name.length - at};
        int level = 0;
        if (((unsigned char)name.data[at] & 0xC0) != 0x80 && hrb__rulebook_row(document->rulebook, without_ordinal(before, &level)) != NULL &&
            hrb__rulebook_row(document->rulebook, behind) != NULL) {
            l->group = before;
            l->name = behind;
            l->group_cell = l->name_cell;
            l->depth = 2;
            return;
        }
        size = 1;
    }
}

static hrb_code_kind code_kind(hrb__rows rows)
{
    return rows == HRB__ROWS_FUNCTION || rows == HRB__ROWS_PROJECT ? HRB_CODE_FUNCTION : rows == HRB__ROWS_ECONOMIC ? HRB_CODE_DEPT_ECONOMIC : HRB_CODE_NONE;
}

/* [2080505]机关事业单位基本养老保险缴费支出, or without the brackets: a code and its name in one cell. */
static void split_code(labels *l)
{
    hrb__text text = l->name;
    size_t open = text.length > 0 && (text.data[0] == '[' || text.data[0] == '(') ? 1 : 0, digits = 0;
    while (open + digits < text.length && g_ascii_isdigit(text.data[open + digits]))
        digits++;
    size_t end = open + digits;
    if ((digits != 3 && digits != 5 && digits != 7) || end >= text.length)
        return;
    if (open > 0 && text.data[end] != (text.data[0] == '[' ? ']' : ')'))
        return;
    hrb__text rest = hrb__text_trim((hrb__text){text.data + end + open, text.length - end - open});
    while (rest.length > 0 && (rest.data[0] == '-' || rest.data[0] == '_'))
        rest = hrb__text_trim((hrb__text){rest.data + 1, rest.length - 1});
    if (rest.length < 6 || (unsigned char)rest.data[0] < 0xE4)
        return;
    l->code = (hrb__text){text.data + open, digits};
    l->code_cell = l->name_cell;
    l->name = rest;
}

static labels collect_labels(const hrb_document *document, const hrb__table *table, const hrb__table_row *row, size_t pane)
{
    labels l = {.part = {-1, -1, -1}};
    const hrb__row *block_row = &document->blocks.rows[row->block_row];
    for (size_t c = table->panes[pane].first_column; c < table->panes[pane].end_column; c++) {
        const hrb__column *column = &table->columns[c];
        if (!hrb__is_label(column->role))
            continue;
        l.name_columns += column->role == HRB__ROLE_NAME;
        if (row->cell_of[c] < 0)
            continue;
        hrb__cell cell = document->blocks.cells[block_row->first_cell + (size_t)row->cell_of[c]];
        hrb__text text = hrb__cell_text(&document->blocks, cell);
        if (text.length == 0)
            continue;
        if (l.first.length == 0) {
            l.first = text;
            l.first_cell = cell;
        }
        if (column->role >= HRB__ROLE_CODE_CLASS && column->role <= HRB__ROLE_CODE_ITEM) {
            l.part[column->role - HRB__ROLE_CODE_CLASS] = digits_of(text);
            if (l.code_cell.length == 0)
                l.code_cell = cell;
        } else if (column->role == HRB__ROLE_CODE) {
            l.code = text;
            l.code_cell = cell;
        } else if (column->role == HRB__ROLE_UNIT) {
            l.unit = l.unit.length == 0 ? text : l.unit;
            l.unit_name = text;
        } else if (column->role == HRB__ROLE_NAME) {
            if (l.name_columns == 1) {
                l.group = text;
                l.group_cell = cell;
            }
            l.depth = l.name_columns;
            l.name = text;
            l.name_cell = cell;
        } else {
            hrb__ordinal_length(text, &l.ordinal_level);
        }
    }
    if (code_kind(table->panes[pane].form->rows) != HRB_CODE_NONE && l.code_cell.length == 0)
        split_code(&l);
    if (table->panes[pane].form->rows == HRB__ROWS_SOURCE && l.name.length > 0)
        split_joined(document, &l);
    return l;
}

/* The code of a line; a class or group that stands only in the first of several rows is carried down. */
static hrb_code read_code(const labels *l, hrb_code_kind kind, hrb_code previous)
{
    hrb_code code = {HRB_CODE_NONE, 0};
    if (l->code.length > 0) {
        if (hrb_code_parse(kind, l->code.data, l->code.length, &code, NULL) != HRB_OK)
            return (hrb_code){HRB_CODE_NONE, 0};
        return code;
    }
    int32_t part[3] = {l->part[0], l->part[1], l->part[2]};
    /* The parts may hold the whole code already: 201, 20103, 2010301. */
    for (int i = 2; i >= 0; i--)
        if (part[i] > (i == 0 ? 999 : 99)) {
            hrb_code whole = {kind, part[i]};
            return whole;
        }
    int32_t known = previous.digits;
    while (known >= 1000)
        known /= 100;
    if (part[0] < 0 && (part[1] >= 0 || part[2] >= 0) && known > 0)
        part[0] = known;
    if (part[1] < 0 && part[2] >= 0 && previous.digits > 9999)
        part[1] = previous.digits / (previous.digits > 999999 ? 100 : 1) % 100;
    if (part[0] < 0 || hrb_code_join(kind, part[0], part[1], part[2], &code) != HRB_OK)
        return (hrb_code){HRB_CODE_NONE, 0};
    return code;
}

static void set_code(hrb__line *line, hrb_code code)
{
    line->code = code;
    line->level = (int8_t)hrb_code_level(code);
    hrb_code_format(code, line->code_text, sizeof line->code_text);
    if (code.kind == HRB_CODE_FUNCTION)
        line->meaning.function = (uint32_t)code.digits;
    else
        line->meaning.economic = (uint32_t)code.digits;
}

static bool is_total_role(hrb__role role)
{
    return role == HRB__ROLE_TOTAL || role == HRB__ROLE_GRAND_TOTAL;
}

/* The group that a 小计 in this row is of: named in the row, or, where its name
 * stands in the middle of a merged cell, in a row below that. */
static hrb__text subtotal_group(const hrb_document *document, const hrb__table *table, size_t row, size_t pane, const labels *l, hrb__cell *cell)
{
    *cell = l->group_cell;
    if (l->depth > 1 && l->group.length > 0)
        return l->group;
    for (size_t r = row + 1; r < table->row_count; r++) {
        labels below = collect_labels(document, table, &table->rows[r], pane);
        const hrb__term *term = hrb__rulebook_row(document->rulebook, below.name);
        if (below.depth < 2 || (term != NULL && term->role == HRB__ROLE_SUBTOTAL))
            break;
        *cell = below.group_cell;
        if (below.group.length > 0)
            return below.group;
    }
    return HRB__TEXT("");
}

/* A line of a list whose entries stand in a column of their own beside that of their group. */
static void read_nested(hrb_document *document, const hrb__table *table, const labels *l, size_t pane, hrb__line *line, const hrb__term **term)
{
    /* Without a name it is one more of the entry above, told apart by a remark. */
    line->level = (int8_t)MIN(l->depth == 0 ? l->name_columns : l->depth, 7);
    line->is_whole = table->panes[pane].form->rows == HRB__ROWS_ITEM && l->depth > 1 && l->group.length > 0;
    if (*term == NULL || (*term)->role != HRB__ROLE_SUBTOTAL)
        return;
    hrb__cell cell;
    hrb__text group = subtotal_group(document, table, line->row, pane, l, &cell);
    if (group.length == 0)
        return;
    int ordinal = 0;
    line->level = 1;
    line->label = group;
    line->label_cell = cell;
    *term = hrb__rulebook_row(document->rulebook, without_ordinal(group, &ordinal));
}

/* A number for what a line means that no other line has. */
static uint32_t unknown_line(const hrb_document *document, size_t row, size_t pane)
{
    return HRB__UNKNOWN_LINE | (uint32_t)(row << 4 | pane) | (uint32_t)document->table_count << 20;
}

/* Whether a code's own name stands beside it, not that of a project under it. */
static bool is_name_of(const hrb_document *document, hrb_code code, hrb__text name)
{
    const hrb_code_entry *official = NULL, *matched = NULL;
    hrb_name_match match = hrb_codebook_compare_name(document->codebook, code, document->year, name.data, name.length, &official, &matched);
    return name.length == 0 || match == HRB_NAME_SAME || match == HRB_NAME_OTHER_YEAR || match == HRB_NAME_NEAR;
}

/* What is carried down from the rows above. */
typedef struct rows_above {
    hrb_code code;
    uint8_t unit;
} rows_above;

/* Whose line it is; true if it is a unit's own, with all that the unit has. */
static bool read_unit(hrb_document *document, const labels *l, hrb__rows rows, rows_above *above, hrb__line *line)
{
    uint8_t before = above->unit;
    if (l->unit.length > 0)
        above->unit = hrb__unit_number(document, l->unit, l->code_cell.length == 0 && l->name.length > 0 ? l->name : l->unit_name);
    line->unit = above->unit;
    bool another = above->unit != before || above->unit == HRB__OTHER_UNIT; /* of those not told apart each row may be one */
    bool named = l->unit.length > 0 && another && l->code_cell.length == 0;
    return named && (code_kind(rows) != HRB_CODE_NONE || rows == HRB__ROWS_SINGLE);
}

/* False: the row says nothing in this pane. */
static bool read_line(hrb_document *document, const hrb__table *table, size_t row, size_t pane, rows_above *above, hrb__line *line)
{
    const hrb__rows rows = table->panes[pane].form->rows;
    labels l = collect_labels(document, table, &table->rows[row], pane);
    hrb__text label = l.name.length > 0 ? l.name : l.first;
    *line = (hrb__line){.row = (uint32_t)row, .pane = (uint16_t)pane, .parent = -1, .level = 1, .role = HRB__ROLE_NAME,
                        .label = label, .label_cell = l.name.length > 0 ? l.name_cell : l.first_cell, .code_cell = l.code_cell};
    int ordinal = l.ordinal_level;
    hrb__text name = without_ordinal(label, &ordinal);
    line->is_part = ordinal == 3;
    const hrb__term *term = hrb__rulebook_row(document->rulebook, name);
    bool is_total = term != NULL && is_total_role(term->role);
    hrb_code_kind kind = code_kind(rows);
    line->first_pane = (uint16_t)pane;
    if (!hrb__is_label(table->columns[table->panes[pane].first_column].role)) {
        /* No column of labels: the figures are totals. */
        line->role = HRB__ROLE_TOTAL;
        line->level = 0;
        return true;
    }
    if (!is_total && read_unit(document, &l, rows, above, line)) {
        line->is_unit = true;
        line->label = l.name.length > 0 ? l.name : l.unit_name;
        return true;
    }
    if (kind != HRB_CODE_NONE && !is_total) {
        hrb_code code = read_code(&l, kind, above->code);
        if (code.kind == HRB_CODE_NONE && name.length > 0 && l.code_cell.length == 0) {
            hrb_code any = {kind, 0};
            const hrb_code_entry *entry = hrb_codebook_find_name(document->codebook, any, 1, document->year, name.data, name.length);
            code = entry == NULL ? code : hrb_code_entry_code(entry);
        }
        if (code.kind != HRB_CODE_NONE && rows == HRB__ROWS_PROJECT && !is_name_of(document, code, name)) {
            line->item_of = code.digits;
            line->meaning.function = unknown_line(document, row, pane);
            return true;
        }
        if (code.kind != HRB_CODE_NONE) {
            set_code(line, code);
            return true;
        }
    }
    line->level = (int8_t)(is_total ? 0 : ordinal > 0 ? ordinal : 1);
    line->is_unnumbered = !is_total && ordinal == 0 && name.length > 0 && l.name_columns <= 1;
    if (!is_total && (l.name_columns > 1 || l.depth > 1 || (term != NULL && term->role == HRB__ROLE_SUBTOTAL)))
        read_nested(document, table, &l, pane, line, &term);
    if (term != NULL && (rows != HRB__ROWS_ITEM || is_total)) {
        line->role = term->role == HRB__ROLE_AMOUNT || term->role == HRB__ROLE_SUBTOTAL ? HRB__ROLE_NAME : term->role;
        line->meaning = term->meaning;
        return true;
    }
    if (rows != HRB__ROWS_SINGLE && rows != HRB__ROWS_ANY)
        line->meaning.function = unknown_line(document, row, pane);
    return true;
}

/* Where a list numbers its entries, those without a number below one are what it consists of. */
static void settle_unnumbered(hrb__table *table, const hrb__pane *pane)
{
    const hrb__line *above = NULL; /* the last one with a number */
    for (size_t i = pane->first_line; i < pane->end_line; i++) {
        hrb__line *line = &table->lines[i];
        if (line->level <= 0 || line->role != HRB__ROLE_NAME || line->code.digits != 0) {
            above = NULL;
        } else if (!line->is_unnumbered) {
            above = line;
        } else if (above != NULL) {
            line->level = (int8_t)MIN(above->is_part ? above->level : above->level + 1, 7);
            line->is_part = above->is_part;
        }
    }
}

/* A list may start at 1. or （一） without a 一、 above it. */
static void normalise_levels(hrb__table *table, const hrb__pane *pane)
{
    int lowest = 9;
    for (size_t i = pane->first_line; i < pane->end_line; i++)
        if (table->lines[i].level > 0)
            lowest = MIN(lowest, table->lines[i].level);
    for (size_t i = pane->first_line; i < pane->end_line; i++)
        if (table->lines[i].level > 0 && table->lines[i].code.digits == 0)
            table->lines[i].level = (int8_t)(table->lines[i].level - lowest + 1);
}

/* What stands below 年初结转和结余, behind the total of the year, is what it consists of. */
static void adopt_carried(hrb__table *table, const hrb__pane *pane)
{
    const hrb__line *carried = NULL;
    bool after_total = false;
    for (size_t i = pane->first_line; i < pane->end_line; i++) {
        hrb__line *line = &table->lines[i];
        if (is_total_role(line->role)) {
            after_total = true;
            carried = NULL;
        } else if (line->role == HRB__ROLE_CARRY_OVER) {
            carried = after_total ? line : NULL;
            line->level = after_total ? 1 : line->level;
        } else if (carried != NULL) {
            line->role = HRB__ROLE_CARRY_OVER;
            line->level = 2;
            line->meaning.slot[HRB__PHASE] = carried->meaning.slot[HRB__PHASE];
        }
    }
}

/* With something carried over beside a total of the year, the last total is of
 * both. Without a total of the year, what is carried over is one of the parts. */
static void settle_totals(hrb__table *table, const hrb__pane *pane)
{
    bool has_year_total = false;
    for (size_t i = pane->first_line; i < pane->end_line; i++)
        has_year_total = has_year_total || table->lines[i].role == HRB__ROLE_TOTAL;
    for (size_t i = pane->first_line; i < pane->end_line && !has_year_total; i++) {
        hrb__line *line = &table->lines[i];
        if (line->role == HRB__ROLE_GRAND_TOTAL) {
            line->role = HRB__ROLE_TOTAL;
            line->meaning.slot[HRB__PHASE] = 0;
        } else if (line->role == HRB__ROLE_CARRY_OVER) {
            line->role = HRB__ROLE_NAME;
            if (line->meaning.slot[HRB__FUND] != 0)
                line->meaning.slot[HRB__PHASE] = 0;
        }
    }
}

/* The totals of lists that go on in the next pane: one label over both, one figure behind it. */
static void join_totals(hrb__table *table, size_t pane)
{
    for (size_t i = table->panes[pane].first_line; i < table->panes[pane].end_line; i++) {
        hrb__line *line = &table->lines[i];
        int32_t before = pane == 0 ? -1 : table->rows[line->row].line_of[pane - 1];
        if (before < 0 || !is_total_role(line->role) || table->panes[pane - 1].form != table->panes[pane].form ||
            table->lines[before].label.data != line->label.data)
            continue;
        line->first_pane = table->lines[before].first_pane;
        table->rows[line->row].line_of[pane - 1] = -1;
        table->lines[before].role = HRB__ROLE_NOTE; /* states nothing by itself */
        table->lines[before].label = HRB__TEXT("");
    }
}

static bool has_content(const hrb_document *document, const hrb__table *table, const hrb__table_row *row, size_t pane)
{
    const hrb__row *block_row = &document->blocks.rows[row->block_row];
    for (size_t c = table->panes[pane].first_column; c < table->panes[pane].end_column; c++)
        if (row->cell_of[c] >= 0 && hrb__row_text(&document->blocks, block_row, (size_t)row->cell_of[c]).length > 0)
            return true;
    return false;
}

static bool states_figures(const hrb_document *document, const hrb__table *table, const hrb__table_row *row, size_t pane)
{
    for (size_t c = table->panes[pane].first_column; c < table->panes[pane].end_column; c++)
        if (table->columns[c].role == HRB__ROLE_AMOUNT && row->cell_of[c] >= 0 &&
            hrb__is_figure(hrb__look_at(document, &document->blocks.rows[row->block_row], (size_t)row->cell_of[c])))
            return true;
    return false;
}

static bool has_code_column(const hrb__table *table, size_t pane)
{
    for (size_t c = table->panes[pane].first_column; c < table->panes[pane].end_column; c++)
        if (table->columns[c].role >= HRB__ROLE_CODE && table->columns[c].role <= HRB__ROLE_CODE_ITEM)
            return true;
    return false;
}

/* A line of the page is not always one of the table: the figures of a label may
 * stand below it, and a name may be cut into rows of its own. True if the row was
 * joined to another, or holds but a piece of a name. */
static bool joins_other_row(const hrb_document *document, hrb__table *table, size_t row, size_t pane)
{
    const hrb__table_row *here = &table->rows[row];
    if (!hrb__is_label(table->columns[table->panes[pane].first_column].role))
        return false;
    labels l = collect_labels(document, table, here, pane);
    bool figures = states_figures(document, table, here, pane);
    if (figures || l.code_cell.length > 0) {
        hrb__line *last = table->line_count > table->panes[pane].first_line ? &table->lines[table->line_count - 1] : NULL;
        if (last == NULL || last->row + 1 != row || states_figures(document, table, &table->rows[last->row], pane))
            return false;
        bool is_nameless = last->code.digits != 0 && last->label_cell.offset == last->code_cell.offset;
        if (l.first.length > 0 && (l.code_cell.length > 0 || l.name.length == 0 || !is_nameless))
            return false;
        if (l.name.length > 0) {
            last->label = l.name;
            last->label_cell = l.name_cell;
        }
        table->rows[last->row].line_of[pane] = -1;
        table->rows[row].line_of[pane] = (int32_t)table->line_count - 1;
        last->row = (uint32_t)row;
        return true;
    }
    return has_code_column(table, pane) && hrb__rulebook_row(document->rulebook, l.first) == NULL;
}

static void read_pane(hrb_document *document, hrb__table *table, size_t pane)
{
    table->panes[pane].first_line = table->line_count;
    rows_above above = {{HRB_CODE_NONE, 0}, 0};
    for (size_t row = 0; row < table->row_count; row++) {
        hrb__line *line = &table->lines[table->line_count];
        table->rows[row].line_of[pane] = -1;
        if (!has_content(document, table, &table->rows[row], pane) || (table->column_at != NULL && joins_other_row(document, table, row, pane)) ||
            !read_line(document, table, row, pane, &above, line))
            continue;
        table->rows[row].line_of[pane] = (int32_t)table->line_count++;
        if (line->code.digits != 0)
            above.code = line->code;
    }
    table->panes[pane].end_line = table->line_count;
}

bool hrb__read_lines(hrb_document *document, hrb__table *table)
{
    hrb__code_lines codes = {0};
    bool ok = true;
    table->lines = hrb__arena_array(&document->arena, (size_t)table->row_count * table->pane_count, sizeof *table->lines);
    for (size_t pane = 0; pane < table->pane_count && ok && table->lines != NULL; pane++) {
        read_pane(document, table, pane);
        if (table->panes[pane].form->rows == HRB__ROWS_SOURCE || table->panes[pane].form->rows == HRB__ROWS_ITEM)
            settle_unnumbered(table, &table->panes[pane]);
        normalise_levels(table, &table->panes[pane]);
        adopt_carried(table, &table->panes[pane]);
        settle_totals(table, &table->panes[pane]);
        join_totals(table, pane);
        ok = hrb__find_parents(table, &table->panes[pane], &codes);
        hrb__settle_units(document, table, &table->panes[pane]);
    }
    g_free(codes.slots);
    return ok && table->lines != NULL;
}
