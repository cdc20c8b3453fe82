/* SPDX-License-Identifier: Apache-2.0 */
%thread hrb_projects_format;
%thread hrb_indicators_format;
HRB_INTEGER_OUT(hrb_fen, fen, PyLong_FromLongLong)
HRB_INTEGER_OUT(int64_t, quantum_fen, PyLong_FromLongLong)
HRB_INTEGER_OUT(bool, is_sum, PyBool_FromLong)
%typemap(in, numinputs=0) hrb_place *place (hrb_place value) {
    memset(&value, 0, sizeof value);
    $1 = &value;
}
%typemap(argout) hrb_place *place { $result = hrb_append($result, hrb_place_tuple(*$1)); }
%include "hrbudget/project.h"
