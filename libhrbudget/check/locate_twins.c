/* SPDX-License-Identifier: Apache-2.0 */
/* One slip that stands in two cells of a row: the part was typed wrong, and the
 * whole beside it was worked out from it. Each of the two alone would mend the sum
 * of its own column and break that of the row; both together break nothing. */
#include "check/locate.h"

static const hrb__candidate *tried(const hrb__locator *l, uint32_t fact)
{
    uint32_t place = l->place[fact];
    const hrb__candidate *c = place == 0 ? NULL : &l->tried[place - 1];
    return c == NULL || c->fact != fact || c->mends == 0 || c->breaks != 1 ? NULL : c;
}

/* The one equation that holds and would not any more; UINT32_MAX if it is no sum. */
static uint32_t broken_by(const hrb__locator *l, const hrb__candidate *c)
{
    for (uint32_t i = l->start[c->fact]; i < l->start[c->fact + 1]; i++) {
        uint32_t e = l->equations[i];
        const hrb__equation *equation = &l->report->equations[e];
        if (equation->verdict <= HRB_VERDICT_ROUNDING && !l->settled[e] && !hrb__holds_after(l, e, c->fact, c->change, false))
            return equation->form == HRB__FORM_SUM && !equation->at_most && !equation->at_least ? e : UINT32_MAX;
    }
    return UINT32_MAX;
}

/* The part that was typed wrong as this whole was, in the same row; NULL if there is none, or more than one. */
static const hrb__candidate *twin_of(const hrb__locator *l, const hrb__candidate *whole, size_t *work)
{
    const hrb_report *report = l->report;
    const hrb__fact *facts = report->facts;
    uint32_t e = broken_by(l, whole);
    if (e == UINT32_MAX || report->terms[report->equations[e].first_term] != whole->fact)
        return NULL;
    const hrb__candidate *found = NULL;
    *work += report->equations[e].term_count;
    for (uint32_t t = 1; t < report->equations[e].term_count; t++) {
        uint32_t fact = report->terms[report->equations[e].first_term + t];
        const hrb__candidate *part = tried(l, fact);
        bool same_row = facts[fact].table >= 0 && facts[fact].table == facts[whole->fact].table && facts[fact].row == facts[whole->fact].row;
        if (part == NULL || !same_row || part->change != whole->change || broken_by(l, part) != e)
            continue;
        if (found != NULL)
            return NULL;
        found = part;
    }
    return found;
}

#define MAX_WORK 2000000 /* terms looked at; what is left then stays undecided */

/* Whether another row of the same sum would do as well. */
static bool has_rival(const hrb__locator *l, const hrb__candidate *c, size_t *work)
{
    const hrb_report *report = l->report;
    for (uint32_t i = l->start[c->fact]; i < l->start[c->fact + 1]; i++) {
        uint32_t e = l->equations[i];
        if (!hrb__is_open(l, e))
            continue;
        for (uint32_t t = 0; t < report->equations[e].term_count && *work < MAX_WORK; t++) {
            *work += 1;
            const hrb__candidate *other = tried(l, report->terms[report->equations[e].first_term + t]);
            if (other == NULL || other == c || other->weight + 1 < c->weight)
                continue;
            if (twin_of(l, other, work) != NULL)
                return true;
        }
    }
    return *work >= MAX_WORK;
}

void hrb__report_twins(hrb__locator *l)
{
    size_t work = 0;
    for (size_t i = 0; i < l->doubted_count && work < MAX_WORK; i++) {
        const hrb__candidate *whole = tried(l, l->doubted[i]);
        const hrb__candidate *part = whole == NULL ? NULL : twin_of(l, whole, &work);
        if (part == NULL || has_rival(l, whole, &work))
            continue;
        const hrb__candidate both[] = {*part, *whole};
        hrb__report_cell(l, &both[0]);
        hrb__report_cell(l, &both[1]);
        l->tried[l->place[both[0].fact] - 1].mends = l->tried[l->place[both[1].fact] - 1].mends = 0;
    }
}
