/* SPDX-License-Identifier: Apache-2.0 */
/* Building hrb_error details. */
#ifndef HRB_BASE_ERROR_H
#define HRB_BASE_ERROR_H

#include <hrbudget/hrbudget.h>

/* Sets *error (if error is not NULL) and returns `status`, so that a failing
 * function ends in `return hrb__fail(...)`. Both formats take the same
 * arguments in the same order. `place` may be NULL. If memory for the detail
 * is out, *error stays NULL and only the status tells. */
hrb_status hrb__fail(hrb_error **error, hrb_status status, const hrb_place *place,
                     const char *zh_format, const char *en_format, ...)
    __attribute__((format(printf, 4, 6), format(printf, 5, 6)));

/* Common failures. */
hrb_status hrb__fail_argument(hrb_error **error, const char *what);
hrb_status hrb__fail_memory(hrb_error **error);

#endif
