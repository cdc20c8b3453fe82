/* SPDX-License-Identifier: Apache-2.0 */
/* What sentences state. */
#include "fact/document.h"

void hrb__understand_claims(hrb_document *document)
{
    (void)document;
}
