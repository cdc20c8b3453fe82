/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of targets: 一级指标, 二级指标, 三级指标, 指标值, and the head above them. */
#include <glib.h>

#include "fact/project.h"

/* A word of a table. */
#define WORD(text) {(text), sizeof(text) - 1}

#define MAX_LABEL 240 /* bytes; more is prose and ends the table */

/* Columns of a header, by the folded text. */
static const struct {
    hrb__text word;
    hrb__target_role role;
} COLUMNS[] = {
    {WORD("一级指标"), HRB__LEVEL_1}, {WORD("二级指标"), HRB__LEVEL_2}, {WORD("三级指标"), HRB__LEVEL_3}, {WORD("指标内容"), HRB__LEVEL_3}, {WORD("指标名称"), HRB__LEVEL_3},
    {WORD("三级指标名称"), HRB__LEVEL_3}, {WORD("绩效指标"), HRB__LEVEL_3}, {WORD("绩效标准"), HRB__LEVEL_3}, {WORD("四级指标"), HRB__LEVEL_3}, {WORD("具体指标"), HRB__LEVEL_3},
    {WORD("指标目标值"), HRB__TARGET}, {WORD("指标值"), HRB__TARGET}, {WORD("目标值"), HRB__TARGET}, {WORD("年度指标值"), HRB__TARGET}, {WORD("年度目标值"), HRB__TARGET},
    {WORD("当年预期实现值"), HRB__TARGET}, {WORD("预期指标值"), HRB__TARGET}, {WORD("绩效指标值"), HRB__TARGET}, {WORD("全年目标值"), HRB__TARGET}, {WORD("年初目标值"), HRB__TARGET},
    {WORD("全年指标值"), HRB__TARGET}, {WORD("指标值(包含数字及文字描述)"), HRB__TARGET}, {WORD("计划指标值"), HRB__TARGET}, {WORD("绩效目标值"), HRB__TARGET}, {WORD("本年指标值"), HRB__TARGET},
    {WORD("项目指标值"), HRB__TARGET_OF_PROJECT}, {WORD("实施期指标值"), HRB__TARGET_OF_PROJECT}, {WORD("中期指标值"), HRB__TARGET_OF_PROJECT},
    {WORD("指标性质"), HRB__TARGET_SIGN}, {WORD("绩效指标性质"), HRB__TARGET_SIGN}, {WORD("计算符号"), HRB__TARGET_SIGN}, {WORD("运算符号"), HRB__TARGET_SIGN}, {WORD("符号"), HRB__TARGET_SIGN}, {WORD("指标方向"), HRB__TARGET_SIGN},
    {WORD("度量单位"), HRB__TARGET_UNIT}, {WORD("绩效度量单位"), HRB__TARGET_UNIT}, {WORD("计量单位"), HRB__TARGET_UNIT}, {WORD("指标单位"), HRB__TARGET_UNIT}, {WORD("计量单位(单位)"), HRB__TARGET_UNIT},
    {WORD("项目名称"), HRB__PROJECT_NAME}, {WORD("单位名称及项目名称"), HRB__PROJECT_NAME}, {WORD("单位(项目)名称"), HRB__PROJECT_NAME},
    {WORD("项目金额"), HRB__PROJECT_MONEY}, {WORD("预算数"), HRB__PROJECT_MONEY}, {WORD("预算金额"), HRB__PROJECT_MONEY}, {WORD("项目资金"), HRB__PROJECT_MONEY}, {WORD("年度预算数"), HRB__PROJECT_MONEY},
    {WORD("项目金额(元)"), HRB__PROJECT_MONEY}, {WORD("项目金额(万元)"), HRB__PROJECT_MONEY}, {WORD("预算数(元)"), HRB__PROJECT_MONEY}, {WORD("预算数(万元)"), HRB__PROJECT_MONEY},
    {WORD("预算金额(元)"), HRB__PROJECT_MONEY}, {WORD("预算金额(万元)"), HRB__PROJECT_MONEY}, {WORD("项目资金(万元)"), HRB__PROJECT_MONEY}, {WORD("项目资金(元)"), HRB__PROJECT_MONEY},
};

static hrb__target_role column_role(hrb__text text)
{
    char buffer[80];
    if (text.length < 6 || text.length > 90)
        return HRB__ROLE_NONE;
    hrb__text folded = {buffer, hrb__text_fold(text, buffer, sizeof buffer)};
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++)
        if (hrb__text_equals(folded, COLUMNS[i].word))
            return COLUMNS[i].role;
    return HRB__ROLE_NONE;
}

/* The grid column of a placed cell, the number of any other. */
static size_t column_of(const hrb_document *document, const hrb__row *row, size_t cell)
{
    return row->is_placed ? document->blocks.cells[row->first_cell + cell].column : cell;
}

static bool ends_with(hrb__text text, hrb__text end)
{
    return text.length >= end.length && memcmp(text.data + text.length - end.length, end.data, end.length) == 0;
}

#define WIDEST_HEAD 12 /* cells before the levels: whose table it is, the project, its money, its aim */

/* A cheap look: 一级指标 or the like among the cells. */
static bool may_be_header(const hrb_document *document, const hrb__row *row)
{
    for (size_t i = 0; i < row->cell_count && i < WIDEST_HEAD; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        if (text.length >= 12 && text.length < 40 && ends_with(text, HRB__TEXT("指标")))
            return true;
    }
    return false;
}

/* What the cells of a row are headers of. A header of two rows has the levels
 * in its second and what stands beside them in the first, reaching down or blank below. */
static bool read_header(const hrb_document *document, const hrb__row *row, hrb__target_table *table)
{
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        size_t column = column_of(document, row, i);
        if (column >= G_N_ELEMENTS(table->role))
            return false;
        table->width = (uint8_t)MAX((size_t)table->width, column + 1);
        hrb__target_role role = column_role(text);
        if (role != HRB__ROLE_NONE)
            table->role[column] = (uint8_t)role;
        if (role == HRB__PROJECT_MONEY)
            table->unit = hrb__text_has(text, HRB__TEXT("万元")) ? HRB_UNIT_WAN_YUAN : hrb__text_has(text, HRB__TEXT("元")) ? HRB_UNIT_YUAN : table->unit;
    }
    return true;
}

/* The last column of a role counts; 绩效指标 over all of them is none. */
static void keep_last(hrb__target_table *table, hrb__target_role role)
{
    bool seen = false;
    for (size_t i = table->width; i-- > 0;)
        if (table->role[i] == role) {
            table->role[i] = seen ? HRB__ROLE_NONE : (uint8_t)role;
            seen = true;
        }
}

static bool has_role(const hrb__target_table *table, hrb__target_role role)
{
    return memchr(table->role, role, table->width) != NULL;
}

bool hrb__target_unread(const hrb_document *document, const hrb__row *row, hrb__span *cell)
{
    for (size_t i = 0; i < row->cell_count && row->cell_count > 1; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        bool level = text.length >= 12 && text.length < 60 && (hrb__text_starts(text, HRB__TEXT("一级指标")) || hrb__text_starts(text, HRB__TEXT("二级指标")));
        if (!level)
            continue;
        *cell = hrb__span_of(document, text);
        return true;
    }
    return false;
}

bool hrb__target_header(const hrb_document *document, const hrb__row *row, hrb__target_table *table)
{
    if (!may_be_header(document, row))
        return false;
    hrb__target_table found = {.open = true, .placed = row->is_placed, .unit = table->unit};
    const hrb__row *above = row - 1;
    bool two_rows = row > document->blocks.rows && above->is_placed == row->is_placed && above->cell_count > 1 && (row->is_placed || above->cell_count == row->cell_count);
    if (two_rows && !read_header(document, above, &found))
        return false;
    if (two_rows && has_role(&found, HRB__LEVEL_2)) /* a row of its own: the page repeats the header */
        found = (hrb__target_table){.open = true, .placed = row->is_placed, .unit = table->unit};
    if (!read_header(document, row, &found))
        return false;
    keep_last(&found, HRB__LEVEL_3);
    for (size_t i = 0; i < found.width; i++)
        if (found.role[i] == HRB__TARGET_OF_PROJECT)
            found.role[i] = has_role(&found, HRB__TARGET) ? HRB__ROLE_NONE : HRB__TARGET;
    keep_last(&found, HRB__TARGET);
    bool levels = has_role(&found, HRB__LEVEL_1) || has_role(&found, HRB__LEVEL_2);
    if (!levels || !has_role(&found, HRB__TARGET) || !(has_role(&found, HRB__LEVEL_2) || has_role(&found, HRB__LEVEL_3)))
        return false;
    *table = found;
    return true;
}

/* A copy; a name that stands on several lines is one. */
static const char *keep(hrb_document *document, hrb__span span)
{
    hrb__text text = hrb__text_trim(hrb__span_text(document, span));
    if (text.length == 0)
        return "";
    char *copy = hrb__arena_text(&document->arena, text.data, hrb__clip(text, 2 * MAX_LABEL));
    document->out_of_memory = document->out_of_memory || copy == NULL;
    if (copy == NULL || memchr(text.data, '\n', text.length) == NULL)
        return copy == NULL ? "" : copy;
    char *out = copy;
    for (const char *p = copy; *p != '\0'; p++)
        if (*p != '\n' && *p != '\r' && *p != '\t')
            *out++ = *p;
    *out = '\0';
    return copy;
}

/* ≥, 90 and % in three columns are one target. 定性 says that it is words. */
static hrb__text compose(hrb_document *document, const hrb__span *spans)
{
    hrb__text value = hrb__span_text(document, spans[HRB__TARGET]), sign = hrb__span_text(document, spans[HRB__TARGET_SIGN]), unit = hrb__span_text(document, spans[HRB__TARGET_UNIT]);
    if (hrb__text_has(sign, HRB__TEXT("定性")) || hrb__text_has(sign, HRB__TEXT("定量")))
        sign.length = 0;
    bool repeats = unit.length <= value.length && unit.length > 0 && memcmp(value.data + value.length - unit.length, unit.data, unit.length) == 0;
    bool none = unit.length == 0 || repeats || hrb__text_equals(unit, HRB__TEXT("无")) || unit.data[0] == '/' || unit.data[0] == '-';
    if (value.length == 0 || value.length > MAX_LABEL || sign.length > 12 || unit.length > 40 || (sign.length == 0 && none))
        return value;
    const char *text = hrb__arena_printf(&document->arena, "%.*s%.*s%.*s", (int)sign.length, sign.data, (int)value.length, value.data, none ? 0 : (int)unit.length, unit.data);
    document->out_of_memory = document->out_of_memory || text == NULL;
    return text == NULL ? value : (hrb__text){text, strlen(text)};
}

/* Most tables say 100% and 健全 over and over: a text that was read lately is not read again. */
static void read_target(hrb_document *document, hrb__projects *projects, hrb__indicator *out, hrb__text text)
{
    const char *label = out->levels[2][0] != '\0' ? out->levels[2] : out->levels[1];
    hrb__text name = {label, strlen(label)};
    unsigned hash = (unsigned)text.length * 31;
    for (size_t i = 0; i < text.length && i < 24; i++)
        hash = hash * 33 + (unsigned char)text.data[i];
    uint32_t *slot = &projects->lately[hash % HRB__LATELY];
    if (*slot > 0) {
        const hrb__indicator *before = &projects->indicators[*slot - 1];
        if (hrb__text_equals((hrb__text){before->target.text, strlen(before->target.text)}, text) && before->target.kind != HRB_TARGET_COPIED_LABEL && !hrb__target_is_label(&before->target, name)) {
            out->target = before->target;
            return;
        }
    }
    if (!hrb__target_read(text, name, &document->arena, &out->target))
        document->out_of_memory = true;
    *slot = (uint32_t)projects->indicator_count;
}

static void emit(hrb_document *document, hrb__target_table *table, const hrb__span *spans)
{
    hrb__projects *projects = document->projects;
    if (spans[HRB__LEVEL_1].length > 0) {
        table->carried[0] = spans[HRB__LEVEL_1];
        table->carried[1] = spans[HRB__LEVEL_2];
    } else if (spans[HRB__LEVEL_2].length > 0) {
        table->carried[1] = spans[HRB__LEVEL_2];
    }
    if (!hrb__grow((void **)&projects->indicators, projects->indicator_count, &projects->indicator_capacity, sizeof *projects->indicators)) {
        document->out_of_memory = true;
        return;
    }
    hrb__indicator *out = &projects->indicators[projects->indicator_count++];
    *out = (hrb__indicator){.project = table->project, .level = {table->carried[0], table->carried[1], spans[HRB__LEVEL_3]}, .target_span = spans[HRB__TARGET]};
    const hrb__indicator *above = projects->indicator_count > 1 ? out - 1 : NULL;
    for (int i = 0; i < 3; i++) /* what is carried down is kept once */
        out->levels[i] = above != NULL && above->level[i].offset == out->level[i].offset && above->level[i].length == out->level[i].length ? above->levels[i] : keep(document, out->level[i]);
    read_target(document, projects, out, compose(document, spans));
}

/* The cells of a row that is whole, by what their columns are for. */
static void emit_cells(hrb_document *document, hrb__target_table *table, const hrb__span *cells, size_t count)
{
    hrb__span spans[HRB__TARGET_ROLES] = {{0, 0}};
    for (size_t i = 0; i < count && i < table->width; i++)
        if (table->role[i] != HRB__ROLE_NONE && cells[i].length > 0)
            spans[table->role[i]] = cells[i];
    emit(document, table, spans);
}

/* A row that the export tore apart: its last piece is the target, and what
 * stands before it the name and the levels, from behind. */
static void emit_torn(hrb_document *document, hrb__target_table *table)
{
    hrb__span spans[HRB__TARGET_ROLES] = {{0, 0}};
    int slot = HRB__TARGET;
    for (size_t i = table->pending_count; i-- > 0 && slot >= HRB__LEVEL_1;)
        spans[slot--] = table->pending[i];
    table->pending_count = 0;
    table->wants_target = false;
    emit(document, table, spans);
}

/* What is pending and cannot be completed: a name without a target, or a single piece. */
static void flush(hrb_document *document, hrb__target_table *table)
{
    if (table->pending_count == 0)
        return;
    if (table->wants_target || table->pending_count >= table->width) {
        size_t count = table->pending_count;
        table->pending_count = 0;
        table->wants_target = false;
        emit_cells(document, table, table->pending, count);
        return;
    }
    if (table->pending_count < 23)
        table->pending[table->pending_count++] = (hrb__span){0, 0};
    emit_torn(document, table);
}

void hrb__target_end(hrb_document *document, hrb__target_table *table)
{
    if (table->open)
        flush(document, table);
    table->open = false;
}

/* On a page without ruling lines a name and its target stand at one height;
 * where they do not, the rows were told apart wrongly. */

/* From the first line of a text to its last. */
static void reach(const hrb_document *document, hrb__span span, hrb_place *first, hrb_place *last)
{
    *first = hrb__source_place(&document->blocks.source, span.offset, 0);
    *last = hrb__source_place(&document->blocks.source, span.offset + span.length - 1, 0);
}

static bool is_torn(const hrb_document *document, const hrb__target_table *table, const hrb__span *cells)
{
    hrb__span name = {0, 0}, target = {0, 0};
    for (size_t i = 0; i < table->width; i++) {
        name = table->role[i] == HRB__LEVEL_3 ? cells[i] : name;
        target = table->role[i] == HRB__TARGET ? cells[i] : target;
    }
    hrb__span known = target.length > 0 ? target : name;
    if (known.length == 0 || hrb__source_place(&document->blocks.source, known.offset, 0).page == 0)
        return false;
    if (name.length == 0 || target.length == 0)
        return target.length > 0;
    hrb_place a, a_end, b, b_end;
    reach(document, name, &a, &a_end);
    reach(document, target, &b, &b_end);
    if (a.page != a_end.page || b.page != b_end.page) /* the page's end cuts the row */
        return a_end.page < b.page || b_end.page < a.page;
    return a.page != b.page || a.top > b_end.bottom || b.top > a_end.bottom;
}

static bool placed_row(hrb_document *document, const hrb__row *row, hrb__target_table *table)
{
    hrb__span cells[G_N_ELEMENTS(table->role)] = {{0, 0}};
    bool any = false;
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        size_t column = column_of(document, row, i);
        if (text.length == 0 || column >= table->width)
            continue;
        cells[column] = hrb__span_of(document, text);
        any = any || table->role[column] == HRB__LEVEL_3 || table->role[column] == HRB__TARGET || table->role[column] == HRB__LEVEL_2;
    }
    if (any && is_torn(document, table, cells)) {
        table->open = false; /* what follows would be paired wrongly */
        hrb__projects *projects = document->projects;
        if (projects->unread_count++ == 0)
            projects->unread = hrb__span_of(document, hrb__row_text(&document->blocks, row, 0));
        return true;
    }
    if (any)
        emit_cells(document, table, cells, table->width);
    return any;
}

/* A piece of a row: cells are gathered until the row is whole. */
static bool torn_row(hrb_document *document, const hrb__row *row, hrb__target_table *table)
{
    size_t texts = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        texts += text.length > 0;
        if (text.length > MAX_LABEL && i + 1 < row->cell_count)
            return false;
    }
    if (row->cell_count == 1 && hrb__row_text(&document->blocks, row, 0).length > MAX_LABEL)
        return false;
    if (table->wants_target && row->cell_count == 1) {
        table->pending[table->pending_count - 1] = hrb__span_of(document, hrb__row_text(&document->blocks, row, 0));
        flush(document, table);
        return true;
    }
    /* Pieces that do not fit beside what is pending begin a row of their own. */
    if (table->pending_count > 0 && (table->wants_target || table->pending_count + row->cell_count > table->width))
        flush(document, table);
    for (size_t i = 0; i < row->cell_count && table->pending_count < 23; i++)
        table->pending[table->pending_count++] = hrb__span_of(document, hrb__row_text(&document->blocks, row, i));
    bool completed = row->cell_count == 1 && table->pending_count > 1 && table->pending[table->pending_count - 2].length > 0;
    if (table->pending_count >= table->width || completed)
        emit_torn(document, table);
    return texts > 0;
}

bool hrb__target_row(hrb_document *document, const hrb__row *row, hrb__target_table *table)
{
    if (table->placed || row->is_placed)
        return placed_row(document, row, table);
    if (row->cell_count < table->width || row->cell_count > table->width + 1u)
        return torn_row(document, row, table);
    flush(document, table);
    hrb__span cells[G_N_ELEMENTS(table->role)] = {{0, 0}};
    size_t target = SIZE_MAX, name = SIZE_MAX;
    for (size_t i = 0; i < table->width; i++) {
        cells[i] = hrb__span_of(document, hrb__row_text(&document->blocks, row, i));
        target = table->role[i] == HRB__TARGET ? i : target;
        name = table->role[i] == HRB__LEVEL_3 ? i : name;
    }
    if (target == table->width - 1u && cells[target].length == 0 && name != SIZE_MAX && cells[name].length > 0) {
        /* Its target may have been torn off to the next line. */
        memcpy(table->pending, cells, sizeof cells);
        table->pending_count = table->width;
        table->wants_target = true;
        return true;
    }
    emit_cells(document, table, cells, table->width);
    return true;
}

hrb__span hrb__target_project(const hrb_document *document, const hrb__row *row, const hrb__target_table *table, hrb__span *money)
{
    hrb__span name = {0, 0};
    *money = (hrb__span){0, 0};
    if (!table->open || memchr(table->role, HRB__PROJECT_NAME, table->width) == NULL)
        return name;
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__text text = hrb__row_text(&document->blocks, row, i);
        size_t column = column_of(document, row, i);
        if (column >= table->width || text.length == 0)
            continue;
        if (table->role[column] == HRB__PROJECT_NAME)
            name = hrb__span_of(document, text);
        else if (table->role[column] == HRB__PROJECT_MONEY)
            *money = hrb__span_of(document, text);
    }
    return name;
}

/* --- The head --- */

static const struct {
    hrb__text word;
    int8_t money; /* hrb__head_money, -1 the name, -2 the unit alone */
} HEAD[] = {
    {WORD("项目名称"), -1}, {WORD("项目资金"), -2}, {WORD("项目资金(元)"), -2}, {WORD("项目资金(万元)"), -2}, {WORD("资金情况(元)"), -2}, {WORD("资金情况(万元)"), -2},
    {WORD("项目资金总额"), HRB__HEAD_TOTAL}, {WORD("项目总额"), HRB__HEAD_TOTAL}, {WORD("资金总额"), HRB__HEAD_TOTAL}, {WORD("项目总预算"), HRB__HEAD_TOTAL},
    {WORD("财政资金"), HRB__HEAD_FISCAL}, {WORD("其中:财政资金"), HRB__HEAD_FISCAL}, {WORD("其中:财政拨款"), HRB__HEAD_FISCAL}, {WORD("财政拨款"), HRB__HEAD_FISCAL},
    {WORD("其他资金"), HRB__HEAD_OTHER},
    {WORD("年度资金总额"), HRB__HEAD_YEAR}, {WORD("年度资金申请总额"), HRB__HEAD_YEAR}, {WORD("年度总额"), HRB__HEAD_YEAR}, {WORD("当年资金总额"), HRB__HEAD_YEAR}, {WORD("年度预算总额"), HRB__HEAD_YEAR},
    {WORD("当年财政拨款"), HRB__HEAD_YEAR_FISCAL}, {WORD("其中:当年财政拨款"), HRB__HEAD_YEAR_FISCAL}, {WORD("当年拨款"), HRB__HEAD_YEAR_FISCAL},
    {WORD("上年结转资金"), HRB__HEAD_YEAR_CARRIED}, {WORD("上年结转"), HRB__HEAD_YEAR_CARRIED}, {WORD("结转资金"), HRB__HEAD_YEAR_CARRIED},
};
#define NO_LABEL (-3)

/* A cheap look: every label begins with one of these. */
static bool may_be_label(hrb__text text)
{
    static const char FIRST[] = "项资其财年当上结";
    if (text.length < 12)
        return false;
    for (size_t i = 0; i + 3 < sizeof FIRST; i += 3)
        if (memcmp(FIRST + i, text.data, 3) == 0)
            return true;
    return false;
}

bool hrb__target_may_head(const hrb_document *document, const hrb__row *row)
{
    for (size_t i = 0; i < row->cell_count; i++)
        if (may_be_label(hrb__row_text(&document->blocks, row, i)))
            return true;
    return false;
}

static int head_label(hrb__text text, hrb_unit *unit, size_t *value_at)
{
    if (!may_be_label(text))
        return NO_LABEL;
    char buffer[96];
    hrb__text rest = text;
    size_t colon = hrb__text_find(text, HRB__TEXT("：")), size = 3;
    bool of_which = hrb__text_starts(text, HRB__TEXT("其中"));
    if (of_which) /* the colon of 其中： is not the label's */
        colon = hrb__text_find((hrb__text){text.data + 9 > text.data + text.length ? text.data + text.length : text.data + 9, text.length > 9 ? text.length - 9 : 0}, HRB__TEXT("："));
    if (of_which && colon != SIZE_MAX)
        colon += 9;
    if (colon != SIZE_MAX)
        rest.length = colon;
    *value_at = colon == SIZE_MAX ? text.length : colon + size;
    if (rest.length == 0 || rest.length > 60)
        return NO_LABEL;
    hrb__text folded = {buffer, hrb__text_fold(rest, buffer, sizeof buffer)};
    for (size_t i = 0; i < G_N_ELEMENTS(HEAD); i++) {
        hrb__text word = HEAD[i].word;
        bool with_unit = folded.length > word.length && hrb__text_starts(folded, word) && folded.data[word.length] == '(';
        if (!hrb__text_equals(folded, word) && !with_unit)
            continue;
        if (hrb__text_has(folded, HRB__TEXT("(万元)")))
            *unit = HRB_UNIT_WAN_YUAN;
        else if (hrb__text_has(folded, HRB__TEXT("(元)")))
            *unit = HRB_UNIT_YUAN;
        return HEAD[i].money;
    }
    return NO_LABEL;
}

/* The value of a label: behind its colon, or the next cell with text. */
static hrb__span head_value(const hrb_document *document, const hrb__row *row, size_t cell, size_t value_at, size_t *next)
{
    hrb__text text = hrb__row_text(&document->blocks, row, cell);
    hrb__text behind = hrb__text_trim((hrb__text){text.data + MIN(value_at, text.length), text.length - MIN(value_at, text.length)});
    *next = cell;
    if (behind.length > 0)
        return hrb__span_of(document, behind);
    for (size_t i = cell + 1; i < row->cell_count; i++) {
        hrb__text value = hrb__row_text(&document->blocks, row, i);
        if (value.length > 0) {
            *next = i;
            return hrb__span_of(document, value);
        }
    }
    return (hrb__span){0, 0};
}

static void store_money(const hrb_document *document, hrb__project *project, int slot, hrb__span span, hrb_unit unit)
{
    hrb__stated money;
    /* 其他资金 stands on both sides: the second is that of the year. */
    if (slot == HRB__HEAD_OTHER && (project->head[HRB__HEAD_OTHER].quantum > 0 || project->head[HRB__HEAD_YEAR_CARRIED].quantum > 0))
        slot = HRB__HEAD_YEAR_OTHER;
    if (project->head[slot].quantum == 0 && hrb__read_money(document, span, unit, &money))
        project->head[slot] = money;
}

bool hrb__target_head(hrb_document *document, const hrb__row *row, hrb__project *project, hrb_unit *unit)
{
    bool any = false;
    for (size_t i = 0; i < row->cell_count; i++) {
        size_t value_at, next = i;
        int label = head_label(hrb__row_text(&document->blocks, row, i), unit, &value_at);
        if (label == NO_LABEL)
            continue;
        any = true;
        if (label == -2)
            continue;
        hrb__span value = head_value(document, row, i, value_at, &next);
        size_t ignored;
        hrb_unit kept = *unit;
        /* 项目名称 over a column of them is no label. */
        if (label == -1 && value.length > 0 && column_role(hrb__span_text(document, value)) != HRB__ROLE_NONE)
            return false;
        if (value.length == 0 || (next > i && head_label(hrb__span_text(document, value), &kept, &ignored) != NO_LABEL))
            continue;
        if (label == -1)
            project->table_name_span = value;
        else
            store_money(document, project, label, value, *unit);
        i = next;
    }
    return any;
}
