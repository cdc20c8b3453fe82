/* SPDX-License-Identifier: Apache-2.0 */
/* Capital amounts (大写), as on cheques. */
#include <string.h>

#include "amount/chinese.h"
#include "base/error.h"

static const char *const DIGITS[] = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
static const char *const PLACES[] = {"", "拾", "佰", "仟"};

typedef struct writer {
    char *buffer;
    size_t size, length;
} writer;

static void put(writer *w, const char *text)
{
    for (; *text != '\0'; text++, w->length++)
        if (w->length + 1 < w->size)
            w->buffer[w->length] = *text;
}

/* What has been written so far: whether anything, and whether a 零 is owed before the next digit. */
typedef struct progress {
    bool started, zero;
} progress;

/* A number below 10000. Of a zero in its last place only (壹拾万柒仟) the rule leaves
 * it open whether to write it, and its own example does not; it owes no 零. */
static void put_section(writer *w, progress *p, unsigned section)
{
    static const unsigned TENS[] = {1, 10, 100, 1000};
    if (section == 0) {
        p->zero = true;
        return;
    }
    for (int place = 3; place >= 0; place--) {
        unsigned digit = section / TENS[place] % 10;
        if (digit == 0) {
            p->zero = true;
            continue;
        }
        if (p->zero && p->started)
            put(w, DIGITS[0]);
        p->zero = false;
        p->started = true;
        put(w, DIGITS[digit]);
        put(w, PLACES[place]);
    }
    p->zero = false;
}

/* Whole yuan: what stands before 亿 is written like a number of its own. */
static void put_whole(writer *w, progress *p, uint64_t yuan)
{
    const uint64_t SECTION = 10000, YI = 100000000;
    if (yuan >= YI) {
        put_whole(w, p, yuan / YI);
        put(w, "亿");
        yuan %= YI;
    }
    put_section(w, p, (unsigned)(yuan / SECTION));
    if (yuan >= SECTION)
        put(w, "万");
    put_section(w, p, (unsigned)(yuan % SECTION));
}

size_t hrb_capital_format(hrb_fen value, char *buffer, size_t size)
{
    if (buffer == NULL && size > 0)
        return 0;
    writer w = {buffer, size, 0};
    uint64_t fen = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    unsigned jiao = (unsigned)(fen / 10 % 10), rest = (unsigned)(fen % 10);
    if (value < 0)
        put(&w, "负");
    if (fen >= 100) {
        progress p = {false, false};
        put_whole(&w, &p, fen / 100);
        put(&w, "元");
    } else if (fen == 0) {
        put(&w, "零元");
    }
    if (jiao == 0 && rest == 0) {
        put(&w, "整");
    } else {
        if (fen >= 100 && (jiao == 0 || fen / 100 % 10 == 0))
            put(&w, DIGITS[0]);
        if (jiao > 0) {
            put(&w, DIGITS[jiao]);
            put(&w, "角");
        }
        if (rest > 0) {
            put(&w, DIGITS[rest]);
            put(&w, "分");
        } else {
            put(&w, "整");
        }
    }
    if (size > 0)
        buffer[w.length < size ? w.length : size - 1] = '\0';
    return w.length;
}

/* The amount inside: without 人民币 in front, 整 or 正 behind. */
static hrb__text strip_marks(hrb__text text)
{
    text = hrb__text_trim(text);
    if (hrb__text_starts(text, HRB__TEXT("人民币")))
        text = hrb__text_trim((hrb__text){text.data + 9, text.length - 9});
    if (text.length > 3 && (memcmp(text.data + text.length - 3, "整", 3) == 0 || memcmp(text.data + text.length - 3, "正", 3) == 0))
        text = hrb__text_trim((hrb__text){text.data, text.length - 3});
    return text;
}

hrb_status hrb_capital_parse(const char *text, size_t length, hrb_fen *out, hrb_error **error)
{
    if (out == NULL || (text == NULL && length > 0))
        return hrb__fail_argument(error, out == NULL ? "out" : "text");
    hrb__text whole = {text == NULL ? "" : text, length};
    size_t bad = hrb__utf8_valid_prefix(whole.data, length);
    hrb_status status = bad < length ? HRB_ERROR_SYNTAX : HRB_OK;
    hrb_amount amount;
    if (status == HRB_OK) {
        hrb__text body = strip_marks(whole);
        bool negative = hrb__text_starts(body, HRB__TEXT("负"));
        if (negative)
            body = hrb__text_trim((hrb__text){body.data + 3, body.length - 3});
        bad = 0;
        status = hrb__chinese_read(body, HRB_UNIT_YUAN, HRB__NUMERALS_CAPITAL, negative, &amount, &bad);
        bad += (size_t)(body.data - whole.data);
    }
    if (status != HRB_OK) {
        hrb_place place = {.offset = (int64_t)bad, .line = 1, .column = (int32_t)hrb__utf8_count(whole.data, bad) + 1};
        if (status == HRB_ERROR_OVERFLOW)
            return hrb__fail(error, status, &place, "大写金额超出范围", "the capital amount is out of range");
        return hrb__fail(error, status, &place, "不是大写金额：第%d个字符处不符", "not a capital amount: character %d does not fit", place.column);
    }
    *out = amount.fen;
    return HRB_OK;
}
