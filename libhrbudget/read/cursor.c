/* SPDX-License-Identifier: Apache-2.0 */
#include "read/cursor.h"

hrb__cursor hrb__cursor_start(const hrb__source *source)
{
    const char *at = source->text + (source->text == source->bytes ? source->start : 0);
    return (hrb__cursor){source, at, source->start, 1, 1};
}

/* Bytes that the character at `offset` of the input takes there. */
static size_t character_size(const hrb__source *source, size_t offset, size_t utf8_size)
{
    const unsigned char *b = (const unsigned char *)source->bytes + offset;
    size_t left = source->size - offset;
    switch (source->encoding) {
    case HRB__GB18030:
        return left < 2 || b[0] < 0x80 ? 1 : b[1] >= 0x30 && b[1] <= 0x39 ? 4 : 2;
    case HRB__UTF16LE:
    case HRB__UTF16BE:
        return utf8_size == 4 ? 4 : 2;
    default:
        return utf8_size;
    }
}

hrb_place hrb__cursor_place(hrb__cursor *c, const char *at)
{
    const char *end = c->source->text + c->source->length;
    while (c->at < at) {
        size_t size;
        uint32_t character = hrb__utf8_get(c->at, (size_t)(end - c->at), &size);
        c->offset += character_size(c->source, c->offset, size);
        c->at += size;
        if (character == '\n') {
            c->line++;
            c->column = 1;
        } else {
            c->column++;
        }
    }
    return (hrb_place){.offset = (int64_t)c->offset, .line = c->line, .column = c->column};
}
