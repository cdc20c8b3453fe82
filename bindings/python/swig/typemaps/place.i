/* SPDX-License-Identifier: Apache-2.0 */
/* A place is a tuple of its members, in their order. */
%{
static PyObject *hrb_place_tuple(hrb_place place)
{
    return Py_BuildValue("(LLiiiiiiiiii)", (long long)place.offset, (long long)place.length, (int)place.line, (int)place.column,
                         (int)place.page, (int)place.sheet, (int)place.row, (int)place.cell, (int)place.left, (int)place.top,
                         (int)place.right, (int)place.bottom);
}
%}
%typemap(out) hrb_place { $result = hrb_place_tuple($1); }
%ignore hrb_place;
