/* SPDX-License-Identifier: Apache-2.0 */
/* One table: which form it has, and the facts its cells state. */
#include <glib.h>
#include <string.h>

#include "amount/cell.h"
#include "fact/table.h"

/* --- Form --- */

/* The words of a header that forms have; false if it has no words at all. */
static bool gather_header(const hrb_document *document, size_t header, size_t header_rows, hrb__form_words *words)
{
    bool any = false;
    for (size_t r = 0; r < header_rows; r++) {
        const hrb__row *row = &document->blocks.rows[header + r];
        for (size_t i = 0; i < row->cell_count; i++) {
            hrb__text text = hrb__without_year(hrb__row_text(&document->blocks, row, i));
            if (text.length == 0 || text.length > 100)
                continue;
            hrb__rulebook_note_header(document->rulebook, text, words);
            any = true;
        }
    }
    return any;
}

/* Of the forms of one kind that a title fits, the one that the header fits best. */
static const hrb__table_form *best_variant(const hrb_rulebook *book, const hrb__table_start *start, const hrb__form_words *words)
{
    const hrb__table_form *best = start->form;
    hrb__form_words title;
    bool has_title = false;
    int most = hrb__form_header_share(best, words);
    for (guint i = 0; i < book->tables->len && most < 100; i++) {
        const hrb__table_form *form = &g_array_index(book->tables, hrb__table_form, i);
        int share = form == start->form || form->kind_number != start->form->kind_number ? 0 : hrb__form_header_share(form, words);
        if (share <= most)
            continue;
        if (!has_title)
            title = hrb__rulebook_title_words(book, start->title);
        has_title = true;
        if (hrb__form_fits_title(book, form, &title)) {
            most = share;
            best = form;
        }
    }
    return best;
}

/* The form that the title names, unless the header contradicts it: then it names another table, or a list of them. */
static const hrb__table_form *choose_form(const hrb_document *document, const hrb__table_start *start, size_t header_rows)
{
    hrb__form_words words = {{0}};
    if (!gather_header(document, start->row, header_rows, &words))
        return start->form;
    const hrb__table_form *by_header = hrb__rulebook_table_by_header(document->rulebook, &words);
    if (start->form == NULL)
        return by_header;
    const hrb__table_form *form = best_variant(document->rulebook, start, &words);
    bool contradicts = by_header != NULL && by_header != form && hrb__form_header_share(form, &words) == 0;
    return contradicts ? by_header : form;
}

/* --- Panes --- */

static bool assign_panes(hrb_document *document, hrb__table *table)
{
    size_t pane = 0;
    table->panes = hrb__arena_array(&document->arena, table->column_count, sizeof *table->panes);
    if (table->panes == NULL)
        return false;
    for (size_t c = 0; c < table->column_count; c++) {
        if (c > 0 && hrb__is_label(table->columns[c].role) && !hrb__is_label(table->columns[c - 1].role))
            table->panes[++pane].first_column = (uint16_t)c;
        table->panes[pane].end_column = (uint16_t)(c + 1);
        table->columns[c].pane = (uint16_t)pane;
    }
    table->pane_count = (uint16_t)(pane + 1);
    return true;
}

static const hrb__pane_form *pane_form(const hrb__table *table, size_t pane)
{
    const hrb__table_form *form = table->form;
    if (form->pane_count == 1)
        return &form->panes[0];
    const hrb__pane_form *best = NULL;
    for (size_t p = 0; p < form->pane_count; p++) {
        size_t hits = 0, columns = 0;
        bool labelled = hrb__is_label(table->columns[table->panes[pane].first_column].role);
        for (size_t c = table->panes[pane].first_column; c < table->panes[pane].end_column; c++) {
            if (labelled && !hrb__is_label(table->columns[c].role))
                continue;
            hrb__text title = {table->columns[c].title, strlen(table->columns[c].title)};
            columns++;
            hits += hrb__text_has(title, form->panes[p].header);
        }
        /* 支出用途 says more than 支出. */
        if (columns > 0 && hits == columns - (hits < columns && table->columns[0].title[0] == '\0') &&
            (best == NULL || form->panes[p].header.length > best->header.length))
            best = &form->panes[p];
    }
    return best != NULL ? best : &form->panes[MIN(pane, form->pane_count - 1)];
}

/* A header cell that lost its words is known by its place if the others stand in theirs. */
static void settle_columns(hrb_document *document, hrb__table *table, const hrb__pane *pane)
{
    const hrb__pane_form *form = pane->form;
    size_t amounts = 0, index = 0;
    for (size_t c = pane->first_column; c < pane->end_column; c++)
        amounts += table->columns[c].role == HRB__ROLE_AMOUNT;
    for (size_t c = pane->first_column; c < pane->end_column; c++) {
        hrb__column *column = &table->columns[c];
        if (column->role != HRB__ROLE_AMOUNT)
            continue;
        /* 合计 and 小计 say as little as a cell without words, where the header above them was lost. */
        const hrb__meaning nothing = {0};
        bool wordless = column->known ? hrb__meaning_equals(&column->meaning, &nothing) : column->leaf[0] == '\0';
        if (wordless && amounts == form->columns.count) {
            const hrb__term *term = hrb__rulebook_column(document->rulebook, form->columns.items[index]);
            if (term != NULL && term->role == HRB__ROLE_AMOUNT) {
                column->meaning = term->meaning;
                column->known = true;
                /* 预算数 of a form with one column says no more than 金额: in final accounts it is an outcome. */
                if (amounts == 1 && column->meaning.slot[HRB__PHASE] == HRB__PHASE_BUDGET)
                    column->meaning.slot[HRB__PHASE] = 0;
            }
        }
        hrb__meaning meaning = form->meaning;
        hrb__meaning_refine(&meaning, &column->meaning);
        /* What the document itself is about needs no phase: 预算数 in a budget, 决算数 in final accounts. */
        if (meaning.slot[HRB__PHASE] == hrb__rulebook_value(document->rulebook, HRB__PHASE, document->is_final ? "final" : "budget"))
            meaning.slot[HRB__PHASE] = 0;
        column->meaning = meaning;
        index++;
    }
}

/* Where columns say what was carried in, a total beside them has it in it. */
static void settle_carried(const hrb_document *document, hrb__table *table, const hrb__pane *pane)
{
    const uint8_t carried = hrb__rulebook_value(document->rulebook, HRB__PHASE, "carried_in"), both = hrb__rulebook_value(document->rulebook, HRB__PHASE, "with_carry_over");
    bool found = false;
    for (size_t c = pane->first_column; c < pane->end_column; c++)
        found = found || (table->columns[c].role == HRB__ROLE_AMOUNT && table->columns[c].meaning.slot[HRB__PHASE] == carried);
    for (size_t c = pane->first_column; c < pane->end_column && found && carried != 0; c++) {
        hrb__column *column = &table->columns[c];
        bool is_total = column->role == HRB__ROLE_AMOUNT && column->known && strcmp(column->leaf, column->title) == 0 &&
                        hrb__meaning_equals(&column->meaning, &pane->form->meaning);
        if (is_total)
            column->meaning.slot[HRB__PHASE] = both;
    }
}

/* --- Facts --- */

static void read_figure(hrb_document *document, hrb__table *table, size_t row, size_t column)
{
    hrb__table_row *r = &table->rows[row];
    const hrb__row *block_row = &document->blocks.rows[r->block_row];
    hrb__cell cell = document->blocks.cells[block_row->first_cell + (size_t)r->cell_of[column]];
    hrb_amount amount;
    hrb_status why = HRB_OK;
    hrb__cell_kind kind = hrb__cell_amount(hrb__cell_text(&document->blocks, cell), table->unit, &amount, &why);
    int32_t table_index = (int32_t)document->table_count, line_index = r->line_of[table->columns[column].pane];
    if (kind == HRB__CELL_BLANK)
        return;
    /* Words below a header that is not known are no figures. */
    if (kind == HRB__CELL_TEXT && !table->columns[column].known)
        return;
    if (kind != HRB__CELL_AMOUNT) {
        r->fact_of[column] = HRB__UNREADABLE;
        hrb__add_issue(document, HRB__RULE_CELL_UNREADABLE, kind == HRB__CELL_TEXT ? HRB_ERROR_SYNTAX : why, table_index, (int32_t)row, (int32_t)column, cell);
        return;
    }
    if (line_index < 0 || !table->columns[column].known)
        return;
    hrb__fact *fact = hrb__add_fact(document);
    if (fact == NULL)
        return;
    r->fact_of[column] = (int32_t)(document->fact_count - 1);
    const hrb__line *line = &table->lines[line_index];
    fact->meaning = table->columns[column].meaning;
    hrb__meaning_refine(&fact->meaning, &line->meaning);
    fact->meaning.function = line->meaning.function;
    fact->meaning.economic = line->meaning.economic;
    fact->meaning.entity = line->meaning.entity;
    fact->value = amount.fen;
    fact->quantum = amount.quantum_fen;
    fact->offset = cell.offset;
    fact->length = cell.length;
    fact->table = table_index;
    fact->row = (int32_t)row;
    fact->column = (int32_t)column;
    fact->value_kind = HRB_VALUE_FEN;
    fact->source = HRB__FROM_TABLE;
}

/* A figure to the last yuan among figures with decimals was rounded; one that
 * ends in a zero was more likely planned so, and stands for itself. */
static bool is_rounded_to_yuan(const hrb__table *table, const hrb__fact *fact)
{
    return table->unit == HRB_UNIT_YUAN && fact->quantum == HRB_UNIT_YUAN && fact->value % (10 * HRB_UNIT_YUAN) != 0;
}

/* Trailing zeros get dropped: a column is as precise as its most precise
 * figure, and a single row as the most precise in it. */
static void settle_precision(hrb_document *document, hrb__table *table)
{
    bool single = table->row_count == 1;
    int64_t row_quantum = INT64_MAX;
    for (int pass = 0; pass < (single ? 2 : 1); pass++)
        for (size_t c = 0; c < table->column_count; c++) {
            int64_t quantum = single && pass == 1 ? row_quantum : INT64_MAX;
            for (size_t r = 0; r < table->row_count; r++)
                if (table->rows[r].fact_of[c] >= 0)
                    quantum = MIN(quantum, document->facts[table->rows[r].fact_of[c]].quantum);
            row_quantum = MIN(row_quantum, quantum);
            for (size_t r = 0; r < table->row_count; r++)
                if (table->rows[r].fact_of[c] >= 0 && !is_rounded_to_yuan(table, &document->facts[table->rows[r].fact_of[c]]))
                    document->facts[table->rows[r].fact_of[c]].quantum = quantum;
        }
}

static bool allocate_rows(hrb_document *document, hrb__table *table, const hrb__data_rows *data)
{
    hrb__arena *arena = &document->arena;
    size_t columns = table->column_count, panes = table->pane_count;
    table->row_count = (uint32_t)data->count;
    table->rows = hrb__arena_array(arena, data->count, sizeof *table->rows);
    int16_t *cells = hrb__arena_array(arena, data->count * columns, sizeof *cells);
    int32_t *facts = hrb__arena_array(arena, data->count * columns, sizeof *facts);
    int32_t *lines = hrb__arena_array(arena, data->count * panes, sizeof *lines);
    if (table->rows == NULL || cells == NULL || facts == NULL || lines == NULL)
        return false;
    for (size_t r = 0; r < data->count; r++) {
        table->rows[r] = (hrb__table_row){(uint32_t)data->rows[r], cells + r * columns, facts + r * columns, lines + r * panes};
        for (size_t c = 0; c < columns; c++) {
            cells[r * columns + c] = -1;
            facts[r * columns + c] = HRB__NO_FACT;
        }
    }
    return true;
}

static hrb__role row_role(const hrb_document *document, const hrb__row *row, int16_t cell)
{
    const hrb__term *term = cell < 0 ? NULL : hrb__rulebook_row(document->rulebook, hrb__row_text(&document->blocks, row, (size_t)cell));
    return term == NULL ? HRB__ROLE_NAME : term->role;
}

static bool is_total_label(const hrb_document *document, const hrb__row *row, int16_t cell)
{
    hrb__role role = row_role(document, row, cell);
    return role == HRB__ROLE_TOTAL || role == HRB__ROLE_GRAND_TOTAL || role == HRB__ROLE_CARRY_OVER;
}

/* The first cell of a pane's labels or amounts in a row; -1 if it has none. */
static int16_t first_cell(const hrb__table *table, const hrb__pane *pane, const int16_t *cell_of, bool label, size_t *column)
{
    for (size_t c = pane->first_column; c < pane->end_column; c++)
        if (cell_of[c] >= 0 && hrb__is_label(table->columns[c].role) == label) {
            *column = c;
            return cell_of[c];
        }
    return -1;
}

/* A total's label that stands over the amounts of its list is put where labels stand. */
static void restore_labels(const hrb_document *document, const hrb__table *table, const hrb__row *row, int16_t *cell_of)
{
    for (size_t p = 0; p < table->pane_count; p++) {
        const hrb__pane *pane = &table->panes[p];
        size_t column, unused;
        if (!hrb__is_label(table->columns[pane->first_column].role) || first_cell(table, pane, cell_of, true, &unused) >= 0)
            continue;
        int16_t cell = first_cell(table, pane, cell_of, false, &column);
        if (cell < 0 || hrb__look_at(document, row, (size_t)cell) != HRB__LOOK_TEXT || !is_total_label(document, row, cell))
            continue;
        cell_of[pane->first_column] = cell;
        cell_of[column] = -1;
    }
}

/* 当年支出小计 over two lists, its figure at the end of the second: the label of both. */
static void spread_totals(const hrb_document *document, const hrb__table *table, const hrb__row *row, int16_t *cell_of)
{
    for (size_t p = 0; p + 1 < table->pane_count; p++) {
        const hrb__pane *pane = &table->panes[p], *next = &table->panes[p + 1];
        size_t unused;
        int16_t label = first_cell(table, pane, cell_of, true, &unused), figure = first_cell(table, next, cell_of, false, &unused);
        if (label < 0 || !is_total_label(document, row, label) || first_cell(table, pane, cell_of, false, &unused) >= 0)
            continue;
        if (!hrb__is_label(table->columns[next->first_column].role) || first_cell(table, next, cell_of, true, &unused) >= 0 || figure < 0 ||
            !hrb__is_figure(hrb__look_at(document, row, (size_t)figure)))
            continue;
        cell_of[next->first_column] = label;
        for (size_t c = pane->first_column; c < pane->end_column; c++)
            if (table->columns[c].role == HRB__ROLE_AMOUNT)
                cell_of[c] = HRB__COVERED;
    }
}

static void lay_rows(hrb_document *document, hrb__table *table)
{
    for (size_t r = 0; r < table->row_count; r++) {
        const hrb__row *row = &document->blocks.rows[table->rows[r].block_row];
        if (hrb__lay_cells(document, table, row, table->rows[r].cell_of)) {
            if (table->pane_count > 1) {
                restore_labels(document, table, row, table->rows[r].cell_of);
                spread_totals(document, table, row, table->rows[r].cell_of);
            }
            continue;
        }
        for (size_t c = 0; c < table->column_count; c++)
            table->rows[r].cell_of[c] = -1;
        if (hrb__row_has_figure(document, row))
            hrb__add_issue(document, HRB__RULE_ROW_UNKNOWN, HRB_OK, (int32_t)document->table_count, (int32_t)r, -1, document->blocks.cells[row->first_cell]);
    }
}

static bool states_figures(const hrb_document *document, const hrb__table *table, size_t column)
{
    for (size_t r = 0; r < table->row_count; r++) {
        int16_t cell = table->rows[r].cell_of[column];
        if (cell >= 0 && hrb__is_figure(hrb__look_at(document, &document->blocks.rows[table->rows[r].block_row], (size_t)cell)))
            return true;
    }
    return false;
}

static void read_figures(hrb_document *document, hrb__table *table)
{
    int32_t table_index = (int32_t)document->table_count;
    for (size_t c = 0; c < table->column_count; c++) {
        const hrb__column *column = &table->columns[c];
        if (column->role != HRB__ROLE_AMOUNT)
            continue;
        if (!column->known && states_figures(document, table, c)) {
            hrb__add_issue(document, HRB__RULE_COLUMN_UNKNOWN, HRB_OK, table_index, 0, (int32_t)c, (hrb__cell){0});
            table->columns[c].is_missed = !g_str_has_prefix(column->leaf, "其中");
        }
        for (size_t r = 0; r < table->row_count; r++)
            if (table->rows[r].cell_of[c] >= 0)
                read_figure(document, table, r, c);
    }
    settle_precision(document, table);
}

static bool names_its_own(hrb__rows rows)
{
    return rows == HRB__ROWS_ITEM || rows == HRB__ROWS_PROJECT;
}

/* Figures beside a label that neither the vocabulary nor the code book knows. */
static void report_unknown_lines(hrb_document *document, const hrb__table *table)
{
    for (size_t i = 0; i < table->line_count; i++) {
        const hrb__line *line = &table->lines[i];
        if ((line->meaning.function & HRB__UNKNOWN_LINE) == 0 || line->is_unit || line->code.digits != 0 || line->label.length == 0 || names_its_own(table->panes[line->pane].form->rows) ||
            (line->parent >= 0 && table->panes[line->pane].form->rows == HRB__ROWS_SOURCE))
            continue;
        bool stated = false;
        const hrb__pane *pane = &table->panes[line->pane];
        for (size_t c = pane->first_column; c < pane->end_column; c++) {
            int32_t fact = table->rows[line->row].fact_of[c];
            stated = stated || (fact >= 0 && document->facts[fact].value != 0);
        }
        if (stated)
            hrb__add_issue(document, HRB__RULE_ROW_UNKNOWN, HRB_OK, (int32_t)document->table_count, (int32_t)line->row, -1, line->label_cell);
    }
}

/* A label that reaches over the amounts of its pane into the next one: both state the figure behind it. */
static void share_figures(hrb__table *table)
{
    for (size_t r = 0; r < table->row_count; r++)
        for (size_t c = table->column_count; c-- > 0;) {
            hrb__table_row *row = &table->rows[r];
            if (row->cell_of[c] != HRB__COVERED)
                continue;
            size_t next = c + 1;
            while (next < table->column_count && hrb__is_label(table->columns[next].role))
                next++;
            if (next < table->column_count && row->line_of[table->columns[c].pane] >= 0 && row->fact_of[c] == HRB__NO_FACT)
                row->fact_of[c] = row->fact_of[next];
        }
}

/* A wide header over rows of a few cells each: keeping a place for every column
 * in every row would take far more memory than the document has text. */
#define MOST_PLACES_A_CELL 16

static bool is_too_sparse(const hrb_document *document, const hrb__table *table, const hrb__data_rows *data)
{
    size_t cells = 0;
    for (size_t i = 0; i < data->count; i++)
        cells += document->blocks.rows[data->rows[i]].cell_count;
    return data->count * table->column_count > (cells + 4096) * MOST_PLACES_A_CELL;
}

static bool build(hrb_document *document, hrb__table *table, const hrb__data_rows *data, size_t header, size_t header_rows)
{
    if (!hrb__fit_columns(document, table, data, header, header_rows) || is_too_sparse(document, table, data))
        return false;
    if (!assign_panes(document, table) || !allocate_rows(document, table, data)) {
        document->out_of_memory = true;
        return false;
    }
    for (size_t p = 0; p < table->pane_count; p++) {
        table->panes[p].form = pane_form(table, p);
        settle_columns(document, table, &table->panes[p]);
        settle_carried(document, table, &table->panes[p]);
    }
    lay_rows(document, table);
    if (!hrb__read_lines(document, table)) {
        document->out_of_memory = true;
        return false;
    }
    read_figures(document, table);
    share_figures(table);
    report_unknown_lines(document, table);
    return true;
}

/* Whether a header names amounts, and no performance targets. */
static bool names_amounts(const hrb_document *document, size_t header, size_t header_rows)
{
    bool named = false;
    for (size_t r = 0; r < header_rows; r++) {
        const hrb__row *row = &document->blocks.rows[header + r];
        for (size_t i = 0; i < row->cell_count; i++) {
            const hrb__term *term = hrb__rulebook_column(document->rulebook, hrb__row_text(&document->blocks, row, i));
            if (term != NULL && term->role == HRB__ROLE_TARGET)
                return false;
            named = named || (term != NULL && term->role == HRB__ROLE_AMOUNT);
        }
    }
    return named;
}

static bool has_figures(const hrb_document *document, const hrb__data_rows *data)
{
    for (size_t r = 0; r < data->count; r++)
        if (hrb__row_has_figure(document, &document->blocks.rows[data->rows[r]]))
            return true;
    return false;
}

bool hrb__understand_table(hrb_document *document, const hrb__table_start *start, size_t *end)
{
    hrb__blocks *blocks = &document->blocks;
    size_t header_rows = hrb__count_header_rows(document, start->row);
    if (header_rows == 0 && start->form == NULL)
        return false;
    /* Without a title or a known header it is a budget's table only if it speaks of amounts. */
    const hrb__table_form *form = choose_form(document, start, header_rows);
    if (form == NULL && !names_amounts(document, start->row, header_rows))
        return false;
    hrb__data_rows data;
    if (!hrb__collect_data_rows(document, start->row, header_rows, &data)) {
        document->out_of_memory = true;
        return false;
    }
    hrb__table table = {.form = form, .title = start->title, .unit = start->unit == HRB_UNIT_NONE ? HRB_UNIT_YUAN : start->unit,
                        .unit_stated = start->unit != HRB_UNIT_NONE, .unit_line = start->unit_line, .first_block_row = (uint32_t)start->row, .end_block_row = (uint32_t)data.end};
    bool taken = form != NULL ? data.count > 0 || header_rows > 0 : has_figures(document, &data);
    if (taken && hrb__grow((void **)&document->tables, document->table_count, &document->table_capacity, sizeof *document->tables)) {
        bool understood = table.form != NULL && data.count > 0 && build(document, &table, &data, start->row, header_rows);
        if (!understood && data.count > 0) {
            table.form = NULL;
            table.row_count = 0;
            table.column_count = 0;
            table.line_count = 0;
            hrb__add_issue(document, HRB__RULE_TABLE_UNKNOWN, HRB_OK, (int32_t)document->table_count, -1, -1, blocks->cells[blocks->rows[start->row].first_cell]);
        }
        document->tables[document->table_count++] = table;
        *end = data.end;
    } else if (taken) {
        document->out_of_memory = true;
    }
    g_free(data.rows);
    return taken && !document->out_of_memory;
}
