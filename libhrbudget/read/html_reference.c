/* SPDX-License-Identifier: Apache-2.0 */
#include "read/html_reference.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"

static const struct {
    const char *name;
    uint32_t character;
} ENTITIES[] = {
    {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}, {"ensp", 0x2002}, {"emsp", 0x2003}, {"thinsp", 0x2009}, {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"laquo", 0xAB}, {"raquo", 0xBB}, {"mdash", 0x2014}, {"ndash", 0x2013}, {"minus", 0x2212}, {"hellip", 0x2026},
    {"middot", 0xB7}, {"bull", 0x2022}, {"times", 0xD7}, {"divide", 0xF7}, {"plusmn", 0xB1}, {"le", 0x2264}, {"ge", 0x2265}, {"ne", 0x2260}, {"permil", 0x2030},
    {"deg", 0xB0}, {"yen", 0xA5}, {"euro", 0x20AC}, {"copy", 0xA9}, {"reg", 0xAE}, {"sect", 0xA7}, {"para", 0xB6}, {"rarr", 0x2192}, {"larr", 0x2190}, {"zwnj", 0x200C},
    {"zwj", 0x200D}, {"shy", 0xAD},
};

static uint32_t number_of(hrb__text digits, uint32_t base)
{
    uint32_t value = 0;
    for (size_t i = 0; i < digits.length; i++)
        value = MIN(value * base + (uint32_t)g_ascii_xdigit_value(digits.data[i]), 0x110000);
    bool is_character = value > 31 && value < 0x110000 && !(value >= 0xD800 && value < 0xE000);
    return is_character ? value : value == '\t' || value == '\n' ? ' ' : 0xFFFD;
}

size_t hrb__html_reference(const char *p, const char *end, uint32_t *character)
{
    size_t i = 1, left = MIN((size_t)(end - p), 32);
    if (left > 2 && p[1] == '#') {
        bool hex = (p[2] | 0x20) == 'x';
        size_t start = i = hex ? 3 : 2;
        while (i < left && (hex ? g_ascii_isxdigit(p[i]) : g_ascii_isdigit(p[i])))
            i++;
        if (i == start)
            return 0;
        *character = number_of((hrb__text){p + start, i - start}, hex ? 16 : 10);
        return i < left && p[i] == ';' ? i + 1 : i;
    }
    while (i < left && g_ascii_isalnum(p[i]))
        i++;
    for (size_t k = 0; k < G_N_ELEMENTS(ENTITIES) && i > 1; k++)
        if (ENTITIES[k].name[0] == p[1] && strlen(ENTITIES[k].name) == i - 1 && memcmp(ENTITIES[k].name, p + 1, i - 1) == 0) {
            *character = ENTITIES[k].character;
            return i < left && p[i] == ';' ? i + 1 : i;
        }
    return 0;
}
