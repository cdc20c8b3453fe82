/* SPDX-License-Identifier: Apache-2.0 */
/* Text for people. */
#include <glib.h>
#include <string.h>

#include "write/write.h"

#define MAX_OTHER_PLACES 8

const char *hrb__severity_word(hrb_severity severity, hrb_lang lang)
{
    static const char *const WORDS[][2] = {{"", ""}, {"提示", "info"}, {"警告", "warning"}, {"错误", "error"}};
    return WORDS[severity][lang == HRB_LANG_EN];
}

hrb__around hrb__words_around(const hrb_report *report, size_t finding, size_t location)
{
    hrb__around around = {"", ""};
    if (hrb_location_table_index(report, finding, location) < 0) {
        hrb_location_before(report, finding, location, around.before, sizeof around.before);
        hrb_location_after(report, finding, location, around.after, sizeof around.after);
    }
    return around;
}

const char *hrb__role_word(const char *role, hrb_lang lang)
{
    static const struct {
        const char *role, *word[2];
    } WORDS[] = {
        {"suspect", {"疑似有误", "probably wrong"}}, {"whole", {"总额", "whole"}}, {"part", {"分项", "part"}},   {"same", {"另一处", "other statement"}},
        {"code", {"科目", "code"}},                  {"table", {"表", "table"}},   {"note", {"说明", "note"}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
        if (strcmp(WORDS[i].role, role) == 0)
            return WORDS[i].word[lang == HRB_LANG_EN];
    return role;
}

/* 12:3 for a text, p5 for a page, 2!B5 for a sheet. */
void hrb__put_where(hrb__buffer *out, hrb_place place)
{
    if (place.sheet > 0) {
        hrb__put_format(out, "%d", place.sheet);
        if (place.row > 0) {
            hrb__put(out, "!");
            hrb__put_a1(out, place);
        }
    } else if (place.page > 0) {
        hrb__put_format(out, "p%d", place.page);
    } else if (place.column > 0) {
        hrb__put_format(out, "%d:%d", place.line, place.column);
    } else {
        hrb__put_format(out, "%d", place.line);
    }
}

static void put_location(hrb__buffer *out, const hrb_report *report, size_t finding, size_t location)
{
    const char *table = hrb_location_table(report, finding, location), *text = hrb_location_text(report, finding, location);
    hrb__put(out, "      ");
    hrb__put_where(out, hrb_location_place(report, finding, location));
    hrb__put(out, "  ");
    if (hrb_location_table_index(report, finding, location) < 0) {
        hrb__around around = hrb__words_around(report, finding, location);
        hrb__put_format(out, "%s【%s】%s\n", around.before, text, around.after);
        return;
    }
    hrb__put(out, table);
    for (size_t i = 0; hrb_location_path(report, finding, location, i) != NULL; i++)
        hrb__put_format(out, "%s%s", i == 0 && *table != '\0' ? " > " : i > 0 ? " / " : "", hrb_location_path(report, finding, location, i));
    if (hrb_location_path(report, finding, location, 0) == NULL || hrb_location_cell(report, finding, location) > 0)
        hrb__put_format(out, "  “%s”", text);
    hrb__put(out, "\n");
}

static void put_finding(hrb__buffer *out, const hrb_report *report, size_t finding, hrb_lang lang)
{
    size_t places = hrb_finding_location_count(report, finding);
    hrb__put(out, hrb_document_path(hrb_report_document(report)));
    if (places > 0) {
        hrb__put(out, ":");
        hrb__put_where(out, hrb_location_place(report, finding, 0));
    }
    hrb__put_format(out, ": %s %s\n    %s\n", hrb__severity_word(hrb_finding_severity(report, finding), lang), hrb_finding_rule(report, finding),
                    hrb_finding_message(report, finding, lang));
    for (size_t i = 0; i < MIN(places, (size_t)MAX_OTHER_PLACES); i++)
        put_location(out, report, finding, i);
    if (places > MAX_OTHER_PLACES)
        hrb__put_format(out, lang == HRB_LANG_EN ? "      and %zu more places\n" : "      另有%zu处\n", places - MAX_OTHER_PLACES);
}

#define MAX_REASONS 16

/* Why equations were not evaluated: each reason once. */
static void put_reasons(hrb__buffer *out, const hrb_report *report, hrb_lang lang)
{
    const char *reasons[MAX_REASONS];
    size_t counts[MAX_REASONS] = {0}, known = 0;
    for (size_t e = 0; e < hrb_equation_count(report); e++) {
        if (hrb_equation_verdict(report, e) != HRB_VERDICT_NOT_EVALUATED)
            continue;
        const char *reason = hrb_equation_reason(report, e, lang);
        size_t i = 0;
        while (i < known && strcmp(reasons[i], reason) != 0)
            i++;
        if (i == MAX_REASONS)
            continue;
        reasons[i] = reason;
        counts[i]++;
        known = MAX(known, i + 1);
    }
    for (size_t i = 0; i < known; i++) {
        hrb__put(out, hrb_document_path(hrb_report_document(report)));
        hrb__put_format(out, lang == HRB_LANG_EN ? ": not evaluated: %zu, since %s\n" : ": 未核对%zu个等式：%s\n", counts[i], reasons[i]);
    }
}

void hrb__write_report_text(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least)
{
    const hrb_document *document = hrb_report_document(report);
    bool en = lang == HRB_LANG_EN;
    hrb__tally tally = hrb__tally_findings(report, least);
    for (size_t i = 0; i < hrb_finding_count(report); i++)
        if (hrb_finding_severity(report, i) >= least && !hrb_finding_is_known(report, i))
            put_finding(out, report, i, lang);
    put_reasons(out, report, lang);
    size_t passed = hrb_equation_count_of(report, HRB_VERDICT_PASS), rounding = hrb_equation_count_of(report, HRB_VERDICT_ROUNDING);
    size_t failed = hrb_equation_count_of(report, HRB_VERDICT_FAIL), open = hrb_equation_count_of(report, HRB_VERDICT_NOT_EVALUATED);
    hrb__put_format(out, "%s: ", hrb_document_path(document));
    size_t targets = hrb_indicator_count(document);
    if (passed + rounding + failed == 0 && targets == 0)
        hrb__put(out, en ? "NOTHING COULD BE CHECKED. " : "没有任何内容可以核对。");
    else if (passed + rounding + failed == 0)
        hrb__put_format(out, en ? "No equation could be checked; %zu performance {target was|targets were}. " : "没有等式可以核对；检查了%zu个绩效指标。", targets);
    hrb__put_format(out, en ? "%zu {table|tables}, %zu {figure|figures}, %zu {equation|equations}: %zu {holds|hold}, %zu within rounding, %zu {fails|fail}, %zu not evaluated; "
                              "%zu {error|errors}, %zu {warning|warnings}, %zu {info|infos}"
                            : "%zu张表，%zu个金额，%zu个等式：相符%zu，舍入内%zu，不符%zu，未核对%zu；错误%zu，警告%zu，提示%zu",
                    hrb_table_count(document), hrb_fact_count(document), hrb_equation_count(report), passed, rounding, failed, open,
                    tally.shown[HRB_SEVERITY_ERROR], tally.shown[HRB_SEVERITY_WARNING], tally.shown[HRB_SEVERITY_INFO]);
    if (tally.hidden > 0)
        hrb__put_format(out, en ? " (%zu below the threshold)" : "（另有%zu条低于所选级别）", tally.hidden);
    if (tally.known > 0)
        hrb__put_format(out, en ? " (%zu known from the baseline)" : "（另有%zu条已在基线中，未计）", tally.known);
    hrb__put(out, "\n");
}

/* An amount, a number of things, or a share. */
static void put_value(hrb__buffer *out, const hrb_document *document, size_t fact)
{
    char text[64];
    int64_t value = hrb_fact_value(document, fact);
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    if (hrb_fact_value_kind(document, fact) == HRB_VALUE_FEN)
        hrb_fen_format(value, HRB_UNIT_YUAN, 2, HRB_FORMAT_GROUPED | HRB_FORMAT_UNIT, text, sizeof text);
    else if (hrb_fact_value_kind(document, fact) == HRB_VALUE_COUNT)
        g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, value);
    else
        g_snprintf(text, sizeof text, "%s%" G_GUINT64_FORMAT ".%02u%%", value < 0 ? "-" : "", size / 100, (unsigned)(size % 100));
    for (size_t n = hrb__display_width(text); n < 22; n++)
        hrb__put(out, " ");
    hrb__put(out, text);
}

void hrb__write_facts_text(hrb__buffer *out, const hrb_document *document)
{
    for (size_t i = 0; i < hrb_fact_count(document); i++) {
        hrb__put_where(out, hrb_fact_place(document, i));
        hrb__put(out, ": ");
        put_value(out, document, i);
        for (int d = 0; d < HRB__DIMENSIONS; d++) {
            const char *text = hrb_fact_dimension(document, i, d + 1);
            bool own = d + 1 == HRB_DIMENSION_ENTITY && strcmp(text, hrb_document_department(document)) == 0;
            if (*text != '\0' && !own)
                hrb__put_format(out, "  %s=%s", hrb__dimension_names[d], text);
        }
        int32_t table = hrb_fact_table(document, i);
        if (table >= 0) {
            hrb__put(out, "  ");
            hrb__put(out, hrb_table_title(document, (size_t)table));
            hrb__put(out, " > ");
            hrb__put(out, hrb_table_row_name(document, (size_t)table, (size_t)hrb_fact_row(document, i)));
        }
        hrb__put(out, "\n");
    }
}

static void put_table(hrb__buffer *out, const hrb_document *document, size_t t, hrb_lang lang)
{
    size_t columns = hrb_table_column_count(document, t), rows = hrb_table_row_count(document, t);
    const char *kind = hrb_table_kind(document, t);
    hrb__put_format(out, "%zu. %s [%s] %s\n", t + 1, hrb_table_title(document, t),
                    *kind != '\0' ? kind : lang == HRB_LANG_EN ? "not recognised" : "未识别", hrb__unit_label(hrb_table_unit(document, t)));
    for (size_t r = 0; r < rows; r++) {
        hrb__put(out, "  ");
        for (size_t c = 0; c < columns; c++) {
            size_t width = 0;
            for (size_t k = 0; k < MIN(rows, (size_t)400); k++)
                width = MAX(width, hrb__display_width(hrb_table_cell_text(document, t, k, c)));
            hrb__put_padded(out, hrb_table_cell_text(document, t, r, c), c + 1 < columns ? MIN(width, (size_t)60) + 2 : 0);
        }
        hrb__put(out, "\n");
    }
}

void hrb__write_tables_text(hrb__buffer *out, const hrb_document *document, hrb_lang lang)
{
    for (size_t t = 0; t < hrb_table_count(document); t++)
        put_table(out, document, t, lang);
}
