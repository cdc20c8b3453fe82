/* SPDX-License-Identifier: Apache-2.0 */
/* Reading and checking a document, against what cJSON needs to parse the same
 * lines as JSON and what g_utf8_validate needs to look at them, in one run; and
 * how it grows over 1, 10 and 100 times the input. bench_check FILE */
#include <cjson/cJSON.h>
#include <glib.h>
#include <hrbudget/hrbudget.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
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

/* The best of several rounds, in microseconds. */
static int64_t measure(work run, const char *data, size_t size, int rounds)
{
    int64_t best = INT64_MAX;
    for (int i = 0; i < rounds; i++) {
        int64_t start = now();
        run(data, size);
        int64_t took = now() - start;
        best = took < best ? took : best;
    }
    return best / 1000;
}

/* Every line that has text, as a JSON string. */
static char *lines_as_json(const char *data, size_t size, size_t *length)
{
    GString *out = g_string_new("[");
    const char *end = data + size;
    for (const char *p = data; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        stop = stop == NULL ? end : stop;
        while (p < stop && *p == '\t')
            p++;
        if (p < stop) {
            g_string_append(out, out->len > 1 ? ",\"" : "\"");
            for (; p < stop; p++)
                if (*p == '"' || *p == '\\')
                    g_string_append_printf(out, "\\%c", *p);
                else if ((unsigned char)*p >= 32)
                    g_string_append_c(out, *p);
            g_string_append_c(out, '"');
        }
        p = stop + 1;
    }
    g_string_append_c(out, ']');
    *length = out->len;
    return g_string_free(out, FALSE);
}

int main(int argc, char **argv)
{
    gchar *data;
    gsize size;
    if (argc != 2 || !g_file_get_contents(argv[1], &data, &size, NULL)) {
        fprintf(stderr, "usage: bench_check FILE\n");
        return 2;
    }
    size_t json_size;
    char *json = lines_as_json(data, size, &json_size);
    long checked = (long)measure(read_and_check, data, size, 200), read = (long)measure(read_only, data, size, 200);
    long parsed = (long)measure(parse_json, json, json_size, 200), validated = (long)measure(validate, data, size, 200);
    printf("%zu bytes: read %ld us, read and check %ld us\n", size, read, checked);
    printf("  cJSON on the same lines %ld us: ratio %.2f\n", parsed, (double)checked / (double)parsed);
    printf("  g_utf8_validate %ld us: ratio %.2f\n", validated, (double)checked / (double)validated);
    long once = checked;
    for (int times = 10; times <= 100; times *= 10) {
        char *many = g_malloc(size * (size_t)times);
        for (int i = 0; i < times; i++)
            memcpy(many + (size_t)i * size, data, size);
        long took = (long)measure(read_and_check, many, size * (size_t)times, times == 10 ? 20 : 5);
        printf("  %d times the input: %.1f times as long\n", times, (double)took / (double)once);
        g_free(many);
    }
    g_free(json);
    g_free(data);
    return 0;
}
