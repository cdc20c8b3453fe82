/* SPDX-License-Identifier: Apache-2.0 */
/* Columns as Arrow streams: the values of the getters, nulls, dictionaries, and who frees what. */
#include "testing.h"

static hrb_document *document;
static hrb_report *report;

static int read_sample(void **state)
{
    (void)state;
    if (hrb_document_read_file(HRB_SOURCE_DIR "/examples/sample/department-2026-budget.txt", NULL, &document, NULL) != HRB_OK)
        return -1;
    return hrb_document_check(document, NULL, &report, NULL) == HRB_OK ? 0 : -1;
}

static int free_sample(void **state)
{
    (void)state;
    hrb_report_free(report);
    hrb_document_free(document);
    return 0;
}

typedef struct batch {
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray array;
} batch;

static void take(batch *b)
{
    assert_int_equal(b->stream.get_schema(&b->stream, &b->schema), 0);
    assert_int_equal(b->stream.get_next(&b->stream, &b->array), 0);
    assert_non_null(b->array.release);
    assert_int_equal(b->schema.n_children, b->array.n_children);
    struct ArrowArray end;
    assert_int_equal(b->stream.get_next(&b->stream, &end), 0);
    assert_null(end.release);
    for (int64_t i = 0; i < b->array.n_children; i++)
        assert_int_equal(b->array.children[i]->length, b->array.length);
}

static void drop(batch *b)
{
    b->array.release(&b->array);
    b->schema.release(&b->schema);
    b->stream.release(&b->stream);
    assert_null(b->array.release);
    assert_null(b->schema.release);
    assert_null(b->stream.release);
}

static size_t find(const batch *b, const char *name)
{
    for (size_t i = 0; i < (size_t)b->schema.n_children; i++)
        if (strcmp(b->schema.children[i]->name, name) == 0)
            return i;
    fail_msg("no column %s", name);
    return 0;
}

static bool is_null(const struct ArrowArray *column, size_t row)
{
    const uint8_t *bits = column->buffers[0];
    return bits != NULL && (bits[row / 8] >> (row % 8) & 1) == 0;
}

static int64_t number_at(const batch *b, const char *name, size_t row)
{
    size_t i = find(b, name);
    const struct ArrowArray *column = b->array.children[i];
    return *b->schema.children[i]->format == 'i' ? ((const int32_t *)column->buffers[1])[row] : ((const int64_t *)column->buffers[1])[row];
}

static void text_of(const struct ArrowArray *column, size_t row, char *out, size_t size)
{
    const int32_t *offsets = column->buffers[1];
    assert_true(offsets[row + 1] >= offsets[row]);
    snprintf(out, size, "%.*s", (int)(offsets[row + 1] - offsets[row]), (const char *)column->buffers[2] + offsets[row]);
}

/* The text of a utf8 or dictionary column; "" for null, as the getters have it. */
static const char *text_at(const batch *b, const char *name, size_t row)
{
    static char text[4096];
    const struct ArrowArray *column = b->array.children[find(b, name)];
    text[0] = '\0';
    if (is_null(column, row))
        return text;
    if (column->dictionary == NULL) {
        text_of(column, row, text, sizeof text);
        return text;
    }
    int32_t word = ((const int32_t *)column->buffers[1])[row];
    assert_in_range(word, 0, column->dictionary->length - 1);
    text_of(column->dictionary, (size_t)word, text, sizeof text);
    return text;
}

static void facts_are_what_the_getters_say(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"flow", "phase", "fund", "function", "economic", "nature", "topic", "entity"};
    batch b;
    hrb_error *error = NULL;
    hrb_status status = hrb_facts_export_arrow(document, HRB_ARROW_DOCUMENT, &b.stream, &error);
    assert_hrb_ok(status, error, "facts");
    take(&b);
    assert_int_equal(b.array.length, hrb_fact_count(document));
    for (size_t i = 0; i < hrb_fact_count(document); i++) {
        for (size_t d = 0; d < COUNT(NAMES); d++)
            assert_string_equal(text_at(&b, NAMES[d], i), hrb_fact_dimension(document, i, (hrb_dimension)d + 1));
        assert_int_equal(number_at(&b, "value_fen", i), hrb_fact_value(document, i));
        assert_int_equal(number_at(&b, "quantum_fen", i), hrb_fact_quantum(document, i));
        assert_true(is_null(b.array.children[find(&b, "count")], i));
        assert_string_equal(text_at(&b, "text", i), hrb_fact_text(document, i));
        assert_string_equal(text_at(&b, "source", i), hrb_fact_source(document, i));
        assert_int_equal(number_at(&b, "line", i), hrb_fact_place(document, i).line);
        assert_int_equal(number_at(&b, "offset", i), hrb_fact_place(document, i).offset);
        assert_true(is_null(b.array.children[find(&b, "page")], i));
        assert_string_equal(text_at(&b, "document", i), hrb_document_path(document));
        if (hrb_fact_table(document, i) >= 0)
            assert_int_equal(number_at(&b, "row", i), hrb_fact_row(document, i));
        assert_int_equal(is_null(b.array.children[find(&b, "table")], i), hrb_fact_table(document, i) < 0);
    }
    drop(&b);
}

static void yuan_are_decimals_of_128_bits(void **state)
{
    (void)state;
    batch fen, yuan;
    assert_int_equal(hrb_findings_export_arrow(report, 0, &fen.stream, NULL), HRB_OK);
    assert_int_equal(hrb_findings_export_arrow(report, HRB_ARROW_YUAN, &yuan.stream, NULL), HRB_OK);
    take(&fen);
    take(&yuan);
    size_t column = find(&yuan, "difference_yuan");
    assert_string_equal(yuan.schema.children[column]->format, "d:19,2");
    const int64_t *halves = yuan.array.children[column]->buffers[1];
    for (size_t i = 0; i < hrb_finding_count(report); i++) {
        int64_t value = number_at(&fen, "difference_fen", i);
        assert_int_equal(halves[2 * i], value);
        assert_int_equal(halves[2 * i + 1], value < 0 ? -1 : 0);
        assert_true(value < 0);
        assert_string_equal(text_at(&fen, "rule", i), hrb_finding_rule(report, i));
        assert_string_equal(text_at(&fen, "message_en", i), hrb_finding_message(report, i, HRB_LANG_EN));
    }
    drop(&fen);
    drop(&yuan);
}

static void tables_and_equations_have_their_rows(void **state)
{
    (void)state;
    batch b;
    assert_int_equal(hrb_equations_export_arrow(report, 0, &b.stream, NULL), HRB_OK);
    take(&b);
    assert_int_equal(b.array.length, hrb_equation_count(report));
    drop(&b);
    assert_int_equal(hrb_tables_export_arrow(document, 0, &b.stream, NULL), HRB_OK);
    take(&b);
    for (size_t i = 0; i < (size_t)b.array.length; i++) {
        size_t table = (size_t)number_at(&b, "table", i), row = (size_t)number_at(&b, "row", i), column = (size_t)number_at(&b, "column", i);
        assert_string_equal(text_at(&b, "text", i), hrb_table_cell_text(document, table, row, column));
        assert_string_equal(text_at(&b, "title", i), hrb_table_title(document, table));
    }
    drop(&b);
    for (size_t t = 0; t < hrb_table_count(document); t++) {
        assert_int_equal(hrb_table_export_arrow(document, t, 0, &b.stream, NULL), HRB_OK);
        take(&b);
        assert_int_equal(b.array.length, hrb_table_row_count(document, t));
        assert_int_equal(b.array.n_children, hrb_table_column_count(document, t) + 3);
        for (int64_t i = 0; i < b.schema.n_children; i++)
            for (int64_t j = 0; j < i; j++)
                assert_string_not_equal(b.schema.children[i]->name, b.schema.children[j]->name);
        drop(&b);
    }
}

static void a_child_that_was_moved_out_outlives_the_rest(void **state)
{
    (void)state;
    batch b;
    assert_int_equal(hrb_facts_export_arrow(document, 0, &b.stream, NULL), HRB_OK);
    take(&b);
    size_t i = find(&b, "flow");
    struct ArrowArray moved = *b.array.children[i];
    b.array.children[i]->release = NULL;
    drop(&b);
    char word[64];
    text_of(moved.dictionary, 0, word, sizeof word);
    assert_string_equal(word, hrb_fact_dimension(document, 0, HRB_DIMENSION_FLOW));
    moved.release(&moved);
}

static void the_stream_outlives_its_document_and_may_be_dropped_unread(void **state)
{
    (void)state;
    hrb_document *other = NULL;
    batch b;
    assert_int_equal(hrb_document_read("没有表\n", 10, NULL, &other, NULL), HRB_OK);
    assert_int_equal(hrb_facts_export_arrow(other, 0, &b.stream, NULL), HRB_OK);
    hrb_document_free(other);
    take(&b);
    assert_int_equal(b.array.length, 0);
    drop(&b);
    assert_int_equal(hrb_facts_export_arrow(document, 0, &b.stream, NULL), HRB_OK);
    b.stream.release(&b.stream);
}

static void bad_arguments_leave_a_released_stream(void **state)
{
    (void)state;
    struct ArrowArrayStream out;
    hrb_error *error = NULL;
    hrb_status status = hrb_facts_export_arrow(NULL, 0, &out, &error);
    assert_hrb_fails(status, error, HRB_ERROR_ARGUMENT, "document");
    assert_null(out.release);
    assert_int_equal(hrb_table_export_arrow(document, 1000, 0, &out, NULL), HRB_ERROR_ARGUMENT);
    assert_null(out.release);
    assert_int_equal(hrb_findings_export_arrow(NULL, 0, &out, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_equations_export_arrow(report, 0, NULL, NULL), HRB_ERROR_ARGUMENT);
    assert_int_equal(hrb_tables_export_arrow(document, 0, NULL, NULL), HRB_ERROR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_are_what_the_getters_say),
        cmocka_unit_test(yuan_are_decimals_of_128_bits),
        cmocka_unit_test(tables_and_equations_have_their_rows),
        cmocka_unit_test(a_child_that_was_moved_out_outlives_the_rest),
        cmocka_unit_test(the_stream_outlives_its_document_and_may_be_dropped_unread),
        cmocka_unit_test(bad_arguments_leave_a_released_stream),
    };
    return cmocka_run_group_tests(tests, read_sample, free_sample);
}
