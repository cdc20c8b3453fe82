/* SPDX-License-Identifier: Apache-2.0 */
#include "read/xml.h"

#include <expat.h>
#include <glib.h>

#include "base/error.h"

#define SEPARATOR '\x1F' /* no character of a namespace */

struct hrb__xml {
    XML_Parser parser;
    const hrb__xml_handlers *handlers;
    void *user;
    const hrb__zip_entry *part;
    hrb_error **error;
    hrb_status status;
    size_t depth, max_depth;
};

static const struct {
    hrb__text uri;
    hrb__xml_space space;
} SPACES[] = {
    {{"http://schemas.openxmlformats.org/spreadsheetml/2006/main", 57}, HRB__XML_SHEET},
    {{"http://schemas.openxmlformats.org/wordprocessingml/2006/main", 60}, HRB__XML_WORD},
    {{"http://schemas.openxmlformats.org/officeDocument/2006/relationships", 67}, HRB__XML_OFFICE},
    {{"http://schemas.openxmlformats.org/package/2006/relationships", 60}, HRB__XML_PACKAGE},
    {{"http://schemas.openxmlformats.org/markup-compatibility/2006", 59}, HRB__XML_COMPATIBILITY},
    {{"http://schemas.openxmlformats.org/officeDocument/2006/math", 58}, HRB__XML_MATH},
    {{"http://purl.oclc.org/ooxml/spreadsheetml/main", 45}, HRB__XML_SHEET},
    {{"http://purl.oclc.org/ooxml/wordprocessingml/main", 48}, HRB__XML_WORD},
    {{"http://purl.oclc.org/ooxml/officeDocument/relationships", 55}, HRB__XML_OFFICE},
    {{"http://purl.oclc.org/ooxml/officeDocument/math", 46}, HRB__XML_MATH},
};

/* expat gives "uri<separator>local", or "local" where there is no namespace. */
static hrb__xml_name split_name(const char *name)
{
    const char *separator = strchr(name, SEPARATOR);
    if (separator == NULL)
        return (hrb__xml_name){HRB__XML_OTHER, {name, strlen(name)}};
    hrb__text uri = {name, (size_t)(separator - name)};
    hrb__xml_name result = {HRB__XML_OTHER, {separator + 1, strlen(separator + 1)}};
    for (size_t i = 0; i < G_N_ELEMENTS(SPACES) && result.space == HRB__XML_OTHER; i++)
        if (hrb__text_equals(uri, SPACES[i].uri))
            result.space = SPACES[i].space;
    return result;
}

void hrb__xml_stop(hrb__xml *xml, hrb_status status)
{
    if (xml->status == HRB_OK)
        xml->status = status;
    XML_StopParser(xml->parser, XML_FALSE);
}

static void fail_at(hrb__xml *xml, hrb_status status, const char *zh, const char *en)
{
    char name[96];
    hrb_place place = {.offset = (int64_t)xml->part->header};
    hrb__xml_stop(xml, hrb__fail(xml->error, status, &place, "压缩包内的%s第%lu行：%s%.0s", "%s in the archive, line %lu: %.0s%s",
                                 hrb__zip_name(xml->part, name, sizeof name), (unsigned long)XML_GetCurrentLineNumber(xml->parser), zh, en));
}

static void on_start(void *user, const char *name, const char **attributes)
{
    hrb__xml *xml = user;
    if (++xml->depth > xml->max_depth) {
        fail_at(xml, HRB_ERROR_LIMIT, "元素嵌套过深", "elements are nested too deep");
        return;
    }
    xml->handlers->start(xml->user, xml, split_name(name), attributes);
}

static void on_end(void *user, const char *name)
{
    hrb__xml *xml = user;
    xml->depth--;
    if (xml->status == HRB_OK)
        xml->handlers->end(xml->user, xml, split_name(name));
}

static void on_text(void *user, const char *text, int length)
{
    hrb__xml *xml = user;
    if (xml->status == HRB_OK)
        xml->handlers->text(xml->user, xml, text, (size_t)length);
}

static void on_doctype(void *user, const char *name, const char *system_id, const char *public_id, int has_internal_subset)
{
    (void)name, (void)system_id, (void)public_id, (void)has_internal_subset;
    fail_at(user, HRB_ERROR_SYNTAX, "含有DOCTYPE，正规的文件没有", "it has a DOCTYPE, which no proper file has");
}

static char *reserve(void *user, size_t size)
{
    hrb__xml *xml = user;
    return XML_GetBuffer(xml->parser, (int)size);
}

static hrb_status commit(void *user, size_t size, bool last)
{
    hrb__xml *xml = user;
    if (XML_ParseBuffer(xml->parser, (int)size, last) == XML_STATUS_OK)
        return xml->status;
    if (xml->status != HRB_OK)
        return xml->status;
    enum XML_Error code = XML_GetErrorCode(xml->parser);
    if (code == XML_ERROR_NO_MEMORY)
        hrb__xml_stop(xml, hrb__fail_memory(xml->error));
    else
        fail_at(xml, HRB_ERROR_SYNTAX, "XML语法错误", XML_ErrorString(code));
    return xml->status;
}

hrb_status hrb__xml_parse(hrb__zip *zip, const hrb__zip_entry *part, const hrb__xml_handlers *handlers, void *user, hrb_error **error)
{
    hrb__xml xml = {.handlers = handlers, .user = user, .part = part, .error = error, .max_depth = zip->limits->max_depth};
    xml.parser = XML_ParserCreateNS(NULL, SEPARATOR);
    if (xml.parser == NULL)
        return hrb__fail_memory(error);
    XML_SetUserData(xml.parser, &xml);
    XML_SetElementHandler(xml.parser, on_start, on_end);
    if (handlers->text != NULL)
        XML_SetCharacterDataHandler(xml.parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml.parser, on_doctype);
    const hrb__zip_sink sink = {&xml, reserve, commit};
    hrb_status status = hrb__zip_read(zip, part, &sink, error);
    XML_ParserFree(xml.parser);
    return status;
}

const char *hrb__xml_attribute(const char **attributes, const char *local)
{
    for (; attributes[0] != NULL; attributes += 2)
        if (strcmp(attributes[0], local) == 0)
            return attributes[1];
    return NULL;
}

const char *hrb__xml_attribute_in(const char **attributes, hrb__xml_space space, const char *local)
{
    for (; attributes[0] != NULL; attributes += 2) {
        const char *separator = strchr(attributes[0], SEPARATOR);
        if (separator != NULL && strcmp(separator + 1, local) == 0 && split_name(attributes[0]).space == space)
            return attributes[1];
    }
    return NULL;
}

bool hrb__xml_truth(const char *value, bool fallback)
{
    if (value == NULL)
        return fallback;
    return strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0;
}

uint32_t hrb__xml_number(const char *value, uint32_t limit, uint32_t fallback)
{
    uint64_t number = 0;
    if (value == NULL || *value == '\0')
        return fallback;
    for (; *value != '\0'; value++) {
        if (!g_ascii_isdigit(*value))
            return fallback;
        number = number * 10 + (uint64_t)(*value - '0');
        if (number > limit)
            return fallback;
    }
    return (uint32_t)number;
}
