/* SPDX-License-Identifier: Apache-2.0 */
/* The findings of an earlier report, so that only new ones count. A fingerprint
 * tells a finding within its document; documents are told apart by their paths. */
#include "tool.h"

#include <cjson/cJSON.h>
#include <string.h>

struct tool_baseline {
    GHashTable *by_path; /* path -> GPtrArray of fingerprints */
    GPtrArray *only;     /* those of the one report there is; NULL if there are several */
};

static const char *member_text(const cJSON *object, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsString(member) ? member->valuestring : NULL;
}

/* False if this is no report. */
static bool add_report(tool_baseline *baseline, const cJSON *report)
{
    const cJSON *findings = cJSON_GetObjectItemCaseSensitive(report, "findings"), *finding;
    const char *path = member_text(cJSON_GetObjectItemCaseSensitive(report, "document"), "path");
    if (path != NULL && cJSON_GetObjectItemCaseSensitive(report, "error") != NULL)
        return true; /* a document that could not be read has no findings */
    if (path == NULL || !cJSON_IsArray(findings))
        return false;
    GPtrArray *known = g_ptr_array_new_with_free_func(g_free);
    cJSON_ArrayForEach(finding, findings)
    {
        const char *fingerprint = member_text(finding, "fingerprint");
        if (fingerprint != NULL)
            g_ptr_array_add(known, g_strdup(fingerprint));
    }
    g_hash_table_insert(baseline->by_path, g_strdup(path), known);
    baseline->only = g_hash_table_size(baseline->by_path) == 1 ? known : NULL;
    return true;
}

static bool add_tree(tool_baseline *baseline, const cJSON *tree)
{
    const cJSON *reports = cJSON_GetObjectItemCaseSensitive(tree, "reports"), *report;
    if (!cJSON_IsArray(reports))
        return add_report(baseline, tree);
    cJSON_ArrayForEach(report, reports)
        if (!add_report(baseline, report))
            return false;
    return true;
}

/* One value of JSON, or one a line. */
static bool add_text(tool_baseline *baseline, const char *text, size_t length)
{
    const char *end = text + length;
    bool any = false;
    while (text < end) {
        const char *stop = NULL;
        cJSON *tree = cJSON_ParseWithLengthOpts(text, (size_t)(end - text), &stop, false);
        bool ok = tree != NULL && add_tree(baseline, tree);
        cJSON_Delete(tree);
        if (!ok)
            return false;
        any = true;
        for (text = stop; text < end && g_ascii_isspace(*text);)
            text++;
    }
    return any;
}

static void free_list(gpointer list)
{
    g_ptr_array_free(list, TRUE);
}

tool_baseline *tool_baseline_load(const char *text, size_t length, const tool *t)
{
    tool_baseline *baseline = g_new0(tool_baseline, 1);
    baseline->by_path = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_list);
    if (add_text(baseline, text, length))
        return baseline;
    tool_usage(t, SAY(t, "基线文件应是 hrbudget check --format json 的输出", "a baseline is what hrbudget check --format json has written"), NULL);
    tool_baseline_free(baseline);
    return NULL;
}

void tool_baseline_free(tool_baseline *baseline)
{
    if (baseline == NULL)
        return;
    g_hash_table_destroy(baseline->by_path);
    g_free(baseline);
}

void tool_baseline_apply(const tool_baseline *baseline, const char *path, hrb_options *options)
{
    if (baseline == NULL)
        return;
    const GPtrArray *known = g_hash_table_lookup(baseline->by_path, path);
    if (known == NULL)
        known = baseline->only;
    hrb_options_set_baseline(options, known == NULL ? NULL : (const char *const *)known->pdata, known == NULL ? 0 : known->len);
}
