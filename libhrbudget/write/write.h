/* SPDX-License-Identifier: Apache-2.0 */
/* The writers; each fills a buffer through the public getters alone. */
#ifndef HRB_WRITE_WRITE_H
#define HRB_WRITE_WRITE_H

#include "write/buffer.h"

/* A document that could not be read or checked: an entry of its own. */
typedef struct hrb__failure {
    const char *path, *message;
    hrb_status status;
} hrb__failure;

/* Each writes one element of a list of reports; what stands around them is in format.c. */
void hrb__write_report_json(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least);
void hrb__write_report_csv(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least);
void hrb__write_report_text(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least);
void hrb__write_report_sarif(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least);
void hrb__write_report_html(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least);
void hrb__write_failure_json(hrb__buffer *out, const hrb__failure *failure);
void hrb__write_failure_csv(hrb__buffer *out, const hrb__failure *failure);
void hrb__write_failure_sarif(hrb__buffer *out, const hrb__failure *failure, hrb_lang lang);
void hrb__write_failure_html(hrb__buffer *out, const hrb__failure *failure, hrb_lang lang);
extern const char *const hrb__report_csv_head;
extern const char *const hrb__html_head[2]; /* by hrb_lang */
extern const char *const hrb__html_tail;

void hrb__write_facts_json(hrb__buffer *out, const hrb_document *document);
void hrb__write_facts_csv(hrb__buffer *out, const hrb_document *document);
void hrb__write_facts_text(hrb__buffer *out, const hrb_document *document);
void hrb__write_tables_json(hrb__buffer *out, const hrb_document *document);
void hrb__write_tables_csv(hrb__buffer *out, const hrb_document *document);
void hrb__write_tables_text(hrb__buffer *out, const hrb_document *document, hrb_lang lang);

/* Whether facts, tables, projects have this format. */
bool hrb__is_data_format(hrb_format format);
/* One line of JSON: the line ends between its members become blanks. */
void hrb__join_lines(hrb__buffer *buffer);

/* What was not evaluated, counted by rule and reason; free with hrb__free_gaps. */
typedef struct hrb__gap {
    const char *rule, *reason;
    size_t count;
} hrb__gap;
typedef struct hrb__gaps {
    hrb__gap *items;
    size_t count;
} hrb__gaps;
hrb__gaps hrb__collect_gaps(const hrb_report *report, hrb_lang lang);
void hrb__free_gaps(hrb__gaps *gaps);

/* Findings by what becomes of them: shown by severity, below the threshold, known from a baseline. */
typedef struct hrb__tally {
    size_t shown[HRB_SEVERITY_ERROR + 1], hidden, known;
} hrb__tally;
hrb__tally hrb__tally_findings(const hrb_report *report, hrb_severity least);

/* "元", "万元" ...; "" for none. */
const char *hrb__unit_label(hrb_unit unit);
const char *hrb__severity_word(hrb_severity severity, hrb_lang lang);
/* The words around a place that stands in no table, for people and for search; "" in a table, whose labels tell more. */
typedef struct hrb__around {
    char before[128], after[128];
} hrb__around;
hrb__around hrb__words_around(const hrb_report *report, size_t finding, size_t location);
/* What a place is to its finding, for people; the role itself where there is no word for it. */
const char *hrb__role_word(const char *role, hrb_lang lang);
/* The dimensions of a fact in the order they are written, and their names. */
#define HRB__DIMENSIONS 9
extern const char *const hrb__dimension_names[HRB__DIMENSIONS];
/* "document": {"path": ...} and a comma: the member that tells which document it is. */
void hrb__put_document(hrb__buffer *out, const hrb_document *document);
/* "line": 12, "column": 3, ...: the members of a place that apply, each behind a comma. */
void hrb__put_place(hrb__buffer *out, hrb_place place);
void hrb__put_a1(hrb__buffer *out, hrb_place place);
/* 12:3 for a text, p5 for a page, 2!B5 for a sheet. */
void hrb__put_where(hrb__buffer *out, hrb_place place);

#endif
