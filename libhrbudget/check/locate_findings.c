/* SPDX-License-Identifier: Apache-2.0 */
/* What the search for wrong cells reports. */
#include <glib.h>
#include <string.h>

#include "check/locate.h"
#include "check/message.h"

#define MAX_TERMS_SHOWN 40
#define MAX_PAIRS 1024 /* of one figure that are looked through for the same dispute, each for each */

/* A sentence gives in 万元 what a table gives in yuan: rounded as it should be, which is nobody's finding. */
bool hrb__is_unit_rounding(const hrb_report *report, const hrb__equation *equation)
{
    for (uint32_t i = 0; i < equation->term_count && equation->verdict == HRB_VERDICT_ROUNDING; i++)
        if (report->facts[report->terms[equation->first_term + i]].table < 0)
            return true;
    return false;
}

/* All but those that are shown for something else. */
static void show_terms(hrb_report *report, hrb__finding *finding, const hrb__equation *equation, uint32_t suspect, uint32_t source)
{
    uint32_t shown = MIN(equation->term_count, MAX_TERMS_SHOWN);
    bool pair = equation->rule->kind == HRB__RULE_SAME || equation->rule->kind == HRB__RULE_EQUAL || equation->rule->kind == HRB__RULE_AT_MOST;
    for (uint32_t i = 0; i < shown; i++) {
        uint32_t fact = report->terms[equation->first_term + i];
        if (fact != suspect && fact != source)
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
    if (report->facts[fact].value_kind == HRB_VALUE_FEN)
        return hrb__money(report, value, hrb__fact_unit(report, fact));
    return report->facts[fact].value_kind == HRB_VALUE_COUNT ? hrb__count(report, value) : hrb__percent(report, value);
}

/* Settles every equation that the change mends; the first of them, a broken one before one that rounding explains. */
static const hrb__equation *settle_mended(hrb__locator *l, const hrb__candidate *c, uint32_t *mended, uint32_t *count)
{
    const hrb_report *report = l->report;
    const hrb__equation *first = NULL;
    *count = 0;
    for (uint32_t i = l->start[c->fact]; i < l->start[c->fact + 1]; i++) {
        uint32_t e = l->equations[i];
        if (!hrb__is_open(l, e) || !hrb__holds_after(l, e, c->fact, c->change, false))
            continue;
        l->settled[e] = 1;
        hrb__touch(l, e);
        mended[(*count)++] = e;
        if (first == NULL || (report->equations[e].verdict == HRB_VERDICT_FAIL && first->verdict != HRB_VERDICT_FAIL))
            first = &report->equations[e];
    }
    return first;
}

/* Cut off instead of rounded: off by less than one last digit; of a rate, whose change is rounded already, by one. */
static bool is_truncated(const hrb__fact *fact, const hrb__candidate *c, const hrb__equation *first)
{
    int64_t off = hrb__magnitude(c->change);
    bool is_rate = fact->value_kind == HRB_VALUE_PERCENT_BP;
    return fact->table < 0 && is_rate == (first->form != HRB__FORM_SUM) && (is_rate ? off <= fact->quantum && hrb__magnitude(fact->value) < hrb__magnitude(fact->value + c->change) : off < fact->quantum);
}

/* What should be printed: in a sentence rounded to the digits that it states. */
static hrb_fen to_print(const hrb__fact *fact, hrb_fen value)
{
    hrb_fen rounded;
    return fact->table < 0 && fact->quantum > 1 && hrb_fen_round(value, fact->quantum, HRB_ROUND_HALF_UP, &rounded) == HRB_OK ? rounded : value;
}

/* 下降1.88% is told without a sign: what should be told in its place neither has one. */
static int64_t as_told(const hrb_report *report, uint32_t index, int64_t value)
{
    const hrb__fact *fact = &report->facts[index];
    const char *printed = report->document->fact_texts[index];
    return fact->table < 0 && fact->value < 0 && printed[0] >= '0' && printed[0] <= '9' && value != INT64_MIN ? -value : value;
}

#define ROWS_AROUND 16 /* an amount is taken from a row that the eye slips to */

/* Three digits before the zeros at its end: shorter amounts are alike by chance. */
static bool is_telling(hrb_fen amount)
{
    uint64_t digits = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    while (digits != 0 && digits % 10 == 0)
        digits /= 10;
    return digits >= 100;
}

/* The amount of another row of the same column that is printed in a cell; UINT32_MAX if there is none. The nearest, those above first. */
static uint32_t copied_from(const hrb_report *report, uint32_t fact)
{
    const hrb__fact *facts = report->facts, *f = &facts[fact];
    const hrb__table *table = f->table < 0 ? NULL : &report->document->tables[f->table];
    if (table == NULL || f->value_kind != HRB_VALUE_FEN || !is_telling(f->value))
        return UINT32_MAX;
    for (int32_t away = 1; away <= ROWS_AROUND; away++)
        for (int side = -1; side <= 1; side += 2) {
            int32_t row = f->row + side * away, other = row < 0 || row >= (int32_t)table->row_count ? HRB__NO_FACT : table->rows[row].fact_of[f->column];
            if (other >= 0 && facts[other].value == f->value)
                return (uint32_t)other;
        }
    return UINT32_MAX;
}

/* Another value: that of another row, if there is one; or UINT32_MAX. */
static uint32_t look_for_copy(hrb_report *report, hrb__finding *finding, uint32_t fact)
{
    uint32_t source = finding->has_cause && strcmp(finding->slip, "value") == 0 ? copied_from(report, fact) : UINT32_MAX;
    if (source != UINT32_MAX) {
        finding->slip = "copied";
        hrb__finding_add_fact(report, finding, "source", source);
    }
    return source;
}

/* What probably happened; of an amount of another row, which one. */
static const char *cause_text(hrb_report *report, const hrb__finding *finding, hrb_lang lang)
{
    const char *words = hrb__slip_text(finding->slip, lang), *row = strcmp(finding->slip, "copied") == 0 ? finding->locations[1].path[0] : NULL;
    if (row == NULL)
        return words;
    hrb__text name = {row, strlen(row)}, parts[] = {{words, strlen(words)}, lang == HRB_LANG_ZH ? HRB__TEXT("：“") : HRB__TEXT(": \""), name,
                                                     lang == HRB_LANG_ZH ? HRB__TEXT("”") : HRB__TEXT("\"")};
    const char *text = hrb__message_join(&report->arena, parts, G_N_ELEMENTS(parts));
    report->out_of_memory = report->out_of_memory || text == NULL;
    return text == NULL ? "" : text;
}

static void say_cell(hrb_report *report, hrb__finding *finding, const hrb__equation *first, const hrb__candidate *c, uint32_t count)
{
    const hrb__fact *fact = &report->facts[c->fact];
    const char *label = hrb__fact_label(report, c->fact), *printed = report->document->fact_texts[c->fact];
    const char *expected = figure_text(report, c->fact, as_told(report, c->fact, to_print(fact, fact->value + c->change)));
    const char *difference = figure_text(report, c->fact, as_told(report, c->fact, -c->change));
    if (first->verdict == HRB_VERDICT_ROUNDING) {
        const char *tolerance = figure_text(report, c->fact, first->tolerance);
        hrb__finding_say(report, finding, "%1$s：%2$s 列示 %3$s，与%4$u个等式相差 %5$s，在四舍五入范围内（容差 %6$s）%7$.0s",
                         "%7$s: %2$s states %3$s; %4$u {equation differs|equations differ} by %5$s, which rounding explains (tolerance %6$s)%1$.0s",
                         first->rule->text[HRB_LANG_ZH], label, printed, count, difference, tolerance, first->rule->text[HRB_LANG_EN]);
        return;
    }
    hrb__finding_say(report, finding, "%1$s：%2$s 列示 %3$s，按%4$u个等式应为 %5$s，相差 %6$s（%7$s）%8$.0s%9$.0s",
                     "%8$s: %2$s states %3$s, but %4$u {equation calls|equations call} for %5$s, a difference of %6$s (%9$s)%1$.0s%7$.0s",
                     first->rule->text[HRB_LANG_ZH], label, printed, count, expected, difference, cause_text(report, finding, HRB_LANG_ZH),
                     first->rule->text[HRB_LANG_EN], cause_text(report, finding, HRB_LANG_EN));
}

/* The cell counts as corrected from here on. */
static void correct(hrb__locator *l, const hrb__candidate *c, size_t finding)
{
    l->finding[c->fact] = (uint32_t)finding;
    for (uint32_t i = l->start[c->fact]; i < l->start[c->fact + 1]; i++) {
        uint32_t e = l->equations[i];
        const hrb__equation *equation = &l->report->equations[e];
        int64_t change = l->report->terms[equation->first_term] == c->fact ? c->change : -c->change;
        if (equation->form == HRB__FORM_SUM && __builtin_add_overflow(l->shift[e], change, &l->shift[e]))
            l->shift[e] = 0;
        hrb__touch(l, e);
    }
}

/* An equation that several corrections together mend is linked under the first of them. */
void hrb__link_mended(hrb__locator *l, uint32_t e)
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
void hrb__report_cell(hrb__locator *l, const hrb__candidate *c)
{
    hrb_report *report = l->report;
    const hrb__fact *fact = &report->facts[c->fact];
    uint32_t *mended = g_try_new(uint32_t, l->start[c->fact + 1] - l->start[c->fact] + 1), count = 0;
    const hrb__equation *first = mended == NULL ? NULL : settle_mended(l, c, mended, &count);
    report->out_of_memory = report->out_of_memory || mended == NULL;
    hrb__finding *finding = first == NULL || hrb__is_unit_rounding(report, first) ? NULL : hrb__finding_new(report, first->rule);
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
        show_terms(report, finding, first, c->fact, look_for_copy(report, finding, c->fact));
        if (!report->out_of_memory)
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
                         equation->rule->text[HRB_LANG_ZH], label, printed, hrb__percent(report, as_told(report, stated, result.follows)), equation->rule->text[HRB_LANG_EN]);
}

static void say_sum(hrb_report *report, hrb__finding *finding, const hrb__equation *equation)
{
    uint32_t whole = report->terms[equation->first_term];
    bool rounding = equation->verdict == HRB_VERDICT_ROUNDING;
    const char *label = hrb__fact_label(report, whole), *printed = report->document->fact_texts[whole];
    const char *other = figure_text(report, whole, report->facts[whole].value - equation->residual), *difference = figure_text(report, whole, equation->residual);
    const char *tolerance = figure_text(report, whole, equation->tolerance);
    const char *zh_end = rounding ? "在四舍五入范围内" : "无法判断是哪一个数有误", *en_end = rounding ? "rounding explains it" : "which figure is wrong cannot be told";
    hrb__finding_say(report, finding, "%1$s：%2$s 列示 %3$s，另一方为 %4$s，相差 %5$s，容差 %6$s；%7$s%8$.0s%9$.0s",
                     "%8$s: %2$s states %3$s, the other side %4$s, a difference of %5$s, tolerance %6$s; %9$s%1$.0s%7$.0s",
                     equation->rule->text[HRB_LANG_ZH], label, printed, other, difference, tolerance, zh_end,
                     equation->rule->text[HRB_LANG_EN], en_end);
}

static bool is_pair(const hrb__equation *equation)
{
    return equation->form == HRB__FORM_SUM && equation->term_count == 2;
}

/* The next equation from place `i` of a fact's that holds this figure against another one and differs as the pair `e` does; or UINT32_MAX. */
static uint32_t next_twin(const hrb__locator *l, uint32_t e, uint32_t fact, uint32_t *i)
{
    const hrb__equation *equations = l->report->equations;
    if (l->start[fact + 1] - l->start[fact] > MAX_PAIRS)
        return UINT32_MAX;
    while (*i < l->start[fact + 1]) {
        uint32_t other = l->equations[(*i)++];
        const hrb__equation *twin = &equations[other];
        if (other != e && !l->settled[other] && is_pair(twin) && twin->verdict == equations[e].verdict && hrb__magnitude(twin->residual) == hrb__magnitude(equations[e].residual))
            return other;
    }
    return UINT32_MAX;
}

/* The figure of a pair that others contradict too, in the same way; or the first of the pair. */
static uint32_t disputed_fact(const hrb__locator *l, uint32_t e)
{
    const uint32_t *terms = &l->report->terms[l->report->equations[e].first_term];
    uint32_t i = l->start[terms[1]];
    return next_twin(l, e, terms[1], &i) != UINT32_MAX ? terms[1] : terms[0];
}

/* One figure that contradicts many others in the same way is told once, with all of them. */
static void add_twins(hrb__locator *l, hrb__finding *finding, uint32_t e, uint32_t fact)
{
    hrb_report *report = l->report;
    uint32_t i = l->start[fact], twin;
    while ((twin = next_twin(l, e, fact, &i)) != UINT32_MAX) {
        const uint32_t *terms = &report->terms[report->equations[twin].first_term];
        l->settled[twin] = 1;
        hrb__finding_add_equation(report, finding, twin);
        hrb__finding_add_fact(report, finding, "same", terms[0] == fact ? terms[1] : terms[0]);
        finding->explains++;
        if (finding->verdict == HRB_VERDICT_FAIL)
            finding->severity = MAX(finding->severity, report->equations[twin].rule->severity);
    }
}

/* Of several pairs that one figure disagrees in, the one that begins with it is the one to tell: its place is the figure's. */
static uint32_t leading_pair(const hrb__locator *l, uint32_t e, uint32_t fact)
{
    uint32_t i = l->start[fact], twin = e;
    do {
        if (l->report->terms[l->report->equations[twin].first_term] == fact)
            return twin;
        twin = next_twin(l, e, fact, &i);
    } while (twin != UINT32_MAX);
    return e;
}

/* An equation of which it cannot be told which figure is wrong. */
void hrb__report_equation(hrb__locator *l, uint32_t e)
{
    hrb_report *report = l->report;
    uint32_t disputed = 0;
    if (is_pair(&report->equations[e])) {
        disputed = disputed_fact(l, e);
        e = leading_pair(l, e, disputed);
    }
    const hrb__equation *equation = &report->equations[e];
    l->settled[e] = 1;
    hrb__finding *finding = hrb__is_unit_rounding(report, equation) ? NULL : hrb__finding_new(report, equation->rule);
    if (finding == NULL)
        return;
    const hrb__fact *fact = &report->facts[report->terms[equation->first_term]];
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
    show_terms(report, finding, equation, UINT32_MAX, UINT32_MAX);
    if (is_pair(equation))
        add_twins(l, finding, e, disputed);
    if (equation->form == HRB__FORM_SUM)
        say_sum(report, finding, equation);
    else
        say_rate(report, finding, equation);
}
