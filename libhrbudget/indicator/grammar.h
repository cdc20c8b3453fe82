/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the grammar share: the parser over the tokens of one target. grammar.c has the rules. */
#ifndef HRB_INDICATOR_GRAMMAR_H
#define HRB_INDICATOR_GRAMMAR_H

#include "indicator/token.h"

#define FIRST_YEAR 1990
#define LAST_YEAR 2100
#define MAX_PER 3

/* What counts as a quantity. A reading that turns out doubtful is given up for the next. */
typedef enum reading {
    READ_ALL,
    READ_NO_NUMERALS, /* 三支一扶 is no three of anything */
    READ_DATES
} reading;

typedef struct hrb__parser {
    hrb__tokens *tokens;
    hrb_target *out;
    hrb__arena *arena;
    reading mode;
    bool memory, contradiction, overflow, numeral, has_unit;
    hrb__text per[MAX_PER];
    size_t per_count;
    int16_t year; /* one that stands alone: of the period */
    bool the_year; /* 全年 */
    bool named;    /* the figure ends a text that says what it is of: 投诉率为0 */
    size_t front_period;         /* behind a period between comparator and figure, or 0 */
    size_t value_start, value_end; /* of the quantity that is taken, if it is no range */
    size_t from_start, from_end; /* of a quantity that 由 or 从 begins; the end 0 for none */
} hrb__parser;

static inline hrb__token *at(hrb__parser *p, size_t i)
{
    return &p->tokens->items[i < p->tokens->count ? i : p->tokens->count];
}

static inline bool is(hrb__parser *p, size_t i, hrb__word_kind kind)
{
    return at(p, i)->kind == kind;
}

static inline bool is_end(hrb__parser *p, size_t i, int value)
{
    return is(p, i, HRB__WORD_ENDS) && at(p, i)->value == value;
}

static inline bool is_figure(hrb__parser *p, size_t i)
{
    return is(p, i, HRB__TOKEN_FIGURE) || is(p, i, HRB__TOKEN_NUMERAL);
}

/* A whole figure within bounds, or -1. */
static inline int whole(hrb__parser *p, size_t i, int low, int high)
{
    const hrb__token *t = at(p, i);
    bool fits = is_figure(p, i) && t->number.scale == 0 && t->number.digits >= low && t->number.digits <= high;
    return fits ? (int)t->number.digits : -1;
}

static inline bool is_lower_word(const hrb__token *t)
{
    return t->kind == HRB__WORD_BEFORE && (t->value == HRB_COMPARE_AT_LEAST || t->value == HRB_COMPARE_MORE);
}

static inline void use(hrb__parser *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        at(p, i)->used = true;
}

static inline hrb__text span(hrb__parser *p, size_t from, size_t to)
{
    size_t start = at(p, from)->start, end = at(p, to - 1)->end;
    return (hrb__text){p->tokens->text.data + start, end - start};
}

static inline const char *keep(hrb__parser *p, hrb__text text)
{
    if (text.length == 0)
        return "";
    const char *copy = hrb__arena_text(p->arena, text.data, text.length);
    p->memory = p->memory && copy != NULL;
    return copy == NULL ? "" : copy;
}

static inline hrb__text canonical(const hrb__keyword *word)
{
    return (hrb__text){word->same, strlen(word->same)};
}

/* A figure with its unit. */
typedef struct hrb__measure {
    hrb_decimal value;
    uint8_t magnitude, unit_class;
    bool has_unit, about, numeral, within;
    int inclusion; /* 0 not said, 1 含, -1 不含 */
    hrb__text unit, per[MAX_PER];
    size_t per_count;
    bool overflow;
} hrb__measure;

/* Each rule returns where it ends, or where it began if it does not apply.
 * measure.c: figures with units. */
size_t hrb__measure_at(hrb__parser *p, size_t i, hrb__measure *m);
size_t hrb__unit_at(hrb__parser *p, size_t i, hrb__text *unit, uint8_t *class);
size_t hrb__per_unit_at(hrb__parser *p, size_t i, hrb__text *unit);
size_t hrb__inclusion_at(hrb__parser *p, size_t i, int *inclusion);
void hrb__scale_up(hrb__measure *m, unsigned power);

/* quantity.c: measures with comparators. */
size_t hrb__take_quantity(hrb__parser *p, size_t i);
size_t hrb__take_interval(hrb__parser *p, size_t i);
size_t hrb__take_chain(hrb__parser *p, size_t i);
size_t hrb__take_frequency(hrb__parser *p, size_t i);
size_t hrb__after_at(hrb__parser *p, size_t i, int *after, int *inclusion);
hrb_comparator hrb__with_inclusion(hrb_comparator c, int inclusion);
void hrb__write_per(hrb__parser *p);

/* date.c: deadlines and what recurs. */
size_t hrb__take_date(hrb__parser *p, size_t i);
size_t hrb__take_period(hrb__parser *p, size_t i);
void hrb__write_dates(hrb__parser *p);

#endif
