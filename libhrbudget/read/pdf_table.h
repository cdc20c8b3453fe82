/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a document, of figures or of text, one after the other. */
#ifndef HRB_READ_PDF_TABLE_H
#define HRB_READ_PDF_TABLE_H

#include "read/pdf_grid.h"

typedef struct hrb__pdf_tables {
    hrb__pdf *pdf;
    hrb__gather *g;
    hrb__pdf_table now;
    hrb__pdf_grid grid; /* the next table of text, if one is known */
    bool failed; /* memory is out */
} hrb__pdf_tables;

/* Writes the rows of a table whose lines and columns are known; false when memory is out. */
bool hrb__pdf_write_table(hrb__pdf_tables *tables);
/* Writes the head of a form, from the line `first` to the table of text that is known to come; false if it is none or memory is out. */
bool hrb__pdf_write_form(hrb__pdf_tables *tables, uint32_t first);
void hrb__pdf_tables_free(hrb__pdf_tables *tables);
/* Lines from `first` on as rows of a table if that is what they are; returns the
 * line behind it, or `first`. `captioned`: its unit was right above. */
uint32_t hrb__pdf_read_table(hrb__pdf_tables *tables, uint32_t first, bool captioned);

#endif
