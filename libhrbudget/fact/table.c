/* SPDX-License-Identifier: Apache-2.0 */
/* One table: where its header ends, which cell stands in which column, and the
 * facts its cells state. */
#include <glib.h>
#include <string.h>

#include "amount/cell.h"
#include "fact/document.h"

#define MAX_HEADER_ROWS 6
#define SCORED_ROWS 40
#define MAX_WIDTH 1024
#define MAX_LABEL_BYTES 120

static hrb__cell_kind classify(const hrb_document *document, const hrb__row *row, size_t cell, hrb_unit unit, hrb_amount *amount, hrb_status *why)
{
    return hrb__cell_amount(hrb__row_text(&document->blocks, row, cell), unit, amount, why);
}

static bool has_figure(const hrb_document *document, const hrb__row *row)
{
    hrb_amount amount;
    hrb_status why;
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__cell_kind kind = classify(document, row, i, HRB_UNIT_YUAN, &amount, &why);
        if (kind == HRB__CELL_AMOUNT || kind == HRB__CELL_BAD_AMOUNT)
            return true;
    }
    return false;
}

static size_t known_headers(const hrb_document *document, const hrb__row *row)
{
    size_t known = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        known += text.length > 0 && text.length < 100 && hrb__rulebook_column(document->rulebook, text) != NULL;
    }
    return known;
}

/* A row of a list, even where it states no figure: it begins with an ordinal or is a total. */
static bool begins_like_data(const hrb_document *document, const hrb__row *row)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        if (text.length == 0)
            continue;
        int level;
        const hrb__term *term;
        return hrb__ordinal_length(text, &level) > 0 ||
               (i == 0 && row->cell_count > 1 && (term = hrb__rulebook_row(document->rulebook, text)) != NULL && term->role == HRB__ROLE_GRAND_TOTAL &&
                known_headers(document, row) < 2);
    }
    return false;
}

/* Rows of the header from `row` on; 0 if there is none. */
static size_t count_header_rows(const hrb_document *document, size_t row)
{
    const hrb__blocks *blocks = &document->blocks;
    size_t n = 0, known = 0;
    while (n < MAX_HEADER_ROWS && row + n < blocks->row_count) {
        const hrb__row *r = &blocks->rows[row + n];
        if (!r->is_grid || r->cell_count < 2 || has_figure(document, r) || begins_like_data(document, r))
            break;
        known += known_headers(document, r);
        n++;
    }
    return known > 0 ? n : 0;
}

static size_t text_cells(const hrb__blocks *blocks, const hrb__row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < row->cell_count; i++)
        n += blocks->cells[row->first_cell + i].length > 0;
    return n;
}

static bool is_page_number(const hrb__blocks *blocks, const hrb__row *row)
{
    hrb__text text = hrb__row_text(blocks, row, 0);
    if (row->cell_count != 1 || text.length == 0 || text.length > 8)
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (strchr("0123456789- ", text.data[i]) == NULL)
            return false;
    return true;
}

static bool same_texts(const hrb__blocks *blocks, const hrb__row *a, const hrb__row *b)
{
    if (a->cell_count != b->cell_count)
        return false;
    for (size_t i = 0; i < a->cell_count; i++)
        if (!hrb__text_equals(hrb__row_text(blocks, a, i), hrb__row_text(blocks, b, i)))
            return false;
    return true;
}

/* A row of one text and no figure that is too narrow or too long to be a line
 * of the table: a heading or a paragraph behind it. */
static bool is_prose(const hrb_document *document, const hrb__row *row, size_t header_width)
{
    if (text_cells(&document->blocks, row) != 1 || has_figure(document, row))
        return false;
    size_t longest = 0;
    for (size_t i = 0; i < row->cell_count; i++)
        longest = MAX(longest, hrb__row_text(&document->blocks, row, i).length);
    return longest > MAX_LABEL_BYTES || (size_t)row->cell_count * 2 <= header_width;
}

/* The data rows of a table; header rows repeated on a new page and page numbers are left out. */
typedef struct data_rows {
    size_t *rows;
    size_t count;
    size_t end; /* the row behind the table */
} data_rows;

static bool repeats_header(const hrb__blocks *blocks, size_t header, size_t header_rows, const hrb__row *row)
{
    for (size_t i = 0; i < header_rows; i++)
        if (same_texts(blocks, &blocks->rows[header + i], row))
            return true;
    return false;
}

static bool collect_data_rows(const hrb_document *document, size_t header, size_t header_rows, data_rows *out)
{
    const hrb__blocks *blocks = &document->blocks;
    size_t first = header + header_rows, i = first;
    size_t capacity = 0, header_width = 0;
    for (size_t r = header; r < first; r++)
        header_width = MAX(header_width, blocks->rows[r].cell_count);
    *out = (data_rows){0};
    for (; i < blocks->row_count; i++) {
        const hrb__row *row = &blocks->rows[i];
        if (is_page_number(blocks, row))
            continue;
        if (!row->is_grid || row->cell_count < 2)
            break;
        hrb__text title;
        if (text_cells(blocks, row) == 1 && hrb__title_form(document, row, &title) != NULL)
            break;
        if (is_prose(document, row, header_width))
            break;
        if (!has_figure(document, row) && known_headers(document, row) >= 2 && !begins_like_data(document, row)) {
            if (repeats_header(blocks, header, header_rows, row))
                continue;
            break;
        }
        if (!hrb__grow((void **)&out->rows, out->count, &capacity, sizeof *out->rows)) {
            g_free(out->rows);
            return false;
        }
        out->rows[out->count++] = i;
    }
    out->end = i;
    return true;
}

/* The number of cells most rows have. */
static size_t usual_width(const hrb__blocks *blocks, const data_rows *data)
{
    size_t counts[MAX_WIDTH + 1] = {0}, best = 0;
    for (size_t i = 0; i < data->count; i++) {
        size_t n = MIN(blocks->rows[data->rows[i]].cell_count, MAX_WIDTH);
        counts[n]++;
    }
    for (size_t n = 1; n <= MAX_WIDTH; n++)
        if (counts[n] > 0 && counts[n] >= counts[best])
            best = n;
    return best;
}

/* --- Laying cells into columns --- */

static bool is_code_part(hrb__role role)
{
    return role >= HRB__ROLE_CODE && role <= HRB__ROLE_CODE_ITEM;
}

/* How well a cell fits a column: below 0 is a misfit. */
static int fit(const hrb_document *document, const hrb__row *row, size_t cell, hrb__role role)
{
    hrb_amount amount;
    hrb_status why;
    hrb__cell_kind kind = classify(document, row, cell, HRB_UNIT_YUAN, &amount, &why);
    if (kind == HRB__CELL_BLANK)
        return 0;
    if (role == HRB__ROLE_AMOUNT)
        return kind == HRB__CELL_TEXT ? -3 : 1;
    if (is_code_part(role))
        return kind == HRB__CELL_AMOUNT && amount.decimals == 0 ? 1 : -2;
    if (role == HRB__ROLE_ORDINAL)
        return hrb__row_text(&document->blocks, row, cell).length <= 12 ? 1 : -2;
    return kind == HRB__CELL_TEXT ? 1 : -2;
}

static int score_direct(const hrb_document *document, const hrb__row *row, const hrb__column *columns, size_t count)
{
    int score = 0;
    for (size_t c = 0; c < count && c < row->cell_count; c++)
        score += fit(document, row, c, columns[c].role);
    return score;
}

static void insert_column(hrb__column *columns, size_t *count, size_t at, hrb__column column)
{
    memmove(&columns[at + 1], &columns[at], (*count - at) * sizeof *columns);
    columns[at] = column;
    (*count)++;
}

static hrb__column label_column(hrb_document *document, hrb__role role)
{
    char *empty = hrb__arena_text(&document->arena, "", 0);
    document->out_of_memory = document->out_of_memory || empty == NULL;
    return (hrb__column){.role = role, .known = true, .title = empty, .leaf = empty};
}

/* Whether the header names the parts of the code already. */
static bool split_code(hrb_document *document, hrb__column *columns, size_t *count, size_t missing)
{
    for (size_t c = 0; c < *count; c++)
        if (columns[c].role == HRB__ROLE_CODE && missing <= 2) {
            columns[c].role = HRB__ROLE_CODE_CLASS;
            insert_column(columns, count, c + 1, label_column(document, HRB__ROLE_CODE_GROUP));
            if (missing == 2)
                insert_column(columns, count, c + 2, label_column(document, HRB__ROLE_CODE_ITEM));
            return true;
        }
    return false;
}

/* The header has one column fewer than the data: an ordinal (一、) in a cell of
 * its own. It is put before the name where the rows then fit best. */
static void split_ordinal(hrb_document *document, const data_rows *data, hrb__column *columns, size_t *count)
{
    size_t best = SIZE_MAX;
    int best_score = 0;
    for (size_t at = 0; at < *count; at++) {
        if (columns[at].role != HRB__ROLE_NAME)
            continue;
        int score = 0;
        size_t rows = 0;
        for (size_t i = 0; i < data->count && rows < SCORED_ROWS; i++) {
            const hrb__row *row = &document->blocks.rows[data->rows[i]];
            if (row->cell_count != *count + 1)
                continue;
            rows++;
            for (size_t c = 0; c < row->cell_count; c++) {
                hrb__role role = c == at ? HRB__ROLE_ORDINAL : columns[c < at ? c : c - 1].role;
                score += fit(document, row, c, role);
            }
        }
        if (best == SIZE_MAX || score > best_score) {
            best = at;
            best_score = score;
        }
    }
    if (best != SIZE_MAX)
        insert_column(columns, count, best, label_column(document, HRB__ROLE_ORDINAL));
}

static bool is_label_role(hrb__role role)
{
    return role != HRB__ROLE_AMOUNT;
}

static void assign_panes(hrb__table *table)
{
    uint16_t pane = 0;
    for (size_t c = 0; c < table->column_count; c++) {
        if (c > 0 && is_label_role(table->columns[c].role) && !is_label_role(table->columns[c - 1].role))
            pane++;
        table->columns[c].pane = pane;
    }
    table->pane_count = (uint16_t)(pane + 1);
}

/* For a row with fewer cells than columns: which runs of label columns were
 * merged. Tries each way to spread the missing cells over the panes' label runs. */
typedef struct layout {
    const hrb_document *document;
    const hrb__table *table;
    const hrb__row *row;
    int best_score;
    int16_t *best;
    int16_t *current;
} layout;

static void try_layout(layout *l, size_t column, size_t cell, size_t missing, int score)
{
    const hrb__table *t = l->table;
    while (column < t->column_count) {
        bool run_start = is_label_role(t->columns[column].role) && (column == 0 || !is_label_role(t->columns[column - 1].role));
        if (run_start) {
            size_t run = 1;
            while (column + run < t->column_count && is_label_role(t->columns[column + run].role))
                run++;
            for (size_t merged = 0; merged < run && merged <= missing; merged++) {
                int inner = score;
                size_t k = cell;
                for (size_t c = 0; c < run; c++) {
                    bool covered = c > 0 && c <= merged;
                    l->current[column + c] = covered ? -1 : (int16_t)k;
                    if (!covered && k < l->row->cell_count) {
                        hrb__role role = merged > 0 && c == 0 ? HRB__ROLE_NAME : t->columns[column + c].role;
                        inner += fit(l->document, l->row, k, role);
                    }
                    k += !covered;
                }
                try_layout(l, column + run, k, missing - merged, inner);
            }
            return;
        }
        l->current[column] = (int16_t)cell;
        if (cell < l->row->cell_count)
            score += fit(l->document, l->row, cell, HRB__ROLE_AMOUNT);
        cell++;
        column++;
    }
    /* Cells missing at the end count against a layout, but less than a misfit. */
    score -= (int)missing;
    if (score > l->best_score) {
        l->best_score = score;
        memcpy(l->best, l->current, t->column_count * sizeof *l->best);
    }
}

/* Fills cell_of; false if the cells fit the columns in no way. */
static bool lay_cells(const hrb_document *document, const hrb__table *table, const hrb__row *row, int16_t *cell_of)
{
    size_t n = row->cell_count, columns = table->column_count;
    const hrb__blocks *blocks = &document->blocks;
    while (n > columns && blocks->cells[row->first_cell + n - 1].length == 0)
        n--;
    if (n >= columns) {
        for (size_t c = 0; c < columns; c++)
            cell_of[c] = (int16_t)c;
        return n == columns && score_direct(document, row, table->columns, columns) > 0;
    }
    int16_t current[MAX_WIDTH];
    hrb__row trimmed = *row;
    trimmed.cell_count = (uint32_t)n;
    layout l = {document, table, &trimmed, INT32_MIN, cell_of, current};
    try_layout(&l, 0, 0, columns - n, 0);
    for (size_t c = 0; c < columns; c++)
        if (cell_of[c] >= (int16_t)n)
            cell_of[c] = -1;
    return l.best_score > -2;
}

/* --- Meaning --- */

static bool group_has(const hrb__texts *group, hrb__text folded)
{
    for (size_t i = 0; i < group->count; i++)
        if (hrb__text_equals(group->items[i], folded))
            return true;
    return false;
}

static bool header_has(const hrb_document *document, const hrb__texts *group, size_t header, size_t header_rows)
{
    for (size_t r = 0; r < header_rows; r++) {
        const hrb__row *row = &document->blocks.rows[header + r];
        for (size_t i = 0; i < row->cell_count; i++) {
            hrb__text text = hrb__row_text(&document->blocks, row, i);
            if (text.length == 0 || text.length > 100)
                continue;
            char buffer[128];
            hrb__text folded = {buffer, hrb__text_fold(text, buffer, sizeof buffer)};
            if (group_has(group, folded))
                return true;
        }
    }
    return false;
}

/* How many of the words that a form's header should have it has, of 100. */
static int header_share(const hrb_document *document, const hrb__table_form *form, size_t header, size_t header_rows)
{
    size_t found = 0;
    for (size_t g = 0; g < form->header_count; g++)
        found += header_has(document, &form->headers[g], header, header_rows);
    return form->header_count == 0 ? 0 : (int)(found * 100 / form->header_count);
}

static const hrb__table_form *form_by_header(const hrb_document *document, size_t header, size_t header_rows)
{
    const GArray *tables = document->rulebook->tables;
    const hrb__table_form *found = NULL;
    size_t most = 0;
    for (guint i = 0; header_rows > 0 && i < tables->len; i++) {
        const hrb__table_form *form = &g_array_index(tables, hrb__table_form, i);
        if (form->header_count > most && header_share(document, form, header, header_rows) == 100) {
            found = form;
            most = form->header_count;
        }
    }
    return found;
}

static const hrb__pane_form *pane_form(const hrb__table *table, size_t pane)
{
    const hrb__table_form *form = table->form;
    if (form->pane_count == 1)
        return &form->panes[0];
    for (size_t p = 0; p < form->pane_count; p++) {
        size_t hits = 0, columns = 0;
        for (size_t c = 0; c < table->column_count; c++)
            if (table->columns[c].pane == pane) {
                hrb__text title = {table->columns[c].title, strlen(table->columns[c].title)};
                columns++;
                hits += hrb__text_has(title, form->panes[p].header);
            }
        if (columns > 0 && hits == columns - (hits < columns && table->columns[0].title[0] == '\0'))
            return &form->panes[p];
    }
    return &form->panes[MIN(pane, form->pane_count - 1)];
}

/* A header cell that lost its words is known by its place if the others stand in theirs. */
static void settle_columns(hrb_document *document, hrb__table *table, size_t pane)
{
    const hrb__pane_form *form = table->panes[pane];
    size_t amounts = 0, index = 0;
    for (size_t c = 0; c < table->column_count; c++)
        amounts += table->columns[c].pane == pane && table->columns[c].role == HRB__ROLE_AMOUNT;
    for (size_t c = 0; c < table->column_count; c++) {
        hrb__column *column = &table->columns[c];
        if (column->pane != pane || column->role != HRB__ROLE_AMOUNT)
            continue;
        if (!column->known && amounts == form->columns.count) {
            const hrb__term *term = hrb__rulebook_column(document->rulebook, form->columns.items[index]);
            if (term != NULL && term->role == HRB__ROLE_AMOUNT) {
                column->meaning = term->meaning;
                column->known = true;
            }
        }
        hrb__meaning meaning = form->meaning;
        hrb__meaning_refine(&meaning, &column->meaning);
        column->meaning = meaning;
        index++;
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
                if (table->rows[r].fact_of[c] >= 0)
                    document->facts[table->rows[r].fact_of[c]].quantum = quantum;
        }
}

static bool allocate_rows(hrb_document *document, hrb__table *table, const data_rows *data)
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

static void lay_rows(hrb_document *document, hrb__table *table)
{
    for (size_t r = 0; r < table->row_count; r++) {
        const hrb__row *row = &document->blocks.rows[table->rows[r].block_row];
        if (lay_cells(document, table, row, table->rows[r].cell_of))
            continue;
        for (size_t c = 0; c < table->column_count; c++)
            table->rows[r].cell_of[c] = -1;
        if (has_figure(document, row))
            hrb__add_issue(document, HRB__RULE_ROW_UNKNOWN, HRB_OK, (int32_t)document->table_count, (int32_t)r, -1, document->blocks.cells[row->first_cell]);
    }
}

static void read_figures(hrb_document *document, hrb__table *table)
{
    int32_t table_index = (int32_t)document->table_count;
    for (size_t c = 0; c < table->column_count; c++) {
        const hrb__column *column = &table->columns[c];
        if (column->role != HRB__ROLE_AMOUNT)
            continue;
        if (!column->known)
            hrb__add_issue(document, HRB__RULE_COLUMN_UNKNOWN, HRB_OK, table_index, 0, (int32_t)c, (hrb__cell){0});
        for (size_t r = 0; r < table->row_count; r++)
            if (table->rows[r].cell_of[c] >= 0)
                read_figure(document, table, r, c);
    }
    settle_precision(document, table);
}

/* Figures beside a label that neither the vocabulary nor the code book knows. */
static void report_unknown_lines(hrb_document *document, const hrb__table *table)
{
    for (size_t i = 0; i < table->line_count; i++) {
        const hrb__line *line = &table->lines[i];
        if ((line->meaning.function & HRB__UNKNOWN_LINE) == 0 || line->label.length == 0)
            continue;
        bool stated = false;
        for (size_t c = 0; c < table->column_count; c++) {
            int32_t fact = table->rows[line->row].fact_of[c];
            stated = stated || (table->columns[c].pane == line->pane && fact >= 0 && document->facts[fact].value != 0);
        }
        if (stated)
            hrb__add_issue(document, HRB__RULE_ROW_UNKNOWN, HRB_OK, (int32_t)document->table_count, (int32_t)line->row, -1, line->label_cell);
    }
}

static bool fit_columns(hrb_document *document, hrb__table *table, const data_rows *data, size_t header, size_t header_rows)
{
    size_t count, width = usual_width(&document->blocks, data);
    table->columns = hrb__header_columns(document, header, header_rows, width, &count);
    if (table->columns == NULL)
        return false;
    if (width > count && count > 0 && !split_code(document, table->columns, &count, width - count))
        while (count < width) {
            size_t before = count;
            split_ordinal(document, data, table->columns, &count);
            if (count == before)
                break;
        }
    if (count == 0 && table->form != NULL && table->form->pane_count == 1) {
        /* No header at all: the form's own columns, if their number fits. */
        static const hrb__role LABELS[5][4] = {
            {0}, {HRB__ROLE_NAME}, {HRB__ROLE_CODE, HRB__ROLE_NAME}, {HRB__ROLE_CODE_CLASS, HRB__ROLE_CODE_GROUP, HRB__ROLE_NAME},
            {HRB__ROLE_CODE_CLASS, HRB__ROLE_CODE_GROUP, HRB__ROLE_CODE_ITEM, HRB__ROLE_NAME}};
        size_t amounts = table->form->panes[0].columns.count;
        if (amounts > 0 && width > amounts && width - amounts <= 4)
            for (; count < width; count++)
                table->columns[count] = label_column(document, count < width - amounts ? LABELS[width - amounts][count] : HRB__ROLE_AMOUNT);
        for (size_t c = width > amounts ? width - amounts : 0; c < count; c++)
            table->columns[c].known = false;
    }
    table->column_count = (uint16_t)count;
    return count > 0 && count <= MAX_WIDTH;
}

static bool build(hrb_document *document, hrb__table *table, const data_rows *data, size_t header, size_t header_rows)
{
    if (!fit_columns(document, table, data, header, header_rows))
        return false;
    assign_panes(table);
    table->panes = hrb__arena_array(&document->arena, table->pane_count, sizeof *table->panes);
    if (table->panes == NULL || !allocate_rows(document, table, data)) {
        document->out_of_memory = true;
        return false;
    }
    for (size_t p = 0; p < table->pane_count; p++) {
        table->panes[p] = pane_form(table, p);
        settle_columns(document, table, p);
    }
    lay_rows(document, table);
    if (!hrb__read_lines(document, table)) {
        document->out_of_memory = true;
        return false;
    }
    read_figures(document, table);
    report_unknown_lines(document, table);
    return true;
}

bool hrb__understand_table(hrb_document *document, const hrb__table_start *start, size_t *end)
{
    hrb__blocks *blocks = &document->blocks;
    size_t header_rows = count_header_rows(document, start->row);
    if (header_rows == 0 && start->form == NULL)
        return false;
    data_rows data;
    if (!collect_data_rows(document, start->row, header_rows, &data)) {
        document->out_of_memory = true;
        return false;
    }
    const hrb__table_form *by_header = form_by_header(document, start->row, header_rows);
    hrb__table table = {.form = start->form, .title = start->title, .unit = start->unit == HRB_UNIT_NONE ? HRB_UNIT_YUAN : start->unit,
                        .unit_stated = start->unit != HRB_UNIT_NONE, .first_block_row = (uint32_t)start->row, .end_block_row = (uint32_t)data.end};
    /* A title that its header contradicts names another table, or a list of them. */
    if (table.form == NULL || (by_header != NULL && by_header != table.form && header_share(document, table.form, start->row, header_rows) == 0))
        table.form = by_header;
    bool taken = data.count > 0 || (header_rows > 0 && table.form != NULL);
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
