/* SPDX-License-Identifier: Apache-2.0 */
/* Figures that several subjects share: 分别为A和B, 各减少A、B; and which of a list and its whole is compared. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "fact/claims.h"

#define NONE HRB__NO_FACT_INDEX

/* No sentence tells more figures word by word. */
#define MOST_TOKENS_AHEAD 40

void hrb__claim_note_peer(hrb__claims *c, uint32_t fact)
{
    hrb__peers *peers = &c->peers;
    if (c->in_reason || c->aside.depth > 0 || c->shared.count > 0)
        return;
    if (peers->count < G_N_ELEMENTS(peers->of))
        peers->of[peers->count] = (hrb__peer){c->frame.subject, fact, NONE};
    peers->count++; /* too many: none is told apart */
}

static void add_waiting(hrb__claims *c, const hrb__meaning *subject)
{
    hrb__peers *waiting = &c->waiting;
    if (waiting->count < G_N_ELEMENTS(waiting->of))
        waiting->of[waiting->count] = (hrb__peer){*subject, NONE, NONE};
    waiting->count++;
}

/* 货物、工程、服务…分别为: subjects that wait for their figures; 收、支总计 is two of them, revenue first. */
void hrb__claim_note_waiting(hrb__claims *c, const hrb__word *word)
{
    if (!c->is_listed || c->waiting.count == 0)
        c->waiting.count = 0;
    c->is_side = c->waiting.count > 0 && (c->previous.kind == HRB__TOKEN_PAUSE || (c->previous.kind == HRB__TOKEN_WORD && c->previous.word->role == HRB__WORD_BASIS));
    c->is_each = false;
    bool is_both = word->meaning.slot[HRB__PHASE] == c->word_with_carry_over && word->meaning.slot[HRB__FLOW] == c->word_expenditure && c->waiting.count == 0 &&
                   hrb__text_has(word->text, HRB__TEXT("收")) && hrb__text_has(word->text, HRB__TEXT("支"));
    if (is_both) {
        hrb__meaning side = c->frame.subject;
        side.slot[HRB__FLOW] = c->word_revenue;
        side.slot[HRB__NATURE] = 0;
        add_waiting(c, &side);
    }
    add_waiting(c, &c->frame.subject);
}

/* Whether two subjects are the two sides of one total. */
static bool are_sides(const hrb__claims *c)
{
    const hrb__meaning *a = &c->waiting.of[0].subject, *b = &c->waiting.of[1].subject;
    return c->waiting.count == 2 && a->slot[HRB__FLOW] != b->slot[HRB__FLOW] && a->slot[HRB__TOPIC] == 0 && b->slot[HRB__TOPIC] == 0;
}

/* 因公出国费、公务接待费20万元 */
bool hrb__claim_is_joint(const hrb__claims *c)
{
    return c->waiting.count >= 2 && c->is_side && !c->is_each && !are_sides(c) && c->frame.value == NONE && c->direction == 0;
}

void hrb__claim_state_others(hrb__claims *c, const hrb__token *token)
{
    hrb__peers *waiting = &c->waiting;
    size_t count = MIN(waiting->count, G_N_ELEMENTS(waiting->of));
    bool is_stated = count >= 2 && c->is_side && (c->is_each || are_sides(c)) && c->phase == 0 && c->year == 0;
    for (size_t i = 0; is_stated && i + 1 < count; i++) {
        hrb__meaning meaning = waiting->of[i].subject;
        if (are_sides(c))
            meaning.slot[HRB__PHASE] = c->frame.subject.slot[HRB__PHASE];
        hrb__claim_remember(c, &meaning, hrb__claim_add_fact(c, token, HRB_VALUE_FEN, token->value, &meaning));
    }
}

void hrb__claim_end_peers(hrb__claims *c)
{
    if (c->peers.count > 0)
        c->peers_before = c->peers;
    c->peers.count = c->waiting.count = 0;
    c->shared.count = 0;
}

static hrb__scanner scanner_behind(const hrb__claims *c, const hrb__token *token)
{
    return hrb__claim_scan_from(c, token->at + token->length);
}

static bool may_stand_between(const hrb__token *token, size_t figures)
{
    if (token->kind == HRB__TOKEN_COMMA || token->kind == HRB__TOKEN_PAUSE)
        return true;
    if (token->kind == HRB__TOKEN_YEAR)
        return figures == 0;
    if (token->kind != HRB__TOKEN_WORD)
        return false;
    hrb__word_role role = token->word->role;
    return role == HRB__WORD_GLUE || role == HRB__WORD_BASIS || role == HRB__WORD_MORE || role == HRB__WORD_LESS ||
           (figures == 0 && (role == HRB__WORD_LAST_YEAR || role == HRB__WORD_PHASE));
}

/* How many figures of one kind follow with nothing but words of comparison between them. */
static size_t count_figures(const hrb__claims *c, const hrb__token *from, hrb__token_kind *kind)
{
    hrb__scanner scanner = scanner_behind(c, from);
    size_t count = 0, bare = 0; /* bare: numbers that have the unit of the figure behind them */
    for (int i = 0; i < MOST_TOKENS_AHEAD; i++) {
        hrb__token token = hrb__scanner_next(&scanner);
        bool is_figure = token.kind == HRB__TOKEN_AMOUNT || token.kind == HRB__TOKEN_PERCENT;
        if (is_figure && (count == 0 || token.kind == *kind)) {
            *kind = token.kind;
            count += 1 + bare;
            bare = 0;
        } else if (token.kind == HRB__TOKEN_NUMBER && count == 0) {
            bare++;
        } else if (!may_stand_between(&token, count + bare)) {
            /* 和, 及 between two figures */
            hrb__text text = {c->paragraph.data + token.at, token.length};
            if (token.kind != HRB__TOKEN_TEXT || count + bare == 0 || !(hrb__text_equals(text, HRB__TEXT("及")) || hrb__text_equals(text, HRB__TEXT("以及"))))
                break;
        }
    }
    return count;
}

/* 79.69亿元中，A，B，C：the whole and its parts were told; the parts are meant. */
static bool without_whole(const hrb__claims *c, const hrb__peers *group, size_t figures, hrb__peers *parts)
{
    const hrb__fact *facts = c->document->facts;
    int64_t sum = 0;
    if (group->count != figures + 1 || group->count > G_N_ELEMENTS(group->of))
        return false;
    for (size_t i = 1; i < group->count; i++)
        if (group->of[i].value == NONE || __builtin_add_overflow(sum, facts[group->of[i].value].value, &sum))
            return false;
    if (group->of[0].value == NONE || facts[group->of[0].value].value != sum)
        return false;
    parts->count = figures;
    memcpy(parts->of, group->of + 1, figures * sizeof *parts->of);
    return true;
}

static bool fitting_group(const hrb__claims *c, const hrb__peers *group, size_t figures, hrb__peers *parts)
{
    if (group == NULL || figures > G_N_ELEMENTS(group->of))
        return false;
    if (group->count == figures)
        *parts = *group;
    return group->count == figures || without_whole(c, group, figures, parts);
}

/* 分别, 各: the figures that follow are of the subjects before, one after the other, where there are as many. */
bool hrb__claim_share_out(hrb__claims *c, const hrb__token *token)
{
    hrb__token_kind kind = HRB__TOKEN_AMOUNT;
    if (c->in_reason || c->in_purpose || c->aside.depth > 0 || c->shared.count > 0)
        return false;
    size_t figures = count_figures(c, token, &kind);
    const hrb__peers *groups[] = {&c->waiting, &c->peers, c->told.sentence_is_bare ? &c->peers_before : NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(groups) && figures > 1; i++)
        if (fitting_group(c, groups[i], figures, &c->shared.of)) {
            c->shared.count = figures;
            c->shared.next = 0;
            c->shared.kind = kind;
            c->shared.direction = 0;
            c->shared.has_phase = false;
            c->shared.phase = 0;
            return true;
        }
    return false;
}

/* What one of the unit that a figure is printed with is worth, as a multiple of a hundredth. */
static int64_t worth_of_unit(const hrb__claims *c, const hrb__token *token)
{
    hrb__text text = {c->paragraph.data + token->at, token->length};
    if (token->kind == HRB__TOKEN_PERCENT)
        return 1;
    return hrb__text_has(text, HRB__TEXT("亿")) ? HRB_UNIT_YI_YUAN / 100 : hrb__text_has(text, HRB__TEXT("万")) ? HRB_UNIT_WAN_YUAN / 100 : 1;
}

bool hrb__claim_lend_unit(const hrb__claims *c, hrb__token *token)
{
    hrb__scanner scanner = scanner_behind(c, token);
    hrb__token next = {0};
    for (size_t i = 0; i < MOST_TOKENS_AHEAD && next.kind != c->shared.kind; i++)
        next = hrb__scanner_next(&scanner);
    int64_t worth = next.kind == c->shared.kind ? worth_of_unit(c, &next) : 0;
    if (worth == 0 || __builtin_mul_overflow(token->value, worth, &token->value) || __builtin_mul_overflow(token->quantum, worth, &token->quantum))
        return false;
    token->kind = next.kind;
    return true;
}

/* The next figure of those: its subject becomes that of the frame. */
void hrb__claim_take_share(hrb__claims *c, const hrb__token *token)
{
    if (c->shared.count == 0 || token->kind != c->shared.kind)
        return;
    const hrb__peer *peer = &c->shared.of.of[c->shared.next++];
    if (c->direction != 0)
        c->shared.direction = c->direction;
    if (c->has_phase) {
        c->shared.phase = c->phase;
        c->shared.has_phase = true;
    }
    c->phase = c->shared.phase;
    c->has_phase = c->shared.has_phase;
    hrb__comparison comparison = c->comparison;
    c->frame = (hrb__frame){.subject = peer->subject, .has_subject = true, .value = peer->value, .earlier = NONE, .budget = NONE, .change = peer->change};
    c->clean = true;
    c->direction = c->shared.direction;
    c->comparison = comparison;
    c->comparison.may_follow = false;
}

/* What was told of one of them, for the figures that follow: 各减少A、B，各下降C、D. */
static void keep_told(hrb__claims *c)
{
    hrb__peers *groups[] = {&c->waiting, &c->peers, &c->peers_before};
    for (size_t g = 0; g < G_N_ELEMENTS(groups); g++)
        for (size_t i = 0; i < MIN(groups[g]->count, G_N_ELEMENTS(groups[g]->of)); i++)
            if (hrb__meaning_equals(&groups[g]->of[i].subject, &c->frame.subject)) {
                groups[g]->of[i].value = c->frame.value;
                groups[g]->of[i].change = c->frame.change;
            }
}

/* Behind the last of them nobody knows which is meant. */
void hrb__claim_end_share(hrb__claims *c, const hrb__token *token)
{
    if (c->shared.count > 0 && token->kind == c->shared.kind)
        keep_told(c);
    if (c->shared.count == 0 || token->kind != c->shared.kind || c->shared.next < c->shared.count)
        return;
    c->shared.count = 0;
    c->frame.is_stale = true;
}

/* The rate told behind a change, in the same sentence; -1 if there is none. */
static int64_t rate_behind(const hrb__claims *c, const hrb__token *from)
{
    hrb__scanner scanner = scanner_behind(c, from);
    for (int i = 0; i < 8; i++) {
        hrb__token token = hrb__scanner_next(&scanner);
        if (token.kind == HRB__TOKEN_PERCENT)
            return token.value;
        bool may_follow = token.kind == HRB__TOKEN_COMMA || token.kind == HRB__TOKEN_OPEN || token.kind == HRB__TOKEN_WORD;
        if (!may_follow)
            break;
    }
    return -1;
}

/* Whether a change of a figure is of that rate, to a tenth of a percent. */
static bool fits_rate(const hrb__claims *c, uint32_t value, int64_t change, int64_t rate)
{
    if (value == NONE)
        return false;
    __int128 before = (__int128)c->document->facts[value].value - change;
    __int128 told = before * rate, real = (__int128)llabs(change) * 10000, slack = before * 10;
    return before > 0 && (told > real ? told - real : real - told) <= slack;
}

/* Whether the figures behind the word of a list, of which this one is the last, add up to its whole. */
static bool all_parts_told(const hrb__claims *c, uint32_t least)
{
    const hrb__frame *head = &c->told.head;
    return c->told.parts >= least && head->value != NONE && c->told.sum == c->document->facts[head->value].value;
}

/* …，其中：加油5万元，维修4万元，其他1万元，比上年的12万元减少2万元: of the whole, where its parts are all told. */
void hrb__claim_choose_basis(hrb__claims *c)
{
    bool is_whole = c->told.is_here && !c->told.is_compared && c->comparison.opens_clause && c->aside.depth == 0 && c->told.head.has_subject &&
                    all_parts_told(c, 3);
    c->told.is_compared = true;
    if (is_whole)
        c->frame = c->told.head;
}

/* The change itself is one of the figures behind the word of the list.
 * 支出500万元，其中：基本支出300万元，项目支出200万元，较上年减少20万元: of the whole, if the rate says so, or
 * where all its parts are told and none was compared. */
void hrb__claim_choose_compared(hrb__claims *c, const hrb__token *token)
{
    const hrb__frame *head = &c->told.head;
    bool may_be_whole = c->shared.count == 0 && c->told.is_here && !c->told.is_compared && c->comparison.opens_clause && !c->in_reason && !c->in_purpose && c->aside.depth == 0 && head->has_subject &&
                        head->value != NONE && head->change == NONE && c->frame.value != NONE && c->frame.value != head->value && c->frame.change == NONE;
    c->told.is_compared = true;
    if (!may_be_whole)
        return;
    int64_t change = c->direction * token->value, rate = rate_behind(c, token);
    bool is_whole = rate >= 0 ? fits_rate(c, head->value, change, rate) && !fits_rate(c, c->frame.value, change, rate)
                              : all_parts_told(c, 3);
    if (is_whole) {
        c->frame = *head;
        c->clean = true;
    }
}
