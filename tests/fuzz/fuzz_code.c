/* SPDX-License-Identifier: Apache-2.0 */
/* Codes, names and code books of strangers. */
#include <hrbudget/hrbudget.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    for (hrb_code_kind kind = HRB_CODE_FUNCTION; kind <= HRB_CODE_REVENUE; kind++) {
        hrb_code code, again;
        char digits[16];
        if (hrb_code_parse(kind, text, size, &code, NULL) != HRB_OK)
            continue;
        size_t length = hrb_code_format(code, digits, sizeof digits);
        if (hrb_code_parse(kind, digits, length, &again, NULL) != HRB_OK || again.digits != code.digits)
            __builtin_trap();
    }
    hrb_codebook *book = NULL;
    if (hrb_codebook_load(text, size, NULL, &book, NULL) == HRB_OK)
        (void)hrb_codebook_find_name(book, (hrb_code){HRB_CODE_FUNCTION, 0}, 0, 2020, text, size);
    hrb_codebook_free(book);
    return 0;
}
