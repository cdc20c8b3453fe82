/* SPDX-License-Identifier: Apache-2.0 */
/* A target as tokens: words of the vocabulary, figures, and everything else. */
#ifndef HRB_INDICATOR_TOKEN_H
#define HRB_INDICATOR_TOKEN_H

#include "indicator/target.h"
#include "indicator/words.h"

/* The kinds of words in vocabulary.txt, then what the tokenizer makes itself. */
typedef enum hrb__word_kind {
    HRB__WORD_BEFORE,
    HRB__WORD_AFTER,
    HRB__WORD_BETWEEN,
    HRB__WORD_MORE_THAN,
    HRB__WORD_INCLUDE,
    HRB__WORD_EXCLUDE,
    HRB__WORD_FILLER,
    HRB__WORD_MAGNITUDE,
    HRB__WORD_PARTS_OF,
    HRB__WORD_FRACTION, /* 三分之二 */
    HRB__WORD_TENTHS,
    HRB__WORD_RANGE,
    HRB__WORD_SLASH,
    HRB__WORD_DOT,
    HRB__WORD_EACH,
    HRB__WORD_OPEN,
    HRB__WORD_CLOSE,
    HRB__WORD_AND,
    HRB__WORD_YEAR,
    HRB__WORD_MONTH,
    HRB__WORD_DAY,
    HRB__WORD_QUARTER,
    HRB__WORD_ORDINAL,
    HRB__WORD_PART,
    HRB__WORD_HALF,
    HRB__WORD_ENDS,
    HRB__WORD_DUE,
    HRB__WORD_NEXT, /* 次月, 次年: from which a date is counted */
    HRB__WORD_PERIOD,
    HRB__WORD_GRADE,
    HRB__WORD_EVERYDAY, /* a grade only with 以上 or the like */
    HRB__WORD_PLAIN, /* text in which a shorter word would be found */
    HRB__WORD_UNIT,
    HRB__TOKEN_FIGURE, /* digits */
    HRB__TOKEN_NUMERAL, /* Chinese numerals */
    HRB__TOKEN_DATE,   /* 2020-06-30 */
    HRB__TOKEN_TEXT,   /* any other characters */
    HRB__TOKEN_END
} hrb__word_kind;

/* The values in vocabulary.txt. */
enum {
    HRB__VALUE_0 = 0, HRB__VALUE_1, HRB__VALUE_2, HRB__VALUE_3, HRB__VALUE_4, HRB__VALUE_5, HRB__VALUE_6, HRB__VALUE_7, HRB__VALUE_8,
    HRB__VALUE_EQUAL = HRB_COMPARE_EQUAL, HRB__VALUE_MORE = HRB_COMPARE_MORE, HRB__VALUE_AT_LEAST = HRB_COMPARE_AT_LEAST,
    HRB__VALUE_LESS = HRB_COMPARE_LESS, HRB__VALUE_AT_MOST = HRB_COMPARE_AT_MOST, HRB__VALUE_ABOUT = HRB_COMPARE_ABOUT, HRB__VALUE_PLUS_MINUS,
    HRB__VALUE_PERCENT = 0, HRB__VALUE_PER_MILLE, HRB__VALUE_PER_TEN_THOUSAND,
    HRB__VALUE_EARLY = 0, HRB__VALUE_FIRST_TEN, HRB__VALUE_MIDDLE, HRB__VALUE_LAST_TEN, HRB__VALUE_END,
    HRB__VALUE_YEAR_END = 0, HRB__VALUE_YEAR_WITHIN, HRB__VALUE_MONTH_END, HRB__VALUE_QUARTER_END,
    HRB__VALUE_BEFORE = HRB__RELATION_BEFORE, HRB__VALUE_AFTER = HRB__RELATION_AFTER,
    HRB__VALUE_THE_YEAR = 0, HRB__VALUE_YEARLY = HRB__YEARLY, HRB__VALUE_HALF_YEARLY, HRB__VALUE_QUARTERLY, HRB__VALUE_MONTHLY, HRB__VALUE_WEEKLY, HRB__VALUE_DAILY,
    HRB__VALUE_MONTH = HRB__NEXT_MONTH, HRB__VALUE_YEAR = HRB__NEXT_YEAR,
    HRB__VALUE_SHARE = HRB__UNIT_SHARE, HRB__VALUE_MONEY, HRB__VALUE_TIME, HRB__VALUE_COUNT, HRB__VALUE_SCORE, HRB__VALUE_MEASURE
};

/* The marks of characters in vocabulary.txt. */
enum {
    HRB__BEGINS_NUMERAL = 1, /* 三, 十, 百 */
    HRB__BEGINS_HALF = 2,    /* 半 */
    HRB__BEGINS_QUOTE = 4    /* “ */
};

extern const hrb__wordlist hrb__target_words;

typedef struct hrb__token {
    uint8_t kind;
    uint8_t value;
    bool used; /* taken by the grammar; the rest become the target's words */
    uint16_t start, end; /* in the text as given */
    const hrb__keyword *word;
    hrb_decimal number;     /* of a figure or numeral */
    int32_t parts;          /* of 2/3 the 3; 0 for a figure that is no fraction */
    int16_t year, month, day; /* of a date */
} hrb__token;

typedef struct hrb__tokens {
    hrb__text text; /* as given */
    hrb__token items[HRB__TARGET_MAX_TOKENS + 1]; /* the last is an END */
    size_t count;
    bool too_long; /* a figure that a decimal cannot hold */
    bool malformed; /* a figure with two points: ≥95.5.5% */
    bool too_many; /* not all of it is in the tokens */
} hrb__tokens;

/* Text of at most HRB__TARGET_MAX_BYTES. */
void hrb__tokenize(hrb__text text, hrb__tokens *out);

#endif
