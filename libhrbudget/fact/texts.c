/* SPDX-License-Identifier: Apache-2.0 */
/* The texts that the getters hand out, zero-terminated. They are made once, with
 * the document, so that any number of threads may read. */
#include <glib.h>
#include <string.h>

#include "fact/document.h"

#define MAX_NAME_BYTES 400

/* The part of the source's text that a table stands in, with a zero behind each
 * cell: between cells is at least a byte that belongs to none. */
static bool copy_cells(hrb_document *document, hrb__table *table)
{
    const hrb__blocks *blocks = &document->blocks;
    uint32_t first = UINT32_MAX, end = 0;
    for (size_t r = 0; r < table->row_count; r++) {
        const hrb__row *row = &blocks->rows[table->rows[r].block_row];
        first = MIN(first, row->first_cell);
        end = MAX(end, row->first_cell + row->cell_count);
    }
    while (first < end && blocks->cells[first].length == 0)
        first++;
    while (first < end && blocks->cells[end - 1].length == 0)
        end--;
    if (first >= end)
        return true;
    const hrb__cell *last = &blocks->cells[end - 1];
    table->text_offset = blocks->cells[first].offset;
    table->text_length = last->offset + last->length - table->text_offset;
    table->text = hrb__arena_text(&document->arena, blocks->source.text + table->text_offset, table->text_length);
    for (uint32_t i = first; i < end && table->text != NULL; i++) {
        const hrb__cell *cell = &blocks->cells[i];
        if (cell->length > 0)
            table->text[cell->offset + cell->length - table->text_offset] = '\0';
    }
    return table->text != NULL;
}

const char *hrb__table_text(const hrb_document *document, const hrb__table *table, size_t row, size_t column)
{
    const hrb__table_row *r = &table->rows[row];
    if (r->cell_of[column] < 0)
        return "";
    const hrb__row *block_row = &document->blocks.rows[r->block_row];
    const hrb__cell *cell = &document->blocks.cells[block_row->first_cell + (size_t)r->cell_of[column]];
    return cell->length == 0 ? "" : table->text + (cell->offset - table->text_offset);
}

/* A text of the table as a copy, which most have already: it ends where its cell does. */
static const char *copy_text(hrb_document *document, const hrb__table *table, hrb__text text)
{
    const uintptr_t start = (uintptr_t)document->blocks.source.text + table->text_offset, at = (uintptr_t)text.data;
    if (text.length == 0)
        return "";
    if (at >= start && at - start < table->text_length && text.length <= table->text_length - (at - start) && table->text[at - start + text.length] == '\0')
        return table->text + (at - start);
    return hrb__arena_text(&document->arena, text.data, text.length);
}

static bool copy_names(hrb_document *document, hrb__table *table)
{
    table->names = hrb__arena_array(&document->arena, table->row_count, sizeof *table->names);
    for (size_t r = 0; r < table->row_count && table->names != NULL; r++) {
        const hrb__line *line = hrb__table_line(table, r);
        hrb__text label = line == NULL ? HRB__TEXT("") : line->label;
        label.length = hrb__clip(label, MAX_NAME_BYTES);
        table->names[r] = copy_text(document, table, label);
        if (table->names[r] == NULL)
            return false;
    }
    return table->names != NULL;
}

bool hrb__copy_texts(hrb_document *document)
{
    hrb__arena *arena = &document->arena;
    document->fact_texts = hrb__arena_array(arena, document->fact_count + 1, sizeof *document->fact_texts);
    document->titles = hrb__arena_array(arena, document->table_count + 1, sizeof *document->titles);
    if (document->fact_texts == NULL || document->titles == NULL)
        return false;
    for (size_t i = 0; i < document->table_count; i++) {
        hrb__table *table = &document->tables[i];
        document->titles[i] = hrb__arena_text(arena, table->title.data, table->title.length);
        if (document->titles[i] == NULL || !copy_cells(document, table) || !copy_names(document, table))
            return false;
    }
    for (size_t i = 0; i < document->fact_count; i++) {
        const hrb__fact *fact = &document->facts[i];
        document->fact_texts[i] = fact->table >= 0
            ? hrb__table_text(document, &document->tables[fact->table], (size_t)fact->row, (size_t)fact->column)
            : hrb__arena_text(arena, document->blocks.source.text + fact->offset, fact->length);
        if (document->fact_texts[i] == NULL)
            return false;
    }
    g_snprintf(document->year_text, sizeof document->year_text, "%d", document->year);
    return true;
}
