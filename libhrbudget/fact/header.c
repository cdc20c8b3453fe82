/* SPDX-License-Identifier: Apache-2.0 */
/* Columns from header rows. A text export keeps no spans: a merged cell is
 * written once, and below a cell that reaches down stands a blank. So each row
 * is laid over the one below it: a blank below belongs to one cell above, and a
 * run of cells below shares one cell above, or several, cut where the run turns
 * from amounts to labels. */
#include <glib.h>

#include "fact/table.h"

#define MAX_HEADER_TEXT 200 /* bytes of a header cell that titles keep */
#define MAX_COLUMNS 1024

typedef hrb__header_leaf leaf;

/* Cells of a header row and the columns each covers. */
typedef struct unit {
    hrb__text text;
    size_t first, end;
} unit;

static hrb__role role_of(const hrb_document *document, hrb__text text)
{
    const hrb__term *term = hrb__rulebook_column(document->rulebook, text);
    return term == NULL ? HRB__ROLE_AMOUNT : term->role;
}

static bool is_label(hrb__role role)
{
    return role >= HRB__ROLE_NAME && role <= HRB__ROLE_CODE_ITEM;
}

/* How good a place it is to begin a new cell above at below[i]: 2 where a list
 * begins (amounts turn to labels), 1 where its amounts begin, 0 elsewhere. */
static int cut_rank(const hrb_document *document, const unit *below, size_t i)
{
    bool before = is_label(role_of(document, below[i - 1].text)), after = is_label(role_of(document, below[i].text));
    return !before && after ? 2 : before && !after ? 1 : 0;
}

/* Marks starts[i] where a cell above begins over below[i]; false if `wanted` cells cannot be laid out. */
static bool lay_out(const hrb_document *document, const unit *below, size_t count, size_t wanted, bool *starts)
{
    size_t groups = 0;
    for (size_t i = 0; i < count; i++) {
        bool blank = below[i].text.length == 0;
        starts[i] = i == 0 || blank || below[i - 1].text.length == 0;
        groups += starts[i];
    }
    if (groups > wanted)
        return false;
    for (int rank = 2; rank >= 1; rank--)
        for (size_t i = 1; i < count && groups < wanted; i++)
            if (!starts[i] && cut_rank(document, below, i) == rank) {
                starts[i] = true;
                groups++;
            }
    /* Nothing tells where: even parts, which is how 预算数 and 决算数 are laid out. */
    for (size_t left = wanted - groups, i = 0; left > 0 && i < count; i++) {
        size_t run = 0;
        while (i + run + 1 < count && !starts[i + run + 1])
            run++;
        if (run == 0)
            continue;
        size_t parts = MIN(left, run) + 1;
        for (size_t k = 1; k < parts; k++)
            starts[i + k * (run + 1) / parts] = true;
        left -= parts - 1;
        groups += parts - 1;
        i += run;
    }
    return groups == wanted;
}

static void push_text(leaf *leaves, const unit *u)
{
    for (size_t c = u->first; c < u->end && u->text.length > 0; c++) {
        leaf *l = &leaves[c];
        if (l->count == HRB__MAX_LEVELS)
            continue;
        memmove(&l->texts[1], &l->texts[0], l->count * sizeof l->texts[0]);
        l->texts[0] = u->text;
        l->count++;
    }
}

/* Lays a row of cells over units; fills `units` with the row's own cells. */
static bool lay_row_over(const hrb_document *document, leaf *leaves, const hrb__row *row, unit *units, size_t *count)
{
    bool starts[MAX_COLUMNS];
    size_t wanted = row->cell_count;
    if (wanted > *count || !lay_out(document, units, *count, wanted, starts))
        return false;
    size_t n = 0;
    for (size_t i = 0; i < *count; i++) {
        if (starts[i]) {
            unit u = {hrb__row_text(&document->blocks, row, n), units[i].first, units[i].end};
            units[n++] = u;
        } else {
            units[n - 1].end = units[i].end;
        }
    }
    *count = n;
    for (size_t i = 0; i < n; i++)
        push_text(leaves, &units[i]);
    return true;
}

/* A lower row that names only what stands below one merged cell (类 款 项 below
 * 科目编码) is put in that cell's place. Returns the new number of columns, 0 if it fits nowhere. */
static size_t unfold_lower_row(const hrb_document *document, const hrb__row *upper, const hrb__row *lower, leaf *leaves)
{
    const hrb__blocks *blocks = &document->blocks;
    size_t m = upper->cell_count, n = lower->cell_count, at = m;
    for (size_t i = 0; i < n; i++)
        if (hrb__row_text(blocks, lower, i).length == 0)
            return 0;
    hrb__role first = role_of(document, hrb__row_text(blocks, lower, 0));
    for (size_t i = 0; i < m && at == m; i++) {
        hrb__text text = hrb__row_text(blocks, upper, i);
        if (first == HRB__ROLE_CODE_CLASS) {
            if (role_of(document, text) == HRB__ROLE_CODE)
                at = i;
        } else {
            hrb__text last = hrb__row_text(blocks, lower, n - 1);
            last.length = MIN(last.length, 6); /* two Han characters */
            if (hrb__text_has(text, last))
                at = i;
        }
    }
    if (at == m || m - 1 + n > MAX_COLUMNS)
        return 0;
    for (size_t c = 0; c < m - 1 + n; c++) {
        bool inside = c >= at && c < at + n;
        size_t above = c < at ? c : inside ? at : c - n + 1;
        leaves[c].count = 1;
        leaves[c].texts[0] = hrb__row_text(blocks, upper, above);
        if (inside)
            leaves[c].texts[leaves[c].count++] = hrb__row_text(blocks, lower, c - at);
    }
    return m - 1 + n;
}

static bool begins_above(const hrb_document *document, const hrb__row *rows, size_t row, size_t column)
{
    for (size_t r = 0; r < row; r++)
        if (hrb__row_text(&document->blocks, &rows[r], column).length > 0)
            return true;
    return false;
}

/* Rows that all have a cell for each column: a blank to the right of a word
 * continues it where something stands below, and one below a word continues that. */
static size_t collect_full_grid(const hrb_document *document, const hrb__row *rows, size_t row_count, leaf *leaves)
{
    size_t count = rows[0].cell_count;
    for (size_t c = 0; c < count; c++)
        for (size_t r = 0; r < row_count && leaves[c].count < HRB__MAX_LEVELS; r++) {
            size_t at = c, lowest = r;
            for (size_t below = r + 1; below < row_count; below++)
                if (hrb__row_text(&document->blocks, &rows[below], c).length > 0)
                    lowest = below;
            while (at > 0 && lowest > r && hrb__row_text(&document->blocks, &rows[r], at).length == 0 && !begins_above(document, rows, r, at))
                at--;
            hrb__text text = hrb__row_text(&document->blocks, &rows[r], at);
            if (text.length > 0)
                leaves[c].texts[leaves[c].count++] = text;
        }
    return count;
}

static bool is_full_grid(const hrb__row *rows, size_t row_count, size_t data_width)
{
    for (size_t r = 0; r < row_count; r++)
        if (rows[r].cell_count != data_width)
            return false;
    return row_count > 1 && data_width <= MAX_COLUMNS;
}

/* Lays the header rows out from the lowest up. Returns the number of leaves. */
static size_t collect_leaves(const hrb_document *document, size_t first_row, size_t row_count, leaf *leaves)
{
    const hrb__row *rows = document->blocks.rows + first_row;
    size_t below = row_count - 1;
    unit units[MAX_COLUMNS];
    size_t count = 0;
    if (below > 0 && rows[below].cell_count < rows[below - 1].cell_count) {
        count = unfold_lower_row(document, &rows[below - 1], &rows[below], leaves);
        if (count > 0)
            below--;
        for (size_t i = 0; i < count; i++)
            units[i] = (unit){leaves[i].texts[leaves[i].count - 1], i, i + 1};
    }
    if (count == 0) {
        /* The widest row is the reference; rows below it that are narrower tell nothing certain. */
        for (size_t i = 0; i < row_count; i++)
            if (rows[i].cell_count >= rows[below].cell_count)
                below = i;
        count = MIN(rows[below].cell_count, MAX_COLUMNS);
        for (size_t i = 0; i < count; i++) {
            units[i] = (unit){hrb__row_text(&document->blocks, &rows[below], i), i, i + 1};
            push_text(leaves, &units[i]);
        }
    }
    size_t leaf_count = count;
    while (below-- > 0)
        if (rows[below].cell_count > 1 || count == 1)
            lay_row_over(document, leaves, &rows[below], units, &count);
    return leaf_count;
}

void hrb__interpret_header(hrb_document *document, const hrb__header_leaf *l, hrb__column *column)
{
    char title[G_N_ELEMENTS(l->texts) * (MAX_HEADER_TEXT + 3)];
    size_t title_length = 0;
    for (size_t i = 0; i < l->count; i++) {
        const hrb__term *term = hrb__rulebook_column(document->rulebook, l->texts[i]);
        if (term != NULL)
            hrb__meaning_refine(&column->meaning, i + 1 < l->count && term->has_above ? &term->above : &term->meaning);
        int32_t year = hrb__first_year(l->texts[i]);
        if (year != 0 && document->year != 0 && year != document->year)
            column->meaning.year = (uint16_t)year; /* a comparison with another year */
        if (i + 1 == l->count && term != NULL) {
            column->role = term->role;
            column->known = true;
        }
        size_t n = hrb__clip(l->texts[i], MAX_HEADER_TEXT);
        memcpy(title + title_length, " / ", 3);
        title_length += i > 0 ? 3 : 0;
        memcpy(title + title_length, l->texts[i].data, n);
        title_length += n;
    }
    if (!column->known && l->count > 1) {
        /* 事业单位 over 经营收入, 金 beside 额: one name written in two cells. */
        char joined[512];
        size_t length = 0;
        for (size_t i = l->count - 2; i < l->count; i++) {
            size_t n = MIN(l->texts[i].length, sizeof joined / 2);
            memcpy(joined + length, l->texts[i].data, n);
            length += n;
        }
        const hrb__term *term = hrb__rulebook_column(document->rulebook, (hrb__text){joined, length});
        if (term != NULL) {
            column->role = term->role;
            column->known = true;
            hrb__meaning_refine(&column->meaning, &term->meaning);
        }
    }
    column->title = hrb__arena_text(&document->arena, title, title_length);
    hrb__text last = l->count > 0 ? l->texts[l->count - 1] : HRB__TEXT("");
    column->leaf = hrb__arena_text(&document->arena, last.data, hrb__clip(last, MAX_HEADER_TEXT));
    document->out_of_memory = document->out_of_memory || column->title == NULL || column->leaf == NULL;
}

hrb__column *hrb__header_columns(hrb_document *document, size_t first_row, size_t row_count, size_t data_width, size_t *column_count)
{
    /* Two rows side by side are the most that one layout needs. */
    size_t widest = 1;
    for (size_t r = 0; r < row_count; r++)
        widest = MAX(widest, document->blocks.rows[first_row + r].cell_count);
    leaf *leaves = g_try_new0(leaf, MIN(widest * 2, MAX_COLUMNS));
    if (leaves == NULL) {
        document->out_of_memory = true;
        return NULL;
    }
    const hrb__row *rows = document->blocks.rows + first_row;
    size_t count = row_count == 0                                ? 0
                   : is_full_grid(rows, row_count, data_width) ? collect_full_grid(document, rows, row_count, leaves)
                                                               : collect_leaves(document, first_row, row_count, leaves);
    /* Room for label columns that the header merged and the data has apart. */
    size_t room = MAX(count, MIN(data_width, MAX_COLUMNS)) + 1;
    hrb__column *columns = hrb__arena_array(&document->arena, room, sizeof *columns);
    if (columns == NULL)
        document->out_of_memory = true;
    for (size_t i = 0; columns != NULL && i < count; i++)
        hrb__interpret_header(document, &leaves[i], &columns[i]);
    g_free(leaves);
    *column_count = count;
    return columns;
}
