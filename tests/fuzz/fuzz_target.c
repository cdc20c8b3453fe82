/* SPDX-License-Identifier: Apache-2.0 */
/* Targets: whatever is read has a kind, its canonical spelling reads to the same
 * kind, and any two can be compared. The input is a target, a line end, an actual. */
#include <hrbudget/hrbudget.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data, *end = size == 0 ? NULL : memchr(text, '\n', size);
    size_t length = end == NULL ? size : (size_t)(end - text), rest = size - length - (end != NULL);
    hrb_target *target, *again;
    if (hrb_target_parse(text, length, end == NULL ? NULL : end + 1, end == NULL ? 0 : rest, &target, NULL) != HRB_OK)
        return 0;
    if (hrb_target_kind_name(hrb_target_get_kind(target))[0] == '\0')
        __builtin_trap();
    hrb_decimal low, high;
    if (hrb_target_upper(target, &high) && (!hrb_target_value(target, &low) || (hrb_target_get_kind(target) == HRB_TARGET_NUMERIC && hrb_decimal_compare(low, high) > 0)))
        __builtin_trap();
    size_t needed = hrb_target_format(target, NULL, 0);
    char *canonical = malloc(needed + 1), sentence[64];
    if (canonical != NULL && hrb_target_format(target, canonical, needed + 1) == needed) {
        if (hrb_target_parse(canonical, needed, NULL, 0, &again, NULL) != HRB_OK)
            __builtin_trap();
        hrb_target_free(again);
    }
    free(canonical);
    hrb_target_explain(target, HRB_LANG_ZH, sentence, sizeof sentence);
    hrb_target_explain(target, HRB_LANG_EN, sentence, sizeof sentence);
    if (end != NULL)
        hrb_target_evaluate(target, end + 1, rest, NULL, NULL, NULL);
    hrb_target_free(target);
    return 0;
}
