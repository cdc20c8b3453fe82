/* SPDX-License-Identifier: Apache-2.0 */
/* Formats that no parser of ours should touch (doc, xls, wps, et, rtf, odt, ods):
 * LibreOffice turns them into docx or xlsx, as a program of its own, in a folder
 * that only this user may look into and that goes afterwards. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <errno.h>
#include <ftw.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/system_text.h"
#include "read/package.h"
#include "read/program.h"

#define MAX_SECONDS 120
#define MAX_MEMORY ((uint64_t)8 << 30) /* of address space, most of it never used */
#define MAX_OUTPUT ((size_t)512 << 20)

/* What the content of an old file tells of it. */
typedef struct kind {
    const char *mark; /* somewhere in an OLE2 file as UTF-16, or at the start of another */
    const char *target;
} kind;

static const kind OLE_KINDS[] = {{"WordDocument", "docx"}, {"Workbook", "xlsx"}, {"Book", "xlsx"}};

static bool has_utf16(const char *bytes, size_t size, const char *name)
{
    char wide[64];
    size_t n = 0;
    for (; name[n / 2] != '\0'; n += 2) {
        wide[n] = name[n / 2];
        wide[n + 1] = '\0';
    }
    for (const char *p = bytes; (p = memchr(p, wide[0], (size_t)(bytes + size - p))) != NULL; p++)
        if ((size_t)(bytes + size - p) >= n && memcmp(p, wide, n) == 0)
            return true;
    return false;
}

/* --- The folder --- */

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *at)
{
    (void)info, (void)type, (void)at;
    return remove(path) == 0 || errno == ENOENT ? 0 : -1;
}

static void remove_folder(char *folder)
{
    if (folder != NULL)
        nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    g_free(folder);
}

static hrb_status fail_folder(hrb_error **error)
{
    return hrb__fail(error, HRB_ERROR_IO, NULL, "无法写入临时文件夹：%1$s%2$.0s", "a temporary folder could not be written: %2$s%1$.0s", hrb__system_text(errno, HRB_LANG_ZH), hrb__system_text(errno, HRB_LANG_EN));
}

static hrb_status write_input(const char *path, const char *bytes, size_t size, hrb_error **error)
{
    FILE *file = fopen(path, "wbx");
    if (file == NULL)
        return fail_folder(error);
    bool ok = fwrite(bytes, 1, size, file) == size;
    ok = fclose(file) == 0 && ok;
    return ok ? HRB_OK : fail_folder(error);
}

/* --- Converting --- */

static hrb_status judge(hrb__program_run *run, const char *target, hrb_error **error)
{
    if (run->is_missing)
        return hrb__fail(error, HRB_ERROR_UNSUPPORTED, NULL, "读取这种旧格式需要LibreOffice，请安装，或在别处转换：soffice --headless --convert-to %s 文件",
                         "reading this old format needs LibreOffice: install it, or convert the file elsewhere: soffice --headless --convert-to %s FILE", target);
    if (run->timed_out)
        return hrb__fail(error, HRB_ERROR_LIMIT, NULL, "LibreOffice转换用时超过%d秒，已停止", "LibreOffice took longer than %d seconds and was stopped", MAX_SECONDS);
    if (run->signal != 0)
        return hrb__fail(error, HRB_ERROR_SYNTAX, NULL, "LibreOffice转换此文件时中止（信号%d）", "LibreOffice stopped on this file (signal %d)", run->signal);
    return HRB_OK;
}

/* Runs LibreOffice on folder/input; the result stands in folder/out. */
static hrb_status run_office(const char *folder, const char *input, const char *target, hrb_error **error)
{
    char *profile = g_strdup_printf("-env:UserInstallation=file://%s/profile", folder), *out = g_strdup_printf("%s/out", folder), *home = g_strdup_printf("HOME=%s", folder);
    const char *const arguments[] = {"soffice", "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard", profile,
                                     "--convert-to", target, "--outdir", out, input, NULL};
    const char *const environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin:/opt/libreoffice/program", "LC_ALL=C.UTF-8", home, NULL};
    const hrb__program program = {.arguments = arguments, .environment = environment, .seconds = MAX_SECONDS, .memory = MAX_MEMORY, .max_output = MAX_OUTPUT};
    hrb__program_run run;
    hrb_status status = hrb__program_execute(&program, &run, error);
    if (status == HRB_OK)
        status = judge(&run, target, error);
    g_free(run.output);
    g_free(profile);
    g_free(out);
    g_free(home);
    return status;
}

/* What LibreOffice wrote; it ends well even where it could not read the file. */
static hrb_status take_result(const char *folder, const char *target, gchar **result, gsize *length, hrb_error **error)
{
    char *path = g_strdup_printf("%s/out/input.%s", folder, target);
    bool ok = g_file_get_contents(path, result, length, NULL);
    g_free(path);
    return ok ? HRB_OK : hrb__fail(error, HRB_ERROR_SYNTAX, NULL, "LibreOffice不能打开此文件：已损坏，或有密码保护", "LibreOffice cannot open this file: it is damaged or protected by a password");
}

static hrb_status convert(const char *bytes, size_t size, const char *target, gchar **result, gsize *length, hrb_error **error)
{
    char *folder = g_build_filename(g_get_tmp_dir(), "hrbudget-XXXXXX", NULL);
    if (g_mkdtemp(folder) == NULL) {
        g_free(folder);
        return fail_folder(error);
    }
    char *input = g_strdup_printf("%s/input", folder);
    hrb_status status = write_input(input, bytes, size, error);
    if (status == HRB_OK)
        status = run_office(folder, input, target, error);
    if (status == HRB_OK)
        status = take_result(folder, target, result, length, error);
    g_free(input);
    remove_folder(folder);
    return status;
}

/* Takes `bytes` over. The document's input stays the file as it was given. */
static hrb_status read_converted(char *bytes, size_t size, const char *target, const hrb__limits *limits, hrb__blocks *out, hrb_error **error)
{
    gchar *converted = NULL;
    gsize length = 0;
    hrb_status status = convert(bytes, size, target, &converted, &length, error);
    if (status != HRB_OK) {
        g_free(bytes);
        return status;
    }
    hrb__gather gather;
    hrb__gather_open(&gather, bytes, size, limits, error);
    hrb__gather_package(&gather, converted, length);
    g_free(converted);
    return hrb__gather_close(&gather, out);
}

hrb_status hrb__read_old_office(char *bytes, size_t size, const hrb__limits *limits, hrb__blocks *out, hrb_error **error)
{
    bool locked = has_utf16(bytes, size, "EncryptedPackage");
    for (size_t i = 0; i < G_N_ELEMENTS(OLE_KINDS) && !locked; i++)
        if (has_utf16(bytes, size, OLE_KINDS[i].mark))
            return read_converted(bytes, size, OLE_KINDS[i].target, limits, out, error);
    g_free(bytes);
    if (locked)
        return hrb__fail(error, HRB_ERROR_UNSUPPORTED, NULL, "文件有密码保护，请先去掉密码", "the file is protected by a password: remove the password first");
    return hrb__fail(error, HRB_ERROR_UNSUPPORTED, NULL, "这是旧版Office文件，但不是文档或工作簿，或已被截断", "an old Office file, but neither a document nor a workbook, or one that is cut off");
}

hrb_status hrb__read_rich_text(char *bytes, size_t size, const hrb__limits *limits, hrb__blocks *out, hrb_error **error)
{
    return read_converted(bytes, size, "docx", limits, out, error);
}

hrb_status hrb__read_zip(char *bytes, size_t size, const hrb__limits *limits, hrb__blocks *out, hrb_error **error)
{
    /* The first entry of an OpenDocument file is its type, stored as it is. */
    static const kind OPEN_KINDS[] = {{"mimetypeapplication/vnd.oasis.opendocument.text", "docx"}, {"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "xlsx"}};
    for (size_t i = 0; i < G_N_ELEMENTS(OPEN_KINDS); i++) {
        size_t n = strlen(OPEN_KINDS[i].mark);
        if (size > 30 + n && memcmp(bytes + 30, OPEN_KINDS[i].mark, n) == 0)
            return read_converted(bytes, size, OPEN_KINDS[i].target, limits, out, error);
    }
    hrb__gather gather;
    hrb__gather_open(&gather, bytes, size, limits, error);
    hrb__gather_package(&gather, bytes, size);
    return hrb__gather_close(&gather, out);
}
