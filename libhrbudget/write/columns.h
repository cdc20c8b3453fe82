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
    HRB__DECIMAL, /* decimal128(38, 18): every hrb_decimal, exact */
    HRB__TEXT,
    HRB__WORD   /* a dictionary: texts that repeat, stored once */
} hrb__column_type;

/* What a column is called and holds. The name of money has no unit: it gets _fen or _yuan. */
typedef struct hrb__field {
    const char *name;
    hrb__column_type type;
} hrb__field;

/* The words of a dictionary, in the order of first sight. */
typedef struct hrb__words {
    void *index;            /* GHashTable: text to number + 1 */
    const char *recent[64]; /* the pointers seen last, so that few words are hashed */
    int32_t recent_index[64];
} hrb__words;

typedef struct hrb__filled_column {
    hrb__column_type type;
    char *name;
    size_t filled, nulls;
    uint8_t *valid; /* a bit for each row */
    void *values;   /* numbers, indexes of words, or offsets of texts */
    char *bytes;    /* of texts, and of the words of a dictionary */
    size_t used, capacity;
    int32_t *word_offsets;
    size_t word_count, word_capacity;
    hrb__words *words;
    const void *buffers[3], *word_buffers[3];
} hrb__filled_column;

typedef struct hrb__columns {
    int references; /* of the arrays exported from them */
    size_t rows, count;
    hrb_status status; /* the first failure; nothing is put after it */
    bool yuan, sealed;
    hrb__filled_column *columns;
} hrb__columns;

/* `rows` values will be put into each of the columns. NULL when memory is out. */
hrb__columns *hrb__columns_new(const hrb__field *fields, size_t count, size_t rows, uint32_t flags);
void hrb__columns_free(hrb__columns *columns);
/* Settles what the arrays point to: after it the columns may be shared. */
void hrb__columns_seal(hrb__columns *columns);
/* Another reference to sealed columns; each is freed. */
hrb__columns *hrb__columns_share(hrb__columns *columns);
/* Hands the columns over as a stream, or frees them and fails. `columns` may be NULL: memory is out. */
hrb_status hrb__columns_finish(hrb__columns *columns, struct ArrowArrayStream *out, hrb_error **error);

/* Appends to the texts of a column; the end of them in *end. False on failure. */
bool hrb__append_text(hrb__columns *columns, hrb__filled_column *column, const char *text, size_t length, int32_t *end);
/* The number of a word, which is added if it is new; -1 on failure. */
int32_t hrb__add_word(hrb__columns *columns, hrb__filled_column *column, const char *text);

/* --- Each puts the next value of a column; `index` counts as the fields do.
 *     Inline, for a document may have millions. Texts that are "" or NULL are null. --- */

/* The row that the next value of a column belongs to; false if it cannot be put. */
static inline bool hrb__next_row(hrb__columns *all, hrb__filled_column *c, bool known, size_t *row)
{
    if (all->status != HRB_OK || c->filled == all->rows)
        return false;
    *row = c->filled++;
    c->valid[*row / 8] |= (uint8_t)((unsigned)known << (*row % 8));
    c->nulls += !known;
    return true;
}

/* 128 bits, in the order of the machine's bytes. */
static inline void hrb__set_128(void *values, size_t row, int64_t low_half, int64_t high_half)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    const int low = 1;
#else
    const int low = 0;
#endif
    int64_t *halves = (int64_t *)values + 2 * row;
    halves[low] = low_half;
    halves[!low] = high_half;
}

static inline void hrb__put_number(hrb__columns *all, size_t index, bool known, int64_t value)
{
    hrb__filled_column *c = &all->columns[index];
    size_t row;
    if (!hrb__next_row(all, c, known, &row) || !known)
        return;
    if (c->type == HRB__INT32)
        ((int32_t *)c->values)[row] = (int32_t)value;
    else if (c->type == HRB__MONEY && all->yuan)
        hrb__set_128(c->values, row, value, value < 0 ? -1 : 0);
    else
        ((int64_t *)c->values)[row] = value;
}

static inline void hrb__put_decimal(hrb__columns *all, size_t index, bool known, hrb_decimal value)
{
    hrb__filled_column *c = &all->columns[index];
    size_t row;
    if (!hrb__next_row(all, c, known, &row) || !known)
        return;
    __int128 scaled = value.digits; /* at most 2^63 * 10^18, which fits */
    for (int32_t scale = value.scale; scale < 18; scale++)
        scaled *= 10;
    hrb__set_128(c->values, row, (int64_t)scaled, (int64_t)(scaled >> 64));
}

static inline void hrb__put_word(hrb__columns *all, size_t index, const char *text)
{
    hrb__filled_column *c = &all->columns[index];
    size_t row, slot = ((uintptr_t)text >> 3) % 64;
    bool known = *text != '\0';
    if (!hrb__next_row(all, c, known, &row) || !known)
        return;
    if (c->words->recent[slot] != text) {
        c->words->recent_index[slot] = hrb__add_word(all, c, text);
        c->words->recent[slot] = text;
    }
    ((int32_t *)c->values)[row] = c->words->recent_index[slot];
}

static inline void hrb__put_text_length(hrb__columns *all, size_t index, const char *text, size_t length)
{
    hrb__filled_column *c = &all->columns[index];
    int32_t *offsets = (int32_t *)c->values;
    size_t row;
    /* Offsets go on through nulls. */
    if (!hrb__next_row(all, c, length > 0, &row))
        return;
    if (length == 0) {
        offsets[row + 1] = offsets[row];
    } else if (length <= c->capacity - c->used) {
        memcpy(c->bytes + c->used, text, length);
        c->used += length;
        offsets[row + 1] = (int32_t)c->used;
    } else {
        offsets[row + 1] = offsets[row];
        hrb__append_text(all, c, text, length, &offsets[row + 1]);
    }
}

static inline void hrb__put_text(hrb__columns *all, size_t index, const char *text)
{
    if (text == NULL)
        text = "";
    if (all->columns[index].type == HRB__WORD)
        hrb__put_word(all, index, text);
    else
        hrb__put_text_length(all, index, text, strlen(text));
}

#endif
