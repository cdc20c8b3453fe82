/* SPDX-License-Identifier: Apache-2.0 */
/* Large pieces of memory that one document gives back and the next one takes, so
 * that they do not go back to the system in between. What is kept is bounded.
 *
 * A piece is g_malloc'ed memory: one that was taken may be g_free'd, and any other may be given. */
#ifndef HRB_BASE_SPARE_H
#define HRB_BASE_SPARE_H

#include <stdbool.h>
#include <stddef.h>

/* AddressSanitizer is to see each use of what was freed. */
#if defined(__SANITIZE_ADDRESS__)
#define HRB__KEEPS_SPARE false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HRB__KEEPS_SPARE false
#endif
#endif
#ifndef HRB__KEEPS_SPARE
#define HRB__KEEPS_SPARE true
#endif

#define HRB__MOST_SPARE ((size_t)2 << 20) /* bytes of all that is kept */

/* A piece of at least *size bytes, not cleared; *size becomes what it has. NULL when memory is out. */
void *hrb__spare_take(size_t *size);
/* A piece of `size` bytes, which may be NULL. */
void hrb__spare_give(void *piece, size_t size);
/* Like g_try_realloc, for a piece that has `before` bytes (0: none yet). */
void *hrb__spare_resize(void *piece, size_t before, size_t *size);
/* Frees what is kept; done by itself when the library is unloaded. */
void hrb__spare_drop(void);
/* The bytes that are kept now. */
size_t hrb__spare_kept(void);

#endif
