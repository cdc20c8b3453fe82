/* SPDX-License-Identifier: Apache-2.0 */
/* Amounts in the sentences of a statement: the budget, its items, and products
 * such as 350元*200人*2次=14万元. */
#include <glib.h>

#include "amount/figure.h"
#include "amount/unit.h"
#include "fact/project.h"

/* A word of a table. */
#define WORD(text) {(text), sizeof(text) - 1}

#define MAX_TEXT 65536 /* of a budget section; a longer one is prose */
#define MAX_WORDS 600 /* bytes before a figure that may say what it is */

typedef enum tie {
    OP_NONE,
    OP_TIMES,
    OP_EQUALS
} tie;

/* A figure in a text, with what follows it. */
typedef struct figure {
    size_t start, digits_end, end; /* end: behind its unit */
    hrb_amount amount;             /* in fen; without a unit in yuan */
    bool is_money;
    tie behind;               /* what ties it to the next figure */
    bool is_rate;                  /* 元/人 */
} figure;

static uint32_t at(hrb__text text, size_t i, size_t *size)
{
    if (i >= text.length) {
        *size = 0;
        return 0;
    }
    return hrb__utf8_get(text.data + i, text.length - i, size);
}

static size_t skip_blanks(hrb__text text, size_t i)
{
    size_t size;
    for (uint32_t c; (c = at(text, i, &size)) != 0 && c != '\n' && hrb__is_blank(c);)
        i += size;
    return i;
}

/* Bytes of the figure at a place: digits, points, and separators between digits. */
static size_t figure_length(hrb__text text, size_t start)
{
    size_t i = start, end = start, size;
    for (uint32_t c; (c = at(text, i, &size)) != 0; i += size) {
        if (hrb__digit_value(c) >= 0)
            end = i + size;
        else if (c != '.' && c != ',' && c != 0xFF0C && c != 0xFF0E)
            break;
        else if (i != end)
            break;
    }
    return end - start;
}

static size_t money_unit(hrb__text text, size_t i, hrb_unit *unit)
{
    static const hrb__text UNITS[] = {WORD("百万元"), WORD("千万元"), WORD("万元"), WORD("亿元"), WORD("千元"), WORD("元"), WORD("万"), WORD("亿")};
    static const hrb_unit VALUES[] = {HRB_UNIT_MILLION_YUAN, 10 * HRB_UNIT_MILLION_YUAN, HRB_UNIT_WAN_YUAN, HRB_UNIT_YI_YUAN, HRB_UNIT_THOUSAND_YUAN, HRB_UNIT_YUAN, HRB_UNIT_WAN_YUAN, HRB_UNIT_YI_YUAN};
    for (size_t k = 0; k < G_N_ELEMENTS(UNITS); k++)
        if (hrb__text_starts((hrb__text){text.data + i, text.length - i}, UNITS[k])) {
            *unit = VALUES[k];
            return UNITS[k].length;
        }
    return 0;
}

/* 万 and 亿 alone are money only where the text ends or goes on with a mark: 2.4万本 is not. */
static bool ends_amount(hrb__text text, size_t end)
{
    size_t size;
    uint32_t c = at(text, skip_blanks(text, end), &size);
    return c == 0 || c == '\n' || c == ',' || c == ';' || c == '.' || c == ')' || c == 0xFF0C || c == 0x3002 || c == 0xFF1B || c == 0x3001 || c == 0xFF09;
}

static tie operator_at(hrb__text text, size_t i, size_t *end)
{
    size_t size;
    uint32_t c = at(text, i, &size);
    *end = i + size;
    if (c == '*' || c == 0xD7 || c == 0xFF0A || c == 'x' || c == 'X' || c == 0xFF58 || c == 0xFF38)
        return OP_TIMES;
    if (c == '=' || c == 0xFF1D)
        return OP_EQUALS;
    return OP_NONE;
}

/* Behind a figure: its unit in words (人, 元/本, 次), and an operator; 0 for none. */
static tie operator_behind(hrb__text text, const figure *f, size_t *next)
{
    size_t i = skip_blanks(text, f->end), size, end;
    for (int characters = 0; characters < 8; characters++) {
        tie op = operator_at(text, i, &end);
        if (op != OP_NONE) {
            *next = skip_blanks(text, end);
            return op;
        }
        uint32_t c = at(text, i, &size);
        /* Han characters, / and brackets make up a unit: 元/（人·天）. */
        bool unit = (c >= 0x4E00 && c <= 0x9FFF) || c == '/' || c == 0xFF0F || c == '(' || c == ')' || c == 0xFF08 || c == 0xFF09 || c == 0xB7 || c == ' ';
        if (!unit)
            return OP_NONE;
        i += size;
    }
    return OP_NONE;
}

static bool read_figure(hrb__text text, size_t start, size_t length, figure *f)
{
    size_t bad;
    *f = (figure){.start = start, .digits_end = start + length};
    hrb_unit unit = HRB_UNIT_YUAN;
    size_t behind = skip_blanks(text, f->digits_end), unit_length = money_unit(text, behind, &unit);
    bool plain_ten_thousand = unit_length == 3 && unit != HRB_UNIT_YUAN;
    f->is_money = unit_length > 0 && (!plain_ten_thousand || ends_amount(text, behind + unit_length));
    f->end = unit_length > 0 ? behind + unit_length : f->digits_end;
    if (hrb__figure_read((hrb__text){text.data + start, length}, unit, true, false, &f->amount, &bad) != HRB_OK)
        return false;
    size_t size, next;
    uint32_t c = at(text, skip_blanks(text, f->end), &size);
    f->is_rate = f->is_money && (c == '/' || c == 0xFF0F || c == 0x6BCF); /* 每 */
    f->behind = operator_behind(text, f, &next);
    if (f->behind != OP_NONE && hrb__digit_value(at(text, next, &size)) < 0)
        f->behind = OP_NONE;
    return true;
}

/* Room for every figure of a text of at most MAX_TEXT; NULL when memory is out. */
static figure *new_figures(hrb_document *document, hrb__text text)
{
    figure *figures = g_try_new(figure, text.length / 2 + 1); /* a digit and what parts it from the next */
    document->out_of_memory = document->out_of_memory || figures == NULL;
    return figures;
}

/* The next digit of either width from a place on, or the length of the text. */
static size_t next_digit(hrb__text text, size_t i)
{
    while (i < text.length) {
        unsigned char lead = (unsigned char)text.data[i];
        size_t size;
        if ((lead >= '0' && lead <= '9') || (lead == 0xEF && hrb__digit_value(at(text, i, &size)) >= 0))
            break;
        i += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }
    return MIN(i, text.length);
}

/* Whether a digit goes on with what stands before it: g60, 2.5.1. */
static bool is_in_word(hrb__text text, size_t start)
{
    char before = start == 0 ? ' ' : text.data[start - 1];
    if (g_ascii_isalnum(before) || before == '.')
        return true;
    size_t size;
    return start >= 3 && hrb__digit_value(at(text, start - 3, &size)) >= 0 && size == 3;
}

static size_t read_figures(hrb__text text, figure *figures)
{
    size_t count = 0, length;
    for (size_t i = 0; (i = next_digit(text, i)) < text.length; i += length) {
        bool factor = count > 0 && figures[count - 1].behind == OP_TIMES; /* 25元x100人 */
        if (!factor && is_in_word(text, i)) {
            at(text, i, &length);
            continue;
        }
        length = figure_length(text, i);
        if (read_figure(text, i, length, &figures[count]))
            count++;
    }
    return count;
}

/* --- Products --- */

/* The product of a chain in fen: a factor with 元 is money, the others are numbers. */
static bool multiply(const figure *figures, size_t first, size_t last, hrb_fen *out)
{
    __int128 product = 1;
    size_t moneys = 0, hundredths = 0;
    for (size_t i = first; i < last; i++) {
        product *= figures[i].amount.fen;
        moneys += figures[i].is_money;
        hundredths++;
        if (product > ((__int128)INT64_MAX) * 1000000 || product < 0)
            return false;
    }
    if (moneys > 1)
        return false;
    /* Each figure was read as so many fen: all but one are numbers of hundredths. */
    for (size_t i = 1; i < hundredths; i++) {
        if (product % 100 != 0)
            return false;
        product /= 100;
    }
    if (product > INT64_MAX)
        return false;
    *out = (hrb_fen)product;
    return true;
}

/* An equals sign of either width. The last byte of the wide one is rare. */
static bool has_equals(hrb__text text)
{
    if (memchr(text.data, '=', text.length) != NULL)
        return true;
    const char *end = text.data + text.length;
    for (const char *p = text.data; (p = memchr(p, '\x9D', (size_t)(end - p))) != NULL; p++)
        if (p - text.data >= 2 && hrb__is_han(p - 2, "＝"))
            return true;
    return false;
}

void hrb__read_products(hrb_document *document, uint32_t project, hrb__span line)
{
    hrb__text text = hrb__span_text(document, line);
    if (!has_equals(text))
        return;
    figure *figures = text.length > MAX_TEXT ? NULL : new_figures(document, text);
    if (figures == NULL)
        return;
    size_t count = read_figures(text, figures), first = 0;
    hrb__projects *projects = document->projects;
    for (size_t i = 0; i < count; i++) {
        if (figures[i].behind == OP_TIMES)
            continue;
        hrb_fen computed;
        bool chain = figures[i].behind == OP_EQUALS && i > first && i + 1 < count && figures[i + 1].is_money && figures[i + 1].behind == OP_NONE && !figures[i + 1].is_rate;
        if (chain && multiply(figures, first, i + 1, &computed)) {
            if (!hrb__grow((void **)&projects->products, projects->product_count, &projects->product_capacity, sizeof *projects->products)) {
                document->out_of_memory = true;
                break;
            }
            const figure *result = &figures[i + 1];
            hrb__stated money = {.fen = result->amount.fen, .quantum = result->amount.quantum_fen, .name = "", .has_unit = true,
                                .span = {line.offset + (uint32_t)result->start, (uint32_t)(result->end - result->start)}};
            projects->products[projects->product_count++] = (hrb__product){
                .project = project, .result = money, .computed = computed,
                .span = {line.offset + (uint32_t)figures[first].start, (uint32_t)(result->end - figures[first].start)}};
        }
        first = i + 1;
    }
    g_free(figures);
}

/* --- The budget --- */

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
    for (size_t i = 0; i < lines->count && room < 2 * MAX_TEXT; i++)
        room += MIN(lines->items[i].length, MAX_TEXT) + 1;
    char *text = g_try_malloc(room);
    *out = (joined){.text = {text, 0}, .starts = g_try_new(struct start, MAX(lines->count, 1))};
    if (text == NULL || out->starts == NULL)
        return false;
    for (; out->count < lines->count && length < MAX_TEXT; out->count++) {
        const hrb__span *span = &lines->items[out->count];
        hrb__text line = hrb__span_text(document, *span);
        int level;
        if (out->count > 0 && (ends_sentence(hrb__span_text(document, span[-1])) || hrb__ordinal_length(line, &level) > 0 || span[-1].length < 90))
            text[length++] = '\n';
        out->starts[out->count] = (struct start){length, span->offset};
        memcpy(text + length, line.data, MIN(line.length, MAX_TEXT));
        length += MIN(line.length, MAX_TEXT);
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
            if (is_delimiter(at(text, i, &size)))
                last = i + size;
        }
        hrb__text words = hrb__text_trim((hrb__text){text.data + last, end - last});
        if (words.length > 0 || last == limit)
            return words;
        /* Nothing between the mark and the figure: what stands before a colon is meant. */
        size_t mark = last - 1;
        while (mark > limit && ((unsigned char)text.data[mark] & 0xC0) == 0x80)
            mark--;
        uint32_t c = at(text, mark, &size);
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

static hrb__stated money_of(hrb_document *document, const joined *j, const figure *f, hrb__text name)
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
static bool may_be_money(hrb__text text, const figure *f)
{
    size_t size;
    uint32_t c = at(text, skip_blanks(text, f->end), &size);
    return f->end == f->digits_end && !(c >= 0x4E00 && c <= 0x9FFF) && c != '%' && c != 0xFF05 && c != '/' && c != '-' && f->behind == OP_NONE;
}

/* It is money only right behind words of the whole. */
static bool is_unitless_money(figure *f, hrb__text words)
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
static void store_figure(hrb_document *document, hrb__project *project, const joined *j, const figure *f, hrb__text words, bool whole)
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
    figure *figures = new_figures(document, j->text);
    size_t count = figures == NULL ? 0 : read_figures(j->text, figures), limit = 0, chain = 0;
    for (size_t i = 0; i < count; i++) {
        figure *f = &figures[i];
        const tie front = i > 0 ? figures[i - 1].behind : OP_NONE;
        chain = front == OP_NONE ? i : chain; /* what a product is for stands before its first factor */
        if (f->behind == OP_TIMES || front == OP_TIMES || f->is_rate || !(f->is_money || may_be_money(j->text, f)))
            continue;
        hrb__text words = words_before(j->text, figures[chain].start, limit);
        if (!f->is_money && !is_unitless_money(f, words))
            continue;
        store_figure(document, project, j, f, words, front != OP_EQUALS && is_total(words));
        limit = f->end;
    }
    g_free(figures);
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
static bool read_count(const hrb_document *document, hrb__span line, hrb__text text, const figure *f, hrb__announcement *out)
{
    static const hrb__text BEFORE[] = {WORD("项目"), WORD("项目共"), WORD("项目共计"), WORD("项目数"), WORD("项目为"), WORD("项目总数"), WORD("项目共有")};
    hrb__text words = hrb__text_trim((hrb__text){text.data, f->start});
    bool named = false;
    for (size_t i = 0; i < G_N_ELEMENTS(BEFORE); i++)
        named = named || hrb__text_ends(words, BEFORE[i]);
    size_t behind = skip_blanks(text, f->end);
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
    figure *figures = new_figures(document, text);
    size_t count = figures == NULL ? 0 : read_figures(text, figures);
    for (size_t i = 0; i < count; i++) {
        const figure *f = &figures[i];
        if (!found.has_count)
            read_count(document, line, text, f, &found);
        hrb__text words = words_before(text, f->start, 0);
        bool whole = hrb__text_has(words, HRB__TEXT("资金")) || hrb__text_has(words, HRB__TEXT("金额")) || hrb__text_has(words, HRB__TEXT("预算"));
        if (found.has_count && !found.has_money && f->is_money && whole) {
            found.has_money = true;
            found.money = (hrb__stated){.span = {line.offset + (uint32_t)f->start, (uint32_t)(f->end - f->start)}, .fen = f->amount.fen, .quantum = f->amount.quantum_fen, .name = "", .has_unit = true};
        }
    }
    g_free(figures);
    if (found.has_count)
        document->projects->announced = found;
}
