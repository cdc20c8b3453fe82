/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRBUDGET_EXPORT_H
#define HRBUDGET_EXPORT_H

#if !defined(HRBUDGET_H_INSIDE)
#error "include <hrbudget/hrbudget.h> only"
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define HRB_BEGIN_DECLS extern "C" {
#define HRB_END_DECLS }
#else
#define HRB_BEGIN_DECLS
#define HRB_END_DECLS
#endif

/* Marks the functions that the shared library exports. */
#if defined(__GNUC__)
#define HRB_API __attribute__((visibility("default")))
#else
#define HRB_API
#endif

#endif
