/* SPDX-License-Identifier: Apache-2.0 */
/* A document that has been understood: tables, their lines, and facts. */
#ifndef HRB_FACT_DOCUMENT_H
#define HRB_FACT_DOCUMENT_H

#include <hrbudget/hrbudget.h>

#include "base/arena.h"
#include "read/blocks.h"
#include "rule/rulebook.h"

struct hrb_options {
    int32_t year;
    int64_t max_bytes, max_cells, max_findings;
    int64_t max_archive_bytes, max_archive_ratio, max_depth;
    const hrb_rulebook *rulebook;
    const hrb_codebook *codebook;
    bool has_baseline;
    const char *const *baseline; /* fingerprints */
    size_t baseline_count;
};
/* The options with every default filled in; `options` may be NULL. */
struct hrb_options hrb__options_resolve(const hrb_options *options);

typedef struct hrb__column {
    hrb__role role; /* amount, or one of the label roles */
    uint16_t pane;
    bool known; /* an amount column whose meaning is known */
    bool is_missed; /* it has figures that belong to none of the known columns beside it: what they are part of is not known */
    hrb__meaning meaning;
    char *title; /* header texts from top to bottom, joined by " / " */
    const char *leaf; /* the lowest of them */
} hrb__column;

/* A row of one pane: what its label says. */
typedef struct hrb__line {
    uint32_t row; /* index into the table's rows */
    uint16_t pane;
    uint16_t first_pane; /* a total of this pane and those before it from here on: lists that go on beside each other */
    int8_t level;   /* 0 total, 1 类 or 一、, 2 ... */
    bool is_whole;  /* names its group and itself: no entry of a line above */
    bool is_unnumbered; /* in a list where others may have 一、 or 1. */
    bool is_part;   /* introduced by 其中: a subset, not a complete list */
    int32_t item_of; /* digits of the code whose project it is, 0 none */
    bool is_unit;   /* all that a unit of the department has */
    uint8_t unit;   /* whose line it is: an index into the document's units + 1, 0 all of them */
    int32_t parent; /* line, -1 none */
    hrb__role role; /* name, total, grand_total, carry_over */
    hrb_code code;
    char code_text[12];
    hrb__text label;
    hrb__cell code_cell, label_cell;
    hrb__meaning meaning; /* of the label, function and economic included */
} hrb__line;

typedef struct hrb__table_row {
    uint32_t block_row; /* in the blocks */
    int16_t *cell_of;   /* by column: the cell in the row, -1 none, HRB__COVERED */
    int32_t *fact_of;   /* by column: the fact, or HRB__NO_FACT, HRB__UNREADABLE */
    int32_t *line_of;   /* by pane: the line, or -1 */
} hrb__table_row;
#define HRB__COVERED (-2) /* below a label that reaches on to the next pane, which states the figure */
#define HRB__NO_FACT (-1)
#define HRB__UNREADABLE (-2)

/* Part of a table that stands beside another: its columns and its lines follow each other. */
typedef struct hrb__pane {
    const hrb__pane_form *form;
    uint16_t first_column, end_column;
    uint32_t first_line, end_line;
} hrb__pane;

typedef struct hrb__table {
    const hrb__table_form *form; /* NULL: not understood */
    hrb__text title;             /* "" if it has none */
    hrb_unit unit;
    bool unit_stated;
    hrb__cell unit_line; /* 单位：元, where it is stated */
    bool has_empty_note;
    bool has_units; /* lines of units of the department */
    hrb__cell note;
    uint32_t first_block_row, end_block_row;
    uint16_t column_count, pane_count;
    hrb__column *columns;
    uint16_t *column_at; /* of placed rows: by grid column, the column of the table */
    uint32_t grid_width;
    hrb__pane *panes;
    hrb__table_row *rows;
    uint32_t row_count;
    hrb__line *lines;
    uint32_t line_count;
    char *text;         /* its part of the source's text, with a zero behind each cell */
    uint32_t text_offset, text_length; /* of that part in the source's text */
    const char **names; /* labels, by row */
} hrb__table;

typedef struct hrb__fact {
    hrb__meaning meaning;
    int64_t value;   /* fen, a count, or basis points */
    int64_t quantum; /* of the last stated digit, same unit; for a table that of its column */
    uint32_t offset, length; /* in the source's text */
    int32_t table, row, column; /* -1 in a sentence */
    uint8_t value_kind; /* hrb_value_kind */
    uint8_t source;     /* hrb__fact_source */
    const char *code_text; /* of a sentence: the digits of its functional or economic code, or NULL */
    const char *year_text; /* of a figure of another year, or NULL */
} hrb__fact;

typedef enum hrb__fact_source {
    HRB__FROM_TABLE,
    HRB__FROM_NARRATIVE,
    HRB__FROM_PROJECT
} hrb__fact_source;

/* Figures of sentences that say something about each other. A figure that is
 * stated elsewhere only is UINT32_MAX and looked up by its meaning. */
typedef enum hrb__relation_kind {
    HRB__RELATION_GROWTH,  /* rate, figure, earlier figure */
    HRB__RELATION_INCREASE, /* rate, figure, change */
    HRB__RELATION_CHANGE,  /* figure, earlier figure, change */
    HRB__RELATION_SHARE,   /* rate, part, whole */
    HRB__RELATION_COMPLETED, /* rate, outcome, budget */
    HRB__RELATION_REACHED, /* rate, outcome, change from the budget */
    HRB__RELATION_LIST,    /* whole, its parts */
    HRB__RELATION_COUNTS,  /* a number of things, and of their kinds */
    HRB__RELATION_REASONS  /* a change, and the changes that explain it */
} hrb__relation_kind;

typedef struct hrb__relation {
    hrb__relation_kind kind;
    uint32_t first, count; /* in document->related */
    hrb__meaning wanted;   /* of the fact that is UINT32_MAX */
} hrb__relation;

/* An item of the budget that a sentence names and states. */
typedef struct hrb__narrated {
    hrb_code code;           /* digits 0: not found */
    int32_t digits[3];       /* of 类 款 项 as printed, -1 where not */
    hrb__cell name[3], only; /* the words that name it; length 0 where not stated */
    uint32_t fact;           /* its figure */
    bool in_list;            /* of a list that is announced as complete */
} hrb__narrated;

/* Something that was not understood; the check reports it under the rule of this kind. */
typedef struct hrb__issue {
    hrb__rule_kind kind;
    hrb_status status;
    int32_t table, row, column; /* -1 none */
    uint32_t offset, length;
} hrb__issue;

struct hrb__projects; /* fact/project.h */

/* A unit of the department, as tables name it. */
typedef struct hrb__unit {
    hrb__text key; /* what stands in the column of units: a number or the name */
    const char *name;
} hrb__unit;
#define HRB__MOST_UNITS 254
#define HRB__OTHER_UNIT 255 /* one more than are told apart */

typedef enum hrb__level {
    HRB__LEVEL_UNKNOWN,
    HRB__LEVEL_DEPARTMENT, /* 部门: with its units */
    HRB__LEVEL_UNIT        /* 单位 */
} hrb__level;

/* A row that is the title of a table. */
typedef struct hrb__title_row {
    const hrb__table_form *form;
    hrb__text title;
    uint32_t row;
} hrb__title_row;

struct hrb_document {
    hrb__arena arena;
    hrb__blocks blocks;
    /* Only while the document is being understood: hrb__look by cell of the blocks, hrb__row_kind by row. */
    uint8_t *looks, *row_kinds;
    hrb__title_row *title_rows; /* those of them that are, in their order */
    size_t title_row_count, title_row_capacity;
    const hrb_rulebook *rulebook;
    const hrb_codebook *codebook;
    char *path;
    char *title, *department, *region;
    char **titles; /* by table, zero-terminated */
    int32_t year;
    bool is_final, has_kind;
    uint8_t level; /* hrb__level */
    hrb__unit *units;
    size_t unit_count, unit_capacity;
    hrb__table *tables;
    size_t table_count, table_capacity;
    hrb__fact *facts;
    const char **fact_texts; /* zero-terminated, as printed */
    char year_text[8];
    size_t fact_count, fact_capacity;
    hrb__issue *issues;
    size_t issue_count, issue_capacity;
    hrb__relation *relations;
    size_t relation_count, relation_capacity;
    hrb__narrated *narrated;
    size_t narrated_count, narrated_capacity;
    uint32_t *related; /* facts */
    size_t related_count, related_capacity;
    struct hrb__projects *projects; /* NULL until they are understood */
    bool out_of_memory;
    /* What a later stage has derived and shares with the document: set once, atomically, and freed with it. */
    struct hrb__columns *columns;
    void (*free_columns)(struct hrb__columns *columns);
};

/* Understands what a reader found; takes the blocks over, also on failure. */
hrb_status hrb__document_open(const hrb__blocks *blocks, const char *path, const struct hrb_options *options, hrb_document **out, hrb_error **error);

/* The stages of understanding; each sets out_of_memory on failure. identity.c, understand.c, claim.c. */
/* One look at each row; false when memory is out. */
bool hrb__look_over_rows(hrb_document *document);
void hrb__understand_identity(hrb_document *document, int32_t fallback_year);
void hrb__understand_tables(hrb_document *document);
/* One table whose header begins at a row; true if it was taken, *end is the row behind it. */
typedef struct hrb__table_start {
    size_t row;                  /* of the first header or data row */
    const hrb__table_form *form; /* by its title, or NULL */
    hrb__text title;
    hrb_unit unit; /* HRB_UNIT_NONE: not stated above the table */
    hrb__cell unit_line;
} hrb__table_start;
bool hrb__understand_table(hrb_document *document, const hrb__table_start *start, size_t *end);
void hrb__understand_narrative(hrb_document *document);

/* settle.c: which total a figure is, once all is read. */
void hrb__settle_totals(hrb_document *document);
/* unit_guess.c: the units of tables that state none, by what their figures agree with. */
void hrb__guess_units(hrb_document *document);

/* texts.c: what the getters hand out, zero-terminated. False when memory is out. */
bool hrb__copy_texts(hrb_document *document);
const char *hrb__table_text(const hrb_document *document, const hrb__table *table, size_t row, size_t column);

/* header.c: the columns of a table from its header rows. NULL on failure. */
hrb__column *hrb__header_columns(hrb_document *document, size_t first_row, size_t row_count, size_t data_width, size_t *column_count);
/* line.c: the labels of a table's rows become lines. */
bool hrb__read_lines(hrb_document *document, hrb__table *table);

/* The line that a row of a table has for its labels: that of its first pane that has one; NULL if none. */
const hrb__line *hrb__table_line(const hrb__table *table, size_t row);
/* The line that a fact of a table stands in; NULL for one in a sentence. */
const hrb__line *hrb__fact_line(const hrb_document *document, const hrb__fact *fact);

/* Whether a row is a title that names a table, "2020年部门收入预算总表". */
const hrb__table_form *hrb__title_form(const hrb_document *document, const hrb__row *row, hrb__text *title);
void hrb__add_issue(hrb_document *document, hrb__rule_kind kind, hrb_status status, int32_t table, int32_t row, int32_t column, hrb__cell cell);
hrb__fact *hrb__add_fact(hrb_document *document);
/* `facts` are copied; false when memory is out. */
bool hrb__add_relation(hrb_document *document, hrb__relation_kind kind, const uint32_t *facts, size_t count, const hrb__meaning *wanted);
/* ordinal.c: an ordinal such as 一、 （二） 3. 其中： at the start: its length, and the level it stands for. */
size_t hrb__ordinal_length(hrb__text text, int *level);
/* The first year that a text names (2025年), 0 if none. */
int32_t hrb__first_year(hrb__text text);
/* Bytes of `text` cut to at most `limit`, at a whole character. */
size_t hrb__clip(hrb__text text, size_t limit);

#endif
