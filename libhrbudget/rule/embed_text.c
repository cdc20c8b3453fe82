/* SPDX-License-Identifier: Apache-2.0 */
/* Build tool: writes a text file as a C array. embed_text INPUT SYMBOL OUTPUT */
#include <stdio.h>

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    FILE *in = fopen(argv[1], "rb");
    FILE *out = fopen(argv[3], "wb");
    if (in == NULL || out == NULL)
        return 1;
    fprintf(out, "/* Generated from the rulebook; do not edit. */\n#include <stddef.h>\n"
                 "extern const char %s[];\nextern const size_t %s_length;\nconst char %s[] = {\n", argv[2], argv[2], argv[2]);
    size_t length = 0;
    for (int c; (c = fgetc(in)) != EOF; length++)
        fprintf(out, "%d,%s", c > 127 ? c - 256 : c, length % 24 == 23 ? "\n" : "");
    fprintf(out, "0};\nconst size_t %s_length = %zu;\n", argv[2], length);
    int failed = ferror(in) || fclose(out) != 0;
    fclose(in);
    return failed;
}
