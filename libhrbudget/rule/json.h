/* SPDX-License-Identifier: Apache-2.0 */
/* Reading JSON of strangers with cJSON: bounded, case-sensitive, and with the
 * path of whatever is wrong. */
#ifndef HRB_RULE_JSON_H
#define HRB_RULE_JSON_H

#include <cjson/cJSON.h>
#include <hrbudget/hrbudget.h>

#include "rule/rulebook.h"

/* The tree, or NULL with loader->status and the error set. Refuses invalid
 * UTF-8, nesting beyond 64 levels, more than 4 MiB, and doubled keys. */
cJSON *hrb__json_parse(hrb__loader *loader, const char *text, size_t length);

/* Where a value stands, such as rules[3].kind; built only when something is wrong. */
typedef struct hrb__json_path {
    const struct hrb__json_path *parent;
    const char *key; /* NULL: index */
    int index;
} hrb__json_path;

/* Reports what was expected at path (.key), and what stands there; always returns false. */
bool hrb__json_expected(hrb__loader *loader, const hrb__json_path *path, const char *key, const char *zh, const char *en);
/* The same of a value that must be one of these names: the nearest is told too. Names of "" are none. */
bool hrb__json_expected_name(hrb__loader *loader, const hrb__json_path *path, const char *key, const char *const *names, size_t count, const char *zh, const char *en);

/* A member, NULL if it is not there. */
const cJSON *hrb__json_get(const cJSON *object, const char *key);
/* A member that must be a string of at least one character; NULL and failure otherwise. */
const char *hrb__json_string(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, const char *key);
/* False and failure if the object has a key that is not in the list (NULL-terminated). */
bool hrb__json_only(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, const char *const *keys);

#endif
