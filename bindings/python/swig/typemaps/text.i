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

/* A sequence of texts that C keeps by reference: what is returned must be kept as long. */
%{
static void hrb_texts_free(PyObject *capsule)
{
    PyMem_Free(PyCapsule_GetPointer(capsule, "hrb_texts"));
    PyObject *list = (PyObject *)PyCapsule_GetContext(capsule);
    Py_XDECREF(list);
}

/* A capsule with the array of the texts' pointers, which keeps the texts. */
static PyObject *hrb_texts_new(PyObject *sequence, bool may_be_none)
{
    PyObject *list = PyUnicode_Check(sequence) ? NULL : PySequence_List(sequence);
    if (list == NULL) {
        PyErr_SetString(PyExc_TypeError, "expected a sequence of str");
        return NULL;
    }
    size_t count = (size_t)PyList_Size(list), length;
    const char **texts = (const char **)PyMem_Calloc(count + 1, sizeof *texts);
    PyObject *capsule = texts == NULL ? PyErr_NoMemory() : PyCapsule_New(texts, "hrb_texts", hrb_texts_free);
    if (capsule == NULL) {
        PyMem_Free(texts);
        Py_DECREF(list);
        return NULL;
    }
    PyCapsule_SetContext(capsule, list);
    for (size_t i = 0; i < count; i++) {
        PyObject *item = PyList_GetItem(list, (Py_ssize_t)i);
        if (item == Py_None && may_be_none)
            continue;
        texts[i] = hrb_text_get(item, &length);
        if (texts[i] != NULL && strlen(texts[i]) != length)
            PyErr_SetString(PyExc_ValueError, "embedded null character");
        if (PyErr_Occurred()) {
            Py_DECREF(capsule);
            return NULL;
        }
    }
    return capsule;
}
%}
%typemap(in) (const char *const *fingerprints, size_t count) (PyObject *texts = NULL) {
    texts = hrb_texts_new($input, false);
    if (texts == NULL)
        SWIG_fail;
    $1 = ($1_ltype)PyCapsule_GetPointer(texts, "hrb_texts");
    $2 = (size_t)PyList_Size((PyObject *)PyCapsule_GetContext(texts));
}
%typemap(argout) (const char *const *fingerprints, size_t count) {
    Py_INCREF(texts$argnum);
    $result = hrb_append($result, texts$argnum);
}
%typemap(freearg) (const char *const *fingerprints, size_t count) { Py_XDECREF(texts$argnum); }

/* Texts that C copies; None is NULL. */
%typemap(in) (const char *const *texts, size_t count) (PyObject *texts = NULL) {
    texts = hrb_texts_new($input, true);
    if (texts == NULL)
        SWIG_fail;
    $1 = ($1_ltype)PyCapsule_GetPointer(texts, "hrb_texts");
    $2 = (size_t)PyList_Size((PyObject *)PyCapsule_GetContext(texts));
}
%typemap(freearg) (const char *const *texts, size_t count) { Py_XDECREF(texts$argnum); }

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

/* A text written into a buffer, whose length is returned. */
%typemap(in, numinputs=0) (char *buffer, size_t size) {
    $2 = 65536;
    $1 = ($1_ltype)PyMem_Malloc($2);
    if ($1 == NULL) {
        PyErr_NoMemory();
        SWIG_fail;
    }
    *$1 = '\0';
}
%typemap(argout) (char *buffer, size_t size) {
    Py_XDECREF($result);
    $result = NULL;
    if (result >= $2)
        PyErr_SetString(PyExc_OverflowError, "the text is longer than 65535 bytes");
    else
        $result = hrb_text_new($1);
    if ($result == NULL)
        SWIG_fail;
}
%typemap(freearg) (char *buffer, size_t size) { PyMem_Free($1); }
%typemap(in, numinputs=0) char out[65] (char digest[65]) {
    digest[0] = '\0';
    $1 = digest;
}
%typemap(argout) char out[65] { $result = hrb_append($result, hrb_text_new($1)); }

/* A name that points into the library. */
%typemap(in, numinputs=0) const char **slip (const char *word = NULL) { $1 = ($1_ltype)&word; }
%typemap(argout) const char **slip { $result = hrb_append($result, hrb_text_new(*$1)); }
