/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRBUDGET_BLOCKS_H
#define HRBUDGET_BLOCKS_H

#if !defined(HRBUDGET_H_INSIDE)
#error "include <hrbudget/hrbudget.h> only"
#endif

HRB_BEGIN_DECLS

/* Paragraphs and tables of a program that has no file: they are put together
 * here and then understood as a document like any other. Fill one from one thread.
 *
 * In what is read from them, hrb_place.line is the number of the paragraph or
 * table row from 1, and in a table row and cell are its row and column. */
typedef struct hrb_blocks hrb_blocks;

/* An empty collection; hrb_blocks_free it. HRB_ERROR_ARGUMENT, HRB_ERROR_MEMORY. Since 0.1. */
HRB_API hrb_status hrb_blocks_new(hrb_blocks **out);
/* Frees a collection; NULL does nothing. Documents made from it stay. Since 0.1. */
HRB_API void hrb_blocks_free(hrb_blocks *blocks);

/* Adds a paragraph, which also ends the table before it: a title, "单位：元", a
 * sentence. The text is copied. HRB_ERROR_ENCODING where it is not UTF-8 or holds
 * a zero, HRB_ERROR_LIMIT past 512 MiB in all, HRB_ERROR_MEMORY, HRB_ERROR_ARGUMENT. Since 0.1. */
HRB_API hrb_status hrb_blocks_add_paragraph(hrb_blocks *blocks, const char *text, size_t length);
/* Begins a table: the rows that follow are its own, header rows first. Needed
 * only between two tables with no paragraph between them. Since 0.1. */
HRB_API hrb_status hrb_blocks_begin_table(hrb_blocks *blocks);
/* Begins a row; cells follow from the left. Since 0.1. */
HRB_API hrb_status hrb_blocks_begin_row(hrb_blocks *blocks);
/* Adds a cell to the open row, `columns` wide and `rows` high (at least 1; at most 65,534), in
 * the next column that no cell from above covers. Length 0: a blank cell. Fails
 * as hrb_blocks_add_paragraph does; without an open row HRB_ERROR_ARGUMENT. Since 0.1. */
HRB_API hrb_status hrb_blocks_add_cell(hrb_blocks *blocks, const char *text, size_t length, int32_t columns, int32_t rows);
/* A whole row at once: `count` zero-terminated texts, one a column; NULL is blank. Nothing of it is
 * added where one fails. Since 0.1. */
HRB_API hrb_status hrb_blocks_add_row(hrb_blocks *blocks, const char *const *texts, size_t count);

HRB_END_DECLS
#endif
