/* SPDX-License-Identifier: Apache-2.0 */
/* What the figures of a sentence state, by the words before them. */
#include <glib.h>
#include <string.h>

#include "fact/claims.h"

#define NONE HRB__NO_FACT_INDEX

/* The word that begins at a place of the paragraph; NULL if none does. */
static const hrb__word *word_at(const hrb__claims *c, size_t at)
{
    const hrb__lexicon *lexicon = c->document->rulebook->lexicon;
    size_t length;
    if (at < c->paragraph.length && !hrb__lexicon_may_begin_at(lexicon, c->paragraph.data + at, c->paragraph.length - at))
        return NULL;
    return hrb__lexicon_match(lexicon, c->paragraph.data + at, c->paragraph.length - at, &length);
}

/* 100万元（含）以上: a threshold, which states nothing. */
static bool is_threshold(const hrb__claims *c, const hrb__token *token)
{
    const hrb__word *word = word_at(c, token->at + token->length);
    return word != NULL && word->role == HRB__WORD_LIMIT;
}

/* The phase of a figure that is neither a change nor compared; 0 is the document's own. */
static uint8_t own_phase(const hrb__claims *c)
{
    uint8_t own = c->document->is_final ? HRB__PHASE_FINAL : HRB__PHASE_BUDGET;
    if (c->phase == 0 && !c->has_phase && c->list_is_open)
        return c->list_phase; /* 预算为20万元，其中：公务接待费9万元 */
    return c->phase == own ? 0 : c->phase;
}

static void state_amount(hrb__claims *c, const hrb__token *token)
{
    const hrb_document *document = c->document;
    hrb__meaning meaning = c->frame.subject;
    uint8_t phase = own_phase(c);
    if (phase != 0)
        meaning.slot[HRB__PHASE] = phase;
    int32_t year = c->year != 0 ? c->year : c->told.year;
    if (phase == HRB__PHASE_EXECUTED && year == 0 && !document->is_final)
        year = document->year - 1;
    bool is_own = (year == 0 || year == document->year || document->year == 0) && phase != HRB__PHASE_EXECUTED;
    if (!is_own)
        meaning.year = (uint16_t)year;
    if (!is_own && phase == 0 && meaning.slot[HRB__PHASE] == 0 && c->section_is_final)
        meaning.slot[HRB__PHASE] = HRB__PHASE_FINAL;
    uint32_t fact = hrb__claim_add_fact(c, token, HRB_VALUE_FEN, token->value, &meaning);
    if (!is_own) {
        c->frame.earlier = fact;
        c->frame.told_at = c->year_at;
        c->frame.told_length = c->year_length;
        return;
    }
    if (phase == HRB__PHASE_BUDGET || phase == c->word_adjusted) {
        c->frame.has_two_budgets = c->frame.budget != NONE && c->document->facts[c->frame.budget].meaning.slot[HRB__PHASE] != phase;
        c->frame.budget = fact;
    } else if (phase == 0) {
        bool is_first = !c->item_has_figure;
        if (c->has_item && !c->in_reason) {
            c->item_has_figure = true;
            if (is_first) {
                if (c->list_is_open)
                    hrb__claim_gather(c, &c->list, fact);
                hrb__claim_note_item(c, fact);
            }
        }
        if (c->frame.value == NONE && !c->in_reason && meaning.economic != 0)
            hrb__claim_gather_economic(c, fact);
        c->frame.value = fact;
        hrb__claim_note_peer(c, fact);
        c->waiting.count = 0;
        if (__builtin_add_overflow(c->told.sum, token->value, &c->told.sum))
            c->told.sum = -1;
        hrb__claim_remember(c, &c->frame.subject, fact);
        if (c->opening_value == NONE && c->frame.subject.function == 0 && c->frame.subject.slot[HRB__TOPIC] == 0) {
            c->opening = c->frame.subject;
            c->opening_value = fact;
        }
    }
}

/* Whether an amount stands right behind what it is compared with: 比上年的800万元, 比2025年预算800万元. */
static bool is_basis(const hrb__claims *c)
{
    return c->comparison.may_follow && c->direction == 0 && c->frame.has_subject && !c->in_purpose && !c->in_reason &&
           (c->previous.kind == HRB__TOKEN_YEAR || c->previous.kind == HRB__TOKEN_WORD);
}

/* What the subject was before: the change that follows is measured from it. */
static void state_basis(hrb__claims *c, const hrb__token *token)
{
    hrb__meaning meaning = c->frame.subject;
    if (c->comparison.phase != 0)
        meaning.slot[HRB__PHASE] = c->comparison.phase;
    meaning.year = (uint16_t)c->comparison.year;
    bool is_budget = hrb__claim_is_against_budget(c);
    if (is_budget)
        meaning.year = 0;
    uint32_t fact = hrb__claim_add_fact(c, token, HRB_VALUE_FEN, token->value, &meaning);
    *(is_budget ? &c->frame.budget : &c->frame.earlier) = fact;
    c->frame.told_length = 0;
    c->comparison.may_follow = false;
}

/* 完成预算27万元的63.2%: the budget stands inside the words of the rate. */
static void state_completed_budget(hrb__claims *c, const hrb__token *token)
{
    uint8_t completed = c->completed_phase;
    c->phase = completed != 0 ? completed : HRB__PHASE_BUDGET;
    state_amount(c, token);
    hrb__claim_clear_expectation(c);
    c->completed_phase = completed;
    c->in_completion = true;
    c->clean = false;
}

/* A figure of something that no word names: what follows may be about it. */
static void state_unknown_amount(hrb__claims *c, const hrb__token *token)
{
    bool is_stated = !token->is_rate && !c->in_purpose && !c->in_reason;
    hrb__claim_add_unknown(c, token, HRB_VALUE_FEN);
    if (is_stated && __builtin_add_overflow(c->told.sum, token->value, &c->told.sum))
        c->told.sum = -1;
    c->frame.is_stale = c->frame.is_stale || is_stated;
    c->list_is_partial = c->list_is_partial || (is_stated && c->aside.depth == 0);
}

/* 占本年支出合计500万元的10%: the figure of the whole. */
static bool is_whole_of_share(const hrb__claims *c, const hrb__token *token)
{
    return c->in_share && c->has_whole && c->previous.kind == HRB__TOKEN_WORD && !token->is_rate && !c->in_reason && !c->in_purpose && !c->frame.is_stale;
}

/* The words before a figure may be the name of an item, with no word that says so. */
static void name_figure(hrb__claims *c, const hrb__token *token)
{
    if (c->clean || c->in_purpose || c->in_reason || c->direction != 0)
        return;
    bool is_first = (c->is_entry || !c->states_something) && !c->has_item && !c->frame.has_subject;
    if (is_first && hrb__claim_try_bare_item(c, token->at))
        return;
    if (!hrb__claim_try_class(c, token->at))
        hrb__claim_try_economic(c, token->at);
}

void hrb__claim_on_amount(hrb__claims *c, const hrb__token *token)
{
    bool is_of_count = c->counted_here && c->previous.kind == HRB__TOKEN_PAUSE && c->frame.has_subject && !c->frame.is_stale && c->frame.value == NONE && c->direction == 0;
    c->counted_here = false;
    c->clean = c->clean || (is_of_count && !c->in_purpose && !c->in_reason);
    if (is_threshold(c, token))
        return;
    bool is_shared = c->shared.count == 0 && hrb__claim_is_joint(c);
    if (is_whole_of_share(c, token)) {
        hrb__claim_add_fact(c, token, HRB_VALUE_FEN, token->value, &c->whole);
        return;
    }
    c->told.parts++;
    c->told.sentence_is_bare = false;
    hrb__claim_take_share(c, token);
    if (!hrb__claim_try_coded(c, token->at))
        name_figure(c, token);
    c->is_entry = false; /* only its first figure is that of its name */
    int told_direction = 0;
    bool completes = c->in_completion && c->completed_phase != c->word_of_last_year && c->document->is_final && c->frame.has_subject && !c->frame.is_stale && !c->in_purpose && !c->in_reason;
    if (completes && c->previous.kind == HRB__TOKEN_WORD) {
        state_completed_budget(c, token);
        return;
    }
    if (is_basis(c)) {
        hrb__claim_choose_basis(c);
        state_basis(c, token);
    } else if (token->is_rate || c->in_purpose || !c->frame.has_subject || !c->clean || is_shared) {
        state_unknown_amount(c, token);
    } else if (c->direction != 0) {
        hrb__claim_choose_compared(c, token);
        hrb__claim_add_change(c, token, c->direction * token->value);
        told_direction = c->direction;
    } else if (!c->in_reason) {
        if (c->shared.count == 0)
            hrb__claim_state_others(c, token);
        state_amount(c, token);
    } else {
        hrb__claim_add_unknown(c, token, HRB_VALUE_FEN);
    }
    hrb__claim_clear_expectation(c);
    c->told_direction = told_direction;
    c->clean = false;
    hrb__claim_end_share(c, token);
}

static void state_growth(hrb__claims *c, const hrb__token *token)
{
    hrb__meaning meaning = c->frame.subject;
    hrb__claim_mark_change(c, &meaning);
    uint32_t fact = hrb__claim_add_fact(c, token, HRB_VALUE_PERCENT_BP, c->direction * token->value, &meaning);
    if (fact == NONE || c->in_reason)
        return;
    hrb__meaning wanted = c->frame.subject;
    uint32_t basis = hrb__claim_basis(c);
    if (basis != NONE)
        hrb__claim_relate(c, HRB__RELATION_GROWTH, fact, hrb__claim_frame_value(c), basis, &wanted);
    else if (c->frame.change != NONE && c->document->facts[c->frame.change].meaning.slot[HRB__PHASE] == meaning.slot[HRB__PHASE])
        hrb__claim_relate(c, HRB__RELATION_INCREASE, fact, hrb__claim_frame_value(c), c->frame.change, &wanted);
}

/* A public expense is a part of a list of such, and nothing else is. */
static bool is_of_list(const hrb__claims *c)
{
    return (c->frame.subject.slot[HRB__TOPIC] != 0) == (c->list_scope.slot[HRB__TOPIC] != 0);
}

static void state_share(hrb__claims *c, const hrb__token *token)
{
    hrb__meaning meaning = c->frame.subject;
    meaning.slot[HRB__PHASE] = 0;
    uint32_t fact = hrb__claim_add_fact(c, token, HRB_VALUE_PERCENT_BP, token->value, &meaning);
    if (fact == NONE || c->frame.value == NONE)
        return;
    if (c->has_whole)
        hrb__claim_relate(c, HRB__RELATION_SHARE, fact, c->frame.value, hrb__claim_recall(c, &c->whole), &c->whole);
    else if (c->list_is_open && is_of_list(c) && (c->list_whole != NONE || c->list_scope.slot[HRB__FLOW] != 0))
        hrb__claim_relate(c, HRB__RELATION_SHARE, fact, c->frame.value, c->list_whole, &c->list_scope);
}

/* 为上年的90%: measured by what it was the year before. */
static void state_part_of_prior(hrb__claims *c, const hrb__token *token)
{
    hrb__meaning meaning = c->frame.subject, prior = c->frame.subject;
    meaning.slot[HRB__PHASE] = c->completed_phase;
    prior.year = (uint16_t)MAX(c->document->year - 1, 0);
    uint32_t fact = hrb__claim_add_fact(c, token, HRB_VALUE_PERCENT_BP, token->value, &meaning);
    if (fact != NONE && c->frame.value != NONE)
        hrb__claim_relate(c, HRB__RELATION_SHARE, fact, c->frame.value, c->frame.earlier, &prior);
}

static void state_completion(hrb__claims *c, const hrb__token *token)
{
    if (c->completed_phase == c->word_of_last_year) {
        state_part_of_prior(c, token);
        return;
    }
    uint32_t fact = hrb__claim_add_fact(c, token, HRB_VALUE_PERCENT_BP, token->value, &c->frame.subject);
    if (fact == NONE || c->frame.value == NONE)
        return;
    hrb__meaning wanted = c->frame.subject;
    wanted.slot[HRB__PHASE] = c->completed_phase != 0 ? c->completed_phase : HRB__PHASE_BUDGET;
    uint32_t budget = c->frame.budget;
    c->frame.completed = fact + 1;
    hrb__claim_relate_reached(c, fact);
    bool is_another = budget != NONE && c->completed_phase != 0 && c->document->facts[budget].meaning.slot[HRB__PHASE] != c->completed_phase;
    /* 完成预算 may be of either where the budget of the year's beginning and the adjusted one are told. */
    if (!is_another && !(c->completed_phase == 0 && c->frame.has_two_budgets))
        hrb__claim_relate(c, HRB__RELATION_COMPLETED, fact, c->frame.value, budget, &wanted);
}

/* 较上年减少18.50万元（65.37%）: the rate of the change that stands before the bracket. */
static void take_bracketed_rate(hrb__claims *c)
{
    if (c->previous.kind != HRB__TOKEN_OPEN || c->told_direction == 0 || c->direction != 0 || c->in_reason || c->in_purpose)
        return;
    c->direction = c->told_direction;
    c->clean = c->frame.has_subject && !c->frame.is_stale;
}

void hrb__claim_on_percent(hrb__claims *c, const hrb__token *token)
{
    hrb__claim_take_share(c, token);
    take_bracketed_rate(c);
    if (!c->frame.has_subject || c->in_purpose || (c->direction != 0 ? !c->clean : c->frame.is_stale))
        hrb__claim_add_unknown(c, token, HRB_VALUE_PERCENT_BP);
    else if (c->direction != 0)
        state_growth(c, token);
    else if (c->in_share && !c->in_reason && (!c->counted_here || c->has_whole))
        state_share(c, token);
    else if (c->in_completion && !c->in_reason)
        state_completion(c, token);
    else
        hrb__claim_add_unknown(c, token, HRB_VALUE_PERCENT_BP);
    hrb__claim_clear_expectation(c);
    c->told_direction = 0;
    c->clean = false;
    hrb__claim_end_share(c, token);
}

void hrb__claim_close_kinds(hrb__claims *c)
{
    if (c->counts_kinds && c->kinds.count >= 3)
        hrb__claim_relate_parts(c, HRB__RELATION_COUNTS, c->counted_whole, &c->kinds, NULL);
    c->kinds.count = 0;
    c->counted_whole = NONE;
    c->counts_kinds = false;
}

static hrb__text unit_of(const hrb__claims *c, const hrb__token *token)
{
    return (hrb__text){c->paragraph.data + token->at + token->length - token->unit_length, token->unit_length};
}

/* What a number counts: the word before it (公务用车保有量), or its unit (30批次); NULL if neither says. */
static const hrb__word *word_of_count(const hrb__claims *c, const hrb__token *token)
{
    const hrb__word *word = word_at(c, token->at + token->length - token->unit_length);
    bool unit_tells = word != NULL && word->role == HRB__WORD_COUNTED && word->meaning.slot[HRB__NATURE] != 0;
    if (c->counted != NULL && !unit_tells)
        word = c->counted;
    if (word == NULL)
        return NULL;
    bool is_near = c->counted != NULL || c->clean || memcmp(&word->within, &(hrb__meaning){0}, sizeof(hrb__meaning)) == 0;
    return word->role == HRB__WORD_COUNTED && is_near && hrb__meaning_has(&c->frame.subject, &word->within) ? word : NULL;
}

/* 批次, 人次: of the topic that is spoken of; 执法执勤用车: of the vehicles whose kinds are told. 0 where there is none. */
static hrb__meaning meaning_of_count(const hrb__claims *c, const hrb__meaning *word, bool is_of_kinds)
{
    hrb__meaning meaning = *word;
    if (c->counted != NULL && c->counted_to_buy && word->slot[HRB__TOPIC] != 0 && word->slot[HRB__NATURE] == 0)
        meaning = c->word_to_buy == UINT8_MAX ? (hrb__meaning){0} : (hrb__meaning){.slot[HRB__TOPIC] = word->slot[HRB__TOPIC], .slot[HRB__NATURE] = c->word_to_buy};
    if (word->slot[HRB__TOPIC] == 0 && is_of_kinds)
        meaning.slot[HRB__TOPIC] = c->document->facts[c->counted_whole].meaning.slot[HRB__TOPIC];
    else if (word->slot[HRB__TOPIC] == 0)
        meaning.slot[HRB__TOPIC] = c->frame.has_subject && !c->in_purpose && !c->in_reason ? c->frame.subject.slot[HRB__TOPIC] : 0;
    if (meaning.slot[HRB__TOPIC] == 0 && c->frame.value == NONE)
        meaning.slot[HRB__TOPIC] = c->counted_topic;
    return meaning;
}

/* 保有量468辆，较上年减少33辆: of what was counted last, by its unit or by the same word. */
static void state_count_change(hrb__claims *c, hrb__token *token, const hrb__meaning *meaning)
{
    bool is_same = hrb__text_equals(unit_of(c, token), c->counted_last_unit) && (meaning->slot[HRB__TOPIC] == 0 || hrb__meaning_equals(meaning, &c->counted_last));
    if (!is_same || c->counted_last.slot[HRB__TOPIC] == 0 || token->decimals > 0 || c->in_reason || c->in_purpose)
        return;
    hrb__meaning change = c->counted_last;
    hrb__claim_mark_change(c, &change);
    hrb__claim_add_fact(c, token, HRB_VALUE_COUNT, c->direction * token->value, &change);
}

void hrb__claim_on_count(hrb__claims *c, const hrb__token *token)
{
    static const hrb__text PERSON = {"人", 3};
    c->counted_here = true;
    const hrb__word *counted = word_of_count(c, token);
    bool is_of_kinds = c->counts_kinds && c->counted_whole != NONE && hrb__text_equals(unit_of(c, token), c->counted_unit);
    hrb__meaning meaning = counted == NULL ? (hrb__meaning){0} : meaning_of_count(c, &counted->meaning, is_of_kinds);
    hrb__token whole_number = *token;
    whole_number.value = token->value / 100;
    whole_number.quantum = 1;
    bool is_kind = c->counts_kinds && counted == NULL && hrb__text_equals(unit_of(c, token), c->counted_unit);
    /* 12批次，90人: the persons of the batches. */
    if (counted == NULL && !is_kind && c->counted_nature != 0 && hrb__text_equals(unit_of(c, token), PERSON))
        meaning = meaning_of_count(c, &(hrb__meaning){.slot[HRB__NATURE] = c->word_persons}, false);
    bool is_told = token->decimals == 0 && meaning.slot[HRB__TOPIC] != 0 && c->direction == 0;
    if (c->direction != 0) {
        state_count_change(c, &whole_number, &meaning);
    } else if (is_told) {
        c->counted_last = meaning;
        c->counted_last_unit = unit_of(c, token);
        uint32_t fact = hrb__claim_add_fact(c, &whole_number, HRB_VALUE_COUNT, whole_number.value, &meaning);
        c->counted_nature = meaning.slot[HRB__NATURE] == c->word_to_buy ? 0 : meaning.slot[HRB__NATURE];
        c->counted_topic = c->counted_nature != 0 ? meaning.slot[HRB__TOPIC] : 0;
        if (is_of_kinds && counted->meaning.slot[HRB__TOPIC] == 0) {
            c->counted_nature = c->counted_topic = 0;
            hrb__claim_gather(c, &c->kinds, fact);
        } else if (c->counted_nature == 0) {
            hrb__claim_close_kinds(c);
            c->counted_whole = fact;
            c->counted_unit = unit_of(c, token);
        }
    } else if (token->decimals == 0 && is_kind) {
        hrb__claim_gather(c, &c->kinds, hrb__claim_add_unknown(c, &whole_number, HRB_VALUE_COUNT));
    }
    hrb__claim_clear_expectation(c);
    c->clean = false;
}

/* A number without a unit where one was to come: 增长13.95。 and 决算为4.19。 */
void hrb__claim_on_number(hrb__claims *c, const hrb__token *token)
{
    /* 工资福利支出（301）: its code. */
    if (c->previous.kind == HRB__TOKEN_OPEN && token->decimals == 0 && c->frame.has_subject && c->frame.subject.economic != 0 && token->value == (int64_t)c->frame.subject.economic * 100)
        return;
    hrb__token lent = *token;
    if (c->shared.count > 0 && hrb__claim_lend_unit(c, &lent)) {
        if (lent.kind == HRB__TOKEN_AMOUNT)
            hrb__claim_on_amount(c, &lent);
        else
            hrb__claim_on_percent(c, &lent);
        return;
    }
    hrb__claim_note_code(c, token);
    bool awaited = c->clean && c->frame.has_subject && token->decimals > 0 && !c->in_purpose;
    if (awaited) {
        hrb__claim_add_issue(c, HRB__RULE_TEXT_UNIT_MISSING, token->at, token->length);
        if (c->direction != 0 && !c->in_reason && (c->frame.change != NONE || hrb__claim_basis(c) != NONE))
            state_growth(c, token);
    }
    hrb__claim_clear_expectation(c);
    c->clean = false;
}

void hrb__claim_on_year(hrb__claims *c, const hrb__token *token)
{
    if (!c->comparison.is_open) {
        if (c->in_reason)
            c->name_start = token->at + token->length;
        c->year = (int32_t)token->value;
        c->year_at = token->at;
        c->year_length = token->length;
        /* 公务接待费2025年5.00万元，2026年4.00万元: of the same subject. */
        const hrb__frame *frame = &c->frame;
        bool is_next = frame->has_subject && !frame->is_stale && frame->earlier != NONE && frame->value == NONE && c->year == c->document->year;
        /* 公务接待费5.00万元，2025年为4.00万元 */
        bool is_before = frame->has_subject && !frame->is_stale && frame->change == NONE && (frame->value != NONE || frame->earlier != NONE) && c->year < c->document->year && !c->in_reason && !c->in_purpose;
        c->clean = c->clean || ((is_next || is_before) && c->previous.kind == HRB__TOKEN_COMMA);
        return;
    }
    hrb__claim_leave_purpose(c, c->comparison.is_clause);
    c->comparison = (hrb__comparison){.is_stated = true, .is_direct = c->comparison.is_direct, .opens_clause = c->comparison.opens_clause, .names_year = true, .may_follow = true, .year = (int32_t)token->value};
    int32_t own = c->document->year;
    if (own == 0 || !c->frame.has_subject || c->in_purpose || c->told.year != 0 || c->comparison.year < own || c->comparison.year > own + 1)
        return;
    c->comparison.doubt_at = token->at;
    c->comparison.doubt_length = token->length;
    if (!c->document->is_final)
        hrb__claim_judge_year(c); /* otherwise the words behind it tell: 与2021年度预算相比 */
}

/* Whether a text is a unit and nothing else, and a mark follows. */
static bool is_unit_alone(const hrb__claims *c, const hrb__token *token)
{
    static const hrb__text UNITS[] = {{"万元", 6}, {"亿元", 6}, {"元", 3}, {"%", 1}, {"％", 3}};
    static const hrb__text MARKS[] = {{"，", 3}, {"。", 3}, {"；", 3}, {"、", 3}, {",", 1}, {";", 1}};
    hrb__text text = {c->paragraph.data + token->at, token->length}, behind = {text.data + token->length, c->paragraph.length - token->at - token->length};
    bool is_unit = false, is_end = false;
    for (size_t i = 0; i < G_N_ELEMENTS(UNITS); i++)
        is_unit = is_unit || hrb__text_equals(text, UNITS[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++)
        is_end = is_end || hrb__text_starts(behind, MARKS[i]);
    return is_unit && is_end;
}

/* 支出预算万元，比上年增加万元: a unit right behind the words that a figure was to follow. */
void hrb__claim_on_plain_text(hrb__claims *c, const hrb__token *token)
{
    bool awaited = c->clean && c->frame.has_subject && !c->in_purpose && !c->in_quote && c->aside.depth == 0 && c->previous.kind == HRB__TOKEN_WORD;
    if (awaited && is_unit_alone(c, token))
        hrb__claim_add_issue(c, HRB__RULE_TEXT_FIGURE_MISSING, c->previous.at, token->at + token->length - c->previous.at);
    hrb__claim_on_text(c, token);
}

void hrb__claim_on_bad(hrb__claims *c, const hrb__token *token)
{
    hrb__claim_add_issue(c, HRB__RULE_FIGURE_UNREADABLE, token->at, MIN(token->length, 64));
    hrb__claim_clear_expectation(c);
    c->clean = false;
}
