/* SPDX-License-Identifier: Apache-2.0 */
/* Amounts: what is read can be written and read again. */
#include <hrbudget/hrbudget.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hrb_amount amount, again;
    char text[256];
    hrb_fen capital;
    for (uint32_t flags = 0; flags <= HRB_AMOUNT_LENIENT_GROUPS; flags++) {
        if (hrb_amount_parse((const char *)data, size, HRB_UNIT_WAN_YUAN, flags, &amount, NULL) != HRB_OK || amount.stated == 0)
            continue;
        if (amount.quantum_fen < 1)
            __builtin_trap();
        size_t length = hrb_fen_format(amount.fen, HRB_UNIT_YUAN, 2, HRB_FORMAT_GROUPED | HRB_FORMAT_UNIT, text, sizeof text);
        if (hrb_amount_parse(text, length, HRB_UNIT_NONE, 0, &again, NULL) != HRB_OK || again.fen != amount.fen)
            __builtin_trap();
        length = hrb_capital_format(amount.fen, text, sizeof text);
        if (length >= sizeof text || hrb_capital_parse(text, length, &capital, NULL) != HRB_OK || capital != amount.fen)
            __builtin_trap();
    }
    (void)hrb_capital_parse((const char *)data, size, &capital, NULL);
    return 0;
}
