/* SPDX-License-Identifier: Apache-2.0 */
/* Reading one amount from text. */
#include "amount/cell.h"
#include "amount/chinese.h"
#include "amount/figure.h"
#include "amount/unit.h"
#include "base/error.h"

static hrb_status fail(hrb_error **error, hrb_status status, hrb__text whole, const char *at)
{
    size_t offset = (size_t)(at - whole.data);
    hrb_place place = {.offset = (int64_t)offset, .line = 1, .column = (int32_t)hrb__utf8_count(whole.data, offset < whole.length ? offset : whole.length) + 1};
    if (whole.length > 60)
        whole.length = 60;
    while (whole.length > 0 && whole.length == 60 && ((unsigned char)whole.data[whole.length] & 0xC0) == 0x80)
        whole.length--;
    int n = (int)whole.length;
    switch (status) {
    case HRB_ERROR_OVERFLOW:
        return hrb__fail(error, status, &place, "金额“%.*s”超出范围", "the amount \"%.*s\" is out of range", n, whole.data);
    case HRB_ERROR_PRECISION:
        return hrb__fail(error, status, &place, "金额“%.*s”的小数位数超过分", "the amount \"%.*s\" has more decimals than a fen can hold", n, whole.data);
    default:
        return hrb__fail(error, status, &place, "“%.*s”不是金额：第%d个字符处不符", "\"%.*s\" is not an amount: character %d does not fit", n, whole.data, place.column);
    }
}

/* Takes off a currency mark in front and 整 behind; true if there was one. */
static void strip_marks(hrb__text *text)
{
    static const hrb__text FRONT[] = {{"人民币", 9}, {"¥", 2}, {"￥", 3}};
    static const hrb__text BACK[] = {{"整", 3}, {"正", 3}};
    for (size_t i = 0; i < 3; i++)
        if (hrb__text_starts(*text, FRONT[i]))
            *text = hrb__text_trim((hrb__text){text->data + FRONT[i].length, text->length - FRONT[i].length});
    for (size_t i = 0; i < 2; i++)
        if (text->length > BACK[i].length && memcmp(text->data + text->length - 3, BACK[i].data, 3) == 0)
            *text = hrb__text_trim((hrb__text){text->data, text->length - 3});
}

static bool strip_brackets(hrb__text *text)
{
    static const hrb__text OPEN[] = {{"(", 1}, {"（", 3}};
    static const hrb__text CLOSE[] = {{")", 1}, {"）", 3}};
    hrb__text t = *text;
    for (int o = 0; o < 2; o++)
        for (int c = 0; c < 2; c++) {
            if (!hrb__text_starts(t, OPEN[o]))
                continue;
            /* (12.34) and （12.34）万元: the unit may follow the brackets. */
            size_t at = hrb__text_find(t, CLOSE[c]);
            if (at == SIZE_MAX || at <= OPEN[o].length || at + CLOSE[c].length != t.length)
                continue;
            *text = hrb__text_trim((hrb__text){t.data + OPEN[o].length, at - OPEN[o].length});
            return true;
        }
    return false;
}

static hrb_status parse_body(hrb__text body, hrb_unit unit, bool lenient, hrb_amount *out, size_t *bad)
{
    hrb_unit stated = unit;
    hrb__text figure = body;
    size_t suffix = hrb__unit_suffix(body, &stated);
    if (suffix > 0)
        figure = hrb__text_trim((hrb__text){body.data, body.length - suffix});
    hrb_status status = hrb__figure_parse(figure, stated, lenient, out, bad);
    if (status != HRB_ERROR_SYNTAX || figure.length == 0)
        return status;
    size_t chinese_bad;
    hrb_status chinese = hrb__chinese_parse(body, unit, out, &chinese_bad);
    if (chinese == HRB_ERROR_SYNTAX && chinese_bad < *bad)
        return status;
    *bad = chinese_bad;
    return chinese;
}

hrb_status hrb_amount_parse(const char *text, size_t length, hrb_unit unit, uint32_t flags, hrb_amount *out, hrb_error **error)
{
    if (out == NULL || (text == NULL && length > 0) || (unit != HRB_UNIT_NONE && hrb__unit_name(unit) == NULL))
        return hrb__fail_argument(error, out == NULL ? "out" : text == NULL ? "text" : "unit");
    hrb__text whole = {text == NULL ? "" : text, length};
    size_t valid = hrb__utf8_valid_prefix(whole.data, length);
    if (valid < length)
        return fail(error, HRB_ERROR_SYNTAX, (hrb__text){whole.data, valid}, whole.data + valid);
    if (unit == HRB_UNIT_NONE)
        unit = HRB_UNIT_YUAN;
    hrb__text body = hrb__text_trim(whole);
    if (hrb__is_not_stated(body)) {
        *out = (hrb_amount){.unit = unit};
        return HRB_OK;
    }
    strip_marks(&body);
    hrb_amount amount;
    hrb_unit stated;
    size_t bad = 0, suffix = hrb__unit_suffix(body, &stated);
    hrb__text inner = {body.data, body.length - suffix};
    inner = hrb__text_trim(inner);
    bool negative = suffix > 0 && strip_brackets(&inner);
    if (negative) {
        body = inner;
        unit = stated;
    } else {
        negative = strip_brackets(&body);
    }
    hrb_status status = parse_body(body, unit, (flags & HRB_AMOUNT_LENIENT_GROUPS) != 0, &amount, &bad);
    if (status == HRB_OK && negative && amount.fen < 0)
        status = HRB_ERROR_SYNTAX;
    if (status != HRB_OK)
        return fail(error, status, whole, body.data + bad);
    if (negative)
        amount.fen = -amount.fen;
    *out = amount;
    return HRB_OK;
}
