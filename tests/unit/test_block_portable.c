/* SPDX-License-Identifier: Apache-2.0 */
/* As a machine without SSE2 does it. */
#define HRB__PORTABLE_BLOCKS
#include "block_cases.h"

int main(void)
{
    return run_block_cases();
}
