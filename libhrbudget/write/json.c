/* SPDX-License-Identifier: Apache-2.0 */
/* JSON: hrbudget.report/1, hrbudget.facts/1, hrbudget.tables/1. */
#include <glib.h>

#include "amount/unit.h"
#include "write/write.h"

const char *const hrb__dimension_names[HRB__DIMENSIONS] = {"flow", "phase", "fund", "function", "economic", "nature", "topic", "entity", "year"};

const char *hrb__unit_label(hrb_unit unit)
{
    const char *name = hrb__unit_name(unit);
    return name == NULL ? "" : name;
}

/* B5 for row 5, cell 2. */
void hrb__put_a1(hrb__buffer *out, hrb_place place)
{
    char letters[8];
    size_t n = sizeof letters;
    for (int32_t c = place.cell; c > 0 && n > 0; c = (c - 1) / 26)
        letters[--n] = (char)('A' + (c - 1) % 26);
    hrb__put_bytes(out, letters + n, sizeof letters - n);
    hrb__put_integer(out, place.row);
}

void hrb__put_place(hrb__buffer *out, hrb_place place)
{
    if (place.line > 0)
        hrb__put_format(out, ", \"line\": %d", place.line);
    if (place.column > 0) {
        hrb__put_format(out, ", \"column\": %d, \"offset\": ", place.column);
        hrb__put_integer(out, place.offset);
        hrb__put(out, ", \"length\": ");
        hrb__put_integer(out, place.length);
    }
    if (place.page > 0)
        hrb__put_format(out, ", \"page\": %d", place.page);
    if (place.right > 0)
        hrb__put_format(out, ", \"box\": [%d, %d, %d, %d]", place.left, place.top, place.right, place.bottom);
    if (place.sheet > 0) {
        hrb__put_format(out, ", \"sheet\": %d", place.sheet);
        if (place.row > 0) {
            hrb__put(out, ", \"a1\": \"");
            hrb__put_a1(out, place);
            hrb__put(out, "\"");
        }
    }
}

static void put_figure(hrb__buffer *out, const char *name, bool stated, hrb_fen value)
{
    hrb__put_format(out, "     \"%s\": ", name);
    if (stated)
        hrb__put_integer(out, value);
    else
        hrb__put(out, "null");
    hrb__put(out, ",\n");
}

static void put_location(hrb__buffer *out, const hrb_report *report, size_t finding, size_t location)
{
    hrb__put(out, "       {");
    hrb__put_member(out, "role", hrb_location_role(report, finding, location));
    hrb__put(out, ", ");
    hrb__put_member(out, "text", hrb_location_text(report, finding, location));
    if (hrb_location_table_index(report, finding, location) < 0) {
        hrb__around around = hrb__words_around(report, finding, location);
        hrb__put(out, ", ");
        hrb__put_member(out, "before", around.before);
        hrb__put(out, ", ");
        hrb__put_member(out, "after", around.after);
    }
    hrb__put_place(out, hrb_location_place(report, finding, location));
    const char *table = hrb_location_table(report, finding, location);
    if (*table != '\0') {
        hrb__put(out, ", ");
        hrb__put_member(out, "table", table);
    }
    if (hrb_location_row(report, finding, location) > 0)
        hrb__put_format(out, ", \"row\": %d", hrb_location_row(report, finding, location));
    if (hrb_location_cell(report, finding, location) > 0)
        hrb__put_format(out, ", \"cell\": %d", hrb_location_cell(report, finding, location));
    hrb__put(out, ", \"path\": [");
    for (size_t i = 0; hrb_location_path(report, finding, location, i) != NULL; i++) {
        hrb__put(out, i > 0 ? ", " : "");
        hrb__put_json(out, hrb_location_path(report, finding, location, i));
    }
    hrb__put(out, "]}");
}

static void put_cause(hrb__buffer *out, const hrb_report *report, size_t finding)
{
    const char *slip;
    hrb_fen suggested;
    size_t explains;
    hrb__put(out, "     \"cause\": ");
    if (hrb_finding_cause(report, finding, &slip, &suggested, &explains)) {
        hrb__put(out, "{");
        hrb__put_member(out, "slip", slip);
        hrb__put(out, ", \"suggested_fen\": ");
        hrb__put_integer(out, suggested);
        hrb__put_format(out, ", \"explains\": %zu}", explains);
    } else {
        hrb__put(out, "null");
    }
    hrb__put(out, ",\n");
}

static void put_finding(hrb__buffer *out, const hrb_report *report, size_t finding, hrb_lang lang)
{
    hrb_fen expected = 0, actual = 0, difference = 0, tolerance = 0;
    bool money = hrb_finding_figures(report, finding, &expected, &actual, &difference, &tolerance);
    hrb__put(out, "    {");
    hrb__put_member(out, "rule", hrb_finding_rule(report, finding));
    hrb__put(out, ", ");
    hrb__put_member(out, "severity", hrb_severity_name(hrb_finding_severity(report, finding)));
    hrb__put(out, ", ");
    hrb__put_member(out, "verdict", hrb_verdict_name(hrb_finding_verdict(report, finding)));
    hrb__put(out, ",\n     ");
    hrb__put_member(out, "message", hrb_finding_message(report, finding, lang));
    hrb__put(out, ",\n");
    put_figure(out, "expected_fen", money, expected);
    put_figure(out, "actual_fen", money, actual);
    put_figure(out, "difference_fen", money, difference);
    put_figure(out, "tolerance_fen", money, tolerance);
    put_cause(out, report, finding);
    hrb__put(out, "     \"locations\": [");
    for (size_t i = 0; i < hrb_finding_location_count(report, finding); i++) {
        hrb__put(out, i > 0 ? ",\n" : "\n");
        put_location(out, report, finding, i);
    }
    hrb__put(out, "],\n     \"equations\": [");
    for (size_t i = 0; i < hrb_finding_equation_count(report, finding); i++) {
        hrb__put(out, i > 0 ? ", " : "");
        hrb__put_json(out, hrb_equation_rule(report, hrb_finding_equation(report, finding, i)));
    }
    hrb__put(out, "],\n     ");
    hrb__put_member(out, "fingerprint", hrb_finding_fingerprint(report, finding));
    hrb__put(out, "}");
}

static void put_not_evaluated(hrb__buffer *out, const hrb_report *report, hrb_lang lang)
{
    hrb__gaps gaps = hrb__collect_gaps(report, lang);
    hrb__put(out, "  \"not_evaluated\": [");
    for (size_t i = 0; i < gaps.count; i++) {
        hrb__put(out, i > 0 ? ",\n    {" : "\n    {");
        hrb__put_member(out, "rule", gaps.items[i].rule);
        hrb__put(out, ", ");
        hrb__put_member(out, "reason", gaps.items[i].reason);
        hrb__put_format(out, ", \"count\": %zu}", gaps.items[i].count);
    }
    hrb__put(out, "],\n");
    hrb__free_gaps(&gaps);
}

void hrb__put_document(hrb__buffer *out, const hrb_document *document)
{
    char digest[65] = "";
    hrb_document_sha256(document, digest);
    hrb__put(out, "  \"document\": {");
    hrb__put_member(out, "path", hrb_document_path(document));
    hrb__put(out, ", ");
    hrb__put_member(out, "sha256", digest);
    hrb__put(out, ", ");
    hrb__put_member(out, "title", hrb_document_title(document));
    hrb__put(out, ", ");
    hrb__put_member(out, "department", hrb_document_department(document));
    hrb__put_format(out, ", \"year\": %d, \"kind\": \"%s\", \"level\": \"%s\", ", hrb_document_year(document), hrb_document_kind(document),
                    hrb_document_level(document));
    hrb__put_member(out, "region", hrb_document_region(document));
    hrb__put(out, "},\n");
}

/* Counts of everything, whatever the threshold leaves out of the list. */
static void put_summary(hrb__buffer *out, const hrb_report *report)
{
    hrb__tally tally = hrb__tally_findings(report, HRB_SEVERITY_INFO);
    size_t errors = tally.shown[HRB_SEVERITY_ERROR], warnings = tally.shown[HRB_SEVERITY_WARNING], infos = tally.shown[HRB_SEVERITY_INFO];
    hrb__put_format(out, "  \"summary\": {\"facts\": %zu, \"equations\": %zu, \"passed\": %zu, \"rounding\": %zu, \"failed\": %zu, \"not_evaluated\": %zu, ",
                    hrb_fact_count(hrb_report_document(report)), hrb_equation_count(report), hrb_equation_count_of(report, HRB_VERDICT_PASS),
                    hrb_equation_count_of(report, HRB_VERDICT_ROUNDING), hrb_equation_count_of(report, HRB_VERDICT_FAIL),
                    hrb_equation_count_of(report, HRB_VERDICT_NOT_EVALUATED));
    hrb__put_format(out, "\"findings\": %zu, \"errors\": %zu, \"warnings\": %zu, \"infos\": %zu, \"tables\": %zu, \"known\": %zu},\n",
                    errors + warnings + infos, errors, warnings, infos, hrb_table_count(hrb_report_document(report)), tally.known);
}

void hrb__write_report_json(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least)
{
    const hrb_document *document = hrb_report_document(report);
    hrb__put(out, "{\"schema\": \"hrbudget.report/1\",\n");
    hrb__put_document(out, document);
    put_summary(out, report);
    put_not_evaluated(out, report, lang);
    hrb__put(out, "  \"findings\": [");
    bool first = true;
    for (size_t i = 0; i < hrb_finding_count(report); i++) {
        if (hrb_finding_severity(report, i) < least || hrb_finding_is_known(report, i))
            continue;
        hrb__put(out, first ? "\n" : ",\n");
        put_finding(out, report, i, lang);
        first = false;
    }
    hrb__put(out, "]}\n");
}

void hrb__write_facts_json(hrb__buffer *out, const hrb_document *document)
{
    static const char *const VALUES[] = {"", "value_fen", "count", "percent_bp"};
    hrb__put(out, "{\"schema\": \"hrbudget.facts/1\",\n");
    hrb__put_document(out, document);
    hrb__put(out, "  \"facts\": [");
    for (size_t i = 0; i < hrb_fact_count(document); i++) {
        hrb__put(out, i > 0 ? ",\n  {" : "\n  {");
        for (int d = 0; d < HRB__DIMENSIONS; d++) {
            const char *text = hrb_fact_dimension(document, i, d + 1);
            bool is_number = d + 1 == HRB_DIMENSION_YEAR;
            hrb__put_format(out, "\"%s\": ", hrb__dimension_names[d]);
            if (*text == '\0')
                hrb__put(out, "null");
            else if (is_number)
                hrb__put(out, text);
            else
                hrb__put_json(out, text);
            hrb__put(out, ", ");
        }
        hrb__put_format(out, "\"%s\": ", VALUES[hrb_fact_value_kind(document, i)]);
        hrb__put_integer(out, hrb_fact_value(document, i));
        hrb__put(out, ", \"quantum_fen\": ");
        hrb__put_integer(out, hrb_fact_quantum(document, i));
        hrb__put(out, ", ");
        hrb__put_member(out, "text", hrb_fact_text(document, i));
        hrb__put(out, ", ");
        hrb__put_member(out, "source", hrb_fact_source(document, i));
        hrb__put(out, ", \"location\": {\"role\": \"figure\"");
        hrb__put_place(out, hrb_fact_place(document, i));
        if (hrb_fact_table(document, i) >= 0) {
            hrb__put(out, ", ");
            hrb__put_member(out, "table", hrb_table_title(document, (size_t)hrb_fact_table(document, i)));
            hrb__put_format(out, ", \"row\": %d, \"cell\": %d", hrb_fact_row(document, i) + 1, hrb_fact_column(document, i) + 1);
        }
        hrb__put(out, "}}");
    }
    hrb__put(out, "]}\n");
}

static void put_row(hrb__buffer *out, const hrb_document *document, size_t table, size_t row)
{
    hrb__put(out, "      {");
    hrb__put_member(out, "code", hrb_table_row_code(document, table, row));
    hrb__put(out, ", ");
    hrb__put_member(out, "name", hrb_table_row_name(document, table, row));
    hrb__put_format(out, ", \"level\": %d, \"cells\": [", hrb_table_row_level(document, table, row));
    for (size_t c = 0; c < hrb_table_column_count(document, table); c++) {
        hrb__put(out, c > 0 ? ", " : "");
        hrb__put_json(out, hrb_table_cell_text(document, table, row, c));
    }
    hrb__put(out, "]}");
}

void hrb__write_tables_json(hrb__buffer *out, const hrb_document *document)
{
    hrb__put(out, "{\"schema\": \"hrbudget.tables/1\",\n");
    hrb__put_document(out, document);
    hrb__put(out, "  \"tables\": [");
    for (size_t t = 0; t < hrb_table_count(document); t++) {
        hrb__put(out, t > 0 ? ",\n  {" : "\n  {");
        hrb__put_member(out, "kind", hrb_table_kind(document, t));
        hrb__put(out, ", ");
        hrb__put_member(out, "title", hrb_table_title(document, t));
        hrb__put(out, ", ");
        hrb__put_member(out, "unit", hrb__unit_label(hrb_table_unit(document, t)));
        hrb__put_place(out, hrb_table_place(document, t));
        hrb__put(out, ",\n   \"columns\": [");
        for (size_t c = 0; c < hrb_table_column_count(document, t); c++) {
            hrb__put(out, c > 0 ? ", " : "");
            hrb__put_json(out, hrb_table_column_title(document, t, c));
        }
        hrb__put(out, "],\n   \"rows\": [");
        for (size_t r = 0; r < hrb_table_row_count(document, t); r++) {
            hrb__put(out, r > 0 ? ",\n" : "\n");
            put_row(out, document, t, r);
        }
        hrb__put(out, "]}");
    }
    hrb__put(out, "]}\n");
}

void hrb__write_failure_json(hrb__buffer *out, const hrb__failure *failure)
{
    hrb__put(out, "{\"schema\": \"hrbudget.failure/1\",\n  \"document\": {");
    hrb__put_member(out, "path", failure->path);
    hrb__put(out, "},\n  \"error\": {");
    hrb__put_member(out, "status", hrb_status_name(failure->status));
    hrb__put(out, ", ");
    hrb__put_member(out, "message", failure->message);
    hrb__put(out, "}}\n");
}
