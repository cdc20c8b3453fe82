/* SPDX-License-Identifier: Apache-2.0 */
/* Chinese numerals, everyday (三十万) and capital (叁拾万). */
#ifndef HRB_AMOUNT_CHINESE_H
#define HRB_AMOUNT_CHINESE_H

#include <hrbudget/hrbudget.h>

#include "base/text.h"

/* Reads an amount written with Chinese numerals, also mixed with digits (13万2):
 * numerals, units 元 角 分 and 整, in `unit` where it has none. *bad as in figure.h. */
hrb_status hrb__chinese_parse(hrb__text text, hrb_unit unit, hrb_amount *out, size_t *bad);

#endif
