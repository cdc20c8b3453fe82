/* SPDX-License-Identifier: Apache-2.0 */
/* What stands right behind a place decides what is read there: looked at without reading it. */
#include <string.h>

#include "fact/claims.h"

#define NONE HRB__NO_FACT_INDEX

hrb__scanner hrb__claim_scan_from(const hrb__claims *c, size_t at)
{
    hrb__scanner scanner;
    hrb__scanner_begin(&scanner, c->document->rulebook->lexicon, c->paragraph);
    scanner.at = at;
    return scanner;
}

/* 主要用于上级检查，国内公务接待5批次: behind a comma, what a number counts is no longer what the money is for. */
bool hrb__claim_counts_next(const hrb__claims *c, const hrb__token *token)
{
    if (!c->in_purpose)
        return false;
    hrb__scanner scanner = hrb__claim_scan_from(c, token->at + token->length);
    hrb__token next = hrb__scanner_next(&scanner);
    if (next.kind == HRB__TOKEN_WORD && (next.word->role == HRB__WORD_GLUE || next.word->role == HRB__WORD_SPENT || next.word->role == HRB__WORD_COUNTED))
        next = hrb__scanner_next(&scanner);
    return next.kind == HRB__TOKEN_COUNT;
}

/* 与上年相比减少, 比2020年决算数增加: a year and a change, and nothing else between. */
bool hrb__claim_compares_next(const hrb__claims *c, const hrb__token *token)
{
    hrb__scanner scanner = hrb__claim_scan_from(c, token->at + token->length);
    bool has_year = false;
    for (int i = 0; i < 6; i++) {
        hrb__token next = hrb__scanner_next(&scanner);
        hrb__word_role role = next.kind == HRB__TOKEN_WORD ? next.word->role : HRB__WORD_ROLES;
        bool is_base = role == HRB__WORD_LAST_YEAR || role == HRB__WORD_PHASE || next.kind == HRB__TOKEN_YEAR;
        has_year = has_year || is_base;
        if (role == HRB__WORD_MORE || role == HRB__WORD_LESS || role == HRB__WORD_UNCHANGED)
            return has_year;
        if (!is_base && role != HRB__WORD_GLUE && next.kind != HRB__TOKEN_COMMA)
            return false;
    }
    return false;
}

/* 其中：工资福利支出770万元: a subject and its figure. */
bool hrb__claim_parts_next(const hrb__claims *c, const hrb__token *token)
{
    hrb__scanner scanner = hrb__claim_scan_from(c, token->at + token->length);
    bool has_subject = false;
    for (int i = 0; i < 4; i++) {
        hrb__token next = hrb__scanner_next(&scanner);
        bool is_word = next.kind == HRB__TOKEN_WORD;
        has_subject = has_subject || (is_word && (next.word->role == HRB__WORD_SUBJECT || next.word->role == HRB__WORD_APART));
        if (next.kind == HRB__TOKEN_AMOUNT)
            return has_subject;
        if (next.kind != HRB__TOKEN_COLON && next.kind != HRB__TOKEN_COMMA && !(is_word && (next.word->role == HRB__WORD_SUBJECT || next.word->role == HRB__WORD_APART || next.word->role == HRB__WORD_GLUE || next.word->role == HRB__WORD_SPENT)))
            return false;
    }
    return false;
}

/* What follows a topic that there is none of: nothing more, or that a plan was not made. */
static bool ends_here(const hrb__claims *c, size_t at, bool *is_plan)
{
    hrb__scanner scanner = hrb__claim_scan_from(c, at);
    for (int i = 0; i < 3; i++) {
        hrb__token next = hrb__scanner_next(&scanner);
        if (next.kind == HRB__TOKEN_WORD && next.word->role == HRB__WORD_PHASE && next.word->meaning.slot[HRB__PHASE] == HRB__PHASE_BUDGET)
            *is_plan = true;
        else if (next.kind == HRB__TOKEN_TEXT && next.length == 6 && memcmp(c->paragraph.data + next.at, "情况", 6) == 0)
            continue;
        else if (next.kind != HRB__TOKEN_WORD || (next.word->role != HRB__WORD_GLUE && next.word->role != HRB__WORD_SPENT))
            return next.kind == HRB__TOKEN_END || next.kind == HRB__TOKEN_STOP || next.kind == HRB__TOKEN_COMMA || next.kind == HRB__TOKEN_SEMICOLON;
    }
    return false;
}

/* 无国有资本经营预算财政拨款安排的预算, 未发生公务接待费: as good as 0. */
void hrb__claim_state_none(hrb__claims *c, const hrb__token *token)
{
    hrb__meaning meaning = c->frame.subject;
    hrb__token all = {.kind = HRB__TOKEN_AMOUNT, .at = c->previous.at, .length = token->at + token->length - c->previous.at, .quantum = 1};
    bool is_topic = meaning.slot[HRB__TOPIC] != 0, is_plan = false, is_of_fund = c->none_is_of_fund;
    c->is_negative = false;
    if (meaning.slot[HRB__FLOW] == 0 || meaning.slot[HRB__FUND] == 0 || c->in_reason)
        return;
    if (is_topic && (is_of_fund || !ends_here(c, token->at + token->length, &is_plan)))
        return;
    if (!is_topic && meaning.slot[HRB__FLOW] == c->word_expenditure)
        meaning.slot[HRB__NATURE] = c->word_total;
    if (is_topic && is_plan && c->document->is_final)
        meaning.slot[HRB__PHASE] = HRB__PHASE_BUDGET;
    if (is_topic && c->year != 0 && c->year != c->document->year)
        meaning.year = (uint16_t)c->year;
    uint32_t fact = hrb__claim_add_fact(c, &all, HRB_VALUE_FEN, 0, &meaning);
    if (is_topic && meaning.slot[HRB__PHASE] == 0 && meaning.year == 0)
        c->frame.value = fact;
}
