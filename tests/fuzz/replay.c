/* SPDX-License-Identifier: Apache-2.0 */
/* Feeds every file of a folder to a fuzz target, in the order of their names,
 * so that what a fuzzer once found stays an ordinary test. An empty folder
 * fails: a target without a corpus tests nothing. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int is_file_name(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Runs one file. The copy has no byte to spare, so that ASan sees any read past the end. */
static int replay(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return -1;
    }
    uint8_t *data = NULL;
    long size = -1;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0)
        data = malloc(size > 0 ? (size_t)size : 1);
    int result = -1;
    if (data != NULL && fread(data, 1, (size_t)size, file) == (size_t)size) {
        LLVMFuzzerTestOneInput(data, (size_t)size);
        result = 0;
    } else {
        fprintf(stderr, "%s: cannot be read\n", path);
    }
    free(data);
    fclose(file);
    return result;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    struct dirent **entries = NULL;
    int count = scandir(argv[1], &entries, is_file_name, alphasort);
    if (count <= 0) {
        fprintf(stderr, "%s: no corpus\n", argv[1]);
        free(entries);
        return 1;
    }
    int failed = 0;
    for (int i = 0; i < count; i++) {
        failed += replay(argv[1], entries[i]->d_name) != 0;
        free(entries[i]);
    }
    free(entries);
    printf("%d inputs replayed\n", count - failed);
    return failed == 0 ? 0 : 1;
}
