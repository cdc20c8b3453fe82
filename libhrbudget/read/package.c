/* SPDX-License-Identifier: Apache-2.0 */
#include "read/package.h"

#include <glib.h>
#include <string.h>

#include "base/error.h"

#define MAX_PART_NAME 512

hrb_status hrb__package_part(hrb__zip *zip, const char *name, const hrb__zip_entry **out, hrb_error **error)
{
    *out = hrb__zip_find(zip, (hrb__text){name, strlen(name)});
    if (*out != NULL)
        return HRB_OK;
    return hrb__fail(error, HRB_ERROR_SYNTAX, NULL, "文件不完整：缺少其中的%.200s", "the file is incomplete: it has no %.200s", name);
}

/* A target is relative to the folder of the part that names it; it may not leave the package. */
static const char *resolve(hrb__arena *arena, const char *part, const char *target)
{
    char path[MAX_PART_NAME];
    size_t n = 0;
    const char *slash = part == NULL || *target == '/' ? NULL : strrchr(part, '/');
    if (slash != NULL) {
        n = (size_t)(slash - part);
        if (n >= sizeof path)
            return NULL;
        memcpy(path, part, n);
    }
    while (*target != '\0') {
        size_t length = strcspn(target, "/");
        if (length == 2 && memcmp(target, "..", 2) == 0) {
            if (n == 0)
                return NULL;
            while (n > 0 && path[--n] != '/')
                ;
        } else if (length > 0 && !(length == 1 && *target == '.')) {
            if (n + 1 + length >= sizeof path)
                return NULL;
            if (n > 0)
                path[n++] = '/';
            memcpy(path + n, target, length);
            n += length;
        }
        target += length;
        target += *target == '/';
    }
    return hrb__arena_text(arena, path, n);
}

typedef struct loading {
    hrb__relations *relations;
    hrb__arena *arena;
    const char *part;
    hrb_error **error;
} loading;

static void on_relation(void *user, hrb__xml *xml, hrb__xml_name name, const char **attributes)
{
    loading *l = user;
    if (!hrb__xml_is(name, HRB__XML_PACKAGE, "Relationship"))
        return;
    const char *id = hrb__xml_attribute(attributes, "Id"), *type = hrb__xml_attribute(attributes, "Type");
    const char *target = hrb__xml_attribute(attributes, "Target"), *mode = hrb__xml_attribute(attributes, "TargetMode");
    if (id == NULL || type == NULL || target == NULL)
        return;
    bool outside = mode != NULL && strcmp(mode, "External") == 0;
    hrb__relation relation = {hrb__arena_text(l->arena, id, strlen(id)), hrb__arena_text(l->arena, type, strlen(type)),
                              outside ? NULL : resolve(l->arena, l->part, target)};
    hrb__relations *r = l->relations;
    if (relation.id == NULL || relation.type == NULL || !hrb__grow((void **)&r->items, r->count, &r->capacity, sizeof *r->items)) {
        hrb__xml_stop(xml, hrb__fail_memory(l->error));
        return;
    }
    r->items[r->count++] = relation;
}

static void on_end(void *user, hrb__xml *xml, hrb__xml_name name)
{
    (void)user, (void)xml, (void)name;
}

hrb_status hrb__relations_read(hrb__zip *zip, const char *part, hrb__arena *arena, hrb__relations *out, hrb_error **error)
{
    static const hrb__xml_handlers HANDLERS = {on_relation, on_end, NULL};
    char name[MAX_PART_NAME];
    const char *slash = part == NULL ? NULL : strrchr(part, '/');
    int folder = slash == NULL ? 0 : (int)(slash - part) + 1;
    *out = (hrb__relations){0};
    g_snprintf(name, sizeof name, "%.*s_rels/%s.rels", folder, part == NULL ? "" : part, part == NULL ? "" : part + folder);
    const hrb__zip_entry *entry = hrb__zip_find(zip, (hrb__text){name, strlen(name)});
    if (entry == NULL)
        return HRB_OK;
    loading l = {out, arena, part, error};
    return hrb__xml_parse(zip, entry, &HANDLERS, &l, error);
}

void hrb__relations_free(hrb__relations *relations)
{
    g_free(relations->items);
    *relations = (hrb__relations){0};
}

const hrb__relation *hrb__relation_of_kind(const hrb__relations *relations, const char *kind)
{
    size_t length = strlen(kind);
    for (size_t i = 0; i < relations->count; i++) {
        size_t n = strlen(relations->items[i].type);
        if (n >= length && strcmp(relations->items[i].type + n - length, kind) == 0 && relations->items[i].target != NULL)
            return &relations->items[i];
    }
    return NULL;
}

const hrb__relation *hrb__relation_by_id(const hrb__relations *relations, const char *id)
{
    for (size_t i = 0; i < relations->count; i++)
        if (strcmp(relations->items[i].id, id) == 0)
            return &relations->items[i];
    return NULL;
}

/* --- Which kind of package --- */

typedef hrb_status (*package_reader)(hrb__zip *zip, const char *main_part, hrb__gather *gather);

static bool has_suffix(const char *text, const char *suffix)
{
    size_t n = strlen(text), m = strlen(suffix);
    return n >= m && g_ascii_strcasecmp(text + n - m, suffix) == 0;
}

/* By the folder that its main part lies in: each program of the standard has one. */
static package_reader reader_of(const char *main_part)
{
    if (has_suffix(main_part, ".bin"))
        return NULL;
    return strncmp(main_part, "xl/", 3) == 0 ? hrb__read_workbook : strncmp(main_part, "word/", 5) == 0 ? hrb__read_word : NULL;
}

/* Packages that a person may well hand over, and what to do with them. */
static hrb_status fail_other(const hrb__zip *zip, hrb_error **error)
{
    static const struct {
        const char *entry, *zh, *en;
    } OTHERS[] = {
        {"OFD.xml", "OFD版式文件，请先转换为PDF", "an OFD file: convert it to PDF first"},
        {"xl/workbook.bin", "xlsb工作簿，请另存为xlsx", "an xlsb workbook: save it as xlsx"},
        {"ppt/presentation.xml", "演示文稿", "a presentation"},
        {"content.xml", "OpenDocument文件，但不是文档或工作簿", "an OpenDocument file, but neither a document nor a workbook"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++)
        if (hrb__zip_find(zip, (hrb__text){OTHERS[i].entry, strlen(OTHERS[i].entry)}) != NULL)
            return hrb__fail(error, HRB_ERROR_UNSUPPORTED, NULL, "这是%s%.0s", "%.0sthis is %s", OTHERS[i].zh, OTHERS[i].en);
    return hrb__fail(error, HRB_ERROR_UNSUPPORTED, NULL, "这是zip压缩包，其中没有docx或xlsx的内容；如果里面是文件，请先解压",
                     "this is a zip archive and neither a docx nor an xlsx: if it holds documents, unpack it first");
}

static hrb_status read_package(hrb__zip *zip, hrb__gather *gather, hrb__arena *arena)
{
    hrb__relations relations;
    hrb_status status = hrb__relations_read(zip, NULL, arena, &relations, gather->error);
    const hrb__relation *main = status == HRB_OK ? hrb__relation_of_kind(&relations, "/officeDocument") : NULL;
    package_reader read = main == NULL ? NULL : reader_of(main->target);
    if (status == HRB_OK)
        status = read == NULL ? fail_other(zip, gather->error) : read(zip, main->target, gather);
    hrb__relations_free(&relations);
    return status;
}

void hrb__gather_package(hrb__gather *gather, const char *bytes, size_t size)
{
    hrb__zip zip;
    hrb__arena arena = {0};
    hrb_status status = hrb__zip_open(&zip, bytes, size, gather->limits, gather->error);
    if (status == HRB_OK) {
        status = read_package(&zip, gather, &arena);
        hrb__zip_close(&zip);
    }
    if (status != HRB_OK)
        hrb__gather_fail(gather, status);
    hrb__arena_free(&arena);
}
