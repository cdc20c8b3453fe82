/* SPDX-License-Identifier: Apache-2.0 */
/* Functional codes that sentences name, found among the rows of the tables and,
 * where these have none, in the code book. */
#include <glib.h>
#include <string.h>

#include "code/book.h"
#include "fact/narrative.h"

typedef struct entry {
    hrb_code code;
    const char *name; /* folded, without 支出 at the end */
    uint32_t next;    /* entry + 1 of the same name */
    bool is_used;
} entry;

struct hrb__item_index {
    hrb_document *document;
    entry *entries;
    size_t count, capacity;
    struct {
        hrb__text name;
        hrb_code code;
    } classes[64]; /* names that were asked about, by their hash */
    GHashTable *by_name; /* name -> first entry + 1 */
    GHashTable *codes;   /* digits: those that have an entry */
};

/* A search through the rows that no index helps ends here. */
#define MOST_ENTRIES_TRIED 2000

static const hrb__text EXPENDITURE = {"支出", 6};

/* “公共安全（类）支出” and “公共安全支出” are one name. */
static size_t fold_name(hrb__text name, char *out, size_t size)
{
    size_t n = hrb__text_fold(name, out, size - 1);
    if (n > EXPENDITURE.length && memcmp(out + n - EXPENDITURE.length, EXPENDITURE.data, EXPENDITURE.length) == 0)
        n -= EXPENDITURE.length;
    out[n] = '\0';
    return n;
}

static void add_line(hrb__item_index *index, const hrb__line *line)
{
    char name[300];
    if (line->code.kind != HRB_CODE_FUNCTION || line->label.length == 0 || g_hash_table_contains(index->codes, GINT_TO_POINTER(line->code.digits)))
        return;
    if (!hrb__grow((void **)&index->entries, index->count, &index->capacity, sizeof *index->entries)) {
        index->document->out_of_memory = true;
        return;
    }
    size_t n = fold_name(line->label, name, sizeof name);
    const char *copy = hrb__arena_text(&index->document->arena, name, n);
    if (copy == NULL) {
        index->document->out_of_memory = true;
        return;
    }
    index->entries[index->count++] = (entry){.code = line->code, .name = copy};
    g_hash_table_add(index->codes, GINT_TO_POINTER(line->code.digits));
}

hrb__item_index *hrb__item_index_new(hrb_document *document)
{
    hrb__item_index *index = g_try_new0(hrb__item_index, 1);
    if (index == NULL)
        return NULL;
    index->document = document;
    index->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    index->codes = g_hash_table_new(NULL, NULL);
    for (size_t t = 0; t < document->table_count; t++)
        for (size_t i = 0; i < document->tables[t].line_count; i++)
            add_line(index, &document->tables[t].lines[i]);
    /* From the last to the first, so that a chain runs in the order of the tables. */
    for (size_t i = index->count; i-- > 0;) {
        entry *e = &index->entries[i];
        e->next = GPOINTER_TO_UINT(g_hash_table_lookup(index->by_name, e->name));
        g_hash_table_insert(index->by_name, (gpointer)(uintptr_t)e->name, GUINT_TO_POINTER((guint)i + 1));
    }
    return index;
}

void hrb__item_index_free(hrb__item_index *index)
{
    if (index == NULL)
        return;
    g_hash_table_destroy(index->by_name);
    g_hash_table_destroy(index->codes);
    g_free(index->entries);
    g_free(index);
}

/* Whether a code is `within` or stands below it; digits 0: anywhere. */
static bool is_below(int32_t digits, int32_t within)
{
    while (digits > within && within > 0)
        digits /= 100;
    return digits == within || within == 0;
}

static hrb_code find_in_tables(hrb__item_index *index, hrb__text name, int32_t level, hrb_code within)
{
    char folded[300];
    entry *used = NULL;
    fold_name(name, folded, sizeof folded);
    for (uint32_t i = GPOINTER_TO_UINT(g_hash_table_lookup(index->by_name, folded)); i != 0; i = index->entries[i - 1].next) {
        entry *e = &index->entries[i - 1];
        if ((level != 0 && hrb_code_level(e->code) != level) || !is_below(e->code.digits, within.digits))
            continue;
        if (e->is_used) {
            used = used == NULL ? e : used;
            continue;
        }
        e->is_used = level == 3;
        return e->code;
    }
    return used == NULL ? (hrb_code){HRB_CODE_NONE, 0} : used->code;
}

static hrb_code find_in_book(const hrb__item_index *index, hrb__text name, int32_t level, hrb_code within)
{
    const hrb_document *document = index->document;
    const hrb_code_entry *found = hrb_codebook_find_name(document->codebook, within, level, document->year, name.data, name.length);
    char longer[320];
    if (found == NULL && name.length + EXPENDITURE.length < sizeof longer) {
        memcpy(longer, name.data, name.length);
        memcpy(longer + name.length, EXPENDITURE.data, EXPENDITURE.length);
        found = hrb_codebook_find_name(document->codebook, within, level, document->year, longer, name.length + EXPENDITURE.length);
    }
    /* 医疗卫生支出: the name of a year may be without the word. */
    bool is_longer = name.length > EXPENDITURE.length && memcmp(name.data + name.length - EXPENDITURE.length, EXPENDITURE.data, EXPENDITURE.length) == 0;
    if (found == NULL && is_longer)
        found = hrb_codebook_find_name(document->codebook, within, level, document->year, name.data, name.length - EXPENDITURE.length);
    return found == NULL ? (hrb_code){HRB_CODE_NONE, 0} : hrb_code_entry_code(found);
}

/* A name with a slip of the pen, among the rows below a code that is known. */
static hrb_code find_misprinted(const hrb__item_index *index, hrb__text name, int32_t level, hrb_code within)
{
    hrb_code found = {HRB_CODE_NONE, 0};
    if (within.digits == 0)
        return found;
    for (size_t i = 0; i < index->count && i < MOST_ENTRIES_TRIED; i++) {
        hrb_code code = index->entries[i].code;
        if (hrb_code_level(code) != level || !is_below(code.digits, within.digits))
            continue;
        hrb_name_match match = hrb_codebook_compare_name(index->document->codebook, code, index->document->year, name.data, name.length, NULL, NULL);
        if (match != HRB_NAME_NEAR && match != HRB_NAME_OTHER_YEAR)
            continue;
        if (found.digits != 0)
            return (hrb_code){HRB_CODE_NONE, 0}; /* two of them: neither */
        found = code;
    }
    return found;
}

static const char *name_of(const hrb__item_index *index, int32_t digits)
{
    for (size_t i = 0; i < index->count; i++)
        if (index->entries[i].code.digits == digits)
            return index->entries[i].name;
    return "";
}

/* 人大事务行政运行: the name of a 款 and that of its 项 without a mark between them. */
static hrb_code find_joined(const hrb__item_index *index, hrb__text name, int32_t level, hrb_code within)
{
    char folded[300];
    size_t n = fold_name(name, folded, sizeof folded);
    for (size_t i = 0; i < index->count && i < MOST_ENTRIES_TRIED && level > 1; i++) {
        const entry *e = &index->entries[i];
        size_t own = strlen(e->name);
        if (hrb_code_level(e->code) != level || own >= n || !is_below(e->code.digits, within.digits) || memcmp(folded + n - own, e->name, own) != 0)
            continue;
        const char *above = name_of(index, e->code.digits / 100);
        if (strlen(above) == n - own && memcmp(folded, above, n - own) == 0)
            return e->code;
    }
    return (hrb_code){HRB_CODE_NONE, 0};
}

static hrb_code find_name(hrb__item_index *index, hrb__text name, int32_t level, hrb_code within)
{
    hrb_code code = find_in_tables(index, name, level, within);
    if (code.digits == 0)
        code = find_in_book(index, name, level, (hrb_code){HRB_CODE_FUNCTION, within.digits});
    if (code.digits == 0)
        code = find_joined(index, name, level, within);
    if (code.digits == 0)
        code = find_misprinted(index, name, level, within);
    return code;
}

/* The code of one more level. Printed digits are the part of this level (06) or the whole code (20406). */
static hrb_code step_down(hrb__item_index *index, const hrb__item *item, int level, hrb_code above)
{
    int32_t digits = item->digits[level];
    if (digits >= 0) {
        bool is_part = level > 0 && digits < 100;
        if (is_part && above.digits == 0)
            return (hrb_code){HRB_CODE_NONE, 0};
        return (hrb_code){HRB_CODE_FUNCTION, is_part ? above.digits * 100 + digits : digits};
    }
    return find_name(index, item->name[level], level + 1, above);
}

/* A name that one code alone has: 初中教育, but not 行政运行. */
static hrb_code find_only(const hrb__item_index *index, hrb__text name)
{
    char folded[300];
    size_t n = fold_name(name, folded, sizeof folded);
    hrb_code code = hrb__codebook_only_code(index->document->codebook, HRB_CODE_FUNCTION, index->document->year, name);
    return code.digits != 0 ? code : hrb__codebook_only_code(index->document->codebook, HRB_CODE_FUNCTION, index->document->year, (hrb__text){folded, n});
}

hrb_code hrb__item_code(hrb__item_index *index, const hrb__item *item)
{
    if (item->only.length > 0) {
        hrb_code none = {HRB_CODE_NONE, 0};
        for (int32_t level = 3; level >= 1; level--) {
            hrb_code code = find_in_tables(index, item->only, level, none);
            if (code.digits != 0)
                return code;
        }
        hrb_code code = find_in_book(index, item->only, 1, (hrb_code){HRB_CODE_FUNCTION, 0}); /* names of 类 are of one code only */
        return code.digits != 0 ? code : find_only(index, item->only);
    }
    hrb_code code = {HRB_CODE_NONE, 0};
    for (int level = 0; level < 3; level++) {
        if (item->name[level].length == 0 && item->digits[level] < 0)
            continue;
        hrb_code next = step_down(index, item, level, code);
        /* A level whose name is unknown may be skipped: the one below it tells enough. */
        bool is_last = level == 2 || (item->name[level + 1].length == 0 && item->digits[level + 1] < 0 && (level == 1 || (item->name[2].length == 0 && item->digits[2] < 0)));
        if (next.digits != 0 || is_last)
            code = next;
    }
    return hrb_code_level(code) == 0 ? (hrb_code){HRB_CODE_NONE, 0} : code;
}

hrb_code hrb__item_economic(const hrb__item_index *index, hrb__text name)
{
    return hrb__codebook_only_code(index->document->codebook, HRB_CODE_DEPT_ECONOMIC, index->document->year, name);
}

hrb_code hrb__item_class(hrb__item_index *index, hrb__text name)
{
    const hrb_code any = {HRB_CODE_FUNCTION, 0};
    size_t place = (size_t)(hrb__text_hash(name) % G_N_ELEMENTS(index->classes));
    if (name.length > 0 && hrb__text_equals(index->classes[place].name, name))
        return index->classes[place].code;
    hrb_code code = find_in_tables(index, name, 1, any);
    if (code.digits == 0)
        code = find_in_book(index, name, 1, any);
    index->classes[place].name = name;
    index->classes[place].code = code;
    return code;
}
