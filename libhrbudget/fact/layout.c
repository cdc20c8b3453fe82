/* SPDX-License-Identifier: Apache-2.0 */
/* Laying cells into columns. A text export keeps no spans: the header may name
 * fewer columns than the rows have, and a row that merges cells has fewer. */
#include <glib.h>
#include <string.h>

#include "fact/table.h"

#define SCORED_ROWS 40
#define MOST_LISTS 8 /* beside each other that may have ordinals of their own */

static bool is_code_part(hrb__role role)
{
    return role >= HRB__ROLE_CODE && role <= HRB__ROLE_CODE_ITEM;
}

static bool is_total_label(const hrb_document *document, const hrb__row *row, size_t cell)
{
    const hrb__term *term = hrb__rulebook_row(document->rulebook, hrb__row_text(&document->blocks, row, cell));
    return term != NULL && (term->role == HRB__ROLE_TOTAL || term->role == HRB__ROLE_GRAND_TOTAL);
}

/* How well a cell of each look fits a column of each role: below 0 is a misfit. */
static const int8_t FITS[HRB__ROLE_TARGET + 1][HRB__LOOK_BAD + 1] = {
#define OF(text, whole, decimal) {[HRB__LOOK_TEXT] = (text), [HRB__LOOK_WHOLE] = (whole), [HRB__LOOK_DECIMAL] = (decimal), [HRB__LOOK_BAD] = (decimal)}
    [HRB__ROLE_AMOUNT] = OF(-3, 1, 1),
    [HRB__ROLE_NAME] = OF(1, -2, -2),
    [HRB__ROLE_ORDINAL] = OF(1, 1, 1),
    [HRB__ROLE_UNIT] = OF(1, 1, -2),
    [HRB__ROLE_CODE] = OF(-2, 1, -2),
    [HRB__ROLE_CODE_CLASS] = OF(-2, 1, -2),
    [HRB__ROLE_CODE_GROUP] = OF(-2, 1, -2),
    [HRB__ROLE_CODE_ITEM] = OF(-2, 1, -2),
    [HRB__ROLE_TOTAL] = OF(1, -2, -2),
    [HRB__ROLE_GRAND_TOTAL] = OF(1, -2, -2),
    [HRB__ROLE_CARRY_OVER] = OF(1, -2, -2),
    [HRB__ROLE_SUBTOTAL] = OF(1, -2, -2),
    [HRB__ROLE_NOTE] = OF(0, 0, 0),
    [HRB__ROLE_TARGET] = OF(0, 0, 0),
#undef OF
};

/* Where more than the look counts: a total's label in the place of a code, and what is too long for an ordinal. */
static int fit_text(const hrb_document *document, const hrb__row *row, size_t cell, hrb__role role, hrb__look look)
{
    if (look == HRB__LOOK_TEXT && is_code_part(role) && is_total_label(document, row, cell))
        return 0; /* 合计 over the code and the name */
    if (look != HRB__LOOK_BLANK && role == HRB__ROLE_ORDINAL && hrb__row_text(&document->blocks, row, cell).length > 12)
        return -2;
    return FITS[role][look];
}

static inline int fit(const hrb_document *document, const hrb__row *row, size_t cell, hrb__role role)
{
    hrb__look look = hrb__look_at(document, row, cell);
    return role == HRB__ROLE_ORDINAL || (look == HRB__LOOK_TEXT && is_code_part(role)) ? fit_text(document, row, cell, role, look) : FITS[role][look];
}

/* --- Columns --- */

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
static void split_ordinal(hrb_document *document, const hrb__data_rows *data, hrb__column *columns, size_t *count)
{
    size_t best = SIZE_MAX, tried = 0;
    int best_score = 0;
    for (size_t at = 0; at < *count && tried < MOST_LISTS; at++) {
        if (columns[at].role != HRB__ROLE_NAME)
            continue;
        tried++;
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

/* A column without a word in the header that holds words stands beside the names: the group of an entry, or the entry of a group. */
static void name_blank_columns(const hrb_document *document, const hrb__data_rows *data, hrb__column *columns, size_t count)
{
    for (size_t c = 0; c < count; c++) {
        bool beside = (c > 0 && columns[c - 1].role == HRB__ROLE_NAME) || (c + 1 < count && columns[c + 1].role == HRB__ROLE_NAME);
        size_t words = 0, figures = 0;
        if (columns[c].title[0] != '\0' || columns[c].role != HRB__ROLE_AMOUNT || !beside)
            continue;
        for (size_t i = 0; i < data->count && i < SCORED_ROWS; i++) {
            const hrb__row *row = &document->blocks.rows[data->rows[i]];
            hrb__look look = c < row->cell_count && row->cell_count == count ? hrb__look_at(document, row, c) : HRB__LOOK_BLANK;
            words += look == HRB__LOOK_TEXT;
            figures += hrb__is_figure(look);
        }
        if (words > figures) {
            columns[c].role = HRB__ROLE_NAME;
            columns[c].known = true;
        }
    }
}

size_t hrb__form_columns(hrb_document *document, hrb__table *table, size_t width)
{
    static const hrb__role LABELS[5][4] = {
        {0}, {HRB__ROLE_NAME}, {HRB__ROLE_CODE, HRB__ROLE_NAME}, {HRB__ROLE_CODE_CLASS, HRB__ROLE_CODE_GROUP, HRB__ROLE_NAME},
        {HRB__ROLE_CODE_CLASS, HRB__ROLE_CODE_GROUP, HRB__ROLE_CODE_ITEM, HRB__ROLE_NAME}};
    size_t amounts = table->form == NULL || table->form->pane_count != 1 ? 0 : table->form->panes[0].columns.count;
    if (amounts == 0 || width <= amounts || width - amounts > 4)
        return 0;
    size_t labels = width - amounts;
    for (size_t c = 0; c < width; c++) {
        table->columns[c] = label_column(document, c < labels ? LABELS[labels][c] : HRB__ROLE_AMOUNT);
        table->columns[c].known = c < labels;
    }
    return width;
}

bool hrb__fit_columns(hrb_document *document, hrb__table *table, const hrb__data_rows *data, size_t header, size_t header_rows)
{
    if (document->blocks.rows[header].is_placed)
        return hrb__fit_placed_columns(document, table, data, header, header_rows);
    size_t count, width = hrb__usual_width(&document->blocks, data);
    table->columns = hrb__header_columns(document, header, header_rows, width, &count);
    if (table->columns == NULL)
        return false;
    if (width > count && count > 0 && !split_code(document, table->columns, &count, width - count))
        for (int split = 0; split < MOST_LISTS && count < width; split++) {
            size_t before = count;
            split_ordinal(document, data, table->columns, &count);
            if (count == before)
                break;
        }
    if (count == 0)
        count = hrb__form_columns(document, table, width);
    else
        name_blank_columns(document, data, table->columns, count);
    table->column_count = (uint16_t)count;
    return count > 0 && count <= HRB__MAX_WIDTH;
}

/* --- Rows --- */

static int score_direct(const hrb_document *document, const hrb__row *row, const hrb__column *columns, size_t count)
{
    int score = 0;
    for (size_t c = 0; c < count && c < row->cell_count; c++)
        score += fit(document, row, c, columns[c].role);
    return score;
}

/* A row with fewer cells than columns: some label cells were merged into one,
 * or cells are missing at its end. At most this many are taken as merged. */
#define MOST_MERGED 16

/* The layout of a short row, built from the last column to the first. */
typedef struct layout {
    const hrb_document *document;
    const hrb__table *table;
    const hrb__row *row;
    size_t cells, most;           /* cells of the row; the most that may be merged */
    int score[MOST_MERGED + 1];   /* the best of the columns so far, by how many cells are merged before them */
    uint8_t merged[HRB__MAX_WIDTH][MOST_MERGED + 1]; /* by first column of a run of labels: the merged cells in it that give the best */
} layout;

static int fit_shifted(const layout *l, size_t column, size_t merged, hrb__role role)
{
    return column < merged || column - merged >= l->cells ? 0 : fit(l->document, l->row, column - merged, role);
}

/* A run of label columns [first, end): its first cell may cover several of them. */
static void add_labels(layout *l, size_t first, size_t end)
{
    const hrb__column *columns = l->table->columns;
    int tail[MOST_MERGED + 2][MOST_MERGED + 1] = {{0}}; /* by column of the run, then merged: how well it and those behind it fit */
    int sum[MOST_MERGED + 1] = {0}, best[MOST_MERGED + 1];
    for (size_t c = end; c-- > first;)
        for (size_t m = 0; m <= l->most; m++) {
            sum[m] += fit_shifted(l, c, m, columns[c].role);
            if (c - first <= MOST_MERGED + 1)
                tail[c - first][m] = sum[m];
        }
    for (size_t before = 0; before <= l->most; before++) {
        best[before] = tail[0][before] + l->score[before];
        l->merged[first][before] = 0;
        for (size_t here = 1; before + here <= l->most && first + here < end; here++) {
            int rest = first + here + 1 < end ? tail[here + 1][before + here] : 0;
            int score = fit_shifted(l, first, before, HRB__ROLE_NAME) + rest + l->score[before + here];
            if (score > best[before]) {
                best[before] = score;
                l->merged[first][before] = (uint8_t)here;
            }
        }
    }
    memcpy(l->score, best, sizeof best);
}

static bool begins_labels(const hrb__table *table, size_t column)
{
    return hrb__is_label(table->columns[column].role) && (column == 0 || !hrb__is_label(table->columns[column - 1].role));
}

/* Finds the best layout, returns its score. */
static int lay_backwards(layout *l)
{
    size_t missing = l->table->column_count - l->cells, end = l->table->column_count;
    /* Cells missing at the end count against a layout, but less than a misfit. */
    for (size_t m = 0; m <= l->most; m++)
        l->score[m] = -(int)(missing - m);
    for (size_t c = end; c-- > 0;) {
        bool label = hrb__is_label(l->table->columns[c].role);
        for (size_t m = 0; m <= l->most && !label; m++)
            l->score[m] += fit_shifted(l, c, m, HRB__ROLE_AMOUNT);
        if (begins_labels(l->table, c))
            add_labels(l, c, end);
        if (!label || begins_labels(l->table, c))
            end = c;
    }
    return l->score[0];
}

static void place_cells(const layout *l, int16_t *cell_of)
{
    size_t merged = 0, covered = 0;
    for (size_t c = 0; c < l->table->column_count; c++) {
        bool is_covered = covered > 0;
        covered -= is_covered;
        if (begins_labels(l->table, c))
            covered = l->merged[c][merged];
        size_t cell = c - merged;
        merged += is_covered;
        cell_of[c] = (int16_t)(is_covered || cell >= l->cells ? -1 : (int)cell);
    }
}

bool hrb__lay_cells(const hrb_document *document, const hrb__table *table, const hrb__row *row, int16_t *cell_of)
{
    if (table->column_at != NULL)
        return hrb__lay_placed_cells(document, table, row, cell_of);
    size_t n = row->cell_count, columns = table->column_count;
    const hrb__blocks *blocks = &document->blocks;
    while (n > columns && blocks->cells[row->first_cell + n - 1].length == 0)
        n--;
    if (n >= columns) {
        for (size_t c = 0; c < columns; c++)
            cell_of[c] = (int16_t)c;
        return n == columns && score_direct(document, row, table->columns, columns) > 0;
    }
    layout l;
    l.document = document;
    l.table = table;
    l.row = row;
    l.cells = n;
    l.most = MIN(columns - n, MOST_MERGED);
    int score = lay_backwards(&l);
    place_cells(&l, cell_of);
    return score > -2;
}
