/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/json.h"

#include "base/error.h"
#include "base/nearest.h"

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

/* --- Syntax. cJSON recurses, takes more than JSON, and cannot tell bad text from
 * want of memory; so the text is checked before it sees it, and a failure of
 * cJSON's after that is one of memory. --- */

typedef struct scanner {
    hrb__loader *loader;
    const char *text;
    size_t length, at;
    uint64_t objects; /* a bit a level: whether it is an object */
    int depth;
} scanner;

static bool wants(const scanner *s, const char *zh, const char *en)
{
    return fail_at(s->loader, HRB_ERROR_SYNTAX, s->text, s->at, zh, en);
}

/* The byte that is next, 0 at the end. */
static char peek(const scanner *s)
{
    return s->at < s->length ? s->text[s->at] : '\0';
}

static void skip_blanks(scanner *s)
{
    while (s->at < s->length && (peek(s) == ' ' || peek(s) == '\t' || peek(s) == '\n' || peek(s) == '\r'))
        s->at++;
}

/* The four digits behind \u, or -1. */
static int32_t hex4(const scanner *s, size_t at)
{
    int32_t value = 0;
    for (size_t i = at; i < at + 4; i++) {
        int digit = i < s->length ? g_ascii_xdigit_value(s->text[i]) : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static bool scan_escape(scanner *s)
{
    static const char KNOWN[] = "\"\\/bfnrt";
    char c = s->at + 1 < s->length ? s->text[s->at + 1] : '\0';
    if (c != '\0' && strchr(KNOWN, c) != NULL) {
        s->at += 2;
        return true;
    }
    int32_t first = c == 'u' ? hex4(s, s->at + 2) : -1;
    bool leads = first >= 0xD800 && first <= 0xDBFF;
    bool paired = leads && s->at + 7 < s->length && s->text[s->at + 6] == '\\' && s->text[s->at + 7] == 'u';
    int32_t second = paired ? hex4(s, s->at + 8) : -1;
    if (first <= 0 || (first >= 0xDC00 && first <= 0xDFFF) || (leads && (second < 0xDC00 || second > 0xDFFF)))
        return wants(s, "转义无效", "not a valid escape");
    s->at += leads ? 12 : 6;
    return true;
}

static bool scan_string(scanner *s)
{
    if (peek(s) != '"')
        return wants(s, "此处应为带双引号的字符串", "expected a string in double quotes");
    size_t start = s->at++;
    while (s->at < s->length && s->text[s->at] != '"') {
        if ((unsigned char)s->text[s->at] < 32)
            return wants(s, "字符串中有控制字符", "a control character in a string");
        if (s->text[s->at] != '\\')
            s->at++;
        else if (!scan_escape(s))
            return false;
    }
    if (s->at == s->length) {
        s->at = start;
        return wants(s, "字符串没有结束", "the string does not end");
    }
    s->at++;
    return true;
}

static size_t scan_digits(scanner *s)
{
    size_t start = s->at;
    while (g_ascii_isdigit(peek(s)))
        s->at++;
    return s->at - start;
}

static bool scan_number(scanner *s)
{
    size_t start = s->at;
    s->at += peek(s) == '-';
    bool zero = peek(s) == '0', good = scan_digits(s) > 0 && (!zero || s->at - start <= (s->text[start] == '-' ? 2u : 1u));
    if (good && peek(s) == '.') {
        s->at++;
        good = scan_digits(s) > 0;
    }
    if (good && (peek(s) == 'e' || peek(s) == 'E')) {
        s->at++;
        s->at += peek(s) == '+' || peek(s) == '-';
        good = scan_digits(s) > 0;
    }
    return (good && s->at - start < 60) || wants(s, "不是数值", "not a number");
}

static bool scan_scalar(scanner *s)
{
    static const char *const WORDS[] = {"true", "false", "null"};
    if (peek(s) == '"')
        return scan_string(s);
    if (peek(s) == '-' || g_ascii_isdigit(peek(s)))
        return scan_number(s);
    for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
        if (s->length - s->at >= strlen(WORDS[i]) && memcmp(s->text + s->at, WORDS[i], strlen(WORDS[i])) == 0) {
            s->at += strlen(WORDS[i]);
            return true;
        }
    return wants(s, "JSON语法错误：此处应为一个值", "JSON syntax error: expected a value");
}

static bool scan_key(scanner *s)
{
    skip_blanks(s);
    if (!scan_string(s))
        return false;
    skip_blanks(s);
    if (peek(s) != ':')
        return wants(s, "此处应为冒号", "expected a colon");
    s->at++;
    return true;
}

/* Opens an array or object; an empty one is closed at once, which *closed tells. */
static bool scan_open(scanner *s, bool *closed)
{
    bool object = peek(s) == '{';
    if (s->depth == MAX_DEPTH)
        return fail_at(s->loader, HRB_ERROR_LIMIT, s->text, s->at, "嵌套超过64层", "nested deeper than 64 levels");
    s->at++;
    skip_blanks(s);
    *closed = peek(s) == (object ? '}' : ']');
    if (*closed) {
        s->at++;
        return true;
    }
    s->objects = s->objects << 1 | object;
    s->depth++;
    return !object || scan_key(s);
}

/* What follows a value: more of the array or object around it, or its end. */
static bool scan_behind(scanner *s, bool *more)
{
    *more = false;
    while (s->depth > 0) {
        bool object = s->objects & 1;
        skip_blanks(s);
        if (peek(s) == ',') {
            s->at++;
            *more = true;
            return !object || scan_key(s);
        }
        if (peek(s) != (object ? '}' : ']'))
            return wants(s, object ? "此处应为逗号或 }" : "此处应为逗号或 ]", object ? "expected a comma or }" : "expected a comma or ]");
        s->at++;
        s->objects >>= 1;
        s->depth--;
    }
    return true;
}

static bool check_syntax(hrb__loader *loader, const char *text, size_t length)
{
    scanner s = {.loader = loader, .text = text, .length = length};
    for (bool more = true; more;) {
        bool closed = true;
        skip_blanks(&s);
        if (!(peek(&s) == '{' || peek(&s) == '[' ? scan_open(&s, &closed) : scan_scalar(&s)))
            return false;
        if (closed && !scan_behind(&s, &more))
            return false;
    }
    skip_blanks(&s);
    return s.at == length || wants(&s, "JSON之后还有内容", "text after the JSON value");
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
    if (!check_syntax(loader, text, length))
        return NULL;
    const char *end = text;
    cJSON *tree = cJSON_ParseWithLengthOpts(text, length, &end, 0);
    if (tree == NULL) {
        loader->status = hrb__fail_memory(loader->error);
        return NULL;
    }
    if (!check_keys(loader, tree, NULL)) {
        cJSON_Delete(tree);
        return NULL;
    }
    return tree;
}

/* --- What is wrong with a value: its path, what stands there, what was expected --- */

#define MOST_PATH_BYTES 200
#define MOST_VALUE_BYTES 60

static void write_path(const hrb__json_path *path, char *out, size_t size)
{
    if (path == NULL)
        return;
    write_path(path->parent, out, size);
    size_t length = strlen(out);
    if (path->key != NULL)
        g_snprintf(out + length, size - length, "%s%s", length > 0 ? "." : "", path->key);
    else
        g_snprintf(out + length, size - length, "[%d]", path->index);
}

/* What stands at a path of the tree; NULL: nothing. */
static const cJSON *value_at(const cJSON *tree, const hrb__json_path *path)
{
    if (path == NULL || tree == NULL)
        return tree;
    const cJSON *parent = value_at(tree, path->parent);
    return path->key != NULL ? hrb__json_get(parent, path->key) : cJSON_GetArrayItem(parent, path->index);
}

typedef char value_text[MOST_VALUE_BYTES + 16];

/* A text between quotation marks, cut at a whole character. */
static void show_text(const char *text, value_text shown)
{
    size_t length = strnlen(text, MOST_VALUE_BYTES);
    g_snprintf(shown, sizeof(value_text), "\"%.*s%s\"", (int)hrb__utf8_valid_prefix(text, length), text, text[length] != '\0' ? "…" : "");
}

/* A value as a message shows it, in both languages. */
static void describe(const cJSON *value, value_text zh, value_text en)
{
    const char *words[2] = {"没有", "nothing"};
    value_text shown = "";
    if (cJSON_IsString(value)) {
        show_text(value->valuestring, shown);
    } else if (cJSON_IsNumber(value)) {
        g_ascii_formatd(shown, sizeof shown, "%.15g", value->valuedouble);
    } else if (value != NULL) {
        words[HRB_LANG_ZH] = cJSON_IsObject(value) ? "一个对象" : cJSON_IsArray(value) ? "一个数组" : cJSON_IsBool(value) ? (cJSON_IsTrue(value) ? "true" : "false") : "null";
        words[HRB_LANG_EN] = cJSON_IsObject(value) ? "an object" : cJSON_IsArray(value) ? "an array" : words[HRB_LANG_ZH];
    }
    g_strlcpy(zh, shown[0] != '\0' ? shown : words[HRB_LANG_ZH], sizeof(value_text));
    g_strlcpy(en, shown[0] != '\0' ? shown : words[HRB_LANG_EN], sizeof(value_text));
}

static void find_place(hrb__loader *loader, const hrb__json_path *path, const char *key, char where[MOST_PATH_BYTES], const cJSON **value)
{
    const hrb__json_path member = {path, key, 0};
    path = key != NULL ? &member : path;
    where[0] = '\0';
    write_path(path, where, MOST_PATH_BYTES);
    if (where[0] == '\0')
        g_strlcpy(where, "$", MOST_PATH_BYTES);
    where[hrb__utf8_valid_prefix(where, strlen(where))] = '\0';
    *value = value_at(loader->tree, path);
}

bool hrb__json_expected(hrb__loader *loader, const hrb__json_path *path, const char *key, const char *zh, const char *en)
{
    char where[MOST_PATH_BYTES];
    const cJSON *value;
    value_text value_zh, value_en;
    find_place(loader, path, key, where, &value);
    describe(value, value_zh, value_en);
    loader->status = hrb__fail(loader->error, HRB_ERROR_RULEBOOK, NULL, "规则文件 %1$s 处应为：%2$s（现为：%4$s）%3$.0s%5$.0s",
                               "rulebook, at %1$s: expected %3$s, found %5$s%2$.0s%4$.0s", where, zh, en, value_zh, value_en);
    return false;
}

/* The names as a list, as far as it fits. */
static void list_names(const char *const *names, size_t count, char *out, size_t size)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        size_t more = strlen(names[i]) + 3;
        if (names[i][0] == '\0')
            continue;
        if (length + more + 5 > size) {
            g_strlcpy(out + length, " …", size - length);
            return;
        }
        length += (size_t)g_snprintf(out + length, size - length, "%s%s", length > 0 ? " | " : "", names[i]);
    }
}

bool hrb__json_expected_name(hrb__loader *loader, const hrb__json_path *path, const char *key, const char *const *names, size_t count, const char *zh, const char *en)
{
    char where[MOST_PATH_BYTES], list[160];
    const cJSON *value;
    value_text value_zh, value_en;
    find_place(loader, path, key, where, &value);
    describe(value, value_zh, value_en);
    const char *nearest = cJSON_IsString(value) ? hrb__nearest(value->valuestring, names, count) : NULL;
    list_names(names, count, list, sizeof list);
    if (nearest != NULL)
        loader->status = hrb__fail(loader->error, HRB_ERROR_RULEBOOK, NULL, "规则文件 %1$s 处应为%2$s（现为：%4$s）；是否想写“%6$s”？%3$.0s%5$.0s",
                                   "rulebook, at %1$s: expected %3$s, found %5$s; did you mean \"%6$s\"?%2$.0s%4$.0s", where, zh, en, value_zh, value_en, nearest);
    else
        loader->status = hrb__fail(loader->error, HRB_ERROR_RULEBOOK, NULL, "规则文件 %1$s 处应为%2$s（现为：%4$s）：%6$s%3$.0s%5$.0s",
                                   "rulebook, at %1$s: expected %3$s, found %5$s: %6$s%2$.0s%4$.0s", where, zh, en, value_zh, value_en, list);
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

static bool refuse_key(hrb__loader *loader, const hrb__json_path *path, const char *key, const char *const *keys, size_t count)
{
    char where[MOST_PATH_BYTES], list[200];
    value_text shown;
    const cJSON *value;
    find_place(loader, path, NULL, where, &value);
    show_text(key, shown);
    const char *nearest = hrb__nearest(key, keys, count);
    list_names(keys, count, list, sizeof list);
    loader->status = hrb__fail(loader->error, HRB_ERROR_RULEBOOK, NULL, "规则文件 %1$s 处没有%2$s这个键；%4$s%3$s%6$s%5$.0s%7$.0s",
                               "rulebook, at %1$s: no key is called %2$s; %5$s%3$s%7$s%4$.0s%6$.0s", where, shown, nearest != NULL ? nearest : list,
                               nearest != NULL ? "是否想写“" : "可用的键：", nearest != NULL ? "did you mean \"" : "known keys: ",
                               nearest != NULL ? "”？" : "", nearest != NULL ? "\"?" : "");
    return false;
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
            return refuse_key(loader, path, child->string, keys, i);
    }
    return true;
}
