/* SPDX-License-Identifier: Apache-2.0 */
%thread hrb_document_read;
%thread hrb_document_read_file;
%thread hrb_document_from_blocks;
%thread hrb_document_sha256;
%thread hrb_facts_format;
%thread hrb_tables_format;
HRB_HANDLE(hrb_options, hrb_options_free)
HRB_OPTIONAL(hrb_options, options)
HRB_HANDLE(hrb_document, hrb_document_free)
%include "hrbudget/document.h"
