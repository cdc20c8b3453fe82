/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes come through the buffer protocol: bytes, bytearray, memoryview, mmap, arrays. The
 * buffer stays locked while C reads it. */
%typemap(in) (const void *bytes, size_t length) (Py_buffer view) {
    view.obj = NULL;
    if (PyObject_GetBuffer($input, &view, PyBUF_SIMPLE) != 0)
        SWIG_fail;
    $1 = view.buf != NULL ? view.buf : (void *)"";
    $2 = (size_t)view.len;
}
%typemap(freearg) (const void *bytes, size_t length) {
    if ($1 != NULL)
        PyBuffer_Release(&view$argnum);
}
%typemap(in) (const char *csv, size_t length) = (const void *bytes, size_t length);
%typemap(freearg) (const char *csv, size_t length) = (const void *bytes, size_t length);
%typemap(in) (const char *json, size_t length) = (const void *bytes, size_t length);
%typemap(freearg) (const char *json, size_t length) = (const void *bytes, size_t length);
