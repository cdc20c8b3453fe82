/* SPDX-License-Identifier: Apache-2.0 */
/* Which reader an input is for, by its content and never by its name. */
#include <glib.h>

#include "base/error.h"
#include "read/blocks.h"
#include "read/csv.h"
#include "read/html.h"
#include "read/pdf.h"

typedef hrb_status (*reader)(char *bytes, size_t size, const hrb__limits *limits, hrb__blocks *out, hrb_error **error);

typedef struct format {
    const char *bytes; /* at the start of the input */
    size_t length;
    reader read; /* NULL: recognised in order to say so */
    const char *zh, *en;
} format;

/* Formats that a person may well hand over; anything else is text or refused as none. */
static const format FORMATS[] = {
    {"%PDF-", 5, hrb__read_pdf, "PDF文件", "a PDF file"},
    {"PK\x03\x04", 4, hrb__read_zip, NULL, NULL},
    {"\xD0\xCF\x11\xE0", 4, hrb__read_old_office, NULL, NULL},
    {"{\\rtf", 5, hrb__read_rich_text, NULL, NULL},
    {"\x89PNG", 4, NULL, "PNG图片", "a PNG picture"},
    {"\xFF\xD8\xFF", 3, NULL, "JPEG图片", "a JPEG picture"},
    {"\x1F\x8B", 2, NULL, "gzip压缩文件", "a gzip file"},
    {"Rar!", 4, NULL, "RAR压缩文件", "a RAR archive"},
    {"MIME-Version:", 13, NULL, "单个文件网页（mht）", "a web page archive (mht)"},
};

/* Text in any encoding: a web page, rows of separated fields, or text for people. */
static hrb_status read_decoded(char *bytes, size_t size, const hrb__limits *limits, hrb__blocks *out, hrb_error **error)
{
    hrb__source source;
    hrb_status status = hrb__source_open(bytes, size, &source, error);
    if (status != HRB_OK)
        return status;
    bool page = hrb__looks_like_html(&source);
    char separator = page ? 0 : hrb__csv_separator(&source);
    if (!page && separator == 0)
        return hrb__read_text(&source, limits, out, error);
    hrb__gather gather;
    hrb__gather_open(&gather, source.bytes, source.size, limits, error);
    gather.blocks.source.encoding = source.encoding;
    gather.blocks.source.is_verbatim = true;
    if (page)
        hrb__read_page(&gather, &source);
    else
        hrb__read_records(&gather, &source, separator);
    /* The bytes stay with what was gathered from them. */
    if (source.text == source.bytes)
        source.text = NULL;
    source.bytes = NULL;
    hrb__source_close(&source);
    return hrb__gather_close(&gather, out);
}

hrb_status hrb__read(char *bytes, size_t size, const hrb__limits *limits, hrb__blocks *out, hrb_error **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        const format *f = &FORMATS[i];
        if (size < f->length || memcmp(bytes, f->bytes, f->length) != 0)
            continue;
        if (f->read != NULL)
            return f->read(bytes, size, limits, out, error);
        g_free(bytes);
        return hrb__fail(error, HRB_ERROR_UNSUPPORTED, NULL, "这是%s，本版本不能读取；请另存为纯文本（txt）后再试%.0s",
                         "%.0sthis is %s, which this version does not read: save it as plain text first", f->zh, f->en);
    }
    return read_decoded(bytes, size, limits, out, error);
}
