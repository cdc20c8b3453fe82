/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRBUDGET_ARROW_H
#define HRBUDGET_ARROW_H

#if !defined(HRBUDGET_H_INSIDE)
#error "include <hrbudget/hrbudget.h> only"
#endif

HRB_BEGIN_DECLS

/* The structs of the Arrow C data and C stream interfaces, as their
 * specification fixes them. The guards are its own too, so that any number of
 * headers may declare them. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
#endif

/* Flags of the functions below. */
enum {
    HRB_ARROW_YUAN = 1,    /* money as decimal128(19, 2) yuan, columns named _yuan; otherwise int64 fen, named _fen */
    HRB_ARROW_DOCUMENT = 2 /* a first column `document` with the path it was read from */
};

/* Whole columns for pandas, Polars, DuckDB, Spark and every other reader of
 * Arrow: `out` becomes a stream of one record batch, which stands alone (the
 * handle it came from may be freed) and which its taker releases. `out` need
 * not be initialised, and is released (its `release` is NULL) on failure.
 *   Codes, names and printed texts are utf8; words that repeat are dictionaries
 * of utf8; what is not stated is null. Indexes of tables, rows and columns
 * count from 0 as in the getters; lines and pages from 1.
 * Failures: HRB_ERROR_ARGUMENT, HRB_ERROR_MEMORY, HRB_ERROR_LIMIT (a column of texts over 2 GiB).
 * O(rows). Since 0.1. */

/* One row a fact: flow, phase, fund, function, economic, nature, topic, entity, year, value_fen, count, percent_bp,
 * quantum_fen, text, source, table, row, column, page, sheet, line, offset, length. */
HRB_API hrb_status hrb_facts_export_arrow(const hrb_document *document, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error);
/* One row a cell that has text, all tables: table, kind, title, unit, row, code, name, level, column, header, text. */
HRB_API hrb_status hrb_tables_export_arrow(const hrb_document *document, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error);
/* One table as it stands: code, name, level, then its own columns under their header texts
 * (a text that repeats gets " (2)" behind it): money where a column has amounts, texts otherwise. */
HRB_API hrb_status hrb_table_export_arrow(const hrb_document *document, size_t table, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error);
/* One row a finding: rule, severity, verdict, message_zh, message_en, expected_fen, actual_fen, difference_fen,
 * tolerance_fen, slip, suggested_fen, explains, equations, and of its first location text, table, row, cell, page,
 * sheet, line and path; then fingerprint. */
HRB_API hrb_status hrb_findings_export_arrow(const hrb_report *report, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error);
/* One row an equation: rule, verdict, reason_zh, reason_en, whole (index of the fact), parts (their number). */
HRB_API hrb_status hrb_equations_export_arrow(const hrb_report *report, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error);
/* One row a project: entity, name, table_name, budget_fen, budget_basis (stated, or the sum of its items), items,
 * indicators (their numbers), sections (the names of those it has, joined by a comma), page, sheet, line. */
HRB_API hrb_status hrb_projects_export_arrow(const hrb_document *document, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error);
/* One row an indicator: project (its index), entity, project_name, level1, level2, level3, target, kind, comparator, value and
 * upper (decimal128(38, 18), exact), unit, per, period, deadline, relation, words, page, sheet, line. */
HRB_API hrb_status hrb_indicators_export_arrow(const hrb_document *document, uint32_t flags, struct ArrowArrayStream *out, hrb_error **error);

HRB_END_DECLS
#endif
