/* SPDX-License-Identifier: Apache-2.0 */
/* A workbook's number as its cell shows it. The file stores a binary double as
 * decimal text; it is rounded to the 15 digits that spreadsheets show and then to
 * the cell's format, all on decimal digits, so that no 0.30000000000000004 appears. */
#ifndef HRB_READ_SHEET_NUMBER_H
#define HRB_READ_SHEET_NUMBER_H

#include "base/text.h"

/* Room for every number under every format; what would not fit is shown as stored. */
#define HRB__SHOWN_SIZE 1024

/* The code of a built-in number format; "General" for one that has none. */
const char *hrb__builtin_number_format(uint32_t id);

/* Writes what is shown for `stored` under a format code, returns its length.
 * What is no number is shown as it stands. */
size_t hrb__show_number(const char *code, hrb__text stored, bool from_1904, char out[HRB__SHOWN_SIZE]);

/* Whether a format shows nothing of a text (";;;"). */
bool hrb__format_hides_text(const char *code);

#endif
