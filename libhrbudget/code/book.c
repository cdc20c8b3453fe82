/* SPDX-License-Identifier: Apache-2.0 */
/* Asking a code book. */
#include "code/book.h"

#include <glib.h>

#include "base/error.h"
#include "code/name.h"

const hrb_codebook *hrb_codebook_default(void)
{
    return &hrb__default_codebook;
}

hrb_status hrb_codebook_load(const char *csv, size_t length, const hrb_codebook *base, hrb_codebook **out, hrb_error **error)
{
    if (out == NULL || (csv == NULL && length > 0))
        return hrb__fail_argument(error, out == NULL ? "out" : "csv");
    *out = NULL;
    hrb_codebook *book = g_try_malloc0(sizeof *book);
    if (book == NULL)
        return hrb__fail_memory(error);
    hrb_status status = hrb__codebook_build((hrb__text){csv == NULL ? "" : csv, length}, HRB__TEXT(""), base, book, error);
    if (status != HRB_OK)
        g_free(book);
    else
        *out = book;
    return status;
}

void hrb_codebook_free(hrb_codebook *book)
{
    if (book == NULL || book == &hrb__default_codebook)
        return;
    hrb__arena_free(&book->arena);
    g_free(book);
}

size_t hrb_codebook_size(const hrb_codebook *book)
{
    return book == NULL ? 0 : book->count;
}

size_t hrb__codebook_lower(const hrb_codebook *book, int32_t kind, int32_t digits)
{
    size_t low = 0, high = book->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct hrb_code_entry *e = &book->entries[middle];
        if (e->kind < kind || (e->kind == kind && e->digits < digits))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How far a year is from the years an entry is known for; in force counts most, then the years seen. */
static int misfit(const struct hrb_code_entry *e, int32_t year)
{
    int32_t wanted = year == 0 ? 9999 : year;
    int score = 0;
    if ((e->from > 0 && wanted < e->from) || (e->until > 0 && wanted > e->until))
        score += 100000;
    if (e->first_seen > 0 && wanted < e->first_seen)
        score += e->first_seen - wanted;
    if (e->last_seen > 0 && wanted > e->last_seen)
        score += wanted - e->last_seen;
    return score * 8 - e->evidence;
}

static bool is_code(const hrb_codebook *book, size_t i, hrb_code code)
{
    return i < book->count && book->entries[i].kind == code.kind && book->entries[i].digits == code.digits;
}

const hrb_code_entry *hrb_codebook_get(const hrb_codebook *book, hrb_code code, int32_t year)
{
    if (book == NULL)
        return NULL;
    const struct hrb_code_entry *best = NULL;
    for (size_t i = hrb__codebook_lower(book, code.kind, code.digits); is_code(book, i, code); i++)
        if (best == NULL || misfit(&book->entries[i], year) <= misfit(best, year))
            best = &book->entries[i];
    return best;
}

const hrb_code_entry *hrb_codebook_get_name(const hrb_codebook *book, hrb_code code, size_t index)
{
    if (book == NULL)
        return NULL;
    size_t first = hrb__codebook_lower(book, code.kind, code.digits);
    return index < book->count && is_code(book, first + index, code) ? &book->entries[first + index] : NULL;
}

const hrb_code_entry *hrb_codebook_get_child(const hrb_codebook *book, hrb_code code, int32_t year, size_t index)
{
    if (book == NULL || code.digits < 0 || code.digits > 9999999)
        return NULL;
    int32_t low = code.digits == 0 ? 100 : code.digits * 100, high = code.digits == 0 ? 999 : low + 99;
    size_t i = hrb__codebook_lower(book, code.kind, low);
    while (i < book->count && book->entries[i].kind == code.kind && book->entries[i].digits <= high) {
        hrb_code child = {code.kind, book->entries[i].digits};
        if (index-- == 0)
            return hrb_codebook_get(book, child, year);
        while (is_code(book, i, child))
            i++;
    }
    return NULL;
}

static bool is_within(int32_t digits, int32_t within)
{
    while (digits > within && digits > 0)
        digits /= 100;
    return digits == within;
}

/* The first name of that hash, or the place where it would stand. */
static size_t lower_name(const hrb_codebook *book, uint32_t hash)
{
    size_t low = 0, high = book->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (book->names[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Names are seen in some editions only: so many years away they may still have been in use. */
#define YEARS_UNSEEN 8

static bool may_be_of_year(const struct hrb_code_entry *e, int32_t year)
{
    bool is_in_force = (e->from == 0 || year >= e->from) && (e->until == 0 || year <= e->until);
    bool is_seen = (e->first_seen == 0 || year + YEARS_UNSEEN >= e->first_seen) && (e->last_seen == 0 || year <= e->last_seen + YEARS_UNSEEN);
    return year == 0 || (is_in_force && is_seen);
}

hrb_code hrb__codebook_only_code(const hrb_codebook *book, int32_t kind, int32_t year, hrb__text name)
{
    char folded[300];
    hrb_code found = {HRB_CODE_NONE, 0};
    if (book == NULL || name.length >= sizeof folded)
        return found;
    size_t n = hrb__text_fold(name, folded, sizeof folded);
    uint32_t hash = hrb__name_hash(folded, n);
    for (size_t i = lower_name(book, hash); i < book->count && book->names[i].hash == hash; i++) {
        const struct hrb_code_entry *e = &book->entries[book->names[i].entry];
        if (e->kind != kind || strlen(e->folded) != n || memcmp(e->folded, folded, n) != 0 || !may_be_of_year(e, year))
            continue;
        if (found.digits != 0 && found.digits != e->digits)
            return (hrb_code){HRB_CODE_NONE, 0};
        found = (hrb_code){kind, e->digits};
    }
    return found;
}

const hrb_code_entry *hrb_codebook_find_name(const hrb_codebook *book, hrb_code within, int32_t level, int32_t year, const char *name, size_t length)
{
    char folded[300];
    if (book == NULL || name == NULL)
        return NULL;
    size_t n = hrb__text_fold((hrb__text){name, length}, folded, sizeof folded);
    uint32_t hash = hrb__name_hash(folded, n);
    const struct hrb_code_entry *best = NULL;
    for (size_t low = lower_name(book, hash); low < book->count && book->names[low].hash == hash; low++) {
        const struct hrb_code_entry *e = &book->entries[book->names[low].entry];
        if (e->kind != within.kind || strlen(e->folded) != n || memcmp(e->folded, folded, n) != 0 ||
            (level != 0 && hrb_code_level((hrb_code){e->kind, e->digits}) != level) || (within.digits != 0 && !is_within(e->digits, within.digits)))
            continue;
        if (best == NULL || misfit(e, year) < misfit(best, year))
            best = e;
    }
    return best;
}

/* Only an entry as sure as that may call a printed name the name of another year. */
static hrb_name_match compare(const hrb_codebook *book, hrb_code code, int32_t year, hrb__text name, const struct hrb_code_entry *official,
                              const struct hrb_code_entry **matched)
{
    for (size_t i = hrb__codebook_lower(book, code.kind, code.digits); is_code(book, i, code); i++) {
        const struct hrb_code_entry *e = &book->entries[i];
        if (!hrb__text_equals(name, (hrb__text){e->folded, strlen(e->folded)}))
            continue;
        *matched = e;
        bool out = (e->from > 0 && year > 0 && year < e->from) || (e->until > 0 && year > e->until);
        /* Without a rename that says when, the name of a far older edition counts as another year's, a name seen next to it does not. */
        bool old = e->last_seen > 0 && e->last_seen < 2018 && official->last_seen >= 2018 && official != e;
        return e == official || (!out && !old) ? HRB_NAME_SAME : HRB_NAME_OTHER_YEAR;
    }
    for (size_t i = hrb__codebook_lower(book, code.kind, code.digits); is_code(book, i, code); i++)
        if (hrb__name_is_near(name, (hrb__text){book->entries[i].folded, strlen(book->entries[i].folded)})) {
            *matched = &book->entries[i];
            return HRB_NAME_NEAR;
        }
    return HRB_NAME_DIFFERENT;
}

hrb_name_match hrb_codebook_compare_name(const hrb_codebook *book, hrb_code code, int32_t year, const char *name, size_t length,
                                         const hrb_code_entry **official, const hrb_code_entry **matched)
{
    const hrb_code_entry *in_force = hrb_codebook_get(book, code, year), *found = NULL;
    hrb_name_match match = HRB_NAME_UNKNOWN_CODE;
    if (in_force != NULL && name != NULL) {
        char folded[300];
        hrb__text text = hrb__text_folded((hrb__text){name, length}, folded, sizeof folded);
        match = compare(book, code, year, text, in_force, &found);
    }
    if (official != NULL)
        *official = in_force;
    if (matched != NULL)
        *matched = found;
    return match;
}

const char *hrb_codebook_get_rename(const hrb_codebook *book, hrb_code code, size_t index)
{
    for (size_t i = 0; book != NULL && i < book->rename_count; i++) {
        const hrb__rename *r = &book->renames[i];
        if (r->kind == code.kind && code.digits != 0 && (r->old_digits == code.digits || r->new_digits == code.digits) && index-- == 0)
            return r->text;
    }
    return NULL;
}

hrb_code hrb_code_entry_code(const hrb_code_entry *entry)
{
    return entry == NULL ? (hrb_code){HRB_CODE_NONE, 0} : (hrb_code){entry->kind, entry->digits};
}

const char *hrb_code_entry_name(const hrb_code_entry *entry)
{
    return entry == NULL ? "" : entry->name;
}

int32_t hrb_code_entry_first_year(const hrb_code_entry *entry)
{
    return entry == NULL ? 0 : entry->first_seen;
}

int32_t hrb_code_entry_last_year(const hrb_code_entry *entry)
{
    return entry == NULL ? 0 : entry->last_seen;
}

hrb_evidence hrb_code_entry_evidence(const hrb_code_entry *entry)
{
    return entry == NULL ? HRB_EVIDENCE_NONE : entry->evidence;
}

const char *hrb_code_entry_sources(const hrb_code_entry *entry)
{
    return entry == NULL ? "" : entry->sources;
}
