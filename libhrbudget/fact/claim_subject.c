/* SPDX-License-Identifier: Apache-2.0 */
/* Words that say what is spoken of: their meaning where they stand. */
#include <glib.h>
#include <string.h>

#include "fact/claims.h"

#define NONE HRB__NO_FACT_INDEX

/* What basic expenditure and its like are of, where revenue was spoken of: it is spent, and the year's alone. */
static void as_expenditure(const hrb__claims *c, hrb__meaning *meaning)
{
    bool is_revenue = meaning->slot[HRB__FLOW] != 0 && meaning->slot[HRB__FLOW] != c->word_expenditure;
    if (is_revenue && !c->is_spent[meaning->slot[HRB__FUND]])
        meaning->slot[HRB__FUND] = c->word_all;
    if (is_revenue || meaning->slot[HRB__FLOW] == 0)
        meaning->slot[HRB__FLOW] = c->word_expenditure;
    if (meaning->slot[HRB__PHASE] == c->word_with_carry_over && c->document->is_final)
        meaning->slot[HRB__PHASE] = 0;
}

/* What a word means here: a word that names a flow stands for itself, another one refines what is spoken of. */
static hrb__meaning meaning_here(hrb__claims *c, const hrb__meaning *word)
{
    hrb__meaning meaning = *word;
    /* 政府采购预算…，一般公共预算拨款5万元: of procurement, which is of no fund by itself. */
    const hrb__meaning *topic = &c->unfunded;
    if (topic->slot[HRB__TOPIC] != 0 && c->spoken_of.slot[HRB__TOPIC] != 0 && word->slot[HRB__FUND] != 0 && word->slot[HRB__TOPIC] == 0 && word->slot[HRB__FLOW] != c->word_expenditure && !c->in_reason) {
        meaning = *topic;
        meaning.slot[HRB__FUND] = word->slot[HRB__FUND];
        return meaning;
    }
    if (word->slot[HRB__FLOW] != 0)
        return meaning;
    meaning = c->in_reason && c->main.has_subject ? c->main.subject : c->scope;
    meaning.function = meaning.economic = 0;
    if (word->slot[HRB__NATURE] != 0)
        as_expenditure(c, &meaning);
    hrb__meaning_refine(&meaning, word);
    return meaning;
}

/* 财政拨款收入总计…，支出总计…: a total without a fund of its own is of that of the total told right before it. */
static void take_fund_of_total(const hrb__claims *c, hrb__meaning *word)
{
    const hrb__meaning *total = &c->total;
    bool is_another = word->slot[HRB__FLOW] != total->slot[HRB__FLOW] || word->slot[HRB__PHASE] != total->slot[HRB__PHASE];
    if (c->total_is_near && is_another && word->slot[HRB__FUND] == c->word_all && !c->in_reason)
        word->slot[HRB__FUND] = total->slot[HRB__FUND];
}

/* 财政拨款本年收入100万元，…；本年支出90万元: what was spent of it in the year, and not in all. */
static bool is_spending_of_year(const hrb__claims *c, const hrb__meaning *word)
{
    const hrb__meaning *side = &c->spoken_of;
    bool is_other = side->slot[HRB__FLOW] == c->word_revenue && word->slot[HRB__FLOW] == c->word_expenditure && side->slot[HRB__PHASE] == word->slot[HRB__PHASE];
    return c->previous.kind == HRB__TOKEN_SEMICOLON && is_other && c->speaks_of_year && side->slot[HRB__TOPIC] == 0 && c->is_spent[side->slot[HRB__FUND]] && !c->told.is_here;
}

/* 财政拨款收入、支出总计: the other side of what stands right before it; 财政拨款收支总计…。与上年相比，收支总计增加…: the total of the paragraph. */
static void take_fund_of_side(const hrb__claims *c, hrb__meaning *word)
{
    const hrb__meaning *side = &c->frame.subject;
    bool is_side = c->previous.kind == HRB__TOKEN_PAUSE && c->frame.has_subject && c->frame.value == NONE && side->slot[HRB__FLOW] != 0 && side->slot[HRB__FLOW] != word->slot[HRB__FLOW];
    if (word->slot[HRB__FUND] != c->word_all || word->slot[HRB__FLOW] == 0 || c->in_reason)
        return;
    if (is_spending_of_year(c, word))
        word->slot[HRB__FUND] = c->spoken_of.slot[HRB__FUND];
    if (is_side && side->slot[HRB__FUND] != 0 && side->slot[HRB__TOPIC] == 0)
        word->slot[HRB__FUND] = side->slot[HRB__FUND];
    else if (word->slot[HRB__PHASE] == c->word_with_carry_over && c->comparison.is_stated && c->opening.slot[HRB__FLOW] == word->slot[HRB__FLOW] && c->opening.slot[HRB__PHASE] == word->slot[HRB__PHASE])
        word->slot[HRB__FUND] = c->opening.slot[HRB__FUND];
}

static void note_total(hrb__claims *c, const hrb__meaning *meaning)
{
    if (meaning->slot[HRB__PHASE] == 0 || meaning->slot[HRB__FLOW] == 0 || meaning->slot[HRB__TOPIC] != 0 || c->aside.depth > 0)
        return;
    c->total = *meaning;
    c->total_is_near = true;
}

/* A subject right behind another one refines it: 政府性基金预算财政拨款 + 年初结转和结余 is of that fund. */
static hrb__meaning refine_subject(const hrb__claims *c, const hrb__meaning *word)
{
    hrb__meaning meaning = c->frame.subject, refining = *word;
    /* 上年结转一般公共预算拨款, 政府性基金预算拨款上年结转: what is carried over of that fund. */
    uint8_t fund = meaning.slot[HRB__FUND] == c->word_carry_over ? refining.slot[HRB__FUND] : refining.slot[HRB__FUND] == c->word_carry_over ? meaning.slot[HRB__FUND] : 0;
    if (fund != 0 && fund != c->word_all && fund != c->word_carry_over && c->is_spent[fund] && meaning.slot[HRB__TOPIC] == 0 && refining.slot[HRB__TOPIC] == 0) {
        meaning = (hrb__meaning){.slot[HRB__FLOW] = c->word_revenue, .slot[HRB__FUND] = fund, .slot[HRB__PHASE] = c->word_carried_in};
        return meaning;
    }
    if (refining.slot[HRB__FUND] == c->word_all && meaning.slot[HRB__FUND] != 0)
        refining.slot[HRB__FUND] = 0;
    if (refining.slot[HRB__TOPIC] != 0 || (refining.slot[HRB__FLOW] != 0 && refining.slot[HRB__FLOW] != meaning.slot[HRB__FLOW]))
        meaning.slot[HRB__NATURE] = 0;
    hrb__meaning_refine(&meaning, &refining);
    return meaning;
}

/* “三公”经费 支出合计, 公务接待费 财政拨款支出: a flow or a fund behind a topic adds nothing to it. */
static bool repeats_flow(const hrb__claims *c, const hrb__meaning *word)
{
    const hrb__meaning *subject = &c->frame.subject;
    bool is_flow = word->slot[HRB__FLOW] == 0 || word->slot[HRB__FLOW] == subject->slot[HRB__FLOW];
    bool is_whole = word->slot[HRB__NATURE] == 0 || word->slot[HRB__NATURE] == c->word_total;
    return c->clean && c->frame.has_subject && c->frame.value == NONE && subject->slot[HRB__TOPIC] != 0 && word->slot[HRB__TOPIC] == 0 && is_flow && is_whole &&
           word->slot[HRB__PHASE] == 0;
}

/* 比2022年“三公”经费年初预算100万元减少…: what is compared is named again. */
static bool repeats_subject(const hrb__claims *c, const hrb__meaning *word)
{
    return c->comparison.may_follow && c->frame.value != NONE && word->slot[HRB__TOPIC] != 0 && word->slot[HRB__TOPIC] == c->frame.subject.slot[HRB__TOPIC];
}

/* 本局收入预算 is ours; 财政专户管理资金收入预算 is a part that no word of the rulebook names. */
static bool names_owner(const hrb__claims *c, const hrb__token *text)
{
    static const char ENDINGS[] = "局院厅办部委处会中心队站所馆园校司署府门位室级体镇乡街道区市县州省国央统庭团学场社台厂村居派）)年末底";
    size_t end = text->at + text->length;
    /* 其中涉外的公务接待费: what stands before 的 narrows it down. */
    if (text->kind == HRB__TOKEN_WORD && text->length == 3 && c->text_end == text->at && c->text_at == c->list_word_end && memcmp(c->paragraph.data + text->at, "的", 3) == 0)
        end = text->at;
    else if (text->kind != HRB__TOKEN_TEXT)
        return true;
    if (end < 3)
        return true;
    const char *last = c->paragraph.data + end - 3;
    for (const char *ending = ENDINGS; *ending != '\0';) {
        size_t n = (unsigned char)*ending < 0x80 ? 1 : 3;
        if (memcmp(last + 3 - n, ending, n) == 0)
            return true;
        ending += n;
    }
    return false;
}

/* 财政拨款收支总预算…，上年结转20万元: of that fund, which is less than all that is carried over. */
static void place_carry_over(const hrb__claims *c, hrb__meaning *meaning)
{
    uint8_t fund = c->opening.slot[HRB__FUND];
    if (meaning->slot[HRB__FUND] != c->word_carry_over || fund == 0 || fund == c->word_all || c->opening.slot[HRB__NATURE] != c->word_total)
        return;
    meaning->slot[HRB__FUND] = fund;
    meaning->slot[HRB__PHASE] = c->word_carried_in;
}

/* 收入预算总额100万元，其中本年收入90万元，上年结转10万元: the whole has what is carried over in it. */
static void tell_whole_apart(hrb__claims *c, const hrb__meaning *part)
{
    hrb__frame *head = &c->told.head;
    if (!c->told.is_here || c->told.parts > 0 || head->value == NONE || !hrb__meaning_equals(&head->subject, part) || part->slot[HRB__FLOW] == 0 || c->in_reason)
        return;
    head->subject.slot[HRB__PHASE] = c->word_with_carry_over;
    c->document->facts[head->value].meaning.slot[HRB__PHASE] = c->word_with_carry_over;
    c->list_scope.slot[HRB__PHASE] = c->word_with_carry_over;
}

/* “三公”经费支出4万元（其中：一般公共预算支出4万元；政府性基金预算支出0万元）: of that fund, the same topic. */
static void place_fund_of_topic(hrb__claims *c, const hrb__meaning *word, hrb__meaning *meaning)
{
    const hrb__frame *outer = &c->aside.frame;
    bool is_fund = word->slot[HRB__FUND] != 0 && word->slot[HRB__FUND] != c->word_all && word->slot[HRB__TOPIC] == 0 && (word->slot[HRB__NATURE] == 0 || word->slot[HRB__NATURE] == c->word_total);
    if (c->aside.depth == 0 || !is_fund || !outer->has_subject || outer->subject.slot[HRB__TOPIC] == 0 || c->in_reason)
        return;
    *meaning = outer->subject;
    meaning->slot[HRB__FUND] = word->slot[HRB__FUND];
    if (outer->value == NONE && outer->budget != NONE)
        c->phase = HRB__PHASE_BUDGET;
}

/* …，主要原因是厉行节约，公务用车购置费0万元: another of the same public expenses, with its figure right behind it, is no reason. */
static void leave_reason(hrb__claims *c, const hrb__token *token)
{
    const char *p = c->paragraph.data + token->at + token->length;
    bool has_figure = token->at + token->length < c->paragraph.length && g_ascii_isdigit(*p);
    const hrb__meaning *word = &token->word->meaning;
    bool is_another = word->slot[HRB__TOPIC] != 0 && c->main.has_subject && c->main.subject.slot[HRB__TOPIC] != 0 && c->main.subject.slot[HRB__TOPIC] != word->slot[HRB__TOPIC];
    if (!c->in_reason || !has_figure || !is_another || c->previous.kind != HRB__TOKEN_COMMA || c->year != 0 || c->reason_is_empty)
        return;
    c->in_reason = c->in_purpose = false;
    c->frame = c->main;
}

void hrb__claim_on_subject(hrb__claims *c, const hrb__token *token)
{
    hrb__meaning here = token->word->meaning, *word = &here;
    bool is_plan = here.slot[HRB__PHASE] == HRB__PHASE_BUDGET;
    if (is_plan)
        here.slot[HRB__PHASE] = 0;
    if (!hrb__meaning_has(&c->spoken_of, &token->word->within)) {
        hrb__claim_on_text(c, token);
        return;
    }
    /* 公用经费15万元，其中：公务接待费2万元: an economic item, and not all of the topic. */
    if (here.slot[HRB__TOPIC] != 0 && !c->in_purpose && !c->in_reason && hrb__claim_lists_economic(c) && hrb__claim_take_economic(c, hrb__item_economic(c->items, token->word->text)))
        return;
    leave_reason(c, token);
    hrb__claim_leave_purpose(c, here.slot[HRB__TOPIC] != 0 && c->clause_is_bare && hrb__claim_counts_next(c, token));
    if (c->in_purpose)
        return;
    if (c->in_share) {
        c->whole = meaning_here(c, word);
        c->has_whole = true;
        return;
    }
    if (repeats_flow(c, word) || repeats_subject(c, word))
        return;
    c->comparison.may_follow = c->counted_here = false;
    take_fund_of_total(c, word);
    bool is_of_source = c->subject_is_fresh && word->slot[HRB__NATURE] != 0 && word->slot[HRB__FLOW] == 0 && c->frame.subject.slot[HRB__FLOW] == c->word_revenue && !c->is_spent[c->frame.subject.slot[HRB__FUND]];
    take_fund_of_side(c, word);
    /* Inside a name in quotes or before （款）: part of the name. */
    hrb__meaning meaning = c->subject_is_fresh ? refine_subject(c, word) : meaning_here(c, word);
    hrb__claim_place_part(c, word, &meaning);
    place_fund_of_topic(c, word, &meaning);
    place_carry_over(c, &meaning);
    tell_whole_apart(c, &meaning);
    note_total(c, &meaning);
    bool is_joined = c->previous.kind == HRB__TOKEN_PAUSE || c->previous.kind == HRB__TOKEN_TEXT || (c->previous.kind == HRB__TOKEN_WORD && c->previous.word->role == HRB__WORD_BASIS);
    c->is_listed = is_joined && c->frame.has_subject && c->frame.value == NONE && c->frame.change == NONE;
    if (!c->in_reason) {
        hrb__claim_end_item(c);
        if (word->slot[HRB__FLOW] != 0 && memcmp(&token->word->within, &(hrb__meaning){0}, sizeof(hrb__meaning)) == 0) {
            c->spoken_of = meaning;
            c->speaks_of_year = hrb__text_has(token->word->text, HRB__TEXT("本年"));
        }
        if (c->unfunded.slot[HRB__TOPIC] == 0 && meaning.slot[HRB__TOPIC] != 0 && meaning.slot[HRB__FLOW] == c->word_expenditure && meaning.slot[HRB__FUND] == 0)
            c->unfunded = meaning;
        if (word->slot[HRB__FLOW] == c->word_expenditure || word->slot[HRB__FLOW] == c->word_revenue) {
            c->scope = meaning;
            c->scope.slot[HRB__TOPIC] = 0;
            if (meaning.slot[HRB__PHASE] != c->word_with_carry_over)
                c->scope.slot[HRB__PHASE] = 0;
        }
    }
    /* X财政拨款支出合计, where X is not known: the second word does not make it known. */
    bool is_narrowed = c->subject_is_fresh && !c->frame.has_subject && word->slot[HRB__TOPIC] == 0;
    hrb__claim_open_frame(c, &meaning);
    hrb__claim_note_waiting(c, token->word);
    if (is_plan)
        c->phase = HRB__PHASE_BUDGET;
    c->subject_is_fresh = true;
    if (c->is_negative && c->previous.kind == HRB__TOKEN_WORD && c->previous.word->role == HRB__WORD_NONE)
        hrb__claim_state_none(c, token);
    /* 其他收入安排的项目支出: of a source that is not told what is spent of. */
    if (is_of_source)
        c->frame.has_subject = false;
    /* Where the words before it narrow it down to something unknown, its figures are not those of the subject. */
    if (!c->in_reason && !names_owner(c, &c->previous))
        c->frame.has_subject = false;
    if (!c->in_reason && (is_narrowed || c->told.of == HRB__PARTS_OF_UNKNOWN))
        c->frame.has_subject = false;
    c->clause_is_bare = c->told.sentence_is_bare = false;
}
