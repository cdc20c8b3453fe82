/* SPDX-License-Identifier: Apache-2.0 */
/* From the tokens of a paragraph to facts. A sentence names a subject, then
 * states its figure, then compares it: each word says what the next figure is,
 * and a figure belongs to it only if nothing unknown stands between. */
#include <glib.h>
#include <string.h>

#include "fact/claims.h"

#define NONE HRB__NO_FACT_INDEX

/* Increases that are told as the reasons of an increase cannot be more than it is; likewise decreases. */
static void close_reasons(hrb__claims *c)
{
    const hrb__fact *facts = c->document->facts;
    bool alike = c->reasons.count >= 2 && c->main.change != NONE;
    for (size_t i = 0; i < c->reasons.count && alike; i++)
        alike = facts[c->reasons.facts[i]].value > 0 && facts[c->main.change].value > 0;
    if (alike)
        hrb__claim_relate_parts(c, HRB__RELATION_REASONS, c->main.change, &c->reasons, NULL);
    c->reasons.count = 0;
}

static void end_sentence(hrb__claims *c, const hrb__token *token)
{
    if (c->in_reason && c->reason_is_empty)
        hrb__claim_add_issue(c, HRB__RULE_REASON_MISSING, c->reason_at, token->at - c->reason_at);
    if (c->in_reason)
        close_reasons(c);
    if (c->in_reason || c->in_purpose)
        c->frame = c->main;
    hrb__claim_close_kinds(c);
    c->in_reason = c->in_purpose = c->reason_is_empty = false;
    hrb__claim_clear_expectation(c);
    c->comparison = (hrb__comparison){0};
    c->frame.told_length = 0;
    c->counted_nature = c->counted_topic = 0;
    c->clean = false;
    c->name_start = token->at + token->length;
}

/* What stands in a bracket is said in passing: behind it, what was spoken of before it goes on. */
static void on_open(hrb__claims *c, const hrb__token *token)
{
    (void)token;
    if (c->aside.depth++ == 0)
        c->aside = (hrb__aside){1, c->frame, c->scope, c->spoken_of, c->item, c->has_item, c->item_has_figure, c->clean};
}

static void on_close(hrb__claims *c, const hrb__token *token)
{
    (void)token;
    if (c->aside.depth == 0 || --c->aside.depth > 0 || c->in_reason || c->in_purpose)
        return;
    /* 接待费、运行费（“三公”经费）: the bracket names what stands before it. */
    uint8_t outer = c->aside.frame.subject.slot[HRB__TOPIC], inner = c->frame.subject.slot[HRB__TOPIC];
    bool names_it = c->clean && c->aside.clean && outer != 0 && inner != 0 && c->aside.frame.value == NONE && c->frame.value == NONE;
    c->frame = names_it ? c->frame : c->aside.frame;
    c->scope = c->aside.scope;
    c->spoken_of = c->aside.spoken_of;
    c->item = c->aside.item;
    c->has_item = c->aside.has_item;
    c->item_has_figure = c->aside.item_has_figure;
    c->clean = c->clean && c->aside.clean;
}

static bool is_full_stop(const hrb__claims *c, const hrb__token *token)
{
    return token->kind == HRB__TOKEN_STOP && token->length == 3 && memcmp(c->paragraph.data + token->at, "。", 3) == 0;
}

static void on_stop(hrb__claims *c, const hrb__token *token)
{
    if (is_full_stop(c, token) && is_full_stop(c, &c->previous))
        hrb__claim_add_issue(c, HRB__RULE_STOP_DOUBLED, c->previous.at, token->at + token->length - c->previous.at);
    end_sentence(c, token);
    c->list_phase = 0;
    c->counted_last = (hrb__meaning){0};
    c->total_is_near = false;
    c->sentence_at = token->at + token->length;
    hrb__claim_end_peers(c);
    hrb__claim_end_told(c);
}

/* （一）收入预算，包括…。2026年年初预算数800万元: what the paragraph is about. */
static void note_head(hrb__claims *c)
{
    if (c->clean && c->is_entry && c->frame.has_subject && !c->states_something && c->sentence_at == 0 && c->head.slot[HRB__FLOW] == 0)
        c->head = c->frame.subject;
}

static void on_comma(hrb__claims *c, const hrb__token *token)
{
    hrb__comparison comparison = c->comparison;
    int32_t year = c->previous.kind == HRB__TOKEN_YEAR ? c->year : 0; /* 2021年，我局预算为20万元 */
    note_head(c);
    c->told_direction = 0;
    hrb__claim_clear_expectation(c);
    c->year = year;
    comparison.is_open = comparison.may_follow = false;
    comparison.is_behind = true;
    c->comparison = comparison;
    c->clean = false;
    c->clause_is_bare = true;
    c->name_start = token->at + token->length;
}

static void on_semicolon(hrb__claims *c, const hrb__token *token)
{
    if (c->aside.depth > 0 && c->in_reason) {
        on_comma(c, token); /* the reason goes on to the end of its bracket */
        return;
    }
    end_sentence(c, token);
    if (c->has_item)
        hrb__claim_end_item(c);
}

static void on_name_break(hrb__claims *c, const hrb__token *token)
{
    c->name_start = token->at + token->length;
}

/* A quotation mark that has no partner in its paragraph. */
static void on_open_quote(hrb__claims *c, const hrb__token *token)
{
    c->in_quote = true;
    c->quotes_opened++;
    c->first_open_quote = token->at + 1;
    on_name_break(c, token);
}

static void on_close_quote(hrb__claims *c, const hrb__token *token)
{
    c->in_quote = false;
    c->quotes_closed++;
    if (c->quotes_closed > c->quotes_opened && c->first_stray_quote == 0)
        c->first_stray_quote = token->at + 1;
}

static void report_quotes(hrb__claims *c)
{
    if (c->quotes_opened == c->quotes_closed)
        return;
    size_t place = c->first_stray_quote > 0 ? c->first_stray_quote : c->first_open_quote;
    hrb__claim_add_issue(c, HRB__RULE_QUOTES_UNBALANCED, place - 1, 3);
}

static void ignore(hrb__claims *c, const hrb__token *token)
{
    (void)c;
    (void)token;
}

typedef void (*token_handler)(hrb__claims *c, const hrb__token *token);

static const token_handler ON_TOKEN[HRB__TOKEN_KINDS] = {
    [HRB__TOKEN_END] = ignore,           [HRB__TOKEN_TEXT] = hrb__claim_on_plain_text,        [HRB__TOKEN_WORD] = hrb__claim_on_word,
    [HRB__TOKEN_AMOUNT] = hrb__claim_on_amount,     [HRB__TOKEN_COUNT] = hrb__claim_on_count,        [HRB__TOKEN_PERCENT] = hrb__claim_on_percent,
    [HRB__TOKEN_POINTS] = hrb__claim_on_text,       [HRB__TOKEN_NUMBER] = hrb__claim_on_number,      [HRB__TOKEN_BAD] = hrb__claim_on_bad,
    [HRB__TOKEN_YEAR] = hrb__claim_on_year,         [HRB__TOKEN_LEVEL] = hrb__claim_on_level,        [HRB__TOKEN_STOP] = on_stop,
    [HRB__TOKEN_SEMICOLON] = on_semicolon, [HRB__TOKEN_COMMA] = on_comma,      [HRB__TOKEN_PAUSE] = on_comma,
    [HRB__TOKEN_COLON] = on_name_break,  [HRB__TOKEN_OPEN] = on_open,          [HRB__TOKEN_CLOSE] = on_close,
    [HRB__TOKEN_OPEN_QUOTE] = on_open_quote, [HRB__TOKEN_CLOSE_QUOTE] = on_close_quote, [HRB__TOKEN_OPEN_TITLE] = hrb__claim_on_text,
    [HRB__TOKEN_CLOSE_TITLE] = hrb__claim_on_text,
};

static void begin_paragraph(hrb__claims *c, hrb__text paragraph)
{
    int level;
    c->paragraph = paragraph;
    c->previous = (hrb__token){0};
    c->frame = c->main = (hrb__frame){.value = NONE, .earlier = NONE, .budget = NONE, .change = NONE};
    if (c->has_heading_subject)
        c->frame.subject = c->heading_subject;
    c->frame.has_subject = c->clause_is_bare = c->has_heading_subject;
    c->in_reason = c->in_purpose = c->subject_is_fresh = c->total_is_near = false;
    c->aside.depth = 0;
    c->list_phase = 0;
    c->text_end = SIZE_MAX;
    c->counted_last = (hrb__meaning){0};
    c->last_comparison = (hrb__comparison){0};
    c->total = (hrb__meaning){0};
    c->comparison = (hrb__comparison){0};
    c->clean = false;
    hrb__claim_clear_expectation(c);
    hrb__claim_end_item(c);
    c->item_has_figure = c->in_quote = c->is_entry = false;
    c->spoken_of = c->unfunded = (hrb__meaning){0};
    c->opening_before = c->opening;
    c->opening_value_before = c->opening_value;
    c->opening = (hrb__meaning){0};
    c->opening_value = NONE;
    c->told_direction = 0;
    hrb__claim_end_peers(c);
    c->peers_before.count = 0;
    c->head = (hrb__meaning){0};
    c->sentence_at = 0;
    c->told = (hrb__list_told){0};
    c->states_something = false;
    c->counted_whole = NONE;
    c->counts_kinds = false;
    c->kinds.count = c->reasons.count = 0;
    c->quotes_opened = c->quotes_closed = c->first_open_quote = c->first_stray_quote = 0;
    c->name_start = 0;
    if (paragraph.length <= 9 && hrb__text_starts(paragraph, (hrb__text){"其中", 6})) /* alone on its line it is no ordinal: it opens a list */
        return;
    for (size_t n; (n = hrb__ordinal_length((hrb__text){paragraph.data + c->name_start, paragraph.length - c->name_start}, &level)) > 0;) {
        c->name_start += n;
        c->is_entry = true;
        while (c->name_start < paragraph.length && (paragraph.data[c->name_start] == ' ' || paragraph.data[c->name_start] == '\t'))
            c->name_start++;
    }
    if (c->heading_item.is_told && c->document->is_final)
        hrb__claim_take_heading_item(c);
    c->heading_item.is_told = false;
    c->item_end = 0;
}

/* Whether nothing but a colon or a stop follows. */
static bool ends_with_colon(const hrb__claims *c, size_t at)
{
    char folded[8];
    size_t rest = c->paragraph.length - at;
    size_t n = rest > 12 ? sizeof folded : hrb__text_fold((hrb__text){c->paragraph.data + at, rest}, folded, sizeof folded);
    return n == 0 || (n == 1 && folded[0] == ':') || (n == 3 && memcmp(folded, "。", 3) == 0);
}

/* 四、一般公共预算当年拨款情况说明: what items below it are of, unless their list says otherwise. */
static void note_section(hrb__claims *c)
{
    const hrb__meaning *subject = &c->frame.subject;
    bool is_heading = c->is_entry && !c->states_something && c->paragraph.length < 150 && !c->in_reason && !c->in_purpose;
    if (is_heading && !c->document->is_final)
        c->section_is_final = hrb__text_has(c->paragraph, HRB__TEXT("决算"));
    if (!is_heading || !c->frame.has_subject || subject->slot[HRB__FUND] == 0 || subject->function != 0)
        return;
    c->section = (hrb__meaning){0};
    if (subject->slot[HRB__TOPIC] != 0 || !c->is_spent[subject->slot[HRB__FUND]])
        return;
    c->section.slot[HRB__FLOW] = c->word_expenditure;
    c->section.slot[HRB__FUND] = subject->slot[HRB__FUND];
    c->section.slot[HRB__NATURE] = c->word_total;
}

/* A paragraph that names a 类 or 款 and states no figure heads the items below it. */
static void end_paragraph(hrb__claims *c)
{
    hrb__token end = {.kind = HRB__TOKEN_END, .at = (uint32_t)c->paragraph.length};
    bool is_heading = c->has_item && !c->item_has_figure && c->item.only.length == 0 && c->item.name[2].length == 0 && c->paragraph.length < 120;
    for (int level = 0; level < 2 && is_heading; level++)
        if (c->item.name[level].length > 0) {
            c->heading[level] = c->item.name[level];
            c->heading_digits[level] = c->item.digits[level];
            if (level == 0) {
                c->heading[1] = (hrb__text){NULL, 0};
                c->heading_digits[1] = -1;
            }
        }
    note_section(c);
    c->ends_in_reason = c->in_reason && !c->reason_is_empty;
    hrb__claim_note_heading_item(c);
    c->has_heading_subject = c->clean && c->frame.has_subject && !c->states_something && !c->has_item && !c->in_reason && !c->in_purpose && c->paragraph.length < 60;
    if (!c->heading_item.is_told)
        c->heading_subject = c->frame.subject;
    end_sentence(c, &end);
    report_quotes(c);
    /* A list whose word does not stand at the end of its paragraph is over with it. */
    if (c->list_word_end > 0 && !ends_with_colon(c, c->list_word_end)) {
        hrb__close_list(c);
        c->list_scope = (hrb__meaning){0};
    }
    c->list_word_end = 0;
}

/* A paragraph of this length is no heading and announces no list. */
#define LONG_PARAGRAPH 240

/* Whether a long paragraph has nothing to read: no digit, no reason (因), no mark out of order. Most of a disclosure tells
 * what the body is for. Bytes are looked at without branches: a character that only seems a digit costs a reading. */
static bool is_plain_prose(hrb__claims *c, hrb__text text)
{
    const unsigned char *p = (const unsigned char *)text.data;
    if (text.length < LONG_PARAGRAPH)
        return false;
    unsigned char found = 0;
    for (size_t i = 0; i + 1 < text.length; i++) {
        unsigned char digit = (unsigned char)(p[i] - '0') < 10, wide_digit = (p[i] == 0xBC) & ((unsigned char)(p[i + 1] - 0x90) < 10);
        found |= digit | wide_digit | ((p[i] == 0x9B) & (p[i + 1] == 0xA0));
    }
    found |= (unsigned char)(p[text.length - 1] - '0') < 10;
    return found == 0 && (!hrb__marks_in(&c->marks, text) || hrb__marks_in_order(&c->marks, text));
}

void hrb__check_marks(hrb__claims *c, hrb__text paragraph)
{
    hrb__scanner scanner;
    if (hrb__marks_in_order(&c->marks, paragraph))
        return;
    begin_paragraph(c, paragraph);
    hrb__scanner_begin(&scanner, c->document->rulebook->lexicon, paragraph);
    for (hrb__token token; (token = hrb__scanner_next(&scanner)).kind != HRB__TOKEN_END; c->previous = token)
        if (token.kind == HRB__TOKEN_STOP || token.kind == HRB__TOKEN_OPEN_QUOTE || token.kind == HRB__TOKEN_CLOSE_QUOTE)
            ON_TOKEN[token.kind](c, &token);
    report_quotes(c);
}

void hrb__read_claims(hrb__claims *c, hrb__text paragraph)
{
    hrb__scanner scanner;
    if (is_plain_prose(c, paragraph)) {
        c->states_something = c->ends_in_reason = false;
        return;
    }
    begin_paragraph(c, paragraph);
    hrb__scanner_begin(&scanner, c->document->rulebook->lexicon, paragraph);
    scanner.at = c->name_start;
    while (!c->document->out_of_memory) {
        hrb__token token = hrb__scanner_next(&scanner);
        if (token.kind == HRB__TOKEN_END)
            break;
        bool was_subject = token.kind == HRB__TOKEN_WORD && (token.word->role == HRB__WORD_SUBJECT || hrb__claim_says_nothing(c, token.word)) && !c->in_purpose;
        if (c->in_reason && token.kind != HRB__TOKEN_STOP && token.kind != HRB__TOKEN_COLON && token.at > c->reason_at && token.kind != HRB__TOKEN_SEMICOLON && token.kind != HRB__TOKEN_COMMA)
            c->reason_is_empty = false;
        ON_TOKEN[token.kind](c, &token);
        c->subject_is_fresh = c->subject_is_fresh && was_subject;
        c->previous = token;
    }
    end_paragraph(c);
}
