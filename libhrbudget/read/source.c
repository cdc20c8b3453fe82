/* SPDX-License-Identifier: Apache-2.0 */
#include "read/source.h"

#include <glib.h>

#include "base/arena.h"
#include "base/error.h"

#define LINE_STEP 64    /* lines between two marks */
#define LINE_BLOCK 4032 /* bytes between two counts of line ends; what is counted in one go */
#define MAX_BYTES ((size_t)1 << 30) /* offsets are kept in 32 bits */

static hrb_place place_of_byte(const hrb__source *source, size_t offset)
{
    hrb_place place = {.offset = (int64_t)offset, .line = 1, .column = 1};
    const char *line = source->bytes;
    for (const char *p; (p = memchr(line, '\n', (size_t)(source->bytes + offset - line))) != NULL; line = p + 1)
        place.line++;
    for (const char *p = line; p < source->bytes + offset; p++)
        place.column += ((unsigned char)*p & 0xC0) != 0x80;
    return place;
}

static hrb_status fail_at_byte(const hrb__source *source, hrb_status status, size_t offset, hrb_error **error, const char *zh, const char *en)
{
    hrb_place place = place_of_byte(source, offset);
    return hrb__fail(error, status, &place, "第%d行（字节%lld）：%s%.0s", "line %d (byte %lld): %.0s%s",
                     place.line, (long long)offset, zh, en);
}

static hrb_status fail_encoding(const hrb__source *source, size_t offset, hrb_error **error, const char *zh, const char *en)
{
    return fail_at_byte(source, HRB_ERROR_ENCODING, offset, error, zh, en);
}

/* No damaged text, but something that never was one. */
static hrb_status fail_binary(const hrb__source *source, size_t offset, hrb_error **error)
{
    return fail_at_byte(source, HRB_ERROR_UNSUPPORTED, offset, error, "二进制数据，不是文本", "binary data, not text");
}

/* Whether text that is not valid UTF-8 is damaged UTF-8 all the same: most of
 * its multi-byte characters are whole. GB18030 text hardly ever looks so. */
static bool is_mostly_utf8(const char *data, size_t length, size_t first_bad)
{
    size_t good = 0, bad = 0, i = 0;
    /* Whole to the last character, which is cut: however short the text is. */
    if (first_bad > 0 && length - first_bad < 4 && ((unsigned char)data[first_bad - 1] & 0xC0) == 0x80 && (unsigned char)data[first_bad] >= 0xC2)
        return true;
    const size_t window = MIN(length, first_bad + 65536);
    while (i < window) {
        size_t valid = hrb__utf8_valid_prefix(data + i, window - i);
        for (size_t k = i; k < i + valid; k++)
            good += ((unsigned char)data[k] & 0xC0) == 0xC0;
        i += valid;
        if (i < window) {
            bad++;
            i++;
        }
    }
    return good > 4 * bad;
}

/* Converts bytes [from, size) to UTF-8: HRB_ERROR_ENCODING where they are not of that encoding, or end
 * inside a character; HRB_ERROR_UNSUPPORTED where the C library has no such converter to give. */
static hrb_status convert(hrb__source *source, size_t from, const char *charset, size_t *bad)
{
    gsize left = source->size - from, room = left + left / 2 + 16; /* no character grows by more than half */
    char *in = source->bytes + from, *text = g_try_malloc(room), *out = text;
    GIConv converter = text == NULL ? (GIConv)-1 : g_iconv_open("UTF-8", charset);
    if (converter == (GIConv)-1) {
        g_free(text);
        return text == NULL ? HRB_ERROR_MEMORY : HRB_ERROR_UNSUPPORTED;
    }
    bool whole = g_iconv(converter, &in, &left, &out, &room) != (gsize)-1 && left == 0;
    g_iconv_close(converter);
    *bad = source->size - left;
    if (!whole) {
        g_free(text);
        return HRB_ERROR_ENCODING;
    }
    source->text = text;
    source->length = (size_t)(out - text);
    source->start = from;
    return HRB_OK;
}

static hrb_status fail_converter(hrb_status status, hrb_error **error)
{
    if (status == HRB_ERROR_MEMORY)
        return hrb__fail_memory(error);
    return hrb__fail(error, status, NULL, "系统没有可用的UTF-16或GB18030转换器；请另存为UTF-8后再试", "the system has no converter for UTF-16 or GB18030 to give: save the file as UTF-8");
}

static hrb_status decode_utf16(hrb__source *source, size_t from, hrb__encoding encoding, hrb_error **error)
{
    size_t bad = from;
    source->encoding = encoding;
    hrb_status status = convert(source, from, encoding == HRB__UTF16LE ? "UTF-16LE" : "UTF-16BE", &bad);
    if (status == HRB_ERROR_MEMORY || status == HRB_ERROR_UNSUPPORTED)
        return fail_converter(status, error);
    if (status != HRB_OK)
        return fail_encoding(source, MIN(bad, source->size), error, "UTF-16文本已损坏或被截断", "the UTF-16 text is damaged or cut off");
    return HRB_OK;
}

static hrb_status decode(hrb__source *source, hrb_error **error)
{
    const unsigned char *b = (const unsigned char *)source->bytes;
    if (source->size >= 2 && b[0] == 0xFF && b[1] == 0xFE)
        return decode_utf16(source, 2, HRB__UTF16LE, error);
    if (source->size >= 2 && b[0] == 0xFE && b[1] == 0xFF)
        return decode_utf16(source, 2, HRB__UTF16BE, error);
    const char *zero = memchr(b, 0, source->size);
    if (zero != NULL) {
        size_t at = (size_t)(zero - source->bytes);
        /* UTF-16 without a mark: a blank, a line end or a digit early on has a zero beside it. */
        bool little = at % 2 == 1;
        size_t bad;
        hrb_status status = HRB_ERROR_ENCODING;
        if (source->size % 2 == 0 && at < 4096)
            status = convert(source, 0, little ? "UTF-16LE" : "UTF-16BE", &bad);
        if (status == HRB_ERROR_MEMORY || status == HRB_ERROR_UNSUPPORTED)
            return fail_converter(status, error);
        if (status == HRB_OK && memchr(source->text, 0, source->length) == NULL) {
            source->encoding = little ? HRB__UTF16LE : HRB__UTF16BE;
            return HRB_OK;
        }
        g_free(source->text);
        source->text = NULL;
        return fail_binary(source, at, error);
    }
    size_t valid = hrb__utf8_valid_prefix(source->bytes, source->size), bad;
    if (valid == source->size) {
        source->encoding = HRB__UTF8;
        source->text = source->bytes;
        source->length = source->size;
        source->start = source->size >= 3 && memcmp(b, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        return HRB_OK;
    }
    if (is_mostly_utf8(source->bytes, source->size, valid))
        return source->size - valid < 4 && b[valid] >= 0xC0
                   ? fail_encoding(source, valid, error, "文件在一个字符中间被截断", "the file is cut off inside a character")
                   : fail_encoding(source, valid, error, "UTF-8编码已损坏", "broken UTF-8");
    source->encoding = HRB__GB18030;
    hrb_status status = convert(source, 0, "GB18030", &bad);
    if (status == HRB_ERROR_MEMORY || status == HRB_ERROR_UNSUPPORTED)
        return fail_converter(status, error);
    if (status != HRB_OK)
        return fail_encoding(source, valid, error, "既不是UTF-8也不是GB18030文本", "neither UTF-8 nor GB18030 text");
    return HRB_OK;
}

static hrb_status refuse_control_characters(hrb__source *source, hrb_error **error)
{
    static const uint32_t ALLOWED = 1u << '\t' | 1u << '\n' | 1u << '\v' | 1u << '\f' | 1u << '\r' | 1u << 7 | 1u << 26;
    size_t count = 0;
    if (source->encoding == HRB__UTF8)
        return HRB_OK;
    for (size_t i = 0; i < source->length; i++)
        count += (unsigned char)source->text[i] < 32 && (ALLOWED >> (unsigned char)source->text[i] & 1) == 0;
    if (count * 100 > source->length)
        return fail_binary(source, 0, error);
    return HRB_OK;
}

/* The start of line n+1 given that of line n, in UTF-16 or any encoding where '\n' is one byte. */
static size_t next_line(const hrb__source *source, size_t at)
{
    if (source->encoding != HRB__UTF16LE && source->encoding != HRB__UTF16BE) {
        const char *p = memchr(source->bytes + at, '\n', source->size - at);
        return p == NULL ? source->size : (size_t)(p - source->bytes) + 1;
    }
    size_t low = source->encoding == HRB__UTF16LE ? 0 : 1;
    for (; at + 1 < source->size; at += 2)
        if (source->bytes[at + low] == '\n' && source->bytes[at + 1 - low] == 0)
            return at + 2;
    return source->size;
}

static uint32_t count_line_ends(const char *text, size_t length)
{
    return (uint32_t)hrb__text_count((hrb__text){text, length}, '\n');
}

/* Where the first character that begins in a block is. */
static size_t block_begin(const hrb__source *source, size_t block)
{
    size_t at = block * LINE_BLOCK;
    while (at < source->length && ((unsigned char)source->text[at] & 0xC0) == 0x80)
        at++;
    return at;
}

static size_t encoded_length(const hrb__source *source, const char *text, size_t length)
{
    if (source->encoding == HRB__UTF8 || length == 0)
        return length;
    static const char *const CHARSETS[] = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"};
    gsize written = 0;
    char *encoded = g_convert(text, (gssize)length, CHARSETS[source->encoding], "UTF-8", NULL, &written, NULL);
    g_free(encoded);
    return written;
}

static size_t line_start(const hrb__source *source, size_t offset)
{
    while (offset >= 64 && count_line_ends(source->text + offset - 64, 64) == 0)
        offset -= 64;
    while (offset > 0 && source->text[offset - 1] != '\n')
        offset--;
    return offset;
}

static void count_between(const hrb__source *source, size_t from, size_t to, hrb__run *run)
{
    run->characters += (uint32_t)hrb__utf8_count(source->text + from, to - from);
    run->bytes += (uint32_t)encoded_length(source, source->text + from, to - from);
}

/* A block without a line end: the line that it lies in goes on. */
static bool extend_run(hrb__source *source, size_t block, size_t blocks)
{
    if (source->runs == NULL && (source->runs = g_try_new0(hrb__run, blocks + 1)) == NULL)
        return false;
    hrb__run run = source->runs[block];
    size_t begin = block_begin(source, block);
    if (run.characters == 0) {
        run.start = (uint32_t)line_start(source, begin);
        count_between(source, run.start, begin, &run);
    }
    count_between(source, begin, block_begin(source, block + 1), &run);
    source->runs[block + 1] = run;
    return true;
}

static bool count_lines(hrb__source *source)
{
    size_t blocks = source->length / LINE_BLOCK + 1;
    source->line_ends = g_try_new(uint32_t, blocks);
    if (source->line_ends == NULL)
        return false;
    uint32_t count = 0;
    for (size_t i = 0; i < blocks; i++) {
        source->line_ends[i] = count;
        uint32_t more = count_line_ends(source->text + i * LINE_BLOCK, MIN(LINE_BLOCK, source->length - i * LINE_BLOCK));
        if (more == 0 && i + 1 < blocks && !extend_run(source, i, blocks))
            return false;
        count += more;
    }
    return true;
}

/* In a converted text, lines are the way back to the bytes. */
static bool mark_lines(hrb__source *source)
{
    const char *end = source->text + source->length, *p = source->text;
    size_t at = source->start, capacity = 0;
    for (size_t line = 0; p != NULL && source->encoding != HRB__UTF8; line++) {
        if (line % LINE_STEP == 0) {
            if (!hrb__grow((void **)&source->marks, source->mark_count, &capacity, sizeof *source->marks))
                return false;
            source->marks[source->mark_count++] = (hrb__mark){(uint32_t)(p - source->text), (uint32_t)at};
        }
        p = memchr(p, '\n', (size_t)(end - p));
        p = p == NULL ? NULL : p + 1;
        at = next_line(source, at);
    }
    return true;
}

hrb_status hrb__source_open(char *bytes, size_t size, hrb__source *out, hrb_error **error)
{
    hrb__source source = {.bytes = bytes, .size = size};
    hrb_status status = HRB_OK;
    if (size == 0)
        status = hrb__fail(error, HRB_ERROR_EMPTY, NULL, "文件是空的", "the file is empty");
    else if (size > MAX_BYTES)
        status = hrb__fail(error, HRB_ERROR_LIMIT, NULL, "输入超过1 GiB", "the input is larger than 1 GiB");
    if (status == HRB_OK)
        status = decode(&source, error);
    if (status == HRB_OK)
        status = refuse_control_characters(&source, error);
    if (status == HRB_OK && source.length > MAX_BYTES)
        status = hrb__fail(error, HRB_ERROR_LIMIT, NULL, "转换后的文本超过1 GiB", "the converted text is larger than 1 GiB");
    if (status == HRB_OK && (!count_lines(&source) || !mark_lines(&source)))
        status = hrb__fail_memory(error);
    if (status != HRB_OK)
        hrb__source_close(&source);
    else
        *out = source;
    return status;
}

void hrb__source_close(hrb__source *source)
{
    if (source->text != source->bytes)
        g_free(source->text);
    g_free(source->bytes);
    g_free(source->line_ends);
    g_free(source->runs);
    g_free(source->marks);
    g_free(source->origins);
    *source = (hrb__source){0};
}

static const hrb__origin *origin_of(const hrb__source *source, size_t offset)
{
    size_t low = 0, high = source->origin_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->origins[middle].text_offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return &source->origins[low];
}

static hrb_place place_by_origin(const hrb__source *source, size_t offset, size_t length)
{
    const hrb__origin *origin = origin_of(source, offset);
    hrb_place place = origin->place;
    if (!source->is_verbatim || offset < origin->text_offset)
        return place;
    const char *start = source->text + origin->text_offset;
    place.offset += (int64_t)encoded_length(source, start, offset - origin->text_offset);
    place.column += (int32_t)hrb__utf8_count(start, offset - origin->text_offset);
    if (length == 0)
        return place;
    /* Up to the end of its last character: other things may stand in the input before it. */
    size_t last = offset + length - 1;
    while (last > offset && ((unsigned char)source->text[last] & 0xC0) == 0x80)
        last--;
    place.length = place_by_origin(source, last, 0).offset - place.offset + (int64_t)encoded_length(source, source->text + last, offset + length - last);
    return place;
}

/* Where the line that begins at `start` of a converted text begins in the bytes. */
static size_t line_in_bytes(const hrb__source *source, size_t start)
{
    size_t low = 0, high = source->mark_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->marks[middle].text_offset <= start)
            low = middle;
        else
            high = middle;
    }
    size_t at = source->marks[low].byte_offset;
    const char *p = source->text + source->marks[low].text_offset;
    while (p < source->text + start) {
        p = (const char *)memchr(p, '\n', (size_t)(source->text + start - p)) + 1;
        at = next_line(source, at);
    }
    return at;
}

/* The line that an offset lies in: its start, and the characters and bytes as given up to the offset. */
static hrb__run measure_line(const hrb__source *source, size_t offset, bool begun_before)
{
    size_t block = offset / LINE_BLOCK, from;
    hrb__run run = {0};
    if (begun_before && source->runs != NULL && source->runs[block].characters > 0) {
        run = source->runs[block];
        from = block_begin(source, block);
    } else {
        from = line_start(source, offset);
        run.start = (uint32_t)from;
    }
    count_between(source, from, offset, &run);
    return run;
}

hrb_place hrb__source_place(const hrb__source *source, size_t offset, size_t length)
{
    if (source->origin_count > 0)
        return place_by_origin(source, offset, length);
    size_t block = offset / LINE_BLOCK;
    uint32_t ends = count_line_ends(source->text + block * LINE_BLOCK, offset - block * LINE_BLOCK);
    hrb__run run = measure_line(source, offset, ends == 0);
    hrb_place place = {.offset = (int64_t)offset, .line = (int32_t)(source->line_ends[block] + ends) + 1, .column = (int32_t)run.characters + 1};
    if (source->encoding != HRB__UTF8)
        place.offset = (int64_t)(line_in_bytes(source, run.start) + run.bytes);
    else if (run.start == 0 && source->start > 0 && offset > 0)
        place.column--; /* the mark is not a column */
    place.length = (int64_t)encoded_length(source, source->text + offset, length);
    return place;
}
