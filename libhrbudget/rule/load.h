/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of loading a rulebook; see rulebook.c. */
#ifndef HRB_RULE_LOAD_H
#define HRB_RULE_LOAD_H

#include "rule/json.h"
#include "rule/rulebook.h"

bool hrb__load_vocabulary(hrb__loader *loader, const cJSON *vocabulary);
/* Once all tables are known. */
bool hrb__index_forms(hrb__loader *loader);
bool hrb__load_rules(hrb__loader *loader, const cJSON *rules);

/* Pieces of the syntax that both share; false on failure. */
const char *hrb__load_text(hrb__loader *loader, const char *text);
bool hrb__load_choice(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, const char *key,
                      const char *const *names, size_t count, int *out);
bool hrb__load_rows(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, hrb__rows *out);
bool hrb__load_word(hrb__loader *loader, const hrb__json_path *path, hrb__slot slot, const cJSON *value, uint8_t *out);
bool hrb__load_meaning(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, hrb__meaning *out);
bool hrb__load_slot(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, const char *key, hrb__slot *out);

#endif
