/* SPDX-License-Identifier: Apache-2.0 */
/* What the document says of itself: its title, year, kind, whose it is. The
 * title page counts most, then the titles of tables; prose speaks of other years
 * and other bodies too. */
#include <glib.h>
#include <string.h>

#include "fact/document.h"

#define MAX_TITLE_BYTES 200
#define MAX_LEAD_BYTES 600
#define MAX_NAME_BYTES 120
#define TITLE_PAGE_ROWS 12
#define TITLE_WEIGHT 64
#define TABLE_WEIGHT 4
#define FIRST_YEAR 1990
#define LAST_YEAR 2100

static const hrb__text BUDGET = {"预算", 6}, FINAL = {"决算", 6}, CONTENTS = {"目录", 6}, WIDE_COLON = {"：", 3};

/* --- Years --- */

/* The digit that ends at `at`, of any script; its length in *size. -1 if none. */
static int digit_before(hrb__text text, size_t at, size_t *size)
{
    static const char *const HAN[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "零", "○"};
    if (at >= 1 && g_ascii_isdigit(text.data[at - 1])) {
        *size = 1;
        return text.data[at - 1] - '0';
    }
    if (at < 3)
        return -1;
    size_t length;
    *size = 3;
    int digit = ((unsigned char)text.data[at - 3] & 0xF0) == 0xE0 ? hrb__digit_value(hrb__utf8_get(text.data + at - 3, 3, &length)) : -1;
    for (size_t i = 0; i < G_N_ELEMENTS(HAN) && digit < 0; i++)
        if (memcmp(text.data + at - 3, HAN[i], 3) == 0)
            digit = (int)(i % 10);
    return digit;
}

static int32_t year_before(hrb__text text, size_t at)
{
    int32_t year = 0, place = 1;
    while (at > 0 && text.data[at - 1] == ' ')
        at--;
    for (int i = 0; i < 4; i++, place *= 10) {
        size_t size;
        int digit = digit_before(text, at, &size);
        if (digit < 0)
            return 0;
        year += digit * place;
        at -= size;
    }
    return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

int32_t hrb__first_year(hrb__text text)
{
    static const hrb__text YEAR = {"年", 3};
    size_t from = 0, found;
    while ((found = hrb__text_find((hrb__text){text.data + from, text.length - from}, YEAR)) != SIZE_MAX) {
        int32_t year = year_before(text, from + found);
        if (year != 0)
            return year;
        from += found + 3;
    }
    return 0;
}

/* --- Names --- */

static hrb__text cut_behind(hrb__text text, hrb__text mark)
{
    size_t at = hrb__text_find(text, mark);
    return at == SIZE_MAX ? text : hrb__text_trim((hrb__text){text.data, at});
}

/* A cheap look: every label of a body begins with one of these. */
static inline bool begins_label(const char *p)
{
    return hrb__is_han(p, "编") || hrb__is_han(p, "部") || hrb__is_han(p, "单") || hrb__is_han(p, "预") || hrb__is_han(p, "公");
}

/* The name behind 编制部门： and its like; what stands further on in the line (单位：元) is not part of it. */
static hrb__text stated_department(hrb__text text)
{
    if (text.length < 6 || !begins_label(text.data))
        return HRB__TEXT("");
    static const hrb__text LABELS[] = {{"编制部门", 12}, {"编制单位", 12}, {"部门名称", 12}, {"单位名称", 12}, {"预算主管部门", 18},
                                       {"预算部门", 12}, {"预算单位", 12}, {"公开部门", 12}, {"公开单位", 12}, {"部门", 6}};
    for (size_t i = 0; i < G_N_ELEMENTS(LABELS); i++) {
        if (!hrb__text_starts(text, LABELS[i]))
            continue;
        hrb__text rest = hrb__text_trim((hrb__text){text.data + LABELS[i].length, text.length - LABELS[i].length});
        size_t colon = hrb__text_starts(rest, WIDE_COLON) ? 3 : rest.length > 0 && rest.data[0] == ':' ? 1 : 0;
        if (colon == 0 || rest.length > MAX_TITLE_BYTES)
            continue;
        rest = hrb__text_trim((hrb__text){rest.data + colon, rest.length - colon});
        rest = cut_behind(cut_behind(rest, HRB__TEXT(" ")), HRB__TEXT("单位："));
        rest = cut_behind(cut_behind(cut_behind(rest, HRB__TEXT("单位:")), HRB__TEXT("金额单位")), HRB__TEXT("　"));
        return rest.length <= MAX_NAME_BYTES ? rest : HRB__TEXT("");
    }
    return HRB__TEXT("");
}

typedef struct name_votes {
    GHashTable *counts; /* the name, in the arena -> how often */
    const char *best;
    guint most;
} name_votes;

/* Of names stated equally often the longest: a narrow cell cuts one off. */
static void vote_name(hrb_document *document, name_votes *votes, hrb__text name)
{
    if (name.length < 6)
        return;
    char *key = hrb__arena_text(&document->arena, name.data, name.length);
    if (key == NULL) {
        document->out_of_memory = true;
        return;
    }
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(votes->counts, key)) + 1;
    g_hash_table_insert(votes->counts, key, GUINT_TO_POINTER(count));
    if (votes->best == NULL || count > votes->most || (count == votes->most && name.length > strlen(votes->best))) {
        votes->best = key;
        votes->most = count;
    }
}

/* The body that a title names: "江苏省高级人民法院2019年度部门预算公开" without the rest. */
static hrb__text named_in_title(hrb__text title)
{
    static const hrb__text ENDS[] = {{"部门", 6}, {"单位", 6}, {"预算", 6}, {"决算", 6}, {"本级", 6}};
    static const hrb__text STARTS[] = {{"年度", 6}, {"年", 3}, {"第一部分", 12}, {"关于", 6}};
    int32_t year = hrb__first_year(title);
    size_t year_at = SIZE_MAX;
    for (size_t i = 3; i < title.length && year != 0 && year_at == SIZE_MAX; i++)
        if (hrb__text_starts((hrb__text){title.data + i, title.length - i}, HRB__TEXT("年")) && year_before(title, i) == year)
            year_at = i;
    if (year_at != SIZE_MAX) {
        size_t digits = year_at;
        for (int k = 0; k < 4; k++) {
            size_t size = 1;
            while (digits > 0 && title.data[digits - 1] == ' ')
                digits--;
            if (digit_before(title, digits, &size) < 0)
                break;
            digits -= size;
        }
        if (digits >= 9) /* the name stands before the year */
            title.length = digits;
        else
            title = (hrb__text){title.data + year_at, title.length - year_at};
    }
    for (size_t i = 0; i < G_N_ELEMENTS(STARTS); i++)
        if (hrb__text_starts(title, STARTS[i]))
            title = (hrb__text){title.data + STARTS[i].length, title.length - STARTS[i].length};
    for (size_t i = 0; i < G_N_ELEMENTS(ENDS); i++)
        title = cut_behind(title, ENDS[i]);
    /* 2024年“三公”经费预算 names what it is about, and no body. */
    return hrb__text_has(title, HRB__TEXT("经费")) ? HRB__TEXT("") : hrb__text_trim(title);
}

/* --- Regions --- */

/* One name of a region at the start of a text (上海市, 普陀区), its length in bytes; 0 if there is none. */
static size_t region_length(hrb__text text)
{
    static const hrb__text SUFFIXES[] = {{"自治区", 9}, {"自治州", 9}, {"自治县", 9}, {"地区", 6}, {"省", 3}, {"市", 3}, {"区", 3}, {"县", 3}, {"州", 3}, {"盟", 3}, {"旗", 3}};
    static const hrb__text BODIES[] = {{"局", 3}, {"委", 3}, {"院", 3}, {"厅", 3}, {"办", 3}, {"处", 3}, {"校", 3}, {"中心", 6}, {"人民", 6}, {"社区", 6}, {"管理", 6}};
    for (size_t at = 0; at < text.length && at <= 33;) {
        hrb__text rest = {text.data + at, text.length - at};
        for (size_t i = 0; i < G_N_ELEMENTS(BODIES); i++)
            if (hrb__text_starts(rest, BODIES[i]))
                return 0;
        for (size_t i = 0; i < G_N_ELEMENTS(SUFFIXES); i++)
            if (at >= 3 && hrb__text_starts(rest, SUFFIXES[i]) && (at >= 6 || hrb__text_equals(SUFFIXES[i], HRB__TEXT("县"))))
                return at + SUFFIXES[i].length;
        size_t size;
        hrb__utf8_get(rest.data, rest.length, &size);
        if (size != 3)
            return 0;
        at += size;
    }
    return 0;
}

static hrb__text region_of(hrb__text name)
{
    size_t length = 0;
    for (int level = 0; level < 3; level++) {
        size_t more = region_length((hrb__text){name.data + length, name.length - length});
        if (more == 0)
            break;
        length += more;
    }
    return (hrb__text){name.data, length};
}

/* --- The title page --- */

/* 2021年度一般公共预算财政拨款 / “三公”经费支出决算情况说明: the title goes on in the row behind it, which tells what it is of. */
static void append_rest_of_title(hrb_document *document, size_t next, GString *title)
{
    const hrb__blocks *blocks = &document->blocks;
    hrb__text text = {NULL, 0}, table_title;
    for (; next < blocks->row_count && text.length == 0; next++)
        text = hrb__row_text(blocks, &blocks->rows[next], 0);
    int level;
    bool is_rest = text.length > 0 && text.length <= MAX_TITLE_BYTES && blocks->rows[next - 1].cell_count == 1 && hrb__text_has(text, FINAL) && hrb__first_year(text) == 0 &&
                   !hrb__text_has(text, HRB__TEXT("。")) && !hrb__text_has(text, WIDE_COLON) && hrb__ordinal_length(text, &level) == 0 &&
                   hrb__title_form(document, &blocks->rows[next - 1], &table_title) == NULL;
    bool is_open = title->len >= 12 && memcmp(title->str + title->len - 12, "财政拨款", 12) == 0;
    if (is_rest && is_open)
        g_string_append_len(title, text.data, (gssize)text.length);
}

/* The title: the first row before the contents that speaks of a budget, with the rows of the name before it. */
static char *read_title_page(hrb_document *document)
{
    const hrb__blocks *blocks = &document->blocks;
    GString *title = g_string_new(NULL);
    bool found = false;
    for (size_t i = 0; i < MIN(blocks->row_count, TITLE_PAGE_ROWS) && !found; i++) {
        hrb__text text = hrb__row_text(blocks, &blocks->rows[i], 0), table_title;
        int level;
        if (text.length == 0)
            continue;
        bool is_other = blocks->rows[i].cell_count > 1 || text.length > MAX_TITLE_BYTES || hrb__text_has(text, HRB__TEXT("。")) || hrb__text_has(text, WIDE_COLON) ||
                        hrb__text_starts(text, CONTENTS) || hrb__text_starts(text, HRB__TEXT("附件")) || hrb__ordinal_length(text, &level) > 0 ||
                        hrb__title_form(document, &blocks->rows[i], &table_title) != NULL;
        if (hrb__text_starts(text, CONTENTS) || text.length > MAX_TITLE_BYTES)
            break;
        if (is_other) {
            g_string_truncate(title, 0);
            continue;
        }
        g_string_append_len(title, text.data, (gssize)text.length);
        found = (hrb__text_has(text, BUDGET) || hrb__text_has(text, FINAL)) && title->len <= MAX_TITLE_BYTES;
        if (found && !hrb__text_has(text, FINAL))
            append_rest_of_title(document, i + 1, title);
    }
    char *result = found ? hrb__arena_text(&document->arena, title->str, title->len) : NULL;
    g_string_free(title, TRUE);
    return result;
}

typedef struct self_image {
    uint32_t years[LAST_YEAR - FIRST_YEAR + 1];
    uint32_t finals, budgets, units, departments;
    hrb__text title; /* the first line that could be one, where there is no title page */
    name_votes names;
} self_image;

static void count_title(self_image *self, hrb__text text, uint32_t weight)
{
    static const hrb__text UNIT = {"单位", 6}, DEPARTMENT = {"部门", 6}, FIXED = {"部门预算经济分类", 24};
    bool is_final = hrb__text_has(text, FINAL);
    self->finals += is_final ? weight : 0;
    self->budgets += !is_final && hrb__text_has(text, BUDGET) ? weight : 0;
    self->units += hrb__text_has(text, UNIT) ? weight : 0;
    size_t at = hrb__text_find(text, DEPARTMENT);
    bool only_fixed = at != SIZE_MAX && hrb__text_find(text, FIXED) == at;
    self->departments += at != SIZE_MAX && !only_fixed ? weight : 0;
    int32_t year = hrb__first_year(text);
    if (year != 0)
        self->years[year - FIRST_YEAR] += weight;
}

/* Whether a text has the word 决算 or 预算; most have not even their second character. */
static bool names_kind(hrb__text text)
{
    return hrb__text_has(text, HRB__TEXT("算")) && (hrb__text_has(text, FINAL) || hrb__text_has(text, BUDGET));
}

/* 现将2020年度“三公”经费决算情况公布如下： tells the kind where no title does. */
static bool announces_accounts(hrb__text text)
{
    static const hrb__text LEADS = {"如下：", 9}, WORDS[] = {{"公布如下", 12}, {"公开如下", 12}, {"说明如下", 12}, {"情况如下", 12}};
    if (text.length < LEADS.length || text.length > MAX_LEAD_BYTES || memcmp(text.data + text.length - LEADS.length, LEADS.data, LEADS.length) != 0 || !hrb__text_has(text, FINAL))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
        if (hrb__text_has(text, WORDS[i]))
            return true;
    return false;
}

static void read_row(hrb_document *document, self_image *self, const hrb__row *row)
{
    const hrb__blocks *blocks = &document->blocks;
    hrb__text text = hrb__row_text(blocks, row, 0), table_title;
    if (announces_accounts(text)) {
        size_t at = hrb__text_find(text, HRB__TEXT("现将"));
        int32_t told = at == SIZE_MAX ? 0 : hrb__first_year((hrb__text){text.data + at, text.length - at});
        self->finals++;
        if (told != 0)
            self->years[told - FIRST_YEAR]++;
    }
    if (text.length == 0 || text.length > MAX_TITLE_BYTES)
        return;
    vote_name(document, &self->names, stated_department(text));
    if (row->cell_count > 8 || !names_kind(text))
        return;
    if (hrb__title_form(document, row, &table_title) != NULL) {
        count_title(self, table_title, TABLE_WEIGHT);
        return;
    }
    int32_t year = hrb__first_year(text);
    if (year == 0)
        return;
    self->years[year - FIRST_YEAR]++;
    if (self->title.length == 0 && row->cell_count == 1 && text.length < MAX_NAME_BYTES && !hrb__text_has(text, HRB__TEXT("。")))
        self->title = text;
}

static void settle(hrb_document *document, self_image *self, int32_t fallback_year)
{
    size_t best = 0;
    for (size_t i = 1; i < G_N_ELEMENTS(self->years); i++)
        if (self->years[i] > self->years[best])
            best = i;
    document->year = self->years[best] > 0 ? FIRST_YEAR + (int32_t)best : fallback_year;
    document->is_final = self->finals > self->budgets;
    document->has_kind = self->finals + self->budgets > 0;
    document->level = self->units + self->departments == 0 ? HRB__LEVEL_UNKNOWN : self->units > self->departments ? HRB__LEVEL_UNIT : HRB__LEVEL_DEPARTMENT;
    hrb__text title = {document->title, strlen(document->title)};
    hrb__text name = self->names.best != NULL ? (hrb__text){self->names.best, strlen(self->names.best)} : named_in_title(title);
    /* "上海市普陀区2026年区级部门预算" names no body but the region. */
    if (self->names.best == NULL && region_of(name).length == name.length)
        name = HRB__TEXT("");
    hrb__text region = region_of(name);
    if (region.length == 0)
        region = region_of(named_in_title(title));
    document->department = hrb__arena_text(&document->arena, name.data, name.length);
    document->region = hrb__arena_text(&document->arena, region.data, region.length);
    document->out_of_memory = document->out_of_memory || document->department == NULL || document->region == NULL;
}

void hrb__understand_identity(hrb_document *document, int32_t fallback_year)
{
    self_image image = {.names.counts = g_hash_table_new(g_str_hash, g_str_equal)}, *self = &image;
    document->title = read_title_page(document);
    if (document->title != NULL)
        count_title(self, (hrb__text){document->title, strlen(document->title)}, TITLE_WEIGHT);
    for (size_t i = 0; i < document->blocks.row_count && !document->out_of_memory; i++)
        read_row(document, self, &document->blocks.rows[i]);
    if (document->title == NULL)
        document->title = hrb__arena_text(&document->arena, self->title.data, self->title.length);
    document->out_of_memory = document->out_of_memory || document->title == NULL;
    if (!document->out_of_memory)
        settle(document, self, fallback_year);
    g_hash_table_destroy(self->names.counts);
}
