/* SPDX-License-Identifier: Apache-2.0 */
/* The commands, one row each. A new one on documents needs its formatter and a row. */
#include "tool.h"

#include <string.h>

#define FILES {"文件或文件夹...", "FILE|FOLDER..."}

const tool_command tool_commands[] = {
    {.name = "check", .run = tool_run_documents, .format = tool_format_report, .list = "reports", .reads = FOR_CHECK | FOR_DOCUMENTS, .formats = FORMATS_REPORT,
     .argument = FILES,
     .summary = {"核对文件，列出每处矛盾和最可能有误的单元格", "check documents: each contradiction, and the cell most likely wrong"},
     .help = {"逐一核对表内、表间、表文之间的等式，指出矛盾所在的行列、应为多少、可能怎样错的。\n"
              "文件夹会逐层读取其中的文件（按名称排序，跳过隐藏文件）；不是文档的文件跳过并计数。\n"
              "一个文件无法读取不影响其他文件。\n\n"
              "例：\n"
              "  hrbudget check 2026年部门预算.txt\n"
              "  hrbudget check --format html --output 结果.html 预算文件夹\n"
              "  hrbudget check --format json --output 上次.json 预算文件夹\n"
              "  hrbudget check --baseline 上次.json 预算文件夹      只看新出现的问题\n",
              "Checks every equation in and between the tables and the text, and tells the row and column of each\n"
              "contradiction, the figure it should be, and the slip that may have made it.\n"
              "A folder is walked with all below it, in the order of names, hidden files left out; what is no\n"
              "document is left out and counted. A file that cannot be read never stops the rest.\n\n"
              "Examples:\n"
              "  hrbudget check budget-2026.txt\n"
              "  hrbudget check --format html --output result.html budgets/\n"
              "  hrbudget check --format json --output last.json budgets/\n"
              "  hrbudget check --baseline last.json budgets/      only what is new\n"}},
    {.name = "facts", .run = tool_run_documents, .format = tool_format_facts, .list = "documents", .nothing = {"没有金额", "no figures"}, .reads = FOR_DOCUMENTS, .formats = FORMATS_DATA,
     .argument = FILES,
     .summary = {"列出每个金额及其含义", "list every figure with its meaning"},
     .help = {"每个金额一行：位置、金额、收支、资金、科目、性质、事项。\n\n"
              "例：\n"
              "  hrbudget facts --format csv 预算.txt > 金额.csv\n",
              "A line for each figure: its place, its amount, flow, fund, codes, nature, topic.\n\n"
              "Example:\n"
              "  hrbudget facts --format csv budget.txt > figures.csv\n"}},
    {.name = "tables", .run = tool_run_documents, .format = tool_format_tables, .list = "documents", .nothing = {"没有识别到表格", "no tables were found"}, .reads = FOR_DOCUMENTS, .formats = FORMATS_DATA,
     .argument = FILES,
     .summary = {"列出识别到的表格", "list the tables that were recognised"},
     .help = {"每张表的种类、标题、单位、列和行，单元格按原文。未识别的表也列出。\n\n"
              "例：\n"
              "  hrbudget tables 预算.txt\n",
              "The kind, title, unit, columns and rows of each table, cells as printed; also those not recognised.\n\n"
              "Example:\n"
              "  hrbudget tables budget.txt\n"}},
    {.name = "projects", .run = tool_run_documents, .format = tool_format_projects, .list = "documents", .reads = FOR_DOCUMENTS, .formats = FORMATS_DATA,
     .argument = FILES,
     .summary = {"列出项目经费说明", "list the project statements"},
     .help = {"每个项目的单位、名称、年度预算、明细，以及缺少的章节。\n\n"
              "例：\n"
              "  hrbudget projects 预算.txt\n",
              "Whose each project is, its name, its budget of the year and what that is made of, and the sections it lacks.\n\n"
              "Example:\n"
              "  hrbudget projects budget.txt\n"}},
    {.name = "indicators", .run = tool_run_documents, .format = tool_format_indicators, .list = "documents", .nothing = {"没有识别到绩效指标", "no performance indicators were found"}, .reads = FOR_DOCUMENTS, .formats = FORMATS_DATA,
     .argument = FILES,
     .summary = {"列出绩效指标", "list the performance indicators"},
     .help = {"每个指标的三级名称、指标值及其解释：比较符、数值、单位、期限，或定性。\n\n"
              "例：\n"
              "  hrbudget indicators --format csv 预算.txt > 指标.csv\n",
              "The three levels of each indicator, its target, and how that is understood: comparator, value, unit,\n"
              "deadline, or words.\n\n"
              "Example:\n"
              "  hrbudget indicators --format csv budget.txt > indicators.csv\n"}},
    {.name = "code", .run = tool_run_code, .reads = FOR_CODES, .formats = FORMATS_PLAIN,
     .argument = {"编码或名称...", "CODE|NAME..."},
     .summary = {"查科目编码或名称", "look up a classification code or name"},
     .help = {"给出名称、上级、下级、历年名称和更名。编码可以写成 2080101、208 01 01 或 208-01-01。\n"
              "没有这个编码或名称时，列出最接近的。\n\n"
              "例：\n"
              "  hrbudget code 20805 --year 2019\n"
              "  hrbudget code 住房公积金\n",
              "Tells the name, the codes above and below, the names of other years and what was renamed. A code may be\n"
              "written 2080101, 208 01 01 or 208-01-01. Where there is no such code or name, the nearest are listed.\n\n"
              "Examples:\n"
              "  hrbudget code 20805 --year 2019\n"
              "  hrbudget code 住房公积金\n"}},
    {.name = "amount", .run = tool_run_amount, .reads = FOR_AMOUNTS, .formats = FORMATS_PLAIN,
     .argument = {"金额...", "AMOUNT..."},
     .summary = {"解释一个金额", "explain an amount"},
     .help = {"给出分、元、万元、大写，以及该写法所代表的区间。认识千分位、全角数字、中文数字、大写、单位、负号。\n\n"
              "例：\n"
              "  hrbudget amount 1,398.22万元 13万2 壹佰元零伍分\n"
              "  hrbudget amount --unit 万元 36.40\n",
              "Tells fen, yuan, 万元, capitals, and the interval that the figure stands for. Reads separators, full-width\n"
              "digits, Chinese numerals, capital amounts, units and signs.\n\n"
              "Examples:\n"
              "  hrbudget amount 1,398.22万元 13万2 壹佰元零伍分\n"
              "  hrbudget amount --unit 万元 36.40\n"}},
    {.name = "indicator", .run = tool_run_indicator, .reads = FOR_TARGETS, .formats = FORMAT_BIT(HRB_FORMAT_TEXT) | FORMAT_BIT(HRB_FORMAT_JSON),
     .argument = {"指标值...", "TARGET..."},
     .summary = {"解释一个绩效指标值", "explain a performance target"},
     .help = {"给出比较符、数值、单位、期间、期限；--actual 与完成值比较。\n\n"
              "例：\n"
              "  hrbudget indicator \"≥90%\" 不多于3个 每月25日之前\n"
              "  hrbudget indicator --actual 92% \"≥90%\"\n",
              "Tells comparator, value, unit, period and deadline; --actual compares what was achieved.\n\n"
              "Examples:\n"
              "  hrbudget indicator \"≥90%\" 不多于3个 每月25日之前\n"
              "  hrbudget indicator --actual 92% \"≥90%\"\n"}},
    {.name = NULL},
};

const tool_command *tool_find_command(const char *name)
{
    for (const tool_command *c = tool_commands; c->name != NULL; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}
