/* SPDX-License-Identifier: Apache-2.0 */
/* Projects and indicators as JSON, CSV and text. */
#include <string.h>

#include "base/error.h"
#include "write/write.h"

/* A text, or null where there is none. */
static void put_optional(hrb__buffer *out, const char *name, const char *text)
{
    hrb__put_format(out, ", \"%s\": ", name);
    if (*text == '\0')
        hrb__put(out, "null");
    else
        hrb__put_json(out, text);
}

static void put_flag(hrb__buffer *out, const char *name, bool applies, bool value)
{
    hrb__put_format(out, ", \"%s\": %s", name, !applies ? "null" : value ? "true" : "false");
}

/* An exact decimal as it is printed: a number of JSON, and never a double on the way. */
static void put_decimal(hrb__buffer *out, const char *name, bool applies, hrb_decimal value)
{
    char text[64] = "null";
    if (applies)
        hrb_decimal_format(value, text, sizeof text);
    hrb__put_format(out, ", \"%s\": %s", name, text);
}

static void put_target(hrb__buffer *out, const hrb_target *target)
{
    hrb_decimal value = {0, 0}, upper = {0, 0};
    bool has_value = hrb_target_value(target, &value), has_upper = hrb_target_upper(target, &upper);
    bool bounded = hrb_target_comparator(target) != HRB_COMPARE_NONE;
    hrb__put_member(out, "target", hrb_target_text(target));
    put_optional(out, "kind", hrb_target_kind_name(hrb_target_get_kind(target)));
    put_optional(out, "comparator", hrb_comparator_name(hrb_target_comparator(target)));
    put_flag(out, "comparator_stated", bounded, hrb_target_comparator_stated(target));
    put_flag(out, "inclusive", bounded, hrb_target_inclusive(target));
    put_decimal(out, "value", has_value, value);
    put_decimal(out, "upper", has_upper, upper);
    put_flag(out, "upper_inclusive", has_upper, hrb_target_upper_inclusive(target));
    put_optional(out, "unit", hrb_target_unit(target));
    put_optional(out, "per", hrb_target_per(target));
    put_optional(out, "period", hrb_target_period(target));
    put_optional(out, "deadline", hrb_target_deadline(target));
    put_optional(out, "relation", hrb_target_relation(target));
    put_optional(out, "words", hrb_target_words(target));
}

/* --- Projects --- */

static void put_items(hrb__buffer *out, const hrb_document *document, size_t project)
{
    hrb__put(out, ",\n   \"items\": [");
    for (size_t i = 0; i < hrb_project_item_count(document, project); i++) {
        hrb_fen fen = 0;
        hrb_project_item_amount(document, project, i, &fen, NULL);
        hrb__put(out, i > 0 ? ", {" : "{");
        hrb__put_member(out, "name", hrb_project_item_name(document, project, i));
        hrb__put(out, ", \"amount_fen\": ");
        hrb__put_integer(out, fen);
        hrb__put_place(out, hrb_project_item_place(document, project, i));
        hrb__put(out, "}");
    }
    hrb__put(out, "]");
}

static void put_sections(hrb__buffer *out, const hrb_document *document, size_t project)
{
    hrb_place place;
    bool first = true;
    hrb__put(out, ",\n   \"sections\": [");
    for (hrb_section s = 1; s <= HRB_SECTIONS; s++)
        if (hrb_project_section(document, project, s, &place)) {
            hrb__put(out, first ? "{" : ", {");
            hrb__put_member(out, "name", hrb_section_name(s));
            hrb__put_place(out, place);
            hrb__put(out, "}");
            first = false;
        }
    hrb__put(out, "], \"missing\": [");
    first = true;
    for (hrb_section s = 1; s <= HRB_SECTIONS; s++)
        if (hrb_project_has_statement(document, project) && !hrb_project_section(document, project, s, NULL)) {
            hrb__put(out, first ? "" : ", ");
            hrb__put_json(out, hrb_section_name(s));
            first = false;
        }
    hrb__put(out, "]");
}

/* Indicators follow each other by project; *next is the first that is not counted yet. */
static size_t count_indicators(const hrb_document *document, size_t project, size_t *next)
{
    size_t first = *next;
    while (hrb_indicator_project(document, *next) == project)
        ++*next;
    return *next - first;
}

static void write_projects_json(hrb__buffer *out, const hrb_document *document)
{
    hrb__put(out, "{\"schema\": \"hrbudget.projects/1\",\n");
    hrb__put_document(out, document);
    hrb__put(out, "  \"projects\": [");
    size_t next = 0;
    for (size_t i = 0; i < hrb_project_count(document); i++) {
        hrb_fen fen = 0;
        int64_t quantum = 0;
        bool is_sum = false, found = hrb_project_budget(document, i, &fen, &quantum, &is_sum);
        hrb__put(out, i > 0 ? ",\n  {" : "\n  {");
        hrb__put_member(out, "entity", hrb_project_entity(document, i));
        hrb__put(out, ", ");
        hrb__put_member(out, "name", hrb_project_name(document, i));
        put_optional(out, "table_name", hrb_project_table_name(document, i));
        hrb__put(out, ", \"budget_fen\": ");
        if (found)
            hrb__put_integer(out, fen);
        else
            hrb__put(out, "null");
        if (found) {
            hrb__put(out, ", \"quantum_fen\": ");
            hrb__put_integer(out, quantum);
            hrb__put_format(out, ", \"budget_is_sum\": %s", is_sum ? "true" : "false");
        }
        put_flag(out, "has_statement", true, hrb_project_has_statement(document, i));
        hrb__put_format(out, ", \"indicators\": %zu", count_indicators(document, i, &next));
        hrb__put_place(out, hrb_project_place(document, i));
        put_items(out, document, i);
        put_sections(out, document, i);
        hrb__put(out, "}");
    }
    hrb__put(out, "]}\n");
}

static void write_projects_csv(hrb__buffer *out, const hrb_document *document)
{
    hrb__put(out, "path,entity,name,table_name,budget_fen,quantum_fen,item,amount_fen,line\n");
    for (size_t i = 0; i < hrb_project_count(document); i++) {
        /* A row for the project, then one for each item. */
        for (size_t k = 0; k <= hrb_project_item_count(document, i); k++) {
            hrb_fen fen = 0;
            int64_t quantum = 0;
            hrb__put_csv(out, hrb_document_path(document));
            hrb__put(out, ",");
            hrb__put_csv(out, hrb_project_entity(document, i));
            hrb__put(out, ",");
            hrb__put_csv(out, hrb_project_name(document, i));
            hrb__put(out, ",");
            hrb__put_csv(out, hrb_project_table_name(document, i));
            hrb__put(out, ",");
            if (k == 0 && hrb_project_budget(document, i, &fen, &quantum, NULL)) {
                hrb__put_integer(out, fen);
                hrb__put(out, ",");
                hrb__put_integer(out, quantum);
                hrb__put(out, ",,,");
            } else if (k > 0) {
                hrb__put(out, ",,");
                hrb__put_csv(out, hrb_project_item_name(document, i, k - 1));
                hrb__put(out, ",");
                hrb_project_item_amount(document, i, k - 1, &fen, NULL);
                hrb__put_integer(out, fen);
                hrb__put(out, ",");
            } else {
                hrb__put(out, ",,,,");
            }
            hrb__put_format(out, "%d\n", (k == 0 ? hrb_project_place(document, i) : hrb_project_item_place(document, i, k - 1)).line);
        }
    }
}

static void put_money(hrb__buffer *out, hrb_fen fen)
{
    char text[64];
    hrb_fen_format(fen, HRB_UNIT_YUAN, 2, HRB_FORMAT_GROUPED | HRB_FORMAT_UNIT, text, sizeof text);
    hrb__put(out, text);
}

static void write_projects_text(hrb__buffer *out, const hrb_document *document, hrb_lang lang)
{
    bool en = lang == HRB_LANG_EN;
    hrb_fen sum = 0;
    size_t stated = 0, next = 0;
    for (size_t i = 0; i < hrb_project_count(document); i++) {
        hrb_fen fen = 0;
        bool is_sum = false;
        hrb__put_where(out, hrb_project_place(document, i));
        hrb__put_format(out, " %zu. ", i + 1);
        hrb__put(out, hrb_project_name(document, i));
        hrb__put(out, "  [");
        hrb__put(out, hrb_project_entity(document, i));
        hrb__put(out, "]  ");
        if (hrb_project_budget(document, i, &fen, NULL, &is_sum)) {
            put_money(out, fen);
            hrb__put(out, !is_sum ? "" : en ? " (sum of its items)" : "（各项之和）");
            stated += hrb_fen_add(sum, fen, &sum) == HRB_OK;
        } else {
            hrb__put(out, en ? "no budget found" : "没有找到预算金额");
        }
        hrb__put_format(out, en ? "  %zu {indicator|indicators}\n" : "  %zu个指标\n", count_indicators(document, i, &next));
        for (size_t k = 0; k < hrb_project_item_count(document, i); k++) {
            hrb_project_item_amount(document, i, k, &fen, NULL);
            hrb__put(out, "      ");
            put_money(out, fen);
            hrb__put(out, "  ");
            hrb__put(out, hrb_project_item_name(document, i, k));
            hrb__put(out, "\n");
        }
        for (hrb_section s = 1; s <= HRB_SECTIONS; s++)
            if (hrb_project_has_statement(document, i) && !hrb_project_section(document, i, s, NULL))
                hrb__put_format(out, en ? "      section missing: %s\n" : "      缺少：%s\n", hrb_section_name(s));
    }
    hrb__put_format(out, en ? "%zu {project|projects}, %zu {budget|budgets}, together " : "共%zu个项目，%zu个预算金额，合计", hrb_project_count(document), stated);
    put_money(out, sum);
    hrb__put(out, "\n");
}

/* --- Indicators --- */

static void write_indicators_json(hrb__buffer *out, const hrb_document *document)
{
    static const char *const LEVELS[] = {"level1", "level2", "level3"};
    hrb__put(out, "{\"schema\": \"hrbudget.indicators/1\",\n");
    hrb__put_document(out, document);
    hrb__put(out, "  \"indicators\": [");
    for (size_t i = 0; i < hrb_indicator_count(document); i++) {
        size_t project = hrb_indicator_project(document, i);
        hrb__put(out, i > 0 ? ",\n  {" : "\n  {");
        hrb__put_member(out, "project", hrb_project_name(document, project));
        hrb__put_format(out, ", \"project_index\": %zu", project);
        for (int k = 0; k < 3; k++)
            put_optional(out, LEVELS[k], hrb_indicator_level(document, i, k + 1));
        hrb__put(out, ", ");
        put_target(out, hrb_indicator_target(document, i));
        hrb__put_place(out, hrb_indicator_place(document, i));
        hrb__put(out, "}");
    }
    hrb__put(out, "]}\n");
}

static void write_indicators_csv(hrb__buffer *out, const hrb_document *document)
{
    hrb__put(out, "path,project,level1,level2,level3,target,kind,comparator,inclusive,value,upper,unit,per,period,deadline,relation,words,line\n");
    for (size_t i = 0; i < hrb_indicator_count(document); i++) {
        const hrb_target *t = hrb_indicator_target(document, i);
        hrb_decimal value;
        char low[64] = "", high[64] = "";
        if (hrb_target_value(t, &value))
            hrb_decimal_format(value, low, sizeof low);
        if (hrb_target_upper(t, &value))
            hrb_decimal_format(value, high, sizeof high);
        bool bounded = hrb_target_comparator(t) != HRB_COMPARE_NONE;
        hrb__put_csv(out, hrb_document_path(document));
        hrb__put(out, ",");
        hrb__put_csv(out, hrb_project_name(document, hrb_indicator_project(document, i)));
        for (int k = 1; k <= 3; k++) {
            hrb__put(out, ",");
            hrb__put_csv(out, hrb_indicator_level(document, i, k));
        }
        hrb__put(out, ",");
        hrb__put_csv(out, hrb_target_text(t));
        /* A lone = and the minus of a number are no formulas. */
        hrb__put_format(out, ",%s,%s,%s,%s,%s", hrb_target_kind_name(hrb_target_get_kind(t)), hrb_comparator_name(hrb_target_comparator(t)),
                        !bounded ? "" : hrb_target_inclusive(t) ? "true" : "false", low, high);
        const char *rest[] = {hrb_target_unit(t), hrb_target_per(t), hrb_target_period(t), hrb_target_deadline(t), hrb_target_relation(t), hrb_target_words(t)};
        for (size_t k = 0; k < sizeof rest / sizeof rest[0]; k++) {
            hrb__put(out, ",");
            hrb__put_csv(out, rest[k]);
        }
        hrb__put_format(out, ",%d\n", hrb_indicator_place(document, i).line);
    }
}

static void write_indicators_text(hrb__buffer *out, const hrb_document *document, hrb_lang lang)
{
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < hrb_indicator_count(document); i++) {
        const hrb_target *t = hrb_indicator_target(document, i);
        size_t project = hrb_indicator_project(document, i);
        char sentence[2200];
        if (project != last) {
            hrb__put(out, hrb_project_name(document, project));
            hrb__put(out, "\n");
            last = project;
        }
        hrb__put(out, "  ");
        hrb__put_where(out, hrb_indicator_place(document, i));
        for (int k = 1; k <= 3; k++) {
            hrb__put(out, k > 1 ? " / " : " ");
            hrb__put(out, hrb_indicator_level(document, i, k));
        }
        hrb__put(out, ": ");
        hrb__put(out, hrb_target_text(t));
        hrb_target_explain(t, lang, sentence, sizeof sentence);
        hrb__put(out, "  → ");
        hrb__put(out, sentence);
        hrb__put(out, "\n");
    }
}

/* --- The calls --- */

typedef struct writers {
    void (*json)(hrb__buffer *, const hrb_document *);
    void (*csv)(hrb__buffer *, const hrb_document *);
    void (*text)(hrb__buffer *, const hrb_document *, hrb_lang);
} writers;

static hrb_status format(const writers *w, const hrb_document *document, hrb_format format, hrb_lang lang, char **out, size_t *length, hrb_error **error)
{
    if (out == NULL || document == NULL || !hrb__is_data_format(format))
        return hrb__fail_argument(error, out == NULL ? "out" : document == NULL ? "document" : "format");
    hrb__buffer buffer = {0};
    if (format == HRB_FORMAT_JSON || format == HRB_FORMAT_NDJSON)
        w->json(&buffer, document);
    else if (format == HRB_FORMAT_CSV)
        w->csv(&buffer, document);
    else
        w->text(&buffer, document, lang);
    if (format == HRB_FORMAT_NDJSON)
        hrb__join_lines(&buffer);
    return hrb__buffer_finish(&buffer, out, length, error);
}

hrb_status hrb_projects_format(const hrb_document *document, hrb_format form, hrb_lang lang, char **out, size_t *length, hrb_error **error)
{
    static const writers PROJECTS = {write_projects_json, write_projects_csv, write_projects_text};
    return format(&PROJECTS, document, form, lang, out, length, error);
}

hrb_status hrb_indicators_format(const hrb_document *document, hrb_format form, hrb_lang lang, char **out, size_t *length, hrb_error **error)
{
    static const writers INDICATORS = {write_indicators_json, write_indicators_csv, write_indicators_text};
    return format(&INDICATORS, document, form, lang, out, length, error);
}
