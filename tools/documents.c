/* SPDX-License-Identifier: Apache-2.0 */
/* Commands on documents: what they make of one, and how the outputs of many become one. */
#include "tool.h"

#include <string.h>
#include <unistd.h>

/* --- One document --- */

static void count_report(const hrb_report *report, hrb_severity threshold, tool_counts *counts)
{
    counts->equations = hrb_equation_count(report);
    counts->failed = hrb_equation_count_of(report, HRB_VERDICT_FAIL);
    counts->open = hrb_equation_count_of(report, HRB_VERDICT_NOT_EVALUATED);
    for (size_t i = 0; i < hrb_finding_count(report); i++) {
        hrb_severity severity = hrb_finding_severity(report, i);
        if (hrb_finding_is_known(report, i)) {
            counts->known++;
            continue;
        }
        counts->findings[severity]++;
        counts->above = counts->above || severity >= threshold;
    }
}

hrb_status tool_format_report(const tool *t, const hrb_document *document, const hrb_options *options, tool_counts *counts, char **out, size_t *length, hrb_error **error)
{
    hrb_report *report = NULL;
    hrb_status status = hrb_document_check(document, options, &report, error);
    if (status != HRB_OK)
        return status;
    count_report(report, t->threshold == 0 ? HRB_SEVERITY_WARNING : t->threshold, counts);
    status = hrb_report_format_element(report, t->format, t->lang, t->threshold == 0 ? HRB_SEVERITY_INFO : t->threshold, out, length, error);
    hrb_report_free(report);
    return status;
}

hrb_status tool_format_facts(const tool *t, const hrb_document *document, const hrb_options *options, tool_counts *counts, char **out, size_t *length, hrb_error **error)
{
    (void)options;
    counts->listed = hrb_fact_count(document);
    return hrb_facts_format(document, t->format, t->lang, out, length, error);
}

hrb_status tool_format_tables(const tool *t, const hrb_document *document, const hrb_options *options, tool_counts *counts, char **out, size_t *length, hrb_error **error)
{
    (void)options;
    counts->listed = hrb_table_count(document);
    return hrb_tables_format(document, t->format, t->lang, out, length, error);
}

hrb_status tool_format_projects(const tool *t, const hrb_document *document, const hrb_options *options, tool_counts *counts, char **out, size_t *length, hrb_error **error)
{
    (void)options;
    (void)counts;
    return hrb_projects_format(document, t->format, t->lang, out, length, error);
}

hrb_status tool_format_indicators(const tool *t, const hrb_document *document, const hrb_options *options, tool_counts *counts, char **out, size_t *length, hrb_error **error)
{
    (void)options;
    counts->listed = hrb_indicator_count(document);
    return hrb_indicators_format(document, t->format, t->lang, out, length, error);
}

/* --- Many --- */

typedef struct job {
    const tool *t;
    const tool_command *command;
    GPtrArray *files; /* tool_file */
} job;

typedef struct row {
    const char *path;
    char *message; /* of a document that could not be read */
    tool_counts counts;
} row;

typedef struct output {
    const job *job;
    FILE *out;
    bool is_list; /* several documents, or a folder: a list even if it holds one */
    bool is_terminal;
    size_t elements; /* written so far */
    bool findings, unreadable;
    GArray *rows; /* for the table at the end */
    GPtrArray *skipped; /* path, status name, message, one after the other */
} output;

static const tool_file *file_at(const job *j, size_t index)
{
    return g_ptr_array_index(j->files, (guint)index);
}

static hrb_status read_and_format(const job *j, const char *path, const hrb_options *options, tool_entry *entry, hrb_error **error)
{
    hrb_document *document = NULL;
    hrb_status status = hrb_document_read_file(strcmp(path, "-") == 0 ? "/dev/stdin" : path, options, &document, error);
    if (status == HRB_OK) {
        entry->counts.tables = hrb_table_count(document);
        entry->counts.figures = hrb_fact_count(document);
        char *text = NULL;
        status = j->command->format(j->t, document, options, &entry->counts, &text, &entry->length, error);
        if (status == HRB_OK)
            entry->text = g_strndup(text, entry->length);
        hrb_string_free(text);
    }
    hrb_document_free(document);
    return status;
}

static void produce(const void *context, size_t index, tool_entry *entry)
{
    const job *j = context;
    const char *path = file_at(j, index)->path;
    hrb_options *options = NULL;
    hrb_error *error = NULL;
    entry->status = hrb_options_new(&options);
    if (entry->status == HRB_OK) {
        hrb_options_set_year(options, j->t->year);
        hrb_options_set_rulebook(options, j->t->rulebook);
        hrb_options_set_codebook(options, j->t->codebook);
        tool_baseline_apply(j->t->baseline, path, options);
        entry->status = read_and_format(j, path, options, entry, &error);
    }
    if (entry->status != HRB_OK) {
        const char *message = hrb_error_message(error, j->t->lang);
        entry->message = g_strdup(*message != '\0' ? message : hrb_status_text(entry->status, j->t->lang));
    }
    hrb_error_free(error);
    hrb_options_free(options);
}

/* What stands around the elements. A single document of JSON is no list. */
static void put_frame(const output *o, hrb_list_part part)
{
    const tool_command *command = o->job->command;
    hrb_format format = o->job->t->format;
    if (format == HRB_FORMAT_JSON && !o->is_list)
        return;
    if (format == HRB_FORMAT_JSON && part == HRB_LIST_HEAD)
        fprintf(o->out, "{\"%s\": [\n", command->list);
    else if (format == HRB_FORMAT_JSON && part == HRB_LIST_BETWEEN)
        fputs(",\n", o->out);
    else if (format != HRB_FORMAT_JSON && command->format == tool_format_report)
        fputs(hrb_report_list_text(part, format, o->job->t->lang), o->out);
}

/* The end of a list of JSON also tells which files of a folder were no documents. */
static void put_json_tail(const output *o)
{
    fputs("]", o->out);
    for (guint i = 0; i < o->skipped->len; i += 3) {
        fputs(i == 0 ? ",\n\"skipped\": [\n{\"path\": " : ",\n{\"path\": ", o->out);
        tool_json_text(o->out, g_ptr_array_index(o->skipped, i));
        fputs(", \"status\": ", o->out);
        tool_json_text(o->out, g_ptr_array_index(o->skipped, i + 1));
        fputs(", \"message\": ", o->out);
        tool_json_text(o->out, g_ptr_array_index(o->skipped, i + 2));
        fputs("}", o->out);
    }
    fputs(o->skipped->len > 0 ? "]}\n" : "}\n", o->out);
}

static void put_element(output *o, const char *text, size_t length)
{
    const char *body = NULL;
    if (o->elements > 0)
        put_frame(o, HRB_LIST_BETWEEN);
    /* The CSV of facts and the like brings its header along; once is enough. */
    if (o->job->t->format == HRB_FORMAT_CSV && o->job->command->format != tool_format_report && o->elements > 0)
        body = memchr(text, '\n', length);
    if (body != NULL) {
        length -= (size_t)(body + 1 - text);
        text = body + 1;
    }
    fwrite(text, 1, length, o->out);
    o->elements++;
}

/* A document that could not be read keeps its place in every format that machines read. */
static void put_failure(output *o, const char *path, const tool_entry *entry)
{
    const tool *t = o->job->t;
    char *text = NULL;
    size_t length;
    o->unreadable = true;
    fprintf(stderr, "%s%s: %s\n", o->is_terminal ? "\r\033[K" : "", path, entry->message);
    if (t->format == HRB_FORMAT_TEXT || (t->format == HRB_FORMAT_CSV && o->job->command->format != tool_format_report))
        return;
    if (hrb_failure_format_element(path, entry->status, entry->message, t->format, t->lang, &text, &length, NULL) == HRB_OK)
        put_element(o, text, length);
    hrb_string_free(text);
}

static const char *const DOCUMENT_ENDINGS[] = {".pdf", ".ofd", ".doc", ".docx", ".wps", ".rtf", ".odt", ".xls", ".xlsx", ".et", ".ods", ".csv", ".html", ".htm"};

/* A file of a folder that no reader knows is no document: a picture, a program. One that is named as a document
 * cannot be passed over: it is behind a password, or the program that reads it is missing. */
static bool is_no_document(const tool_file *file, hrb_status status)
{
    if (!file->found || status != HRB_ERROR_UNSUPPORTED)
        return false;
    size_t length = strlen(file->path);
    for (size_t i = 0; i < G_N_ELEMENTS(DOCUMENT_ENDINGS); i++) {
        size_t ending = strlen(DOCUMENT_ENDINGS[i]);
        if (length > ending && g_ascii_strcasecmp(file->path + length - ending, DOCUMENT_ENDINGS[i]) == 0)
            return false;
    }
    return true;
}

/* An empty list looks like one that failed: say which document has nothing in it. */
static void tell_nothing(const output *o, const char *path, const tool_counts *counts)
{
    const char *const *nothing = o->job->command->nothing;
    if (nothing[0] != NULL && counts->listed == 0)
        fprintf(stderr, "%s%s: %s\n", o->is_terminal ? "\r\033[K" : "", path, SAY(o->job->t, nothing[0], nothing[1]));
}

static void show_progress(const output *o, size_t done)
{
    size_t count = o->job->files->len, filled = done * 20 / count;
    if (!o->is_terminal || count < 2)
        return;
    fprintf(stderr, "\r\033[K[%.*s%.*s] %zu/%zu", (int)filled, "####################", (int)(20 - filled), "....................", done, count);
    fputs(done == count ? "\r\033[K" : "", stderr);
    fflush(stderr);
}

static bool consume(void *context, size_t index, const tool_entry *entry)
{
    output *o = context;
    const tool_file *file = file_at(o->job, index);
    if (is_no_document(file, entry->status)) {
        g_ptr_array_add(o->skipped, g_strdup(file->path));
        g_ptr_array_add(o->skipped, g_strdup(hrb_status_name(entry->status)));
        g_ptr_array_add(o->skipped, g_strdup(entry->message));
    } else {
        row r = {file->path, entry->status == HRB_OK ? NULL : g_strdup(entry->message), entry->counts};
        g_array_append_val(o->rows, r);
        o->findings = o->findings || entry->counts.above;
        if (entry->status == HRB_OK) {
            put_element(o, entry->text, entry->length);
            tell_nothing(o, file->path, &entry->counts);
        } else {
            put_failure(o, file->path, entry);
        }
    }
    show_progress(o, index + 1);
    return !ferror(o->out);
}

/* --- The table at the end --- */

static void add_counts(tool_counts *sum, const tool_counts *counts)
{
    sum->tables += counts->tables;
    sum->figures += counts->figures;
    sum->equations += counts->equations;
    sum->failed += counts->failed;
    sum->open += counts->open;
    sum->known += counts->known;
    for (int i = 0; i <= HRB_SEVERITY_ERROR; i++)
        sum->findings[i] += counts->findings[i];
}

static void put_counts(FILE *out, const tool_counts *c, const char *name)
{
    fprintf(out, "%7zu %7zu %7zu %7zu %7zu %7zu %7zu  %s\n", c->findings[HRB_SEVERITY_ERROR], c->findings[HRB_SEVERITY_WARNING],
            c->findings[HRB_SEVERITY_INFO], c->tables, c->equations, c->failed, c->open, name);
}

static void put_summary(const output *o)
{
    const tool *t = o->job->t;
    tool_counts sum = {0};
    size_t unread = 0;
    /* Han characters are two wide: the heads are as wide as the figures below them. */
    fputs(SAY(t, "\n   错误    警告    提示    表格    等式    不符  未核对  文件\n", "\n errors   warns   infos  tables equations  fail    open  file\n"), o->out);
    for (guint i = 0; i < o->rows->len; i++) {
        const row *r = &g_array_index(o->rows, row, i);
        add_counts(&sum, &r->counts);
        unread += r->message != NULL;
        if (r->message == NULL)
            put_counts(o->out, &r->counts, r->path);
        else
            fprintf(o->out, "%s  %s: %s\n", SAY(t, "                     无法读取                          ", "                    not readable                       "), r->path, r->message);
    }
    char *name = g_strdup_printf(SAY(t, "共%u个文件，%zu个无法读取，%u个不是文档", "files: %u, not readable: %zu, no documents: %u"), o->rows->len, unread, o->skipped->len / 3);
    put_counts(o->out, &sum, name);
    g_free(name);
}

static void tell_skipped(const output *o)
{
    const tool *t = o->job->t;
    if (o->skipped->len == 0)
        return;
    fprintf(stderr, SAY(t, "hrbudget: 跳过%u个不是文档的文件，如 %s（%s）\n", "hrbudget: files that are no documents and were left out: %u, such as %s (%s)\n"), o->skipped->len / 3,
            (const char *)g_ptr_array_index(o->skipped, 0), (const char *)g_ptr_array_index(o->skipped, 2));
}

static void free_message(gpointer data)
{
    g_free(((row *)data)->message);
}

int tool_run_documents(tool *t, const tool_command *command)
{
    bool has_folder, failed;
    job j = {t, command, tool_list_files(t, &has_folder, &failed)};
    output o = {.job = &j, .out = t->out, .is_list = has_folder || t->argument_count > 1, .is_terminal = isatty(STDERR_FILENO), .unreadable = failed};
    o.rows = g_array_new(FALSE, FALSE, sizeof(row));
    g_array_set_clear_func(o.rows, free_message);
    o.skipped = g_ptr_array_new_with_free_func(g_free);
    if (t->rulebook == NULL)
        hrb_rulebook_default(); /* built once, ahead of all threads and processes */
    tool_batch batch = {.count = j.files->len, .produce = produce, .source = &j, .consume = consume, .target = &o, .lang = t->lang, .timeout = t->timeout};
    put_frame(&o, HRB_LIST_HEAD);
    tool_batch_run(&batch, t->jobs, t->isolate);
    if (t->format == HRB_FORMAT_JSON && o.is_list)
        put_json_tail(&o);
    else
        put_frame(&o, HRB_LIST_TAIL);
    if (t->format == HRB_FORMAT_TEXT && o.is_list && command->format == tool_format_report)
        put_summary(&o);
    tell_skipped(&o);
    if (o.rows->len == 0) {
        fprintf(stderr, "hrbudget: %s\n", SAY(t, "没有可以读取的文档", "there is no document to read"));
        o.unreadable = true;
    }
    int result = o.unreadable ? EXIT_UNREADABLE : o.findings ? EXIT_FINDINGS : EXIT_CLEAN;
    g_array_free(o.rows, TRUE);
    g_ptr_array_free(o.skipped, TRUE);
    g_ptr_array_free(j.files, TRUE);
    return result;
}
