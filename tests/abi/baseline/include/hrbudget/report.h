/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRBUDGET_REPORT_H
#define HRBUDGET_REPORT_H

#if !defined(HRBUDGET_H_INSIDE)
#error "include <hrbudget/hrbudget.h> only"
#endif

HRB_BEGIN_DECLS

/* The outcome of checking a document: verdicts on its equations, and findings. */
typedef struct hrb_report hrb_report;

typedef int32_t hrb_severity;
enum { HRB_SEVERITY_INFO = 1, HRB_SEVERITY_WARNING = 2, HRB_SEVERITY_ERROR = 3 };

typedef int32_t hrb_verdict;
enum {
    HRB_VERDICT_PASS = 1,
    HRB_VERDICT_ROUNDING = 2,     /* unequal, but within what rounding explains */
    HRB_VERDICT_FAIL = 3,
    HRB_VERDICT_NOT_EVALUATED = 4 /* a figure was missing or unreadable; the reason is given */
};

/* Checks every equation of the rulebook that the document was read with. The
 * report refers to the document: free the report first. Fails only with
 * HRB_ERROR_ARGUMENT or HRB_ERROR_MEMORY; contradictions are findings. Since 0.1. */
HRB_API hrb_status hrb_document_check(const hrb_document *document, const hrb_options *options, hrb_report **out, hrb_error **error);
HRB_API void hrb_report_free(hrb_report *report);
HRB_API const hrb_document *hrb_report_document(const hrb_report *report);

/* "error", "warning", "info"; "pass", "rounding", "fail", "not_evaluated"; "" otherwise. */
HRB_API const char *hrb_severity_name(hrb_severity severity);
HRB_API const char *hrb_verdict_name(hrb_verdict verdict);

/* --- Equations: every one that was set up, with its verdict --- */

/* How many equations were set up. */
HRB_API size_t hrb_equation_count(const hrb_report *report);
/* How many have this verdict. */
HRB_API size_t hrb_equation_count_of(const hrb_report *report, hrb_verdict verdict);
HRB_API const char *hrb_equation_rule(const hrb_report *report, size_t equation);
HRB_API hrb_verdict hrb_equation_verdict(const hrb_report *report, size_t equation);
/* Its terms, index from 0: the fact, and +1 (the whole) or -1 (a part). The three
 * terms of a rate have sign 0: the rate, the figure, and the earlier figure, the change or the whole. */
HRB_API size_t hrb_equation_term_count(const hrb_report *report, size_t equation);
HRB_API bool hrb_equation_term(const hrb_report *report, size_t equation, size_t term, size_t *fact, int32_t *sign);
/* Why it was not evaluated; "" if it was. */
HRB_API const char *hrb_equation_reason(const hrb_report *report, size_t equation, hrb_lang lang);

/* --- Findings, in the order of the document --- */

/* How many findings there are, and of each its rule ("HB-SUM-010"; docs/rules), severity, verdict and message. */
HRB_API size_t hrb_finding_count(const hrb_report *report);
HRB_API const char *hrb_finding_rule(const hrb_report *report, size_t finding);
HRB_API hrb_severity hrb_finding_severity(const hrb_report *report, size_t finding);
HRB_API hrb_verdict hrb_finding_verdict(const hrb_report *report, size_t finding);
HRB_API const char *hrb_finding_message(const hrb_report *report, size_t finding, hrb_lang lang);
/* 16 hexadecimal digits: the same for the same contradiction in a new edition of the document. */
HRB_API const char *hrb_finding_fingerprint(const hrb_report *report, size_t finding);
/* Whether a baseline was given (hrb_options_set_baseline), and whether it has this finding. Since 0.1. */
HRB_API bool hrb_report_has_baseline(const hrb_report *report);
HRB_API bool hrb_finding_is_known(const hrb_report *report, size_t finding);
/* Whether the finding is about money, and then its figures (each pointer may be
 * NULL): expected is what the other figures demand, actual what is printed, difference = actual - expected. */
HRB_API bool hrb_finding_figures(const hrb_report *report, size_t finding, hrb_fen *expected, hrb_fen *actual, hrb_fen *difference, hrb_fen *tolerance);
/* The likely slip ("digit", "transposed", "dropped_digit", "shifted", "unit", "sign", "copied", "value" ...), the
 * value that would satisfy `explains` broken equations. False if the wrong cell could not be told. */
HRB_API bool hrb_finding_cause(const hrb_report *report, size_t finding, const char **slip, hrb_fen *suggested, size_t *explains);
/* The broken equations that this finding stands for; index into the equations. */
HRB_API size_t hrb_finding_equation_count(const hrb_report *report, size_t finding);
HRB_API size_t hrb_finding_equation(const hrb_report *report, size_t finding, size_t index);

/* Locations: the first is the figure most likely wrong. */
HRB_API size_t hrb_finding_location_count(const hrb_report *report, size_t finding);
HRB_API const char *hrb_location_role(const hrb_report *report, size_t finding, size_t location); /* "suspect", "whole", "part", "same", "code", "table" ... */
HRB_API const char *hrb_location_text(const hrb_report *report, size_t finding, size_t location); /* as printed */
HRB_API hrb_place hrb_location_place(const hrb_report *report, size_t finding, size_t location);
/* The words before a place and behind it: at most 24 characters of the same paragraph or cell, snprintf style; a
 * line break is a blank. Since 0.1. */
HRB_API size_t hrb_location_before(const hrb_report *report, size_t finding, size_t location, char *buffer, size_t size);
HRB_API size_t hrb_location_after(const hrb_report *report, size_t finding, size_t location, char *buffer, size_t size);
/* Table title ("" if in none), row and cell from 1 (0 if in none). */
HRB_API const char *hrb_location_table(const hrb_report *report, size_t finding, size_t location);
HRB_API int32_t hrb_location_row(const hrb_report *report, size_t finding, size_t location);
HRB_API int32_t hrb_location_cell(const hrb_report *report, size_t finding, size_t location);
/* The index of the table in the document; -1 if in none. Since 0.1. */
HRB_API int32_t hrb_location_table_index(const hrb_report *report, size_t finding, size_t location);
/* The labels that lead to the cell: "2080101 行政运行", "基本支出". NULL past the end. */
HRB_API const char *hrb_location_path(const hrb_report *report, size_t finding, size_t location, size_t index);

/* The report as one text (hrb_string_free it), in any hrb_format; docs/output.md
 * describes them. Findings below `min_severity`, and those known from the baseline, are left
 * out of the list, never out of the counts. Since 0.1. */
HRB_API hrb_status hrb_report_format(const hrb_report *report, hrb_format format, hrb_lang lang, hrb_severity min_severity, char **out, size_t *length, hrb_error **error);

/* --- The reports of several documents as one text --- */

typedef int32_t hrb_list_part;
enum { HRB_LIST_HEAD = 1, HRB_LIST_BETWEEN = 2, HRB_LIST_TAIL = 3 };

/* What stands before the first element, between two, and behind the last; "" where nothing does. Static. Since 0.1. */
HRB_API const char *hrb_report_list_text(hrb_list_part part, hrb_format format, hrb_lang lang);
/* The element of a report. Since 0.1. */
HRB_API hrb_status hrb_report_format_element(const hrb_report *report, hrb_format format, hrb_lang lang, hrb_severity min_severity, char **out, size_t *length, hrb_error **error);
/* The element of a document that could not be read, so that it is not lost; `message` "" or NULL for that of the status. Since 0.1. */
HRB_API hrb_status hrb_failure_format_element(const char *path, hrb_status status, const char *message, hrb_format format, hrb_lang lang, char **out, size_t *length, hrb_error **error);

HRB_END_DECLS
#endif
