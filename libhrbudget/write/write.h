/* SPDX-License-Identifier: Apache-2.0 */
/* The writers; each fills a buffer through the public getters alone. */
#ifndef HRB_WRITE_WRITE_H
#define HRB_WRITE_WRITE_H

#include "write/buffer.h"

void hrb__write_report_json(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least);
void hrb__write_report_csv(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least);
void hrb__write_report_text(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least);
void hrb__write_facts_json(hrb__buffer *out, const hrb_document *document);
void hrb__write_facts_csv(hrb__buffer *out, const hrb_document *document);
void hrb__write_facts_text(hrb__buffer *out, const hrb_document *document, hrb_lang lang);
void hrb__write_tables_json(hrb__buffer *out, const hrb_document *document);
void hrb__write_tables_csv(hrb__buffer *out, const hrb_document *document);
void hrb__write_tables_text(hrb__buffer *out, const hrb_document *document, hrb_lang lang);

/* "元", "万元" ...; "" for none. */
const char *hrb__unit_label(hrb_unit unit);
/* The dimensions of a fact in the order they are written, and their names. */
#define HRB__DIMENSIONS 9
extern const char *const hrb__dimension_names[HRB__DIMENSIONS];
/* "line": 12, "column": 3, ...: the members of a place that apply, each behind a comma. */
void hrb__put_place(hrb__buffer *out, hrb_place place);
void hrb__put_a1(hrb__buffer *out, hrb_place place);

#endif
