/* SPDX-License-Identifier: Apache-2.0 */
/* Inputs of strangers: each is read, checked and written, and must end in a
 * clear status or in findings, in time that grows with its size and no faster.
 *
 *   hostile small       every shape at 200 KB, and documents cut at many places
 *   hostile growth      four times the input takes at most eight times as long
 *   hostile bar         every shape at 5 and 50 MB, within two seconds for each 100 MB
 *   hostile full        the same at 200 MB
 *   hostile bar|full NAME   one of them
 *   hostile size NAME BYTES */
#include <hrbudget/hrbudget.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "shapes.h"

#define KB ((size_t)1000)
#define MB ((size_t)1000000)
#define CODES "2020年部门一般公共预算支出功能分类预算表\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"

static unsigned outcome_of(hrb_status status)
{
    return status == HRB_OK                    ? READS
           : status == HRB_ERROR_EMPTY         ? FAILS_EMPTY
           : status == HRB_ERROR_ENCODING      ? FAILS_ENCODING
           : status == HRB_ERROR_LIMIT         ? FAILS_LIMIT
           : status == HRB_ERROR_UNSUPPORTED   ? FAILS_UNSUPPORTED
           : status == HRB_ERROR_SYNTAX        ? FAILS_DAMAGED
                                               : 0;
}

/* Reads, checks and writes; returns what is wrong with how it ended, NULL if nothing. */
static const char *try_document(const char *bytes, size_t length, hrb_status *status, size_t *findings)
{
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    hrb_error *error = NULL;
    char *text = NULL;
    const char *wrong = NULL;
    *findings = 0;
    *status = hrb_document_read(bytes, length, NULL, &document, &error);
    if ((*status == HRB_OK) != (document != NULL) || (*status == HRB_OK) != (error == NULL))
        wrong = "status, document and error disagree";
    else if (error != NULL && (hrb_error_message(error, HRB_LANG_ZH)[0] == '\0' || hrb_error_message(error, HRB_LANG_EN)[0] == '\0'))
        wrong = "no message";
    hrb_error_free(error);
    if (document == NULL)
        return wrong;
    if (hrb_document_check(document, NULL, &report, NULL) != HRB_OK ||
        hrb_report_format(report, HRB_FORMAT_JSON, HRB_LANG_ZH, HRB_SEVERITY_INFO, &text, NULL, NULL) != HRB_OK)
        wrong = "read, but could not be checked or written";
    *findings = hrb_finding_count(report);
    /* A document in which nothing could be checked never reads as clean. */
    if (wrong == NULL && hrb_equation_count_of(report, HRB_VERDICT_PASS) + hrb_equation_count_of(report, HRB_VERDICT_ROUNDING) == 0 && *findings == 0)
        wrong = "nothing was checked, and nothing says so";
    hrb_string_free(text);
    hrb_report_free(report);
    hrb_document_free(document);
    return wrong;
}

/* Of this process alone: what else the machine does is not the library's work. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds that a shape of a size takes; < 0 when it ended badly, which is printed. */
static double run(const shape *s, size_t size, bool quiet)
{
    size_t length, findings;
    char *bytes = fill(s, size, &length);
    if (bytes == NULL) {
        printf("%-26s no memory for the input itself\n", s->name);
        return -1;
    }
    hrb_status status;
    double start = now();
    const char *wrong = try_document(bytes, length, &status, &findings);
    double seconds = now() - start;
    free(bytes);
    if (wrong == NULL && (outcome_of(status) & s->outcomes) == 0)
        wrong = "not a status that this input may have";
    if (!quiet || wrong != NULL)
        printf("%-26s %11zu bytes  %7.3f s  %-22s %6zu findings%s%s\n", s->name, length, seconds, hrb_status_name(status), findings,
               wrong == NULL ? "" : "  WRONG: ", wrong == NULL ? "" : wrong);
    fflush(stdout);
    return wrong == NULL ? seconds : -1;
}

/* Every tenth cut of a good document is read or refused, never half of each. */
static int cut_documents(void)
{
    static const char GOOD[] = CODES "208\t社会保障和就业支出\t3.00\t1.00\t2.00\n20801\t人力资源和社会保障管理事务\t3.00\t1.00\t2.00\n合计\t\t3.00\t1.00\t2.00\n"
                                     "本部门2020年支出预算3.00万元，其中：基本支出1.00万元。\n";
    int bad = 0;
    for (size_t length = 0; length < sizeof GOOD; length++) {
        size_t findings;
        hrb_status status;
        const char *wrong = try_document(GOOD, length, &status, &findings);
        /* With no whole character before it, the rest of one could be GB18030. */
        bool inside = length > 8 && length < sizeof GOOD - 1 && ((unsigned char)GOOD[length] & 0xC0) == 0x80;
        if (wrong == NULL && inside && status != HRB_ERROR_ENCODING)
            wrong = "cut inside a character, and not told";
        if (wrong != NULL) {
            printf("cut at %zu: %s (%s)\n", length, wrong, hrb_status_name(status));
            bad++;
        }
    }
    return bad;
}

/* Rulebooks and code books of strangers. */
static int other_inputs(size_t size)
{
    static const struct {
        const char *name, *unit;
    } TEXTS[] = {{"deep-arrays", "["}, {"deep-objects", "{\"a\":"}, {"open-strings", "\""}, {"backslashes", "\"\\"}, {"digits", "9"}, {"commas", ","}, {"lines", "\n"},
                 {"quoted-lines", "\"\n"}, {"wide-object", "{\"a\":1},"}};
    int bad = 0;
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        const shape s = {.name = TEXTS[i].name, .prefix = "", .unit = TEXTS[i].unit, .suffix = ""};
        size_t length;
        char *bytes = fill(&s, size, &length);
        hrb_rulebook *rules = NULL;
        hrb_codebook *codes = NULL;
        hrb_error *rules_error = NULL, *codes_error = NULL;
        double start = now();
        hrb_status first = hrb_rulebook_load(bytes, length, &rules, &rules_error), second = hrb_codebook_load(bytes, length, NULL, &codes, &codes_error);
        double seconds = now() - start;
        bool wrong = first == HRB_OK || rules != NULL || rules_error == NULL || (second == HRB_OK) != (codes != NULL) || (second == HRB_OK) != (codes_error == NULL);
        if (wrong || seconds > 2.0 * (double)size / (100.0 * (double)MB) + 2.0) {
            printf("book %s: %s, %s, %.3f s\n", s.name, hrb_status_name(first), hrb_status_name(second), seconds);
            bad++;
        }
        hrb_error_free(rules_error);
        hrb_error_free(codes_error);
        hrb_codebook_free(codes);
        hrb_rulebook_free(rules);
        free(bytes);
    }
    return bad;
}

static int small(void)
{
    int bad = cut_documents() + other_inputs(200 * KB);
    for (size_t i = 0; i < SHAPE_COUNT; i++)
        bad += run(&SHAPES[i], 200 * KB, true) < 0;
    printf("%d shapes, %d ended badly\n", (int)SHAPE_COUNT, bad);
    return bad;
}

static double least_of_three(const shape *s, size_t size)
{
    double least = run(s, size, true);
    for (int i = 0; i < 2 && least >= 0; i++) {
        double again = run(s, size, true);
        least = again < least ? again : least;
    }
    return least;
}

/* Four times the input, where a quadratic step would take sixteen times as long. Small
 * times are left alone, and a busy machine gets another chance. */
static int growth(void)
{
    int bad = 0;
    for (size_t i = 0; i < SHAPE_COUNT; i++) {
        double one = 0, four = 0;
        bool slow = true;
        for (int again = 0; again < 3 && slow && one >= 0 && four >= 0; again++) {
            one = least_of_three(&SHAPES[i], 500 * KB);
            four = least_of_three(&SHAPES[i], 2000 * KB);
            slow = one < 0 || four < 0 || (four > 0.2 && four > 8.0 * one);
        }
        if (slow)
            printf("%-26s %.4f s, four times the input %.4f s  GROWS TOO FAST\n", SHAPES[i].name, one, four);
        bad += slow;
    }
    printf("%d shapes, %d grow faster than their input\n", (int)SHAPE_COUNT, bad);
    return bad;
}

/* Within two seconds for each 100 MB; a busy machine gets another chance. */
static int within(const shape *s, size_t size)
{
    double bar = 2.0 * (double)size / (100.0 * (double)MB), seconds = run(s, size, false);
    for (int again = 0; again < 2 && seconds > bar; again++)
        seconds = run(s, size, true);
    if (seconds >= 0 && seconds <= bar)
        return 0;
    printf("%-26s %s\n", s->name, seconds < 0 ? "ENDED BADLY" : "TOO SLOW: more than two seconds for each 100 MB");
    return 1;
}

static int bar(const char *only)
{
    int bad = 0;
    for (size_t i = 0; i < SHAPE_COUNT; i++)
        if (only == NULL || strcmp(only, SHAPES[i].name) == 0)
            bad += within(&SHAPES[i], 5 * MB) + within(&SHAPES[i], 50 * MB);
    printf("%d bad\n", bad);
    return bad;
}

static int full(const char *only)
{
    int bad = only == NULL ? other_inputs(4 * MB) : 0;
    for (size_t i = 0; i < SHAPE_COUNT; i++)
        if (only == NULL || strcmp(only, SHAPES[i].name) == 0)
            bad += within(&SHAPES[i], 200 * MB);
    printf("%d bad\n", bad);
    return bad;
}

static int of_size(const char *name, size_t size)
{
    int bad = 0;
    for (size_t i = 0; i < SHAPE_COUNT; i++)
        bad += strcmp(name, SHAPES[i].name) == 0 && run(&SHAPES[i], size, false) < 0;
    return bad;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "small";
    int bad = strcmp(what, "small") == 0    ? small()
              : strcmp(what, "growth") == 0 ? growth()
              : strcmp(what, "size") == 0 && argc > 3 ? of_size(argv[2], (size_t)strtoull(argv[3], NULL, 10))
              : strcmp(what, "bar") == 0    ? bar(argc > 2 ? argv[2] : NULL)
              : strcmp(what, "full") == 0   ? full(argc > 2 ? argv[2] : NULL)
                                            : -1;
    if (bad < 0) {
        fprintf(stderr, "usage: %s small|growth|bar|full [NAME]\n", argv[0]);
        return 2;
    }
    return bad > 0 ? 1 : 0;
}
