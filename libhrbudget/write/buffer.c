/* SPDX-License-Identifier: Apache-2.0 */
#include "write/buffer.h"

#include <glib.h>
#include <stdarg.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* Room for `length` bytes more and a zero. */
static bool reserve(hrb__buffer *buffer, size_t length)
{
    if (!buffer->failed && length >= buffer->capacity - buffer->length) {
        size_t capacity = (buffer->capacity + length) * 2 + 256;
        char *data = g_try_realloc(buffer->data, capacity);
        buffer->failed = data == NULL;
        if (data != NULL) {
            buffer->data = data;
            buffer->capacity = capacity;
        }
    }
    return !buffer->failed;
}

void hrb__put_bytes(hrb__buffer *buffer, const char *text, size_t length)
{
    if (!reserve(buffer, length))
        return;
    memcpy(buffer->data + buffer->length, text, length);
    buffer->length += length;
}

void hrb__put(hrb__buffer *buffer, const char *text)
{
    hrb__put_bytes(buffer, text, strlen(text));
}

/* {one|many} at p: what is behind it; NULL: it is none. */
static const char *put_choice(hrb__buffer *buffer, const char *p, bool is_one)
{
    const char *bar = strchr(p, '|'), *end = bar == NULL ? NULL : strchr(bar, '}');
    if (end == NULL)
        return NULL;
    hrb__put_bytes(buffer, is_one ? p + 1 : bar + 1, (size_t)(is_one ? bar - p : end - bar) - 1);
    return end + 1;
}

/* printf as far as it is needed here, without its detours: most of what is written goes through this. */
void hrb__put_format(hrb__buffer *buffer, const char *format, ...)
{
    int64_t number = 0;
    va_list args;
    va_start(args, format);
    for (const char *p = format; *p != '\0';) {
        size_t words = strcspn(p, "%{");
        hrb__put_bytes(buffer, p, words);
        p += words;
        const char *behind = *p == '{' ? put_choice(buffer, p, number == 1) : NULL;
        if (behind != NULL || *p == '{') {
            hrb__put_bytes(buffer, p, behind == NULL);
            p = behind != NULL ? behind : p + 1;
            continue;
        }
        if (*p == '\0')
            break;
        p++;
        if (*p == 's') {
            hrb__put(buffer, va_arg(args, const char *));
        } else if (*p == '%') {
            hrb__put_bytes(buffer, p, 1);
        } else {
            number = *p == 'd' ? va_arg(args, int) : *p == 'u' ? (int64_t)va_arg(args, unsigned) : (int64_t)va_arg(args, size_t);
            hrb__put_integer(buffer, number);
            p += *p == 'z';
        }
        p++;
    }
    va_end(args);
}

void hrb__put_hex(hrb__buffer *buffer, uint32_t value, int digits)
{
    static const char DIGITS[] = "0123456789abcdef";
    while (digits-- > 0)
        hrb__put_bytes(buffer, &DIGITS[value >> (4 * digits) & 15], 1);
}

void hrb__put_integer(hrb__buffer *buffer, int64_t value)
{
    char text[24], *start = text + sizeof text;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        *--start = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (value < 0)
        *--start = '-';
    hrb__put_bytes(buffer, start, (size_t)(text + sizeof text - start));
}

void hrb__put_json(hrb__buffer *buffer, const char *text)
{
    size_t length = strlen(text), from = 0;
    size_t valid = hrb__utf8_valid_prefix(text, length);
    hrb__put_bytes(buffer, "\"", 1);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        bool broken = i == valid;
        if (!broken && (c >= 128 || (c >= 32 && c != '"' && c != '\\' && c != 127)))
            continue;
        hrb__put_bytes(buffer, text + from, i - from);
        from = i + 1;
        if (broken) {
            hrb__put(buffer, "\xEF\xBF\xBD");
            valid = i + 1 + hrb__utf8_valid_prefix(text + i + 1, length - i - 1);
        } else if (c == '"' || c == '\\') {
            hrb__put_bytes(buffer, "\\", 1);
            hrb__put_bytes(buffer, text + i, 1);
        } else if (c == '\n') {
            hrb__put(buffer, "\\n");
        } else if (c == '\t') {
            hrb__put(buffer, "\\t");
        } else {
            hrb__put(buffer, "\\u");
            hrb__put_hex(buffer, c, 4);
        }
    }
    hrb__put_bytes(buffer, text + from, length - from);
    hrb__put_bytes(buffer, "\"", 1);
}

void hrb__put_member(hrb__buffer *buffer, const char *name, const char *text)
{
    hrb__put_bytes(buffer, "\"", 1);
    hrb__put(buffer, name);
    hrb__put_bytes(buffer, "\": ", 3);
    hrb__put_json(buffer, text);
}

void hrb__put_html(hrb__buffer *buffer, const char *text)
{
    static const char *const ESCAPES[128] = {['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};
    size_t length = strlen(text), from = 0;
    size_t valid = hrb__utf8_valid_prefix(text, length);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        bool broken = i == valid, control = c < 32 && c != '\n' && c != '\t';
        const char *escape = c < 128 ? ESCAPES[c] : NULL;
        if (!broken && !control && escape == NULL)
            continue;
        hrb__put_bytes(buffer, text + from, i - from);
        hrb__put(buffer, escape != NULL ? escape : "\xEF\xBF\xBD");
        from = i + 1;
        if (broken)
            valid = i + 1 + hrb__utf8_valid_prefix(text + i + 1, length - i - 1);
    }
    hrb__put_bytes(buffer, text + from, length - from);
}

void hrb__put_csv(hrb__buffer *buffer, const char *text)
{
    bool guard = *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
    if (!guard && strpbrk(text, "\",\n\r") == NULL) {
        hrb__put(buffer, text);
        return;
    }
    hrb__put(buffer, guard ? "\"'" : "\"");
    for (const char *p; (p = strchr(text, '"')) != NULL; text = p + 1) {
        hrb__put_bytes(buffer, text, (size_t)(p - text));
        hrb__put(buffer, "\"\"");
    }
    hrb__put(buffer, text);
    hrb__put(buffer, "\"");
}

size_t hrb__display_width(const char *text)
{
    size_t width = 0, length = strlen(text), size;
    for (size_t i = 0; i < length; i += size) {
        uint32_t c = hrb__utf8_get(text + i, length - i, &size);
        width += c >= 0x1100 && (c <= 0x115F || (c >= 0x2E80 && c <= 0xFFE6 && !(c >= 0xFF61 && c <= 0xFFDC))) ? 2 : 1;
    }
    return width;
}

void hrb__put_padded(hrb__buffer *buffer, const char *text, size_t width)
{
    hrb__put(buffer, text);
    for (size_t n = hrb__display_width(text); n < width; n++)
        hrb__put_bytes(buffer, " ", 1);
}

hrb_status hrb__buffer_finish(hrb__buffer *buffer, char **out, size_t *length, hrb_error **error)
{
    hrb__put_bytes(buffer, "", 1);
    if (buffer->failed) {
        g_free(buffer->data);
        return hrb__fail_memory(error);
    }
    *out = buffer->data;
    if (length != NULL)
        *length = buffer->length - 1;
    return HRB_OK;
}
