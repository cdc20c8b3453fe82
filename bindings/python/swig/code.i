/* SPDX-License-Identifier: Apache-2.0 */
%thread hrb_codebook_load;
HRB_HANDLE(hrb_codebook, hrb_codebook_free)
HRB_BORROWED(hrb_code_entry)
HRB_OPTIONAL(hrb_codebook, base)
HRB_FOREVER(hrb_codebook, hrb_codebook_default)
%include "hrbudget/code.h"
