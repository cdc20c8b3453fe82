/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/json.h"

#include "base/error.h"

#define MAX_BYTES ((size_t)4 * 1024 * 1024)
#define MAX_DEPTH 64

static hrb_place place_at(const char *text, size_t offset)
{
    hrb_place place = {.offset = (int64_t)offset, .line = 1, .column = 1};
    for (size_t i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            place.line++;
            place.column = 1;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            place.column++;
        }
    }
    return place;
}

static bool fail_at(hrb__loader *loader, hrb_status status, const char *text, size_t offset, const char *zh, const char *en)
{
    hrb_place place = place_at(text, offset);
    char zh_format[128], en_format[128];
    g_snprintf(zh_format, sizeof zh_format, "第%%d行第%%d列：%s", zh);
    g_snprintf(en_format, sizeof en_format, "line %%d, column %%d: %s", en);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    loader->status = hrb__fail(loader->error, status, &place, zh_format, en_format, place.line, place.column);
#pragma GCC diagnostic pop
    return false;
}

/* cJSON recurses, so depth is bounded before it sees the text. */
static bool check_depth(hrb__loader *loader, const char *text, size_t length)
{
    int depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > MAX_DEPTH)
                return fail_at(loader, HRB_ERROR_LIMIT, text, i, "嵌套超过64层", "nested deeper than 64 levels");
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }
    return true;
}

static bool check_keys(hrb__loader *loader, const cJSON *value, const hrb__json_path *path)
{
    if (!cJSON_IsObject(value) && !cJSON_IsArray(value))
        return true;
    bool ok = true;
    GHashTable *seen = cJSON_IsObject(value) ? g_hash_table_new(g_str_hash, g_str_equal) : NULL;
    int index = 0;
    for (const cJSON *child = value->child; child != NULL && ok; child = child->next, index++) {
        if (seen != NULL && !g_hash_table_add(seen, child->string))
            ok = hrb__json_expected(loader, path, child->string, "同一键只出现一次", "each key only once");
        hrb__json_path next = {path, child->string, index};
        ok = ok && check_keys(loader, child, &next);
    }
    if (seen != NULL)
        g_hash_table_destroy(seen);
    return ok;
}

cJSON *hrb__json_parse(hrb__loader *loader, const char *text, size_t length)
{
    if (length > MAX_BYTES) {
        loader->status = hrb__fail(loader->error, HRB_ERROR_LIMIT, NULL, "规则文件超过%d MiB", "the rulebook is larger than %d MiB", 4);
        return NULL;
    }
    size_t valid = hrb__utf8_valid_prefix(text, length);
    if (valid < length) {
        fail_at(loader, HRB_ERROR_ENCODING, text, valid, "不是有效的UTF-8", "not valid UTF-8");
        return NULL;
    }
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    if (!check_depth(loader, text, length))
        return NULL;
    const char *end = text;
    cJSON *tree = cJSON_ParseWithLengthOpts(text, length, &end, 0);
    size_t stop = end >= text && end <= text + length ? (size_t)(end - text) : length;
    if (tree == NULL) {
        fail_at(loader, HRB_ERROR_SYNTAX, text, stop, "JSON语法错误", "JSON syntax error");
        return NULL;
    }
    while (stop < length && strchr(" \t\r\n", text[stop]) != NULL && text[stop] != '\0')
        stop++;
    if (stop < length) {
        fail_at(loader, HRB_ERROR_SYNTAX, text, stop, "JSON之后还有内容", "text after the JSON value");
        cJSON_Delete(tree);
        return NULL;
    }
    if (!check_keys(loader, tree, NULL)) {
        cJSON_Delete(tree);
        return NULL;
    }
    return tree;
}

static void write_path(const hrb__json_path *path, GString *out)
{
    if (path == NULL)
        return;
    write_path(path->parent, out);
    if (path->key != NULL)
        g_string_append_printf(out, "%s%s", out->len > 0 ? "." : "", path->key);
    else
        g_string_append_printf(out, "[%d]", path->index);
}

bool hrb__json_expected(hrb__loader *loader, const hrb__json_path *path, const char *key, const char *zh, const char *en)
{
    GString *where = g_string_new(NULL);
    write_path(path, where);
    if (key != NULL)
        g_string_append_printf(where, "%s%s", where->len > 0 ? "." : "", key);
    if (where->len == 0)
        g_string_append(where, "$");
    loader->status = hrb__fail(loader->error, HRB_ERROR_RULEBOOK, NULL, "规则文件 %.200s 处应为：%s%.0s", "rulebook, at %.200s: expected %.0s%s", where->str, zh, en);
    g_string_free(where, TRUE);
    return false;
}

const cJSON *hrb__json_get(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

const char *hrb__json_string(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, const char *key)
{
    const cJSON *value = hrb__json_get(object, key);
    if (cJSON_IsString(value) && value->valuestring[0] != '\0')
        return value->valuestring;
    hrb__json_expected(loader, path, key, "非空字符串", "a string that is not empty");
    return NULL;
}

bool hrb__json_only(hrb__loader *loader, const hrb__json_path *path, const cJSON *object, const char *const *keys)
{
    if (!cJSON_IsObject(object))
        return hrb__json_expected(loader, path, NULL, "对象", "an object");
    for (const cJSON *child = object->child; child != NULL; child = child->next) {
        size_t i = 0;
        while (keys[i] != NULL && strcmp(keys[i], child->string) != 0)
            i++;
        if (keys[i] == NULL)
            return hrb__json_expected(loader, path, child->string, "已知的键（此键未知）", "a known key (this one is not)");
    }
    return true;
}
