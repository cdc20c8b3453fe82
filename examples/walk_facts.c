/* SPDX-License-Identifier: Apache-2.0 */
/* Walks the facts of a disclosure: here every amount of one functional code,
 * with what it means and the line it stands on. */
#include <hrbudget/hrbudget.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s FILE CODE\n", argv[0]);
        return 2;
    }
    hrb_document *document = NULL;
    hrb_error *error = NULL;
    if (hrb_document_read_file(argv[1], NULL, &document, &error) != HRB_OK) {
        fprintf(stderr, "%s\n", hrb_error_message(error, HRB_LANG_EN));
        hrb_error_free(error);
        return 1;
    }
    for (size_t i = 0; i < hrb_fact_count(document); i++) {
        if (hrb_fact_value_kind(document, i) != HRB_VALUE_FEN || strcmp(hrb_fact_dimension(document, i, HRB_DIMENSION_FUNCTION), argv[2]) != 0)
            continue;
        char yuan[40];
        hrb_fen_format(hrb_fact_value(document, i), HRB_UNIT_YUAN, 2, HRB_FORMAT_GROUPED | HRB_FORMAT_UNIT, yuan, sizeof yuan);
        printf("line %" PRId32 ": %s %s %s %s\n", hrb_fact_place(document, i).line, hrb_fact_dimension(document, i, HRB_DIMENSION_FLOW),
               hrb_fact_dimension(document, i, HRB_DIMENSION_FUND), hrb_fact_dimension(document, i, HRB_DIMENSION_NATURE), yuan);
    }
    hrb_document_free(document);
    return 0;
}
