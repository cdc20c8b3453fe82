/* SPDX-License-Identifier: Apache-2.0 */
/* Text that grows. */
#ifndef HRB_READ_STORE_H
#define HRB_READ_STORE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct hrb__store {
    char *data; /* g_free */
    size_t length, capacity;
} hrb__store;

/* False when memory is out, or there is more text than a document may have. After
 * it there is a buffer, even for no text. */
bool hrb__store_add(hrb__store *store, const char *text, size_t length);

#endif
