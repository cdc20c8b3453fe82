/* SPDX-License-Identifier: Apache-2.0 */
/* The paragraphs outside the tables, one after the other. */
#include "fact/narrative.h"
#include "fact/project.h"

#include <glib.h>

#define WAN_HUNDREDTH INT64_C(10000) /* 0.01万元 in fen */

bool hrb__add_relation(hrb_document *document, hrb__relation_kind kind, const uint32_t *facts, size_t count, const hrb__meaning *wanted)
{
    if (!hrb__grow((void **)&document->relations, document->relation_count, &document->relation_capacity, sizeof *document->relations))
        return false;
    hrb__relation relation = {.kind = kind, .first = (uint32_t)document->related_count, .count = (uint32_t)count};
    if (wanted != NULL)
        relation.wanted = *wanted;
    for (size_t i = 0; i < count; i++) {
        if (!hrb__grow((void **)&document->related, document->related_count, &document->related_capacity, sizeof *document->related))
            return false;
        document->related[document->related_count++] = facts[i];
    }
    document->relations[document->relation_count++] = relation;
    return true;
}

static uint8_t word_number(const hrb_rulebook *book, hrb__slot slot, const char *word)
{
    for (guint i = 1; i < book->words[slot]->len; i++)
        if (strcmp(g_ptr_array_index(book->words[slot], i), word) == 0)
            return (uint8_t)i;
    return UINT8_MAX; /* a rulebook without the word: no figure ever has it */
}

static void begin(hrb__claims *c, hrb_document *document)
{
    const hrb_rulebook *book = document->rulebook;
    const char *text = document->blocks.source.text;
    *c = (hrb__claims){.document = document, .marks = {text, text, text + document->blocks.source.length}, .list_whole = HRB__NO_FACT_INDEX, .heading_digits = {-1, -1}};
    c->word_total = word_number(book, HRB__NATURE, "total");
    c->word_revenue = word_number(book, HRB__FLOW, "revenue");
    c->word_expenditure = word_number(book, HRB__FLOW, "expenditure");
    c->word_fiscal = word_number(book, HRB__FUND, "fiscal");
    c->word_all = word_number(book, HRB__FUND, "all");
    c->word_carry_over = word_number(book, HRB__FUND, "carry_over");
    c->word_carried_in = word_number(book, HRB__PHASE, "carried_in");
    c->word_with_carry_over = word_number(book, HRB__PHASE, "with_carry_over");
    c->word_surplus_used = word_number(book, HRB__PHASE, "surplus_used");
    c->word_surplus_allocated = word_number(book, HRB__PHASE, "surplus_allocated");
    c->word_persons = word_number(book, HRB__NATURE, "persons");
    c->word_of_last_year = word_number(book, HRB__PHASE, "of_last_year");
    c->word_to_buy = word_number(book, HRB__NATURE, "to_buy");
    c->word_basic = word_number(book, HRB__NATURE, "basic");
    c->word_personnel = word_number(book, HRB__NATURE, "personnel");
    c->word_public_operating = word_number(book, HRB__NATURE, "public_operating");
    c->word_adjusted = word_number(book, HRB__PHASE, "adjusted_budget");
    for (guint i = 0; i < book->sentence_words->len; i++) {
        const hrb__meaning *word = &g_array_index(book->sentence_words, hrb__word, i).meaning;
        c->is_spent[word->slot[HRB__FUND]] |= word->slot[HRB__FLOW] == c->word_expenditure;
    }
    c->items = hrb__item_index_new(document);
    document->out_of_memory = document->out_of_memory || c->items == NULL;
}

/* 一、 begins a section: the list above it is at its end. */
static bool begins_section(hrb__text text)
{
    int level = 0;
    return hrb__ordinal_length(text, &level) > 0 && level == 1;
}

static bool ends_in_mark(hrb__text text)
{
    static const hrb__text ENDS[] = {{"。", 3}, {"；", 3}, {"：", 3}, {"！", 3}, {"？", 3}, {"”", 3}, {"）", 3}, {"》", 3}, {"…", 3}, {":", 1}, {";", 1}, {".", 1}};
    for (size_t i = 0; i < G_N_ELEMENTS(ENDS); i++)
        if (text.length >= ENDS[i].length && memcmp(text.data + text.length - ENDS[i].length, ENDS[i].data, ENDS[i].length) == 0)
            return true;
    return false;
}

/* Whether a paragraph breaks off: no mark at its end, and too long for a heading, or a figure without its unit. */
static bool breaks_off(hrb__text text)
{
    if (ends_in_mark(text))
        return false;
    bool is_sentence = hrb__text_has(text, (hrb__text){"，", 3}) || hrb__text_has(text, (hrb__text){"。", 3});
    return (text.length >= 60 && is_sentence) || text.length >= 105 || (text.length > 0 && g_ascii_isdigit(text.data[text.length - 1]) && text.length >= 20);
}

/* The only text of a row that is a paragraph; "" otherwise. */
static hrb__text paragraph_of(const hrb__blocks *blocks, size_t row)
{
    const hrb__row *r = &blocks->rows[row];
    return r->is_grid || r->cell_count != 1 ? (hrb__text){NULL, 0} : hrb__row_text(blocks, r, 0);
}

/* Lines of a page that are one paragraph: a reader may have kept them apart. *row is moved to the last of them. */
static hrb__text whole_paragraph(const hrb_document *document, size_t *row, size_t end)
{
    const hrb__blocks *blocks = &document->blocks;
    hrb__text text = paragraph_of(blocks, *row);
    while (text.length > 0 && *row + 1 < end && breaks_off(text)) {
        hrb__text next = paragraph_of(blocks, *row + 1);
        int level;
        const char *stop = text.data + text.length;
        if (next.length == 0 || next.data < stop || hrb__ordinal_length(next, &level) > 0 ||
            hrb__text_trim((hrb__text){stop, (size_t)(next.data - stop)}).length > 0)
            break;
        text.length = (size_t)(next.data + next.length - text.data);
        ++*row;
    }
    return text;
}

/* Trailing zeros get dropped (686万元 beside 124.29万元): the figures of a narrative are as precise as its most precise ones. */
static void align_precision(hrb_document *document, size_t first)
{
    size_t precise = 0;
    for (size_t i = first; i < document->fact_count; i++)
        precise += document->facts[i].value_kind == HRB_VALUE_FEN && document->facts[i].quantum == WAN_HUNDREDTH;
    if (precise < 2)
        return;
    for (size_t i = first; i < document->fact_count; i++) {
        hrb__fact *fact = &document->facts[i];
        if (fact->value_kind == HRB_VALUE_FEN && (fact->quantum == WAN_HUNDREDTH * 10 || fact->quantum == WAN_HUNDREDTH * 100))
            fact->quantum = WAN_HUNDREDTH;
    }
}

/* Paragraphs with figures that follow each other. */
typedef struct entries {
    size_t stopped; /* that end in a full stop */
    hrb__text open; /* the last one, if it ends in no mark */
    bool open_is_reason;
} entries;

/* An entry or a reason without a stop at its end, where the paragraphs before it have one. */
static void look_for_stop(hrb__claims *claims, hrb__text text, entries *e)
{
    static const hrb__text STOP = {"。", 3};
    int level;
    bool is_entry = hrb__ordinal_length(text, &level) > 0;
    if (e->open.length > 0 && e->stopped >= 2 && (is_entry || e->open_is_reason)) {
        size_t tail = e->open.length > 60 ? e->open.length - 60 : 0;
        while (tail > 0 && ((unsigned char)e->open.data[tail] & 0xC0) == 0x80)
            tail++;
        hrb__cell cell = {.offset = (uint32_t)((size_t)(e->open.data - claims->document->blocks.source.text) + tail), .length = (uint32_t)(e->open.length - tail)};
        hrb__add_issue(claims->document, HRB__RULE_STOP_MISSING, HRB_OK, -1, -1, -1, cell);
    }
    e->open = (hrb__text){NULL, 0};
    bool has_stop = text.length > 3 && memcmp(text.data + text.length - 3, STOP.data, 3) == 0;
    if (!claims->states_something) {
        e->stopped = has_stop ? e->stopped : 0;
        return;
    }
    e->stopped += has_stop;
    e->open_is_reason = claims->ends_in_reason;
    if (!has_stop && ((unsigned char)text.data[text.length - 1] >= 0x80) && (breaks_off(text) || claims->ends_in_reason) && (is_entry || claims->ends_in_reason))
        e->open = text;
}

static void read_paragraph(hrb__claims *claims, hrb__text text, entries *e)
{
    if (text.length == 0)
        return;
    if (begins_section(text)) {
        hrb__close_list(claims);
        claims->list_scope = claims->section = (hrb__meaning){0};
    }
    hrb__read_claims(claims, text);
    look_for_stop(claims, text, e);
}

/* Reads the text of the rows from `row` on that stand together: a paragraph of several, or the cells of one. The next row. */
static size_t read_rows(hrb__claims *claims, size_t row, size_t end, entries *e)
{
    const hrb_document *document = claims->document;
    const hrb__blocks *blocks = &document->blocks;
    hrb__text paragraph = whole_paragraph(document, &row, end);
    if (paragraph.length > 0) {
        read_paragraph(claims, paragraph, e);
        return row + 1;
    }
    const hrb__row *r = &blocks->rows[row];
    for (size_t i = 0; i < r->cell_count; i++)
        read_paragraph(claims, hrb__row_text(blocks, r, i), e);
    return row + 1;
}

/* Whether marks that may be out of order stand in a row. */
static bool has_marks(hrb__claims *claims, size_t row)
{
    const hrb__blocks *blocks = &claims->document->blocks;
    const hrb__row *r = &blocks->rows[row];
    for (size_t i = 0; i < r->cell_count; i++)
        if (hrb__marks_in(&claims->marks, hrb__row_text(blocks, r, i)))
            return true;
    return false;
}

/* The row, from `first` on, where the paragraph may begin that goes on in `row`. */
static size_t paragraph_start(const hrb__blocks *blocks, size_t first, size_t row)
{
    while (row > first) {
        hrb__text before = paragraph_of(blocks, row - 1);
        if (before.length == 0 || ends_in_mark(before))
            break;
        row--;
    }
    return row;
}

/* What projects cost is read by project.c; here only the marks of their sentences are looked at. */
static size_t read_statements(hrb__claims *claims, size_t row, size_t end)
{
    const hrb__blocks *blocks = &claims->document->blocks;
    size_t first = row; /* all before has been looked at */
    for (; row < end; row = row < first ? first : row + 1) {
        if (!has_marks(claims, row))
            continue;
        hrb__text paragraph = {NULL, 0};
        for (first = paragraph_start(blocks, first, row); first <= row; first++)
            paragraph = whole_paragraph(claims->document, &first, end);
        const hrb__row *r = &blocks->rows[first - 1];
        if (paragraph.length > 0)
            hrb__check_marks(claims, paragraph);
        for (size_t i = 0; i < r->cell_count && paragraph.length == 0; i++)
            hrb__check_marks(claims, hrb__row_text(blocks, r, i));
    }
    return end;
}

void hrb__understand_narrative(hrb_document *document)
{
    const hrb__projects *projects = document->projects;
    const size_t rows = document->blocks.row_count;
    size_t table = 0, first_fact = document->fact_count;
    hrb__claims claims;
    entries entries_so_far = {0};
    begin(&claims, document);
    for (size_t r = 0; r < rows && !document->out_of_memory;) {
        while (table < document->table_count && r >= document->tables[table].end_block_row)
            table++;
        size_t table_row = table < document->table_count ? document->tables[table].first_block_row : rows;
        size_t statement_row = projects != NULL && r < projects->end_row ? projects->first_row : rows;
        if (r >= table_row || r >= statement_row)
            hrb__close_list(&claims);
        if (r >= table_row)
            r = document->tables[table].end_block_row;
        else if (r >= statement_row)
            r = read_statements(&claims, r, MIN(projects->end_row, table_row));
        else
            r = read_rows(&claims, r, MIN(table_row, statement_row), &entries_so_far);
    }
    hrb__close_list(&claims);
    align_precision(document, first_fact);
    hrb__item_index_free(claims.items);
    g_free(claims.list.facts);
    g_free(claims.kinds.facts);
    g_free(claims.reasons.facts);
}
