/* SPDX-License-Identifier: Apache-2.0 */
/* What the words of a sentence do: one function a role of the rulebook. */
#include <glib.h>
#include <string.h>

#include "amount/figure.h"
#include "fact/claims.h"

#define NONE HRB__NO_FACT_INDEX

void hrb__claim_on_text(hrb__claims *c, const hrb__token *token)
{
    if (c->direction != 0 && token->at == c->minus_at)
        return;
    c->text_at = token->at;
    c->text_end = token->at + token->length;
    c->clean = c->clause_is_bare = false;
    c->counted = NULL;
    c->comparison.is_open = false;
}

/* 工资福利支出: what no rule compares, in words that would say something else one by one. */
static void on_apart(hrb__claims *c, const hrb__token *token)
{
    hrb__claim_on_text(c, token);
    if (c->in_purpose || c->in_reason || c->in_share)
        return;
    hrb__claim_end_item(c);
    c->subject_is_fresh = false;
    c->frame.has_subject = hrb__claim_take_economic(c, (hrb_code){HRB_CODE_DEPT_ECONOMIC, (int32_t)token->word->meaning.economic});
}

static void on_glue(hrb__claims *c, const hrb__token *token)
{
    (void)c;
    (void)token;
}

/* 购置单位价值50万元以上通用设备1台: to be bought, and not what there is. */
static bool is_to_be_bought(const hrb__claims *c, const hrb__token *token)
{
    static const hrb__text BUYING[] = {{"购置", 6}, {"新增", 6}, {"采购", 6}};
    hrb__text clause = {c->paragraph.data + c->name_start, token->at > c->name_start ? token->at - c->name_start : 0};
    for (size_t i = 0; i < G_N_ELEMENTS(BUYING); i++)
        if (hrb__text_has(clause, BUYING[i]))
            return true;
    return false;
}

static void on_counted(hrb__claims *c, const hrb__token *token)
{
    /* 车辆1辆: a unit that counts only behind its subject is no word of its own. */
    bool is_anywhere = memcmp(&token->word->within, &(hrb__meaning){0}, sizeof(hrb__meaning)) == 0;
    bool is_within = token->word->text.length > 3 && hrb__meaning_has(&c->frame.subject, &token->word->within);
    /* 打印设备5台 are no 设备 as such. */
    bool is_narrowed = token->word->text.length <= 6 && c->previous.kind == HRB__TOKEN_TEXT;
    if (!(is_anywhere || is_within) || (is_narrowed && token->word->meaning.slot[HRB__TOPIC] != 0)) {
        hrb__claim_on_text(c, token);
        return;
    }
    /* 处置车辆1辆, 购置费12万元，车辆1辆: not what the body has. */
    bool is_bare = token->length == 6 && memcmp(c->paragraph.data + token->at, "车辆", 6) == 0;
    if (is_bare && (c->previous.kind == HRB__TOKEN_TEXT || (c->frame.has_subject && c->frame.subject.slot[HRB__TOPIC] != 0))) {
        hrb__claim_on_text(c, token);
        return;
    }
    hrb__claim_leave_purpose(c, c->clause_is_bare && c->main.subject.slot[HRB__TOPIC] != 0);
    c->counted = token->word;
    c->counted_to_buy = c->text_end != SIZE_MAX && c->text_at >= c->name_start && is_to_be_bought(c, token);
    c->clean = true;
}

/* 上年, 2025年: the words right before are those of the year compared with. */
static bool follows_compared_year(const hrb__claims *c)
{
    return c->comparison.is_stated && c->direction == 0 &&
           (c->previous.kind == HRB__TOKEN_YEAR || (c->previous.kind == HRB__TOKEN_WORD && c->previous.word->role == HRB__WORD_LAST_YEAR));
}

static void on_phase(hrb__claims *c, const hrb__token *token)
{
    uint8_t phase = token->word->meaning.slot[HRB__PHASE];
    if (c->comparison.is_open || follows_compared_year(c) || (c->comparison.may_follow && c->direction == 0 && phase != 0)) {
        c->comparison.phase = phase;
        c->comparison.is_stated = c->comparison.may_follow = true;
        return;
    }
    c->phase = phase;
    c->has_phase = true;
    c->frame.is_stale = false;
    /* 某项目预算: of something that no word names. */
    if (c->frame.has_subject && (phase != HRB__PHASE_BUDGET || c->previous.kind != HRB__TOKEN_TEXT))
        c->clean = true;
}

void hrb__claim_leave_purpose(hrb__claims *c, bool does_leave)
{
    if (!c->in_purpose || !does_leave)
        return;
    c->in_purpose = false;
    c->frame = c->main;
}

/* 主要原因是严控标准，与上年相比减少1万元: what explains nothing in figures is over where the main subject is compared again. */
void hrb__claim_leave_reason(hrb__claims *c, bool does_leave)
{
    bool is_told = hrb__meaning_equals(&c->frame.subject, &c->main.subject);
    if (!c->in_reason || !does_leave || c->reason_has_figure || c->reason_is_empty || !is_told || c->aside.depth > 0)
        return;
    c->in_reason = false;
    c->frame = c->main;
    c->reasons.count = 0;
}

/* 公务接待24批次，支出2.05万元: what was counted cost as much. */
static void on_spent(hrb__claims *c, const hrb__token *token)
{
    (void)token;
    c->clean = c->clean || (c->frame.has_subject && !c->frame.is_stale && !c->is_listed && c->frame.value == NONE);
}

/* 购置数及保有量分别为1辆和130辆: which figure is whose is told by their order, if there are as many. */
static void on_respectively(hrb__claims *c, const hrb__token *token)
{
    bool is_shared = hrb__claim_share_out(c, token);
    c->is_each = !is_shared && hrb__text_starts(token->word->text, HRB__TEXT("均"));
    if (c->is_each || (!is_shared && hrb__text_starts(token->word->text, HRB__TEXT("各"))))
        return; /* 收、支总计各减少5万元: one figure for all */
    c->counted = NULL;
    if (!is_shared)
        c->clean = c->clean && !c->is_listed;
}

/* 年终结余比上年增加5万元: words of no rulebook begin the clause, and what is compared is theirs. */
static void note_foreign(hrb__claims *c)
{
    bool is_first = c->previous.kind == HRB__TOKEN_TEXT && c->previous.at == c->name_start && c->previous.length >= 12;
    if (is_first && c->frame.has_subject && !c->in_quote)
        c->frame.is_stale = true;
}

static void on_basis(hrb__claims *c, const hrb__token *token)
{
    (void)token;
    if (c->previous.kind == HRB__TOKEN_SEMICOLON && c->told.is_here && c->told.head.has_subject && c->told.parts > 0)
        c->frame = c->told.head; /* 900万元，含A 5万元；比上年增加…: of the whole */
    hrb__claim_return_to_head(c);
    bool is_clause = c->previous.kind == HRB__TOKEN_COMMA;
    hrb__claim_leave_reason(c, is_clause && hrb__claim_compares_next(c, token));
    note_foreign(c);
    c->comparison = (hrb__comparison){.is_open = true, .is_clause = is_clause, .opens_clause = is_clause, .is_direct = is_clause || c->previous.kind == HRB__TOKEN_AMOUNT};
}

static void on_last_year(hrb__claims *c, const hrb__token *token)
{
    (void)token;
    if (c->comparison.is_open)
        hrb__claim_leave_purpose(c, c->comparison.is_clause);
    if (c->comparison.is_open)
        c->comparison = (hrb__comparison){.is_stated = true, .is_direct = c->comparison.is_direct, .opens_clause = c->comparison.opens_clause, .may_follow = true, .year = c->document->year - 1};
    else
        c->year = c->document->year - 1;
}

/* 增 and 降 stand for themselves only right before a figure: 增0.9%, but 增设 and 新增. */
static bool is_part_of_word(const hrb__claims *c, const hrb__token *token)
{
    size_t end = token->at + token->length;
    bool is_single = token->length == 3 && token->word->meaning.slot[HRB__PHASE] == 0 && memcmp(c->paragraph.data + token->at, "多", 3) != 0;
    return is_single && (c->previous.kind == HRB__TOKEN_TEXT || end >= c->paragraph.length || !g_ascii_isdigit(c->paragraph.data[end]));
}

/* 比预算数减少9万元，其中…减少4万元: what is compared with is not told again. */
static void take_comparison(hrb__claims *c)
{
    if (c->comparison.is_stated) {
        c->last_comparison = c->comparison;
        return;
    }
    c->comparison.phase = c->last_comparison.phase;
    c->comparison.year = c->last_comparison.year;
}

/* 收支总计…。与上年相比，收入增加5万元，支出增加6万元: each side of what was told. */
static void turn_to_side(hrb__claims *c)
{
    uint8_t flow = c->previous.kind == HRB__TOKEN_WORD ? c->previous.word->meaning.slot[HRB__FLOW] : 0;
    hrb__meaning side = c->frame.subject;
    /* 与上年相比，今年收入增加5万元, where nothing was spoken of */
    if (flow != 0 && c->previous.word->role != HRB__WORD_SUBJECT && !c->frame.has_subject && c->document->is_final && c->comparison.is_stated && !c->in_reason && !c->in_purpose) {
        side = (hrb__meaning){.slot = {[HRB__FLOW] = flow, [HRB__FUND] = c->word_all, [HRB__NATURE] = flow == c->word_expenditure ? c->word_total : 0}};
        hrb__claim_open_frame(c, &side);
        return;
    }
    if (flow == 0 || c->previous.word->role == HRB__WORD_SUBJECT || !c->frame.has_subject || c->in_reason || c->in_purpose || side.slot[HRB__FLOW] == flow || side.slot[HRB__TOPIC] != 0 || side.function != 0)
        return;
    side.slot[HRB__FLOW] = flow;
    side.slot[HRB__NATURE] = flow == c->word_expenditure ? c->word_total : 0;
    uint32_t value = hrb__claim_recall(c, &side);
    hrb__claim_open_frame(c, &side);
    c->frame.value = value;
}

static bool is_slash(const hrb__claims *c, const hrb__token *token)
{
    hrb__text text = {c->paragraph.data + token->at, token->length};
    return hrb__text_equals(text, HRB__TEXT("/")) || hrb__text_equals(text, HRB__TEXT("／"));
}

static void on_direction(hrb__claims *c, const hrb__token *token)
{
    int direction = token->word->role == HRB__WORD_MORE ? 1 : -1;
    if (is_part_of_word(c, token)) {
        hrb__claim_on_text(c, token);
        return;
    }
    /* 增加/减少: the same. */
    if (c->direction == -direction && c->previous.kind == HRB__TOKEN_TEXT && is_slash(c, &c->previous)) {
        hrb__claim_add_issue(c, HRB__RULE_TEMPLATE_RESIDUE, c->direction_at, token->at + token->length - c->direction_at);
        c->clean = c->frame.has_subject && !c->frame.is_stale;
        return;
    }
    /* 增加（减少）: the form's own words were left in. */
    if (c->direction == -direction && c->previous.kind == HRB__TOKEN_OPEN) {
        size_t end = token->at + token->length;
        bool closes = c->paragraph.length - end >= 3 && memcmp(c->paragraph.data + end, "）", 3) == 0;
        hrb__claim_add_issue(c, HRB__RULE_TEMPLATE_RESIDUE, c->direction_at, end + (closes ? 3 : 0) - c->direction_at);
        return;
    }
    turn_to_side(c);
    c->reason_has_figure = c->reason_has_figure || !c->comparison.is_clause;
    c->comparison.is_open = c->comparison.may_follow = false;
    /* 差异率-20.00%: the sign stands with the figure. */
    size_t end = token->at + token->length, minus = hrb__minus_length((hrb__text){c->paragraph.data + end, c->paragraph.length - end});
    c->direction = minus > 0 ? -direction : direction;
    c->minus_at = minus > 0 ? end : SIZE_MAX;
    c->direction_at = token->at;
    c->in_share = c->in_completion = false;
    c->clean = c->frame.has_subject && !c->frame.is_stale;
    if (token->word->meaning.slot[HRB__PHASE] != 0)
        c->comparison = (hrb__comparison){.is_stated = true, .phase = token->word->meaning.slot[HRB__PHASE]};
    hrb__claim_judge_year(c);
    take_comparison(c);
    if (c->in_reason && !c->subject_is_fresh && c->previous.kind != HRB__TOKEN_PERCENT)
        hrb__claim_open_class_frame(c, token->at);
}

/* Whether a change explains that of the main subject as one of its parts: a 类, or a source of revenue. */
static bool subject_of_reason(const hrb__claims *c)
{
    const hrb__meaning *main = &c->main.subject, *part = &c->frame.subject;
    return c->main.has_subject && main->function == 0 && main->slot[HRB__TOPIC] == 0 && part->slot[HRB__FLOW] == main->slot[HRB__FLOW] &&
           ((part->function != 0 && part->slot[HRB__FUND] == main->slot[HRB__FUND]) || (part->function == 0 && part->slot[HRB__FUND] != main->slot[HRB__FUND]));
}

void hrb__claim_relate_reached(hrb__claims *c, uint32_t rate)
{
    const hrb__frame *frame = &c->frame;
    bool is_from_budget = frame->change != NONE && c->document->facts[frame->change].meaning.slot[HRB__PHASE] == HRB__PHASE_CHANGE_FROM_BUDGET;
    if (rate != NONE && is_from_budget && frame->budget == NONE && frame->value != NONE)
        hrb__claim_relate(c, HRB__RELATION_REACHED, rate, frame->value, frame->change, &frame->subject);
}

static bool is_same_total(const hrb__claims *c, const hrb__meaning *meaning)
{
    hrb__meaning main = c->main.subject, part = *meaning;
    main.slot[HRB__PHASE] = part.slot[HRB__PHASE] = 0;
    return c->main.has_subject && main.slot[HRB__TOPIC] == 0 && c->main.change != NONE && hrb__meaning_equals(&main, &part);
}

uint32_t hrb__claim_add_change(hrb__claims *c, const hrb__token *token, int64_t value)
{
    hrb__meaning meaning = c->frame.subject;
    /* 收支总计增加5万元，主要是支出增加7万元: what explains a total is not the total itself. */
    if (c->in_reason && meaning.function == 0 && is_same_total(c, &meaning))
        return hrb__claim_add_unknown(c, token, HRB_VALUE_FEN);
    hrb__claim_mark_change(c, &meaning);
    uint32_t fact = hrb__claim_add_fact(c, token, HRB_VALUE_FEN, value, &meaning);
    c->frame.change = fact;
    uint32_t value_fact = c->in_reason ? NONE : hrb__claim_frame_value(c);
    if (c->in_reason && subject_of_reason(c))
        hrb__claim_gather(c, &c->reasons, fact);
    if (meaning.slot[HRB__PHASE] == HRB__PHASE_CHANGE_FROM_BUDGET && c->frame.completed != 0 && !c->in_reason)
        hrb__claim_relate_reached(c, c->frame.completed - 1);
    if (fact != NONE && value_fact != NONE)
        hrb__claim_relate(c, HRB__RELATION_CHANGE, value_fact, hrb__claim_basis(c), fact, NULL);
    return fact;
}

static void on_unchanged(hrb__claims *c, const hrb__token *token)
{
    /* 与上年持平，因车辆无变动: the second is a reason. */
    if (token->word->meaning.slot[HRB__PHASE] != 0) /* 等于年初预算数 */
        c->comparison = (hrb__comparison){.is_stated = true, .phase = token->word->meaning.slot[HRB__PHASE]};
    bool is_said = !c->comparison.is_behind || c->clause_is_bare;
    bool compared = (c->comparison.is_stated && is_said) || c->comparison.is_open;
    c->comparison.is_open = false;
    if (!compared || !c->frame.has_subject || c->frame.is_stale || c->in_reason || c->in_purpose)
        return;
    /* 比上年少0.05万元，基本持平: says in words what the figure has said. */
    if (c->frame.change != NONE && !c->comparison.is_clause && c->previous.kind == HRB__TOKEN_COMMA)
        return;
    hrb__claim_judge_year(c);
    hrb__token zero = *token;
    zero.quantum = c->frame.value == NONE ? 1 : c->document->facts[c->frame.value].quantum;
    hrb__claim_add_change(c, &zero, 0);
}

static void on_share(hrb__claims *c, const hrb__token *token)
{
    (void)token;
    c->in_share = true;
    c->has_whole = false;
    c->in_completion = false;
    c->direction = 0;
}

static void on_completed(hrb__claims *c, const hrb__token *token)
{
    hrb__claim_leave_purpose(c, c->previous.kind == HRB__TOKEN_COMMA);
    hrb__claim_leave_reason(c, c->previous.kind == HRB__TOKEN_COMMA);
    c->in_completion = true;
    c->completed_phase = token->word->meaning.slot[HRB__PHASE];
    c->in_share = false;
    c->direction = 0;
}

static void on_reason(hrb__claims *c, const hrb__token *token)
{
    if (!c->in_reason && !c->in_purpose)
        c->main = c->frame;
    c->told.is_explained = true;
    c->in_reason = c->reason_is_empty = c->states_something = true;
    c->reason_has_figure = false;
    c->reason_at = token->at;
    c->frame.has_subject = c->main.has_subject;
    c->name_start = token->at + token->length;
    hrb__claim_clear_expectation(c);
    c->clean = false;
}

static void on_purpose(hrb__claims *c, const hrb__token *token)
{
    /* 用于保障机关正常运转的日常支出100万元: of nothing that stands before it. */
    if (token->length == 6 && !c->frame.has_subject && !c->states_something && !c->in_reason)
        return;
    if (!c->in_reason && !c->in_purpose)
        c->main = c->frame;
    c->told.is_explained = true;
    c->in_purpose = true;
    c->clean = false;
}

static void on_none(hrb__claims *c, const hrb__token *token)
{
    (void)token;
    c->is_negative = true;
    c->none_is_of_fund = c->clean && c->frame.has_subject && c->frame.value == NONE;
}

static void on_limit(hrb__claims *c, const hrb__token *token)
{
    (void)c;
    (void)token;
}

typedef void (*word_handler)(hrb__claims *c, const hrb__token *token);

static const word_handler ON_WORD[HRB__WORD_ROLES] = {
    [HRB__WORD_GLUE] = on_glue,           [HRB__WORD_SUBJECT] = hrb__claim_on_subject,     [HRB__WORD_COUNTED] = on_counted,
    [HRB__WORD_ITEM] = hrb__claim_on_item,           [HRB__WORD_PHASE] = on_phase,         [HRB__WORD_SPENT] = on_spent,         [HRB__WORD_RESPECTIVELY] = on_respectively,
           [HRB__WORD_BASIS] = on_basis,
    [HRB__WORD_LAST_YEAR] = on_last_year, [HRB__WORD_MORE] = on_direction,      [HRB__WORD_LESS] = on_direction,
    [HRB__WORD_UNCHANGED] = on_unchanged, [HRB__WORD_SHARE] = on_share,         [HRB__WORD_COMPLETED] = on_completed,
    [HRB__WORD_LIST] = hrb__claim_on_list,           [HRB__WORD_REASON] = on_reason,       [HRB__WORD_PURPOSE] = on_purpose,
    [HRB__WORD_NONE] = on_none,           [HRB__WORD_LIMIT] = on_limit,         [HRB__WORD_APART] = on_apart,
};

bool hrb__claim_says_nothing(const hrb__claims *c, const hrb__word *word)
{
    bool is_plan = word->role == HRB__WORD_PHASE && word->meaning.slot[HRB__PHASE] == HRB__PHASE_BUDGET;
    bool is_behind = word->role == HRB__WORD_SPENT && c->previous.kind != HRB__TOKEN_COMMA;
    return word->role == HRB__WORD_GLUE || is_behind || (is_plan && !c->document->is_final);
}

/* 。支出年初预算数800万元: the sentence begins with the word, and the phase follows. */
static bool begins_with_phase(const hrb__claims *c)
{
    const hrb__token *before = &c->previous;
    bool is_first = before->kind == HRB__TOKEN_STOP || before->kind == HRB__TOKEN_SEMICOLON;
    bool is_topic = c->frame.has_subject && (c->frame.subject.slot[HRB__TOPIC] != 0 || c->frame.subject.function != 0 || c->frame.subject.economic != 0);
    if (!is_first || is_topic)
        return false;
    hrb__scanner scanner = hrb__claim_scan_from(c, before->at + before->length);
    hrb__token next = hrb__scanner_next(&scanner);
    next = hrb__scanner_next(&scanner);
    return next.kind == HRB__TOKEN_WORD && next.word->role == HRB__WORD_PHASE;
}

/* （一）2019年收入4820.50万元: behind a year that begins the clause, 收入 and 支出 alone are all of it. */
static void take_bare_flow(hrb__claims *c, const hrb__meaning *word)
{
    bool is_bare = c->document->is_final && !c->in_reason && !c->in_purpose && !c->in_share && c->aside.depth == 0;
    bool is_first = is_bare && ((c->previous.kind == HRB__TOKEN_YEAR && c->previous.at == c->name_start) || begins_with_phase(c));
    hrb__meaning meaning = {.slot = {[HRB__FLOW] = word->slot[HRB__FLOW], [HRB__FUND] = c->word_all}};
    if (meaning.slot[HRB__FLOW] == c->word_expenditure)
        meaning.slot[HRB__NATURE] = c->word_total;
    bool goes_on = c->frame.has_subject && (c->frame.value != NONE || c->frame.earlier != NONE || c->has_item);
    if (!is_first || (goes_on && !begins_with_phase(c) && !hrb__meaning_equals(&meaning, &c->frame.subject)))
        return;
    hrb__frame before = c->frame;
    hrb__claim_open_frame(c, &meaning);
    if (goes_on && hrb__meaning_equals(&meaning, &before.subject))
        c->frame = before;
    else
        c->scope = meaning;
}

/* 收入预算，2018年年初预算数为100万元: the comma parts nothing. */
static void resume_subject(hrb__claims *c, const hrb__word *word)
{
    bool is_plan = word->role == HRB__WORD_PHASE && word->meaning.slot[HRB__PHASE] == HRB__PHASE_BUDGET;
    bool is_of_year = c->year != 0 && c->document->year != 0 && c->year < c->document->year && c->frame.earlier == NONE;
    bool has_words = c->text_end != SIZE_MAX && c->text_at >= c->sentence_at;
    if (is_plan && c->head.slot[HRB__FLOW] != 0 && c->sentence_at > 0 && !c->states_something && !has_words && c->told.sentence_is_bare) {
        c->told = (hrb__list_told){.sentence_is_bare = true};
        hrb__close_list(c);
        hrb__claim_open_frame(c, &c->head);
        return;
    }
    if (word->meaning.slot[HRB__FLOW] != 0)
        take_bare_flow(c, &word->meaning);
    if (is_plan && c->clause_is_bare && c->frame.has_subject && !c->frame.is_stale && (c->frame.value == NONE || is_of_year) && !c->in_purpose && !c->in_reason)
        c->clean = true;
}

void hrb__claim_on_word(hrb__claims *c, const hrb__token *token)
{
    /* 比 and 与 open a comparison only right before its year. */
    if (c->comparison.is_open && token->word->role != HRB__WORD_LAST_YEAR && token->word->role != HRB__WORD_UNCHANGED && token->word->role != HRB__WORD_GLUE && token->word->role != HRB__WORD_PHASE)
        c->comparison.is_open = false;
    /* Words inside quotation marks are a name, whatever they would say outside. */
    if (c->in_quote)
        hrb__claim_on_text(c, token);
    else if (!hrb__claim_says_nothing(c, token->word))
        ON_WORD[token->word->role](c, token);
    else
        resume_subject(c, token->word);
}
