/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HRBUDGET_AMOUNT_H
#define HRBUDGET_AMOUNT_H

#if !defined(HRBUDGET_H_INSIDE)
#error "include <hrbudget/hrbudget.h> only"
#endif

HRB_BEGIN_DECLS

/* Money: a whole number of fen (1 yuan = 100 fen). Never a floating-point number. */
typedef int64_t hrb_fen;

/* The unit a figure is written in; the value is what one of it is worth in fen. */
typedef int64_t hrb_unit;
#define HRB_UNIT_NONE INT64_C(0)                     /* not stated */
#define HRB_UNIT_FEN INT64_C(1)                      /* 分 */
#define HRB_UNIT_JIAO INT64_C(10)                    /* 角 */
#define HRB_UNIT_YUAN INT64_C(100)                   /* 元 */
#define HRB_UNIT_THOUSAND_YUAN INT64_C(100000)       /* 千元 */
#define HRB_UNIT_WAN_YUAN INT64_C(1000000)           /* 万元 */
#define HRB_UNIT_MILLION_YUAN INT64_C(100000000)     /* 百万元 */
#define HRB_UNIT_YI_YUAN INT64_C(10000000000)        /* 亿元 */

/* A figure as stated. `quantum_fen` is the value of its last stated digit (at
 * least 1): 1,398.22万元 has quantum 10000 fen, and so stands for every amount
 * within half of that, 5000 fen (50 yuan), either side. */
typedef struct hrb_amount {
    hrb_fen fen;         /* the value; 0 when not stated */
    int64_t quantum_fen; /* 0 when not stated */
    hrb_unit unit;       /* as written, or the default given to the parser */
    int32_t stated;      /* 0: blank, "-", "—" or the like: nothing is said, which is not 0 */
    int32_t decimals;    /* digits after the point as written */
} hrb_amount;

/* Flags of hrb_amount_parse. */
enum {
    HRB_AMOUNT_LENIENT_GROUPS = 1 /* accept separators between any two digits, as in 36,834,50 */
};

/* Reads one amount: the whole text must be it, blanks around it aside.
 *   Accepted: half- and full-width digits; `,` and `，` every three digits;
 *   units 元 圆 角 分 千元 万元 百万元 千万元 亿元 (and 千万 百万 万 亿 alone)
 *   with an optional 人民币 or ¥ in front and 整/正 behind; `10.6`, `.5`; minus
 *   as - － — − ﹣ – △ ▲ 负 or as brackets ( ) （ ）, plus as +; Chinese numerals
 *   (伍万元, 三十万元, 十五点八万, 两亿三千万元), also mixed with digits (13万2,
 *   12亿3456.78万元); capital amounts (壹佰元零伍分); blanks between the digits of
 *   justified text. Blank, -, —, －, /, 无 alone: not stated.
 *   A last digit without a place counts the next place down (13万2 is 132000), unless 元
 *   follows: 一百二元 could be 102 or 120, and is refused.
 *   The last stated digit of a numeral is that of the 万 or 亿 it ends in: 三十万元 has the
 *   quantum of 30万元. 整 says that nothing is left over: then the quantum is one fen.
 *   `unit` is taken where the text has none (HRB_UNIT_NONE: then yuan).
 * Fails with HRB_ERROR_SYNTAX (place.offset points at the first byte that does not fit), HRB_ERROR_OVERFLOW,
 * HRB_ERROR_PRECISION (a non-zero digit below one fen) or HRB_ERROR_ARGUMENT. O(length). Since 0.1. */
HRB_API hrb_status hrb_amount_parse(const char *text, size_t length, hrb_unit unit, uint32_t flags,
                                    hrb_amount *out, hrb_error **error);

/* How hrb_fen_round treats a value half-way between two multiples. */
typedef int32_t hrb_rounding;
enum {
    HRB_ROUND_HALF_UP = 0,   /* away from zero, 四舍五入 */
    HRB_ROUND_HALF_EVEN = 1,
    HRB_ROUND_DOWN = 2       /* towards zero: truncation */
};

/* Checked arithmetic: HRB_ERROR_OVERFLOW where the result does not fit. Since 0.1. */
HRB_API hrb_status hrb_fen_add(hrb_fen a, hrb_fen b, hrb_fen *out);
HRB_API hrb_status hrb_fen_subtract(hrb_fen a, hrb_fen b, hrb_fen *out);
HRB_API hrb_status hrb_fen_multiply(hrb_fen a, int64_t factor, hrb_fen *out);
HRB_API hrb_status hrb_fen_sum(const hrb_fen *values, size_t count, hrb_fen *out);
/* Rounds to a multiple of `quantum_fen` (at least 1). Since 0.1. */
HRB_API hrb_status hrb_fen_round(hrb_fen value, int64_t quantum_fen, hrb_rounding mode, hrb_fen *out);

/* Flags of hrb_fen_format. */
enum {
    HRB_FORMAT_GROUPED = 1,  /* 1,234,567.80 */
    HRB_FORMAT_UNIT = 2,     /* append 元, 万元 ... */
    HRB_FORMAT_EXACT = 4     /* as many decimals as needed, at least `decimals` */
};

/* Writes an amount in a unit with `decimals` (0 to 12) digits after the point,
 * rounded half up, into `buffer` of `size` bytes, always zero-terminated if
 * size > 0. Returns the length it needs without the zero, as snprintf does;
 * 0 and an empty text for a bad unit or number of decimals. Locale plays no part. Since 0.1. */
HRB_API size_t hrb_fen_format(hrb_fen value, hrb_unit unit, int32_t decimals, uint32_t flags, char *buffer, size_t size);

/* Capital amounts (大写): 壹佰贰拾叁元肆角伍分, 壹佰元整, 负…; up to all of int64_t.
 * Like hrb_fen_format, snprintf style. Source of the spelling, zeros included: 支付结算办法
 * 附一, 正确填写票据和结算凭证的基本规定; where it leaves a 零 open, the first of the forms it gives. Since 0.1. */
HRB_API size_t hrb_capital_format(hrb_fen value, char *buffer, size_t size);
/* Reads a capital amount, and only such: no digits, no everyday numerals, and 元, 角 or
 * 分 behind each number; also the common variants (圆, 正, 廿, 萬, 零 left out where that
 * leaves no doubt, or doubled). Same failures as hrb_amount_parse. Since 0.1. */
HRB_API hrb_status hrb_capital_parse(const char *text, size_t length, hrb_fen *out, hrb_error **error);

/* All amounts that a stated figure may stand for, ends included. Half a fen is
 * left out: a figure in whole fen has no slack. */
typedef struct hrb_interval {
    hrb_fen low;  /* the least */
    hrb_fen high; /* the greatest, itself included */
} hrb_interval;

/* The interval of a figure with this quantum: value ± quantum/2, saturated at
 * the ends of int64_t. Since 0.1. */
HRB_API hrb_interval hrb_interval_of(hrb_fen value, int64_t quantum_fen);
HRB_API hrb_status hrb_interval_add(hrb_interval a, hrb_interval b, hrb_interval *out);
HRB_API hrb_status hrb_interval_subtract(hrb_interval a, hrb_interval b, hrb_interval *out);
HRB_API bool hrb_interval_overlaps(hrb_interval a, hrb_interval b);

HRB_END_DECLS
#endif
