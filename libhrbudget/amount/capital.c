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

/* A number below 10000; *zero: a 零 is owed before the next digit. */
static void put_section(writer *w, unsigned section, bool *zero, bool started)
{
    for (int place = 3; place >= 0; place--) {
        static const unsigned TENS[] = {1, 10, 100, 1000};
        unsigned digit = section / TENS[place] % 10;
        if (digit == 0) {
            *zero = true;
            continue;
        }
        if (*zero && started)
            put(w, DIGITS[0]);
        *zero = false;
        started = true;
        put(w, DIGITS[digit]);
        put(w, PLACES[place]);
    }
}

/* Whole yuan: sections of four digits, 万 and 亿 by turns. */
static void put_whole(writer *w, uint64_t yuan)
{
    unsigned sections[5];
    int count = 0;
    for (; yuan > 0; yuan /= 10000)
        sections[count++] = (unsigned)(yuan % 10000);
    bool zero = false, started = false;
    for (int i = count - 1; i >= 0; i--) {
        if (sections[i] != 0) {
            put_section(w, sections[i], &zero, started);
            started = true;
            if (i % 2 == 1)
                put(w, "万");
        } else {
            zero = true;
        }
        /* 亿 closes its section even when only 万 stands before it: 壹万亿. */
        if (i == 4)
            put(w, sections[3] != 0 || sections[2] != 0 ? "亿" : "亿亿");
        else if (i == 2 && (sections[2] != 0 || (count > 3 && sections[3] != 0)))
            put(w, "亿");
    }
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
        put_whole(&w, fen / 100);
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

hrb_status hrb_capital_parse(const char *text, size_t length, hrb_fen *out, hrb_error **error)
{
    if (out == NULL || (text == NULL && length > 0))
        return hrb__fail_argument(error, out == NULL ? "out" : "text");
    hrb__text whole = {text == NULL ? "" : text, length};
    size_t bad = hrb__utf8_valid_prefix(whole.data, length);
    hrb_status status = bad < length || length == 0 ? HRB_ERROR_SYNTAX : HRB_OK;
    for (size_t i = 0; i < length && status == HRB_OK; i++)
        if (whole.data[i] >= '0' && whole.data[i] <= '9') {
            status = HRB_ERROR_SYNTAX;
            bad = i;
        }
    hrb__text body = hrb__text_trim(whole);
    if (hrb__text_starts(body, HRB__TEXT("人民币")))
        body = hrb__text_trim((hrb__text){body.data + 9, body.length - 9});
    hrb_amount amount;
    if (status == HRB_OK) {
        status = hrb__chinese_parse(body, HRB_UNIT_YUAN, &amount, &bad);
        bad += (size_t)(body.data - whole.data);
    }
    if (status != HRB_OK) {
        hrb_place place = {.offset = (int64_t)bad, .line = 1, .column = (int32_t)hrb__utf8_count(whole.data, bad < length ? bad : length) + 1};
        return hrb__fail(error, status, &place, "不是大写金额：第%d个字符处不符", "not a capital amount: character %d does not fit", place.column);
    }
    *out = amount.fen;
    return HRB_OK;
}
