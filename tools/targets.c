/* SPDX-License-Identifier: Apache-2.0 */
/* indicator: single performance targets. */
#include "tool.h"

#include <inttypes.h>
#include <string.h>

/* A label and a text, left out where the text is blank. */
static void print_line(const tool *t, const char *label, const char *text)
{
    if (*text != '\0')
        fprintf(t->out, "  %s: %s\n", label, text);
}

/* A period as people say it; a year is itself. */
static const char *period_text(const tool *t, const char *name)
{
    static const char *const NAMES[][2] = {{"yearly", "每年"}, {"half-yearly", "每半年"}, {"quarterly", "每季度"}, {"monthly", "每月"}, {"weekly", "每周"}, {"daily", "每天"}};
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (strcmp(NAMES[i][0], name) == 0)
            return SAY(t, NAMES[i][1], name);
    return name;
}

static void print_text(const tool *t, const hrb_target *target)
{
    char canonical[2048], sentence[4096], value[64];
    hrb_decimal number;
    hrb_target_format(target, canonical, sizeof canonical);
    hrb_target_explain(target, t->lang, sentence, sizeof sentence);
    fprintf(t->out, "%s\n  %s\n", hrb_target_text(target), sentence);
    print_line(t, SAY(t, "规范写法", "canonical"), canonical);
    print_line(t, SAY(t, "比较符", "comparator"), hrb_comparator_name(hrb_target_comparator(target)));
    if (hrb_target_value(target, &number)) {
        hrb_decimal_format(number, value, sizeof value);
        print_line(t, SAY(t, "数值", "value"), value);
    }
    if (hrb_target_upper(target, &number)) {
        hrb_decimal_format(number, value, sizeof value);
        print_line(t, SAY(t, "上限", "upper"), value);
    }
    print_line(t, SAY(t, "单位", "unit"), hrb_target_unit(target));
    print_line(t, SAY(t, "每", "per"), hrb_target_per(target));
    print_line(t, SAY(t, "期间", "period"), period_text(t, hrb_target_period(target)));
    /* A date in one spelling; what comes again is told by the sentence above. */
    if (g_ascii_isdigit(*hrb_target_deadline(target)))
        print_line(t, SAY(t, "期限", "deadline"), hrb_target_deadline(target));
}

static void print_string(const tool *t, const char *key, const char *text)
{
    fprintf(t->out, ", \"%s\": ", key);
    if (*text == '\0')
        fputs("null", t->out);
    else
        tool_json_text(t->out, text);
}

static void print_number(const tool *t, const char *key, bool stated, hrb_decimal number)
{
    char text[64] = "";
    if (stated)
        hrb_decimal_format(number, text, sizeof text);
    fprintf(t->out, ", \"%s\": %s", key, *text == '\0' ? "null" : text);
}

static void print_json(const tool *t, const hrb_target *target)
{
    hrb_decimal value = {0, 0}, upper = {0, 0};
    bool has_value = hrb_target_value(target, &value), has_upper = hrb_target_upper(target, &upper), bounded = hrb_target_comparator(target) != HRB_COMPARE_NONE;
    char canonical[2048];
    hrb_target_format(target, canonical, sizeof canonical);
    fputs("{\"target\": ", t->out);
    tool_json_text(t->out, hrb_target_text(target));
    print_string(t, "kind", hrb_target_kind_name(hrb_target_get_kind(target)));
    print_string(t, "comparator", hrb_comparator_name(hrb_target_comparator(target)));
    fprintf(t->out, ", \"comparator_stated\": %s", hrb_target_comparator_stated(target) ? "true" : "false");
    fprintf(t->out, ", \"inclusive\": %s", !bounded ? "null" : hrb_target_inclusive(target) ? "true" : "false");
    fprintf(t->out, ", \"upper_inclusive\": %s", !has_upper ? "null" : hrb_target_upper_inclusive(target) ? "true" : "false");
    print_number(t, "value", has_value, value);
    print_number(t, "upper", has_upper, upper);
    print_string(t, "unit", hrb_target_unit(target));
    print_string(t, "per", hrb_target_per(target));
    print_string(t, "period", hrb_target_period(target));
    print_string(t, "deadline", hrb_target_deadline(target));
    print_string(t, "relation", hrb_target_relation(target));
    print_string(t, "words", hrb_target_words(target));
    print_string(t, "canonical", canonical);
}

static hrb_status print_outcome(const tool *t, const hrb_target *target, hrb_error **error)
{
    hrb_outcome outcome;
    hrb_outcome_reason reason;
    hrb_status status = hrb_target_evaluate(target, t->actual, strlen(t->actual), &outcome, &reason, error);
    if (status != HRB_OK)
        return status;
    static const char *const OUTCOMES[][2] = {{"", ""}, {"达到", "met"}, {"未达到", "not met"}, {"无法比较", "cannot be compared"}};
    if (t->format == HRB_FORMAT_JSON) {
        print_string(t, "actual", t->actual);
        print_string(t, "outcome", hrb_outcome_name(outcome));
        print_string(t, "reason", hrb_outcome_reason_text(reason, t->lang));
    } else {
        fprintf(t->out, "  %s: %s (%s)\n", t->actual, SAY(t, OUTCOMES[outcome][0], OUTCOMES[outcome][1]), hrb_outcome_reason_text(reason, t->lang));
    }
    return HRB_OK;
}

int tool_run_indicator(tool *t, const tool_command *command)
{
    (void)command;
    bool bad = false, first = true;
    if (t->format == HRB_FORMAT_JSON)
        fputs("{\"schema\": \"hrbudget.targets/1\", \"targets\": [", t->out);
    for (int i = 0; i < t->argument_count; i++) {
        hrb_target *target = NULL;
        hrb_error *error = NULL;
        hrb_status status = hrb_target_parse(t->arguments[i], strlen(t->arguments[i]), NULL, 0, &target, &error);
        if (status == HRB_OK) {
            if (t->format == HRB_FORMAT_JSON)
                fputs(first ? "" : ",\n ", t->out);
            (t->format == HRB_FORMAT_JSON ? print_json : print_text)(t, target);
            if (t->actual != NULL)
                status = print_outcome(t, target, &error);
            if (t->format == HRB_FORMAT_JSON)
                fputs("}", t->out);
            first = false;
        }
        if (status != HRB_OK) {
            bad = true;
            tool_report_error(t, t->arguments[i], status, error);
        }
        hrb_error_free(error);
        hrb_target_free(target);
    }
    if (t->format == HRB_FORMAT_JSON)
        fputs("]}\n", t->out);
    return bad ? EXIT_FINDINGS : EXIT_CLEAN;
}
