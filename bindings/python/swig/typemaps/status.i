/* SPDX-License-Identifier: Apache-2.0 */
/* A status that is not HRB_OK becomes an exception, made by hrbudget.errors, and is never a result. */
%{
static void hrb_raise(hrb_status status, const hrb_error *detail)
{
    PyObject *module = PyImport_ImportModule("hrbudget.errors");
    PyObject *place = hrb_place_tuple(hrb_error_place(detail));
    PyObject *error = NULL;
    if (module != NULL && place != NULL) {
        const char *zh = detail != NULL ? hrb_error_message(detail, HRB_LANG_ZH) : hrb_status_text(status, HRB_LANG_ZH);
        const char *en = detail != NULL ? hrb_error_message(detail, HRB_LANG_EN) : hrb_status_text(status, HRB_LANG_EN);
        error = PyObject_CallMethod(module, "from_status", "issO", (int)status, zh, en, place);
    }
    if (error != NULL) {
        PyObject *type = PyObject_Type(error);
        PyErr_SetObject(type, error);
        Py_XDECREF(type);
    }
    Py_XDECREF(error);
    Py_XDECREF(place);
    Py_XDECREF(module);
}
%}

%typemap(out) hrb_status { $result = SWIG_Py_Void(); }
%typemap(in, numinputs=0) hrb_error **error (hrb_error *detail = NULL) { $1 = &detail; }
/* Runs before the results are freed; the detail goes with freearg on every path. */
%typemap(argout) hrb_error **error {
    if (result != HRB_OK) {
        Py_XDECREF($result); /* an output that came before; nothing else lets go of it */
        $result = NULL;
        hrb_raise(result, *$1);
        SWIG_fail;
    }
}
%typemap(freearg) hrb_error **error { if ($1 != NULL) hrb_error_free(*$1); }
%ignore hrb_error_free;
%ignore hrb_error_status;
%ignore hrb_error_message;
%ignore hrb_error_place;

/* For functions without a detail. */
%typemap(ret) hrb_status {
    if ($1 != HRB_OK) {
        if (!PyErr_Occurred())
            hrb_raise($1, NULL);
        Py_XDECREF($result);
        return NULL;
    }
}
