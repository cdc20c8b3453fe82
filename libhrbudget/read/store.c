/* SPDX-License-Identifier: Apache-2.0 */
#include "read/store.h"

#include <glib.h>
#include <string.h>

#include "read/gather.h"

bool hrb__store_add(hrb__store *store, const char *text, size_t length)
{
    if (length > HRB__MAX_GATHERED || store->length > HRB__MAX_GATHERED - length)
        return false;
    size_t wanted = store->length + length;
    if (wanted > store->capacity || store->data == NULL) {
        size_t capacity = MAX(wanted + wanted / 2, 256);
        char *grown = g_try_realloc(store->data, capacity);
        if (grown == NULL)
            return false;
        store->data = grown;
        store->capacity = capacity;
    }
    if (length > 0)
        memcpy(store->data + store->length, text, length);
    store->length = wanted;
    return true;
}
