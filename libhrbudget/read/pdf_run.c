/* SPDX-License-Identifier: Apache-2.0 */
/* pdftotext of poppler-utils, as a program of its own. */
#include <glib.h>
#include <string.h>

#include "base/error.h"
#include "read/pdf.h"
#include "read/program.h"

#define MAX_SECONDS 120
#define MAX_MEMORY ((uint64_t)4 << 30)
#define MAX_OUTPUT ((size_t)512 << 20)

static hrb_status judge(hrb__program_run *run, hrb_error **error)
{
    if (run->is_missing)
        return hrb__fail(error, HRB_ERROR_UNSUPPORTED, NULL, "读取PDF需要pdftotext，请安装：apt install poppler-utils",
                         "reading a PDF needs pdftotext: apt install poppler-utils");
    if (run->timed_out)
        return hrb__fail(error, HRB_ERROR_LIMIT, NULL, "pdftotext用时超过%d秒，已停止", "pdftotext took longer than %d seconds and was stopped", MAX_SECONDS);
    if (run->too_long)
        return hrb__fail(error, HRB_ERROR_LIMIT, NULL, "PDF的文字超过%zu MiB", "the PDF has more than %zu MiB of text", MAX_OUTPUT >> 20);
    bool locked = strstr(run->complaint, "assword") != NULL;
    if (run->signal != 0)
        return hrb__fail(error, HRB_ERROR_SYNTAX, NULL, "pdftotext读取此PDF时中止（信号%d）", "pdftotext stopped on this PDF (signal %d)", run->signal);
    if (locked && run->code != 0)
        return hrb__fail(error, HRB_ERROR_UNSUPPORTED, NULL, "PDF有密码保护，请先解除密码", "the PDF is protected by a password: remove it first");
    if (run->code != 0 || run->output == NULL || g_strstr_len(run->output, (gssize)run->length, "</doc>") == NULL)
        return hrb__fail(error, HRB_ERROR_SYNTAX, NULL, "PDF已损坏或不完整（pdftotext：%s）", "the PDF is damaged or cut off (pdftotext: %s)", hrb__program_first_line(run));
    return HRB_OK;
}

hrb_status hrb__pdf_run(const char *bytes, size_t size, char **output, size_t *length, hrb_error **error)
{
    static const char *const ARGUMENTS[] = {"pdftotext", "-raw", "-bbox", "-enc", "UTF-8", "/dev/fd/0", "-", NULL};
    static const char *const ENVIRONMENT[] = {"LC_ALL=C", NULL};
    const hrb__program program = {ARGUMENTS, ENVIRONMENT, bytes, size, MAX_SECONDS, MAX_MEMORY, MAX_OUTPUT};
    hrb__program_run *run = g_try_new(hrb__program_run, 1);
    if (run == NULL)
        return hrb__fail_memory(error);
    hrb_status status = hrb__program_execute(&program, run, error);
    if (status == HRB_OK)
        status = judge(run, error);
    if (status == HRB_OK) {
        *output = run->output;
        *length = run->length;
    } else {
        g_free(run->output);
    }
    g_free(run);
    return status;
}
