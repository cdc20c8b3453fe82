/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRBUDGET_VERSION_H
#define HRBUDGET_VERSION_H

#if !defined(HRBUDGET_H_INSIDE)
#error "include <hrbudget/hrbudget.h> only"
#endif

/* The version of these headers; the build reads it from here. */
#define HRB_VERSION_MAJOR 0
#define HRB_VERSION_MINOR 1
#define HRB_VERSION_PATCH 0

HRB_BEGIN_DECLS

/* The version of the library that runs, "major.minor.patch". Never NULL. Since 0.1. */
HRB_API const char *hrb_version(void);

HRB_END_DECLS
#endif
