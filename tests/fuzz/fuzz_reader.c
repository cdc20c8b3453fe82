/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a document, up to its blocks: zip archives, web pages, CSV, texts. */
#include "pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const hrb__limits limits = {.max_bytes = 1 << 24, .max_cells = 20000, .max_archive_bytes = 1 << 22, .max_archive_ratio = 64, .max_depth = 256};
    hrb__blocks blocks = {0};
    hrb_error *error = NULL;
    (void)read_pack;
    /* Programs that convert other formats are not what is tested here. */
    if (size >= 4 && (memcmp(data, "%PDF", 4) == 0 || memcmp(data, "\xD0\xCF\x11\xE0", 4) == 0 || memcmp(data, "{\\rt", 4) == 0))
        return 0;
    if (size >= 38 && memcmp(data, "PK", 2) == 0 && memcmp(data + 30, "mimetype", 8) == 0)
        return 0;
    hrb_status status = hrb__read(g_memdup2(data, size), size, &limits, &blocks, &error);
    if ((status == HRB_OK) != (error == NULL))
        __builtin_trap();
    for (size_t i = 0; i < blocks.cell_count; i++)
        if ((size_t)blocks.cells[i].offset + blocks.cells[i].length > blocks.source.length)
            __builtin_trap();
    hrb__blocks_free(&blocks);
    hrb_error_free(error);
    return 0;
}
