/* SPDX-License-Identifier: Apache-2.0 */
/* Getters of documents, tables and facts. A bad handle or index gives the neutral value. */
#include <glib.h>

#include "fact/document.h"

const char *hrb_document_path(const hrb_document *document)
{
    return document == NULL ? "" : document->path;
}

const char *hrb_document_title(const hrb_document *document)
{
    return document == NULL ? "" : document->title;
}

const char *hrb_document_department(const hrb_document *document)
{
    return document == NULL ? "" : document->department;
}

const hrb_rulebook *hrb_document_rulebook(const hrb_document *document)
{
    return document == NULL ? NULL : document->rulebook;
}

int32_t hrb_document_year(const hrb_document *document)
{
    return document == NULL ? 0 : document->year;
}

const char *hrb_document_kind(const hrb_document *document)
{
    if (document == NULL || !document->has_kind)
        return "";
    return document->is_final ? "final" : "budget";
}

const char *hrb_document_level(const hrb_document *document)
{
    static const char *const NAMES[] = {"", "department", "unit"};
    return document == NULL ? "" : NAMES[document->level];
}

const char *hrb_document_region(const hrb_document *document)
{
    return document == NULL ? "" : document->region;
}

/* --- Tables --- */

static const hrb__table *table_at(const hrb_document *document, size_t table)
{
    return document == NULL || table >= document->table_count ? NULL : &document->tables[table];
}

size_t hrb_table_count(const hrb_document *document)
{
    return document == NULL ? 0 : document->table_count;
}

const char *hrb_table_kind(const hrb_document *document, size_t table)
{
    const hrb__table *t = table_at(document, table);
    return t == NULL || t->form == NULL ? "" : t->form->kind;
}

const char *hrb_table_title(const hrb_document *document, size_t table)
{
    return table_at(document, table) == NULL ? "" : document->titles[table];
}

hrb_unit hrb_table_unit(const hrb_document *document, size_t table)
{
    const hrb__table *t = table_at(document, table);
    return t == NULL ? HRB_UNIT_NONE : t->unit;
}

hrb_place hrb_table_place(const hrb_document *document, size_t table)
{
    const hrb__table *t = table_at(document, table);
    if (t == NULL)
        return (hrb_place){0};
    const hrb__source *source = &document->blocks.source;
    if (t->title.length > 0)
        return hrb__source_place(source, (size_t)(t->title.data - source->text), t->title.length);
    const hrb__row *row = &document->blocks.rows[t->first_block_row];
    hrb__cell cell = document->blocks.cells[row->first_cell];
    return hrb__source_place(source, cell.offset, cell.length);
}

size_t hrb_table_column_count(const hrb_document *document, size_t table)
{
    const hrb__table *t = table_at(document, table);
    return t == NULL ? 0 : t->column_count;
}

const char *hrb_table_column_title(const hrb_document *document, size_t table, size_t column)
{
    const hrb__table *t = table_at(document, table);
    return t == NULL || column >= t->column_count ? "" : t->columns[column].title;
}

size_t hrb_table_row_count(const hrb_document *document, size_t table)
{
    const hrb__table *t = table_at(document, table);
    return t == NULL ? 0 : t->row_count;
}

const char *hrb_table_row_code(const hrb_document *document, size_t table, size_t row)
{
    const hrb__table *t = table_at(document, table);
    const hrb__line *line = t == NULL || row >= t->row_count ? NULL : hrb__table_line(t, row);
    return line == NULL ? "" : line->code_text;
}

const char *hrb_table_row_name(const hrb_document *document, size_t table, size_t row)
{
    const hrb__table *t = table_at(document, table);
    return t == NULL || row >= t->row_count ? "" : t->names[row];
}

int32_t hrb_table_row_level(const hrb_document *document, size_t table, size_t row)
{
    const hrb__table *t = table_at(document, table);
    if (t == NULL || row >= t->row_count)
        return 0;
    const hrb__line *line = hrb__table_line(t, row);
    return line == NULL ? 0 : line->level;
}

const char *hrb_table_cell_text(const hrb_document *document, size_t table, size_t row, size_t column)
{
    const hrb__table *t = table_at(document, table);
    if (t == NULL || row >= t->row_count || column >= t->column_count)
        return "";
    return hrb__table_text(document, t, row, column);
}

/* --- Facts --- */

static const hrb__fact *fact_at(const hrb_document *document, size_t fact)
{
    return document == NULL || fact >= document->fact_count ? NULL : &document->facts[fact];
}

size_t hrb_fact_count(const hrb_document *document)
{
    return document == NULL ? 0 : document->fact_count;
}

static const char *code_text(const hrb_document *document, const hrb__fact *fact, hrb_code_kind kind)
{
    const hrb__line *line = hrb__fact_line(document, fact);
    if (line == NULL)
        return kind == (fact->meaning.economic != 0 ? HRB_CODE_DEPT_ECONOMIC : HRB_CODE_FUNCTION) && fact->code_text != NULL ? fact->code_text : "";
    return line->code.kind == kind ? line->code_text : "";
}

static const char *entity_of(const hrb_document *document, const hrb__fact *fact)
{
    if (fact->source == HRB__FROM_PROJECT)
        return hrb_project_name(document, fact->meaning.function & ~HRB__UNKNOWN_LINE);
    if (fact->meaning.entity == 0)
        return document->department;
    if (fact->meaning.entity <= document->unit_count)
        return document->units[fact->meaning.entity - 1].name;
    /* Of more units than are told apart only their own rows say whose they are. */
    const hrb__line *line = hrb__fact_line(document, fact);
    return line != NULL && line->is_unit ? hrb_table_row_name(document, (size_t)fact->table, (size_t)fact->row) : "";
}

const char *hrb_fact_dimension(const hrb_document *document, size_t fact, hrb_dimension dimension)
{
    const hrb__fact *f = fact_at(document, fact);
    if (f == NULL)
        return "";
    const hrb__meaning *m = &f->meaning;
    const hrb_rulebook *book = document->rulebook;
    switch (dimension) {
    case HRB_DIMENSION_FLOW:
        return hrb__rulebook_word(book, HRB__FLOW, m->slot[HRB__FLOW]);
    case HRB_DIMENSION_PHASE:
        return m->slot[HRB__PHASE] != 0 ? hrb__rulebook_word(book, HRB__PHASE, m->slot[HRB__PHASE]) : hrb_document_kind(document);
    case HRB_DIMENSION_FUND:
        return hrb__rulebook_word(book, HRB__FUND, m->slot[HRB__FUND]);
    case HRB_DIMENSION_NATURE:
        return hrb__rulebook_word(book, HRB__NATURE, m->slot[HRB__NATURE]);
    case HRB_DIMENSION_TOPIC:
        return hrb__rulebook_word(book, HRB__TOPIC, m->slot[HRB__TOPIC]);
    case HRB_DIMENSION_FUNCTION:
        return code_text(document, f, HRB_CODE_FUNCTION);
    case HRB_DIMENSION_ECONOMIC:
        return code_text(document, f, HRB_CODE_DEPT_ECONOMIC);
    case HRB_DIMENSION_ENTITY:
        return entity_of(document, f);
    case HRB_DIMENSION_YEAR:
        return f->year_text != NULL ? f->year_text : document->year_text;
    default:
        return "";
    }
}

hrb_value_kind hrb_fact_value_kind(const hrb_document *document, size_t fact)
{
    const hrb__fact *f = fact_at(document, fact);
    return f == NULL ? 0 : f->value_kind;
}

int64_t hrb_fact_value(const hrb_document *document, size_t fact)
{
    const hrb__fact *f = fact_at(document, fact);
    return f == NULL ? 0 : f->value;
}

int64_t hrb_fact_quantum(const hrb_document *document, size_t fact)
{
    const hrb__fact *f = fact_at(document, fact);
    return f == NULL ? 0 : f->quantum;
}

const char *hrb_fact_text(const hrb_document *document, size_t fact)
{
    return fact_at(document, fact) == NULL ? "" : document->fact_texts[fact];
}

const char *hrb_fact_source(const hrb_document *document, size_t fact)
{
    static const char *const NAMES[] = {"table", "narrative", "project"};
    const hrb__fact *f = fact_at(document, fact);
    return f == NULL ? "" : NAMES[f->source];
}

hrb_place hrb_fact_place(const hrb_document *document, size_t fact)
{
    const hrb__fact *f = fact_at(document, fact);
    return f == NULL ? (hrb_place){0} : hrb__source_place(&document->blocks.source, f->offset, f->length);
}

int32_t hrb_fact_table(const hrb_document *document, size_t fact)
{
    const hrb__fact *f = fact_at(document, fact);
    return f == NULL ? -1 : f->table;
}

int32_t hrb_fact_row(const hrb_document *document, size_t fact)
{
    const hrb__fact *f = fact_at(document, fact);
    return f == NULL ? -1 : f->row;
}

int32_t hrb_fact_column(const hrb_document *document, size_t fact)
{
    const hrb__fact *f = fact_at(document, fact);
    return f == NULL ? -1 : f->column;
}
