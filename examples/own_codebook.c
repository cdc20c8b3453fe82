/* SPDX-License-Identifier: Apache-2.0 */
/* Adds one's own code to the book that the library carries, and looks it up. */
#include <hrbudget/hrbudget.h>
#include <stdio.h>
#include <string.h>

static const char OURS[] = "kind,code,name,level\n"
                           "function,2080188,青云区公共服务专项,3\n";

int main(void)
{
    hrb_codebook *book = NULL;
    hrb_error *error = NULL;
    if (hrb_codebook_load(OURS, strlen(OURS), hrb_codebook_default(), &book, &error) != HRB_OK) {
        fprintf(stderr, "%s\n", hrb_error_message(error, HRB_LANG_EN));
        hrb_error_free(error);
        return 1;
    }
    const int32_t codes[] = {208, 2080101, 2080188};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        const hrb_code code = {HRB_CODE_FUNCTION, codes[i]};
        const char *name = hrb_code_entry_name(hrb_codebook_get(book, code, 2026));
        printf("%d %s\n", codes[i], name);
    }
    /* To check with it: hrb_options_set_codebook, and free the book last. */
    hrb_codebook_free(book);
    return 0;
}
