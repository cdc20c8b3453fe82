/* SPDX-License-Identifier: Apache-2.0 */
/* SARIF 2.1.0 (OASIS): a report is one run, what could not be checked included. */
#include <glib.h>
#include <string.h>

#include "write/write.h"

static void put_text_object(hrb__buffer *out, const char *key, const char *text)
{
    hrb__put_format(out, "\"%s\": {", key);
    hrb__put_member(out, "text", text);
    hrb__put(out, "}");
}

/* In a message braces stand for arguments, so those of the text are doubled. */
static void put_message(hrb__buffer *out, const char *text)
{
    GString *doubled = g_string_new(NULL);
    for (; *text != '\0'; text++) {
        g_string_append_c(doubled, *text);
        if (*text == '{' || *text == '}')
            g_string_append_c(doubled, *text);
    }
    put_text_object(out, "message", doubled->str);
    g_string_free(doubled, TRUE);
}

/* --- Places --- */

static void put_escape(hrb__buffer *out, unsigned char c)
{
    static const char DIGITS[] = "0123456789ABCDEF";
    const char escape[3] = {'%', DIGITS[c >> 4], DIGITS[c & 15]};
    hrb__put_bytes(out, escape, sizeof escape);
}

/* A path as a URI reference: percent-encoded, an absolute one with its scheme. */
static void put_uri(hrb__buffer *out, const char *path)
{
    hrb__put(out, *path == '/' ? "\"file://" : "\"");
    for (const unsigned char *p = (const unsigned char *)path; *p != '\0'; p++)
        if (g_ascii_isalnum(*p) || strchr("-._~/", *p) != NULL)
            hrb__put_bytes(out, (const char *)p, 1);
        else
            put_escape(out, *p);
    hrb__put(out, "\"");
}

static void put_artifact_location(hrb__buffer *out, const char *path)
{
    hrb__put(out, "{");
    if (*path != '\0') {
        hrb__put(out, "\"uri\": ");
        put_uri(out, path);
        hrb__put(out, ", ");
    }
    hrb__put(out, "\"index\": 0}");
}

/* Columns count code points, as the run's columnKind says; only a text has lines and columns. */
static void put_region(hrb__buffer *out, hrb_place place, const char *text)
{
    if (place.line <= 0 || place.column <= 0)
        return;
    hrb__put_format(out, ", \"region\": {\"startLine\": %d, \"startColumn\": %d, ", place.line, place.column);
    if (*text != '\0' && strchr(text, '\n') == NULL && g_utf8_validate(text, -1, NULL)) {
        hrb__put(out, "\"endColumn\": ");
        hrb__put_integer(out, (int64_t)place.column + g_utf8_strlen(text, -1));
        hrb__put(out, ", ");
    }
    hrb__put(out, "\"byteOffset\": ");
    hrb__put_integer(out, place.offset);
    hrb__put(out, ", \"byteLength\": ");
    hrb__put_integer(out, place.length);
    hrb__put(out, ", ");
    put_text_object(out, "snippet", text);
    hrb__put(out, "}");
}

static void put_logical(hrb__buffer *out, const char *kind, const char *name, const char *inside, bool *first)
{
    if (name == NULL || *name == '\0')
        return;
    hrb__put(out, *first ? ", \"logicalLocations\": [{" : ", {");
    hrb__put_member(out, "name", name);
    if (*inside != '\0') {
        char *full = g_strdup_printf("%s/%s", inside, name);
        hrb__put(out, ", ");
        hrb__put_member(out, "fullyQualifiedName", full);
        g_free(full);
    }
    hrb__put_format(out, ", \"kind\": \"%s\"}", kind);
    *first = false;
}

/* The table, the row and the column that lead to a cell. A row of one line has a column alone. */
static void put_logical_locations(hrb__buffer *out, const hrb_report *report, size_t finding, size_t location)
{
    const char *table = hrb_location_table(report, finding, location);
    const char *first_label = hrb_location_path(report, finding, location, 0), *second_label = hrb_location_path(report, finding, location, 1);
    bool column_alone = second_label == NULL && hrb_location_cell(report, finding, location) > 0, first = true;
    put_logical(out, "table", table, "", &first);
    put_logical(out, column_alone ? "column" : "row", first_label, table, &first);
    put_logical(out, "column", second_label, table, &first);
    hrb__put(out, first ? "" : "]");
}

static void put_location(hrb__buffer *out, const hrb_report *report, size_t finding, size_t location, hrb_lang lang)
{
    hrb_place place = hrb_location_place(report, finding, location);
    hrb__put(out, "{");
    if (location > 0) {
        hrb__put_format(out, "\"id\": %zu, ", location);
        put_message(out, hrb__role_word(hrb_location_role(report, finding, location), lang));
        hrb__put(out, ", ");
    }
    hrb__put(out, "\"physicalLocation\": {\"artifactLocation\": ");
    put_artifact_location(out, hrb_document_path(hrb_report_document(report)));
    put_region(out, place, hrb_location_text(report, finding, location));
    hrb__put(out, "}");
    put_logical_locations(out, report, finding, location);
    hrb__put(out, ", \"properties\": {");
    hrb__put_member(out, "role", hrb_location_role(report, finding, location));
    hrb__put(out, ", ");
    hrb__put_member(out, "text", hrb_location_text(report, finding, location));
    hrb__put_place(out, place);
    hrb__put(out, "}}");
}

/* --- Results --- */

/* A difference that rounding explains is no problem; SARIF then wants the level "none". */
static bool is_informational(const hrb_report *report, size_t finding)
{
    return hrb_finding_verdict(report, finding) == HRB_VERDICT_ROUNDING;
}

static const char *level_of(hrb_severity severity)
{
    static const char *const LEVELS[] = {"none", "note", "warning", "error"};
    return LEVELS[severity >= HRB_SEVERITY_INFO && severity <= HRB_SEVERITY_ERROR ? severity : 0];
}

static void put_fen(hrb__buffer *out, const char *name, hrb_fen value)
{
    hrb__put_format(out, ", \"%s\": ", name);
    hrb__put_integer(out, value);
}

static void put_properties(hrb__buffer *out, const hrb_report *report, size_t finding)
{
    hrb_fen expected, actual, difference, tolerance, suggested;
    const char *slip;
    size_t explains;
    hrb__put(out, ",\n       \"properties\": {");
    hrb__put_member(out, "verdict", hrb_verdict_name(hrb_finding_verdict(report, finding)));
    if (hrb_finding_figures(report, finding, &expected, &actual, &difference, &tolerance)) {
        put_fen(out, "expected_fen", expected);
        put_fen(out, "actual_fen", actual);
        put_fen(out, "difference_fen", difference);
        put_fen(out, "tolerance_fen", tolerance);
    }
    if (hrb_finding_cause(report, finding, &slip, &suggested, &explains)) {
        hrb__put(out, ", ");
        hrb__put_member(out, "slip", slip);
        put_fen(out, "suggested_fen", suggested);
        hrb__put_format(out, ", \"explains\": %zu", explains);
    }
    hrb__put(out, "}");
}

static void put_result(hrb__buffer *out, const hrb_report *report, size_t finding, guint rule, hrb_lang lang)
{
    size_t places = hrb_finding_location_count(report, finding);
    bool informational = is_informational(report, finding);
    hrb__put(out, "      {");
    hrb__put_member(out, "ruleId", hrb_finding_rule(report, finding));
    hrb__put_format(out, ", \"ruleIndex\": %u, \"kind\": \"%s\", \"level\": \"%s\",\n       ", rule, informational ? "informational" : "fail",
                    informational ? "none" : level_of(hrb_finding_severity(report, finding)));
    put_message(out, hrb_finding_message(report, finding, lang));
    if (places > 0) {
        hrb__put(out, ",\n       \"locations\": [");
        put_location(out, report, finding, 0, lang);
        hrb__put(out, "]");
    }
    for (size_t i = 1; i < places; i++) {
        hrb__put(out, i == 1 ? ",\n       \"relatedLocations\": [\n        " : ",\n        ");
        put_location(out, report, finding, i, lang);
    }
    hrb__put(out, places > 1 ? "]" : "");
    hrb__put_format(out, ",\n       \"partialFingerprints\": {\"hrbudget/v1\": \"%s\"}", hrb_finding_fingerprint(report, finding));
    if (hrb_report_has_baseline(report))
        hrb__put_format(out, ", \"baselineState\": \"%s\"", hrb_finding_is_known(report, finding) ? "unchanged" : "new");
    put_properties(out, report, finding);
    hrb__put(out, "}");
}

/* --- Rules: those that the results name, in the order of their ids --- */

static gint compare_ids(gconstpointer left, gconstpointer right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The ids, each once; the strings are the report's. */
static GPtrArray *collect_rules(const hrb_report *report, const hrb__gaps *gaps, hrb_severity least)
{
    GPtrArray *all = g_ptr_array_new(), *rules = g_ptr_array_new();
    for (size_t i = 0; i < hrb_finding_count(report); i++)
        if (hrb_finding_severity(report, i) >= least)
            g_ptr_array_add(all, (gpointer)hrb_finding_rule(report, i));
    for (size_t i = 0; i < gaps->count; i++)
        g_ptr_array_add(all, (gpointer)gaps->items[i].rule);
    g_ptr_array_sort(all, compare_ids);
    for (guint i = 0; i < all->len; i++)
        if (i == 0 || strcmp(g_ptr_array_index(all, i), g_ptr_array_index(all, i - 1)) != 0)
            g_ptr_array_add(rules, g_ptr_array_index(all, i));
    g_ptr_array_free(all, TRUE);
    return rules;
}

static guint rule_index(const GPtrArray *rules, const char *id)
{
    guint low = 0, high = rules->len;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;
        if (strcmp(g_ptr_array_index(rules, middle), id) <= 0)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void put_rule(hrb__buffer *out, const hrb_rulebook *book, const char *id, hrb_lang lang)
{
    hrb__put(out, "        {");
    hrb__put_member(out, "id", id);
    hrb__put(out, ", ");
    put_text_object(out, "shortDescription", hrb_rulebook_rule_text(book, id, lang));
    hrb__put_format(out, ", \"defaultConfiguration\": {\"level\": \"%s\"}, \"properties\": {", level_of(hrb_rulebook_rule_severity(book, id)));
    hrb__put_member(out, "zh", hrb_rulebook_rule_text(book, id, HRB_LANG_ZH));
    hrb__put(out, ", ");
    hrb__put_member(out, "en", hrb_rulebook_rule_text(book, id, HRB_LANG_EN));
    hrb__put(out, "}}");
}

/* --- A run --- */

static void open_run(hrb__buffer *out, hrb_lang lang)
{
    hrb__put_format(out, "  {\"columnKind\": \"unicodeCodePoints\", \"language\": \"%s\",\n   \"tool\": {\"driver\": {\"name\": \"hrbudget\", \"version\": \"%s\"",
                    lang == HRB_LANG_EN ? "en" : "zh-CN", hrb_version());
}

static void put_artifact(hrb__buffer *out, const hrb_document *document)
{
    char digest[65] = "";
    hrb__put(out, "   \"artifacts\": [{");
    if (*hrb_document_path(document) != '\0') {
        hrb__put(out, "\"location\": ");
        put_artifact_location(out, hrb_document_path(document));
        hrb__put(out, ", ");
    }
    hrb_document_sha256(document, digest);
    hrb__put_format(out, "\"roles\": [\"analysisTarget\"], \"hashes\": {\"sha-256\": \"%s\"}}],\n", digest);
}

static void put_summary(hrb__buffer *out, const hrb_report *report)
{
    hrb__put_format(out, "   \"properties\": {\"equations\": %zu, \"passed\": %zu, \"rounding\": %zu, \"failed\": %zu, \"not_evaluated\": %zu},\n",
                    hrb_equation_count(report), hrb_equation_count_of(report, HRB_VERDICT_PASS), hrb_equation_count_of(report, HRB_VERDICT_ROUNDING),
                    hrb_equation_count_of(report, HRB_VERDICT_FAIL), hrb_equation_count_of(report, HRB_VERDICT_NOT_EVALUATED));
}

/* What was not evaluated is a result too, of kind "open". */
static void put_gap(hrb__buffer *out, const hrb__gap *gap, guint rule)
{
    hrb__put(out, "      {");
    hrb__put_member(out, "ruleId", gap->rule);
    hrb__put_format(out, ", \"ruleIndex\": %u, \"kind\": \"open\", \"level\": \"none\", ", rule);
    put_message(out, gap->reason);
    hrb__put_format(out, ", \"properties\": {\"verdict\": \"not_evaluated\", \"count\": %zu}}", gap->count);
}

void hrb__write_report_sarif(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least)
{
    const hrb_rulebook *book = hrb_document_rulebook(hrb_report_document(report));
    hrb__gaps gaps = hrb__collect_gaps(report, lang);
    GPtrArray *rules = collect_rules(report, &gaps, least);
    open_run(out, lang);
    hrb__put(out, ",\n     \"rules\": [");
    for (guint i = 0; i < rules->len; i++) {
        hrb__put(out, i > 0 ? ",\n" : "\n");
        put_rule(out, book, g_ptr_array_index(rules, i), lang);
    }
    hrb__put(out, "]}},\n   \"invocations\": [{\"executionSuccessful\": true}],\n");
    put_artifact(out, hrb_report_document(report));
    put_summary(out, report);
    hrb__put(out, "   \"results\": [");
    bool first = true;
    for (size_t i = 0; i < hrb_finding_count(report); i++) {
        if (hrb_finding_severity(report, i) < least)
            continue;
        hrb__put(out, first ? "\n" : ",\n");
        put_result(out, report, i, rule_index(rules, hrb_finding_rule(report, i)), lang);
        first = false;
    }
    for (size_t i = 0; i < gaps.count; i++) {
        hrb__put(out, first ? "\n" : ",\n");
        put_gap(out, &gaps.items[i], rule_index(rules, gaps.items[i].rule));
        first = false;
    }
    hrb__put(out, "]}");
    g_ptr_array_free(rules, TRUE);
    hrb__free_gaps(&gaps);
}

void hrb__write_failure_sarif(hrb__buffer *out, const hrb__failure *failure, hrb_lang lang)
{
    open_run(out, lang);
    hrb__put(out, "}},\n   \"invocations\": [{\"executionSuccessful\": false, \"toolExecutionNotifications\": [{\"level\": \"error\", ");
    put_message(out, failure->message);
    hrb__put_format(out, ", \"descriptor\": {\"id\": \"%s\"}", hrb_status_name(failure->status));
    hrb__put(out, ", \"locations\": [{\"physicalLocation\": {\"artifactLocation\": ");
    put_artifact_location(out, failure->path);
    hrb__put(out, "}}]}]}],\n   \"artifacts\": [{\"location\": ");
    put_artifact_location(out, failure->path);
    hrb__put(out, "}],\n   \"results\": []}");
}
