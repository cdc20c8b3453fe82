/* SPDX-License-Identifier: Apache-2.0 */
/* Checks tables that a program has in memory; there is no file at all. */
#include <hrbudget/hrbudget.h>
#include <stdio.h>
#include <string.h>

/* What a budget system would have in its database; the total is 100 yuan too much. */
static const char *const ROWS[][5] = {
    {"功能分类科目编码", "功能分类科目名称", "合计", "基本支出", "项目支出"},
    {"208", "社会保障和就业支出", "3,000.00", "1,000.00", "2,000.00"},
    {"20801", "人力资源和社会保障管理事务", "3,000.00", "1,000.00", "2,000.00"},
    {"2080101", "行政运行", "1,000.00", "1,000.00", NULL},
    {"2080102", "一般行政管理事务", "2,000.00", NULL, "2,000.00"},
    {"合计", NULL, "3,100.00", "1,000.00", "2,000.00"},
};

int main(void)
{
    static const char *const PARAGRAPHS[] = {"示例市青云区某局2026年部门预算", "2026年部门一般公共预算支出功能分类预算表", "单位：元"};
    hrb_blocks *blocks = NULL;
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    hrb_error *error = NULL;
    hrb_status status = hrb_blocks_new(&blocks);
    for (size_t i = 0; i < 3 && status == HRB_OK; i++)
        status = hrb_blocks_add_paragraph(blocks, PARAGRAPHS[i], strlen(PARAGRAPHS[i]));
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0] && status == HRB_OK; i++)
        status = hrb_blocks_add_row(blocks, ROWS[i], 5);
    if (status == HRB_OK)
        status = hrb_document_from_blocks(blocks, NULL, &document, &error);
    if (status == HRB_OK)
        status = hrb_document_check(document, NULL, &report, &error);
    if (status != HRB_OK)
        fprintf(stderr, "%s: %s\n", hrb_status_name(status), hrb_error_message(error, HRB_LANG_EN));
    for (size_t i = 0; i < hrb_finding_count(report); i++)
        if (hrb_finding_severity(report, i) == HRB_SEVERITY_ERROR)
            printf("row %d, column %d: %s\n", hrb_location_place(report, i, 0).row, hrb_location_place(report, i, 0).cell,
                   hrb_finding_message(report, i, HRB_LANG_ZH));
    hrb_report_free(report);
    hrb_document_free(document);
    hrb_blocks_free(blocks);
    hrb_error_free(error);
    return status == HRB_OK ? 0 : 1;
}
