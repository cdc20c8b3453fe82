/* SPDX-License-Identifier: Apache-2.0 */
/* tests/cases/targets/: one target a line, `text => parts`, or to evaluate one,
 * `text | actual => outcome`. The README there says how the parts are written.
 * With a file as its argument the program prints the parts of each line instead. */
#include <dirent.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <hrbudget/hrbudget.h>

#define MAX_LINE 8192
#define FOLDER HRB_CASES_DIR "/targets"

static size_t parsed, evaluated, failed;

static size_t join(char *out, size_t size, size_t length, const char *before, const char *text)
{
    int n = *text == '\0' ? 0 : snprintf(out + length, size - length, "%s%s", before, text);
    return length + (size_t)n;
}

static size_t describe_figure(const hrb_target *t, char *out, size_t size, size_t length)
{
    char value[64], upper[64];
    hrb_decimal low, high;
    hrb_target_value(t, &low);
    hrb_decimal_format(low, value, sizeof value);
    if (hrb_target_upper(t, &high)) {
        hrb_decimal_format(high, upper, sizeof upper);
        length += (size_t)snprintf(out + length, size - length, "; range %s%s, %s%s", hrb_target_inclusive(t) ? "[" : "(", value, upper,
                                   hrb_target_upper_inclusive(t) ? "]" : ")");
    } else {
        length += (size_t)snprintf(out + length, size - length, "; %s %s", hrb_comparator_name(hrb_target_comparator(t)), value);
    }
    length = join(out, size, length, " ", hrb_target_unit(t));
    length = join(out, size, length, " per ", hrb_target_per(t));
    return join(out, size, length, "", hrb_target_comparator_stated(t) ? "" : " (bare)");
}

/* The parts of a target in one line. */
static void describe(const hrb_target *t, char *out, size_t size)
{
    size_t length = join(out, size, 0, "", hrb_target_kind_name(hrb_target_get_kind(t)));
    hrb_target_kind kind = hrb_target_get_kind(t);
    if (hrb_target_value(t, NULL))
        length = describe_figure(t, out, size, length);
    if (kind == HRB_TARGET_GRADE)
        length = join(out, size, length, "; ", hrb_comparator_name(hrb_target_comparator(t)));
    length = join(out, size, length, "; period ", hrb_target_period(t));
    if (kind == HRB_TARGET_RECURRENCE)
        length = join(out, size, length, "; ", hrb_target_deadline(t));
    else if (hrb_target_deadline(t)[0] != '\0')
        length += (size_t)snprintf(out + length, size - length, "; %s %s", hrb_target_relation(t), hrb_target_deadline(t));
    if (kind != HRB_TARGET_QUALITATIVE && kind != HRB_TARGET_COPIED_LABEL && kind != HRB_TARGET_UNREADABLE)
        join(out, size, length, "; words ", hrb_target_words(t));
}

static hrb_target *parse(const char *text, const char *name)
{
    hrb_target *target = NULL;
    assert_int_equal(hrb_target_parse(text, strlen(text), name, strlen(name), &target, NULL), HRB_OK);
    return target;
}

static void complain(const char *path, int line, const char *text, const char *expected, const char *found)
{
    print_error("%s:%d: %s\n  expected: %s\n  found:    %s\n", path, line, text, expected, found);
    failed++;
}

/* Written in its canonical spelling and read again, a target keeps its parts. */
static void check_round_trip(const char *path, int line, const hrb_target *t, const char *parts, const char *name)
{
    char canonical[MAX_LINE], again[MAX_LINE], sentence[MAX_LINE];
    size_t needed = hrb_target_format(t, canonical, sizeof canonical);
    assert_int_equal(needed, strlen(canonical));
    char cut[5];
    assert_int_equal(hrb_target_format(t, cut, sizeof cut), needed);
    hrb_target *copy = parse(canonical, name);
    describe(copy, again, sizeof again);
    if (strcmp(parts, again) != 0)
        complain(path, line, canonical, parts, again);
    hrb_target_free(copy);
    for (hrb_lang lang = HRB_LANG_ZH; lang <= HRB_LANG_EN; lang++) {
        hrb_target_explain(t, lang, sentence, sizeof sentence);
        assert_true(strlen(sentence) > 0);
    }
}

static void check_parts(const char *path, int line, const char *text, const char *name, const char *expected)
{
    char parts[MAX_LINE];
    hrb_target *t = parse(text, name);
    describe(t, parts, sizeof parts);
    if (strcmp(parts, expected) != 0)
        complain(path, line, text, expected, parts);
    else
        check_round_trip(path, line, t, parts, name);
    hrb_target_free(t);
    parsed++;
}

static void check_outcome(const char *path, int line, const char *text, const char *actual, const char *expected)
{
    hrb_outcome outcome = 0;
    hrb_outcome_reason reason = 0;
    hrb_target *t = parse(text, "");
    assert_int_equal(hrb_target_evaluate(t, actual, strlen(actual), &outcome, &reason, NULL), HRB_OK);
    char found[256];
    snprintf(found, sizeof found, "%s: %s", hrb_outcome_name(outcome), hrb_outcome_reason_text(reason, HRB_LANG_EN));
    if (strcmp(found, expected) != 0)
        complain(path, line, text, expected, found);
    hrb_target_free(t);
    evaluated++;
}

static char *trim(char *text)
{
    while (*text == ' ')
        text++;
    size_t length = strlen(text);
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n'))
        text[--length] = '\0';
    return text;
}

/* Cuts a line at a mark; the part behind it, or NULL. */
static char *split(char *line, const char *mark)
{
    char *at = strstr(line, mark);
    if (at == NULL)
        return NULL;
    *at = '\0';
    return trim(at + strlen(mark));
}

static void check_file(const char *path)
{
    char line[MAX_LINE];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (int number = 1; fgets(line, sizeof line, file) != NULL; number++) {
        if (line[0] == '#' || *trim(line) == '\0')
            continue;
        char *expected = split(line, " =>");
        if (expected == NULL) {
            complain(path, number, line, "text => parts", "no arrow");
            continue;
        }
        char *actual = split(line, " | "), *name = split(line, " @ ");
        if (actual != NULL)
            check_outcome(path, number, trim(line), actual, expected);
        else
            check_parts(path, number, trim(line), name == NULL ? "" : name, expected);
    }
    fclose(file);
}

static int is_case_file(const struct dirent *entry)
{
    const char *end = strrchr(entry->d_name, '.');
    return end != NULL && strcmp(end, ".txt") == 0;
}

static void every_case_has_the_parts_it_says(void **state)
{
    (void)state;
    struct dirent **entries = NULL;
    int count = scandir(FOLDER, &entries, is_case_file, alphasort);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", FOLDER, entries[i]->d_name);
        check_file(path);
        free(entries[i]);
    }
    free(entries);
    print_message("%zu targets and %zu outcomes\n", parsed, evaluated);
    assert_int_equal(failed, 0);
    assert_true(parsed >= 300);
    assert_true(evaluated >= 50);
}

static void bad_arguments_are_refused(void **state)
{
    (void)state;
    hrb_target *t = (hrb_target *)&t;
    hrb_error *error = NULL;
    assert_int_equal(hrb_target_parse(NULL, 3, NULL, 0, &t, NULL), HRB_ERROR_ARGUMENT);
    assert_null(t);
    assert_int_equal(hrb_target_parse("9", 1, NULL, 2, &t, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_target_parse("9", 1, NULL, 0, NULL, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_target_parse("90\xFF", 3, NULL, 0, &t, &error), HRB_ERROR_ENCODING);
    assert_int_equal(hrb_error_place(error).offset, 2);
    hrb_error_free(error);
    assert_int_equal(hrb_target_evaluate(NULL, "9", 1, NULL, NULL, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_target_parse(NULL, 0, NULL, 0, &t, NULL), HRB_OK);
    assert_int_equal(hrb_target_get_kind(t), HRB_TARGET_BLANK);
    hrb_target_free(t);
    hrb_target_free(NULL);
    assert_int_equal(hrb_target_get_kind(NULL), 0);
    assert_string_equal(hrb_target_words(NULL), "");
    assert_int_equal(hrb_target_format(NULL, NULL, 0), 0);
}

static void prose_is_qualitative_and_quick(void **state)
{
    (void)state;
    size_t size = (size_t)1 << 22;
    char *text = malloc(size);
    assert_non_null(text);
    memset(text, '(', size);
    hrb_target *t = NULL;
    assert_int_equal(hrb_target_parse(text, size, NULL, 0, &t, NULL), HRB_OK);
    assert_int_equal(hrb_target_get_kind(t), HRB_TARGET_QUALITATIVE);
    assert_int_equal(strlen(hrb_target_words(t)), size);
    hrb_target_free(t);
    free(text);
}

static void decimals_compare_by_value(void **state)
{
    (void)state;
    assert_int_equal(hrb_decimal_compare((hrb_decimal){950, 1}, (hrb_decimal){95, 0}), 0);
    assert_int_equal(hrb_decimal_compare((hrb_decimal){INT64_MAX, 18}, (hrb_decimal){INT64_MAX, 0}), -1);
    assert_int_equal(hrb_decimal_compare((hrb_decimal){-1, 0}, (hrb_decimal){-10, 1}), 0);
    assert_int_equal(hrb_decimal_compare((hrb_decimal){1, 0}, (hrb_decimal){9, 1}), 1);
    char text[40];
    hrb_decimal_format((hrb_decimal){-5, 2}, text, sizeof text);
    assert_string_equal(text, "-0.05");
    hrb_decimal_format((hrb_decimal){INT64_MIN, 0}, text, sizeof text);
    assert_string_equal(text, "-9223372036854775808");
}

static int print_parts(const char *path)
{
    char line[MAX_LINE], parts[MAX_LINE];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return 2;
    while (fgets(line, sizeof line, file) != NULL) {
        char *text = trim(line), *name = split(text, " @ ");
        hrb_target *t = NULL;
        if (hrb_target_parse(text, strlen(text), name, name == NULL ? 0 : strlen(name), &t, NULL) != HRB_OK)
            continue;
        describe(t, parts, sizeof parts);
        printf("%s%s%s => %s\n", text, name != NULL ? " @ " : "", name != NULL ? name : "", parts);
        hrb_target_free(t);
    }
    fclose(file);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 2)
        return print_parts(argv[1]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_has_the_parts_it_says),
        cmocka_unit_test(bad_arguments_are_refused),
        cmocka_unit_test(prose_is_qualitative_and_quick),
        cmocka_unit_test(decimals_compare_by_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
