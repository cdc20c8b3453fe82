/* SPDX-License-Identifier: Apache-2.0 */
/* The options: one table for reading them, for the help, and for telling which command takes which. */
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

typedef struct option_row option_row;
/* Takes the value of an option; EXIT_CLEAN or the status to end with. */
typedef int (*taker)(tool *t, const option_row *option, const char *value);

struct option_row {
    const char *name;
    char letter; /* -f, 0: none */
    unsigned reads; /* FOR_... that it is an option of */
    taker take;
    const choice *choices; /* NULL: any value */
    const char *value[2];  /* for the help; NULL: the option has none */
    const char *help[2];
};

static int take_choice(tool *t, const option_row *option, const char *value);
static int take_path(tool *t, const option_row *option, const char *value);
static int take_number(tool *t, const option_row *option, const char *value);
static int take_flag(tool *t, const option_row *option, const char *value);

#define CHOOSE {"...", "..."}
static const option_row OPTIONS[] = {
    {"format", 'f', FOR_ALL, take_choice, FORMATS, CHOOSE, {"输出格式，默认 text", "what is written, text by default"}},
    {"output", 'o', FOR_ALL, take_path, NULL, {"文件", "FILE"}, {"写入文件；写完才出现，不会只有一半", "write there; the file appears whole or not at all"}},
    {"bom", 0, FOR_ALL, take_flag, NULL, {NULL, NULL}, {"CSV 开头加 UTF-8 标记，供 Excel 直接打开", "CSV begins with the mark by which Excel knows UTF-8"}},
    {"lang", 'l', FOR_ALL, take_choice, LANGS, CHOOSE, {"语言，默认随环境，优先中文", "language, by the environment, Chinese first"}},
    {"min-severity", 0, FOR_CHECK, take_choice, SEVERITIES, CHOOSE,
     {"列出并计入退出状态的最低级别；默认全部列出，warning 起计入", "least severity to list and to count for the exit status; by default all are listed and warnings count"}},
    {"rules", 'r', FOR_DOCUMENTS, take_path, NULL, {"文件", "FILE"}, {"自己的规则文件，JSON，见 docs/rulebook.md", "a rulebook of your own, JSON: docs/rulebook.md"}},
    {"codebook", 'c', FOR_DOCUMENTS | FOR_CODES, take_path, NULL, {"文件", "FILE"},
     {"自己的科目表，CSV，补充并优先于内置科目表", "a code book of your own, CSV, added to the one built in and winning over it"}},
    {"year", 'y', FOR_DOCUMENTS | FOR_CODES, take_number, NULL, {"年度", "YEAR"},
     {"文件没有写明年度时使用；code 按该年度查", "the year of a document that does not tell; for code, the year to look up"}},
    {"baseline", 'b', FOR_CHECK, take_path, NULL, {"文件", "FILE"},
     {"以前的 JSON 结果；其中已有的问题不再计入，并说明有几条", "an earlier JSON report: findings it has are not counted, and how many is said"}},
    {"jobs", 'j', FOR_DOCUMENTS, take_number, NULL, {"N", "N"}, {"同时处理N个文件，0 为处理器个数；结果与次序不变", "N documents at a time, 0 for one a processor; the output stays the same"}},
    {"isolate", 0, FOR_DOCUMENTS, take_flag, NULL, {NULL, NULL}, {"每个文件用单独的进程，崩溃或超时只影响它自己", "a process for each document: a crash or a time-out stays its own"}},
    {"timeout", 0, FOR_DOCUMENTS, take_number, NULL, {"秒", "SECONDS"},
     {"与 --isolate 同用：一个文件的时限，默认 300，0 为不限", "with --isolate: the time for one document, 300 by default, 0 for no limit"}},
    {"kind", 'k', FOR_CODES, take_choice, KINDS, CHOOSE, {"哪一种分类，默认全部", "which classification, all by default"}},
    {"unit", 'u', FOR_AMOUNTS, take_choice, UNITS, CHOOSE, {"金额没有写单位时的单位，默认元", "the unit where the text has none, 元 by default"}},
    {"actual", 'a', FOR_TARGETS, take_path, NULL, {"完成值", "TEXT"}, {"与指标值比较", "what was achieved, to compare with the target"}},
    {"help", 'h', FOR_ALL, take_flag, NULL, {NULL, NULL}, {"说明", "this help"}},
    {"version", 'v', FOR_ALL, take_flag, NULL, {NULL, NULL}, {"版本", "the version"}},
};

static const option_row *find_option(int letter_or_index)
{
    if (letter_or_index >= 256)
        return &OPTIONS[letter_or_index - 256];
    for (size_t i = 0; i < G_N_ELEMENTS(OPTIONS); i++)
        if (letter_or_index != 0 && OPTIONS[i].letter == letter_or_index)
            return &OPTIONS[i];
    return NULL;
}

int tool_usage(const tool *t, const char *message, const char *what)
{
    fprintf(stderr, "hrbudget: %s%s%s\n%s\n", message, what != NULL ? ": " : "", what != NULL ? what : "",
            SAY(t, "用 hrbudget --help 查看用法", "see hrbudget --help"));
    return EXIT_USAGE;
}

/* --- Values --- */

static bool is_offered(const option_row *option, const choice *c, const tool_command *command)
{
    return option->choices != FORMATS || command == NULL || (command->formats & FORMAT_BIT(c->value)) != 0;
}

/* "text|json|csv" */
static char *list_choices(const option_row *option, const tool_command *command)
{
    GString *list = g_string_new(NULL);
    for (const choice *c = option->choices; c->name != NULL; c++)
        if (is_offered(option, c, command))
            g_string_append_printf(list, "%s%s", list->len > 0 ? "|" : "", c->name);
    return g_string_free(list, FALSE);
}

static int refuse_value(const tool *t, const option_row *option, const char *value, const char *wanted)
{
    char *message = g_strdup_printf(SAY(t, "选项 --%s 的值“%s”不对，应为 %s", "--%s cannot be \"%s\": it is %s"), option->name, value, wanted);
    int result = tool_usage(t, message, NULL);
    g_free(message);
    return result;
}

static void set_choice(tool *t, const choice *choices, int64_t value)
{
    if (choices == FORMATS)
        t->format = (hrb_format)value;
    else if (choices == LANGS)
        t->lang = (hrb_lang)value;
    else if (choices == SEVERITIES)
        t->threshold = (hrb_severity)value;
    else if (choices == KINDS)
        t->kind = (hrb_code_kind)value;
    else
        t->unit = value;
}

static int take_choice(tool *t, const option_row *option, const char *value)
{
    for (const choice *c = option->choices; c->name != NULL; c++)
        if (strcmp(c->name, value) == 0) {
            set_choice(t, option->choices, c->value);
            return EXIT_CLEAN;
        }
    char *list = list_choices(option, NULL);
    int result = refuse_value(t, option, value, list);
    g_free(list);
    return result;
}

/* What a file of one's own holds. */
static int take_text(tool *t, const option_row *option, const char *path, const char *text, size_t length)
{
    hrb_error *error = NULL;
    hrb_status status = HRB_OK;
    if (option->letter == 'b')
        return (t->baseline = tool_baseline_load(text, length, t)) != NULL ? EXIT_CLEAN : EXIT_USAGE;
    if (option->letter == 'r')
        status = hrb_rulebook_load(text, length, &t->rulebook, &error);
    else
        status = hrb_codebook_load(text, length, hrb_codebook_default(), &t->codebook, &error);
    if (status != HRB_OK)
        fprintf(stderr, "%s: %s\n", path, hrb_error_message(error, t->lang));
    hrb_error_free(error);
    return status == HRB_OK ? EXIT_CLEAN : EXIT_USAGE;
}

static int take_path(tool *t, const option_row *option, const char *value)
{
    size_t length;
    if (option->letter == 'o' || option->letter == 'a') {
        *(option->letter == 'o' ? &t->output : &t->actual) = value;
        return EXIT_CLEAN;
    }
    if ((option->letter == 'r' && t->rulebook != NULL) || (option->letter == 'c' && t->codebook != NULL) || (option->letter == 'b' && t->baseline != NULL))
        return tool_usage(t, SAY(t, "选项只能用一次", "an option may be given once"), option->name);
    char *text = tool_slurp(value, &length);
    if (text == NULL) {
        fprintf(stderr, "%s: %s: %s\n", value, SAY(t, "无法读取", "cannot be read"), hrb__system_text(errno, t->lang));
        return EXIT_UNREADABLE;
    }
    int result = take_text(t, option, value, text, length);
    g_free(text);
    return result;
}

static int take_number(tool *t, const option_row *option, const char *value)
{
    bool year = option->letter == 'y', jobs = option->letter == 'j';
    gint64 number;
    gint64 least = year ? 1990 : 0, most = year ? 2100 : jobs ? 256 : 86400;
    if (!g_ascii_string_to_signed(value, 10, least, most, &number, NULL)) {
        char *wanted = g_strdup_printf("%d..%d", (int)least, (int)most);
        int result = refuse_value(t, option, value, wanted);
        g_free(wanted);
        return result;
    }
    if (year)
        t->year = (int32_t)number;
    else if (jobs)
        t->jobs = number == 0 ? (int)g_get_num_processors() : (int)number;
    else
        t->timeout = (int)number;
    return EXIT_CLEAN;
}

static int take_flag(tool *t, const option_row *option, const char *value)
{
    (void)value;
    if (option->letter == 'h') {
        t->help = true;
    } else if (option->letter == 'v') {
        printf("hrbudget %s\n", hrb_version());
        exit(EXIT_CLEAN);
    } else {
        *(strcmp(option->name, "bom") == 0 ? &t->bom : &t->isolate) = true;
    }
    return EXIT_CLEAN;
}

/* --- The command line --- */

/* Chinese unless the environment asks for English. */
static hrb_lang language(int argc, char **argv)
{
    static const char *const NAMES[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    /* --lang also decides the language of an error before it. */
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--lang=en") == 0 || (i + 1 < argc && strcmp(argv[i], "--lang") == 0 && strcmp(argv[i + 1], "en") == 0))
            return HRB_LANG_EN;
    for (int i = 0; i < 3; i++) {
        const char *value = getenv(NAMES[i]);
        if (value != NULL && *value != '\0')
            return strncmp(value, "en", 2) == 0 ? HRB_LANG_EN : HRB_LANG_ZH;
    }
    return HRB_LANG_ZH;
}

/* Every option is for the command, and its format one that the command writes. */
static int check_options(const tool *t, const tool_command *command, const bool *given)
{
    for (size_t i = 0; i < G_N_ELEMENTS(OPTIONS); i++) {
        char *message = NULL;
        if (given[i] && (OPTIONS[i].reads & command->reads) == 0)
            message = g_strdup_printf(SAY(t, "命令 %s 没有选项 --%s", "%s has no option --%s"), command->name, OPTIONS[i].name);
        else if (OPTIONS[i].choices == FORMATS && (command->formats & FORMAT_BIT(t->format)) == 0) {
            char *list = list_choices(&OPTIONS[i], command);
            message = g_strdup_printf(SAY(t, "命令 %s 的输出格式是 %s", "%s writes %s"), command->name, list);
            g_free(list);
        }
        if (message != NULL) {
            int result = tool_usage(t, message, NULL);
            g_free(message);
            return result;
        }
    }
    if (given[find_option('h') - OPTIONS])
        return EXIT_CLEAN;
    return t->timeout >= 0 && !t->isolate ? tool_usage(t, SAY(t, "--timeout 与 --isolate 同用", "--timeout goes with --isolate"), NULL) : EXIT_CLEAN;
}

static int find_command(tool *t, const tool_command **command)
{
    if (t->argument_count == 0)
        return EXIT_CLEAN;
    if (strcmp(t->arguments[0], "help") == 0) {
        t->help = true;
        t->arguments++;
        t->argument_count--;
        if (t->argument_count == 0)
            return EXIT_CLEAN;
    }
    *command = tool_find_command(t->arguments[0]);
    if (*command == NULL)
        return tool_usage(t, SAY(t, "未知的命令", "unknown command"), t->arguments[0]);
    t->arguments++;
    t->argument_count--;
    return EXIT_CLEAN;
}

/* getopt's table and letters, from the one above. */
static void describe_options(struct option *longs, GString *letters)
{
    g_string_append_c(letters, ':'); /* a missing value is told apart */
    for (size_t i = 0; i < G_N_ELEMENTS(OPTIONS); i++) {
        bool has_value = OPTIONS[i].value[0] != NULL;
        longs[i] = (struct option){OPTIONS[i].name, has_value, NULL, 256 + (int)i};
        if (OPTIONS[i].letter != 0)
            g_string_append_printf(letters, "%c%s", OPTIONS[i].letter, has_value ? ":" : "");
    }
    longs[G_N_ELEMENTS(OPTIONS)] = (struct option){0};
}

int tool_read_options(tool *t, int argc, char **argv, const tool_command **command)
{
    struct option longs[G_N_ELEMENTS(OPTIONS) + 1];
    bool given[G_N_ELEMENTS(OPTIONS)] = {false};
    GString *letters = g_string_new(NULL);
    int result = EXIT_CLEAN;
    *t = (tool){.lang = language(argc, argv), .format = HRB_FORMAT_TEXT, .jobs = 1, .timeout = -1};
    describe_options(longs, letters);
    opterr = 0;
    for (int c; result == EXIT_CLEAN && (c = getopt_long(argc, argv, letters->str, longs, NULL)) != -1;) {
        const option_row *option = c == '?' || c == ':' ? NULL : find_option(c);
        if (c == ':')
            result = tool_usage(t, SAY(t, "选项缺少值", "an option lacks its value"), argv[optind - 1]);
        else if (option == NULL)
            result = tool_usage(t, SAY(t, "没有这个选项", "no such option"), argv[optind - 1]);
        else
            result = option->take(t, option, optarg);
        if (option != NULL)
            given[option - OPTIONS] = true;
    }
    g_string_free(letters, TRUE);
    t->argument_count = argc - optind;
    t->arguments = argv + optind;
    if (result == EXIT_CLEAN)
        result = find_command(t, command);
    if (result == EXIT_CLEAN && *command != NULL)
        result = check_options(t, *command, given);
    if (t->timeout < 0)
        t->timeout = 300;
    return result;
}

void tool_print_options(const tool *t, FILE *out, const tool_command *command)
{
    for (size_t i = 0; i < G_N_ELEMENTS(OPTIONS); i++) {
        const option_row *o = &OPTIONS[i];
        if (command != NULL && (o->reads & command->reads) == 0)
            continue;
        char *list = o->choices != NULL ? list_choices(o, command) : g_strdup(o->value[0] != NULL ? o->value[t->lang] : "");
        char letter[4] = {'-', o->letter, ',', '\0'};
        fprintf(out, "  %s --%s%s%s\n        %s\n", o->letter != 0 ? letter : "   ", o->name, *list != '\0' ? " " : "", list, o->help[t->lang]);
        g_free(list);
    }
}
