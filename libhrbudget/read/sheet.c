/* SPDX-License-Identifier: Apache-2.0 */
/* One sheet: its cells as they are met, then its merged and hidden cells, which
 * the file lists behind them. Only cells that have something in them are kept,
 * so a sheet of two cells far apart is as small as one of two cells side by side. */
#include <glib.h>
#include <stdlib.h>

#include "base/error.h"
#include "read/sheet_number.h"
#include "read/workbook.h"

typedef enum cell_kind {
    NUMBER,
    SHARED,
    INLINE, /* or the text of a formula */
    TRUTH
} cell_kind;

typedef struct merge {
    uint32_t top, left, bottom, right; /* from 1 */
} merge;

typedef struct sheet {
    hrb__workbook *book;
    int32_t number;
    uint32_t row, column; /* of the open cell, or the last; from 1 */
    bool in_row, begun, in_value, in_inline, hides_zeros;
    int phonetic;
    cell_kind kind;
    uint32_t style;
    hrb__store value;
    size_t first_row; /* of this sheet in the blocks */
    merge *merges;
    size_t merge_count, merge_capacity;
    uint64_t merged_columns;
    uint32_t *hidden_rows; /* ascending */
    size_t hidden_count, hidden_capacity;
    uint8_t hidden_columns[HRB__SHEET_COLUMNS + 1];
    bool has_hidden_columns;
} sheet;

size_t hrb__sheet_reference(const char *text, uint32_t *row, uint32_t *column)
{
    const char *p = text;
    uint32_t letters = 0, digits = 0;
    for (; g_ascii_isalpha(*p) && letters <= HRB__SHEET_COLUMNS; p++)
        letters = letters * 26 + (uint32_t)(g_ascii_toupper(*p) - 'A' + 1);
    for (; g_ascii_isdigit(*p) && digits <= HRB__SHEET_ROWS; p++)
        digits = digits * 10 + (uint32_t)(*p - '0');
    if (letters == 0 || letters > HRB__SHEET_COLUMNS || digits == 0 || digits > HRB__SHEET_ROWS)
        return 0;
    *row = digits;
    *column = letters;
    return (size_t)(p - text);
}

static hrb_place place_of(const sheet *s)
{
    return (hrb_place){.sheet = s->number, .row = (int32_t)s->row, .cell = (int32_t)s->column};
}

static void stop(sheet *s, hrb__xml *xml, hrb_status status, const char *zh, const char *en)
{
    hrb_place place = place_of(s);
    hrb__xml_stop(xml, hrb__fail(s->book->gather->error, status, &place, "第%d张工作表第%u行第%u列：%s%.0s", "sheet %d, row %u, column %u: %.0s%s",
                                 s->number, s->row, s->column, zh, en));
}

static void stop_memory(sheet *s, hrb__xml *xml)
{
    hrb__xml_stop(xml, hrb__fail_memory(s->book->gather->error));
}

/* --- Cells --- */

static void begin_row(sheet *s, hrb__xml *xml, const char **attributes)
{
    const char *number = hrb__xml_attribute(attributes, "r"), *height = hrb__xml_attribute(attributes, "ht");
    uint32_t row = number == NULL ? s->row + 1 : hrb__xml_number(number, HRB__SHEET_ROWS, 0);
    if (row <= s->row || row > HRB__SHEET_ROWS) {
        stop(s, xml, HRB_ERROR_SYNTAX, "此后的行号有误", "a wrong row number behind it");
        return;
    }
    s->row = row;
    s->column = 0;
    s->in_row = true;
    if (hrb__xml_truth(hrb__xml_attribute(attributes, "hidden"), false) || (height != NULL && strcmp(height, "0") == 0)) {
        if (hrb__grow((void **)&s->hidden_rows, s->hidden_count, &s->hidden_capacity, sizeof *s->hidden_rows))
            s->hidden_rows[s->hidden_count++] = row;
        else
            stop_memory(s, xml);
    }
    hrb__gather_begin_row(s->book->gather, true, !s->begun);
}

static void begin_cell(sheet *s, hrb__xml *xml, const char **attributes)
{
    static const struct {
        const char *name;
        cell_kind kind;
    } KINDS[] = {{"n", NUMBER}, {"s", SHARED}, {"str", INLINE}, {"inlineStr", INLINE}, {"e", INLINE}, {"b", TRUTH}, {"d", INLINE}};
    uint32_t row = s->row, column = s->column + 1;
    s->kind = NUMBER;
    s->style = 0;
    for (; attributes[0] != NULL; attributes += 2) {
        if (strcmp(attributes[0], "r") == 0) {
            size_t n = hrb__sheet_reference(attributes[1], &row, &column);
            if (n == 0 || attributes[1][n] != '\0')
                column = 0;
        } else if (strcmp(attributes[0], "s") == 0) {
            s->style = hrb__xml_number(attributes[1], UINT32_MAX, 0);
        } else if (strcmp(attributes[0], "t") == 0) {
            for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
                if (strcmp(attributes[1], KINDS[i].name) == 0)
                    s->kind = KINDS[i].kind;
        }
    }
    if (row != s->row || column <= s->column || column > HRB__SHEET_COLUMNS) {
        stop(s, xml, HRB_ERROR_SYNTAX, "此后的单元格位置有误", "a wrong cell reference behind it");
        return;
    }
    s->column = column;
    s->value.length = 0;
}

static int hex_value(const char *p)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = g_ascii_xdigit_value(p[i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* _x000D_ and its like stand for characters that XML cannot hold. */
static void put_text(sheet *s, hrb__text text)
{
    hrb__gather *g = s->book->gather;
    size_t from = 0;
    for (size_t i = 0; i + 7 <= text.length; i++) {
        const char *p = memchr(text.data + i, '_', text.length - i);
        if (p == NULL || (size_t)(text.data + text.length - p) < 7)
            break;
        i = (size_t)(p - text.data);
        int value = p[1] == 'x' && p[6] == '_' ? hex_value(p + 2) : -1;
        if (value < 0 || (value >= 0xD800 && value < 0xE000))
            continue;
        char character[4];
        hrb__gather_text(g, text.data + from, i - from);
        hrb__gather_text(g, character, value < 32 && value != '\n' ? 0 : hrb__utf8_put((uint32_t)value, character));
        from = i + 7;
        i += 6;
    }
    hrb__gather_text(g, text.data + from, text.length - from);
}

static void put_number(sheet *s, hrb__text stored)
{
    char shown[HRB__SHOWN_SIZE];
    const char *code = s->style < s->book->style_count ? s->book->formats[s->style] : "General";
    if (s->hides_zeros && (hrb__show_number("0.000000000", stored, false, shown) == 11 && memcmp(shown, "0.000000000", 11) == 0))
        return;
    size_t n = hrb__show_number(code, stored, s->book->from_1904, shown);
    hrb__gather_text(s->book->gather, shown, n);
}

static bool hides_text(const sheet *s)
{
    return s->style < s->book->style_count && s->book->hides_text[s->style];
}

static void end_cell(sheet *s, hrb__xml *xml)
{
    hrb__gather *g = s->book->gather;
    hrb__text value = {s->value.data, s->value.length};
    if (value.length == 0)
        return;
    hrb__gather_begin_cell(g, place_of(s), s->column - 1, 1, 1);
    switch (s->kind) {
    case SHARED: {
        char digits[16] = "";
        memcpy(digits, value.data, MIN(value.length, sizeof digits - 1));
        uint32_t index = hrb__xml_number(digits, UINT32_MAX - 1, UINT32_MAX);
        if (index >= s->book->string_count) {
            stop(s, xml, HRB_ERROR_SYNTAX, "引用的字符串不存在", "it refers to a string that is not there");
            return;
        }
        uint32_t from = index == 0 ? 0 : s->book->string_ends[index - 1];
        if (!hides_text(s))
            put_text(s, (hrb__text){s->book->strings.data + from, s->book->string_ends[index] - from});
        break;
    }
    case INLINE:
        if (!hides_text(s))
            put_text(s, value);
        break;
    case TRUTH:
        hrb__gather_text(g, value.data[0] == '1' ? "TRUE" : "FALSE", value.data[0] == '1' ? 4 : 5);
        break;
    default:
        put_number(s, value);
        break;
    }
    hrb__gather_end_cell(g);
}

/* --- What else a sheet says --- */

static void add_merge(sheet *s, hrb__xml *xml, const char *reference)
{
    merge m;
    size_t n = reference == NULL ? 0 : hrb__sheet_reference(reference, &m.top, &m.left);
    if (n == 0 || reference[n] != ':' || hrb__sheet_reference(reference + n + 1, &m.bottom, &m.right) == 0)
        return;
    if (m.bottom < m.top || m.right < m.left) {
        stop(s, xml, HRB_ERROR_SYNTAX, "合并单元格的范围有误", "a merged range is wrong");
        return;
    }
    s->merged_columns += m.right - m.left + 1;
    if (s->merged_columns > s->book->gather->limits->max_cells)
        stop(s, xml, HRB_ERROR_LIMIT, "合并单元格过多", "too many merged cells");
    else if (hrb__grow((void **)&s->merges, s->merge_count, &s->merge_capacity, sizeof *s->merges))
        s->merges[s->merge_count++] = m;
    else
        stop_memory(s, xml);
}

static void hide_columns(sheet *s, const char **attributes)
{
    uint32_t first = hrb__xml_number(hrb__xml_attribute(attributes, "min"), HRB__SHEET_COLUMNS, 0);
    uint32_t last = hrb__xml_number(hrb__xml_attribute(attributes, "max"), HRB__SHEET_COLUMNS, 0);
    if (!hrb__xml_truth(hrb__xml_attribute(attributes, "hidden"), false) || first == 0 || s->hidden_columns[first])
        return;
    for (uint32_t c = first; c <= last; c++)
        s->hidden_columns[c] = 1;
    s->has_hidden_columns = true;
}

static void on_start(void *user, hrb__xml *xml, hrb__xml_name name, const char **attributes)
{
    sheet *s = user;
    if (name.space != HRB__XML_SHEET)
        return;
    if (name.local.length == 1) {
        if (*name.local.data == 'c' && s->in_row)
            begin_cell(s, xml, attributes);
        else if (*name.local.data == 'v')
            s->in_value = true;
        else if (*name.local.data == 't')
            s->in_value = s->in_inline && s->phonetic == 0;
        return;
    }
    if (hrb__xml_is(name, HRB__XML_SHEET, "row"))
        begin_row(s, xml, attributes);
    else if (hrb__xml_is(name, HRB__XML_SHEET, "is"))
        s->in_inline = true;
    else if (hrb__xml_is(name, HRB__XML_SHEET, "rPh"))
        s->phonetic++;
    else if (hrb__xml_is(name, HRB__XML_SHEET, "mergeCell"))
        add_merge(s, xml, hrb__xml_attribute(attributes, "ref"));
    else if (hrb__xml_is(name, HRB__XML_SHEET, "col"))
        hide_columns(s, attributes);
    else if (hrb__xml_is(name, HRB__XML_SHEET, "sheetView"))
        s->hides_zeros = !hrb__xml_truth(hrb__xml_attribute(attributes, "showZeros"), true);
}

static void on_end(void *user, hrb__xml *xml, hrb__xml_name name)
{
    sheet *s = user;
    hrb__gather *g = s->book->gather;
    if (name.space != HRB__XML_SHEET)
        return;
    if (name.local.length == 1) {
        s->in_value = false;
        if (*name.local.data == 'c' && s->in_row)
            end_cell(s, xml);
    } else if (hrb__xml_is(name, HRB__XML_SHEET, "row")) {
        size_t before = g->blocks.row_count;
        hrb__gather_end_row(g);
        s->begun = s->begun || g->blocks.row_count > before;
        s->in_row = false;
    } else if (hrb__xml_is(name, HRB__XML_SHEET, "is")) {
        s->in_inline = false;
    } else if (hrb__xml_is(name, HRB__XML_SHEET, "rPh")) {
        s->phonetic--;
    }
    if (g->status != HRB_OK)
        hrb__xml_stop(xml, g->status);
}

static void on_text(void *user, hrb__xml *xml, const char *text, size_t length)
{
    sheet *s = user;
    if (s->in_value && !hrb__store_add(&s->value, text, length))
        stop_memory(s, xml);
}

/* --- Merged and hidden cells --- */

static int by_top(const void *a, const void *b)
{
    const merge *x = a, *y = b;
    if (x->top != y->top)
        return x->top < y->top ? -1 : 1;
    return (x->left > y->left) - (x->left < y->left);
}

/* How much was left out, and the first of it. */
typedef struct left_out {
    uint32_t count;
    hrb_place first;
} left_out;

static void leave_out(left_out *out, hrb_place place)
{
    if (out->count++ == 0)
        out->first = place;
}

/* Which merge lies over each column of the row at hand. */
typedef struct sweep {
    sheet *sheet;
    uint32_t *over; /* by column: index + 1 of a merge, which may have ended */
    size_t next;    /* the first merge not yet begun */
    size_t next_hidden;
    size_t kept_cells, kept_rows;
    left_out hidden_rows, hidden_cells, covered_cells;
    bool owed; /* the row that began the sheet's table was left out */
} sweep;

static const merge *merge_over(const sweep *w, uint32_t row, uint32_t column)
{
    uint32_t index = w->over[column];
    return index > 0 && w->sheet->merges[index - 1].bottom >= row ? &w->sheet->merges[index - 1] : NULL;
}

/* Begins the merges down to `row`. Of two that overlap the first counts. */
static void advance(sweep *w, uint32_t row)
{
    const sheet *s = w->sheet;
    for (; w->next < s->merge_count && s->merges[w->next].top <= row; w->next++) {
        const merge *m = &s->merges[w->next];
        for (uint32_t c = m->left; c <= m->right && m->bottom >= row; c++)
            if (merge_over(w, m->top, c) == NULL)
                w->over[c] = (uint32_t)w->next + 1;
    }
}

static bool is_hidden_row(sweep *w, uint32_t row)
{
    const sheet *s = w->sheet;
    while (w->next_hidden < s->hidden_count && s->hidden_rows[w->next_hidden] < row)
        w->next_hidden++;
    return w->next_hidden < s->hidden_count && s->hidden_rows[w->next_hidden] == row;
}

/* Whether a cell is shown: its row and column are, or those of the range that it was merged into. */
static bool is_shown(const sheet *s, const merge *m, uint32_t column, bool hidden_row)
{
    if (m == NULL)
        return !hidden_row && !s->hidden_columns[column];
    bool shown = false;
    for (uint32_t c = m->left; c <= m->right && !shown; c++)
        shown = !s->hidden_columns[c];
    return shown && (!hidden_row || m->bottom > m->top);
}

/* Keeps of a row what is shown, with its spans. */
static void sweep_row(sweep *w, hrb__row row)
{
    sheet *s = w->sheet;
    hrb__blocks *b = &s->book->gather->blocks;
    uint32_t number = (uint32_t)hrb__source_place(&b->source, b->cells[row.first_cell].offset, 0).row;
    bool hidden_row = is_hidden_row(w, number);
    size_t first = w->kept_cells;
    advance(w, number);
    for (size_t i = 0; i < row.cell_count; i++) {
        hrb__cell cell = b->cells[row.first_cell + i];
        uint32_t column = cell.column + 1u;
        const merge *m = merge_over(w, number, column);
        hrb_place place = {.sheet = s->number, .row = (int32_t)number, .cell = (int32_t)column};
        if (m != NULL && (m->top != number || m->left != column)) {
            leave_out(&w->covered_cells, place);
            continue;
        }
        if (!is_shown(s, m, column, hidden_row)) {
            if (!hidden_row)
                leave_out(&w->hidden_cells, place);
            continue;
        }
        if (m != NULL) {
            cell.span = (uint16_t)(m->right - m->left + 1);
            cell.row_span = (uint16_t)MIN(m->bottom - m->top + 1, UINT16_MAX);
        }
        b->cells[w->kept_cells++] = cell;
    }
    if (hidden_row)
        leave_out(&w->hidden_rows, (hrb_place){.sheet = s->number, .row = (int32_t)number, .cell = 1});
    row.begins_table = row.begins_table || w->owed;
    w->owed = row.begins_table && w->kept_cells == first;
    if (w->kept_cells == first)
        return;
    row.cell_count = (uint32_t)(w->kept_cells - first);
    row.first_cell = (uint32_t)first;
    b->rows[w->kept_rows++] = row;
}

/* The file counts the rows of a span; what is wanted are those of them that are in the blocks. */
static void count_spanned_rows(sheet *s)
{
    const hrb__blocks *b = &s->book->gather->blocks;
    for (size_t r = s->first_row; r < b->row_count; r++)
        for (size_t i = 0; i < b->rows[r].cell_count; i++) {
            hrb__cell *cell = &b->cells[b->rows[r].first_cell + i];
            if (cell->row_span <= 1)
                continue;
            int32_t last = hrb__source_place(&b->source, cell->offset, 0).row + cell->row_span - 1;
            size_t low = r + 1, high = b->row_count; /* the first row below the span lies in [low, high] */
            while (low < high) {
                size_t middle = low + (high - low) / 2;
                if (hrb__source_place(&b->source, b->cells[b->rows[middle].first_cell].offset, 0).row <= last)
                    low = middle + 1;
                else
                    high = middle;
            }
            cell->row_span = (uint16_t)(low - r);
        }
}

static void notice(sheet *s, hrb__notice_kind kind, const left_out *what)
{
    hrb__gather *g = s->book->gather;
    if (what->count == 0)
        return;
    hrb__gather_notice(g, kind, what->first);
    if (g->status == HRB_OK)
        g->blocks.notices[g->blocks.notice_count - 1].count = what->count;
}

static hrb_status settle_ranges(sheet *s)
{
    hrb__blocks *b = &s->book->gather->blocks;
    if (s->first_row == b->row_count || (s->merge_count == 0 && s->hidden_count == 0 && !s->has_hidden_columns))
        return HRB_OK;
    sweep w = {.sheet = s, .over = g_try_new0(uint32_t, HRB__SHEET_COLUMNS + 2), .kept_cells = b->rows[s->first_row].first_cell, .kept_rows = s->first_row};
    if (w.over == NULL)
        return hrb__fail_memory(s->book->gather->error);
    if (s->merge_count > 0)
        qsort(s->merges, s->merge_count, sizeof *s->merges, by_top);
    for (size_t r = s->first_row; r < b->row_count; r++)
        sweep_row(&w, b->rows[r]);
    b->row_count = w.kept_rows;
    b->cell_count = w.kept_cells;
    g_free(w.over);
    count_spanned_rows(s);
    notice(s, HRB__NOTICE_HIDDEN_ROW, &w.hidden_rows);
    notice(s, HRB__NOTICE_HIDDEN_COLUMN, &w.hidden_cells);
    notice(s, HRB__NOTICE_HIDDEN_TEXT, &w.covered_cells);
    return s->book->gather->status;
}

hrb_status hrb__read_sheet(hrb__workbook *book, const hrb__zip_entry *part, int32_t number)
{
    static const hrb__xml_handlers HANDLERS = {on_start, on_end, on_text};
    sheet *s = g_try_new0(sheet, 1);
    if (s == NULL)
        return hrb__fail_memory(book->gather->error);
    s->book = book;
    s->number = number;
    s->first_row = book->gather->blocks.row_count;
    hrb_status status = hrb__xml_parse(book->zip, part, &HANDLERS, s, book->gather->error);
    if (status == HRB_OK)
        status = settle_ranges(s);
    g_free(s->value.data);
    g_free(s->merges);
    g_free(s->hidden_rows);
    g_free(s);
    return status;
}
