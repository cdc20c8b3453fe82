/* SPDX-License-Identifier: Apache-2.0 */
/* The wrong cell. A budget is over-determined: a wrong figure breaks each
 * equation it takes part in, and one change of it mends them all. So each cell
 * of a broken equation is tried: how many broken equations would the same
 * change mend, and how many that hold would it break? The best is taken, its
 * equations are settled, and so on: few passes, each linear in the terms. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "check/report.h"

#define MAX_PASSES 32
#define MAX_TERMS_SHOWN 40

typedef struct candidate {
    uint32_t fact;
    int64_t change; /* that mends the equations */
    uint32_t mends, breaks;
    int weight; /* how telling the slip is */
    const char *slip;
} candidate;

typedef struct locator {
    hrb_report *report;
    uint32_t *start;     /* by fact: its equations begin here */
    uint32_t *equations; /* index of equation, in order */
    uint8_t *settled;    /* by equation */
    int64_t *shift;      /* by equation: what the cells taken so far change of its residual */
    uint32_t *finding;   /* by fact: the finding that corrects it + 1, or 0 */
    candidate *candidates;
    size_t candidate_count;
    uint32_t *candidate_of; /* by fact: its candidate + 1, or 0 */
    size_t compared;        /* terms looked at for rivals */
    uint32_t *doubted;  /* facts in equations that do not hold */
    size_t doubted_count;
    uint32_t *suspects; /* those of them in unsettled equations */
    size_t suspect_count;
} locator;

static int64_t magnitude(int64_t value)
{
    return value == INT64_MIN ? INT64_MAX : value < 0 ? -value : value;
}

/* What is left of a residual once the cells taken so far are corrected. */
static int64_t residual_now(const locator *l, uint32_t e)
{
    int64_t now;
    return __builtin_add_overflow(l->report->equations[e].residual, l->shift[e], &now) ? INT64_MAX : now;
}

/* Whether the corrections of other cells together have mended an equation. */
static bool is_mended(const locator *l, uint32_t e)
{
    const hrb__equation *equation = &l->report->equations[e];
    return equation->form == HRB__FORM_SUM && l->shift[e] != 0 && magnitude(residual_now(l, e)) <= equation->tolerance;
}

static bool is_open(const locator *l, uint32_t e)
{
    const hrb__equation *equation = &l->report->equations[e];
    return !l->settled[e] && (equation->verdict == HRB_VERDICT_FAIL || equation->verdict == HRB_VERDICT_ROUNDING) && !is_mended(l, e);
}

/* Lists the equations of each fact. */
static bool build_adjacency(locator *l)
{
    hrb_report *report = l->report;
    size_t facts = report->document->fact_count;
    l->start = g_try_new0(uint32_t, facts + 2);
    l->equations = g_try_new(uint32_t, report->term_count + 1);
    l->settled = g_try_new0(uint8_t, report->equation_count + 1);
    l->shift = g_try_new0(int64_t, report->equation_count + 1);
    l->finding = g_try_new0(uint32_t, facts + 1);
    l->doubted = g_try_new(uint32_t, facts + 1);
    l->suspects = g_try_new(uint32_t, facts + 1);
    l->candidate_of = g_try_new0(uint32_t, facts + 1);
    l->candidates = g_try_new(candidate, facts + 1);
    if (l->start == NULL || l->equations == NULL || l->settled == NULL || l->shift == NULL || l->finding == NULL || l->doubted == NULL || l->suspects == NULL || l->candidate_of == NULL || l->candidates == NULL)
        return false;
    for (size_t t = 0; t < report->term_count; t++)
        l->start[report->terms[t] + 2]++;
    for (size_t f = 2; f < facts + 2; f++)
        l->start[f] += l->start[f - 1];
    for (uint32_t e = 0; e < report->equation_count; e++)
        for (uint32_t i = 0; i < report->equations[e].term_count; i++)
            l->equations[l->start[report->terms[report->equations[e].first_term + i] + 1]++] = e;
    for (uint32_t f = 0; f < facts; f++) {
        bool doubted = false;
        for (uint32_t i = l->start[f]; i < l->start[f + 1] && !doubted; i++)
            doubted = is_open(l, l->equations[i]);
        if (doubted)
            l->doubted[l->doubted_count++] = f;
    }
    return true;
}

/* Which term of a rate a fact is. */
static int rate_term(const hrb_report *report, const hrb__equation *equation, uint32_t fact)
{
    int term = 0;
    while (term < 2 && report->terms[equation->first_term + (uint32_t)term] != fact)
        term++;
    return term;
}

/* The change of a fact that would make an equation hold exactly. */
static int64_t wanted_change(const locator *l, uint32_t e, uint32_t fact)
{
    const hrb_report *report = l->report;
    const hrb__equation *equation = &report->equations[e];
    if (equation->form != HRB__FORM_SUM) {
        hrb__rate rate = hrb__equation_rate(report, equation);
        int term = rate_term(report, equation, fact);
        int64_t value, change;
        bool solved = hrb__solve_rate(&rate, term, &value) && !__builtin_sub_overflow(value, rate.value[term], &change);
        return solved ? change : 0;
    }
    return report->terms[equation->first_term] == fact ? -residual_now(l, e) : residual_now(l, e);
}

static int64_t distance(int64_t a, int64_t b)
{
    int64_t d;
    if (__builtin_sub_overflow(a, b, &d) || d == INT64_MIN)
        return INT64_MAX;
    return d < 0 ? -d : d;
}

/* Whether an equation holds once the fact is changed. */
static bool holds_after(const locator *l, uint32_t e, uint32_t fact, int64_t change, bool exactly)
{
    const hrb_report *report = l->report;
    const hrb__equation *equation = &report->equations[e];
    if (equation->form != HRB__FORM_SUM) {
        hrb__rate rate = hrb__equation_rate(report, equation);
        int term = rate_term(report, equation, fact);
        return !__builtin_add_overflow(rate.value[term], change, &rate.value[term]) && hrb__judge_rate(&rate).verdict < HRB_VERDICT_FAIL;
    }
    int64_t wanted = wanted_change(l, e, fact);
    if (equation->at_most || equation->at_least)
        return (report->terms[equation->first_term] == fact) == equation->at_most ? change <= wanted : change >= wanted;
    return distance(wanted, change) <= (exactly ? 0 : equation->tolerance);
}

/* The change that the sharpest open equation asks for; 0 if none is open. */
static int64_t sharpest_change(const locator *l, uint32_t fact, bool rounding)
{
    const hrb_report *report = l->report;
    int64_t tolerance = INT64_MAX, change = 0;
    for (uint32_t i = l->start[fact]; i < l->start[fact + 1]; i++) {
        const hrb__equation *equation = &report->equations[l->equations[i]];
        if (!is_open(l, l->equations[i]) || equation->at_most || equation->at_least || equation->form != HRB__FORM_SUM || (equation->verdict == HRB_VERDICT_ROUNDING) != rounding)
            continue;
        if (equation->tolerance < tolerance) {
            tolerance = equation->tolerance;
            change = wanted_change(l, l->equations[i], fact);
        }
    }
    return change;
}

typedef struct mending {
    const locator *locator;
    uint32_t fact;
} mending;

/* Whether every broken rate that a figure takes part in holds once it has this value. */
static bool mends_rates(hrb_fen meant, void *data)
{
    const mending *m = data;
    const locator *l = m->locator;
    hrb_fen change;
    if (__builtin_sub_overflow(meant, l->report->document->facts[m->fact].value, &change))
        return false;
    for (uint32_t i = l->start[m->fact]; i < l->start[m->fact + 1]; i++)
        if (is_open(l, l->equations[i]) && l->report->equations[l->equations[i]].form != HRB__FORM_SUM &&
            !holds_after(l, l->equations[i], m->fact, change, false))
            return false;
    return true;
}

/* Where only rates are broken: the rate itself is the first suspect, since it is
 * worked out from the amounts; an amount is one only if a slip of the pen
 * explains it, for nearly any amount could be changed to fit. */
static int64_t change_for_rate(const locator *l, uint32_t fact, bool rounding)
{
    const hrb_report *report = l->report;
    const hrb__fact *f = &report->document->facts[fact];
    for (uint32_t i = l->start[fact]; i < l->start[fact + 1] && !rounding; i++) {
        const hrb__equation *equation = &report->equations[l->equations[i]];
        if (!is_open(l, l->equations[i]) || equation->form == HRB__FORM_SUM || equation->verdict != HRB_VERDICT_FAIL)
            continue;
        if (f->value_kind == HRB_VALUE_PERCENT_BP)
            return wanted_change(l, l->equations[i], fact);
        mending m = {l, fact};
        hrb_fen meant;
        return hrb__slip_search(f->value, f->quantum, mends_rates, &m, &meant) ? meant - f->value : 0;
    }
    return 0;
}

static bool try_fact(const locator *l, uint32_t fact, bool rounding, candidate *c)
{
    const hrb_report *report = l->report;
    *c = (candidate){.fact = fact, .change = sharpest_change(l, fact, rounding)};
    if (c->change == 0)
        c->change = change_for_rate(l, fact, rounding);
    if (c->change == 0)
        return false;
    for (uint32_t i = l->start[fact]; i < l->start[fact + 1]; i++) {
        uint32_t e = l->equations[i];
        const hrb__equation *equation = &report->equations[e];
        if (equation->verdict == HRB_VERDICT_NOT_EVALUATED)
            continue;
        bool holds = holds_after(l, e, fact, c->change, rounding);
        if (is_open(l, e) && (rounding || equation->verdict == HRB_VERDICT_FAIL))
            c->mends += holds;
        else if (!is_open(l, e) && !l->settled[e])
            c->breaks += !holds;
    }
    int64_t meant;
    c->slip = "value";
    if (report->document->facts[fact].value_kind != HRB_VALUE_FEN)
        c->weight = 0; /* any slip that explains an amount is more telling */
    else if (!__builtin_add_overflow(report->document->facts[fact].value, c->change, &meant))
        c->slip = hrb__slip(report->document->facts[fact].value, meant, &c->weight);
    return c->mends > 0;
}

static int compare_candidates(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    int64_t score_a = (int64_t)a->mends - a->breaks, score_b = (int64_t)b->mends - b->breaks;
    if (score_a != score_b)
        return score_a > score_b ? -1 : 1;
    if (a->breaks != b->breaks)
        return a->breaks < b->breaks ? -1 : 1;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->fact < b->fact ? -1 : 1;
}

static void collect_candidates(locator *l, bool rounding)
{
    for (size_t i = 0; i < l->candidate_count; i++)
        l->candidate_of[l->candidates[i].fact] = 0;
    l->candidate_count = 0;
    for (size_t i = 0; i < l->suspect_count; i++)
        if (try_fact(l, l->suspects[i], rounding, &l->candidates[l->candidate_count]))
            l->candidate_count++;
    qsort(l->candidates, l->candidate_count, sizeof *l->candidates, compare_candidates);
    for (size_t i = 0; i < l->candidate_count; i++)
        l->candidate_of[l->candidates[i].fact] = (uint32_t)i + 1;
}

static void collect_suspects(locator *l)
{
    l->suspect_count = 0;
    for (size_t k = 0; k < l->doubted_count; k++) {
        uint32_t f = l->doubted[k];
        for (uint32_t i = l->start[f]; i < l->start[f + 1]; i++)
            if (is_open(l, l->equations[i])) {
                l->suspects[l->suspect_count++] = f;
                break;
            }
    }
}

/* --- Findings --- */

/* A sentence gives in 万元 what a table gives in yuan: rounded as it should be, which is nobody's finding. */
static bool is_unit_rounding(const hrb_report *report, const hrb__equation *equation)
{
    for (uint32_t i = 0; i < equation->term_count && equation->verdict == HRB_VERDICT_ROUNDING; i++)
        if (report->document->facts[report->terms[equation->first_term + i]].table < 0)
            return true;
    return false;
}

static void show_terms(hrb_report *report, hrb__finding *finding, const hrb__equation *equation, int64_t suspect)
{
    uint32_t shown = MIN(equation->term_count, MAX_TERMS_SHOWN);
    bool pair = equation->rule->kind == HRB__RULE_SAME || equation->rule->kind == HRB__RULE_EQUAL || equation->rule->kind == HRB__RULE_AT_MOST;
    for (uint32_t i = 0; i < shown; i++) {
        uint32_t fact = report->terms[equation->first_term + i];
        if ((int64_t)fact != suspect)
            hrb__finding_add_fact(report, finding, pair ? "same" : i == 0 ? "whole" : "part", fact);
    }
}

static void set_figures(hrb__finding *finding, hrb_fen expected, hrb_fen actual, hrb_fen tolerance)
{
    finding->has_figures = true;
    finding->expected = expected;
    finding->actual = actual;
    finding->tolerance = tolerance;
    if (__builtin_sub_overflow(actual, expected, &finding->difference))
        finding->difference = actual < expected ? INT64_MIN : INT64_MAX;
}

/* A figure as its unit writes it: money in the unit of its table or sentence, a rate in percent. */
static const char *figure_text(hrb_report *report, uint32_t fact, int64_t value)
{
    if (report->document->facts[fact].value_kind == HRB_VALUE_FEN)
        return hrb__money(report, value, hrb__fact_unit(report, fact));
    return report->document->facts[fact].value_kind == HRB_VALUE_COUNT ? hrb__count(report, value) : hrb__percent(report, value);
}

/* Settles every equation that the change mends; the first of them, a broken one before one that rounding explains. */
static const hrb__equation *settle_mended(locator *l, const candidate *c, uint32_t *mended, uint32_t *count)
{
    const hrb_report *report = l->report;
    const hrb__equation *first = NULL;
    *count = 0;
    for (uint32_t i = l->start[c->fact]; i < l->start[c->fact + 1]; i++) {
        uint32_t e = l->equations[i];
        if (!is_open(l, e) || !holds_after(l, e, c->fact, c->change, false))
            continue;
        l->settled[e] = 1;
        mended[(*count)++] = e;
        if (first == NULL || (report->equations[e].verdict == HRB_VERDICT_FAIL && first->verdict != HRB_VERDICT_FAIL))
            first = &report->equations[e];
    }
    return first;
}

/* Cut off instead of rounded: off by less than one last digit; of a rate, whose change is rounded already, by one. */
static bool is_truncated(const hrb__fact *fact, const candidate *c, const hrb__equation *first)
{
    int64_t off = magnitude(c->change);
    bool is_rate = fact->value_kind == HRB_VALUE_PERCENT_BP;
    return fact->table < 0 && is_rate == (first->form != HRB__FORM_SUM) && (is_rate ? off <= fact->quantum && magnitude(fact->value) < magnitude(fact->value + c->change) : off < fact->quantum);
}

/* What should be printed: in a sentence rounded to the digits that it states. */
static hrb_fen to_print(const hrb__fact *fact, hrb_fen value)
{
    hrb_fen rounded;
    return fact->table < 0 && fact->quantum > 1 && hrb_fen_round(value, fact->quantum, HRB_ROUND_HALF_UP, &rounded) == HRB_OK ? rounded : value;
}

static void say_cell(hrb_report *report, hrb__finding *finding, const hrb__equation *first, const candidate *c, uint32_t count)
{
    const hrb__fact *fact = &report->document->facts[c->fact];
    const char *label = hrb__fact_label(report, c->fact), *printed = report->document->fact_texts[c->fact];
    const char *expected = figure_text(report, c->fact, to_print(fact, fact->value + c->change)), *difference = figure_text(report, c->fact, -c->change);
    if (first->verdict == HRB_VERDICT_ROUNDING) {
        const char *tolerance = figure_text(report, c->fact, first->tolerance);
        hrb__finding_say(report, finding, "%1$s：%2$s 列示 %3$s，与%4$u个等式相差 %5$s，在四舍五入范围内（容差 %6$s）%7$.0s",
                         "%7$s: %2$s states %3$s; %4$u equation(s) differ by %5$s, which rounding explains (tolerance %6$s)%1$.0s",
                         first->rule->text[HRB_LANG_ZH], label, printed, count, difference, tolerance, first->rule->text[HRB_LANG_EN]);
        return;
    }
    hrb__finding_say(report, finding, "%1$s：%2$s 列示 %3$s，按%4$u个等式应为 %5$s，相差 %6$s（%7$s）%8$.0s%9$.0s",
                     "%8$s: %2$s states %3$s, but %4$u equation(s) call for %5$s, a difference of %6$s (%9$s)%1$.0s%7$.0s",
                     first->rule->text[HRB_LANG_ZH], label, printed, count, expected, difference, hrb__slip_text(finding->slip, HRB_LANG_ZH),
                     first->rule->text[HRB_LANG_EN], hrb__slip_text(finding->slip, HRB_LANG_EN));
}

/* The cell counts as corrected from here on. */
static void correct(locator *l, const candidate *c, size_t finding)
{
    l->finding[c->fact] = (uint32_t)finding;
    for (uint32_t i = l->start[c->fact]; i < l->start[c->fact + 1]; i++) {
        uint32_t e = l->equations[i];
        const hrb__equation *equation = &l->report->equations[e];
        int64_t change = l->report->terms[equation->first_term] == c->fact ? c->change : -c->change;
        if (equation->form == HRB__FORM_SUM && __builtin_add_overflow(l->shift[e], change, &l->shift[e]))
            l->shift[e] = 0;
    }
}

/* An equation that several corrections together mend is linked under the first of them. */
static void link_mended(locator *l, uint32_t e)
{
    hrb_report *report = l->report;
    const hrb__equation *equation = &report->equations[e];
    for (uint32_t t = 0; t < equation->term_count; t++) {
        uint32_t finding = l->finding[report->terms[equation->first_term + t]];
        if (finding > 0) {
            hrb__finding_add_equation(report, &report->findings[finding - 1], e);
            report->findings[finding - 1].explains++;
            return;
        }
    }
}

/* One wrong cell and every equation that its change mends. */
static void report_cell(locator *l, const candidate *c)
{
    hrb_report *report = l->report;
    const hrb__fact *fact = &report->document->facts[c->fact];
    uint32_t *mended = g_try_new(uint32_t, l->start[c->fact + 1] - l->start[c->fact] + 1), count = 0;
    const hrb__equation *first = mended == NULL ? NULL : settle_mended(l, c, mended, &count);
    report->out_of_memory = report->out_of_memory || mended == NULL;
    hrb__finding *finding = first == NULL || is_unit_rounding(report, first) ? NULL : hrb__finding_new(report, first->rule);
    if (finding != NULL) {
        correct(l, c, report->finding_count);
        bool rounding = first->verdict == HRB_VERDICT_ROUNDING, truncated = is_truncated(fact, c, first);
        finding->verdict = first->verdict;
        finding->severity = rounding ? HRB_SEVERITY_INFO : truncated ? MIN(finding->severity, HRB_SEVERITY_WARNING) : finding->severity;
        finding->slip = truncated ? "truncated" : c->slip;
        finding->explains = count;
        if (fact->value_kind == HRB_VALUE_FEN) {
            set_figures(finding, fact->value + c->change, fact->value, first->form == HRB__FORM_SUM ? first->tolerance : fact->quantum / 2);
            finding->has_cause = !rounding;
            finding->suggested = to_print(fact, finding->expected);
        }
        for (uint32_t i = 0; i < count; i++)
            hrb__finding_add_equation(report, finding, mended[i]);
        hrb__finding_add_fact(report, finding, "suspect", c->fact);
        show_terms(report, finding, first, c->fact);
        say_cell(report, finding, first, c, count);
    }
    g_free(mended);
}

/* A rate whose amounts allow another one, or none at all. */
static void say_rate(hrb_report *report, hrb__finding *finding, const hrb__equation *equation)
{
    uint32_t stated = report->terms[equation->first_term];
    hrb__rate rate = hrb__equation_rate(report, equation);
    hrb__rate_result result = hrb__judge_rate(&rate);
    const char *label = hrb__fact_label(report, stated), *printed = report->document->fact_texts[stated];
    if (!result.has_base)
        hrb__finding_say(report, finding, "%1$s：%2$s 列示 %3$s，但作为基数的金额为0，不能计算比率%4$.0s",
                         "%4$s: %2$s states %3$s, but the amount it is measured by is 0: there is no rate%1$.0s",
                         equation->rule->text[HRB_LANG_ZH], label, printed, equation->rule->text[HRB_LANG_EN]);
    else
        hrb__finding_say(report, finding, "%1$s：%2$s 列示 %3$s，按所列金额应为 %4$s%5$.0s", "%5$s: %2$s states %3$s, but the amounts call for %4$s%1$.0s",
                         equation->rule->text[HRB_LANG_ZH], label, printed, hrb__percent(report, result.follows), equation->rule->text[HRB_LANG_EN]);
}

static void say_sum(hrb_report *report, hrb__finding *finding, const hrb__equation *equation)
{
    uint32_t whole = report->terms[equation->first_term];
    bool rounding = equation->verdict == HRB_VERDICT_ROUNDING;
    const char *label = hrb__fact_label(report, whole), *printed = report->document->fact_texts[whole];
    const char *other = figure_text(report, whole, report->document->facts[whole].value - equation->residual), *difference = figure_text(report, whole, equation->residual);
    const char *tolerance = figure_text(report, whole, equation->tolerance);
    const char *zh_end = rounding ? "在四舍五入范围内" : "无法判断是哪一个数有误", *en_end = rounding ? "rounding explains it" : "which figure is wrong cannot be told";
    hrb__finding_say(report, finding, "%1$s：%2$s 列示 %3$s，另一方为 %4$s，相差 %5$s，容差 %6$s；%7$s%8$.0s%9$.0s",
                     "%8$s: %2$s states %3$s, the other side %4$s, a difference of %5$s, tolerance %6$s; %9$s%1$.0s%7$.0s",
                     equation->rule->text[HRB_LANG_ZH], label, printed, other, difference, tolerance, zh_end,
                     equation->rule->text[HRB_LANG_EN], en_end);
}

/* An equation of which it cannot be told which figure is wrong. */
static void report_equation(locator *l, uint32_t e)
{
    hrb_report *report = l->report;
    const hrb__equation *equation = &report->equations[e];
    l->settled[e] = 1;
    hrb__finding *finding = is_unit_rounding(report, equation) ? NULL : hrb__finding_new(report, equation->rule);
    if (finding == NULL)
        return;
    const hrb__fact *fact = &report->document->facts[report->terms[equation->first_term]];
    finding->verdict = equation->verdict;
    if (equation->verdict == HRB_VERDICT_ROUNDING)
        finding->severity = HRB_SEVERITY_INFO;
    if (equation->form == HRB__FORM_SUM && fact->value_kind == HRB_VALUE_FEN) {
        hrb_fen expected;
        if (__builtin_sub_overflow(fact->value, equation->residual, &expected))
            expected = fact->value;
        set_figures(finding, expected, fact->value, equation->tolerance);
    }
    hrb__finding_add_equation(report, finding, e);
    show_terms(report, finding, equation, -1);
    if (equation->form == HRB__FORM_SUM)
        say_sum(report, finding, equation);
    else
        say_rate(report, finding, equation);
}

/* Whether another cell of the same equations would do as well: then neither is named. */
static bool has_rival(locator *l, size_t index)
{
    const hrb_report *report = l->report;
    const candidate *c = &l->candidates[index];
    for (uint32_t k = l->start[c->fact]; k < l->start[c->fact + 1]; k++) {
        uint32_t e = l->equations[k];
        const hrb__equation *equation = &report->equations[e];
        if (!is_open(l, e) || !holds_after(l, e, c->fact, c->change, false))
            continue;
        /* Where so much would have to be compared, no cell is named. */
        l->compared += equation->term_count;
        if (l->compared > (report->term_count + 1024) * 16)
            return true;
        for (uint32_t t = 0; t < equation->term_count; t++) {
            uint32_t place = l->candidate_of[report->terms[equation->first_term + t]];
            const candidate *o = place == 0 ? c : &l->candidates[place - 1];
            if (o != c && o->mends >= c->mends && o->breaks <= c->breaks && o->weight + 1 >= c->weight && holds_after(l, e, o->fact, o->change, false))
                return true;
        }
    }
    return false;
}

/* Takes the best cells of a pass; true if any was taken. */
static bool take_best(locator *l, bool rounding, uint32_t least)
{
    bool taken = false;
    collect_suspects(l);
    collect_candidates(l, rounding);
    size_t considered = MIN(l->candidate_count, (size_t)512); /* bounds the search for rivals; the rest come in the next pass */
    for (size_t i = 0; i < considered; i++) {
        candidate fresh;
        const candidate *c = &l->candidates[i];
        if (c->mends < least || c->mends <= c->breaks || (c->breaks > 0 && c->mends < c->breaks + 2))
            continue;
        /* What was taken before in this pass may have settled its equations. */
        if (taken && (!try_fact(l, c->fact, rounding, &fresh) || fresh.mends != c->mends || fresh.change != c->change))
            continue;
        if (has_rival(l, i))
            continue;
        report_cell(l, c);
        taken = true;
    }
    return taken;
}

static void settle(locator *l, bool rounding)
{
    for (int pass = 0; pass < MAX_PASSES && take_best(l, rounding, 2); pass++) {
    }
    for (int pass = 0; pass < MAX_PASSES && take_best(l, rounding, 1); pass++) {
    }
    hrb_verdict verdict = rounding ? HRB_VERDICT_ROUNDING : HRB_VERDICT_FAIL;
    for (uint32_t e = 0; e < l->report->equation_count; e++)
        if (!l->settled[e] && l->report->equations[e].verdict == verdict) {
            if (is_mended(l, e))
                link_mended(l, e);
            else
                report_equation(l, e);
        }
}

void hrb__locate(hrb_report *report)
{
    if (report->verdicts[HRB_VERDICT_FAIL] + report->verdicts[HRB_VERDICT_ROUNDING] == 0)
        return;
    locator l = {.report = report};
    if (!build_adjacency(&l)) {
        report->out_of_memory = true;
    } else {
        settle(&l, false);
        for (uint32_t e = 0; e < report->equation_count; e++)
            l.settled[e] |= is_unit_rounding(report, &report->equations[e]);
        settle(&l, true);
    }
    g_free(l.start);
    g_free(l.equations);
    g_free(l.settled);
    g_free(l.shift);
    g_free(l.finding);
    g_free(l.doubted);
    g_free(l.suspects);
    g_free(l.candidates);
    g_free(l.candidate_of);
}
