/* SPDX-License-Identifier: Apache-2.0 */
/* A running text as tokens: figures with their units, words of the rulebook,
 * marks, and whatever lies between. One pass, nothing is stored. */
#ifndef HRB_FACT_TOKEN_H
#define HRB_FACT_TOKEN_H

#include <hrbudget/hrbudget.h>

#include "base/text.h"
#include "rule/lexicon.h"

typedef enum hrb__token_kind {
    HRB__TOKEN_END,
    HRB__TOKEN_TEXT,    /* a run of anything else */
    HRB__TOKEN_WORD,    /* a word of the lexicon */
    HRB__TOKEN_AMOUNT,  /* 1,398.22万元; also 0.3万 */
    HRB__TOKEN_COUNT,   /* 3辆: value in hundredths, unit behind it */
    HRB__TOKEN_PERCENT, /* 17.62%, in hundredths of a percent; 5‰ too */
    HRB__TOKEN_POINTS,  /* 3个百分点 */
    HRB__TOKEN_NUMBER,  /* without a unit, in hundredths */
    HRB__TOKEN_BAD,     /* digits that are no number: too long, two points */
    HRB__TOKEN_YEAR,    /* 2025年, 2025年度 */
    HRB__TOKEN_LEVEL,   /* （204类） （06款） （01项） （项）: level 1 to 3, value the digits or -1 */
    HRB__TOKEN_STOP,    /* 。 ！ ？ */
    HRB__TOKEN_SEMICOLON,
    HRB__TOKEN_COMMA,
    HRB__TOKEN_PAUSE,   /* 、 */
    HRB__TOKEN_COLON,
    HRB__TOKEN_OPEN,    /* （ */
    HRB__TOKEN_CLOSE,   /* ） */
    HRB__TOKEN_OPEN_QUOTE,
    HRB__TOKEN_CLOSE_QUOTE,
    HRB__TOKEN_OPEN_TITLE, /* 《 */
    HRB__TOKEN_CLOSE_TITLE,
    HRB__TOKEN_KINDS
} hrb__token_kind;

typedef struct hrb__token {
    hrb__token_kind kind;
    uint32_t at, length;  /* in the text; a figure's unit is part of it */
    uint32_t unit_length; /* of a count: the unit is its end */
    const hrb__word *word;
    int64_t value, quantum; /* of figures; quantum is that of the last digit */
    int16_t level, decimals;
    bool is_rate;         /* 元/人, 元/次 ...: a price, not a sum */
} hrb__token;

typedef struct hrb__scanner {
    const hrb__lexicon *lexicon;
    const char *text;
    size_t length, at;
    hrb__token waiting; /* found behind a run of text, handed out next */
} hrb__scanner;

void hrb__scanner_begin(hrb__scanner *scanner, const hrb__lexicon *lexicon, hrb__text text);
/* The next token; of kind HRB__TOKEN_END when there is none. */
hrb__token hrb__scanner_next(hrb__scanner *scanner);

#endif
