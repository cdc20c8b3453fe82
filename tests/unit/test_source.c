/* SPDX-License-Identifier: Apache-2.0 */
/* Places in short and in very long lines, against a count from the start. */
#include "testing.h"

#include <glib.h>
#include <string.h>

#include "read/source.h"

/* Lines of about so many bytes each, of characters of one to four bytes. */
static GString *make_text(const size_t *lines, size_t count)
{
    static const char *const PIECES[] = {"财", "1", "政", "ab", "é", "𠮷", "，"};
    GString *text = g_string_new(NULL);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        size_t end = text->len + lines[i];
        while (text->len < end)
            g_string_append(text, PIECES[n++ % G_N_ELEMENTS(PIECES)]);
        g_string_append_c(text, '\n');
    }
    return text;
}

/* Every so many characters: the place by the library, and the place counted. */
static void compare_places(const GString *text, const char *charset, const char *mark, size_t mark_length)
{
    gsize size = 0;
    char *encoded = g_convert(text->str, (gssize)text->len, charset, "UTF-8", NULL, &size, NULL);
    char *bytes = g_malloc(mark_length + size + 1);
    memcpy(bytes, mark, mark_length);
    memcpy(bytes + mark_length, encoded, size);
    g_free(encoded);
    hrb__source source;
    assert_int_equal(hrb__source_open(bytes, mark_length + size, &source, NULL), HRB_OK);
    int line = 1, column = 1;
    size_t step = 0, at = mark_length;
    const char *begin = strchr(source.text, text->str[0]);
    if (memcmp(source.text, "\xEF\xBB\xBF", 3) == 0)
        begin = source.text + 3;
    for (const char *p = begin; p < source.text + source.length; p = g_utf8_next_char(p)) {
        size_t length = (size_t)(g_utf8_next_char(p) - p);
        gsize unit = 0;
        g_free(g_convert(p, (gssize)length, charset, "UTF-8", NULL, &unit, NULL));
        if (step++ % 997 == 0 || *p == '\n') {
            hrb_place place = hrb__source_place(&source, (size_t)(p - source.text), length);
            assert_int_equal(place.line, line);
            assert_int_equal(place.column, column);
            assert_int_equal(place.offset, at);
            assert_int_equal(place.length, unit);
        }
        at += unit;
        column = *p == '\n' ? 1 : column + 1;
        line += *p == '\n';
    }
    hrb__source_close(&source);
}

static void test_places(void **state)
{
    (void)state;
    static const size_t LINES[] = {10, 5000, 3, 40000, 4096, 0, 8191, 20000, 7};
    for (size_t first = 0; first < 4; first++) {
        GString *text = make_text(LINES + first, G_N_ELEMENTS(LINES) - first);
        compare_places(text, "UTF-8", "", 0);
        compare_places(text, "UTF-8", "\xEF\xBB\xBF", 3);
        compare_places(text, "GB18030", "", 0);
        compare_places(text, "UTF-16LE", "\xFF\xFE", 2);
        g_string_free(text, TRUE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
