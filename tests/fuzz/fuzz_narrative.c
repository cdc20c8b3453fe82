/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences: the tokens cover the text in order, and every fact and issue stands inside it. */
#include <stdlib.h>
#include <string.h>

#include "fact/document.h"
#include "fact/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tokens(hrb__text text)
{
    hrb__scanner scanner;
    hrb__scanner_begin(&scanner, hrb_rulebook_default()->lexicon, text);
    size_t end = 0;
    for (hrb__token token; (token = hrb__scanner_next(&scanner)).kind != HRB__TOKEN_END;) {
        if (token.at < end || token.length == 0 || token.at + token.length > text.length)
            abort();
        end = token.at + token.length;
    }
}

static void check_document(const char *bytes, size_t size)
{
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    if (hrb_document_read(bytes, size, NULL, &document, NULL) != HRB_OK)
        return;
    for (size_t i = 0; i < document->fact_count; i++)
        if ((size_t)document->facts[i].offset + document->facts[i].length > document->blocks.source.length)
            abort();
    for (size_t i = 0; i < document->related_count; i++)
        if (document->related[i] != UINT32_MAX && document->related[i] >= document->fact_count)
            abort();
    if (hrb_document_check(document, NULL, &report, NULL) != HRB_OK)
        abort();
    hrb_report_free(report);
    hrb_document_free(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char TITLE[] = "2026年度部门预算\n\n";
    if (size > 100000)
        return 0;
    char *text = malloc(size + sizeof TITLE);
    if (text == NULL)
        abort();
    memcpy(text, TITLE, sizeof TITLE - 1);
    if (size > 0)
        memcpy(text + sizeof TITLE - 1, data, size);
    if (hrb__utf8_valid_prefix(text, size + sizeof TITLE - 1) == size + sizeof TITLE - 1)
        check_tokens((hrb__text){text, size + sizeof TITLE - 1});
    check_document(text, size + sizeof TITLE - 1);
    free(text);
    return 0;
}
