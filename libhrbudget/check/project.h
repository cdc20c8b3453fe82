/* SPDX-License-Identifier: Apache-2.0 */
/* Findings on project statements and their indicators. */
#ifndef HRB_CHECK_PROJECT_H
#define HRB_CHECK_PROJECT_H

#include "check/report.h"
#include "fact/project.h"

hrb__finding *hrb__project_finding(hrb_report *report, hrb__rule_kind kind);
/* A place in a statement; the labels that lead to it are borrowed, and NULL where there are none. */
void hrb__finding_add_span(hrb_report *report, hrb__finding *finding, const char *role, hrb__span span, const char *project, const char *part);

#endif
