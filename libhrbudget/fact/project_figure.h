/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of a text, each with its unit and what ties it to the next. */
#ifndef HRB_FACT_PROJECT_FIGURE_H
#define HRB_FACT_PROJECT_FIGURE_H

#include "fact/project.h"

#define HRB__MAX_MONEY_TEXT 65536 /* bytes of a budget section; a longer one is prose */

/* What ties a figure to the next. */
typedef enum hrb__tie {
    HRB__TIE_NONE,
    HRB__TIE_TIMES,
    HRB__TIE_EQUALS
} hrb__tie;

/* A figure in a text, with what follows it. */
struct hrb__text_figure {
    size_t start, digits_end, end; /* end: behind its unit */
    hrb_amount amount;             /* in fen; without a unit in yuan */
    bool is_money;
    hrb__tie behind;
    bool is_rate; /* 元/人 */
};

/* All of a text, until the next is asked for. */
hrb__text_figure *hrb__text_figures(hrb_document *document, hrb__text text, size_t *count);

/* The character at a place, 0 at the end. */
static inline uint32_t hrb__character_at(hrb__text text, size_t i, size_t *size)
{
    if (i >= text.length) {
        *size = 0;
        return 0;
    }
    return hrb__utf8_get(text.data + i, text.length - i, size);
}

static inline size_t hrb__skip_blanks(hrb__text text, size_t i)
{
    size_t size;
    for (uint32_t c; (c = hrb__character_at(text, i, &size)) != 0 && c != '\n' && hrb__is_blank(c);)
        i += size;
    return i;
}

#endif
