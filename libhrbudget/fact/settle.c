/* SPDX-License-Identifier: Apache-2.0 */
/* Which total a figure is, of the year or with what is carried over: only the
 * whole document tells. */
#include <glib.h>

#include "fact/document.h"

typedef struct carry_words {
    uint8_t with_carry, carried_in, carried_out; /* phases */
    uint8_t carry_over;                          /* a fund */
    uint8_t carried_forward;                     /* a nature */
    uint8_t expenditure;                         /* a flow */
    uint8_t all, total;                          /* a fund, a nature */
} carry_words;

static bool states_phase(const hrb_document *document, uint8_t phase)
{
    for (size_t i = 0; i < document->fact_count && phase != 0; i++)
        if (document->facts[i].table >= 0 && document->facts[i].value != 0 && document->facts[i].meaning.slot[HRB__PHASE] == phase)
            return true;
    return false;
}

/* The pane whose columns hold money carried over other than 0 (上年结转 beside the sources of revenue). */
static const hrb__pane *carrying_pane(const hrb_document *document, const hrb__table *table, hrb__slot slot, uint8_t word)
{
    for (size_t c = 0; c < table->column_count && word != 0; c++)
        for (size_t r = 0; r < table->row_count && table->columns[c].meaning.slot[slot] == word; r++) {
            int32_t fact = table->rows[r].fact_of[c];
            if (fact >= 0 && document->facts[fact].value != 0)
                return &table->panes[table->columns[c].pane];
        }
    return NULL;
}

/* The whole of such a table has what is carried over in it, which the total of the year in another table has not. */
static void settle_columns(hrb_document *document, const carry_words *words, hrb__slot slot, uint8_t word)
{
    for (size_t t = 0; t < document->table_count; t++) {
        const hrb__table *table = &document->tables[t];
        const hrb__pane *pane = table->form == NULL ? NULL : carrying_pane(document, table, slot, word);
        for (size_t c = pane == NULL ? 0 : pane->first_column; pane != NULL && c < pane->end_column; c++)
            for (size_t r = 0; r < table->row_count; r++) {
                int32_t index = table->rows[r].fact_of[c];
                bool whole = table->columns[c].meaning.slot[slot] == pane->form->meaning.slot[slot];
                if (whole && index >= 0 && document->facts[index].meaning.slot[HRB__PHASE] == 0)
                    document->facts[index].meaning.slot[HRB__PHASE] = words->with_carry;
            }
    }
}

/* A total of one fund that is more than all of the year has what is carried over in it: 本年支出合计900万元, 财政拨款收支总计950万元. */
static void find_beyond_year(const hrb_document *document, const carry_words *words, const hrb__fact *with_carry[2][256], bool apart[256])
{
    int64_t most[2] = {INT64_MAX, INT64_MAX};
    for (size_t i = 0; i < document->fact_count; i++) {
        const hrb__fact *fact = &document->facts[i];
        bool is_expenditure = fact->meaning.slot[HRB__FLOW] == words->expenditure;
        hrb__meaning all = {.slot = {[HRB__FLOW] = fact->meaning.slot[HRB__FLOW], [HRB__FUND] = words->all, [HRB__NATURE] = is_expenditure ? words->total : 0}};
        if (fact->value_kind == HRB_VALUE_FEN && fact->meaning.slot[HRB__FLOW] != 0 && hrb__meaning_equals(&fact->meaning, &all))
            most[is_expenditure] = MIN(most[is_expenditure], fact->value);
    }
    for (size_t fund = 1; fund < 256; fund++)
        for (int side = 0; side < 2; side++)
            apart[fund] = apart[fund] || (with_carry[side][fund] != NULL && with_carry[side][fund]->value > most[side]);
}

/* Where sentences alone are there: by fund, whether they tell a total of the year beside one with what is carried over that differs. */
static void find_told_apart(const hrb_document *document, const carry_words *words, bool apart[256])
{
    const hrb__fact *with_carry[2][256] = {{NULL}};
    for (int pass = 0; pass < 2 && document->table_count == 0; pass++)
        for (size_t i = 0; i < document->fact_count; i++) {
            const hrb__fact *fact = &document->facts[i];
            hrb__meaning total = fact->meaning;
            uint8_t fund = total.slot[HRB__FUND], wanted = pass == 0 ? words->with_carry : 0;
            const hrb__fact **whole = &with_carry[total.slot[HRB__FLOW] == words->expenditure][fund];
            if (fact->value_kind != HRB_VALUE_FEN || total.slot[HRB__PHASE] != wanted || total.year != 0)
                continue;
            if (pass == 0)
                *whole = fact;
            total.slot[HRB__PHASE] = words->with_carry;
            apart[fund] = apart[fund] || (*whole != NULL && hrb__meaning_equals(&total, &(*whole)->meaning) && fact->value != (*whole)->value && pass == 1);
        }
    if (document->is_final && document->table_count == 0)
        find_beyond_year(document, words, with_carry, apart);
}

/* 收入预算总额100万元，其中本年收入90万元，…支出预算100万元: what is as much as the total with what is carried over is that. */
static void settle_same(hrb_document *document, const carry_words *words, const bool apart[256])
{
    int64_t whole[256];
    bool is_told[256] = {false};
    for (size_t i = 0; i < document->fact_count; i++) {
        const hrb__fact *fact = &document->facts[i];
        uint8_t fund = fact->meaning.slot[HRB__FUND];
        if (apart[fund] && fact->value_kind == HRB_VALUE_FEN && fact->meaning.slot[HRB__PHASE] == words->with_carry) {
            whole[fund] = fact->value;
            is_told[fund] = true;
        }
    }
    for (size_t i = 0; i < document->fact_count; i++) {
        hrb__fact *fact = &document->facts[i];
        hrb__meaning bare = fact->meaning;
        uint8_t fund = bare.slot[HRB__FUND], nature = bare.slot[HRB__FLOW] == words->expenditure ? words->total : 0;
        bool is_total = bare.function == 0 && bare.economic == 0 && bare.year == 0 && bare.slot[HRB__TOPIC] == 0 && bare.slot[HRB__PHASE] == 0 && bare.slot[HRB__NATURE] == nature;
        if (is_total && is_told[fund] && fact->value_kind == HRB_VALUE_FEN && fact->value == whole[fund])
            fact->meaning.slot[HRB__PHASE] = words->with_carry;
    }
}

/* 收入支出总计 in a sentence is the total with what is carried over where the
 * tables have one, and otherwise the only total there is. */
static void settle_sentences(hrb_document *document, const carry_words *words)
{
    bool stated[256] = {false}; /* by fund */
    find_told_apart(document, words, stated);
    settle_same(document, words, stated);
    for (size_t i = 0; i < document->fact_count; i++)
        if (document->facts[i].table >= 0 && document->facts[i].meaning.slot[HRB__PHASE] == words->with_carry)
            stated[document->facts[i].meaning.slot[HRB__FUND]] = true;
    for (size_t i = 0; i < document->fact_count; i++) {
        hrb__meaning *meaning = &document->facts[i].meaning;
        if (document->facts[i].table >= 0 || stated[meaning->slot[HRB__FUND]])
            continue;
        if (meaning->slot[HRB__PHASE] == words->with_carry)
            meaning->slot[HRB__PHASE] = 0;
        else if (meaning->slot[HRB__PHASE] == HRB__PHASE_CHANGE_WITH_CARRY_OVER)
            meaning->slot[HRB__PHASE] = HRB__PHASE_CHANGE;
    }
}

void hrb__settle_totals(hrb_document *document)
{
    const hrb_rulebook *book = document->rulebook;
    const carry_words words = {
        .with_carry = hrb__rulebook_value(book, HRB__PHASE, "with_carry_over"),
        .carried_in = hrb__rulebook_value(book, HRB__PHASE, "carried_in"),
        .carried_out = hrb__rulebook_value(book, HRB__PHASE, "carried_out"),
        .carry_over = hrb__rulebook_value(book, HRB__FUND, "carry_over"),
        .carried_forward = hrb__rulebook_value(book, HRB__NATURE, "carried_forward"),
        .expenditure = hrb__rulebook_value(book, HRB__FLOW, "expenditure"),
        .all = hrb__rulebook_value(book, HRB__FUND, "all"),
        .total = hrb__rulebook_value(book, HRB__NATURE, "total"),
    };
    if (words.with_carry == 0)
        return;
    if (states_phase(document, words.carried_in))
        settle_columns(document, &words, HRB__FUND, words.carry_over);
    if (states_phase(document, words.carried_out))
        settle_columns(document, &words, HRB__NATURE, words.carried_forward);
    settle_sentences(document, &words);
}
