/* SPDX-License-Identifier: Apache-2.0 */
/* HB-PROJ, HB-CALC and HB-COUNT of project statements. */
#include <glib.h>

#include "check/project.h"

static hrb__cell cell_of(hrb__span span)
{
    return (hrb__cell){.offset = span.offset, .length = span.length};
}

void hrb__finding_add_span(hrb_report *report, hrb__finding *finding, const char *role, hrb__span span, const char *project, const char *part)
{
    hrb__finding_add_cell(report, finding, role, -1, -1, -1, cell_of(span));
    if (report->out_of_memory)
        return;
    hrb__location *location = &finding->locations[finding->location_count - 1];
    location->path[0] = project;
    location->path[1] = part;
}

hrb__finding *hrb__project_finding(hrb_report *report, hrb__rule_kind kind)
{
    return hrb__finding_new(report, hrb__rulebook_rule(report->document->rulebook, kind));
}

static void set_figures(hrb__finding *finding, hrb_fen expected, hrb_fen actual, hrb_fen tolerance)
{
    finding->has_figures = !__builtin_sub_overflow(actual, expected, &finding->difference);
    finding->expected = expected;
    finding->actual = actual;
    finding->tolerance = tolerance;
}

static const char *yuan(hrb_report *report, hrb_fen fen)
{
    return hrb__money(report, fen, HRB_UNIT_YUAN);
}

/* What rounding explains between two figures, half a last digit of each. */
static bool agree(hrb_fen a, int64_t quantum_a, hrb_fen b, int64_t quantum_b)
{
    return hrb_interval_overlaps(hrb_interval_of(a, quantum_a), hrb_interval_of(b, quantum_b));
}

static const hrb__projects *projects_of(const hrb_report *report)
{
    return report->document->projects;
}

/* --- Products --- */

static void find_wrong_products(hrb_report *report)
{
    const hrb__projects *projects = projects_of(report);
    for (size_t i = 0; i < projects->product_count; i++) {
        const hrb__product *p = &projects->products[i];
        if (agree(p->computed, 1, p->result.fen, p->result.quantum))
            continue;
        hrb__finding *finding = hrb__project_finding(report, HRB__RULE_PRODUCT);
        if (finding == NULL)
            return;
        const char *name = projects->items[p->project].name;
        hrb__finding_add_span(report, finding, "suspect", p->result.span, name, NULL);
        hrb__finding_add_span(report, finding, "factors", p->span, name, NULL);
        set_figures(finding, p->computed, p->result.fen, p->result.quantum / 2);
        if (report->out_of_memory)
            return;
        hrb__finding_say(report, finding, "项目“%1$s”：“%2$s”，各数相乘应为%3$s", "project \"%1$s\": \"%2$s\", but the factors make %3$s", name,
                         finding->locations[1].text, yuan(report, p->computed));
    }
}

/* --- Items and totals of one project --- */

typedef struct sum {
    hrb_fen fen;
    int64_t quantum;
    bool fits;
} sum;

static sum add(sum total, hrb_fen fen, int64_t quantum)
{
    total.fits = total.fits && hrb_fen_add(total.fen, fen, &total.fen) == HRB_OK && !__builtin_add_overflow(total.quantum, quantum, &total.quantum);
    return total;
}

static void check_items(hrb_report *report, const hrb__project *p)
{
    sum items = {.fits = true};
    for (uint32_t i = 0; i < p->item_count; i++)
        items = add(items, projects_of(report)->parts[p->first_item + i].fen, projects_of(report)->parts[p->first_item + i].quantum);
    if (p->item_count == 0 || !items.fits || p->budget_is_sum || agree(p->budget.fen, p->budget.quantum, items.fen, items.quantum))
        return;
    /* A part of the whole may be left out, unless the list is said to be all of it. */
    if (items.fen < p->budget.fen && (!p->claims_all || p->item_count < 2))
        return;
    hrb__finding *finding = hrb__project_finding(report, HRB__RULE_PROJECT_ITEMS);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "whole", p->budget.span, p->name, NULL);
    for (uint32_t i = 0; i < p->item_count; i++) {
        const hrb__stated *item = &projects_of(report)->parts[p->first_item + i];
        hrb__finding_add_span(report, finding, "part", item->span, p->name, item->name);
    }
    set_figures(finding, items.fen, p->budget.fen, (p->budget.quantum + items.quantum) / 2);
    hrb__finding_say(report, finding, "项目“%1$s”：预算%2$s，所列%3$u项合计%4$s，相差%5$s", "project \"%1$s\": the budget is %2$s, but the %3$u {item listed adds|items listed add} up to %4$s; difference %5$s", p->name,
                     yuan(report, p->budget.fen), p->item_count, yuan(report, items.fen), yuan(report, finding->difference));
}

static void check_total_again(hrb_report *report, const hrb__project *p)
{
    if (p->again.quantum == 0 || p->budget_is_sum || agree(p->again.fen, p->again.quantum, p->budget.fen, p->budget.quantum))
        return;
    hrb__finding *finding = hrb__project_finding(report, HRB__RULE_PROJECT_TOTAL);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "same", p->budget.span, p->name, NULL);
    hrb__finding_add_span(report, finding, "same", p->again.span, p->name, NULL);
    set_figures(finding, p->again.fen, p->budget.fen, (p->again.quantum + p->budget.quantum) / 2);
    hrb__finding_say(report, finding, "项目“%1$s”：总预算%2$s，合计却为%3$s", "project \"%1$s\": the budget is %2$s, but the total given with its items is %3$s", p->name, yuan(report, p->budget.fen),
                     yuan(report, p->again.fen));
}

static void check_item_count(hrb_report *report, const hrb__project *p)
{
    if (p->item_count_stated < 0 || p->item_count == 0 || p->item_count_stated == (int32_t)p->item_count)
        return;
    hrb__finding *finding = hrb__project_finding(report, HRB__RULE_ITEM_COUNT);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "count", p->item_count_span, p->name, NULL);
    hrb__finding_say(report, finding, "项目“%1$s”：称涉及%2$d个项目分类，所列为%3$u项", "project \"%1$s\": %2$d {kind is|kinds are} announced, %3$u {is|are} listed", p->name, p->item_count_stated, p->item_count);
}

/* The head of a 申报表: 总额 = 财政 + 其他, 年度总额 = 当年拨款 + 上年结转 + 其他. */
static void check_head_sum(hrb_report *report, const hrb__project *p, hrb__head_money whole, hrb__head_money first, hrb__head_money last)
{
    sum parts = {.fits = true};
    size_t stated = 0;
    for (hrb__head_money k = first; k <= last; k++) {
        parts = add(parts, p->head[k].fen, p->head[k].quantum);
        stated += p->head[k].quantum > 0;
    }
    const hrb__stated *w = &p->head[whole];
    if (w->quantum == 0 || stated == 0 || p->head[first].quantum == 0 || !parts.fits || agree(w->fen, w->quantum, parts.fen, parts.quantum))
        return;
    hrb__finding *finding = hrb__project_finding(report, HRB__RULE_PROJECT_HEAD);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "whole", w->span, p->name, whole == HRB__HEAD_TOTAL ? "项目资金总额" : "年度资金总额");
    for (hrb__head_money k = first; k <= last; k++)
        if (p->head[k].quantum > 0)
            hrb__finding_add_span(report, finding, "part", p->head[k].span, p->name, NULL);
    set_figures(finding, parts.fen, w->fen, (w->quantum + parts.quantum) / 2);
    hrb__finding_say(report, finding, "项目“%1$s”绩效目标表：%2$s%4$s，各来源合计%5$s%3$.0s", "the table of targets of \"%1$s\": %3$s is %4$s, but its sources add up to %5$s%2$.0s", p->name,
                     whole == HRB__HEAD_TOTAL ? "项目资金总额" : "年度资金总额", whole == HRB__HEAD_TOTAL ? "all funds" : "the funds of the year", yuan(report, w->fen), yuan(report, parts.fen));
}

static void check_head_budget(hrb_report *report, const hrb__project *p)
{
    const hrb__stated *year = &p->head[HRB__HEAD_YEAR];
    if (year->quantum == 0 || p->budget.quantum == 0 || !p->has_statement || agree(year->fen, year->quantum, p->budget.fen, p->budget.quantum))
        return;
    hrb__finding *finding = hrb__project_finding(report, HRB__RULE_PROJECT_HEAD);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "same", year->span, p->name, "年度资金总额");
    hrb__finding_add_span(report, finding, "same", p->budget.span, p->name, "年度预算安排");
    set_figures(finding, p->budget.fen, year->fen, (year->quantum + p->budget.quantum) / 2);
    hrb__finding_say(report, finding, "项目“%1$s”：绩效目标表年度资金%2$s，项目说明年度预算%3$s", "project \"%1$s\": its table of targets has %2$s for the year, its statement %3$s", p->name, yuan(report, year->fen),
                     yuan(report, p->budget.fen));
}

/* Folded, and without 项目 at the end. */
static size_t fold_name(const char *name, char *out, size_t size)
{
    size_t length = hrb__text_fold((hrb__text){name, strlen(name)}, out, size);
    return length > 6 && memcmp(out + length - 6, "项目", 6) == 0 ? length - 6 : length;
}

static void check_name(hrb_report *report, const hrb__project *p)
{
    char a[600], b[600];
    if (!p->has_statement || p->table_name[0] == '\0' || p->name[0] == '\0' || strcmp(p->name, p->table_name) == 0)
        return;
    size_t n = fold_name(p->name, a, sizeof a), m = fold_name(p->table_name, b, sizeof b);
    /* The body's name may still stand before it. */
    if (n >= m && memcmp(a + n - m, b, m) == 0)
        return;
    hrb__finding *finding = hrb__project_finding(report, HRB__RULE_PROJECT_NAME);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "name", p->table_name_span, p->name, NULL);
    hrb__finding_add_span(report, finding, "heading", p->heading, p->name, NULL);
    hrb__finding_say(report, finding, "标题中的项目名称是“%1$s”，绩效目标表中是“%2$s”", "the heading calls the project \"%1$s\", its table of targets \"%2$s\"", p->name, p->table_name);
}

static void check_unit(hrb_report *report, const hrb__project *p)
{
    if (p->budget.quantum == 0 || p->budget.has_unit || p->budget_is_sum)
        return;
    /* （元） before the figure is a unit as well. */
    hrb__text line = hrb__span_text(report->document, p->budget_text);
    if (hrb__text_has(line, HRB__TEXT("元）")) || hrb__text_has(line, HRB__TEXT("元)")))
        return;
    hrb__finding *finding = hrb__project_finding(report, HRB__RULE_PROJECT_UNIT);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "figure", p->budget.span, p->name, NULL);
    hrb__finding_say(report, finding, "项目“%1$s”：预算“%2$s”没有写单位，按元处理", "project \"%1$s\": the budget \"%2$s\" has no unit; yuan was assumed", p->name,
                     report->out_of_memory ? "" : finding->locations[0].text);
}

static void check_budget_year(hrb_report *report, const hrb__project *p)
{
    if (p->budget_year <= 0)
        return;
    hrb__finding *finding = hrb__project_finding(report, HRB__RULE_PROJECT_YEAR);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "year", p->budget_year_span, p->name, "年度预算安排");
    hrb__finding_say(report, finding, "项目“%1$s”的年度预算安排写的是%2$d年，文件是%3$d年的", "the budget section of project \"%1$s\" speaks of %2$d, the document is of %3$d", p->name, p->budget_year,
                     report->document->year);
}

/* Whether a text has what may be a year before this one. Most periods name the document's own year or none, and need not be taken apart. */
static bool may_name_earlier(hrb__text text, int32_t year)
{
    int32_t number = 0;
    size_t digits = 0, size;
    for (size_t at = 0; at < text.length; at += size) {
        uint32_t c = hrb__utf8_get(text.data + at, text.length - at, &size);
        int digit = hrb__digit_value(c);
        if (c == 0x3007 || c == 0x96F6 || c == 0x25CB) /* 二〇一九, in three spellings */
            return true;
        number = digit < 0 ? 0 : digits < 4 ? number * 10 + digit : number;
        digits = digit < 0 ? 0 : digits + 1;
        if (digits == 4 && number < year)
            return true;
    }
    return false;
}

/* A period that was over before the year of the document began. */
static void check_period(hrb_report *report, const hrb__project *p)
{
    int32_t year = report->document->year;
    hrb_target period;
    hrb__text text = hrb__span_text(report->document, p->period);
    if (text.length == 0 || text.length > 90 || year == 0 || report->document->is_final || !may_name_earlier(text, year))
        return;
    if (!hrb__target_read(text, HRB__TEXT(""), &report->arena, &period)) {
        report->out_of_memory = true;
        return;
    }
    if (period.kind != HRB_TARGET_DEADLINE || period.words[0] != '\0' || period.date.year == 0 || period.date.year >= year || period.relation == HRB__RELATION_AFTER)
        return;
    hrb__finding *finding = hrb__project_finding(report, HRB__RULE_PROJECT_YEAR);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "year", p->period, p->name, "实施周期");
    hrb__finding_say(report, finding, "项目“%1$s”的实施周期到%2$d年为止，早于%3$d年", "the period of project \"%1$s\" ends in %2$d, before %3$d", p->name, period.date.year, year);
}

/* --- All projects --- */

/* The number of a heading: 5、, 五、, (五); 0 if it has none. */
static int heading_number(hrb__text text)
{
    static const char HAN[] = "一二三四五六七八九";
    if (text.length > 0 && text.data[0] == '(')
        text = (hrb__text){text.data + 1, text.length - 1};
    else if (hrb__text_starts(text, HRB__TEXT("（")))
        text = (hrb__text){text.data + 3, text.length - 3};
    if (text.length > 1 && g_ascii_isdigit(text.data[0]))
        return g_ascii_isdigit(text.data[1]) ? 0 : text.data[0] - '0';
    for (int k = 0; k < 9 && text.length > 3; k++)
        if (memcmp(text.data, HAN + 3 * k, 3) == 0 && memcmp(text.data + 3, "十", text.length >= 6 ? 3 : 0) != 0)
            return k + 1;
    return 0;
}

/* Where the other sections are numbered by their places, one that is not. */
static void check_numbers(hrb_report *report, const hrb__project *p)
{
    int in_place = 0;
    hrb_section odd = 0;
    for (hrb_section s = 1; s <= HRB_SECTIONS; s++) {
        int number = p->sections[s].length == 0 ? 0 : heading_number(hrb__span_text(report->document, p->sections[s]));
        in_place += number == s;
        if (number > 0 && number != s)
            odd = odd == 0 ? s : -1;
    }
    if (odd <= 0 || in_place < HRB_SECTIONS - 1)
        return;
    hrb__finding *finding = hrb__project_finding(report, HRB__RULE_PROJECT_NUMBER);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "heading", p->sections[odd], p->name, hrb_section_name(odd));
    hrb__finding_say(report, finding, "项目“%1$s”：“%2$s”的序号应为%3$d", "project \"%1$s\": the heading \"%2$s\" should be number %3$d", p->name, report->out_of_memory ? "" : finding->locations[0].text, odd);
}

static void check_project(hrb_report *report, const hrb__project *p)
{
    check_items(report, p);
    check_total_again(report, p);
    check_item_count(report, p);
    check_head_sum(report, p, HRB__HEAD_TOTAL, HRB__HEAD_FISCAL, HRB__HEAD_OTHER);
    check_head_sum(report, p, HRB__HEAD_YEAR, HRB__HEAD_YEAR_FISCAL, HRB__HEAD_YEAR_OTHER);
    check_head_budget(report, p);
    check_name(report, p);
    check_unit(report, p);
    check_budget_year(report, p);
    check_period(report, p);
    check_numbers(report, p);
}

/* Other forms of statements have other sections: one that has most of the seven is of this form. */
#define SECTIONS_OF_FORM 5

static bool has_the_form(const hrb__project *p)
{
    int count = 0;
    for (hrb_section s = 1; s <= HRB_SECTIONS; s++)
        count += p->sections[s].length > 0;
    return p->has_statement && count >= SECTIONS_OF_FORM;
}

/* A section that several statements lack is one finding. A statement without
 * 绩效目标 whose table of targets is there lacks only the heading. */
static void find_missing_sections(hrb_report *report)
{
    const hrb__projects *projects = projects_of(report);
    for (hrb_section s = 1; s <= HRB_SECTIONS; s++) {
        hrb__finding *finding = NULL;
        size_t count = 0;
        bool in_table = true; /* the goals stand in the table: only their heading is missing */
        for (size_t i = 0; i < projects->count && !report->out_of_memory; i++) {
            const hrb__project *p = &projects->items[i];
            if (!has_the_form(p) || p->sections[s].length > 0)
                continue;
            in_table = in_table && s == HRB_SECTION_GOALS && p->indicator_count > 0;
            if (finding == NULL && (finding = hrb__project_finding(report, HRB__RULE_PROJECT_SECTION)) == NULL)
                return;
            hrb__finding_add_span(report, finding, "heading", p->heading.length > 0 ? p->heading : p->table_name_span, p->name, hrb_section_name(s));
            count++;
        }
        if (finding != NULL && in_table)
            finding->severity = HRB_SEVERITY_INFO;
        if (finding != NULL)
            hrb__finding_say(report, finding, "%2$zu个项目说明缺少“%1$s”一节的标题", "%2$zu project statements have no section \"%1$s\"", hrb_section_name(s), count);
    }
}

/* Where there are statements, a table of targets that stands alone belongs to one of them. */
static sum all_budgets(const hrb__projects *projects, size_t *statements, size_t *unknown)
{
    sum total = {.fits = true};
    bool any = false;
    for (size_t i = 0; i < projects->count && !any; i++)
        any = projects->items[i].has_statement;
    for (size_t i = 0; i < projects->count; i++) {
        const hrb__project *p = &projects->items[i];
        if (any && !p->has_statement)
            continue;
        const hrb__stated *budget = p->budget.quantum > 0 ? &p->budget : &p->head[HRB__HEAD_YEAR];
        ++*statements;
        if (budget->quantum > 0)
            total = add(total, budget->fen, budget->quantum);
        else
            ++*unknown;
    }
    return total;
}

/* Not every project has to be published: only where the statements are as many
 * as announced must they add up, and they may never be more. */
static void check_announced_sum(hrb_report *report, sum total, size_t statements, size_t unknown)
{
    const hrb__announcement *a = &projects_of(report)->announced;
    if (!a->has_money || !total.fits || unknown == statements || agree(a->money.fen, a->money.quantum, total.fen, total.quantum))
        return;
    bool complete = unknown == 0 && (int64_t)statements == a->count;
    if (total.fen < a->money.fen && !complete)
        return;
    hrb__finding *finding = hrb__project_finding(report, HRB__RULE_PROJECT_SUM);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "whole", a->money.span, NULL, NULL);
    for (size_t i = 0; i < projects_of(report)->count; i++) {
        const hrb__project *p = &projects_of(report)->items[i];
        if (p->budget.quantum > 0)
            hrb__finding_add_span(report, finding, "part", p->budget.span, p->name, NULL);
    }
    set_figures(finding, total.fen, a->money.fen, (a->money.quantum + total.quantum) / 2);
    hrb__finding_say(report, finding, "编报绩效目标的项目资金为%1$s，各项目说明的预算合计%2$s", "projects with targets are announced as %1$s, but their statements add up to %2$s",
                     hrb__money(report, a->money.fen, HRB_UNIT_WAN_YUAN), hrb__money(report, total.fen, HRB_UNIT_WAN_YUAN));
}

/* Where the money of the statements is all that was announced, no project is left that could be missing. */
static void check_announced_count(hrb_report *report, sum total, size_t statements, size_t unknown)
{
    const hrb__announcement *a = &projects_of(report)->announced;
    if (!a->has_count || a->count == (int64_t)statements)
        return;
    bool all = a->has_money && total.fits && unknown == 0 && agree(a->money.fen, a->money.quantum, total.fen, total.quantum);
    if (!all && (int64_t)statements < a->count)
        return;
    hrb__finding *finding = hrb__project_finding(report, HRB__RULE_PROJECT_COUNT);
    if (finding == NULL)
        return;
    hrb__finding_add_span(report, finding, "count", a->count_span, NULL, NULL);
    hrb__finding_say(report, finding, "称编报绩效目标的项目%1$lld个，项目说明为%2$zu个", "%1$lld {project|projects} with targets {is|are} announced, but there are statements of %2$zu", (long long)a->count, statements);
}

static void check_all_projects(hrb_report *report)
{
    size_t statements = 0, unknown = 0;
    sum total = all_budgets(projects_of(report), &statements, &unknown);
    if (statements == 0)
        return;
    check_announced_sum(report, total, statements, unknown);
    check_announced_count(report, total, statements, unknown);
}

void hrb__find_project_problems(hrb_report *report)
{
    const hrb__projects *projects = projects_of(report);
    if (projects == NULL)
        return;
    find_wrong_products(report);
    for (size_t i = 0; i < projects->count && !report->out_of_memory; i++)
        check_project(report, &projects->items[i]);
    if (!report->out_of_memory)
        find_missing_sections(report);
    if (!report->out_of_memory)
        check_all_projects(report);
}
