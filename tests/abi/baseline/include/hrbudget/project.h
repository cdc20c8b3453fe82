/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRBUDGET_PROJECT_H
#define HRBUDGET_PROJECT_H

#if !defined(HRBUDGET_H_INSIDE)
#error "include <hrbudget/hrbudget.h> only"
#endif

HRB_BEGIN_DECLS

/* --- Project statements (项目经费情况说明), in the order of the document; indices from 0 --- */

HRB_API size_t hrb_project_count(const hrb_document *document);
HRB_API const char *hrb_project_name(const hrb_document *document, size_t project);       /* 创业就业 */
HRB_API const char *hrb_project_entity(const hrb_document *document, size_t project);     /* whose it is; "" if not told */
HRB_API const char *hrb_project_table_name(const hrb_document *document, size_t project); /* the name in its table of targets; "" if it has none */
/* False for a table of targets that stands without a statement. */
HRB_API bool hrb_project_has_statement(const hrb_document *document, size_t project);
HRB_API hrb_place hrb_project_place(const hrb_document *document, size_t project);

/* The budget of the year; false if none was found. `is_sum`: no total is stated, the items were added. Outputs may be NULL. */
HRB_API bool hrb_project_budget(const hrb_document *document, size_t project, hrb_fen *fen, int64_t *quantum_fen, bool *is_sum);
HRB_API hrb_place hrb_project_budget_place(const hrb_document *document, size_t project);
/* What the budget is made up of. */
HRB_API size_t hrb_project_item_count(const hrb_document *document, size_t project);
HRB_API const char *hrb_project_item_name(const hrb_document *document, size_t project, size_t item);
HRB_API bool hrb_project_item_amount(const hrb_document *document, size_t project, size_t item, hrb_fen *fen, int64_t *quantum_fen);
HRB_API hrb_place hrb_project_item_place(const hrb_document *document, size_t project, size_t item);

/* The seven sections of a statement. */
typedef int32_t hrb_section;
enum {
    HRB_SECTION_OVERVIEW = 1, /* 项目概述 */
    HRB_SECTION_BASIS = 2,    /* 立项依据 */
    HRB_SECTION_BODY = 3,     /* 实施主体 */
    HRB_SECTION_PLAN = 4,     /* 实施方案 */
    HRB_SECTION_PERIOD = 5,   /* 实施周期 */
    HRB_SECTION_BUDGET = 6,   /* 年度预算安排 */
    HRB_SECTION_GOALS = 7     /* 绩效目标 */
};
#define HRB_SECTIONS 7
/* Its name in Chinese; "" for no section. */
HRB_API const char *hrb_section_name(hrb_section section);
/* Whether the statement has a section, and where its heading stands (`place` may be NULL). */
HRB_API bool hrb_project_section(const hrb_document *document, size_t project, hrb_section section, hrb_place *place);

/* --- Performance indicators of all projects --- */

HRB_API size_t hrb_indicator_count(const hrb_document *document);
HRB_API size_t hrb_indicator_project(const hrb_document *document, size_t indicator); /* SIZE_MAX past the end */
/* The name at level 1 to 3; 1 and 2 are carried down from the rows above. "" if there is none. */
HRB_API const char *hrb_indicator_level(const hrb_document *document, size_t indicator, int32_t level);
/* Its target, borrowed from the document. NULL past the end. */
HRB_API const hrb_target *hrb_indicator_target(const hrb_document *document, size_t indicator);
HRB_API hrb_place hrb_indicator_place(const hrb_document *document, size_t indicator);

/* Projects or indicators as one text (hrb_string_free it): JSON hrbudget.projects/1 and
 * hrbudget.indicators/1, CSV, or text for people. Since 0.1. */
HRB_API hrb_status hrb_projects_format(const hrb_document *document, hrb_format format, hrb_lang lang, char **out, size_t *length, hrb_error **error);
HRB_API hrb_status hrb_indicators_format(const hrb_document *document, hrb_format format, hrb_lang lang, char **out, size_t *length, hrb_error **error);

HRB_END_DECLS
#endif
