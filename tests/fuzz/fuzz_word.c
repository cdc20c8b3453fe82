/* SPDX-License-Identifier: Apache-2.0 */
/* The main part of a docx. */
#include "pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pack_part parts[] = {
        PACK_TEXT("_rels/.rels", PACK_RELATIONS(PACK_RELATION("officeDocument", "word/document.xml"))),
        {"word/document.xml", data, size},
    };
    read_pack(parts, sizeof parts / sizeof *parts);
    return 0;
}
