/* SPDX-License-Identifier: Apache-2.0 */
/* HB-CODE: codes and the names printed beside them. The same slip repeated in
 * several tables is one finding with several places. */
#include <glib.h>

#include "check/keys.h"
#include "check/message.h"
#include "check/report.h"

/* A code that the document prints, of one unit of the department. */
typedef struct printed_code {
    hrb__text name; /* one that is right; most tables print the same */
    size_t table;   /* the last one that has it, from 1 */
} printed_code;

typedef struct code_check {
    hrb_report *report;
    GHashTable *findings; /* code and name as text -> index of the finding + 1 */
    hrb__keys keys;       /* code -> index in codes + 1 */
    printed_code *codes;
    size_t code_count, code_capacity;
} code_check;

static const hrb__rule *rule_of(const code_check *check, hrb__rule_kind kind)
{
    return hrb__rulebook_rule(check->report->document->rulebook, kind);
}

static hrb_severity severity_for(const hrb__rule *rule, hrb_evidence evidence)
{
    hrb_severity most = evidence >= HRB_EVIDENCE_ATTESTED      ? HRB_SEVERITY_ERROR
                        : evidence >= HRB_EVIDENCE_CORROBORATED ? HRB_SEVERITY_WARNING
                                                                : HRB_SEVERITY_INFO;
    return MIN(rule->severity, most);
}

/* The finding for this code and name: a new one, or the one that has it already
 * with this place added (then NULL). */
static hrb__finding *open_finding(code_check *check, const hrb__rule *rule, size_t table, const hrb__line *line)
{
    hrb_report *report = check->report;
    if (rule == NULL)
        return NULL;
    char kind = (char)('0' + line->code.kind);
    hrb__text parts[] = {{rule->id, strlen(rule->id)}, HRB__TEXT("|"), {&kind, 1}, HRB__TEXT("|"), {line->code_text, strlen(line->code_text)}, HRB__TEXT("|"),
                         {line->label.data, hrb__clip(line->label, 200)}};
    char *key = hrb__message_join(&report->arena, parts, G_N_ELEMENTS(parts));
    if (key == NULL) {
        report->out_of_memory = true;
        return NULL;
    }
    guint index = GPOINTER_TO_UINT(g_hash_table_lookup(check->findings, key));
    hrb__finding *known = index > 0 ? &report->findings[index - 1] : NULL;
    hrb__finding *finding = known == NULL ? hrb__finding_new(report, rule) : known;
    if (finding == NULL)
        return NULL;
    hrb__cell cell = line->label_cell.length > 0 ? line->label_cell : line->code_cell;
    hrb__finding_add_cell(report, finding, "code", (int32_t)table, (int32_t)line->row, -1, cell);
    if (known == NULL)
        g_hash_table_insert(check->findings, key, GUINT_TO_POINTER((guint)report->finding_count));
    return known == NULL ? finding : NULL;
}

/* NULL when memory is out. */
static printed_code *find_code(code_check *check, const hrb__line *line)
{
    hrb_code code = line->code;
    uint32_t *index = hrb__keys_at(&check->keys, (uint64_t)line->unit << 40 | (uint64_t)code.kind << 32 | (uint32_t)code.digits);
    if (index == NULL || (*index == 0 && !hrb__grow((void **)&check->codes, check->code_count, &check->code_capacity, sizeof *check->codes))) {
        check->report->out_of_memory = true;
        return NULL;
    }
    if (*index == 0) {
        check->codes[check->code_count] = (printed_code){0};
        *index = (uint32_t)++check->code_count;
    }
    return &check->codes[*index - 1];
}

static void compare_name(code_check *check, size_t table, const hrb__line *line, printed_code *code)
{
    if (line->label.length == 0 || line->label_cell.offset == line->code_cell.offset || hrb__text_equals(line->label, code->name))
        return;
    hrb_report *report = check->report;
    const hrb_document *document = report->document;
    const hrb_code_entry *official = NULL, *matched = NULL;
    hrb_name_match match = hrb_codebook_compare_name(document->codebook, line->code, document->year, line->label.data, line->label.length, &official, &matched);
    if (match == HRB_NAME_SAME) {
        code->name = line->label;
        return;
    }
    hrb__rule_kind kind = match == HRB_NAME_UNKNOWN_CODE ? HRB__RULE_CODE_UNKNOWN
                          : match == HRB_NAME_OTHER_YEAR ? HRB__RULE_CODE_NAME_YEAR
                          : match == HRB_NAME_NEAR       ? HRB__RULE_CODE_NAME_MISPRINT
                                                         : HRB__RULE_CODE_NAME_WRONG;
    const hrb__rule *rule = rule_of(check, kind);
    hrb__finding *finding = open_finding(check, rule, table, line);
    if (finding == NULL)
        return;
    const char *name = hrb_code_entry_name(official);
    int length = (int)hrb__clip(line->label, 200);
    if (kind == HRB__RULE_CODE_UNKNOWN) {
        hrb__finding_say(report, finding, "科目 %s “%.*s” 未收录于科目表，请核对编码", "code %s \"%.*s\" is not in the code book: check the code",
                         line->code_text, length, line->label.data);
        return;
    }
    finding->severity = severity_for(rule, hrb_code_entry_evidence(official));
    if (kind == HRB__RULE_CODE_NAME_YEAR)
        hrb__finding_say(report, finding, "科目 %1$s 的名称“%2$.*3$s”是其他年度的名称，%4$d年应为“%5$s”", "the name \"%2$.*3$s\" of code %1$s is that of another year; in %4$d it is \"%5$s\"",
                         line->code_text, line->label.data, length, document->year, name);
    else if (kind == HRB__RULE_CODE_NAME_MISPRINT)
        hrb__finding_say(report, finding, "科目 %1$s 的名称“%2$.*3$s”疑有错漏字，应为“%4$s”", "the name \"%2$.*3$s\" of code %1$s looks misprinted for \"%4$s\"",
                         line->code_text, line->label.data, length, name);
    else
        hrb__finding_say(report, finding, "科目 %1$s 的名称“%2$.*3$s”与编码不符，该编码的名称为“%4$s”", "the name \"%2$.*3$s\" does not belong to code %1$s, which is \"%4$s\"",
                         line->code_text, line->label.data, length, name);
}

/* The highest level of a code in each pane of a table; NULL when memory is out. */
static int8_t *top_levels(hrb_report *report, const hrb__table *table)
{
    int8_t *top = hrb__arena_array(&report->arena, (size_t)table->pane_count + 1, sizeof *top);
    if (top == NULL) {
        report->out_of_memory = true;
        return NULL;
    }
    memset(top, INT8_MAX, table->pane_count);
    for (size_t i = 0; i < table->line_count; i++)
        if (table->lines[i].code.digits != 0)
            top[table->lines[i].pane] = MIN(top[table->lines[i].pane], table->lines[i].level);
    return top;
}

static void check_place(code_check *check, size_t table_index, const hrb__table *table, const hrb__line *line, bool again, const int8_t *top)
{
    hrb_report *report = check->report;
    if (again) {
        hrb__finding *finding = open_finding(check, rule_of(check, HRB__RULE_CODE_DUPLICATE), table_index, line);
        if (finding != NULL)
            hrb__finding_say(report, finding, "科目 %s 在同一表中出现不止一次", "code %s stands more than once in one table", line->code_text);
    }
    /* A table that lists only the lowest level lacks every parent, and means to. */
    bool has_upper = top[line->pane] < line->level;
    bool has_parent = line->parent >= 0 && table->lines[line->parent].code.digits == hrb_code_parent(line->code).digits;
    if (line->level > 1 && !has_parent && has_upper) {
        hrb__finding *finding = open_finding(check, rule_of(check, HRB__RULE_CODE_ORPHAN), table_index, line);
        if (finding != NULL) {
            char parent[12];
            hrb_code_format(hrb_code_parent(line->code), parent, sizeof parent);
            hrb__finding_say(report, finding, "表中有科目 %s，但缺少其上级科目 %s", "the table has code %s but not %s above it", line->code_text, parent);
        }
    }
}

void hrb__find_code_problems(hrb_report *report)
{
    const hrb_document *document = report->document;
    code_check check = {.report = report, .findings = g_hash_table_new(g_str_hash, g_str_equal)};
    for (size_t t = 0; t < document->table_count && !report->out_of_memory; t++) {
        const hrb__table *table = &document->tables[t];
        const int8_t *top = top_levels(report, table);
        for (size_t i = 0; i < table->line_count && !report->out_of_memory; i++) {
            const hrb__line *line = &table->lines[i];
            /* A line found by its name has no code cell: there is nothing to compare. */
            printed_code *code = line->code.digits == 0 || line->code_cell.length == 0 ? NULL : find_code(&check, line);
            if (code == NULL)
                continue;
            bool again = code->table == t + 1;
            code->table = t + 1;
            compare_name(&check, t, line, code);
            check_place(&check, t, table, line, again, top);
        }
    }
    g_hash_table_destroy(check.findings);
    hrb__keys_free(&check.keys);
    g_free(check.codes);
}
