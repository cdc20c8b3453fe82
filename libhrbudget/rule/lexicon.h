/* SPDX-License-Identifier: Apache-2.0 */
/* The words of sentences: found at a place of a running text, the longest one,
 * folded as it goes, in time that does not depend on how many words there are. */
#ifndef HRB_RULE_LEXICON_H
#define HRB_RULE_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "rule/meaning.h"

/* What a word does in a sentence; docs/narrative.md has an example of each. */
typedef enum hrb__word_role {
    HRB__WORD_GLUE,       /* says nothing: 为 共 安排 */
    HRB__WORD_SUBJECT,    /* what a figure is about: 财政拨款收入 */
    HRB__WORD_COUNTED,    /* what a number counts: 公务用车保有量, 个预算单位 */
    HRB__WORD_ITEM,       /* the words before it name a functional code: 科目 */
    HRB__WORD_PHASE,      /* which state of it: 执行数, 年初预算 */
    HRB__WORD_SPENT,      /* behind a comma, the figure of the subject is still to come: 支出 */
    HRB__WORD_RESPECTIVELY, /* the figures that follow are of several subjects: 分别 */
    HRB__WORD_BASIS,      /* a comparison begins: 比 与 较 */
    HRB__WORD_LAST_YEAR,  /* 上年 去年 */
    HRB__WORD_MORE,       /* 增加 增长 */
    HRB__WORD_LESS,       /* 减少 下降 */
    HRB__WORD_UNCHANGED,  /* 持平 一致 */
    HRB__WORD_SHARE,      /* 占 */
    HRB__WORD_COMPLETED,  /* 完成 */
    HRB__WORD_LIST,       /* what follows are its parts: 其中 包括 如下 */
    HRB__WORD_REASON,     /* 主要原因是 */
    HRB__WORD_PURPOSE,    /* 主要用于: what follows describes */
    HRB__WORD_NONE,       /* 无 没有 未安排 */
    HRB__WORD_LIMIT,      /* the figure before it is a threshold: 以上 以下 */
    HRB__WORD_APART,      /* what no rule compares: 工资福利支出 */
    HRB__WORD_ROLES
} hrb__word_role;

typedef struct hrb__word {
    hrb__word_role role;
    hrb__meaning meaning;
    hrb__meaning within; /* the word counts only where this is spoken of */
    hrb__text text; /* folded */
} hrb__word;

typedef struct hrb__lexicon_edge hrb__lexicon_edge;

typedef struct hrb__lexicon_node {
    const hrb__word *word;    /* that ends here, or NULL */
    uint32_t count;           /* of the characters that longer ones go on with */
    uint32_t character, next; /* the last of them, and the node behind it */
} hrb__lexicon_node;

/* A trie over folded characters, its edges in one open-addressed table. */
typedef struct hrb__lexicon {
    hrb__lexicon_node *nodes; /* the first is where words begin */
    uint32_t node_count;
    hrb__lexicon_edge *edges;
    size_t mask;
    uint64_t first[0x10000 / 64]; /* characters that a word may begin with */
    uint64_t alone[0x10000 / 64]; /* characters that are a word */
    uint64_t pairs[0x10000 / 64]; /* by a number for the first two characters: a word may begin with them */
} hrb__lexicon;

/* NULL when memory is out. Words of `words` are referred to, not copied; of two
 * that are spelt alike the later one counts. */
hrb__lexicon *hrb__lexicon_new(const hrb__word *words, size_t count);
void hrb__lexicon_free(hrb__lexicon *lexicon);
/* The longest word at the start of `text`, blanks inside it skipped; NULL if
 * there is none. *length is what it takes of the text. */
const hrb__word *hrb__lexicon_match(const hrb__lexicon *lexicon, const char *text, size_t size, size_t *length);

static inline bool hrb__bit(const uint64_t *bits, uint32_t i)
{
    return (bits[i / 64] >> i % 64 & 1) != 0;
}

/* Whether a word may begin with this character: false for most, at the cost of one look. */
static inline bool hrb__lexicon_may_begin(const hrb__lexicon *lexicon, uint32_t character)
{
    return character < 0x10000 && hrb__bit(lexicon->first, character);
}

static inline uint32_t hrb__pair_number(uint32_t first, uint32_t second)
{
    return (first * 31 ^ second * 1025) & 0xFFFF;
}

/* The same for two characters, where the second is not blank. */
static inline bool hrb__lexicon_may_begin_pair(const hrb__lexicon *lexicon, uint32_t first, uint32_t second)
{
    return hrb__bit(lexicon->pairs, hrb__pair_number(first, second)) || hrb__bit(lexicon->alone, first & 0xFFFF);
}

/* The same of what stands at a place: true where a blank does. */
static inline bool hrb__lexicon_may_begin_at(const hrb__lexicon *lexicon, const char *text, size_t size)
{
    size_t n;
    uint32_t c = hrb__fold_character(hrb__utf8_get(text, size, &n));
    return c == 0 || hrb__lexicon_may_begin(lexicon, c);
}

#endif
