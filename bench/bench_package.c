/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a docx or xlsx, against unzipping its parts and one pass of expat over
 * each of them that does nothing, in processor time of one run. bench_package FILE... */
#include <expat.h>
#include <glib.h>
#include <hrbudget/hrbudget.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "read/zip.h"

static const hrb__limits LIMITS = {.max_bytes = (size_t)256 << 20, .max_cells = 10000000, .max_archive_bytes = (size_t)512 << 20, .max_archive_ratio = 1000, .max_depth = 256};

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void nothing_at_start(void *user, const char *name, const char **attributes)
{
    (void)user, (void)name, (void)attributes;
}

static void nothing_at_end(void *user, const char *name)
{
    (void)user, (void)name;
}

static void nothing_for_text(void *user, const char *text, int length)
{
    (void)user, (void)text, (void)length;
}

static char *reserve(void *parser, size_t size)
{
    return XML_GetBuffer(parser, (int)size);
}

static hrb_status commit(void *parser, size_t size, bool last)
{
    return XML_ParseBuffer(parser, (int)size, last) == XML_STATUS_OK ? HRB_OK : HRB_ERROR_SYNTAX;
}

/* The parts that hold what is shown. */
static bool is_content(const hrb__zip_entry *entry)
{
    static const char *const PARTS[] = {"word/document.xml", "xl/worksheets/", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"};
    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++)
        if (hrb__text_starts(entry->name, (hrb__text){PARTS[i], strlen(PARTS[i])}) && entry->size > 0)
            return true;
    return false;
}

static void pass_over(const char *data, size_t size)
{
    hrb__zip zip;
    if (hrb__zip_open(&zip, data, size, &LIMITS, NULL) != HRB_OK)
        abort();
    for (size_t i = 0; i < zip.count; i++) {
        if (!is_content(&zip.entries[i]))
            continue;
        XML_Parser parser = XML_ParserCreateNS(NULL, ' ');
        const hrb__zip_sink sink = {parser, reserve, commit};
        XML_SetElementHandler(parser, nothing_at_start, nothing_at_end);
        XML_SetCharacterDataHandler(parser, nothing_for_text);
        if (hrb__zip_read(&zip, &zip.entries[i], &sink, NULL) != HRB_OK)
            abort();
        XML_ParserFree(parser);
    }
    hrb__zip_close(&zip);
}

static void read_blocks(const char *data, size_t size)
{
    hrb__blocks blocks;
    if (hrb__read(g_memdup2(data, size), size, &LIMITS, &blocks, NULL) != HRB_OK)
        abort();
    hrb__blocks_free(&blocks);
}

static void read_and_check(const char *data, size_t size)
{
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    hrb_options *options = NULL;
    if (hrb_options_new(&options) != HRB_OK || hrb_options_set_limit(options, HRB_LIMIT_ARCHIVE_RATIO, 1000) != HRB_OK ||
        hrb_document_read(data, size, options, &document, NULL) != HRB_OK || hrb_document_check(document, options, &report, NULL) != HRB_OK)
        abort();
    hrb_report_free(report);
    hrb_document_free(document);
    hrb_options_free(options);
}

/* The best of several rounds, in microseconds. */
static double measure(void (*work)(const char *, size_t), const char *data, size_t size)
{
    int64_t best = INT64_MAX, spent = 0;
    for (int i = 0; i < 200 && (i < 5 || spent < 1000000000); i++) {
        int64_t start = now();
        work(data, size);
        int64_t took = now() - start;
        spent += took;
        best = took < best ? took : best;
    }
    return (double)best / 1000;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        gchar *data;
        gsize size;
        if (!g_file_get_contents(argv[i], &data, &size, NULL)) {
            fprintf(stderr, "%s: cannot be read\n", argv[i]);
            return 2;
        }
        double pass = measure(pass_over, data, size), blocks = measure(read_blocks, data, size), all = measure(read_and_check, data, size);
        printf("%s: unzip and expat %.0f us; blocks %.0f us, %.2f times; read and check %.0f us, %.2f times\n", argv[i], pass, blocks, blocks / pass, all, all / pass);
        g_free(data);
    }
    return 0;
}
