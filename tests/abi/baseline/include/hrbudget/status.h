/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRBUDGET_STATUS_H
#define HRBUDGET_STATUS_H

#if !defined(HRBUDGET_H_INSIDE)
#error "include <hrbudget/hrbudget.h> only"
#endif

HRB_BEGIN_DECLS

/* The result of a fallible call. Numbers are explicit and never reused. A
 * table that does not add up is not an error but a finding (report.h). */
typedef int32_t hrb_status;
enum {
    HRB_OK = 0,
    HRB_ERROR_ARGUMENT = -1,    /* a NULL or impossible argument */
    HRB_ERROR_MEMORY = -2,      /* an allocation sized by the input failed */
    HRB_ERROR_IO = -3,          /* a file could not be opened or read */
    HRB_ERROR_EMPTY = -4,       /* the input has no text at all */
    HRB_ERROR_ENCODING = -5,    /* the bytes are not text in any supported encoding */
    HRB_ERROR_UNSUPPORTED = -6, /* a format that this version does not read */
    HRB_ERROR_LIMIT = -7,       /* a limit of hrb_options was hit */
    HRB_ERROR_SYNTAX = -8,      /* the text is not an amount, a code, JSON ...; a docx or xlsx is damaged */
    HRB_ERROR_OVERFLOW = -9,    /* the value does not fit int64_t fen */
    HRB_ERROR_PRECISION = -10,  /* more decimals than a fen can hold */
    HRB_ERROR_RULEBOOK = -11,   /* well-formed JSON, but not a valid rulebook */
    HRB_ERROR_NOT_FOUND = -12,  /* nothing of that name or code */
    HRB_ERROR_PROCESS = -13     /* a process of its own that reads the input failed or took too long */
};

/* The language of messages. Both are built from the same arguments. */
typedef int32_t hrb_lang;
enum { HRB_LANG_ZH = 0, HRB_LANG_EN = 1 };

/* Where something stands in the input as given. A member that does not apply
 * to the format is 0; all count from 1 but offset. Text has offset, length, line
 * and column; a PDF has page and box; a workbook sheet, row and cell (A1 is row 1,
 * cell 1); a word processor's file or a web page line (the number of the paragraph
 * or table row) and, in a table, row and cell. */
typedef struct hrb_place {
    int64_t offset; /* bytes from the start of the input */
    int64_t length; /* bytes */
    int32_t line;   /* of a text; elsewhere the number of the paragraph or table row */
    int32_t column; /* in code points */
    int32_t page;   /* of a PDF */
    int32_t sheet;  /* of a workbook */
    int32_t row;    /* of a sheet or table */
    int32_t cell;   /* its column */
    int32_t left, top, right, bottom; /* the box on the page, in hundredths of a point from its top left corner */
} hrb_place;

/* The name of a status, such as "HRB_ERROR_LIMIT"; "HRB_ERROR_UNKNOWN" for a
 * number that is none. Never NULL. Since 0.1. */
HRB_API const char *hrb_status_name(hrb_status status);

/* One sentence on what a status means. Never NULL. Since 0.1. */
HRB_API const char *hrb_status_text(hrb_status status, hrb_lang lang);

/* What went wrong, with its place and cause. */
typedef struct hrb_error hrb_error;

HRB_API void hrb_error_free(hrb_error *error);
/* The status that came with the error; HRB_OK for NULL. Since 0.1. */
HRB_API hrb_status hrb_error_status(const hrb_error *error);
/* The message for people; "" for NULL. Borrowed. Since 0.1. */
HRB_API const char *hrb_error_message(const hrb_error *error, hrb_lang lang);
/* The place in the input; all zero where there is none. Since 0.1. */
HRB_API hrb_place hrb_error_place(const hrb_error *error);

/* Frees a string that a function of this library handed over. Since 0.1. */
HRB_API void hrb_string_free(char *text);

HRB_END_DECLS
#endif
