/* SPDX-License-Identifier: Apache-2.0 */
/* printf reads a format with places twice, and its arguments again for each
 * language. Here a format is taken apart once, and every text copied once. */
#include "check/message.h"

#define MOST_ARGUMENTS 16
#define MOST_PIECES 48

/* Words of the format, an argument, or {one|many}: words by whether the last number before them is 1. */
typedef struct piece {
    hrb__text words, of_many;
    int8_t argument; /* -1: words */
    int8_t number;   /* of {one|many}: the argument, or -1 */
    int8_t limit;    /* the argument that limits its length, or -1 */
    int16_t most;    /* bytes, or -1 */
} piece;

typedef enum kind {
    KIND_NONE,
    KIND_TEXT,
    KIND_INT,
    KIND_UNSIGNED,
    KIND_SIZE,
    KIND_LONG
} kind;

typedef struct sentence {
    piece pieces[2][MOST_PIECES];
    size_t counts[2];
    uint8_t kinds[MOST_ARGUMENTS];
    const char *texts[MOST_ARGUMENTS];
    int64_t numbers[MOST_ARGUMENTS];
    char digits[MOST_ARGUMENTS][HRB__LONGEST_NUMBER];
} sentence;

size_t hrb__number_write(int64_t number, char out[HRB__LONGEST_NUMBER])
{
    char digits[HRB__LONGEST_NUMBER];
    size_t count = 0, length = 0;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        digits[count++] = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (number < 0)
        out[length++] = '-';
    while (count > 0)
        out[length++] = digits[--count];
    return length;
}

/* "2$" at p: the argument at that place; without one the next in order. */
static int8_t read_place(const char **p, int8_t *next)
{
    const char *q = *p;
    int place = 0;
    while (*q >= '0' && *q <= '9' && place < MOST_ARGUMENTS)
        place = place * 10 + *q++ - '0';
    if (*q != '$' || place == 0)
        return (*next)++;
    *p = q + 1;
    return (int8_t)(place - 1);
}

static kind read_kind(const char **p)
{
    const char *q = *p;
    kind result = KIND_TEXT;
    if (*q == 'd' || *q == 'u')
        result = *q == 'd' ? KIND_INT : KIND_UNSIGNED;
    else if (*q == 'z' && *++q == 'u')
        result = KIND_SIZE;
    else if (*q == 'l' && *++q == 'l' && *++q == 'd')
        result = KIND_LONG;
    *p = q + 1;
    return result;
}

/* What stands behind a percent sign. */
static piece read_argument(sentence *s, const char **p, int8_t *next)
{
    piece result = {.limit = -1, .most = -1};
    result.argument = read_place(p, next);
    if (**p == '.') {
        ++*p;
        if (**p == '*') {
            ++*p;
            /* Without places the limit comes before what it limits. */
            int8_t before = *next;
            result.limit = read_place(p, next);
            if (*next > before) {
                result.limit = result.argument;
                result.argument = before;
            }
            if (result.limit < MOST_ARGUMENTS)
                s->kinds[result.limit] = KIND_INT;
        } else {
            result.most = (int16_t)(*(*p)++ - '0');
        }
    }
    kind found = read_kind(p);
    if (result.argument < MOST_ARGUMENTS)
        s->kinds[result.argument] = (uint8_t)found;
    return result;
}

/* {one|many} at p, and what is behind it; NULL: it is none. */
static const char *read_choice(const char *p, piece *out)
{
    const char *bar = strchr(p, '|'), *end = bar == NULL ? NULL : strchr(bar, '}');
    if (end != NULL)
        *out = (piece){.words = {p + 1, (size_t)(bar - p - 1)}, .of_many = {bar + 1, (size_t)(end - bar - 1)}, .argument = -1};
    return end == NULL ? NULL : end + 1;
}

static void take_apart(sentence *s, int lang, const char *format)
{
    int8_t next = 0, number = -1;
    size_t count = 0;
    const char *p = format;
    while (*p != '\0' && count < MOST_PIECES) {
        const char *start = p;
        bool sign = *p == '%';
        if (sign && p[1] != '%') {
            p++;
            piece found = read_argument(s, &p, &next);
            if (found.argument < MOST_ARGUMENTS && found.limit < MOST_ARGUMENTS) {
                s->pieces[lang][count++] = found;
                number = s->kinds[found.argument] != KIND_TEXT ? found.argument : number;
            }
            continue;
        }
        piece choice;
        const char *behind = *p == '{' ? read_choice(p, &choice) : NULL;
        if (behind != NULL) {
            choice.number = number;
            s->pieces[lang][count++] = choice;
            p = behind;
            continue;
        }
        start += sign; /* of %% the second */
        p += sign ? 2 : 1;
        while (*p != '\0' && *p != '%' && *p != '{')
            p++;
        s->pieces[lang][count++] = (piece){.words = {start, (size_t)(p - start)}, .argument = -1, .number = -1};
    }
    s->counts[lang] = count;
}

static void fetch(sentence *s, va_list args)
{
    for (int i = 0; i < MOST_ARGUMENTS && s->kinds[i] != KIND_NONE; i++) {
        switch (s->kinds[i]) {
        case KIND_TEXT:
            s->texts[i] = va_arg(args, const char *);
            continue;
        case KIND_INT:
            s->numbers[i] = va_arg(args, int);
            break;
        case KIND_UNSIGNED:
            s->numbers[i] = va_arg(args, unsigned);
            break;
        case KIND_SIZE:
            s->numbers[i] = (int64_t)va_arg(args, size_t);
            break;
        default:
            s->numbers[i] = va_arg(args, long long);
            break;
        }
    }
}

static hrb__text text_of(sentence *s, const piece *p)
{
    if (p->argument < 0)
        return p->number < 0 || s->numbers[p->number] == 1 ? p->words : p->of_many;
    if (s->kinds[p->argument] != KIND_TEXT)
        return (hrb__text){s->digits[p->argument], hrb__number_write(s->numbers[p->argument], s->digits[p->argument])};
    const char *text = s->texts[p->argument] == NULL ? "" : s->texts[p->argument];
    int64_t most = p->limit >= 0 ? s->numbers[p->limit] : p->most;
    return (hrb__text){text, most < 0 ? strlen(text) : strnlen(text, (size_t)most)};
}

bool hrb__message_write(hrb__arena *arena, const char *const formats[2], const char *messages[2], va_list args)
{
    sentence s;
    hrb__text texts[MOST_PIECES];
    memset(s.kinds, 0, sizeof s.kinds);
    for (int lang = 0; lang < 2; lang++)
        take_apart(&s, lang, formats[lang]);
    fetch(&s, args);
    for (int lang = 0; lang < 2; lang++) {
        for (size_t i = 0; i < s.counts[lang]; i++)
            texts[i] = text_of(&s, &s.pieces[lang][i]);
        char *text = hrb__message_join(arena, texts, s.counts[lang]);
        if (text == NULL)
            return false;
        messages[lang] = text;
    }
    return true;
}

char *hrb__message_join(hrb__arena *arena, const hrb__text *parts, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += parts[i].length;
    char *text = hrb__arena_alloc(arena, length + 1), *end = text;
    if (text == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].length > 0)
            memcpy(end, parts[i].data, parts[i].length);
        end += parts[i].length;
    }
    *end = '\0';
    return text;
}
