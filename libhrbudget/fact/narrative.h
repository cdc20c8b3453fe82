/* SPDX-License-Identifier: Apache-2.0 */
/* What the sentences of a disclosure state; see docs/narrative.md. */
#ifndef HRB_FACT_NARRATIVE_H
#define HRB_FACT_NARRATIVE_H

#include "fact/document.h"
#include "fact/marks.h"
#include "fact/token.h"

#define HRB__NO_FACT_INDEX UINT32_MAX

/* --- item.c: functional codes that sentences name --- */

/* How a sentence names a code: by the words and digits of its levels, or by one name alone. */
typedef struct hrb__item {
    hrb__text name[3]; /* 类 款 项; "" where not stated */
    int32_t digits[3]; /* as printed, -1 where not stated */
    hrb__text only;    /* “行政运行”科目: a name whose level is not stated */
} hrb__item;

typedef struct hrb__item_index hrb__item_index;
/* Of the lines of the document's tables; NULL when memory is out. */
hrb__item_index *hrb__item_index_new(hrb_document *document);
void hrb__item_index_free(hrb__item_index *index);
/* The code that is meant; digits 0 if that cannot be told. Of several rows of
 * one name each is taken once, in the order of the tables. */
hrb_code hrb__item_code(hrb__item_index *index, const hrb__item *item);

/* The economic code of departments that alone has that name; digits 0 if there is none. */
hrb_code hrb__item_economic(const hrb__item_index *index, hrb__text name);

/* The 类 of that name; digits 0 if there is none. */
hrb_code hrb__item_class(hrb__item_index *index, hrb__text name);

/* --- claim.c: from tokens to facts --- */

/* The figures of one subject, which rates and changes refer to. */
typedef struct hrb__frame {
    hrb__meaning subject;
    bool has_subject;
    bool has_two_budgets; /* of the year's beginning and adjusted */
    bool is_stale; /* a figure of something unknown stood between: rates and changes may be of that */
    uint32_t value, earlier, budget, change; /* facts, or HRB__NO_FACT_INDEX */
    uint32_t completed; /* rate of completion: fact + 1, or 0 */
    size_t told_at, told_length; /* the year of `earlier`, where it is a figure of its own; length 0 otherwise */
} hrb__frame;

/* Facts that are being gathered as the parts of something. */
typedef struct hrb__parts {
    uint32_t *facts;
    size_t count, capacity;
} hrb__parts;

typedef struct hrb__comparison {
    bool is_clause;  /* it begins behind a comma */
    bool opens_clause; /* the same, also once its year is told */
    bool is_behind;  /* a comma parts it from what is read now */
    bool is_open;    /* 比 … : its year and phase are still to come */
    bool is_stated;
    bool is_direct;  /* it begins behind a figure, or the comma there */
    bool names_year; /* by its digits */
    size_t doubt_at, doubt_length; /* its year, if that is the document's own */
    bool may_follow; /* its own figure may come next: 比上年的800万元 */
    uint8_t phase;   /* word; 0: not stated */
    int32_t year;    /* 0: not stated */
} hrb__comparison;

/* What is spoken of around a bracket. */
typedef struct hrb__aside {
    size_t depth; /* brackets open; 0: none */
    hrb__frame frame;
    hrb__meaning scope, spoken_of;
    hrb__item item;
    bool has_item, item_has_figure, clean;
} hrb__aside;

/* Whose parts a list tells, beyond those of the subject: 初中教育支出200万元，其中：基本支出150万元. */
typedef enum hrb__parts_of {
    HRB__PARTS_OF_SUBJECT,
    HRB__PARTS_OF_ITEM,
    HRB__PARTS_OF_UNKNOWN
} hrb__parts_of;

/* A list within a sentence, and what the next sentence may go back to. */
typedef struct hrb__list_told {
    bool is_here, is_behind; /* in this sentence, in the one before */
    bool is_alone;           /* its word is all of the paragraph */
    bool is_explained;       /* with purposes or reasons of its parts */
    bool is_compared;        /* one of its parts is, with an earlier year */
    bool sentence_is_bare;   /* no subject and no figure since the stop */
    uint32_t parts;
    int64_t sum;             /* of their figures */
    hrb__frame head;
    int32_t year;            /* of the whole, if it is not the document's own */
    hrb__parts_of of;
    hrb__meaning item;
} hrb__list_told;

/* A subject, and its figure if that is told. */
typedef struct hrb__peer {
    hrb__meaning subject;
    uint32_t value, change;
} hrb__peer;

typedef struct hrb__peers {
    hrb__peer of[8];
    size_t count; /* more than there is room for: too many */
} hrb__peers;

/* Figures that several subjects share: 分别减少A、B. */
typedef struct hrb__shared {
    hrb__peers of;
    size_t count, next; /* 0: none */
    hrb__token_kind kind;
    int direction;
    bool has_phase;
    uint8_t phase;
} hrb__shared;

/* The state of reading: what the next figure would belong to. */
typedef struct hrb__claims {
    hrb_document *document;
    hrb__item_index *items;
    hrb__ahead marks;
    hrb__text paragraph;
    bool states_something;  /* a figure or a reason */
    bool ends_in_reason;
    hrb__token previous;
    /* words of the rulebook that the reading itself needs */
    uint8_t word_total, word_revenue, word_expenditure, word_fiscal, word_all, word_carry_over, word_carried_in, word_with_carry_over, word_adjusted, word_of_last_year, word_surplus_used, word_surplus_allocated, word_persons, word_to_buy, word_basic, word_personnel, word_public_operating;
    bool is_spent[256];      /* by fund: there is expenditure of it; of 其他收入 there is not */
    /* across paragraphs */
    hrb__meaning scope;      /* of the last subject that names a flow */
    hrb__meaning section;    /* what the heading of the section is about; no flow: nothing */
    bool section_is_final;   /* 二、2021年“三公”经费决算情况, in a budget */
    hrb__meaning list_scope; /* of the list whose items follow */
    uint32_t list_whole;     /* its total */
    bool list_is_open, list_is_partial; /* partial: it has a figure of something that no word names */
    uint8_t list_phase;      /* of its parts, while the sentence tells what was planned */
    bool list_may_lack;      /* 其中 within a sentence: parts may be left out */
    size_t list_word_end;    /* behind the word that opened a list in this paragraph; 0: none did */
    hrb__parts list;
    hrb__meaning heading_subject; /* of a line that is nothing but a subject, for the paragraph below it */
    bool has_heading_subject;
    struct {
        hrb__item item;
        hrb_code code;
        const char *code_text;
        bool is_told; /* 1.教育支出（类）普通教育（款）小学教育（项）。 is all of its line */
    } heading_item;
    size_t item_end;         /* behind the last level that was named */
    hrb__text heading[2];    /* 类 and 款 that items below leave out */
    int32_t heading_digits[2];
    size_t unknown_count;
    uint16_t other_year;     /* the last that a figure was of, and its digits */
    const char *other_year_text;
    struct hrb__recent {
        hrb__meaning meaning;
        uint32_t fact;
    } recent[16];            /* the last figures stated of a subject */
    size_t recent_count;
    /* within a paragraph */
    hrb__meaning spoken_of;  /* its last subject that stands for itself */
    bool speaks_of_year;     /* by a word that says 本年 */
    hrb__meaning unfunded;   /* its first subject that is of no fund: 政府采购预算 */
    hrb__meaning opening;    /* its first total, */
    uint32_t opening_value;  /* and the figure of that */
    hrb__meaning opening_before; /* that of the paragraph before it */
    uint32_t opening_value_before;
    size_t name_start;       /* words since here may name an item */
    int32_t code_first;      /* 2010301行政运行: the code that stands before a name, */
    size_t code_end;         /* which begins here */
    hrb__item item;
    bool has_item, item_has_figure, in_quote;
    bool is_entry;           /* begins with an ordinal, and no figure yet */
    size_t quotes_opened, quotes_closed, first_open_quote, first_stray_quote; /* places + 1 */
    hrb_code item_code;
    const char *item_code_text;
    /* within a sentence */
    hrb__frame frame, main; /* main: what is returned to behind a reason */
    hrb__aside aside;
    bool is_each; /* 均: one figure is that of each of the subjects before it */
    bool is_side; /* 和 or 、 stands between the last subjects */
    hrb__meaning total;      /* the last total with what is carried over: 收入总计 */
    bool total_is_near;      /* in this sentence */
    hrb__list_told told;
    hrb__peers peers, peers_before, waiting; /* told with a figure: in this list, in the last one; without one */
    hrb__shared shared;
    hrb__meaning head;       /* of the paragraph: the subject that it begins with, before a mark */
    size_t sentence_at;      /* where the sentence begins */
    bool clause_is_bare;     /* nothing but years since the comma */
    bool in_reason, in_purpose, reason_is_empty, reason_has_figure; /* or a change */
    size_t reason_at;
    bool clean;              /* nothing unknown since the word that the next figure belongs to */
    bool is_listed;          /* a subject without a figure stands right before this one */
    bool subject_is_fresh;   /* the last words were a subject: the next one refines it */
    uint8_t phase;
    bool has_phase;
    int32_t year;
    size_t year_at, year_length; /* where it is told by its digits */
    int direction;           /* +1 more, -1 less, 0 none */
    size_t direction_at, minus_at; /* of the sign behind it */
    int told_direction;      /* of the change whose figure stands right before this */
    hrb__comparison comparison, last_comparison;
    size_t text_at, text_end; /* of the last words that are none of the rulebook's */
    uint8_t completed_phase; /* of what the rate of completion is measured by; 0: not stated */
    bool in_share, in_completion, has_whole, is_negative, none_is_of_fund;
    hrb__meaning whole;      /* of a share, if it is named */
    const hrb__word *counted;
    bool counted_to_buy;     /* as something to be bought */
    uint32_t counted_whole;  /* 共有车辆14辆，其中…: the number, and its unit */
    hrb__text counted_unit;
    hrb__meaning counted_last; /* and its unit */
    hrb__text counted_last_unit;
    bool counts_kinds;       /* behind 其中 */
    bool counted_here;       /* the last figure of the sentence is a number of things */
    uint8_t counted_nature, counted_topic; /* what was counted last in the sentence: batches, groups */
    hrb__parts kinds;        /* the numbers of its kinds */
    hrb__parts reasons;      /* changes that explain the change of `main` */
} hrb__claims;

/* Looks at the marks of a paragraph alone: stops doubled, quotation marks without a partner. */
void hrb__check_marks(hrb__claims *claims, hrb__text paragraph);
/* Reads one paragraph. */
void hrb__read_claims(hrb__claims *claims, hrb__text paragraph);
/* Closes the list whose items are being gathered. */
void hrb__close_list(hrb__claims *claims);

#endif
