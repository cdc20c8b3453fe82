/* SPDX-License-Identifier: Apache-2.0 */
/* Compiles vocabulary.txt into a table sorted for the tokenizer: by first
 * character, and the longest word first, so that the first that fits is the one. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORDS 2000
#define MAX_LINE 8192

typedef struct word {
    char *text, *same; /* same: the canonical spelling, or NULL */
    char kind[20], value[24];
} word;

static word words[MAX_WORDS];
static size_t count;

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

static int compare(const void *left, const void *right)
{
    const word *a = left, *b = right;
    size_t n = character_length(a->text), m = character_length(b->text);
    int order = n == m ? memcmp(a->text, b->text, n) : (int)n - (int)m;
    if (order != 0)
        return order;
    size_t length_a = strlen(a->text), length_b = strlen(b->text);
    return length_a == length_b ? strcmp(a->text, b->text) : length_a > length_b ? -1 : 1;
}

/* KIND VALUE : words, or SAME canonical CLASS : words. */
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
        if (count == MAX_WORDS)
            fail(path, number, "too many words", text);
        word *w = &words[count++];
        w->text = copy(text);
        w->same = second != NULL ? copy(first) : NULL;
        snprintf(w->kind, sizeof w->kind, "%s", second != NULL ? "UNIT" : kind);
        snprintf(w->value, sizeof w->value, "%s", second != NULL ? second : first);
    }
}

static void write_table(FILE *out)
{
    fputs("/* Generated from indicator/data/vocabulary.txt; do not edit. */\n#include \"indicator/token.h\"\n\nconst hrb__word hrb__words[] = {\n", out);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "    {\"%s\", \"%s\", %zu, HRB__WORD_%s, HRB__VALUE_%s},\n", words[i].text, words[i].same != NULL ? words[i].same : words[i].text,
                strlen(words[i].text), words[i].kind, words[i].value);
    fprintf(out, "};\nconst size_t hrb__word_count = %zu;\n", count);
    fputs("const uint16_t hrb__word_groups[] = {", out);
    size_t groups = 0;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strncmp(words[i].text, words[i - 1].text, character_length(words[i].text)) != 0) {
            fprintf(out, "%s%zu", groups++ % 20 == 0 ? "\n    " : " ", i);
            fputc(',', out);
        }
    fprintf(out, "\n    %zu};\nconst size_t hrb__word_group_count = %zu;\n", count, groups);
}

int main(int argc, char **argv)
{
    static char line[MAX_LINE];
    if (argc != 3)
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
        if (strcmp(words[i].text, words[i - 1].text) == 0)
            fail(argv[1], 0, "stands twice", words[i].text);
    FILE *out = fopen(argv[2], "wb");
    if (out == NULL) {
        perror(argv[2]);
        return 1;
    }
    write_table(out);
    return fclose(out) == 0 ? 0 : 1;
}
