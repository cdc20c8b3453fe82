/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRBUDGET_DOCUMENT_H
#define HRBUDGET_DOCUMENT_H

#if !defined(HRBUDGET_H_INSIDE)
#error "include <hrbudget/hrbudget.h> only"
#endif

HRB_BEGIN_DECLS

/* How to read and check. NULL stands for all defaults. */
typedef struct hrb_options hrb_options;

typedef int32_t hrb_limit;
enum {
    HRB_LIMIT_INPUT_BYTES = 1, /* default 256 MiB, at most 1 GiB */
    HRB_LIMIT_CELLS = 2,       /* default 10 million */
    HRB_LIMIT_FINDINGS = 3,    /* default 10,000; the rest are counted, and the cut is itself a finding */
    HRB_LIMIT_ARCHIVE_BYTES = 4, /* what a docx or xlsx may inflate to; default 512 MiB */
    HRB_LIMIT_ARCHIVE_RATIO = 5, /* and how many times its own size, once past 1 MiB; default 64 */
    HRB_LIMIT_DEPTH = 6          /* of elements nested in each other in a docx or xlsx; default 256, at most 4,096 */
};

/* Options with every default; hrb_options_free them. HRB_ERROR_MEMORY. Since 0.1. */
HRB_API hrb_status hrb_options_new(hrb_options **out);
HRB_API void hrb_options_free(hrb_options *options);
/* The year of the document where its text does not tell (0: read it from the text). Since 0.1. */
HRB_API hrb_status hrb_options_set_year(hrb_options *options, int32_t year);
HRB_API hrb_status hrb_options_set_limit(hrb_options *options, hrb_limit limit, int64_t value);
/* Rulebook and code book, kept by reference: free them after the options and
 * every document read with them. NULL: the default. Since 0.1. */
HRB_API hrb_status hrb_options_set_rulebook(hrb_options *options, const hrb_rulebook *book);
HRB_API hrb_status hrb_options_set_codebook(hrb_options *options, const hrb_codebook *book);

/* Fingerprints of findings that are known already, such as those of an earlier
 * report: the check marks them (hrb_finding_is_known). Kept by reference until the check is done. Since 0.1. */
HRB_API hrb_status hrb_options_set_baseline(hrb_options *options, const char *const *fingerprints, size_t count);

/* A disclosure that has been read and understood: its tables and facts. */
typedef struct hrb_document hrb_document;

/* Reads a document from memory (the bytes are copied) or from a file. The
 * format is recognised by content. Failures: HRB_ERROR_EMPTY, HRB_ERROR_ENCODING
 * (broken text; with its place), HRB_ERROR_UNSUPPORTED (names the format; binary data), HRB_ERROR_LIMIT, HRB_ERROR_MEMORY,
 * HRB_ERROR_IO. O(bytes). Since 0.1. */
HRB_API hrb_status hrb_document_read(const void *bytes, size_t length, const hrb_options *options, hrb_document **out, hrb_error **error);
HRB_API hrb_status hrb_document_read_file(const char *path, const hrb_options *options, hrb_document **out, hrb_error **error);
/* The same of blocks that the program put together (blocks.h), which stay the caller's and
 * may be added to and read again. HRB_ERROR_EMPTY, HRB_ERROR_LIMIT, HRB_ERROR_MEMORY, HRB_ERROR_ARGUMENT. O(text). Since 0.1. */
HRB_API hrb_status hrb_document_from_blocks(const hrb_blocks *blocks, const hrb_options *options, hrb_document **out, hrb_error **error);
HRB_API void hrb_document_free(hrb_document *document);

HRB_API const char *hrb_document_path(const hrb_document *document);       /* "" if read from memory */
HRB_API const char *hrb_document_title(const hrb_document *document);      /* "" if not recognised */
HRB_API const char *hrb_document_department(const hrb_document *document); /* "" if not recognised */
HRB_API int32_t hrb_document_year(const hrb_document *document);           /* 0 if not recognised */
HRB_API const char *hrb_document_kind(const hrb_document *document);       /* "budget", "final", "" */
HRB_API const char *hrb_document_level(const hrb_document *document);      /* "department" (部门), "unit" (单位), "" */
HRB_API const char *hrb_document_region(const hrb_document *document);     /* "上海市普陀区", "" if not recognised */
/* The rulebook it was read with. Borrowed. Since 0.1. */
HRB_API const hrb_rulebook *hrb_document_rulebook(const hrb_document *document);
/* SHA-256 of the input as 64 hexadecimal digits; computed at each call, O(bytes). Since 0.1. */
HRB_API hrb_status hrb_document_sha256(const hrb_document *document, char out[65]);

/* --- Tables, in the order of the document; index from 0 --- */

/* How many tables there are, those not understood included. */
HRB_API size_t hrb_table_count(const hrb_document *document);
/* "revenue_expenditure_summary" ... (docs/output.md lists them); "" for one not understood. */
HRB_API const char *hrb_table_kind(const hrb_document *document, size_t table);
HRB_API const char *hrb_table_title(const hrb_document *document, size_t table);
HRB_API hrb_unit hrb_table_unit(const hrb_document *document, size_t table);
HRB_API hrb_place hrb_table_place(const hrb_document *document, size_t table);
HRB_API size_t hrb_table_column_count(const hrb_document *document, size_t table);
/* The header texts over a column from top to bottom, joined by " / ". */
HRB_API const char *hrb_table_column_title(const hrb_document *document, size_t table, size_t column);
HRB_API size_t hrb_table_row_count(const hrb_document *document, size_t table);
HRB_API const char *hrb_table_row_code(const hrb_document *document, size_t table, size_t row); /* "" if none */
HRB_API const char *hrb_table_row_name(const hrb_document *document, size_t table, size_t row);
HRB_API int32_t hrb_table_row_level(const hrb_document *document, size_t table, size_t row);    /* 0 total or none, 1 类 ... */
/* The raw text of the cell that stands in a column; "" if blank or none. */
HRB_API const char *hrb_table_cell_text(const hrb_document *document, size_t table, size_t row, size_t column);

/* --- Facts: every figure with its meaning; index from 0 --- */

typedef int32_t hrb_dimension;
enum {
    HRB_DIMENSION_FLOW = 1,     /* revenue, expenditure */
    HRB_DIMENSION_PHASE = 2,    /* budget, final, executed, prior_year, change */
    HRB_DIMENSION_FUND = 3,     /* all, fiscal, general_public, government_fund, state_capital, business, operating, other, carry_over ... */
    HRB_DIMENSION_FUNCTION = 4, /* 2080101 */
    HRB_DIMENSION_ECONOMIC = 5, /* 30101 */
    HRB_DIMENSION_NATURE = 6,   /* total, basic, project, personnel, public_operating ... */
    HRB_DIMENSION_TOPIC = 7,    /* three_public, abroad, reception, vehicle, vehicle_purchase, vehicle_operation, agency_operation ... */
    HRB_DIMENSION_ENTITY = 8,   /* department, unit or project it belongs to */
    HRB_DIMENSION_YEAR = 9
};

typedef int32_t hrb_value_kind;
enum { HRB_VALUE_FEN = 1, HRB_VALUE_COUNT = 2, HRB_VALUE_PERCENT_BP = 3 };

/* How many facts there are. */
HRB_API size_t hrb_fact_count(const hrb_document *document);
/* The value of a fact along a dimension as text; "" where it has none. Borrowed. Since 0.1. */
HRB_API const char *hrb_fact_dimension(const hrb_document *document, size_t fact, hrb_dimension dimension);
HRB_API hrb_value_kind hrb_fact_value_kind(const hrb_document *document, size_t fact);
HRB_API int64_t hrb_fact_value(const hrb_document *document, size_t fact); /* fen, a count, or basis points */
HRB_API int64_t hrb_fact_quantum(const hrb_document *document, size_t fact); /* value of the last digit, same unit */
HRB_API const char *hrb_fact_text(const hrb_document *document, size_t fact);   /* as printed */
HRB_API const char *hrb_fact_source(const hrb_document *document, size_t fact); /* "table", "narrative", "project" */
HRB_API hrb_place hrb_fact_place(const hrb_document *document, size_t fact);
/* Its table, row and column (from 0); -1 each for a fact that stands in a sentence. */
HRB_API int32_t hrb_fact_table(const hrb_document *document, size_t fact);
HRB_API int32_t hrb_fact_row(const hrb_document *document, size_t fact);
HRB_API int32_t hrb_fact_column(const hrb_document *document, size_t fact);

/* What reports, facts and tables are written as; docs/output.md describes each. */
typedef int32_t hrb_format;
enum {
    HRB_FORMAT_TEXT = 1,   /* for people */
    HRB_FORMAT_JSON = 2,
    HRB_FORMAT_CSV = 3,
    HRB_FORMAT_NDJSON = 4, /* the JSON on one line */
    HRB_FORMAT_SARIF = 5,  /* reports only: SARIF 2.1.0 */
    HRB_FORMAT_HTML = 6    /* reports only: a page that needs nothing else */
};

/* The facts or tables as one text (hrb_string_free it): JSON
 * hrbudget.facts/1 and hrbudget.tables/1, also on one line, CSV with a header row, or text for
 * people. `length` may be NULL. Byte-identical for identical input. Since 0.1. */
HRB_API hrb_status hrb_facts_format(const hrb_document *document, hrb_format format, hrb_lang lang, char **out, size_t *length, hrb_error **error);
HRB_API hrb_status hrb_tables_format(const hrb_document *document, hrb_format format, hrb_lang lang, char **out, size_t *length, hrb_error **error);

HRB_END_DECLS
#endif
