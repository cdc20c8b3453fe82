/* SPDX-License-Identifier: Apache-2.0 */
/* Lists: what follows 其中 or 如下 is parts of what stands before it. */
#include <glib.h>
#include <string.h>

#include "fact/claims.h"

#define NONE HRB__NO_FACT_INDEX

/* 其中 may name a few of the parts only: they are held against the whole when they are not less. */
static bool covers_whole(const hrb__claims *c)
{
    const hrb__fact *facts = c->document->facts;
    int64_t sum = 0;
    for (size_t i = 0; i < c->list.count; i++)
        if (__builtin_add_overflow(sum, facts[c->list.facts[i]].value, &sum))
            return false;
    return c->list_whole != NONE && sum >= facts[c->list_whole].value;
}

void hrb__close_list(hrb__claims *c)
{
    bool is_open = c->list_is_open;
    c->list_is_open = false;
    if (!is_open || c->list.count < 2 || c->list_is_partial)
        return;
    if (c->list_may_lack && !covers_whole(c))
        return;
    /* Items of several levels are not parts of one whole. */
    const hrb__fact *facts = c->document->facts;
    int32_t level = 0;
    for (size_t i = 0; i < c->list.count; i++) {
        uint32_t function = facts[c->list.facts[i]].meaning.function, economic = facts[c->list.facts[i]].meaning.economic;
        int32_t this_level = economic != 0 ? hrb_code_level((hrb_code){HRB_CODE_DEPT_ECONOMIC, (int32_t)economic}) : (function & HRB__UNKNOWN_LINE) != 0 ? 0 : hrb_code_level((hrb_code){HRB_CODE_FUNCTION, (int32_t)function});
        if (level != 0 && this_level != 0 && this_level != level)
            return;
        level = level == 0 ? this_level : level;
    }
    hrb__claim_relate_parts(c, HRB__RELATION_LIST, c->list_whole, &c->list, &c->list_scope);
}

static void open_list(hrb__claims *c)
{
    hrb__close_list(c);
    c->list_scope = c->frame.has_subject ? c->frame.subject : c->scope;
    c->list_whole = hrb__claim_frame_value(c);
    c->list.count = 0;
    c->list_phase = c->document->is_final && c->frame.budget != NONE && c->frame.value == NONE && !c->frame.is_stale ? HRB__PHASE_BUDGET : 0;
    c->list_is_open = true;
    c->list_is_partial = c->list_may_lack = false;
}

/* 2021年支出20万元，其中：…: the parts are of that year too. */
static int32_t year_of_whole(const hrb__claims *c)
{
    bool is_earlier = c->frame.has_subject && c->frame.value == NONE && c->frame.earlier != NONE && c->frame.change == NONE;
    return is_earlier ? c->document->facts[c->frame.earlier].meaning.year : 0;
}

/* 收支总预算100万元。收入包括：…；支出包括：…: both are of the total that the paragraph opened with. */
static void take_opening(hrb__claims *c, const hrb__meaning *word)
{
    if (c->opening_value == NONE && !c->states_something) { /* it stands in the paragraph before */
        c->opening = c->opening_before;
        c->opening_value = c->opening_value_before;
    }
    hrb__meaning subject = c->opening;
    bool is_same = subject.slot[HRB__FLOW] == word->slot[HRB__FLOW];
    if (subject.slot[HRB__FLOW] == 0)
        return;
    subject.slot[HRB__NATURE] = subject.slot[HRB__PHASE] = 0;
    hrb__meaning_refine(&subject, word);
    c->scope = subject;
    hrb__claim_open_frame(c, &subject);
    c->clean = false;
    c->frame.value = is_same ? c->opening_value : NONE;
}

/* 2011年“三公”经费预算中，公务接待费9万元: the parts are planned, and of that year. */
static void take_plan(hrb__claims *c, const hrb__token *token)
{
    uint8_t phase = token->word->meaning.slot[HRB__PHASE];
    if (phase == 0 || !c->document->is_final)
        return;
    c->list_phase = phase;
    if (c->year != 0 && c->year != c->document->year)
        c->told.year = c->year;
}

void hrb__claim_on_list(hrb__claims *c, const hrb__token *token)
{
    /* 不再列入部门预算中，减少了支出: no list without parts. */
    if (token->word->meaning.slot[HRB__PHASE] != 0 && (!c->document->is_final || !hrb__claim_parts_next(c, token))) {
        hrb__claim_on_text(c, token);
        return;
    }
    /* 主要安排如下: the purpose is the list. */
    hrb__claim_leave_purpose(c, c->previous.kind == HRB__TOKEN_WORD && c->previous.word->role == HRB__WORD_PURPOSE);
    /* 主要是保障机构运转的支出，其中：工资福利支出…: parts of what was explained. */
    bool is_clause = (c->previous.kind == HRB__TOKEN_COMMA || c->previous.kind == HRB__TOKEN_SEMICOLON) && c->aside.depth == 0 && hrb__claim_parts_next(c, token);
    hrb__claim_leave_purpose(c, is_clause);
    hrb__claim_leave_reason(c, is_clause);
    if (c->in_reason || c->in_purpose)
        return;
    c->total_is_near = c->total_is_near || c->previous.kind == HRB__TOKEN_STOP;
    if (c->counted_whole != NONE) {
        c->counts_kinds = true;
        return;
    }
    if (c->aside.depth > 0)
        return; /* the list around the bracket goes on behind it */
    c->peers.count = 0;
    c->told = (hrb__list_told){.is_here = true, .is_alone = c->paragraph.length <= 9, .head = c->frame, .year = year_of_whole(c)};
    /* 其中 alone on its line: of the total that the paragraph before it opens with. */
    if (c->told.is_alone && !c->frame.has_subject && c->opening_before.slot[HRB__FLOW] != 0) {
        hrb__claim_open_frame(c, &c->opening_before);
        c->frame.value = c->opening_value_before;
        c->scope = c->opening_before;
        c->scope.slot[HRB__PHASE] = 0;
        c->clean = false;
    }
    if (token->word->meaning.slot[HRB__FLOW] != 0) {
        take_opening(c, &token->word->meaning);
    } else if (c->frame.is_stale) {
        c->told.of = HRB__PARTS_OF_UNKNOWN;
    } else if (c->has_item && c->item_has_figure) {
        c->told.of = HRB__PARTS_OF_ITEM;
        c->told.item = c->frame.subject;
        return; /* the list that the item is part of goes on */
    }
    open_list(c);
    take_plan(c, token);
    c->list_word_end = token->at + token->length;
    c->list_may_lack = hrb__text_equals(token->word->text, (hrb__text){"其中", 6}) && !c->told.is_alone;
}

/* What a word without a flow of its own means among the parts of an item. */
void hrb__claim_place_part(hrb__claims *c, const hrb__meaning *word, hrb__meaning *meaning)
{
    if (c->in_reason)
        return;
    const hrb__meaning *whole = &c->list_scope;
    /* 基本支出500万元，包括：一般公共预算拨款400万元: the fund of that. */
    if (c->told.is_here && c->list_is_open && word->slot[HRB__FLOW] == 0 && word->slot[HRB__FUND] != 0 && word->slot[HRB__NATURE] == 0 && word->slot[HRB__TOPIC] == 0 &&
        whole->slot[HRB__FLOW] == c->word_expenditure && whole->slot[HRB__NATURE] != 0 && whole->slot[HRB__NATURE] != c->word_total && whole->slot[HRB__TOPIC] == 0 && c->is_spent[word->slot[HRB__FUND]]) {
        *meaning = *whole;
        hrb__meaning_refine(meaning, word);
    }
    if (word->slot[HRB__FLOW] != 0)
        c->told.of = HRB__PARTS_OF_SUBJECT;
    if (c->told.of != HRB__PARTS_OF_ITEM)
        return;
    *meaning = c->told.item;
    hrb__meaning_refine(meaning, word);
}

void hrb__claim_end_told(hrb__claims *c)
{
    hrb__frame head = c->told.head;
    bool is_behind = c->told.is_here && c->told.parts >= 2 && !c->told.is_explained;
    c->told = (hrb__list_told){.is_behind = is_behind, .head = head, .sentence_is_bare = true};
}

/* …，其中：接待费2万元，公车费3万元。比上年减少1万元: the sentence goes on about the whole. */
void hrb__claim_return_to_head(hrb__claims *c)
{
    if (!c->told.is_behind || !c->told.sentence_is_bare)
        return;
    c->frame = c->told.head;
    c->told.is_behind = false;
}
