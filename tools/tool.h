/* SPDX-License-Identifier: Apache-2.0 */
/* The program hrbudget: what its commands share. */
#ifndef HRB_TOOLS_TOOL_H
#define HRB_TOOLS_TOOL_H

#include <glib.h>
#include <hrbudget/hrbudget.h>
#include <stdio.h>

#include "base/system_text.h"

enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_UNREADABLE = 3 };

/* What a command reads, as bits: an option says which of them it is for. */
enum { FOR_CHECK = 1, FOR_DOCUMENTS = 2, FOR_CODES = 4, FOR_AMOUNTS = 8, FOR_TARGETS = 16, FOR_ALL = 31 };

/* The formats a command writes, as bits of hrb_format. */
#define FORMAT_BIT(format) (1u << (format))
#define FORMATS_PLAIN (FORMAT_BIT(HRB_FORMAT_TEXT) | FORMAT_BIT(HRB_FORMAT_JSON) | FORMAT_BIT(HRB_FORMAT_CSV))
#define FORMATS_DATA (FORMATS_PLAIN | FORMAT_BIT(HRB_FORMAT_NDJSON))
#define FORMATS_REPORT (FORMATS_DATA | FORMAT_BIT(HRB_FORMAT_SARIF) | FORMAT_BIT(HRB_FORMAT_HTML))

typedef struct tool_baseline tool_baseline;

typedef struct tool {
    hrb_lang lang;
    hrb_format format;
    hrb_severity threshold; /* 0: not given */
    int32_t year;
    hrb_unit unit;
    hrb_code_kind kind; /* NONE: any */
    const char *actual; /* indicator: what was achieved, or NULL */
    const char *output; /* NULL: standard output */
    int jobs;           /* documents at the same time */
    bool isolate;       /* each document in a process of its own */
    int timeout;        /* seconds for one document in its own process, 0: none */
    bool bom; /* CSV begins with the mark by which Excel knows UTF-8 */
    bool help;
    hrb_rulebook *rulebook;
    hrb_codebook *codebook;
    tool_baseline *baseline;
    int argument_count;
    char **arguments; /* what is left behind the options */
    FILE *out;
    char *output_part; /* the file written until all is done */
} tool;

/* The message in the language of the run. */
#define SAY(t, zh, en) ((t)->lang == HRB_LANG_EN ? (en) : (zh))

/* What a document gave, for the exit status and the summary. */
typedef struct tool_counts {
    size_t tables, figures, equations, failed, open, listed;
    size_t findings[HRB_SEVERITY_ERROR + 1], known; /* by severity; known from the baseline */
    bool above; /* something at or above the threshold */
} tool_counts;

/* What a command makes of one document. May be called by several threads. */
typedef hrb_status (*tool_formatter)(const tool *t, const hrb_document *document, const hrb_options *options, tool_counts *counts, char **out,
                                     size_t *length, hrb_error **error);

/* A command is one row of the table in commands.c. */
typedef struct tool_command {
    const char *name;
    int (*run)(tool *t, const struct tool_command *command);
    tool_formatter format; /* of a command on documents */
    const char *list;      /* and in JSON the key over several of them */
    const char *nothing[2]; /* what to say of a document that has none of what is listed */
    unsigned reads;        /* FOR_... */
    unsigned formats;      /* FORMATS_... */
    const char *argument[2], *summary[2]; /* for the help, by hrb_lang */
    const char *help[2];   /* the rest of it, with examples */
} tool_command;

extern const tool_command tool_commands[]; /* ends with a name of NULL */
const tool_command *tool_find_command(const char *name);

/* commands on documents (documents.c, batch.c) and on single values (values.c) */
int tool_run_documents(tool *t, const tool_command *command);
int tool_run_code(tool *t, const tool_command *command);
int tool_run_amount(tool *t, const tool_command *command);
int tool_run_indicator(tool *t, const tool_command *command); /* targets.c */
hrb_status tool_format_report(const tool *t, const hrb_document *document, const hrb_options *options, tool_counts *counts, char **out, size_t *length, hrb_error **error);
hrb_status tool_format_facts(const tool *t, const hrb_document *document, const hrb_options *options, tool_counts *counts, char **out, size_t *length, hrb_error **error);
hrb_status tool_format_projects(const tool *t, const hrb_document *document, const hrb_options *options, tool_counts *counts, char **out, size_t *length, hrb_error **error);
hrb_status tool_format_indicators(const tool *t, const hrb_document *document, const hrb_options *options, tool_counts *counts, char **out, size_t *length, hrb_error **error);
hrb_status tool_format_tables(const tool *t, const hrb_document *document, const hrb_options *options, tool_counts *counts, char **out, size_t *length, hrb_error **error);

/* options.c: fills `t` from the command line; EXIT_CLEAN or the status to end with. */
int tool_read_options(tool *t, int argc, char **argv, const tool_command **command);
int tool_usage(const tool *t, const char *message, const char *what);
/* The options of a command, one a line; all of them for NULL. */
void tool_print_options(const tool *t, FILE *out, const tool_command *command);
/* help.c: what a command does, or the program as a whole (NULL). */
void tool_print_help(const tool *t, const tool_command *command);

/* output.c: opens and closes the output; a file appears whole or not at all. */
bool tool_open_output(tool *t);
bool tool_close_output(tool *t);
/* What is wrong with a file or an argument, on standard error. */
void tool_report_error(const tool *t, const char *what, hrb_status status, const hrb_error *error);
/* A string of JSON with its quotation marks. */
void tool_json_text(FILE *out, const char *text);
void tool_append_json(GString *out, const char *text);
/* A field of CSV; one that a spreadsheet would run as a formula gets a ' in front. */
void tool_put_csv(FILE *out, const char *text);
/* A whole file, g_malloc'ed and zero-terminated; NULL with errno set. */
char *tool_slurp(const char *path, size_t *length);

/* walk.c: the files to read, folders walked: GPtrArray of tool_file. */
typedef struct tool_file {
    char *path;
    bool found; /* in a folder, rather than named: it need not be a document */
} tool_file;
GPtrArray *tool_list_files(const tool *t, bool *has_folder, bool *failed);

/* baseline.c: the findings of an earlier report. */
tool_baseline *tool_baseline_load(const char *text, size_t length, const tool *t);
void tool_baseline_free(tool_baseline *baseline);
/* Gives the options the fingerprints that are known of a document. */
void tool_baseline_apply(const tool_baseline *baseline, const char *path, hrb_options *options);

/* batch.c: what one document gave. */
typedef struct tool_entry {
    hrb_status status;
    char *text; /* g_malloc'ed: its element of the output, where the status is HRB_OK */
    size_t length;
    char *message; /* g_malloc'ed: why not */
    tool_counts counts;
} tool_entry;
/* Fills the entry of one document. */
typedef void (*tool_producer)(const void *context, size_t index, tool_entry *entry);
/* Takes the entries in order and frees nothing; false ends the run. */
typedef bool (*tool_consumer)(void *context, size_t index, const tool_entry *entry);
typedef struct tool_batch {
    size_t count;
    tool_producer produce;
    const void *source;
    tool_consumer consume;
    void *target;
    hrb_lang lang;
    int timeout;
} tool_batch;
/* One after the other, by threads, or each in a process of its own; the consumer sees the same in each case. */
void tool_batch_run(const tool_batch *batch, int jobs, bool isolate);
void tool_entry_clear(tool_entry *entry);

#endif
