/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing; chains of equal meaning through `next`. */
#include <glib.h>
#include <stdlib.h>

#include "check/relate.h"

static size_t hash_meaning(const hrb__meaning *meaning)
{
    uint64_t words[2];
    G_STATIC_ASSERT(sizeof *meaning == sizeof words);
    memcpy(words, meaning, sizeof words);
    uint64_t h = words[0] * UINT64_C(0x9E3779B97F4A7C15) ^ (words[1] + UINT64_C(0xD1B54A32D192ED03)) * UINT64_C(0xBF58476D1CE4E5B9);
    return (size_t)(h ^ h >> 29);
}

static size_t find_slot(const hrb__meaning_index *index, const hrb__meaning *meaning)
{
    size_t i = hash_meaning(meaning) & index->mask;
    while (index->slots[i] != 0 && !hrb__meaning_equals(&index->document->facts[index->slots[i] - 1].meaning, meaning))
        i = (i + 1) & index->mask;
    return i;
}

/* --- By words alone --- */

static hrb__sort *sort_of(hrb__meaning_index *index, const hrb__meaning *meaning)
{
    uint32_t *known = hrb__keys_at(&index->sort_of, hrb__slots_as_number(meaning));
    if (known == NULL || (*known == 0 && !hrb__grow((void **)&index->sorts, index->sort_count, &index->sort_capacity, sizeof *index->sorts)))
        return NULL;
    if (*known == 0) {
        index->sorts[index->sort_count] = (hrb__sort){.meaning = *meaning};
        *known = (uint32_t)++index->sort_count;
    }
    return &index->sorts[*known - 1];
}

/* `stated` has a mark for each head one of whose figures is not 0. */
static bool sort_by(hrb__meaning_index *index, const uint8_t *stated, uint32_t *number)
{
    const hrb__fact *facts = index->document->facts;
    for (size_t i = 0; i < index->head_count; i++) {
        hrb__sort *sort = sort_of(index, &facts[index->heads[i] - 1].meaning);
        if (sort == NULL)
            return false;
        number[i] = (uint32_t)(sort - index->sorts);
        sort->count++;
        sort->stated = sort->stated || stated[index->heads[i] - 1];
    }
    const hrb__meaning *known = NULL; /* one item after another tells of the same thing */
    for (size_t f = 0; f < index->document->fact_count; f++) {
        if (facts[f].value_kind == HRB_VALUE_FEN || facts[f].value == 0 || (known != NULL && hrb__meaning_equals(known, &facts[f].meaning)))
            continue;
        hrb__sort *sort = sort_of(index, &facts[f].meaning);
        if (sort == NULL)
            return false;
        sort->stated = true;
        known = &facts[f].meaning;
    }
    uint32_t first = 0;
    for (size_t s = 0; s < index->sort_count; s++) {
        index->sorts[s].first = first;
        first += index->sorts[s].count;
        index->sorts[s].count = 0;
    }
    for (size_t i = 0; i < index->head_count; i++) {
        hrb__sort *sort = &index->sorts[number[i]];
        index->sorted[sort->first + sort->count++] = (uint32_t)i;
    }
    return true;
}

static bool sort_heads(hrb__meaning_index *index, const uint8_t *stated)
{
    uint32_t *number = g_try_new(uint32_t, index->head_count + 1); /* by head: that of its sort */
    bool sorted = number != NULL && sort_by(index, stated, number);
    g_free(number);
    return sorted;
}

bool hrb__meaning_stated(const hrb__meaning_index *index, const hrb__meaning *words)
{
    hrb__pattern pattern = hrb__pattern_of(words);
    const hrb_document *document = index->document;
    for (size_t f = 0; (pattern.function != 0 || pattern.economic != 0) && f < document->fact_count; f++)
        if (document->facts[f].value != 0 && hrb__pattern_fits(&pattern, &document->facts[f].meaning))
            return true;
    for (size_t s = 0; pattern.function == 0 && pattern.economic == 0 && s < index->sort_count; s++)
        if (index->sorts[s].stated && hrb__pattern_fits(&pattern, &index->sorts[s].meaning))
            return true;
    return false;
}

static int compare_places(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

size_t hrb__meaning_heads(const hrb__meaning_index *index, const hrb__meaning *words, uint32_t *found)
{
    hrb__pattern pattern = hrb__pattern_of(words);
    size_t count = 0, sorts = 0;
    for (size_t s = 0; s < index->sort_count; s++) {
        const hrb__sort *sort = &index->sorts[s];
        if (sort->count == 0 || !hrb__pattern_fits(&pattern, &sort->meaning))
            continue;
        memcpy(found + count, index->sorted + sort->first, sort->count * sizeof *found);
        count += sort->count;
        sorts++;
    }
    if (sorts > 1)
        qsort(found, count, sizeof *found, compare_places);
    return count;
}

/* --- By all that they say --- */

bool hrb__meaning_index_build(hrb_report *report, hrb__meaning_index *index)
{
    const hrb_document *document = report->document;
    size_t size = 16;
    while (size < document->fact_count * 2)
        size *= 2;
    *index = (hrb__meaning_index){.document = document, .mask = size - 1};
    index->slots = g_try_new0(uint32_t, size);
    index->heads = g_try_new(uint32_t, document->fact_count + 1);
    index->next = g_try_new0(uint32_t, document->fact_count + 1);
    index->last = g_try_new0(uint32_t, document->fact_count + 1);
    index->elsewhere = g_try_new0(uint32_t, document->fact_count + 1);
    index->told = g_try_new(uint32_t, document->fact_count + 1);
    uint8_t *stated = g_try_new0(uint8_t, document->fact_count + 1);
    if (index->slots == NULL || index->heads == NULL || index->next == NULL || index->last == NULL || index->elsewhere == NULL || index->told == NULL || stated == NULL) {
        g_free(stated);
        return false;
    }
    size_t slot = 0;
    for (size_t f = 0; f < document->fact_count; f++) {
        if (document->facts[f].value_kind != HRB_VALUE_FEN)
            continue;
        /* A list says the same of each: it is the slot of the figure before. */
        if (f == 0 || !hrb__meaning_equals(&document->facts[f].meaning, &document->facts[f - 1].meaning) || document->facts[f - 1].value_kind != HRB_VALUE_FEN)
            slot = find_slot(index, &document->facts[f].meaning);
        uint32_t head = index->slots[slot];
        if (head == 0) {
            index->slots[slot] = head = (uint32_t)f + 1;
            index->last[f] = (uint32_t)f;
        } else {
            index->next[index->last[head - 1]] = (uint32_t)f + 1;
            index->last[head - 1] = (uint32_t)f;
        }
        stated[head - 1] |= document->facts[f].value != 0;
        if (document->facts[f].source == HRB__FROM_NARRATIVE)
            index->told[index->told_count++] = (uint32_t)f;
    }
    for (slot = 0; slot < size; slot++)
        if (index->slots[slot] != 0)
            index->heads[index->head_count++] = index->slots[slot];
    /* Chains run in the order of the facts, so each link is known before it is asked for. */
    for (size_t f = document->fact_count; f-- > 0;) {
        uint32_t next = index->next[f];
        int32_t table = document->facts[f].table;
        bool same_table = next != 0 && table >= 0 && document->facts[next - 1].table == table;
        index->elsewhere[f] = same_table ? index->elsewhere[next - 1] : next;
    }
    index->sorted = g_try_new(uint32_t, index->head_count + 1);
    bool sorted = index->sorted != NULL && sort_heads(index, stated);
    g_free(stated);
    return sorted;
}

void hrb__meaning_index_free(hrb__meaning_index *index)
{
    g_free(index->slots);
    g_free(index->heads);
    g_free(index->next);
    g_free(index->last);
    g_free(index->elsewhere);
    g_free(index->told);
    g_free(index->sorts);
    g_free(index->sorted);
    hrb__keys_free(&index->sort_of);
}

const uint32_t *hrb__meaning_chain(const hrb__meaning_index *index, const hrb__meaning *meaning)
{
    return &index->slots[find_slot(index, meaning)];
}
