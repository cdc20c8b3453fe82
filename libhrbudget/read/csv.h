/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRB_READ_CSV_H
#define HRB_READ_CSV_H

#include "read/gather.h"

/* What separates the fields of a text that is CSV or its like: ',' ';' or a tab; 0 if it is none. */
char hrb__csv_separator(const hrb__source *source);
/* Its records become rows; a record of one field is a paragraph. */
void hrb__read_records(hrb__gather *gather, const hrb__source *source, char separator);

#endif
