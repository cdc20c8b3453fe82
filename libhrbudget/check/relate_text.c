/* SPDX-License-Identifier: Apache-2.0 */
/* Equations of sentences: rates and changes beside their amounts, lists beside
 * their totals, and items beside the rows of the tables. */
#include <glib.h>
#include <string.h>

#include "check/relate.h"

typedef struct relation_kind {
    hrb__rule_kind rule;
    hrb__form form;
} relation_kind;

static const relation_kind KINDS[] = {
    [HRB__RELATION_GROWTH] = {HRB__RULE_GROWTH, HRB__FORM_GROWTH},
    [HRB__RELATION_INCREASE] = {HRB__RULE_GROWTH, HRB__FORM_INCREASE},
    [HRB__RELATION_CHANGE] = {HRB__RULE_CHANGE, HRB__FORM_SUM},
    [HRB__RELATION_SHARE] = {HRB__RULE_SHARE, HRB__FORM_RATIO},
    [HRB__RELATION_COMPLETED] = {HRB__RULE_COMPLETED, HRB__FORM_RATIO},
    [HRB__RELATION_REACHED] = {HRB__RULE_COMPLETED, HRB__FORM_REACHED},
    [HRB__RELATION_LIST] = {HRB__RULE_LIST, HRB__FORM_SUM},
    [HRB__RELATION_COUNTS] = {HRB__RULE_COUNTS, HRB__FORM_SUM},
    [HRB__RELATION_REASONS] = {HRB__RULE_REASONS, HRB__FORM_SUM},
};

/* The fact that a relation refers to by its meaning alone; the last statement
 * before it is the one that a reader has in mind, a table's failing that. */
static uint32_t look_up(const hrb__meaning_index *index, const hrb__meaning *wanted)
{
    uint32_t head = wanted->slot[HRB__FLOW] == 0 ? 0 : *hrb__meaning_chain(index, wanted);
    return head == 0 ? UINT32_MAX : head - 1;
}

/* An earlier figure is implied: figure - change; it cannot be negative. */
static void relate_change(hrb_report *report, const hrb__rule *rule, const uint32_t *facts)
{
    hrb__equation *equation = hrb__equation_open(report, rule);
    if (equation == NULL)
        return;
    if (facts[1] == UINT32_MAX) {
        equation->at_most = true;
        hrb__equation_add(report, equation, facts[2]);
        hrb__equation_add(report, equation, facts[0]);
    } else {
        for (int i = 0; i < 3; i++)
            hrb__equation_add(report, equation, facts[i]);
    }
}

void hrb__relate_claims(hrb_report *report, const hrb__rule *rule, const hrb__meaning_index *index)
{
    const hrb_document *document = report->document;
    for (size_t r = 0; r < document->relation_count && !report->out_of_memory; r++) {
        const hrb__relation *relation = &document->relations[r];
        const uint32_t *facts = &document->related[relation->first];
        if (KINDS[relation->kind].rule != rule->kind)
            continue;
        if (relation->kind == HRB__RELATION_CHANGE) {
            relate_change(report, rule, facts);
            continue;
        }
        hrb__equation *equation = hrb__equation_open(report, rule);
        if (equation == NULL)
            return;
        equation->form = (uint8_t)KINDS[relation->kind].form;
        equation->at_least = relation->kind == HRB__RELATION_REASONS; /* what explains may be told in part */
        for (size_t i = 0; i < relation->count && equation->reason == HRB__REASON_NONE; i++) {
            uint32_t fact = facts[i] != UINT32_MAX ? facts[i] : look_up(index, &relation->wanted);
            if (fact == UINT32_MAX)
                equation->reason = HRB__REASON_NO_FIGURE;
            else
                hrb__equation_add(report, equation, fact);
        }
    }
}

#define MAX_TOLD_PARTS 16

typedef struct told_parts {
    uint32_t facts[MAX_TOLD_PARTS], count, room;
    bool lacks; /* a part is not told */
} told_parts;

/* The rules that say what each part of a rule consists of in turn; NULL where none does. */
static void find_inner_rules(const hrb_report *report, const hrb__rule *rule, const hrb__rule *inner[MAX_TOLD_PARTS])
{
    const GArray *rules = report->document->rulebook->rules;
    for (guint i = 0; i < rules->len; i++) {
        const hrb__rule *other = &g_array_index(rules, hrb__rule, i);
        for (size_t p = 0; other->kind == HRB__RULE_NARRATED && other->along == rule->along && p < rule->part_count && p < MAX_TOLD_PARTS; p++)
            if (inner[p] == NULL && other->whole == rule->parts[p])
                inner[p] = other;
    }
}

/* The fact + 1 that states the meaning with another word along the rule's dimension; 0: none does. */
static uint32_t find_part(const hrb__meaning_index *index, const hrb__rule *rule, hrb__meaning meaning, uint8_t word)
{
    meaning.slot[rule->along] = word;
    return *hrb__meaning_chain(index, &meaning);
}

/* The parts that are told; of one that is not (公务用车购置及运行费), its own parts stand for it. */
static void gather_told(const hrb__rule *rule, const hrb__rule *const inner_rules[MAX_TOLD_PARTS], const hrb__meaning_index *index, const hrb__meaning *whole, told_parts *told)
{
    for (size_t p = 0; p < rule->part_count; p++) {
        uint32_t head = find_part(index, rule, *whole, rule->parts[p]);
        const hrb__rule *inner = head == 0 && p < MAX_TOLD_PARTS ? inner_rules[p] : NULL;
        if (head != 0 && told->count < told->room)
            told->facts[told->count++] = head - 1;
        for (size_t i = 0; inner != NULL && i < inner->part_count; i++) {
            uint32_t of_part = find_part(index, inner, *whole, inner->parts[i]);
            told->lacks = told->lacks || of_part == 0;
            if (of_part != 0 && told->count < told->room)
                told->facts[told->count++] = of_part - 1;
        }
        told->lacks = told->lacks || (head == 0 && inner == NULL);
    }
}

/* Only what sentences tell: of funds and kinds of expenditure a table has sums of its own, which tell more. */
static void keep_sentences(const hrb__meaning_index *index, told_parts *told)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < told->count; i++) {
        uint32_t last = index->last[told->facts[i]]; /* the facts are heads of chains */
        if (index->document->facts[last].source == HRB__FROM_NARRATIVE)
            told->facts[kept++] = last;
    }
    told->count = kept;
}

static bool is_told_alone(const hrb_document *document, const told_parts *told)
{
    for (uint32_t i = 0; i < told->count; i++)
        if (document->facts[told->facts[i]].source != HRB__FROM_NARRATIVE)
            return false;
    return true;
}

/* A figure of a sentence that tables state in parts only: an item of the
 * appropriation, which one table for each fund breaks down. */
void hrb__relate_narrated(hrb_report *report, const hrb__rule *rule, const hrb__meaning_index *index)
{
    const hrb_document *document = report->document;
    const hrb__rule *inner[MAX_TOLD_PARTS] = {NULL};
    find_inner_rules(report, rule, inner);
    for (size_t t = 0; t < index->told_count && !report->out_of_memory; t++) {
        uint32_t f = index->told[t];
        const hrb__fact *fact = &document->facts[f];
        if (fact->meaning.slot[rule->along] != rule->whole ||
            fact->meaning.slot[HRB__PHASE] != 0 || fact->meaning.year != 0 || (fact->meaning.function & HRB__UNKNOWN_LINE) != 0)
            continue;
        told_parts told = {.room = MAX_TOLD_PARTS};
        gather_told(rule, inner, index, &fact->meaning, &told);
        if (told.lacks && !rule->lines && (rule->along != HRB__TOPIC || told.count == 1))
            keep_sentences(index, &told);
        const uint32_t *parts = told.facts, count = told.count;
        /* Of an item some rules know that its rows state every part: what they lack is 0. */
        if (count == 0 || (told.lacks && fact->meaning.function != 0 && !rule->lines))
            continue;
        hrb__equation *equation = hrb__equation_open(report, rule);
        if (equation == NULL)
            return;
        /* The part that is not told may be the rest; so may what is carried over of an item that no table breaks down. */
        equation->at_least = told.lacks && (fact->meaning.function == 0 || is_told_alone(document, &told));
        hrb__equation_add(report, equation, f);
        for (uint32_t i = 0; i < count; i++)
            hrb__equation_add(report, equation, parts[i]);
    }
}
