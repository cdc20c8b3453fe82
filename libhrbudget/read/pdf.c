/* SPDX-License-Identifier: Apache-2.0 */
#include "read/pdf.h"

#include <glib.h>

#include "base/error.h"

static hrb_status understand(hrb__pdf *pdf, hrb__gather *g, const char *output, size_t length)
{
    hrb_status status = hrb__pdf_parse(output, length, pdf, g->error);
    if (status != HRB_OK)
        return hrb__gather_fail(g, status);
    if (pdf->page_count > 0 && pdf->word_count == 0)
        return hrb__gather_fail(g, hrb__fail(g->error, HRB_ERROR_EMPTY, NULL, "这是扫描的PDF（%zu页），没有文字可读；请先做文字识别（OCR）",
                                             "this is a scanned PDF (%zu pages) without any text: recognise its text (OCR) first", pdf->page_count));
    if (!hrb__pdf_find_lines(pdf) || !hrb__pdf_drop_furniture(pdf, g) || !hrb__pdf_join_figures(pdf) || !hrb__pdf_classify_lines(pdf))
        return hrb__gather_fail(g, hrb__fail_memory(g->error));
    hrb__pdf_write_blocks(pdf, g);
    return g->status;
}

hrb_status hrb__read_pdf_words(char *bytes, size_t size, const char *output, size_t length, const hrb__limits *limits, hrb__blocks *out, hrb_error **error)
{
    hrb__pdf pdf = {0};
    hrb__gather g;
    hrb__gather_open(&g, bytes, size, limits, error);
    if (g.status == HRB_OK)
        understand(&pdf, &g, output, length);
    hrb__pdf_free(&pdf);
    return hrb__gather_close(&g, out);
}

hrb_status hrb__read_pdf(char *bytes, size_t size, const hrb__limits *limits, hrb__blocks *out, hrb_error **error)
{
    char *output = NULL;
    size_t length = 0;
    hrb_status status = hrb__pdf_run(bytes, size, &output, &length, error);
    if (status != HRB_OK) {
        g_free(bytes);
        return status;
    }
    status = hrb__read_pdf_words(bytes, size, output, length, limits, out, error);
    g_free(output);
    return status;
}
