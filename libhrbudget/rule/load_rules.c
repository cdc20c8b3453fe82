/* SPDX-License-Identifier: Apache-2.0 */
/* The "rules" of a rulebook. */
#include "rule/load.h"

#include "base/error.h"
#include "base/nearest.h"

/* In the order of hrb__rule_kind. */
static const char *const KIND_NAMES[HRB__RULE_KINDS] = {
    "hierarchy", "total", "row_sum", "same", "equal", "at_most", "sum",
    "narrated", "growth", "change", "share", "completed", "list", "counts", "reasons", "item_unknown", "item_omitted", "year_of_plan", "year_of_basis", "item_path",
    "template_residue", "reason_missing", "stop_doubled", "stop_missing", "quotes_unbalanced", "text_unit_missing", "text_figure_missing", "figure_unreadable",
    "product", "project_count", "item_count", "project_sum", "project_items", "project_total",
    "project_name", "project_section", "project_head", "project_unit", "target_over", "target_always",
    "target_unit", "target_no_unit", "target_direction", "target_satisfaction", "target_doubled", "target_blank",
    "target_copied", "table_copied", "targets_unquantified", "target_cost", "target_unreadable",
    "project_year",
    "project_number", "target_words", "target_past",
    "targets_unread",
    "code_name_wrong", "code_name_misprint", "code_name_year", "code_unknown", "code_orphan", "code_duplicate",
    "table_missing", "nothing_checked", "table_empty", "note_contradicts", "table_unknown", "cell_unreadable",
    "row_unknown", "column_unknown", "unit_missing", "unit_wrong", "total_missing", "content_hidden", "findings_cut",
};
static const char *const SEVERITY_NAMES[] = {"", "info", "warning", "error", "off"};
#define SEVERITY_OFF 4
static const char *const DOCUMENT_NAMES[] = {"budget", "final"};

/* A word along a dimension; "" is none. */
static bool load_word_or_none(hrb__loader *loader, const hrb__json_path *path, hrb__slot slot, const cJSON *value, uint8_t *out)
{
    *out = 0;
    return (cJSON_IsString(value) && value->valuestring[0] == '\0') || hrb__load_word(loader, path, slot, value, out);
}

static bool load_word_list(hrb__loader *loader, const hrb__json_path *path, hrb__slot slot, const cJSON *array, const uint8_t **out, size_t *count)
{
    if (!cJSON_IsArray(array) || array->child == NULL)
        return hrb__json_expected(loader, path, NULL, "非空数组", "an array that is not empty");
    *count = (size_t)cJSON_GetArraySize(array);
    uint8_t *words = hrb__arena_array(&loader->book->arena, *count, 1);
    if (words == NULL) {
        loader->status = hrb__fail_memory(loader->error);
        return false;
    }
    int i = 0;
    for (const cJSON *child = array->child; child != NULL; child = child->next, i++) {
        hrb__json_path here = {path, NULL, i};
        if (!load_word_or_none(loader, &here, slot, child, &words[i]))
            return false;
    }
    *out = words;
    return true;
}

static bool load_words(hrb__loader *loader, const hrb__json_path *parent, const cJSON *object, hrb__rule *rule)
{
    hrb__json_path whole = {parent, "whole", 0}, path = {parent, "parts", 0}, phases = {parent, "phases", 0};
    if (!hrb__load_slot(loader, parent, object, "along", &rule->along) ||
        !load_word_or_none(loader, &whole, rule->along, hrb__json_get(object, "whole"), &rule->whole) ||
        !load_word_list(loader, &path, rule->along, hrb__json_get(object, "parts"), &rule->parts, &rule->part_count))
        return false;
    const cJSON *lines = hrb__json_get(object, "lines");
    if (lines != NULL && !cJSON_IsBool(lines))
        return hrb__json_expected(loader, parent, "lines", "true 或 false", "true or false");
    rule->lines = cJSON_IsTrue(lines);
    const cJSON *phases_given = hrb__json_get(object, "phases");
    if (phases_given != NULL && !load_word_list(loader, &phases, HRB__PHASE, phases_given, &rule->phases, &rule->phase_count))
        return false;
    static const char *const CONDITIONS[] = {"has", "lacks"};
    uint8_t *words[] = {&rule->has, &rule->lacks};
    for (int c = 0; c < 2; c++) {
        hrb__json_path here = {parent, CONDITIONS[c], 0};
        const cJSON *word = hrb__json_get(object, CONDITIONS[c]);
        if (word != NULL && !hrb__load_word(loader, &here, rule->along, word, words[c]))
            return false;
    }
    return true;
}

static bool load_pair(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, hrb__pair *out)
{
    static const char *const SIDES[] = {"left", "right"};
    hrb__meaning *meanings[] = {&out->left, &out->right};
    for (int i = 0; i < 2; i++) {
        hrb__json_path here = {path, SIDES[i], 0};
        const cJSON *side = hrb__json_get(object, SIDES[i]);
        if (!cJSON_IsObject(side))
            return hrb__json_expected(loader, &here, NULL, "对象", "an object");
        if (!hrb__load_meaning(loader, &here, side, meanings[i]))
            return false;
    }
    return true;
}

/* An array of {"left", "right"}; missing is empty. */
static bool load_pairs(hrb__loader *loader, const hrb__json_path *parent, const cJSON *object, const char *key, size_t *count, const hrb__pair **out)
{
    static const char *const KEYS[] = {"left", "right", NULL};
    hrb__json_path path = {parent, key, 0};
    const cJSON *array = hrb__json_get(object, key);
    if (array == NULL)
        return true;
    if (!cJSON_IsArray(array))
        return hrb__json_expected(loader, &path, NULL, "数组", "an array");
    size_t n = (size_t)cJSON_GetArraySize(array);
    hrb__pair *pairs = hrb__arena_array(&loader->book->arena, n, sizeof *pairs);
    if (pairs == NULL) {
        loader->status = hrb__fail_memory(loader->error);
        return false;
    }
    int i = 0;
    for (const cJSON *child = array->child; child != NULL; child = child->next, i++) {
        hrb__json_path here = {&path, NULL, i};
        if (!hrb__json_only(loader, &here, child, KEYS) || !load_pair(loader, &here, child, &pairs[i]))
            return false;
    }
    *count = n;
    *out = pairs;
    return true;
}

static bool load_unless(hrb__loader *loader, const hrb__json_path *parent, const cJSON *object, hrb__rule *rule)
{
    hrb__json_path unless = {parent, "unless", 0};
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

/* One pair on the rule itself, or several in "pairs". */
static bool load_sides(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, hrb__rule *rule)
{
    if (!load_pairs(loader, path, object, "pairs", &rule->pair_count, &rule->pairs) ||
        !load_pairs(loader, path, object, "provided", &rule->provided_count, &rule->provided) || !load_unless(loader, path, object, rule))
        return false;
    if (rule->pair_count > 0)
        return true;
    hrb__pair *pair = hrb__arena_array(&loader->book->arena, 1, sizeof *pair);
    if (pair == NULL) {
        loader->status = hrb__fail_memory(loader->error);
        return false;
    }
    rule->pairs = pair;
    rule->pair_count = 1;
    return load_pair(loader, path, object, pair);
}

/* "whole": a meaning, "parts": a list of them, all stated in full. */
static bool load_sum(hrb__loader *loader, const hrb__json_path *parent, const cJSON *object, hrb__rule *rule)
{
    hrb__json_path whole = {parent, "whole", 0}, path = {parent, "parts", 0};
    const cJSON *array = hrb__json_get(object, "parts");
    if (!cJSON_IsObject(hrb__json_get(object, "whole")))
        return hrb__json_expected(loader, &whole, NULL, "对象", "an object");
    if (!cJSON_IsArray(array) || array->child == NULL)
        return hrb__json_expected(loader, &path, NULL, "非空数组", "an array that is not empty");
    rule->pair_count = (size_t)cJSON_GetArraySize(array);
    hrb__pair *pairs = hrb__arena_array(&loader->book->arena, rule->pair_count, sizeof *pairs);
    if (pairs == NULL) {
        loader->status = hrb__fail_memory(loader->error);
        return false;
    }
    int i = 0;
    for (const cJSON *child = array->child; child != NULL; child = child->next, i++) {
        hrb__json_path here = {&path, NULL, i};
        if (!cJSON_IsObject(child))
            return hrb__json_expected(loader, &here, NULL, "对象", "an object");
        if (!hrb__load_meaning(loader, &here, child, &pairs[i].right))
            return false;
    }
    rule->pairs = pairs;
    return hrb__load_meaning(loader, &whole, hrb__json_get(object, "whole"), &pairs[0].left) &&
           load_pairs(loader, parent, object, "provided", &rule->provided_count, &rule->provided) && load_unless(loader, parent, object, rule);
}

/* The index of the rule of that id; the number of rules if there is none. */
static guint rule_index(const GArray *rules, const char *id)
{
    guint i = 0;
    while (i < rules->len && strcmp(g_array_index(rules, hrb__rule, i).id, id) != 0)
        i++;
    return i;
}

static void store_rule(hrb_rulebook *book, const hrb__rule *rule)
{
    guint i = rule_index(book->rules, rule->id);
    if (i < book->rules->len)
        g_array_index(book->rules, hrb__rule, i) = *rule;
    else
        g_array_append_vals(book->rules, rule, 1);
}

/* A rule that is not there cannot be turned off: the id is misprinted, and the rule meant would stay. */
static bool turn_off(hrb__loader *loader, const hrb__json_path *path, const char *id)
{
    GArray *rules = loader->book->rules;
    guint found = rule_index(rules, id);
    if (found < rules->len) {
        g_array_remove_index(rules, found);
        return true;
    }
    const char *nearest = NULL;
    for (guint i = 0; i < rules->len; i++)
        nearest = hrb__nearer(id, nearest, g_array_index(rules, hrb__rule, i).id);
    hrb__json_path member = {path, "id", 0};
    const char *names[] = {nearest};
    return hrb__json_expected_name(loader, &member, NULL, names, nearest != NULL, "要关闭的规则的编号，没有此编号的规则", "the id of a rule to turn off, and there is none of that id");
}

static bool load_rule(hrb__loader *loader, const hrb__json_path *path, const cJSON *object)
{
    static const char *const KEYS[] = {"id", "kind", "severity", "zh", "en", "document", "rows", "along", "whole", "parts", "lines", "phases", "has", "lacks", "left", "right", "pairs", "unless", "provided", NULL};
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
    if (severity == SEVERITY_OFF)
        return turn_off(loader, path, rule.id);
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
    int document = 2;
    if (!hrb__load_rows(loader, path, object, &rule.rows) || !hrb__load_choice(loader, path, object, "document", DOCUMENT_NAMES, 2, &document))
        return false;
    rule.not_for[0] = document == 1;
    rule.not_for[1] = document == 0;
    if ((rule.kind == HRB__RULE_ROW_SUM || rule.kind == HRB__RULE_NARRATED) && !load_words(loader, path, object, &rule))
        return false;
    if ((rule.kind == HRB__RULE_EQUAL || rule.kind == HRB__RULE_AT_MOST) && !load_sides(loader, path, object, &rule))
        return false;
    if (rule.kind == HRB__RULE_SUM && !load_sum(loader, path, object, &rule))
        return false;
    store_rule(loader->book, &rule);
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
