/* SPDX-License-Identifier: Apache-2.0 */
/* What the unit tests share: the headers that cmocka wants before its own, and
 * asserts that say which status came back, in which case of a table. */
#ifndef HRB_TESTS_TESTING_H
#define HRB_TESTS_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <hrbudget/hrbudget.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define LENGTH(text) (text), strlen(text)

/* Fails the test unless the call succeeded; says what came back, of what. */
static inline void assert_hrb_ok_of(hrb_status status, hrb_error *error, const char *of, const char *file, int line)
{
    if (status == HRB_OK && error == NULL)
        return;
    print_error("%s: %s: %s\n", of, hrb_status_name(status), hrb_error_message(error, HRB_LANG_EN));
    _fail(file, line);
}
#define assert_hrb_ok(status, error, of) assert_hrb_ok_of(status, error, of, __FILE__, __LINE__)

/* Fails the test unless the call failed as told, with a detail that tells the same in both languages. Frees the detail. */
static inline void assert_hrb_fails_of(hrb_status status, hrb_error *error, hrb_status wanted, const char *of, const char *file, int line)
{
    const char *zh = hrb_error_message(error, HRB_LANG_ZH), *en = hrb_error_message(error, HRB_LANG_EN);
    if (status != wanted || hrb_error_status(error) != wanted || zh[0] == '\0' || en[0] == '\0') {
        print_error("%s: expected %s, got %s, detail %s: %s / %s\n", of, hrb_status_name(wanted), hrb_status_name(status),
                    hrb_status_name(hrb_error_status(error)), zh, en);
        _fail(file, line);
    }
    hrb_error_free(error);
}
#define assert_hrb_fails(status, error, wanted, of) assert_hrb_fails_of(status, error, wanted, of, __FILE__, __LINE__)

#endif
