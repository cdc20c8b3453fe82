/* SPDX-License-Identifier: Apache-2.0 */
/* How a typed figure went wrong, from its digits. */
#include <glib.h>
#include <string.h>

#include "check/report.h"

/* The digits of a number, in a buffer of their own. */
typedef struct digits {
    char buffer[20];
    const char *text;
    size_t length;
} digits;

static void write_number(uint64_t number, digits *d)
{
    char *to = d->buffer + sizeof d->buffer;
    do
        *--to = (char)('0' + number % 10);
    while ((number /= 10) != 0);
    d->text = to;
    d->length = (size_t)(d->buffer + sizeof d->buffer - to);
}

/* The digits of both at the same number of decimals, zeros at the end that both have left out. */
static void write_digits(hrb_fen a, hrb_fen b, digits *x, digits *y)
{
    uint64_t u = a < 0 ? 0 - (uint64_t)a : (uint64_t)a, v = b < 0 ? 0 - (uint64_t)b : (uint64_t)b;
    while (u % 10 == 0 && v % 10 == 0 && (u != 0 || v != 0)) {
        u /= 10;
        v /= 10;
    }
    write_number(u, x);
    write_number(v, y);
}

static size_t same_from_start(const digits *a, const digits *b)
{
    size_t most = MIN(a->length, b->length), i = 0;
    while (i < most && a->text[i] == b->text[i])
        i++;
    return i;
}

static bool is_transposed(const digits *a, const digits *b, size_t same)
{
    return a->length == b->length && same + 1 < a->length && a->text[same] == b->text[same + 1] && a->text[same + 1] == b->text[same] &&
           memcmp(a->text + same + 2, b->text + same + 2, a->length - same - 2) == 0;
}

static bool is_one_digit(const digits *a, const digits *b, size_t same)
{
    return a->length == b->length && same < a->length && memcmp(a->text + same + 1, b->text + same + 1, a->length - same - 1) == 0;
}

/* Whether `longer` without one digit is `shorter`. */
static bool is_dropped(const digits *shorter, const digits *longer, size_t same)
{
    return shorter->length + 1 == longer->length && memcmp(shorter->text + same, longer->text + same + 1, shorter->length - same) == 0;
}

static bool is_power_of_ten(hrb_fen a, hrb_fen b, int *power)
{
    *power = 0;
    if (a == 0 || b == 0 || (a < 0) != (b < 0))
        return false;
    hrb_fen small = (a < 0 ? a > b : a < b) ? a : b, large = small == a ? b : a;
    while ((small < 0 ? small > large : small < large) && *power < 18 && !__builtin_mul_overflow(small, 10, &small))
        (*power)++;
    return small == large && *power > 0;
}

const char *hrb__slip(hrb_fen printed, hrb_fen meant, int *weight)
{
    digits a, b;
    int power;
    *weight = 2;
    if (is_power_of_ten(printed, meant, &power)) {
        *weight = 3;
        return power == 4 ? "unit" : "shifted";
    }
    if (meant != INT64_MIN && printed == -meant)
        return "sign";
    write_digits(printed, meant, &a, &b);
    size_t same = same_from_start(&a, &b);
    if (is_transposed(&a, &b, same)) {
        *weight = 3;
        return "transposed";
    }
    if (is_dropped(&a, &b, same))
        return "dropped_digit";
    if (is_dropped(&b, &a, same))
        return "added_digit";
    *weight = 1;
    if (is_one_digit(&a, &b, same))
        return "digit";
    *weight = 0;
    return "value";
}

/* Takes digit `i` out of a number (i counts from the last one). */
static hrb_fen without_digit(hrb_fen number, hrb_fen place)
{
    return number / (place * 10) * place + number % place;
}

static hrb_fen with_digits_swapped(hrb_fen number, hrb_fen place)
{
    hrb_fen low = number / place % 10, high = number / (place * 10) % 10;
    return number + (low - high) * place * 9;
}

bool hrb__slip_search(hrb_fen printed, int64_t quantum, bool (*fits)(hrb_fen meant, void *data), void *data, hrb_fen *meant)
{
    static const hrb_fen SHIFTS[] = {10, 100, 10000};
    if (printed <= 0 || quantum <= 0 || printed > INT64_MAX / 100000)
        return false;
    hrb_fen number = printed / quantum;
    for (size_t i = 0; i < G_N_ELEMENTS(SHIFTS); i++) {
        hrb_fen shifted[2] = {printed / SHIFTS[i], printed * SHIFTS[i]};
        for (int k = 0; k < 2; k++)
            if (shifted[k] >= quantum && fits(*meant = shifted[k], data)) /* of less than a last digit anything may be a share */
                return true;
    }
    for (hrb_fen place = 1; place <= number && place < INT64_MAX / 100; place *= 10) {
        if (number >= 10 && fits(*meant = without_digit(number, place) * quantum, data))
            return true;
        if (place * 10 <= number && fits(*meant = with_digits_swapped(number, place) * quantum, data))
            return true;
    }
    return false;
}

const char *hrb__slip_text(const char *slip, hrb_lang lang)
{
    static const struct {
        const char *slip;
        const char *text[2];
    } TEXTS[] = {
        {"unit", {"疑似万元与元混用", "probably yuan for 万元 or the reverse"}},
        {"shifted", {"疑似小数点错位或多（少）零", "probably a shifted point or a zero too many or too few"}},
        {"sign", {"疑似正负号错误", "probably the wrong sign"}},
        {"transposed", {"疑似相邻数字颠倒", "probably two digits swapped"}},
        {"dropped_digit", {"疑似漏打一位数字", "probably a digit left out"}},
        {"added_digit", {"疑似多打一位数字", "probably a digit too many"}},
        {"truncated", {"不足一个末位，疑似截尾而未四舍五入", "less than one last digit: probably cut off instead of rounded"}},
        {"copied", {"疑似错行，与另一行的金额相同", "probably taken from another row, which has this amount"}},
        {"digit", {"疑似一位数字有误", "probably one wrong digit"}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++)
        if (strcmp(TEXTS[i].slip, slip) == 0)
            return TEXTS[i].text[lang == HRB_LANG_EN];
    return lang == HRB_LANG_EN ? "another value" : "数值有误";
}
