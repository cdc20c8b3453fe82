/* SPDX-License-Identifier: Apache-2.0 */
/* Help that teaches: the program, and each command. */
#include "tool.h"

#include <string.h>

static void print_statuses(const tool *t, unsigned reads)
{
    if ((reads & FOR_CHECK) != 0)
        fputs(SAY(t,
                  "退出状态：\n"
                  "  0  没有达到级别的问题      1  有达到级别（默认 warning）的问题\n"
                  "  2  用法错误                3  有文件无法读取，或输出无法写入\n",
                  "Exit status:\n"
                  "  0  nothing at or above the threshold     1  findings at or above it (default: warning)\n"
                  "  2  wrong usage                           3  a file could not be read, or the output not be written\n"),
              stdout);
    else if ((reads & FOR_DOCUMENTS) != 0)
        fputs(SAY(t, "退出状态：0 正常，2 用法错误，3 有文件无法读取\n", "Exit status: 0 done, 2 wrong usage, 3 a file could not be read\n"), stdout);
    else
        fputs(SAY(t, "退出状态：0 全部认识，1 有不认识的，2 用法错误\n", "Exit status: 0 all were known, 1 some were not, 2 wrong usage\n"), stdout);
}

static void print_program(const tool *t)
{
    fputs(SAY(t, "hrbudget：核对公开的部门预算、决算\n\n用法：hrbudget 命令 [选项] 参数...\n\n命令：\n",
              "hrbudget: exact checks of published department budgets and final accounts\n\nUsage: hrbudget COMMAND [OPTIONS] ARGUMENT...\n\nCommands:\n"),
          stdout);
    for (const tool_command *c = tool_commands; c->name != NULL; c++)
        printf("  %-12s %s\n", c->name, c->summary[t->lang]);
    fputs(SAY(t,
              "\n每个命令的说明、例子和选项：hrbudget 命令 --help\n\n"
              "先试试：\n"
              "  hrbudget check 预算.txt\n"
              "  hrbudget check --format html --output 结果.html 预算.txt\n\n"
              "文件写作 - 表示标准输入。\n",
              "\nWhat a command does, its examples and options: hrbudget COMMAND --help\n\n"
              "To begin with:\n"
              "  hrbudget check budget.txt\n"
              "  hrbudget check --format html --output result.html budget.txt\n\n"
              "A FILE of - is standard input.\n"),
          stdout);
    print_statuses(t, FOR_CHECK);
}

void tool_print_help(const tool *t, const tool_command *command)
{
    if (command == NULL) {
        print_program(t);
        return;
    }
    printf(SAY(t, "用法：hrbudget %s [选项] %s\n\n%s。\n\n%s\n选项：\n", "Usage: hrbudget %s [OPTIONS] %s\n\n%s.\n\n%s\nOptions:\n"), command->name, command->argument[t->lang],
           command->summary[t->lang], command->help[t->lang]);
    tool_print_options(t, stdout, command);
    fputs("\n", stdout);
    print_statuses(t, command->reads);
}
