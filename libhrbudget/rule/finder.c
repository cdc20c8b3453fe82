/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/finder.h"

#include <glib.h>

#include "base/arena.h"

static hrb__entry *find_slot(const hrb__finder *finder, hrb__text text, uint64_t hash)
{
    size_t i = (size_t)hash & (finder->capacity - 1);
    while (finder->slots[i].value != NULL && (finder->slots[i].hash != hash || !hrb__text_equals(finder->slots[i].text, text)))
        i = (i + 1) & (finder->capacity - 1);
    return &finder->slots[i];
}

/* Keeps at least half of the slots free. */
static bool grow_slots(hrb__finder *finder)
{
    if (finder->count * 2 < finder->capacity)
        return true;
    hrb__finder grown = {.capacity = finder->capacity == 0 ? 64 : finder->capacity * 2};
    grown.slots = g_try_new0(hrb__entry, grown.capacity);
    if (grown.slots == NULL)
        return false;
    for (size_t i = 0; i < finder->capacity; i++)
        if (finder->slots[i].value != NULL)
            *find_slot(&grown, finder->slots[i].text, finder->slots[i].hash) = finder->slots[i];
    g_free(finder->slots);
    finder->slots = grown.slots;
    finder->capacity = grown.capacity;
    return true;
}

/* A number for the last character. */
static inline unsigned end_key(hrb__text text)
{
    const char *end = text.data + text.length;
    return text.length < 2 ? 0 : ((unsigned)end[-2] & 63) << 6 | ((unsigned)end[-1] & 63);
}

static void note_end(hrb__finder *finder, hrb__text text)
{
    finder->may_end[end_key(text) / 64] |= UINT64_C(1) << end_key(text) % 64;
}

bool hrb__finder_add(hrb__finder *finder, hrb__text text, const void *value)
{
    if (!grow_slots(finder))
        return false;
    uint64_t hash = hrb__text_hash(text);
    note_end(finder, text);
    hrb__entry *slot = find_slot(finder, text, hash);
    finder->count += slot->value == NULL;
    *slot = (hrb__entry){text, hash, value};
    return true;
}

/* A number for the character at p: of Han, the two bytes that tell it apart. */
static inline unsigned begin_key(const char *p)
{
    return ((unsigned)p[1] & 63) << 6 | ((unsigned)p[2] & 63);
}

bool hrb__finder_add_part(hrb__finder *finder, hrb__text part, const void *value)
{
    if (part.length == 0)
        return true;
    if (!hrb__grow((void **)&finder->parts, finder->part_count, &finder->part_capacity, sizeof *finder->parts))
        return false;
    finder->parts[finder->part_count++] = (hrb__entry){.text = part, .value = value};
    if (part.length < 3)
        finder->has_short_part = true;
    else
        finder->may_begin[begin_key(part.data) / 64] |= UINT64_C(1) << begin_key(part.data) % 64;
    return true;
}

void hrb__finder_free(hrb__finder *finder)
{
    g_free(finder->slots);
    g_free(finder->parts);
    *finder = (hrb__finder){0};
}

const void *hrb__finder_get(const hrb__finder *finder, hrb__text text)
{
    if (finder->count == 0 || !(finder->may_end[end_key(text) / 64] >> end_key(text) % 64 & 1))
        return NULL;
    return find_slot(finder, text, hrb__text_hash(text))->value;
}

const void *hrb__finder_get_part(const hrb__finder *finder, hrb__text text)
{
    size_t found = finder->part_count;
    for (size_t i = 0; i < finder->part_count && finder->has_short_part && found == finder->part_count; i++)
        if (finder->parts[i].text.length < 3 && hrb__text_has(text, finder->parts[i].text))
            found = i;
    for (size_t i = 0; i + 3 <= text.length && found > 0;) {
        const char *p = text.data + i;
        if (finder->may_begin[begin_key(p) / 64] >> begin_key(p) % 64 & 1)
            for (size_t k = 0; k < found; k++)
                if (hrb__text_starts((hrb__text){p, text.length - i}, finder->parts[k].text))
                    found = k;
        unsigned char lead = (unsigned char)*p;
        i += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }
    return found < finder->part_count ? finder->parts[found].value : NULL;
}
