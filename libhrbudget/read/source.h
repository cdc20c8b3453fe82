/* SPDX-License-Identifier: Apache-2.0 */
/* The input as UTF-8 text, and the way back to the bytes as given. */
#ifndef HRB_READ_SOURCE_H
#define HRB_READ_SOURCE_H

#include <hrbudget/hrbudget.h>

#include "base/text.h"

typedef enum hrb__encoding {
    HRB__UTF8,
    HRB__GB18030,
    HRB__UTF16LE,
    HRB__UTF16BE
} hrb__encoding;

/* Where a piece of the text came from, in a format whose text is gathered by
 * its reader: from text_offset up to the next origin. */
typedef struct hrb__origin {
    uint32_t text_offset;
    hrb_place place;
} hrb__origin;

/* The same place in a converted text and in the bytes as given. */
typedef struct hrb__mark {
    uint32_t text_offset, byte_offset;
} hrb__mark;

/* Blocks of the text without a line end, one after another: the inside of a very long line. */
/* The line before a block that has none of its ends for a whole block or more. */
typedef struct hrb__run {
    uint32_t start, characters, bytes; /* where it begins; from there to the block */
} hrb__run;

typedef struct hrb__source {
    char *bytes; /* as given; for UTF-8 the text itself */
    size_t size;
    char *text; /* UTF-8; the same pointer as bytes if nothing was converted */
    size_t length;
    hrb__encoding encoding;
    size_t start; /* bytes of the byte order mark */
    uint32_t *line_ends; /* by block of the text: the line ends before it */
    hrb__run *runs;      /* by block, of no characters where the line began a short while before; NULL if no line is that long */
    /* Where every so many lines of a converted text begin. */
    hrb__mark *marks;
    size_t mark_count;
    /* For other formats than text, instead of these: in order of text_offset. */
    hrb__origin *origins;
    size_t origin_count;
    bool is_verbatim; /* the text behind an origin stands in the input as it is, up to the next */
} hrb__source;

/* Takes `bytes` (g_malloc'ed) over, also on failure. Recognises the encoding,
 * converts, refuses what is not text. */
hrb_status hrb__source_open(char *bytes, size_t size, hrb__source *out, hrb_error **error);
void hrb__source_close(hrb__source *source);
/* The place of a span of the text in the input as given. */
hrb_place hrb__source_place(const hrb__source *source, size_t offset, size_t length);

#endif
