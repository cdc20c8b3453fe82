/* SPDX-License-Identifier: Apache-2.0 */
/* HB-FORM and HB-YEAR of sentences, and items that text and tables do not share. */
#include <glib.h>

#include "check/report.h"

typedef struct text_message {
    hrb__rule_kind kind;
    const char *zh, *en; /* %s: the words as printed */
} text_message;

static const text_message MESSAGES[] = {
    {HRB__RULE_TEMPLATE_RESIDUE, "“%s”是模板文字，应按实际情况保留其一", "\"%s\" is the form's own wording: keep the one that applies"},
    {HRB__RULE_REASON_MISSING, "“%s”之后没有写明原因", "no reason follows \"%s\""},
    {HRB__RULE_STOP_DOUBLED, "句号重复：“%s”", "a full stop is doubled: \"%s\""},
    {HRB__RULE_QUOTES_UNBALANCED, "引号“%s”没有与之成对的另一半", "the quotation mark \"%s\" has no partner in its paragraph"},
    {HRB__RULE_TEXT_UNIT_MISSING, "“%s”没有单位（万元、%%等）", "\"%s\" has no unit (万元, %% ...)"},
    {HRB__RULE_FIGURE_UNREADABLE, "“%s”不能读作数字", "\"%s\" cannot be read as a number"},
    {HRB__RULE_YEAR_OF_BASIS, "与“%s”比较，但文件本身就是该年度或更早的", "compared with %s, which is the document's own year or later"},
    {HRB__RULE_YEAR_OF_PLAN, "“%s”与文件年度不符", "%s is not the year of the document"},
};

static const text_message *message_of(hrb__rule_kind kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(MESSAGES); i++)
        if (MESSAGES[i].kind == kind)
            return &MESSAGES[i];
    return NULL;
}

/* The formats of the table above take one string each. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void say(hrb_report *report, hrb__finding *finding, const text_message *message)
{
    hrb__finding_say(report, finding, message->zh, message->en, finding->locations[0].text);
}
#pragma GCC diagnostic pop

static void report_issues(hrb_report *report)
{
    const hrb_document *document = report->document;
    for (size_t i = 0; i < document->issue_count; i++) {
        const hrb__issue *issue = &document->issues[i];
        const text_message *message = issue->table >= 0 ? NULL : message_of(issue->kind);
        hrb__finding *finding = message == NULL ? NULL : hrb__finding_new(report, hrb__rulebook_rule(document->rulebook, issue->kind));
        if (finding == NULL)
            continue;
        hrb__cell cell = {.offset = issue->offset, .length = issue->length};
        hrb__finding_add_cell(report, finding, "suspect", -1, -1, -1, cell);
        if (!report->out_of_memory)
            say(report, finding, message);
    }
}

void hrb__find_text_problems(hrb_report *report)
{
    report_issues(report);
}
