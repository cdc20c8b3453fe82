/* SPDX-License-Identifier: Apache-2.0 */
/* A target in its one canonical spelling, and in a sentence. */
#include <stdarg.h>
#include <stdio.h>

#include "indicator/target.h"

/* Counts what is needed, writes what fits. */
typedef struct writer {
    char *buffer;
    size_t size, length;
} writer;

static void put(writer *w, const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++, w->length++)
        if (w->length + 1 < w->size)
            w->buffer[w->length] = text[i];
}

static void putf(writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void putf(writer *w, const char *format, ...)
{
    char buffer[64];
    va_list args;
    va_start(args, format);
    vsnprintf(buffer, sizeof buffer, format, args);
    va_end(args);
    put(w, buffer);
}

static size_t finish(writer *w)
{
    if (w->size == 0)
        return w->length;
    size_t end = w->length < w->size ? w->length : w->size - 1;
    /* Never half a character. */
    if (end < w->length)
        while (end > 0 && ((unsigned char)w->buffer[end - 1] & 0x80) != 0 && hrb__utf8_valid_prefix(w->buffer, end) < end)
            end--;
    w->buffer[end] = '\0';
    return w->length;
}

static const struct {
    uint8_t power;
    const char *word;
} MAGNITUDES[] = {{1, "十"}, {2, "百"}, {3, "千"}, {4, "万"}, {6, "百万"}, {7, "千万"}, {8, "亿"}};

/* The figure as printed: 1100万. */
static void put_figure(writer *w, hrb_decimal value, uint8_t magnitude)
{
    const char *word = "";
    for (size_t i = 0; i < sizeof MAGNITUDES / sizeof MAGNITUDES[0]; i++)
        if (MAGNITUDES[i].power == magnitude)
            word = MAGNITUDES[i].word;
    for (uint8_t k = 0; *word != '\0' && k < magnitude; k++) {
        if (value.digits % 10 == 0)
            value.digits /= 10;
        else
            value.scale++;
    }
    char buffer[48];
    hrb_decimal_format(value, buffer, sizeof buffer);
    put(w, buffer);
    put(w, word);
}

static void put_quantity(writer *w, const hrb_target *t)
{
    static const char *const SYMBOLS[] = {"", "=", ">", "≥", "<", "≤", "", "约"};
    if (t->stated)
        put(w, SYMBOLS[t->comparator]);
    if (t->has_upper) {
        put_figure(w, t->value, t->magnitude);
        if (!t->inclusive)
            put(w, "(不含)");
        put(w, "~");
    }
    put_figure(w, t->has_upper ? t->upper : t->value, t->magnitude);
    bool open = t->unit_class == 7;
    put(w, open ? "(" : "");
    put(w, t->unit + (strncmp(t->unit, "1/", 2) == 0)); /* two in the unit 1/3 are 2/3 */
    put(w, open ? ")" : "");
    if (t->per[0] != '\0') {
        put(w, "/");
        put(w, t->per);
    }
    if (t->has_upper && !t->upper_inclusive)
        put(w, "(不含)");
}

static const char *next_word(const hrb__date *d)
{
    static const char *const WORDS[] = {"", "次月", "次年"};
    return WORDS[d->next];
}

static void put_date(writer *w, int year, int month, int day)
{
    if (year > 0)
        putf(w, "%d年", year);
    if (month > 0)
        putf(w, "%d月", month);
    if (day == HRB__LAST_DAY)
        put(w, "底");
    else if (day > 0)
        putf(w, "%d日", day);
}

/* The periods of a year by their last month: 上半年, 一季度. */
static const char *period_of_year(const hrb__date *d)
{
    static const char *const PERIODS[] = {[3] = "一季度", [6] = "上半年", [9] = "三季度", [12] = "下半年"};
    if (d->month == 12 && d->day == 31)
        return "年内";
    return d->day == HRB__LAST_DAY && d->month % 3 == 0 ? PERIODS[d->month] : NULL;
}

static void put_day(writer *w, const hrb_target *t)
{
    const hrb__date *d = &t->date;
    const char *period = t->relation == HRB__RELATION_WITHIN ? period_of_year(d) : NULL;
    put(w, next_word(d));
    if (d->from_year > 0 || d->from_month > 0 || d->from_day > 0) {
        put_date(w, d->from_year, d->from_month, d->from_day);
        put(w, "至");
        put_date(w, d->year, d->month, d->day == HRB__LAST_DAY && d->from_day == 0 ? 0 : d->day);
    } else if (period != NULL) {
        if (d->year > 0)
            putf(w, strcmp(period, "年内") == 0 ? "%d" : "%d年", d->year);
        put(w, strcmp(period, "年内") == 0 ? "年" : period);
    } else if (d->month == 0 && d->year == 0 && d->day == HRB__LAST_DAY) {
        put(w, t->recurrence == HRB__QUARTERLY ? "末" : t->recurrence != HRB__NO_PERIOD || d->next == HRB__NEXT_MONTH ? "底" : "月底");
    } else if (t->recurrence == HRB__WEEKLY && d->day > 0) {
        static const char *const DAYS[] = {"", "一", "二", "三", "四", "五", "六"};
        put(w, DAYS[d->day % 7]);
    } else {
        put_date(w, d->year, d->month, d->day);
    }
}

/* A year, or from one date to another, needs no 内. */
static const char *relation_word(const hrb_target *t)
{
    static const char *const WORDS[] = {"", "前", "内", "", "后"};
    const hrb__date *d = &t->date;
    bool plain = t->relation == HRB__RELATION_WITHIN && (d->month == 0 || d->from_day > 0 || d->from_year > 0 || d->from_month > 0);
    return plain ? "" : WORDS[t->relation];
}

static const char *period_word(uint8_t period)
{
    static const char *const WORDS[] = {"", "每年", "每半年", "每季度", "每月", "每周", "每天"};
    return WORDS[period];
}

static void put_grade(writer *w, const hrb_target *t)
{
    static const char *const BARE[] = {"", "差", "合格", "中等", "良", "优秀"}, *const BOUND[] = {"", "差", "合格", "中等", "良好", "优秀"};
    put(w, (t->stated ? BOUND : BARE)[t->grade]);
    if (t->stated)
        put(w, t->comparator == HRB_COMPARE_AT_LEAST || t->comparator == HRB_COMPARE_MORE ? "以上" : t->comparator == HRB_COMPARE_ABOUT ? "左右" : "以下");
    if (t->stated && !t->inclusive)
        put(w, "(不含)");
}

static void put_parts(writer *w, const hrb_target *t)
{
    if (t->kind == HRB_TARGET_GRADE)
        put_grade(w, t);
    if (t->relation != HRB__NO_RELATION && t->recurrence == HRB__NO_PERIOD) {
        put_day(w, t);
        put(w, relation_word(t));
        put(w, t->has_value ? "，" : "");
    }
    if (t->has_value && t->recurrence == HRB__NO_PERIOD && t->period[0] != '\0') {
        bool number = t->period[0] >= '0' && t->period[0] <= '9';
        put(w, number ? t->period : "全");
        put(w, "年");
    }
    if (t->recurrence != HRB__NO_PERIOD) {
        put(w, period_word(t->recurrence));
        put_day(w, t);
        put(w, relation_word(t));
    }
    if (t->has_value)
        put_quantity(w, t);
}

size_t hrb_target_format(const hrb_target *t, char *buffer, size_t size)
{
    writer w = {buffer, buffer == NULL ? 0 : size, 0};
    if (t != NULL) {
        put_parts(&w, t);
        size_t before = w.length;
        put(&w, before > 0 && t->words[0] != '\0' ? "，" : "");
        put(&w, t->words);
    }
    return finish(&w);
}

/* --- The sentence --- */

static const char *const COMPARED[][2] = {
    [HRB_COMPARE_NONE] = {"", ""},
    [HRB_COMPARE_EQUAL] = {"等于", "exactly"},
    [HRB_COMPARE_MORE] = {"大于", "more than"},
    [HRB_COMPARE_AT_LEAST] = {"不低于", "at least"},
    [HRB_COMPARE_LESS] = {"小于", "less than"},
    [HRB_COMPARE_AT_MOST] = {"不超过", "at most"},
    [HRB_COMPARE_RANGE] = {"介于", "between"},
    [HRB_COMPARE_ABOUT] = {"约", "about"},
};

static void put_plain(writer *w, const hrb_target *t, hrb_decimal value)
{
    put_figure(w, value, t->magnitude);
    put(w, t->unit + (strncmp(t->unit, "1/", 2) == 0));
}

/* "by 2020-06-30", "from 2020-01 to 2020-12", "monthly, by day 25". */
static void put_when_in_english(writer *w, const hrb_target *t)
{
    static const char *const RELATIONS[] = {"", "by ", "within ", "on ", "after "};
    const hrb__date *d = &t->date;
    bool again = t->recurrence != HRB__NO_PERIOD && !t->has_value;
    const char *slash = strchr(t->deadline, '/');
    put(w, again ? hrb__period_name(t->recurrence) : "");
    if (again && d->month == 0 && d->day == 0)
        return;
    put(w, again ? ", " : "");
    if (d->from_day > 0 && again) {
        putf(w, "from day %d to %d", d->from_day, d->day);
    } else if (slash != NULL) {
        putf(w, "from %.*s to %s", (int)(slash - t->deadline), t->deadline, slash + 1);
    } else {
        put(w, RELATIONS[t->relation]);
        if (d->month == 0 && d->day == HRB__LAST_DAY)
            put(w, again ? "its end" : "the end of the month");
        else if (d->month > 0 && again)
            putf(w, d->day > 0 ? "%02d-%02d" : "%02d", d->month, d->day == HRB__LAST_DAY ? hrb__days_in_month(0, d->month) : d->day);
        else if (again)
            putf(w, "day %d", d->day);
        else
            put(w, t->deadline);
    }
}

static void put_when(writer *w, const hrb_target *t, int lang)
{
    if (lang == HRB_LANG_EN) {
        put_when_in_english(w, t);
        return;
    }
    put(w, t->has_value ? "" : period_word(t->recurrence));
    put_day(w, t);
    put(w, relation_word(t));
}

static void explain_quantity(writer *w, const hrb_target *t, int lang)
{
    put(w, lang == HRB_LANG_EN ? "numeric: " : "数值：");
    if (t->recurrence != HRB__NO_PERIOD) {
        put(w, lang == HRB_LANG_EN ? hrb__period_name(t->recurrence) : period_word(t->recurrence));
        put(w, lang == HRB_LANG_EN ? ", " : "");
    }
    put(w, COMPARED[t->comparator][lang]);
    put(w, lang == HRB_LANG_EN ? " " : "");
    put_plain(w, t, t->value);
    if (t->has_upper) {
        put(w, lang == HRB_LANG_EN ? " and " : "和");
        put_plain(w, t, t->upper);
        put(w, lang == HRB_LANG_EN ? "" : "之间");
    }
    if (t->per[0] != '\0') {
        put(w, lang == HRB_LANG_EN ? " per " : "，每");
        put(w, t->per);
    }
    if (t->has_upper) {
        static const char *const ENDS[2][2][2] = {{{"（两端都不算达到）", " (neither end meets it)"}, {"（不含下限，含上限）", " (the upper end meets it, the lower does not)"}},
                                                 {{"（含下限，不含上限）", " (the lower end meets it, the upper does not)"}, {"（两端都算达到）", " (both ends meet it)"}}};
        put(w, ENDS[t->inclusive][t->upper_inclusive][lang]);
    } else if (t->comparator != HRB_COMPARE_EQUAL && t->comparator != HRB_COMPARE_ABOUT) {
        put(w, t->inclusive ? (lang == HRB_LANG_EN ? " (" : "（") : lang == HRB_LANG_EN ? " (" : "（");
        put_plain(w, t, t->value);
        put(w, lang == HRB_LANG_EN ? (t->inclusive ? " itself meets it)" : " itself does not meet it)") : t->inclusive ? "本身算达到）" : "本身不算达到）");
    } else if (!t->stated) {
        put(w, lang == HRB_LANG_EN ? " (no comparator is written)" : "（没有写明方向）");
    }
    if (t->relation != HRB__NO_RELATION) {
        put(w, lang == HRB_LANG_EN ? ", " : "，");
        put_when(w, t, lang);
    }
}

static void explain_dates(writer *w, const hrb_target *t, int lang)
{
    static const char *const HEADS[][2] = {{"期限：", "deadline: "}, {"周期：", "recurrence: "}};
    put(w, HEADS[t->kind == HRB_TARGET_RECURRENCE][lang]);
    put_when(w, t, lang);
    if (t->relation == HRB__RELATION_BEFORE)
        put(w, lang == HRB_LANG_EN ? " (the day itself meets it)" : "（当日算达到）");
}

size_t hrb_target_explain(const hrb_target *t, hrb_lang language, char *buffer, size_t size)
{
    static const char *const KINDS[][2] = {
        [HRB_TARGET_BLANK] = {"没有填写", "blank"},
        [HRB_TARGET_GRADE] = {"等级：", "grade: "},
        [HRB_TARGET_QUALITATIVE] = {"定性：", "qualitative: "},
        [HRB_TARGET_COPIED_LABEL] = {"只是重复了指标名称：", "only repeats the indicator's name: "},
        [HRB_TARGET_UNREADABLE] = {"数字写法有误、日期不存在或上下限矛盾：", "a figure that cannot be read, a date that does not exist, or bounds that contradict each other: "},
    };
    writer w = {buffer, buffer == NULL ? 0 : size, 0};
    int lang = language == HRB_LANG_EN;
    if (t == NULL)
        return finish(&w);
    if (t->kind == HRB_TARGET_NUMERIC)
        explain_quantity(&w, t, lang);
    else if (t->kind == HRB_TARGET_DEADLINE || t->kind == HRB_TARGET_RECURRENCE)
        explain_dates(&w, t, lang);
    else
        put(&w, KINDS[t->kind][lang]);
    if (t->kind == HRB_TARGET_GRADE)
        put_grade(&w, t);
    else if (KINDS[t->kind < 6 ? 0 : t->kind][0] == NULL && t->words[0] != '\0')
        put(&w, lang == HRB_LANG_EN ? "; words: " : "；其余文字：");
    put(&w, t->words);
    return finish(&w);
}
