/* SPDX-License-Identifier: Apache-2.0 */
/* A code is a pair (kind, digits). */
%typemap(in) hrb_code {
    int kind, digits;
    if (!PyTuple_Check($input) || !PyArg_ParseTuple($input, "ii", &kind, &digits)) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "expected a tuple (kind, digits)");
        SWIG_fail;
    }
    $1.kind = kind;
    $1.digits = digits;
}
%typemap(out) hrb_code { $result = Py_BuildValue("(ii)", (int)$1.kind, (int)$1.digits); }
%typemap(in, numinputs=0) hrb_code *out (hrb_code value) {
    value.kind = value.digits = 0;
    $1 = &value;
}
%typemap(argout) hrb_code *out { $result = hrb_append($result, Py_BuildValue("(ii)", (int)$1->kind, (int)$1->digits)); }
%ignore hrb_code;

/* Entries handed back belong to the book, the first argument. */
%typemap(in, numinputs=0) const hrb_code_entry **official (const hrb_code_entry *entry = NULL) { $1 = ($1_ltype)&entry; }
%typemap(argout) const hrb_code_entry **official { $result = hrb_append($result, hrb_handle_borrow(*$1, "hrb_code_entry", HRB_PARENT)); }
%apply const hrb_code_entry **official { const hrb_code_entry **matched };
