/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRB_READ_HTML_H
#define HRB_READ_HTML_H

#include "read/gather.h"

bool hrb__looks_like_html(const hrb__source *source);
/* A web page: its paragraphs and tables. */
void hrb__read_page(hrb__gather *gather, const hrb__source *source);

#endif
