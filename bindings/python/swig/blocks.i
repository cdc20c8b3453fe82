/* SPDX-License-Identifier: Apache-2.0 */
HRB_HANDLE(hrb_blocks, hrb_blocks_free)
%include "hrbudget/blocks.h"
