/* SPDX-License-Identifier: Apache-2.0 */
/* Amounts in the sentences of a statement: the budget and its items; and what is announced of all projects. */
#include <glib.h>

#include "amount/unit.h"
#include "fact/project_figure.h"

/* A word of a table. */
#define WORD(text) {(text), sizeof(text) - 1}

#define MAX_WORDS 600 /* bytes before a figure that may say what it is */

/* The lines of a section as one text, each byte of which knows its place. A
 * line that was only broken for its width goes on without a mark. */
typedef struct joined {
    hrb__text text;
    struct start {
        size_t at, source;
    } *starts; /* of the lines: in the text, in the source */
    size_t count;
} joined;

static bool ends_sentence(hrb__text line)
{
    static const hrb__text ENDS[] = {WORD("。"), WORD("；"), WORD("："), WORD(";"), WORD(":"), WORD(".")};
    for (size_t i = 0; i < G_N_ELEMENTS(ENDS); i++)
        if (hrb__text_ends(line, ENDS[i]))
            return true;
    return false;
}

/* False when memory is out. */
static bool join_lines(const hrb_document *document, const hrb__lines *lines, joined *out)
{
    size_t room = 1, length = 0;
    for (size_t i = 0; i < lines->count && room < 2 * HRB__MAX_MONEY_TEXT; i++)
        room += MIN(lines->items[i].length, HRB__MAX_MONEY_TEXT) + 1;
    char *text = g_try_malloc(room);
    *out = (joined){.text = {text, 0}, .starts = g_try_new(struct start, MAX(lines->count, 1))};
    if (text == NULL || out->starts == NULL)
        return false;
    for (; out->count < lines->count && length < HRB__MAX_MONEY_TEXT; out->count++) {
        const hrb__span *span = &lines->items[out->count];
        hrb__text line = hrb__span_text(document, *span);
        int level;
        if (out->count > 0 && (ends_sentence(hrb__span_text(document, span[-1])) || hrb__ordinal_length(line, &level) > 0 || span[-1].length < 90))
            text[length++] = '\n';
        out->starts[out->count] = (struct start){length, span->offset};
        memcpy(text + length, line.data, MIN(line.length, HRB__MAX_MONEY_TEXT));
        length += MIN(line.length, HRB__MAX_MONEY_TEXT);
    }
    out->text.length = length;
    return true;
}

static void free_joined(joined *j)
{
    g_free((char *)j->text.data);
    g_free(j->starts);
}

static uint32_t source_offset(const joined *j, size_t at)
{
    size_t low = 0, high = j->count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (j->starts[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)(j->starts[low].source + at - j->starts[low].at);
}

static hrb__span source_span(const joined *j, size_t start, size_t end)
{
    uint32_t from = source_offset(j, start), to = source_offset(j, end - 1) + 1;
    return (hrb__span){from, to > from ? to - from : 0};
}

static bool is_delimiter(uint32_t c)
{
    return c == '\n' || c == ',' || c == ';' || c == 0xFF0C || c == 0xFF1B || c == 0x3002 || c == 0x3001 || c == ':' || c == 0xFF1A;
}

/* The words before a figure, back to a mark or the figure before it. A colon
 * right in front is passed over: 项目当年预算（元）: 304110. */
static hrb__text words_before(hrb__text text, size_t start, size_t limit)
{
    size_t end = start, size, last = limit;
    if (start > limit + MAX_WORDS)
        for (limit = start - MAX_WORDS; ((unsigned char)text.data[limit] & 0xC0) == 0x80; limit++)
            continue;
    for (int pass = 0; pass < 2 && limit < end; pass++) {
        last = limit;
        for (size_t i = end; i > limit && last == limit;) {
            do {
                i--;
            } while (i > limit && ((unsigned char)text.data[i] & 0xC0) == 0x80);
            const unsigned char lead = (unsigned char)text.data[i];
            bool han = lead >= 0xE4 && lead <= 0xE9;
            if (!han && is_delimiter(hrb__character_at(text, i, &size)))
                last = i + size;
        }
        hrb__text words = hrb__text_trim((hrb__text){text.data + last, end - last});
        if (words.length > 0 || last == limit)
            return words;
        /* Nothing between the mark and the figure: what stands before a colon is meant. */
        size_t mark = last - 1;
        while (mark > limit && ((unsigned char)text.data[mark] & 0xC0) == 0x80)
            mark--;
        uint32_t c = hrb__character_at(text, mark, &size);
        if (c != ':' && c != 0xFF1A)
            return words;
        end = mark;
    }
    return HRB__TEXT("");
}

/* Words that an amount of the whole follows: those that have 预算 or 总 in them, and others at the end. */
static bool is_total(hrb__text words)
{
    static const hrb__text BUDGET[] = {WORD("预算金额"), WORD("年度预算"), WORD("预算资金"), WORD("当年预算"), WORD("预算安排"), WORD("预算数"), WORD("经费预算")};
    static const hrb__text TOTAL[] = {WORD("总预算"), WORD("预算总"), WORD("总金额"), WORD("总额"), WORD("总计"), WORD("总经费"), WORD("总投资")};
    static const hrb__text END[] = {WORD("预算"), WORD("预算为"), WORD("合计"), WORD("共计"), WORD("合计为"), WORD("共"), WORD("预算约"), WORD("预算共"), WORD("项目经费"), WORD("项目资金")};
    char buffer[400];
    hrb__text folded = hrb__text_folded(words, buffer, sizeof buffer);
    bool budget = hrb__text_has(folded, HRB__TEXT("预算")), total = hrb__text_has(folded, HRB__TEXT("总")), found = false;
    for (size_t i = 0; i < G_N_ELEMENTS(BUDGET) && budget && !found; i++)
        found = hrb__text_has(folded, BUDGET[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(TOTAL) && total && !found; i++)
        found = hrb__text_has(folded, TOTAL[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(END) && !found; i++)
        found = hrb__text_ends(folded, END[i]);
    return found;
}

static bool says_all_again(hrb__text words)
{
    return hrb__text_has(words, HRB__TEXT("合计")) || hrb__text_has(words, HRB__TEXT("共计")) || hrb__text_has(words, HRB__TEXT("总计"));
}

/* （元） or （万元） at the end of the words. */
static hrb_unit unit_of_words(hrb__text words)
{
    if (hrb__text_ends(words, HRB__TEXT("（万元）")) || hrb__text_ends(words, HRB__TEXT("(万元)")))
        return HRB_UNIT_WAN_YUAN;
    return hrb__text_ends(words, HRB__TEXT("（元）")) || hrb__text_ends(words, HRB__TEXT("(元)")) ? HRB_UNIT_YUAN : HRB_UNIT_NONE;
}

/* What an item is called: without its ordinal, 其中, 为 and the like. */
static hrb__text item_name(hrb__text words)
{
    static const hrb__text FRONT[] = {WORD("其中"), WORD("用于"), WORD("包括"), WORD("含"), WORD("具体为"), WORD("主要用于")};
    static const hrb__text BACK[] = {WORD("为"), WORD("约"), WORD("是"), WORD("需"), WORD("预计"), WORD("安排"), WORD("共计"), WORD("计"), WORD("每年")};
    int level;
    size_t ordinal = hrb__ordinal_length(words, &level);
    words = hrb__text_trim((hrb__text){words.data + ordinal, words.length - ordinal});
    for (size_t i = 0; i < G_N_ELEMENTS(FRONT); i++)
        if (hrb__text_starts(words, FRONT[i]) && words.length > FRONT[i].length)
            words = hrb__text_trim((hrb__text){words.data + FRONT[i].length, words.length - FRONT[i].length});
    for (size_t i = 0; i < G_N_ELEMENTS(BACK); i++)
        if (hrb__text_ends(words, BACK[i]) && words.length > BACK[i].length + 3)
            words.length -= BACK[i].length;
    return hrb__text_trim(words);
}

static hrb__stated money_of(hrb_document *document, const joined *j, const hrb__text_figure *f, hrb__text name)
{
    hrb__stated money = {.span = source_span(j, f->start, f->end), .fen = f->amount.fen, .quantum = f->amount.quantum_fen, .has_unit = f->is_money};
    /* A name that a soft break went through has no line ends in the text that was joined. */
    money.name = name.length == 0 ? "" : hrb__arena_text(&document->arena, name.data, hrb__clip(name, 300));
    document->out_of_memory = document->out_of_memory || money.name == NULL;
    return money;
}

static void add_item(hrb_document *document, hrb__stated money)
{
    hrb__projects *projects = document->projects;
    if (!hrb__grow((void **)&projects->parts, projects->part_count, &projects->part_capacity, sizeof *projects->parts)) {
        document->out_of_memory = true;
        return;
    }
    projects->parts[projects->part_count++] = money;
}

/* A figure without a unit, written like money: nothing behind it says what it counts. */
static bool may_be_money(hrb__text text, const hrb__text_figure *f)
{
    size_t size;
    uint32_t c = hrb__character_at(text, hrb__skip_blanks(text, f->end), &size);
    return f->end == f->digits_end && !(c >= 0x4E00 && c <= 0x9FFF) && c != '%' && c != 0xFF05 && c != '/' && c != '-' && f->behind == HRB__TIE_NONE;
}

/* It is money only right behind words of the whole. */
static bool is_unitless_money(hrb__text_figure *f, hrb__text words)
{
    hrb_unit unit = unit_of_words(words);
    if (unit == HRB_UNIT_WAN_YUAN && (__builtin_mul_overflow(f->amount.fen, 10000, &f->amount.fen) || __builtin_mul_overflow(f->amount.quantum_fen, 10000, &f->amount.quantum_fen)))
        return false;
    return unit != HRB_UNIT_NONE || (is_total(words) && (f->amount.decimals > 0 || f->amount.fen >= 100000));
}

/* 2019年预算金额安排, 2019年计划…: a year a plan is said to be of that is not the document's. */
static void read_year(const hrb_document *document, const joined *j, hrb__project *project, hrb__text text)
{
    static const hrb__text PLANS[] = {WORD("预算"), WORD("计划"), WORD("总预算"), WORD("度预算"), WORD("度项目"), WORD("项目预算"), WORD("安排")};
    static const hrb__text YEAR = WORD("年");
    for (size_t from = 0; from < text.length;) {
        size_t found = hrb__text_find((hrb__text){text.data + from, text.length - from}, YEAR);
        if (found == SIZE_MAX)
            return;
        size_t end = from + found + YEAR.length;
        hrb__text behind = {text.data + end, text.length - end};
        int32_t year = end >= 7 ? hrb__first_year((hrb__text){text.data + end - 7, 7}) : 0;
        bool plan = false;
        for (size_t i = 0; i < G_N_ELEMENTS(PLANS) && year > 0; i++)
            plan = plan || hrb__text_starts(behind, PLANS[i]);
        if (plan && year != document->year && document->year > 0) {
            project->budget_year = year;
            project->budget_year_span = source_span(j, end - 7, end);
            return;
        }
        from = end;
    }
}

static void read_item_count(hrb__text text, const joined *j, hrb__project *project)
{
    size_t found = hrb__text_find(text, HRB__TEXT("个项目分类"));
    if (found == SIZE_MAX)
        return;
    size_t start = found;
    while (start > 0 && g_ascii_isdigit(text.data[start - 1]) && found - start < 4)
        start--;
    if (start == found)
        return;
    project->item_count_stated = 0;
    for (size_t i = start; i < found; i++)
        project->item_count_stated = project->item_count_stated * 10 + text.data[i] - '0';
    project->item_count_span = source_span(j, start, found + 15);
}

static void sum_items(hrb_document *document, hrb__project *project, size_t first)
{
    const hrb__projects *projects = document->projects;
    hrb_fen sum = 0;
    int64_t quantum = 0;
    for (size_t i = first; i < projects->part_count; i++) {
        if (hrb_fen_add(sum, projects->parts[i].fen, &sum) != HRB_OK)
            return;
        quantum += projects->parts[i].quantum;
    }
    if (projects->part_count == first)
        return;
    project->budget = (hrb__stated){.span = projects->parts[first].span, .fen = sum, .quantum = quantum, .name = "", .has_unit = true};
    project->budget_is_sum = projects->part_count > first + 1;
}

/* One figure of the section: the budget, the budget again, or an item. */
static void store_figure(hrb_document *document, hrb__project *project, const joined *j, const hrb__text_figure *f, hrb__text words, bool whole)
{
    if (whole && project->budget.quantum == 0)
        project->budget = money_of(document, j, f, HRB__TEXT(""));
    else if (whole && says_all_again(words))
        project->again = money_of(document, j, f, HRB__TEXT(""));
    else if (!whole && f->amount.fen > 0)
        add_item(document, money_of(document, j, f, item_name(words)));
}

static void read_amounts(hrb_document *document, hrb__project *project, const joined *j)
{
    size_t count, limit = 0, chain = 0;
    hrb__text_figure *figures = hrb__text_figures(document, j->text, &count);
    for (size_t i = 0; i < count; i++) {
        hrb__text_figure *f = &figures[i];
        const hrb__tie front = i > 0 ? figures[i - 1].behind : HRB__TIE_NONE;
        chain = front == HRB__TIE_NONE ? i : chain; /* what a product is for stands before its first factor */
        if (f->behind == HRB__TIE_TIMES || front == HRB__TIE_TIMES || f->is_rate || !(f->is_money || may_be_money(j->text, f)))
            continue;
        hrb__text words = words_before(j->text, figures[chain].start, limit);
        if (!f->is_money && !is_unitless_money(f, words))
            continue;
        store_figure(document, project, j, f, words, front != HRB__TIE_EQUALS && is_total(words));
        limit = f->end;
    }
}

void hrb__read_budget(hrb_document *document, hrb__project *project, const hrb__lines *lines)
{
    joined j;
    if (!join_lines(document, lines, &j)) {
        document->out_of_memory = true;
        free_joined(&j);
        return;
    }
    size_t first_item = document->projects->part_count;
    read_amounts(document, project, &j);
    read_item_count(j.text, &j, project);
    read_year(document, &j, project, j.text);
    if (project->budget.quantum == 0)
        sum_items(document, project, first_item);
    /* 795万元 and nothing else is the budget, not a part of it. */
    if (document->projects->part_count == first_item + 1 && document->projects->parts[first_item].name[0] == '\0')
        document->projects->part_count = first_item;
    size_t items = document->projects->part_count - first_item;
    project->claims_all = project->again.quantum > 0 || hrb__text_has(j.text, HRB__TEXT("具体包括")) || hrb__text_has(j.text, HRB__TEXT("分别为")) || project->item_count_stated == (int32_t)items;
    if (lines->count > 0)
        project->budget_text = lines->items[0];
    free_joined(&j);
}

bool hrb__read_money(const hrb_document *document, hrb__span span, hrb_unit unit, hrb__stated *out)
{
    hrb__text text = hrb__span_text(document, span);
    hrb_amount amount;
    if (text.length == 0 || text.length > 60 || hrb_amount_parse(text.data, text.length, unit, HRB_AMOUNT_LENIENT_GROUPS, &amount, NULL) != HRB_OK || amount.stated == 0)
        return false;
    *out = (hrb__stated){.span = span, .fen = amount.fen, .quantum = amount.quantum_fen, .name = "", .has_unit = true};
    return true;
}

/* --- What is announced of all projects --- */

/* 项目37个, 项目共25个, …项目20个; the digits in *span. */
static bool read_count(const hrb_document *document, hrb__span line, hrb__text text, const hrb__text_figure *f, hrb__announcement *out)
{
    static const hrb__text BEFORE[] = {WORD("项目"), WORD("项目共"), WORD("项目共计"), WORD("项目数"), WORD("项目为"), WORD("项目总数"), WORD("项目共有")};
    hrb__text words = hrb__text_trim((hrb__text){text.data, f->start});
    bool named = false;
    for (size_t i = 0; i < G_N_ELEMENTS(BEFORE); i++)
        named = named || hrb__text_ends(words, BEFORE[i]);
    size_t behind = hrb__skip_blanks(text, f->end);
    if (!named || !hrb__text_starts((hrb__text){text.data + behind, text.length - behind}, HRB__TEXT("个")) || f->amount.fen % 100 != 0 || f->is_money)
        return false;
    (void)document;
    out->has_count = true;
    out->count = f->amount.fen / 100;
    out->count_span = (hrb__span){line.offset + (uint32_t)f->start, (uint32_t)(behind + 3 - f->start)};
    return true;
}

void hrb__read_announcement(hrb_document *document, hrb__span line)
{
    hrb__text text = hrb__span_text(document, line);
    hrb__announcement found = {0};
    size_t count;
    hrb__text_figure *figures = hrb__text_figures(document, text, &count);
    for (size_t i = 0; i < count; i++) {
        const hrb__text_figure *f = &figures[i];
        if (!found.has_count)
            read_count(document, line, text, f, &found);
        hrb__text words = words_before(text, f->start, 0);
        bool whole = hrb__text_has(words, HRB__TEXT("资金")) || hrb__text_has(words, HRB__TEXT("金额")) || hrb__text_has(words, HRB__TEXT("预算"));
        if (found.has_count && !found.has_money && f->is_money && whole) {
            found.has_money = true;
            found.money = (hrb__stated){.span = {line.offset + (uint32_t)f->start, (uint32_t)(f->end - f->start)}, .fen = f->amount.fen, .quantum = f->amount.quantum_fen, .name = "", .has_unit = true};
        }
    }
    if (found.has_count)
        document->projects->announced = found;
}
