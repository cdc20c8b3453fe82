/* SPDX-License-Identifier: Apache-2.0 */
/* As this machine does it. */
#include "block_cases.h"

int main(void)
{
    return run_block_cases();
}
