/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRB_READ_BUILDER_H
#define HRB_READ_BUILDER_H

#include "read/blocks.h"

/* The blocks that a program put together, as if a reader had found them in a file. */
hrb_status hrb__read_blocks(const hrb_blocks *blocks, const hrb__limits *limits, hrb__blocks *out, hrb_error **error);

#endif
