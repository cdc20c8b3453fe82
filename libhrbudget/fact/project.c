/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over the rows of the page: headings open a statement, its seven
 * sections and its table of targets follow in whatever order and spelling. */
#include "fact/project.h"

#include <glib.h>
#include <stdlib.h>

#include "base/error.h"

/* A word of a table. */
#define WORD(text) {(text), sizeof(text) - 1}

#define MAX_HEADING 240 /* bytes of a heading */
#define MAX_ENTITIES 64
#define SECTION_REACH 6 /* rows from a heading to its first section */

static const struct {
    hrb__text word;
    hrb_section section;
} SECTION_WORDS[] = {
    {WORD("项目概述"), HRB_SECTION_OVERVIEW}, {WORD("项目概况"), HRB_SECTION_OVERVIEW}, {WORD("项目简介"), HRB_SECTION_OVERVIEW},
    {WORD("项目基本情况"), HRB_SECTION_OVERVIEW}, {WORD("项目背景"), HRB_SECTION_OVERVIEW}, {WORD("项目内容"), HRB_SECTION_OVERVIEW},
    {WORD("立项依据"), HRB_SECTION_BASIS}, {WORD("项目立项依据"), HRB_SECTION_BASIS}, {WORD("设立依据"), HRB_SECTION_BASIS}, {WORD("政策依据"), HRB_SECTION_BASIS},
    {WORD("立项依据及必要性"), HRB_SECTION_BASIS},
    {WORD("实施主体"), HRB_SECTION_BODY}, {WORD("项目实施主体"), HRB_SECTION_BODY}, {WORD("实施单位"), HRB_SECTION_BODY},
    {WORD("实施方案"), HRB_SECTION_PLAN}, {WORD("项目实施方案"), HRB_SECTION_PLAN}, {WORD("实施计划"), HRB_SECTION_PLAN},
    {WORD("实施周期"), HRB_SECTION_PERIOD}, {WORD("项目实施周期"), HRB_SECTION_PERIOD}, {WORD("项目周期"), HRB_SECTION_PERIOD}, {WORD("实施期限"), HRB_SECTION_PERIOD},
    {WORD("年度预算安排"), HRB_SECTION_BUDGET}, {WORD("项目年度预算安排"), HRB_SECTION_BUDGET}, {WORD("预算安排"), HRB_SECTION_BUDGET},
    {WORD("年度预算"), HRB_SECTION_BUDGET}, {WORD("年度预算安排情况"), HRB_SECTION_BUDGET}, {WORD("资金安排"), HRB_SECTION_BUDGET},
    {WORD("年度资金安排"), HRB_SECTION_BUDGET}, {WORD("经费安排"), HRB_SECTION_BUDGET}, {WORD("年度经费安排"), HRB_SECTION_BUDGET},
    {WORD("绩效目标"), HRB_SECTION_GOALS}, {WORD("项目绩效目标"), HRB_SECTION_GOALS}, {WORD("年度绩效目标"), HRB_SECTION_GOALS}, {WORD("绩效目标情况"), HRB_SECTION_GOALS},
};

/* What a heading ends in, the longest first. */
static const hrb__text HEADING_ENDS[] = {WORD("经费情况说明"), WORD("经费况说明"), WORD("经费安排情况说明"), WORD("项目情况说明"), WORD("项目经费说明"), WORD("资金情况说明")};

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

/* The only cell of a row that has text; "" if there is none or more than one. */
static hrb__text only_text(const hrb__blocks *blocks, const hrb__row *row)
{
    hrb__text found = HRB__TEXT("");
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(blocks, row, i);
        if (text.length > 0 && found.length > 0)
            return HRB__TEXT("");
        if (text.length > 0)
            found = text;
    }
    return found;
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

static hrb__text without_ordinal(hrb__text text)
{
    int level;
    size_t length = hrb__ordinal_length(text, &level);
    return hrb__text_trim((hrb__text){text.data + length, text.length - length});
}

/* A cheap look: every heading of a section begins with one of these. */
static bool may_be_section(hrb__text words)
{
    static const char FIRST[] = "项立设政实年预资经绩";
    if (words.length < 12)
        return false;
    for (size_t i = 0; i + 3 < sizeof FIRST; i += 3)
        if (memcmp(FIRST + i, words.data, 3) == 0)
            return true;
    return false;
}

/* Which section a line opens; what stands behind its colon in *rest. */
static hrb_section section_of(hrb__text line, hrb__text *rest)
{
    if (line.length < 12 || line.length > 400)
        return 0;
    char buffer[128];
    hrb__text words = without_ordinal(line);
    if (!may_be_section(words))
        return 0;
    size_t colon = hrb__text_find(words, HRB__TEXT("：")), size = 3;
    if (colon == SIZE_MAX)
        colon = hrb__text_find(words, HRB__TEXT(":")), size = 1;
    hrb__text label = colon == SIZE_MAX ? words : (hrb__text){words.data, colon};
    /* Only a numbered heading may have words behind it. */
    if (label.length > 60 || (colon != SIZE_MAX && words.data == line.data && colon + size < words.length))
        return 0;
    hrb__text folded = {buffer, hrb__text_fold(label, buffer, sizeof buffer)};
    for (size_t i = 0; i < G_N_ELEMENTS(SECTION_WORDS); i++)
        if (hrb__text_equals(folded, SECTION_WORDS[i].word)) {
            *rest = colon == SIZE_MAX ? HRB__TEXT("") : hrb__text_trim((hrb__text){words.data + colon + size, words.length - colon - size});
            return SECTION_WORDS[i].section;
        }
    return 0;
}

static hrb_section row_section(const hrb_document *document, const hrb__row *row, hrb__text *line)
{
    hrb__text rest = only_text(&document->blocks, row), behind;
    return next_line(&rest, line) ? section_of(*line, &behind) : 0;
}

static bool section_follows(const walker *w, size_t row)
{
    const hrb__blocks *blocks = &w->document->blocks;
    hrb__text line;
    for (size_t r = row + 1; r < blocks->row_count && r <= row + SECTION_REACH; r++) {
        hrb_section section = row_section(w->document, &blocks->rows[r], &line);
        if (section != 0)
            return section <= HRB_SECTION_PLAN;
    }
    return false;
}

/* …项目经费情况说明, with a section below it. */
static bool is_heading(const walker *w, hrb__text text)
{
    if (text.length < 15 || text.length > MAX_HEADING || memcmp(text.data + text.length - 6, "说明", 6) != 0)
        return false;
    size_t end = SIZE_MAX;
    for (size_t i = 0; i < G_N_ELEMENTS(HEADING_ENDS) && end == SIZE_MAX; i++)
        if (text.length >= HEADING_ENDS[i].length && memcmp(text.data + text.length - HEADING_ENDS[i].length, HEADING_ENDS[i].data, HEADING_ENDS[i].length) == 0)
            end = text.length - HEADING_ENDS[i].length;
    if (end == SIZE_MAX || hrb__text_has(text, HRB__TEXT("。")) || hrb__text_has(text, HRB__TEXT("\n")) || !section_follows(w, w->row))
        return false;
    return true;
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
    *w->project = (hrb__project){.entity = "", .name = "", .table_name = "", .heading = heading, .has_statement = has_statement, .item_count_stated = -1,
                                 .first_indicator = (uint32_t)projects->indicator_count};
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
        hrb__text text = only_text(blocks, &blocks->rows[w->row - 1]);
        if (text.length > 0 && text.length <= MAX_HEADING && !hrb__text_has(text, HRB__TEXT("。")))
            heading = hrb__span_of(w->document, text);
    }
    open_project(w, heading, true);
}

static void read_line(walker *w, hrb__text line)
{
    hrb__text rest = HRB__TEXT("");
    hrb_section section = section_of(line, &rest);
    if (section != 0) {
        bool numbered = without_ordinal(line).data != line.data;
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

static bool is_target_title(hrb__text text)
{
    static const hrb__text ENDS[] = {WORD("目标"), WORD("表"), WORD("）"), WORD(")")};
    bool may_be = false;
    for (size_t i = 0; i < G_N_ELEMENTS(ENDS) && !may_be; i++)
        may_be = text.length > 12 && text.length < 200 && memcmp(text.data + text.length - ENDS[i].length, ENDS[i].data, ENDS[i].length) == 0;
    if (may_be && memchr(text.data, '\n', text.length) != NULL)
        return false; /* a heading with its first line below it */
    return may_be && hrb__text_has(text, HRB__TEXT("绩效目标")) && !hrb__text_has(text, HRB__TEXT("。")) &&
           (hrb__text_has(text, HRB__TEXT("表")) || hrb__text_has(text, HRB__TEXT("财政支出项目")) || hrb__text_has(text, HRB__TEXT("项目支出")));
}

static size_t fold(hrb__text text, char *out, size_t size)
{
    return hrb__text_fold(text, out, size);
}

/* The heading without what it ends in: "…局创业就业项目经费情况说明" to "…局创业就业". */
static hrb__text heading_words(const hrb_document *document, const hrb__project *project)
{
    hrb__text text = without_ordinal(hrb__span_text(document, project->heading));
    for (size_t i = 0; i < G_N_ELEMENTS(HEADING_ENDS); i++)
        if (text.length >= HEADING_ENDS[i].length && memcmp(text.data + text.length - HEADING_ENDS[i].length, HEADING_ENDS[i].data, HEADING_ENDS[i].length) == 0) {
            text.length -= HEADING_ENDS[i].length;
            break;
        }
    if (text.length > 6 && memcmp(text.data + text.length - 6, "项目", 6) == 0)
        text.length -= 6;
    else if (text.length == 6 && memcmp(text.data, "项目", 6) == 0)
        text.length = 0;
    return hrb__text_trim(text);
}

/* Bytes at the end of `text` that say the same as `name`; 0 if it does not end so. */
static size_t tail_length(hrb__text text, const char *name)
{
    char wanted[512], found[512];
    size_t n = fold((hrb__text){name, strlen(name)}, wanted, sizeof wanted);
    if (n == 0 || n == sizeof wanted)
        return 0;
    for (size_t start = text.length; start > 0;) {
        do {
            start--;
        } while (start > 0 && ((unsigned char)text.data[start] & 0xC0) == 0x80);
        size_t m = fold((hrb__text){text.data + start, text.length - start}, found, sizeof found);
        if (m == n && memcmp(found, wanted, n) == 0)
            return text.length - start;
        if (m > n)
            return 0;
    }
    return 0;
}

/* Whether a table of targets is that of an earlier statement: in some documents
 * all tables stand behind all statements. */
static bool belongs_to_earlier(const walker *w, hrb__text name)
{
    char buffer[300];
    if (name.length == 0 || name.length >= sizeof buffer || w->project == NULL || !w->project->has_statement)
        return false;
    memcpy(buffer, name.data, name.length);
    buffer[name.length] = '\0';
    if (tail_length(heading_words(w->document, w->project), buffer) > 0)
        return false;
    for (size_t back = 2; back <= w->projects->count && back <= MAX_ENTITIES; back++) {
        const hrb__project *p = &w->projects->items[w->projects->count - back];
        if (p->has_statement && tail_length(heading_words(w->document, p), buffer) > 0)
            return true;
    }
    return false;
}

/* The head of a table of targets: for a project of its own where the open one has its table already. */
static bool read_head(walker *w, const hrb__row *row)
{
    if (!hrb__target_may_head(w->document, row))
        return false;
    hrb__project probe = {.table_name = ""};
    hrb_unit unit = w->head_unit;
    if (!hrb__target_head(w->document, row, &probe, &unit))
        return false;
    if (probe.table_name_span.length > 0) {
        bool taken = w->project != NULL && (w->project->table_name_span.length > 0 || w->projects->indicator_count > w->project->first_indicator);
        if (w->project == NULL || taken || belongs_to_earlier(w, hrb__span_text(w->document, probe.table_name_span)))
            open_project(w, probe.table_name_span, false);
        else
            hrb__target_end(w->document, &w->table);
        w->head_open = true;
        w->head_unit = HRB_UNIT_YUAN;
        w->section = 0;
    }
    if (w->project == NULL || !w->head_open)
        return false;
    return hrb__target_head(w->document, row, w->project, &w->head_unit);
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
    hrb__target_table table = {.open = true, .width = w->table.width, .placed = w->table.placed, .unit = w->table.unit};
    memcpy(table.role, w->table.role, sizeof table.role);
    bool fresh = w->project != NULL && !w->project->has_statement && w->project->table_name_span.length == 0 && w->project->first_indicator == w->projects->indicator_count;
    if (!fresh)
        open_project(w, name, false);
    if (w->project == NULL)
        return true;
    w->project->heading = w->project->table_name_span = name;
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

static void read_row(walker *w, const hrb__row *row)
{
    hrb_document *document = w->document;
    hrb__text only = only_text(&document->blocks, row);
    if (is_heading(w, only)) {
        open_project(w, hrb__span_of(document, only), true);
        return;
    }
    if (row->cell_count > 1 && open_table(w, row))
        return;
    hrb__span unread;
    if (!w->table.open && hrb__target_unread(document, row, &unread) && w->projects->unread_count++ == 0)
        w->projects->unread = unread;
    if (w->table.open && begins_project(w, row))
        return;
    if (row->cell_count > 1 && !w->table.open && read_head(w, row))
        return;
    read_unit(w, only);
    if (is_target_title(only)) {
        hrb__target_end(document, &w->table);
        w->section = 0;
        return;
    }
    if (w->table.open) {
        hrb__text line;
        if (row_section(document, row, &line) == 0 && !(row->cell_count > 1 && read_head(w, row)) && w->table.open && hrb__target_row(document, row, &w->table))
            return;
        if (w->head_open)
            return;
        hrb__target_end(document, &w->table);
    }
    if (w->head_open && row->cell_count > 1)
        return; /* 年度绩效目标 in the head is no section */
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text rest = hrb__row_text(&document->blocks, row, i), line;
        while (next_line(&rest, &line))
            read_line(w, line);
    }
}

/* --- Names --- */

/* A copy without the line ends of a name that stands on several lines. */
static const char *keep(hrb_document *document, hrb__text text)
{
    char *copy = text.length == 0 ? NULL : hrb__arena_text(&document->arena, text.data, text.length);
    document->out_of_memory = document->out_of_memory || (copy == NULL && text.length > 0);
    if (copy == NULL)
        return "";
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++)
        if (copy[i] != '\n' && copy[i] != '\r' && copy[i] != '\t')
            copy[length++] = copy[i];
    copy[length] = '\0';
    return copy;
}

static void set_names(hrb_document *document, hrb__project *project, hrb__text words, size_t entity_length)
{
    project->entity = keep(document, hrb__text_trim((hrb__text){words.data, entity_length}));
    project->name = keep(document, hrb__text_trim((hrb__text){words.data + entity_length, words.length - entity_length}));
}

/* Whose project it is stands before its name; where one ends the table of
 * targets tells, and for the others the bodies known from those. */
static void name_projects(hrb_document *document, hrb__projects *projects)
{
    const char *entities[MAX_ENTITIES];
    size_t known = 0;
    for (size_t i = 0; i < projects->count; i++) {
        hrb__project *p = &projects->items[i];
        p->table_name = keep(document, hrb__span_text(document, p->table_name_span));
        hrb__text words = heading_words(document, p);
        size_t tail = tail_length(words, p->table_name);
        if (tail == 0)
            continue;
        set_names(document, p, words, words.length - tail);
        bool seen = p->entity[0] == '\0' || known == MAX_ENTITIES;
        for (size_t k = 0; k < known && !seen; k++)
            seen = strcmp(entities[k], p->entity) == 0;
        if (!seen)
            entities[known++] = p->entity;
    }
    for (size_t i = 0; i < projects->count; i++) {
        hrb__project *p = &projects->items[i];
        hrb__text words = heading_words(document, p);
        if (p->name[0] != '\0')
            continue;
        if (words.length == 0) {
            p->name = p->table_name;
            continue;
        }
        size_t best = 0;
        for (size_t k = 0; k < known; k++) {
            size_t length = strlen(entities[k]);
            if (length > best && length < words.length && memcmp(words.data, entities[k], length) == 0)
                best = length;
        }
        size_t department = strlen(document->department);
        if (best == 0 && department > 0 && department < words.length && memcmp(words.data, document->department, department) == 0)
            best = department;
        set_names(document, p, words, best);
    }
    for (size_t i = 0; i < projects->count; i++)
        if (projects->items[i].entity[0] == '\0')
            projects->items[i].entity = document->department;
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
    walker w = {.document = document, .projects = projects, .head_unit = HRB_UNIT_YUAN, .unit = HRB_UNIT_YUAN};
    size_t table = 0;
    for (w.row = 0; w.row < document->blocks.row_count && !document->out_of_memory; w.row++) {
        while (table < document->table_count && document->tables[table].end_block_row <= w.row)
            table++;
        if (table < document->table_count && document->tables[table].form != NULL && document->tables[table].first_block_row <= w.row)
            continue;
        if (!projects->announced.has_count && !projects->announced.has_money && projects->count == 0)
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
    for (size_t i = 0; i < projects->count; i++) {
        uint32_t end = i + 1 < projects->count ? projects->items[i + 1].first_indicator : (uint32_t)projects->indicator_count;
        projects->items[i].indicator_count = end - projects->items[i].first_indicator;
    }
    if (!document->out_of_memory)
        name_projects(document, projects);
    if (!document->out_of_memory)
        add_facts(document, projects);
}

void hrb__projects_free(hrb__projects *projects)
{
    if (projects == NULL)
        return;
    free(projects->items);
    free(projects->parts);
    free(projects->indicators);
    free(projects->products);
}
