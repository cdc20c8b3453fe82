/* SPDX-License-Identifier: Apache-2.0 */
/* docx: paragraphs and tables as they are shown, through one pass of each part. */
#include <glib.h>

#include "base/error.h"
#include "read/flow.h"
#include "read/package.h"

typedef struct word {
    hrb__gather *gather;
    hrb__flows flows;
    uint32_t skipped; /* depth inside an element whose content is not shown */
    bool in_text, in_run, run_hidden;
} word;

static void add_text(word *w, const char *text, size_t length)
{
    if (!w->run_hidden)
        hrb__flows_add_text(&w->flows, text, length);
}

static hrb__frame *top(const word *w)
{
    return hrb__flows_top(&w->flows);
}

static uint32_t value_of(const char **attributes, uint32_t limit, uint32_t fallback)
{
    return hrb__xml_number(hrb__xml_attribute_in(attributes, HRB__XML_WORD, "val"), limit, fallback);
}

static void notice(word *w, hrb__notice_kind kind)
{
    hrb__gather_notice(w->gather, kind, (hrb_place){.line = (int32_t)MAX(w->flows.line, 1)});
}

/* A character of a font of symbols; those without a meaning of their own are left as a blank. */
static void add_symbol(word *w, const char **attributes)
{
    const char *code = hrb__xml_attribute_in(attributes, HRB__XML_WORD, "char");
    guint64 c = code == NULL || strlen(code) > 6 ? 0 : g_ascii_strtoull(code, NULL, 16);
    char text[4];
    bool has_meaning = c >= 32 && c < 0x110000 && !(c >= 0xD800 && c < 0xF900);
    add_text(w, has_meaning ? text : " ", has_meaning ? hrb__utf8_put((uint32_t)c, text) : 1);
}

typedef enum element {
    P,
    TBL,
    TR,
    TC,
    GRID_COLUMN,
    GRID_BEFORE,
    GRID_SPAN,
    V_MERGE,
    BOX_CONTENT,
    RUN,
    TEXT,
    TAB,
    BREAK,
    HYPHEN,
    SYMBOL,
    VANISH,
    ROW_HIDDEN,
    DELETED,
    OBJECT,
    NOTE,
    NOT_SHOWN,
    OTHER
} element;

static const struct {
    hrb__text name;
    element element;
} ELEMENTS[] = {
    {{"t", 1}, TEXT}, {{"r", 1}, RUN}, {{"p", 1}, P}, {{"tc", 2}, TC}, {{"tr", 2}, TR}, {{"pPr", 3}, NOT_SHOWN}, {{"tbl", 3}, TBL}, {{"tab", 3}, TAB},
    {{"ptab", 4}, TAB}, {{"br", 2}, BREAK}, {{"cr", 2}, BREAK}, {{"gridSpan", 8}, GRID_SPAN}, {{"vMerge", 6}, V_MERGE}, {{"gridCol", 7}, GRID_COLUMN},
    {{"gridBefore", 10}, GRID_BEFORE}, {{"txbxContent", 11}, BOX_CONTENT}, {{"noBreakHyphen", 13}, HYPHEN}, {{"sym", 3}, SYMBOL}, {{"vanish", 6}, VANISH},
    {{"hidden", 6}, ROW_HIDDEN}, {{"del", 3}, DELETED}, {{"moveFrom", 8}, DELETED}, {{"object", 6}, OBJECT}, {{"footnote", 8}, NOTE}, {{"endnote", 7}, NOTE},
    /* How something was before, how it is to be read aloud, how the page is laid out. */
    {{"sectPr", 6}, NOT_SHOWN}, {{"tblPr", 5}, NOT_SHOWN}, {{"tblPrEx", 7}, NOT_SHOWN}, {{"sdtPr", 5}, NOT_SHOWN}, {{"rt", 2}, NOT_SHOWN},
    {{"rPrChange", 9}, NOT_SHOWN}, {{"tcPrChange", 10}, NOT_SHOWN}, {{"trPrChange", 10}, NOT_SHOWN}, {{"tblGridChange", 13}, NOT_SHOWN},
};

static element element_of(hrb__xml_name name)
{
    if (name.space == HRB__XML_MATH)
        return hrb__xml_is(name, HRB__XML_MATH, "t") ? TEXT : OTHER;
    if (name.space == HRB__XML_COMPATIBILITY)
        return hrb__xml_is(name, HRB__XML_COMPATIBILITY, "Fallback") ? NOT_SHOWN : OTHER;
    for (size_t i = 0; name.space == HRB__XML_WORD && i < G_N_ELEMENTS(ELEMENTS); i++)
        if (hrb__text_equals(name.local, ELEMENTS[i].name))
            return ELEMENTS[i].element;
    return OTHER;
}

/* A row deleted or hidden is one of its properties; text deleted is around it. */
static void leave_out(word *w, hrb__notice_kind kind)
{
    if (top(w)->kind == HRB__IN_TABLE)
        top(w)->row_left_out = true;
    else
        w->skipped = 1;
    notice(w, kind);
}

static void on_start(void *user, hrb__xml *xml, hrb__xml_name name, const char **attributes)
{
    word *w = user;
    if (w->skipped > 0) {
        w->skipped++;
        return;
    }
    switch (element_of(name)) {
    case P:
        hrb__flows_begin_paragraph(&w->flows, (hrb_place){0});
        break;
    case TBL:
        hrb__flows_begin_table(&w->flows);
        break;
    case TR:
        hrb__flows_begin_row(&w->flows);
        break;
    case TC:
        hrb__flows_begin_cell(&w->flows, (hrb_place){0});
        break;
    case GRID_COLUMN:
        hrb__flows_add_grid_column(&w->flows, hrb__xml_number(hrb__xml_attribute_in(attributes, HRB__XML_WORD, "w"), 1 << 20, 0));
        break;
    case GRID_BEFORE:
        if (top(w)->kind == HRB__IN_TABLE)
            top(w)->column = value_of(attributes, HRB__FLOW_COLUMNS, 0);
        break;
    case GRID_SPAN:
        if (top(w)->kind == HRB__IN_CELL)
            top(w)->span = MAX(value_of(attributes, HRB__FLOW_COLUMNS, 1), 1);
        break;
    case V_MERGE:
        if (top(w)->kind == HRB__IN_CELL) {
            const char *value = hrb__xml_attribute_in(attributes, HRB__XML_WORD, "val");
            top(w)->continues = value == NULL || strcmp(value, "restart") != 0;
        }
        break;
    case BOX_CONTENT:
        hrb__flows_begin_box(&w->flows);
        break;
    case RUN:
        w->in_run = true;
        w->run_hidden = false;
        break;
    case TEXT:
        w->in_text = true;
        if (w->run_hidden)
            notice(w, HRB__NOTICE_HIDDEN_TEXT);
        break;
    case TAB:
        add_text(w, "\t", 1);
        break;
    case BREAK:
        add_text(w, "\n", 1);
        break;
    case HYPHEN:
        add_text(w, "-", 1);
        break;
    case SYMBOL:
        add_symbol(w, attributes);
        break;
    case VANISH:
        w->run_hidden = w->in_run && hrb__xml_truth(hrb__xml_attribute_in(attributes, HRB__XML_WORD, "val"), true);
        break;
    case ROW_HIDDEN:
        if (top(w)->kind == HRB__IN_TABLE && hrb__xml_truth(hrb__xml_attribute_in(attributes, HRB__XML_WORD, "val"), true))
            leave_out(w, HRB__NOTICE_HIDDEN_ROW);
        break;
    case DELETED:
        leave_out(w, HRB__NOTICE_DELETED_TEXT);
        break;
    case OBJECT:
        notice(w, HRB__NOTICE_PICTURE);
        break;
    case NOTE: {
        const char *type = hrb__xml_attribute_in(attributes, HRB__XML_WORD, "type");
        w->skipped = type != NULL && strcmp(type, "normal") != 0; /* the line above the notes */
        break;
    }
    case NOT_SHOWN:
        w->skipped = 1;
        break;
    default:
        break;
    }
    if (w->gather->status != HRB_OK)
        hrb__xml_stop(xml, w->gather->status);
}

static void on_end(void *user, hrb__xml *xml, hrb__xml_name name)
{
    word *w = user;
    if (w->skipped > 0) {
        w->skipped--;
        return;
    }
    switch (element_of(name)) {
    case P:
        hrb__flows_end_paragraph(&w->flows);
        break;
    case TBL:
        hrb__flows_end_table(&w->flows);
        break;
    case TC:
        hrb__flows_end_cell(&w->flows);
        break;
    case BOX_CONTENT:
        hrb__flows_end_box(&w->flows);
        break;
    case RUN:
        w->in_run = false;
        w->run_hidden = false;
        break;
    case TEXT:
        w->in_text = false;
        break;
    default:
        break;
    }
    if (w->gather->status != HRB_OK)
        hrb__xml_stop(xml, w->gather->status);
}

static void on_text(void *user, hrb__xml *xml, const char *text, size_t length)
{
    word *w = user;
    (void)xml;
    if (w->in_text && w->skipped == 0)
        add_text(w, text, length);
}

static hrb_status parse(word *w, hrb__zip *zip, const char *name)
{
    static const hrb__xml_handlers HANDLERS = {on_start, on_end, on_text};
    const hrb__zip_entry *part;
    hrb_status status = hrb__package_part(zip, name, &part, w->gather->error);
    w->skipped = 0;
    w->in_text = w->in_run = w->run_hidden = false;
    return status == HRB_OK ? hrb__xml_parse(zip, part, &HANDLERS, w, w->gather->error) : status;
}

/* Notes at the foot of pages and at the end come behind the text. */
static hrb_status parse_notes(word *w, hrb__zip *zip, const char *main_part)
{
    static const char *const KINDS[] = {"/footnotes", "/endnotes"};
    hrb__arena arena = {0};
    hrb__relations relations;
    hrb_status status = hrb__relations_read(zip, main_part, &arena, &relations, w->gather->error);
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS) && status == HRB_OK; i++) {
        const hrb__relation *relation = hrb__relation_of_kind(&relations, KINDS[i]);
        if (relation != NULL)
            status = parse(w, zip, relation->target);
    }
    hrb__relations_free(&relations);
    hrb__arena_free(&arena);
    return status;
}

hrb_status hrb__read_word(hrb__zip *zip, const char *main_part, hrb__gather *gather)
{
    word w = {.gather = gather};
    hrb__flows_open(&w.flows, gather);
    hrb_status status = gather->status;
    if (status == HRB_OK)
        status = parse(&w, zip, main_part);
    if (status == HRB_OK)
        status = parse_notes(&w, zip, main_part);
    hrb__flows_close(&w.flows);
    return status;
}
