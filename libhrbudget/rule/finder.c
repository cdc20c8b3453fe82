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

bool hrb__finder_add(hrb__finder *finder, hrb__text text, const void *value)
{
    if (!grow_slots(finder))
        return false;
    uint64_t hash = hrb__text_hash(text);
    finder->begins[hrb__begin_key(text)] = finder->ends[hrb__end_key(text)] = 1;
    hrb__entry *slot = find_slot(finder, text, hash);
    finder->count += slot->value == NULL;
    *slot = (hrb__entry){text, hash, value};
    return true;
}

/* A window may end in any character that the beginning of a part has. */
static void note_part(hrb__finder *finder, hrb__text part)
{
    for (size_t end = 1; end <= finder->window; end++) {
        size_t key = hrb__leap_key(part.data, end), left = finder->window - end;
        if (key == SIZE_MAX)
            finder->has_odd_end = finder->has_odd_end || left == 0;
        else if (left < finder->leap[key])
            finder->leap[key] = (uint8_t)left;
    }
}

static void narrow_window(hrb__finder *finder, size_t window)
{
    finder->window = window;
    memset(finder->leap, (int)window, sizeof finder->leap);
    for (size_t i = 0; i < finder->part_count; i++)
        if (finder->parts[i].text.length >= 3)
            note_part(finder, finder->parts[i].text);
}

bool hrb__finder_add_part(hrb__finder *finder, hrb__text part, const void *value)
{
    if (part.length == 0)
        return true;
    if (!hrb__grow((void **)&finder->parts, finder->part_count, &finder->part_capacity, sizeof *finder->parts))
        return false;
    finder->parts[finder->part_count++] = (hrb__entry){.text = part, .value = value};
    size_t window = part.length < HRB__MAX_WINDOW ? part.length : HRB__MAX_WINDOW;
    if (part.length < 3) {
        finder->has_short_part = true;
        return true;
    }
    unsigned first = hrb__pair_key(part.data + 1);
    finder->may_open[first / 64] |= UINT64_C(1) << first % 64;
    if (finder->window == 0 || window < finder->window)
        narrow_window(finder, window);
    else
        note_part(finder, part);
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
    if (finder->count == 0 || !hrb__finder_may_have(finder, text))
        return NULL;
    return find_slot(finder, text, hrb__text_hash(text))->value;
}

/* The first of the parts before `found` that stands at the start of a text of a window at least, or `found`. */
static size_t part_at(const hrb__finder *finder, hrb__text text, size_t found)
{
    unsigned first = hrb__pair_key(text.data + 1);
    if ((finder->may_open[first / 64] >> first % 64 & 1) == 0)
        return found;
    for (size_t k = 0; k < found; k++)
        if (hrb__text_starts(text, finder->parts[k].text))
            return k;
    return found;
}

const void *hrb__finder_get_part(const hrb__finder *finder, hrb__text text)
{
    size_t end = hrb__finder_next_part(finder, text, finder->window), found = finder->part_count;
    for (size_t i = 0; i < finder->part_count && finder->has_short_part && found == finder->part_count; i++)
        if (finder->parts[i].text.length < 3 && hrb__text_has(text, finder->parts[i].text))
            found = i;
    for (; end <= text.length; end = hrb__finder_next_part(finder, text, end + 1))
        found = part_at(finder, (hrb__text){text.data + end - finder->window, text.length - end + finder->window}, found);
    return found < finder->part_count ? finder->parts[found].value : NULL;
}
