/* SPDX-License-Identifier: Apache-2.0 */
/* The grammar, over the tokens of token.c:
 *
 *   target     = { frequency | date | recurrence | quantity | other }
 *   quantity   = { EACH unit | FILLER } { BEFORE | FILLER } measure [ ( RANGE | PLUS_MINUS ) measure ] { AFTER | BETWEEN | inclusion }
 *   measure    = figure FRACTION figure | [ PARTS_OF ] [ "-" ] figure { MAGNITUDE } [ MORE_THAN ] [ TENTHS ] [ unit | "(" unit ")" ] { ( SLASH | EACH | DOT ) unit } [ inclusion ]
 *   inclusion  = "(" ( INCLUDE | EXCLUDE ) { figure | unit } ")" | INCLUDE
 *   date       = [ year ] ( month [ day | PART ] | HALF | quarter | ENDS ) [ DUE ] | year [ PART ] [ DUE ] | DATE [ DUE ] | day DUE | NEXT ( day | PART | date )
 *   recurrence = PERIOD [ day | PART | ENDS ] [ DUE ]
 *   frequency  = one unit-of-time [ BEFORE ] figure unit
 *
 * The first quantity and the first date count; a second quantity that bounds
 * the other side makes a range. What no rule takes is left as words. */
#include "indicator/grammar.h"

/* A word of a table. */
#define WORD(text) {(text), sizeof(text) - 1}

/* --- Grades and words --- */

static size_t take_grade(hrb__parser *p, size_t i)
{
    const hrb__token *t = at(p, i);
    if (t->kind != HRB__WORD_GRADE && t->kind != HRB__WORD_EVERYDAY)
        return i;
    int inclusion = 0, after = 0;
    size_t end = hrb__after_at(p, i + 1, &after, &inclusion);
    if (t->kind == HRB__WORD_EVERYDAY && after == 0)
        return i;
    p->out->grade = t->value;
    p->out->comparator = hrb__with_inclusion(after == 0 ? HRB_COMPARE_EQUAL : after, inclusion);
    p->out->stated = after != 0;
    p->out->inclusive = p->out->comparator != HRB_COMPARE_MORE && p->out->comparator != HRB_COMPARE_LESS;
    use(p, i, end);
    return end;
}

/* The rules in the order in which they are tried, each with the kinds of tokens that it may begin with. */
#define KIND(name) (UINT64_C(1) << (name))
#define FIGURES (KIND(HRB__TOKEN_FIGURE) | KIND(HRB__TOKEN_NUMERAL))
#define MEASURES (FIGURES | KIND(HRB__WORD_PARTS_OF) | KIND(HRB__WORD_RANGE)) /* the mark of a range may be a minus */

static const struct {
    size_t (*take)(hrb__parser *p, size_t i);
    uint64_t begins;
} RULES[] = {
    {hrb__take_frequency, FIGURES},
    {hrb__take_date, FIGURES | KIND(HRB__TOKEN_DATE) | KIND(HRB__WORD_HALF) | KIND(HRB__WORD_ENDS) | KIND(HRB__WORD_ORDINAL) | KIND(HRB__WORD_NEXT)},
    {hrb__take_period, KIND(HRB__WORD_PERIOD)},
    {hrb__take_interval, KIND(HRB__WORD_OPEN)},
    {hrb__take_chain, MEASURES},
    {hrb__take_quantity, MEASURES | KIND(HRB__WORD_EACH) | KIND(HRB__WORD_BEFORE) | KIND(HRB__WORD_FILLER)},
};

static void scan_tokens(hrb__parser *p)
{
    for (size_t i = 0; i < p->tokens->count;) {
        size_t end = i;
        for (size_t k = 0; k < sizeof RULES / sizeof RULES[0] && end == i; k++)
            if (RULES[k].begins & KIND(at(p, i)->kind))
                end = RULES[k].take(p, i);
        i = end > i ? end : i + 1;
    }
}

static bool is_punctuation(uint32_t c)
{
    return strchr(",.;:()/-", c < 0x80 ? (int)c : 'x') != NULL || c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1B || c == 0xFF1A || c == 0xFF08 || c == 0xFF09;
}

static bool is_open(uint32_t c)
{
    return c == '(' || c == 0xFF08;
}

static bool is_close(uint32_t c)
{
    return c == ')' || c == 0xFF09;
}

/* A bracket whose partner stands in the text stays. */
static bool has_partner(hrb__text text, uint32_t c)
{
    return (is_open(c) && (hrb__text_has(text, HRB__TEXT(")")) || hrb__text_has(text, HRB__TEXT("）")))) ||
           (is_close(c) && (hrb__text_has(text, HRB__TEXT("(")) || hrb__text_has(text, HRB__TEXT("（"))));
}

static hrb__text trim_punctuation(hrb__text text)
{
    for (;;) {
        text = hrb__text_trim(text);
        size_t size, start = text.length;
        if (text.length == 0)
            return text;
        uint32_t c = hrb__utf8_get(text.data, text.length, &size);
        if (is_punctuation(c) && c != '-' && !has_partner(text, c)) {
            text.data += size;
            text.length -= size;
            continue;
        }
        do {
            start--;
        } while (start > 0 && ((unsigned char)text.data[start] & 0xC0) == 0x80);
        c = hrb__utf8_get(text.data + start, text.length - start, &size);
        if (!is_punctuation(c) || has_partner(text, c))
            return text;
        text.length = start;
    }
}

/* What no rule has taken, joined by commas. */
static const char *leftover(hrb__parser *p)
{
    char buffer[HRB__TARGET_MAX_BYTES + 3 * HRB__TARGET_MAX_TOKENS + 8];
    size_t length = 0;
    for (size_t i = 0; i < p->tokens->count;) {
        if (at(p, i)->used) {
            i++;
            continue;
        }
        size_t end = i;
        while (end < p->tokens->count && !at(p, end)->used)
            end++;
        hrb__text text = trim_punctuation(span(p, i, end));
        if (text.length > 0 && length > 0) {
            memcpy(buffer + length, "，", 3);
            length += 3;
        }
        memcpy(buffer + length, text.data, text.length);
        length += text.length;
        i = end;
    }
    return keep(p, (hrb__text){buffer, length});
}

/* --- The whole --- */

/* A figure among words counts only if it is one beyond doubt: with a unit, a
 * comparator, or right in front (0投诉). A Chinese numeral must be all there is. */
static bool is_doubtful(hrb__parser *p)
{
    const hrb_target *out = p->out;
    if (!out->has_value || out->words[0] == '\0' || out->stated || p->named)
        return false;
    bool product = hrb__text_has((hrb__text){out->words, strlen(out->words)}, HRB__TEXT("*")) || hrb__text_has((hrb__text){out->words, strlen(out->words)}, HRB__TEXT("×"));
    return p->numeral || product || (!p->has_unit && !at(p, 0)->used);
}

/* A grade counts only if it is the whole target. */
static void read_grade(hrb__parser *p)
{
    hrb_target *out = p->out;
    if (out->has_value || out->relation != 0 || out->recurrence != 0 || p->year != 0 || p->the_year)
        return;
    if (take_grade(p, 0) == p->tokens->count)
        return;
    out->grade = 0;
    out->comparator = HRB_COMPARE_NONE;
    out->stated = out->inclusive = false;
    for (size_t i = 0; i < p->tokens->count; i++)
        at(p, i)->used = false;
}

static hrb_target_kind kind_of(const hrb__parser *p)
{
    const hrb_target *out = p->out;
    if (p->overflow || p->tokens->too_long || p->tokens->malformed || p->contradiction)
        return HRB_TARGET_UNREADABLE;
    if (out->has_value)
        return HRB_TARGET_NUMERIC;
    if (out->recurrence != HRB__NO_PERIOD)
        return HRB_TARGET_RECURRENCE;
    if (out->relation != HRB__NO_RELATION)
        return HRB_TARGET_DEADLINE;
    return out->grade != 0 ? HRB_TARGET_GRADE : HRB_TARGET_QUALITATIVE;
}

/* 全年, 本年度完成: a time, where nothing is left that happens in it. */
static void read_the_year(hrb__parser *p)
{
    hrb_target *out = p->out;
    bool is_time = p->the_year && !out->has_value && out->relation == 0 && out->recurrence == 0 && p->year == 0 && out->grade == 0;
    if (!is_time || (out->words[0] != '\0' && strcmp(out->words, "完成") != 0 && strcmp(out->words, "全部完成") != 0))
        return;
    out->date = (hrb__date){.month = 12, .day = 31};
    out->relation = HRB__RELATION_WITHIN;
}

static void clear(hrb_target *out)
{
    *out = (hrb_target){.arena = out->arena, .text = out->text, .text_length = out->text_length, .unit = "", .per = "", .period = "", .deadline = "", .words = ""};
}

static bool read_tokens(hrb__tokens *tokens, hrb__arena *arena, hrb_target *out)
{
    for (reading mode = READ_ALL; mode <= READ_DATES; mode++) {
        hrb__parser p = {.tokens = tokens, .out = out, .arena = arena, .memory = true, .mode = mode};
        clear(out);
        for (size_t i = 0; i < tokens->count; i++)
            tokens->items[i].used = false;
        scan_tokens(&p);
        read_grade(&p);
        out->words = leftover(&p);
        if (is_doubtful(&p))
            continue;
        read_the_year(&p);
        hrb__write_per(&p);
        hrb__write_dates(&p);
        out->kind = kind_of(&p);
        return p.memory;
    }
    return true;
}

/* The name repeated in place of a target: all of it, or its last word (居民满意度 → 满意度). */
static bool is_label(hrb__text text, hrb__text name)
{
    static const hrb__text NOUNS[] = {WORD("率"), WORD("度"), WORD("性"), WORD("数"), WORD("量"), WORD("情况"), WORD("成本"), WORD("时间")};
    /* A cheap look: the last character must be the same. */
    if (text.length < 6 || name.length < text.length || memcmp(text.data + text.length - 3, name.data + name.length - 3, 3) != 0)
        return false;
    char a[256], b[512];
    hrb__text folded = {a, hrb__text_fold(text, a, sizeof a)}, label = {b, hrb__text_fold(name, b, sizeof b)};
    if (folded.length < 6 || folded.length > label.length || folded.length == sizeof a)
        return false;
    if (memcmp(label.data + label.length - folded.length, folded.data, folded.length) != 0)
        return false;
    bool noun = folded.length == label.length;
    for (size_t i = 0; i < sizeof NOUNS / sizeof NOUNS[0] && !noun; i++)
        noun = folded.length >= NOUNS[i].length + 3 && memcmp(folded.data + folded.length - NOUNS[i].length, NOUNS[i].data, NOUNS[i].length) == 0;
    return noun;
}

bool hrb__target_is_label(const hrb_target *target, hrb__text name)
{
    bool words = target->kind == HRB_TARGET_QUALITATIVE || target->kind == HRB_TARGET_COPIED_LABEL;
    return words && is_label(hrb__target_text(target), name);
}

static bool is_blank(hrb__text text)
{
    size_t size;
    for (size_t i = 0; i < text.length; i += size) {
        uint32_t c = hrb__utf8_get(text.data + i, text.length - i, &size);
        if (c != '-' && c != '/' && c != '\\' && c != 0xFF0F && c != 0x2014 && c != 0xFF0D && c != 0x2013 && c != 0x2212 && c != 0x2015 && !hrb__is_blank(c))
            return false;
    }
    return true;
}

bool hrb__target_read(hrb__text text, hrb__text name, hrb__arena *arena, hrb_target *out)
{
    text = hrb__text_trim(text);
    *out = (hrb_target){.text = hrb__arena_text(arena, text.data, text.length), .text_length = (uint32_t)text.length};
    clear(out);
    if (out->text == NULL) {
        out->text = "";
        out->text_length = 0;
        return false;
    }
    out->kind = HRB_TARGET_QUALITATIVE;
    out->words = out->text;
    if (is_blank(text)) {
        out->kind = HRB_TARGET_BLANK;
        out->words = "";
        return true;
    }
    if (text.length > HRB__TARGET_MAX_BYTES)
        return true;
    hrb__tokens tokens;
    hrb__tokenize((hrb__text){out->text, text.length}, &tokens);
    if (tokens.too_many)
        return true;
    /* Words and nothing else: no rule begins with them. */
    if (tokens.count == 1 && tokens.items[0].kind == HRB__TOKEN_TEXT && !tokens.too_long && !tokens.malformed) {
        out->kind = is_label(text, name) ? HRB_TARGET_COPIED_LABEL : HRB_TARGET_QUALITATIVE;
        return true;
    }
    if (!read_tokens(&tokens, arena, out))
        return false;
    if (out->kind == HRB_TARGET_UNREADABLE || out->kind == HRB_TARGET_QUALITATIVE) {
        hrb_target_kind kind = out->kind;
        clear(out);
        out->kind = kind == HRB_TARGET_QUALITATIVE && is_label(text, name) ? HRB_TARGET_COPIED_LABEL : kind;
        out->words = out->text;
        if (tokens.count == 1 && tokens.items[0].kind == HRB__WORD_EVERYDAY)
            out->grade = tokens.items[0].value; /* what was achieved may be 良好 */
    }
    return true;
}
