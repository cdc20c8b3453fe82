/* SPDX-License-Identifier: Apache-2.0 */
/* Items: subjects that are functional codes, named by their levels, by a path or by one name. */
#include <glib.h>
#include <string.h>

#include "fact/claims.h"

#define NONE HRB__NO_FACT_INDEX

static hrb__text clean_name(hrb__text name)
{
    static const hrb__text OPENING[] = {{"“", 3}, {"”", 3}, {"\"", 1}, {"、", 3}, {"，", 3}, {"：", 3}, {"；", 3}, {"。", 3}, {"-", 1}, {"（", 3}, {"）", 3}};
    bool changed = true;
    name = hrb__text_trim(name);
    /* Most names begin and end in Han characters. */
    if (name.length >= 3 && hrb__is_han_lead(name.data[0]) && hrb__is_han_lead(name.data[name.length - 3]))
        return name;
    while (changed && name.length > 0) {
        changed = false;
        for (size_t i = 0; i < G_N_ELEMENTS(OPENING); i++)
            if (hrb__text_starts(name, OPENING[i])) {
                name = hrb__text_trim((hrb__text){name.data + OPENING[i].length, name.length - OPENING[i].length});
                changed = true;
            }
    }
    static const hrb__text CLOSING[] = {{"”", 3}, {"“", 3}, {"\"", 1}};
    for (size_t i = 0; i < G_N_ELEMENTS(CLOSING); i++)
        if (name.length > CLOSING[i].length && memcmp(name.data + name.length - CLOSING[i].length, CLOSING[i].data, CLOSING[i].length) == 0)
            name = hrb__text_trim((hrb__text){name.data, name.length - CLOSING[i].length});
    return name;
}

static hrb__text words_since(const hrb__claims *c, size_t end)
{
    return clean_name((hrb__text){c->paragraph.data + c->name_start, end - c->name_start});
}

/* The item stands complete: its code becomes the subject. */
static void settle_item(hrb__claims *c)
{
    hrb__item item = c->item;
    for (int level = 0; level < 2; level++)
        if (item.only.length == 0 && item.name[level].length == 0 && item.digits[level] < 0) {
            bool lower = item.name[level + 1].length > 0 || item.digits[level + 1] >= 0 || item.name[2].length > 0;
            if (lower) {
                item.name[level] = c->heading[level];
                item.digits[level] = c->heading_digits[level];
            }
        }
    c->item_code = hrb__item_code(c->items, &item);
    hrb__meaning subject = c->list_scope.slot[HRB__FLOW] != 0 ? c->list_scope : (hrb__meaning){0};
    if (subject.slot[HRB__FLOW] == 0)
        subject = c->section;
    if (subject.slot[HRB__FLOW] == 0) {
        subject.slot[HRB__FLOW] = c->word_expenditure;
        subject.slot[HRB__FUND] = c->word_fiscal;
        subject.slot[HRB__NATURE] = c->word_total;
    }
    subject.slot[HRB__TOPIC] = subject.slot[HRB__PHASE] = 0;
    c->item_code_text = NULL;
    if (c->item_code.digits != 0) {
        char digits[16];
        size_t n = hrb_code_format(c->item_code, digits, sizeof digits);
        c->item_code_text = hrb__arena_text(&c->document->arena, digits, n);
        c->document->out_of_memory = c->document->out_of_memory || c->item_code_text == NULL;
        subject.function = (uint32_t)c->item_code.digits;
    } else {
        subject.function = HRB__UNKNOWN_LINE | (uint32_t)(c->unknown_count++ & 0x3FFFFFFF);
    }
    hrb__claim_open_frame(c, &subject);
    c->item_has_figure = false;
}

void hrb__claim_on_level(hrb__claims *c, const hrb__token *token)
{
    int level = token->level - 1;
    hrb__text name = words_since(c, token->at);
    if (name.length == 0 || name.length > 180) {
        c->clean = false;
        return;
    }
    if (!c->has_item || c->item_has_figure || c->item.name[level].length > 0)
        hrb__claim_end_item(c);
    c->has_item = true;
    c->item.name[level] = name;
    c->item.digits[level] = (int32_t)token->value;
    c->name_start = c->item_end = token->at + token->length;
    if (level < 2)
        c->heading[level] = (hrb__text){NULL, 0}; /* until the paragraph turns out to be a heading */
    settle_item(c);
}

/* 教育支出类科目: the level, which is cut off; -1 if there is none. */
static int level_at_end(hrb__text *name)
{
    static const char *const LEVELS[] = {"类", "款", "项"};
    for (int level = 0; level < 3; level++)
        if (name->length > 9 && memcmp(name->data + name->length - 3, LEVELS[level], 3) == 0) {
            name->length -= 3;
            return level;
        }
    return -1;
}

void hrb__claim_on_item(hrb__claims *c, const hrb__token *token)
{
    if (c->has_item && !c->item_has_figure && c->name_start == c->previous.at + c->previous.length) {
        c->clean = true; /* …（项）”科目: the levels have named it */
        return;
    }
    hrb__text name = words_since(c, token->at);
    if (c->has_item && !c->item_has_figure && name.length == 0) {
        c->clean = true;
        return;
    }
    hrb__claim_end_item(c);
    if (name.length == 0 || name.length > 300)
        return;
    /* A path: 一般公共服务支出-统战事务-行政运行. */
    hrb__text part[3] = {name};
    size_t parts = 1;
    for (size_t i = 0; i < name.length && parts < 3; i++)
        if (name.data[i] == '-' && i > 0) {
            hrb__text *last = &part[parts - 1];
            size_t taken = (size_t)(name.data + i - last->data);
            part[parts] = (hrb__text){name.data + i + 1, last->length - taken - 1};
            last->length = taken;
            parts++;
        }
    int named = parts == 1 ? level_at_end(&part[0]) : -1;
    c->item.only = parts == 1 && named < 0 ? hrb__text_trim(part[0]) : (hrb__text){NULL, 0};
    if (named >= 0)
        c->item.name[named] = hrb__text_trim(part[0]);
    for (size_t i = 0; i < parts && parts > 1; i++)
        c->item.name[3 - parts + i] = hrb__text_trim(part[i]);
    c->has_item = true;
    settle_item(c);
}

/* 主要原因是教育支出增加…: a 类 by its name, or something that cannot be told. */
void hrb__claim_open_class_frame(hrb__claims *c, size_t end)
{
    hrb__text name = words_since(c, end);
    hrb_code code = name.length == 0 || name.length > 60 ? (hrb_code){HRB_CODE_NONE, 0} : hrb__item_class(c->items, name);
    if (code.digits == 0) {
        c->clean = c->clean && name.length == 0;
        return;
    }
    char digits[16];
    size_t n = hrb_code_format(code, digits, sizeof digits);
    hrb__meaning subject = c->main.has_subject ? c->main.subject : c->scope;
    subject.function = (uint32_t)code.digits;
    c->item_code_text = hrb__arena_text(&c->document->arena, digits, n);
    c->document->out_of_memory = c->document->out_of_memory || c->item_code_text == NULL;
    hrb__claim_open_frame(c, &subject);
}

static hrb__cell span_of(const hrb__claims *c, hrb__text text)
{
    bool is_here = text.length > 0 && text.data >= c->paragraph.data && text.data <= c->paragraph.data + c->paragraph.length;
    return is_here ? (hrb__cell){.offset = hrb__claim_offset_in_source(c, (size_t)(text.data - c->paragraph.data)), .length = (uint32_t)text.length} : (hrb__cell){0};
}

void hrb__claim_note_item(hrb__claims *c, uint32_t fact)
{
    hrb_document *document = c->document;
    if (!hrb__grow((void **)&document->narrated, document->narrated_count, &document->narrated_capacity, sizeof *document->narrated)) {
        document->out_of_memory = true;
        return;
    }
    hrb__narrated *narrated = &document->narrated[document->narrated_count++];
    *narrated = (hrb__narrated){.code = c->item_code, .fact = fact, .in_list = c->list_is_open, .only = span_of(c, c->item.only)};
    for (int level = 0; level < 3; level++) {
        narrated->digits[level] = c->item.digits[level];
        narrated->name[level] = span_of(c, c->item.name[level]);
    }
}

/* The words before a figure without what leads over to it. */
hrb__text hrb__claim_bare_name(const hrb__claims *c, size_t end)
{
    static const hrb__text TAILS[] = {{"为", 3}, {"共", 3}, {"预算", 6}, {"安排", 6}, {"决算", 6}};
    hrb__text name = words_since(c, end);
    for (size_t i = 0; i < G_N_ELEMENTS(TAILS); i++)
        if (name.length > TAILS[i].length && memcmp(name.data + name.length - TAILS[i].length, TAILS[i].data, TAILS[i].length) == 0)
            name.length -= TAILS[i].length;
    return name.length < 6 || name.length > 120 ? (hrb__text){NULL, 0} : name;
}

static void take_bare_item(hrb__claims *c, hrb__text name)
{
    hrb__claim_end_item(c);
    c->item.only = name;
    c->has_item = true;
    settle_item(c);
}

bool hrb__claim_try_class(hrb__claims *c, size_t end)
{
    hrb__text name = hrb__claim_bare_name(c, end);
    bool is_rest = hrb__text_equals(name, HRB__TEXT("其他")) || hrb__text_equals(name, HRB__TEXT("其它")); /* of what was told, and not 其他支出 */
    if (name.length == 0 || is_rest || hrb__item_class(c->items, name).digits == 0)
        return false;
    take_bare_item(c, name);
    return true;
}

/* 2．社会保障和就业支出1608.51万元: in a list, the words before the first figure are the name of an item. */
bool hrb__claim_try_bare_item(hrb__claims *c, size_t end)
{
    hrb__text name = hrb__claim_bare_name(c, end);
    hrb__item item = {.digits = {-1, -1, -1}, .only = name};
    if (name.length == 0 || (hrb__item_class(c->items, name).digits == 0 && hrb__item_code(c->items, &item).digits == 0))
        return false;
    take_bare_item(c, name);
    return true;
}

/* What an economic item is of: the whole of its list, with its topic, or what the section is about. */
static hrb__meaning whole_of_economic(const hrb__claims *c)
{
    hrb__meaning whole = c->list_is_open ? c->list_scope : c->section;
    if (whole.slot[HRB__FLOW] == 0)
        whole = c->section;
    if (whole.slot[HRB__FLOW] != c->word_expenditure && c->scope.slot[HRB__FLOW] == c->word_expenditure)
        whole = c->scope;
    return whole;
}

bool hrb__claim_take_economic(hrb__claims *c, hrb_code code)
{
    hrb__meaning subject = whole_of_economic(c);
    if (code.digits == 0 || subject.slot[HRB__FLOW] != c->word_expenditure)
        return false;
    char digits[16];
    size_t n = hrb_code_format(code, digits, sizeof digits);
    subject.slot[HRB__PHASE] = 0;
    subject.function = 0;
    subject.economic = (uint32_t)code.digits;
    hrb__claim_end_item(c);
    c->item_code_text = hrb__arena_text(&c->document->arena, digits, n);
    c->document->out_of_memory = c->document->out_of_memory || c->item_code_text == NULL;
    hrb__claim_open_frame(c, &subject);
    return true;
}

bool hrb__claim_lists_economic(const hrb__claims *c)
{
    const hrb__meaning *whole = &c->list_scope;
    uint8_t nature = whole->slot[HRB__NATURE];
    bool is_of_staff = nature != 0 && (nature == c->word_personnel || nature == c->word_public_operating);
    return c->list_is_open && whole->slot[HRB__FLOW] == c->word_expenditure && whole->slot[HRB__TOPIC] == 0 && (is_of_staff || whole->economic != 0);
}

/* 其中：教育支出2万元…。按经济分类，工资福利支出…: the whole is broken down once more. */
void hrb__claim_gather_economic(hrb__claims *c, uint32_t fact)
{
    hrb__meaning whole = c->list_scope, part = c->document->facts[fact].meaning;
    whole.economic = part.economic = 0;
    whole.slot[HRB__PHASE] = part.slot[HRB__PHASE] = 0;
    if (!c->list_is_open || c->aside.depth > 0 || !hrb__meaning_equals(&whole, &part))
        return;
    if (c->list.count > 0 && c->document->facts[c->list.facts[0]].meaning.economic == 0) {
        hrb__close_list(c);
        c->list.count = 0;
        c->list_is_open = true;
    }
    hrb__claim_gather(c, &c->list, fact);
}

bool hrb__claim_try_economic(hrb__claims *c, size_t end)
{
    hrb__text name = hrb__claim_bare_name(c, end);
    return name.length > 0 && hrb__claim_take_economic(c, hrb__item_economic(c->items, name));
}

void hrb__claim_note_code(hrb__claims *c, const hrb__token *token)
{
    size_t end = token->at + token->length;
    bool is_code = (token->length == 7 || token->length == 5 || token->length == 3) && token->decimals == 0 && token->at >= c->name_start && end + 3 < c->paragraph.length && hrb__is_han_lead(c->paragraph.data[end]);
    int32_t digits = is_code ? (int32_t)(token->value / 100) : 0, class_code = token->length == 7 ? digits / 10000 : token->length == 5 ? digits / 100 : digits;
    if (class_code <= 200 || class_code >= 235)
        return;
    c->code_first = digits;
    c->name_start = c->code_end = end;
}

/* 2010301行政运行1550.00万元: the words between the code and the figure are its name, if the code book or the tables have it so. */
bool hrb__claim_try_coded(hrb__claims *c, size_t end)
{
    hrb__text name = c->code_first != 0 && c->name_start == c->code_end ? hrb__claim_bare_name(c, end) : (hrb__text){NULL, 0};
    int32_t digits = c->code_first;
    if (name.length == 0)
        return false;
    c->code_first = 0;
    hrb_code code = {HRB_CODE_FUNCTION, digits};
    if (hrb_codebook_compare_name(c->document->codebook, code, c->document->year, name.data, name.length, NULL, NULL) == HRB_NAME_DIFFERENT)
        return false;
    int32_t level = hrb_code_level(code);
    hrb__claim_end_item(c);
    c->item.name[level - 1] = name;
    c->item.digits[level - 1] = digits;
    c->has_item = true;
    settle_item(c);
    return true;
}

/* A 项 that is all of its line is what the next paragraph is about. */
void hrb__claim_note_heading_item(hrb__claims *c)
{
    bool is_item = c->has_item && !c->item_has_figure && c->item.name[2].length > 0 && !c->states_something && c->item_end > 0 && c->item_end <= c->paragraph.length;
    size_t rest = is_item ? c->paragraph.length - c->item_end : SIZE_MAX;
    c->heading_item.is_told = is_item && rest <= 6 && (rest == 0 || hrb__text_has((hrb__text){"。：”", 9}, (hrb__text){c->paragraph.data + c->paragraph.length - MIN(rest, 3), MIN(rest, 3)}) || c->paragraph.data[c->paragraph.length - 1] == ':');
    if (!c->heading_item.is_told)
        return;
    c->heading_item.item = c->item;
    c->heading_item.code = c->item_code;
    c->heading_item.code_text = c->item_code_text;
    c->heading_subject = c->frame.subject;
}

/* 年初预算为100万元，支出决算为90万元: behind the line of an item, the phase begins. */
void hrb__claim_take_heading_item(hrb__claims *c)
{
    hrb__scanner scanner = hrb__claim_scan_from(c, c->name_start);
    hrb__token first = hrb__scanner_next(&scanner);
    if (first.kind == HRB__TOKEN_YEAR)
        first = hrb__scanner_next(&scanner);
    if (first.kind != HRB__TOKEN_WORD || first.word->role != HRB__WORD_PHASE)
        return;
    c->item = c->heading_item.item;
    c->item_code = c->heading_item.code;
    c->item_code_text = c->heading_item.code_text;
    c->has_item = true;
    hrb__claim_open_frame(c, &c->heading_subject);
    c->clean = false;
}
