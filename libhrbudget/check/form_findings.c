/* SPDX-License-Identifier: Apache-2.0 */
/* HB-FORM: what is missing, empty or not understood. */
#include <glib.h>

#include "amount/unit.h"
#include "check/report.h"

static const hrb__rule *rule_of(const hrb_report *report, hrb__rule_kind kind)
{
    return hrb__rulebook_rule(report->document->rulebook, kind);
}

static const char *table_name(const hrb_report *report, size_t table, hrb_lang lang)
{
    const hrb__table *t = &report->document->tables[table];
    if (report->document->titles[table][0] != '\0')
        return report->document->titles[table];
    return t->form != NULL ? t->form->name[lang] : lang == HRB_LANG_EN ? "(untitled)" : "（无标题）";
}

/* The place of a table as a whole: its title, or its first cell. */
static hrb__cell table_cell(const hrb_report *report, const hrb__table *table)
{
    if (table->title.length > 0)
        return (hrb__cell){.offset = (uint32_t)(table->title.data - report->document->blocks.source.text), .length = (uint32_t)table->title.length};
    const hrb__row *row = &report->document->blocks.rows[table->first_block_row];
    return report->document->blocks.cells[row->first_cell];
}

static hrb__finding *open_table_finding(hrb_report *report, hrb__rule_kind kind, size_t table)
{
    hrb__finding *finding = hrb__finding_new(report, rule_of(report, kind));
    if (finding != NULL)
        hrb__finding_add_cell(report, finding, "table", (int32_t)table, -1, -1, table_cell(report, &report->document->tables[table]));
    return finding;
}

/* Whether the file is one table and nothing else: no disclosure, which would lack the other tables. */
static bool is_one_table(const hrb_document *document)
{
    static const hrb__text NOTES[] = {HRB__TEXT("注"), HRB__TEXT("备注"), HRB__TEXT("说明")};
    static const hrb__text DISCLOSURE[] = {HRB__TEXT("。"), HRB__TEXT("部门预算"), HRB__TEXT("部门决算"), HRB__TEXT("单位预算"), HRB__TEXT("单位决算")};
    if (document->table_count != 1)
        return false;
    const hrb__blocks *blocks = &document->blocks;
    const hrb__table *table = &document->tables[0];
    for (size_t r = 0; r < blocks->row_count; r++) {
        hrb__text text = blocks->rows[r].is_grid ? (hrb__text){NULL, 0} : hrb__row_text(blocks, &blocks->rows[r], 0);
        bool own = text.length == 0 || (table->title.length > 0 && text.data == table->title.data);
        for (size_t i = 0; i < G_N_ELEMENTS(NOTES) && !own; i++)
            own = hrb__text_starts(text, NOTES[i]);
        for (size_t i = 0; i < G_N_ELEMENTS(DISCLOSURE) && !own; i++)
            if (hrb__text_has(text, DISCLOSURE[i]))
                return false;
    }
    return true;
}

/* By form: whether it is missing. A table of another form of the same kind will do. */
static bool *missing_forms(const hrb_document *document, size_t *missing, size_t *found)
{
    const GArray *forms = document->rulebook->tables;
    bool *marks = g_try_new0(bool, forms->len * 2 + 1), *seen = marks + forms->len;
    for (size_t t = 0; t < document->table_count && marks != NULL; t++)
        if (document->tables[t].form != NULL)
            seen[document->tables[t].form - &g_array_index(forms, hrb__table_form, 0)] = true;
    for (guint i = 0; i < forms->len && marks != NULL; i++) {
        const hrb__table_form *form = &g_array_index(forms, hrb__table_form, i);
        bool is_there = false;
        for (guint k = 0; k < forms->len && !is_there; k++)
            is_there = seen[k] && strcmp(g_array_index(forms, hrb__table_form, k).kind, form->kind) == 0;
        marks[i] = !is_there && document->year >= form->required_from[document->is_final];
        *missing += marks[i];
        *found += seen[i];
    }
    return marks;
}

static void say_missing_table(hrb_report *report, const hrb__table_form *form)
{
    hrb__finding *finding = hrb__finding_new(report, rule_of(report, HRB__RULE_TABLE_MISSING));
    if (finding != NULL)
        hrb__finding_say(report, finding, "没有找到《%1$s》%2$.0s", "the table \"%2$s\" was not found%1$.0s", form->name[HRB_LANG_ZH], form->name[HRB_LANG_EN]);
}

/* Where most are missing, the file is a part of a disclosure, and one finding says so. */
static void say_missing_tables(hrb_report *report, const bool *marks, size_t missing)
{
    const GArray *forms = report->document->rulebook->tables;
    char *zh = "", *en = "";
    for (guint i = 0; i < forms->len && zh != NULL && en != NULL; i++) {
        const hrb__table_form *form = &g_array_index(forms, hrb__table_form, i);
        if (!marks[i])
            continue;
        zh = hrb__arena_printf(&report->arena, "%s%s《%s》", zh, *zh == '\0' ? "" : "、", form->name[HRB_LANG_ZH]);
        en = hrb__arena_printf(&report->arena, "%s%s\"%s\"", en, *en == '\0' ? "" : ", ", form->name[HRB_LANG_EN]);
    }
    hrb__finding *finding = zh == NULL || en == NULL ? NULL : hrb__finding_new(report, rule_of(report, HRB__RULE_TABLE_MISSING));
    if (finding != NULL)
        hrb__finding_say(report, finding, "没有找到%1$zu张应公开的表：%2$s%3$.0s", "%1$zu tables that must be published were not found: %3$s%2$.0s", missing, zh, en);
    report->out_of_memory = report->out_of_memory || zh == NULL || en == NULL;
}

static void find_missing_tables(hrb_report *report)
{
    const GArray *forms = report->document->rulebook->tables;
    size_t missing = 0, found = 0;
    bool *marks = missing_forms(report->document, &missing, &found);
    report->out_of_memory = report->out_of_memory || marks == NULL;
    if (marks != NULL && found > 0 && !is_one_table(report->document)) {
        if (missing > 1 && missing > found)
            say_missing_tables(report, marks, missing);
        for (guint i = 0; i < forms->len && (missing == 1 || missing <= found); i++)
            if (marks[i])
                say_missing_table(report, &g_array_index(forms, hrb__table_form, i));
    }
    g_free(marks);
}

/* Whether the text says of the table's subject that there is none of it, wherever in the document. */
static bool is_said_to_be_empty(const hrb_document *document, const hrb__table *table)
{
    static const hrb__text NOTHING[] = {{"没有", 6}, {"未安排", 9}, {"不涉及", 9}, {"为0", 4}, {"算0", 4}, {"出0", 4}, {"为空", 6},
                                        {"部门无", 9}, {"单位无", 9}, {"年无", 6}, {"度无", 6}};
    const hrb__blocks *blocks = &document->blocks;
    const hrb__texts *subject = &table->form->title[0];
    for (size_t r = 0; r < blocks->row_count; r++) {
        if (blocks->rows[r].is_grid)
            continue;
        hrb__text text = hrb__row_text(blocks, &blocks->rows[r], 0);
        bool named = false, none = false;
        for (size_t i = 0; i < subject->count; i++)
            named = named || hrb__text_has(text, subject->items[i]);
        for (size_t i = 0; i < G_N_ELEMENTS(NOTHING) && named; i++)
            none = none || hrb__text_has(text, NOTHING[i]);
        if (none)
            return true;
    }
    return false;
}

/* The same, asked once for each form. */
static bool is_known_to_be_empty(GHashTable *known, const hrb_document *document, const hrb__table *table)
{
    gpointer answer = g_hash_table_lookup(known, table->form);
    if (answer == NULL) {
        answer = GINT_TO_POINTER(is_said_to_be_empty(document, table) ? 2 : 1);
        g_hash_table_insert(known, (gpointer)(uintptr_t)table->form, answer);
    }
    return GPOINTER_TO_INT(answer) == 2;
}

static void find_empty_tables(hrb_report *report)
{
    const hrb_document *document = report->document;
    GHashTable *said_empty = g_hash_table_new(NULL, NULL); /* by form */
    GArray *stated = g_array_new(FALSE, TRUE, sizeof(size_t));
    g_array_set_size(stated, (guint)document->table_count * 2);
    for (size_t f = 0; f < document->fact_count; f++)
        if (document->facts[f].table >= 0) {
            g_array_index(stated, size_t, (guint)document->facts[f].table * 2)++;
            g_array_index(stated, size_t, (guint)document->facts[f].table * 2 + 1) += document->facts[f].value != 0;
        }
    for (size_t t = 0; t < document->table_count; t++) {
        const hrb__table *table = &document->tables[t];
        size_t figures = g_array_index(stated, size_t, (guint)t * 2), nonzero = g_array_index(stated, size_t, (guint)t * 2 + 1);
        if (table->form == NULL)
            continue;
        if (figures == 0 && !table->has_empty_note && !is_known_to_be_empty(said_empty, document, table)) {
            hrb__finding *finding = open_table_finding(report, HRB__RULE_TABLE_EMPTY, t);
            if (finding != NULL)
                hrb__finding_say(report, finding, "“%s”没有数字，也没有说明本表为空", "\"%s\" has no figures and no note that it is empty", table_name(report, t, HRB_LANG_ZH));
        } else if (nonzero > 0 && table->has_empty_note) {
            hrb__finding *finding = open_table_finding(report, HRB__RULE_NOTE_CONTRADICTS, t);
            if (finding != NULL) {
                hrb__finding_add_cell(report, finding, "note", (int32_t)t, -1, -1, table->note);
                hrb__finding_say(report, finding, "“%s”有%zu个非零金额，但说明为空表", "\"%s\" has %zu {figure|figures} other than zero, but its note says it is empty", table_name(report, t, HRB_LANG_ZH), nonzero);
            }
        }
    }
    g_array_free(stated, TRUE);
    g_hash_table_destroy(said_empty);
}

/* Whether a line is the whole of others by what it means: “三公”经费 above its three. */
static bool has_whole(const hrb_document *document, const hrb__table *table)
{
    for (guint i = 0; i < document->rulebook->rules->len; i++) {
        const hrb__rule *rule = &g_array_index(document->rulebook->rules, hrb__rule, i);
        for (size_t k = 0; k < table->line_count && rule->lines; k++)
            if (table->lines[k].meaning.slot[rule->along] == rule->whole)
                return true;
    }
    return false;
}

static bool has_total(const hrb__table *table)
{
    for (size_t i = 0; i < table->line_count; i++)
        if (table->lines[i].role == HRB__ROLE_TOTAL || table->lines[i].role == HRB__ROLE_GRAND_TOTAL)
            return true;
    return false;
}

/* A table of several rows without a total: cut off, or its label is not known. */
static void find_missing_totals(hrb_report *report)
{
    const hrb_document *document = report->document;
    for (size_t t = 0; t < document->table_count; t++) {
        const hrb__table *table = &document->tables[t];
        bool found = table->form == NULL || table->row_count < 2 || table->form->panes[0].rows == HRB__ROWS_SINGLE;
        found = found || has_total(table) || has_whole(document, table);
        hrb__finding *finding = found ? NULL : open_table_finding(report, HRB__RULE_TOTAL_MISSING, t);
        if (finding != NULL)
            hrb__finding_say(report, finding, "“%s”没有合计行", "\"%s\" has no total row", table_name(report, t, HRB_LANG_ZH));
    }
}

static void find_missing_units(hrb_report *report)
{
    const hrb_document *document = report->document;
    for (size_t t = 0; t < document->table_count; t++) {
        const hrb__table *table = &document->tables[t];
        bool told = hrb__table_unit(report, t) != table->unit; /* with the unit that it should be */
        hrb__finding *finding = table->form == NULL || table->unit_stated || told ? NULL : open_table_finding(report, HRB__RULE_UNIT_MISSING, t);
        const char *unit = hrb__unit_name(table->unit);
        if (finding != NULL)
            hrb__finding_say(report, finding, "“%1$s”没有写明金额单位，按%2$s处理", "\"%1$s\" states no unit; it was read in %2$s", table_name(report, t, HRB_LANG_ZH), unit);
    }
}

static void say_issue(hrb_report *report, hrb__finding *finding, const hrb__issue *issue)
{
    const char *text = finding->locations[0].text;
    const char *zh = table_name(report, (size_t)issue->table, HRB_LANG_ZH);
    switch (issue->kind) {
    case HRB__RULE_CELL_UNREADABLE:
        hrb__finding_say(report, finding, "“%1$s”中的“%2$s”不能读作金额：%3$s%4$.0s", "\"%2$s\" in \"%1$s\" cannot be read as an amount: %4$s%3$.0s", zh, text,
                         hrb_status_text(issue->status, HRB_LANG_ZH), hrb_status_text(issue->status, HRB_LANG_EN));
        break;
    case HRB__RULE_ROW_UNKNOWN:
        hrb__finding_say(report, finding, "“%1$s”中的行“%2$s”未能理解，其金额未参与核对", "the row \"%2$s\" of \"%1$s\" was not understood; its figures were not checked", zh, text);
        break;
    case HRB__RULE_COLUMN_UNKNOWN:
        hrb__finding_say(report, finding, "“%1$s”第%2$d列“%3$s”未能理解，其金额未参与核对", "column %2$d \"%3$s\" of \"%1$s\" was not understood; its figures were not checked", zh,
                         issue->column + 1, report->document->tables[issue->table].columns[issue->column].title);
        break;
    default:
        hrb__finding_say(report, finding, "“%1$s”未能识别为已知表格，未参与核对", "\"%1$s\" was not recognised as a known table and was not checked", zh);
        break;
    }
}

static void report_issues(hrb_report *report)
{
    const hrb_document *document = report->document;
    for (size_t i = 0; i < document->issue_count; i++) {
        const hrb__issue *issue = &document->issues[i];
        if (issue->table < 0)
            continue; /* of a sentence: text_findings.c */
        const hrb__table *table = &document->tables[issue->table];
        /* What a table that is not understood holds is reported with the table. */
        if (table->form == NULL && issue->kind != HRB__RULE_TABLE_UNKNOWN)
            continue;
        hrb__finding *finding = hrb__finding_new(report, rule_of(report, issue->kind));
        if (finding == NULL)
            continue;
        finding->verdict = HRB_VERDICT_NOT_EVALUATED;
        hrb__cell cell = {.offset = issue->offset, .length = issue->length};
        if (cell.length == 0 && issue->kind != HRB__RULE_ROW_UNKNOWN)
            cell = table_cell(report, table);
        hrb__finding_add_cell(report, finding, issue->kind == HRB__RULE_CELL_UNREADABLE ? "suspect" : "table", issue->table, issue->row, issue->column, cell);
        if (!report->out_of_memory)
            say_issue(report, finding, issue);
    }
}

/* What the reader left out. */
static void report_notices(hrb_report *report)
{
    static const struct {
        const char *zh, *en;
    } WORDS[] = {
        [HRB__NOTICE_HIDDEN_SHEET] = {"有%u张隐藏的工作表，未读取", "hidden sheets: %u; they were not read"},
        [HRB__NOTICE_HIDDEN_ROW] = {"有%u行被隐藏，未读取", "hidden rows: %u; they were not read"},
        [HRB__NOTICE_HIDDEN_COLUMN] = {"隐藏的列中有%u个有内容的单元格，未读取", "cells in hidden columns: %u; they were not read"},
        [HRB__NOTICE_HIDDEN_TEXT] = {"有%u处内容被隐藏或被合并单元格遮住，未读取", "texts hidden or covered by a merged cell: %u; they were not read"},
        [HRB__NOTICE_DELETED_TEXT] = {"有%u处已删除的修订仍留在文件中，未读取", "tracked deletions still in the file: %u; they were not read"},
        [HRB__NOTICE_PICTURE] = {"有%u个嵌入的对象，其内容未读取", "embedded objects: %u; their content was not read"},
        [HRB__NOTICE_REPEATED_PAGE] = {"有%u页与前文重复，未重复读取", "pages that repeat what stands before: %u; they were not read again"},
        [HRB__NOTICE_FLATTENED] = {"有%u张表嵌套过深，已并入其所在的单元格", "tables nested too deep: %u; they were read into the cell they stand in"},
    };
    const hrb__blocks *blocks = &report->document->blocks;
    for (size_t i = 0; i < blocks->notice_count; i++) {
        const hrb__notice *notice = &blocks->notices[i];
        hrb__finding *finding = hrb__finding_new(report, rule_of(report, HRB__RULE_CONTENT_HIDDEN));
        hrb__location *location = finding == NULL ? NULL : hrb__finding_add_location(report, finding, "hidden");
        if (location == NULL)
            continue;
        finding->verdict = HRB_VERDICT_NOT_EVALUATED;
        location->place = &notice->place;
        location->text = "";
        location->table = -1;
        char zh[256], en[256];
        g_snprintf(zh, sizeof zh, WORDS[notice->kind].zh, notice->count);
        g_snprintf(en, sizeof en, WORDS[notice->kind].en, notice->count);
        hrb__finding_say(report, finding, "%1$s%2$.0s", "%2$s%1$.0s", zh, en);
    }
}

void hrb__find_form_problems(hrb_report *report)
{
    size_t evaluated = report->equation_count - report->verdicts[HRB_VERDICT_NOT_EVALUATED];
    if (evaluated == 0) {
        hrb__finding *finding = hrb__finding_new(report, rule_of(report, HRB__RULE_NOTHING_CHECKED));
        if (finding != NULL) {
            finding->verdict = HRB_VERDICT_NOT_EVALUATED;
            hrb__finding_say(report, finding, "没有任何等式可以核对（识别到%zu张表、%zu个金额），不能视为无误",
                             "no equation could be checked (%zu {table|tables} and %zu {figure|figures} were recognised): this does not mean the document is right",
                             report->document->table_count, report->document->fact_count);
        }
    }
    find_missing_tables(report);
    find_empty_tables(report);
    find_missing_totals(report);
    find_missing_units(report);
    report_issues(report);
    report_notices(report);
}
