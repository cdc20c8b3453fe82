/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the tables in the rows of a page. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "fact/table.h"

/* A title, its unit and its header stand within this many rows. */
#define TITLE_REACH 8
#define MAX_TITLE_BYTES 200

size_t hrb__clip(hrb__text text, size_t limit)
{
    if (text.length <= limit)
        return text.length;
    while (limit > 0 && ((unsigned char)text.data[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}

void hrb__add_issue(hrb_document *document, hrb__rule_kind kind, hrb_status status, int32_t table, int32_t row, int32_t column, hrb__cell cell)
{
    if (!hrb__grow((void **)&document->issues, document->issue_count, &document->issue_capacity, sizeof *document->issues)) {
        document->out_of_memory = true;
        return;
    }
    document->issues[document->issue_count++] = (hrb__issue){kind, status, table, row, column, cell.offset, cell.length};
}

hrb__fact *hrb__add_fact(hrb_document *document)
{
    if (!hrb__grow((void **)&document->facts, document->fact_count, &document->fact_capacity, sizeof *document->facts)) {
        document->out_of_memory = true;
        return NULL;
    }
    hrb__fact *fact = &document->facts[document->fact_count++];
    *fact = (hrb__fact){.table = -1, .row = -1, .column = -1};
    return fact;
}

/* Whether a text begins with 单 金 编 部, by their last byte: false for most. */
static inline bool may_be_aside(hrb__text text)
{
    unsigned char last = text.length < 6 ? 0 : (unsigned char)text.data[2];
    return (last >= 0x91 && last <= 0x96) || last == 0xA8;
}

/* 单位：元, 编制部门：…: what stands beside a title and is none. */
static bool is_aside(hrb__text text)
{
    static const hrb__text LABELS[] = {{"单位", 6}, {"金额单位", 12}, {"编制", 6}, {"部门", 6}};
    static const hrb__text WIDE_COLON = {"：", 3};
    for (size_t i = 0; i < G_N_ELEMENTS(LABELS); i++)
        if (hrb__text_starts(text, LABELS[i]))
            return memchr(text.data, ':', text.length) != NULL || hrb__text_has(text, WIDE_COLON);
    return false;
}

/* The end of the last 表 in a text, 0 if it has none. */
static size_t end_of_last_table(hrb__text text)
{
    size_t end = 0;
    if (text.length >= 3 && hrb__is_han(text.data + text.length - 3, "表"))
        return text.length;
    const char *p = text.data, *stop = text.data + text.length;
    while ((p = memchr(p, "表"[2], (size_t)(stop - p))) != NULL) {
        p++;
        if (p - text.data >= 3 && hrb__is_han(p - 3, "表"))
            end = (size_t)(p - text.data);
    }
    return end;
}

/* The title in a line that ends in 表, in 表 and something in brackets, or in the
 * unit, which is left out; "" if it is no title. */
static hrb__text title_in(hrb__text text)
{
    size_t end = text.length > MAX_TITLE_BYTES ? 0 : end_of_last_table(text);
    if (end == 0)
        return HRB__TEXT("");
    hrb__text rest = hrb__text_trim((hrb__text){text.data + end, text.length - end});
    if (rest.length == 0 || rest.data[0] == '(' || hrb__text_starts(rest, HRB__TEXT("（")))
        return text;
    return is_aside(rest) ? (hrb__text){text.data, end} : HRB__TEXT("");
}

/* The same for a row of several cells. */
static hrb__row_kind look_over_cells(const hrb__blocks *blocks, const hrb__row *row, hrb__text *only)
{
    unsigned texts = 0, asides = 0;
    for (size_t i = 0; i < row->cell_count && texts - asides < 2; i++) {
        hrb__text text = hrb__row_text(blocks, row, i);
        if (text.length == 0)
            continue;
        texts++;
        if (may_be_aside(text) && is_aside(text))
            asides++;
        else
            *only = text;
    }
    if (texts - asides != 1)
        *only = HRB__TEXT("");
    return texts < 2 ? (hrb__row_kind)texts : HRB__ROW_MANY;
}

/* What a row is made of, and its only text but for asides: "" if there is none or more than one. */
static inline hrb__row_kind look_over(const hrb__blocks *blocks, const hrb__row *row, hrb__text *only)
{
    *only = HRB__TEXT("");
    if (row->cell_count != 1)
        return look_over_cells(blocks, row, only);
    *only = hrb__row_text(blocks, row, 0);
    return only->length > 0 ? HRB__ROW_ONE : HRB__ROW_BLANK;
}

static bool note_title(hrb_document *document, size_t row, hrb__text title)
{
    const hrb__table_form *form = title.length == 0 ? NULL : hrb__rulebook_table_by_title(document->rulebook, title);
    if (form == NULL)
        return true;
    if (!hrb__grow((void **)&document->title_rows, document->title_row_count, &document->title_row_capacity, sizeof *document->title_rows))
        return false;
    document->title_rows[document->title_row_count++] = (hrb__title_row){form, title, (uint32_t)row};
    document->row_kinds[row] = HRB__ROW_TITLE;
    return true;
}

/* One look at each row, so that nothing asks twice. */
bool hrb__look_over_rows(hrb_document *document)
{
    const hrb__blocks *blocks = &document->blocks;
    document->row_kinds = g_try_malloc(MAX(blocks->row_count, 1));
    bool ok = document->row_kinds != NULL;
    for (size_t i = 0; i < blocks->row_count && ok; i++) {
        hrb__text only;
        document->row_kinds[i] = (uint8_t)look_over(blocks, &blocks->rows[i], &only);
        ok = only.length == 0 || note_title(document, i, title_in(only));
    }
    return ok;
}

const hrb__table_form *hrb__title_form(const hrb_document *document, const hrb__row *row, hrb__text *title)
{
    if (hrb__row_kind_of(document, row) != HRB__ROW_TITLE)
        return NULL;
    size_t low = 0, high = document->title_row_count, number = (size_t)(row - document->blocks.rows);
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (document->title_rows[middle].row <= number)
            low = middle;
        else
            high = middle;
    }
    *title = document->title_rows[low].title;
    return document->title_rows[low].form;
}

/* 单位：万元, 金额单位：元, in a cell of its own or behind other words; `line` is where. */
static hrb_unit stated_unit(const hrb__blocks *blocks, const hrb__row *row, hrb__cell *line)
{
    static const struct {
        hrb__text word;
        hrb_unit unit;
    } UNITS[] = {
        {{"百万元", 9}, HRB_UNIT_MILLION_YUAN}, {{"万元", 6}, HRB_UNIT_WAN_YUAN}, {{"亿元", 6}, HRB_UNIT_YI_YUAN},
        {{"千元", 6}, HRB_UNIT_THOUSAND_YUAN}, {{"元", 3}, HRB_UNIT_YUAN},
    };
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(blocks, row, i);
        size_t at;
        while (text.length < 200 && (at = hrb__text_find(text, HRB__TEXT("单位"))) != SIZE_MAX) {
            *line = (hrb__cell){.offset = (uint32_t)(text.data + at - blocks->source.text), .length = (uint32_t)(text.length - at)};
            text = (hrb__text){text.data + at + 6, text.length - at - 6};
            char buffer[64];
            hrb__text rest = {buffer, hrb__text_fold(text, buffer, sizeof buffer)};
            if (rest.length == 0 || rest.data[0] != ':')
                continue;
            rest.data++;
            rest.length--;
            if (hrb__text_starts(rest, HRB__TEXT("人民币")))
                rest = (hrb__text){rest.data + 9, rest.length - 9};
            for (size_t k = 0; k < G_N_ELEMENTS(UNITS); k++)
                if (hrb__text_starts(rest, UNITS[k].word) && (rest.length == UNITS[k].word.length || rest.data[UNITS[k].word.length] == ')'))
                    return UNITS[k].unit;
        }
    }
    return HRB_UNIT_NONE;
}

/* A row that could begin a table: two cells at least, and words of a header or a figure. */
static bool may_begin_table(const hrb_document *document, const hrb__row *row, bool titled)
{
    if (!row->is_grid || (row->cell_count < 2 && !(row->is_placed && titled)) || (!titled && hrb__row_kind_of(document, row) != HRB__ROW_MANY))
        return false;
    size_t wanted = titled ? 1 : 2;
    for (size_t i = 0; i < row->cell_count && wanted > 0 && row->cell_count - i >= wanted; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        if (text.length == 0 || text.length > 100)
            continue;
        const hrb__term *term = hrb__rulebook_column(document->rulebook, text);
        if (term != NULL && term->role == HRB__ROLE_TARGET)
            return false; /* a table of targets is none of amounts */
        wanted -= term != NULL || (titled && hrb__is_amount(hrb__look_at(document, row, i)));
    }
    return wanted == 0;
}

/* A note right below a table, or in it, that says it is empty. */
static void find_empty_note(hrb_document *document, hrb__table *table)
{
    const hrb__blocks *blocks = &document->blocks;
    size_t last = MIN((size_t)table->end_block_row + 3, blocks->row_count);
    for (size_t r = table->first_block_row; r < last; r++) {
        const hrb__row *row = &blocks->rows[r];
        if (r >= table->end_block_row && hrb__row_kind_of(document, row) == HRB__ROW_TITLE)
            return;
        for (size_t i = 0; i < row->cell_count; i++) {
            hrb__text text = hrb__row_text(blocks, row, i);
            if (text.length < 6 || text.length > 600 || hrb__is_figure(document->looks[row->first_cell + i]))
                continue;
            if (hrb__finder_get_part(&document->rulebook->empty_notes, text) != NULL) {
                table->has_empty_note = true;
                table->note = blocks->cells[row->first_cell + i];
                return;
            }
        }
    }
}

/* The last unit that rows [from, end) state. */
static hrb_unit last_unit(const hrb__blocks *blocks, size_t from, size_t end, hrb__cell *line)
{
    hrb_unit unit = HRB_UNIT_NONE;
    while (unit == HRB_UNIT_NONE && end > from)
        unit = stated_unit(blocks, &blocks->rows[--end], line);
    return unit;
}

/* The way through the rows of a document. */
typedef struct search {
    hrb__table_start start;
    size_t titled_until; /* the title and the unit above count up to this row */
    size_t asked;        /* rows before this one were asked for a unit, or need not be */
} search;

/* Whether row i names the unit of what follows. Without a title above it, only
 * the rows above what looks like a table are asked, and only then. */
static bool takes_unit(search *s, const hrb__blocks *blocks, size_t i)
{
    hrb__cell line_above, line_here;
    hrb_unit above = last_unit(blocks, s->asked, i, &line_above), here = stated_unit(blocks, &blocks->rows[i], &line_here);
    if (here != HRB_UNIT_NONE || above != HRB_UNIT_NONE) {
        s->start.unit = here != HRB_UNIT_NONE ? here : above;
        s->start.unit_line = here != HRB_UNIT_NONE ? line_here : line_above;
    }
    s->asked = i + 1;
    if (here != HRB_UNIT_NONE)
        s->titled_until = MAX(s->titled_until, i + TITLE_REACH);
    return here != HRB_UNIT_NONE;
}

/* What stands above a table whose title names no form: a line that ends in 表. */
static hrb__text unknown_title(const hrb_document *document, size_t row)
{
    for (size_t r = row; r > 0 && row - r < TITLE_REACH / 2;) {
        const hrb__row *above = &document->blocks.rows[--r];
        if (above->cell_count > 1)
            break;
        hrb__text title = title_in(hrb__row_text(&document->blocks, above, 0));
        if (title.length > 0 && title.length <= MAX_TITLE_BYTES)
            return title;
    }
    return HRB__TEXT("");
}

static void search_row(hrb_document *document, search *s, size_t *next)
{
    const hrb__blocks *blocks = &document->blocks;
    size_t i = *next;
    const hrb__row *row = &blocks->rows[i];
    hrb__text title;
    const hrb__table_form *form = hrb__title_form(document, row, &title);
    *next = i + 1;
    if (form != NULL) {
        s->start = (hrb__table_start){.form = form, .title = title};
        s->start.unit = stated_unit(blocks, row, &s->start.unit_line);
        s->titled_until = i + TITLE_REACH;
        s->asked = i + 1;
        return;
    }
    if (i >= s->titled_until)
        s->start = (hrb__table_start){.title = HRB__TEXT(""), .unit = s->start.unit, .unit_line = s->start.unit_line};
    bool titled = s->start.form != NULL;
    if ((titled && takes_unit(s, blocks, i)) || !may_begin_table(document, row, titled) || (!titled && takes_unit(s, blocks, i)))
        return;
    s->start.row = i;
    size_t end;
    if (hrb__understand_table(document, &s->start, &end)) {
        hrb__table *table = &document->tables[document->table_count - 1];
        find_empty_note(document, table);
        if (table->form == NULL && table->title.length == 0)
            table->title = unknown_title(document, i);
        *next = MAX(end, i + 1);
        *s = (search){.start = {.title = HRB__TEXT("")}, .asked = *next};
    }
}

/* 此表为空 below a title, or nothing but 无. */
static bool is_empty_note(const hrb_document *document, hrb__text text)
{
    static const hrb__text NOTHING = {"无", 3};
    return hrb__text_equals(text, NOTHING) ||
           (text.length >= 6 && text.length <= 600 && hrb__finder_get_part(&document->rulebook->empty_notes, text) != NULL);
}

/* A note in the place of a table, right below its title, is a table without rows. */
static bool take_note_below(hrb_document *document, const hrb__title_row *title)
{
    const hrb__blocks *blocks = &document->blocks;
    size_t first = (size_t)title->row + 1, end = MIN(first + TITLE_REACH, blocks->row_count);
    for (size_t r = first; r < end && hrb__row_kind_of(document, &blocks->rows[r]) != HRB__ROW_TITLE; r++) {
        const hrb__row *row = &blocks->rows[r];
        if (hrb__row_kind_of(document, row) != HRB__ROW_ONE || !is_empty_note(document, hrb__row_text(blocks, row, 0)))
            continue;
        if (!hrb__grow((void **)&document->tables, document->table_count, &document->table_capacity, sizeof *document->tables)) {
            document->out_of_memory = true;
            return false;
        }
        document->tables[document->table_count++] = (hrb__table){
            .form = title->form, .title = title->title, .unit = HRB_UNIT_YUAN, .unit_stated = true, .has_empty_note = true,
            .note = blocks->cells[row->first_cell], .first_block_row = (uint32_t)r, .end_block_row = (uint32_t)r + 1};
        return true;
    }
    return false;
}

/* Titles whose kind of table was found nowhere. */
static void find_notes_for_tables(hrb_document *document)
{
    bool *found = g_new0(bool, document->rulebook->tables->len); /* by the number of the kind */
    for (size_t t = 0; t < document->table_count; t++)
        if (document->tables[t].form != NULL)
            found[document->tables[t].form->kind_number] = true;
    for (size_t i = 0; i < document->title_row_count && !document->out_of_memory; i++) {
        const hrb__title_row *title = &document->title_rows[i];
        if (!found[title->form->kind_number])
            found[title->form->kind_number] = take_note_below(document, title);
    }
    g_free(found);
}

void hrb__understand_tables(hrb_document *document)
{
    search s = {.start = {.title = HRB__TEXT("")}};
    for (size_t i = 0; i < document->blocks.row_count && !document->out_of_memory;) {
        /* Without a title above it, most rows neither name a table nor begin one. */
        if (s.start.form == NULL && document->row_kinds[i] < HRB__ROW_MANY)
            i++;
        else
            search_row(document, &s, &i);
    }
    if (!document->out_of_memory && document->table_count > 0)
        find_notes_for_tables(document);
}
