/* SPDX-License-Identifier: Apache-2.0 */
/* libhrbudget: exact reading and checking of published government budgets.
 *
 * This is the only supported include. What is not declared here is not API.
 *
 * Conventions, the same for every function:
 *   - A fallible function returns an hrb_status; 0 is success. Where the last
 *     parameter is `hrb_error **error`, NULL ignores the detail; it is set if
 *     and only if the function fails.
 *   - An `out` handle belongs to the caller, who frees it with its `_free`;
 *     `_free(NULL)` does nothing. What any other function returns is borrowed
 *     and valid until the handle it came from is freed.
 *   - Outputs are written on success only; an `out` handle is set to NULL first.
 *   - NULL or an index out of range never crashes: a fallible function returns
 *     HRB_ERROR_ARGUMENT, a getter its documented neutral value.
 *   - Text is UTF-8. Text given to the library is pointer and byte length; text
 *     returned is zero-terminated, and where a length parameter is offered it
 *     may be NULL.
 *   - Handles never change once built: any number of threads may read one.
 *     Options are the exception: fill them from one thread.
 */
#ifndef HRBUDGET_HRBUDGET_H
#define HRBUDGET_HRBUDGET_H

#define HRBUDGET_H_INSIDE
#include <hrbudget/export.h>
#include <hrbudget/version.h>
#include <hrbudget/status.h>
#include <hrbudget/amount.h>
#include <hrbudget/code.h>
#include <hrbudget/indicator.h>
#include <hrbudget/rulebook.h>
#include <hrbudget/blocks.h>
#include <hrbudget/document.h>
#include <hrbudget/project.h>
#include <hrbudget/report.h>
#include <hrbudget/arrow.h>
#undef HRBUDGET_H_INSIDE

#endif
