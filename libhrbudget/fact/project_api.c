/* SPDX-License-Identifier: Apache-2.0 */
/* The getters of projects and indicators. */
#include "fact/project.h"

static const hrb__project *project_at(const hrb_document *document, size_t project)
{
    return document == NULL || document->projects == NULL || project >= document->projects->count ? NULL : &document->projects->items[project];
}

static const hrb__indicator *indicator_at(const hrb_document *document, size_t indicator)
{
    return document == NULL || document->projects == NULL || indicator >= document->projects->indicator_count ? NULL : &document->projects->indicators[indicator];
}

static hrb_place place_of(const hrb_document *document, hrb__span span)
{
    return hrb__source_place(&document->blocks.source, span.offset, span.length);
}

size_t hrb_project_count(const hrb_document *document)
{
    return document == NULL || document->projects == NULL ? 0 : document->projects->count;
}

const char *hrb_project_name(const hrb_document *document, size_t project)
{
    const hrb__project *p = project_at(document, project);
    return p == NULL ? "" : p->name;
}

const char *hrb_project_entity(const hrb_document *document, size_t project)
{
    const hrb__project *p = project_at(document, project);
    return p == NULL ? "" : p->entity;
}

const char *hrb_project_table_name(const hrb_document *document, size_t project)
{
    const hrb__project *p = project_at(document, project);
    return p == NULL ? "" : p->table_name;
}

bool hrb_project_has_statement(const hrb_document *document, size_t project)
{
    const hrb__project *p = project_at(document, project);
    return p != NULL && p->has_statement;
}

hrb_place hrb_project_place(const hrb_document *document, size_t project)
{
    const hrb__project *p = project_at(document, project);
    return p == NULL ? (hrb_place){0} : place_of(document, p->heading);
}

bool hrb_project_budget(const hrb_document *document, size_t project, hrb_fen *fen, int64_t *quantum_fen, bool *is_sum)
{
    const hrb__project *p = project_at(document, project);
    if (p == NULL || p->budget.quantum == 0)
        return false;
    if (fen != NULL)
        *fen = p->budget.fen;
    if (quantum_fen != NULL)
        *quantum_fen = p->budget.quantum;
    if (is_sum != NULL)
        *is_sum = p->budget_is_sum;
    return true;
}

hrb_place hrb_project_budget_place(const hrb_document *document, size_t project)
{
    const hrb__project *p = project_at(document, project);
    return p == NULL || p->budget.quantum == 0 ? (hrb_place){0} : place_of(document, p->budget.span);
}

static const hrb__stated *item_at(const hrb_document *document, size_t project, size_t item)
{
    const hrb__project *p = project_at(document, project);
    return p == NULL || item >= p->item_count ? NULL : &document->projects->parts[p->first_item + item];
}

size_t hrb_project_item_count(const hrb_document *document, size_t project)
{
    const hrb__project *p = project_at(document, project);
    return p == NULL ? 0 : p->item_count;
}

const char *hrb_project_item_name(const hrb_document *document, size_t project, size_t item)
{
    const hrb__stated *m = item_at(document, project, item);
    return m == NULL ? "" : m->name;
}

bool hrb_project_item_amount(const hrb_document *document, size_t project, size_t item, hrb_fen *fen, int64_t *quantum_fen)
{
    const hrb__stated *m = item_at(document, project, item);
    if (m == NULL)
        return false;
    if (fen != NULL)
        *fen = m->fen;
    if (quantum_fen != NULL)
        *quantum_fen = m->quantum;
    return true;
}

hrb_place hrb_project_item_place(const hrb_document *document, size_t project, size_t item)
{
    const hrb__stated *m = item_at(document, project, item);
    return m == NULL ? (hrb_place){0} : place_of(document, m->span);
}

const char *hrb_section_name(hrb_section section)
{
    static const char *const NAMES[] = {"", "项目概述", "立项依据", "实施主体", "实施方案", "实施周期", "年度预算安排", "绩效目标"};
    return section < 0 || section > HRB_SECTIONS ? "" : NAMES[section];
}

bool hrb_project_section(const hrb_document *document, size_t project, hrb_section section, hrb_place *place)
{
    const hrb__project *p = project_at(document, project);
    if (p == NULL || section < 1 || section > HRB_SECTIONS || p->sections[section].length == 0)
        return false;
    if (place != NULL)
        *place = place_of(document, p->sections[section]);
    return true;
}

size_t hrb_indicator_count(const hrb_document *document)
{
    return document == NULL || document->projects == NULL ? 0 : document->projects->indicator_count;
}

size_t hrb_indicator_project(const hrb_document *document, size_t indicator)
{
    const hrb__indicator *i = indicator_at(document, indicator);
    return i == NULL ? SIZE_MAX : i->project;
}

const char *hrb_indicator_level(const hrb_document *document, size_t indicator, int32_t level)
{
    const hrb__indicator *i = indicator_at(document, indicator);
    return i == NULL || level < 1 || level > 3 ? "" : i->levels[level - 1].data;
}

const hrb_target *hrb_indicator_target(const hrb_document *document, size_t indicator)
{
    const hrb__indicator *i = indicator_at(document, indicator);
    return i == NULL ? NULL : i->target;
}

hrb_place hrb_indicator_place(const hrb_document *document, size_t indicator)
{
    const hrb__indicator *i = indicator_at(document, indicator);
    if (i == NULL)
        return (hrb_place){0};
    hrb__span span = i->target_span.length > 0 ? i->target_span : i->level[2].length > 0 ? i->level[2] : i->level[1];
    return place_of(document, span);
}
