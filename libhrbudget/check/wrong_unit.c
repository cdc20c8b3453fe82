/* SPDX-License-Identifier: Apache-2.0 */
/* Tables that state a wrong unit. Within a table every sum holds in any unit; against other tables and the sentences all its figures are
 * off by one factor. So each table, and each group of tables that agree with each other, is tried in each unit: how many broken equations
 * with figures outside would hold, and how many that hold would not? The best is taken, and so on. Each pass is linear in the terms. */
#include <glib.h>
#include <string.h>

#include "amount/unit.h"
#include "check/report.h"

#define MAX_PASSES 16
#define MAX_WORK 20000000 /* terms looked at over all passes */
#define MAX_TABLES_ASKED 8 /* of one equation */
#define MAX_SHOWN 3       /* equations whose figures are shown */
#define BEST 6            /* candidates looked at closely in a pass */
#define LEAST_AMOUNT (1000 * HRB_UNIT_YUAN)
#define USUAL_DIGITS 10   /* of the largest amount of a document, in fen */

typedef __int128 wide;

/* A group of tables and the unit they are tried in. A group below the number of tables is that table alone, the others are told by `group_of`. */
typedef struct candidate {
    uint32_t group;
    hrb_unit unit;
    uint32_t mends, breaks;
    uint32_t inside, outside; /* different figures that do not agree, of the group and outside */
    uint32_t tables;
    bool stated;
    uint32_t inside_fact, outside_fact; /* the last of them */
    int digits; /* of its largest amount */
    int64_t largest, largest_now;
} candidate;

typedef struct search {
    hrb_report *report;
    size_t table_count;
    uint32_t *group_of; /* by table: table_count + the first table of its group */
    uint32_t *mends;    /* by group and unit */
    size_t mended;      /* all of them */
    uint32_t *stamp;    /* by fact: the last candidate that counted it */
    uint32_t stamps;
    uint32_t *open;     /* broken equations over several tables, or a table and a sentence */
    size_t open_count;
} search;

static hrb_unit unit_now(const search *s, int32_t table)
{
    return s->report->units == NULL ? s->report->document->tables[table].unit : s->report->units[table];
}

static bool is_inside(const search *s, const candidate *c, int32_t table)
{
    return table >= 0 && ((uint32_t)table == c->group || s->group_of[table] == c->group);
}

/* Changes an amount of one unit to the same figure in another. Units are powers of ten. */
static bool rescale(int64_t *amount, hrb_unit from, hrb_unit to)
{
    if (to >= from)
        return !__builtin_mul_overflow(*amount, to / from, amount);
    *amount /= from / to;
    return true;
}

static bool rescale_fact(hrb__fact *fact, hrb_unit from, hrb_unit to)
{
    bool ok = fact->value_kind != HRB_VALUE_FEN || (rescale(&fact->value, from, to) && rescale(&fact->quantum, from, to));
    fact->quantum = MAX(fact->quantum, 1);
    return ok;
}

static hrb__fact fact_in(const search *s, const candidate *c, uint32_t index, bool *ok)
{
    hrb__fact fact = s->report->facts[index];
    if (is_inside(s, c, fact.table))
        *ok = rescale_fact(&fact, unit_now(s, fact.table), c->unit) && *ok;
    return fact;
}

static bool rate_holds(const search *s, const candidate *c, const hrb__equation *equation)
{
    hrb__rate rate = {.form = (hrb__form)equation->form};
    bool ok = true;
    for (uint32_t i = 0; i < 3; i++) {
        hrb__fact fact = fact_in(s, c, s->report->terms[equation->first_term + i], &ok);
        rate.value[i] = fact.value;
        rate.quantum[i] = fact.quantum;
    }
    return ok && hrb__judge_rate(&rate).verdict <= HRB_VERDICT_ROUNDING;
}

/* Whether an equation holds with the group in its unit. Of a bound only equality is telling. */
static bool holds(const search *s, const candidate *c, const hrb__equation *equation)
{
    if (equation->form != HRB__FORM_SUM)
        return rate_holds(s, c, equation);
    wide residual = 0, tolerance = 0;
    bool ok = true;
    for (uint32_t i = 0; i < equation->term_count; i++) {
        hrb__fact fact = fact_in(s, c, s->report->terms[equation->first_term + i], &ok);
        residual += i == 0 ? (wide)fact.value : -(wide)fact.value;
        tolerance += fact.quantum / 2;
    }
    return ok && residual <= tolerance && residual >= -tolerance;
}

static bool is_bound(const hrb__equation *equation)
{
    return equation->at_most || equation->at_least;
}

/* Whether it relates figures other than 0 of different tables, or of a table and a sentence. */
static bool is_between(const hrb_report *report, const hrb__equation *equation)
{
    int32_t first = -2;
    for (uint32_t i = 0; i < equation->term_count; i++) {
        const hrb__fact *fact = &report->facts[report->terms[equation->first_term + i]];
        if (fact->value_kind != HRB_VALUE_FEN || fact->value == 0)
            continue;
        if (first != -2 && fact->table != first)
            return true;
        first = fact->table;
    }
    return false;
}

/* The group that a table is in, by its first table. */
static uint32_t find_group(uint32_t *parent, uint32_t table)
{
    while (parent[table] != table)
        table = parent[table] = parent[parent[table]];
    return table;
}

/* Tables whose figures agree belong together: they are all right or all wrong. */
static void group_tables(search *s)
{
    const hrb_report *report = s->report;
    for (uint32_t t = 0; t < s->table_count; t++)
        s->group_of[t] = t;
    for (size_t e = 0; e < report->equation_count; e++) {
        const hrb__equation *equation = &report->equations[e];
        if (equation->term_count != 2 || equation->form != HRB__FORM_SUM || is_bound(equation) || (equation->verdict > HRB_VERDICT_ROUNDING && !equation->is_explained))
            continue;
        const hrb__fact *a = &report->facts[report->terms[equation->first_term]], *b = &report->facts[report->terms[equation->first_term + 1]];
        if (a->table < 0 || b->table < 0 || a->table == b->table || a->value == 0 || b->value == 0)
            continue;
        uint32_t one = find_group(s->group_of, (uint32_t)a->table), other = find_group(s->group_of, (uint32_t)b->table);
        s->group_of[MAX(one, other)] = MIN(one, other);
    }
    for (uint32_t t = 0; t < s->table_count; t++) /* parents come first */
        s->group_of[t] = find_group(s->group_of, t);
    for (uint32_t t = 0; t < s->table_count; t++)
        s->group_of[t] += (uint32_t)s->table_count;
}

/* Counts what each table of an equation, and each group of tables, would mend in each unit. */
static void count_mended(search *s, const hrb__equation *equation, bool groups)
{
    const hrb_report *report = s->report;
    uint32_t asked[MAX_TABLES_ASKED];
    size_t count = 0;
    for (uint32_t i = 0; i < equation->term_count && count < G_N_ELEMENTS(asked); i++) {
        int32_t table = report->facts[report->terms[equation->first_term + i]].table;
        uint32_t group = table < 0 ? 0 : groups ? s->group_of[table] : (uint32_t)table;
        bool known = table < 0;
        for (size_t k = 0; k < count && !known; k++)
            known = asked[k] == group;
        if (known)
            continue;
        asked[count++] = group;
        for (size_t u = 0; u < HRB__TABLE_UNITS; u++) {
            candidate c = {.group = group, .unit = hrb__table_units[u]};
            bool mends = (groups || hrb__table_units[u] != unit_now(s, table)) && holds(s, &c, equation);
            s->mends[group * HRB__TABLE_UNITS + u] += mends;
            s->mended += mends;
        }
    }
}

static void count_all_mended(search *s, bool groups)
{
    for (size_t k = 0; k < s->open_count; k++) {
        const hrb__equation *equation = &s->report->equations[s->open[k]];
        if (equation->verdict == HRB_VERDICT_FAIL && !equation->is_explained)
            count_mended(s, equation, groups);
    }
}

static int digits_of(int64_t amount)
{
    int digits = 0;
    for (; amount != 0; amount /= 10)
        digits++;
    return digits;
}

/* Counts a figure the first time that a candidate meets it. */
static void count_figure(const search *s, candidate *c, uint32_t index)
{
    const hrb__fact *fact = &s->report->facts[index];
    if (fact->value == 0 || fact->value_kind != HRB_VALUE_FEN || s->stamp[index] == s->stamps)
        return;
    s->stamp[index] = s->stamps;
    bool inside = is_inside(s, c, fact->table);
    *(inside ? &c->inside_fact : &c->outside_fact) = index;
    c->inside += inside;
    c->outside += !inside;
}

/* What a candidate mends and breaks, of all equations between its figures and others. */
static void look_closely(search *s, candidate *c)
{
    const hrb_report *report = s->report;
    s->stamps++;
    c->mends = c->breaks = c->inside = c->outside = c->tables = 0;
    c->stated = true;
    for (size_t e = 0; e < report->equation_count; e++) {
        const hrb__equation *equation = &report->equations[e];
        bool fails = equation->verdict == HRB_VERDICT_FAIL && !equation->is_explained;
        if (equation->verdict > HRB_VERDICT_FAIL || (!fails && is_bound(equation)) || !is_between(report, equation))
            continue;
        bool touched = false, held;
        for (uint32_t i = 0; i < equation->term_count && !touched; i++)
            touched = is_inside(s, c, report->facts[report->terms[equation->first_term + i]].table);
        if (!touched || (held = holds(s, c, equation)) != fails)
            continue;
        c->mends += held;
        c->breaks += !held;
        for (uint32_t i = 0; i < equation->term_count && held; i++)
            count_figure(s, c, report->terms[equation->first_term + i]);
    }
    for (uint32_t t = 0; t < s->table_count; t++)
        if (is_inside(s, c, (int32_t)t)) {
            c->tables++;
            c->stated = c->stated && report->document->tables[t].unit_stated;
        }
    c->largest = c->largest_now = 0;
    for (size_t f = 0; f < report->document->fact_count; f++) {
        bool ok = true;
        hrb__fact fact = report->facts[f];
        if (!is_inside(s, c, fact.table) || fact.value_kind != HRB_VALUE_FEN)
            continue;
        c->largest_now = MAX(c->largest_now, fact.value);
        fact = fact_in(s, c, (uint32_t)f, &ok);
        c->largest = MAX(c->largest, ok ? fact.value : INT64_MAX);
    }
    c->digits = digits_of(c->largest);
}

/* Whether an equation that holds ties a figure to others on its own side: then it is not the one figure that is wrong. */
static bool is_tied(const search *s, const candidate *c, uint32_t index)
{
    const hrb_report *report = s->report;
    bool side = is_inside(s, c, report->facts[index].table);
    for (size_t e = 0; e < report->equation_count; e++) {
        const hrb__equation *equation = &report->equations[e];
        bool has = false, others = false, beyond = false;
        for (uint32_t i = 0; i < equation->term_count && equation->verdict <= HRB_VERDICT_ROUNDING && !is_bound(equation); i++) {
            uint32_t term = report->terms[equation->first_term + i];
            has = has || term == index;
            others = others || (term != index && report->facts[term].value != 0);
            beyond = beyond || is_inside(s, c, report->facts[term].table) != side;
        }
        if (has && others && !beyond)
            return true;
    }
    return false;
}

/* One cell may be off by such a factor too: it takes several figures on both sides, or one that cannot be wrong alone.
 * No department has less than a thousand yuan. */
static bool is_convincing(const search *s, const candidate *c)
{
    if (c->inside == 0 || c->outside == 0 || c->breaks * 4 >= c->mends || c->largest < LEAST_AMOUNT)
        return false;
    if (c->inside >= 2 && c->outside >= 2)
        return true;
    return c->breaks == 0 && is_tied(s, c, c->inside_fact) && (c->largest_now < LEAST_AMOUNT || is_tied(s, c, c->outside_fact));
}

/* Of two tables that contradict each other alone, the one that states no unit, or whose amounts are unusual. */
static bool is_better(const candidate *a, const candidate *b)
{
    int64_t score_a = (int64_t)a->mends - a->breaks, score_b = (int64_t)b->mends - b->breaks;
    if (score_a != score_b)
        return score_a > score_b;
    if (a->stated != b->stated)
        return !a->stated;
    int off_a = ABS(a->digits - USUAL_DIGITS), off_b = ABS(b->digits - USUAL_DIGITS);
    if (a->tables != b->tables)
        return a->tables < b->tables;
    return off_a < off_b;
}

/* The best of the candidates that mend most; false if none is convincing. */
static bool choose(search *s, candidate *best)
{
    bool any = false;
    size_t all = s->table_count * 2 * HRB__TABLE_UNITS;
    for (int k = 0; k < BEST; k++) {
        size_t most = 0;
        for (size_t i = 1; i < all; i++)
            most = s->mends[i] > s->mends[most] ? i : most;
        if (s->mends[most] == 0 || (any && s->mends[most] + best->breaks < best->mends))
            break;
        s->mends[most] = 0;
        candidate c = {.group = (uint32_t)(most / HRB__TABLE_UNITS), .unit = hrb__table_units[most % HRB__TABLE_UNITS]};
        look_closely(s, &c);
        if (!is_convincing(s, &c) || (any && !is_better(&c, best)))
            continue;
        *best = c;
        any = true;
    }
    return any;
}

/* From here on the facts are those in the right unit. */
static bool take_over(search *s, const candidate *c)
{
    hrb_report *report = s->report;
    size_t facts = report->document->fact_count;
    if (report->scaled == NULL) {
        report->scaled = g_try_new(hrb__fact, facts + 1);
        report->units = g_try_new(hrb_unit, s->table_count);
        if (report->scaled == NULL || report->units == NULL)
            return false;
        memcpy(report->scaled, report->document->facts, facts * sizeof *report->scaled);
        for (size_t t = 0; t < s->table_count; t++)
            report->units[t] = report->document->tables[t].unit;
        report->facts = report->scaled;
    }
    for (size_t f = 0; f < facts; f++)
        if (is_inside(s, c, report->scaled[f].table) && !rescale_fact(&report->scaled[f], unit_now(s, report->scaled[f].table), c->unit))
            report->scaled[f].value = 0;
    for (uint32_t t = 0; t < s->table_count; t++)
        if (is_inside(s, c, (int32_t)t))
            report->units[t] = c->unit;
    return true;
}

/* Judges again what the change touches: the broken equations that hold now are explained by it. Returns their number. */
static uint32_t judge_again(search *s, const candidate *c, hrb__finding *finding)
{
    hrb_report *report = s->report;
    uint32_t explained = 0;
    for (uint32_t e = 0; e < report->equation_count; e++) {
        hrb__equation *equation = &report->equations[e];
        bool touched = false;
        for (uint32_t i = 0; i < equation->term_count && !touched; i++)
            touched = is_inside(s, c, report->facts[report->terms[equation->first_term + i]].table);
        if (!touched || equation->verdict == HRB_VERDICT_NOT_EVALUATED)
            continue;
        uint8_t before = equation->verdict, now = (uint8_t)hrb__judge_equation(report, equation);
        if (before == HRB_VERDICT_FAIL && !equation->is_explained && now <= HRB_VERDICT_ROUNDING) {
            equation->is_explained = true;
            explained++;
            if (finding != NULL)
                hrb__finding_add_equation(report, finding, e);
        } else if (before != now && !equation->is_explained && now != HRB_VERDICT_NOT_EVALUATED) {
            report->verdicts[before]--;
            report->verdicts[now]++;
            equation->verdict = now;
        }
    }
    return explained;
}

static hrb__cell unit_line(const hrb_report *report, uint32_t t)
{
    const hrb__table *table = &report->document->tables[t];
    if (table->unit_stated)
        return table->unit_line;
    if (table->title.length > 0)
        return (hrb__cell){.offset = (uint32_t)(table->title.data - report->document->blocks.source.text), .length = (uint32_t)table->title.length};
    return report->document->blocks.cells[report->document->blocks.rows[table->first_block_row].first_cell];
}

static void say(hrb_report *report, hrb__finding *finding, const candidate *c, uint32_t table, hrb_unit stated, uint32_t explained)
{
    const char *zh = report->document->titles[table][0] != '\0' ? report->document->titles[table] : "（无标题）", *name = hrb__unit_name(c->unit);
    const char *printed = report->document->tables[table].unit_stated ? hrb__unit_name(stated) : NULL;
    if (printed == NULL)
        hrb__finding_say(report, finding, "“%1$s”没有写明金额单位，按%2$u个等式应为%3$s", "\"%1$s\" states no unit, but %2$u equation(s) call for %3$s", zh, explained, name);
    else if (c->tables > 1)
        hrb__finding_say(report, finding, "“%1$s”等%5$u张表的金额单位写作%4$s，按%2$u个等式应为%3$s",
                         "\"%1$s\" and others, %5$u tables, state the unit %4$s, but %2$u equation(s) call for %3$s", zh, explained, name, printed, c->tables);
    else
        hrb__finding_say(report, finding, "“%1$s”的金额单位写作%4$s，按%2$u个等式应为%3$s", "\"%1$s\" states the unit %4$s, but %2$u equation(s) call for %3$s",
                         zh, explained, name, printed);
}

static void report_unit(search *s, const candidate *c)
{
    hrb_report *report = s->report;
    uint32_t first = 0;
    while (!is_inside(s, c, (int32_t)first))
        first++;
    hrb_unit stated = unit_now(s, (int32_t)first);
    if (!take_over(s, c)) {
        report->out_of_memory = true;
        return;
    }
    bool is_missing = !report->document->tables[first].unit_stated;
    const hrb__rule *rule = hrb__rulebook_rule(report->document->rulebook, is_missing ? HRB__RULE_UNIT_MISSING : HRB__RULE_UNIT_WRONG);
    hrb__finding *finding = hrb__finding_new(report, rule);
    uint32_t explained = judge_again(s, c, finding);
    if (finding == NULL)
        return;
    finding->explains = explained;
    for (uint32_t t = 0; t < s->table_count; t++)
        if (is_inside(s, c, (int32_t)t))
            hrb__finding_add_cell(report, finding, t == first ? "suspect" : "same", (int32_t)t, -1, -1, unit_line(report, t));
    for (size_t k = 0; k < MIN(finding->equation_count, (size_t)MAX_SHOWN); k++) {
        const hrb__equation *equation = &report->equations[finding->equations[k]];
        for (uint32_t i = 0; i < MIN(equation->term_count, 2u); i++)
            hrb__finding_add_fact(report, finding, i == 0 ? "whole" : "part", report->terms[equation->first_term + i]);
    }
    say(report, finding, c, first, stated, explained);
}

/* One pass: what is still broken, and the candidate that explains most of it. Mostly no table does. */
static bool take_best(search *s)
{
    candidate best = {0};
    s->mended = 0;
    memset(s->mends, 0, s->table_count * 2 * HRB__TABLE_UNITS * sizeof *s->mends);
    for (uint32_t t = 0; t < s->table_count; t++)
        s->group_of[t] = (uint32_t)s->table_count * 2; /* none yet */
    count_all_mended(s, false);
    if (s->mended == 0)
        return false;
    group_tables(s);
    count_all_mended(s, true);
    if (!choose(s, &best))
        return false;
    report_unit(s, &best);
    return !s->report->out_of_memory;
}

static bool prepare(search *s)
{
    const hrb_report *report = s->report;
    s->group_of = g_try_new(uint32_t, s->table_count);
    s->mends = g_try_new(uint32_t, s->table_count * 2 * HRB__TABLE_UNITS);
    s->stamp = g_try_new0(uint32_t, report->document->fact_count + 1);
    s->open = g_try_new(uint32_t, report->verdicts[HRB_VERDICT_FAIL]);
    if (s->group_of == NULL || s->mends == NULL || s->stamp == NULL || s->open == NULL)
        return false;
    for (uint32_t e = 0; e < report->equation_count; e++)
        if (report->equations[e].verdict == HRB_VERDICT_FAIL && is_between(report, &report->equations[e]))
            s->open[s->open_count++] = e;
    return true;
}

void hrb__find_wrong_units(hrb_report *report)
{
    search s = {.report = report, .table_count = report->document->table_count};
    if (report->verdicts[HRB_VERDICT_FAIL] == 0 || s.table_count == 0)
        return;
    if (!prepare(&s)) {
        report->out_of_memory = true;
    } else {
        size_t passes = MIN((size_t)MAX_PASSES, 1 + MAX_WORK / (BEST * (report->term_count + 1)));
        for (size_t pass = 0; pass < passes && s.open_count > 0 && take_best(&s); pass++) {
        }
    }
    g_free(s.group_of);
    g_free(s.mends);
    g_free(s.stamp);
    g_free(s.open);
}
