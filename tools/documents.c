/* SPDX-License-Identifier: Apache-2.0 */
/* check, facts, tables: commands on documents. */
#include "tool.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

hrb_status tool_format_report(const tool *t, const hrb_document *document, bool *findings, char **out, size_t *length, hrb_error **error)
{
    hrb_report *report = NULL;
    hrb_severity threshold = t->threshold == 0 ? HRB_SEVERITY_WARNING : t->threshold;
    hrb_status status = hrb_document_check(document, t->options, &report, error);
    for (size_t i = 0; i < hrb_finding_count(report); i++)
        *findings = *findings || hrb_finding_severity(report, i) >= threshold;
    if (status == HRB_OK)
        status = hrb_report_format(report, t->format, t->lang, t->threshold == 0 ? HRB_SEVERITY_INFO : t->threshold, out, length, error);
    hrb_report_free(report);
    return status;
}

hrb_status tool_format_facts(const tool *t, const hrb_document *document, bool *findings, char **out, size_t *length, hrb_error **error)
{
    (void)findings;
    return hrb_facts_format(document, t->format, t->lang, out, length, error);
}

hrb_status tool_format_tables(const tool *t, const hrb_document *document, bool *findings, char **out, size_t *length, hrb_error **error)
{
    (void)findings;
    return hrb_tables_format(document, t->format, t->lang, out, length, error);
}

void tool_json_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++)
        if (*text == '"' || *text == '\\')
            fprintf(out, "\\%c", *text);
        else if ((unsigned char)*text < 32)
            fprintf(out, "\\u%04x", (unsigned)*text);
        else
            fputc(*text, out);
    fputc('"', out);
}

/* An unreadable file keeps its place in the JSON. */
static void write_error_json(const tool *t, const char *path, hrb_status status, const hrb_error *error)
{
    fputs("{\"schema\": \"hrbudget.report/1\", \"document\": {\"path\": ", t->out);
    tool_json_text(t->out, path);
    fprintf(t->out, "}, \"error\": {\"status\": \"%s\", \"message\": ", hrb_status_name(status));
    tool_json_text(t->out, hrb_error_message(error, t->lang));
    fputs("}}\n", t->out);
}

static void show_progress(const tool *t, int index)
{
    if (t->argument_count > 1 && isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K[%d/%d] %.60s%s", index + 1, t->argument_count, t->arguments[index], index + 1 == t->argument_count ? "\r\033[K" : "");
}

static void write_part(const tool *t, const char *text, size_t length, int index)
{
    /* One header row for the whole of a CSV. */
    const char *body = t->format == HRB_FORMAT_CSV && index > 0 ? strchr(text, '\n') : NULL;
    if (body != NULL) {
        length -= (size_t)(body + 1 - text);
        text = body + 1;
    }
    fwrite(text, 1, length, t->out);
}

int tool_run_documents(tool *t, const tool_command *command)
{
    bool json_list = t->format == HRB_FORMAT_JSON && t->argument_count > 1, findings = false, unreadable = false;
    if (json_list)
        fprintf(t->out, "{\"%s\": [\n", command->list);
    for (int i = 0; i < t->argument_count; i++) {
        hrb_document *document = NULL;
        hrb_error *error = NULL;
        char *text = NULL;
        size_t length = 0;
        show_progress(t, i);
        hrb_status status = tool_read_document(t, t->arguments[i], &document, &error);
        if (status == HRB_OK)
            status = command->format(t, document, &findings, &text, &length, &error);
        if (json_list && i > 0)
            fputs(",\n", t->out);
        if (status == HRB_OK) {
            write_part(t, text, length, i);
        } else {
            unreadable = true;
            tool_report_error(t, t->arguments[i], status, error);
            if (t->format == HRB_FORMAT_JSON)
                write_error_json(t, t->arguments[i], status, error);
        }
        hrb_string_free(text);
        hrb_error_free(error);
        hrb_document_free(document);
    }
    if (json_list)
        fputs("]}\n", t->out);
    return unreadable ? EXIT_UNREADABLE : findings ? EXIT_FINDINGS : EXIT_CLEAN;
}
