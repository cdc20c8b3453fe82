/* SPDX-License-Identifier: Apache-2.0 */
/* CSV with a header row. Amounts are integers of fen. */
#include "write/write.h"

static void put_number(hrb__buffer *out, bool stated, int64_t value)
{
    if (stated)
        hrb__put_integer(out, value);
    hrb__put(out, ",");
}

const char *const hrb__report_csv_head =
    "path,rule,severity,verdict,table,row,cell,line,text,expected_fen,actual_fen,difference_fen,tolerance_fen,slip,fingerprint,message\n";

void hrb__write_report_csv(hrb__buffer *out, const hrb_report *report, hrb_lang lang, hrb_severity least)
{
    const char *path = hrb_document_path(hrb_report_document(report));
    for (size_t i = 0; i < hrb_finding_count(report); i++) {
        hrb_fen expected = 0, actual = 0, difference = 0, tolerance = 0;
        const char *slip = "";
        if (hrb_finding_severity(report, i) < least || hrb_finding_is_known(report, i))
            continue;
        bool money = hrb_finding_figures(report, i, &expected, &actual, &difference, &tolerance);
        hrb_finding_cause(report, i, &slip, NULL, NULL);
        hrb__put_csv(out, path);
        hrb__put_format(out, ",%s,%s,%s,", hrb_finding_rule(report, i), hrb_severity_name(hrb_finding_severity(report, i)), hrb_verdict_name(hrb_finding_verdict(report, i)));
        hrb__put_csv(out, hrb_location_table(report, i, 0));
        hrb__put_format(out, ",%d,%d,%d,", hrb_location_row(report, i, 0), hrb_location_cell(report, i, 0), hrb_location_place(report, i, 0).line);
        hrb__put_csv(out, hrb_location_text(report, i, 0));
        hrb__put(out, ",");
        put_number(out, money, expected);
        put_number(out, money, actual);
        put_number(out, money, difference);
        put_number(out, money, tolerance);
        hrb__put_format(out, "%s,%s,", slip, hrb_finding_fingerprint(report, i));
        hrb__put_csv(out, hrb_finding_message(report, i, lang));
        hrb__put(out, "\n");
    }
}

void hrb__write_failure_csv(hrb__buffer *out, const hrb__failure *failure)
{
    hrb__put_csv(out, failure->path);
    hrb__put_format(out, ",%s,error,,,,,,,,,,,,,", hrb_status_name(failure->status));
    hrb__put_csv(out, failure->message);
    hrb__put(out, "\n");
}

void hrb__write_facts_csv(hrb__buffer *out, const hrb_document *document)
{
    hrb__put(out, "path,");
    for (int d = 0; d < HRB__DIMENSIONS; d++)
        hrb__put_format(out, "%s,", hrb__dimension_names[d]);
    hrb__put(out, "value_fen,count,percent_bp,quantum_fen,text,source,table,row,cell,line\n");
    for (size_t i = 0; i < hrb_fact_count(document); i++) {
        hrb__put_csv(out, hrb_document_path(document));
        hrb__put(out, ",");
        for (int d = 0; d < HRB__DIMENSIONS; d++) {
            hrb__put_csv(out, hrb_fact_dimension(document, i, d + 1));
            hrb__put(out, ",");
        }
        for (hrb_value_kind kind = HRB_VALUE_FEN; kind <= HRB_VALUE_PERCENT_BP; kind++)
            put_number(out, hrb_fact_value_kind(document, i) == kind, hrb_fact_value(document, i));
        put_number(out, true, hrb_fact_quantum(document, i));
        hrb__put_csv(out, hrb_fact_text(document, i));
        hrb__put_format(out, ",%s,", hrb_fact_source(document, i));
        hrb__put_csv(out, hrb_fact_table(document, i) < 0 ? "" : hrb_table_title(document, (size_t)hrb_fact_table(document, i)));
        hrb__put_format(out, ",%d,%d,%d\n", hrb_fact_row(document, i) + 1, hrb_fact_column(document, i) + 1, hrb_fact_place(document, i).line);
    }
}

/* One row a cell with text: tables of any width in one file. */
void hrb__write_tables_csv(hrb__buffer *out, const hrb_document *document)
{
    hrb__put(out, "path,table,kind,title,unit,row,code,name,level,cell,column,text\n");
    for (size_t t = 0; t < hrb_table_count(document); t++)
        for (size_t r = 0; r < hrb_table_row_count(document, t); r++)
            for (size_t c = 0; c < hrb_table_column_count(document, t); c++) {
                const char *text = hrb_table_cell_text(document, t, r, c);
                if (*text == '\0')
                    continue;
                hrb__put_csv(out, hrb_document_path(document));
                hrb__put_format(out, ",%zu,%s,", t + 1, hrb_table_kind(document, t));
                hrb__put_csv(out, hrb_table_title(document, t));
                hrb__put_format(out, ",%s,%zu,%s,", hrb__unit_label(hrb_table_unit(document, t)), r + 1, hrb_table_row_code(document, t, r));
                hrb__put_csv(out, hrb_table_row_name(document, t, r));
                hrb__put_format(out, ",%d,%zu,", hrb_table_row_level(document, t, r), c + 1);
                hrb__put_csv(out, hrb_table_column_title(document, t, c));
                hrb__put(out, ",");
                hrb__put_csv(out, text);
                hrb__put(out, "\n");
            }
}
