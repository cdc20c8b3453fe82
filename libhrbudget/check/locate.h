/* SPDX-License-Identifier: Apache-2.0 */
/* The search for wrong cells (locate.c) and what it reports (locate_findings.c). */
#ifndef HRB_CHECK_LOCATE_H
#define HRB_CHECK_LOCATE_H

#include "check/report.h"

/* A cell, and the change of it that mends equations. */
typedef struct hrb__candidate {
    uint32_t fact;
    int64_t change; /* that mends the equations */
    uint32_t mends, breaks;
    int weight; /* how telling the slip is */
    const char *slip;
} hrb__candidate;

#define MAX_CONSIDERED 512 /* cells of a pass; the rest come in the next */

typedef struct hrb__locator {
    hrb_report *report;
    uint32_t *start;     /* by fact: its equations begin here; only doubted facts have any */
    uint32_t *equations; /* index of equation, in order */
    uint32_t *broken;    /* the equations that do not hold exactly, in order */
    size_t broken_count, broken_terms;
    uint8_t *settled;    /* by equation */
    int64_t *shift;      /* by equation: what the cells taken so far change of its residual */
    uint32_t *finding;   /* by fact: the finding that corrects it + 1, or 0 */
    uint32_t *doubted;   /* facts in equations that do not hold */
    size_t doubted_count;
    hrb__candidate *tried;   /* by place in doubted: what was found when it was last tried; mends 0 if nothing */
    uint32_t *place;         /* by fact: its place in doubted + 1, or 0 */
    uint8_t *is_stale;       /* by place: an equation of it has changed since */
    uint32_t *stale;         /* places, each once */
    size_t stale_count;
    const hrb__candidate *candidates[2 * MAX_CONSIDERED]; /* of one pass, best first */
    size_t candidate_count;
} hrb__locator;

/* locate.c */
/* An equation has been settled, or its residual has changed: its cells are to be tried again. */
void hrb__touch(hrb__locator *l, uint32_t e);
int64_t hrb__magnitude(int64_t value);
/* Whether an equation is broken and not yet settled by the cells taken so far. */
bool hrb__is_open(const hrb__locator *l, uint32_t e);
/* Whether the corrections of several cells together have mended an equation. */
bool hrb__is_mended(const hrb__locator *l, uint32_t e);
/* Whether an equation holds once the fact is changed. */
bool hrb__holds_after(const hrb__locator *l, uint32_t e, uint32_t fact, int64_t change, bool exactly);

/* locate_shares.c. Broken shares of one total that all fit another one. */
void hrb__report_shares(hrb__locator *l);

/* locate_twins.c. A part and its whole of one row that were both typed wrong by the same amount. */
void hrb__report_twins(hrb__locator *l);

/* locate_findings.c. A sentence gives in 万元 what a table gives in yuan: rounded as it should be, which is nobody's finding. */
bool hrb__is_unit_rounding(const hrb_report *report, const hrb__equation *equation);
/* One wrong cell and every equation that its change mends; they are settled. */
void hrb__report_cell(hrb__locator *l, const hrb__candidate *c);
/* An equation of which it cannot be told which figure is wrong. */
void hrb__report_equation(hrb__locator *l, uint32_t e);
/* An equation that several corrections mend is linked under the first of them. */
void hrb__link_mended(hrb__locator *l, uint32_t e);

#endif
