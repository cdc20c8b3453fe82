/* SPDX-License-Identifier: Apache-2.0 */
/* From facts to equations. Each kind of rule is one function; what a rule
 * relates stands in the rulebook. */
#include <glib.h>
#include <string.h>

#include "check/relate.h"

hrb__equation *hrb__equation_open(hrb_report *report, const hrb__rule *rule)
{
    if (!hrb__grow((void **)&report->equations, report->equation_count, &report->equation_capacity, sizeof *report->equations)) {
        report->out_of_memory = true;
        return NULL;
    }
    hrb__equation *equation = &report->equations[report->equation_count++];
    *equation = (hrb__equation){.rule = rule, .first_term = (uint32_t)report->term_count};
    return equation;
}

void hrb__equation_add(hrb_report *report, hrb__equation *equation, size_t fact)
{
    if (!hrb__grow((void **)&report->terms, report->term_count, &report->term_capacity, sizeof *report->terms)) {
        report->out_of_memory = true;
        return;
    }
    report->terms[report->term_count++] = (hrb__term_ref)fact;
    equation->term_count++;
}

/* An equation of one whole and its parts, given as cells of a table. Blank
 * parts are 0 where at least one part is stated. */
typedef struct sum {
    int32_t whole; /* fact, HRB__NO_FACT or HRB__UNREADABLE */
    const int32_t *parts;
    size_t part_count;
} sum;

/* Parts that sums may ask for, for each cell of the document. A real table asks
 * for less than one; one whose columns all mean the same asks for each beside each. */
#define MOST_PARTS_A_CELL 4

static void refuse(hrb_report *report, const hrb__rule *rule, int32_t whole)
{
    hrb__equation *equation = whole < 0 ? NULL : hrb__equation_open(report, rule);
    if (equation != NULL) {
        equation->reason = HRB__REASON_TOO_MANY;
        hrb__equation_add(report, equation, (size_t)whole);
    }
}

/* Whether a sum of so many parts may be set up; if not, its equation says so. */
static bool has_room(hrb_report *report, const hrb__rule *rule, int32_t whole, size_t part_count)
{
    const hrb_document *document = report->document;
    report->parts_seen += part_count;
    if (report->parts_seen <= (document->fact_count + document->blocks.cell_count + 1024) * MOST_PARTS_A_CELL)
        return true;
    report->parts_seen -= part_count;
    refuse(report, rule, whole);
    return false;
}

static void add_sum(hrb_report *report, const hrb__rule *rule, const sum *s)
{
    const hrb__fact *facts = report->document->facts;
    size_t stated = 0;
    bool unreadable = s->whole == HRB__UNREADABLE;
    for (size_t i = 0; i < s->part_count; i++) {
        stated += s->parts[i] >= 0;
        unreadable = unreadable || s->parts[i] == HRB__UNREADABLE;
    }
    if (s->whole == HRB__NO_FACT && stated == 0 && !unreadable)
        return; /* nothing is said, so there is nothing to relate */
    hrb__equation *equation = hrb__equation_open(report, rule);
    if (equation == NULL)
        return;
    if (unreadable)
        equation->reason = HRB__REASON_UNREADABLE;
    else if (s->whole < 0)
        equation->reason = HRB__REASON_NO_WHOLE;
    else if (stated == 0 && facts[s->whole].value != 0)
        equation->reason = HRB__REASON_NO_PARTS;
    if (s->whole >= 0)
        hrb__equation_add(report, equation, (size_t)s->whole);
    for (size_t i = 0; i < s->part_count && s->whole >= 0; i++)
        if (s->parts[i] >= 0)
            hrb__equation_add(report, equation, (size_t)s->parts[i]);
}

/* --- Lines of one pane: hierarchy and totals --- */

/* The column of another pane that has the place of this one among the amounts of its own; SIZE_MAX if none. */
static size_t column_beside(const hrb__table *table, size_t column, size_t pane)
{
    const hrb__pane *own = &table->panes[table->columns[column].pane], *other = &table->panes[pane];
    if (own == other)
        return column;
    size_t place = 0;
    for (size_t c = own->first_column; c < column; c++)
        place += table->columns[c].role == HRB__ROLE_AMOUNT;
    for (size_t c = other->first_column; c < other->end_column; c++)
        if (table->columns[c].role == HRB__ROLE_AMOUNT && place-- == 0)
            return c;
    return SIZE_MAX;
}

/* One equation a column of the pane: the line `whole` against the lines `parts`. */
static void relate_lines(hrb_report *report, const hrb__rule *rule, const hrb__table *table, const hrb__line *whole, const uint32_t *parts, size_t part_count, int32_t *scratch)
{
    for (size_t c = 0; c < table->column_count; c++) {
        const hrb__column *column = &table->columns[c];
        if (column->pane != whole->pane || column->role != HRB__ROLE_AMOUNT || !column->known)
            continue;
        if (!has_room(report, rule, table->rows[whole->row].fact_of[c], part_count))
            continue;
        for (size_t i = 0; i < part_count; i++) {
            const hrb__line *part = &table->lines[parts[i]];
            size_t beside = column_beside(table, c, part->pane);
            scratch[i] = beside == SIZE_MAX ? HRB__NO_FACT : table->rows[part->row].fact_of[beside];
        }
        sum s = {table->rows[whole->row].fact_of[c], scratch, part_count};
        add_sum(report, rule, &s);
    }
}

/* The children of each line, in one array: those of line i begin at start[i]. */
static void collect_children(const hrb__table *table, uint32_t *start, uint32_t *children)
{
    memset(start, 0, (table->line_count + 2) * sizeof *start);
    for (size_t i = 0; i < table->line_count; i++)
        if (table->lines[i].parent >= 0)
            start[table->lines[i].parent + 2]++;
    for (size_t i = 2; i < table->line_count + 2; i++)
        start[i] += start[i - 1];
    for (size_t i = 0; i < table->line_count; i++)
        if (table->lines[i].parent >= 0)
            children[start[table->lines[i].parent + 1]++] = (uint32_t)i;
}

static bool has_partial_list(const hrb__table *table, const uint32_t *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (table->lines[lines[i]].is_part)
            return true;
    return false;
}

/* What tells the lines of a pane apart, as rules name it: projects are entries of their codes. */
static hrb__rows rows_of(const hrb__pane *pane)
{
    return pane->form->rows == HRB__ROWS_PROJECT ? HRB__ROWS_ITEM : pane->form->rows;
}

static bool has_rows(const hrb__table *table, hrb__rows rows)
{
    bool found = rows == HRB__ROWS_ANY || (rows == HRB__ROWS_UNIT && table->has_units);
    for (size_t p = 0; p < table->pane_count && !found; p++)
        found = rows_of(&table->panes[p]) == rows;
    return found;
}

static void relate_hierarchy(hrb_report *report, const hrb__rule *rule, const hrb__table *table, uint32_t *start, uint32_t *children, int32_t *scratch)
{
    if (!has_rows(table, rule->rows))
        return;
    collect_children(table, start, children);
    for (size_t i = 0; i < table->line_count; i++) {
        const hrb__line *line = &table->lines[i];
        size_t count = start[i + 1] - start[i];
        hrb__rows rows = line->is_unit ? HRB__ROWS_UNIT : rows_of(&table->panes[line->pane]);
        if (count == 0 || (rule->rows != HRB__ROWS_ANY && rows != rule->rows))
            continue;
        if (!has_partial_list(table, children + start[i], count))
            relate_lines(report, rule, table, line, children + start[i], count, scratch);
    }
}

/* The lines a total adds up: those that no other line of the table holds. A
 * total of the year leaves out what is carried over; the grand total has both. */
static size_t collect_parts(const hrb__table *table, const hrb__line *total, uint32_t *parts)
{
    size_t count = 0;
    bool has_year_total = false;
    for (size_t i = 0; i < table->line_count; i++)
        has_year_total = has_year_total || (table->lines[i].pane == total->pane && table->lines[i].role == HRB__ROLE_TOTAL);
    bool grand = total->role == HRB__ROLE_GRAND_TOTAL;
    for (size_t i = 0; i < table->line_count; i++) {
        const hrb__line *line = &table->lines[i];
        /* Lists of one form beside each other are added up by one total behind them. */
        bool inside = line->pane >= total->first_pane && line->pane <= total->pane && table->panes[line->pane].form == table->panes[total->pane].form;
        if (!inside || line == total || line->role == HRB__ROLE_NOTE || line->role == HRB__ROLE_GRAND_TOTAL)
            continue;
        bool part = line->role == HRB__ROLE_CARRY_OVER ? grand && line->parent < 0
                    : line->role == HRB__ROLE_TOTAL    ? grand
                                                       : line->parent < 0 && !line->is_part && !(grand && has_year_total);
        if (part)
            parts[count++] = (uint32_t)i;
    }
    return count;
}

/* A total stated more often than this in one pane is held to the first one from then on, so that
 * the work stays linear however often it is repeated. */
#define MOST_TOTALS 8

static void relate_totals(hrb_report *report, const hrb__rule *rule, const hrb__table *table, uint32_t *parts, int32_t *scratch)
{
    size_t seen = 0;
    uint32_t first = 0;
    if (!has_rows(table, rule->rows))
        return;
    for (size_t i = 0; i < table->line_count; i++) {
        const hrb__line *line = &table->lines[i];
        if (line->role != HRB__ROLE_TOTAL && line->role != HRB__ROLE_GRAND_TOTAL)
            continue;
        if (rule->rows != HRB__ROWS_ANY && table->panes[line->pane].form->rows != rule->rows)
            continue;
        bool again = seen > 0 && table->lines[first].pane == line->pane && table->lines[first].role == line->role;
        seen = again ? seen + 1 : 1;
        first = again ? first : (uint32_t)i;
        if (seen > MOST_TOTALS)
            relate_lines(report, rule, table, line, &first, 1, scratch);
        size_t count = seen > MOST_TOTALS ? 0 : collect_parts(table, line, parts);
        if (count > 0)
            relate_lines(report, rule, table, line, parts, count, scratch);
    }
}

/* --- Columns of one row --- */

/* Whether two columns differ along the rule's dimension alone, or by a phase that the rule lets pass. */
static bool is_beside(const hrb__rule *rule, const hrb__meaning *part, const hrb__meaning *whole)
{
    if (part->year != whole->year || part->entity != whole->entity)
        return false;
    for (int i = 0; i < HRB__SLOTS; i++) {
        bool passes = i == HRB__PHASE && whole->slot[i] == 0 && rule->phase_count > 0 && memchr(rule->phases, part->slot[i], rule->phase_count) != NULL;
        if (i != (int)rule->along && part->slot[i] != whole->slot[i] && !passes)
            return false;
    }
    return true;
}

static bool is_part_word(const hrb__rule *rule, uint8_t word)
{
    return memchr(rule->parts, word, rule->part_count) != NULL;
}

/* Whether the columns beside a whole have a word along the rule's dimension. */
static bool pane_has(const hrb__table *table, const hrb__column *whole, const hrb__rule *rule, uint8_t word)
{
    for (size_t c = 0; c < table->column_count; c++)
        if (table->columns[c].pane == whole->pane && table->columns[c].role == HRB__ROLE_AMOUNT && table->columns[c].meaning.slot[rule->along] == word)
            return true;
    return false;
}

/* Whether the columns beside a whole are all understood. */
static bool is_understood(const hrb__table *table, const hrb__column *whole)
{
    for (size_t c = 0; c < table->column_count; c++)
        if (table->columns[c].pane == whole->pane && table->columns[c].is_missed)
            return false;
    return true;
}

static void relate_row_sum(hrb_report *report, const hrb__rule *rule, const hrb__table *table, int32_t *scratch, uint32_t *columns)
{
    for (size_t w = 0; w < table->column_count; w++) {
        const hrb__column *whole = &table->columns[w];
        if (whole->role != HRB__ROLE_AMOUNT || !whole->known || whole->meaning.slot[rule->along] != rule->whole)
            continue;
        if ((rule->has != 0 && !pane_has(table, whole, rule, rule->has)) || (rule->lacks != 0 && pane_has(table, whole, rule, rule->lacks)))
            continue;
        size_t count = 0;
        for (size_t c = 0; c < table->column_count; c++) {
            const hrb__column *part = &table->columns[c];
            if (part->pane == whole->pane && part->role == HRB__ROLE_AMOUNT && part->known && c != w &&
                is_part_word(rule, part->meaning.slot[rule->along]) && is_beside(rule, &part->meaning, &whole->meaning))
                columns[count++] = (uint32_t)c;
        }
        bool understood = count == 0 || is_understood(table, whole);
        for (size_t r = 0; count > 0 && r < table->row_count; r++) {
            if (!has_room(report, rule, table->rows[r].fact_of[w], count))
                continue;
            for (size_t i = 0; i < count; i++)
                scratch[i] = table->rows[r].fact_of[columns[i]];
            sum s = {table->rows[r].fact_of[w], scratch, count};
            size_t before = report->equation_count;
            add_sum(report, rule, &s);
            if (report->equation_count > before)
                report->equations[before].is_doubtful = !understood;
        }
    }
}

/* The same for the lines of a list: “三公”经费 and its three below each other. Every line may be
 * a part of every whole, so a list that names more wholes than any real one is not gone through for each. */
static void relate_line_sum(hrb_report *report, const hrb__rule *rule, const hrb__table *table, uint32_t *parts, int32_t *scratch)
{
    size_t seen = 0;
    for (size_t w = 0; w < table->line_count && rule->lines; w++) {
        const hrb__line *whole = &table->lines[w];
        if (whole->meaning.slot[rule->along] != rule->whole || table->panes[whole->pane].form->rows != HRB__ROWS_SOURCE)
            continue;
        if (++seen > MOST_TOTALS) {
            for (size_t c = 0; c < table->column_count; c++)
                if (table->columns[c].pane == whole->pane && table->columns[c].role == HRB__ROLE_AMOUNT && table->columns[c].known)
                    refuse(report, rule, table->rows[whole->row].fact_of[c]);
            continue;
        }
        size_t count = 0;
        for (size_t i = table->panes[whole->pane].first_line; i < table->panes[whole->pane].end_line; i++)
            if (i != w && is_part_word(rule, table->lines[i].meaning.slot[rule->along]) && is_beside(rule, &table->lines[i].meaning, &whole->meaning))
                parts[count++] = (uint32_t)i;
        if (count > 0)
            relate_lines(report, rule, table, whole, parts, count, scratch);
    }
}

/* --- Meanings: the same one stated twice, and bridges between two --- */

static void add_pair(hrb_report *report, const hrb__rule *rule, size_t a, size_t b, bool at_most)
{
    hrb__equation *equation = hrb__equation_open(report, rule);
    if (equation == NULL)
        return;
    equation->at_most = at_most;
    hrb__equation_add(report, equation, a);
    hrb__equation_add(report, equation, b);
}

/* Each statement of a meaning against up to this many others: enough to tell
 * which one stands alone, and linear however often a figure is repeated. */
#define MOST_PEERS 6
#define MOST_PEERS_IN_TEXT 2 /* of a figure of a sentence, among the other sentences */

/* Batches and visitors are told for parts of a topic in the same words as for all of it. */
static bool tells_parts(const hrb__fact *fact)
{
    return fact->value_kind == HRB_VALUE_COUNT && fact->meaning.slot[HRB__NATURE] != 0;
}

static void relate_same(hrb_report *report, const hrb__rule *rule, const hrb__meaning_index *index)
{
    const hrb__fact *facts = report->document->facts;
    for (size_t i = 0; i < index->head_count; i++)
        for (uint32_t a = index->heads[i]; a != 0; a = index->next[a - 1]) {
            size_t peers = 0, in_text = 0;
            if (tells_parts(&facts[a - 1]))
                continue;
            for (uint32_t b = index->elsewhere[a - 1]; b != 0 && peers < MOST_PEERS && in_text < MOST_PEERS_IN_TEXT; b = index->next[b - 1])
                if (facts[a - 1].table != facts[b - 1].table || facts[a - 1].table < 0) {
                    add_pair(report, rule, a - 1, b - 1, false);
                    peers++;
                    in_text += facts[a - 1].table < 0 && facts[b - 1].table < 0;
                }
        }
}

/* Whether a figure that lifts the rule is stated and not 0. */
static bool is_lifted(const hrb__rule *rule, const hrb__meaning_index *index)
{
    for (size_t u = 0; u < rule->unless_count; u++)
        if (hrb__meaning_stated(index, &rule->unless[u]))
            return true;
    return false;
}

/* The fact + 1 of a meaning stated in full; 0 if it is not stated. */
static uint32_t find_stated(const hrb__meaning_index *index, const hrb__meaning *meaning)
{
    return *hrb__meaning_chain(index, meaning);
}

/* Whether the totals that the rule takes for granted are stated and equal. Where
 * they are stated and differ, the rule has nothing to say: *applies is false. */
static bool is_provided(const hrb_report *report, const hrb__rule *rule, const hrb__meaning_index *index, bool *applies)
{
    *applies = true;
    const hrb__fact *facts = report->document->facts;
    for (size_t i = 0; i < rule->provided_count; i++) {
        uint32_t left = find_stated(index, &rule->provided[i].left), right = find_stated(index, &rule->provided[i].right);
        if (left == 0 || right == 0)
            return false;
        int64_t difference;
        if (__builtin_sub_overflow(facts[left - 1].value, facts[right - 1].value, &difference) || difference == INT64_MIN ||
            (difference < 0 ? -difference : difference) > facts[left - 1].quantum / 2 + facts[right - 1].quantum / 2) {
            *applies = false;
            return false;
        }
    }
    return true;
}

/* What holds for figures holds for changes and for earlier years only where a rule says so. */
static bool is_of_sentences(const hrb__meaning *meaning)
{
    return meaning->year != 0 || (meaning->slot[HRB__PHASE] >= HRB__PHASE_EXECUTED && meaning->slot[HRB__PHASE] <= HRB__PHASE_LAST_OF_CHANGES);
}

/* One figure that means what the left side says, against its counterpart. */
static void relate_counterpart(hrb_report *report, const hrb__rule *rule, const hrb__pair *pair, const hrb__meaning_index *index, uint32_t head, hrb__reason reason)
{
    const hrb__fact *facts = report->document->facts;
    hrb__meaning other = facts[head - 1].meaning;
    for (int i = 0; i < HRB__SLOTS; i++)
        if (pair->left.slot[i] != 0 || pair->right.slot[i] != 0)
            other.slot[i] = pair->right.slot[i];
    bool by_code = pair->left.function != 0 || pair->left.economic != 0;
    if (by_code) {
        other.function = pair->right.function;
        other.economic = pair->right.economic;
    }
    uint32_t match = find_stated(index, &other);
    if (match == 0) {
        /* A rule on one certain item says why it could not be checked; the others relate what both sides list. */
        if (!by_code || facts[head - 1].value == 0)
            return;
        hrb__equation *equation = hrb__equation_open(report, rule);
        if (equation != NULL) {
            equation->reason = HRB__REASON_NO_COUNTERPART;
            hrb__equation_add(report, equation, head - 1);
        }
        return;
    }
    size_t before = report->equation_count;
    add_pair(report, rule, head - 1, match - 1, rule->kind == HRB__RULE_AT_MOST);
    if (report->equation_count > before)
        report->equations[before].reason = (uint8_t)reason;
}

/* Every meaning that has the words of the left side, against the same meaning with those of the right. */
static void relate_bridge(hrb_report *report, const hrb__rule *rule, const hrb__meaning_index *index, uint32_t *found)
{
    const hrb__fact *facts = report->document->facts;
    bool applies;
    hrb__reason reason = !is_provided(report, rule, index, &applies) ? HRB__REASON_NOT_PROVIDED
                         : is_lifted(rule, index)                   ? HRB__REASON_LIFTED
                                                                     : HRB__REASON_NONE;
    if (!applies)
        return;
    for (size_t p = 0; p < rule->pair_count; p++) {
        const hrb__pair *pair = &rule->pairs[p];
        if (pair->left.function != 0 || pair->left.economic != 0) {
            /* With a code the meaning is stated in full: no search is needed. */
            uint32_t head = find_stated(index, &pair->left);
            if (head != 0)
                relate_counterpart(report, rule, pair, index, head, reason);
            continue;
        }
        size_t count = hrb__meaning_heads(index, &pair->left, found);
        for (size_t i = 0; i < count; i++) {
            uint32_t head = index->heads[found[i]];
            if ((facts[head - 1].meaning.function & HRB__UNKNOWN_LINE) != 0 ||
                (pair->left.slot[HRB__PHASE] == 0 && is_of_sentences(&facts[head - 1].meaning)))
                continue;
            size_t before = report->equation_count;
            relate_counterpart(report, rule, pair, index, head, reason);
            /* A rule that does not apply says so once. */
            if (reason != HRB__REASON_NONE && report->equation_count > before)
                break;
        }
    }
}

/* A whole and its parts, wherever in the document each is stated. */
static void relate_sum(hrb_report *report, const hrb__rule *rule, const hrb__meaning_index *index)
{
    uint32_t whole = find_stated(index, &rule->pairs[0].left);
    bool applies, provided = is_provided(report, rule, index, &applies);
    if (whole == 0 || !applies)
        return;
    hrb__equation *equation = hrb__equation_open(report, rule);
    if (equation == NULL)
        return;
    equation->reason = !provided ? HRB__REASON_NOT_PROVIDED : is_lifted(rule, index) ? HRB__REASON_LIFTED : HRB__REASON_NONE;
    hrb__equation_add(report, equation, whole - 1);
    for (size_t p = 0; p < rule->pair_count; p++) {
        uint32_t part = find_stated(index, &rule->pairs[p].right);
        if (part == 0)
            equation->reason = HRB__REASON_NO_PARTS;
        else
            hrb__equation_add(report, equation, part - 1);
    }
}

/* Room for the lines or the columns of any table, and for all meanings. */
typedef struct scratch {
    uint32_t *start, *lines, *found;
    int32_t *facts;
} scratch;

static void free_scratch(scratch *s)
{
    g_free(s->start);
    g_free(s->lines);
    g_free(s->facts);
    g_free(s->found);
}

static bool make_scratch(const hrb_document *document, scratch *s)
{
    size_t room = 0;
    for (size_t t = 0; t < document->table_count; t++)
        room = MAX(room, MAX((size_t)document->tables[t].line_count, document->tables[t].column_count));
    *s = (scratch){g_try_new(uint32_t, room + 2), g_try_new(uint32_t, room + 2), g_try_new(uint32_t, document->fact_count + 1), g_try_new(int32_t, room + 2)};
    return s->start != NULL && s->lines != NULL && s->found != NULL && s->facts != NULL;
}

static void relate_tables(hrb_report *report, const hrb__rule *rule, scratch *s)
{
    const hrb_document *document = report->document;
    for (size_t t = 0; t < document->table_count && !report->out_of_memory; t++) {
        const hrb__table *table = &document->tables[t];
        if (table->form == NULL || table->row_count == 0)
            continue;
        if (rule->kind == HRB__RULE_HIERARCHY)
            relate_hierarchy(report, rule, table, s->start, s->lines, s->facts);
        else if (rule->kind == HRB__RULE_TOTAL)
            relate_totals(report, rule, table, s->lines, s->facts);
        else {
            relate_row_sum(report, rule, table, s->facts, s->lines);
            relate_line_sum(report, rule, table, s->lines, s->facts);
        }
    }
}

void hrb__relate(hrb_report *report)
{
    const GArray *rules = report->document->rulebook->rules;
    hrb__meaning_index index;
    scratch room;
    bool ready = hrb__meaning_index_build(report, &index);
    report->out_of_memory = !make_scratch(report->document, &room) || !ready;
    for (guint i = 0; i < rules->len && !report->out_of_memory; i++) {
        const hrb__rule *rule = &g_array_index(rules, hrb__rule, i);
        if (rule->not_for[report->document->is_final])
            continue;
        switch (rule->kind) {
        case HRB__RULE_HIERARCHY:
        case HRB__RULE_TOTAL:
        case HRB__RULE_ROW_SUM:
            relate_tables(report, rule, &room);
            break;
        case HRB__RULE_SAME:
            relate_same(report, rule, &index);
            break;
        case HRB__RULE_EQUAL:
        case HRB__RULE_AT_MOST:
            relate_bridge(report, rule, &index, room.found);
            break;
        case HRB__RULE_SUM:
            relate_sum(report, rule, &index);
            break;
        case HRB__RULE_NARRATED:
            hrb__relate_narrated(report, rule, &index);
            break;
        case HRB__RULE_GROWTH:
        case HRB__RULE_CHANGE:
        case HRB__RULE_SHARE:
        case HRB__RULE_COMPLETED:
        case HRB__RULE_LIST:
        case HRB__RULE_COUNTS:
        case HRB__RULE_REASONS:
            hrb__relate_claims(report, rule, &index);
            break;
        default:
            break; /* rules on codes and form relate nothing */
        }
    }
    hrb__meaning_index_free(&index);
    free_scratch(&room);
}
