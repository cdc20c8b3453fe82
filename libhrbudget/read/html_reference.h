/* SPDX-License-Identifier: Apache-2.0 */
/* &nbsp; &#12288; &#x3000; of web pages. */
#ifndef HRB_READ_HTML_REFERENCE_H
#define HRB_READ_HTML_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

/* The character that a reference at p ("&...") stands for and its length; 0 if it is none. */
size_t hrb__html_reference(const char *p, const char *end, uint32_t *character);

#endif
