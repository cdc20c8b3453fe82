/* SPDX-License-Identifier: Apache-2.0 */
/* Reports as text: every format, lists of them, what could not be read, a baseline. */
#include "testing.h"

#include <cjson/cJSON.h>

#define SAMPLE HRB_SOURCE_DIR "/examples/sample/department-2026-budget.txt"
#define MOST HRB_FORMAT_HTML

typedef struct checked {
    hrb_document *document;
    hrb_report *report;
} checked;

static int open_sample(void **state)
{
    static checked c;
    hrb_error *error = NULL;
    assert_hrb_ok(hrb_document_read_file(SAMPLE, NULL, &c.document, &error), error, SAMPLE);
    assert_hrb_ok(hrb_document_check(c.document, NULL, &c.report, &error), error, "check");
    *state = &c;
    return 0;
}

static int close_sample(void **state)
{
    checked *c = *state;
    hrb_report_free(c->report);
    hrb_document_free(c->document);
    return 0;
}

static char *element_of(const hrb_report *report, hrb_format format, hrb_lang lang)
{
    char *text = NULL;
    size_t length = 0;
    assert_int_equal(hrb_report_format_element(report, format, lang, HRB_SEVERITY_INFO, &text, &length, NULL), HRB_OK);
    assert_int_equal(strlen(text), length);
    return text;
}

static void a_report_is_a_list_of_one_element(void **state)
{
    checked *c = *state;
    for (hrb_format format = HRB_FORMAT_TEXT; format <= MOST; format++)
        for (hrb_lang lang = HRB_LANG_ZH; lang <= HRB_LANG_EN; lang++) {
            char *element = element_of(c->report, format, lang), *whole = NULL;
            const char *head = hrb_report_list_text(HRB_LIST_HEAD, format, lang), *tail = hrb_report_list_text(HRB_LIST_TAIL, format, lang);
            assert_int_equal(hrb_report_format(c->report, format, lang, HRB_SEVERITY_INFO, &whole, NULL, NULL), HRB_OK);
            if (format == HRB_FORMAT_JSON) { /* one report is no list */
                head = "";
                tail = "";
            }
            size_t h = strlen(head), e = strlen(element), t = strlen(tail);
            assert_int_equal(strlen(whole), h + e + t);
            assert_memory_equal(whole, head, h);
            assert_memory_equal(whole + h, element, e);
            assert_memory_equal(whole + h + e, tail, t);
            hrb_string_free(element);
            hrb_string_free(whole);
        }
}

/* Head, a report, what could not be read, tail: one value of JSON with two elements. */
static void check_list(const hrb_report *report, hrb_format format, const char *key)
{
    char *element = element_of(report, format, HRB_LANG_EN), *failure = NULL;
    assert_int_equal(hrb_failure_format_element("a \"b\"\n.txt", HRB_ERROR_EMPTY, NULL, format, HRB_LANG_EN, &failure, NULL, NULL), HRB_OK);
    char *list = malloc(strlen(element) + strlen(failure) + 1000);
    assert_non_null(list);
    sprintf(list, "%s%s%s%s%s", hrb_report_list_text(HRB_LIST_HEAD, format, HRB_LANG_EN), element, hrb_report_list_text(HRB_LIST_BETWEEN, format, HRB_LANG_EN), failure,
            hrb_report_list_text(HRB_LIST_TAIL, format, HRB_LANG_EN));
    cJSON *tree = cJSON_Parse(list);
    assert_non_null(tree);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(tree, key)), 2);
    cJSON_Delete(tree);
    free(list);
    hrb_string_free(element);
    hrb_string_free(failure);
}

static void elements_make_a_list(void **state)
{
    checked *c = *state;
    check_list(c->report, HRB_FORMAT_JSON, "reports");
    check_list(c->report, HRB_FORMAT_SARIF, "runs");
}

static void one_line_holds_the_same_json(void **state)
{
    checked *c = *state;
    char *json = element_of(c->report, HRB_FORMAT_JSON, HRB_LANG_ZH), *line = element_of(c->report, HRB_FORMAT_NDJSON, HRB_LANG_ZH);
    cJSON *a = cJSON_Parse(json), *b = cJSON_Parse(line);
    assert_true(cJSON_Compare(a, b, true));
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
    cJSON_Delete(a);
    cJSON_Delete(b);
    hrb_string_free(json);
    hrb_string_free(line);
}

static void what_could_not_be_read_says_why(void **state)
{
    (void)state;
    for (hrb_format format = HRB_FORMAT_TEXT; format <= MOST; format++) {
        char *text = NULL;
        assert_int_equal(hrb_failure_format_element("x.pdf", HRB_ERROR_LIMIT, "too large <b>", format, HRB_LANG_EN, &text, NULL, NULL), HRB_OK);
        assert_non_null(strstr(text, "x.pdf"));
        assert_non_null(strstr(text, format == HRB_FORMAT_HTML ? "too large &lt;b&gt;" : "too large <b>"));
        hrb_string_free(text);
        /* Without a message, that of the status. */
        assert_int_equal(hrb_failure_format_element("x.pdf", HRB_ERROR_LIMIT, "", format, HRB_LANG_EN, &text, NULL, NULL), HRB_OK);
        assert_non_null(strstr(text, hrb_status_text(HRB_ERROR_LIMIT, HRB_LANG_EN)));
        hrb_string_free(text);
    }
}

static void a_bad_argument_is_refused(void **state)
{
    checked *c = *state;
    char *text = NULL;
    const hrb_format none[] = {0, -1, MOST + 1, INT32_MAX};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        assert_int_equal(hrb_report_format(c->report, none[i], HRB_LANG_ZH, HRB_SEVERITY_INFO, &text, NULL, NULL), HRB_ERROR_ARGUMENT);
        assert_int_equal(hrb_report_format_element(c->report, none[i], HRB_LANG_ZH, HRB_SEVERITY_INFO, &text, NULL, NULL), HRB_ERROR_ARGUMENT);
        assert_int_equal(hrb_failure_format_element("x", HRB_ERROR_IO, NULL, none[i], HRB_LANG_ZH, &text, NULL, NULL), HRB_ERROR_ARGUMENT);
        assert_string_equal(hrb_report_list_text(HRB_LIST_HEAD, none[i], HRB_LANG_ZH), "");
    }
    assert_string_equal(hrb_report_list_text(0, HRB_FORMAT_JSON, HRB_LANG_ZH), "");
    assert_string_equal(hrb_report_list_text(4, HRB_FORMAT_JSON, HRB_LANG_ZH), "");
    assert_int_equal(hrb_report_format_element(NULL, HRB_FORMAT_TEXT, HRB_LANG_ZH, HRB_SEVERITY_INFO, &text, NULL, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_report_format_element(c->report, HRB_FORMAT_TEXT, HRB_LANG_ZH, HRB_SEVERITY_INFO, NULL, NULL, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_failure_format_element(NULL, HRB_ERROR_IO, NULL, HRB_FORMAT_TEXT, HRB_LANG_ZH, &text, NULL, NULL), HRB_ERROR_ARGUMENT);
    /* Facts and tables are no findings: they have neither SARIF nor a page. */
    for (hrb_format format = HRB_FORMAT_SARIF; format <= HRB_FORMAT_HTML; format++) {
        assert_int_equal(hrb_facts_format(c->document, format, HRB_LANG_ZH, &text, NULL, NULL), HRB_ERROR_ARGUMENT);
        assert_int_equal(hrb_tables_format(c->document, format, HRB_LANG_ZH, &text, NULL, NULL), HRB_ERROR_ARGUMENT);
    }
    assert_null(text);
}

static void a_baseline_marks_what_is_known(void **state)
{
    checked *c = *state;
    assert_false(hrb_report_has_baseline(c->report));
    assert_false(hrb_finding_is_known(c->report, 0));
    hrb_options *options = NULL;
    hrb_report *report = NULL;
    const char *known[] = {hrb_finding_fingerprint(c->report, 1), "0000000000000000"};
    assert_int_equal(hrb_options_new(&options), HRB_OK);
    assert_int_equal(hrb_options_set_baseline(NULL, known, 2), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_options_set_baseline(options, NULL, 1), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_options_set_baseline(options, known, 2), HRB_OK);
    assert_int_equal(hrb_document_check(c->document, options, &report, NULL), HRB_OK);
    assert_true(hrb_report_has_baseline(report));
    assert_int_equal(hrb_finding_count(report), hrb_finding_count(c->report));
    assert_false(hrb_finding_is_known(report, 0));
    assert_true(hrb_finding_is_known(report, 1));
    assert_false(hrb_finding_is_known(report, 999));
    /* Known ones are in no list but that of SARIF, which has a state for them. */
    for (hrb_format format = HRB_FORMAT_TEXT; format <= MOST; format++) {
        char *text = element_of(report, format, HRB_LANG_EN);
        const char *message = hrb_finding_message(report, 1, HRB_LANG_EN);
        char begin[64] = "";
        strncat(begin, message, 20);
        assert_int_equal(strstr(text, "6,837,941.25") != NULL && strstr(text, begin) != NULL, format == HRB_FORMAT_SARIF);
        hrb_string_free(text);
    }
    hrb_report_free(report);
    hrb_options_free(options);
}

static void a_place_in_a_sentence_has_words_around_it(void **state)
{
    (void)state;
    static const char TEXT[] = "青山县水务局2026年部门预算\n增加的主要原因是人员变动。。其余不变。\n";
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    char before[64], after[64], cut[5];
    assert_int_equal(hrb_document_read(TEXT, sizeof TEXT - 1, NULL, &document, NULL), HRB_OK);
    assert_int_equal(hrb_document_check(document, NULL, &report, NULL), HRB_OK);
    size_t f = 0;
    while (f < hrb_finding_count(report) && strcmp(hrb_finding_rule(report, f), "HB-FORM-042") != 0)
        f++;
    assert_in_range(f, 0, hrb_finding_count(report) - 1);
    assert_int_equal(hrb_location_before(report, f, 0, before, sizeof before), strlen("增加的主要原因是人员变动"));
    assert_int_equal(hrb_location_after(report, f, 0, after, sizeof after), strlen("其余不变。"));
    assert_string_equal(before, "增加的主要原因是人员变动");
    assert_string_equal(after, "其余不变。");
    /* A short buffer is cut at a whole character; none tells the length. */
    assert_int_equal(hrb_location_after(report, f, 0, cut, sizeof cut), strlen(after));
    assert_string_equal(cut, "其");
    assert_int_equal(hrb_location_after(report, f, 0, NULL, 0), strlen(after));
    assert_int_equal(hrb_location_before(report, f, 9, before, sizeof before), 0);
    assert_int_equal(hrb_location_before(NULL, 0, 0, before, sizeof before), 0);
    assert_string_equal(before, "");
    hrb_report_free(report);
    hrb_document_free(document);
}

static void rules_are_told_by_their_ids(void **state)
{
    checked *c = *state;
    const hrb_rulebook *book = hrb_document_rulebook(c->document);
    assert_ptr_equal(book, hrb_rulebook_default());
    for (size_t i = 0; i < hrb_rulebook_rule_count(book); i++) {
        const char *id = hrb_rulebook_rule_id(book, i);
        assert_true(strlen(hrb_rulebook_rule_text(book, id, HRB_LANG_ZH)) > 0);
        assert_string_not_equal(hrb_rulebook_rule_text(book, id, HRB_LANG_ZH), hrb_rulebook_rule_text(book, id, HRB_LANG_EN));
        assert_in_range(hrb_rulebook_rule_severity(book, id), HRB_SEVERITY_INFO, HRB_SEVERITY_ERROR);
    }
    assert_string_equal(hrb_rulebook_rule_text(book, "HB-NONE-000", HRB_LANG_ZH), "");
    assert_string_equal(hrb_rulebook_rule_text(NULL, NULL, HRB_LANG_ZH), "");
    assert_int_equal(hrb_rulebook_rule_severity(book, "HB-NONE-000"), 0);
    assert_null(hrb_document_rulebook(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_is_a_list_of_one_element),
        cmocka_unit_test(elements_make_a_list),
        cmocka_unit_test(one_line_holds_the_same_json),
        cmocka_unit_test(what_could_not_be_read_says_why),
        cmocka_unit_test(a_bad_argument_is_refused),
        cmocka_unit_test(a_baseline_marks_what_is_known),
        cmocka_unit_test(a_place_in_a_sentence_has_words_around_it),
        cmocka_unit_test(rules_are_told_by_their_ids),
    };
    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
