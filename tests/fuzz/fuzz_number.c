/* SPDX-License-Identifier: Apache-2.0 */
/* A number format and a number, a line each: what is shown stays in its room. */
#include <stdlib.h>
#include <string.h>

#include "read/sheet_number.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *line = size == 0 ? NULL : memchr(data, '\n', size);
    if (line == NULL || memchr(data, 0, size) != NULL || hrb__utf8_valid_prefix((const char *)data, size) != size)
        return 0;
    char *code = malloc((size_t)(line - data) + 1), *out = malloc(HRB__SHOWN_SIZE);
    if (code != NULL && out != NULL) {
        memcpy(code, data, (size_t)(line - data));
        code[line - data] = '\0';
        hrb__text stored = {(const char *)line + 1, size - (size_t)(line - data) - 1};
        if (hrb__show_number(code, stored, size % 2, out) > HRB__SHOWN_SIZE)
            __builtin_trap();
        hrb__format_hides_text(code);
    }
    free(code);
    free(out);
    return 0;
}
