/* SPDX-License-Identifier: Apache-2.0 */
/* Walks forward through a text and knows at each step where that is in the
 * input as given: for readers that take each piece of a text once, in order. */
#ifndef HRB_READ_CURSOR_H
#define HRB_READ_CURSOR_H

#include "read/source.h"

typedef struct hrb__cursor {
    const hrb__source *source;
    const char *at;
    size_t offset; /* bytes in the input */
    int32_t line, column;
} hrb__cursor;

hrb__cursor hrb__cursor_start(const hrb__source *source);
/* The place of a point that is not before the last one asked for. */
hrb_place hrb__cursor_place(hrb__cursor *cursor, const char *at);

#endif
