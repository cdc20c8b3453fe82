/* SPDX-License-Identifier: Apache-2.0 */
%thread hrb_facts_export_arrow;
%thread hrb_tables_export_arrow;
%thread hrb_table_export_arrow;
%thread hrb_findings_export_arrow;
%thread hrb_equations_export_arrow;
%thread hrb_projects_export_arrow;
%thread hrb_indicators_export_arrow;
%ignore ARROW_FLAG_DICTIONARY_ORDERED;
%ignore ARROW_FLAG_NULLABLE;
%ignore ARROW_FLAG_MAP_KEYS_SORTED;
%ignore ArrowSchema;
%ignore ArrowArray;
%ignore ArrowArrayStream;
%include "hrbudget/arrow.h"
