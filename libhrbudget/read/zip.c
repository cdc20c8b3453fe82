/* SPDX-License-Identifier: Apache-2.0 */
#include "read/zip.h"

#include <glib.h>
#include <string.h>
#include <zlib.h>

#include "base/error.h"

#define END_SIZE 22
#define END_MAX_COMMENT 65535
#define LOCATOR_SIZE 20
#define END64_SIZE 56
#define CENTRAL_SIZE 46
#define LOCAL_SIZE 30
#define MAX_ENTRIES 4096
#define PIECE ((size_t)64 * 1024)
#define RATIO_GRACE ((uint64_t)1 << 20) /* small archives of very regular parts are common */
#define STORED 0
#define DEFLATED 8

static uint16_t get16(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (uint16_t)(b[0] | b[1] << 8);
}

static uint32_t get32(const char *p)
{
    return (uint32_t)get16(p) | (uint32_t)get16(p + 2) << 16;
}

static uint64_t get64(const char *p)
{
    return (uint64_t)get32(p) | (uint64_t)get32(p + 4) << 32;
}

static hrb_status fail_damaged(size_t at, hrb_error **error, const char *zh, const char *en)
{
    hrb_place place = {.offset = (int64_t)at};
    return hrb__fail(error, HRB_ERROR_SYNTAX, &place, "压缩包已损坏（字节%lld）：%s%.0s", "damaged zip archive (byte %lld): %.0s%s", (long long)at, zh, en);
}

const char *hrb__zip_name(const hrb__zip_entry *entry, char *out, size_t size)
{
    size_t n = MIN(entry->name.length, size - 1);
    for (size_t i = 0; i < n; i++)
        out[i] = g_ascii_isprint(entry->name.data[i]) ? entry->name.data[i] : '?';
    out[n] = '\0';
    return out;
}

/* --- The directory --- */

typedef struct directory {
    uint64_t start, size, count;
} directory;

/* The end record: the last one whose comment reaches to the end of the file. */
static bool find_end(const hrb__zip *zip, size_t *found)
{
    if (zip->size < END_SIZE)
        return false;
    size_t lowest = zip->size > END_SIZE + END_MAX_COMMENT ? zip->size - END_SIZE - END_MAX_COMMENT : 0;
    for (size_t at = zip->size - END_SIZE + 1; at-- > lowest;)
        if (get32(zip->bytes + at) == 0x06054b50 && at + END_SIZE + get16(zip->bytes + at + 20) == zip->size) {
            *found = at;
            return true;
        }
    return false;
}

static hrb_status find_directory(const hrb__zip *zip, directory *d, hrb_error **error)
{
    size_t end;
    if (!find_end(zip, &end))
        return fail_damaged(zip->size, error, "文件不完整，可能被截断", "the file is incomplete, probably cut off");
    const char *p = zip->bytes + end;
    *d = (directory){.count = get16(p + 10), .size = get32(p + 12), .start = get32(p + 16)};
    size_t limit = end;
    bool more = d->count == 0xFFFF || d->size == 0xFFFFFFFF || d->start == 0xFFFFFFFF;
    if (more && end >= LOCATOR_SIZE && get32(p - LOCATOR_SIZE) == 0x07064b50) {
        uint64_t at = get64(p - LOCATOR_SIZE + 8);
        if (at > end - LOCATOR_SIZE || end - LOCATOR_SIZE - at < END64_SIZE || get32(zip->bytes + at) != 0x06064b50)
            return fail_damaged(end - LOCATOR_SIZE, error, "zip64目录位置错误", "the zip64 record is not where it should be");
        p = zip->bytes + at;
        *d = (directory){.count = get64(p + 32), .size = get64(p + 40), .start = get64(p + 48)};
        limit = (size_t)at;
    }
    if (d->start > limit || d->size > limit - d->start)
        return fail_damaged(end, error, "目录位置错误", "the directory is not where it should be");
    if (d->count > MAX_ENTRIES) {
        hrb_place place = {.offset = (int64_t)end};
        return hrb__fail(error, HRB_ERROR_LIMIT, &place, "压缩包内文件超过%d个", "more than %d files in the archive", MAX_ENTRIES);
    }
    return HRB_OK;
}

/* Sizes and place of an entry that stand in its zip64 field instead. */
static bool read_zip64(const char *extra, size_t length, uint64_t *size, uint64_t *compressed, uint64_t *header)
{
    uint64_t *fields[] = {size, compressed, header};
    while (length >= 4) {
        size_t n = get16(extra + 2);
        if (n > length - 4)
            return false;
        if (get16(extra) == 1) {
            size_t at = 4;
            for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
                if (*fields[i] == 0xFFFFFFFF) {
                    if (at + 8 > n + 4)
                        return false;
                    *fields[i] = get64(extra + at);
                    at += 8;
                }
            return true;
        }
        extra += n + 4;
        length -= n + 4;
    }
    return *size != 0xFFFFFFFF && *compressed != 0xFFFFFFFF && *header != 0xFFFFFFFF;
}

/* One entry of the directory at p, with `left` bytes there; its length, or 0. */
static size_t read_entry(const hrb__zip *zip, const directory *d, const char *p, size_t left, hrb__zip_entry *out)
{
    if (left < CENTRAL_SIZE || get32(p) != 0x02014b50)
        return 0;
    size_t name = get16(p + 28), extra = get16(p + 30), comment = get16(p + 32), length = CENTRAL_SIZE + name + extra + comment;
    uint64_t size = get32(p + 24), compressed = get32(p + 20), header = get32(p + 42);
    if (left < length || name == 0 || !read_zip64(p + CENTRAL_SIZE + name, extra, &size, &compressed, &header))
        return 0;
    if (header > d->start || d->start - header < LOCAL_SIZE || get32(zip->bytes + header) != 0x04034b50)
        return 0;
    const char *local = zip->bytes + header;
    uint64_t start = header + LOCAL_SIZE + get16(local + 26) + get16(local + 28);
    if (start > d->start || compressed > d->start - start)
        return 0;
    if (get16(local + 26) != name || memcmp(local + LOCAL_SIZE, p + CENTRAL_SIZE, name) != 0)
        return 0;
    *out = (hrb__zip_entry){.name = {p + CENTRAL_SIZE, name}, .start = (size_t)start, .compressed = (size_t)compressed, .size = size,
                            .checksum = get32(p + 16), .method = get16(p + 10), .encrypted = (get16(p + 8) & 1) != 0, .header = (size_t)header};
    return length;
}

static int by_header(const void *a, const void *b)
{
    const hrb__zip_entry *x = a, *y = b;
    return (x->header > y->header) - (x->header < y->header);
}

static int compare_names(hrb__text a, hrb__text b)
{
    int order = g_ascii_strncasecmp(a.data, b.data, MIN(a.length, b.length));
    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static int by_name(const void *a, const void *b)
{
    return compare_names(((const hrb__zip_entry *)a)->name, ((const hrb__zip_entry *)b)->name);
}

static hrb_status refuse_overlaps(hrb__zip *zip, hrb_error **error)
{
    if (zip->count == 0)
        return HRB_OK;
    qsort(zip->entries, zip->count, sizeof *zip->entries, by_header);
    for (size_t i = 1; i < zip->count; i++)
        if (zip->entries[i].header < zip->entries[i - 1].start + zip->entries[i - 1].compressed)
            return fail_damaged(zip->entries[i].header, error, "文件相互重叠", "files overlap");
    qsort(zip->entries, zip->count, sizeof *zip->entries, by_name);
    for (size_t i = 1; i < zip->count; i++)
        if (by_name(&zip->entries[i], &zip->entries[i - 1]) == 0)
            return fail_damaged(zip->entries[i].header, error, "两个文件同名", "two files have one name");
    return HRB_OK;
}

hrb_status hrb__zip_open(hrb__zip *zip, const char *bytes, size_t size, const hrb__limits *limits, hrb_error **error)
{
    *zip = (hrb__zip){.bytes = bytes, .size = size, .limits = limits};
    directory d = {0};
    hrb_status status = find_directory(zip, &d, error);
    if (status != HRB_OK)
        return status;
    zip->entries = g_try_new0(hrb__zip_entry, d.count + 1);
    if (zip->entries == NULL)
        return hrb__fail_memory(error);
    const char *p = bytes + d.start, *end = p + d.size;
    for (; zip->count < d.count && status == HRB_OK; zip->count++) {
        size_t length = read_entry(zip, &d, p, (size_t)(end - p), &zip->entries[zip->count]);
        if (length == 0)
            status = fail_damaged((size_t)(p - bytes), error, "目录项错误", "a directory entry is wrong");
        p += length;
    }
    if (status == HRB_OK)
        status = refuse_overlaps(zip, error);
    if (status != HRB_OK)
        hrb__zip_close(zip);
    return status;
}

void hrb__zip_close(hrb__zip *zip)
{
    g_free(zip->entries);
    *zip = (hrb__zip){0};
}

const hrb__zip_entry *hrb__zip_find(const hrb__zip *zip, hrb__text name)
{
    hrb__zip_entry key = {.name = name};
    return zip->count == 0 ? NULL : bsearch(&key, zip->entries, zip->count, sizeof key, by_name);
}

/* --- One file --- */

static hrb_status fail_file(const hrb__zip_entry *entry, hrb_status status, hrb_error **error, const char *zh, const char *en)
{
    char name[96];
    hrb_place place = {.offset = (int64_t)entry->header};
    return hrb__fail(error, status, &place, "压缩包内的%s：%s%.0s", "%s in the archive: %.0s%s", hrb__zip_name(entry, name, sizeof name), zh, en);
}

/* Whether `size` more bytes may come out of the archive. */
static hrb_status count_bytes(hrb__zip *zip, const hrb__zip_entry *entry, size_t size, hrb_error **error)
{
    zip->inflated += size;
    bool large = zip->inflated > zip->limits->max_archive_bytes;
    bool dense = zip->inflated > RATIO_GRACE && zip->inflated / zip->limits->max_archive_ratio > zip->size;
    if (!large && !dense)
        return HRB_OK;
    char name[96];
    hrb_place place = {.offset = (int64_t)entry->header};
    hrb__zip_name(entry, name, sizeof name);
    if (large)
        return hrb__fail(error, HRB_ERROR_LIMIT, &place, "压缩包内的%s：解压后超过上限%zu字节", "%s in the archive: inflates to more than the limit of %zu bytes", name,
                         zip->limits->max_archive_bytes);
    return hrb__fail(error, HRB_ERROR_LIMIT, &place, "压缩包内的%s：解压后超过文件大小的%zu倍", "%s in the archive: inflates to more than %zu times the file", name,
                     zip->limits->max_archive_ratio);
}

typedef struct output {
    hrb__zip *zip;
    const hrb__zip_entry *entry;
    const hrb__zip_sink *sink;
    hrb_error **error;
    uint64_t size;
    uint32_t checksum;
} output;

/* Takes bytes that were written to reserved room. */
static hrb_status take(output *o, const char *data, size_t size)
{
    o->size += size;
    if (o->size > o->entry->size)
        return fail_file(o->entry, HRB_ERROR_SYNTAX, o->error, "内容比目录所列的长", "it is longer than the directory says");
    o->checksum = (uint32_t)crc32(o->checksum, (const Bytef *)data, (uInt)size);
    hrb_status status = count_bytes(o->zip, o->entry, size, o->error);
    return status != HRB_OK ? status : o->sink->commit(o->sink->user, size, false);
}

static hrb_status copy_stored(output *o)
{
    const char *p = o->zip->bytes + o->entry->start;
    for (size_t left = o->entry->compressed; left > 0;) {
        size_t n = MIN(left, PIECE);
        char *room = o->sink->reserve(o->sink->user, n);
        if (room == NULL)
            return hrb__fail_memory(o->error);
        memcpy(room, p, n);
        hrb_status status = take(o, room, n);
        if (status != HRB_OK)
            return status;
        p += n;
        left -= n;
    }
    return HRB_OK;
}

static hrb_status inflate_pieces(output *o, z_stream *stream)
{
    for (int result = Z_OK; result != Z_STREAM_END;) {
        char *room = o->sink->reserve(o->sink->user, PIECE);
        if (room == NULL)
            return hrb__fail_memory(o->error);
        stream->next_out = (Bytef *)room;
        stream->avail_out = (uInt)PIECE;
        result = inflate(stream, Z_NO_FLUSH);
        size_t written = PIECE - stream->avail_out;
        if (result == Z_MEM_ERROR)
            return hrb__fail_memory(o->error);
        if ((result != Z_OK && result != Z_STREAM_END) || (result == Z_OK && written == 0))
            return fail_file(o->entry, HRB_ERROR_SYNTAX, o->error, "压缩数据已损坏或被截断", "its compressed data is damaged or cut off");
        hrb_status status = take(o, room, written);
        if (status != HRB_OK)
            return status;
    }
    return HRB_OK;
}

static hrb_status inflate_deflated(output *o)
{
    z_stream stream = {.next_in = (z_const Bytef *)(o->zip->bytes + o->entry->start), .avail_in = (uInt)o->entry->compressed};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return hrb__fail_memory(o->error);
    hrb_status status = inflate_pieces(o, &stream);
    inflateEnd(&stream);
    return status;
}

hrb_status hrb__zip_read(hrb__zip *zip, const hrb__zip_entry *entry, const hrb__zip_sink *sink, hrb_error **error)
{
    if (entry->encrypted)
        return fail_file(entry, HRB_ERROR_UNSUPPORTED, error, "有密码保护，请去掉密码后再试", "it is protected by a password: remove the password first");
    if (entry->method != STORED && entry->method != DEFLATED)
        return fail_file(entry, HRB_ERROR_UNSUPPORTED, error, "压缩方法不受支持", "its compression method is not supported");
    output o = {zip, entry, sink, error, 0, 0};
    hrb_status status = entry->method == STORED ? copy_stored(&o) : inflate_deflated(&o);
    if (status != HRB_OK)
        return status;
    if (o.size != entry->size || o.checksum != entry->checksum)
        return fail_file(entry, HRB_ERROR_SYNTAX, error, "内容与校验值不符", "its content does not match its checksum");
    return sink->commit(sink->user, 0, true);
}
