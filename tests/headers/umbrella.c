/* SPDX-License-Identifier: Apache-2.0 */
#include <hrbudget/hrbudget.h>
#include <hrbudget/hrbudget.h>

/* Exact widths: a value crosses the boundary the same on every platform. */
typedef char status_is_32_bits[sizeof(hrb_status) == 4 ? 1 : -1];
typedef char fen_is_64_bits[sizeof(hrb_fen) == 8 ? 1 : -1];

int main(void)
{
    return hrb_status_name(HRB_OK) == NULL;
}
