/* SPDX-License-Identifier: Apache-2.0 */
/* What the sheets of a workbook share. */
#ifndef HRB_READ_WORKBOOK_H
#define HRB_READ_WORKBOOK_H

#include "read/package.h"

#define HRB__SHEET_ROWS 1048576u
#define HRB__SHEET_COLUMNS 16384u

typedef struct hrb__workbook {
    hrb__zip *zip;
    hrb__gather *gather;
    hrb__arena arena;
    bool from_1904; /* its days */
    hrb__store strings;
    uint32_t *string_ends; /* of each shared string in `strings` */
    size_t string_count, string_capacity;
    const char **formats; /* the number format code by cell style */
    bool *hides_text;     /* by cell style */
    size_t style_count, style_capacity, hides_capacity;
} hrb__workbook;

/* One visible sheet; `number` counts from 1 in the order of the workbook. */
hrb_status hrb__read_sheet(hrb__workbook *book, const hrb__zip_entry *part, int32_t number);

/* A reference such as B5 at the start of a text, its length; 0 if there is none. Both count from 1. */
size_t hrb__sheet_reference(const char *text, uint32_t *row, uint32_t *column);

#endif
