/* SPDX-License-Identifier: Apache-2.0 */
/* Web pages: a tokenizer of our own over the rules of HTML that decide where
 * paragraphs and cells begin and end. What is needed is so little that a tree
 * would be in the way, and the parsers at hand do not serve strangers' pages:
 * gumbo takes 13 seconds for 88 KB of table cells, libxml2 drops the rest of a
 * document that nests too deep without a word, takes seconds for an element of
 * many attributes, and asks not to be used on untrusted input. This one looks at
 * each byte a fixed number of times and keeps nothing but the open tables. */
#include <glib.h>

#include "base/error.h"
#include "read/cursor.h"
#include "read/flow.h"
#include "read/html.h"
#include "read/html_reference.h"

#define MAX_COLSPAN 1000u
#define MAX_ROWSPAN 65534u
#define MAX_TABLES 64       /* nested; deeper ones are read into the cell they stand in */
#define MAX_NAME 16         /* no element that matters has a longer name */
#define GRID_STEPS 16       /* columns looked at and covered, for each cell that the limit allows */

typedef enum element {
    OTHER,
    TABLE,
    CAPTION,
    ROW,
    CELL,
    ROW_GROUP, /* tbody, thead, tfoot */
    BLOCK,     /* begins and ends a paragraph */
    BREAK,     /* ends a line */
    RAW,       /* its text is no text of the page */
    LIST_ITEM
} element;

static const struct {
    const char *name;
    element element;
} ELEMENTS[] = {
    {"table", TABLE}, {"caption", CAPTION}, {"tr", ROW}, {"td", CELL}, {"th", CELL}, {"tbody", ROW_GROUP}, {"thead", ROW_GROUP}, {"tfoot", ROW_GROUP},
    {"p", BLOCK}, {"div", BLOCK}, {"h1", BLOCK}, {"h2", BLOCK}, {"h3", BLOCK}, {"h4", BLOCK}, {"h5", BLOCK}, {"h6", BLOCK}, {"ul", BLOCK}, {"ol", BLOCK},
    {"li", LIST_ITEM}, {"dl", BLOCK}, {"dt", LIST_ITEM}, {"dd", LIST_ITEM}, {"section", BLOCK}, {"article", BLOCK}, {"header", BLOCK}, {"footer", BLOCK}, {"main", BLOCK},
    {"nav", BLOCK}, {"aside", BLOCK}, {"address", BLOCK}, {"blockquote", BLOCK}, {"pre", BLOCK}, {"form", BLOCK}, {"fieldset", BLOCK}, {"hr", BLOCK},
    {"center", BLOCK}, {"body", BLOCK}, {"html", BLOCK}, {"head", BLOCK}, {"figure", BLOCK}, {"figcaption", BLOCK}, {"option", BLOCK}, {"br", BREAK},
    {"script", RAW}, {"style", RAW}, {"title", RAW}, {"textarea", RAW}, {"noscript", RAW}, {"iframe", RAW}, {"template", RAW}, {"xmp", RAW}, {"noframes", RAW},
    {"noembed", RAW},
};

typedef struct tag {
    char name[MAX_NAME + 1]; /* lower case; cut off where longer */
    element element;
    bool is_end, is_void, hidden;
    uint32_t colspan, rowspan;
} tag;

/* Which grid columns cells from above still cover, of one open table. */
typedef struct grid {
    uint32_t *until; /* by column: the last row covered */
    size_t capacity;
} grid;

typedef struct page {
    hrb__flows flows;
    hrb__gather *gather;
    hrb__cursor cursor;
    const char *at, *end;
    grid grids[MAX_TABLES];
    uint32_t open_tables, flattened; /* tables kept apart, tables read into a cell */
    uint64_t grid_steps;
    bool blank_due; /* white space was met that counts once text follows */
    const char *begin;
    const char *run_end; /* behind the text put last where it stands so in the page, or NULL */
    size_t run_text, place_text; /* the length of the open text then, and at the last place kept */
    size_t places;       /* kept so far */
    char hidden_name[MAX_NAME + 1]; /* of the element that is not shown, with how deep we are in its like */
    uint32_t hidden_depth, hidden_tables;
    bool hidden_text;
} page;

/* --- Tags --- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static element element_of(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ELEMENTS); i++)
        if (ELEMENTS[i].name[0] == name[0] && strcmp(name, ELEMENTS[i].name) == 0)
            return ELEMENTS[i].element;
    return OTHER;
}

static bool is_named(hrb__text name, const char *wanted)
{
    return name.length == strlen(wanted) && g_ascii_strncasecmp(name.data, wanted, name.length) == 0;
}

static uint32_t span_of(hrb__text value, uint32_t limit)
{
    uint32_t number = 0;
    for (size_t i = 0; i < value.length && (g_ascii_isdigit(value.data[i]) || (i == 0 && is_space(*value.data))); i++)
        number = MIN(number * 10 + (uint32_t)(g_ascii_isdigit(value.data[i]) ? value.data[i] - '0' : 0), limit);
    return MAX(number, 1);
}

/* display: none, however it is spaced. */
static bool hides(hrb__text style)
{
    static const char WANTED[] = "display:none";
    size_t matched = 0;
    for (size_t i = 0; i < style.length && WANTED[matched] != '\0'; i++) {
        char c = g_ascii_tolower(style.data[i]);
        if (is_space(c))
            continue;
        matched = c == WANTED[matched] ? matched + 1 : c == WANTED[0];
    }
    return WANTED[matched] == '\0';
}

static void take_attribute(tag *t, hrb__text name, hrb__text value)
{
    if (is_named(name, "colspan"))
        t->colspan = span_of(value, MAX_COLSPAN);
    else if (is_named(name, "rowspan"))
        t->rowspan = value.length > 0 && *value.data == '0' ? MAX_ROWSPAN : span_of(value, MAX_ROWSPAN);
    else if (is_named(name, "hidden"))
        t->hidden = true;
    else if (is_named(name, "style"))
        t->hidden = t->hidden || hides(value);
}

/* One attribute at p, which is no space, '>' or end; returns what is behind it. */
static const char *read_attribute(tag *t, const char *p, const char *end)
{
    const char *name = p;
    p++; /* a stray = is part of a name */
    while (p < end && *p != '=' && *p != '>' && *p != '/' && !is_space(*p))
        p++;
    hrb__text key = {name, (size_t)(p - name)}, value = {p, 0};
    while (p < end && is_space(*p))
        p++;
    if (p == end || *p != '=') {
        take_attribute(t, key, value);
        return p;
    }
    p++;
    while (p < end && is_space(*p))
        p++;
    const char *start = p, *stop;
    if (p < end && (*p == '"' || *p == '\'')) {
        start++;
        stop = memchr(start, *p, (size_t)(end - start));
        stop = stop == NULL ? end : stop;
        p = stop == end ? end : stop + 1;
    } else {
        while (p < end && *p != '>' && !is_space(*p))
            p++;
        stop = p;
    }
    take_attribute(t, key, (hrb__text){start, (size_t)(stop - start)});
    return p;
}

/* The tag at p ("<td ..." or "</td"); returns what is behind its '>'. */
static const char *read_tag(tag *t, const char *p, const char *end)
{
    size_t n = 0;
    *t = (tag){.colspan = 1, .rowspan = 1};
    p++;
    if (*p == '/') {
        t->is_end = true;
        p++;
    }
    for (; p < end && !is_space(*p) && *p != '>' && *p != '/'; p++)
        if (n < MAX_NAME)
            t->name[n++] = g_ascii_tolower(*p);
    t->element = element_of(t->name);
    while (p < end && *p != '>') {
        t->is_void = *p == '/';
        if (is_space(*p) || *p == '/')
            p++;
        else
            p = read_attribute(t, p, end);
    }
    return p < end ? p + 1 : end;
}

/* --- Text --- */

/* Whether text at `at` of the page goes on where the last one ended, with at most the blank between that is due. */
static bool goes_on(const page *s, const char *at)
{
    return s->run_end != NULL && s->run_text == s->flows.text.length && s->run_text - s->place_text < HRB__MOST_RUN && at == s->run_end + s->blank_due && (!s->blank_due || *s->run_end == ' ');
}

/* A text and the bytes of the page it stands for. */
static void put_text(page *s, const char *at, const char *text, size_t length)
{
    hrb__flows *f = &s->flows;
    if (s->hidden_depth > 0) {
        s->hidden_text = true;
        return;
    }
    if (hrb__flows_top(f)->kind == HRB__IN_TABLE)
        hrb__flows_begin_caption(f); /* text where only rows belong stands before the table */
    if (hrb__flows_top(f)->kind == HRB__IN_BOX) {
        hrb__flows_begin_paragraph(f, hrb__cursor_place(&s->cursor, at));
        s->blank_due = false;
    }
    const hrb__frame *top = hrb__flows_top(f);
    bool begins = f->text.length == top->text || f->text.data[f->text.length - 1] == '\n', follows = goes_on(s, at);
    if (s->blank_due && !begins)
        hrb__flows_add_text(f, " ", 1);
    s->blank_due = false;
    if (begins || (!follows && hrb__may_keep_place(s->places, (size_t)(at - s->begin)))) {
        hrb__flows_mark(f, hrb__cursor_place(&s->cursor, at));
        s->place_text = f->text.length;
        s->places++;
    }
    hrb__flows_add_text(f, text, length);
    s->run_end = text == at ? at + length : NULL;
    s->run_text = f->text.length;
}

/* A run of characters, a piece of it at a time: each has a place, so that none is far from one. */
static void put_run(page *s, const char *p, size_t length)
{
    while (length > HRB__MOST_RUN) {
        size_t piece = HRB__MOST_RUN;
        while (((unsigned char)p[piece] & 0xC0) == 0x80)
            piece--;
        put_text(s, p, p, piece);
        s->run_end = NULL;
        p += piece;
        length -= piece;
    }
    put_text(s, p, p, length);
}

/* The text up to the next tag; runs of white space are one blank. */
static void read_text(page *s, const char *stop)
{
    while (s->at < stop) {
        const char *p = s->at;
        if (is_space(*p)) {
            s->blank_due = true;
            s->at++;
            continue;
        }
        uint32_t character;
        size_t n = *p == '&' ? hrb__html_reference(p, stop, &character) : 0;
        if (n > 0) {
            char text[4];
            put_text(s, p, text, hrb__utf8_put(character, text));
            s->at += n;
            continue;
        }
        do
            s->at++;
        while (s->at < stop && !is_space(*s->at) && *s->at != '&');
        put_run(s, p, (size_t)(s->at - p));
    }
}

/* --- Structure --- */

static void end_line(page *s)
{
    hrb__flows *f = &s->flows;
    s->blank_due = false;
    if (hrb__flows_top(f)->kind == HRB__IN_PARAGRAPH)
        hrb__flows_end_paragraph(f);
    else if (hrb__flows_top(f)->kind == HRB__IN_CELL && f->text.length > hrb__flows_top(f)->text && f->text.data[f->text.length - 1] != '\n')
        hrb__flows_add_text(f, "\n", 1);
}

static void fail_grid(page *s, hrb_place place)
{
    if (s->gather->status == HRB_OK)
        hrb__gather_fail(s->gather, hrb__fail(s->gather->error, HRB_ERROR_LIMIT, &place, "第%d行：表格跨列、跨行过多", "line %d: the spans of a table are too many", place.line));
}

/* Finds the columns of the cell about to open, as HTML does: the first that nothing above covers. */
static bool place_cell(page *s, const tag *t, hrb__frame *table, hrb_place place)
{
    grid *g = &s->grids[s->open_tables - 1];
    uint64_t limit = (uint64_t)s->gather->limits->max_cells * GRID_STEPS;
    uint32_t column = table->column;
    while (column < g->capacity && g->until[column] >= table->row)
        column++;
    uint32_t end = MIN(column + t->colspan, HRB__FLOW_COLUMNS);
    s->grid_steps += end - table->column;
    table->column = column;
    if (s->grid_steps > limit || column >= HRB__FLOW_COLUMNS) {
        fail_grid(s, place);
        return false;
    }
    if (t->rowspan == 1)
        return true;
    if (end > g->capacity) {
        size_t capacity = MIN(MAX(end, g->capacity * 2), HRB__FLOW_COLUMNS);
        uint32_t *grown = g_try_realloc_n(g->until, capacity, sizeof *grown);
        if (grown == NULL) {
            hrb__gather_fail(s->gather, hrb__fail_memory(s->gather->error));
            return false;
        }
        memset(grown + g->capacity, 0, (capacity - g->capacity) * sizeof *grown);
        g->until = grown;
        g->capacity = capacity;
    }
    for (uint32_t c = column; c < end; c++)
        g->until[c] = table->row + t->rowspan - 1;
    return true;
}

/* Ends what is open inside the innermost table. */
static void close_to_table(page *s)
{
    hrb__flows *f = &s->flows;
    end_line(s);
    while (s->open_tables > 0 && hrb__flows_top(f)->kind != HRB__IN_TABLE) {
        hrb__flows_end_paragraph(f);
        hrb__flows_end_cell(f);
        hrb__flows_end_box(f);
    }
}

static void begin_table(page *s)
{
    end_line(s);
    if (s->open_tables == MAX_TABLES) {
        s->flattened++;
        hrb__gather_notice(s->gather, HRB__NOTICE_FLATTENED, hrb__cursor_place(&s->cursor, s->at));
        return;
    }
    if (hrb__flows_top(&s->flows)->kind == HRB__IN_TABLE)
        hrb__flows_begin_caption(&s->flows);
    hrb__flows_begin_table(&s->flows);
    s->grids[s->open_tables++] = (grid){0};
}

static void end_table(page *s)
{
    if (s->flattened > 0) {
        s->flattened--;
        end_line(s);
    } else if (s->open_tables > 0) {
        close_to_table(s);
        hrb__flows_end_table(&s->flows);
        g_free(s->grids[--s->open_tables].until);
    }
}

static void begin_row(page *s)
{
    if (s->open_tables == 0)
        return;
    close_to_table(s);
    hrb__flows_begin_row(&s->flows);
}

static void begin_cell(page *s, const tag *t, const char *at)
{
    if (s->open_tables == 0) {
        end_line(s);
        return;
    }
    close_to_table(s);
    hrb__frame *table = hrb__flows_top(&s->flows);
    if (table->row == 0)
        hrb__flows_begin_row(&s->flows);
    hrb_place place = hrb__cursor_place(&s->cursor, at);
    if (s->gather->status != HRB_OK || !place_cell(s, t, table, place))
        return;
    hrb__flows_begin_cell(&s->flows, place);
    hrb__flows_top(&s->flows)->span = t->colspan;
    hrb__flows_top(&s->flows)->row_span = t->rowspan;
}

static void begin_hidden(page *s, const tag *t)
{
    g_strlcpy(s->hidden_name, t->name, sizeof s->hidden_name);
    s->hidden_depth = 1;
    s->hidden_tables = 0;
    s->hidden_text = false;
}

/* Whether a tag ends what is not shown without its end tag: a cell ends where the next begins. */
static bool ends_hidden(const page *s, const tag *t)
{
    element hidden = element_of(s->hidden_name);
    if (s->hidden_tables > 0)
        return false;
    if (hidden == CELL || hidden == ROW || hidden == ROW_GROUP)
        return t->is_end ? t->element == TABLE || (t->element == ROW && hidden == CELL) || (t->element == ROW_GROUP && hidden != ROW_GROUP)
                         : t->element == ROW || t->element == ROW_GROUP || (t->element == CELL && hidden == CELL);
    return hidden == LIST_ITEM ? t->element == LIST_ITEM && !t->is_end : strcmp(s->hidden_name, "p") == 0 && !t->is_end && (t->element == BLOCK || t->element == TABLE);
}

/* Follows the tags inside an element that is not shown. True: it ended before this tag, which counts. */
static bool skip_hidden(page *s, const tag *t)
{
    bool same = strcmp(t->name, s->hidden_name) == 0;
    bool over = ends_hidden(s, t);
    if (!over && t->element == TABLE)
        s->hidden_tables = t->is_end ? s->hidden_tables - (s->hidden_tables > 0) : s->hidden_tables + 1;
    if (!over && same)
        s->hidden_depth = t->is_end ? s->hidden_depth - 1 : s->hidden_depth + 1;
    if (over)
        s->hidden_depth = 0;
    if (s->hidden_depth == 0 && s->hidden_text)
        hrb__gather_notice(s->gather, HRB__NOTICE_HIDDEN_TEXT, hrb__cursor_place(&s->cursor, s->at));
    return over;
}

/* Behind the end tag of an element whose text is not of the page. */
static const char *skip_raw(const page *s, const char *name, const char *p)
{
    size_t n = strlen(name);
    while ((p = memchr(p, '<', (size_t)(s->end - p))) != NULL) {
        if ((size_t)(s->end - p) > n + 1 && p[1] == '/' && g_ascii_strncasecmp(p + 2, name, n) == 0)
            return p;
        p++;
    }
    return s->end;
}

static bool is_empty_element(const tag *t)
{
    static const char *const EMPTY[] = {"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "wbr"};
    bool empty = t->is_void;
    for (size_t i = 0; i < G_N_ELEMENTS(EMPTY) && !empty; i++)
        empty = strcmp(t->name, EMPTY[i]) == 0;
    return empty;
}

static void follow_tag(page *s, const tag *t, const char *at)
{
    if (s->hidden_depth > 0 && !skip_hidden(s, t))
        return;
    bool table_part = t->element == ROW || t->element == CELL || t->element == ROW_GROUP || t->element == CAPTION;
    if (!t->is_end && t->hidden && !is_empty_element(t) && strcmp(t->name, "body") != 0 && strcmp(t->name, "html") != 0) { /* a script shows those */
        if (table_part && s->flattened == 0)
            close_to_table(s);
        begin_hidden(s, t);
        return;
    }
    if (s->flattened > 0 && table_part) {
        end_line(s);
        return;
    }
    switch (t->element) {
    case TABLE:
        t->is_end ? end_table(s) : begin_table(s);
        break;
    case ROW:
        t->is_end ? close_to_table(s) : begin_row(s);
        break;
    case CELL:
        t->is_end ? close_to_table(s) : begin_cell(s, t, at);
        break;
    case ROW_GROUP:
        close_to_table(s);
        break;
    case CAPTION:
        close_to_table(s);
        if (!t->is_end)
            hrb__flows_begin_caption(&s->flows);
        break;
    case BLOCK:
    case LIST_ITEM:
    case BREAK:
        end_line(s);
        break;
    default:
        break;
    }
}

/* What begins with '<' at s->at: a comment, a tag, or a '<' that is only itself. */
static void read_markup(page *s)
{
    const char *p = s->at, *end = s->end;
    if (end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
        const char *stop = g_strstr_len(p + 4, end - p - 4, "-->");
        s->at = stop == NULL ? end : stop + 3;
        return;
    }
    if (end - p >= 2 && (p[1] == '!' || p[1] == '?')) {
        const char *stop = memchr(p, '>', (size_t)(end - p));
        s->at = stop == NULL ? end : stop + 1;
        return;
    }
    bool is_tag = end - p >= 2 && (g_ascii_isalpha(p[1]) || (p[1] == '/' && end - p >= 3 && g_ascii_isalpha(p[2])));
    if (!is_tag) {
        put_text(s, p, "<", 1);
        s->at++;
        return;
    }
    tag t;
    s->at = read_tag(&t, p, end);
    if (t.element == RAW && !t.is_end && !t.is_void)
        s->at = skip_raw(s, t.name, s->at);
    else
        follow_tag(s, &t, p);
}

void hrb__read_page(hrb__gather *gather, const hrb__source *source)
{
    page *s = g_try_new0(page, 1);
    if (s == NULL) {
        hrb__gather_fail(gather, hrb__fail_memory(gather->error));
        return;
    }
    s->gather = gather;
    s->cursor = hrb__cursor_start(source);
    s->begin = s->at = s->cursor.at;
    s->end = source->text + source->length;
    hrb__flows_open(&s->flows, gather);
    while (s->at < s->end && gather->status == HRB_OK) {
        const char *stop = memchr(s->at, '<', (size_t)(s->end - s->at));
        read_text(s, stop == NULL ? s->end : stop);
        if (s->at < s->end && gather->status == HRB_OK)
            read_markup(s);
    }
    while (gather->status == HRB_OK && s->open_tables > 0) {
        s->flattened = 0;
        end_table(s);
    }
    if (gather->status == HRB_OK) {
        hrb__flows_end_paragraph(&s->flows);
        if (s->hidden_depth > 0 && s->hidden_text)
            hrb__gather_notice(gather, HRB__NOTICE_HIDDEN_TEXT, hrb__cursor_place(&s->cursor, s->end));
    }
    while (s->open_tables > 0)
        g_free(s->grids[--s->open_tables].until);
    hrb__flows_close(&s->flows);
    g_free(s);
}

bool hrb__looks_like_html(const hrb__source *source)
{
    static const char *const BEGINNINGS[] = {"<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<div", "<p>", "<p ", "<title", "<center"};
    const char *p = source->text + (source->text == source->bytes ? source->start : 0), *end = source->text + source->length;
    for (;;) { /* over what may stand before the first element */
        while (p < end && is_space(*p))
            p++;
        const char *stop = NULL;
        if (end - p >= 4 && memcmp(p, "<!--", 4) == 0)
            stop = g_strstr_len(p, end - p, "-->");
        else if (end - p >= 5 && memcmp(p, "<?xml", 5) == 0)
            stop = g_strstr_len(p, end - p, "?>");
        if (stop == NULL)
            break;
        p = stop + 2 + (*stop == '-');
    }
    for (size_t i = 0; i < G_N_ELEMENTS(BEGINNINGS); i++)
        if ((size_t)(end - p) >= strlen(BEGINNINGS[i]) && g_ascii_strncasecmp(p, BEGINNINGS[i], strlen(BEGINNINGS[i])) == 0)
            return true;
    return false;
}
