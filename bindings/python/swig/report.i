/* SPDX-License-Identifier: Apache-2.0 */
%thread hrb_document_check;
%thread hrb_report_format;
HRB_HANDLE(hrb_report, hrb_report_free)
%include "hrbudget/report.h"
