/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing; chains of equal meaning through `next`. */
#include <glib.h>

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
    if (index->slots == NULL || index->heads == NULL || index->next == NULL || index->last == NULL || index->elsewhere == NULL)
        return false;
    for (size_t f = 0; f < document->fact_count; f++) {
        if (document->facts[f].value_kind != HRB_VALUE_FEN)
            continue;
        size_t slot = find_slot(index, &document->facts[f].meaning);
        uint32_t head = index->slots[slot];
        if (head == 0) {
            index->slots[slot] = (uint32_t)f + 1;
            index->last[f] = (uint32_t)f;
        } else {
            index->next[index->last[head - 1]] = (uint32_t)f + 1;
            index->last[head - 1] = (uint32_t)f;
        }
    }
    for (size_t slot = 0; slot < size; slot++)
        if (index->slots[slot] != 0)
            index->heads[index->head_count++] = index->slots[slot];
    /* Chains run in the order of the facts, so each link is known before it is asked for. */
    for (size_t f = document->fact_count; f-- > 0;) {
        uint32_t next = index->next[f];
        int32_t table = document->facts[f].table;
        bool same_table = next != 0 && table >= 0 && document->facts[next - 1].table == table;
        index->elsewhere[f] = same_table ? index->elsewhere[next - 1] : next;
    }
    return true;
}

void hrb__meaning_index_free(hrb__meaning_index *index)
{
    g_free(index->slots);
    g_free(index->heads);
    g_free(index->next);
    g_free(index->last);
    g_free(index->elsewhere);
}

const uint32_t *hrb__meaning_chain(const hrb__meaning_index *index, const hrb__meaning *meaning)
{
    return &index->slots[find_slot(index, meaning)];
}
