/* SPDX-License-Identifier: Apache-2.0 */
#include <hrbudget/hrbudget.h>

int main()
{
    hrb_document *document = nullptr;
    hrb_error *error = nullptr;
    hrb_status status = hrb_document_read("", 0, nullptr, &document, &error);
    hrb_error_free(error);
    hrb_document_free(document);
    return status == HRB_OK;
}
