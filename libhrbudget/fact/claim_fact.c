/* SPDX-License-Identifier: Apache-2.0 */
/* What the reading of sentences puts down: facts, issues, relations, and what was stated last. */
#include <glib.h>
#include <string.h>

#include "fact/claims.h"

#define NONE HRB__NO_FACT_INDEX

/* Whether the figure of an earlier year is told as a plan: 2025年…预算…万元. What came in may differ from the plan of its year. */
static bool is_told_as_plan(const hrb__claims *c)
{
    const char *year = c->paragraph.data + c->frame.told_at, *figure = c->document->blocks.source.text + c->document->facts[c->frame.earlier].offset;
    hrb__text words = {year, figure > year ? (size_t)(figure - year) : 0};
    return hrb__text_has(words, HRB__TEXT("预算")) && !hrb__text_has(words, HRB__TEXT("执行")) && !hrb__text_has(words, HRB__TEXT("完成")) && !hrb__text_has(words, HRB__TEXT("实际"));
}

/* The only figure told is that of an earlier year: what is compared is that one. */
static void judge_told_year(hrb__claims *c)
{
    hrb__frame *frame = &c->frame;
    const hrb__comparison *comparison = &c->comparison;
    if (frame->told_length == 0 || frame->earlier == NONE || frame->value != NONE || !comparison->is_direct || c->year != 0)
        return;
    const hrb__meaning *told = &c->document->facts[frame->earlier].meaning;
    bool is_same = told->slot[HRB__PHASE] == frame->subject.slot[HRB__PHASE] && comparison->phase == 0 && comparison->year == told->year;
    /* 2025年收入预算1,000万元，比2025年预算增加…, in a budget of 2026: the plan of this year, with the year of the last text. */
    if (is_same && comparison->names_year && told->year + 1 == c->document->year && !c->document->is_final && is_told_as_plan(c))
        hrb__claim_add_issue(c, HRB__RULE_YEAR_OF_PLAN, frame->told_at, frame->told_length);
    else
        frame->subject = *told;
    frame->value = frame->earlier;
    frame->earlier = NONE;
}

/* A comparison with the document's own year stands only where an outcome is compared with its budget. */
void hrb__claim_judge_year(hrb__claims *c)
{
    if (c->comparison.doubt_length > 0 && !hrb__claim_is_against_budget(c))
        hrb__claim_add_issue(c, HRB__RULE_YEAR_OF_BASIS, c->comparison.doubt_at, c->comparison.doubt_length);
    c->comparison.doubt_length = 0;
    judge_told_year(c);
}

uint32_t hrb__claim_offset_in_source(const hrb__claims *c, size_t at)
{
    return (uint32_t)((size_t)(c->paragraph.data - c->document->blocks.source.text) + at);
}

void hrb__claim_add_issue(hrb__claims *c, hrb__rule_kind kind, size_t at, size_t length)
{
    hrb__cell cell = {.offset = hrb__claim_offset_in_source(c, at), .length = (uint32_t)length};
    hrb__add_issue(c->document, kind, HRB_OK, -1, -1, -1, cell);
}

uint32_t hrb__claim_add_fact(hrb__claims *c, const hrb__token *token, hrb_value_kind kind, int64_t value, const hrb__meaning *meaning)
{
    hrb_document *document = c->document;
    hrb__fact *fact = hrb__add_fact(document);
    if (fact == NULL)
        return NONE;
    fact->meaning = *meaning;
    fact->value = value;
    fact->quantum = token->quantum;
    fact->offset = hrb__claim_offset_in_source(c, token->at);
    fact->length = (uint32_t)token->length;
    fact->value_kind = (uint8_t)kind;
    fact->source = HRB__FROM_NARRATIVE;
    fact->code_text = (meaning->function != 0 && (meaning->function & HRB__UNKNOWN_LINE) == 0) || meaning->economic != 0 ? c->item_code_text : NULL;
    uint32_t index = (uint32_t)(document->fact_count - 1);
    c->states_something = true;
    if (meaning->year != 0) {
        if (c->other_year != meaning->year)
            c->other_year_text = hrb__arena_printf(&document->arena, "%d", meaning->year);
        c->other_year = meaning->year;
        document->facts[index].year_text = c->other_year_text;
        document->out_of_memory = document->out_of_memory || c->other_year_text == NULL;
    }
    return index;
}

/* A figure whose sentence does not tell what it is: stated, but like nothing else. */
uint32_t hrb__claim_add_unknown(hrb__claims *c, const hrb__token *token, hrb_value_kind kind)
{
    hrb__meaning meaning = {.function = HRB__UNKNOWN_LINE | (uint32_t)(c->unknown_count++ & 0x3FFFFFFF)};
    return hrb__claim_add_fact(c, token, kind, token->value, &meaning);
}

/* Makes a meaning that of a change: against what, and of which year, if not the one before. */
void hrb__claim_mark_change(hrb__claims *c, hrb__meaning *meaning)
{
    /* 使用结余 and 结余分配 are neither carried in nor out: their changes are like no other. */
    uint8_t of = meaning->slot[HRB__PHASE];
    if (of != 0 && (of == c->word_surplus_used || of == c->word_surplus_allocated))
        meaning->function = HRB__UNKNOWN_LINE | (uint32_t)(c->unknown_count++ & 0x3FFFFFFF);
    int32_t own = c->document->year, year = c->comparison.year;
    meaning->slot[HRB__PHASE] = hrb__claim_change_phase(c);
    if (own != 0 && year != 0 && year < own - 1)
        meaning->year = (uint16_t)year;
}

void hrb__claim_relate(hrb__claims *c, hrb__relation_kind kind, uint32_t a, uint32_t b, uint32_t third, const hrb__meaning *wanted)
{
    uint32_t facts[3] = {a, b, third};
    if (!hrb__add_relation(c->document, kind, facts, 3, wanted))
        c->document->out_of_memory = true;
}

void hrb__claim_clear_expectation(hrb__claims *c)
{
    c->phase = 0;
    c->has_phase = false;
    c->year = 0;
    c->year_length = 0;
    c->direction = 0;
    c->completed_phase = 0;
    c->in_share = c->in_completion = c->has_whole = c->is_negative = false;
    c->counted = NULL;
}

/* 2025年收入预算800万元，2026年收入预算1,000万元: the subject is named again, and what it was the year before holds. */
static uint32_t earlier_of_same(const hrb__claims *c, const hrb__meaning *subject)
{
    const hrb__frame *before = &c->frame;
    bool is_told = before->has_subject && !before->is_stale && before->earlier != NONE && before->value == NONE && !c->in_reason;
    bool is_same = is_told && hrb__meaning_equals(&before->subject, subject);
    return is_same && c->document->facts[before->earlier].meaning.year + 1 == c->document->year ? before->earlier : NONE;
}

void hrb__claim_open_frame(hrb__claims *c, const hrb__meaning *subject)
{
    c->frame = (hrb__frame){.subject = *subject, .has_subject = true, .value = NONE, .earlier = earlier_of_same(c, subject), .budget = NONE, .change = NONE};
    c->clean = true;
}

void hrb__claim_end_item(hrb__claims *c)
{
    c->has_item = false;
    c->item = (hrb__item){.digits = {-1, -1, -1}};
}

void hrb__claim_remember(hrb__claims *c, const hrb__meaning *meaning, uint32_t fact)
{
    struct hrb__recent *slot = &c->recent[c->recent_count++ % G_N_ELEMENTS(c->recent)];
    slot->meaning = *meaning;
    slot->fact = fact;
}

uint32_t hrb__claim_recall(const hrb__claims *c, const hrb__meaning *meaning)
{
    size_t known = MIN(c->recent_count, G_N_ELEMENTS(c->recent));
    for (size_t i = 1; i <= known; i++) {
        const struct hrb__recent *slot = &c->recent[(c->recent_count - i) % G_N_ELEMENTS(c->recent)];
        if (hrb__meaning_equals(&slot->meaning, meaning))
            return slot->fact;
    }
    return NONE;
}

/* The figure of the frame, or the one last stated of its subject. */
uint32_t hrb__claim_frame_value(const hrb__claims *c)
{
    return c->frame.value != NONE ? c->frame.value : hrb__claim_recall(c, &c->frame.subject);
}

void hrb__claim_gather(hrb__claims *c, hrb__parts *parts, uint32_t fact)
{
    if (fact == NONE)
        return;
    if (!hrb__grow((void **)&parts->facts, parts->count, &parts->capacity, sizeof *parts->facts)) {
        c->document->out_of_memory = true;
        return;
    }
    parts->facts[parts->count++] = fact;
}

void hrb__claim_relate_parts(hrb__claims *c, hrb__relation_kind kind, uint32_t whole, const hrb__parts *parts, const hrb__meaning *wanted)
{
    uint32_t *all = g_try_new(uint32_t, parts->count + 1);
    if (all != NULL) {
        all[0] = whole;
        memcpy(all + 1, parts->facts, parts->count * sizeof *all);
    }
    if (all == NULL || !hrb__add_relation(c->document, kind, all, parts->count + 1, wanted))
        c->document->out_of_memory = true;
    g_free(all);
}

/* Whether an outcome is compared with its own budget: 比年初预算, 与2021年度预算相比. */
bool hrb__claim_is_against_budget(const hrb__claims *c)
{
    const hrb__comparison *comparison = &c->comparison;
    return c->document->is_final && (comparison->phase == HRB__PHASE_BUDGET || comparison->phase == c->word_adjusted) &&
           (comparison->year == 0 || comparison->year == c->document->year);
}

uint32_t hrb__claim_basis(const hrb__claims *c)
{
    return hrb__claim_is_against_budget(c) ? c->frame.budget : c->frame.earlier;
}

uint8_t hrb__claim_change_phase(const hrb__claims *c)
{
    if (hrb__claim_is_against_budget(c))
        return HRB__PHASE_CHANGE_FROM_BUDGET;
    if (c->comparison.phase == HRB__PHASE_EXECUTED)
        return HRB__PHASE_CHANGE_FROM_EXECUTED;
    uint8_t of = c->frame.subject.slot[HRB__PHASE];
    if (of != 0 && of != c->word_with_carry_over)
        return HRB__PHASE_CHANGE_OF_CARRY_OVER;
    if (!c->document->is_final)
        return HRB__PHASE_CHANGE; /* a budget is balanced: both totals change alike */
    if (c->comparison.phase == HRB__PHASE_BUDGET)
        return HRB__PHASE_CHANGE_FROM_PRIOR_BUDGET;
    return of != 0 ? HRB__PHASE_CHANGE_WITH_CARRY_OVER : HRB__PHASE_CHANGE;
}
