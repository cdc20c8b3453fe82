/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx: the workbook, its number formats and its shared strings. */
#include "read/workbook.h"

#include <glib.h>

#include "base/error.h"
#include "read/sheet_number.h"

static void stop_memory(hrb__workbook *book, hrb__xml *xml)
{
    hrb__xml_stop(xml, hrb__fail_memory(book->gather->error));
}

static void ignore_end(void *user, hrb__xml *xml, hrb__xml_name name)
{
    (void)user, (void)xml, (void)name;
}

/* --- The list of sheets --- */

#define MAX_SHEETS 4096 /* each is a part of the archive */

typedef struct sheet {
    const char *relation;
    bool hidden;
} sheet;

typedef struct sheet_list {
    hrb__workbook *book;
    sheet *items;
    size_t count, capacity;
} sheet_list;

static void on_workbook(void *user, hrb__xml *xml, hrb__xml_name name, const char **attributes)
{
    sheet_list *list = user;
    if (hrb__xml_is(name, HRB__XML_SHEET, "workbookPr")) {
        list->book->from_1904 = hrb__xml_truth(hrb__xml_attribute(attributes, "date1904"), false);
        return;
    }
    if (!hrb__xml_is(name, HRB__XML_SHEET, "sheet"))
        return;
    const char *id = hrb__xml_attribute_in(attributes, HRB__XML_OFFICE, "id"), *state = hrb__xml_attribute(attributes, "state");
    if (list->count >= MAX_SHEETS) {
        hrb__xml_stop(xml, hrb__fail(list->book->gather->error, HRB_ERROR_LIMIT, NULL, "工作表超过%d张", "more than %d sheets", MAX_SHEETS));
        return;
    }
    if (id == NULL)
        id = "";
    sheet s = {hrb__arena_text(&list->book->arena, id, strlen(id)), state != NULL && strcmp(state, "visible") != 0};
    if (s.relation == NULL || !hrb__grow((void **)&list->items, list->count, &list->capacity, sizeof *list->items))
        stop_memory(list->book, xml);
    else
        list->items[list->count++] = s;
}

/* --- Number formats --- */

typedef struct custom_format {
    uint32_t id;
    const char *code;
} custom_format;

typedef struct style_sheet {
    hrb__workbook *book;
    custom_format *formats;
    size_t count, capacity;
    bool in_cell_styles;
} style_sheet;

static void add_format(style_sheet *s, hrb__xml *xml, const char **attributes)
{
    const char *code = hrb__xml_attribute(attributes, "formatCode");
    custom_format f = {hrb__xml_number(hrb__xml_attribute(attributes, "numFmtId"), UINT32_MAX, 0),
                       code == NULL ? NULL : hrb__arena_text(&s->book->arena, code, strlen(code))};
    if (code == NULL)
        return;
    if (f.code == NULL || !hrb__grow((void **)&s->formats, s->count, &s->capacity, sizeof *s->formats))
        stop_memory(s->book, xml);
    else
        s->formats[s->count++] = f;
}

/* Excel itself allows 65,490 cell styles; so the search through the custom formats is no danger. */
#define MAX_STYLES 65490
#define MAX_CUSTOM_FORMATS 1024

static void add_style(style_sheet *s, hrb__xml *xml, const char **attributes)
{
    hrb__workbook *book = s->book;
    uint32_t id = hrb__xml_number(hrb__xml_attribute(attributes, "numFmtId"), UINT32_MAX, 0);
    const char *code = NULL;
    for (size_t i = 0; i < MIN(s->count, MAX_CUSTOM_FORMATS) && code == NULL; i++)
        if (s->formats[i].id == id)
            code = s->formats[i].code;
    if (book->style_count >= MAX_STYLES) {
        hrb__xml_stop(xml, hrb__fail(book->gather->error, HRB_ERROR_LIMIT, NULL, "单元格样式超过%d种", "more than %d cell styles", MAX_STYLES));
        return;
    }
    if (!hrb__grow((void **)&book->formats, book->style_count, &book->style_capacity, sizeof *book->formats) ||
        !hrb__grow((void **)&book->hides_text, book->style_count, &book->hides_capacity, sizeof *book->hides_text)) {
        stop_memory(book, xml);
        return;
    }
    book->formats[book->style_count] = code != NULL ? code : hrb__builtin_number_format(id);
    book->hides_text[book->style_count] = hrb__format_hides_text(book->formats[book->style_count]);
    book->style_count++;
}

static void on_style(void *user, hrb__xml *xml, hrb__xml_name name, const char **attributes)
{
    style_sheet *s = user;
    if (hrb__xml_is(name, HRB__XML_SHEET, "numFmt"))
        add_format(s, xml, attributes);
    else if (hrb__xml_is(name, HRB__XML_SHEET, "cellXfs"))
        s->in_cell_styles = true;
    else if (s->in_cell_styles && hrb__xml_is(name, HRB__XML_SHEET, "xf"))
        add_style(s, xml, attributes);
}

static void on_style_end(void *user, hrb__xml *xml, hrb__xml_name name)
{
    style_sheet *s = user;
    (void)xml;
    if (hrb__xml_is(name, HRB__XML_SHEET, "cellXfs"))
        s->in_cell_styles = false;
}

/* --- Shared strings --- */

typedef struct string_table {
    hrb__workbook *book;
    uint32_t begins; /* of the open string */
    bool in_text;
    int phonetic; /* depth of rPh: how it is pronounced, which is not shown */
} string_table;

static void on_string(void *user, hrb__xml *xml, hrb__xml_name name, const char **attributes)
{
    string_table *t = user;
    (void)xml, (void)attributes;
    if (hrb__xml_is(name, HRB__XML_SHEET, "si"))
        t->begins = (uint32_t)t->book->strings.length;
    else if (hrb__xml_is(name, HRB__XML_SHEET, "rPh"))
        t->phonetic++;
    else if (hrb__xml_is(name, HRB__XML_SHEET, "t"))
        t->in_text = t->phonetic == 0;
}

static void on_string_end(void *user, hrb__xml *xml, hrb__xml_name name)
{
    string_table *t = user;
    hrb__workbook *book = t->book;
    if (hrb__xml_is(name, HRB__XML_SHEET, "t")) {
        t->in_text = false;
    } else if (hrb__xml_is(name, HRB__XML_SHEET, "rPh")) {
        t->phonetic--;
    } else if (hrb__xml_is(name, HRB__XML_SHEET, "si")) {
        if (!hrb__grow((void **)&book->string_ends, book->string_count, &book->string_capacity, sizeof *book->string_ends))
            stop_memory(book, xml);
        else
            book->string_ends[book->string_count++] = (uint32_t)book->strings.length;
    }
}

static void on_string_text(void *user, hrb__xml *xml, const char *text, size_t length)
{
    string_table *t = user;
    if (t->in_text && !hrb__store_add(&t->book->strings, text, length))
        stop_memory(t->book, xml);
}

/* --- All together --- */

static hrb_status parse_related(hrb__workbook *book, const hrb__relations *relations, const char *kind, const hrb__xml_handlers *handlers, void *user)
{
    const hrb__relation *relation = hrb__relation_of_kind(relations, kind);
    const hrb__zip_entry *part;
    if (relation == NULL)
        return HRB_OK;
    hrb_status status = hrb__package_part(book->zip, relation->target, &part, book->gather->error);
    return status == HRB_OK ? hrb__xml_parse(book->zip, part, handlers, user, book->gather->error) : status;
}

static hrb_status read_sheets(hrb__workbook *book, const hrb__relations *relations, const sheet_list *list)
{
    hrb_status status = HRB_OK;
    for (size_t i = 0; i < list->count && status == HRB_OK; i++) {
        const hrb__relation *relation = hrb__relation_by_id(relations, list->items[i].relation);
        const hrb__zip_entry *part;
        if (relation == NULL || relation->target == NULL || !g_str_has_suffix(relation->type, "/worksheet"))
            continue; /* a chart */
        if (list->items[i].hidden) {
            hrb__gather_notice(book->gather, HRB__NOTICE_HIDDEN_SHEET, (hrb_place){.sheet = (int32_t)i + 1});
            continue;
        }
        status = hrb__package_part(book->zip, relation->target, &part, book->gather->error);
        if (status == HRB_OK)
            status = hrb__read_sheet(book, part, (int32_t)i + 1);
    }
    return status;
}

static hrb_status read_parts(hrb__workbook *book, const char *main_part, sheet_list *list, style_sheet *styles, hrb__relations *relations)
{
    static const hrb__xml_handlers WORKBOOK = {on_workbook, ignore_end, NULL}, STYLES = {on_style, on_style_end, NULL},
                                   STRINGS = {on_string, on_string_end, on_string_text};
    hrb_error **error = book->gather->error;
    const hrb__zip_entry *part;
    string_table strings = {.book = book};
    hrb_status status = hrb__package_part(book->zip, main_part, &part, error);
    if (status == HRB_OK)
        status = hrb__xml_parse(book->zip, part, &WORKBOOK, list, error);
    if (status == HRB_OK)
        status = hrb__relations_read(book->zip, main_part, &book->arena, relations, error);
    if (status == HRB_OK)
        status = parse_related(book, relations, "/styles", &STYLES, styles);
    if (status == HRB_OK)
        status = parse_related(book, relations, "/sharedStrings", &STRINGS, &strings);
    return status == HRB_OK ? read_sheets(book, relations, list) : status;
}

hrb_status hrb__read_workbook(hrb__zip *zip, const char *main_part, hrb__gather *gather)
{
    hrb__workbook book = {.zip = zip, .gather = gather};
    sheet_list list = {.book = &book};
    style_sheet styles = {.book = &book};
    hrb__relations relations = {0};
    hrb_status status = hrb__store_add(&book.strings, "", 0) ? read_parts(&book, main_part, &list, &styles, &relations) : hrb__fail_memory(gather->error);
    hrb__relations_free(&relations);
    g_free(list.items);
    g_free(styles.formats);
    g_free(book.strings.data);
    g_free(book.string_ends);
    g_free(book.formats);
    g_free(book.hides_text);
    hrb__arena_free(&book.arena);
    return status;
}
