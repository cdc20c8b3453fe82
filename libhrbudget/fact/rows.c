/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of one table: where its header ends, and where the table does. */
#include <glib.h>
#include <string.h>

#include "amount/cell.h"
#include "fact/table.h"

#define MAX_HEADER_ROWS 6
#define MAX_LABEL_BYTES 120
#define MAX_SKIPPED_ROWS 12 /* one after another */

hrb__look hrb__first_look(const hrb_document *document, size_t cell)
{
    static const hrb__look LOOKS[] = {
        [HRB__CELL_AMOUNT] = HRB__LOOK_WHOLE, [HRB__CELL_BLANK] = HRB__LOOK_BLANK, [HRB__CELL_TEXT] = HRB__LOOK_TEXT, [HRB__CELL_BAD_AMOUNT] = HRB__LOOK_BAD};
    bool has_decimals;
    hrb__look look = LOOKS[hrb__cell_look(hrb__cell_text(&document->blocks, document->blocks.cells[cell]), &has_decimals)];
    if (has_decimals)
        look = HRB__LOOK_DECIMAL;
    document->looks[cell] = (uint8_t)look;
    return look;
}

bool hrb__row_has_figure(const hrb_document *document, const hrb__row *row)
{
    for (size_t i = 0; i < row->cell_count; i++)
        if (hrb__is_figure(hrb__look_at(document, row, i)))
            return true;
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

size_t hrb__count_header_rows(const hrb_document *document, size_t row)
{
    const hrb__blocks *blocks = &document->blocks;
    size_t n = 0, known = 0;
    while (n < MAX_HEADER_ROWS && row + n < blocks->row_count) {
        const hrb__row *r = &blocks->rows[row + n];
        /* A placed row may have but one cell, below what reaches down from above. */
        if (!r->is_grid || (r->cell_count < 2 && !(r->is_placed && n > 0)) || hrb__row_has_figure(document, r) || begins_like_data(document, r))
            break;
        size_t here = known_headers(document, r);
        if (n > 0 && here == 0 && hrb__row_kind_of(document, r) == HRB__ROW_ONE)
            break; /* the first piece of a name that fills several lines */
        known += here;
        n++;
    }
    return known > 0 ? n : 0;
}

static bool is_page_number(const hrb__blocks *blocks, const hrb__row *row)
{
    hrb__text text = hrb__row_text(blocks, row, 0);
    /* A reader that knows places leaves out what stands outside the table. */
    if (row->is_placed || row->cell_count != 1 || text.length == 0 || text.length > 8)
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (strchr("0123456789- ", text.data[i]) == NULL)
            return false;
    return true;
}

/* A row of one text and no figure that is too narrow or too long to be a line
 * of the table: a heading or a paragraph behind it. */
static bool is_prose(const hrb_document *document, const hrb__row *row, size_t header_width)
{
    if (hrb__row_kind_of(document, row) != HRB__ROW_ONE || hrb__row_has_figure(document, row))
        return false;
    size_t longest = 0;
    for (size_t i = 0; i < row->cell_count; i++)
        longest = MAX(longest, hrb__row_text(&document->blocks, row, i).length);
    return longest > MAX_LABEL_BYTES || (size_t)row->cell_count * 2 <= header_width;
}

/* 甲 | 乙 | 1 | 2 | 3, or ** before the numbers. */
static bool counts_up(const hrb_document *document, const hrb__row *row)
{
    static const hrb__text MARKS[] = {{"甲", 3}, {"乙", 3}, {"丙", 3}, {"丁", 3}, {"**", 2}, {"*", 1}};
    int32_t next = 1;
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        bool mark = text.length == 0;
        for (size_t k = 0; k < G_N_ELEMENTS(MARKS) && !mark; k++)
            mark = next == 1 && hrb__text_equals(text, MARKS[k]);
        char number[12];
        if (mark)
            continue;
        if (!g_ascii_isdigit(text.data[0]))
            return false;
        int length = g_snprintf(number, sizeof number, "%d", next++);
        if (!hrb__text_equals(text, (hrb__text){number, (size_t)length}))
            return false;
    }
    return next > 3;
}

/* 栏次 | 1 | 2 | 3: the numbers of the columns, not figures. */
static bool numbers_columns(const hrb_document *document, const hrb__row *row)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        if (text.length == 0)
            continue;
        const hrb__term *term = hrb__rulebook_column(document->rulebook, text);
        return term != NULL && term->role == HRB__ROLE_ORDINAL;
    }
    return false;
}

/* Whether the first grid column of a placed header holds names. */
static bool names_come_first(const hrb_document *document, size_t header, size_t header_rows)
{
    const hrb__term *lowest = NULL;
    for (size_t r = header; r < header + header_rows; r++) {
        const hrb__row *row = &document->blocks.rows[r];
        if (row->cell_count > 0 && document->blocks.cells[row->first_cell].column == 0)
            lowest = hrb__rulebook_column(document->rulebook, hrb__row_text(&document->blocks, row, 0));
    }
    return lowest != NULL && lowest->role == HRB__ROLE_NAME;
}

/* A placed row of one text is no line of the table where it lies over most of
 * it, or where it stands in a first column that is for codes or amounts. */
static bool is_placed_prose(const hrb_document *document, const hrb__row *row, size_t grid_width, bool names_first)
{
    if (hrb__row_kind_of(document, row) != HRB__ROW_ONE || hrb__row_has_figure(document, row))
        return false;
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__cell cell = document->blocks.cells[row->first_cell + i];
        if (cell.length > 0)
            return cell.length > MAX_LABEL_BYTES ||
                   (cell.column == 0 && ((size_t)cell.span * 4 >= grid_width * 3 ||
                                         (!names_first && hrb__rulebook_row(document->rulebook, hrb__cell_text(&document->blocks, cell)) == NULL)));
    }
    return false;
}

/* The grid columns that rows cover. */
static size_t grid_extent(const hrb__blocks *blocks, size_t first, size_t end)
{
    size_t width = 0;
    for (size_t r = first; r < end; r++)
        for (size_t i = 0; i < blocks->rows[r].cell_count; i++) {
            hrb__cell cell = blocks->cells[blocks->rows[r].first_cell + i];
            width = MAX(width, (size_t)cell.column + MAX(cell.span, 1));
        }
    return width;
}

/* A row such as a header has: two of its words at least, and one that names labels. */
static bool is_header_row(const hrb_document *document, const hrb__row *row)
{
    size_t known = 0, labels = 0;
    if (hrb__row_has_figure(document, row) || begins_like_data(document, row))
        return false;
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        const hrb__term *term = text.length == 0 || text.length >= 100 ? NULL : hrb__rulebook_column(document->rulebook, text);
        known += term != NULL;
        labels += term != NULL && hrb__is_label(term->role);
    }
    return known >= 2 && (labels > 0 || known > 2);
}

/* A row whose texts all stand in the header, as on a new page, where its rows may be divided in another way. */
static bool repeats_header(const hrb__blocks *blocks, size_t header, size_t header_rows, const hrb__row *row)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(blocks, row, i);
        bool found = text.length == 0;
        for (size_t r = header; r < header + header_rows && !found; r++)
            for (size_t k = 0; k < blocks->rows[r].cell_count && !found; k++)
                found = hrb__text_equals(text, hrb__row_text(blocks, &blocks->rows[r], k));
        if (!found)
            return false;
    }
    return true;
}

bool hrb__collect_data_rows(const hrb_document *document, size_t header, size_t header_rows, hrb__data_rows *out)
{
    const hrb__blocks *blocks = &document->blocks;
    size_t first = header + header_rows, i = first;
    size_t capacity = 0, header_width = 0, skipped = 0; /* rows left out since the last one kept */
    for (size_t r = header; r < first; r++)
        header_width = MAX(header_width, blocks->rows[r].cell_count);
    bool placed = first > header && blocks->rows[header].is_placed;
    size_t grid_width = placed ? grid_extent(blocks, header, first) : 0;
    bool names_first = placed && names_come_first(document, header, header_rows);
    *out = (hrb__data_rows){0};
    for (; i < blocks->row_count && skipped <= MAX_SKIPPED_ROWS; i++) {
        const hrb__row *row = &blocks->rows[i];
        if (hrb__row_kind_of(document, row) == HRB__ROW_TITLE)
            break;
        if (is_page_number(blocks, row) || numbers_columns(document, row) || (out->count == 0 && counts_up(document, row))) {
            skipped++;
            continue;
        }
        if (!row->is_grid || (row->cell_count < 2 && !placed))
            break;
        if (placed ? is_placed_prose(document, row, grid_width, names_first) : is_prose(document, row, header_width))
            break;
        if (is_header_row(document, row)) {
            if (!repeats_header(blocks, header, header_rows, row))
                break;
            skipped++;
            continue;
        }
        if (!hrb__grow((void **)&out->rows, out->count, &capacity, sizeof *out->rows)) {
            g_free(out->rows);
            return false;
        }
        out->rows[out->count++] = i;
        skipped = 0;
    }
    out->end = i;
    return true;
}

size_t hrb__usual_width(const hrb__blocks *blocks, const hrb__data_rows *data)
{
    size_t counts[HRB__MAX_WIDTH + 1], best = 0, widest = 0;
    for (size_t i = 0; i < data->count; i++)
        widest = MAX(widest, blocks->rows[data->rows[i]].cell_count);
    widest = MIN(widest, HRB__MAX_WIDTH);
    memset(counts, 0, (widest + 1) * sizeof *counts);
    for (size_t i = 0; i < data->count; i++)
        counts[MIN(blocks->rows[data->rows[i]].cell_count, HRB__MAX_WIDTH)]++;
    for (size_t n = 1; n <= widest; n++)
        if (counts[n] > 0 && counts[n] >= counts[best])
            best = n;
    return best;
}
