/* SPDX-License-Identifier: Apache-2.0 */
/* The wrong cell. A budget is over-determined: a wrong figure breaks each
 * equation it takes part in, and one change of it mends them all. So each cell
 * of a broken equation is tried: how many broken equations would the same
 * change mend, and how many that hold would it break? The best is taken, its
 * equations are settled, and so on: few passes, each linear in the terms. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "check/locate.h"

#define MAX_PASSES 32
#define MAX_RIVALS 4096
#define MAX_WORK 20000000 /* terms looked at over all passes */
/* Past both a document is told to be broken, equation by equation, and not puzzled out. */
#define MAX_BROKEN 1000
#define MAX_BROKEN_TERMS (MAX_WORK / 10)

int64_t hrb__magnitude(int64_t value)
{
    return value == INT64_MIN ? INT64_MAX : value < 0 ? -value : value;
}

/* What is left of a residual once the cells taken so far are corrected. */
static int64_t residual_now(const hrb__locator *l, uint32_t e)
{
    int64_t now;
    return __builtin_add_overflow(l->report->equations[e].residual, l->shift[e], &now) ? INT64_MAX : now;
}

/* Whether the corrections of other cells together have mended an equation. */
bool hrb__is_mended(const hrb__locator *l, uint32_t e)
{
    const hrb__equation *equation = &l->report->equations[e];
    return equation->form == HRB__FORM_SUM && l->shift[e] != 0 && hrb__magnitude(residual_now(l, e)) <= equation->tolerance;
}

bool hrb__is_open(const hrb__locator *l, uint32_t e)
{
    const hrb__equation *equation = &l->report->equations[e];
    return !l->settled[e] && !equation->is_explained && (equation->verdict == HRB_VERDICT_FAIL || equation->verdict == HRB_VERDICT_ROUNDING) && !hrb__is_mended(l, e);
}

static void make_stale(hrb__locator *l, uint32_t place)
{
    if (l->is_stale[place])
        return;
    l->is_stale[place] = 1;
    l->stale[l->stale_count++] = place;
}

void hrb__touch(hrb__locator *l, uint32_t e)
{
    const hrb__equation *equation = &l->report->equations[e];
    for (uint32_t i = 0; i < equation->term_count; i++) {
        uint32_t place = l->place[l->report->terms[equation->first_term + i]];
        if (place != 0)
            make_stale(l, place - 1);
    }
}

/* The equations that do not hold, and their facts. */
static void collect_doubted(hrb__locator *l)
{
    const hrb_report *report = l->report;
    for (uint32_t e = 0; e < report->equation_count; e++) {
        const hrb__equation *equation = &report->equations[e];
        if ((equation->verdict != HRB_VERDICT_FAIL && equation->verdict != HRB_VERDICT_ROUNDING) || equation->is_explained)
            continue;
        l->broken[l->broken_count++] = e;
        l->broken_terms += equation->term_count;
        for (uint32_t i = 0; i < equation->term_count; i++)
            l->place[report->terms[equation->first_term + i]] = 1;
    }
    for (uint32_t f = 0; f < report->document->fact_count; f++)
        if (l->place[f] != 0) {
            l->doubted[l->doubted_count++] = f;
            l->place[f] = (uint32_t)l->doubted_count;
        }
}

/* Lists the equations of each doubted fact, those that hold too. */
static void list_equations(hrb__locator *l)
{
    const hrb_report *report = l->report;
    size_t facts = report->document->fact_count;
    for (size_t t = 0; t < report->term_count; t++)
        l->start[report->terms[t] + 2] += l->place[report->terms[t]] != 0;
    for (size_t f = 2; f < facts + 2; f++)
        l->start[f] += l->start[f - 1];
    for (uint32_t e = 0; e < report->equation_count; e++)
        for (uint32_t i = 0; i < report->equations[e].term_count; i++) {
            uint32_t fact = report->terms[report->equations[e].first_term + i];
            if (l->place[fact] != 0)
                l->equations[l->start[fact + 1]++] = e;
        }
}

static bool prepare(hrb__locator *l)
{
    hrb_report *report = l->report;
    size_t facts = report->document->fact_count;
    l->start = g_try_new0(uint32_t, facts + 2);
    l->equations = g_try_new(uint32_t, report->term_count + 1);
    l->broken = g_try_new(uint32_t, report->verdicts[HRB_VERDICT_FAIL] + report->verdicts[HRB_VERDICT_ROUNDING] + 1);
    l->settled = g_try_new0(uint8_t, report->equation_count + 1);
    l->shift = g_try_new0(int64_t, report->equation_count + 1);
    l->finding = g_try_new0(uint32_t, facts + 1);
    l->doubted = g_try_new(uint32_t, facts + 1);
    l->place = g_try_new0(uint32_t, facts + 1);
    if (l->start == NULL || l->equations == NULL || l->broken == NULL || l->settled == NULL || l->shift == NULL || l->finding == NULL || l->doubted == NULL || l->place == NULL)
        return false;
    collect_doubted(l);
    list_equations(l);
    l->tried = g_try_new0(hrb__candidate, l->doubted_count + 1);
    l->is_stale = g_try_new0(uint8_t, l->doubted_count + 1);
    l->stale = g_try_new(uint32_t, l->doubted_count + 1);
    return l->tried != NULL && l->is_stale != NULL && l->stale != NULL;
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
static int64_t wanted_change(const hrb__locator *l, uint32_t e, uint32_t fact)
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
bool hrb__holds_after(const hrb__locator *l, uint32_t e, uint32_t fact, int64_t change, bool exactly)
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
static int64_t sharpest_change(const hrb__locator *l, uint32_t fact, bool rounding)
{
    const hrb_report *report = l->report;
    int64_t tolerance = INT64_MAX, change = 0;
    for (uint32_t i = l->start[fact]; i < l->start[fact + 1]; i++) {
        const hrb__equation *equation = &report->equations[l->equations[i]];
        if (!hrb__is_open(l, l->equations[i]) || equation->at_most || equation->at_least || equation->form != HRB__FORM_SUM || (equation->verdict == HRB_VERDICT_ROUNDING) != rounding)
            continue;
        if (equation->tolerance < tolerance) {
            tolerance = equation->tolerance;
            change = wanted_change(l, l->equations[i], fact);
        }
    }
    return change;
}

typedef struct mending {
    const hrb__locator *locator;
    uint32_t fact;
} mending;

/* Whether every broken rate that a figure takes part in holds once it has this value. */
static bool mends_rates(hrb_fen meant, void *data)
{
    const mending *m = data;
    const hrb__locator *l = m->locator;
    hrb_fen change;
    const hrb__fact *f = &l->report->facts[m->fact];
    if (__builtin_sub_overflow(meant, f->value, &change))
        return false;
    if (distance(meant, 0) < f->quantum) /* less than its own last digit: any rate would hold */
        return false;
    for (uint32_t i = l->start[m->fact]; i < l->start[m->fact + 1]; i++)
        if (hrb__is_open(l, l->equations[i]) && l->report->equations[l->equations[i]].form != HRB__FORM_SUM &&
            !hrb__holds_after(l, l->equations[i], m->fact, change, false))
            return false;
    return true;
}

/* Where only rates are broken: the rate itself is the first suspect, since it is
 * worked out from the amounts; an amount is one only if a slip of the pen
 * explains it, for nearly any amount could be changed to fit. */
static int64_t change_for_rate(const hrb__locator *l, uint32_t fact, bool rounding)
{
    const hrb_report *report = l->report;
    const hrb__fact *f = &report->facts[fact];
    for (uint32_t i = l->start[fact]; i < l->start[fact + 1] && !rounding; i++) {
        const hrb__equation *equation = &report->equations[l->equations[i]];
        if (!hrb__is_open(l, l->equations[i]) || equation->form == HRB__FORM_SUM || equation->verdict != HRB_VERDICT_FAIL)
            continue;
        if (f->value_kind == HRB_VALUE_PERCENT_BP)
            return wanted_change(l, l->equations[i], fact);
        if (equation->form == HRB__FORM_REACHED)
            return 0; /* the change is so small a part that any slip in it would do */
        mending m = {l, fact};
        hrb_fen meant;
        return hrb__slip_search(f->value, f->quantum, mends_rates, &m, &meant) ? meant - f->value : 0;
    }
    return 0;
}

static bool try_fact(const hrb__locator *l, uint32_t fact, bool rounding, hrb__candidate *c)
{
    const hrb_report *report = l->report;
    *c = (hrb__candidate){.fact = fact, .change = sharpest_change(l, fact, rounding)};
    if (c->change == 0)
        c->change = change_for_rate(l, fact, rounding);
    if (c->change == 0)
        return false;
    for (uint32_t i = l->start[fact]; i < l->start[fact + 1]; i++) {
        uint32_t e = l->equations[i];
        const hrb__equation *equation = &report->equations[e];
        if (equation->verdict == HRB_VERDICT_NOT_EVALUATED)
            continue;
        bool holds = hrb__holds_after(l, e, fact, c->change, rounding);
        if (hrb__is_open(l, e) && (rounding || equation->verdict == HRB_VERDICT_FAIL))
            c->mends += holds;
        else if (!hrb__is_open(l, e) && !l->settled[e])
            c->breaks += !holds;
    }
    int64_t meant;
    c->slip = "value";
    if (report->facts[fact].value_kind != HRB_VALUE_FEN)
        c->weight = 0; /* any slip that explains an amount is more telling */
    else if (!__builtin_add_overflow(report->facts[fact].value, c->change, &meant))
        c->slip = hrb__slip(report->facts[fact].value, meant, &c->weight);
    return c->mends > 0;
}

static int compare_candidates(const void *left, const void *right)
{
    const hrb__candidate *a = *(const hrb__candidate *const *)left, *b = *(const hrb__candidate *const *)right;
    int64_t score_a = (int64_t)a->mends - a->breaks, score_b = (int64_t)b->mends - b->breaks;
    if (score_a != score_b)
        return score_a > score_b ? -1 : 1;
    if (a->breaks != b->breaks)
        return a->breaks < b->breaks ? -1 : 1;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->fact < b->fact ? -1 : 1;
}

static void keep_best(hrb__locator *l)
{
    qsort(l->candidates, l->candidate_count, sizeof *l->candidates, compare_candidates);
    l->candidate_count = MIN(l->candidate_count, (size_t)MAX_CONSIDERED);
}

/* A change must mend more than it breaks: `least` where it breaks nothing, or else two more. */
static bool is_worth_it(const hrb__candidate *c, uint32_t least)
{
    return c->breaks == 0 ? c->mends >= least : c->mends >= least && c->mends >= c->breaks + 2;
}

/* The best of all cells, of which only those are tried again that have changed since. */
static void collect_candidates(hrb__locator *l, bool rounding, uint32_t least)
{
    for (size_t i = 0; i < l->stale_count; i++) {
        uint32_t place = l->stale[i];
        l->is_stale[place] = 0;
        if (!try_fact(l, l->doubted[place], rounding, &l->tried[place]))
            l->tried[place].mends = 0;
    }
    l->stale_count = 0;
    l->candidate_count = 0;
    const hrb__candidate *worst = NULL; /* of those kept */
    for (size_t i = 0; i < l->doubted_count; i++) {
        const hrb__candidate *c = &l->tried[i];
        if (!is_worth_it(c, least) || (worst != NULL && compare_candidates(&c, &worst) > 0))
            continue;
        l->candidates[l->candidate_count++] = c;
        if (l->candidate_count == G_N_ELEMENTS(l->candidates)) {
            keep_best(l);
            worst = l->candidates[MAX_CONSIDERED - 1];
        }
    }
    keep_best(l);
}

/* Whether another cell of the same equations would do as well: then neither is named. Of a sum too long to look through it is taken for granted. */
static bool has_rival(const hrb__locator *l, const hrb__candidate *c)
{
    for (uint32_t k = l->start[c->fact]; k < l->start[c->fact + 1]; k++) {
        uint32_t e = l->equations[k];
        const hrb__equation *equation = &l->report->equations[e];
        if (!hrb__is_open(l, e) || !hrb__holds_after(l, e, c->fact, c->change, false))
            continue;
        if (equation->term_count > MAX_RIVALS)
            return true;
        for (uint32_t t = 0; t < equation->term_count; t++) {
            uint32_t other = l->place[l->report->terms[equation->first_term + t]];
            const hrb__candidate *o = other == 0 ? NULL : &l->tried[other - 1];
            if (o != NULL && o != c && o->mends > 0 && o->mends >= c->mends && o->breaks <= c->breaks && o->weight + 1 >= c->weight && hrb__holds_after(l, e, o->fact, o->change, false))
                return true;
        }
    }
    return false;
}

/* Takes the best cells of a pass; true if any was taken. */
static bool take_best(hrb__locator *l, bool rounding, uint32_t least)
{
    bool taken = false;
    collect_candidates(l, rounding, least);
    for (size_t i = 0; i < l->candidate_count; i++) {
        hrb__candidate fresh;
        const hrb__candidate *c = l->candidates[i];
        /* What was taken before in this pass may have settled its equations. */
        if (taken && (!try_fact(l, c->fact, rounding, &fresh) || fresh.mends != c->mends || fresh.change != c->change))
            continue;
        if (has_rival(l, c))
            continue;
        hrb__report_cell(l, c);
        taken = true;
    }
    return taken;
}

/* Pass after pass, the cells that mend several equations first. */
static void name_cells(hrb__locator *l, bool rounding)
{
    hrb_verdict verdict = rounding ? HRB_VERDICT_ROUNDING : HRB_VERDICT_FAIL;
    memset(l->tried, 0, l->doubted_count * sizeof *l->tried);
    for (size_t k = 0; k < l->broken_count; k++)
        if (l->report->equations[l->broken[k]].verdict == verdict && hrb__is_open(l, l->broken[k]))
            hrb__touch(l, l->broken[k]);
    int passes = (int)MIN((size_t)MAX_PASSES, 1 + MAX_WORK / (l->report->term_count + 1));
    for (uint32_t least = 2; least >= 1; least--) {
        for (int pass = 0; pass < passes && take_best(l, rounding, least); pass++) {
        }
        if (least == 2 && !rounding)
            hrb__report_shares(l); /* before each share is named by itself */
    }
    if (!rounding)
        hrb__report_twins(l);
}

static void settle(hrb__locator *l, bool rounding)
{
    hrb_verdict verdict = rounding ? HRB_VERDICT_ROUNDING : HRB_VERDICT_FAIL;
    if (l->report->verdicts[verdict] == 0)
        return;
    if (l->broken_count <= MAX_BROKEN || l->broken_terms <= MAX_BROKEN_TERMS)
        name_cells(l, rounding);
    for (size_t k = 0; k < l->broken_count; k++) {
        uint32_t e = l->broken[k];
        if (l->settled[e] || l->report->equations[e].verdict != verdict)
            continue;
        if (hrb__is_mended(l, e))
            hrb__link_mended(l, e);
        else
            hrb__report_equation(l, e);
    }
}

void hrb__locate(hrb_report *report)
{
    if (report->verdicts[HRB_VERDICT_FAIL] + report->verdicts[HRB_VERDICT_ROUNDING] == 0)
        return;
    hrb__locator l = {.report = report};
    if (!prepare(&l)) {
        report->out_of_memory = true;
    } else {
        settle(&l, false);
        for (size_t k = 0; k < l.broken_count; k++)
            l.settled[l.broken[k]] |= hrb__is_unit_rounding(report, &report->equations[l.broken[k]]);
        settle(&l, true);
    }
    g_free(l.start);
    g_free(l.equations);
    g_free(l.broken);
    g_free(l.settled);
    g_free(l.shift);
    g_free(l.finding);
    g_free(l.doubted);
    g_free(l.place);
    g_free(l.tried);
    g_free(l.is_stale);
    g_free(l.stale);
}
