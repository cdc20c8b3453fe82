/* SPDX-License-Identifier: Apache-2.0 */
/* The words of data/project_words.txt. */
#ifndef HRB_FACT_PROJECT_WORDS_H
#define HRB_FACT_PROJECT_WORDS_H

#include "fact/project.h"
#include "indicator/words.h"

typedef enum hrb__project_word_kind {
    HRB__WORD_SECTION,
    HRB__WORD_COLUMN,
    HRB__WORD_HEAD
} hrb__project_word_kind;

enum {
    HRB__BEGINS_ORDINAL = 1
};

enum {
    HRB__VALUE_OVERVIEW = HRB_SECTION_OVERVIEW, HRB__VALUE_BASIS = HRB_SECTION_BASIS, HRB__VALUE_BODY = HRB_SECTION_BODY, HRB__VALUE_PLAN = HRB_SECTION_PLAN,
    HRB__VALUE_PERIOD = HRB_SECTION_PERIOD, HRB__VALUE_BUDGET = HRB_SECTION_BUDGET, HRB__VALUE_GOALS = HRB_SECTION_GOALS,
    HRB__VALUE_LEVEL_1 = HRB__LEVEL_1, HRB__VALUE_LEVEL_2 = HRB__LEVEL_2, HRB__VALUE_LEVEL_3 = HRB__LEVEL_3, HRB__VALUE_TARGET = HRB__TARGET,
    HRB__VALUE_TARGET_OF_PROJECT = HRB__TARGET_OF_PROJECT, HRB__VALUE_SIGN = HRB__TARGET_SIGN, HRB__VALUE_UNIT = HRB__TARGET_UNIT,
    HRB__VALUE_PROJECT = HRB__PROJECT_NAME, HRB__VALUE_MONEY = HRB__PROJECT_MONEY,
    HRB__VALUE_TOTAL = HRB__HEAD_TOTAL, HRB__VALUE_FISCAL = HRB__HEAD_FISCAL, HRB__VALUE_OTHER = HRB__HEAD_OTHER, HRB__VALUE_YEAR = HRB__HEAD_YEAR,
    HRB__VALUE_YEAR_FISCAL = HRB__HEAD_YEAR_FISCAL, HRB__VALUE_YEAR_CARRIED = HRB__HEAD_YEAR_CARRIED, HRB__VALUE_NAME = HRB__HEAD_NAME, HRB__VALUE_UNIT_ALONE = HRB__HEAD_UNIT
};

extern const hrb__wordlist hrb__project_words;

/* What the first character of a text begins. */
static inline const hrb__beginning *hrb__project_beginning(hrb__text text)
{
    size_t size;
    return text.length == 0 ? hrb__project_words.beginnings : hrb__beginning_of(&hrb__project_words, hrb__utf8_get(text.data, text.length, &size));
}

/* Whether its first character begins a word of a kind. */
static inline bool hrb__begins_kind(hrb__text text, hrb__project_word_kind kind)
{
    return (hrb__project_words.looks[hrb__project_beginning(text) - hrb__project_words.beginnings].kinds & HRB__KIND(kind)) != 0;
}

/* Cheap looks: a label of a head or the name of a section, or the header 一级指标 or the like, has four characters. */
static inline bool hrb__may_be_head(hrb__text text)
{
    return hrb__may_begin_four(&hrb__project_words, hrb__project_beginning(text), HRB__WORD_HEAD, text);
}
static inline bool hrb__may_be_section(hrb__text text)
{
    return hrb__may_begin_four(&hrb__project_words, hrb__project_beginning(text), HRB__WORD_SECTION, text);
}
static inline bool hrb__may_be_header(hrb__text text)
{
    return text.length >= 12 && text.length < 40 && hrb__text_ends(text, HRB__TEXT("指标"));
}

/* The word of a kind that a folded text is, or NULL. */
const hrb__keyword *hrb__project_word(hrb__text folded, hrb__project_word_kind kind);

#endif
