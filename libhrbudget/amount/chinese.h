/* SPDX-License-Identifier: Apache-2.0 */
/* Chinese numerals, everyday (三十万) and capital (叁拾万). */
#ifndef HRB_AMOUNT_CHINESE_H
#define HRB_AMOUNT_CHINESE_H

#include <hrbudget/hrbudget.h>

#include "base/text.h"

/* How much of the language is allowed. */
typedef enum hrb__numerals {
    HRB__NUMERALS_ANY,    /* also mixed with digits: 13万2 */
    HRB__NUMERALS_CAPITAL /* as on a cheque: capital numerals, and 元 角 分 behind each */
} hrb__numerals;

/* Reads an amount written with Chinese numerals, without a sign or 整: in `unit`
 * where the text has neither 元 角 分 nor 万 亿. *bad is the first byte that does not fit. */
hrb_status hrb__chinese_read(hrb__text text, hrb_unit unit, hrb__numerals allowed, bool negative, hrb_amount *out, size_t *bad);

#endif
