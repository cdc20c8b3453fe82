/* SPDX-License-Identifier: Apache-2.0 */
/* A page to look at: the findings grouped by table, each wrong cell marked in
 * the table as it was read. One file, no script, nothing loaded from anywhere. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "write/write.h"

/* Something that a finding says of a cell, or of a whole row (cell 0). */
typedef struct mark {
    int32_t table, row, cell;
    size_t finding;
    bool suspect; /* the first place of the finding */
} mark;

typedef struct page {
    hrb__buffer *out;
    const hrb_report *report;
    const hrb_document *document;
    hrb_lang lang;
    hrb_severity least;
    char id[9]; /* tells the documents of one page apart */
    GArray *marks; /* in the order of table, row, cell */
    guint next;    /* the first mark that is not written yet */
} page;

#define SAY(p, zh, en) ((p)->lang == HRB_LANG_EN ? (en) : (zh))

static bool is_shown(const page *p, size_t finding)
{
    return hrb_finding_severity(p->report, finding) >= p->least && !hrb_finding_is_known(p->report, finding);
}

/* The table that a finding is listed under; -1: none. */
static int32_t home_of(const page *p, size_t finding)
{
    return hrb_finding_location_count(p->report, finding) == 0 ? -1 : hrb_location_table_index(p->report, finding, 0);
}

/* Where a mark stands against another: before it, at it, behind it. */
static int compare_places(const mark *a, const mark *b)
{
    if (a->table != b->table)
        return a->table < b->table ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return a->cell < b->cell ? -1 : a->cell > b->cell;
}

static int compare_marks(const void *left, const void *right)
{
    const mark *a = left, *b = right;
    int order = compare_places(a, b);
    if (order != 0)
        return order;
    if (a->suspect != b->suspect)
        return a->suspect ? -1 : 1;
    return a->finding < b->finding ? -1 : a->finding > b->finding;
}

static void collect_marks(page *p)
{
    p->marks = g_array_new(FALSE, FALSE, sizeof(mark));
    for (size_t f = 0; f < hrb_finding_count(p->report); f++)
        for (size_t l = 0; is_shown(p, f) && l < hrb_finding_location_count(p->report, f); l++) {
            mark m = {hrb_location_table_index(p->report, f, l), hrb_location_row(p->report, f, l), hrb_location_cell(p->report, f, l), f, l == 0};
            if (m.table >= 0 && m.row > 0)
                g_array_append_val(p->marks, m);
        }
    if (p->marks->len > 1)
        qsort(p->marks->data, p->marks->len, sizeof(mark), compare_marks);
}

/* --- Words --- */

static void put_severity(const page *p, hrb_severity severity)
{
    hrb__put_format(p->out, "<b class=\"%s\">%s</b>", hrb_severity_name(severity), hrb__severity_word(severity, p->lang));
}

static void put_figure(const page *p, const char *label, size_t value, const char *css)
{
    if (value > 0 && *css != '\0')
        hrb__put_format(p->out, "<li class=\"%s\"><b>%zu</b> %s</li>", css, value, label);
    else
        hrb__put_format(p->out, "<li><b>%zu</b> %s</li>", value, label);
}

static const char *kind_word(const page *p)
{
    const char *kind = hrb_document_kind(p->document);
    return strcmp(kind, "budget") == 0 ? SAY(p, "预算", "budget") : strcmp(kind, "final") == 0 ? SAY(p, "决算", "final accounts") : "";
}

static void put_verdict(const page *p, const hrb__tally *tally, size_t evaluated)
{
    const char *css = "clean", *text = SAY(p, "没有发现问题。", "Nothing was found.");
    if (evaluated == 0) {
        css = "bad";
        text = SAY(p, "没有任何内容可以核对，不能视为无误。", "Nothing could be checked: this does not mean the document is right.");
    } else if (tally->shown[HRB_SEVERITY_ERROR] > 0) {
        css = "bad";
        text = SAY(p, "有错误，请逐条核实。", "There are errors: look at each.");
    } else if (tally->shown[HRB_SEVERITY_WARNING] > 0) {
        css = "fair";
        text = SAY(p, "没有错误，有需要留意之处。", "No errors, but something to look at.");
    }
    hrb__put_format(p->out, "<p class=\"verdict %s\">%s</p>\n", css, text);
}

static void put_summary(const page *p)
{
    const hrb_report *r = p->report;
    hrb__tally tally = hrb__tally_findings(r, p->least);
    size_t open = hrb_equation_count_of(r, HRB_VERDICT_NOT_EVALUATED);
    put_verdict(p, &tally, hrb_equation_count(r) - open);
    hrb__put(p->out, "<ul class=\"summary\">");
    put_figure(p, SAY(p, "错误", "errors"), tally.shown[HRB_SEVERITY_ERROR], "error");
    put_figure(p, SAY(p, "警告", "warnings"), tally.shown[HRB_SEVERITY_WARNING], "warning");
    put_figure(p, SAY(p, "提示", "infos"), tally.shown[HRB_SEVERITY_INFO], "info");
    put_figure(p, SAY(p, "张表", "tables"), hrb_table_count(p->document), "");
    put_figure(p, SAY(p, "个金额", "figures"), hrb_fact_count(p->document), "");
    put_figure(p, SAY(p, "个等式相符", "equations hold"), hrb_equation_count_of(r, HRB_VERDICT_PASS), "");
    put_figure(p, SAY(p, "个在舍入内", "within rounding"), hrb_equation_count_of(r, HRB_VERDICT_ROUNDING), "");
    put_figure(p, SAY(p, "个不符", "fail"), hrb_equation_count_of(r, HRB_VERDICT_FAIL), "error");
    put_figure(p, SAY(p, "个未核对", "not evaluated"), open, "warning");
    if (tally.known > 0)
        put_figure(p, SAY(p, "条已在基线中，未列出", "known from the baseline, not listed"), tally.known, "");
    if (tally.hidden > 0)
        put_figure(p, SAY(p, "条低于所选级别，未列出", "below the threshold, not listed"), tally.hidden, "");
    hrb__put(p->out, "</ul>\n");
}

static void put_gaps(const page *p)
{
    hrb__gaps gaps = hrb__collect_gaps(p->report, p->lang);
    if (gaps.count > 0)
        hrb__put_format(p->out, "<details><summary>%s</summary><ul>", SAY(p, "未核对的等式及原因", "Equations that were not evaluated, and why"));
    for (size_t i = 0; i < gaps.count; i++) {
        hrb__put_format(p->out, "<li>%s: ", gaps.items[i].rule);
        hrb__put_html(p->out, gaps.items[i].reason);
        hrb__put_format(p->out, " × %zu</li>", gaps.items[i].count);
    }
    hrb__put(p->out, gaps.count > 0 ? "</ul></details>\n" : "");
    hrb__free_gaps(&gaps);
}

/* --- Findings --- */

static void put_place(const page *p, size_t finding, size_t location)
{
    int32_t table = hrb_location_table_index(p->report, finding, location), row = hrb_location_row(p->report, finding, location);
    int32_t cell = hrb_location_cell(p->report, finding, location);
    hrb_place place = hrb_location_place(p->report, finding, location);
    const char *title = hrb_location_table(p->report, finding, location);
    hrb__put_format(p->out, "<li%s>", location == 0 ? " class=\"suspect\"" : "");
    hrb__put_html(p->out, hrb__role_word(hrb_location_role(p->report, finding, location), p->lang));
    hrb__put(p->out, " ");
    bool linked = table >= 0 && row > 0;
    if (linked)
        hrb__put_format(p->out, "<a href=\"#d%s-t%d-r%d%s", p->id, table + 1, row, cell > 0 ? "" : "\">");
    if (linked && cell > 0)
        hrb__put_format(p->out, "-c%d\">", cell);
    hrb__put_html(p->out, title);
    for (size_t i = 0; hrb_location_path(p->report, finding, location, i) != NULL; i++) {
        hrb__put(p->out, i == 0 && *title != '\0' ? " › " : i > 0 ? " / " : "");
        hrb__put_html(p->out, hrb_location_path(p->report, finding, location, i));
    }
    hrb__around around = hrb__words_around(p->report, finding, location);
    hrb__put(p->out, linked ? "</a> <q>" : " <q>");
    hrb__put_html(p->out, around.before);
    hrb__put(p->out, "<mark>");
    hrb__put_html(p->out, hrb_location_text(p->report, finding, location));
    hrb__put(p->out, "</mark>");
    hrb__put_html(p->out, around.after);
    hrb__put(p->out, "</q> <small>");
    hrb__put_where(p->out, place);
    hrb__put(p->out, "</small></li>");
}

static void put_finding(const page *p, size_t finding)
{
    size_t places = hrb_finding_location_count(p->report, finding);
    hrb__put_format(p->out, "<li id=\"d%s-f%zu\" value=\"%zu\">", p->id, finding + 1, finding + 1);
    put_severity(p, hrb_finding_severity(p->report, finding));
    hrb__put_format(p->out, " <code>%s</code> ", hrb_finding_rule(p->report, finding));
    hrb__put_html(p->out, hrb_finding_message(p->report, finding, p->lang));
    if (places > 0)
        hrb__put(p->out, "<ul class=\"places\">");
    for (size_t i = 0; i < places; i++)
        put_place(p, finding, i);
    hrb__put(p->out, places > 0 ? "</ul></li>\n" : "</li>\n");
}

/* --- Tables --- */

/* Right-aligned: digits and what stands between and before them, with a point or a comma. */
static bool looks_like_amount(const char *text)
{
    return *text != '\0' && text[strspn(text, "0123456789.,-() ")] == '\0' && strpbrk(text, ".,") != NULL;
}

static void put_notes(const page *p, const mark *m, guint count, hrb_unit unit)
{
    hrb_fen suggested;
    for (guint i = 0; i < count; i++) {
        if (m[i].suspect && m[i].cell > 0 && hrb_finding_cause(p->report, m[i].finding, NULL, &suggested, NULL)) {
            char amount[64];
            hrb_fen_format(suggested, unit, 2, HRB_FORMAT_GROUPED | HRB_FORMAT_EXACT, amount, sizeof amount);
            hrb__put_format(p->out, "<ins>%s%s</ins>", SAY(p, "应为 ", "should be "), amount);
        }
        hrb__put_format(p->out, "<sup><a href=\"#d%s-f%zu\">%zu</a></sup>", p->id, m[i].finding + 1, m[i].finding + 1);
    }
}

/* How many marks a cell has; p->next is then the first of them. */
static guint count_marks(page *p, int32_t table, int32_t row, int32_t cell)
{
    mark here = {.table = table, .row = row, .cell = cell};
    while (p->next < p->marks->len && compare_places(&g_array_index(p->marks, mark, p->next), &here) < 0)
        p->next++;
    guint n = 0;
    while (p->next + n < p->marks->len && compare_places(&g_array_index(p->marks, mark, p->next + n), &here) == 0)
        n++;
    return n;
}

static const char *mark_css(const page *p, const mark *m, guint count)
{
    return count == 0 ? "" : m->suspect ? hrb_severity_name(hrb_finding_severity(p->report, m->finding)) : "term";
}

static void put_cell(page *p, size_t table, size_t row, size_t column)
{
    const char *text = hrb_table_cell_text(p->document, table, row, column);
    guint count = count_marks(p, (int32_t)table, (int32_t)row + 1, (int32_t)column + 1);
    const mark *m = &g_array_index(p->marks, mark, p->next);
    bool amount = looks_like_amount(text);
    hrb__put(p->out, "<td");
    if (count > 0)
        hrb__put_format(p->out, " id=\"d%s-t%zu-r%zu-c%zu\"", p->id, table + 1, row + 1, column + 1);
    if (count > 0 || amount)
        hrb__put_format(p->out, " class=\"%s%s%s\"", amount ? "n" : "", amount && count > 0 ? " " : "", mark_css(p, m, count));
    hrb__put(p->out, ">");
    hrb__put_html(p->out, text);
    put_notes(p, m, count, hrb_table_unit(p->document, table));
    hrb__put(p->out, "</td>");
    p->next += count;
}

static void put_row(page *p, size_t table, size_t row)
{
    guint count = count_marks(p, (int32_t)table, (int32_t)row + 1, 0);
    const mark *m = &g_array_index(p->marks, mark, p->next);
    hrb__put(p->out, "<tr");
    if (count > 0)
        hrb__put_format(p->out, " id=\"d%s-t%zu-r%zu\" class=\"%s\"", p->id, table + 1, row + 1, mark_css(p, m, count));
    hrb__put(p->out, "><th>");
    hrb__put_format(p->out, "%zu", row + 1);
    put_notes(p, m, count, HRB_UNIT_YUAN);
    hrb__put(p->out, "</th>");
    p->next += count;
    for (size_t c = 0; c < hrb_table_column_count(p->document, table); c++)
        put_cell(p, table, row, c);
    hrb__put(p->out, "</tr>\n");
}

static void put_table(page *p, size_t table)
{
    hrb__put(p->out, "<div class=\"scroll\"><table>\n<thead><tr><th></th>");
    for (size_t c = 0; c < hrb_table_column_count(p->document, table); c++) {
        hrb__put(p->out, "<th>");
        hrb__put_html(p->out, hrb_table_column_title(p->document, table, c));
        hrb__put(p->out, "</th>");
    }
    hrb__put(p->out, "</tr></thead>\n<tbody>\n");
    for (size_t r = 0; r < hrb_table_row_count(p->document, table); r++)
        put_row(p, table, r);
    hrb__put(p->out, "</tbody></table></div>\n");
}

/* The shown findings that a table is the home of, as one list. */
static void put_list(const page *p, const GArray *findings)
{
    hrb__put(p->out, "<ol>\n");
    for (guint i = 0; i < findings->len; i++)
        put_finding(p, g_array_index(findings, size_t, i));
    hrb__put(p->out, "</ol>\n");
}

static void put_table_title(const page *p, size_t table)
{
    const char *title = hrb_table_title(p->document, table), *unit = hrb__unit_label(hrb_table_unit(p->document, table));
    hrb__put(p->out, "<h3>");
    hrb__put_html(p->out, *title != '\0' ? title : SAY(p, "（无标题的表）", "(a table without a title)"));
    if (*unit != '\0')
        hrb__put_format(p->out, " <small>%s%s</small>", SAY(p, "单位：", "in "), unit);
    hrb__put(p->out, "</h3>\n");
}

static bool has_marks(const page *p, size_t table)
{
    for (guint i = p->next; i < p->marks->len && g_array_index(p->marks, mark, i).table <= (int32_t)table; i++)
        if (g_array_index(p->marks, mark, i).table == (int32_t)table)
            return true;
    return false;
}

static void put_sections(page *p)
{
    size_t tables = hrb_table_count(p->document);
    GPtrArray *lists = g_ptr_array_new(); /* of table t at t + 1; at 0 what is in no table */
    for (size_t i = 0; i <= tables; i++)
        g_ptr_array_add(lists, g_array_new(FALSE, FALSE, sizeof(size_t)));
    for (size_t f = 0; f < hrb_finding_count(p->report); f++)
        if (is_shown(p, f))
            g_array_append_val((GArray *)g_ptr_array_index(lists, (guint)(home_of(p, f) + 1)), f);
    GArray *rest = g_ptr_array_index(lists, 0);
    if (rest->len > 0) {
        hrb__put_format(p->out, "<section><h3>%s</h3>\n", SAY(p, "全文", "The document as a whole"));
        put_list(p, rest);
        hrb__put(p->out, "</section>\n");
    }
    for (size_t t = 0; t < tables; t++) {
        GArray *list = g_ptr_array_index(lists, (guint)t + 1);
        if (list->len > 0 || has_marks(p, t)) {
            hrb__put(p->out, "<section>");
            put_table_title(p, t);
            if (list->len > 0)
                put_list(p, list);
            if (hrb_table_row_count(p->document, t) > 0)
                put_table(p, t);
            hrb__put(p->out, "</section>\n");
        }
        g_array_free(list, TRUE);
    }
    g_array_free(rest, TRUE);
    g_ptr_array_free(lists, TRUE);
}

/* --- The page --- */

static void set_id(char id[9], const char *path)
{
    g_snprintf(id, 9, "%08x", g_str_hash(path));
}

static void put_heading(const page *p)
{
    const char *title = hrb_document_title(p->document), *path = hrb_document_path(p->document);
    char digest[65] = "";
    hrb_document_sha256(p->document, digest);
    hrb__put(p->out, "<article>\n<h2>");
    hrb__put_html(p->out, *title != '\0' ? title : path);
    hrb__put(p->out, "</h2>\n<p>");
    hrb__put_html(p->out, hrb_document_department(p->document));
    if (hrb_document_year(p->document) > 0)
        hrb__put_format(p->out, " %d%s", hrb_document_year(p->document), SAY(p, "年", ""));
    hrb__put_format(p->out, " %s<br><small>", kind_word(p));
    hrb__put_html(p->out, path);
    hrb__put_format(p->out, " · SHA-256 %s</small></p>\n", digest);
}

void hrb__write_report_html(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least)
{
    page p = {.out = out, .report = report, .document = hrb_report_document(report), .lang = lang, .least = least};
    set_id(p.id, hrb_document_path(p.document));
    collect_marks(&p);
    put_heading(&p);
    put_summary(&p);
    put_gaps(&p);
    put_sections(&p);
    hrb__put(out, "</article>\n");
    g_array_free(p.marks, TRUE);
}

void hrb__write_failure_html(hrb__buffer *out, const hrb__failure *failure, hrb_lang lang)
{
    hrb__put(out, "<article>\n<h2>");
    hrb__put_html(out, failure->path);
    hrb__put_format(out, "</h2>\n<p class=\"verdict bad\">%s ", lang == HRB_LANG_EN ? "This file could not be checked:" : "此文件未能核对：");
    hrb__put_html(out, failure->message);
    hrb__put_format(out, "</p>\n<p><small>%s</small></p>\n</article>\n", hrb_status_name(failure->status));
}

#define HTML_STYLE \
    "<style>\n" \
    "body{font:15px/1.5 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;margin:1.5em auto;max-width:76em;padding:0 1em;color:#1b1f24;background:#fff}\n" \
    "h1{font-size:1.5em}h2{font-size:1.3em;margin:1.5em 0 0}h3{font-size:1.1em;margin:1.5em 0 .3em}small{color:#5b6470;font-weight:normal}\n" \
    "article{border-top:3px solid #1b1f24;margin-bottom:3em}\n" \
    ".summary{display:flex;flex-wrap:wrap;gap:.4em;padding:0;list-style:none}.summary li{border:1px solid #d0d7de;border-radius:4px;padding:0 .6em}\n" \
    ".verdict{font-weight:bold;padding:.4em .8em;border-left:5px solid}.clean{border-color:#1a7f37}.fair{border-color:#bf8700}.bad{border-color:#cf222e}\n" \
    "b.error,b.warning,b.info{padding:0 .4em;border-radius:3px;font-size:.9em}\n" \
    ".error{background:#ffd7d5}.warning{background:#fff1c2}.info{background:#ddf4ff}.term{background:#eef1f4}\n" \
    ".places{font-size:.93em;color:#39424e}.places .suspect{font-weight:bold}ol>li{margin:.6em 0}\n" \
    ".scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.9em;font-variant-numeric:tabular-nums}\n" \
    "td,th{border:1px solid #d0d7de;padding:.15em .5em;vertical-align:top}thead th{background:#f6f8fa}tbody th{color:#5b6470;font-weight:normal}\n" \
    "td.n{text-align:right;white-space:nowrap}td ins{display:block;font-weight:bold;text-decoration:none;color:#116329}:target{outline:3px solid #0969da}\n" \
    "@media print{body{max-width:none}.scroll{overflow:visible}article{break-before:page}article:first-of-type{break-before:auto}}\n" \
    "</style>\n"

const char *const hrb__html_head[2] = {
    "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>预算决算公开核对结果</title>\n" HTML_STYLE "</head>\n<body>\n<h1>预算决算公开核对结果</h1>\n",
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>Check of published budgets</title>\n" HTML_STYLE "</head>\n<body>\n<h1>Check of published budgets</h1>\n"};
const char *const hrb__html_tail = "</body>\n</html>\n";
