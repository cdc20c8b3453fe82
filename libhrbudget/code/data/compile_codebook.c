/* SPDX-License-Identifier: Apache-2.0 */
/* Build tool: reads the CSV files of the code book with the library's own
 * loader and writes the book it builds as C. compile_codebook CODES RENAMES OUTPUT */
#include <glib.h>
#include <stdio.h>

#include "code/book.h"

static void write_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++)
        if (*text == '"' || *text == '\\')
            fprintf(out, "\\%c", *text);
        else
            fputc(*text, out);
    fputc('"', out);
}

static void write_book(FILE *out, const hrb_codebook *book)
{
    fprintf(out, "/* Generated from codes.csv and renames.csv; do not edit. */\n#include \"code/book.h\"\nstatic const struct hrb_code_entry ENTRIES[] = {\n");
    for (size_t i = 0; i < book->count; i++) {
        const struct hrb_code_entry *e = &book->entries[i];
        fprintf(out, "{%d,%d,", e->kind, e->digits);
        write_text(out, e->name);
        fputc(',', out);
        write_text(out, e->folded);
        fputc(',', out);
        write_text(out, e->sources);
        fprintf(out, ",%d,%d,%d,%d,%d},\n", e->first_seen, e->last_seen, e->from, e->until, e->evidence);
    }
    fprintf(out, "};\nstatic const hrb__name_ref NAMES[] = {\n");
    for (size_t i = 0; i < book->count; i++)
        fprintf(out, "{%uu,%uu},\n", book->names[i].hash, book->names[i].entry);
    fprintf(out, "};\nstatic const hrb__rename RENAMES[] = {\n");
    for (size_t i = 0; i < book->rename_count; i++) {
        fprintf(out, "{%d,%d,%d,", book->renames[i].kind, book->renames[i].old_digits, book->renames[i].new_digits);
        write_text(out, book->renames[i].text);
        fprintf(out, "},\n");
    }
    fprintf(out, "};\nconst hrb_codebook hrb__default_codebook = {ENTRIES, %zu, NAMES, RENAMES, %zu, {0, 0, 0}};\n", book->count, book->rename_count);
}

int main(int argc, char **argv)
{
    char *codes, *renames;
    gsize codes_length, renames_length;
    if (argc != 4)
        return 2;
    if (!g_file_get_contents(argv[1], &codes, &codes_length, NULL) || !g_file_get_contents(argv[2], &renames, &renames_length, NULL)) {
        fprintf(stderr, "cannot read the code book\n");
        return 1;
    }
    hrb_codebook book;
    hrb_error *error = NULL;
    if (hrb__codebook_build((hrb__text){codes, codes_length}, (hrb__text){renames, renames_length}, NULL, &book, &error) != HRB_OK) {
        fprintf(stderr, "%s\n", hrb_error_message(error, HRB_LANG_EN));
        return 1;
    }
    FILE *out = fopen(argv[3], "w");
    if (out == NULL)
        return 1;
    write_book(out, &book);
    hrb__arena_free(&book.arena);
    g_free(codes);
    g_free(renames);
    return fclose(out) != 0;
}
