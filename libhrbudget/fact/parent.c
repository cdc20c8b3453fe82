/* SPDX-License-Identifier: Apache-2.0 */
/* What a line is a part of: by its code, or by how deep it stands. */
#include <glib.h>

#include "fact/table.h"

static uint64_t code_key(const hrb__table *table, const hrb__pane *pane, int32_t digits, uint8_t unit)
{
    return (uint64_t)(pane->form - table->form->panes + 1) << 40 | (uint64_t)unit << 32 | (uint32_t)digits;
}

static hrb__code_slot *find_slot(const hrb__code_lines *lines, uint64_t key)
{
    size_t i = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (lines->capacity - 1);
    while (lines->slots[i].key != 0 && lines->slots[i].key != key)
        i = (i + 1) & (lines->capacity - 1);
    return &lines->slots[i];
}

static bool grow_slots(hrb__code_lines *lines, size_t row_count)
{
    size_t capacity = lines->capacity == 0 ? 64 : lines->capacity * 2;
    while (capacity < row_count * 2 && capacity < 4096)
        capacity *= 2;
    hrb__code_lines grown = {.count = lines->count, .capacity = capacity};
    grown.slots = g_try_new0(hrb__code_slot, grown.capacity);
    if (grown.slots == NULL)
        return false;
    for (size_t i = 0; i < lines->capacity; i++)
        if (lines->slots[i].key != 0)
            *find_slot(&grown, lines->slots[i].key) = lines->slots[i];
    g_free(lines->slots);
    *lines = grown;
    return true;
}

static bool add_codes(const hrb__table *table, const hrb__pane *pane, hrb__code_lines *lines)
{
    for (size_t i = pane->first_line; i < pane->end_line; i++) {
        int32_t digits = table->lines[i].code.digits;
        if (digits == 0)
            continue;
        if (lines->count * 2 >= lines->capacity && !grow_slots(lines, table->row_count))
            return false;
        uint64_t key = code_key(table, pane, digits, table->lines[i].unit);
        hrb__code_slot *slot = find_slot(lines, key);
        if (slot->key != 0)
            continue;
        *slot = (hrb__code_slot){key, (int32_t)i};
        lines->count++;
    }
    return true;
}

/* The line of a code, of the unit or of all units; -1 if it has none. */
static int32_t line_of_code(const hrb__table *table, const hrb__pane *pane, const hrb__code_lines *lines, int32_t digits, uint8_t unit)
{
    const hrb__code_slot *slot = find_slot(lines, code_key(table, pane, digits, unit));
    if (slot->key == 0 && unit != 0)
        slot = find_slot(lines, code_key(table, pane, digits, 0));
    return slot->key == 0 ? -1 : slot->line;
}

/* The line of the nearest code above: where the table lacks a 款, its items count for the 类. */
static int32_t parent_by_code(const hrb__table *table, const hrb__pane *pane, const hrb__code_lines *lines, hrb_code code, uint8_t unit)
{
    int32_t line = -1;
    for (hrb_code above = hrb_code_parent(code); above.digits != 0 && line < 0; above = hrb_code_parent(above))
        line = line_of_code(table, pane, lines, above.digits, unit);
    return line;
}

bool hrb__find_parents(hrb__table *table, const hrb__pane *pane, hrb__code_lines *lines)
{
    if (!add_codes(table, pane, lines))
        return false;
    int32_t last[8] = {-1, -1, -1, -1, -1, -1, -1, -1};
    for (size_t i = pane->first_line; i < pane->end_line; i++) {
        hrb__line *line = &table->lines[i];
        if (line->level <= 0)
            continue;
        if (line->item_of != 0) {
            line->parent = lines->capacity == 0 ? -1 : line_of_code(table, pane, lines, line->item_of, line->unit);
            continue;
        }
        if (line->code.digits != 0) {
            line->parent = parent_by_code(table, pane, lines, line->code, line->unit);
            continue;
        }
        int level = MIN(line->level, 7);
        for (int k = 1; k < level && line->is_whole; k++)
            last[k] = -1;
        for (int k = level - 1; k >= 1 && line->parent < 0; k--)
            line->parent = last[k];
        last[level] = (int32_t)i;
        for (int k = level + 1; k < 8; k++)
            last[k] = -1;
    }
    return true;
}
