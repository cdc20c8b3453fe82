/* SPDX-License-Identifier: Apache-2.0 */
/* The word that a misprinted one was meant to be. */
#ifndef HRB_BASE_NEAREST_H
#define HRB_BASE_NEAREST_H

#include <stddef.h>

/* The nearest of the names by inserted, left out, changed and swapped characters, case apart; NULL where none is near. */
const char *hrb__nearest(const char *word, const char *const *names, size_t count);
/* The nearer of two candidates: `best` may be NULL, and is kept where `name` is not nearer. */
const char *hrb__nearer(const char *word, const char *best, const char *name);

#endif
