/* SPDX-License-Identifier: Apache-2.0 */
/* Handles are capsules named after their type. The capsule owns the handle, and holds
 * whatever `keep` gave it until the handle has been freed. None, another type's handle and
 * any other object are a TypeError; a freed handle cannot be had. */
%{
static void *hrb_handle_get(PyObject *object, const char *type)
{
    if (PyCapsule_IsValid(object, type))
        return PyCapsule_GetPointer(object, type);
    PyErr_Format(PyExc_TypeError, "expected a handle of type %s", type);
    return NULL;
}

static void hrb_handle_drop_kept(PyObject *capsule)
{
    PyObject *kept = (PyObject *)PyCapsule_GetContext(capsule);
    Py_XDECREF(kept);
}

/* A handle that its parent owns. */
static PyObject *hrb_handle_borrow(const void *handle, const char *type, PyObject *parent)
{
    if (handle == NULL)
        Py_RETURN_NONE;
    PyObject *capsule = PyCapsule_New((void *)handle, type, hrb_handle_drop_kept);
    if (capsule != NULL && parent != NULL) {
        Py_INCREF(parent);
        PyCapsule_SetContext(capsule, parent);
    }
    return capsule;
}
%}

%inline %{
/* Makes a handle hold another object, once, until it is freed itself. */
PyObject *keep(PyObject *capsule, PyObject *object)
{
    if (!PyCapsule_CheckExact(capsule) || PyCapsule_GetContext(capsule) != NULL) {
        PyErr_SetString(PyExc_TypeError, "expected a handle that keeps nothing yet");
        return NULL;
    }
    Py_INCREF(object);
    if (PyCapsule_SetContext(capsule, object) != 0) {
        Py_DECREF(object);
        return NULL;
    }
    Py_RETURN_NONE;
}
%}

/* What a call returns without handing it over belongs to its first argument. */
#define HRB_PARENT swig_obj[0]

%define HRB_BORROWED(TYPE)
%typemap(in) const TYPE * {
    $1 = ($1_ltype)hrb_handle_get($input, #TYPE);
    if ($1 == NULL)
        SWIG_fail;
}
%typemap(out) const TYPE * { $result = hrb_handle_borrow($1, #TYPE, HRB_PARENT); }
%enddef

%define HRB_HANDLE(TYPE, FREE)
%ignore FREE; /* the capsule does it */
%{
static void TYPE##_capsule_free(PyObject *capsule)
{
    FREE((TYPE *)PyCapsule_GetPointer(capsule, #TYPE));
    hrb_handle_drop_kept(capsule);
}
%}
HRB_BORROWED(TYPE)
%typemap(in) TYPE * = const TYPE *;
%typemap(in, numinputs=0) TYPE **out (TYPE *made = NULL) { $1 = &made; }
%typemap(argout) TYPE **out {
    if (*$1 != NULL) {
        PyObject *capsule = PyCapsule_New(*$1, #TYPE, TYPE##_capsule_free);
        if (capsule == NULL)
            FREE(*$1);
        $result = hrb_append($result, capsule);
        if ($result == NULL)
            SWIG_fail;
    }
}
%enddef

/* What the library itself owns for ever, and arguments that may be None. */
%define HRB_FOREVER(TYPE, FUNCTION)
%typemap(out) const TYPE *FUNCTION { $result = hrb_handle_borrow($1, #TYPE, NULL); }
%enddef
%define HRB_OPTIONAL(TYPE, NAME)
%typemap(in) const TYPE *NAME {
    $1 = $input == Py_None ? NULL : ($1_ltype)hrb_handle_get($input, #TYPE);
    if ($1 == NULL && PyErr_Occurred())
        SWIG_fail;
}
%enddef
