/* SPDX-License-Identifier: Apache-2.0 */
/* What the words of a sentence do: one function a role of the rulebook. */
#include <glib.h>
#include <string.h>

#include "amount/figure.h"
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

/* 财政拨款收入、支出总计: the other side of what stands right before it; 财政拨款收支总计…。与上年相比，收支总计增加…: the total of the paragraph. */
static void take_fund_of_side(const hrb__claims *c, hrb__meaning *word)
{
    const hrb__meaning *side = &c->frame.subject;
    bool is_side = c->previous.kind == HRB__TOKEN_PAUSE && c->frame.has_subject && c->frame.value == NONE && side->slot[HRB__FLOW] != 0 && side->slot[HRB__FLOW] != word->slot[HRB__FLOW];
    if (word->slot[HRB__FUND] != c->word_all || word->slot[HRB__FLOW] == 0 || c->in_reason)
        return;
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

static void on_subject(hrb__claims *c, const hrb__token *token)
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
        if (word->slot[HRB__FLOW] != 0 && memcmp(&token->word->within, &(hrb__meaning){0}, sizeof(hrb__meaning)) == 0)
            c->spoken_of = meaning;
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
    [HRB__WORD_GLUE] = on_glue,           [HRB__WORD_SUBJECT] = on_subject,     [HRB__WORD_COUNTED] = on_counted,
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
