/* SPDX-License-Identifier: Apache-2.0 */
#include "tool.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

typedef struct choice {
    const char *name;
    int64_t value;
} choice;

static const choice FORMATS[] = {{"text", HRB_FORMAT_TEXT}, {"json", HRB_FORMAT_JSON}, {"csv", HRB_FORMAT_CSV}, {"ndjson", HRB_FORMAT_NDJSON},
                                 {"sarif", HRB_FORMAT_SARIF}, {"html", HRB_FORMAT_HTML}, {NULL, 0}};
static const choice LANGS[] = {{"zh", HRB_LANG_ZH}, {"en", HRB_LANG_EN}, {NULL, 0}};
static const choice SEVERITIES[] = {{"info", HRB_SEVERITY_INFO}, {"warning", HRB_SEVERITY_WARNING}, {"error", HRB_SEVERITY_ERROR}, {NULL, 0}};
static const choice UNITS[] = {{"分", HRB_UNIT_FEN}, {"元", HRB_UNIT_YUAN}, {"千元", HRB_UNIT_THOUSAND_YUAN}, {"万元", HRB_UNIT_WAN_YUAN},
                               {"百万元", HRB_UNIT_MILLION_YUAN}, {"亿元", HRB_UNIT_YI_YUAN}, {NULL, 0}};
static const choice KINDS[] = {{"function", HRB_CODE_FUNCTION}, {"dept_economic", HRB_CODE_DEPT_ECONOMIC}, {"gov_economic", HRB_CODE_GOV_ECONOMIC},
                               {"revenue", HRB_CODE_REVENUE}, {NULL, 0}};

static bool choose(const choice *choices, const char *name, int64_t *out)
{
    for (; choices->name != NULL; choices++)
        if (strcmp(choices->name, name) == 0) {
            *out = choices->value;
            return true;
        }
    return false;
}

/* Chinese unless the environment asks for English. */
static hrb_lang language(void)
{
    static const char *const NAMES[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (int i = 0; i < 3; i++) {
        const char *value = getenv(NAMES[i]);
        if (value != NULL && *value != '\0')
            return strncmp(value, "en", 2) == 0 ? HRB_LANG_EN : HRB_LANG_ZH;
    }
    return HRB_LANG_ZH;
}

void tool_help(const tool *t)
{
    fputs(SAY(t,
              "hrbudget：核对公开的部门预算、决算\n\n"
              "用法：\n"
              "  hrbudget check 文件...        找出表内、表间的矛盾，指出最可能有误的单元格\n"
              "  hrbudget facts 文件           列出每个金额及其含义\n"
              "  hrbudget tables 文件          列出识别到的表格\n"
              "  hrbudget code 2080101         查科目编码；也可查名称\n"
              "  hrbudget amount \"13万2\"       解释一个金额\n"
              "  hrbudget indicator \"≥90%\"   解释一个绩效指标值；--actual 与完成值比较\n\n"
              "选项：\n"
              "  --format text|json|csv   输出格式（默认 text）\n"
              "  --lang zh|en             语言（默认随环境，优先中文）\n"
              "  --rules 文件             使用自己的规则文件（JSON）\n"
              "  --codebook 文件          使用自己的科目表（CSV，补充并优先于内置科目表）\n"
              "  --year 年度              文件中没有写明年度时使用；code 命令按该年度查名称\n"
              "  --min-severity info|warning|error   退出状态和输出的级别（默认 warning；info 仍会列出）\n"
              "  --kind function|dept_economic|gov_economic|revenue   科目种类\n"
              "  --unit 元|万元|亿元...   amount 命令中没有写单位时使用\n"
              "  --actual 完成值          indicator 命令：与指标值比较\n"
              "  --output 文件            写入文件；写完才出现，不会留下半个文件\n\n"
              "文件为 - 时读取标准输入。\n"
              "退出状态：0 没有问题；1 有达到级别的问题；2 用法错误；3 有文件无法读取。\n\n"
              "示例：\n"
              "  hrbudget check 部门预算.txt\n"
              "  hrbudget check --format json *.txt > 结果.json\n"
              "  hrbudget facts --format csv 部门预算.txt | head\n",
              "hrbudget: checks published department budgets and final accounts\n\n"
              "Usage:\n"
              "  hrbudget check FILE...        contradictions in and between tables, and the cell most likely wrong\n"
              "  hrbudget facts FILE           every amount with its meaning\n"
              "  hrbudget tables FILE          the tables that were recognised\n"
              "  hrbudget code 2080101         looks up a classification code, or a name\n"
              "  hrbudget amount \"13万2\"       explains one amount\n"
              "  hrbudget indicator \"≥90%\"   explains one performance target; --actual compares what was achieved\n\n"
              "Options:\n"
              "  --format text|json|csv   output format (text)\n"
              "  --lang zh|en             language (by the environment, Chinese first)\n"
              "  --rules FILE             your own rulebook (JSON)\n"
              "  --codebook FILE          your own codes (CSV; added to the built-in ones and first)\n"
              "  --year YEAR              where the document does not tell; for code, the year of the name\n"
              "  --min-severity info|warning|error   threshold of the exit status and the output (warning; infos are listed all the same)\n"
              "  --kind function|dept_economic|gov_economic|revenue   which classification\n"
              "  --unit 元|万元|亿元...   for amount, where the text has none\n"
              "  --actual TEXT            for indicator: what was achieved\n"
              "  --output FILE            write there; it appears whole or not at all\n\n"
              "A FILE of - is standard input.\n"
              "Exit status: 0 nothing found, 1 findings at or above the threshold, 2 usage, 3 a file could not be read.\n\n"
              "Examples:\n"
              "  hrbudget check budget.txt\n"
              "  hrbudget check --format json *.txt > findings.json\n"
              "  hrbudget facts --format csv budget.txt | head\n"),
          stdout);
}

int tool_usage(const tool *t, const char *message, const char *what)
{
    fprintf(stderr, "hrbudget: %s%s%s\n%s\n", message, what != NULL ? ": " : "", what != NULL ? what : "",
            SAY(t, "用 hrbudget --help 查看用法", "see hrbudget --help"));
    return EXIT_USAGE;
}

char *tool_slurp(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    size_t capacity = 65536;
    char *data = file == NULL ? NULL : malloc(capacity);
    *length = 0;
    while (data != NULL) {
        size_t n = fread(data + *length, 1, capacity - *length, file);
        *length += n;
        if (n == 0)
            break;
        if (*length == capacity) {
            char *grown = capacity > ((size_t)1 << 27) ? NULL : realloc(data, capacity * 2);
            if (grown == NULL) {
                free(data);
                data = NULL;
                break;
            }
            data = grown;
            capacity *= 2;
        }
    }
    if (data != NULL && ferror(file)) {
        free(data);
        data = NULL;
    }
    if (file != NULL)
        fclose(file);
    return data;
}

/* A rulebook or code book of one's own. */
static int load_book(tool *t, const char *path, bool rules)
{
    size_t length;
    char *text = tool_slurp(path, &length);
    hrb_error *error = NULL;
    if (text == NULL) {
        fprintf(stderr, "%s: %s: %s\n", path, SAY(t, "无法读取", "cannot be read"), strerror(errno));
        return EXIT_UNREADABLE;
    }
    hrb_status status = rules ? hrb_rulebook_load(text, length, &t->rulebook, &error)
                              : hrb_codebook_load(text, length, hrb_codebook_default(), &t->codebook, &error);
    free(text);
    if (status != HRB_OK)
        fprintf(stderr, "%s: %s\n", path, hrb_error_message(error, t->lang));
    hrb_error_free(error);
    return status == HRB_OK ? EXIT_CLEAN : EXIT_USAGE;
}

static int read_year(tool *t, const char *text)
{
    char *end;
    long year = strtol(text, &end, 10);
    if (*end != '\0' || year < 1990 || year > 2100)
        return tool_usage(t, SAY(t, "年度应在1990至2100之间", "a year is between 1990 and 2100"), text);
    t->year = (int32_t)year;
    return EXIT_CLEAN;
}

int tool_read_options(tool *t, int argc, char **argv)
{
    static const struct option OPTIONS[] = {{"format", 1, NULL, 'f'}, {"lang", 1, NULL, 'l'}, {"rules", 1, NULL, 'r'}, {"codebook", 1, NULL, 'c'},
                                            {"year", 1, NULL, 'y'}, {"min-severity", 1, NULL, 's'}, {"kind", 1, NULL, 'k'}, {"unit", 1, NULL, 'u'},
                                            {"output", 1, NULL, 'o'}, {"actual", 1, NULL, 'a'}, {"help", 0, NULL, 'h'}, {"version", 0, NULL, 'v'}, {NULL, 0, NULL, 0}};
    int64_t value = 0;
    int result = EXIT_CLEAN;
    *t = (tool){.lang = language(), .format = HRB_FORMAT_TEXT, .threshold = 0};
    for (int option; result == EXIT_CLEAN && (option = getopt_long(argc, argv, "o:hv", OPTIONS, NULL)) != -1;) {
        bool known = true;
        switch (option) {
        case 'f':
            known = choose(FORMATS, optarg, &value);
            t->format = (hrb_format)value;
            break;
        case 'l':
            known = choose(LANGS, optarg, &value);
            t->lang = (hrb_lang)value;
            break;
        case 's':
            known = choose(SEVERITIES, optarg, &value);
            t->threshold = (hrb_severity)value;
            break;
        case 'k':
            known = choose(KINDS, optarg, &value);
            t->kind = (hrb_code_kind)value;
            break;
        case 'u':
            known = choose(UNITS, optarg, &value);
            t->unit = value;
            break;
        case 'y':
            result = read_year(t, optarg);
            break;
        case 'r':
        case 'c':
            result = load_book(t, optarg, option == 'r');
            break;
        case 'o':
            t->output = optarg;
            break;
        case 'a':
            t->actual = optarg;
            break;
        case 'h':
            tool_help(t);
            exit(EXIT_CLEAN);
        case 'v':
            printf("hrbudget %s\n", hrb_version());
            exit(EXIT_CLEAN);
        default:
            return tool_usage(t, SAY(t, "选项有误", "bad option"), NULL);
        }
        if (!known)
            return tool_usage(t, SAY(t, "选项的值未知", "unknown value of an option"), optarg);
    }
    t->argument_count = argc - optind;
    t->arguments = argv + optind;
    if (result == EXIT_CLEAN && hrb_options_new(&t->options) == HRB_OK) {
        hrb_options_set_year(t->options, t->year);
        hrb_options_set_rulebook(t->options, t->rulebook);
        hrb_options_set_codebook(t->options, t->codebook);
    }
    return result;
}
