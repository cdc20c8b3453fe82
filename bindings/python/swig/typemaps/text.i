/* SPDX-License-Identifier: Apache-2.0 */
/* Text goes in as a pointer and a length, so that a zero byte is text like any other and
 * None is refused; it comes out as str. */
%{
static const char *hrb_text_get(PyObject *object, size_t *length)
{
    Py_ssize_t size = 0;
    if (!PyUnicode_Check(object)) {
        PyErr_SetString(PyExc_TypeError, "expected str");
        return NULL;
    }
    const char *text = PyUnicode_AsUTF8AndSize(object, &size);
    *length = (size_t)size;
    return text;
}

static PyObject *hrb_text_new(const char *text)
{
    if (text == NULL)
        Py_RETURN_NONE;
    return PyUnicode_DecodeUTF8(text, (Py_ssize_t)strlen(text), "replace");
}
%}

%typemap(in) (const char *text, size_t length) {
    $1 = ($1_ltype)hrb_text_get($input, &$2);
    if ($1 == NULL)
        SWIG_fail;
}
%apply (const char *text, size_t length) { (const char *name, size_t length) };

/* A name that C takes without a length must not have a zero byte. */
%typemap(in) const char * {
    size_t size = 0;
    $1 = ($1_ltype)hrb_text_get($input, &size);
    if ($1 != NULL && strlen($1) != size)
        PyErr_SetString(PyExc_ValueError, "embedded null character");
    if (PyErr_Occurred())
        SWIG_fail;
}

%typemap(freearg) const char * ""

/* A sequence of texts; the list keeps them while C reads them. */
%typemap(in) (const char *const *fingerprints, size_t count) (PyObject *list = NULL) {
    list = PyUnicode_Check($input) ? NULL : PySequence_List($input);
    if (list == NULL) {
        PyErr_SetString(PyExc_TypeError, "expected a sequence of str");
        SWIG_fail;
    }
    $2 = (size_t)PyList_Size(list);
    $1 = ($1_ltype)PyMem_Calloc($2 + 1, sizeof *$1);
    if ($1 == NULL) {
        PyErr_NoMemory();
        SWIG_fail;
    }
    for (size_t i = 0; i < $2; i++) {
        size_t length = 0;
        ((const char **)$1)[i] = hrb_text_get(PyList_GetItem(list, (Py_ssize_t)i), &length);
        if ($1[i] == NULL)
            SWIG_fail;
    }
}
%typemap(freearg) (const char *const *fingerprints, size_t count) {
    PyMem_Free((void *)$1);
    Py_XDECREF(list$argnum);
}

%typemap(in) const char *path (PyObject *encoded = NULL) {
    if (!PyUnicode_FSConverter($input, &encoded))
        SWIG_fail;
    $1 = PyBytes_AsString(encoded);
}
%typemap(freearg) const char *path { Py_XDECREF(encoded$argnum); }

%typemap(out) const char * { $result = hrb_text_new($1); }

/* A text that the library allocates, and its length. */
%typemap(in, numinputs=0) char **out (char *made = NULL) { $1 = &made; }
%typemap(argout) char **out {
    if (*$1 != NULL) {
        $result = hrb_append($result, hrb_text_new(*$1));
        if ($result == NULL)
            SWIG_fail;
    }
}
%typemap(freearg) char **out { if ($1 != NULL) hrb_string_free(*$1); }
%typemap(in, numinputs=0) size_t *length (size_t count = 0) { $1 = &count; }
%typemap(argout) size_t *length ""
%ignore hrb_string_free;

/* A text written into a buffer; the longest there is (an amount in capitals) takes about 200 bytes. */
%typemap(in, numinputs=0) (char *buffer, size_t size) (char room[512]) {
    room[0] = '\0';
    $1 = room;
    $2 = sizeof room;
}
%typemap(argout) (char *buffer, size_t size) {
    Py_XDECREF($result);
    $result = hrb_text_new($1);
}
%typemap(in, numinputs=0) char out[65] (char digest[65]) {
    digest[0] = '\0';
    $1 = digest;
}
%typemap(argout) char out[65] { $result = hrb_append($result, hrb_text_new($1)); }

/* A name that points into the library. */
%typemap(in, numinputs=0) const char **slip (const char *word = NULL) { $1 = ($1_ltype)&word; }
%typemap(argout) const char **slip { $result = hrb_append($result, hrb_text_new(*$1)); }
