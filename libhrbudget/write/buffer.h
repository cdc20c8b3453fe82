/* SPDX-License-Identifier: Apache-2.0 */
/* A growing text. Once memory is out, everything written afterwards is
 * ignored and the flag stays set, so that a writer asks only at its end. */
#ifndef HRB_WRITE_BUFFER_H
#define HRB_WRITE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero-initialised is empty and ready. */
typedef struct hrb__buffer {
    char *data;
    size_t length, capacity;
    bool out_of_memory;
} hrb__buffer;

void hrb__put(hrb__buffer *buffer, const char *data, size_t length);
void hrb__put_text(hrb__buffer *buffer, const char *text);
void hrb__put_int(hrb__buffer *buffer, int64_t value);
void hrb__put_spaces(hrb__buffer *buffer, size_t count);
/* printf of short pieces, locale playing no part: only %s %d %u %zu %c and the like. */
void hrb__put_format(hrb__buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Text from a document or a path for a terminal: broken UTF-8, control
 * characters and marks that reverse the direction of text become U+FFFD, line
 * ends and tabs a space. */
void hrb__put_plain(hrb__buffer *buffer, const char *text);
/* The columns that hrb__put_plain takes on a terminal: a Han character is two. */
size_t hrb__plain_width(const char *text);

/* A JSON string with its quotes. Broken UTF-8 becomes U+FFFD. */
void hrb__put_json_text(hrb__buffer *buffer, const char *text);

/* A field of CSV that came from elsewhere: quoted where needed, and kept from
 * being a formula of a spreadsheet by a leading '. */
void hrb__put_csv_text(hrb__buffer *buffer, const char *text);

/* Hands the zero-terminated text over; false when memory was out. The buffer is empty afterwards. */
bool hrb__buffer_take(hrb__buffer *buffer, char **out, size_t *length);
void hrb__buffer_free(hrb__buffer *buffer);

#endif
