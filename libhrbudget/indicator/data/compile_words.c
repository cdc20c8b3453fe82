/* SPDX-License-Identifier: Apache-2.0 */
/* Compiles a list of words into tables: the words sorted by first character, the
 * longest first, so that the first that fits is the one; and for every character
 * what begins with it, in pages of 64 of which most are the same. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "indicator/words.h"

#define MAX_WORDS 2000
#define MAX_LINE 8192
#define CHARACTERS 0x10000 /* no word begins with one beyond */
#define PAGE 64

typedef struct word {
    char *text, *same; /* same: the canonical spelling, or NULL */
    char kind[20], value[24];
} word;

static word words[MAX_WORDS];
static size_t count;

/* What begins with a character: words[first] to words[end], their kinds, and its marks. */
typedef struct beginning {
    size_t first, end;
    char marks[80], kinds[1000];
    uint64_t fours[2];
} beginning;

static beginning beginnings[MAX_WORDS] = {{0, 0, "0", "0", {0, 0}}}; /* the first is none */
static size_t beginning_count = 1;
static unsigned beginning_of[CHARACTERS];

static void fail(const char *path, int line, const char *what, const char *text)
{
    fprintf(stderr, "%s:%d: %s: %s\n", path, line, what, text);
    exit(1);
}

static char *copy(const char *text)
{
    char *result = malloc(strlen(text) + 1);
    if (result == NULL)
        exit(1);
    return strcpy(result, text);
}

static size_t character_length(const char *text)
{
    unsigned char c = (unsigned char)*text;
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static beginning *find_beginning(const char *path, const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    static const unsigned LEAD[] = {0, 0x7F, 0x1F, 0x0F};
    size_t n = character_length(text);
    if (n > 3 || beginning_count == MAX_WORDS)
        fail(path, 0, n > 3 ? "begins with a character beyond U+FFFF" : "too many characters", text);
    unsigned character = p[0] & LEAD[n];
    for (size_t i = 1; i < n; i++)
        character = character << 6 | (p[i] & 0x3Fu);
    if (beginning_of[character] == 0) {
        beginnings[beginning_count] = beginnings[0];
        beginning_of[character] = (unsigned)beginning_count++;
    }
    return &beginnings[beginning_of[character]];
}

static int compare(const void *left, const void *right)
{
    const word *a = left, *b = right;
    size_t n = character_length(a->text), m = character_length(b->text);
    int order = n == m ? memcmp(a->text, b->text, n) : (int)n - (int)m;
    if (order != 0)
        return order;
    size_t length_a = strlen(a->text), length_b = strlen(b->text);
    if (length_a != length_b)
        return length_a > length_b ? -1 : 1;
    order = strcmp(a->text, b->text);
    return order != 0 ? order : strcmp(a->kind, b->kind);
}

/* Adds to a sum of constants, each once. */
static void add(char *sum, size_t size, const char *format, const char *name)
{
    char term[64];
    snprintf(term, sizeof term, format, name);
    size_t length = strlen(sum);
    if (strstr(sum, term) == NULL)
        snprintf(sum + length, size - length, "%s", term);
}

static void mark(const char *path, const char *text, const char *name)
{
    beginning *b = find_beginning(path, text);
    add(b->marks, sizeof b->marks, " | HRB__BEGINS_%s", name);
}

/* KIND VALUE : words, SAME canonical CLASS : words, or CHARACTER mark : characters. */
static void read_line(char *line, const char *path, int number)
{
    char *rest = strstr(line, " : ");
    if (rest == NULL)
        fail(path, number, "no \" : \"", line);
    *rest = '\0';
    const char *kind = strtok(line, " "), *first = strtok(NULL, " "), *second = strtok(NULL, " ");
    if (kind == NULL || first == NULL || (strcmp(kind, "SAME") == 0) != (second != NULL))
        fail(path, number, "kind and value expected", line);
    for (char *text = strtok(rest + 3, " \n"); text != NULL; text = strtok(NULL, " \n")) {
        if (strcmp(kind, "CHARACTER") == 0) {
            mark(path, text, first);
            continue;
        }
        if (count == MAX_WORDS)
            fail(path, number, "too many words", text);
        word *w = &words[count++];
        w->text = copy(text);
        w->same = second != NULL ? copy(first) : NULL;
        snprintf(w->kind, sizeof w->kind, "%s", second != NULL ? "UNIT" : kind);
        snprintf(w->value, sizeof w->value, "%s", second != NULL ? second : first);
    }
}

static void group_words(const char *path)
{
    for (size_t i = 0; i < count; i++) {
        beginning *b = find_beginning(path, words[i].text);
        b->first = b->end == 0 ? i : b->first;
        b->end = i + 1;
        add(b->kinds, sizeof b->kinds, " | HRB__KIND(HRB__WORD_%s)", words[i].kind);
        unsigned four = strlen(words[i].text) < HRB__FOUR_BYTES ? 0 : hrb__four(words[i].text);
        b->fours[four / 64] |= (uint64_t)(strlen(words[i].text) >= HRB__FOUR_BYTES) << four % 64;
    }
}

static void write_page(FILE *out, const unsigned *page)
{
    fputs("    {", out);
    for (size_t i = 0; i < PAGE; i++)
        fprintf(out, "%s%u", i == 0 ? "" : ", ", page[i]);
    fputs("},\n", out);
}

/* A page of characters that begin nothing is page 0. */
static void write_characters(FILE *out)
{
    size_t number[CHARACTERS / PAGE], pages = 0;
    static const unsigned NOTHING[PAGE];
    fputs("static const uint16_t PAGES[][64] = {\n", out);
    write_page(out, NOTHING);
    for (size_t i = 0; i < CHARACTERS / PAGE; i++) {
        const unsigned *page = beginning_of + i * PAGE;
        bool empty = memcmp(page, NOTHING, sizeof NOTHING) == 0;
        number[i] = empty ? 0 : ++pages;
        if (!empty)
            write_page(out, page);
    }
    fputs("};\nstatic const uint16_t PAGE_OF[] = {", out);
    for (size_t i = 0; i < CHARACTERS / PAGE; i++)
        fprintf(out, "%s%zu,", i % 32 == 0 ? "\n    " : " ", number[i]);
    fputs("\n};\n", out);
}

static void write_tables(FILE *out, const char *name, const char *header)
{
    fprintf(out, "/* Generated by indicator/data/compile_words.c; do not edit. */\n#include \"%s\"\n\nstatic const hrb__keyword WORDS[] = {\n", header);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "    {\"%s\", \"%s\", %zu, HRB__WORD_%s, HRB__VALUE_%s},\n", words[i].text, words[i].same != NULL ? words[i].same : words[i].text,
                strlen(words[i].text), words[i].kind, words[i].value);
    fputs("};\n\nstatic const hrb__beginning BEGINNINGS[] = {\n", out);
    for (size_t i = 0; i < beginning_count; i++)
        fprintf(out, "    {%zu, %zu, %s},\n", beginnings[i].first, beginnings[i].end, beginnings[i].marks);
    fputs("};\n\nstatic const hrb__beginning_look LOOKS[] = {\n", out);
    for (size_t i = 0; i < beginning_count; i++)
        fprintf(out, "    {%s, {UINT64_C(%llu), UINT64_C(%llu)}},\n", beginnings[i].kinds, (unsigned long long)beginnings[i].fours[0], (unsigned long long)beginnings[i].fours[1]);
    fputs("};\n\n", out);
    write_characters(out);
    fprintf(out, "\nconst hrb__wordlist hrb__%s = {WORDS, BEGINNINGS, LOOKS, PAGE_OF, PAGES};\n", name);
}

/* The list, the table in C, what it is called, and the header that has its kinds and values. */
int main(int argc, char **argv)
{
    static char line[MAX_LINE];
    if (argc != 5)
        return 2;
    FILE *in = fopen(argv[1], "rb");
    if (in == NULL) {
        perror(argv[1]);
        return 1;
    }
    for (int number = 1; fgets(line, sizeof line, in) != NULL; number++)
        if (line[0] != '#' && line[0] != '\n')
            read_line(line, argv[1], number);
    fclose(in);
    qsort(words, count, sizeof *words, compare);
    for (size_t i = 1; i < count; i++)
        if (strcmp(words[i].text, words[i - 1].text) == 0 && strcmp(words[i].kind, words[i - 1].kind) == 0)
            fail(argv[1], 0, "stands twice", words[i].text);
    group_words(argv[1]);
    FILE *out = fopen(argv[2], "wb");
    if (out == NULL) {
        perror(argv[2]);
        return 1;
    }
    write_tables(out, argv[3], argv[4]);
    return fclose(out) == 0 ? 0 : 1;
}
