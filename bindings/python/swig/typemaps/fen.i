/* SPDX-License-Identifier: Apache-2.0 */
/* Integers that a function hands back through a pointer, and the plain structs of amounts. */
%define HRB_INTEGER_OUT(TYPE, NAME, CONVERT)
%typemap(in, numinputs=0) TYPE *NAME (TYPE value = 0) { $1 = &value; }
%typemap(argout) TYPE *NAME { $result = hrb_append($result, CONVERT(*$1)); }
%enddef
HRB_INTEGER_OUT(hrb_fen, out, PyLong_FromLongLong)
HRB_INTEGER_OUT(hrb_fen, expected, PyLong_FromLongLong)
HRB_INTEGER_OUT(hrb_fen, actual, PyLong_FromLongLong)
HRB_INTEGER_OUT(hrb_fen, difference, PyLong_FromLongLong)
HRB_INTEGER_OUT(hrb_fen, tolerance, PyLong_FromLongLong)
HRB_INTEGER_OUT(hrb_fen, suggested, PyLong_FromLongLong)
HRB_INTEGER_OUT(size_t, explains, PyLong_FromSize_t)
HRB_INTEGER_OUT(size_t, fact, PyLong_FromSize_t)
HRB_INTEGER_OUT(int32_t, sign, PyLong_FromLong)

%typemap(in, numinputs=0) hrb_amount *out (hrb_amount value) {
    memset(&value, 0, sizeof value);
    $1 = &value;
}
%typemap(argout) hrb_amount *out {
    $result = hrb_append($result, Py_BuildValue("(LLLii)", (long long)$1->fen, (long long)$1->quantum_fen,
                                                (long long)$1->unit, (int)$1->stated, (int)$1->decimals));
}
%ignore hrb_amount;

/* An interval is a pair of integers. */
%typemap(in) hrb_interval {
    long long low, high;
    if (!PyTuple_Check($input) || !PyArg_ParseTuple($input, "LL", &low, &high)) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "expected a tuple (low, high)");
        SWIG_fail;
    }
    $1.low = low;
    $1.high = high;
}
%typemap(out) hrb_interval { $result = Py_BuildValue("(LL)", (long long)$1.low, (long long)$1.high); }
%typemap(in, numinputs=0) hrb_interval *out (hrb_interval value) {
    value.low = value.high = 0;
    $1 = &value;
}
%typemap(argout) hrb_interval *out {
    $result = hrb_append($result, Py_BuildValue("(LL)", (long long)$1->low, (long long)$1->high));
}
%ignore hrb_interval;

/* A sequence of integers. */
%typemap(in) (const hrb_fen *values, size_t count) {
    Py_ssize_t n = PySequence_Size($input);
    if (n < 0)
        SWIG_fail;
    $1 = ($1_ltype)PyMem_Malloc((size_t)n * sizeof *$1 + 1);
    if ($1 == NULL) {
        PyErr_NoMemory();
        SWIG_fail;
    }
    $2 = (size_t)n;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PySequence_GetItem($input, i);
        $1[i] = item == NULL ? 0 : PyLong_AsLongLong(item);
        Py_XDECREF(item);
        if (PyErr_Occurred())
            SWIG_fail;
    }
}
%typemap(freearg) (const hrb_fen *values, size_t count) { PyMem_Free((void *)$1); }
