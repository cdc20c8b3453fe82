/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions of the stage: pick the writer, hand over the text. */
#include "base/error.h"
#include "write/write.h"

static bool is_format(hrb_format format)
{
    return format >= HRB_FORMAT_TEXT && format <= HRB_FORMAT_CSV;
}

hrb_status hrb_report_format(const hrb_report *report, hrb_format format, hrb_lang lang, hrb_severity min_severity, char **out, size_t *length, hrb_error **error)
{
    if (out == NULL || report == NULL || !is_format(format))
        return hrb__fail_argument(error, out == NULL ? "out" : report == NULL ? "report" : "format");
    hrb__buffer buffer = {0};
    if (format == HRB_FORMAT_JSON)
        hrb__write_report_json(&buffer, report, lang, min_severity);
    else if (format == HRB_FORMAT_CSV)
        hrb__write_report_csv(&buffer, report, lang, min_severity);
    else
        hrb__write_report_text(&buffer, report, lang, min_severity);
    return hrb__buffer_finish(&buffer, out, length, error);
}

hrb_status hrb_facts_format(const hrb_document *document, hrb_format format, hrb_lang lang, char **out, size_t *length, hrb_error **error)
{
    if (out == NULL || document == NULL || !is_format(format))
        return hrb__fail_argument(error, out == NULL ? "out" : document == NULL ? "document" : "format");
    hrb__buffer buffer = {0};
    if (format == HRB_FORMAT_JSON)
        hrb__write_facts_json(&buffer, document);
    else if (format == HRB_FORMAT_CSV)
        hrb__write_facts_csv(&buffer, document);
    else
        hrb__write_facts_text(&buffer, document, lang);
    return hrb__buffer_finish(&buffer, out, length, error);
}

hrb_status hrb_tables_format(const hrb_document *document, hrb_format format, hrb_lang lang, char **out, size_t *length, hrb_error **error)
{
    if (out == NULL || document == NULL || !is_format(format))
        return hrb__fail_argument(error, out == NULL ? "out" : document == NULL ? "document" : "format");
    hrb__buffer buffer = {0};
    if (format == HRB_FORMAT_JSON)
        hrb__write_tables_json(&buffer, document);
    else if (format == HRB_FORMAT_CSV)
        hrb__write_tables_csv(&buffer, document);
    else
        hrb__write_tables_text(&buffer, document, lang);
    return hrb__buffer_finish(&buffer, out, length, error);
}
