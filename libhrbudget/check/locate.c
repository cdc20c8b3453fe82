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
    candidate *candidates;
    size_t candidate_count;
    uint32_t *suspects; /* facts in unsettled equations */
    size_t suspect_count;
} locator;

static bool is_open(const locator *l, uint32_t e)
{
    const hrb__equation *equation = &l->report->equations[e];
    return !l->settled[e] && (equation->verdict == HRB_VERDICT_FAIL || equation->verdict == HRB_VERDICT_ROUNDING);
}

/* Lists the equations of each fact. */
static bool build_adjacency(locator *l)
{
    hrb_report *report = l->report;
    size_t facts = report->document->fact_count;
    l->start = g_try_new0(uint32_t, facts + 2);
    l->equations = g_try_new(uint32_t, report->term_count + 1);
    l->settled = g_try_new0(uint8_t, report->equation_count + 1);
    l->suspects = g_try_new(uint32_t, facts + 1);
    l->candidates = g_try_new(candidate, facts + 1);
    if (l->start == NULL || l->equations == NULL || l->settled == NULL || l->suspects == NULL || l->candidates == NULL)
        return false;
    for (size_t t = 0; t < report->term_count; t++)
        l->start[report->terms[t] + 2]++;
    for (size_t f = 2; f < facts + 2; f++)
        l->start[f] += l->start[f - 1];
    for (uint32_t e = 0; e < report->equation_count; e++)
        for (uint32_t i = 0; i < report->equations[e].term_count; i++)
            l->equations[l->start[report->terms[report->equations[e].first_term + i] + 1]++] = e;
    return true;
}

/* The change of a fact that would make an equation hold exactly. */
static int64_t wanted_change(const hrb_report *report, uint32_t e, uint32_t fact)
{
    const hrb__equation *equation = &report->equations[e];
    return report->terms[equation->first_term] == fact ? -equation->residual : equation->residual;
}

static int64_t distance(int64_t a, int64_t b)
{
    int64_t d;
    if (__builtin_sub_overflow(a, b, &d) || d == INT64_MIN)
        return INT64_MAX;
    return d < 0 ? -d : d;
}

/* Whether an equation holds once the fact is changed. */
static bool holds_after(const hrb_report *report, uint32_t e, uint32_t fact, int64_t change, bool exactly)
{
    const hrb__equation *equation = &report->equations[e];
    int64_t wanted = wanted_change(report, e, fact);
    if (equation->at_most)
        return report->terms[equation->first_term] == fact ? change <= wanted : change >= wanted;
    return distance(wanted, change) <= (exactly ? 0 : equation->tolerance);
}

/* The change that the sharpest open equation asks for; 0 if none is open. */
static int64_t sharpest_change(const locator *l, uint32_t fact, bool rounding)
{
    const hrb_report *report = l->report;
    int64_t tolerance = INT64_MAX, change = 0;
    for (uint32_t i = l->start[fact]; i < l->start[fact + 1]; i++) {
        const hrb__equation *equation = &report->equations[l->equations[i]];
        if (!is_open(l, l->equations[i]) || equation->at_most || (equation->verdict == HRB_VERDICT_ROUNDING) != rounding)
            continue;
        if (equation->tolerance < tolerance) {
            tolerance = equation->tolerance;
            change = wanted_change(report, l->equations[i], fact);
        }
    }
    return change;
}

static bool try_fact(const locator *l, uint32_t fact, bool rounding, candidate *c)
{
    const hrb_report *report = l->report;
    *c = (candidate){.fact = fact, .change = sharpest_change(l, fact, rounding)};
    if (c->change == 0)
        return false;
    for (uint32_t i = l->start[fact]; i < l->start[fact + 1]; i++) {
        uint32_t e = l->equations[i];
        const hrb__equation *equation = &report->equations[e];
        if (equation->verdict == HRB_VERDICT_NOT_EVALUATED)
            continue;
        bool holds = holds_after(report, e, fact, c->change, rounding);
        if (is_open(l, e) && (rounding || equation->verdict == HRB_VERDICT_FAIL))
            c->mends += holds;
        else if (!is_open(l, e) && !l->settled[e])
            c->breaks += !holds;
    }
    int64_t meant;
    c->slip = "value";
    if (!__builtin_add_overflow(report->document->facts[fact].value, c->change, &meant))
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
    l->candidate_count = 0;
    for (size_t i = 0; i < l->suspect_count; i++)
        if (try_fact(l, l->suspects[i], rounding, &l->candidates[l->candidate_count]))
            l->candidate_count++;
    qsort(l->candidates, l->candidate_count, sizeof *l->candidates, compare_candidates);
}

static void collect_suspects(locator *l)
{
    const hrb_report *report = l->report;
    l->suspect_count = 0;
    for (uint32_t f = 0; f < report->document->fact_count; f++)
        for (uint32_t i = l->start[f]; i < l->start[f + 1]; i++)
            if (is_open(l, l->equations[i])) {
                l->suspects[l->suspect_count++] = f;
                break;
            }
}

/* --- Findings --- */

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

/* One wrong cell and every equation that its change mends. */
static void report_cell(locator *l, const candidate *c)
{
    hrb_report *report = l->report;
    const hrb__fact *fact = &report->document->facts[c->fact];
    const hrb__equation *first = NULL;
    uint32_t *mended = g_new(uint32_t, l->start[c->fact + 1] - l->start[c->fact] + 1);
    uint32_t count = 0;
    for (uint32_t i = l->start[c->fact]; i < l->start[c->fact + 1]; i++) {
        uint32_t e = l->equations[i];
        if (!is_open(l, e) || !holds_after(report, e, c->fact, c->change, false))
            continue;
        l->settled[e] = 1;
        mended[count++] = e;
        if (first == NULL || (report->equations[e].verdict == HRB_VERDICT_FAIL && first->verdict != HRB_VERDICT_FAIL))
            first = &report->equations[e];
    }
    hrb__finding *finding = first == NULL ? NULL : hrb__finding_new(report, first->rule);
    if (finding != NULL) {
        bool rounding = first->verdict == HRB_VERDICT_ROUNDING;
        hrb_unit unit = hrb__fact_unit(report, c->fact);
        finding->verdict = first->verdict;
        if (rounding)
            finding->severity = HRB_SEVERITY_INFO;
        set_figures(finding, fact->value + c->change, fact->value, first->tolerance);
        finding->has_cause = !rounding;
        finding->suggested = finding->expected;
        finding->slip = c->slip;
        finding->explains = count;
        for (uint32_t i = 0; i < count; i++)
            hrb__finding_add_equation(report, finding, mended[i]);
        hrb__finding_add_fact(report, finding, "suspect", c->fact);
        show_terms(report, finding, first, c->fact);
        const char *label = hrb__fact_label(report, c->fact), *printed = report->document->fact_texts[c->fact];
        const char *expected = hrb__money(report, finding->expected, unit), *difference = hrb__money(report, finding->difference, unit);
        const char *tolerance = hrb__money(report, finding->tolerance, unit);
        if (rounding)
            hrb__finding_say(report, finding, "%1$s：%2$s 列示 %3$s，与%4$u个等式相差 %5$s，在四舍五入范围内（容差 %6$s）%7$.0s",
                             "%7$s: %2$s states %3$s; %4$u equation(s) differ by %5$s, which rounding explains (tolerance %6$s)%1$.0s",
                             first->rule->text[HRB_LANG_ZH], label, printed, count, difference, tolerance, first->rule->text[HRB_LANG_EN]);
        else
            hrb__finding_say(report, finding, "%1$s：%2$s 列示 %3$s，按%4$u个等式应为 %5$s，相差 %6$s（%7$s）%8$.0s%9$.0s",
                             "%8$s: %2$s states %3$s, but %4$u equation(s) call for %5$s, a difference of %6$s (%9$s)%1$.0s%7$.0s",
                             first->rule->text[HRB_LANG_ZH], label, printed, count, expected, difference, hrb__slip_text(c->slip, HRB_LANG_ZH),
                             first->rule->text[HRB_LANG_EN], hrb__slip_text(c->slip, HRB_LANG_EN));
    }
    g_free(mended);
}

/* An equation of which it cannot be told which figure is wrong. */
static void report_equation(locator *l, uint32_t e)
{
    hrb_report *report = l->report;
    const hrb__equation *equation = &report->equations[e];
    l->settled[e] = 1;
    hrb__finding *finding = hrb__finding_new(report, equation->rule);
    if (finding == NULL)
        return;
    uint32_t whole = report->terms[equation->first_term];
    const hrb__fact *fact = &report->document->facts[whole];
    bool rounding = equation->verdict == HRB_VERDICT_ROUNDING;
    finding->verdict = equation->verdict;
    if (rounding)
        finding->severity = HRB_SEVERITY_INFO;
    hrb_fen expected;
    if (__builtin_sub_overflow(fact->value, equation->residual, &expected))
        expected = fact->value;
    set_figures(finding, expected, fact->value, equation->tolerance);
    hrb__finding_add_equation(report, finding, e);
    show_terms(report, finding, equation, -1);
    hrb_unit unit = hrb__fact_unit(report, whole);
    const char *label = hrb__fact_label(report, whole), *printed = report->document->fact_texts[whole];
    const char *other = hrb__money(report, expected, unit), *difference = hrb__money(report, finding->difference, unit);
    const char *tolerance = hrb__money(report, equation->tolerance, unit);
    const char *zh_end = rounding ? "在四舍五入范围内" : "无法判断是哪一个数有误", *en_end = rounding ? "rounding explains it" : "which figure is wrong cannot be told";
    hrb__finding_say(report, finding, "%1$s：%2$s 列示 %3$s，另一方为 %4$s，相差 %5$s，容差 %6$s；%7$s%8$.0s%9$.0s",
                     "%8$s: %2$s states %3$s, the other side %4$s, a difference of %5$s, tolerance %6$s; %9$s%1$.0s%7$.0s",
                     equation->rule->text[HRB_LANG_ZH], label, printed, other, difference, tolerance, zh_end,
                     equation->rule->text[HRB_LANG_EN], en_end);
}

/* Whether another cell of the same equations would do as well: then neither is named. */
static bool has_rival(const locator *l, size_t index)
{
    const candidate *c = &l->candidates[index];
    for (size_t i = 0; i < l->candidate_count; i++) {
        const candidate *o = &l->candidates[i];
        if (i == index || o->mends < c->mends || o->breaks > c->breaks || o->weight + 1 < c->weight)
            continue;
        for (uint32_t k = l->start[o->fact]; k < l->start[o->fact + 1]; k++) {
            uint32_t e = l->equations[k];
            const hrb__equation *equation = &l->report->equations[e];
            if (!is_open(l, e))
                continue;
            for (uint32_t t = 0; t < equation->term_count; t++)
                if (l->report->terms[equation->first_term + t] == c->fact)
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
        if (!l->settled[e] && l->report->equations[e].verdict == verdict)
            report_equation(l, e);
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
        settle(&l, true);
    }
    g_free(l.start);
    g_free(l.equations);
    g_free(l.settled);
    g_free(l.suspects);
    g_free(l.candidates);
}
