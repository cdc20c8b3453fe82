/* SPDX-License-Identifier: Apache-2.0 */
/* Project statements (项目经费情况说明) and their tables of targets. */
#ifndef HRB_FACT_PROJECT_H
#define HRB_FACT_PROJECT_H

#include "fact/ahead.h"
#include "fact/document.h"
#include "indicator/target.h"

/* A stretch of the source's text; length 0 is none. */
typedef struct hrb__span {
    uint32_t offset, length;
} hrb__span;

/* An amount of a statement. */
typedef struct hrb__stated {
    hrb__span span; /* the figure with its unit */
    hrb_fen fen;
    int64_t quantum; /* 0: not stated */
    const char *name; /* what it is for */
    bool has_unit;
} hrb__stated;

/* 350元*200人*2次=14万元, multiplied out. */
typedef struct hrb__product {
    uint32_t project;
    hrb__span span; /* all of it */
    hrb__stated result;
    hrb_fen computed;
} hrb__product;

/* The money of the head of a table of targets. */
typedef enum hrb__head_money {
    HRB__HEAD_TOTAL,
    HRB__HEAD_FISCAL,
    HRB__HEAD_OTHER,
    HRB__HEAD_YEAR,
    HRB__HEAD_YEAR_FISCAL,
    HRB__HEAD_YEAR_CARRIED,
    HRB__HEAD_YEAR_OTHER,
    HRB__HEAD_MONEYS,
    HRB__HEAD_NAME = HRB__HEAD_MONEYS, /* no money: whose head it is, */
    HRB__HEAD_UNIT                     /* and the unit of what stands below */
} hrb__head_money;

typedef struct hrb__project {
    const char *entity, *name, *table_name; /* table_name: as its table of targets calls it, "" if there is none */
    hrb__span heading, table_name_span;
    hrb__span words; /* of the heading, without what it ends in */
    hrb__span sections[HRB_SECTIONS + 1];   /* the headings, by hrb_section */
    hrb__span budget_text; /* the line that states the budget */
    bool has_statement;
    bool out_of_order;
    bool budget_is_sum; /* of the items: no total is stated */
    bool claims_all;    /* the items are said to be all of it */
    hrb__stated budget;  /* quantum 0: not found */
    hrb__stated again;   /* 合计: the total a second time */
    int32_t item_count_stated; /* 涉及2个项目分类; -1 if not */
    hrb__span item_count_span;
    hrb__span period;    /* the first line of 实施周期 */
    int32_t budget_year; /* of 2019年预算金额… where that is not the document's; 0 if none */
    hrb__span budget_year_span;
    uint32_t first_item, item_count;           /* document->items */
    uint32_t first_indicator, indicator_count; /* document->indicators */
    hrb__stated head[HRB__HEAD_MONEYS];
} hrb__project;

typedef struct hrb__indicator {
    uint32_t project;
    hrb__span level[3], target_span;
    hrb__text levels[3];      /* zero-terminated; 1 and 2 carried down from above */
    const hrb_target *target; /* in the document's arena: those that say the same share one */
} hrb__indicator;

/* What it is called: by its third level, or its second if it has none. */
static inline hrb__text hrb__indicator_name(const hrb__indicator *indicator)
{
    return indicator->levels[2].length > 0 ? indicator->levels[2] : indicator->levels[1];
}

/* What the narrative says of all projects: 编报绩效目标的项目37个，涉及项目预算资金31,790.34万元. */
typedef struct hrb__announcement {
    bool has_count, has_money;
    int64_t count;
    hrb__span count_span;
    hrb__stated money;
} hrb__announcement;

typedef struct hrb__text_figure hrb__text_figure; /* project_figure.h */
typedef struct hrb__figures {
    hrb__text_figure *items;
    size_t capacity;
} hrb__figures;

typedef struct hrb__projects {
    hrb__project *items;
    size_t count, capacity;
    hrb__stated *parts; /* of the budgets */
    size_t part_count, part_capacity;
    hrb__indicator *indicators;
    size_t indicator_count, indicator_capacity;
    hrb__product *products;
    size_t product_count, product_capacity;
    hrb__announcement announced;
    hrb__span unread;    /* the first header of a table of targets whose columns could not be told */
    size_t unread_count;
#define HRB__LATELY 512
    const hrb_target *lately[HRB__LATELY]; /* by the hash of its text, the target read last */
    /* Only while they are being understood: */
    hrb__figures figures; /* of the text read last */
    hrb__ahead equals;
    size_t first_row, end_row; /* of the blocks: from the first statement to the end of the last; equal if there is none */
} hrb__projects;

/* Fills document->projects. */
void hrb__understand_projects(hrb_document *document);
void hrb__projects_free(hrb__projects *projects);

/* project_money.c: the amounts of the lines of a budget section; project_figure.c: products anywhere. */
typedef struct hrb__lines {
    hrb__span *items;
    size_t count, capacity;
} hrb__lines;
void hrb__read_budget(hrb_document *document, hrb__project *project, const hrb__lines *lines);
void hrb__read_products(hrb_document *document, uint32_t project, hrb__span line);
/* An amount that is all of a text, in `unit` where it has none. */
bool hrb__read_money(const hrb_document *document, hrb__span span, hrb_unit unit, hrb__stated *out);
void hrb__read_announcement(hrb_document *document, hrb__span line);

/* project_targets.c: the rows of a table of targets. What its columns are for: */
typedef enum hrb__target_role {
    HRB__ROLE_NONE,
    HRB__LEVEL_1,
    HRB__LEVEL_2,
    HRB__LEVEL_3,
    HRB__TARGET,
    HRB__TARGET_OF_PROJECT, /* of all its years; counts where there is none of the year */
    HRB__TARGET_SIGN,       /* ≥, ＝, 定性 in a column of its own */
    HRB__TARGET_UNIT,
    HRB__PROJECT_NAME, /* several projects in one table */
    HRB__PROJECT_MONEY,
    HRB__TARGET_ROLES
} hrb__target_role;
typedef struct hrb__target_table {
    bool open;       /* its header has been seen */
    uint32_t project;
    uint8_t role[24]; /* hrb__target_role, by cell (or grid column) */
    hrb_unit unit;    /* of HRB__PROJECT_MONEY */
    uint8_t width;
    bool placed;
    bool has_projects; /* a column of HRB__PROJECT_NAME */
    hrb__span carried[2];
    hrb__span pending[24]; /* the cells of a row that the export tore apart */
    uint8_t pending_count;
    bool wants_target; /* a whole row, but for its target */
} hrb__target_table;
bool hrb__target_header(const hrb_document *document, const hrb__row *row, hrb__target_table *table);
/* What a text is as the header of a column. */
hrb__target_role hrb__target_column(hrb__text text);
/* Whether a row that is no header names the levels of indicators all the same. */
bool hrb__target_unread(const hrb_document *document, const hrb__row *row, hrb__span *cell);
/* The name of the project that a row begins, in a table of several; length 0 if it begins none. */
hrb__span hrb__target_project(const hrb_document *document, const hrb__row *row, const hrb__target_table *table, hrb__span *money);
/* True if the row belongs to the table. */
bool hrb__target_row(hrb_document *document, const hrb__row *row, hrb__target_table *table);
void hrb__target_end(hrb_document *document, hrb__target_table *table);

/* project_head.c: a row of the head above a table: 项目名称, 项目资金. Each label with its value. */
typedef struct hrb__head_entry {
    uint8_t what;    /* hrb__head_money */
    hrb__span value; /* length 0: it has none */
    hrb_unit unit;   /* that the label states, or HRB_UNIT_NONE */
} hrb__head_entry;
typedef struct hrb__target_head {
    hrb__span name; /* of the project, length 0 if it is not told */
    hrb__head_entry entries[24];
    size_t count;
} hrb__target_head;
/* The labels of a row; false if it has none. */
bool hrb__target_head_read(const hrb_document *document, const hrb__row *row, hrb__target_head *out);
/* Their values into the project; *unit is that of the figures, until a label states another. */
void hrb__target_head_store(const hrb_document *document, const hrb__target_head *head, hrb__project *project, hrb_unit *unit);

/* project_name.c: a heading up to what it ends in (SIZE_MAX if it ends in nothing of the kind), its words, and whose project it is. */
size_t hrb__heading_end(hrb__text text);
hrb__text hrb__without_ordinal(hrb__text text);
void hrb__set_heading(const hrb_document *document, hrb__project *project, hrb__span heading);
bool hrb__heading_names(const hrb_document *document, const hrb__project *project, hrb__text name);
void hrb__name_projects(hrb_document *document, hrb__projects *projects);

static inline bool hrb__text_ends(hrb__text text, hrb__text end)
{
    return text.length >= end.length && hrb__text_starts((hrb__text){text.data + text.length - end.length, end.length}, end);
}

static inline hrb__text hrb__span_text(const hrb_document *document, hrb__span span)
{
    return (hrb__text){document->blocks.source.text + span.offset, span.length};
}

static inline hrb__span hrb__span_of(const hrb_document *document, hrb__text text)
{
    return (hrb__span){(uint32_t)(text.data - document->blocks.source.text), (uint32_t)text.length};
}

#endif
