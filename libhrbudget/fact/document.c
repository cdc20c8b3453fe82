/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a document: from bytes to facts. The getters stand in api.c. */
#include "fact/document.h"
#include "fact/project.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/system_text.h"
#include "read/builder.h"

static hrb_status too_large(int64_t limit, hrb_error **error)
{
    return hrb__fail(error, HRB_ERROR_LIMIT, NULL, "输入超过上限%lld字节", "the input is larger than the limit of %lld bytes", (long long)limit);
}

const hrb__line *hrb__table_line(const hrb__table *table, size_t row)
{
    for (size_t p = 0; p < table->pane_count; p++)
        if (table->rows[row].line_of[p] >= 0)
            return &table->lines[table->rows[row].line_of[p]];
    return NULL;
}

const hrb__line *hrb__fact_line(const hrb_document *document, const hrb__fact *fact)
{
    if (fact->table < 0)
        return NULL;
    const hrb__table *table = &document->tables[fact->table];
    int32_t line = table->rows[fact->row].line_of[table->columns[fact->column].pane];
    return line < 0 ? NULL : &table->lines[line];
}

/* About as many facts as a document of so many cells has; more are added on the way. */
static bool reserve_facts(hrb_document *document)
{
    return hrb__reserve((void **)&document->facts, MIN(document->blocks.cell_count / 6, 4096) + 16, &document->fact_capacity, sizeof *document->facts);
}

static void understand(hrb_document *document, const struct hrb_options *options)
{
    document->looks = g_try_malloc0(MAX(document->blocks.cell_count, 1));
    document->out_of_memory = document->looks == NULL || !reserve_facts(document);
    if (!document->out_of_memory)
        document->out_of_memory = !hrb__look_over_rows(document);
    if (!document->out_of_memory)
        hrb__understand_identity(document, options->year);
    if (!document->out_of_memory)
        hrb__understand_tables(document);
    if (!document->out_of_memory)
        hrb__understand_projects(document);
    if (!document->out_of_memory)
        hrb__understand_narrative(document);
    if (!document->out_of_memory)
        hrb__settle_totals(document);
    if (!document->out_of_memory)
        hrb__guess_units(document);
    if (!document->out_of_memory)
        document->out_of_memory = !hrb__copy_texts(document);
    g_free(document->looks);
    g_free(document->row_kinds);
    g_free(document->title_rows);
    document->looks = document->row_kinds = NULL;
    document->title_rows = NULL;
}

static hrb__limits limits_of(const struct hrb_options *options)
{
    return (hrb__limits){.max_bytes = (size_t)options->max_bytes, .max_cells = (size_t)options->max_cells,
                         .max_archive_bytes = (size_t)options->max_archive_bytes, .max_archive_ratio = (size_t)options->max_archive_ratio,
                         .max_depth = (size_t)options->max_depth};
}

/* Understands what a reader found; takes the blocks over. */
hrb_status hrb__document_open(const hrb__blocks *blocks, const char *path, const struct hrb_options *options, hrb_document **out, hrb_error **error)
{
    hrb_document *document = g_try_malloc0(sizeof *document);
    if (document == NULL) {
        hrb__blocks read = *blocks;
        hrb__blocks_free(&read);
        return hrb__fail_memory(error);
    }
    document->blocks = *blocks;
    document->rulebook = options->rulebook;
    document->codebook = options->codebook;
    document->path = hrb__arena_text(&document->arena, path, strlen(path));
    understand(document, options);
    if (document->path == NULL || document->out_of_memory) {
        hrb_document_free(document);
        return hrb__fail_memory(error);
    }
    *out = document;
    return HRB_OK;
}

/* Takes `bytes` over. */
static hrb_status read_bytes(char *bytes, size_t size, const char *path, const struct hrb_options *options, hrb_document **out, hrb_error **error)
{
    const hrb__limits limits = limits_of(options);
    hrb__blocks blocks = {0};
    hrb_status status = hrb__read(bytes, size, &limits, &blocks, error);
    return status == HRB_OK ? hrb__document_open(&blocks, path, options, out, error) : status;
}

hrb_status hrb_document_from_blocks(const hrb_blocks *source, const hrb_options *options, hrb_document **out, hrb_error **error)
{
    if (out == NULL || source == NULL)
        return hrb__fail_argument(error, out == NULL ? "out" : "blocks");
    *out = NULL;
    const struct hrb_options resolved = hrb__options_resolve(options);
    const hrb__limits limits = limits_of(&resolved);
    hrb__blocks blocks = {0};
    hrb_status status = hrb__read_blocks(source, &limits, &blocks, error);
    return status == HRB_OK ? hrb__document_open(&blocks, "", &resolved, out, error) : status;
}

hrb_status hrb_document_read(const void *bytes, size_t length, const hrb_options *options, hrb_document **out, hrb_error **error)
{
    if (out == NULL || (bytes == NULL && length > 0))
        return hrb__fail_argument(error, out == NULL ? "out" : "bytes");
    *out = NULL;
    struct hrb_options resolved = hrb__options_resolve(options);
    if (length > (size_t)resolved.max_bytes)
        return too_large(resolved.max_bytes, error);
    char *copy = g_try_malloc(length + 1);
    if (copy == NULL)
        return hrb__fail_memory(error);
    if (length > 0)
        memcpy(copy, bytes, length);
    return read_bytes(copy, length, "", &resolved, out, error);
}

static hrb_status fail_io(const char *path, int number, hrb_error **error)
{
    return hrb__fail(error, HRB_ERROR_IO, NULL, "无法读取文件 %1$.300s：%2$s%3$.0s", "cannot read %1$.300s: %3$s%2$.0s", path, hrb__system_text(number, HRB_LANG_ZH),
                     hrb__system_text(number, HRB_LANG_EN));
}

/* The whole content of an open file; its size may not be known beforehand (a pipe). */
static hrb_status slurp(int fd, const char *path, int64_t limit, char **bytes, size_t *size, hrb_error **error)
{
    struct stat info;
    if (fstat(fd, &info) != 0)
        return fail_io(path, errno, error);
    if (S_ISDIR(info.st_mode))
        return fail_io(path, EISDIR, error);
    if (S_ISREG(info.st_mode) && info.st_size > limit)
        return too_large(limit, error);
    size_t capacity = S_ISREG(info.st_mode) ? (size_t)info.st_size + 1 : 65536, used = 0;
    char *buffer = g_try_malloc(capacity);
    while (buffer != NULL) {
        if (used == capacity) {
            char *grown = g_try_realloc(buffer, capacity * 2);
            if (grown == NULL)
                break;
            buffer = grown;
            capacity *= 2;
        }
        ssize_t n = read(fd, buffer + used, capacity - used);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            int number = errno;
            g_free(buffer);
            return fail_io(path, number, error);
        }
        if (n == 0) {
            *bytes = buffer;
            *size = used;
            return HRB_OK;
        }
        used += (size_t)n;
        if (used > (size_t)limit) {
            g_free(buffer);
            return too_large(limit, error);
        }
    }
    g_free(buffer);
    return hrb__fail_memory(error);
}

hrb_status hrb_document_read_file(const char *path, const hrb_options *options, hrb_document **out, hrb_error **error)
{
    if (out == NULL || path == NULL)
        return hrb__fail_argument(error, out == NULL ? "out" : "path");
    *out = NULL;
    struct hrb_options resolved = hrb__options_resolve(options);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_io(path, errno, error);
    char *bytes = NULL;
    size_t size = 0;
    hrb_status status = slurp(fd, path, resolved.max_bytes, &bytes, &size, error);
    close(fd);
    return status == HRB_OK ? read_bytes(bytes, size, path, &resolved, out, error) : status;
}

void hrb_document_free(hrb_document *document)
{
    if (document == NULL)
        return;
    hrb__blocks_free(&document->blocks);
    g_free(document->units);
    g_free(document->tables);
    hrb__shed(document->facts, document->fact_capacity, sizeof *document->facts);
    g_free(document->issues);
    g_free(document->relations);
    g_free(document->related);
    g_free(document->narrated);
    hrb__projects_free(document->projects);
    if (document->columns != NULL)
        document->free_columns(document->columns);
    hrb__arena_free(&document->arena);
    g_free(document);
}

hrb_status hrb_document_sha256(const hrb_document *document, char out[65])
{
    if (document == NULL || out == NULL)
        return HRB_ERROR_ARGUMENT;
    char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)document->blocks.source.bytes, document->blocks.source.size);
    if (digest == NULL)
        return HRB_ERROR_MEMORY;
    memcpy(out, digest, 64);
    out[64] = '\0';
    g_free(digest);
    return HRB_OK;
}
