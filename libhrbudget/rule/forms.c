/* SPDX-License-Identifier: Apache-2.0 */
/* Which form a table has: the words of its title are all found in one pass, and
 * each cell of its header with one look, whatever the number of forms. */
#include <string.h>

#include "base/error.h"
#include "rule/load.h"

/* The words of all titles, chained by the two bytes that tell their first character apart. */
struct hrb__title_words {
    size_t count;
    hrb__text words[HRB__MOST_FORM_WORDS]; /* folded */
    uint16_t next[HRB__MOST_FORM_WORDS];   /* word + 1 */
    uint16_t first[4096];
    uint16_t first_short; /* shorter than a Han character */
};

/* A group of words that a header should have, and the next one that has the same word. */
typedef struct header_use {
    uint16_t group;
    const struct header_use *next;
} header_use;

static inline void add(hrb__form_words *words, size_t number)
{
    words->bits[number / 64] |= UINT64_C(1) << number % 64;
}

static inline bool has(const hrb__form_words *words, size_t number)
{
    return (words->bits[number / 64] >> number % 64 & 1) != 0;
}

/* --- Building --- */

static bool too_many(hrb__loader *loader)
{
    hrb__json_path vocabulary = {NULL, "vocabulary", 0};
    return hrb__json_expected(loader, &vocabulary, "tables", "表名用词不超过2048个，表头词组不超过2048组",
                              "at most 2048 words in the titles and 2048 groups of words in the headers");
}

static bool out_of_memory(hrb__loader *loader)
{
    loader->status = hrb__fail_memory(loader->error);
    return false;
}

/* The number of a word, a new one if it has none yet; false if there are too many. */
static bool number_word(struct hrb__title_words *all, hrb__text word, size_t *number)
{
    for (*number = 0; *number < all->count; (*number)++)
        if (hrb__text_equals(all->words[*number], word))
            return true;
    if (all->count == HRB__MOST_FORM_WORDS)
        return false;
    uint16_t *first = word.length < 3 ? &all->first_short : &all->first[hrb__pair_key(word.data + 1)];
    all->words[*number] = word;
    all->next[*number] = *first;
    *first = (uint16_t)++all->count;
    return true;
}

static bool number_group(struct hrb__title_words *all, const hrb__texts *group, hrb__form_words *out)
{
    for (size_t i = 0; i < group->count; i++) {
        size_t number;
        if (!number_word(all, group->items[i], &number))
            return false;
        add(out, number);
    }
    return true;
}

static bool index_title(hrb__loader *loader, hrb__table_form *form)
{
    hrb__form_words *words = hrb__arena_array(&loader->book->arena, form->title_count + 1, sizeof *words);
    if (words == NULL)
        return out_of_memory(loader);
    form->title_words = words;
    bool fits = number_group(loader->book->title_words, &form->title_not, &words[form->title_count]);
    for (size_t g = 0; g < form->title_count && fits; g++)
        fits = number_group(loader->book->title_words, &form->title[g], &words[g]);
    return fits || too_many(loader);
}

static bool index_header(hrb__loader *loader, hrb__table_form *form, size_t *groups)
{
    hrb_rulebook *book = loader->book;
    if (*groups + form->header_count > HRB__MOST_FORM_WORDS)
        return too_many(loader);
    form->first_header = (uint16_t)*groups;
    *groups += form->header_count;
    for (size_t g = 0; g < form->header_count; g++)
        for (size_t i = 0; i < form->headers[g].count; i++) {
            header_use *use = hrb__arena_array(&book->arena, 1, sizeof *use);
            if (use == NULL)
                return out_of_memory(loader);
            *use = (header_use){(uint16_t)(form->first_header + g), hrb__finder_get(&book->header_words, form->headers[g].items[i])};
            if (!hrb__finder_add(&book->header_words, form->headers[g].items[i], use))
                return out_of_memory(loader);
        }
    return true;
}

/* There are no more forms than groups: a header has one at least. */
static uint16_t number_of_kind(const hrb_rulebook *book, const char *kind)
{
    uint16_t number = 0;
    while (strcmp(g_array_index(book->tables, hrb__table_form, number).kind, kind) != 0)
        number++;
    return number;
}

bool hrb__index_forms(hrb__loader *loader)
{
    hrb_rulebook *book = loader->book;
    size_t groups = 0;
    book->title_words = hrb__arena_array(&book->arena, 1, sizeof *book->title_words);
    if (book->title_words == NULL)
        return out_of_memory(loader);
    for (guint i = 0; i < book->tables->len; i++) {
        hrb__table_form *form = &g_array_index(book->tables, hrb__table_form, i);
        form->kind_number = number_of_kind(book, form->kind);
        if (!index_title(loader, form) || !index_header(loader, form, &groups))
            return false;
    }
    return true;
}

/* --- Titles --- */

static void note_chain(const struct hrb__title_words *all, hrb__text text, unsigned first, hrb__form_words *found)
{
    for (unsigned n = first; n != 0; n = all->next[n - 1])
        if (hrb__text_starts(text, all->words[n - 1]))
            add(found, n - 1);
}

hrb__form_words hrb__rulebook_title_words(const hrb_rulebook *book, hrb__text title)
{
    const struct hrb__title_words *all = book->title_words;
    hrb__form_words found = {{0}};
    char buffer[256];
    hrb__text rest = hrb__text_folded(title, buffer, sizeof buffer);
    while (rest.length > 0) {
        if (all->first_short != 0)
            note_chain(all, rest, all->first_short, &found);
        if (rest.length >= 3)
            note_chain(all, rest, all->first[hrb__pair_key(rest.data + 1)], &found);
        unsigned char lead = (unsigned char)rest.data[0];
        size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        size = MIN(size, rest.length);
        rest = (hrb__text){rest.data + size, rest.length - size};
    }
    return found;
}

static bool has_any(const hrb__form_words *found, const hrb__form_words *group, size_t count)
{
    for (size_t i = 0; i * 64 < count; i++)
        if ((found->bits[i] & group->bits[i]) != 0)
            return true;
    return false;
}

bool hrb__form_fits_title(const hrb_rulebook *book, const hrb__table_form *form, const hrb__form_words *found)
{
    const size_t count = book->title_words->count;
    for (size_t g = 0; g < form->title_count; g++)
        if (!has_any(found, &form->title_words[g], count))
            return false;
    return !has_any(found, &form->title_words[form->title_count], count);
}

const hrb__table_form *hrb__rulebook_table_by_title(const hrb_rulebook *book, hrb__text title)
{
    hrb__form_words found = hrb__rulebook_title_words(book, title);
    for (guint i = 0; i < book->tables->len; i++)
        if (hrb__form_fits_title(book, &g_array_index(book->tables, hrb__table_form, i), &found))
            return &g_array_index(book->tables, hrb__table_form, i);
    return NULL;
}

/* --- Headers --- */

void hrb__rulebook_note_header(const hrb_rulebook *book, hrb__text cell, hrb__form_words *header)
{
    char buffer[128];
    for (const header_use *use = hrb__finder_get(&book->header_words, hrb__text_folded(cell, buffer, sizeof buffer)); use != NULL; use = use->next)
        add(header, use->group);
}

int hrb__form_header_share(const hrb__table_form *form, const hrb__form_words *header)
{
    size_t found = 0;
    for (size_t g = 0; g < form->header_count; g++)
        found += has(header, form->first_header + g);
    return form->header_count == 0 ? 0 : (int)(found * 100 / form->header_count);
}

static bool has_whole_header(const hrb__table_form *form, const hrb__form_words *header)
{
    for (size_t g = 0; g < form->header_count; g++)
        if (!has(header, form->first_header + g))
            return false;
    return true;
}

const hrb__table_form *hrb__rulebook_table_by_header(const hrb_rulebook *book, const hrb__form_words *header)
{
    const hrb__table_form *found = NULL;
    size_t most = 0;
    for (guint i = 0; i < book->tables->len; i++) {
        const hrb__table_form *form = &g_array_index(book->tables, hrb__table_form, i);
        if (!form->needs_title && form->header_count > most && has_whole_header(form, header)) {
            found = form;
            most = form->header_count;
        }
    }
    return found;
}
