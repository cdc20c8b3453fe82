/* SPDX-License-Identifier: Apache-2.0 */
/* A number format's code (#,##0.00;[Red]-0;"-") as sections of tokens. */
#ifndef HRB_READ_SHEET_FORMAT_H
#define HRB_READ_SHEET_FORMAT_H

#include "read/sheet_decimal.h"

#define HRB__MAX_TOKENS 256 /* a format code has at most 255 characters */
#define HRB__MAX_SECTIONS 4

typedef enum hrb__format_kind {
    HRB__FORMAT_LITERAL,
    HRB__FORMAT_DIGIT, /* 0 # ? */
    HRB__FORMAT_POINT,
    HRB__FORMAT_COMMA,
    HRB__FORMAT_PERCENT,
    HRB__FORMAT_TEXT, /* @ */
    HRB__FORMAT_GENERAL,
    HRB__FORMAT_DATE,   /* a run of one letter of y m d h s e a g */
    HRB__FORMAT_HALF_DAY /* AM/PM */
} hrb__format_kind;

typedef struct hrb__format_token {
    hrb__format_kind kind;
    char letter;
    bool elapsed;
    uint16_t count;
    hrb__text text; /* of a literal */
} hrb__format_token;

typedef struct hrb__format_section {
    hrb__format_token tokens[HRB__MAX_TOKENS];
    size_t count;
    bool has_digits, has_date, has_general, has_text;
    char condition; /* < > = or L (<=) G (>=) N (<>), 0 none */
    hrb__decimal bound;
} hrb__format_section;

/* The sections of a code of less than HRB__MAX_TOKENS bytes; how many there are. */
size_t hrb__format_read(const char *code, hrb__format_section *sections);

#endif
