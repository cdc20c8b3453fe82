/* SPDX-License-Identifier: Apache-2.0 */
/* Codes as values. A code is its digits as a number: 208, 20801, 2080101. */
#include "base/error.h"
#include "base/text.h"

#include <string.h>

static const char *const KIND_NAMES[] = {"", "function", "dept_economic", "gov_economic", "revenue"};
/* How many levels a kind has; a level past the first is two digits. */
static const int LEVELS[] = {0, 3, 2, 2, 4};

static bool is_kind(hrb_code_kind kind)
{
    return kind > HRB_CODE_NONE && kind <= HRB_CODE_REVENUE;
}

const char *hrb_code_kind_name(hrb_code_kind kind)
{
    return is_kind(kind) ? KIND_NAMES[kind] : "";
}

int32_t hrb_code_level(hrb_code code)
{
    return code.digits < 100 ? 0 : code.digits < 1000 ? 1 : code.digits < 100000 ? 2 : code.digits < 10000000 ? 3 : 4;
}

hrb_code hrb_code_parent(hrb_code code)
{
    return (hrb_code){code.kind, hrb_code_level(code) > 1 ? code.digits / 100 : 0};
}

size_t hrb_code_format(hrb_code code, char *buffer, size_t size)
{
    char digits[16];
    uint32_t rest = code.digits < 0 ? 0 - (uint32_t)code.digits : (uint32_t)code.digits;
    size_t length = 0;
    do
        digits[sizeof digits - ++length] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (code.digits < 0)
        digits[sizeof digits - ++length] = '-';
    /* Cut to the room there is, as snprintf does. */
    if (buffer != NULL && size > 0) {
        size_t kept = length < size ? length : size - 1;
        memcpy(buffer, digits + sizeof digits - length, kept);
        buffer[kept] = '\0';
    }
    return length;
}

static bool is_valid(hrb_code code)
{
    int level = hrb_code_level(code);
    int digits = code.digits;
    for (int i = level; i > 1; i--)
        digits /= 100;
    return is_kind(code.kind) && level >= 1 && level <= LEVELS[code.kind] && digits >= 100 && digits <= 999 &&
           (code.digits < 1000 || code.digits >= 10000) && (code.digits < 100000 || code.digits >= 1000000);
}

hrb_status hrb_code_join(hrb_code_kind kind, int32_t class_part, int32_t group_part, int32_t item_part, hrb_code *out)
{
    if (out == NULL || !is_kind(kind))
        return HRB_ERROR_ARGUMENT;
    if (class_part < 100 || class_part > 999 || group_part > 99 || item_part > 99 || (group_part < 0 && item_part >= 0))
        return HRB_ERROR_SYNTAX;
    hrb_code code = {kind, class_part};
    if (group_part >= 0)
        code.digits = code.digits * 100 + group_part;
    if (item_part >= 0)
        code.digits = code.digits * 100 + item_part;
    if (!is_valid(code))
        return HRB_ERROR_SYNTAX;
    *out = code;
    return HRB_OK;
}

static bool is_separator(uint32_t c)
{
    return hrb__is_blank(c) || c == '-' || c == '.' || c == '/' || c == 0xFF0D || c == 0x2014 || c == 0xFF0E;
}

/* The runs of digits of a code: one joined, or a part each. -1: something else stands there. */
static int split(hrb__text text, int32_t parts[4], int lengths[4], size_t *bad)
{
    int count = 0;
    bool inside = false;
    size_t size;
    for (size_t i = 0; i < text.length; i += size) {
        uint32_t c = hrb__utf8_get(text.data + i, text.length - i, &size);
        int digit = hrb__digit_value(c);
        *bad = i;
        if (digit >= 0) {
            if (!inside && ++count > 4)
                return -1;
            if (!inside)
                parts[count - 1] = lengths[count - 1] = 0;
            inside = true;
            if (++lengths[count - 1] > 9)
                return -1;
            parts[count - 1] = parts[count - 1] * 10 + digit;
        } else if (is_separator(c) && count > 0) {
            inside = false;
        } else {
            return -1;
        }
    }
    return count;
}

hrb_status hrb_code_parse(hrb_code_kind kind, const char *text, size_t length, hrb_code *out, hrb_error **error)
{
    if (out == NULL || text == NULL || !is_kind(kind))
        return hrb__fail_argument(error, out == NULL ? "out" : text == NULL ? "text" : "kind");
    int32_t parts[4];
    int lengths[4];
    size_t bad = 0, valid = hrb__utf8_valid_prefix(text, length);
    hrb__text body = hrb__text_trim((hrb__text){text, valid});
    int count = split(body, parts, lengths, &bad);
    if (valid < length) {
        count = -1;
        bad = valid - (size_t)(body.data - text);
    } else if (count >= 0) {
        bad = 0; /* digits, but not as many as a code has */
    }
    hrb_code code = {kind, 0};
    bool fits = count >= 1 && lengths[0] >= 3 && (count == 1 || lengths[0] == 3);
    for (int i = 0; i < count && fits; i++) {
        fits = i == 0 || lengths[i] <= 2;
        if (fits)
            code.digits = i == 0 ? parts[0] : code.digits * 100 + parts[i];
    }
    if (!fits || !is_valid(code)) {
        size_t offset = (size_t)(body.data - text) + bad;
        hrb_place place = {.offset = (int64_t)offset, .line = 1, .column = (int32_t)hrb__utf8_count(text, offset) + 1};
        return hrb__fail(error, HRB_ERROR_SYNTAX, &place, "“%.*s”不是科目编码（应为3、5或7位数字，如2080101）",
                         "\"%.*s\" is no code (3, 5 or 7 digits, such as 2080101)", (int)(valid < 40 ? valid : 0), text);
    }
    *out = code;
    return HRB_OK;
}
