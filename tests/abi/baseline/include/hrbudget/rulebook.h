/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRBUDGET_RULEBOOK_H
#define HRBUDGET_RULEBOOK_H

#if !defined(HRBUDGET_H_INSIDE)
#error "include <hrbudget/hrbudget.h> only"
#endif

HRB_BEGIN_DECLS

/* A rulebook: the vocabulary that gives titles, columns and rows of tables
 * their meaning, and the rules that relate the facts. docs/rulebook.md
 * describes the JSON. */
typedef struct hrb_rulebook hrb_rulebook;

/* The rulebook compiled into the library. Borrowed, never freed, never NULL. Since 0.1. */
HRB_API const hrb_rulebook *hrb_rulebook_default(void);
/* The JSON text of the default rulebook, to start one's own from. Since 0.1. */
HRB_API const char *hrb_rulebook_default_text(size_t *length);
/* Reads a rulebook. With "extends": "default" its entries are added to those of
 * the default one. Failures: HRB_ERROR_SYNTAX (not JSON; line and column),
 * HRB_ERROR_RULEBOOK (the path in the file, what stands there, what was
 * expected), HRB_ERROR_ENCODING, HRB_ERROR_LIMIT (over 4 MiB or 64 levels deep). Since 0.1. */
HRB_API hrb_status hrb_rulebook_load(const char *json, size_t length, hrb_rulebook **out, hrb_error **error);
HRB_API void hrb_rulebook_free(hrb_rulebook *book);
/* Number of rules, and the id ("HB-SUM-010") of each; NULL past the end. Since 0.1. */
HRB_API size_t hrb_rulebook_rule_count(const hrb_rulebook *book);
HRB_API const char *hrb_rulebook_rule_id(const hrb_rulebook *book, size_t index);
/* What a rule says, in one sentence ("" for an id that is none), and its severity (0 for none). Since 0.1. */
HRB_API const char *hrb_rulebook_rule_text(const hrb_rulebook *book, const char *id, hrb_lang lang);
HRB_API int32_t hrb_rulebook_rule_severity(const hrb_rulebook *book, const char *id);

HRB_END_DECLS
#endif
