/* SPDX-License-Identifier: Apache-2.0 */
%thread hrb_rulebook_load;
HRB_HANDLE(hrb_rulebook, hrb_rulebook_free)
HRB_FOREVER(hrb_rulebook, hrb_rulebook_default)
%include "hrbudget/rulebook.h"
