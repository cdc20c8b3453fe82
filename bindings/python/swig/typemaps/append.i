/* SPDX-License-Identifier: Apache-2.0 */
/* Several results of a call become one tuple. SWIG's own function for it changed its
 * meaning between versions, and it cannot tell a None that is a result from none. */
%{
/* Takes both references; `result` is None where nothing has been returned yet. */
static PyObject *hrb_append(PyObject *result, PyObject *more)
{
    if (result == NULL || more == NULL) {
        Py_XDECREF(result);
        Py_XDECREF(more);
        return NULL;
    }
    if (result == Py_None) {
        Py_DECREF(result);
        return more;
    }
    PyObject *joined;
    if (PyTuple_Check(result)) {
        PyObject *last = Py_BuildValue("(O)", more);
        joined = last == NULL ? NULL : PySequence_Concat(result, last);
        Py_XDECREF(last);
    } else {
        joined = Py_BuildValue("(OO)", result, more);
    }
    Py_DECREF(result);
    Py_DECREF(more);
    return joined;
}
%}
