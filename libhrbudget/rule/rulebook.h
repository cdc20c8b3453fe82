/* SPDX-License-Identifier: Apache-2.0 */
/* The rulebook in memory: vocabulary and rules, immutable once loaded. */
#ifndef HRB_RULE_RULEBOOK_H
#define HRB_RULE_RULEBOOK_H

#include <glib.h>
#include <hrbudget/hrbudget.h>

#include "base/arena.h"
#include "base/text.h"
#include "rule/finder.h"
#include "rule/lexicon.h"
#include "rule/meaning.h"

/* What the lines of a pane are told apart by. */
typedef enum hrb__rows {
    HRB__ROWS_ANY,
    HRB__ROWS_FUNCTION,
    HRB__ROWS_ECONOMIC,
    HRB__ROWS_SOURCE, /* by words of the vocabulary: 财政拨款收入, 事业收入 ... */
    HRB__ROWS_SINGLE, /* one line, or lines that nothing tells apart */
    HRB__ROWS_ITEM,   /* by their own names, which no vocabulary knows: projects, purchases */
    HRB__ROWS_UNIT,   /* by units of the department */
    HRB__ROWS_PROJECT /* by functional codes and the projects below them, which repeat the code */
} hrb__rows;

/* What a column or a row is for. */
typedef enum hrb__role {
    HRB__ROLE_AMOUNT,
    HRB__ROLE_NAME,
    HRB__ROLE_ORDINAL,
    HRB__ROLE_UNIT, /* whose figures the row has: the number or the name of a unit of the department */
    HRB__ROLE_CODE, /* a whole code in one column */
    HRB__ROLE_CODE_CLASS,
    HRB__ROLE_CODE_GROUP,
    HRB__ROLE_CODE_ITEM,
    HRB__ROLE_TOTAL,       /* of the year */
    HRB__ROLE_GRAND_TOTAL, /* with what is carried over, where anything is */
    HRB__ROLE_CARRY_OVER,
    HRB__ROLE_SUBTOTAL, /* of the group whose name stands beside it */
    HRB__ROLE_NOTE,     /* a column of remarks, shares or growth: neither a label nor an amount */
    HRB__ROLE_TARGET    /* a column of performance targets: its table is none of amounts */
} hrb__role;

typedef struct hrb__texts {
    size_t count;
    const hrb__text *items; /* folded */
} hrb__texts;

#define HRB__NOT_REQUIRED INT32_MAX

/* Some side-by-side tables are two in one; an ordinary table has one pane. */
typedef struct hrb__pane_form {
    hrb__text header; /* a word in the header over the pane; "" for any */
    hrb__rows rows;
    hrb__meaning meaning;
    hrb__texts columns; /* the amount columns, for a header that lost its words */
} hrb__pane_form;

/* Words by their numbers: those of titles, or groups of words that headers have. */
#define HRB__MOST_FORM_WORDS 2048
typedef struct hrb__form_words {
    uint64_t bits[HRB__MOST_FORM_WORDS / 64];
} hrb__form_words;

typedef struct hrb__table_form {
    const char *kind;
    const char *variant; /* "" for the usual one; kind and variant name a form */
    const char *name[2]; /* by hrb_lang */
    size_t title_count;
    const hrb__texts *title; /* each group must have one word in the title */
    hrb__texts title_not;
    size_t header_count;
    const hrb__texts *headers; /* each group must have one among the header cells */
    bool needs_title; /* the headers alone do not tell it */
    int32_t required_from[2]; /* of a budget, of final accounts: the first year it must be published, HRB__NOT_REQUIRED never */
    size_t pane_count;
    const hrb__pane_form *panes;
    const hrb__form_words *title_words; /* the numbers of the words of each group of `title`, and those of title_not */
    uint16_t first_header;              /* the number of the first of `headers` */
    uint16_t kind_number;               /* of its kind: the first form of that */
} hrb__table_form;

typedef struct hrb__term {
    hrb__role role;
    bool known; /* set on every term that stands in the rulebook */
    bool has_above;
    hrb__meaning meaning, above; /* above: of a header cell over others, where that is not the same */
} hrb__term;

/* Two meanings that a rule relates. */
typedef struct hrb__pair {
    hrb__meaning left, right;
} hrb__pair;

typedef enum hrb__rule_kind {
    HRB__RULE_HIERARCHY,
    HRB__RULE_TOTAL,
    HRB__RULE_ROW_SUM,
    HRB__RULE_SAME,
    HRB__RULE_EQUAL,
    HRB__RULE_AT_MOST,
    HRB__RULE_SUM,
    HRB__RULE_NARRATED,
    HRB__RULE_GROWTH,
    HRB__RULE_CHANGE,
    HRB__RULE_SHARE,
    HRB__RULE_COMPLETED,
    HRB__RULE_LIST,
    HRB__RULE_COUNTS,
    HRB__RULE_REASONS,
    HRB__RULE_ITEM_UNKNOWN,
    HRB__RULE_ITEM_OMITTED,
    HRB__RULE_YEAR_OF_PLAN,
    HRB__RULE_YEAR_OF_BASIS,
    HRB__RULE_ITEM_PATH,
    HRB__RULE_TEMPLATE_RESIDUE,
    HRB__RULE_REASON_MISSING,
    HRB__RULE_STOP_DOUBLED,
    HRB__RULE_STOP_MISSING,
    HRB__RULE_QUOTES_UNBALANCED,
    HRB__RULE_TEXT_UNIT_MISSING,
    HRB__RULE_TEXT_FIGURE_MISSING,
    HRB__RULE_FIGURE_UNREADABLE,
    HRB__RULE_PRODUCT,
    HRB__RULE_PROJECT_COUNT,
    HRB__RULE_ITEM_COUNT,
    HRB__RULE_PROJECT_SUM,
    HRB__RULE_PROJECT_ITEMS,
    HRB__RULE_PROJECT_TOTAL,
    HRB__RULE_PROJECT_NAME,
    HRB__RULE_PROJECT_SECTION,
    HRB__RULE_PROJECT_HEAD,
    HRB__RULE_PROJECT_UNIT,
    HRB__RULE_TARGET_OVER,
    HRB__RULE_TARGET_ALWAYS,
    HRB__RULE_TARGET_UNIT,
    HRB__RULE_TARGET_NO_UNIT,
    HRB__RULE_TARGET_DIRECTION,
    HRB__RULE_TARGET_SATISFACTION,
    HRB__RULE_TARGET_DOUBLED,
    HRB__RULE_TARGET_BLANK,
    HRB__RULE_TARGET_COPIED,
    HRB__RULE_TABLE_COPIED,
    HRB__RULE_TARGETS_UNQUANTIFIED,
    HRB__RULE_TARGET_COST,
    HRB__RULE_TARGET_UNREADABLE,
    HRB__RULE_PROJECT_YEAR,
    HRB__RULE_PROJECT_NUMBER,
    HRB__RULE_TARGET_WORDS,
    HRB__RULE_TARGET_PAST,
    HRB__RULE_TARGETS_UNREAD,
    HRB__RULE_CODE_NAME_WRONG,
    HRB__RULE_CODE_NAME_MISPRINT,
    HRB__RULE_CODE_NAME_YEAR,
    HRB__RULE_CODE_UNKNOWN,
    HRB__RULE_CODE_ORPHAN,
    HRB__RULE_CODE_DUPLICATE,
    HRB__RULE_TABLE_MISSING,
    HRB__RULE_NOTHING_CHECKED,
    HRB__RULE_TABLE_EMPTY,
    HRB__RULE_NOTE_CONTRADICTS,
    HRB__RULE_TABLE_UNKNOWN,
    HRB__RULE_CELL_UNREADABLE,
    HRB__RULE_ROW_UNKNOWN,
    HRB__RULE_COLUMN_UNKNOWN,
    HRB__RULE_UNIT_MISSING,
    HRB__RULE_UNIT_WRONG,
    HRB__RULE_TOTAL_MISSING,
    HRB__RULE_CONTENT_HIDDEN,
    HRB__RULE_FINDINGS_CUT,
    HRB__RULE_KINDS
} hrb__rule_kind;

typedef struct hrb__rule {
    const char *id;
    hrb__rule_kind kind;
    hrb_severity severity;
    const char *text[2]; /* by hrb_lang */
    hrb__rows rows;      /* hierarchy, total */
    bool not_for[2];     /* budgets, final accounts */
    hrb__slot along;     /* row_sum */
    uint8_t whole;
    size_t part_count;
    const uint8_t *parts;
    bool lines; /* row_sum: for lines of one column too, where each word has a line of its own */
    const uint8_t *phases; /* row_sum: phases that parts may have where the whole has none */
    size_t phase_count;
    uint8_t has, lacks; /* row_sum: a word along the dimension that the columns must, must not have; 0 none */
    size_t pair_count;
    const hrb__pair *pairs; /* equal, at_most; sum: the whole on the left of the first, a part on the right of each */
    size_t unless_count;
    const hrb__meaning *unless; /* the rule does not apply where such a figure other than 0 is stated */
    size_t provided_count;
    const hrb__pair *provided; /* it applies only where both totals are stated and equal */
} hrb__rule;

struct hrb_rulebook {
    hrb__arena arena;
    GPtrArray *words[HRB__SLOTS]; /* the words of each dimension; index 0 is "" */
    GArray *tables;               /* hrb__table_form */
    struct hrb__title_words *title_words; /* forms.c */
    hrb__finder header_words;     /* of forms.c */
    hrb__finder columns, rows;    /* hrb__term */
    GArray *sentence_words;       /* hrb__word */
    hrb__lexicon *lexicon;        /* of them */
    hrb__finder empty_notes;
    GArray *rules;       /* hrb__rule */
    const hrb__rule *rule_of[HRB__RULE_KINDS]; /* the first of each kind, NULL if there is none */
};

/* 预算数 of 2026年预算数. */
hrb__text hrb__without_year(hrb__text text);
/* The term of a header cell, a year before it or not, or of a row label; NULL if the vocabulary has none. */
const hrb__term *hrb__rulebook_column(const hrb_rulebook *book, hrb__text header);
const hrb__term *hrb__rulebook_row(const hrb_rulebook *book, hrb__text label);
/* The value of a word of the rulebook, 0 if it has no such word. */
uint8_t hrb__rulebook_value(const hrb_rulebook *book, hrb__slot slot, const char *word);
const char *hrb__rulebook_word(const hrb_rulebook *book, hrb__slot slot, uint8_t value);
/* The first rule of a kind, NULL if the rulebook leaves it out: then it is not checked. */
const hrb__rule *hrb__rulebook_rule(const hrb_rulebook *book, hrb__rule_kind kind);

/* --- forms.c: tables by the words of their titles and headers --- */

/* The form of a table by its title, NULL if none fits. */
const hrb__table_form *hrb__rulebook_table_by_title(const hrb_rulebook *book, hrb__text title);
/* The words that forms name in a title, as printed; and whether a form's title has such words. */
hrb__form_words hrb__rulebook_title_words(const hrb_rulebook *book, hrb__text title);
bool hrb__form_fits_title(const hrb_rulebook *book, const hrb__table_form *form, const hrb__form_words *title);
/* Adds what a header cell says to what its table's header says so far. */
void hrb__rulebook_note_header(const hrb_rulebook *book, hrb__text cell, hrb__form_words *header);
/* How many of the words that a form's header should have it has, of 100. */
int hrb__form_header_share(const hrb__table_form *form, const hrb__form_words *header);
/* The form with the most words in its header of those that a header has all words of; NULL if there is none. */
const hrb__table_form *hrb__rulebook_table_by_header(const hrb_rulebook *book, const hrb__form_words *header);

extern const char hrb__default_rulebook[];
extern const size_t hrb__default_rulebook_length;

/* Shared by the loaders of vocabulary and rules (load_*.c). */
typedef struct hrb__loader {
    hrb_rulebook *book;
    hrb_error **error;
    hrb_status status; /* the first failure */
    const struct cJSON *tree; /* what is being loaded: a message shows what stands at a path of it */
    bool words_closed; /* a word that is not known yet is an error */
    bool extends; /* the default rulebook is loaded, and what follows is put before it */
    guint own_tables;
} hrb__loader;

#endif
