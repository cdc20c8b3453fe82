/* SPDX-License-Identifier: Apache-2.0 */
/* Documents through the public API: encodings, places, limits, and getters of nothing. */
#include "testing.h"

#define SAMPLE HRB_SOURCE_DIR "/examples/sample/department-2026-budget.txt"

static hrb_document *read_sample(void)
{
    hrb_document *document = NULL;
    hrb_error *error = NULL;
    assert_hrb_ok(hrb_document_read_file(SAMPLE, NULL, &document, &error), error, SAMPLE);
    return document;
}

static hrb_report *check(const hrb_document *document)
{
    hrb_report *report = NULL;
    hrb_error *error = NULL;
    assert_hrb_ok(hrb_document_check(document, NULL, &report, &error), error, "check");
    return report;
}

static char *read_bytes(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = malloc(1 << 20);
    assert_non_null(bytes);
    *length = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

/* One table of two lines and a sentence, as UTF-8; the amount stands at line 4, column 6. */
static const char SMALL[] = "示例市青云区某局2026年部门预算\n"
                            "2026年部门收入预算总表\n"
                            "项目\t预算数\n"
                            "财政拨款收入\t1,000.00\n"
                            "合计\t1,000.00\n";

/* The same table three times, without a line end at the end: cells beside
 * blank ones, the last at the end of the bytes. */
static const struct {
    const char *what, *text;
} LAYOUTS[] = {
    {"rows of tabs", "2026年部门支出预算总表\n功能分类科目编码\t功能分类科目名称\t合计\t基本支出\t项目支出\n208\t社会保障和就业支出\t30.00\t\t30.00\n\t合计\t30.00\t\t30.00"},
    {"separated by commas", "2026年部门支出预算总表\n功能分类科目编码,功能分类科目名称,合计,基本支出,项目支出\n208,社会保障和就业支出,30.00,,30.00\n,合计,30.00,,30.00"},
    {"a cell a line", "2026年部门支出预算总表\n\n\t\n\t功能分类科目编码\n\t功能分类科目名称\n\t合计\n\t基本支出\n\t项目支出\n\t\n\n\t\n\t208\n\t社会保障和就业支出\n\t30.00\n\t\n\t30.00\n\t\n"
                      "\n\t\n\t\n\t合计\n\t30.00\n\t\n\t30.00\n\t"},
};

static void each_cell_is_handed_out_whole_and_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(LAYOUTS); i++) {
        hrb_document *document = NULL;
        hrb_error *error = NULL;
        assert_hrb_ok(hrb_document_read(LAYOUTS[i].text, strlen(LAYOUTS[i].text), NULL, &document, &error), error, LAYOUTS[i].what);
        char got[400] = "";
        for (size_t r = 0; r < hrb_table_row_count(document, 0); r++) {
            strcat(strcat(strcat(got, r > 0 ? " / " : ""), hrb_table_row_name(document, 0, r)), ":");
            for (size_t c = 0; c < hrb_table_column_count(document, 0); c++)
                strcat(strcat(got, " "), hrb_table_cell_text(document, 0, r, c)[0] == '\0' ? "-" : hrb_table_cell_text(document, 0, r, c));
        }
        if (strcmp(got, "社会保障和就业支出: 208 社会保障和就业支出 30.00 - 30.00 / 合计: - 合计 30.00 - 30.00") != 0)
            fail_msg("%s: %s", LAYOUTS[i].what, got);
        assert_string_equal(hrb_fact_text(document, 0), "30.00");
        hrb_document_free(document);
    }
}

/* Encodes plain-plane UTF-8 as UTF-16. */
static size_t to_utf16(const char *text, bool little, char *out)
{
    size_t n = 0;
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0';) {
        unsigned c = *p < 0x80 ? *p : *p < 0xE0 ? (*p & 0x1Fu) << 6 | (p[1] & 0x3Fu) : (*p & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        p += *p < 0x80 ? 1 : *p < 0xE0 ? 2 : 3;
        out[n++] = (char)(little ? c & 0xFF : c >> 8);
        out[n++] = (char)(little ? c >> 8 : c & 0xFF);
    }
    return n;
}

static hrb_document *read_text(const char *bytes, size_t length)
{
    hrb_document *document = NULL;
    hrb_error *error = NULL;
    assert_hrb_ok(hrb_document_read(bytes, length, NULL, &document, &error), error, "text");
    return document;
}

/* Where an amount stands, in the document as given. */
static hrb_place place_of(const hrb_document *document, const char *text)
{
    for (size_t i = 0; i < hrb_fact_count(document); i++)
        if (strcmp(hrb_fact_text(document, i), text) == 0)
            return hrb_fact_place(document, i);
    fail_msg("no fact reads %s", text);
    return (hrb_place){0};
}

static void the_same_text_gives_the_same_facts_in_every_encoding(void **state)
{
    (void)state;
    char utf16[1024], crlf[512], marked[512];
    size_t crlf_length = 0;
    for (const char *p = SMALL; *p != '\0'; p++) {
        if (*p == '\n')
            crlf[crlf_length++] = '\r';
        crlf[crlf_length++] = *p;
    }
    memcpy(marked, "\xEF\xBB\xBF", 3);
    memcpy(marked + 3, SMALL, sizeof SMALL - 1);

    hrb_document *plain = read_text(SMALL, sizeof SMALL - 1);
    size_t facts = hrb_fact_count(plain);
    assert_int_equal(facts, 2);
    hrb_place place = place_of(plain, "1,000.00");
    assert_int_equal(place.line, 4);
    assert_int_equal(place.column, 8);
    assert_int_equal(place.length, 8);
    assert_memory_equal(SMALL + place.offset, "1,000.00", 8);
    hrb_document_free(plain);

    hrb_document *document = read_text(crlf, crlf_length);
    assert_int_equal(hrb_fact_count(document), facts);
    place = place_of(document, "1,000.00");
    assert_int_equal(place.line, 4);
    assert_memory_equal(crlf + place.offset, "1,000.00", 8);
    hrb_document_free(document);

    document = read_text(marked, sizeof SMALL - 1 + 3);
    assert_int_equal(hrb_fact_count(document), facts);
    assert_memory_equal(marked + place_of(document, "1,000.00").offset, "1,000.00", 8);
    hrb_document_free(document);

    for (int little = 0; little < 2; little++) {
        char *text = utf16 + 2;
        utf16[0] = (char)(little ? 0xFF : 0xFE);
        utf16[1] = (char)(little ? 0xFE : 0xFF);
        size_t length = to_utf16(SMALL, little, text) + 2;
        document = read_text(utf16, length);
        assert_int_equal(hrb_fact_count(document), facts);
        place = place_of(document, "1,000.00");
        assert_int_equal(place.line, 4);
        assert_int_equal(place.column, 8);
        assert_int_equal(place.length, 16);
        assert_int_equal(utf16[place.offset + !little], '1');
        hrb_document_free(document);
    }
}

static void gb18030_is_recognised_and_its_places_are_of_the_bytes_as_given(void **state)
{
    (void)state;
    /* 收入预算总表 项目 预算数 合计 in GB18030 */
    static const char GB[] = "2026\xC4\xEA\xB2\xBF\xC3\xC5\xCA\xD5\xC8\xEB\xD4\xA4\xCB\xE3\xD7\xDC\xB1\xED\n"
                             "\xCF\xEE\xC4\xBF\t\xD4\xA4\xCB\xE3\xCA\xFD\n\xBA\xCF\xBC\xC6\t7.50\n";
    hrb_document *document = read_text(GB, sizeof GB - 1);
    assert_string_equal(hrb_table_title(document, 0), "2026年部门收入预算总表");
    hrb_place place = place_of(document, "7.50");
    assert_int_equal(place.line, 3);
    assert_int_equal(place.column, 4);
    assert_memory_equal(GB + place.offset, "7.50", 4);
    hrb_document_free(document);
}

static const struct {
    const char *what;
    const char *bytes;
    size_t length;
    hrb_status status;
    int64_t offset;
} UNREADABLE[] = {
    {"nothing", "", 0, HRB_ERROR_EMPTY, 0},
    {"blanks", " \n\t\n", 4, HRB_ERROR_EMPTY, 0},
    {"only a byte order mark", "\xEF\xBB\xBF", 3, HRB_ERROR_EMPTY, 0},
    {"zeros", "ab\0\0\0\1\2\3", 8, HRB_ERROR_UNSUPPORTED, 2},
    {"broken UTF-8", "预算\xE9\n预算预算预算预算", 32, HRB_ERROR_ENCODING, 6},
    {"UTF-8 cut inside a character", "预算预算预算预算\xE9\xA2", 26, HRB_ERROR_ENCODING, 24},
    {"UTF-16 cut inside a character", "\xFF\xFE\x31\x00\x32", 5, HRB_ERROR_ENCODING, 4},
    {"an old Word file", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, HRB_ERROR_UNSUPPORTED, 0},
};

static void what_is_no_text_is_refused_and_says_where(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(UNREADABLE); i++) {
        hrb_document *document = (hrb_document *)&document;
        hrb_error *error = NULL;
        hrb_status status = hrb_document_read(UNREADABLE[i].bytes, UNREADABLE[i].length, NULL, &document, &error);
        int64_t offset = hrb_error_place(error).offset;
        assert_hrb_fails(status, error, UNREADABLE[i].status, UNREADABLE[i].what);
        assert_null(document);
        if (offset != UNREADABLE[i].offset)
            fail_msg("%s: offset %lld", UNREADABLE[i].what, (long long)offset);
    }
}

static void a_file_that_cannot_be_read_is_an_error_with_its_name(void **state)
{
    (void)state;
    static const char *const PATHS[] = {"no/such/file", "."};
    for (size_t i = 0; i < COUNT(PATHS); i++) {
        hrb_document *document = NULL;
        hrb_error *error = NULL;
        hrb_status status = hrb_document_read_file(PATHS[i], NULL, &document, &error);
        assert_non_null(strstr(hrb_error_message(error, HRB_LANG_EN), PATHS[i]));
        assert_hrb_fails(status, error, HRB_ERROR_IO, PATHS[i]);
    }
}

static hrb_status read_with_limit(hrb_limit limit, int64_t value, const char *bytes, size_t length)
{
    hrb_options *options = NULL;
    hrb_document *document = NULL;
    assert_int_equal(hrb_options_new(&options), HRB_OK);
    assert_int_equal(hrb_options_set_limit(options, limit, value), HRB_OK);
    hrb_status status = hrb_document_read(bytes, length, options, &document, NULL);
    hrb_document_free(document);
    hrb_options_free(options);
    return status;
}

static void a_limit_is_hit_exactly_where_it_says(void **state)
{
    (void)state;
    const int64_t bytes = sizeof SMALL - 1;
    assert_int_equal(read_with_limit(HRB_LIMIT_INPUT_BYTES, bytes - 1, SMALL, sizeof SMALL - 1), HRB_ERROR_LIMIT);
    assert_int_equal(read_with_limit(HRB_LIMIT_INPUT_BYTES, bytes, SMALL, sizeof SMALL - 1), HRB_OK);
    assert_int_equal(read_with_limit(HRB_LIMIT_INPUT_BYTES, bytes + 1, SMALL, sizeof SMALL - 1), HRB_OK);
    /* Two paragraphs, and three rows of two cells. */
    assert_int_equal(read_with_limit(HRB_LIMIT_CELLS, 7, SMALL, sizeof SMALL - 1), HRB_ERROR_LIMIT);
    assert_int_equal(read_with_limit(HRB_LIMIT_CELLS, 8, SMALL, sizeof SMALL - 1), HRB_OK);
    assert_int_equal(read_with_limit(HRB_LIMIT_CELLS, 9, SMALL, sizeof SMALL - 1), HRB_OK);
}

static void findings_past_their_limit_are_counted_and_the_cut_is_told(void **state)
{
    (void)state;
    hrb_document *document = read_sample();
    hrb_options *options = NULL;
    hrb_report *report = NULL;
    assert_int_equal(hrb_options_new(&options), HRB_OK);
    assert_int_equal(hrb_options_set_limit(options, HRB_LIMIT_FINDINGS, 1), HRB_OK);
    assert_int_equal(hrb_document_check(document, options, &report, NULL), HRB_OK);
    assert_int_equal(hrb_finding_count(report), 2);
    assert_string_equal(hrb_finding_rule(report, 1), "HB-FORM-090");
    hrb_report_free(report);
    hrb_options_free(options);
    hrb_document_free(document);
}

static void options_refuse_what_they_cannot_keep(void **state)
{
    (void)state;
    hrb_options *options = NULL;
    assert_int_equal(hrb_options_new(&options), HRB_OK);
    assert_int_equal(hrb_options_set_year(options, 1989), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_options_set_year(options, 2101), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_options_set_year(options, 0), HRB_OK);
    assert_int_equal(hrb_options_set_limit(options, HRB_LIMIT_INPUT_BYTES, 0), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_options_set_limit(options, HRB_LIMIT_INPUT_BYTES, ((int64_t)1 << 30) + 1), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_options_set_limit(options, HRB_LIMIT_INPUT_BYTES, (int64_t)1 << 30), HRB_OK);
    assert_int_equal(hrb_options_set_limit(options, 0, 5), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_options_set_limit(options, 99, 5), HRB_ERROR_ARGUMENT);
    hrb_options_free(options);
    assert_int_equal(hrb_options_new(NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_options_set_year(NULL, 2026), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_options_set_limit(NULL, HRB_LIMIT_CELLS, 5), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_options_set_rulebook(NULL, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_options_set_codebook(NULL, NULL), HRB_ERROR_ARGUMENT);
    hrb_options_free(NULL);
}

static void the_sample_tells_its_two_planted_errors(void **state)
{
    (void)state;
    hrb_document *document = read_sample();
    hrb_report *report = check(document);
    assert_string_equal(hrb_document_path(document), SAMPLE);
    assert_int_equal(hrb_document_year(document), 2026);
    assert_string_equal(hrb_document_kind(document), "budget");
    assert_true(strlen(hrb_document_title(document)) > 0 && strlen(hrb_document_department(document)) > 0);
    assert_ptr_equal(hrb_report_document(report), document);
    assert_int_equal(hrb_finding_count(report), 2);
    static const char *const SLIPS[] = {"dropped_digit", "transposed"};
    for (size_t i = 0; i < 2; i++) {
        hrb_fen expected, actual, difference, tolerance, suggested;
        const char *slip = NULL;
        size_t explains = 0;
        assert_true(hrb_finding_figures(report, i, &expected, &actual, &difference, &tolerance));
        assert_int_equal(difference, actual - expected);
        assert_true(hrb_finding_figures(report, i, NULL, NULL, NULL, NULL));
        assert_true(hrb_finding_cause(report, i, &slip, &suggested, &explains));
        assert_true(hrb_finding_cause(report, i, NULL, NULL, NULL));
        assert_string_equal(slip, SLIPS[i]);
        assert_int_equal(suggested, expected);
        assert_int_equal(explains, hrb_finding_equation_count(report, i));
        assert_int_equal(strlen(hrb_finding_fingerprint(report, i)), 16);
        assert_string_equal(hrb_location_role(report, i, 0), "suspect");
        for (size_t k = 0; k < explains; k++)
            assert_int_equal(hrb_equation_verdict(report, hrb_finding_equation(report, i, k)), HRB_VERDICT_FAIL);
    }
    size_t total = 0;
    for (hrb_verdict verdict = HRB_VERDICT_PASS; verdict <= HRB_VERDICT_NOT_EVALUATED; verdict++)
        total += hrb_equation_count_of(report, verdict);
    assert_int_equal(total, hrb_equation_count(report));
    hrb_report_free(report);
    hrb_document_free(document);
}

static void every_equation_adds_up_from_its_terms(void **state)
{
    (void)state;
    hrb_document *document = read_sample();
    hrb_report *report = check(document);
    for (size_t i = 0; i < hrb_equation_count(report); i++) {
        int64_t sum = 0;
        size_t terms = hrb_equation_term_count(report, i), fact;
        int32_t sign;
        for (size_t k = 0; k < terms; k++) {
            assert_true(hrb_equation_term(report, i, k, &fact, &sign));
            assert_true(fact < hrb_fact_count(document) && (sign == 1 || sign == -1));
            sum += sign * hrb_fact_value(document, fact);
        }
        assert_false(hrb_equation_term(report, i, terms, &fact, &sign));
        assert_true(strlen(hrb_equation_rule(report, i)) > 0);
        bool is_sum = strcmp(hrb_equation_rule(report, i), "HB-SUM-010") == 0 || strcmp(hrb_equation_rule(report, i), "HB-SUM-020") == 0;
        if (is_sum) /* all amounts of the sample are in yuan with two decimals: no slack */
            assert_int_equal(sum == 0, hrb_equation_verdict(report, i) == HRB_VERDICT_PASS);
    }
    hrb_report_free(report);
    hrb_document_free(document);
}

static void the_same_bytes_give_the_same_output(void **state)
{
    (void)state;
    size_t length;
    char *bytes = read_bytes(SAMPLE, &length), *texts[2], sha256[65];
    for (int i = 0; i < 2; i++) {
        hrb_document *document = read_text(bytes, length);
        hrb_report *report = check(document);
        size_t size = 0;
        hrb_error *error = NULL;
        assert_hrb_ok(hrb_report_format(report, HRB_FORMAT_JSON, HRB_LANG_ZH, HRB_SEVERITY_INFO, &texts[i], &size, &error), error, "JSON");
        assert_int_equal(size, strlen(texts[i]));
        assert_int_equal(hrb_document_sha256(document, sha256), HRB_OK);
        assert_int_equal(strlen(sha256), 64);
        assert_non_null(strstr(texts[i], sha256));
        assert_string_equal(hrb_document_path(document), "");
        hrb_report_free(report);
        hrb_document_free(document);
    }
    assert_string_equal(texts[0], texts[1]);
    hrb_string_free(texts[0]);
    hrb_string_free(texts[1]);
    free(bytes);
}

/* Every getter of documents, with a handle or an index that is none. */
static void check_document_getters(const hrb_document *d, size_t bad)
{
    const hrb_place nowhere = {0};
    assert_string_equal(hrb_table_kind(d, bad), "");
    assert_string_equal(hrb_table_title(d, bad), "");
    assert_int_equal(hrb_table_unit(d, bad), HRB_UNIT_NONE);
    assert_memory_equal(&(hrb_place){0}, &nowhere, sizeof nowhere);
    hrb_place place = hrb_table_place(d, bad);
    assert_memory_equal(&place, &nowhere, sizeof nowhere);
    assert_int_equal(hrb_table_column_count(d, bad), 0);
    assert_string_equal(hrb_table_column_title(d, bad, 0), "");
    assert_int_equal(hrb_table_row_count(d, bad), 0);
    assert_string_equal(hrb_table_row_code(d, bad, 0), "");
    assert_string_equal(hrb_table_row_name(d, bad, 0), "");
    assert_int_equal(hrb_table_row_level(d, bad, 0), 0);
    assert_string_equal(hrb_table_cell_text(d, bad, 0, 0), "");
    for (hrb_dimension dimension = -1; dimension < 20; dimension++)
        assert_string_equal(hrb_fact_dimension(d, bad, dimension), "");
    assert_int_equal(hrb_fact_value_kind(d, bad), 0);
    assert_int_equal(hrb_fact_value(d, bad), 0);
    assert_int_equal(hrb_fact_quantum(d, bad), 0);
    assert_string_equal(hrb_fact_text(d, bad), "");
    assert_string_equal(hrb_fact_source(d, bad), "");
    place = hrb_fact_place(d, bad);
    assert_memory_equal(&place, &nowhere, sizeof nowhere);
    assert_int_equal(hrb_fact_table(d, bad), -1);
    assert_int_equal(hrb_fact_row(d, bad), -1);
    assert_int_equal(hrb_fact_column(d, bad), -1);
}

static void check_report_getters(const hrb_report *r, size_t bad)
{
    const hrb_place nowhere = {0};
    size_t fact = 42, explains = 42;
    int32_t sign = 42;
    hrb_fen fen = 42;
    const char *slip = "42";
    assert_string_equal(hrb_equation_rule(r, bad), "");
    assert_int_equal(hrb_equation_verdict(r, bad), 0);
    assert_int_equal(hrb_equation_term_count(r, bad), 0);
    assert_false(hrb_equation_term(r, bad, 0, &fact, &sign));
    assert_string_equal(hrb_equation_reason(r, bad, HRB_LANG_ZH), "");
    assert_string_equal(hrb_finding_rule(r, bad), "");
    assert_int_equal(hrb_finding_severity(r, bad), 0);
    assert_int_equal(hrb_finding_verdict(r, bad), 0);
    assert_string_equal(hrb_finding_message(r, bad, HRB_LANG_EN), "");
    assert_string_equal(hrb_finding_fingerprint(r, bad), "");
    assert_false(hrb_finding_figures(r, bad, &fen, &fen, &fen, &fen));
    assert_false(hrb_finding_cause(r, bad, &slip, &fen, &explains));
    assert_int_equal(hrb_finding_equation_count(r, bad), 0);
    assert_int_equal(hrb_finding_location_count(r, bad), 0);
    assert_string_equal(hrb_location_role(r, bad, 0), "");
    assert_string_equal(hrb_location_text(r, bad, 0), "");
    assert_string_equal(hrb_location_table(r, bad, 0), "");
    assert_int_equal(hrb_location_row(r, bad, 0), 0);
    assert_int_equal(hrb_location_cell(r, bad, 0), 0);
    assert_null(hrb_location_path(r, bad, 0, 0));
    hrb_place place = hrb_location_place(r, bad, 0);
    assert_memory_equal(&place, &nowhere, sizeof nowhere);
}

static void getters_of_nothing_and_past_the_end_are_neutral(void **state)
{
    (void)state;
    hrb_document *document = read_sample();
    hrb_report *report = check(document);
    check_document_getters(NULL, 0);
    check_document_getters(document, SIZE_MAX);
    check_document_getters(document, hrb_fact_count(document));
    assert_string_equal(hrb_table_column_title(document, 0, SIZE_MAX), "");
    assert_string_equal(hrb_table_row_name(document, 0, SIZE_MAX), "");
    assert_string_equal(hrb_table_row_code(document, 0, SIZE_MAX), "");
    assert_int_equal(hrb_table_row_level(document, 0, SIZE_MAX), 0);
    assert_string_equal(hrb_table_cell_text(document, 0, SIZE_MAX, 0), "");
    assert_string_equal(hrb_table_cell_text(document, 0, 0, SIZE_MAX), "");
    assert_string_equal(hrb_document_path(NULL), "");
    assert_string_equal(hrb_document_title(NULL), "");
    assert_string_equal(hrb_document_department(NULL), "");
    assert_string_equal(hrb_document_kind(NULL), "");
    assert_int_equal(hrb_document_year(NULL), 0);
    assert_int_equal(hrb_table_count(NULL), 0);
    assert_int_equal(hrb_fact_count(NULL), 0);
    check_report_getters(NULL, 0);
    check_report_getters(report, SIZE_MAX);
    check_report_getters(report, hrb_equation_count(report));
    assert_string_equal(hrb_location_text(report, 0, SIZE_MAX), "");
    assert_null(hrb_location_path(report, 0, 0, SIZE_MAX));
    assert_null(hrb_report_document(NULL));
    assert_int_equal(hrb_finding_count(NULL), 0);
    assert_int_equal(hrb_equation_count(NULL), 0);
    assert_int_equal(hrb_equation_count_of(NULL, HRB_VERDICT_PASS), 0);
    assert_int_equal(hrb_equation_count_of(report, 99), 0);
    assert_string_equal(hrb_severity_name(99), "");
    assert_string_equal(hrb_severity_name(-1), "");
    assert_string_equal(hrb_verdict_name(99), "");
    assert_string_equal(hrb_verdict_name(-1), "");
    hrb_report_free(report);
    hrb_document_free(document);
    hrb_report_free(NULL);
    hrb_document_free(NULL);
}

static void bad_arguments_are_told_and_outputs_left_alone(void **state)
{
    (void)state;
    hrb_document *document = read_sample();
    hrb_report *report = check(document);
    char *text = (char *)&document, sha256[65];
    hrb_document *none = NULL;
    hrb_report *no_report = NULL;
    size_t length = 42;
    assert_int_equal(hrb_document_read(NULL, 1, NULL, &none, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_document_read("x", 1, NULL, NULL, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_document_read_file(NULL, NULL, &none, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_document_read_file(SAMPLE, NULL, NULL, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_document_sha256(NULL, sha256), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_document_sha256(document, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_document_check(NULL, NULL, &no_report, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_document_check(document, NULL, NULL, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_report_format(NULL, HRB_FORMAT_JSON, 0, 0, &text, &length, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_report_format(report, 99, 0, 0, &text, &length, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_report_format(report, HRB_FORMAT_JSON, 0, 0, NULL, &length, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_facts_format(NULL, HRB_FORMAT_JSON, 0, &text, &length, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_facts_format(document, 99, 0, &text, &length, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_facts_format(document, HRB_FORMAT_JSON, 0, NULL, &length, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_tables_format(NULL, HRB_FORMAT_JSON, 0, &text, &length, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_tables_format(document, 0, 0, &text, &length, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_tables_format(document, HRB_FORMAT_JSON, 0, NULL, &length, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(length, 42);
    hrb_report_free(report);
    hrb_document_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_cell_is_handed_out_whole_and_alone),
        cmocka_unit_test(the_same_text_gives_the_same_facts_in_every_encoding),
        cmocka_unit_test(gb18030_is_recognised_and_its_places_are_of_the_bytes_as_given),
        cmocka_unit_test(what_is_no_text_is_refused_and_says_where),
        cmocka_unit_test(a_file_that_cannot_be_read_is_an_error_with_its_name),
        cmocka_unit_test(a_limit_is_hit_exactly_where_it_says),
        cmocka_unit_test(findings_past_their_limit_are_counted_and_the_cut_is_told),
        cmocka_unit_test(options_refuse_what_they_cannot_keep),
        cmocka_unit_test(the_sample_tells_its_two_planted_errors),
        cmocka_unit_test(every_equation_adds_up_from_its_terms),
        cmocka_unit_test(the_same_bytes_give_the_same_output),
        cmocka_unit_test(getters_of_nothing_and_past_the_end_are_neutral),
        cmocka_unit_test(bad_arguments_are_told_and_outputs_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
