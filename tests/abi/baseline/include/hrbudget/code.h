/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRBUDGET_CODE_H
#define HRBUDGET_CODE_H

#if !defined(HRBUDGET_H_INSIDE)
#error "include <hrbudget/hrbudget.h> only"
#endif

HRB_BEGIN_DECLS

/* The classifications of the 政府收支分类科目. */
typedef int32_t hrb_code_kind;
enum {
    HRB_CODE_NONE = 0,
    HRB_CODE_FUNCTION = 1,      /* 支出功能分类: 类 3, 款 2, 项 2 digits */
    HRB_CODE_DEPT_ECONOMIC = 2, /* 部门预算支出经济分类: 类 3, 款 2 */
    HRB_CODE_GOV_ECONOMIC = 3,  /* 政府预算支出经济分类: 类 3, 款 2 */
    HRB_CODE_REVENUE = 4        /* 收入分类: 类 3, 款 2, 项 2, 目 2 */
};

/* A code is a value: 208 (类), 20801 (款), 2080101 (项) of a kind. digits 0 is no code. */
typedef struct hrb_code {
    hrb_code_kind kind; /* the classification it belongs to */
    int32_t digits;     /* 208, 20801, 2080101; 0 is no code */
} hrb_code;

/* Reads `2080101`, `208 01 01`, `208-01-01`, `208.1.1`, tab between the parts
 * and full-width digits; a part after the first that lost its leading zero is
 * restored where the parts are separated. HRB_ERROR_SYNTAX otherwise. Since 0.1. */
HRB_API hrb_status hrb_code_parse(hrb_code_kind kind, const char *text, size_t length, hrb_code *out, hrb_error **error);
/* Joins the parts of a split code; a part < 0 ends it: (208, 1, -1) is 20801. Since 0.1. */
HRB_API hrb_status hrb_code_join(hrb_code_kind kind, int32_t class_part, int32_t group_part, int32_t item_part, hrb_code *out);
/* 1 类, 2 款, 3 项, 4 目; 0 for no code. Since 0.1. */
HRB_API int32_t hrb_code_level(hrb_code code);
/* The code one level up; digits 0 at the top. Since 0.1. */
HRB_API hrb_code hrb_code_parent(hrb_code code);
/* Writes the digits (`2080101`), snprintf style. Since 0.1. */
HRB_API size_t hrb_code_format(hrb_code code, char *buffer, size_t size);
/* "function", "dept_economic", "gov_economic", "revenue"; "" otherwise. Since 0.1. */
HRB_API const char *hrb_code_kind_name(hrb_code_kind kind);

/* How sure an entry of a book is. What follows for a check stands in docs/rules. */
typedef int32_t hrb_evidence;
enum {
    HRB_EVIDENCE_NONE = 0,
    HRB_EVIDENCE_2009 = 1,         /* only in the table of 2009 */
    HRB_EVIDENCE_RECALLED = 2,     /* from memory alone */
    HRB_EVIDENCE_CORROBORATED = 3, /* from memory and identical in the table of 2009 */
    HRB_EVIDENCE_ATTESTED = 4      /* seen in a document or table of 2018 or later */
};

/* A code book: codes and their names by year. */
typedef struct hrb_codebook hrb_codebook;

/* The book compiled into the library. Borrowed, never freed (hrb_codebook_free
 * on it does nothing), never NULL. Since 0.1. */
HRB_API const hrb_codebook *hrb_codebook_default(void);
/* A book of one's own: CSV with the header
 * `kind,code,name,level,first_year_seen,last_year_seen,evidence,sources` (the last four
 * columns may be missing or blank). With `base` not NULL the entries are added
 * to those of `base` and win over them. HRB_ERROR_SYNTAX names line and cause. Since 0.1. */
HRB_API hrb_status hrb_codebook_load(const char *csv, size_t length, const hrb_codebook *base, hrb_codebook **out, hrb_error **error);
HRB_API void hrb_codebook_free(hrb_codebook *book);
/* Number of entries (a code with two names has two). Since 0.1. */
HRB_API size_t hrb_codebook_size(const hrb_codebook *book);

/* One entry of a book, borrowed from it. Every getter takes NULL. */
typedef struct hrb_code_entry hrb_code_entry;
/* The entry of a code for a year (0: the newest): the one whose name was in
 * force then as far as the book knows. NULL if the code is unknown. Constant time. Since 0.1. */
HRB_API const hrb_code_entry *hrb_codebook_get(const hrb_codebook *book, hrb_code code, int32_t year);
/* The i-th entry of a code, oldest name first; NULL past the end. Since 0.1. */
HRB_API const hrb_code_entry *hrb_codebook_get_name(const hrb_codebook *book, hrb_code code, size_t index);
/* The i-th code below a code in the order of digits (digits 0: the 类 of the kind), NULL past the end. Since 0.1. */
HRB_API const hrb_code_entry *hrb_codebook_get_child(const hrb_codebook *book, hrb_code code, int32_t year, size_t index);
/* The entry of a level (0: any) whose name is `name` after folding, best for
 * the year; NULL if there is none. `within` limits it to that code and what is below (digits 0: no limit). Since 0.1. */
HRB_API const hrb_code_entry *hrb_codebook_find_name(const hrb_codebook *book, hrb_code within, int32_t level, int32_t year, const char *name, size_t length);

/* What an entry says; for NULL no code, "" or 0. Borrowed from the book. Since 0.1. */
HRB_API hrb_code hrb_code_entry_code(const hrb_code_entry *entry);
HRB_API const char *hrb_code_entry_name(const hrb_code_entry *entry);
HRB_API int32_t hrb_code_entry_first_year(const hrb_code_entry *entry); /* first year seen, 0 unknown */
HRB_API int32_t hrb_code_entry_last_year(const hrb_code_entry *entry);  /* last year seen, 0 unknown */
HRB_API hrb_evidence hrb_code_entry_evidence(const hrb_code_entry *entry);
HRB_API const char *hrb_code_entry_sources(const hrb_code_entry *entry);

/* How a printed name compares with the book. */
typedef int32_t hrb_name_match;
enum {
    HRB_NAME_UNKNOWN_CODE = 0, /* the code is not in the book: nothing to compare with */
    HRB_NAME_SAME = 1,         /* the same after folding brackets, widths, blanks and marks */
    HRB_NAME_OTHER_YEAR = 2,   /* the code's name of another year */
    HRB_NAME_NEAR = 3,         /* one or two characters off, or the start of the name: a misprint */
    HRB_NAME_DIFFERENT = 4     /* another name */
};
/* Compares a printed name with the names of a code. `official` (may be NULL)
 * gets the entry in force for the year, `matched` (may be NULL) the entry that
 * was matched, for OTHER_YEAR the other year's; NULL where there is none. Since 0.1. */
HRB_API hrb_name_match hrb_codebook_compare_name(const hrb_codebook *book, hrb_code code, int32_t year, const char *name, size_t length,
                                                 const hrb_code_entry **official, const hrb_code_entry **matched);

/* The i-th rename that touches a code, as one text "20805 行政事业单位离退休 → 20805
 * 行政事业单位养老支出 (2020, attested)"; NULL past the end. Since 0.1. */
HRB_API const char *hrb_codebook_get_rename(const hrb_codebook *book, hrb_code code, size_t index);

HRB_END_DECLS
#endif
