/* SPDX-License-Identifier: Apache-2.0 */
/* The "rules" of a rulebook. */
#include "rule/load.h"

#include "base/error.h"

/* In the order of hrb__rule_kind. */
static const char *const KIND_NAMES[HRB__RULE_KINDS] = {
    "hierarchy", "total", "row_sum", "same", "equal", "at_most",
    "code_name_wrong", "code_name_misprint", "code_name_year", "code_unknown", "code_orphan", "code_duplicate",
    "table_missing", "nothing_checked", "table_empty", "note_contradicts", "table_unknown", "cell_unreadable",
    "row_unknown", "column_unknown", "unit_missing", "total_missing", "findings_cut",
};
static const char *const SEVERITY_NAMES[] = {"", "info", "warning", "error", "off"};
#define SEVERITY_OFF 4

static bool load_words(hrb__loader *loader, const hrb__json_path *parent, const cJSON *object, hrb__rule *rule)
{
    hrb__json_path whole = {parent, "whole", 0}, path = {parent, "parts", 0};
    if (!hrb__load_slot(loader, parent, object, "along", &rule->along) ||
        !hrb__load_word(loader, &whole, rule->along, hrb__json_get(object, "whole"), &rule->whole))
        return false;
    const cJSON *array = hrb__json_get(object, "parts");
    if (!cJSON_IsArray(array) || array->child == NULL)
        return hrb__json_expected(loader, &path, NULL, "非空数组", "an array that is not empty");
    rule->part_count = (size_t)cJSON_GetArraySize(array);
    uint8_t *parts = hrb__arena_array(&loader->book->arena, rule->part_count, 1);
    if (parts == NULL) {
        loader->status = hrb__fail_memory(loader->error);
        return false;
    }
    int i = 0;
    for (const cJSON *child = array->child; child != NULL; child = child->next, i++) {
        hrb__json_path here = {&path, NULL, i};
        if (!hrb__load_word(loader, &here, rule->along, child, &parts[i]))
            return false;
    }
    rule->parts = parts;
    return true;
}

static bool load_sides(hrb__loader *loader, const hrb__json_path *parent, const cJSON *object, hrb__rule *rule)
{
    hrb__json_path left = {parent, "left", 0}, right = {parent, "right", 0}, unless = {parent, "unless", 0};
    for (int i = 0; i < 2; i++)
        if (!cJSON_IsObject(hrb__json_get(object, i == 0 ? "left" : "right")))
            return hrb__json_expected(loader, i == 0 ? &left : &right, NULL, "对象", "an object");
    if (!hrb__load_meaning(loader, &left, hrb__json_get(object, "left"), &rule->left) ||
        !hrb__load_meaning(loader, &right, hrb__json_get(object, "right"), &rule->right))
        return false;
    const cJSON *array = hrb__json_get(object, "unless");
    if (array == NULL)
        return true;
    if (!cJSON_IsArray(array))
        return hrb__json_expected(loader, &unless, NULL, "数组", "an array");
    rule->unless_count = (size_t)cJSON_GetArraySize(array);
    hrb__meaning *items = hrb__arena_array(&loader->book->arena, rule->unless_count, sizeof *items);
    if (items == NULL) {
        loader->status = hrb__fail_memory(loader->error);
        return false;
    }
    int i = 0;
    for (const cJSON *child = array->child; child != NULL; child = child->next, i++) {
        hrb__json_path here = {&unless, NULL, i};
        if (!hrb__load_meaning(loader, &here, child, &items[i]))
            return false;
    }
    rule->unless = items;
    return true;
}

static void store_rule(hrb_rulebook *book, const hrb__rule *rule, bool off)
{
    GArray *rules = book->rules;
    for (guint i = 0; i < rules->len; i++)
        if (strcmp(g_array_index(rules, hrb__rule, i).id, rule->id) == 0) {
            if (off)
                g_array_remove_index(rules, i);
            else
                g_array_index(rules, hrb__rule, i) = *rule;
            return;
        }
    if (!off)
        g_array_append_vals(rules, rule, 1);
}

static bool load_rule(hrb__loader *loader, const hrb__json_path *path, const cJSON *object)
{
    static const char *const KEYS[] = {"id", "kind", "severity", "zh", "en", "rows", "along", "whole", "parts", "left", "right", "unless", NULL};
    hrb__rule rule = {0};
    if (!hrb__json_only(loader, path, object, KEYS))
        return false;
    const char *id = hrb__json_string(loader, path, object, "id");
    if (id == NULL || (rule.id = hrb__load_text(loader, id)) == NULL)
        return false;
    if (strlen(id) > 40)
        return hrb__json_expected(loader, path, "id", "不超过40个字符", "at most 40 characters");
    int severity = 0, kind = -1;
    if (!hrb__load_choice(loader, path, object, "severity", SEVERITY_NAMES, G_N_ELEMENTS(SEVERITY_NAMES), &severity))
        return false;
    if (severity == SEVERITY_OFF) {
        store_rule(loader->book, &rule, true);
        return true;
    }
    if (severity == 0)
        return hrb__json_expected(loader, path, "severity", "info、warning、error 或 off", "info, warning, error or off");
    if (!hrb__load_choice(loader, path, object, "kind", KIND_NAMES, HRB__RULE_KINDS, &kind))
        return false;
    if (kind < 0)
        return hrb__json_expected(loader, path, "kind", "规则种类", "the kind of rule");
    rule.kind = (hrb__rule_kind)kind;
    rule.severity = severity;
    const char *zh = hrb__json_string(loader, path, object, "zh");
    const char *en = zh == NULL ? NULL : hrb__json_string(loader, path, object, "en");
    if (en == NULL || (rule.text[HRB_LANG_ZH] = hrb__load_text(loader, zh)) == NULL || (rule.text[HRB_LANG_EN] = hrb__load_text(loader, en)) == NULL)
        return false;
    if (!hrb__load_rows(loader, path, object, &rule.rows))
        return false;
    if (rule.kind == HRB__RULE_ROW_SUM && !load_words(loader, path, object, &rule))
        return false;
    if ((rule.kind == HRB__RULE_EQUAL || rule.kind == HRB__RULE_AT_MOST) && !load_sides(loader, path, object, &rule))
        return false;
    store_rule(loader->book, &rule, false);
    return true;
}

bool hrb__load_rules(hrb__loader *loader, const cJSON *rules)
{
    hrb__json_path path = {NULL, "rules", 0};
    if (rules == NULL)
        return true;
    if (!cJSON_IsArray(rules))
        return hrb__json_expected(loader, &path, NULL, "数组", "an array");
    int i = 0;
    for (const cJSON *child = rules->child; child != NULL; child = child->next, i++) {
        hrb__json_path here = {&path, NULL, i};
        if (!load_rule(loader, &here, child))
            return false;
    }
    return true;
}
