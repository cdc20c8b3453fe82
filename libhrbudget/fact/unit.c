/* SPDX-License-Identifier: Apache-2.0 */
/* The units of a department in its tables: a row for all that a unit has, or a column that says whose a row is. */
#include <glib.h>
#include <string.h>

#include "fact/table.h"

uint8_t hrb__unit_number(hrb_document *document, hrb__text key, hrb__text name)
{
    for (size_t i = 0; i < document->unit_count; i++)
        if (hrb__text_equals(document->units[i].key, key))
            return (uint8_t)(i + 1);
    if (document->unit_count == HRB__MOST_UNITS)
        return HRB__OTHER_UNIT;
    const char *copy = hrb__arena_text(&document->arena, name.data, hrb__clip(name, 400));
    if (copy == NULL || !hrb__grow((void **)&document->units, document->unit_count, &document->unit_capacity, sizeof *document->units)) {
        document->out_of_memory = true;
        return 0;
    }
    document->units[document->unit_count++] = (hrb__unit){key, copy};
    return (uint8_t)document->unit_count;
}

/* 301 is above 301001, and the department above all its units. */
static bool is_above(const hrb_document *document, const hrb__line *above, const hrb__line *line)
{
    if (above->unit == HRB__OTHER_UNIT || line->unit == HRB__OTHER_UNIT)
        return false;
    hrb__text a = document->units[above->unit - 1].key, b = document->units[line->unit - 1].key;
    bool numbers = g_ascii_isdigit(a.data[0]) && g_ascii_isdigit(b.data[0]);
    return numbers ? a.length < b.length && hrb__text_starts(b, a) : strcmp(document->units[above->unit - 1].name, document->department) == 0;
}

/* The unit that holds another, or the code that a list of units explains. */
static int32_t holder_of(const hrb_document *document, const hrb__table *table, const hrb__line *line, int32_t last_unit, int32_t last_code)
{
    for (int32_t above = last_unit; above >= 0; above = table->lines[above].parent)
        if (table->lines[above].is_unit && is_above(document, &table->lines[above], line))
            return above;
    return last_code;
}

/* Codes stand below the unit that is named before them; units below a code are what it consists of. */
static void adopt(const hrb_document *document, hrb__table *table, const hrb__pane *pane)
{
    int32_t last_unit = -1, last_code = -1;
    bool units_first = false;
    for (size_t i = pane->first_line; i < pane->end_line; i++) {
        hrb__line *line = &table->lines[i];
        if (line->is_unit) {
            units_first = units_first || last_code < 0;
            line->parent = holder_of(document, table, line, last_unit, units_first ? -1 : last_code);
            last_unit = (int32_t)i;
        } else if (line->code.digits != 0 || line->item_of != 0) {
            line->parent = line->parent < 0 && units_first ? last_unit : line->parent;
            last_code = (int32_t)i;
        }
    }
}

void hrb__settle_units(hrb_document *document, hrb__table *table, const hrb__pane *pane)
{
    uint8_t first = 0;
    bool any = false, several = false;
    for (size_t i = pane->first_line; i < pane->end_line; i++) {
        const hrb__line *line = &table->lines[i];
        any = any || line->unit != 0;
        if (line->unit == 0 || line->is_unit)
            continue;
        first = first == 0 ? line->unit : first;
        several = several || line->unit != first || line->unit == HRB__OTHER_UNIT;
    }
    if (!any)
        return;
    adopt(document, table, pane);
    for (size_t i = pane->first_line; i < pane->end_line; i++) {
        hrb__line *line = &table->lines[i];
        /* Of one unit alone, what its codes have is what the department has. */
        table->has_units = table->has_units || line->is_unit;
        line->meaning.entity = line->is_unit || several ? line->unit : 0;
        if (line->meaning.entity == HRB__OTHER_UNIT)
            line->meaning.function = HRB__UNKNOWN_LINE | line->row << 4 | line->pane | (uint32_t)document->table_count << 20;
    }
}
