/* SPDX-License-Identifier: Apache-2.0 */
/* A code book in memory: entries in the order of their codes, and an index of
 * folded names. The default one is this very structure, written out as C. */
#ifndef HRB_CODE_BOOK_H
#define HRB_CODE_BOOK_H

#include <hrbudget/hrbudget.h>

#include "base/arena.h"
#include "base/text.h"

struct hrb_code_entry {
    int32_t kind, digits;
    const char *name;
    const char *folded; /* the name as it is compared */
    const char *sources;
    int16_t first_seen, last_seen;
    int16_t from, until; /* years in force as far as renames tell; 0 open */
    int16_t evidence;
};

/* By hash, then entry. */
typedef struct hrb__name_ref {
    uint32_t hash;
    uint32_t entry;
} hrb__name_ref;

typedef struct hrb__rename {
    int32_t kind, old_digits, new_digits;
    const char *text; /* for people */
} hrb__rename;

struct hrb_codebook {
    const struct hrb_code_entry *entries;
    size_t count;
    const hrb__name_ref *names;
    const hrb__rename *renames;
    size_t rename_count;
    hrb__arena arena; /* empty in the default book */
};

/* Builds a book from CSV. `renames` may be NULL. */
hrb_status hrb__codebook_build(hrb__text codes, hrb__text renames, const hrb_codebook *base, hrb_codebook *out, hrb_error **error);
/* The code of a kind that alone has a name about that year (0: in any); digits 0 if there is none, or more than one. */
hrb_code hrb__codebook_only_code(const hrb_codebook *book, int32_t kind, int32_t year, hrb__text name);
uint32_t hrb__name_hash(const char *folded, size_t length);
/* The index of the first entry of a code or the one it would stand before. */
size_t hrb__codebook_lower(const hrb_codebook *book, int32_t kind, int32_t digits);

extern const hrb_codebook hrb__default_codebook;

#endif
