/* SPDX-License-Identifier: Apache-2.0 */
/* Equations, verdicts and findings of one document. */
#ifndef HRB_CHECK_REPORT_H
#define HRB_CHECK_REPORT_H

#include "check/rate.h"
#include "fact/document.h"

typedef enum hrb__reason {
    HRB__REASON_NONE,
    HRB__REASON_UNREADABLE,
    HRB__REASON_NO_WHOLE,
    HRB__REASON_NO_PARTS,
    HRB__REASON_LIFTED,
    HRB__REASON_NOT_PROVIDED,
    HRB__REASON_NO_COUNTERPART,
    HRB__REASON_OVERFLOW,
    HRB__REASON_NO_FIGURE,
    HRB__REASON_NO_BASE,
    HRB__REASON_TOO_MANY,
    HRB__REASON_UNKNOWN_COLUMN,
    HRB__REASONS
} hrb__reason;

typedef struct hrb__equation {
    const hrb__rule *rule;
    uint32_t first_term, term_count;
    int64_t residual;  /* whole minus parts */
    int64_t tolerance; /* what rounding explains, either side */
    uint8_t verdict;   /* hrb_verdict */
    uint8_t reason;    /* hrb__reason */
    bool at_most;      /* the whole may be less: a bound, not an equality */
    bool is_doubtful; /* not all the parts may be known: where it fails, it says nothing */
    bool at_least;     /* the whole may be more */
    bool is_explained; /* it fails because a table states the wrong unit; residual and tolerance are those in the right one */
    uint8_t form;      /* hrb__form; residual and tolerance of a rate are in hundredths of a percent */
} hrb__equation;

/* A term: the first of an equation is the whole (+1), the others parts (-1). */
typedef uint32_t hrb__term_ref; /* index of the fact */

typedef struct hrb__location {
    const char *role;
    const char *text;
    uint32_t offset, length;
    const hrb_place *place; /* instead of them, for what is not in the text; NULL otherwise */
    int32_t table, row, cell; /* table from 0 or -1; row and cell from 1 or 0 */
    const char *path[2];
} hrb__location;

typedef struct hrb__finding {
    const hrb__rule *rule;
    hrb_severity severity;
    hrb_verdict verdict;
    const char *message[2]; /* by hrb_lang */
    bool has_figures, has_cause;
    hrb_fen expected, actual, difference, tolerance, suggested;
    const char *slip;
    uint32_t explains;
    hrb__location *locations;
    size_t location_count, location_capacity;
    uint32_t *equations;
    size_t equation_count, equation_capacity;
    char fingerprint[17];
    bool is_known; /* from the baseline */
} hrb__finding;

struct hrb_report {
    hrb__arena arena;
    const hrb_document *document;
    const hrb__fact *facts; /* those of the document, or `scaled` */
    hrb__fact *scaled;      /* the same in the units that the tables should state; NULL if all state the right one */
    hrb_unit *units;        /* these units, by table; NULL too */
    int64_t max_findings;
    hrb__equation *equations;
    size_t equation_count, equation_capacity;
    hrb__term_ref *terms;
    size_t term_count, term_capacity;
    size_t parts_seen; /* cells that sums of tables have asked for */
    size_t verdicts[HRB_VERDICT_NOT_EVALUATED + 1];
    hrb__finding *findings;
    size_t finding_count, finding_capacity;
    bool has_baseline;
    size_t cut_findings; /* found beyond the limit */
    bool out_of_memory;
};

/* relate.c: sets up the equations. judge.c: gives each its verdict. */
void hrb__relate(hrb_report *report);
void hrb__judge(hrb_report *report);
hrb_verdict hrb__judge_equation(const hrb_report *report, hrb__equation *equation);
/* The terms of an equation that is a rate. */
hrb__rate hrb__equation_rate(const hrb_report *report, const hrb__equation *equation);

/* wrong_unit.c: the tables that state a wrong unit, one finding each. */
void hrb__find_wrong_units(hrb_report *report);
/* locate.c: the fewest cells whose change satisfies the broken equations, one finding each. */
void hrb__locate(hrb_report *report);
/* code_findings.c, form_findings.c, text_findings.c, project_findings.c, indicator_findings.c */
void hrb__find_code_problems(hrb_report *report);
void hrb__find_form_problems(hrb_report *report);
void hrb__find_text_problems(hrb_report *report);
void hrb__find_path_problems(hrb_report *report);
void hrb__find_project_problems(hrb_report *report);
void hrb__find_indicator_problems(hrb_report *report);

/* slip.c: what turned `meant` into `printed`: "digit", "transposed" ... or "value"; how telling it is in *weight (0 to 3). */
const char *hrb__slip(hrb_fen printed, hrb_fen meant, int *weight);
/* A value that one slip of the pen turns into what is printed, and that `fits`. */
bool hrb__slip_search(hrb_fen printed, int64_t quantum, bool (*fits)(hrb_fen meant, void *data), void *data, hrb_fen *meant);
const char *hrb__slip_text(const char *slip, hrb_lang lang);

/* finding.c. NULL when memory is out or the limit of findings is reached. */
hrb__finding *hrb__finding_new(hrb_report *report, const hrb__rule *rule);
hrb__location *hrb__finding_add_location(hrb_report *report, hrb__finding *finding, const char *role);
void hrb__finding_add_fact(hrb_report *report, hrb__finding *finding, const char *role, size_t fact);
void hrb__finding_add_cell(hrb_report *report, hrb__finding *finding, const char *role, int32_t table, int32_t row, int32_t column, hrb__cell cell);
void hrb__finding_add_equation(hrb_report *report, hrb__finding *finding, uint32_t equation);
/* Both formats take the same arguments. */
void hrb__finding_say(hrb_report *report, hrb__finding *finding, const char *zh_format, const char *en_format, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));
void hrb__finish_findings(hrb_report *report);
/* "2080101 行政运行 / 基本支出" in the arena. */
const char *hrb__fact_label(hrb_report *report, size_t fact);
/* An amount for a message, in the unit of the fact's table, "1,234.50元". */
const char *hrb__money(hrb_report *report, hrb_fen fen, hrb_unit unit);
/* Hundredths of a percent as "17.66%". */
const char *hrb__percent(hrb_report *report, int64_t basis_points);
const char *hrb__count(hrb_report *report, int64_t count);
/* The unit of a table, as it should be. */
hrb_unit hrb__table_unit(const hrb_report *report, size_t table);
hrb_unit hrb__fact_unit(const hrb_report *report, size_t fact);

#endif
