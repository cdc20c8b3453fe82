/* SPDX-License-Identifier: Apache-2.0 */
/* Texts of findings, put together in the arena. */
#ifndef HRB_CHECK_MESSAGE_H
#define HRB_CHECK_MESSAGE_H

#include <stdarg.h>

#include "base/arena.h"
#include "base/text.h"

/* One sentence in both languages from the same arguments, which are fetched once. The formats are those
 * of printf as far as messages need them: %s %.*s %.0s %d %u %zu %lld %%, each with a place (%2$s) or
 * none with one. False when memory is out. */
bool hrb__message_write(hrb__arena *arena, const char *const formats[2], const char *messages[2], va_list args);

/* Texts one behind the other; NULL when memory is out. */
char *hrb__message_join(hrb__arena *arena, const hrb__text *parts, size_t count);

#define HRB__LONGEST_NUMBER 24
/* Writes a whole number without a terminating zero, returns its length. */
size_t hrb__number_write(int64_t number, char out[HRB__LONGEST_NUMBER]);

#endif
