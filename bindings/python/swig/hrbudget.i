/* SPDX-License-Identifier: Apache-2.0 */
/* The private module hrbudget._hrbudget: the C functions one to one, made safe by the
 * typemaps. No proxies: a handle is a capsule that frees itself and keeps what it needs. */
%module hrbudget_c

%begin %{
#define PY_SSIZE_T_CLEAN
%}
%{
#include <hrbudget/hrbudget.h>
%}

#define HRB_API
#define HRB_BEGIN_DECLS
#define HRB_END_DECLS
#define HRBUDGET_H_INSIDE
#define INT64_C(value) value ## LL

/* The GIL is kept by the getters, which take nanoseconds, and released by what works. */
%nothread;

%include <stdint.i>
%include "typemaps/append.i"
%include "typemaps/place.i"
%include "typemaps/status.i"
%include "typemaps/handle.i"
%include "typemaps/text.i"
%include "typemaps/bytes.i"
%include "typemaps/fen.i"
%include "typemaps/code.i"
%include "typemaps/arrow.i"

%include "hrbudget/version.h"
%include "hrbudget/status.h"
%include "amount.i"
%include "code.i"
%include "indicator.i"
%include "rulebook.i"
%include "blocks.i"
%include "document.i"
%include "project.i"
%include "report.i"
%include "arrow.i"
%include "other_headers.i"
