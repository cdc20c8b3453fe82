/* SPDX-License-Identifier: Apache-2.0 */
/* Look-ups in the code book, beside a GHashTable of the same codes in the same
 * run: nanoseconds each, the least of many rounds. bench_code [ROUNDS] */
#include <glib.h>
#include <hrbudget/hrbudget.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LOOKUPS 100000

typedef struct bench {
    const hrb_codebook *book;
    hrb_code *codes; /* every code of the book, in the order they are asked for */
    const char **names;
    size_t count;
    GHashTable *by_code;
    size_t hits; /* so that no look-up is optimised away */
} bench;

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static gpointer key(hrb_code code)
{
    return GINT_TO_POINTER(code.digits * 8 + code.kind);
}

static void collect(bench *b, hrb_code parent)
{
    const hrb_code_entry *child;
    for (size_t i = 0; (child = hrb_codebook_get_child(b->book, parent, 2025, i)) != NULL; i++) {
        b->codes[b->count] = hrb_code_entry_code(child);
        b->names[b->count++] = hrb_code_entry_name(child);
        collect(b, hrb_code_entry_code(child));
    }
}

/* The same pseudo-random order in each run, so that neither side has a warm neighbour. */
static void shuffle(bench *b)
{
    uint64_t seed = 88172645463325252u;
    for (size_t i = b->count - 1; i > 0; i--) {
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        size_t j = (size_t)(seed % (i + 1));
        hrb_code code = b->codes[i];
        const char *name = b->names[i];
        b->codes[i] = b->codes[j], b->names[i] = b->names[j];
        b->codes[j] = code, b->names[j] = name;
    }
}

static void by_hash_table(bench *b, size_t i)
{
    b->hits += g_hash_table_lookup(b->by_code, key(b->codes[i])) != NULL;
}

static void by_book(bench *b, size_t i)
{
    b->hits += hrb_codebook_get(b->book, b->codes[i], 2025) != NULL;
}

static void by_name(bench *b, size_t i)
{
    b->hits += hrb_codebook_find_name(b->book, (hrb_code){b->codes[i].kind, 0}, 0, 2025, b->names[i], strlen(b->names[i])) != NULL;
}

static void comparing(bench *b, size_t i)
{
    b->hits += hrb_codebook_compare_name(b->book, b->codes[i], 2025, b->names[i], strlen(b->names[i]), NULL, NULL) == HRB_NAME_SAME;
}

static void parsing(bench *b, size_t i)
{
    static const char *const TEXTS[] = {"2080101", "208 01 01", "208-1-1", "20805"};
    hrb_code code;
    b->hits += hrb_code_parse(HRB_CODE_FUNCTION, TEXTS[i % 4], strlen(TEXTS[i % 4]), &code, NULL) == HRB_OK;
}

static double least(bench *b, int rounds, void (*look_up)(bench *, size_t))
{
    int64_t best = INT64_MAX;
    for (int r = 0; r < rounds; r++) {
        int64_t start = now();
        for (size_t i = 0, k = 0; i < LOOKUPS; i++, k = k + 1 == b->count ? 0 : k + 1)
            look_up(b, k);
        best = MIN(best, now() - start);
    }
    return (double)best / LOOKUPS;
}

int main(int argc, char **argv)
{
    const int rounds = argc > 1 ? atoi(argv[1]) : 30;
    bench b = {.book = hrb_codebook_default()};
    size_t size = hrb_codebook_size(b.book);
    b.codes = g_new(hrb_code, size);
    b.names = g_new(const char *, size);
    for (hrb_code_kind kind = HRB_CODE_FUNCTION; kind <= HRB_CODE_REVENUE; kind++)
        collect(&b, (hrb_code){kind, 0});
    b.by_code = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < b.count; i++)
        g_hash_table_insert(b.by_code, key(b.codes[i]), &b.codes[i]);
    shuffle(&b);

    printf("%zu codes, %zu entries\n", b.count, size);
    static const struct {
        const char *name;
        void (*look_up)(bench *, size_t);
    } ROWS[] = {{"GHashTable, by code", by_hash_table}, {"hrb_codebook_get, by code and year", by_book}, {"hrb_codebook_find_name, by name", by_name},
                {"hrb_codebook_compare_name", comparing}, {"hrb_code_parse", parsing}};
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++)
        printf("%-36s %7.1f ns\n", ROWS[i].name, least(&b, rounds, ROWS[i].look_up));

    g_hash_table_destroy(b.by_code);
    g_free(b.codes);
    g_free(b.names);
    return b.hits > 0 ? 0 : 1;
}
