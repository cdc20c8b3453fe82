/* SPDX-License-Identifier: Apache-2.0 */
#include "write/buffer.h"

#include <glib.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define REPLACEMENT "\xEF\xBF\xBD"

/* Room for `more` bytes and a zero. */
static bool reserve(hrb__buffer *buffer, size_t more)
{
    if (buffer->out_of_memory)
        return false;
    if (more < buffer->capacity - buffer->length)
        return true;
    size_t needed = buffer->length + more + 1;
    size_t capacity = buffer->capacity < SIZE_MAX / 2 ? buffer->capacity * 2 : SIZE_MAX;
    if (capacity < needed)
        capacity = needed < 256 ? 256 : needed;
    char *data = needed <= more ? NULL : g_try_realloc(buffer->data, capacity);
    if (data == NULL) {
        buffer->out_of_memory = true;
        return false;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

void hrb__put(hrb__buffer *buffer, const char *data, size_t length)
{
    if (!reserve(buffer, length))
        return;
    if (length > 0)
        memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
}

void hrb__put_text(hrb__buffer *buffer, const char *text)
{
    hrb__put(buffer, text, strlen(text));
}

void hrb__put_int(hrb__buffer *buffer, int64_t value)
{
    hrb__put_format(buffer, "%" PRId64, value);
}

void hrb__put_spaces(hrb__buffer *buffer, size_t count)
{
    if (!reserve(buffer, count))
        return;
    memset(buffer->data + buffer->length, ' ', count);
    buffer->length += count;
}

void hrb__put_format(hrb__buffer *buffer, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length > 0 && reserve(buffer, (size_t)length)) {
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

/* The next character of text that may be broken: its code point, or U+FFFD for
 * one bad byte. `text` must not be at its end. */
static uint32_t next_character(const char *text, size_t *size)
{
    size_t left = strnlen(text, 4);
    /* A sequence cut by the window cannot be at its start: none is longer than four bytes. */
    if (hrb__utf8_valid_prefix(text, left) == 0) {
        for (size_t n = left; n > 0; n--)
            if (hrb__utf8_valid_prefix(text, n) == n)
                return hrb__utf8_get(text, n, size);
        *size = 1;
        return 0xFFFD;
    }
    return hrb__utf8_get(text, left, size);
}

/* Marks that let a text show other than it reads, and end of lines of Unicode. */
static bool is_deceptive(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x061C;
}

static uint32_t plain_character(uint32_t c)
{
    if (c == '\n' || c == '\r' || c == '\t')
        return ' ';
    return is_deceptive(c) ? 0xFFFD : c;
}

void hrb__put_plain(hrb__buffer *buffer, const char *text)
{
    char bytes[4];
    for (size_t size; *text != '\0'; text += size) {
        uint32_t c = plain_character(next_character(text, &size));
        hrb__put(buffer, bytes, hrb__utf8_put(c, bytes));
    }
}

size_t hrb__plain_width(const char *text)
{
    size_t width = 0;
    for (size_t size; *text != '\0'; text += size) {
        uint32_t c = plain_character(next_character(text, &size));
        width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

static void put_json_character(hrb__buffer *buffer, uint32_t c)
{
    static const char SHORT[] = "\bb\ff\nn\rr\tt\"\"\\\\";
    for (size_t i = 0; SHORT[i] != '\0'; i += 2)
        if (c == (unsigned char)SHORT[i]) {
            hrb__put_format(buffer, "\\%c", SHORT[i + 1]);
            return;
        }
    /* U+2028 and U+2029 end a line in JavaScript, DEL upsets terminals. */
    if (c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029) {
        hrb__put_format(buffer, "\\u%04x", (unsigned)c);
        return;
    }
    char bytes[4];
    hrb__put(buffer, bytes, hrb__utf8_put(c, bytes));
}

void hrb__put_json_text(hrb__buffer *buffer, const char *text)
{
    hrb__put(buffer, "\"", 1);
    while (*text != '\0') {
        size_t plain = 0;
        while (text[plain] >= 0x20 && text[plain] < 0x7F && text[plain] != '"' && text[plain] != '\\')
            plain++;
        hrb__put(buffer, text, plain);
        text += plain;
        size_t size = 0;
        if (*text != '\0')
            put_json_character(buffer, next_character(text, &size));
        text += size;
    }
    hrb__put(buffer, "\"", 1);
}

/* A signed number such as -1,234.50 can do nothing, and would no longer be one behind a '. */
static bool is_signed_number(const char *text)
{
    if (*text != '-' && *text != '+')
        return false;
    size_t rest = strspn(text + 1, "0123456789,.");
    return text[1] >= '0' && text[1] <= '9' && text[1 + rest] == '\0';
}

void hrb__put_csv_text(hrb__buffer *buffer, const char *text)
{
    bool formula = *text != '\0' && strchr("=+-@\t\r", *text) != NULL && !is_signed_number(text);
    bool quoted = strpbrk(text, ",\"\r\n") != NULL;
    if (quoted)
        hrb__put(buffer, "\"", 1);
    if (formula)
        hrb__put(buffer, "'", 1);
    char bytes[4];
    for (size_t size; *text != '\0'; text += size) {
        uint32_t c = next_character(text, &size);
        if (c == '"')
            hrb__put(buffer, "\"", 1);
        hrb__put(buffer, bytes, hrb__utf8_put(c, bytes));
    }
    if (quoted)
        hrb__put(buffer, "\"", 1);
}

bool hrb__buffer_take(hrb__buffer *buffer, char **out, size_t *length)
{
    if (!reserve(buffer, 0)) {
        hrb__buffer_free(buffer);
        return false;
    }
    buffer->data[buffer->length] = '\0';
    *out = buffer->data;
    if (length != NULL)
        *length = buffer->length;
    *buffer = (hrb__buffer){0};
    return true;
}

void hrb__buffer_free(hrb__buffer *buffer)
{
    g_free(buffer->data);
    *buffer = (hrb__buffer){0};
}
