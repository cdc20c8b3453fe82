/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"
#include "read/package.h"
hrb_status hrb__read_word(hrb__zip *zip, const char *main_part, hrb__gather *gather)
{
    (void)zip, (void)main_part;
    return hrb__fail(gather->error, HRB_ERROR_UNSUPPORTED, NULL, "docx", "docx");
}
