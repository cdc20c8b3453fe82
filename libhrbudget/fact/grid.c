/* SPDX-License-Identifier: Apache-2.0 */
/* Tables whose cells know the grid columns they cover: a column begins where a
 * header cell begins or ends, and where the labels of the data divide one. */
#include <glib.h>
#include <string.h>

#include "fact/table.h"

/* A division of a header's column counts where at least one data row in so many has it. */
#define DIVIDING_SHARE 6

static size_t cell_end(hrb__cell cell)
{
    return (size_t)cell.column + MAX(cell.span, 1);
}

typedef struct grid {
    hrb_document *document;
    const hrb__row *header;
    size_t header_rows;
    const hrb__data_rows *data;
    size_t width;
    uint8_t *begins;  /* by grid column: a column of the table begins there */
    uint32_t *labels; /* by grid column: data cells of a label that begin there */
    uint32_t *data_cells; /* by grid column: data cells that begin there */
} grid;

static const hrb__row *data_row(const grid *g, size_t i)
{
    return &g->document->blocks.rows[g->data->rows[i]];
}

static size_t row_width(const grid *g, const hrb__row *row)
{
    size_t width = 0;
    for (size_t i = 0; i < row->cell_count; i++)
        width = MAX(width, cell_end(g->document->blocks.cells[row->first_cell + i]));
    return width;
}

static void mark_header(grid *g)
{
    g->begins[0] = 1;
    for (size_t r = 0; r < g->header_rows; r++)
        for (size_t i = 0; i < g->header[r].cell_count; i++) {
            hrb__cell cell = g->document->blocks.cells[g->header[r].first_cell + i];
            if (cell.length == 0)
                continue;
            g->begins[cell.column] = 1;
            g->begins[cell_end(cell)] = 1;
        }
}

/* Where labels begin in the data. Without a header, where any cell does. */
static void count_data(grid *g)
{
    for (size_t r = 0; r < g->data->count; r++) {
        const hrb__row *row = data_row(g, r);
        for (size_t i = 0; i < row->cell_count; i++) {
            hrb__cell cell = g->document->blocks.cells[row->first_cell + i];
            g->data_cells[cell.column] += cell.length > 0;
            if (cell.length > 0 && (g->header_rows == 0 || hrb__look_at(g->document, row, i) != HRB__LOOK_DECIMAL))
                g->labels[cell.column]++;
        }
    }
}

static hrb__header_leaf leaf_over(const grid *g, size_t first, size_t end)
{
    hrb__header_leaf leaf = {0};
    for (size_t r = 0; r < g->header_rows; r++)
        for (size_t i = 0; i < g->header[r].cell_count; i++) {
            hrb__cell cell = g->document->blocks.cells[g->header[r].first_cell + i];
            if (cell.length > 0 && cell.column < end && first < cell_end(cell) && leaf.count < HRB__MAX_LEVELS)
                leaf.texts[leaf.count++] = hrb__cell_text(&g->document->blocks, cell);
        }
    return leaf;
}

static bool has_data(const grid *g, size_t first, size_t end)
{
    for (size_t at = first; at < end; at++)
        if (g->data_cells[at] > 0)
            return true;
    return false;
}

/* Whether the cells that begin in these grid columns are ordinals (一、) without words. */
static bool holds_ordinals(const grid *g, size_t first, size_t end)
{
    size_t ordinals = 0, others = 0;
    for (size_t r = 0; r < g->data->count; r++) {
        const hrb__row *row = data_row(g, r);
        for (size_t i = 0; i < row->cell_count; i++) {
            hrb__cell cell = g->document->blocks.cells[row->first_cell + i];
            hrb__text text = hrb__cell_text(&g->document->blocks, cell);
            int level;
            if (text.length == 0 || cell.column < first || cell_end(cell) > end)
                continue;
            bool is_ordinal = hrb__ordinal_length(text, &level) == text.length;
            ordinals += is_ordinal;
            others += !is_ordinal;
        }
    }
    return ordinals > others;
}

/* Whether the cells that begin in these grid columns are words. */
static bool holds_labels(const grid *g, size_t first, size_t end)
{
    size_t words = 0, figures = 0;
    for (size_t r = 0; r < g->data->count; r++) {
        const hrb__row *row = data_row(g, r);
        for (size_t i = 0; i < row->cell_count; i++) {
            hrb__cell cell = g->document->blocks.cells[row->first_cell + i];
            if (cell.length == 0 || cell.column < first || cell.column >= end)
                continue;
            hrb__look look = hrb__look_at(g->document, row, i);
            words += look == HRB__LOOK_TEXT;
            figures += hrb__is_figure(look);
        }
    }
    return words > figures;
}

/* Data rows with one cell of a label before `at` and another from there on, of those that the columns hold. */
static size_t rows_divided(const grid *g, size_t first, size_t at, size_t end)
{
    size_t count = 0;
    for (size_t r = 0; r < g->data->count; r++) {
        const hrb__row *row = data_row(g, r);
        bool before = false, from = false;
        for (size_t i = 0; i < row->cell_count; i++) {
            hrb__cell cell = g->document->blocks.cells[row->first_cell + i];
            before = before || (cell.length > 0 && cell.column >= first && cell.column < at);
            from = from || (cell.length > 0 && cell.column >= at && cell.column < end);
        }
        count += before && from;
    }
    return count;
}

/* One header cell over several columns of labels: 类 款 项 below one 科目编码, a
 * group and its entry below one 项目名称. Labels that only begin at different places stay together. */
static void divide_labels(grid *g, const hrb__column *column, size_t first, size_t end)
{
    if (!hrb__is_label(column->role))
        return;
    for (size_t at = first + 1; at < end; at++)
        if (g->labels[at] > 0 && rows_divided(g, first, at, end) > 0 && (size_t)g->labels[at] * DIVIDING_SHARE >= g->data->count)
            g->begins[at] = 1;
}

static hrb__role divided_role(const grid *g, hrb__role role, size_t part, size_t first, size_t end)
{
    if (role == HRB__ROLE_CODE)
        return (hrb__role)(HRB__ROLE_CODE_CLASS + MIN(part, 2));
    return role == HRB__ROLE_NAME && holds_ordinals(g, first, end) ? HRB__ROLE_ORDINAL : role;
}

static size_t next_begin(const grid *g, size_t at)
{
    do
        at++;
    while (at < g->width && !g->begins[at]);
    return at;
}

/* 金 | 额: one word over two columns. */
static bool is_one_word(const grid *g, const hrb__header_leaf *left, const hrb__header_leaf *right)
{
    char joined[128];
    if (left->count == 0 || right->count == 0)
        return false;
    hrb__text a = left->texts[left->count - 1], b = right->texts[right->count - 1];
    const hrb_rulebook *book = g->document->rulebook;
    if (a.length + b.length > sizeof joined || hrb__rulebook_column(book, a) != NULL || hrb__rulebook_column(book, b) != NULL)
        return false;
    memcpy(joined, a.data, a.length);
    memcpy(joined + a.length, b.data, b.length);
    return hrb__rulebook_column(book, (hrb__text){joined, a.length + b.length}) != NULL;
}

/* A header cell beside its data, not over it: a column without a word and its
 * neighbour are one where no row has a cell in both. */
static void join_strays(grid *g)
{
    for (size_t first = 0; first < g->width;) {
        size_t end = next_begin(g, first), after = end < g->width ? next_begin(g, end) : end;
        hrb__header_leaf left = leaf_over(g, first, end), right = leaf_over(g, end, after);
        bool beside = (left.count == 0 || right.count == 0) && (has_data(g, first, end) || has_data(g, end, after));
        if (after > end && (beside || is_one_word(g, &left, &right)) && rows_divided(g, first, end, after) == 0)
            g->begins[end] = 0;
        else
            first = end;
    }
}

#define MOST_HEADS 8 /* run together in one cell */
#define MAX_JOINED 120 /* bytes of them */
#define MAX_HEAD 60 /* bytes of one */

static bool begins_character(hrb__text text, size_t at)
{
    return at == text.length || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

/* The words of the vocabulary that a header cell runs together (款项, 单位代码单位名称), the longest first; 0 if it is
 * none of them, or not all. From the end on, so that each place is looked at once: the fewest words from there, and the longest of them. */
static size_t split_heads(const hrb_rulebook *book, hrb__text text, hrb__text heads[MOST_HEADS])
{
    uint8_t fewest[MAX_JOINED + 1], length[MAX_JOINED + 1];
    if (text.length == 0 || text.length > MAX_JOINED)
        return 0;
    fewest[text.length] = 0;
    for (size_t at = text.length; at-- > 0;) {
        fewest[at] = UINT8_MAX;
        for (size_t n = MIN(text.length - at, (size_t)MAX_HEAD); n > 0 && begins_character(text, at); n--)
            if (begins_character(text, at + n) && fewest[at + n] < MOST_HEADS && fewest[at + n] + 1 < fewest[at] &&
                hrb__rulebook_column(book, (hrb__text){text.data + at, n}) != NULL) {
                fewest[at] = (uint8_t)(fewest[at + n] + 1);
                length[at] = (uint8_t)n;
            }
    }
    size_t count = 0;
    for (size_t at = 0; fewest[0] <= MOST_HEADS && at < text.length; at += length[at])
        heads[count++] = (hrb__text){text.data + at, length[at]};
    return count;
}

/* The lowest header cell over a grid column; a length of 0 if there is none. */
static hrb__cell lowest_head(const grid *g, size_t at)
{
    hrb__cell lowest = {0};
    for (size_t r = 0; r < g->header_rows; r++)
        for (size_t i = 0; i < g->header[r].cell_count; i++) {
            hrb__cell cell = g->document->blocks.cells[g->header[r].first_cell + i];
            lowest = cell.length > 0 && cell.column <= at && at < cell_end(cell) ? cell : lowest;
        }
    return lowest;
}

static bool says_nothing(const hrb_rulebook *book, hrb__text head)
{
    const hrb__meaning nothing = {0};
    const hrb__term *term = hrb__rulebook_column(book, head);
    return term->role == HRB__ROLE_AMOUNT && hrb__meaning_equals(&term->meaning, &nothing);
}

/* Heads that the page sets so close that they came as one cell: one for each grid
 * column that it covers, or a total's word below what it is the total of. */
static bool divide_heads(grid *g, hrb__table *table, const hrb__header_leaf *leaf, size_t first, size_t end)
{
    const hrb_rulebook *book = g->document->rulebook;
    hrb__text heads[MOST_HEADS];
    hrb__cell cell = lowest_head(g, first);
    hrb__text text = hrb__cell_text(&g->document->blocks, cell);
    if (cell.length == 0 || leaf->texts[leaf->count - 1].data != text.data || hrb__rulebook_column(book, text) != NULL)
        return false;
    size_t count = split_heads(book, text, heads), columns = cell_end(cell) - cell.column;
    bool alone = columns == 1 || (cell.column == first && lowest_head(g, first + 1).offset != cell.offset);
    bool above = end - first == 1 && alone && count == 2 && leaf->count < HRB__MAX_LEVELS && says_nothing(book, heads[1]);
    if (count < 2 || end > cell_end(cell) || (count != columns && !above))
        return false;
    for (size_t at = first; at < end; at++) {
        hrb__header_leaf part = *leaf;
        part.texts[leaf->count - 1] = heads[at - cell.column];
        if (above)
            part.texts[part.count++] = heads[1];
        g->begins[at] = 1;
        hrb__interpret_header(g->document, &part, &table->columns[table->column_count++]);
    }
    return true;
}

/* Reads the header over each column; what it divides further is known only after that. */
static bool read_columns(grid *g, hrb__table *table)
{
    for (size_t first = 0, end; first < g->width; first = end) {
        end = next_begin(g, first);
        hrb__header_leaf leaf = leaf_over(g, first, end);
        if (divide_heads(g, table, &leaf, first, end))
            continue;
        hrb__column column = {0};
        hrb__interpret_header(g->document, &leaf, &column);
        if (leaf.count == 0 && holds_labels(g, first, end)) {
            column.role = HRB__ROLE_NAME;
            column.known = true;
        }
        divide_labels(g, &column, first, end);
        size_t part = 0, inner_end;
        bool divided = next_begin(g, first) < end;
        for (size_t inner = first; inner < end; inner = inner_end, part++) {
            inner_end = next_begin(g, inner);
            hrb__column *out = &table->columns[table->column_count++];
            *out = column;
            if (divided)
                out->role = divided_role(g, column.role, part, inner, inner_end);
        }
    }
    return !g->document->out_of_memory;
}

static bool fit(grid *g, hrb__table *table)
{
    mark_header(g);
    count_data(g);
    if (g->header_rows == 0)
        for (size_t at = 1; at < g->width; at++)
            g->begins[at] = g->labels[at] > 0 && (size_t)g->labels[at] * DIVIDING_SHARE >= g->data->count;
    table->columns = hrb__arena_array(&g->document->arena, g->width + 1, sizeof *table->columns);
    table->column_at = hrb__arena_array(&g->document->arena, g->width + 1, sizeof *table->column_at);
    if (table->columns == NULL || table->column_at == NULL) {
        g->document->out_of_memory = true;
        return false;
    }
    if (g->header_rows > 0) {
        join_strays(g);
        if (!read_columns(g, table))
            return false;
    } else {
        size_t width = 0;
        for (size_t at = 0; at < g->width; at++)
            width += g->begins[at];
        table->column_count = (uint16_t)hrb__form_columns(g->document, table, width);
    }
    size_t column = 0;
    for (size_t at = 0; at < g->width; at++) {
        column += at > 0 && g->begins[at];
        table->column_at[at] = (uint16_t)column;
    }
    table->grid_width = (uint32_t)g->width;
    return table->column_count > 0 && column < table->column_count;
}

bool hrb__fit_placed_columns(hrb_document *document, hrb__table *table, const hrb__data_rows *data, size_t header, size_t header_rows)
{
    grid g = {.document = document, .header = document->blocks.rows + header, .header_rows = header_rows, .data = data};
    for (size_t r = 0; r < header_rows; r++)
        g.width = MAX(g.width, row_width(&g, &g.header[r]));
    for (size_t r = 0; r < data->count; r++)
        g.width = MAX(g.width, row_width(&g, data_row(&g, r)));
    if (g.width == 0 || g.width > HRB__MAX_WIDTH)
        return false;
    g.begins = g_new0(uint8_t, g.width + 1);
    g.labels = g_new0(uint32_t, g.width + 1);
    g.data_cells = g_new0(uint32_t, g.width + 1);
    bool ok = fit(&g, table);
    g_free(g.begins);
    g_free(g.labels);
    g_free(g.data_cells);
    return ok;
}

/* A label that covers several panes is the label of each; the amounts it covers
 * are stated once, further on. */
static void lay_label(const hrb__table *table, size_t cell, size_t first, size_t last, int16_t *cell_of)
{
    for (size_t c = first; c <= last; c++) {
        const hrb__pane *pane = &table->panes[table->columns[c].pane];
        if (!hrb__is_label(table->columns[c].role)) {
            if (c > first && cell_of[c] < 0)
                cell_of[c] = HRB__COVERED;
        } else if ((c == first || c == pane->first_column) && cell_of[c] < 0) {
            cell_of[c] = (int16_t)cell;
        }
    }
    /* Over amounts alone it stands where it begins: a note, or words in place of a figure. */
    if (!hrb__is_label(table->columns[first].role) && cell_of[first] < 0)
        cell_of[first] = (int16_t)cell;
}

/* A figure over several columns belongs to the first of them that holds figures. */
static void lay_figure(const hrb__table *table, size_t cell, size_t first, size_t last, int16_t *cell_of)
{
    size_t at = first;
    while (at < last && hrb__is_label(table->columns[at].role) && last > first)
        at++;
    if (hrb__is_label(table->columns[at].role))
        at = first;
    if (cell_of[at] < 0)
        cell_of[at] = (int16_t)cell;
}

bool hrb__lay_placed_cells(const hrb_document *document, const hrb__table *table, const hrb__row *row, int16_t *cell_of)
{
    size_t laid = 0;
    for (size_t c = 0; c < table->column_count; c++)
        cell_of[c] = -1;
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__cell cell = document->blocks.cells[row->first_cell + i];
        if (cell.length == 0 || cell.column >= table->grid_width)
            continue;
        size_t first = table->column_at[cell.column], last = table->column_at[MIN(cell_end(cell), table->grid_width) - 1];
        if (hrb__look_at(document, row, i) == HRB__LOOK_TEXT)
            lay_label(table, i, first, last, cell_of);
        else
            lay_figure(table, i, first, last, cell_of);
        laid++;
    }
    return laid > 0;
}
