/* SPDX-License-Identifier: Apache-2.0 */
/* The "vocabulary" of a rulebook: table forms, column and row terms. */
#include "rule/load.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static const char *const ROLE_NAMES[] = {"amount", "name", "ordinal", "unit", "code", "code_class", "code_group", "code_item", "total", "grand_total", "carry_over", "subtotal", "note", "target"};
static const char *const ROWS_NAMES[] = {"any", "function", "economic", "source", "single", "item", "unit", "project"};
static const char *const SLOT_NAMES[] = {"flow", "phase", "fund", "nature", "topic"};
static const char *const MEANING_KEYS[] = {"flow", "phase", "fund", "nature", "topic", "function", "economic", NULL};

static bool fold_into_arena(hrb__loader *loader, const char *text, hrb__text *out)
{
    char buffer[512];
    size_t length = hrb__text_fold((hrb__text){text, strlen(text)}, buffer, sizeof buffer);
    char *copy = hrb__arena_text(&loader->book->arena, buffer, length);
    if (copy == NULL) {
        loader->status = hrb__fail_memory(loader->error);
        return false;
    }
    *out = (hrb__text){copy, length};
    return true;
}

const char *hrb__load_text(hrb__loader *loader, const char *text)
{
    char *copy = hrb__arena_text(&loader->book->arena, text, strlen(text));
    if (copy == NULL)
        loader->status = hrb__fail_memory(loader->error);
    return copy;
}

bool hrb__load_choice(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, const char *key,
                      const char *const *names, size_t count, int *out)
{
    const cJSON *value = hrb__json_get(object, key);
    if (value == NULL)
        return true;
    if (cJSON_IsString(value))
        for (size_t i = 0; i < count; i++)
            if (strcmp(value->valuestring, names[i]) == 0) {
                *out = (int)i;
                return true;
            }
    return hrb__json_expected_name(loader, path, key, names, count, "以下之一", "one of the names known here");
}

bool hrb__load_rows(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, hrb__rows *out)
{
    int rows = (int)*out;
    if (!hrb__load_choice(loader, path, object, "rows", ROWS_NAMES, G_N_ELEMENTS(ROWS_NAMES), &rows))
        return false;
    *out = (hrb__rows)rows;
    return true;
}

bool hrb__load_word(hrb__loader *loader, const hrb__json_path *path, hrb__slot slot, const cJSON *value, uint8_t *out)
{
    if (!cJSON_IsString(value) || value->valuestring[0] == '\0')
        return hrb__json_expected(loader, path, NULL, "单词字符串", "a word (string)");
    GPtrArray *words = loader->book->words[slot];
    for (guint i = 1; i < words->len; i++)
        if (strcmp(g_ptr_array_index(words, i), value->valuestring) == 0) {
            *out = (uint8_t)i;
            return true;
        }
    if (loader->words_closed)
        return hrb__json_expected_name(loader, path, NULL, (const char *const *)words->pdata, words->len, "词表中的词，否则永远不会相符",
                                       "a word of the vocabulary, since another would never match");
    if (words->len > 250)
        return hrb__json_expected(loader, path, NULL, "一个维度不超过250个词", "at most 250 words in one dimension");
    const char *copy = hrb__load_text(loader, value->valuestring);
    if (copy == NULL)
        return false;
    g_ptr_array_add(words, (gpointer)(uintptr_t)copy);
    *out = (uint8_t)(words->len - 1);
    return true;
}

/* "function": "2080505": the digits of a code. */
static bool load_digits(hrb__loader *loader, const hrb__json_path *path, const cJSON *value, uint32_t *out)
{
    bool ok = cJSON_IsString(value) && value->valuestring[0] != '\0' && strlen(value->valuestring) <= 7 &&
              strspn(value->valuestring, "0123456789") == strlen(value->valuestring);
    if (!ok)
        return hrb__json_expected(loader, path, NULL, "编码字符串，不超过7位数字", "a code as a string of at most 7 digits");
    *out = (uint32_t)strtoul(value->valuestring, NULL, 10);
    return true;
}

bool hrb__load_meaning(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, hrb__meaning *out)
{
    if (object == NULL)
        return true;
    if (!cJSON_IsObject(object))
        return hrb__json_expected(loader, path, NULL, "对象", "an object");
    for (const cJSON *child = object->child; child != NULL; child = child->next) {
        hrb__json_path here = {path, child->string, 0};
        bool is_function = strcmp(child->string, "function") == 0;
        if (is_function || strcmp(child->string, "economic") == 0) {
            if (!load_digits(loader, &here, child, is_function ? &out->function : &out->economic))
                return false;
            continue;
        }
        size_t slot = 0;
        while (slot < HRB__SLOTS && strcmp(SLOT_NAMES[slot], child->string) != 0)
            slot++;
        if (slot == HRB__SLOTS)
            return hrb__json_only(loader, path, object, MEANING_KEYS);
        if (!hrb__load_word(loader, &here, (hrb__slot)slot, child, &out->slot[slot]))
            return false;
    }
    return true;
}

bool hrb__load_slot(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, const char *key, hrb__slot *out)
{
    int slot = -1;
    if (!hrb__load_choice(loader, path, object, key, SLOT_NAMES, G_N_ELEMENTS(SLOT_NAMES), &slot))
        return false;
    if (slot < 0)
        return hrb__json_expected(loader, path, key, "维度名称", "the name of a dimension");
    *out = (hrb__slot)slot;
    return true;
}

/* An array of strings, folded; missing is empty. */
static bool load_texts(hrb__loader *loader, const hrb__json_path *path, const cJSON *array, hrb__texts *out)
{
    if (array == NULL)
        return true;
    if (!cJSON_IsArray(array))
        return hrb__json_expected(loader, path, NULL, "字符串数组", "an array of strings");
    int count = cJSON_GetArraySize(array);
    hrb__text *items = hrb__arena_array(&loader->book->arena, (size_t)count, sizeof *items);
    if (items == NULL) {
        loader->status = hrb__fail_memory(loader->error);
        return false;
    }
    int i = 0;
    for (const cJSON *child = array->child; child != NULL; child = child->next, i++) {
        if (!cJSON_IsString(child) || child->valuestring[0] == '\0') {
            hrb__json_path here = {path, NULL, i};
            return hrb__json_expected(loader, &here, NULL, "非空字符串", "a string that is not empty");
        }
        if (!fold_into_arena(loader, child->valuestring, &items[i]))
            return false;
    }
    *out = (hrb__texts){(size_t)count, items};
    return true;
}

static bool load_groups(hrb__loader *loader, const hrb__json_path *parent, const cJSON *object, const char *key,
                        size_t *count, const hrb__texts **out)
{
    const cJSON *array = hrb__json_get(object, key);
    hrb__json_path path = {parent, key, 0};
    if (!cJSON_IsArray(array) || array->child == NULL)
        return hrb__json_expected(loader, &path, NULL, "词组数组", "an array of groups of words");
    size_t n = (size_t)cJSON_GetArraySize(array);
    hrb__texts *groups = hrb__arena_array(&loader->book->arena, n, sizeof *groups);
    if (groups == NULL) {
        loader->status = hrb__fail_memory(loader->error);
        return false;
    }
    int i = 0;
    for (const cJSON *child = array->child; child != NULL; child = child->next, i++) {
        hrb__json_path here = {&path, NULL, i};
        if (!cJSON_IsArray(child) || child->child == NULL)
            return hrb__json_expected(loader, &here, NULL, "非空的字符串数组", "an array of strings that is not empty");
        if (!load_texts(loader, &here, child, &groups[i]))
            return false;
    }
    *count = n;
    *out = groups;
    return true;
}

static bool load_pane(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, hrb__pane_form *pane)
{
    const cJSON *header = hrb__json_get(object, "header");
    if (header != NULL) {
        const char *word = hrb__json_string(loader, path, object, "header");
        if (word == NULL || !fold_into_arena(loader, word, &pane->header))
            return false;
    }
    hrb__json_path meaning = {path, "meaning", 0}, columns = {path, "columns", 0};
    return hrb__load_rows(loader, path, object, &pane->rows) &&
           load_texts(loader, &columns, hrb__json_get(object, "columns"), &pane->columns) &&
           hrb__load_meaning(loader, &meaning, hrb__json_get(object, "meaning"), &pane->meaning);
}

static bool load_panes(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, hrb__table_form *form)
{
    static const char *const KEYS[] = {"header", "rows", "columns", "meaning", NULL};
    const cJSON *array = hrb__json_get(object, "panes");
    if (array != NULL && (!cJSON_IsArray(array) || array->child == NULL))
        return hrb__json_expected(loader, path, "panes", "非空数组", "an array that is not empty");
    form->pane_count = array == NULL ? 1 : (size_t)cJSON_GetArraySize(array);
    hrb__pane_form *panes = hrb__arena_array(&loader->book->arena, form->pane_count, sizeof *panes);
    if (panes == NULL) {
        loader->status = hrb__fail_memory(loader->error);
        return false;
    }
    form->panes = panes;
    if (array == NULL)
        return load_pane(loader, path, object, &panes[0]);
    hrb__json_path list = {path, "panes", 0};
    int i = 0;
    for (const cJSON *child = array->child; child != NULL; child = child->next, i++) {
        hrb__json_path here = {&list, NULL, i};
        if (!hrb__json_only(loader, &here, child, KEYS) || !load_pane(loader, &here, child, &panes[i]))
            return false;
    }
    return true;
}

/* "required": true, or the first year it must be published by kind: {"budget": 2016, "final": 2021}. */
static bool load_required(hrb__loader *loader, const hrb__json_path *parent, const cJSON *object, hrb__table_form *form)
{
    static const char *const KINDS[] = {"budget", "final", NULL};
    const cJSON *required = hrb__json_get(object, "required");
    hrb__json_path path = {parent, "required", 0};
    if (required != NULL && !cJSON_IsBool(required) && !cJSON_IsObject(required))
        return hrb__json_expected(loader, &path, NULL, "true、false 或按种类的起始年份", "true, false, or the first year by kind");
    if (cJSON_IsObject(required) && !hrb__json_only(loader, &path, required, KINDS))
        return false;
    for (int i = 0; i < 2; i++) {
        const cJSON *year = cJSON_IsObject(required) ? hrb__json_get(required, KINDS[i]) : NULL;
        if (year != NULL && (!cJSON_IsNumber(year) || year->valueint < 0 || year->valueint > 2100))
            return hrb__json_expected(loader, &path, KINDS[i], "年份", "a year");
        form->required_from[i] = year != NULL ? year->valueint : cJSON_IsTrue(required) ? 0 : HRB__NOT_REQUIRED;
    }
    return true;
}

static bool load_table(hrb__loader *loader, const hrb__json_path *path, const cJSON *object)
{
    static const char *const KEYS[] = {"kind", "variant", "zh", "en", "title", "title_not", "headers", "needs_title", "rows", "required", "columns", "meaning", "panes", NULL};
    hrb__table_form form = {0};
    if (!hrb__json_only(loader, path, object, KEYS))
        return false;
    const char *names[3] = {"kind", "zh", "en"};
    const char *values[3];
    for (int i = 0; i < 3; i++) {
        const char *value = hrb__json_string(loader, path, object, names[i]);
        if (value == NULL || (values[i] = hrb__load_text(loader, value)) == NULL)
            return false;
    }
    form.kind = values[0];
    form.name[HRB_LANG_ZH] = values[1];
    form.name[HRB_LANG_EN] = values[2];
    form.variant = "";
    if (hrb__json_get(object, "variant") != NULL) {
        const char *variant = hrb__json_string(loader, path, object, "variant");
        if (variant == NULL || (form.variant = hrb__load_text(loader, variant)) == NULL)
            return false;
    }
    const cJSON *needs_title = hrb__json_get(object, "needs_title");
    if (needs_title != NULL && !cJSON_IsBool(needs_title))
        return hrb__json_expected(loader, path, "needs_title", "true 或 false", "true or false");
    form.needs_title = cJSON_IsTrue(needs_title);
    if (!load_required(loader, path, object, &form))
        return false;
    hrb__json_path title_not = {path, "title_not", 0};
    if (!load_groups(loader, path, object, "title", &form.title_count, &form.title) ||
        (hrb__json_get(object, "headers") != NULL && !load_groups(loader, path, object, "headers", &form.header_count, &form.headers)) ||
        !load_texts(loader, &title_not, hrb__json_get(object, "title_not"), &form.title_not) ||
        !load_panes(loader, path, object, &form))
        return false;
    /* A later form of the same kind and variant takes the place of an earlier one. */
    GArray *tables = loader->book->tables;
    for (guint i = 0; i < tables->len; i++)
        if (strcmp(g_array_index(tables, hrb__table_form, i).kind, form.kind) == 0 &&
            strcmp(g_array_index(tables, hrb__table_form, i).variant, form.variant) == 0) {
            g_array_index(tables, hrb__table_form, i) = form;
            return true;
        }
    /* What a rulebook of one's own adds comes before what it extends: its title counts first. */
    g_array_insert_val(tables, loader->extends ? loader->own_tables++ : tables->len, form);
    return true;
}

static bool load_term(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, hrb__finder *finder)
{
    static const char *const KEYS[] = {"terms", "contains", "role", "meaning", "above", NULL};
    if (!hrb__json_only(loader, path, object, KEYS))
        return false;
    hrb__term *term = hrb__arena_array(&loader->book->arena, 1, sizeof *term);
    if (term == NULL) {
        loader->status = hrb__fail_memory(loader->error);
        return false;
    }
    int role = HRB__ROLE_AMOUNT;
    hrb__texts terms = {0}, contains = {0};
    hrb__json_path terms_path = {path, "terms", 0}, contains_path = {path, "contains", 0}, meaning_path = {path, "meaning", 0}, above_path = {path, "above", 0};
    if (!hrb__load_choice(loader, path, object, "role", ROLE_NAMES, G_N_ELEMENTS(ROLE_NAMES), &role) ||
        !load_texts(loader, &terms_path, hrb__json_get(object, "terms"), &terms) ||
        !load_texts(loader, &contains_path, hrb__json_get(object, "contains"), &contains) ||
        !hrb__load_meaning(loader, &meaning_path, hrb__json_get(object, "meaning"), &term->meaning) ||
        !hrb__load_meaning(loader, &above_path, hrb__json_get(object, "above"), &term->above))
        return false;
    term->has_above = hrb__json_get(object, "above") != NULL;
    if (terms.count + contains.count == 0)
        return hrb__json_expected(loader, &terms_path, NULL, "至少一个词", "at least one word");
    term->role = (hrb__role)role;
    term->known = true;
    bool added = true;
    for (size_t i = 0; i < terms.count; i++)
        added = added && hrb__finder_add(finder, terms.items[i], term);
    for (size_t i = 0; i < contains.count; i++)
        added = added && hrb__finder_add_part(finder, contains.items[i], term);
    if (!added)
        loader->status = hrb__fail_memory(loader->error);
    return added;
}

static bool load_terms(hrb__loader *loader, const hrb__json_path *parent, const cJSON *vocabulary, const char *key, hrb__finder *finder)
{
    const cJSON *array = hrb__json_get(vocabulary, key);
    hrb__json_path path = {parent, key, 0};
    if (array != NULL && !cJSON_IsArray(array))
        return hrb__json_expected(loader, &path, NULL, "数组", "an array");
    int i = 0;
    for (const cJSON *child = array == NULL ? NULL : array->child; child != NULL; child = child->next, i++) {
        hrb__json_path here = {&path, NULL, i};
        if (!load_term(loader, &here, child, finder))
            return false;
    }
    return true;
}

/* In the order of hrb__word_role. */
static const char *const WORD_ROLE_NAMES[HRB__WORD_ROLES] = {
    "glue", "subject", "counted", "item", "phase", "spent", "respectively", "basis", "last_year", "more", "less",
    "unchanged", "share", "completed", "list", "reason", "purpose", "none", "limit", "apart",
};

/* A term of a sentence may have alternatives: 公务用车{购置及|}运行费 is two words. */
#define MOST_SPELLINGS 1000

typedef struct spelling {
    char text[256];
    size_t length;
} spelling;

/* Puts what stands before the brace, one of the alternatives and what stands behind them together; false if that is too long. */
static bool spell(spelling *out, hrb__text before, hrb__text alternative, hrb__text behind)
{
    out->length = before.length + alternative.length + behind.length;
    if (out->length >= sizeof out->text)
        return false;
    out->text[out->length] = '\0';
    memcpy(out->text, before.data, before.length);
    memcpy(out->text + before.length, alternative.data, alternative.length);
    memcpy(out->text + before.length + alternative.length, behind.data, behind.length);
    return true;
}

/* Adds every spelling of a term; false if a brace is not closed or there are too many. */
static bool add_spellings(hrb__loader *loader, const hrb__word *word, hrb__text term, size_t *left)
{
    const char *open = memchr(term.data, '{', term.length);
    if (open == NULL) {
        hrb__word one = *word;
        if (*left == 0 || term.length == 0 || !fold_into_arena(loader, term.data, &one.text))
            return false;
        g_array_append_val(loader->book->sentence_words, one);
        (*left)--;
        return true;
    }
    size_t rest = term.length - (size_t)(open - term.data);
    const char *close = memchr(open, '}', rest);
    hrb__text before = {term.data, (size_t)(open - term.data)};
    for (const char *start = open + 1, *end; close != NULL && start <= close; start = end + 1) {
        const char *bar = memchr(start, '|', (size_t)(close - start));
        spelling made;
        end = bar != NULL ? bar : close;
        if (!spell(&made, before, (hrb__text){start, (size_t)(end - start)}, (hrb__text){close + 1, rest - (size_t)(close + 1 - open)}) ||
            !add_spellings(loader, word, (hrb__text){made.text, made.length}, left))
            return false;
    }
    return close != NULL;
}

/* The terms of an entry, each a word of its own. */
static bool add_terms(hrb__loader *loader, const hrb__json_path *path, const cJSON *array, const hrb__word *word)
{
    if (array == NULL || !cJSON_IsArray(array))
        return hrb__json_expected(loader, path, NULL, "字符串数组", "an array of strings");
    if (array->child == NULL)
        return hrb__json_expected(loader, path, NULL, "至少一个词", "at least one word");
    int i = 0;
    for (const cJSON *child = array->child; child != NULL; child = child->next, i++) {
        hrb__json_path here = {path, NULL, i};
        size_t left = MOST_SPELLINGS;
        if (!cJSON_IsString(child) || child->valuestring[0] == '\0')
            return hrb__json_expected(loader, &here, NULL, "非空字符串", "a string that is not empty");
        if (!add_spellings(loader, word, (hrb__text){child->valuestring, strlen(child->valuestring)}, &left) && loader->status == HRB_OK)
            return hrb__json_expected(loader, &here, NULL, "以{甲|乙}列出的写法，不超过1000种", "alternatives as {a|b}, at most 1000 spellings");
        if (loader->status != HRB_OK)
            return false;
    }
    return true;
}

static bool load_sentence_word(hrb__loader *loader, const hrb__json_path *path, const cJSON *object)
{
    static const char *const KEYS[] = {"terms", "role", "meaning", "within", NULL};
    if (!hrb__json_only(loader, path, object, KEYS))
        return false;
    int role = -1;
    hrb__meaning meaning = {0}, within = {0};
    hrb__json_path terms_path = {path, "terms", 0}, meaning_path = {path, "meaning", 0}, within_path = {path, "within", 0};
    if (!hrb__load_choice(loader, path, object, "role", WORD_ROLE_NAMES, HRB__WORD_ROLES, &role) ||
        !hrb__load_meaning(loader, &meaning_path, hrb__json_get(object, "meaning"), &meaning) ||
        !hrb__load_meaning(loader, &within_path, hrb__json_get(object, "within"), &within))
        return false;
    if (role < 0)
        return hrb__json_expected(loader, path, "role", "词的作用", "what the word does");
    hrb__word word = {.role = (hrb__word_role)role, .meaning = meaning, .within = within};
    return add_terms(loader, &terms_path, hrb__json_get(object, "terms"), &word);
}

static bool load_words(hrb__loader *loader, const hrb__json_path *parent, const cJSON *array)
{
    hrb__json_path path = {parent, "words", 0};
    if (array != NULL && !cJSON_IsArray(array))
        return hrb__json_expected(loader, &path, NULL, "数组", "an array");
    int i = 0;
    for (const cJSON *child = array == NULL ? NULL : array->child; child != NULL; child = child->next, i++) {
        hrb__json_path here = {&path, NULL, i};
        if (!load_sentence_word(loader, &here, child))
            return false;
    }
    return true;
}

bool hrb__load_vocabulary(hrb__loader *loader, const cJSON *vocabulary)
{
    static const char *const KEYS[] = {"tables", "columns", "rows", "words", "empty_notes", NULL};
    hrb__json_path path = {NULL, "vocabulary", 0};
    if (vocabulary == NULL)
        return true;
    if (!hrb__json_only(loader, &path, vocabulary, KEYS))
        return false;
    hrb_rulebook *book = loader->book;
    const cJSON *tables = hrb__json_get(vocabulary, "tables");
    hrb__json_path tables_path = {&path, "tables", 0};
    if (tables != NULL && !cJSON_IsArray(tables))
        return hrb__json_expected(loader, &tables_path, NULL, "数组", "an array");
    int i = 0;
    for (const cJSON *child = tables == NULL ? NULL : tables->child; child != NULL; child = child->next, i++) {
        hrb__json_path here = {&tables_path, NULL, i};
        if (!load_table(loader, &here, child))
            return false;
    }
    hrb__texts notes = {0};
    hrb__json_path notes_path = {&path, "empty_notes", 0};
    if (!load_terms(loader, &path, vocabulary, "columns", &book->columns) ||
        !load_terms(loader, &path, vocabulary, "rows", &book->rows) ||
        !load_words(loader, &path, hrb__json_get(vocabulary, "words")) ||
        !load_texts(loader, &notes_path, hrb__json_get(vocabulary, "empty_notes"), &notes))
        return false;
    for (size_t k = 0; k < notes.count; k++)
        if (!hrb__finder_add_part(&book->empty_notes, notes.items[k], book)) {
            loader->status = hrb__fail_memory(loader->error);
            return false;
        }
    return true;
}
