/* SPDX-License-Identifier: Apache-2.0 */
/* Reading one amount from text. */
#include "amount/cell.h"
#include "amount/chinese.h"
#include "amount/figure.h"
#include "amount/unit.h"
#include "base/error.h"

#define MOST_SHOWN 60 /* bytes of a text that a message repeats */

static hrb_status fail(hrb_error **error, hrb_status status, hrb__text whole, const char *at)
{
    size_t offset = (size_t)(at - whole.data);
    hrb_place place = {.offset = (int64_t)offset, .line = 1, .column = (int32_t)hrb__utf8_count(whole.data, offset < whole.length ? offset : whole.length) + 1};
    if (whole.length > MOST_SHOWN)
        for (whole.length = MOST_SHOWN; whole.length > 0 && ((unsigned char)whole.data[whole.length] & 0xC0) == 0x80;)
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

/* Takes 人民币 and ¥ off the front. */
static void strip_currency(hrb__text *text)
{
    static const hrb__text WORDS[] = {{"人民币", 9}}, SIGNS[] = {{"¥", 2}, {"￥", 3}};
    if (hrb__text_starts(*text, WORDS[0]))
        *text = hrb__text_trim((hrb__text){text->data + 9, text->length - 9});
    for (size_t i = 0; i < 2; i++)
        if (hrb__text_starts(*text, SIGNS[i])) {
            *text = hrb__text_trim((hrb__text){text->data + SIGNS[i].length, text->length - SIGNS[i].length});
            return;
        }
}

/* Takes 整 or 正 off the end; true if there was one. */
static bool strip_whole(hrb__text *text)
{
    if (text->length <= 3 || (memcmp(text->data + text->length - 3, "整", 3) != 0 && memcmp(text->data + text->length - 3, "正", 3) != 0))
        return false;
    *text = hrb__text_trim((hrb__text){text->data, text->length - 3});
    return true;
}

static bool strip_brackets(hrb__text *text)
{
    static const hrb__text OPEN[] = {{"(", 1}, {"（", 3}};
    static const hrb__text CLOSE[] = {{")", 1}, {"）", 3}};
    hrb__text t = *text;
    for (int o = 0; o < 2; o++) {
        if (!hrb__text_starts(t, OPEN[o]))
            continue;
        size_t at = t.length;
        for (int c = 0; c < 2; c++) {
            size_t found = hrb__text_find(t, CLOSE[c]);
            if (found < at && found + CLOSE[c].length == t.length)
                at = found;
            else if (found != SIZE_MAX)
                return false;
        }
        if (at == t.length || at <= OPEN[o].length)
            return false;
        *text = hrb__text_trim((hrb__text){t.data + OPEN[o].length, at - OPEN[o].length});
        return true;
    }
    return false;
}

/* Takes a sign off the front; true for a minus. */
static bool strip_sign(hrb__text *text)
{
    size_t length = hrb__minus_length(*text);
    if (hrb__text_starts(*text, HRB__TEXT("负")))
        length = 3;
    bool negative = length > 0;
    if (hrb__text_starts(*text, HRB__TEXT("+")) || hrb__text_starts(*text, HRB__TEXT("＋")))
        length = text->data[0] == '+' ? 1 : 3;
    *text = hrb__text_trim((hrb__text){text->data + length, text->length - length});
    return negative;
}

/* What stands around the figure, and the figure. */
typedef struct frame {
    hrb__text body;
    bool negative;
    bool is_whole; /* 整: nothing is left over, so the amount is exact */
    hrb_unit unit; /* stated behind brackets, HRB_UNIT_NONE otherwise */
} frame;

static frame read_frame(hrb__text text)
{
    frame f = {.body = text, .unit = HRB_UNIT_NONE};
    strip_currency(&f.body);
    f.is_whole = strip_whole(&f.body);
    /* （12.34）万元: the unit may stand behind the brackets. */
    hrb_unit stated = HRB_UNIT_NONE;
    size_t suffix = hrb__unit_suffix(f.body, &stated);
    hrb__text inner = hrb__text_trim((hrb__text){f.body.data, f.body.length - suffix});
    if (suffix > 0 && strip_brackets(&inner)) {
        f.body = inner;
        f.unit = stated;
        f.negative = true;
    } else {
        f.negative = strip_brackets(&f.body);
    }
    if (f.negative && !f.is_whole)
        f.is_whole = strip_whole(&f.body);
    else if (!f.negative)
        f.negative = strip_sign(&f.body);
    if (f.negative)
        strip_currency(&f.body);
    return f;
}

static hrb_status parse_body(const frame *f, hrb_unit unit, bool lenient, hrb_amount *out, size_t *bad)
{
    if (f->unit != HRB_UNIT_NONE)
        return hrb__figure_read(f->body, f->unit, lenient, f->negative, out, bad);
    hrb_unit stated = unit;
    size_t suffix = hrb__unit_suffix(f->body, &stated);
    hrb__text figure = hrb__text_trim((hrb__text){f->body.data, f->body.length - suffix});
    hrb_status status = hrb__figure_read(figure, stated, lenient, f->negative, out, bad);
    if (status != HRB_ERROR_SYNTAX || figure.length == 0)
        return status;
    size_t chinese_bad = 0;
    hrb_status chinese = hrb__chinese_read(f->body, unit, HRB__NUMERALS_ANY, f->negative, out, &chinese_bad);
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
    frame f = read_frame(body);
    hrb_amount amount;
    size_t bad = 0;
    hrb_status status = parse_body(&f, unit, (flags & HRB_AMOUNT_LENIENT_GROUPS) != 0, &amount, &bad);
    if (status != HRB_OK)
        return fail(error, status, whole, f.body.data + bad);
    if (f.is_whole)
        amount.quantum_fen = 1;
    *out = amount;
    return HRB_OK;
}
