/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"

#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct hrb_error {
    hrb_status status;
    hrb_place place;
    char message[2][512]; /* by hrb_lang; no second allocation that could fail */
};

/* Cuts a message that did not fit back to a whole UTF-8 character. */
static void trim_partial_character(char *text)
{
    size_t n = strlen(text);
    size_t start = n;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (n - (start - 1) < wanted)
        text[start - 1] = '\0';
}

hrb_status hrb__fail(hrb_error **error, hrb_status status, const hrb_place *place,
                     const char *zh_format, const char *en_format, ...)
{
    if (error == NULL)
        return status;
    hrb_error *detail = g_try_malloc0(sizeof *detail);
    *error = detail;
    if (detail == NULL)
        return status;
    detail->status = status;
    if (place != NULL)
        detail->place = *place;
    va_list args, again;
    va_start(args, en_format);
    va_copy(again, args);
    vsnprintf(detail->message[HRB_LANG_ZH], sizeof detail->message[0], zh_format, args);
    vsnprintf(detail->message[HRB_LANG_EN], sizeof detail->message[0], en_format, again);
    va_end(again);
    va_end(args);
    trim_partial_character(detail->message[HRB_LANG_ZH]);
    trim_partial_character(detail->message[HRB_LANG_EN]);
    return status;
}

hrb_status hrb__fail_argument(hrb_error **error, const char *what)
{
    return hrb__fail(error, HRB_ERROR_ARGUMENT, NULL, "参数无效：%s", "invalid argument: %s", what);
}

hrb_status hrb__fail_memory(hrb_error **error)
{
    return hrb__fail(error, HRB_ERROR_MEMORY, NULL, "内存不足", "out of memory");
}

void hrb_error_free(hrb_error *error)
{
    g_free(error);
}

hrb_status hrb_error_status(const hrb_error *error)
{
    return error == NULL ? HRB_OK : error->status;
}

const char *hrb_error_message(const hrb_error *error, hrb_lang lang)
{
    return error == NULL ? "" : error->message[lang == HRB_LANG_EN ? HRB_LANG_EN : HRB_LANG_ZH];
}

hrb_place hrb_error_place(const hrb_error *error)
{
    return error == NULL ? (hrb_place){0} : error->place;
}

void hrb_string_free(char *text)
{
    g_free(text);
}
