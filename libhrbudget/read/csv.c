/* SPDX-License-Identifier: Apache-2.0 */
/* CSV and its like by RFC 4180: quoted fields may hold the separator, line ends
 * and doubled quotes. A quote that nothing closes is a character like others. */
#include <glib.h>

#include "base/error.h"
#include "read/csv.h"
#include "read/cursor.h"

#define SAMPLE ((size_t)256 * 1024)
#define MIN_ALIKE 2 /* rows right below one with as many fields */

/* One field: where it stands and where it ends, before the separator or line end. */
typedef struct field {
    const char *start, *end; /* what is between the quotes, if any */
    const char *next;        /* the separator, the line end or the end of the text */
    bool quoted;
} field;

/* The quote that closes a field opened right before `p`, or NULL. */
static const char *closing_quote(const char *p, const char *end)
{
    while ((p = memchr(p, '"', (size_t)(end - p))) != NULL) {
        if (p + 1 == end || p[1] != '"')
            return p;
        p += 2;
    }
    return NULL;
}

static field read_field(const char *p, const char *end, char separator)
{
    const char *close = p < end && *p == '"' ? closing_quote(p + 1, end) : NULL;
    field f = {.start = close != NULL ? p + 1 : p, .quoted = close != NULL};
    const char *q = close != NULL ? close + 1 : p;
    while (q < end && *q != separator && *q != '\n')
        q++;
    f.next = q;
    f.end = close != NULL ? close : q > p && q[-1] == '\r' ? q - 1 : q;
    return f;
}

/* --- Is it one? --- */

typedef struct shape {
    size_t records, tabular, alike; /* with text; with three fields or more; of these with as many as the last */
    bool quotes;
} shape;

/* A comma inside of 34,592,250.72, which no quotes protect. */
static bool groups_digits(const char *start, const char *p, const char *end)
{
    return p > start && g_ascii_isdigit(p[-1]) && end - p > 3 && g_ascii_isdigit(p[1]) && g_ascii_isdigit(p[2]) && g_ascii_isdigit(p[3]) &&
           (end - p == 4 || !g_ascii_isdigit(p[4]));
}

static shape measure(hrb__text text, char separator)
{
    const char *p = text.data, *end = text.data + text.length;
    shape s = {0};
    size_t last = 0;
    while (p < end) {
        size_t fields = 0, grouping = 0, words = 0;
        const char *start = p;
        for (bool more = true; more;) {
            field f = read_field(p, end, separator);
            fields++;
            words += f.end > f.start;
            s.quotes = s.quotes || f.quoted;
            more = f.next < end && *f.next == separator;
            grouping += more && separator == ',' && !f.quoted && groups_digits(start, f.next, end);
            p = f.next + (f.next < end);
        }
        if (words == 0)
            continue;
        s.records++;
        if (fields < 3 || grouping * 2 > fields)
            continue;
        s.tabular++;
        s.alike += fields == last;
        last = fields;
    }
    return s;
}

char hrb__csv_separator(const hrb__source *source)
{
    static const char SEPARATORS[] = {',', ';', '\t'};
    hrb__text text = {source->text, MIN(source->length, SAMPLE)};
    char best = 0;
    size_t most = 0;
    /* The export of a word processor begins each cell with a tab. */
    if (text.length > 0 && (text.data[0] == '\t' || hrb__text_has((hrb__text){text.data, MIN(text.length, 4096)}, HRB__TEXT("\n\t"))))
        return 0;
    for (size_t i = 0; i < sizeof SEPARATORS; i++) {
        if (memchr(text.data, SEPARATORS[i], text.length) == NULL)
            continue;
        shape s = measure(text, SEPARATORS[i]);
        /* Rows of tabs without quotes are read as text, which also knows what stands between them. */
        if (SEPARATORS[i] == '\t' && !s.quotes)
            continue;
        if (s.alike >= MIN_ALIKE && s.tabular * 2 >= s.records && s.tabular > most) {
            most = s.tabular;
            best = SEPARATORS[i];
        }
    }
    return best;
}

/* --- Reading --- */

typedef struct record_reader {
    hrb__gather *gather;
    hrb__cursor cursor;
    const char *begin;
    size_t places; /* kept for pieces of fields so far */
} record_reader;

/* Text as it stands in the input, with a place of its own unless it begins its field. */
static void put_piece(record_reader *r, const char *p, const char *end, bool begins)
{
    while (p < end) {
        size_t length = MIN((size_t)(end - p), HRB__MOST_RUN);
        while (p + length < end && ((unsigned char)p[length] & 0xC0) == 0x80)
            length--;
        if (!begins && hrb__may_keep_place(r->places, (size_t)(p - r->begin))) {
            hrb__gather_place(r->gather, hrb__cursor_place(&r->cursor, p));
            r->places++;
        }
        hrb__gather_text(r->gather, p, length);
        p += length;
        begins = false;
    }
}

static void put_field(record_reader *r, const field *f)
{
    const char *p = f->start;
    for (const char *q; f->quoted && (q = memchr(p, '"', (size_t)(f->end - p))) != NULL; p = MIN(q + 2, f->end))
        put_piece(r, p, q + 1, p == f->start);
    put_piece(r, p, f->end, p == f->start);
    if (f->quoted && f->end + 1 < f->next) /* what stands behind the closing quote and should not */
        put_piece(r, f->end + 1, f->next, f->end == f->start);
}

/* A record of one field is a paragraph; others are rows as wide as they are written. */
static void read_record(record_reader *r, const char **at, const char *end, char separator)
{
    hrb__gather *g = r->gather;
    field f = read_field(*at, end, separator);
    hrb__gather_begin_dense_row(g, f.next < end && *f.next == separator);
    for (bool more = true; more;) {
        f = read_field(*at, end, separator);
        hrb__gather_begin_cell(g, hrb__cursor_place(&r->cursor, f.start), 0, 1, 1);
        put_field(r, &f);
        hrb__gather_end_cell(g);
        more = f.next < end && *f.next == separator;
        *at = f.next + (f.next < end);
    }
    hrb__gather_end_row(g);
}

/* --- Merged cells --- */

/* CSV writes a merged cell once, and blanks for the rest of it. Above the first
 * figures of a table that is undone: a blank right of a text belongs to it where
 * something stands below the blank. */
typedef struct head {
    hrb__blocks *blocks;
    size_t first, end;   /* rows without figures */
    size_t data_end;     /* the rows below, up to the next without figures */
    size_t width;
    uint32_t *named;     /* by column: rows of the head with a text there */
    uint32_t *left;      /* by column: those of them below the row at hand */
    uint32_t *stated;    /* by column: rows below the head with a text there */
} head;

static bool is_figure(hrb__text text)
{
    bool digit = false;
    for (size_t i = 0; i < text.length; i++) {
        if (strchr("0123456789.,-+%() ", text.data[i]) == NULL)
            return false;
        digit = digit || g_ascii_isdigit(text.data[i]);
    }
    return digit;
}

static size_t count_texts(const hrb__blocks *b, const hrb__row *row, size_t *figures)
{
    size_t texts = 0;
    *figures = 0;
    for (size_t i = 0; i < row->cell_count; i++) {
        texts += b->cells[row->first_cell + i].length > 0;
        *figures += is_figure(hrb__row_text(b, row, i));
    }
    return texts;
}

static void count_row(const head *h, size_t row, uint32_t *counts)
{
    const hrb__row *r = &h->blocks->rows[row];
    for (size_t c = 0; c < h->width; c++)
        counts[c] += h->blocks->cells[r->first_cell + c].length > 0;
}

static void spread_row(const head *h, size_t row)
{
    hrb__cell *cells = h->blocks->cells + h->blocks->rows[row].first_cell, *last = NULL;
    for (size_t c = 0; c < h->width; c++) {
        if (cells[c].length > 0) {
            h->left[c]--;
            last = &cells[c];
        } else if (last != NULL && (h->left[c] > 0 || (h->named[c] == 0 && h->stated[c] > 0))) {
            last->span = (uint16_t)(&cells[c] - last + 1);
        } else {
            last = NULL;
        }
    }
}

/* Rows of equal width from `row` on; what is a head of a table among them gets its spans. Returns the row behind it. */
static size_t spread_head(head *h, size_t row, size_t run_end)
{
    size_t figures = 0, most = 0;
    size_t bytes = h->width * sizeof *h->named;
    h->first = h->end = row;
    memset(h->named, 0, bytes);
    memset(h->stated, 0, bytes);
    for (; h->end < run_end; h->end++) {
        size_t texts = count_texts(h->blocks, &h->blocks->rows[h->end], &figures);
        if (figures > 0)
            break;
        most = MAX(most, texts);
        count_row(h, h->end, h->named);
    }
    for (h->data_end = h->end; h->data_end < run_end; h->data_end++) {
        count_texts(h->blocks, &h->blocks->rows[h->data_end], &figures);
        if (figures == 0)
            break;
        count_row(h, h->data_end, h->stated);
    }
    memcpy(h->left, h->named, bytes);
    for (size_t r = h->first; r < h->end && most > 1; r++)
        spread_row(h, r);
    return h->data_end;
}

/* Cells know their columns, and blank ones go. */
static void place_cells(hrb__blocks *b)
{
    size_t kept = 0;
    for (size_t r = 0; r < b->row_count; r++) {
        hrb__row *row = &b->rows[r];
        size_t first = kept;
        for (size_t i = 0; i < row->cell_count; i++) {
            hrb__cell cell = b->cells[row->first_cell + i];
            cell.column = (uint16_t)MIN(i, UINT16_MAX);
            if (cell.length > 0)
                b->cells[kept++] = cell;
        }
        row->first_cell = (uint32_t)first;
        row->cell_count = (uint32_t)(kept - first);
        row->is_placed = row->is_grid;
    }
    b->cell_count = kept;
}

static bool spread_heads(hrb__blocks *b)
{
    size_t widest = 1;
    for (size_t r = 0; r < b->row_count; r++)
        widest = MAX(widest, b->rows[r].cell_count);
    head h = {.blocks = b, .named = g_try_new(uint32_t, widest), .left = g_try_new(uint32_t, widest), .stated = g_try_new(uint32_t, widest)};
    bool ok = h.named != NULL && h.left != NULL && h.stated != NULL;
    for (size_t r = 0, end; ok && r < b->row_count; r = end) {
        h.width = b->rows[r].cell_count;
        for (end = r + 1; end < b->row_count && b->rows[end].is_grid && b->rows[end].cell_count == h.width;)
            end++;
        for (size_t at = r; b->rows[r].is_grid && at < end;)
            at = spread_head(&h, at, end);
    }
    g_free(h.named);
    g_free(h.left);
    g_free(h.stated);
    return ok;
}

void hrb__read_records(hrb__gather *g, const hrb__source *source, char separator)
{
    record_reader r = {.gather = g, .cursor = hrb__cursor_start(source)};
    const char *at = r.cursor.at, *end = source->text + source->length;
    r.begin = at;
    while (at < end && g->status == HRB_OK)
        read_record(&r, &at, end, separator);
    if (g->status != HRB_OK)
        return;
    if (spread_heads(&g->blocks))
        place_cells(&g->blocks);
    else
        hrb__gather_fail(g, hrb__fail_memory(g->error));
}
