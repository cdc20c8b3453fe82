/* SPDX-License-Identifier: Apache-2.0 */
/* A table that does not say its unit is in the one in which its figures agree with what is stated elsewhere. Where nothing
 * tells, it is in the unit that all the others state, and in yuan if they differ. */
#include <glib.h>
#include <string.h>

#include "amount/unit.h"
#include "fact/document.h"

typedef __int128 wide;

static bool lacks_unit(const hrb__table *table)
{
    return table->form != NULL && !table->unit_stated;
}

static guint hash_meaning(gconstpointer key)
{
    const unsigned char *bytes = key;
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < sizeof(hrb__meaning); i++)
        hash = (hash ^ bytes[i]) * 16777619u;
    return hash;
}

static gboolean same_meaning(gconstpointer a, gconstpointer b)
{
    return hrb__meaning_equals(a, b);
}

static bool is_telling(const hrb__fact *fact)
{
    return fact->value_kind == HRB_VALUE_FEN && fact->value != 0;
}

/* The facts whose unit is stated, by what they mean. */
static GHashTable *gather_stated(hrb_document *document)
{
    GHashTable *stated = g_hash_table_new(hash_meaning, same_meaning);
    for (size_t f = 0; f < document->fact_count; f++) {
        hrb__fact *fact = &document->facts[f];
        if (is_telling(fact) && (fact->table < 0 || !lacks_unit(&document->tables[fact->table])) && !g_hash_table_contains(stated, &fact->meaning))
            g_hash_table_insert(stated, &fact->meaning, fact);
    }
    return stated;
}

static bool agrees(const hrb__fact *fact, const hrb__fact *other, hrb_unit from, hrb_unit to)
{
    wide difference = (wide)fact->value * to / from - other->value, tolerance = (wide)fact->quantum * to / from / 2 + other->quantum / 2;
    return difference <= tolerance && difference >= -tolerance;
}

/* The unit that all tables with one state; HRB_UNIT_NONE if there is none, or several. */
static hrb_unit common_unit(const hrb_document *document)
{
    hrb_unit unit = HRB_UNIT_NONE;
    for (size_t t = 0; t < document->table_count; t++) {
        const hrb__table *table = &document->tables[t];
        if (table->form == NULL || !table->unit_stated || table->row_count == 0)
            continue;
        if (unit != HRB_UNIT_NONE && table->unit != unit)
            return HRB_UNIT_NONE;
        unit = table->unit;
    }
    return unit;
}

/* The same figure in another unit. */
static void read_in(hrb_document *document, hrb__fact *fact, hrb_unit from, hrb_unit to)
{
    wide value = (wide)fact->value * to / from, quantum = (wide)fact->quantum * to / from;
    if (value > INT64_MAX || value < -INT64_MAX || quantum > INT64_MAX) {
        hrb__add_issue(document, HRB__RULE_CELL_UNREADABLE, HRB_ERROR_OVERFLOW, fact->table, fact->row, fact->column, (hrb__cell){.offset = fact->offset, .length = fact->length});
        value = quantum = 0;
    }
    fact->value = (int64_t)value;
    fact->quantum = MAX((int64_t)quantum, 1);
}

/* The unit in which most figures agree with others, or that all tables state, or yuan. */
static hrb_unit chosen_unit(const uint32_t *votes, hrb_unit common)
{
    size_t best = 0;
    for (size_t u = 1; u < HRB__TABLE_UNITS; u++)
        best = votes[u] > votes[best] ? u : best;
    return votes[best] > 0 ? hrb__table_units[best] : common != HRB_UNIT_NONE ? common : HRB_UNIT_YUAN;
}

void hrb__guess_units(hrb_document *document)
{
    size_t lacking = 0;
    for (size_t t = 0; t < document->table_count; t++)
        lacking += lacks_unit(&document->tables[t]);
    if (lacking == 0)
        return;
    uint32_t *votes = g_try_new0(uint32_t, document->table_count * HRB__TABLE_UNITS);
    if (votes == NULL) {
        document->out_of_memory = true;
        return;
    }
    GHashTable *stated = gather_stated(document);
    for (size_t f = 0; f < document->fact_count; f++) {
        const hrb__fact *fact = &document->facts[f];
        const hrb__fact *other = !is_telling(fact) || fact->table < 0 || !lacks_unit(&document->tables[fact->table]) ? NULL : g_hash_table_lookup(stated, &fact->meaning);
        for (size_t u = 0; u < HRB__TABLE_UNITS && other != NULL; u++)
            votes[(size_t)fact->table * HRB__TABLE_UNITS + u] += agrees(fact, other, document->tables[fact->table].unit, hrb__table_units[u]);
    }
    hrb_unit common = common_unit(document);
    for (size_t f = 0; f < document->fact_count; f++) {
        hrb__fact *fact = &document->facts[f];
        if (fact->table >= 0 && fact->value_kind == HRB_VALUE_FEN && lacks_unit(&document->tables[fact->table]))
            read_in(document, fact, document->tables[fact->table].unit, chosen_unit(votes + (size_t)fact->table * HRB__TABLE_UNITS, common));
    }
    for (size_t t = 0; t < document->table_count; t++)
        if (lacks_unit(&document->tables[t]))
            document->tables[t].unit = chosen_unit(votes + t * HRB__TABLE_UNITS, common);
    g_hash_table_destroy(stated);
    g_free(votes);
}
