/* SPDX-License-Identifier: Apache-2.0 */
/* Reading and checking a document against three peers in one run, how it grows
 * with the input, and the memory it takes. bench_check FILE
 *
 *   same cells   cJSON parsing {"rows":[["",""],["2020年…"],…]}: every row and
 *                cell that our reader makes of the document, blank ones too, as
 *                trimmed text. This is what the same content weighs as JSON.
 *   lines        cJSON parsing one array of the lines that have text: stricter,
 *                since it leaves out rows and blank cells.
 *   validation   one pass of g_utf8_validate over the bytes.
 *
 * Times are processor time, all on one thread, and the least of many rounds: on a
 * shared machine all noise is upwards. */
#include <cjson/cJSON.h>
#include <glib.h>
#include <hrbudget/hrbudget.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "read/blocks.h"

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

typedef void (*work)(const char *data, size_t size);

static void read_only(const char *data, size_t size)
{
    hrb_document *document = NULL;
    if (hrb_document_read(data, size, NULL, &document, NULL) != HRB_OK)
        abort();
    hrb_document_free(document);
}

static void read_and_check(const char *data, size_t size)
{
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    if (hrb_document_read(data, size, NULL, &document, NULL) != HRB_OK || hrb_document_check(document, NULL, &report, NULL) != HRB_OK)
        abort();
    hrb_report_free(report);
    hrb_document_free(document);
}

static void read_blocks(const char *data, size_t size)
{
    hrb__blocks blocks;
    if (hrb__read(g_memdup2(data, size), size, &(hrb__limits){SIZE_MAX, SIZE_MAX}, &blocks, NULL) != HRB_OK)
        abort();
    hrb__blocks_free(&blocks);
}

static void parse_json(const char *data, size_t size)
{
    cJSON *tree = cJSON_ParseWithLength(data, size);
    if (tree == NULL)
        abort();
    cJSON_Delete(tree);
}

static void validate(const char *data, size_t size)
{
    if (!g_utf8_validate(data, (gssize)size, NULL))
        abort();
}

/* The best of several rounds, in nanoseconds. */
static int64_t measure(work run, const char *data, size_t size, int rounds)
{
    int64_t best = INT64_MAX;
    for (int i = 0; i < rounds; i++) {
        int64_t start = now();
        run(data, size);
        int64_t took = now() - start;
        best = MIN(best, took);
    }
    return best;
}

/* What is measured in turn with the others, so that a quiet or a busy moment of the machine is the same for all. */
typedef struct task {
    work run;
    const char *data;
    size_t size;
    int64_t best;
} task;

static void append_string(GString *out, const char *text, size_t length)
{
    g_string_append_c(out, '"');
    for (size_t i = 0; i < length; i++)
        if (text[i] == '"' || text[i] == '\\')
            g_string_append_printf(out, "\\%c", text[i]);
        else if ((unsigned char)text[i] >= 32)
            g_string_append_c(out, text[i]);
    g_string_append_c(out, '"');
}

static GString *cells_as_json(const char *data, size_t size)
{
    hrb__blocks blocks;
    if (hrb__read(g_memdup2(data, size), size, &(hrb__limits){SIZE_MAX, SIZE_MAX}, &blocks, NULL) != HRB_OK)
        abort();
    GString *out = g_string_new("{\"rows\":[");
    for (size_t r = 0; r < blocks.row_count; r++) {
        g_string_append(out, r > 0 ? ",[" : "[");
        for (size_t c = 0; c < blocks.rows[r].cell_count; c++) {
            hrb__text text = hrb__row_text(&blocks, &blocks.rows[r], c);
            g_string_append(out, c > 0 ? "," : "");
            append_string(out, text.data, text.length);
        }
        g_string_append_c(out, ']');
    }
    hrb__blocks_free(&blocks);
    return g_string_append(out, "]}");
}

static GString *lines_as_json(const char *data, size_t size)
{
    GString *out = g_string_new("[");
    const char *end = data + size;
    for (const char *p = data; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        stop = stop == NULL ? end : stop;
        while (p < stop && *p == '\t')
            p++;
        if (p < stop) {
            g_string_append(out, out->len > 1 ? "," : "");
            append_string(out, p, (size_t)(stop - p));
        }
        p = stop + 1;
    }
    return g_string_append_c(out, ']');
}

static char *repeat(const char *data, size_t size, size_t times)
{
    char *many = g_malloc(size * times);
    for (size_t i = 0; i < times; i++)
        memcpy(many + i * size, data, size);
    return many;
}

static long status_kilobytes(const char *key)
{
    gchar *text = NULL;
    long value = 0;
    if (g_file_get_contents("/proc/self/status", &text, NULL, NULL)) {
        const char *at = strstr(text, key);
        value = at == NULL ? 0 : strtol(at + strlen(key), NULL, 10);
    }
    g_free(text);
    return value;
}

/* What reading and checking adds to the memory of a fresh process at its peak,
 * the library's own copy of the input included. */
static void print_memory(const char *data, size_t size, size_t times)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        char *many = repeat(data, size, times);
        read_and_check(data, size); /* the rulebook is loaded once for all documents */
        long before = status_kilobytes("VmRSS:");
        read_and_check(many, size * times);
        long peak = status_kilobytes("VmHWM:") - before;
        printf("%zu times the input: %.1f times its size in memory at the peak\n", times, (double)peak * 1024 / (double)(size * times));
        fflush(stdout);
        _exit(0);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        printf("the peak of memory could not be measured\n");
}

static void print_ratio(const char *name, int64_t took, int64_t peer)
{
    printf("%-32s %8.1f us: ratio %.2f\n", name, (double)peer / 1000, (double)took / (double)peer);
}

int main(int argc, char **argv)
{
    gchar *data;
    gsize size;
    if (argc != 2 || !g_file_get_contents(argv[1], &data, &size, NULL)) {
        fprintf(stderr, "usage: bench_check FILE\n");
        return 2;
    }
    print_memory(data, size, 100);
    GString *cells = cells_as_json(data, size), *lines = lines_as_json(data, size);
    task tasks[] = {{read_blocks, data, size, INT64_MAX},
                    {read_only, data, size, INT64_MAX},
                    {read_and_check, data, size, INT64_MAX},
                    {parse_json, cells->str, cells->len, INT64_MAX},
                    {parse_json, lines->str, lines->len, INT64_MAX},
                    {validate, data, size, INT64_MAX}};
    for (int i = 0; i < 1000; i++)
        for (size_t k = 0; k < G_N_ELEMENTS(tasks); k++)
            tasks[k].best = MIN(tasks[k].best, measure(tasks[k].run, tasks[k].data, tasks[k].size, 2));
    int64_t checked = tasks[2].best;
    printf("%zu bytes: blocks %.1f us, read %.1f us, read and check %.1f us\n", (size_t)size, (double)tasks[0].best / 1000, (double)tasks[1].best / 1000, (double)checked / 1000);
    print_ratio("cJSON, the same cells", checked, tasks[3].best);
    print_ratio("cJSON, the lines with text", checked, tasks[4].best);
    print_ratio("g_utf8_validate", checked, tasks[5].best);
    for (size_t times = 10; times <= 100; times *= 10) {
        char *many = repeat(data, size, times);
        int64_t took = measure(read_and_check, many, size * times, times == 10 ? 50 : 10);
        printf("%zu times the input: %.1f times as long\n", times, (double)took / (double)checked);
        g_free(many);
    }
    g_string_free(cells, TRUE);
    g_string_free(lines, TRUE);
    g_free(data);
    return 0;
}
