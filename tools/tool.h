/* SPDX-License-Identifier: Apache-2.0 */
/* The program hrbudget: what its commands share. */
#ifndef HRB_TOOLS_TOOL_H
#define HRB_TOOLS_TOOL_H

#include <hrbudget/hrbudget.h>
#include <stdio.h>

enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_UNREADABLE = 3 };

typedef struct tool {
    hrb_lang lang;
    hrb_format format;
    hrb_severity threshold;
    int32_t year;
    hrb_unit unit;
    hrb_code_kind kind; /* NONE: any */
    const char *actual; /* indicator: what was achieved, or NULL */
    const char *output; /* NULL: standard output */
    hrb_rulebook *rulebook;
    hrb_codebook *codebook;
    hrb_options *options;
    int argument_count;
    char **arguments; /* what is left behind the options */
    FILE *out;
    char *output_part; /* the file written until all is done */
} tool;

/* The message in the language of the run. */
#define SAY(t, zh, en) ((t)->lang == HRB_LANG_EN ? (en) : (zh))

/* Fills `t` from the command line; EXIT_CLEAN or the status to end with. */
int tool_read_options(tool *t, int argc, char **argv);
int tool_usage(const tool *t, const char *message, const char *what);
void tool_help(const tool *t);
/* A document by path, "-" for standard input. */
hrb_status tool_read_document(const tool *t, const char *path, hrb_document **out, hrb_error **error);
void tool_report_error(const tool *t, const char *path, hrb_status status, const hrb_error *error);
/* Opens and closes the output; a file appears whole or not at all. */
bool tool_open_output(tool *t);
bool tool_close_output(tool *t, bool keep);
char *tool_slurp(const char *path, size_t *length);

/* What a command makes of one document; *findings becomes true where there is
 * something at or above the threshold. */
typedef hrb_status (*tool_formatter)(const tool *t, const hrb_document *document, bool *findings, char **out, size_t *length, hrb_error **error);
hrb_status tool_format_report(const tool *t, const hrb_document *document, bool *findings, char **out, size_t *length, hrb_error **error);
hrb_status tool_format_facts(const tool *t, const hrb_document *document, bool *findings, char **out, size_t *length, hrb_error **error);
hrb_status tool_format_tables(const tool *t, const hrb_document *document, bool *findings, char **out, size_t *length, hrb_error **error);

/* A command is one row of the table in main.c. */
typedef struct tool_command {
    const char *name;
    int (*run)(tool *t, const struct tool_command *command);
    tool_formatter format; /* of a command on documents */
    const char *list;      /* and in JSON the key over several of them */
} tool_command;

int tool_run_documents(tool *t, const tool_command *command);
int tool_run_code(tool *t, const tool_command *command);
int tool_run_amount(tool *t, const tool_command *command);
int tool_run_indicator(tool *t, const tool_command *command);
/* A text in quotation marks, as JSON has it. */
void tool_json_text(FILE *out, const char *text);

#endif
