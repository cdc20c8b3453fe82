/* SPDX-License-Identifier: Apache-2.0 */
/* hrb_document_check and the getters of a report. */
#include <glib.h>

#include "base/error.h"
#include "check/report.h"

static void mark_known(hrb_report *report, const struct hrb_options *options)
{
    GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);
    report->has_baseline = options->has_baseline;
    for (size_t i = 0; i < options->baseline_count; i++)
        if (options->baseline[i] != NULL)
            g_hash_table_add(known, (gpointer)options->baseline[i]);
    for (size_t i = 0; i < report->finding_count; i++)
        report->findings[i].is_known = g_hash_table_contains(known, report->findings[i].fingerprint);
    g_hash_table_destroy(known);
}

hrb_status hrb_document_check(const hrb_document *document, const hrb_options *options, hrb_report **out, hrb_error **error)
{
    if (out == NULL || document == NULL)
        return hrb__fail_argument(error, out == NULL ? "out" : "document");
    *out = NULL;
    hrb_report *report = g_try_malloc0(sizeof *report);
    if (report == NULL)
        return hrb__fail_memory(error);
    report->document = document;
    report->facts = document->facts;
    const struct hrb_options resolved = hrb__options_resolve(options);
    report->max_findings = resolved.max_findings;
    hrb__relate(report);
    if (!report->out_of_memory) {
        hrb__judge(report);
        hrb__find_wrong_units(report);
        hrb__locate(report);
        hrb__find_code_problems(report);
        hrb__find_form_problems(report);
        hrb__find_text_problems(report);
        hrb__find_path_problems(report);
        hrb__find_project_problems(report);
        hrb__find_indicator_problems(report);
        hrb__finish_findings(report);
        mark_known(report, &resolved);
    }
    if (report->out_of_memory) {
        hrb_report_free(report);
        return hrb__fail_memory(error);
    }
    *out = report;
    return HRB_OK;
}

void hrb_report_free(hrb_report *report)
{
    if (report == NULL)
        return;
    for (size_t i = 0; i < report->finding_count; i++) {
        g_free(report->findings[i].locations);
        g_free(report->findings[i].equations);
    }
    g_free(report->findings);
    hrb__shed(report->equations, report->equation_capacity, sizeof *report->equations);
    hrb__shed(report->terms, report->term_capacity, sizeof *report->terms);
    g_free(report->scaled);
    g_free(report->units);
    hrb__arena_free(&report->arena);
    g_free(report);
}

const hrb_document *hrb_report_document(const hrb_report *report)
{
    return report == NULL ? NULL : report->document;
}

const char *hrb_severity_name(hrb_severity severity)
{
    static const char *const NAMES[] = {"", "info", "warning", "error"};
    return severity < 1 || severity > 3 ? "" : NAMES[severity];
}

const char *hrb_verdict_name(hrb_verdict verdict)
{
    static const char *const NAMES[] = {"", "pass", "rounding", "fail", "not_evaluated"};
    return verdict < 1 || verdict > 4 ? "" : NAMES[verdict];
}

/* --- Equations --- */

static const hrb__equation *equation_at(const hrb_report *report, size_t equation)
{
    return report == NULL || equation >= report->equation_count ? NULL : &report->equations[equation];
}

size_t hrb_equation_count(const hrb_report *report)
{
    return report == NULL ? 0 : report->equation_count;
}

size_t hrb_equation_count_of(const hrb_report *report, hrb_verdict verdict)
{
    return report == NULL || verdict < 1 || verdict > HRB_VERDICT_NOT_EVALUATED ? 0 : report->verdicts[verdict];
}

const char *hrb_equation_rule(const hrb_report *report, size_t equation)
{
    const hrb__equation *e = equation_at(report, equation);
    return e == NULL ? "" : e->rule->id;
}

hrb_verdict hrb_equation_verdict(const hrb_report *report, size_t equation)
{
    const hrb__equation *e = equation_at(report, equation);
    return e == NULL ? 0 : e->verdict;
}

size_t hrb_equation_term_count(const hrb_report *report, size_t equation)
{
    const hrb__equation *e = equation_at(report, equation);
    return e == NULL ? 0 : e->term_count;
}

bool hrb_equation_term(const hrb_report *report, size_t equation, size_t term, size_t *fact, int32_t *sign)
{
    const hrb__equation *e = equation_at(report, equation);
    if (e == NULL || term >= e->term_count)
        return false;
    if (fact != NULL)
        *fact = report->terms[e->first_term + term];
    if (sign != NULL)
        *sign = e->form != HRB__FORM_SUM ? 0 : term == 0 ? 1 : -1;
    return true;
}

const char *hrb_equation_reason(const hrb_report *report, size_t equation, hrb_lang lang)
{
    static const char *const REASONS[HRB__REASONS][2] = {
        [HRB__REASON_NONE] = {"", ""},
        [HRB__REASON_UNREADABLE] = {"有金额无法识别", "a figure could not be read"},
        [HRB__REASON_NO_WHOLE] = {"合计没有填列", "the total is not stated"},
        [HRB__REASON_NO_PARTS] = {"明细没有填列", "no part is stated"},
        [HRB__REASON_LIFTED] = {"有结转结余或其他资金，两者不必相等", "with money carried over or of other funds, the two need not be equal"},
        [HRB__REASON_NOT_PROVIDED] = {"规则的前提没有填列或不成立", "what the rule takes for granted is not stated or does not hold"},
        [HRB__REASON_NO_COUNTERPART] = {"另一方没有填列", "the other side is not stated"},
        [HRB__REASON_NO_FIGURE] = {"文中没有相应的金额", "the amount it refers to is not stated"},
        [HRB__REASON_NO_BASE] = {"基数为0", "the amount it is measured by is 0"},
        [HRB__REASON_TOO_MANY] = {"表格过大，等式过多", "the table asks for too many equations"},
        [HRB__REASON_UNKNOWN_COLUMN] = {"表中有未能理解的列", "the table has a column that was not understood"},
        [HRB__REASON_OVERFLOW] = {"金额之和超出范围", "the sum is out of range"},
    };
    const hrb__equation *e = equation_at(report, equation);
    return e == NULL ? "" : REASONS[e->reason][lang == HRB_LANG_EN];
}

/* --- Findings --- */

static const hrb__finding *finding_at(const hrb_report *report, size_t finding)
{
    return report == NULL || finding >= report->finding_count ? NULL : &report->findings[finding];
}

size_t hrb_finding_count(const hrb_report *report)
{
    return report == NULL ? 0 : report->finding_count;
}

const char *hrb_finding_rule(const hrb_report *report, size_t finding)
{
    const hrb__finding *f = finding_at(report, finding);
    return f == NULL ? "" : f->rule->id;
}

hrb_severity hrb_finding_severity(const hrb_report *report, size_t finding)
{
    const hrb__finding *f = finding_at(report, finding);
    return f == NULL ? 0 : f->severity;
}

hrb_verdict hrb_finding_verdict(const hrb_report *report, size_t finding)
{
    const hrb__finding *f = finding_at(report, finding);
    return f == NULL ? 0 : f->verdict;
}

const char *hrb_finding_message(const hrb_report *report, size_t finding, hrb_lang lang)
{
    const hrb__finding *f = finding_at(report, finding);
    return f == NULL ? "" : f->message[lang == HRB_LANG_EN];
}

const char *hrb_finding_fingerprint(const hrb_report *report, size_t finding)
{
    const hrb__finding *f = finding_at(report, finding);
    return f == NULL ? "" : f->fingerprint;
}

bool hrb_report_has_baseline(const hrb_report *report)
{
    return report != NULL && report->has_baseline;
}

bool hrb_finding_is_known(const hrb_report *report, size_t finding)
{
    const hrb__finding *f = finding_at(report, finding);
    return f != NULL && f->is_known;
}

bool hrb_finding_figures(const hrb_report *report, size_t finding, hrb_fen *expected, hrb_fen *actual, hrb_fen *difference, hrb_fen *tolerance)
{
    const hrb__finding *f = finding_at(report, finding);
    if (f == NULL || !f->has_figures)
        return false;
    if (expected != NULL)
        *expected = f->expected;
    if (actual != NULL)
        *actual = f->actual;
    if (difference != NULL)
        *difference = f->difference;
    if (tolerance != NULL)
        *tolerance = f->tolerance;
    return true;
}

bool hrb_finding_cause(const hrb_report *report, size_t finding, const char **slip, hrb_fen *suggested, size_t *explains)
{
    const hrb__finding *f = finding_at(report, finding);
    if (f == NULL || !f->has_cause)
        return false;
    if (slip != NULL)
        *slip = f->slip;
    if (suggested != NULL)
        *suggested = f->suggested;
    if (explains != NULL)
        *explains = f->explains;
    return true;
}

size_t hrb_finding_equation_count(const hrb_report *report, size_t finding)
{
    const hrb__finding *f = finding_at(report, finding);
    return f == NULL ? 0 : f->equation_count;
}

size_t hrb_finding_equation(const hrb_report *report, size_t finding, size_t index)
{
    const hrb__finding *f = finding_at(report, finding);
    return f == NULL || index >= f->equation_count ? SIZE_MAX : f->equations[index];
}

/* --- Locations --- */

static const hrb__location *location_at(const hrb_report *report, size_t finding, size_t location)
{
    const hrb__finding *f = finding_at(report, finding);
    return f == NULL || location >= f->location_count ? NULL : &f->locations[location];
}

size_t hrb_finding_location_count(const hrb_report *report, size_t finding)
{
    const hrb__finding *f = finding_at(report, finding);
    return f == NULL ? 0 : f->location_count;
}

const char *hrb_location_role(const hrb_report *report, size_t finding, size_t location)
{
    const hrb__location *l = location_at(report, finding, location);
    return l == NULL ? "" : l->role;
}

const char *hrb_location_text(const hrb_report *report, size_t finding, size_t location)
{
    const hrb__location *l = location_at(report, finding, location);
    return l == NULL ? "" : l->text;
}

hrb_place hrb_location_place(const hrb_report *report, size_t finding, size_t location)
{
    const hrb__location *l = location_at(report, finding, location);
    if (l == NULL)
        return (hrb_place){0};
    return l->place != NULL ? *l->place : hrb__source_place(&report->document->blocks.source, l->offset, l->length);
}

/* The cell that holds a piece of the text; NULL if none does. Cells stand in the order of the text. */
static const hrb__cell *cell_at(const hrb__blocks *blocks, uint32_t offset, uint32_t length)
{
    size_t low = 0, high = blocks->cell_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (blocks->cells[middle].offset <= offset)
            low = middle;
        else
            high = middle;
    }
    const hrb__cell *cell = high == 0 ? NULL : &blocks->cells[low];
    return cell != NULL && cell->offset <= offset && offset - cell->offset <= cell->length && length <= cell->length - (offset - cell->offset) ? cell : NULL;
}

#define CHARACTERS_AROUND 24

/* On one line and zero-terminated, cut at a whole character where the buffer ends. */
static size_t copy_words(hrb__text words, char *buffer, size_t size)
{
    if (size == 0)
        return words.length;
    size_t n = hrb__clip(words, size - 1);
    for (size_t i = 0; i < n; i++)
        buffer[i] = (unsigned char)words.data[i] < 32 ? ' ' : words.data[i];
    buffer[n] = '\0';
    return words.length;
}

size_t hrb_location_before(const hrb_report *report, size_t finding, size_t location, char *buffer, size_t size)
{
    const hrb__location *l = location_at(report, finding, location);
    const hrb__cell *cell = l == NULL ? NULL : cell_at(&report->document->blocks, l->offset, l->length);
    hrb__text words = HRB__TEXT("");
    if (cell != NULL) {
        const char *first = report->document->blocks.source.text + cell->offset, *end = report->document->blocks.source.text + l->offset, *from = end;
        for (int n = 0; n < CHARACTERS_AROUND && from > first; n++)
            for (from--; from > first && ((unsigned char)*from & 0xC0) == 0x80;)
                from--;
        words = (hrb__text){from, (size_t)(end - from)};
    }
    return copy_words(words, buffer, buffer == NULL ? 0 : size);
}

size_t hrb_location_after(const hrb_report *report, size_t finding, size_t location, char *buffer, size_t size)
{
    const hrb__location *l = location_at(report, finding, location);
    const hrb__cell *cell = l == NULL ? NULL : cell_at(&report->document->blocks, l->offset, l->length);
    hrb__text words = HRB__TEXT("");
    if (cell != NULL) {
        const char *start = report->document->blocks.source.text + l->offset + l->length, *to = start;
        const char *last = report->document->blocks.source.text + cell->offset + cell->length;
        for (int n = 0; n < CHARACTERS_AROUND && to < last; n++)
            for (to++; to < last && ((unsigned char)*to & 0xC0) == 0x80;)
                to++;
        words = (hrb__text){start, (size_t)(to - start)};
    }
    return copy_words(words, buffer, buffer == NULL ? 0 : size);
}

const char *hrb_location_table(const hrb_report *report, size_t finding, size_t location)
{
    const hrb__location *l = location_at(report, finding, location);
    return l == NULL || l->table < 0 ? "" : report->document->titles[l->table];
}

int32_t hrb_location_table_index(const hrb_report *report, size_t finding, size_t location)
{
    const hrb__location *l = location_at(report, finding, location);
    return l == NULL ? -1 : l->table;
}

int32_t hrb_location_row(const hrb_report *report, size_t finding, size_t location)
{
    const hrb__location *l = location_at(report, finding, location);
    return l == NULL ? 0 : l->row;
}

int32_t hrb_location_cell(const hrb_report *report, size_t finding, size_t location)
{
    const hrb__location *l = location_at(report, finding, location);
    return l == NULL ? 0 : l->cell;
}

const char *hrb_location_path(const hrb_report *report, size_t finding, size_t location, size_t index)
{
    const hrb__location *l = location_at(report, finding, location);
    return l == NULL || index >= 2 ? NULL : l->path[index];
}
