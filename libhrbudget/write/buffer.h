/* SPDX-License-Identifier: Apache-2.0 */
/* Text that grows; running out of memory sticks and is asked for once, at the end. */
#ifndef HRB_WRITE_BUFFER_H
#define HRB_WRITE_BUFFER_H

#include <hrbudget/hrbudget.h>

typedef struct hrb__buffer {
    char *data;
    size_t length, capacity;
    bool failed;
} hrb__buffer;

void hrb__put(hrb__buffer *buffer, const char *text);
void hrb__put_bytes(hrb__buffer *buffer, const char *text, size_t length);
/* %s %d %u %zu and %% only, and {one|many}: words by whether the last number before them is 1. */
void hrb__put_format(hrb__buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A JSON string with its quotation marks; what is not UTF-8 becomes U+FFFD. */
void hrb__put_json(hrb__buffer *buffer, const char *text);
/* "name": "text" */
void hrb__put_member(hrb__buffer *buffer, const char *name, const char *text);
/* Text for a page: what means something to HTML is escaped, what is not UTF-8 becomes U+FFFD. */
void hrb__put_html(hrb__buffer *buffer, const char *text);
/* An integer as it is: money never goes through a double. */
void hrb__put_integer(hrb__buffer *buffer, int64_t value);
/* So many hexadecimal digits, lower case. */
void hrb__put_hex(hrb__buffer *buffer, uint32_t value, int digits);
/* A CSV field; one that a spreadsheet would run as a formula gets a ' in front. */
void hrb__put_csv(hrb__buffer *buffer, const char *text);
/* Text padded with blanks to a display width, a Han character being two wide. */
void hrb__put_padded(hrb__buffer *buffer, const char *text, size_t width);
size_t hrb__display_width(const char *text);
/* Hands the text over, or fails with HRB_ERROR_MEMORY. */
hrb_status hrb__buffer_finish(hrb__buffer *buffer, char **out, size_t *length, hrb_error **error);

#endif
