/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRB_CODE_NAME_H
#define HRB_CODE_NAME_H

#include "base/text.h"

/* Longer names are compared for equality only. */
#define HRB__MAX_NAME 64

/* Characters to change, add or drop to make one folded name the other. */
int hrb__name_distance(hrb__text a, hrb__text b);
/* A misprint of the official name: one or two characters off, or its end cut off. */
bool hrb__name_is_near(hrb__text printed, hrb__text official);

#endif
