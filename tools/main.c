/* SPDX-License-Identifier: Apache-2.0 */
#include "tool.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A new command on documents needs a formatter and its row here. */
static const tool_command COMMANDS[] = {
    {"check", tool_run_documents, tool_format_report, "reports"},
    {"facts", tool_run_documents, tool_format_facts, "documents"},
    {"tables", tool_run_documents, tool_format_tables, "documents"},
    {"code", tool_run_code, NULL, NULL},
    {"amount", tool_run_amount, NULL, NULL},
    {"indicator", tool_run_indicator, NULL, NULL},
};

static const tool_command *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++)
        if (strcmp(COMMANDS[i].name, name) == 0)
            return &COMMANDS[i];
    return NULL;
}

hrb_status tool_read_document(const tool *t, const char *path, hrb_document **out, hrb_error **error)
{
    return hrb_document_read_file(strcmp(path, "-") == 0 ? "/dev/stdin" : path, t->options, out, error);
}

void tool_report_error(const tool *t, const char *path, hrb_status status, const hrb_error *error)
{
    const char *message = hrb_error_message(error, t->lang);
    fprintf(stderr, "%s: %s\n", path, *message != '\0' ? message : hrb_status_text(status, t->lang));
}

bool tool_open_output(tool *t)
{
    t->out = stdout;
    if (t->output == NULL)
        return true;
    size_t size = strlen(t->output) + 8;
    t->output_part = malloc(size);
    if (t->output_part == NULL)
        return false;
    snprintf(t->output_part, size, "%s.XXXXXX", t->output);
    int fd = mkstemp(t->output_part);
    t->out = fd < 0 ? NULL : fdopen(fd, "wb");
    if (t->out == NULL)
        fprintf(stderr, "hrbudget: %s: %s\n", t->output, strerror(errno));
    return t->out != NULL;
}

bool tool_close_output(tool *t, bool keep)
{
    bool ok = fflush(t->out) == 0 && !ferror(t->out);
    if (t->output != NULL) {
        ok = fclose(t->out) == 0 && ok;
        if (!ok || !keep || rename(t->output_part, t->output) != 0) {
            ok = false;
            unlink(t->output_part);
        }
        free(t->output_part);
    }
    if (!ok && keep)
        fprintf(stderr, "hrbudget: %s: %s\n", SAY(t, "输出写入失败", "the output could not be written"), strerror(errno));
    return ok;
}

static int run(tool *t, const tool_command *command)
{
    if (t->argument_count == 0)
        return tool_usage(t, SAY(t, "缺少参数", "an argument is missing"), command->name);
    if (!tool_open_output(t))
        return EXIT_UNREADABLE;
    int result = command->run(t, command);
    if (!tool_close_output(t, true) && result < EXIT_USAGE)
        result = EXIT_UNREADABLE;
    return result;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of writing, told as such */
    tool t;
    int result = tool_read_options(&t, argc, argv);
    const tool_command *found = NULL;
    if (result == EXIT_CLEAN && t.argument_count == 0)
        result = tool_usage(&t, SAY(&t, "缺少命令", "a command is missing"), NULL);
    else if (result == EXIT_CLEAN && (found = find_command(t.arguments[0])) == NULL)
        result = tool_usage(&t, SAY(&t, "未知的命令", "unknown command"), t.arguments[0]);
    if (found != NULL) {
        t.arguments++;
        t.argument_count--;
        result = run(&t, found);
    }
    hrb_options_free(t.options);
    hrb_rulebook_free(t.rulebook);
    hrb_codebook_free(t.codebook);
    return result;
}
