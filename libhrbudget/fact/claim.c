/* SPDX-License-Identifier: Apache-2.0 */
/* From the tokens of a paragraph to facts. A sentence names a subject, then
 * states its figure, then compares it: each word says what the next figure is,
 * and a figure belongs to it only if nothing unknown stands between. What a word
 * does is its role in the rulebook; there is one function a role. */
#include <glib.h>
#include <string.h>

#include "fact/narrative.h"

#define NONE HRB__NO_FACT_INDEX

static uint32_t offset_in_source(const hrb__claims *c, size_t at)
{
    return (uint32_t)((size_t)(c->paragraph.data - c->document->blocks.source.text) + at);
}

static void add_issue(hrb__claims *c, hrb__rule_kind kind, size_t at, size_t length)
{
    hrb__cell cell = {.offset = offset_in_source(c, at), .length = (uint32_t)length};
    hrb__add_issue(c->document, kind, HRB_OK, -1, -1, -1, cell);
}

/* --- Facts --- */

static uint32_t add_fact(hrb__claims *c, const hrb__token *token, hrb_value_kind kind, int64_t value, const hrb__meaning *meaning)
{
    hrb_document *document = c->document;
    hrb__fact *fact = hrb__add_fact(document);
    if (fact == NULL)
        return NONE;
    fact->meaning = *meaning;
    fact->value = value;
    fact->quantum = token->quantum;
    fact->offset = offset_in_source(c, token->at);
    fact->length = (uint32_t)token->length;
    fact->value_kind = (uint8_t)kind;
    fact->source = HRB__FROM_NARRATIVE;
    fact->code_text = meaning->function != 0 && (meaning->function & HRB__UNKNOWN_LINE) == 0 ? c->item_code_text : NULL;
    uint32_t index = (uint32_t)(document->fact_count - 1);
    c->states_something = true;
    if (meaning->year != 0) {
        const char *year = hrb__arena_printf(&document->arena, "%d", meaning->year);
        document->facts[index].year_text = year;
        document->out_of_memory = document->out_of_memory || year == NULL;
    }
    return index;
}

/* A figure whose sentence does not tell what it is: stated, but like nothing else. */
static uint32_t add_unknown(hrb__claims *c, const hrb__token *token, hrb_value_kind kind)
{
    hrb__meaning meaning = {.function = HRB__UNKNOWN_LINE | (uint32_t)(c->unknown_count++ & 0x3FFFFFFF)};
    return add_fact(c, token, kind, token->value, &meaning);
}

static void relate(hrb__claims *c, hrb__relation_kind kind, uint32_t a, uint32_t b, uint32_t third, const hrb__meaning *wanted)
{
    uint32_t facts[3] = {a, b, third};
    if (!hrb__add_relation(c->document, kind, facts, 3, wanted))
        c->document->out_of_memory = true;
}

/* --- Subjects --- */

static void clear_expectation(hrb__claims *c)
{
    c->phase = 0;
    c->has_phase = false;
    c->year = 0;
    c->direction = 0;
    c->in_share = c->in_completion = c->has_whole = c->is_negative = false;
    c->counted = NULL;
}

static void open_frame(hrb__claims *c, const hrb__meaning *subject)
{
    c->frame = (hrb__frame){.subject = *subject, .has_subject = true, .value = NONE, .earlier = NONE, .budget = NONE, .change = NONE};
    c->clean = true;
}

/* What a word means here: a word that names a flow stands for itself, another one refines what is spoken of. */
static hrb__meaning meaning_here(hrb__claims *c, const hrb__meaning *word)
{
    hrb__meaning meaning = *word;
    if (word->slot[HRB__FLOW] != 0)
        return meaning;
    meaning = c->in_reason && c->main.has_subject ? c->main.subject : c->scope;
    meaning.function = meaning.economic = 0;
    hrb__meaning_refine(&meaning, word);
    return meaning;
}

static void end_item(hrb__claims *c)
{
    c->has_item = false;
    c->item = (hrb__item){.digits = {-1, -1, -1}};
}

/* --- Items: functional codes by their names --- */

static hrb__text clean_name(hrb__text name)
{
    static const hrb__text OPENING[] = {{"“", 3}, {"”", 3}, {"\"", 1}, {"、", 3}, {"，", 3}, {"：", 3}, {"；", 3}, {"。", 3}, {"-", 1}, {"（", 3}, {"）", 3}};
    bool changed = true;
    name = hrb__text_trim(name);
    while (changed && name.length > 0) {
        changed = false;
        for (size_t i = 0; i < G_N_ELEMENTS(OPENING); i++)
            if (hrb__text_starts(name, OPENING[i])) {
                name = hrb__text_trim((hrb__text){name.data + OPENING[i].length, name.length - OPENING[i].length});
                changed = true;
            }
    }
    static const hrb__text CLOSING[] = {{"”", 3}, {"“", 3}, {"\"", 1}};
    for (size_t i = 0; i < G_N_ELEMENTS(CLOSING); i++)
        if (name.length > CLOSING[i].length && memcmp(name.data + name.length - CLOSING[i].length, CLOSING[i].data, CLOSING[i].length) == 0)
            name = hrb__text_trim((hrb__text){name.data, name.length - CLOSING[i].length});
    return name;
}

static hrb__text words_since(const hrb__claims *c, size_t end)
{
    return clean_name((hrb__text){c->paragraph.data + c->name_start, end - c->name_start});
}

/* The item stands complete: its code becomes the subject. */
static void settle_item(hrb__claims *c)
{
    hrb__item item = c->item;
    for (int level = 0; level < 2; level++)
        if (item.only.length == 0 && item.name[level].length == 0 && item.digits[level] < 0) {
            bool lower = item.name[level + 1].length > 0 || item.digits[level + 1] >= 0 || item.name[2].length > 0;
            if (lower) {
                item.name[level] = c->heading[level];
                item.digits[level] = c->heading_digits[level];
            }
        }
    c->item_code = hrb__item_code(c->items, &item);
    hrb__meaning subject = c->list_scope.slot[HRB__FLOW] != 0 ? c->list_scope : (hrb__meaning){0};
    if (subject.slot[HRB__FLOW] == 0) {
        subject.slot[HRB__FLOW] = c->word_expenditure;
        subject.slot[HRB__FUND] = c->word_fiscal;
        subject.slot[HRB__NATURE] = c->word_total;
    }
    subject.slot[HRB__TOPIC] = subject.slot[HRB__PHASE] = 0;
    c->item_code_text = NULL;
    if (c->item_code.digits != 0) {
        char digits[16];
        size_t n = hrb_code_format(c->item_code, digits, sizeof digits);
        c->item_code_text = hrb__arena_text(&c->document->arena, digits, n);
        c->document->out_of_memory = c->document->out_of_memory || c->item_code_text == NULL;
        subject.function = (uint32_t)c->item_code.digits;
    } else {
        subject.function = HRB__UNKNOWN_LINE | (uint32_t)(c->unknown_count++ & 0x3FFFFFFF);
    }
    open_frame(c, &subject);
    c->item_has_figure = false;
}

static void on_level(hrb__claims *c, const hrb__token *token)
{
    int level = token->level - 1;
    hrb__text name = words_since(c, token->at);
    if (name.length == 0 || name.length > 180) {
        c->clean = false;
        return;
    }
    if (!c->has_item || c->item_has_figure || c->item.name[level].length > 0)
        end_item(c);
    c->has_item = true;
    c->item.name[level] = name;
    c->item.digits[level] = (int32_t)token->value;
    c->name_start = token->at + token->length;
    if (level < 2)
        c->heading[level] = (hrb__text){NULL, 0}; /* until the paragraph turns out to be a heading */
    settle_item(c);
}

static void on_item(hrb__claims *c, const hrb__token *token)
{
    if (c->has_item && !c->item_has_figure && c->name_start == c->previous.at + c->previous.length) {
        c->clean = true; /* …（项）”科目: the levels have named it */
        return;
    }
    hrb__text name = words_since(c, token->at);
    if (c->has_item && !c->item_has_figure && name.length == 0) {
        c->clean = true;
        return;
    }
    end_item(c);
    if (name.length == 0 || name.length > 300)
        return;
    /* A path: 一般公共服务支出-统战事务-行政运行. */
    hrb__text part[3] = {name};
    size_t parts = 1;
    for (size_t i = 0; i < name.length && parts < 3; i++)
        if (name.data[i] == '-' && i > 0) {
            hrb__text *last = &part[parts - 1];
            size_t taken = (size_t)(name.data + i - last->data);
            part[parts] = (hrb__text){name.data + i + 1, last->length - taken - 1};
            last->length = taken;
            parts++;
        }
    c->item.only = parts == 1 ? hrb__text_trim(part[0]) : (hrb__text){NULL, 0};
    for (size_t i = 0; i < parts && parts > 1; i++)
        c->item.name[3 - parts + i] = hrb__text_trim(part[i]);
    c->has_item = true;
    settle_item(c);
}

/* --- What was stated last of a subject --- */

static void remember(hrb__claims *c, const hrb__meaning *meaning, uint32_t fact)
{
    struct hrb__recent *slot = &c->recent[c->recent_count++ % G_N_ELEMENTS(c->recent)];
    slot->meaning = *meaning;
    slot->fact = fact;
}

static uint32_t recall(const hrb__claims *c, const hrb__meaning *meaning)
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
static uint32_t frame_value(const hrb__claims *c)
{
    return c->frame.value != NONE ? c->frame.value : recall(c, &c->frame.subject);
}

/* --- Lists --- */

static void open_list(hrb__claims *c)
{
    hrb__close_list(c);
    c->list_scope = c->frame.has_subject ? c->frame.subject : c->scope;
    c->list_whole = frame_value(c);
    c->list.count = 0;
    c->list_is_open = true;
}

static void gather(hrb__claims *c, hrb__parts *parts, uint32_t fact)
{
    if (fact == NONE)
        return;
    if (!hrb__grow((void **)&parts->facts, parts->count, &parts->capacity, sizeof *parts->facts)) {
        c->document->out_of_memory = true;
        return;
    }
    parts->facts[parts->count++] = fact;
}

static void relate_parts(hrb__claims *c, hrb__relation_kind kind, uint32_t whole, const hrb__parts *parts, const hrb__meaning *wanted)
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

void hrb__close_list(hrb__claims *c)
{
    bool is_open = c->list_is_open;
    c->list_is_open = false;
    if (!is_open || c->list.count < 2)
        return;
    /* Items of several levels are not parts of one whole. */
    const hrb__fact *facts = c->document->facts;
    int32_t level = 0;
    for (size_t i = 0; i < c->list.count; i++) {
        uint32_t function = facts[c->list.facts[i]].meaning.function;
        int32_t this_level = (function & HRB__UNKNOWN_LINE) != 0 ? 0 : hrb_code_level((hrb_code){HRB_CODE_FUNCTION, (int32_t)function});
        if (level != 0 && this_level != 0 && this_level != level)
            return;
        level = level == 0 ? this_level : level;
    }
    relate_parts(c, HRB__RELATION_LIST, c->list_whole, &c->list, &c->list_scope);
}

/* --- Words --- */

static void on_text(hrb__claims *c, const hrb__token *token)
{
    (void)token;
    c->clean = false;
    c->counted = NULL;
    c->comparison.is_open = false;
}

static void on_glue(hrb__claims *c, const hrb__token *token)
{
    (void)c;
    (void)token;
}

/* 无国有资本经营预算财政拨款安排的预算: as good as 0. */
static void state_none(hrb__claims *c, const hrb__token *token)
{
    hrb__meaning meaning = c->frame.subject;
    hrb__token all = {.kind = HRB__TOKEN_AMOUNT, .at = c->previous.at, .length = token->at + token->length - c->previous.at, .quantum = 1};
    c->is_negative = false;
    if (meaning.slot[HRB__FLOW] == 0 || meaning.slot[HRB__FUND] == 0 || meaning.slot[HRB__TOPIC] != 0 || c->in_reason)
        return;
    if (meaning.slot[HRB__FLOW] == c->word_expenditure)
        meaning.slot[HRB__NATURE] = c->word_total;
    add_fact(c, &all, HRB_VALUE_FEN, 0, &meaning);
}

/* 本局收入预算 is ours; 财政专户管理资金收入预算 is a part that no word of the rulebook names. */
static bool names_owner(const hrb__claims *c, const hrb__token *text)
{
    static const char ENDINGS[] = "局院厅办部委处会中心队站所馆园校司署府门位室级体镇乡街道区市县庭团）)年";
    if (text->kind != HRB__TOKEN_TEXT || text->length < 3)
        return true;
    const char *last = c->paragraph.data + text->at + text->length - 3;
    for (const char *ending = ENDINGS; *ending != '\0';) {
        size_t n = (unsigned char)*ending < 0x80 ? 1 : 3;
        if (memcmp(last + 3 - n, ending, n) == 0)
            return true;
        ending += n;
    }
    return false;
}

static void on_subject(hrb__claims *c, const hrb__token *token)
{
    const hrb__meaning *word = &token->word->meaning;
    if (!hrb__meaning_has(&c->spoken_of, &token->word->within)) {
        on_text(c, token);
        return;
    }
    if (c->in_purpose)
        return;
    if (c->in_share) {
        c->whole = meaning_here(c, word);
        c->has_whole = true;
        return;
    }
    /* Inside a name in quotes or before （款）: part of the name. */
    hrb__meaning meaning;
    if (c->subject_is_fresh) {
        meaning = c->frame.subject;
        hrb__meaning_refine(&meaning, word);
    } else {
        meaning = meaning_here(c, word);
    }
    if (!c->in_reason) {
        end_item(c);
        if (word->slot[HRB__FLOW] != 0 && memcmp(&token->word->within, &(hrb__meaning){0}, sizeof(hrb__meaning)) == 0)
            c->spoken_of = meaning;
        if (word->slot[HRB__FLOW] != 0) {
            c->scope = meaning;
            c->scope.slot[HRB__TOPIC] = 0;
        }
    }
    open_frame(c, &meaning);
    c->subject_is_fresh = true;
    if (c->is_negative && c->previous.kind == HRB__TOKEN_WORD && c->previous.word->role == HRB__WORD_NONE)
        state_none(c, token);
    /* Where the words before it narrow it down to something unknown, its figures are not those of the subject. */
    if (!c->in_reason && c->previous.kind == HRB__TOKEN_TEXT && !names_owner(c, &c->previous))
        c->frame.has_subject = false;
}

static void on_counted(hrb__claims *c, const hrb__token *token)
{
    c->counted = token->word;
    c->clean = true;
}

static void on_phase(hrb__claims *c, const hrb__token *token)
{
    if (c->comparison.is_open || (c->comparison.is_stated && c->direction == 0 && c->previous.kind == HRB__TOKEN_YEAR)) {
        c->comparison.phase = token->word->meaning.slot[HRB__PHASE];
        return;
    }
    c->phase = token->word->meaning.slot[HRB__PHASE];
    c->has_phase = true;
    if (c->frame.has_subject)
        c->clean = true;
}

static void on_basis(hrb__claims *c, const hrb__token *token)
{
    (void)token;
    c->comparison = (hrb__comparison){.is_open = true};
}

static void on_last_year(hrb__claims *c, const hrb__token *token)
{
    (void)token;
    if (c->comparison.is_open)
        c->comparison = (hrb__comparison){.is_stated = true, .year = c->document->year - 1};
    else
        c->year = c->document->year - 1;
}

/* 主要原因是教育支出增加…: a 类 by its name, or something that cannot be told. */
static void open_class_frame(hrb__claims *c, size_t end)
{
    hrb__text name = words_since(c, end);
    hrb_code code = name.length == 0 || name.length > 60 ? (hrb_code){HRB_CODE_NONE, 0} : hrb__item_class(c->items, name);
    if (code.digits == 0) {
        c->clean = c->clean && name.length == 0;
        return;
    }
    char digits[16];
    size_t n = hrb_code_format(code, digits, sizeof digits);
    hrb__meaning subject = c->main.has_subject ? c->main.subject : c->scope;
    subject.function = (uint32_t)code.digits;
    c->item_code_text = hrb__arena_text(&c->document->arena, digits, n);
    c->document->out_of_memory = c->document->out_of_memory || c->item_code_text == NULL;
    open_frame(c, &subject);
}

static void on_direction(hrb__claims *c, const hrb__token *token)
{
    int direction = token->word->role == HRB__WORD_MORE ? 1 : -1;
    /* 增加（减少）: the form's own words were left in. */
    if (c->direction == -direction && c->previous.kind == HRB__TOKEN_OPEN) {
        add_issue(c, HRB__RULE_TEMPLATE_RESIDUE, c->direction_at, token->at + token->length - c->direction_at);
        return;
    }
    c->comparison.is_open = false;
    c->direction = direction;
    c->direction_at = token->at;
    c->in_share = c->in_completion = false;
    c->clean = c->frame.has_subject;
    if (c->in_reason && !c->subject_is_fresh && c->previous.kind != HRB__TOKEN_PERCENT)
        open_class_frame(c, token->at);
}

static uint8_t change_phase(const hrb__claims *c)
{
    return c->comparison.phase == HRB__PHASE_EXECUTED ? HRB__PHASE_CHANGE_FROM_EXECUTED : HRB__PHASE_CHANGE;
}

/* Whether a change explains that of the main subject as one of its parts: a 类, or a source of revenue. */
static bool subject_of_reason(const hrb__claims *c)
{
    const hrb__meaning *main = &c->main.subject, *part = &c->frame.subject;
    return c->main.has_subject && main->function == 0 && main->slot[HRB__TOPIC] == 0 && part->slot[HRB__FLOW] == main->slot[HRB__FLOW] &&
           ((part->function != 0 && part->slot[HRB__FUND] == main->slot[HRB__FUND]) || (part->function == 0 && part->slot[HRB__FUND] != main->slot[HRB__FUND]));
}

static uint32_t add_change(hrb__claims *c, const hrb__token *token, int64_t value)
{
    hrb__meaning meaning = c->frame.subject;
    meaning.slot[HRB__PHASE] = change_phase(c);
    uint32_t fact = add_fact(c, token, HRB_VALUE_FEN, value, &meaning);
    c->frame.change = fact;
    uint32_t value_fact = c->in_reason ? NONE : frame_value(c);
    if (c->in_reason && subject_of_reason(c))
        gather(c, &c->reasons, fact);
    if (fact != NONE && value_fact != NONE)
        relate(c, HRB__RELATION_CHANGE, value_fact, c->frame.earlier, fact, NULL);
    return fact;
}

static void on_unchanged(hrb__claims *c, const hrb__token *token)
{
    bool compared = c->comparison.is_stated || c->comparison.is_open;
    c->comparison.is_open = false;
    if (!compared || !c->frame.has_subject || c->in_reason || c->in_purpose)
        return;
    hrb__token zero = *token;
    zero.quantum = c->frame.value == NONE ? 1 : c->document->facts[c->frame.value].quantum;
    add_change(c, &zero, 0);
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
    (void)token;
    c->in_completion = true;
    c->in_share = false;
    c->direction = 0;
}

static void on_list(hrb__claims *c, const hrb__token *token)
{
    /* 主要安排如下: the purpose is the list. */
    if (c->in_purpose && c->previous.kind == HRB__TOKEN_WORD && c->previous.word->role == HRB__WORD_PURPOSE) {
        c->in_purpose = false;
        c->frame = c->main;
    }
    if (c->in_reason || c->in_purpose)
        return;
    if (c->counted_whole != NONE) {
        c->counts_kinds = true;
        return;
    }
    open_list(c);
    c->list_word_end = token->at + token->length;
}

static void on_reason(hrb__claims *c, const hrb__token *token)
{
    if (!c->in_reason && !c->in_purpose)
        c->main = c->frame;
    c->in_reason = c->reason_is_empty = c->states_something = true;
    c->reason_at = token->at;
    c->frame.has_subject = c->main.has_subject;
    c->name_start = token->at + token->length;
    clear_expectation(c);
    c->clean = false;
}

static void on_purpose(hrb__claims *c, const hrb__token *token)
{
    (void)token;
    if (!c->in_reason && !c->in_purpose)
        c->main = c->frame;
    c->in_purpose = true;
    c->clean = false;
}

static void on_none(hrb__claims *c, const hrb__token *token)
{
    (void)token;
    c->is_negative = true;
}

static void on_limit(hrb__claims *c, const hrb__token *token)
{
    (void)c;
    (void)token;
}

typedef void (*word_handler)(hrb__claims *c, const hrb__token *token);
static const word_handler ON_WORD[HRB__WORD_ROLES] = {
    [HRB__WORD_GLUE] = on_glue,           [HRB__WORD_SUBJECT] = on_subject,     [HRB__WORD_COUNTED] = on_counted,
    [HRB__WORD_ITEM] = on_item,           [HRB__WORD_PHASE] = on_phase,         [HRB__WORD_BASIS] = on_basis,
    [HRB__WORD_LAST_YEAR] = on_last_year, [HRB__WORD_MORE] = on_direction,      [HRB__WORD_LESS] = on_direction,
    [HRB__WORD_UNCHANGED] = on_unchanged, [HRB__WORD_SHARE] = on_share,         [HRB__WORD_COMPLETED] = on_completed,
    [HRB__WORD_LIST] = on_list,           [HRB__WORD_REASON] = on_reason,       [HRB__WORD_PURPOSE] = on_purpose,
    [HRB__WORD_NONE] = on_none,           [HRB__WORD_LIMIT] = on_limit,
};

/* --- Figures --- */

/* 100万元（含）以上: a threshold, which states nothing. */
static bool is_threshold(const hrb__claims *c, const hrb__token *token)
{
    size_t at = token->at + token->length, length;
    const hrb__word *word = hrb__lexicon_match(c->document->rulebook->lexicon, c->paragraph.data + at, c->paragraph.length - at, &length);
    return word != NULL && word->role == HRB__WORD_LIMIT;
}

/* The phase of a figure that is neither a change nor compared; 0 is the document's own. */
static uint8_t own_phase(const hrb__claims *c)
{
    uint8_t own = c->document->is_final ? HRB__PHASE_FINAL : HRB__PHASE_BUDGET;
    return c->phase == own ? 0 : c->phase;
}

static hrb__cell span_of(const hrb__claims *c, hrb__text text)
{
    bool is_here = text.length > 0 && text.data >= c->paragraph.data && text.data <= c->paragraph.data + c->paragraph.length;
    return is_here ? (hrb__cell){.offset = offset_in_source(c, (size_t)(text.data - c->paragraph.data)), .length = (uint32_t)text.length} : (hrb__cell){0};
}

static void note_item(hrb__claims *c, uint32_t fact)
{
    hrb_document *document = c->document;
    if (!hrb__grow((void **)&document->narrated, document->narrated_count, &document->narrated_capacity, sizeof *document->narrated)) {
        document->out_of_memory = true;
        return;
    }
    hrb__narrated *narrated = &document->narrated[document->narrated_count++];
    *narrated = (hrb__narrated){.code = c->item_code, .fact = fact, .in_list = c->list_is_open, .only = span_of(c, c->item.only)};
    for (int level = 0; level < 3; level++) {
        narrated->digits[level] = c->item.digits[level];
        narrated->name[level] = span_of(c, c->item.name[level]);
    }
}

static void state_amount(hrb__claims *c, const hrb__token *token)
{
    const hrb_document *document = c->document;
    hrb__meaning meaning = c->frame.subject;
    uint8_t phase = own_phase(c);
    if (phase != 0)
        meaning.slot[HRB__PHASE] = phase;
    int32_t year = c->year;
    if (phase == HRB__PHASE_EXECUTED && year == 0 && !document->is_final)
        year = document->year - 1;
    bool is_own = (year == 0 || year == document->year || document->year == 0) && phase != HRB__PHASE_EXECUTED;
    if (!is_own)
        meaning.year = (uint16_t)year;
    uint32_t fact = add_fact(c, token, HRB_VALUE_FEN, token->value, &meaning);
    if (!is_own) {
        c->frame.earlier = fact;
        return;
    }
    if (phase == HRB__PHASE_BUDGET) {
        c->frame.budget = fact;
    } else if (phase == 0) {
        bool is_first = !c->item_has_figure;
        if (c->has_item && !c->in_reason) {
            c->item_has_figure = true;
            if (is_first) {
                if (c->list_is_open)
                    gather(c, &c->list, fact);
                note_item(c, fact);
            }
        }
        c->frame.value = fact;
        remember(c, &c->frame.subject, fact);
    }
}

/* 2．社会保障和就业支出1608.51万元: in a list, the words before the first figure are the name of an item. */
static void try_bare_item(hrb__claims *c, size_t end)
{
    static const hrb__text TAILS[] = {{"为", 3}, {"共", 3}, {"预算", 6}, {"安排", 6}};
    hrb__text name = words_since(c, end);
    for (size_t i = 0; i < G_N_ELEMENTS(TAILS); i++)
        if (name.length > TAILS[i].length && memcmp(name.data + name.length - TAILS[i].length, TAILS[i].data, TAILS[i].length) == 0)
            name.length -= TAILS[i].length;
    if (name.length < 6 || name.length > 120)
        return;
    hrb__item item = {.digits = {-1, -1, -1}, .only = name};
    hrb_code code = hrb__item_class(c->items, name);
    if (code.digits == 0)
        code = hrb__item_code(c->items, &item);
    if (code.digits == 0)
        return;
    c->item = item;
    c->has_item = true;
    settle_item(c);
}

static void on_amount(hrb__claims *c, const hrb__token *token)
{
    if (is_threshold(c, token))
        return;
    if (c->list_is_open && c->is_entry && !c->clean && !c->has_item && !c->frame.has_subject && !c->in_purpose && !c->in_reason)
        try_bare_item(c, token->at);
    c->is_entry = false; /* only its first figure is that of its name */
    if (token->is_rate || c->in_purpose || !c->frame.has_subject || !c->clean) {
        add_unknown(c, token, HRB_VALUE_FEN);
    } else if (c->direction != 0) {
        add_change(c, token, c->direction * token->value);
    } else if (!c->in_reason) {
        state_amount(c, token);
    } else {
        add_unknown(c, token, HRB_VALUE_FEN);
    }
    clear_expectation(c);
    c->clean = false;
}

static void state_growth(hrb__claims *c, const hrb__token *token)
{
    hrb__meaning meaning = c->frame.subject;
    meaning.slot[HRB__PHASE] = change_phase(c);
    uint32_t fact = add_fact(c, token, HRB_VALUE_PERCENT_BP, c->direction * token->value, &meaning);
    if (fact == NONE || c->in_reason)
        return;
    hrb__meaning wanted = c->frame.subject;
    if (c->frame.earlier != NONE)
        relate(c, HRB__RELATION_GROWTH, fact, frame_value(c), c->frame.earlier, &wanted);
    else if (c->frame.change != NONE)
        relate(c, HRB__RELATION_INCREASE, fact, frame_value(c), c->frame.change, &wanted);
}

static void state_share(hrb__claims *c, const hrb__token *token)
{
    hrb__meaning meaning = c->frame.subject;
    meaning.slot[HRB__PHASE] = 0;
    uint32_t fact = add_fact(c, token, HRB_VALUE_PERCENT_BP, token->value, &meaning);
    if (fact == NONE || c->frame.value == NONE)
        return;
    if (c->has_whole)
        relate(c, HRB__RELATION_SHARE, fact, c->frame.value, recall(c, &c->whole), &c->whole);
    else if (c->list_is_open && (c->list_whole != NONE || c->list_scope.slot[HRB__FLOW] != 0))
        relate(c, HRB__RELATION_SHARE, fact, c->frame.value, c->list_whole, &c->list_scope);
}

static void state_completion(hrb__claims *c, const hrb__token *token)
{
    uint32_t fact = add_fact(c, token, HRB_VALUE_PERCENT_BP, token->value, &c->frame.subject);
    if (fact == NONE || c->frame.value == NONE)
        return;
    hrb__meaning wanted = c->frame.subject;
    wanted.slot[HRB__PHASE] = HRB__PHASE_BUDGET;
    relate(c, HRB__RELATION_COMPLETED, fact, c->frame.value, c->frame.budget, &wanted);
}

static void on_percent(hrb__claims *c, const hrb__token *token)
{
    if (!c->frame.has_subject || c->in_purpose || (c->direction != 0 && !c->clean))
        add_unknown(c, token, HRB_VALUE_PERCENT_BP);
    else if (c->direction != 0)
        state_growth(c, token);
    else if (c->in_share && !c->in_reason)
        state_share(c, token);
    else if (c->in_completion && !c->in_reason)
        state_completion(c, token);
    else
        add_unknown(c, token, HRB_VALUE_PERCENT_BP);
    clear_expectation(c);
    c->clean = false;
}

static void close_kinds(hrb__claims *c)
{
    if (c->counts_kinds && c->kinds.count >= 3)
        relate_parts(c, HRB__RELATION_COUNTS, c->counted_whole, &c->kinds, NULL);
    c->kinds.count = 0;
    c->counted_whole = NONE;
    c->counts_kinds = false;
}

static void on_count(hrb__claims *c, const hrb__token *token)
{
    const hrb__word *counted = c->counted;
    size_t at = token->at + token->length - token->unit.length, length;
    if (counted == NULL)
        counted = hrb__lexicon_match(c->document->rulebook->lexicon, c->paragraph.data + at, c->paragraph.length - at, &length);
    hrb__token whole_number = *token;
    whole_number.value = token->value / 100;
    whole_number.quantum = 1;
    bool is_kind = c->counts_kinds && counted == NULL && hrb__text_equals(token->unit, c->counted_unit);
    if (token->decimals == 0 && counted != NULL && counted->role == HRB__WORD_COUNTED) {
        uint32_t fact = add_fact(c, &whole_number, HRB_VALUE_COUNT, whole_number.value, &counted->meaning);
        close_kinds(c);
        c->counted_whole = fact;
        c->counted_unit = token->unit;
    } else if (token->decimals == 0 && is_kind) {
        gather(c, &c->kinds, add_unknown(c, &whole_number, HRB_VALUE_COUNT));
    }
    clear_expectation(c);
    c->clean = false;
}

/* A number without a unit where one was to come: 增长13.95。 and 决算为4.19。 */
static void on_number(hrb__claims *c, const hrb__token *token)
{
    bool awaited = c->clean && c->frame.has_subject && token->decimals > 0 && !c->in_purpose;
    if (awaited) {
        add_issue(c, HRB__RULE_TEXT_UNIT_MISSING, token->at, token->length);
        if (c->direction != 0 && !c->in_reason)
            state_growth(c, token);
    }
    clear_expectation(c);
    c->clean = false;
}

static void on_year(hrb__claims *c, const hrb__token *token)
{
    if (!c->comparison.is_open) {
        c->year = (int32_t)token->value;
        return;
    }
    c->comparison = (hrb__comparison){.is_stated = true, .year = (int32_t)token->value};
    int32_t own = c->document->year;
    if (own != 0 && c->frame.has_subject && !c->in_purpose && c->comparison.year >= own && c->comparison.year <= own + 1)
        add_issue(c, HRB__RULE_YEAR_OF_BASIS, token->at, token->length);
}

/* --- Marks --- */

/* Increases that are told as the reasons of an increase cannot be more than it is; likewise decreases. */
static void close_reasons(hrb__claims *c)
{
    const hrb__fact *facts = c->document->facts;
    bool alike = c->reasons.count >= 2 && c->main.change != NONE;
    for (size_t i = 0; i < c->reasons.count && alike; i++)
        alike = facts[c->reasons.facts[i]].value > 0 && facts[c->main.change].value > 0;
    if (alike)
        relate_parts(c, HRB__RELATION_REASONS, c->main.change, &c->reasons, NULL);
    c->reasons.count = 0;
}

static void end_sentence(hrb__claims *c, const hrb__token *token)
{
    if (c->in_reason && c->reason_is_empty)
        add_issue(c, HRB__RULE_REASON_MISSING, c->reason_at, token->at - c->reason_at);
    if (c->in_reason)
        close_reasons(c);
    if (c->in_reason || c->in_purpose)
        c->frame = c->main;
    close_kinds(c);
    c->in_reason = c->in_purpose = c->reason_is_empty = false;
    clear_expectation(c);
    c->comparison = (hrb__comparison){0};
    c->clean = false;
    c->name_start = token->at + token->length;
}

static void on_stop(hrb__claims *c, const hrb__token *token)
{
    if (c->previous.kind == HRB__TOKEN_STOP && memcmp(c->paragraph.data + token->at, "。", 3) == 0 && memcmp(c->paragraph.data + c->previous.at, "。", 3) == 0)
        add_issue(c, HRB__RULE_STOP_DOUBLED, c->previous.at, token->at + token->length - c->previous.at);
    end_sentence(c, token);
}

static void on_semicolon(hrb__claims *c, const hrb__token *token)
{
    end_sentence(c, token);
    if (c->has_item)
        end_item(c);
}

static void on_comma(hrb__claims *c, const hrb__token *token)
{
    hrb__comparison comparison = c->comparison;
    clear_expectation(c);
    comparison.is_open = false;
    c->comparison = comparison;
    c->clean = false;
    c->name_start = token->at + token->length;
}

static void on_name_break(hrb__claims *c, const hrb__token *token)
{
    c->name_start = token->at + token->length;
}

static void on_word(hrb__claims *c, const hrb__token *token)
{
    /* 比 and 与 open a comparison only right before its year. */
    if (c->comparison.is_open && token->word->role != HRB__WORD_LAST_YEAR && token->word->role != HRB__WORD_GLUE && token->word->role != HRB__WORD_PHASE)
        c->comparison.is_open = false;
    /* Words inside quotation marks are a name, whatever they would say outside. */
    if (c->in_quote)
        on_text(c, token);
    else
        ON_WORD[token->word->role](c, token);
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
    add_issue(c, HRB__RULE_QUOTES_UNBALANCED, place - 1, 3);
}

static void on_bad(hrb__claims *c, const hrb__token *token)
{
    add_issue(c, HRB__RULE_FIGURE_UNREADABLE, token->at, MIN(token->length, 64));
    clear_expectation(c);
    c->clean = false;
}

static void ignore(hrb__claims *c, const hrb__token *token)
{
    (void)c;
    (void)token;
}

typedef void (*token_handler)(hrb__claims *c, const hrb__token *token);
static const token_handler ON_TOKEN[HRB__TOKEN_KINDS] = {
    [HRB__TOKEN_END] = ignore,           [HRB__TOKEN_TEXT] = on_text,          [HRB__TOKEN_WORD] = on_word,
    [HRB__TOKEN_AMOUNT] = on_amount,     [HRB__TOKEN_COUNT] = on_count,        [HRB__TOKEN_PERCENT] = on_percent,
    [HRB__TOKEN_POINTS] = on_text,       [HRB__TOKEN_NUMBER] = on_number,      [HRB__TOKEN_BAD] = on_bad,
    [HRB__TOKEN_YEAR] = on_year,         [HRB__TOKEN_LEVEL] = on_level,        [HRB__TOKEN_STOP] = on_stop,
    [HRB__TOKEN_SEMICOLON] = on_semicolon, [HRB__TOKEN_COMMA] = on_comma,      [HRB__TOKEN_PAUSE] = on_comma,
    [HRB__TOKEN_COLON] = on_name_break,  [HRB__TOKEN_OPEN] = ignore,           [HRB__TOKEN_CLOSE] = ignore,
    [HRB__TOKEN_OPEN_QUOTE] = on_open_quote, [HRB__TOKEN_CLOSE_QUOTE] = on_close_quote, [HRB__TOKEN_OPEN_TITLE] = on_text,
    [HRB__TOKEN_CLOSE_TITLE] = on_text,
};

static void begin_paragraph(hrb__claims *c, hrb__text paragraph)
{
    int level;
    c->paragraph = paragraph;
    c->previous = (hrb__token){0};
    c->frame = c->main = (hrb__frame){.value = NONE, .earlier = NONE, .budget = NONE, .change = NONE};
    c->in_reason = c->in_purpose = c->subject_is_fresh = false;
    c->comparison = (hrb__comparison){0};
    c->clean = false;
    clear_expectation(c);
    end_item(c);
    c->item_has_figure = c->in_quote = c->is_entry = false;
    c->spoken_of = (hrb__meaning){0};
    c->states_something = false;
    c->counted_whole = NONE;
    c->counts_kinds = false;
    c->kinds.count = c->reasons.count = 0;
    c->quotes_opened = c->quotes_closed = c->first_open_quote = c->first_stray_quote = 0;
    c->name_start = 0;
    for (size_t n; (n = hrb__ordinal_length((hrb__text){paragraph.data + c->name_start, paragraph.length - c->name_start}, &level)) > 0;) {
        c->name_start += n;
        c->is_entry = true;
        while (c->name_start < paragraph.length && (paragraph.data[c->name_start] == ' ' || paragraph.data[c->name_start] == '\t'))
            c->name_start++;
    }
}

/* Whether nothing but a colon or a stop follows. */
static bool ends_with_colon(const hrb__claims *c, size_t at)
{
    char folded[8];
    size_t rest = c->paragraph.length - at;
    size_t n = rest > 12 ? sizeof folded : hrb__text_fold((hrb__text){c->paragraph.data + at, rest}, folded, sizeof folded);
    return n == 0 || (n == 1 && folded[0] == ':') || (n == 3 && memcmp(folded, "。", 3) == 0);
}

/* A paragraph that names a 类 or 款 and states no figure heads the items below it. */
static void end_paragraph(hrb__claims *c)
{
    hrb__token end = {.kind = HRB__TOKEN_END, .at = c->paragraph.length};
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
    c->ends_in_reason = c->in_reason && !c->reason_is_empty;
    end_sentence(c, &end);
    report_quotes(c);
    /* A list whose word does not stand at the end of its paragraph is over with it. */
    if (c->list_word_end > 0 && !ends_with_colon(c, c->list_word_end)) {
        hrb__close_list(c);
        c->list_scope = (hrb__meaning){0};
    }
    c->list_word_end = 0;
}

void hrb__read_claims(hrb__claims *c, hrb__text paragraph)
{
    hrb__scanner scanner;
    begin_paragraph(c, paragraph);
    hrb__scanner_begin(&scanner, c->document->rulebook->lexicon, paragraph);
    scanner.at = c->name_start;
    while (!c->document->out_of_memory) {
        hrb__token token = hrb__scanner_next(&scanner);
        if (token.kind == HRB__TOKEN_END)
            break;
        bool was_subject = token.kind == HRB__TOKEN_WORD && (token.word->role == HRB__WORD_SUBJECT || token.word->role == HRB__WORD_GLUE) && !c->in_purpose;
        if (c->in_reason && token.kind != HRB__TOKEN_STOP && token.kind != HRB__TOKEN_COLON && token.at > c->reason_at && token.kind != HRB__TOKEN_SEMICOLON && token.kind != HRB__TOKEN_COMMA)
            c->reason_is_empty = false;
        ON_TOKEN[token.kind](c, &token);
        c->subject_is_fresh = c->subject_is_fresh && was_subject;
        c->previous = token;
    }
    end_paragraph(c);
}
