/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/rulebook.h"

#include "base/error.h"
#include "rule/load.h"

static hrb_rulebook *new_rulebook(void)
{
    hrb_rulebook *book = g_new0(hrb_rulebook, 1);
    for (int i = 0; i < HRB__SLOTS; i++) {
        book->words[i] = g_ptr_array_new();
        g_ptr_array_add(book->words[i], (gpointer)(uintptr_t)"");
    }
    book->tables = g_array_new(FALSE, FALSE, sizeof(hrb__table_form));
    book->columns = g_hash_table_new(g_str_hash, g_str_equal);
    book->column_parts = g_array_new(FALSE, FALSE, sizeof(hrb__contains));
    book->rows = g_hash_table_new(g_str_hash, g_str_equal);
    book->row_parts = g_array_new(FALSE, FALSE, sizeof(hrb__contains));
    book->claims = g_array_new(FALSE, FALSE, sizeof(hrb__contains));
    book->empty_notes = g_array_new(FALSE, FALSE, sizeof(hrb__text));
    book->rules = g_array_new(FALSE, FALSE, sizeof(hrb__rule));
    return book;
}

static void destroy(hrb_rulebook *book)
{
    for (int i = 0; i < HRB__SLOTS; i++)
        g_ptr_array_free(book->words[i], TRUE);
    g_array_free(book->tables, TRUE);
    g_hash_table_destroy(book->columns);
    g_array_free(book->column_parts, TRUE);
    g_hash_table_destroy(book->rows);
    g_array_free(book->row_parts, TRUE);
    g_array_free(book->claims, TRUE);
    g_array_free(book->empty_notes, TRUE);
    g_array_free(book->rules, TRUE);
    hrb__arena_free(&book->arena);
    g_free(book);
}

static bool load_text(hrb__loader *loader, const char *json, size_t length, bool may_extend);

static bool load_tree(hrb__loader *loader, const cJSON *tree, bool may_extend)
{
    static const char *const KEYS[] = {"schema", "extends", "vocabulary", "rules", NULL};
    if (!hrb__json_only(loader, NULL, tree, KEYS))
        return false;
    const cJSON *schema = hrb__json_get(tree, "schema");
    if (!cJSON_IsString(schema) || strcmp(schema->valuestring, "hrbudget.rulebook/1") != 0)
        return hrb__json_expected(loader, NULL, "schema", "\"hrbudget.rulebook/1\"", "\"hrbudget.rulebook/1\"");
    const cJSON *extends = hrb__json_get(tree, "extends");
    if (extends != NULL) {
        if (!may_extend || !cJSON_IsString(extends) || strcmp(extends->valuestring, "default") != 0)
            return hrb__json_expected(loader, NULL, "extends", "\"default\"", "\"default\"");
        if (!load_text(loader, hrb__default_rulebook, hrb__default_rulebook_length, false))
            return false;
    }
    /* The vocabulary makes the words, the rules only use them. */
    loader->words_closed = false;
    if (!hrb__load_vocabulary(loader, hrb__json_get(tree, "vocabulary")))
        return false;
    loader->words_closed = true;
    return hrb__load_rules(loader, hrb__json_get(tree, "rules"));
}

static bool load_text(hrb__loader *loader, const char *json, size_t length, bool may_extend)
{
    cJSON *tree = hrb__json_parse(loader, json, length);
    if (tree == NULL)
        return false;
    bool ok = load_tree(loader, tree, may_extend);
    cJSON_Delete(tree);
    return ok;
}

hrb_status hrb_rulebook_load(const char *json, size_t length, hrb_rulebook **out, hrb_error **error)
{
    if (out == NULL || (json == NULL && length > 0))
        return hrb__fail_argument(error, out == NULL ? "out" : "json");
    *out = NULL;
    hrb__loader loader = {.book = new_rulebook(), .error = error};
    if (!load_text(&loader, json == NULL ? "" : json, length, true)) {
        destroy(loader.book);
        return loader.status;
    }
    *out = loader.book;
    return HRB_OK;
}

/* Built at first use and kept: it is constant data, only too large to write as C by hand. */
const hrb_rulebook *hrb_rulebook_default(void)
{
    static gsize once = 0;
    static hrb_rulebook *book;
    if (g_once_init_enter(&once)) {
        hrb__loader loader = {.book = new_rulebook()};
        if (!load_text(&loader, hrb__default_rulebook, hrb__default_rulebook_length, false))
            g_error("the rulebook compiled into libhrbudget is broken");
        book = loader.book;
        g_once_init_leave(&once, 1);
    }
    return book;
}

const char *hrb_rulebook_default_text(size_t *length)
{
    if (length != NULL)
        *length = hrb__default_rulebook_length;
    return hrb__default_rulebook;
}

void hrb_rulebook_free(hrb_rulebook *book)
{
    if (book != NULL && book != hrb_rulebook_default())
        destroy(book);
}

size_t hrb_rulebook_rule_count(const hrb_rulebook *book)
{
    return book == NULL ? 0 : book->rules->len;
}

const char *hrb_rulebook_rule_id(const hrb_rulebook *book, size_t index)
{
    return book == NULL || index >= book->rules->len ? NULL : g_array_index(book->rules, hrb__rule, index).id;
}

static const hrb__rule *rule_by_id(const hrb_rulebook *book, const char *id)
{
    for (guint i = 0; book != NULL && id != NULL && i < book->rules->len; i++)
        if (strcmp(g_array_index(book->rules, hrb__rule, i).id, id) == 0)
            return &g_array_index(book->rules, hrb__rule, i);
    return NULL;
}

const char *hrb_rulebook_rule_text(const hrb_rulebook *book, const char *id, hrb_lang lang)
{
    const hrb__rule *rule = rule_by_id(book, id);
    return rule == NULL ? "" : rule->text[lang == HRB_LANG_EN];
}

int32_t hrb_rulebook_rule_severity(const hrb_rulebook *book, const char *id)
{
    const hrb__rule *rule = rule_by_id(book, id);
    return rule == NULL ? 0 : rule->severity;
}

const char *hrb__rulebook_word(const hrb_rulebook *book, hrb__slot slot, uint8_t value)
{
    return value < book->words[slot]->len ? g_ptr_array_index(book->words[slot], value) : "";
}

const hrb__rule *hrb__rulebook_rule(const hrb_rulebook *book, hrb__rule_kind kind)
{
    for (guint i = 0; i < book->rules->len; i++)
        if (g_array_index(book->rules, hrb__rule, i).kind == kind)
            return &g_array_index(book->rules, hrb__rule, i);
    return NULL;
}

/* "2020年“三公”经费预算数" is looked up as "三公经费". */
static char *strip_year_and_column_words(char *text)
{
    static const char *const TAILS[] = {"预算数", "决算数", "(万元)", "(元)"};
    if (strlen(text) > 7 && strspn(text, "0123456789") == 4 && g_str_has_prefix(text + 4, "年"))
        text += g_str_has_prefix(text + 7, "度") ? 10 : 7;
    for (size_t i = 0; i < G_N_ELEMENTS(TAILS); i++) {
        size_t n = strlen(text), t = strlen(TAILS[i]);
        if (n > t && strcmp(text + n - t, TAILS[i]) == 0)
            text[n - t] = '\0';
    }
    return text;
}

static const hrb__term *find_term(GHashTable *exact, GArray *parts, hrb__text text)
{
    char buffer[256];
    /* Figures and sentences are no terms: most cells end here. */
    if (text.length == 0 || text.length > 120 || (strchr("0123456789.,-", text.data[0]) != NULL && !g_ascii_isdigit(text.data[0])) ||
        (g_ascii_isdigit(text.data[0]) && (unsigned char)text.data[text.length - 1] < 0x80))
        return NULL;
    size_t length = hrb__text_fold(text, buffer, sizeof buffer - 1);
    buffer[length] = '\0';
    const hrb__term *term = g_hash_table_lookup(exact, buffer);
    if (term != NULL || length == 0)
        return term;
    char *stripped = strip_year_and_column_words(buffer);
    term = g_hash_table_lookup(exact, stripped);
    hrb__text rest = {stripped, strlen(stripped)};
    for (guint i = 0; term == NULL && i < parts->len; i++)
        if (hrb__text_has(rest, g_array_index(parts, hrb__contains, i).part))
            term = g_array_index(parts, hrb__contains, i).term;
    return term;
}

const hrb__term *hrb__rulebook_column(const hrb_rulebook *book, hrb__text header)
{
    return find_term(book->columns, book->column_parts, header);
}

const hrb__term *hrb__rulebook_row(const hrb_rulebook *book, hrb__text label)
{
    return find_term(book->rows, book->row_parts, label);
}

static bool has_any(hrb__text text, const hrb__texts *words)
{
    for (size_t i = 0; i < words->count; i++)
        if (hrb__text_has(text, words->items[i]))
            return true;
    return false;
}

const hrb__table_form *hrb__rulebook_table_by_title(const hrb_rulebook *book, hrb__text title)
{
    char buffer[256];
    hrb__text folded = {buffer, hrb__text_fold(title, buffer, sizeof buffer)};
    for (guint i = 0; i < book->tables->len; i++) {
        const hrb__table_form *form = &g_array_index(book->tables, hrb__table_form, i);
        bool fits = !has_any(folded, &form->title_not);
        for (size_t g = 0; fits && g < form->title_count; g++)
            fits = has_any(folded, &form->title[g]);
        if (fits)
            return form;
    }
    return NULL;
}
