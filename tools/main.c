/* SPDX-License-Identifier: Apache-2.0 */
#include "tool.h"

#include <signal.h>

static int run(tool *t, const tool_command *command)
{
    if (t->argument_count == 0)
        return tool_usage(t, SAY(t, "缺少参数", "an argument is missing"), command->argument[t->lang]);
    if (!tool_open_output(t))
        return EXIT_UNREADABLE;
    if (t->bom && t->format == HRB_FORMAT_CSV)
        fputs("\xEF\xBB\xBF", t->out);
    int result = command->run(t, command);
    if (!tool_close_output(t) && result < EXIT_USAGE)
        result = EXIT_UNREADABLE;
    return result;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of writing */
    tool t;
    const tool_command *command = NULL;
    int result = tool_read_options(&t, argc, argv, &command);
    if (result == EXIT_CLEAN && t.help)
        tool_print_help(&t, command);
    else if (result == EXIT_CLEAN && command == NULL)
        result = tool_usage(&t, SAY(&t, "缺少命令", "a command is missing"), NULL);
    else if (result == EXIT_CLEAN)
        result = run(&t, command);
    tool_baseline_free(t.baseline);
    hrb_rulebook_free(t.rulebook);
    hrb_codebook_free(t.codebook);
    return result;
}
