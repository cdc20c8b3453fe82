/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of reading a paragraph; see claim.c. */
#ifndef HRB_FACT_CLAIMS_H
#define HRB_FACT_CLAIMS_H

#include "fact/narrative.h"

/* claim_fact.c */
uint32_t hrb__claim_offset_in_source(const hrb__claims *c, size_t at);
void hrb__claim_add_issue(hrb__claims *c, hrb__rule_kind kind, size_t at, size_t length);
uint32_t hrb__claim_add_fact(hrb__claims *c, const hrb__token *token, hrb_value_kind kind, int64_t value, const hrb__meaning *meaning);
uint32_t hrb__claim_add_unknown(hrb__claims *c, const hrb__token *token, hrb_value_kind kind);
void hrb__claim_relate(hrb__claims *c, hrb__relation_kind kind, uint32_t a, uint32_t b, uint32_t third, const hrb__meaning *wanted);
void hrb__claim_clear_expectation(hrb__claims *c);
void hrb__claim_open_frame(hrb__claims *c, const hrb__meaning *subject);
void hrb__claim_end_item(hrb__claims *c);
void hrb__claim_remember(hrb__claims *c, const hrb__meaning *meaning, uint32_t fact);
uint32_t hrb__claim_recall(const hrb__claims *c, const hrb__meaning *meaning);
uint32_t hrb__claim_frame_value(const hrb__claims *c);
void hrb__claim_gather(hrb__claims *c, hrb__parts *parts, uint32_t fact);
void hrb__claim_relate_parts(hrb__claims *c, hrb__relation_kind kind, uint32_t whole, const hrb__parts *parts, const hrb__meaning *wanted);
void hrb__claim_judge_year(hrb__claims *c);
bool hrb__claim_is_against_budget(const hrb__claims *c);
/* What the change is measured from, where the frame states it. */
uint32_t hrb__claim_basis(const hrb__claims *c);
void hrb__claim_mark_change(hrb__claims *c, hrb__meaning *meaning);
uint8_t hrb__claim_change_phase(const hrb__claims *c);

/* claim_item.c */
void hrb__claim_on_level(hrb__claims *c, const hrb__token *token);
/* A 项 on a line of its own, and the paragraph below it. */
void hrb__claim_note_heading_item(hrb__claims *c);
void hrb__claim_take_heading_item(hrb__claims *c);
/* A number that may be the code of the name behind it. */
void hrb__claim_note_code(hrb__claims *c, const hrb__token *token);
bool hrb__claim_try_coded(hrb__claims *c, size_t end);
void hrb__claim_on_item(hrb__claims *c, const hrb__token *token);
void hrb__claim_open_class_frame(hrb__claims *c, size_t end);
void hrb__claim_note_item(hrb__claims *c, uint32_t fact);
/* The same of a 类 anywhere in a list: 包括：教育支出80万元；卫生健康支出20万元. */
bool hrb__claim_try_class(hrb__claims *c, size_t end);
bool hrb__claim_try_bare_item(hrb__claims *c, size_t end);
/* 工资福利支出: an economic code by its name. */
bool hrb__claim_take_economic(hrb__claims *c, hrb_code code);
bool hrb__claim_try_economic(hrb__claims *c, size_t end);
/* Whether a list breaks personnel or operating expenditure down. */
bool hrb__claim_lists_economic(const hrb__claims *c);
void hrb__claim_gather_economic(hrb__claims *c, uint32_t fact);

/* The words before a figure that may be a name; empty if there are none. */
hrb__text hrb__claim_bare_name(const hrb__claims *c, size_t end);

/* claim_ahead.c */
hrb__scanner hrb__claim_scan_from(const hrb__claims *c, size_t at);
bool hrb__claim_compares_next(const hrb__claims *c, const hrb__token *token);
bool hrb__claim_parts_next(const hrb__claims *c, const hrb__token *token);
bool hrb__claim_counts_next(const hrb__claims *c, const hrb__token *token);
/* There is none of the subject that ends with this token. */
void hrb__claim_state_none(hrb__claims *c, const hrb__token *token);

/* claim_list.c */
void hrb__claim_on_list(hrb__claims *c, const hrb__token *token);
void hrb__claim_place_part(hrb__claims *c, const hrb__meaning *word, hrb__meaning *meaning);
void hrb__claim_end_told(hrb__claims *c);
void hrb__claim_return_to_head(hrb__claims *c);

/* claim_shared.c */
void hrb__claim_note_peer(hrb__claims *c, uint32_t fact);
void hrb__claim_note_waiting(hrb__claims *c, const hrb__word *word);
void hrb__claim_end_peers(hrb__claims *c);
bool hrb__claim_share_out(hrb__claims *c, const hrb__token *token);
/* 分别为800.00和120.00万元: a number has the unit of the figure beside it; false if there is none. */
bool hrb__claim_lend_unit(const hrb__claims *c, hrb__token *token);
/* One figure of several subjects together, which is of none of them. */
bool hrb__claim_is_joint(const hrb__claims *c);
/* 均为100万元: the figure is that of the others too. */
void hrb__claim_state_others(hrb__claims *c, const hrb__token *token);
void hrb__claim_take_share(hrb__claims *c, const hrb__token *token);
void hrb__claim_end_share(hrb__claims *c, const hrb__token *token);
void hrb__claim_choose_basis(hrb__claims *c);
void hrb__claim_choose_compared(hrb__claims *c, const hrb__token *token);

/* claim_subject.c */
void hrb__claim_on_subject(hrb__claims *c, const hrb__token *token);

/* claim_word.c */
/* What compares the figure with another one is no longer part of what it is for. */
void hrb__claim_leave_purpose(hrb__claims *c, bool does_leave);
void hrb__claim_leave_reason(hrb__claims *c, bool does_leave);
void hrb__claim_on_text(hrb__claims *c, const hrb__token *token);
/* 完成年初预算的100%, 比年初预算增加5万元: a rate of completion beside the change from a budget whose figure is not told. */
void hrb__claim_relate_reached(hrb__claims *c, uint32_t rate);
uint32_t hrb__claim_add_change(hrb__claims *c, const hrb__token *token, int64_t value);
/* Whether a word is there for the sentence alone; in a budget 预算 is. */
bool hrb__claim_says_nothing(const hrb__claims *c, const hrb__word *word);
void hrb__claim_on_word(hrb__claims *c, const hrb__token *token);

/* claim_figure.c */
void hrb__claim_on_amount(hrb__claims *c, const hrb__token *token);
void hrb__claim_on_percent(hrb__claims *c, const hrb__token *token);
void hrb__claim_close_kinds(hrb__claims *c);
void hrb__claim_on_count(hrb__claims *c, const hrb__token *token);
void hrb__claim_on_number(hrb__claims *c, const hrb__token *token);
void hrb__claim_on_year(hrb__claims *c, const hrb__token *token);
/* Words that are none of the rulebook's. */
void hrb__claim_on_plain_text(hrb__claims *c, const hrb__token *token);
void hrb__claim_on_bad(hrb__claims *c, const hrb__token *token);

#endif
