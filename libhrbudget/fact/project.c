/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over the rows of the page: headings open a statement, its seven
 * sections and its table of targets follow in whatever order and spelling. */
#include <glib.h>
#include <stdlib.h>

#include "base/error.h"
#include "fact/project_words.h"

#define MAX_HEADING 240 /* bytes of a heading */
#define MAX_BACK 64     /* statements before the open one whose table may come late */
#define MAX_SECTION 60  /* bytes of the heading of a section */
#define WIDEST_HEAD 12  /* cells before the levels of a header: whose table it is, the project, its money, its aim */
#define SECTION_REACH 6 /* rows from a heading to its first section */

typedef struct walker {
    hrb_document *document;
    hrb__projects *projects;
    size_t row;
    hrb__project *project; /* the open one; only until the next is added */
    hrb_section section;
    hrb__lines budget;     /* of the open project */
    hrb__target_table table;
    hrb_unit head_unit;
    hrb_unit unit; /* the last one stated above a table */
    bool head_open; /* 项目名称 has been seen, 一级指标 has not */
} walker;

static bool add_span(hrb_document *document, hrb__lines *lines, hrb__text text)
{
    if (!hrb__grow((void **)&lines->items, lines->count, &lines->capacity, sizeof *lines->items)) {
        document->out_of_memory = true;
        return false;
    }
    lines->items[lines->count++] = hrb__span_of(document, text);
    return true;
}

/* What one look at the cells of a row tells. */
typedef struct row_look {
    hrb__text only; /* the only cell that has text; "" if there is none or more than one */
    bool may_be_header, may_be_head;
} row_look;

static inline row_look look_over(const hrb__blocks *blocks, const hrb__row *row)
{
    if (row->cell_count == 1)
        return (row_look){.only = hrb__row_text(blocks, row, 0)};
    row_look look = {.only = HRB__TEXT("")};
    size_t texts = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(blocks, row, i);
        texts += text.length > 0;
        look.only = text.length > 0 ? text : look.only;
        if (text.length < 12)
            continue;
        look.may_be_head = look.may_be_head || hrb__may_be_head(text);
        look.may_be_header = look.may_be_header || (i < WIDEST_HEAD && hrb__may_be_header(text));
    }
    if (texts > 1)
        look.only = HRB__TEXT("");
    return look;
}

/* The next line of a text, taken off its front. */
static bool next_line(hrb__text *rest, hrb__text *line)
{
    if (rest->length == 0)
        return false;
    const char *end = memchr(rest->data, '\n', rest->length);
    size_t length = end == NULL ? rest->length : (size_t)(end - rest->data);
    *line = hrb__text_trim((hrb__text){rest->data, length});
    size_t taken = end == NULL ? length : length + 1;
    rest->data += taken;
    rest->length -= taken;
    return true;
}

/* The first colon of either width: its place, or the length of the text, and its size. */
static size_t first_colon(hrb__text text, size_t *size)
{
    const char *narrow = memchr(text.data, ':', text.length);
    text.length = narrow == NULL ? text.length : (size_t)(narrow - text.data);
    size_t wide = hrb__text_find(text, HRB__TEXT("："));
    *size = wide != SIZE_MAX ? 3 : narrow != NULL ? 1 : 0;
    return wide != SIZE_MAX ? wide : text.length;
}

/* Which section a line opens, whether with a number, and what stands behind its colon. */
static hrb_section section_of(hrb__text line, bool *numbered, hrb__text *rest)
{
    if (line.length < 12 || line.length > 400)
        return 0;
    hrb__text words = line;
    if (hrb__project_beginning(line)->marks & HRB__BEGINS_ORDINAL)
        words = hrb__without_ordinal(line);
    *numbered = words.data != line.data;
    if (!hrb__may_be_section(words))
        return 0;
    char buffer[MAX_SECTION];
    size_t size, length = first_colon((hrb__text){words.data, MIN(words.length, MAX_SECTION + 3)}, &size);
    if (length > MAX_SECTION)
        return 0;
    const hrb__keyword *word = hrb__project_word(hrb__text_folded((hrb__text){words.data, length}, buffer, sizeof buffer), HRB__WORD_SECTION);
    if (word == NULL)
        return 0;
    hrb__text behind = {words.data + length + size, words.length - length - size};
    /* Only a numbered heading may have words behind it; and the colon is the one of full width, if there is one. */
    if ((!*numbered && behind.length > 0) || (size == 1 && hrb__text_has(behind, HRB__TEXT("："))))
        return 0;
    *rest = hrb__text_trim(behind);
    return word->value;
}

static hrb_section first_section(hrb__text text, hrb__text *line)
{
    hrb__text behind;
    bool numbered;
    return next_line(&text, line) ? section_of(*line, &numbered, &behind) : 0;
}

static bool section_follows(const walker *w, size_t row)
{
    const hrb__blocks *blocks = &w->document->blocks;
    hrb__text line;
    for (size_t r = row + 1; r < blocks->row_count && r <= row + SECTION_REACH; r++) {
        hrb_section section = first_section(look_over(blocks, &blocks->rows[r]).only, &line);
        if (section != 0)
            return section <= HRB_SECTION_PLAN;
    }
    return false;
}

/* …项目经费情况说明, with a section below it. */
static bool is_heading(const walker *w, hrb__text text)
{
    return text.length >= 15 && text.length <= MAX_HEADING && hrb__is_han(text.data + text.length - 3, "明") && hrb__heading_end(text) != SIZE_MAX && !hrb__text_has(text, HRB__TEXT("。")) &&
           !hrb__text_has(text, HRB__TEXT("\n")) && section_follows(w, w->row);
}

/* --- Opening and closing a project --- */

static void close_project(walker *w)
{
    hrb_document *document = w->document;
    hrb__target_end(document, &w->table);
    w->table = (hrb__target_table){0};
    w->head_open = false;
    hrb__project *project = w->project;
    if (project == NULL)
        return;
    project->first_item = (uint32_t)w->projects->part_count;
    if (w->budget.count > 0)
        hrb__read_budget(document, project, &w->budget);
    project->item_count = (uint32_t)w->projects->part_count - project->first_item;
    if (project->budget.quantum == 0) /* a form without a statement has it in its head */
        project->budget = project->head[HRB__HEAD_YEAR];
    w->budget.count = 0;
    w->project = NULL;
    w->section = 0;
}

static hrb__project *open_project(walker *w, hrb__span heading, bool has_statement)
{
    close_project(w);
    hrb__projects *projects = w->projects;
    if (!hrb__grow((void **)&projects->items, projects->count, &projects->capacity, sizeof *projects->items)) {
        w->document->out_of_memory = true;
        return NULL;
    }
    w->project = &projects->items[projects->count++];
    *w->project = (hrb__project){.entity = "", .name = "", .table_name = "", .has_statement = has_statement, .item_count_stated = -1,
                                 .first_indicator = (uint32_t)projects->indicator_count};
    hrb__set_heading(w->document, w->project, heading);
    return w->project;
}

static void open_section(walker *w, hrb_section section, hrb__text line)
{
    hrb__project *project = w->project;
    if (project->sections[section].length > 0)
        return; /* 年度绩效目标 inside 绩效目标, and the like: the first counts */
    for (hrb_section later = section + 1; later <= HRB_SECTIONS; later++)
        project->out_of_order = project->out_of_order || project->sections[later].length > 0;
    project->sections[section] = hrb__span_of(w->document, line);
    w->section = section;
}

/* A statement whose heading was not recognised begins with its first section. */
static void begin_without_heading(walker *w)
{
    const hrb__blocks *blocks = &w->document->blocks;
    hrb__span heading = {0, 0};
    if (w->row > 0) {
        hrb__text text = look_over(blocks, &blocks->rows[w->row - 1]).only;
        if (text.length > 0 && text.length <= MAX_HEADING && !hrb__text_has(text, HRB__TEXT("。")))
            heading = hrb__span_of(w->document, text);
    }
    open_project(w, heading, true);
}

static void read_line(walker *w, hrb__text line)
{
    hrb__text rest = HRB__TEXT("");
    bool numbered;
    hrb_section section = section_of(line, &numbered, &rest);
    if (section != 0) {
        bool again = w->project != NULL && w->project->sections[HRB_SECTION_OVERVIEW].length > 0 && w->section > HRB_SECTION_OVERVIEW;
        if (section == HRB_SECTION_OVERVIEW && numbered && (w->project == NULL || again || !w->project->has_statement))
            begin_without_heading(w);
        if (w->project == NULL || !w->project->has_statement)
            return;
        open_section(w, section, line);
        if (rest.length == 0)
            return;
        line = rest;
    }
    if (w->project == NULL || line.length == 0)
        return;
    hrb__read_products(w->document, (uint32_t)(w->projects->count - 1), hrb__span_of(w->document, line));
    if (w->section == HRB_SECTION_PERIOD && w->project->period.length == 0)
        w->project->period = hrb__span_of(w->document, line);
    if (w->section == HRB_SECTION_BUDGET)
        add_span(w->document, &w->budget, line);
}

static void read_lines(walker *w, hrb__cell cell)
{
    hrb__text rest = hrb__cell_text(&w->document->blocks, cell), line;
    if (cell.is_one_line && cell.length > 0)
        read_line(w, rest);
    while (!cell.is_one_line && next_line(&rest, &line))
        read_line(w, line);
}

/* …绩效目标, …表 or either with a bracket behind it. */
static bool may_be_target_title(hrb__text text)
{
    if (text.length <= 12 || text.length >= 200)
        return false;
    const char *last = text.data + text.length - 3;
    return last[2] == ')' || hrb__is_han(last, "表") || hrb__is_han(last, "）") || hrb__text_ends(text, HRB__TEXT("目标"));
}

static bool is_target_title(hrb__text text)
{
    if (!may_be_target_title(text) || memchr(text.data, '\n', text.length) != NULL) /* a heading with its first line below it */
        return false;
    return hrb__text_has(text, HRB__TEXT("绩效目标")) && !hrb__text_has(text, HRB__TEXT("。")) &&
           (hrb__text_has(text, HRB__TEXT("表")) || hrb__text_has(text, HRB__TEXT("财政支出项目")) || hrb__text_has(text, HRB__TEXT("项目支出")));
}

/* Whether a table of targets is that of an earlier statement: in some documents
 * all tables stand behind all statements. */
static bool belongs_to_earlier(const walker *w, hrb__text name)
{
    if (name.length == 0 || name.length >= 300 || w->project == NULL || !w->project->has_statement || hrb__heading_names(w->document, w->project, name))
        return false;
    for (size_t back = 2; back <= w->projects->count && back <= MAX_BACK; back++) {
        const hrb__project *p = &w->projects->items[w->projects->count - back];
        if (p->has_statement && hrb__heading_names(w->document, p, name))
            return true;
    }
    return false;
}

/* The head of a table of targets: for a project of its own where the open one has its table already. */
static bool read_head(walker *w, const hrb__row *row)
{
    hrb__target_head head;
    if (!hrb__target_head_read(w->document, row, &head))
        return false;
    if (head.name.length > 0) {
        bool taken = w->project != NULL && (w->project->table_name_span.length > 0 || w->projects->indicator_count > w->project->first_indicator);
        if (w->project == NULL || taken || belongs_to_earlier(w, hrb__span_text(w->document, head.name)))
            open_project(w, head.name, false);
        else
            hrb__target_end(w->document, &w->table);
        w->head_open = true;
        w->head_unit = HRB_UNIT_YUAN;
        w->section = 0;
    }
    if (w->project == NULL || !w->head_open)
        return false;
    hrb__target_head_store(w->document, &head, w->project, &w->head_unit);
    return true;
}

/* A header of a table of targets; one that a new page repeats goes on with the table. */
static bool open_table(walker *w, const hrb__row *row)
{
    hrb__target_table table = {.unit = w->unit};
    if (!hrb__target_header(w->document, row, &table))
        return false;
    bool goes_on = w->table.open;
    memcpy(table.carried, w->table.carried, goes_on ? sizeof table.carried : 0);
    hrb__target_end(w->document, &w->table);
    if (w->project == NULL)
        open_project(w, (hrb__span){0, 0}, false);
    table.project = (uint32_t)(w->projects->count - 1);
    w->table = table;
    w->section = 0;
    w->head_open = false;
    return true;
}

/* A row that names the next project of a table of several. */
static bool begins_project(walker *w, const hrb__row *row)
{
    hrb__span money, name = hrb__target_project(w->document, row, &w->table, &money);
    if (name.length == 0)
        return false;
    hrb__target_end(w->document, &w->table);
    hrb__target_table table = {.open = true, .width = w->table.width, .placed = w->table.placed, .has_projects = true, .unit = w->table.unit};
    memcpy(table.role, w->table.role, sizeof table.role);
    bool fresh = w->project != NULL && !w->project->has_statement && w->project->table_name_span.length == 0 && w->project->first_indicator == w->projects->indicator_count;
    if (!fresh)
        open_project(w, name, false);
    if (w->project == NULL)
        return true;
    w->project->table_name_span = name;
    hrb__set_heading(w->document, w->project, name);
    hrb__read_money(w->document, money, table.unit, &w->project->budget);
    table.project = (uint32_t)(w->projects->count - 1);
    w->table = table;
    hrb__target_row(w->document, row, &w->table);
    return true;
}

/* 单位：万元 above a table. */
static void read_unit(walker *w, hrb__text text)
{
    if (text.length < 10 || text.length > 60 || !hrb__text_has(text, HRB__TEXT("单位")))
        return;
    if (hrb__text_has(text, HRB__TEXT("万元")))
        w->unit = HRB_UNIT_WAN_YUAN;
    else if (hrb__text_has(text, HRB__TEXT("元")))
        w->unit = HRB_UNIT_YUAN;
}

/* A row below the header of a table of targets: false if it ends the table. */
static bool continues_table(walker *w, const hrb__row *row, const row_look *look)
{
    hrb__text line;
    if (first_section(look->only, &line) != 0 || (look->may_be_head && read_head(w, row)))
        return false;
    return w->table.open && hrb__target_row(w->document, row, &w->table);
}

static void read_row(walker *w, const hrb__row *row)
{
    hrb_document *document = w->document;
    const row_look look = look_over(&document->blocks, row);
    if (is_heading(w, look.only)) {
        open_project(w, hrb__span_of(document, look.only), true);
        return;
    }
    if (look.may_be_header && open_table(w, row))
        return;
    hrb__span unread;
    if (!w->table.open && row->cell_count > 1 && hrb__target_unread(document, row, &unread) && w->projects->unread_count++ == 0)
        w->projects->unread = unread;
    if (w->table.has_projects && w->table.open && begins_project(w, row))
        return;
    if (look.may_be_head && !w->table.open && read_head(w, row))
        return;
    read_unit(w, look.only);
    if (is_target_title(look.only)) {
        hrb__target_end(document, &w->table);
        w->section = 0;
        return;
    }
    if (w->table.open) {
        if (continues_table(w, row, &look) || w->head_open)
            return;
        hrb__target_end(document, &w->table);
    }
    if (w->head_open && row->cell_count > 1)
        return; /* 年度绩效目标 in the head is no section */
    for (size_t i = 0; i < row->cell_count; i++)
        read_lines(w, document->blocks.cells[row->first_cell + i]);
}

/* --- The whole --- */

/* Facts of their own: no two projects mean the same figure. */
static void add_facts(hrb_document *document, const hrb__projects *projects)
{
    for (size_t i = 0; i < projects->count; i++) {
        const hrb__project *p = &projects->items[i];
        hrb__fact *fact = p->budget.quantum == 0 || p->budget_is_sum ? NULL : hrb__add_fact(document);
        if (fact == NULL)
            continue;
        fact->meaning.function = HRB__UNKNOWN_LINE | (uint32_t)i;
        fact->meaning.economic = HRB__UNKNOWN_LINE | (uint32_t)i;
        fact->value = p->budget.fen;
        fact->quantum = p->budget.quantum;
        fact->offset = p->budget.span.offset;
        fact->length = p->budget.span.length;
        fact->value_kind = HRB_VALUE_FEN;
        fact->source = HRB__FROM_PROJECT;
    }
}

static void find_announcement(hrb_document *document, const hrb__row *row)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        if (text.length > 20 && text.length < 4000 && hrb__text_has(text, HRB__TEXT("绩效目标")) && hrb__text_has(text, HRB__TEXT("项目")))
            hrb__read_announcement(document, hrb__span_of(document, text));
    }
}

void hrb__understand_projects(hrb_document *document)
{
    hrb__projects *projects = hrb__arena_array(&document->arena, 1, sizeof *projects);
    if (projects == NULL) {
        document->out_of_memory = true;
        return;
    }
    document->projects = projects;
    projects->equals.end = document->blocks.source.text + document->blocks.source.length;
    walker w = {.document = document, .projects = projects, .head_unit = HRB_UNIT_YUAN, .unit = HRB_UNIT_YUAN};
    for (size_t table = 0; w.row < document->blocks.row_count && !document->out_of_memory; w.row++) {
        while (table < document->table_count && document->tables[table].end_block_row <= w.row)
            table++;
        if (table < document->table_count && document->tables[table].form != NULL && document->tables[table].first_block_row <= w.row)
            continue;
        if (projects->count == 0 && !projects->announced.has_count && !projects->announced.has_money)
            find_announcement(document, &document->blocks.rows[w.row]);
        read_row(&w, &document->blocks.rows[w.row]);
        if (w.project == NULL)
            continue;
        if (projects->end_row == 0)
            projects->first_row = w.row;
        if (w.table.open || w.section != 0)
            projects->end_row = w.row + 1;
    }
    projects->first_row = MIN(projects->first_row, projects->end_row);
    close_project(&w);
    free(w.budget.items);
    g_free(projects->figures.items);
    projects->figures = (hrb__figures){0};
    for (size_t i = 0; i < projects->count; i++) {
        uint32_t end = i + 1 < projects->count ? projects->items[i + 1].first_indicator : (uint32_t)projects->indicator_count;
        projects->items[i].indicator_count = end - projects->items[i].first_indicator;
    }
    if (!document->out_of_memory)
        hrb__name_projects(document, projects);
    if (!document->out_of_memory)
        add_facts(document, projects);
}

void hrb__projects_free(hrb__projects *projects)
{
    if (projects == NULL)
        return;
    hrb__shed(projects->items, projects->capacity, sizeof *projects->items);
    hrb__shed(projects->parts, projects->part_capacity, sizeof *projects->parts);
    hrb__shed(projects->indicators, projects->indicator_capacity, sizeof *projects->indicators);
    hrb__shed(projects->products, projects->product_capacity, sizeof *projects->products);
}
