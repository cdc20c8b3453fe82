/* SPDX-License-Identifier: Apache-2.0 */
#include <glib.h>

#include "base/error.h"
#include "fact/document.h"

#define MIB ((int64_t)1024 * 1024)

struct hrb_options hrb__options_resolve(const hrb_options *options)
{
    struct hrb_options resolved = {0};
    if (options != NULL)
        resolved = *options;
    if (resolved.max_bytes == 0)
        resolved.max_bytes = 256 * MIB;
    if (resolved.max_cells == 0)
        resolved.max_cells = 10000000;
    if (resolved.max_findings == 0)
        resolved.max_findings = 10000;
    if (resolved.max_archive_bytes == 0)
        resolved.max_archive_bytes = 512 * MIB;
    if (resolved.max_archive_ratio == 0)
        resolved.max_archive_ratio = 64;
    if (resolved.max_depth == 0)
        resolved.max_depth = 256;
    if (resolved.rulebook == NULL)
        resolved.rulebook = hrb_rulebook_default();
    if (resolved.codebook == NULL)
        resolved.codebook = hrb_codebook_default();
    return resolved;
}

hrb_status hrb_options_new(hrb_options **out)
{
    if (out == NULL)
        return HRB_ERROR_ARGUMENT;
    *out = g_try_malloc0(sizeof **out);
    return *out == NULL ? HRB_ERROR_MEMORY : HRB_OK;
}

void hrb_options_free(hrb_options *options)
{
    g_free(options);
}

hrb_status hrb_options_set_year(hrb_options *options, int32_t year)
{
    if (options == NULL || (year != 0 && (year < 1990 || year > 2100)))
        return HRB_ERROR_ARGUMENT;
    options->year = year;
    return HRB_OK;
}

hrb_status hrb_options_set_limit(hrb_options *options, hrb_limit limit, int64_t value)
{
    if (options == NULL || value < 1)
        return HRB_ERROR_ARGUMENT;
    switch (limit) {
    case HRB_LIMIT_INPUT_BYTES:
        if (value > 1024 * MIB)
            return HRB_ERROR_ARGUMENT;
        options->max_bytes = value;
        return HRB_OK;
    case HRB_LIMIT_CELLS:
        if (value > INT32_MAX)
            return HRB_ERROR_ARGUMENT;
        options->max_cells = value;
        return HRB_OK;
    case HRB_LIMIT_FINDINGS:
        options->max_findings = value;
        return HRB_OK;
    case HRB_LIMIT_ARCHIVE_BYTES:
        options->max_archive_bytes = value;
        return HRB_OK;
    case HRB_LIMIT_ARCHIVE_RATIO:
        options->max_archive_ratio = value;
        return HRB_OK;
    case HRB_LIMIT_DEPTH:
        if (value > 4096)
            return HRB_ERROR_ARGUMENT;
        options->max_depth = value;
        return HRB_OK;
    default:
        return HRB_ERROR_ARGUMENT;
    }
}

hrb_status hrb_options_set_rulebook(hrb_options *options, const hrb_rulebook *book)
{
    if (options == NULL)
        return HRB_ERROR_ARGUMENT;
    options->rulebook = book;
    return HRB_OK;
}

hrb_status hrb_options_set_codebook(hrb_options *options, const hrb_codebook *book)
{
    if (options == NULL)
        return HRB_ERROR_ARGUMENT;
    options->codebook = book;
    return HRB_OK;
}

hrb_status hrb_options_set_baseline(hrb_options *options, const char *const *fingerprints, size_t count)
{
    if (options == NULL || (fingerprints == NULL && count > 0))
        return HRB_ERROR_ARGUMENT;
    options->has_baseline = true;
    options->baseline = fingerprints;
    options->baseline_count = count;
    return HRB_OK;
}
