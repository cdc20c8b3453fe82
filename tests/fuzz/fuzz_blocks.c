/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks put together by a careless program. Each step is one byte that says
 * what to do, one for a width and height, and for texts the bytes up to a zero. */
#include <hrbudget/hrbudget.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hrb_blocks *blocks = NULL;
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    hrb_error *error = NULL;
    if (hrb_blocks_new(&blocks) != HRB_OK)
        return 0;
    for (size_t i = 0; i + 1 < size;) {
        uint8_t what = data[i], spans = data[i + 1];
        const char *text = (const char *)data + i + 2;
        const uint8_t *end = memchr(data + i + 2, 0, size - i - 2);
        size_t length = end == NULL ? size - i - 2 : (size_t)(end - data) - i - 2;
        i += 2;
        if (what % 4 == 0)
            (void)hrb_blocks_begin_table(blocks);
        else if (what % 4 == 1)
            (void)hrb_blocks_begin_row(blocks);
        else if (what % 4 == 2)
            (void)hrb_blocks_add_paragraph(blocks, text, length);
        else
            (void)hrb_blocks_add_cell(blocks, text, length, spans / 16, spans % 16);
        if (what % 4 >= 2)
            i += length + (end != NULL);
    }
    hrb_status status = hrb_document_from_blocks(blocks, NULL, &document, &error);
    if ((status == HRB_OK) != (document != NULL) || (status == HRB_OK) != (error == NULL))
        __builtin_trap();
    if (document != NULL && hrb_document_check(document, NULL, &report, NULL) != HRB_OK)
        __builtin_trap();
    hrb_report_free(report);
    hrb_document_free(document);
    hrb_error_free(error);
    hrb_blocks_free(blocks);
    return 0;
}
