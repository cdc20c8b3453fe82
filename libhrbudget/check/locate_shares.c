/* SPDX-License-Identifier: Apache-2.0 */
/* Shares that are all worked out from another total than the one they are said
 * to be of: one cause, told once. */
#include <glib.h>

#include "check/locate.h"

#define WHOLE 10000 /* 100% in hundredths of a percent */
#define FEWEST_SHARES 2
#define FEWEST_QUANTA 50 /* of a share: 2% is of nearly any total, 8.75% is not */
#define MAX_SHARES_SHOWN 40

typedef __int128 wide;

/* Totals, in fen. */
typedef struct range {
    int64_t low, high;
} range;

static bool is_broken_share(const hrb__locator *l, uint32_t e, uint32_t whole)
{
    const hrb__equation *equation = &l->report->equations[e];
    return equation->rule->kind == HRB__RULE_SHARE && equation->form == HRB__FORM_RATIO && equation->verdict == HRB_VERDICT_FAIL && hrb__is_open(l, e) && l->report->terms[equation->first_term + 2] == whole;
}

/* The totals that a share and its part allow; false where nearly any would do, or the share is but cut off or rounded badly. */
static bool totals_of(const hrb_report *report, const hrb__equation *equation, range *out)
{
    hrb__rate rate = hrb__equation_rate(report, equation);
    wide share = (wide)rate.value[0] * 2, part = (wide)rate.value[1] * 2, unit = rate.quantum[0];
    if (rate.value[0] < FEWEST_QUANTA * rate.quantum[0] || part <= rate.quantum[1] || hrb__magnitude(equation->residual) <= rate.quantum[0])
        return false;
    wide most = share + unit, least = share - unit, low = ((part - rate.quantum[1]) * WHOLE + most - 1) / most, high = (part + rate.quantum[1]) * WHOLE / least;
    if (low > high || high > INT64_MAX)
        return false;
    *out = (range){(int64_t)low, (int64_t)high};
    return true;
}

/* The shares of a total that fit one other total: how many, and the totals that all of them allow. 0 if they do not agree. */
static size_t agree_on_total(const hrb__locator *l, uint32_t whole, range *all)
{
    size_t count = 0;
    *all = (range){0, INT64_MAX};
    for (uint32_t i = l->start[whole]; i < l->start[whole + 1]; i++) {
        range one;
        if (!is_broken_share(l, l->equations[i], whole))
            continue;
        if (!totals_of(l->report, &l->report->equations[l->equations[i]], &one))
            return 0;
        *all = (range){MAX(all->low, one.low), MIN(all->high, one.high)};
        if (all->low > all->high)
            return 0;
        count++;
    }
    return count;
}

/* The roundest amount of a range. */
static int64_t roundest(range r)
{
    for (int64_t step = INT64_C(100000000000000000); step > 1; step /= 10) {
        int64_t amount = r.high / step * step;
        if (amount >= r.low && amount > 0)
            return amount;
    }
    return r.high;
}

static void report_shares(hrb__locator *l, uint32_t first, uint32_t whole, size_t count, range totals)
{
    hrb_report *report = l->report;
    const hrb__rule *rule = report->equations[first].rule;
    hrb__finding *finding = hrb__finding_new(report, rule);
    for (uint32_t i = l->start[whole], shown = 0; i < l->start[whole + 1]; i++) {
        uint32_t e = l->equations[i];
        if (!is_broken_share(l, e, whole))
            continue;
        l->settled[e] = 1;
        hrb__touch(l, e);
        if (finding == NULL)
            continue;
        hrb__finding_add_equation(report, finding, e);
        if (shown++ < MAX_SHARES_SHOWN)
            hrb__finding_add_fact(report, finding, "suspect", report->terms[report->equations[e].first_term]);
    }
    if (finding == NULL)
        return;
    finding->explains = (uint32_t)count;
    hrb__finding_add_fact(report, finding, "whole", whole);
    hrb__finding_say(report, finding, "%1$s：%2$zu个占比都不以%3$s列示的 %4$s 为基数，而以约 %5$s 为基数：总额有误，或者是另一口径的总额%6$.0s",
                     "%6$s: %2$zu {share is|shares are} not of the %4$s that %3$s states, but all of about %5$s: the total is wrong, or another one is meant%1$.0s", rule->text[HRB_LANG_ZH], count,
                     hrb__fact_label(report, whole), report->document->fact_texts[whole], hrb__money(report, roundest(totals), hrb__fact_unit(report, whole)), rule->text[HRB_LANG_EN]);
}

void hrb__report_shares(hrb__locator *l)
{
    const hrb_report *report = l->report;
    for (size_t k = 0; k < l->broken_count; k++) {
        uint32_t e = l->broken[k];
        uint32_t whole = report->equations[e].form != HRB__FORM_RATIO || report->equations[e].term_count != 3 ? UINT32_MAX : report->terms[report->equations[e].first_term + 2];
        if (whole == UINT32_MAX || !is_broken_share(l, e, whole))
            continue;
        uint32_t i = l->start[whole];
        while (!is_broken_share(l, l->equations[i], whole))
            i++;
        range totals;
        size_t count = l->equations[i] != e ? 0 : agree_on_total(l, whole, &totals); /* asked once, by the first of them */
        if (count >= FEWEST_SHARES)
            report_shares(l, e, whole, count, totals);
    }
}
