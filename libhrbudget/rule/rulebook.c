/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/rulebook.h"

#include "base/error.h"
#include "rule/load.h"

/* Sentences are no terms. */
#define MAX_TERM_BYTES 120

/* In the order of HRB__PHASE_BUDGET and the others. */
static const char *const CORE_PHASES[] = {"budget", "final", "executed", "change", "change_from_executed", "change_from_budget", "change_with_carry_over",
                                          "change_of_carry_over", "change_from_prior_budget"};

static hrb_rulebook *new_rulebook(void)
{
    hrb_rulebook *book = g_new0(hrb_rulebook, 1);
    for (int i = 0; i < HRB__SLOTS; i++) {
        book->words[i] = g_ptr_array_new();
        g_ptr_array_add(book->words[i], (gpointer)(uintptr_t)"");
    }
    for (size_t i = 0; i < G_N_ELEMENTS(CORE_PHASES); i++)
        g_ptr_array_add(book->words[HRB__PHASE], (gpointer)(uintptr_t)CORE_PHASES[i]);
    book->tables = g_array_new(FALSE, FALSE, sizeof(hrb__table_form));
    book->sentence_words = g_array_new(FALSE, FALSE, sizeof(hrb__word));
    book->rules = g_array_new(FALSE, FALSE, sizeof(hrb__rule));
    return book;
}

static void destroy(hrb_rulebook *book)
{
    for (int i = 0; i < HRB__SLOTS; i++)
        g_ptr_array_free(book->words[i], TRUE);
    g_array_free(book->tables, TRUE);
    hrb__finder_free(&book->columns);
    hrb__finder_free(&book->rows);
    hrb__finder_free(&book->header_words);
    g_array_free(book->sentence_words, TRUE);
    hrb__lexicon_free(book->lexicon);
    hrb__finder_free(&book->empty_notes);
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
        loader->extends = true;
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
    const cJSON *extending = loader->tree;
    loader->tree = tree;
    bool ok = load_tree(loader, tree, may_extend);
    loader->tree = extending;
    cJSON_Delete(tree);
    return ok;
}

static void index_rules(hrb_rulebook *book)
{
    for (guint i = book->rules->len; i-- > 0;) {
        const hrb__rule *rule = &g_array_index(book->rules, hrb__rule, i);
        book->rule_of[rule->kind] = rule;
    }
}

static bool load_book(hrb__loader *loader, const char *json, size_t length, bool may_extend)
{
    if (!load_text(loader, json, length, may_extend) || !hrb__index_forms(loader))
        return false;
    index_rules(loader->book);
    GArray *words = loader->book->sentence_words;
    loader->book->lexicon = hrb__lexicon_new((const hrb__word *)(const void *)words->data, words->len);
    if (loader->book->lexicon == NULL)
        loader->status = hrb__fail_memory(loader->error);
    return loader->book->lexicon != NULL;
}

hrb_status hrb_rulebook_load(const char *json, size_t length, hrb_rulebook **out, hrb_error **error)
{
    if (out == NULL || (json == NULL && length > 0))
        return hrb__fail_argument(error, out == NULL ? "out" : "json");
    *out = NULL;
    hrb__loader loader = {.book = new_rulebook(), .error = error};
    if (!load_book(&loader, json == NULL ? "" : json, length, true)) {
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
        if (!load_book(&loader, hrb__default_rulebook, hrb__default_rulebook_length, false))
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

uint8_t hrb__rulebook_value(const hrb_rulebook *book, hrb__slot slot, const char *word)
{
    for (guint i = 1; i < book->words[slot]->len; i++)
        if (strcmp(g_ptr_array_index(book->words[slot], i), word) == 0)
            return (uint8_t)i;
    return 0;
}

const hrb__rule *hrb__rulebook_rule(const hrb_rulebook *book, hrb__rule_kind kind)
{
    return book->rule_of[kind];
}

static bool text_ends(hrb__text text, hrb__text tail)
{
    return text.length > tail.length && hrb__text_starts((hrb__text){text.data + text.length - tail.length, tail.length}, tail);
}

/* "2020年“三公”经费预算数" is looked up as "三公经费". */
static hrb__text strip_year_and_column_words(hrb__text text)
{
    static const hrb__text TAILS[] = {{"预算数", 9}, {"决算数", 9}, {"(万元)", 8}, {"(元)", 5}};
    char last = text.data[text.length - 1];
    if (!g_ascii_isdigit(text.data[0]) && last != "数"[2] && last != ')')
        return text; /* as nearly every text */
    size_t digits = 0;
    while (digits < text.length && g_ascii_isdigit(text.data[digits]))
        digits++;
    hrb__text rest = {text.data + digits, text.length - digits};
    if (digits == 4 && rest.length > 3 && hrb__text_starts(rest, HRB__TEXT("年"))) {
        size_t year = hrb__text_starts(rest, HRB__TEXT("年度")) ? 6 : 3;
        text = (hrb__text){rest.data + year, rest.length - year};
    }
    for (size_t i = 0; i < G_N_ELEMENTS(TAILS); i++)
        if (text_ends(text, TAILS[i]))
            text.length -= TAILS[i].length;
    return text;
}

/* Figures are no terms. */
static bool is_numeric(hrb__text text)
{
    char first = text.data[0];
    return first == '.' || first == ',' || first == '-' || (g_ascii_isdigit(first) && (unsigned char)text.data[text.length - 1] < 0x80);
}

/* Most words are no more than a few Han characters, which fold to themselves. */
static inline bool is_han(hrb__text text)
{
    size_t i = 0;
    while (i < text.length && (unsigned char)text.data[i] >= 0xE4 && (unsigned char)text.data[i] <= 0xE9)
        i += 3;
    return i == text.length;
}

static inline const hrb__term *find_folded(const hrb__finder *finder, hrb__text text)
{
    const hrb__term *term = hrb__finder_may_have(finder, text) ? hrb__finder_get(finder, text) : NULL;
    if (term != NULL)
        return term;
    hrb__text rest = strip_year_and_column_words(text);
    if (rest.length < text.length)
        term = hrb__finder_get(finder, rest);
    return term != NULL || !hrb__finder_may_have_part(finder, rest) ? term : hrb__finder_get_part(finder, rest);
}

static __attribute__((noinline)) const hrb__term *fold_and_find(const hrb__finder *finder, hrb__text text)
{
    char buffer[256];
    hrb__text folded = hrb__text_folded(text, buffer, sizeof buffer);
    return folded.length > 0 ? find_folded(finder, folded) : hrb__finder_get(finder, folded);
}

static inline const hrb__term *find_term(const hrb__finder *finder, hrb__text text)
{
    if (text.length == 0 || text.length > MAX_TERM_BYTES || is_numeric(text))
        return NULL;
    return is_han(text) ? find_folded(finder, text) : fold_and_find(finder, text);
}

hrb__text hrb__without_year(hrb__text text)
{
    static const hrb__text ENDS[] = {{"年度", 6}, {"年", 3}};
    for (size_t i = 0; i < G_N_ELEMENTS(ENDS) && text.length > 4 + ENDS[i].length; i++) {
        bool digits = g_ascii_isdigit(text.data[0]) && g_ascii_isdigit(text.data[1]) && g_ascii_isdigit(text.data[2]) && g_ascii_isdigit(text.data[3]);
        if (digits && hrb__text_starts((hrb__text){text.data + 4, text.length - 4}, ENDS[i]))
            return hrb__text_trim((hrb__text){text.data + 4 + ENDS[i].length, text.length - 4 - ENDS[i].length});
    }
    return text;
}

/* 2021年预算数, or 预算数 where the year is not part of a term. */
static __attribute__((noinline)) const hrb__term *find_dated(const hrb__finder *finder, hrb__text text)
{
    const hrb__term *term = find_term(finder, text);
    hrb__text rest = term != NULL ? text : hrb__without_year(text);
    return rest.length == text.length ? term : find_term(finder, rest);
}

const hrb__term *hrb__rulebook_column(const hrb_rulebook *book, hrb__text header)
{
    bool dated = header.length > 0 && g_ascii_isdigit(header.data[0]);
    return dated ? find_dated(&book->columns, header) : find_term(&book->columns, header);
}

const hrb__term *hrb__rulebook_row(const hrb_rulebook *book, hrb__text label)
{
    return find_term(&book->rows, label);
}
