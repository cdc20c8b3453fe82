/* SPDX-License-Identifier: Apache-2.0 */
/* Columns that are filled a value at a time and handed over as an Arrow stream. */
#ifndef HRB_WRITE_COLUMNS_H
#define HRB_WRITE_COLUMNS_H

#include <hrbudget/hrbudget.h>
#include <string.h>

typedef enum hrb__column_type {
    HRB__INT32,
    HRB__INT64,
    HRB__MONEY, /* int64 fen, or decimal128 yuan */
    HRB__TEXT,
    HRB__WORD   /* a dictionary: texts that repeat, stored once */
} hrb__column_type;

/* What a column is called and holds. The name of money has no unit: it gets _fen or _yuan. */
typedef struct hrb__field {
    const char *name;
    hrb__column_type type;
} hrb__field;

typedef struct hrb__columns hrb__columns;

/* `rows` values will be put into each of the columns. NULL when memory is out. */
hrb__columns *hrb__columns_new(const hrb__field *fields, size_t count, size_t rows, uint32_t flags);
void hrb__columns_free(hrb__columns *columns);
/* Hands the columns over as a stream, or frees them and fails. `columns` may be NULL: memory is out. */
hrb_status hrb__columns_finish(hrb__columns *columns, struct ArrowArrayStream *out, hrb_error **error);

/* Each puts the next value of a column; `column` counts as the fields do.
 * Texts that are "" or NULL are null. */
void hrb__put_number(hrb__columns *columns, size_t column, bool known, int64_t value);
void hrb__put_text(hrb__columns *columns, size_t column, const char *text);
void hrb__put_text_length(hrb__columns *columns, size_t column, const char *text, size_t length);

#endif
