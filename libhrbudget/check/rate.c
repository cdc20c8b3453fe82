/* SPDX-License-Identifier: Apache-2.0 */
#include "check/rate.h"

typedef __int128 wide;

#define WHOLE 10000 /* 100% in hundredths of a percent */
#define MOST (INT64_C(40) * 1000000000000000) /* so that every product below fits 128 bits; 400万亿 yuan */

/* An exact fraction; below is never negative. */
typedef struct fraction {
    wide above, below;
} fraction;

static fraction rate_of(hrb__form form, int64_t figure, int64_t other)
{
    switch (form) {
    case HRB__FORM_GROWTH:
        return (fraction){(wide)figure - other, other};
    case HRB__FORM_INCREASE:
        return (fraction){other, (wide)figure - other};
    case HRB__FORM_REACHED:
        return (fraction){figure, (wide)figure - other};
    default:
        return (fraction){figure, other};
    }
}

static wide divide_rounded(wide above, wide below)
{
    if (below < 0) {
        above = -above;
        below = -below;
    }
    return above < 0 ? -((-above * 2 + below) / (below * 2)) : (above * 2 + below) / (below * 2);
}

static bool fits(wide value)
{
    return value <= INT64_MAX && value >= INT64_MIN;
}

static int64_t to_quantum(wide value, int64_t quantum)
{
    wide rounded = quantum > 1 ? divide_rounded(value, quantum) * quantum : value;
    return fits(rounded) ? (int64_t)rounded : value < 0 ? INT64_MIN : INT64_MAX;
}

/* a <= b for fractions with below > 0, both scaled to rates of at most 2^63. */
static bool at_most(fraction a, fraction b)
{
    return a.above * b.below <= b.above * a.below;
}

/* The lowest and the highest rate that the amounts allow; false: no bound above. */
static bool range_of(const hrb__rate *r, fraction *low, fraction *high)
{
    bool bounded = true, first = true;
    for (int corner = 0; corner < 4; corner++) {
        int64_t half1 = r->quantum[1] / 2, half2 = r->quantum[2] / 2;
        wide figure = (wide)r->value[1] + (corner & 1 ? half1 : -half1), other = (wide)r->value[2] + (corner & 2 ? half2 : -half2);
        if (!fits(figure) || !fits(other))
            return false;
        fraction f = rate_of(r->form, (int64_t)figure, (int64_t)other);
        if (f.below <= 0) {
            bounded = false;
            continue;
        }
        f.above *= WHOLE;
        if (first || at_most(f, *low))
            *low = f;
        if (first || at_most(*high, f))
            *high = f;
        first = false;
    }
    return bounded && !first;
}

hrb__rate_result hrb__judge_rate(const hrb__rate *r)
{
    for (int i = 0; i < 3; i++)
        if (r->value[i] > MOST || r->value[i] < -MOST || r->quantum[i] > MOST)
            return (hrb__rate_result){.verdict = HRB_VERDICT_NOT_EVALUATED, .has_base = true};
    hrb__rate_result result = {.verdict = HRB_VERDICT_FAIL, .tolerance = (r->quantum[0] + 1) / 2};
    fraction exact = rate_of(r->form, r->value[1], r->value[2]), low = {0, 1}, high = {0, 1};
    result.has_base = exact.below > 0;
    if (!result.has_base) {
        /* 0 of 0 written as 0.00% or 100% is a way of filling in a form; only growth from 0 to something has no rate. */
        if (exact.above == 0 && (r->form == HRB__FORM_RATIO || r->value[0] == 0))
            result.verdict = HRB_VERDICT_NOT_EVALUATED;
        return result;
    }
    result.follows = to_quantum(divide_rounded(exact.above * WHOLE, exact.below), r->quantum[0]);
    bool bounded = range_of(r, &low, &high);
    /* Doubled, so that half of the last digit is whole. */
    fraction stated_low = {(wide)r->value[0] * 2 - r->quantum[0], 2}, stated_high = {(wide)r->value[0] * 2 + r->quantum[0], 2};
    fraction point = {exact.above * WHOLE, exact.below};
    if (at_most(stated_low, point) && at_most(point, stated_high))
        result.verdict = HRB_VERDICT_PASS;
    else if (!bounded || (at_most(low, stated_high) && at_most(stated_low, high)))
        result.verdict = HRB_VERDICT_ROUNDING;
    return result;
}

bool hrb__solve_rate(const hrb__rate *r, int term, int64_t *value)
{
    if (hrb__judge_rate(r).verdict == HRB_VERDICT_NOT_EVALUATED)
        return false;
    wide rate = r->value[0], figure = r->value[1], other = r->value[2], above, below;
    fraction f = rate_of(r->form, r->value[1], r->value[2]);
    if (term == 0) {
        above = f.above * WHOLE;
        below = f.below;
    } else if (r->form == HRB__FORM_GROWTH) {
        above = term == 1 ? other * (WHOLE + rate) : figure * WHOLE;
        below = term == 1 ? WHOLE : WHOLE + rate;
    } else if (r->form == HRB__FORM_INCREASE) {
        above = term == 1 ? other * (WHOLE + rate) : figure * rate;
        below = term == 1 ? rate : WHOLE + rate;
    } else if (r->form == HRB__FORM_REACHED) {
        above = term == 1 ? other * rate : figure * (rate - WHOLE);
        below = term == 1 ? rate - WHOLE : rate;
    } else {
        above = term == 1 ? other * rate : figure * WHOLE;
        below = term == 1 ? WHOLE : rate;
    }
    if (below == 0)
        return false;
    *value = to_quantum(divide_rounded(above, below), r->quantum[term]);
    return true;
}
