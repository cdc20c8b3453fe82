/* SPDX-License-Identifier: Apache-2.0 */
/* Rulebooks of strangers: loaded, or refused with a message. */
#include <hrbudget/hrbudget.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hrb_rulebook *book = NULL;
    hrb_error *error = NULL;
    hrb_status status = hrb_rulebook_load((const char *)data, size, &book, &error);
    if ((status == HRB_OK) != (error == NULL) || (error != NULL && hrb_error_message(error, HRB_LANG_EN)[0] == '\0'))
        __builtin_trap();
    hrb_error_free(error);
    hrb_rulebook_free(book);
    return 0;
}
