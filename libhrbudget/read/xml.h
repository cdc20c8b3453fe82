/* SPDX-License-Identifier: Apache-2.0 */
/* One pass of expat over a part of a docx or xlsx package, straight from the
 * inflater. A DOCTYPE is refused, so there are no entities; nesting is limited. */
#ifndef HRB_READ_XML_H
#define HRB_READ_XML_H

#include "read/zip.h"

/* Namespaces that the readers tell apart; the strict and the transitional form are one. */
typedef enum hrb__xml_space {
    HRB__XML_OTHER,
    HRB__XML_SHEET,         /* spreadsheetml */
    HRB__XML_WORD,          /* wordprocessingml */
    HRB__XML_OFFICE,        /* officeDocument/relationships, of attributes */
    HRB__XML_PACKAGE,       /* package/relationships */
    HRB__XML_COMPATIBILITY, /* markup-compatibility */
    HRB__XML_MATH
} hrb__xml_space;

typedef struct hrb__xml_name {
    hrb__xml_space space;
    hrb__text local;
} hrb__xml_name;

typedef struct hrb__xml hrb__xml;

typedef struct hrb__xml_handlers {
    void (*start)(void *user, hrb__xml *xml, hrb__xml_name name, const char **attributes);
    void (*end)(void *user, hrb__xml *xml, hrb__xml_name name);
    void (*text)(void *user, hrb__xml *xml, const char *text, size_t length); /* may be NULL */
} hrb__xml_handlers;

/* Parses a part. A handler may stop it with a status of its own. */
hrb_status hrb__xml_parse(hrb__zip *zip, const hrb__zip_entry *part, const hrb__xml_handlers *handlers, void *user, hrb_error **error);
void hrb__xml_stop(hrb__xml *xml, hrb_status status);

/* The value of an attribute without a namespace, or with one; NULL if there is none. */
const char *hrb__xml_attribute(const char **attributes, const char *local);
const char *hrb__xml_attribute_in(const char **attributes, hrb__xml_space space, const char *local);
/* "1", "true" and "on" are true; NULL is `fallback`. */
bool hrb__xml_truth(const char *value, bool fallback);
/* A number of decimal digits alone, at most `limit`; `fallback` for anything else. */
uint32_t hrb__xml_number(const char *value, uint32_t limit, uint32_t fallback);

static inline bool hrb__xml_is(hrb__xml_name name, hrb__xml_space space, const char *local)
{
    return name.space == space && strlen(local) == name.local.length && memcmp(local, name.local.data, name.local.length) == 0;
}

#endif
