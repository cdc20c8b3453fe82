/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a docx or xlsx and how they refer to each other. */
#ifndef HRB_READ_PACKAGE_H
#define HRB_READ_PACKAGE_H

#include "base/arena.h"
#include "read/gather.h"
#include "read/store.h"
#include "read/xml.h"

typedef struct hrb__relation {
    const char *id, *type;
    const char *target; /* the part's name in the archive; NULL for something outside it */
} hrb__relation;

typedef struct hrb__relations {
    hrb__relation *items;
    size_t count, capacity;
} hrb__relations;

/* What a part refers to (NULL: the package itself). A part without relations has none. */
hrb_status hrb__relations_read(hrb__zip *zip, const char *part, hrb__arena *arena, hrb__relations *out, hrb_error **error);
void hrb__relations_free(hrb__relations *relations);
/* The first whose type ends in `kind`, such as "/officeDocument"; NULL. */
const hrb__relation *hrb__relation_of_kind(const hrb__relations *relations, const char *kind);
const hrb__relation *hrb__relation_by_id(const hrb__relations *relations, const char *id);

/* The part's entry; a part that is named and is not there is HRB_ERROR_SYNTAX. */
hrb_status hrb__package_part(hrb__zip *zip, const char *name, const hrb__zip_entry **out, hrb_error **error);

/* Reads the docx or xlsx in these bytes, which may be others than the document's. */
void hrb__gather_package(hrb__gather *gather, const char *bytes, size_t size);

/* The readers proper: both read from an open package whose main part is known. */
hrb_status hrb__read_workbook(hrb__zip *zip, const char *main_part, hrb__gather *gather);
hrb_status hrb__read_word(hrb__zip *zip, const char *main_part, hrb__gather *gather);

#endif
