/* SPDX-License-Identifier: Apache-2.0 */
/* A PDF becomes blocks in stages: run pdftotext, parse its words, put them in
 * lines, find tables and their columns, and join the rest to paragraphs. All
 * lengths are hundredths of a point from the top left corner of the page. */
#ifndef HRB_READ_PDF_H
#define HRB_READ_PDF_H

#include "read/gather.h"

typedef struct hrb__pdf_box {
    int32_t x0, y0, x1, y1;
} hrb__pdf_box;

typedef struct hrb__pdf_word {
    hrb__pdf_box box;
    uint32_t text, length; /* in hrb__pdf.text */
    uint32_t order;        /* as drawn: the text of one cell is drawn together */
    bool is_number;        /* a figure or a code alone */
} hrb__pdf_word;

/* Words of a line that belong together whatever the columns are. */
typedef struct hrb__pdf_piece {
    hrb__pdf_box box;
    uint32_t first_word, word_count;
    uint32_t first_order, last_order;
    int32_t gap; /* to the piece before it on the line */
    uint32_t line;
    uint32_t next; /* the next piece of its cell, or HRB__PDF_NONE */
    bool is_number;
    bool ends_number; /* the second line of a figure too wide for its column */
} hrb__pdf_piece;

#define HRB__PDF_NONE UINT32_MAX

typedef enum hrb__pdf_line_kind {
    HRB__PDF_PROSE,
    HRB__PDF_SPLIT,   /* pieces with wide gaps: the stuff of tables */
    HRB__PDF_SINGLE,  /* one short piece: of a table or a heading */
    HRB__PDF_CAPTION, /* label and value above a table: 单位：元 */
    HRB__PDF_DROPPED  /* page number, running head, repeated */
} hrb__pdf_line_kind;

typedef struct hrb__pdf_line {
    hrb__pdf_box box;
    int32_t height; /* of its type */
    uint32_t first_piece, piece_count;
    uint32_t page; /* from 0 */
    uint32_t hash; /* of its text */
    hrb__pdf_line_kind kind;
    bool has_number; /* a piece of it is one */
    bool is_label;   /* 部门名称：… */
} hrb__pdf_line;

typedef struct hrb__pdf_page {
    int32_t width, height;
    uint32_t first_word, word_count;
    uint32_t first_line, line_count;
    int32_t left, right; /* of its text */
    int32_t prose_left, prose_right; /* where lines of prose begin and end on paper of this width */
} hrb__pdf_page;

typedef struct hrb__pdf {
    hrb__pdf_page *pages;
    size_t page_count, page_capacity;
    hrb__pdf_word *words;
    size_t word_count, word_capacity;
    hrb__pdf_piece *pieces;
    size_t piece_count, piece_capacity;
    hrb__pdf_line *lines;
    size_t line_count, line_capacity;
    char *text;
    size_t text_length;
} hrb__pdf;

static inline hrb__text hrb__pdf_word_text(const hrb__pdf *pdf, const hrb__pdf_word *word)
{
    return (hrb__text){pdf->text + word->text, word->length};
}

static inline int32_t hrb__pdf_middle(int32_t from, int32_t to)
{
    return from + (to - from) / 2;
}

/* What pdftotext wrote, zero-terminated, to be freed with g_free. */
hrb_status hrb__pdf_run(const char *bytes, size_t size, char **output, size_t *length, hrb_error **error);

/* The words of pdftotext -bbox -raw. */
hrb_status hrb__pdf_parse(const char *output, size_t length, hrb__pdf *pdf, hrb_error **error);
void hrb__pdf_free(hrb__pdf *pdf);

/* Words to lines and pieces; false when memory is out. */
bool hrb__pdf_find_lines(hrb__pdf *pdf);
/* Marks page numbers, running heads and repeated parts as dropped; false when memory is out. */
bool hrb__pdf_drop_furniture(hrb__pdf *pdf, hrb__gather *g);
/* Whether two pieces, one below the other, are an amount only together. */
bool hrb__pdf_makes_figure(const hrb__pdf *pdf, const hrb__pdf_piece *upper, const hrb__pdf_piece *lower);
/* Finds figures that are broken over two lines; false when memory is out. */
bool hrb__pdf_join_figures(hrb__pdf *pdf);
/* Prose, tables' lines, captions; false when memory is out. */
bool hrb__pdf_classify_lines(hrb__pdf *pdf);

/* Writes the text of a piece into the open cell, with the place of each word. */
void hrb__pdf_write_piece(const hrb__pdf *pdf, hrb__gather *g, uint32_t page, const hrb__pdf_piece *piece);
hrb_place hrb__pdf_place(uint32_t page, hrb__pdf_box box);
/* Whether a blank belongs between two pieces of text. */
bool hrb__pdf_needs_blank(hrb__text before, hrb__text after, int32_t gap, int32_t height);

/* --- Columns: which stand side by side, and what a header covers --- */

#define HRB__PDF_MAX_COLUMNS 64

/* A cell: pieces below one another. */
typedef struct hrb__pdf_block {
    hrb__pdf_box box;
    uint32_t first_piece, last_piece;
    uint16_t column, span;
    uint16_t level, levels; /* of a header: its row from the top, and the rows it covers */
    bool is_number;
} hrb__pdf_block;

typedef struct hrb__pdf_column {
    int32_t x0, x1; /* what stands in it */
    int32_t left, right; /* where its borders may be */
    bool has_header, has_data, is_headed;
    bool stands_left; /* what stands in it begins at one place rather than ends at one */
    uint16_t row; /* of the header: the topmost cell so far */
    int32_t top;  /* where that cell begins */
    uint16_t first, span; /* the columns it covers */
    uint32_t numbers, texts; /* pieces of data */
} hrb__pdf_column;

typedef struct hrb__pdf_table {
    hrb__pdf *pdf;
    uint32_t first_line, header_end, end; /* lines */
    hrb__pdf_column columns[HRB__PDF_MAX_COLUMNS];
    size_t column_count;
    hrb__pdf_block *blocks; /* those of the header first */
    size_t block_count, header_count, block_capacity;
    size_t levels; /* rows of the header */
    bool header_is_left;
} hrb__pdf_table;

static inline int32_t hrb__pdf_middle_x(const hrb__pdf_box *box)
{
    return hrb__pdf_middle(box->x0, box->x1);
}

static inline int32_t hrb__pdf_middle_y(const hrb__pdf_box *box)
{
    return hrb__pdf_middle(box->y0, box->y1);
}

static inline bool hrb__pdf_overlap_x(const hrb__pdf_box *a, const hrb__pdf_box *b, int32_t slack)
{
    return a->x0 < b->x1 - slack && b->x0 < a->x1 - slack;
}

static inline int32_t hrb__pdf_block_height(const hrb__pdf_block *block)
{
    return block->box.y1 - block->box.y0;
}

/* Header blocks, then columns; false when memory is out. */
bool hrb__pdf_find_header(hrb__pdf_table *table);
/* Puts the blocks of the header's row that ends before `end` in order from the left; where the row starts. */
size_t hrb__pdf_order_row(hrb__pdf_table *table, size_t end);
bool hrb__pdf_find_columns(hrb__pdf_table *table);
void hrb__pdf_lay_out_header(hrb__pdf_table *table);
/* The columns [*first, *last] that a piece of text stands in. */
void hrb__pdf_columns_of(const hrb__pdf_table *table, hrb__pdf_box box, size_t *first, size_t *last);
/* Whether a piece goes on below: its next line is drawn next and stands on one of
 * the lines from `from` on. The figures of its row stand on the line `data`. */
bool hrb__pdf_goes_on_below(const hrb__pdf *pdf, const hrb__pdf_piece *piece, uint32_t from, uint32_t data, uint32_t end);
hrb__text hrb__pdf_piece_text(const hrb__pdf *pdf, const hrb__pdf_piece *piece);
bool hrb__pdf_starts_item(hrb__text text);

/* All lines to blocks. */
void hrb__pdf_write_blocks(hrb__pdf *pdf, hrb__gather *g);

hrb_status hrb__read_pdf(char *bytes, size_t size, const hrb__limits *limits, hrb__blocks *out, hrb_error **error);
/* From pdftotext's output instead of a PDF: for tests. Takes `bytes` over. */
hrb_status hrb__read_pdf_words(char *bytes, size_t size, const char *output, size_t length, const hrb__limits *limits, hrb__blocks *out, hrb_error **error);

#endif
