/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions of the stage: pick the writer, hand over the text. */
#include <string.h>

#include "base/error.h"
#include "write/write.h"

static bool is_format(hrb_format format)
{
    return format >= HRB_FORMAT_TEXT && format <= HRB_FORMAT_HTML;
}

/* Facts and tables have no SARIF and no page. */
bool hrb__is_data_format(hrb_format format)
{
    return format >= HRB_FORMAT_TEXT && format <= HRB_FORMAT_NDJSON;
}

/* JSON on one line: breaks stand between its tokens only, each with blanks behind it. */
void hrb__join_lines(hrb__buffer *buffer)
{
    if (buffer->failed)
        return;
    size_t to = 0;
    for (size_t from = 0; from < buffer->length; from++) {
        if (buffer->data[from] != '\n') {
            buffer->data[to++] = buffer->data[from];
            continue;
        }
        while (from + 1 < buffer->length && buffer->data[from + 1] == ' ')
            from++;
    }
    buffer->length = to;
    hrb__put(buffer, "\n");
}

/* --- Reports --- */

const char *hrb_report_list_text(hrb_list_part part, hrb_format format, hrb_lang lang)
{
    static const char *const TEXTS[][3] = {
        [HRB_FORMAT_JSON] = {"{\"reports\": [\n", ",\n", "]}\n"},
        [HRB_FORMAT_SARIF] = {"{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", \"version\": \"2.1.0\", \"runs\": [\n", ",\n", "]}\n"},
    };
    if (part < HRB_LIST_HEAD || part > HRB_LIST_TAIL)
        return "";
    if (format == HRB_FORMAT_CSV)
        return part == HRB_LIST_HEAD ? hrb__report_csv_head : "";
    if (format == HRB_FORMAT_HTML)
        return part == HRB_LIST_HEAD ? hrb__html_head[lang == HRB_LANG_EN] : part == HRB_LIST_TAIL ? hrb__html_tail : "";
    return format == HRB_FORMAT_JSON || format == HRB_FORMAT_SARIF ? TEXTS[format][part - HRB_LIST_HEAD] : "";
}

static void write_element(hrb__buffer *buffer, const hrb_report *report, hrb_format format, hrb_lang lang, hrb_severity least)
{
    if (format == HRB_FORMAT_JSON || format == HRB_FORMAT_NDJSON)
        hrb__write_report_json(buffer, report, lang, least);
    else if (format == HRB_FORMAT_CSV)
        hrb__write_report_csv(buffer, report, lang, least);
    else if (format == HRB_FORMAT_SARIF)
        hrb__write_report_sarif(buffer, report, lang, least);
    else if (format == HRB_FORMAT_HTML)
        hrb__write_report_html(buffer, report, lang, least);
    else
        hrb__write_report_text(buffer, report, lang, least);
    if (format == HRB_FORMAT_NDJSON)
        hrb__join_lines(buffer);
}

hrb_status hrb_report_format_element(const hrb_report *report, hrb_format format, hrb_lang lang, hrb_severity min_severity, char **out, size_t *length, hrb_error **error)
{
    if (out == NULL || report == NULL || !is_format(format))
        return hrb__fail_argument(error, out == NULL ? "out" : report == NULL ? "report" : "format");
    hrb__buffer buffer = {0};
    write_element(&buffer, report, format, lang, min_severity);
    return hrb__buffer_finish(&buffer, out, length, error);
}

hrb_status hrb_report_format(const hrb_report *report, hrb_format format, hrb_lang lang, hrb_severity min_severity, char **out, size_t *length, hrb_error **error)
{
    if (out == NULL || report == NULL || !is_format(format))
        return hrb__fail_argument(error, out == NULL ? "out" : report == NULL ? "report" : "format");
    hrb__buffer buffer = {0};
    bool bare = format == HRB_FORMAT_JSON; /* one report is no list */
    hrb__put(&buffer, bare ? "" : hrb_report_list_text(HRB_LIST_HEAD, format, lang));
    write_element(&buffer, report, format, lang, min_severity);
    hrb__put(&buffer, bare ? "" : hrb_report_list_text(HRB_LIST_TAIL, format, lang));
    return hrb__buffer_finish(&buffer, out, length, error);
}

hrb_status hrb_failure_format_element(const char *path, hrb_status status, const char *message, hrb_format format, hrb_lang lang, char **out, size_t *length, hrb_error **error)
{
    if (out == NULL || path == NULL || !is_format(format))
        return hrb__fail_argument(error, out == NULL ? "out" : path == NULL ? "path" : "format");
    hrb__failure failure = {path, message == NULL || *message == '\0' ? hrb_status_text(status, lang) : message, status};
    hrb__buffer buffer = {0};
    if (format == HRB_FORMAT_JSON || format == HRB_FORMAT_NDJSON)
        hrb__write_failure_json(&buffer, &failure);
    else if (format == HRB_FORMAT_CSV)
        hrb__write_failure_csv(&buffer, &failure);
    else if (format == HRB_FORMAT_SARIF)
        hrb__write_failure_sarif(&buffer, &failure, lang);
    else if (format == HRB_FORMAT_HTML)
        hrb__write_failure_html(&buffer, &failure, lang);
    else
        hrb__put_format(&buffer, "%s: %s\n", failure.path, failure.message);
    if (format == HRB_FORMAT_NDJSON)
        hrb__join_lines(&buffer);
    return hrb__buffer_finish(&buffer, out, length, error);
}

/* --- Facts and tables --- */

hrb_status hrb_facts_format(const hrb_document *document, hrb_format format, hrb_lang lang, char **out, size_t *length, hrb_error **error)
{
    (void)lang; /* all its words are the rulebook's */
    if (out == NULL || document == NULL || !hrb__is_data_format(format))
        return hrb__fail_argument(error, out == NULL ? "out" : document == NULL ? "document" : "format");
    hrb__buffer buffer = {0};
    if (format == HRB_FORMAT_JSON || format == HRB_FORMAT_NDJSON)
        hrb__write_facts_json(&buffer, document);
    else if (format == HRB_FORMAT_CSV)
        hrb__write_facts_csv(&buffer, document);
    else
        hrb__write_facts_text(&buffer, document);
    if (format == HRB_FORMAT_NDJSON)
        hrb__join_lines(&buffer);
    return hrb__buffer_finish(&buffer, out, length, error);
}

hrb_status hrb_tables_format(const hrb_document *document, hrb_format format, hrb_lang lang, char **out, size_t *length, hrb_error **error)
{
    if (out == NULL || document == NULL || !hrb__is_data_format(format))
        return hrb__fail_argument(error, out == NULL ? "out" : document == NULL ? "document" : "format");
    hrb__buffer buffer = {0};
    if (format == HRB_FORMAT_JSON || format == HRB_FORMAT_NDJSON)
        hrb__write_tables_json(&buffer, document);
    else if (format == HRB_FORMAT_CSV)
        hrb__write_tables_csv(&buffer, document);
    else
        hrb__write_tables_text(&buffer, document, lang);
    if (format == HRB_FORMAT_NDJSON)
        hrb__join_lines(&buffer);
    return hrb__buffer_finish(&buffer, out, length, error);
}
