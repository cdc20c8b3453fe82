/* SPDX-License-Identifier: Apache-2.0 */
/* HB-FORM and HB-YEAR of sentences, and items that text and tables do not share. */
#include <glib.h>
#include <string.h>

#include "check/keys.h"
#include "check/relate.h"
#include "code/name.h"

typedef struct text_message {
    hrb__rule_kind kind;
    const char *zh, *en; /* %s: the words as printed */
} text_message;

static const text_message MESSAGES[] = {
    {HRB__RULE_TEMPLATE_RESIDUE, "“%s”是模板文字，应按实际情况保留其一", "\"%s\" is the form's own wording: keep the one that applies"},
    {HRB__RULE_REASON_MISSING, "“%s”之后没有写明原因", "no reason follows \"%s\""},
    {HRB__RULE_STOP_DOUBLED, "句号重复：“%s”", "a full stop is doubled: \"%s\""},
    {HRB__RULE_STOP_MISSING, "“%s”之后缺少句号", "no full stop follows \"%s\""},
    {HRB__RULE_QUOTES_UNBALANCED, "引号“%s”没有与之成对的另一半", "the quotation mark \"%s\" has no partner in its paragraph"},
    {HRB__RULE_TEXT_UNIT_MISSING, "“%s”没有单位（万元、%%等）", "\"%s\" has no unit (万元, %% ...)"},
    {HRB__RULE_TEXT_FIGURE_MISSING, "“%s”中单位之前没有数字", "no figure stands before the unit in \"%s\""},
    {HRB__RULE_FIGURE_UNREADABLE, "“%s”不能读作数字", "\"%s\" cannot be read as a number"},
    {HRB__RULE_YEAR_OF_BASIS, "与“%s”比较，但文件本身就是该年度或更早的", "compared with %s, which is the document's own year or later"},
    {HRB__RULE_YEAR_OF_PLAN, "“%s”与文件年度不符", "%s is not the year of the document"},
};

static const text_message *message_of(hrb__rule_kind kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(MESSAGES); i++)
        if (MESSAGES[i].kind == kind)
            return &MESSAGES[i];
    return NULL;
}

/* The formats of the table above take one string each. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void say(hrb_report *report, hrb__finding *finding, const text_message *message)
{
    hrb__finding_say(report, finding, message->zh, message->en, finding->locations[0].text);
}
#pragma GCC diagnostic pop

/* What a document does in one place it does in others: one finding with every place. */
typedef struct habit {
    hrb__rule_kind kind;
    bool is_one_text; /* of the same words only */
    const char *zh, *en; /* %1$s the words, %2$zu how many places */
} habit;

static const habit HABITS[] = {
    {HRB__RULE_TEMPLATE_RESIDUE, false, "“%1$s”等%2$zu处是模板文字，应按实际情况保留其一", "\"%1$s\" and the like, in %2$zu places, are the form's own wording: keep the ones that apply"},
    {HRB__RULE_YEAR_OF_BASIS, true, "有%2$zu处与“%1$s”比较，但文件本身就是该年度或更早的", "%2$zu places compare with %1$s, which is the document's own year or later"},
    {HRB__RULE_YEAR_OF_PLAN, true, "有%2$zu处“%1$s”与文件年度不符", "in %2$zu places %1$s is not the year of the document"},
};

/* Different words of one kind that are kept apart; more of them have findings of their own. */
#define MOST_TEXTS 8

typedef struct habits {
    size_t finding[G_N_ELEMENTS(HABITS)][MOST_TEXTS], count[G_N_ELEMENTS(HABITS)]; /* findings, from 1 */
} habits;

static size_t habit_of(hrb__rule_kind kind)
{
    size_t i = 0;
    while (i < G_N_ELEMENTS(HABITS) && HABITS[i].kind != kind)
        i++;
    return i;
}

/* The finding that the issue belongs to; 0 if it is the first of its kind. */
static size_t known_finding(const hrb_report *report, const habits *seen, size_t h, const hrb__issue *issue)
{
    hrb__cell cell = {.offset = issue->offset, .length = issue->length};
    hrb__text text = h < G_N_ELEMENTS(HABITS) ? hrb__cell_text(&report->document->blocks, cell) : (hrb__text){"", 0};
    for (size_t i = 0; h < G_N_ELEMENTS(HABITS) && i < seen->count[h]; i++) {
        const char *first = report->findings[seen->finding[h][i] - 1].locations[0].text;
        if (!HABITS[h].is_one_text || hrb__text_equals((hrb__text){first, strlen(first)}, text))
            return seen->finding[h][i];
    }
    return 0;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void say_habits(hrb_report *report, const habits *seen)
{
    for (size_t h = 0; h < G_N_ELEMENTS(HABITS); h++)
        for (size_t i = 0; i < seen->count[h] && !report->out_of_memory; i++) {
            hrb__finding *f = &report->findings[seen->finding[h][i] - 1];
            if (f->location_count > 1)
                hrb__finding_say(report, f, HABITS[h].zh, HABITS[h].en, f->locations[0].text, f->location_count);
        }
}
#pragma GCC diagnostic pop

static void report_issues(hrb_report *report)
{
    const hrb_document *document = report->document;
    habits seen = {.count = {0}};
    for (size_t i = 0; i < document->issue_count && !report->out_of_memory; i++) {
        const hrb__issue *issue = &document->issues[i];
        const text_message *message = issue->table >= 0 ? NULL : message_of(issue->kind);
        size_t h = habit_of(issue->kind), known = message == NULL ? 0 : known_finding(report, &seen, h, issue);
        hrb__finding *finding = message == NULL ? NULL : known > 0 ? &report->findings[known - 1] : hrb__finding_new(report, hrb__rulebook_rule(document->rulebook, issue->kind));
        if (finding == NULL)
            continue;
        hrb__cell cell = {.offset = issue->offset, .length = issue->length};
        hrb__finding_add_cell(report, finding, "suspect", -1, -1, -1, cell);
        if (known > 0 || report->out_of_memory)
            continue;
        say(report, finding, message);
        if (h < G_N_ELEMENTS(HABITS) && seen.count[h] < MOST_TEXTS)
            seen.finding[h][seen.count[h]++] = report->finding_count;
    }
    say_habits(report, &seen);
}

/* --- Items that sentences name --- */

static hrb__finding *open_item_finding(hrb_report *report, hrb__rule_kind kind, hrb__cell cell)
{
    hrb__finding *finding = hrb__finding_new(report, hrb__rulebook_rule(report->document->rulebook, kind));
    if (finding != NULL)
        hrb__finding_add_cell(report, finding, "code", -1, -1, -1, cell);
    return finding;
}

/* Whether a row of some table has the code, and prints this name. */
static const hrb__line *table_line_of(const hrb_report *report, hrb_code code)
{
    const hrb_document *document = report->document;
    for (size_t t = 0; t < document->table_count; t++)
        for (size_t i = 0; i < document->tables[t].line_count; i++) {
            const hrb__line *line = &document->tables[t].lines[i];
            if (line->code.kind == code.kind && line->code.digits == code.digits && line->code_cell.length > 0)
                return line;
        }
    return NULL;
}

static bool same_folded(hrb__text a, hrb__text b)
{
    char left[300], right[300];
    size_t n = hrb__text_fold(a, left, sizeof left), m = hrb__text_fold(b, right, sizeof right);
    return n == m && memcmp(left, right, n) == 0;
}

/* 医疗卫生与计划生育支出（210类）: the name that a sentence gives to a code that it prints. */
static void check_name(hrb_report *report, hrb_code code, hrb__cell cell)
{
    const hrb_document *document = report->document;
    hrb__text name = hrb__cell_text(&document->blocks, cell);
    const hrb_code_entry *official = NULL;
    hrb_name_match match = hrb_codebook_compare_name(document->codebook, code, document->year, name.data, name.length, &official, NULL);
    const hrb__line *line = table_line_of(report, code);
    bool as_in_table = line != NULL && same_folded(line->label, name); /* then the table's own finding tells */
    if (match == HRB_NAME_SAME || match == HRB_NAME_UNKNOWN_CODE || as_in_table)
        return;
    hrb__rule_kind kind = match == HRB_NAME_OTHER_YEAR ? HRB__RULE_CODE_NAME_YEAR : match == HRB_NAME_NEAR ? HRB__RULE_CODE_NAME_MISPRINT : HRB__RULE_CODE_NAME_WRONG;
    hrb__finding *finding = open_item_finding(report, kind, cell);
    if (finding == NULL)
        return;
    char digits[16];
    hrb_code_format(code, digits, sizeof digits);
    bool in_table = line != NULL && line->label.length > 0;
    hrb__text other = in_table ? line->label : (hrb__text){hrb_code_entry_name(official), strlen(hrb_code_entry_name(official))};
    if (hrb_code_entry_evidence(official) < HRB_EVIDENCE_ATTESTED && !in_table)
        finding->severity = MIN(finding->severity, hrb_code_entry_evidence(official) == HRB_EVIDENCE_CORROBORATED ? HRB_SEVERITY_WARNING : HRB_SEVERITY_INFO);
    hrb__finding_say(report, finding, "文字中科目 %1$s 的名称“%2$s”与%5$s“%3$.*4$s”不符%6$.0s", "the text calls code %1$s \"%2$s\", %6$s \"%3$.*4$s\"%5$.0s", digits,
                     finding->locations[0].text, other.data, (int)hrb__clip(other, 200), in_table ? "表中的" : "科目表的", in_table ? "but the tables" : "but its name is");
}

static void check_item_names(hrb_report *report, const hrb__narrated *item)
{
    int32_t digits = 0;
    for (int level = 0; level < 3; level++) {
        if (item->digits[level] < 0)
            return;
        digits = level > 0 && item->digits[level] < 100 ? digits * 100 + item->digits[level] : item->digits[level];
        hrb_code code = {HRB_CODE_FUNCTION, digits};
        if (hrb_code_level(code) == level + 1 && item->name[level].length > 0)
            check_name(report, code, item->name[level]);
    }
}

static hrb__cell item_cell(const hrb__narrated *item)
{
    for (int level = 2; level >= 0; level--)
        if (item->name[level].length > 0)
            return item->name[level];
    return item->only;
}

typedef struct item_check {
    hrb__keys in_tables; /* digits of functional codes */
    hrb__keys narrated;
    size_t listed; /* 项 of lists that are announced */
    size_t unknown; /* items that stand in no table */
} item_check;

/* False if it was there. */
static bool add_code(hrb_report *report, hrb__keys *codes, int32_t digits)
{
    uint32_t *times = hrb__keys_at(codes, (uint64_t)digits);
    report->out_of_memory = report->out_of_memory || times == NULL;
    if (times == NULL || *times != 0)
        return false;
    *times = 1;
    return true;
}

/* So many unknown items are compared with every row. */
#define MOST_UNKNOWN 20

/* The only row whose name is a misprint away from a name; NULL if there is none, or more. */
static const hrb__line *near_line(const hrb_document *document, hrb__text name)
{
    char printed[300], label[300];
    hrb__text a = {printed, hrb__text_fold(name, printed, sizeof printed)};
    const hrb__line *found = NULL;
    for (size_t t = 0; t < document->table_count; t++)
        for (size_t i = 0; i < document->tables[t].line_count; i++) {
            const hrb__line *line = &document->tables[t].lines[i];
            hrb__text b = {label, hrb__text_fold(line->label, label, sizeof label)};
            if (line->code.kind != HRB_CODE_FUNCTION || b.length == 0 || !hrb__name_is_near(a, b))
                continue;
            if (found != NULL && found->code.digits != line->code.digits)
                return NULL;
            found = line;
        }
    return found;
}

static void check_item(hrb_report *report, item_check *check, const hrb__narrated *item)
{
    check_item_names(report, item);
    add_code(report, &check->narrated, item->code.digits);
    check->listed += item->in_list && hrb_code_level(item->code) == 3;
    bool is_known = item->code.digits != 0 && hrb__keys_get(&check->in_tables, (uint64_t)item->code.digits) != 0;
    hrb__cell cell = item_cell(item);
    /* Only lists say that their items are rows; elsewhere a name may be anything. */
    if (is_known || !item->in_list || cell.length == 0)
        return;
    hrb__finding *finding = open_item_finding(report, HRB__RULE_ITEM_UNKNOWN, cell);
    if (finding == NULL)
        return;
    const hrb__line *near = check->unknown++ < MOST_UNKNOWN ? near_line(report->document, hrb__cell_text(&report->document->blocks, cell)) : NULL;
    if (near == NULL)
        hrb__finding_say(report, finding, "文字叙述的科目“%s”在各表中没有，未能核对", "no table has the item \"%s\" that the text tells: it could not be checked", finding->locations[0].text);
    else
        hrb__finding_say(report, finding, "文字叙述的科目“%1$s”在各表中没有，未能核对；表中相近的是“%3$.*4$s”（%2$s）", "no table has the item \"%1$s\" that the text tells: it could not be checked; \"%3$.*4$s\" (%2$s) in the tables is near",
                         finding->locations[0].text, near->code_text, near->label.data, (int)hrb__clip(near->label, 200));
}

static bool is_fund_table(const hrb__table *table)
{
    return table->form != NULL && (strcmp(table->form->kind, "general_public") == 0 || strcmp(table->form->kind, "government_fund") == 0);
}

/* The rows at the lowest level of the appropriation tables, which a complete list must have all told. */
static void find_omitted(hrb_report *report, const item_check *check)
{
    const hrb_document *document = report->document;
    for (size_t t = 0; t < document->table_count; t++) {
        const hrb__table *table = &document->tables[t];
        for (size_t i = 0; i < table->line_count && is_fund_table(table); i++) {
            const hrb__line *line = &table->lines[i];
            if (line->code.kind != HRB_CODE_FUNCTION || line->level != 3 || hrb__keys_get(&check->narrated, (uint64_t)line->code.digits) != 0)
                continue;
            bool has_money = false;
            for (size_t c = 0; c < table->column_count && !has_money; c++) {
                int32_t fact = table->rows[line->row].fact_of[c];
                has_money = fact >= 0 && document->facts[fact].value != 0;
            }
            hrb__finding *finding = has_money ? hrb__finding_new(report, hrb__rulebook_rule(document->rulebook, HRB__RULE_ITEM_OMITTED)) : NULL;
            if (finding == NULL)
                continue;
            hrb__finding_add_cell(report, finding, "code", (int32_t)t, (int32_t)line->row, -1, line->label_cell.length > 0 ? line->label_cell : line->code_cell);
            hrb__finding_say(report, finding, "表中的科目 %s “%s” 在文字中没有叙述", "the text does not tell item %s \"%s\" of the table", line->code_text, finding->locations[0].text);
        }
    }
}

static void find_item_problems(hrb_report *report)
{
    const hrb_document *document = report->document;
    item_check check = {0};
    for (size_t t = 0; t < document->table_count; t++)
        for (size_t i = 0; i < document->tables[t].line_count; i++)
            if (document->tables[t].lines[i].code.kind == HRB_CODE_FUNCTION)
                /* A table of 项 alone has their 款 and 类 too. */
                for (int32_t digits = document->tables[t].lines[i].code.digits; digits > 0 && add_code(report, &check.in_tables, digits);)
                    digits /= 100;
    size_t unknown = 0;
    for (size_t i = 0; i < document->narrated_count && check.in_tables.count > 0; i++) {
        unknown += document->narrated[i].code.digits == 0;
        check_item(report, &check, &document->narrated[i]);
    }
    /* An item whose name is not known may be the one that seems to be left out. */
    if (check.listed >= 3 && unknown == 0)
        find_omitted(report, &check);
    hrb__keys_free(&check.in_tables);
    hrb__keys_free(&check.narrated);
}

/* --- Years --- */

/* No figure stands in more of them. */
#define MOST_TABLES 64

/* A plan of the year before, told in a sentence of a budget. */
static bool is_earlier_plan(const hrb_document *document, const hrb__fact *fact)
{
    return fact->source == HRB__FROM_NARRATIVE && fact->value_kind == HRB_VALUE_FEN && fact->value > 0 && fact->meaning.year + 1 == document->year &&
           fact->meaning.slot[HRB__PHASE] == 0 && (fact->meaning.function & HRB__UNKNOWN_LINE) == 0 && fact->meaning.slot[HRB__FLOW] != 0;
}

/* Whether it is the figure that a table states of this year, to the digit, and no sentence tells this year's. */
static bool is_this_years(const hrb__meaning_index *index, const hrb__fact *fact)
{
    const hrb__fact *facts = index->document->facts;
    hrb__meaning meaning = fact->meaning;
    size_t tables = 0;
    meaning.year = 0;
    for (uint32_t f = *hrb__meaning_chain(index, &meaning); f != 0; f = index->elsewhere[f - 1]) {
        int64_t difference = facts[f - 1].value - fact->value;
        if (facts[f - 1].source != HRB__FROM_TABLE || difference > fact->quantum / 2 || difference < -(fact->quantum / 2) || ++tables > MOST_TABLES)
            return false;
    }
    return tables > 0;
}

/* 2025年收入预算… in the budget of 2026, with the figure of 2026: the year was left from last year's text. */
static void find_year_problems(hrb_report *report)
{
    const hrb_document *document = report->document;
    hrb__meaning_index index = {0};
    size_t first = 0;
    while (first < document->fact_count && !is_earlier_plan(document, &document->facts[first]))
        first++;
    if (first == document->fact_count || document->is_final)
        return;
    report->out_of_memory = !hrb__meaning_index_build(report, &index) || report->out_of_memory;
    for (size_t f = first; f < document->fact_count && !report->out_of_memory; f++) {
        const hrb__fact *fact = &document->facts[f];
        if (!is_earlier_plan(document, fact) || !is_this_years(&index, fact))
            continue;
        hrb__finding *finding = hrb__finding_new(report, hrb__rulebook_rule(document->rulebook, HRB__RULE_YEAR_OF_PLAN));
        if (finding == NULL)
            continue;
        hrb__finding_add_fact(report, finding, "suspect", f);
        if (report->out_of_memory)
            break;
        hrb__finding_say(report, finding, "文字称“%1$s”是%2$d年的金额，而表中%3$d年的金额与之相同", "the text tells \"%1$s\" of %2$d, but it is what the tables state of %3$d",
                         finding->locations[0].text, fact->meaning.year, document->year);
    }
    hrb__meaning_index_free(&index);
}

void hrb__find_text_problems(hrb_report *report)
{
    find_year_problems(report);
    report_issues(report);
    find_item_problems(report);
}
