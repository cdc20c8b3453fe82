/* SPDX-License-Identifier: Apache-2.0 */
/* Facts, tables, findings and equations as Arrow streams. */
#include <glib.h>

#include "base/error.h"
#include "fact/document.h"
#include "write/columns.h"
#include "write/write.h"

/* With HRB_ARROW_DOCUMENT the first field is the document's path; the others move by one. */
typedef struct sheet {
    hrb__columns *columns;
    size_t first;     /* of its own fields */
    size_t next;      /* the field that the next value belongs to */
    const char *path; /* NULL: not wanted */
} sheet;

#define MAX_FIELDS 32

static sheet open_sheet(const hrb_document *document, const hrb__field *fields, size_t count, size_t rows, uint32_t flags)
{
    hrb__field all[MAX_FIELDS + 1] = {{"document", HRB__WORD}};
    sheet s = {.path = flags & HRB_ARROW_DOCUMENT ? hrb_document_path(document) : NULL};
    s.first = s.path != NULL;
    g_assert(count <= MAX_FIELDS);
    memcpy(all + s.first, fields, count * sizeof *fields);
    s.columns = hrb__columns_new(all, s.first + count, rows, flags);
    return s;
}

/* Each puts the next field of the row; begin_row goes back to the first. */
static void begin_row(sheet *s)
{
    s->next = s->first;
    if (s->path != NULL)
        hrb__put_text(s->columns, 0, s->path);
}

static void number(sheet *s, bool known, int64_t value)
{
    hrb__put_number(s->columns, s->next++, known, value);
}

/* Of what counts from 1 and is 0 where it does not apply. */
static void ordinal(sheet *s, int64_t value)
{
    number(s, value > 0, value);
}

static void text(sheet *s, const char *value)
{
    hrb__put_text(s->columns, s->next++, value);
}

static hrb_status fail_argument(struct ArrowArrayStream *out, const char *what, hrb_error **error)
{
    if (out != NULL)
        out->release = NULL;
    return hrb__fail_argument(error, what);
}

/* --- Facts --- */

static const hrb__field FACT_FIELDS[] = {
    {"flow", HRB__WORD}, {"phase", HRB__WORD}, {"fund", HRB__WORD}, {"function", HRB__TEXT}, {"economic", HRB__TEXT}, {"nature", HRB__WORD},
    {"topic", HRB__WORD}, {"entity", HRB__WORD}, {"year", HRB__INT32}, {"value", HRB__MONEY}, {"count", HRB__INT64}, {"percent_bp", HRB__INT64},
    {"quantum", HRB__MONEY}, {"text", HRB__TEXT}, {"source", HRB__WORD}, {"table", HRB__INT32}, {"row", HRB__INT32}, {"column", HRB__INT32},
    {"page", HRB__INT32}, {"sheet", HRB__INT32}, {"line", HRB__INT32}, {"offset", HRB__INT64}, {"length", HRB__INT64},
};

/* What is carried from one fact to the next. Facts mostly follow each other closely: then only the
 * text between them is looked at for their lines, which is less than a whole place costs. */
typedef struct progress {
    const hrb__source *source;
    size_t offset;
    int32_t line;
    const char *year_text;
    int64_t year;
} progress;
#define NEAR 1024

static hrb_place place_of(progress *p, const hrb__fact *fact)
{
    /* Other formats than text, and text that was converted, have places of another kind. */
    if (p->source->origin_count > 0 || p->source->encoding != HRB__UTF8)
        return hrb__source_place(p->source, fact->offset, fact->length);
    if (fact->offset < p->offset || fact->offset - p->offset > NEAR) {
        p->line = hrb__source_place(p->source, fact->offset, fact->length).line;
    } else {
        int32_t ends = 0;
        for (size_t i = p->offset; i < fact->offset; i++)
            ends += p->source->text[i] == '\n';
        p->line += ends;
    }
    p->offset = fact->offset;
    return (hrb_place){.line = p->line, .offset = fact->offset, .length = fact->length};
}

static int64_t year_of(progress *p, const char *year)
{
    if (year != p->year_text)
        p->year = g_ascii_strtoll(year, NULL, 10);
    p->year_text = year;
    return p->year;
}

static void put_fact(sheet *s, const hrb_document *document, size_t i, progress *p)
{
    for (hrb_dimension d = HRB_DIMENSION_FLOW; d < HRB_DIMENSION_YEAR; d++)
        text(s, hrb_fact_dimension(document, i, d));
    ordinal(s, year_of(p, hrb_fact_dimension(document, i, HRB_DIMENSION_YEAR)));
    hrb_value_kind kind = hrb_fact_value_kind(document, i);
    int64_t value = hrb_fact_value(document, i);
    for (hrb_value_kind k = HRB_VALUE_FEN; k <= HRB_VALUE_PERCENT_BP; k++)
        number(s, kind == k, value);
    number(s, kind == HRB_VALUE_FEN, hrb_fact_quantum(document, i));
    text(s, hrb_fact_text(document, i));
    text(s, hrb_fact_source(document, i));
    int32_t table = hrb_fact_table(document, i);
    number(s, table >= 0, table);
    number(s, table >= 0, hrb_fact_row(document, i));
    number(s, table >= 0, hrb_fact_column(document, i));
    hrb_place place = place_of(p, &document->facts[i]);
    ordinal(s, place.page);
    ordinal(s, place.sheet);
    ordinal(s, place.line);
    number(s, place.length > 0, place.offset);
    ordinal(s, place.length);
}

static hrb__columns *fact_columns(const hrb_document *document, uint32_t flags)
{
    size_t rows = hrb_fact_count(document);
    sheet s = open_sheet(document, FACT_FIELDS, G_N_ELEMENTS(FACT_FIELDS), rows, flags);
    progress p = {.source = &document->blocks.source, .line = 1};
    for (size_t i = 0; s.columns != NULL && i < rows; i++) {
        begin_row(&s);
        put_fact(&s, document, i, &p);
    }
    return s.columns;
}

/* The plain columns are filled once for a document, which keeps them: every later reader
 * takes the same memory. Two threads may fill them at once; one of them is kept. */
static hrb__columns *kept_columns(hrb_document *document)
{
    hrb__columns *columns = g_atomic_pointer_get(&document->columns);
    if (columns == NULL) {
        columns = fact_columns(document, 0);
        if (columns == NULL || columns->status != HRB_OK)
            return columns;
        hrb__columns_seal(columns);
        if (g_atomic_pointer_compare_and_exchange(&document->columns, NULL, columns)) {
            document->free_columns = hrb__columns_free;
        } else {
            hrb__columns_free(columns);
            columns = g_atomic_pointer_get(&document->columns);
        }
    }
    return hrb__columns_share(columns);
}

hrb_status hrb_facts_export_arrow(const hrb_document *document, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error)
{
    if (out == NULL || document == NULL)
        return fail_argument(out, out == NULL ? "out" : "document", error);
    out->release = NULL;
    return hrb__columns_finish(flags == 0 ? kept_columns((hrb_document *)document) : fact_columns(document, flags), out, error);
}

/* --- Tables --- */

static const hrb__field CELL_FIELDS[] = {
    {"table", HRB__INT32}, {"kind", HRB__WORD}, {"title", HRB__WORD}, {"unit", HRB__WORD}, {"row", HRB__INT32}, {"code", HRB__TEXT},
    {"name", HRB__TEXT}, {"level", HRB__INT32}, {"column", HRB__INT32}, {"header", HRB__WORD}, {"text", HRB__TEXT},
};

static void put_cell(sheet *s, const hrb_document *document, size_t table, size_t row, size_t column)
{
    number(s, true, (int64_t)table);
    text(s, hrb_table_kind(document, table));
    text(s, hrb_table_title(document, table));
    text(s, hrb__unit_label(hrb_table_unit(document, table)));
    number(s, true, (int64_t)row);
    text(s, hrb_table_row_code(document, table, row));
    text(s, hrb_table_row_name(document, table, row));
    number(s, true, hrb_table_row_level(document, table, row));
    number(s, true, (int64_t)column);
    text(s, hrb_table_column_title(document, table, column));
    text(s, hrb_table_cell_text(document, table, row, column));
}

/* Calls for every cell that has text; with s NULL it only counts them. */
static size_t each_cell(sheet *s, const hrb_document *document)
{
    size_t count = 0;
    for (size_t t = 0; t < hrb_table_count(document); t++)
        for (size_t r = 0; r < hrb_table_row_count(document, t); r++)
            for (size_t c = 0; c < hrb_table_column_count(document, t); c++) {
                if (*hrb_table_cell_text(document, t, r, c) == '\0')
                    continue;
                count++;
                if (s == NULL)
                    continue;
                begin_row(s);
                put_cell(s, document, t, r, c);
            }
    return count;
}

hrb_status hrb_tables_export_arrow(const hrb_document *document, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error)
{
    if (out == NULL || document == NULL)
        return fail_argument(out, out == NULL ? "out" : "document", error);
    out->release = NULL;
    sheet s = open_sheet(document, CELL_FIELDS, G_N_ELEMENTS(CELL_FIELDS), each_cell(NULL, document), flags);
    if (s.columns != NULL)
        each_cell(&s, document);
    return hrb__columns_finish(s.columns, out, error);
}

/* --- One table --- */

/* By cell of the table: the fact that stands there + 1, or 0. NULL when memory is out. */
static size_t *facts_of_cells(const hrb_document *document, size_t table, size_t width)
{
    size_t *facts = g_try_malloc0_n(MAX(1, hrb_table_row_count(document, table) * width), sizeof *facts);
    for (size_t i = 0; facts != NULL && i < hrb_fact_count(document); i++)
        if (hrb_fact_table(document, i) == (int32_t)table && hrb_fact_value_kind(document, i) == HRB_VALUE_FEN)
            facts[(size_t)hrb_fact_row(document, i) * width + (size_t)hrb_fact_column(document, i)] = i + 1;
    return facts;
}

static bool has_amounts(const size_t *facts, size_t rows, size_t width, size_t column)
{
    for (size_t r = 0; r < rows; r++)
        if (facts[r * width + column] != 0)
            return true;
    return false;
}

/* The names of the columns, each only once: most readers refuse two of the same name. */
static const char *column_name(GHashTable *taken, GStringChunk *names, const char *title, size_t column)
{
    GString *name = g_string_new(title);
    if (name->len == 0)
        g_string_printf(name, "column %zu", column + 1);
    size_t stem = name->len;
    for (int n = 2; g_hash_table_contains(taken, name->str); n++) {
        g_string_truncate(name, stem);
        g_string_append_printf(name, " (%d)", n);
    }
    const char *kept = g_string_chunk_insert(names, name->str);
    g_string_free(name, TRUE);
    g_hash_table_add(taken, (gpointer)kept);
    return kept;
}

static hrb__columns *table_columns(const hrb_document *document, size_t table, const size_t *facts, uint32_t flags)
{
    static const hrb__field LABELS[] = {{"code", HRB__TEXT}, {"name", HRB__TEXT}, {"level", HRB__INT32}};
    size_t rows = hrb_table_row_count(document, table), width = hrb_table_column_count(document, table), count = G_N_ELEMENTS(LABELS);
    hrb__field *fields = g_try_malloc_n(count + width, sizeof *fields);
    if (fields == NULL)
        return NULL;
    GHashTable *taken = g_hash_table_new(g_str_hash, g_str_equal);
    GStringChunk *names = g_string_chunk_new(1024);
    memcpy(fields, LABELS, sizeof LABELS);
    for (size_t i = 0; i < count; i++)
        g_hash_table_add(taken, (gpointer)LABELS[i].name);
    for (size_t c = 0; c < width; c++)
        fields[count + c] = (hrb__field){column_name(taken, names, hrb_table_column_title(document, table, c), c), has_amounts(facts, rows, width, c) ? HRB__MONEY : HRB__TEXT};
    hrb__columns *columns = hrb__columns_new(fields, count + width, rows, flags);
    g_string_chunk_free(names);
    g_hash_table_unref(taken);
    for (size_t r = 0; columns != NULL && r < rows; r++) {
        hrb__put_text(columns, 0, hrb_table_row_code(document, table, r));
        hrb__put_text(columns, 1, hrb_table_row_name(document, table, r));
        hrb__put_number(columns, 2, true, hrb_table_row_level(document, table, r));
        for (size_t c = 0; c < width; c++) {
            size_t fact = facts[r * width + c];
            if (fields[count + c].type == HRB__MONEY)
                hrb__put_number(columns, count + c, fact != 0, fact == 0 ? 0 : hrb_fact_value(document, fact - 1));
            else
                hrb__put_text(columns, count + c, hrb_table_cell_text(document, table, r, c));
        }
    }
    g_free(fields);
    return columns;
}

hrb_status hrb_table_export_arrow(const hrb_document *document, size_t table, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error)
{
    if (out == NULL || document == NULL || table >= hrb_table_count(document))
        return fail_argument(out, out == NULL ? "out" : document == NULL ? "document" : "table", error);
    out->release = NULL;
    size_t *facts = facts_of_cells(document, table, hrb_table_column_count(document, table));
    hrb__columns *columns = facts == NULL ? NULL : table_columns(document, table, facts, flags);
    g_free(facts);
    return hrb__columns_finish(columns, out, error);
}

/* --- Findings and equations --- */

static const hrb__field FINDING_FIELDS[] = {
    {"rule", HRB__WORD}, {"severity", HRB__WORD}, {"verdict", HRB__WORD}, {"message_zh", HRB__TEXT}, {"message_en", HRB__TEXT},
    {"expected", HRB__MONEY}, {"actual", HRB__MONEY}, {"difference", HRB__MONEY}, {"tolerance", HRB__MONEY}, {"slip", HRB__WORD},
    {"suggested", HRB__MONEY}, {"explains", HRB__INT64}, {"equations", HRB__INT64}, {"text", HRB__TEXT}, {"table", HRB__WORD}, {"row", HRB__INT32},
    {"cell", HRB__INT32}, {"page", HRB__INT32}, {"sheet", HRB__INT32}, {"line", HRB__INT32}, {"path", HRB__TEXT}, {"fingerprint", HRB__TEXT},
};

static void put_path(sheet *s, const hrb_report *report, size_t finding)
{
    GString *path = g_string_new(NULL);
    for (size_t i = 0; hrb_location_path(report, finding, 0, i) != NULL; i++)
        g_string_append_printf(path, "%s%s", i > 0 ? " / " : "", hrb_location_path(report, finding, 0, i));
    text(s, path->str);
    g_string_free(path, TRUE);
}

static void put_finding(sheet *s, const hrb_report *report, size_t i)
{
    hrb_fen expected = 0, actual = 0, difference = 0, tolerance = 0, suggested = 0;
    const char *slip = "";
    size_t explains = 0;
    text(s, hrb_finding_rule(report, i));
    text(s, hrb_severity_name(hrb_finding_severity(report, i)));
    text(s, hrb_verdict_name(hrb_finding_verdict(report, i)));
    text(s, hrb_finding_message(report, i, HRB_LANG_ZH));
    text(s, hrb_finding_message(report, i, HRB_LANG_EN));
    bool money = hrb_finding_figures(report, i, &expected, &actual, &difference, &tolerance);
    number(s, money, expected);
    number(s, money, actual);
    number(s, money, difference);
    number(s, money, tolerance);
    bool located = hrb_finding_cause(report, i, &slip, &suggested, &explains);
    text(s, located ? slip : "");
    number(s, located, suggested);
    number(s, located, (int64_t)explains);
    number(s, true, (int64_t)hrb_finding_equation_count(report, i));
    hrb_place place = hrb_location_place(report, i, 0);
    text(s, hrb_location_text(report, i, 0));
    text(s, hrb_location_table(report, i, 0));
    ordinal(s, hrb_location_row(report, i, 0));
    ordinal(s, hrb_location_cell(report, i, 0));
    ordinal(s, place.page);
    ordinal(s, place.sheet);
    ordinal(s, place.line);
    put_path(s, report, i);
    text(s, hrb_finding_fingerprint(report, i));
}

hrb_status hrb_findings_export_arrow(const hrb_report *report, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error)
{
    if (out == NULL || report == NULL)
        return fail_argument(out, out == NULL ? "out" : "report", error);
    out->release = NULL;
    size_t rows = hrb_finding_count(report);
    sheet s = open_sheet(hrb_report_document(report), FINDING_FIELDS, G_N_ELEMENTS(FINDING_FIELDS), rows, flags);
    for (size_t i = 0; s.columns != NULL && i < rows; i++) {
        begin_row(&s);
        put_finding(&s, report, i);
    }
    return hrb__columns_finish(s.columns, out, error);
}

static const hrb__field EQUATION_FIELDS[] = {
    {"rule", HRB__WORD}, {"verdict", HRB__WORD}, {"reason_zh", HRB__WORD}, {"reason_en", HRB__WORD}, {"whole", HRB__INT64}, {"parts", HRB__INT64},
};

static void put_equation(sheet *s, const hrb_report *report, size_t i)
{
    size_t fact = 0, terms = hrb_equation_term_count(report, i);
    int32_t sign = 0;
    text(s, hrb_equation_rule(report, i));
    text(s, hrb_verdict_name(hrb_equation_verdict(report, i)));
    text(s, hrb_equation_reason(report, i, HRB_LANG_ZH));
    text(s, hrb_equation_reason(report, i, HRB_LANG_EN));
    bool has_whole = hrb_equation_term(report, i, 0, &fact, &sign) && sign > 0;
    number(s, has_whole, (int64_t)fact);
    number(s, true, (int64_t)(terms - has_whole));
}

hrb_status hrb_equations_export_arrow(const hrb_report *report, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error)
{
    if (out == NULL || report == NULL)
        return fail_argument(out, out == NULL ? "out" : "report", error);
    out->release = NULL;
    size_t rows = hrb_equation_count(report);
    sheet s = open_sheet(hrb_report_document(report), EQUATION_FIELDS, G_N_ELEMENTS(EQUATION_FIELDS), rows, flags);
    for (size_t i = 0; s.columns != NULL && i < rows; i++) {
        begin_row(&s);
        put_equation(&s, report, i);
    }
    return hrb__columns_finish(s.columns, out, error);
}

/* --- Projects and their indicators --- */

static const hrb__field PROJECT_FIELDS[] = {
    {"entity", HRB__WORD}, {"name", HRB__TEXT}, {"table_name", HRB__TEXT}, {"budget", HRB__MONEY}, {"budget_basis", HRB__WORD}, {"items", HRB__INT32},
    {"indicators", HRB__INT32}, {"sections", HRB__TEXT}, {"page", HRB__INT32}, {"sheet", HRB__INT32}, {"line", HRB__INT32},
};

static void put_place(sheet *s, hrb_place place)
{
    ordinal(s, place.page);
    ordinal(s, place.sheet);
    ordinal(s, place.line);
}

static void put_sections(sheet *s, const hrb_document *document, size_t project)
{
    GString *names = g_string_new(NULL);
    for (hrb_section section = HRB_SECTION_OVERVIEW; section <= HRB_SECTIONS; section++)
        if (hrb_project_section(document, project, section, NULL))
            g_string_append_printf(names, "%s%s", names->len > 0 ? "," : "", hrb_section_name(section));
    text(s, names->str);
    g_string_free(names, TRUE);
}

static void put_project(sheet *s, const hrb_document *document, size_t i, int64_t indicators)
{
    hrb_fen budget = 0;
    bool is_sum = false;
    text(s, hrb_project_entity(document, i));
    text(s, hrb_project_name(document, i));
    text(s, hrb_project_table_name(document, i));
    bool known = hrb_project_budget(document, i, &budget, NULL, &is_sum);
    number(s, known, budget);
    text(s, !known ? "" : is_sum ? "sum" : "stated");
    number(s, true, (int64_t)hrb_project_item_count(document, i));
    number(s, true, indicators);
    put_sections(s, document, i);
    put_place(s, hrb_project_place(document, i));
}

hrb_status hrb_projects_export_arrow(const hrb_document *document, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error)
{
    if (out == NULL || document == NULL)
        return fail_argument(out, out == NULL ? "out" : "document", error);
    out->release = NULL;
    size_t rows = hrb_project_count(document);
    int64_t *indicators = g_try_malloc0_n(rows + 1, sizeof *indicators);
    sheet s = open_sheet(document, PROJECT_FIELDS, G_N_ELEMENTS(PROJECT_FIELDS), rows, flags);
    if (indicators == NULL) {
        hrb__columns_free(s.columns);
        return hrb__fail_memory(error);
    }
    for (size_t i = 0; i < hrb_indicator_count(document); i++)
        if (hrb_indicator_project(document, i) < rows)
            indicators[hrb_indicator_project(document, i)]++;
    for (size_t i = 0; s.columns != NULL && i < rows; i++) {
        begin_row(&s);
        put_project(&s, document, i, indicators[i]);
    }
    g_free(indicators);
    return hrb__columns_finish(s.columns, out, error);
}

static const hrb__field INDICATOR_FIELDS[] = {
    {"project", HRB__INT32}, {"entity", HRB__WORD}, {"project_name", HRB__WORD}, {"level1", HRB__WORD}, {"level2", HRB__WORD}, {"level3", HRB__TEXT},
    {"target", HRB__TEXT}, {"kind", HRB__WORD}, {"comparator", HRB__WORD}, {"value", HRB__DECIMAL}, {"upper", HRB__DECIMAL}, {"unit", HRB__WORD},
    {"per", HRB__WORD}, {"period", HRB__WORD}, {"deadline", HRB__TEXT}, {"relation", HRB__WORD}, {"words", HRB__TEXT}, {"page", HRB__INT32},
    {"sheet", HRB__INT32}, {"line", HRB__INT32},
};

static void decimal(sheet *s, bool known, hrb_decimal value)
{
    hrb__put_decimal(s->columns, s->next++, known, value);
}

static void put_indicator(sheet *s, const hrb_document *document, size_t i)
{
    size_t project = hrb_indicator_project(document, i);
    const hrb_target *target = hrb_indicator_target(document, i);
    hrb_decimal value = {0, 0}, upper = {0, 0};
    number(s, project < hrb_project_count(document), (int64_t)project);
    text(s, hrb_project_entity(document, project));
    text(s, hrb_project_name(document, project));
    for (int32_t level = 1; level <= 3; level++)
        text(s, hrb_indicator_level(document, i, level));
    text(s, hrb_target_text(target));
    text(s, hrb_target_kind_name(hrb_target_get_kind(target)));
    text(s, hrb_comparator_name(hrb_target_comparator(target)));
    bool has_value = hrb_target_value(target, &value), has_upper = hrb_target_upper(target, &upper);
    decimal(s, has_value, value);
    decimal(s, has_upper, upper);
    text(s, hrb_target_unit(target));
    text(s, hrb_target_per(target));
    text(s, hrb_target_period(target));
    text(s, hrb_target_deadline(target));
    text(s, hrb_target_relation(target));
    text(s, hrb_target_words(target));
    put_place(s, hrb_indicator_place(document, i));
}

hrb_status hrb_indicators_export_arrow(const hrb_document *document, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error)
{
    if (out == NULL || document == NULL)
        return fail_argument(out, out == NULL ? "out" : "document", error);
    out->release = NULL;
    size_t rows = hrb_indicator_count(document);
    sheet s = open_sheet(document, INDICATOR_FIELDS, G_N_ELEMENTS(INDICATOR_FIELDS), rows, flags);
    for (size_t i = 0; s.columns != NULL && i < rows; i++) {
        begin_row(&s);
        put_indicator(&s, document, i);
    }
    return hrb__columns_finish(s.columns, out, error);
}
