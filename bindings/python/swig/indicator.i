/* SPDX-License-Identifier: Apache-2.0 */
HRB_HANDLE(hrb_target, hrb_target_free)

/* A decimal is a pair (digits, scale). */
%typemap(in) hrb_decimal {
    long long digits;
    int scale;
    if (!PyTuple_Check($input) || !PyArg_ParseTuple($input, "Li", &digits, &scale)) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "expected a tuple (digits, scale)");
        SWIG_fail;
    }
    $1.digits = digits;
    $1.scale = scale;
}
%typemap(in, numinputs=0) hrb_decimal *out (hrb_decimal value) {
    memset(&value, 0, sizeof value);
    $1 = &value;
}
%typemap(argout) hrb_decimal *out { $result = hrb_append($result, Py_BuildValue("(Li)", (long long)$1->digits, (int)$1->scale)); }
%ignore hrb_decimal;

HRB_INTEGER_OUT(hrb_outcome, outcome, PyLong_FromLong)
HRB_INTEGER_OUT(hrb_outcome_reason, reason, PyLong_FromLong)

/* The name of the indicator may be unknown. */
%typemap(in) (const char *name, size_t name_length) {
    if ($input == Py_None) {
        $1 = NULL;
        $2 = 0;
    } else if (($1 = ($1_ltype)hrb_text_get($input, &$2)) == NULL) {
        SWIG_fail;
    }
}
%typemap(in) (const char *actual, size_t length) = (const char *text, size_t length);

%include "hrbudget/indicator.h"
