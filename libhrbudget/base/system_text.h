/* SPDX-License-Identifier: Apache-2.0 */
/* What the system says went wrong, in the language asked for and not in that of the locale. */
#ifndef HRB_BASE_SYSTEM_TEXT_H
#define HRB_BASE_SYSTEM_TEXT_H

#include <hrbudget/hrbudget.h>

/* Of an errno. One without words of its own is told in the system's words. */
const char *hrb__system_text(int number, hrb_lang lang);

#endif
