/* SPDX-License-Identifier: Apache-2.0 */
/* Changes one amount of a real disclosure at a time and asks what an inspector
 * would: is it noticed, at the right row, as one finding? */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <hrbudget/hrbudget.h>

#ifndef HRB_SHARED_DIR
#define HRB_SHARED_DIR "../shared"
#endif
#define DOCUMENT HRB_SHARED_DIR "/corpus/songjiang-hrss-2020.txt"
#define SKIPPED 77

static char *original;
static size_t original_length;

/* xorshift64: the same changes in every run. */
static uint64_t random_state = UINT64_C(88172645463325252);
static uint32_t random_below(uint32_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 11) % n;
}

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*length + 1);
    if (bytes == NULL || fread(bytes, 1, *length, file) != *length)
        abort();
    fclose(file);
    return bytes;
}

enum { CHANGE_DIGIT, SWAP_DIGITS, DROP_DIGIT, MOVE_POINT, CHANGES };
static const char *const CHANGE_NAMES[CHANGES] = {"digit changed", "digits swapped", "digit dropped", "point moved"};

/* Changes the text of an amount; false if this change does not apply to it. */
static bool change_text(int change, const char *text, char *out, size_t size)
{
    size_t n = strlen(text), digits[64], count = 0;
    if (n + 4 > size)
        return false;
    memcpy(out, text, n + 1);
    for (size_t i = 0; i < n && count < 64; i++)
        if (text[i] >= '0' && text[i] <= '9')
            digits[count++] = i;
    if (count == 0)
        return false;
    size_t at = digits[random_below((uint32_t)count)];
    char *point = strchr(out, '.');
    switch (change) {
    case CHANGE_DIGIT:
        out[at] = (char)('0' + (out[at] - '0' + 1 + (int)random_below(9)) % 10);
        return true;
    case SWAP_DIGITS: {
        if (count < 2)
            return false;
        size_t k = random_below((uint32_t)count - 1);
        char kept = out[digits[k]];
        out[digits[k]] = out[digits[k + 1]];
        out[digits[k + 1]] = kept;
        return true;
    }
    case DROP_DIGIT:
        memmove(out + at, out + at + 1, n - at);
        return count > 1;
    default: {
        if (point == NULL || point == out)
            return false;
        bool left = random_below(2) == 0;
        char *other = left ? point - 1 : point + 1;
        if (*other < '0' || *other > '9')
            return false;
        *point = *other;
        *other = '.';
        return true;
    }
    }
}

/* The value of a change, false if it is no amount any more or the same one. */
static bool changes_value(const char *text, hrb_unit unit, hrb_fen before)
{
    hrb_amount amount;
    hrb_status status = hrb_amount_parse(text, strlen(text), unit, HRB_AMOUNT_LENIENT_GROUPS, &amount, NULL);
    return status != HRB_OK || amount.fen != before;
}

typedef struct outcome {
    size_t findings;
    bool at_row, at_cell;
} outcome;

static size_t count_findings(const hrb_report *report)
{
    return hrb_finding_count(report);
}

static outcome check_changed(const hrb_document *document, size_t fact, const char *text, size_t baseline)
{
    hrb_place place = hrb_fact_place(document, fact);
    size_t offset = (size_t)place.offset, length = (size_t)place.length, n = strlen(text);
    char *bytes = malloc(original_length + n);
    memcpy(bytes, original, offset);
    memcpy(bytes + offset, text, n);
    memcpy(bytes + offset + n, original + offset + length, original_length - offset - length);
    hrb_document *changed = NULL;
    hrb_report *report = NULL;
    assert_int_equal(hrb_document_read(bytes, original_length - length + n, NULL, &changed, NULL), HRB_OK);
    assert_int_equal(hrb_document_check(changed, NULL, &report, NULL), HRB_OK);
    outcome o = {.findings = count_findings(report) - baseline};
    for (size_t i = 0; i < hrb_finding_count(report); i++) {
        hrb_place at = hrb_location_place(report, i, 0);
        if (hrb_location_row(report, i, 0) == hrb_fact_row(document, fact) + 1 &&
            strcmp(hrb_location_table(report, i, 0), hrb_table_title(document, (size_t)hrb_fact_table(document, fact))) == 0) {
            o.at_row = o.at_row || strncmp(hrb_finding_rule(report, i), "HB-CODE", 7) != 0;
            o.at_cell = o.at_cell || at.offset == place.offset;
        }
    }
    hrb_report_free(report);
    hrb_document_free(changed);
    free(bytes);
    return o;
}

static void every_single_change_is_one_finding_at_its_row(void **state)
{
    (void)state;
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    assert_int_equal(hrb_document_read(original, original_length, NULL, &document, NULL), HRB_OK);
    assert_int_equal(hrb_document_check(document, NULL, &report, NULL), HRB_OK);
    size_t baseline = count_findings(report), facts = hrb_fact_count(document);
    const char *rounds_text = getenv("HRB_MUTATIONS");
    size_t rounds = rounds_text != NULL ? strtoul(rounds_text, NULL, 10) : 3000;
    size_t tried = 0, noticed = 0, single = 0, at_row = 0, at_cell = 0;
    while (tried < rounds) {
        size_t fact = random_below((uint32_t)facts);
        char text[64];
        int change = (int)random_below(CHANGES);
        if (hrb_fact_table(document, fact) < 0 || !change_text(change, hrb_fact_text(document, fact), text, sizeof text) ||
            !changes_value(text, hrb_table_unit(document, (size_t)hrb_fact_table(document, fact)), hrb_fact_value(document, fact)))
            continue;
        tried++;
        outcome o = check_changed(document, fact, text, baseline);
        noticed += o.findings > 0;
        single += o.findings == 1;
        at_row += o.at_row;
        at_cell += o.at_cell;
        if (o.findings != 1 || !o.at_row)
            print_message("%s, line %d: %s -> %s: %zu findings%s\n", CHANGE_NAMES[change], hrb_fact_place(document, fact).line,
                          hrb_fact_text(document, fact), text, o.findings, o.at_row ? "" : ", not at its row");
    }
    print_message("%zu changes: %zu noticed, %zu as one finding, %zu at the row, %zu at the cell itself\n", tried, noticed, single, at_row, at_cell);
    assert_int_equal(noticed, tried);
    assert_int_equal(single, tried);
    assert_int_equal(at_row, tried);
    /* Which of two cells of one row is wrong cannot always be told. */
    assert_true(at_cell * 100 >= tried * 97);
    hrb_report_free(report);
    hrb_document_free(document);
}

/* Whether a figure of a sentence stands in an equation that holds now and would not with another figure. */
static bool is_bound(const hrb_report *report, size_t fact)
{
    bool bound = false;
    for (size_t e = 0; e < hrb_equation_count(report); e++) {
        const char *rule = hrb_equation_rule(report, e);
        bool is_equality = strncmp(rule, "HB-SAME-0", 9) == 0 || strcmp(rule, "HB-SUM-051") == 0 || strcmp(rule, "HB-RATE-010") == 0;
        for (size_t t = 0; t < hrb_equation_term_count(report, e); t++) {
            size_t other;
            hrb_equation_term(report, e, t, &other, NULL);
            if (other != fact)
                continue;
            if (hrb_equation_verdict(report, e) == HRB_VERDICT_FAIL && strcmp(rule, "HB-SUM-050") != 0)
                return false;
            bound = bound || (is_equality && hrb_equation_verdict(report, e) != HRB_VERDICT_NOT_EVALUATED);
        }
    }
    return bound;
}

/* The value of a figure as printed, in fen or hundredths of a percent; false if it is none. */
static bool printed_value(const char *text, int64_t *value, int64_t *quantum)
{
    hrb_amount amount;
    size_t n = strlen(text);
    bool is_rate = n > 1 && text[n - 1] == '%';
    if (hrb_amount_parse(text, is_rate ? n - 1 : n, HRB_UNIT_YUAN, HRB_AMOUNT_LENIENT_GROUPS, &amount, NULL) != HRB_OK || amount.stated == 0)
        return false;
    *value = amount.fen;
    *quantum = amount.quantum_fen;
    return true;
}

/* More than rounding could explain. */
static bool differs(const char *before, const char *after)
{
    int64_t a, b, qa, qb;
    if (!printed_value(before, &a, &qa) || !printed_value(after, &b, &qb))
        return false;
    int64_t difference = a < b ? b - a : a - b;
    return difference > 2 * (qa > qb ? qa : qb);
}

static bool is_told(const char *bytes, size_t length, int64_t offset)
{
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    bool told = false;
    assert_int_equal(hrb_document_read(bytes, length, NULL, &document, NULL), HRB_OK);
    assert_int_equal(hrb_document_check(document, NULL, &report, NULL), HRB_OK);
    for (size_t i = 0; i < hrb_finding_count(report); i++)
        for (size_t l = 0; l < hrb_finding_location_count(report, i); l++)
            told = told || hrb_location_place(report, i, l).offset == offset;
    hrb_report_free(report);
    hrb_document_free(document);
    return told;
}

static void a_changed_figure_of_a_sentence_is_told_with_its_place(void **state)
{
    (void)state;
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    assert_int_equal(hrb_document_read(original, original_length, NULL, &document, NULL), HRB_OK);
    assert_int_equal(hrb_document_check(document, NULL, &report, NULL), HRB_OK);
    size_t figures = 0, tried = 0, told = 0;
    for (size_t f = 0; f < hrb_fact_count(document); f++) {
        if (strcmp(hrb_fact_source(document, f), "narrative") != 0 || hrb_fact_quantum(document, f) == HRB_UNIT_YUAN || !is_bound(report, f))
            continue;
        figures++;
        hrb_place place = hrb_fact_place(document, f);
        for (int change = 0; change < 3 * CHANGES; change++) {
            char text[64];
            const char *before = hrb_fact_text(document, f);
            if (!change_text(change % CHANGES, before, text, sizeof text) || !differs(before, text))
                continue;
            size_t n = strlen(text), offset = (size_t)place.offset, length = (size_t)place.length;
            char *bytes = malloc(original_length + n);
            memcpy(bytes, original, offset);
            memcpy(bytes + offset, text, n);
            memcpy(bytes + offset + n, original + offset + length, original_length - offset - length);
            bool found = is_told(bytes, original_length - length + n, place.offset);
            tried++;
            told += found;
            if (!found)
                print_message("not told: line %d: %s -> %s\n", place.line, before, text);
            free(bytes);
        }
    }
    print_message("%zu figures of sentences, %zu changes: %zu told\n", figures, tried, told);
    assert_true(figures >= 20 && tried >= 100);
    assert_true(told * 100 >= tried * 98);
    hrb_report_free(report);
    hrb_document_free(document);
}

int main(void)
{
    original = read_file(DOCUMENT, &original_length);
    if (original == NULL) {
        printf("skipped: %s: %s\n", DOCUMENT, strerror(errno));
        return SKIPPED;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_single_change_is_one_finding_at_its_row),
                                       cmocka_unit_test(a_changed_figure_of_a_sentence_is_told_with_its_place)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(original);
    return failed;
}
