/* SPDX-License-Identifier: Apache-2.0 */
/* The shapes of hostile input: a prefix, a unit again and again, a suffix. */
#ifndef HRB_HOSTILE_SHAPES_H
#define HRB_HOSTILE_SHAPES_H

#include <stddef.h>

/* What may become of a shape. */
enum { READS = 1, FAILS_EMPTY = 2, FAILS_ENCODING = 4, FAILS_LIMIT = 8, FAILS_UNSUPPORTED = 16, FAILS_DAMAGED = 32 };

/* What the text is put into. */
typedef enum wrapping { AS_TEXT, AS_SHEET, AS_STRINGS, AS_STYLES, AS_WORD } wrapping;

/* In a counted unit "#######" is the number of the repetition, and so is each "@@@": Han characters for its digits. */
typedef struct shape {
    const char *name;
    const char *prefix, *unit, *suffix;
    size_t unit_length; /* 0: strlen */
    unsigned outcomes;
    wrapping as;
} shape;

extern const shape SHAPES[];
extern const size_t SHAPE_COUNT;

/* About so many bytes of a shape, or NULL without memory; free() them. */
char *fill(const shape *s, size_t size, size_t *length);

/* package.c: the text as one part of an xlsx or docx, stored, so that its size is that of the input. Takes the text. */
char *wrap(wrapping as, char *text, size_t *length);

#endif
