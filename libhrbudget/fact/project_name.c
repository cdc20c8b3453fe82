/* SPDX-License-Identifier: Apache-2.0 */
/* The names of projects, and whose they are: from the headings of their statements and their tables. */
#include <glib.h>

#include "fact/project.h"

/* A word of a table. */
#define WORD(text) {(text), sizeof(text) - 1}

#define MAX_ENTITIES 64
#define MAX_NAME 512 /* bytes; more is prose */

size_t hrb__heading_end(hrb__text text)
{
    static const hrb__text ENDS[] = {WORD("经费情况说明"), WORD("经费况说明"), WORD("经费安排情况说明"), WORD("项目情况说明"), WORD("项目经费说明"), WORD("资金情况说明")};
    for (size_t i = 0; i < G_N_ELEMENTS(ENDS) && hrb__text_ends(text, HRB__TEXT("说明")); i++)
        if (hrb__text_ends(text, ENDS[i]))
            return text.length - ENDS[i].length;
    return SIZE_MAX;
}

hrb__text hrb__without_ordinal(hrb__text text)
{
    int level;
    size_t length = hrb__ordinal_length(text, &level);
    return hrb__text_trim((hrb__text){text.data + length, text.length - length});
}

/* Of "…局创业就业项目经费情况说明" the words are "…局创业就业". */
void hrb__set_heading(const hrb_document *document, hrb__project *project, hrb__span heading)
{
    hrb__text text = hrb__without_ordinal(hrb__span_text(document, heading));
    size_t end = hrb__heading_end(text);
    text.length = end != SIZE_MAX ? end : text.length;
    text.length -= hrb__text_ends(text, HRB__TEXT("项目")) ? 6 : 0;
    project->heading = heading;
    project->words = hrb__span_of(document, hrb__text_trim(text));
}

/* The last character of text[0..*length], folded; what stands before it in *length. */
static uint32_t take_last(hrb__text text, size_t *length)
{
    size_t end = *length, size;
    do {
        --*length;
    } while (*length > 0 && ((unsigned char)text.data[*length] & 0xC0) == 0x80);
    return hrb__fold_character(hrb__utf8_get(text.data + *length, end - *length, &size));
}

/* Bytes at the end of `text` that say the same as `name`; 0 if it does not end so. */
static size_t tail_length(hrb__text text, hrb__text name)
{
    size_t at = text.length, left = name.length, tail = 0;
    if (name.length >= MAX_NAME)
        return 0;
    /* Nearly always byte by byte; a mark in front of the name is not part of it. */
    if (name.length >= 3 && (unsigned char)name.data[0] >= 0xE4 && (unsigned char)name.data[0] <= 0xE9 && hrb__text_ends(text, name))
        return name.length;
    for (;;) {
        uint32_t wanted = 0, found = 0;
        while (left > 0 && wanted == 0)
            wanted = take_last(name, &left);
        if (wanted == 0)
            return tail;
        while (at > 0 && found == 0)
            found = take_last(text, &at);
        if (found != wanted)
            return 0;
        tail = text.length - at;
    }
}

bool hrb__heading_names(const hrb_document *document, const hrb__project *project, hrb__text name)
{
    return tail_length(hrb__span_text(document, project->words), name) > 0;
}

/* --- Names --- */

static bool has(hrb__text text, char c)
{
    return memchr(text.data, c, text.length) != NULL;
}

/* A copy without the line ends of a name that stands on several lines. */
static const char *keep(hrb_document *document, hrb__text text)
{
    char *copy = text.length == 0 ? NULL : hrb__arena_text(&document->arena, text.data, text.length);
    document->out_of_memory = document->out_of_memory || (copy == NULL && text.length > 0);
    if (copy == NULL)
        return "";
    if (!has(text, '\n') && !has(text, '\r') && !has(text, '\t'))
        return copy;
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++)
        if (copy[i] != '\n' && copy[i] != '\r' && copy[i] != '\t')
            copy[length++] = copy[i];
    copy[length] = '\0';
    return copy;
}

static void set_names(hrb_document *document, hrb__project *project, hrb__text words, size_t entity_length)
{
    project->entity = keep(document, hrb__text_trim((hrb__text){words.data, entity_length}));
    project->name = keep(document, hrb__text_trim((hrb__text){words.data + entity_length, words.length - entity_length}));
}

/* Whose project it is stands before its name; where one ends the table of
 * targets tells, and for the others the bodies known from those. */
void hrb__name_projects(hrb_document *document, hrb__projects *projects)
{
    const char *entities[MAX_ENTITIES];
    size_t known = 0;
    for (size_t i = 0; i < projects->count; i++) {
        hrb__project *p = &projects->items[i];
        p->table_name = keep(document, hrb__span_text(document, p->table_name_span));
        hrb__text words = hrb__span_text(document, p->words);
        size_t tail = tail_length(words, (hrb__text){p->table_name, strlen(p->table_name)});
        if (tail == 0)
            continue;
        set_names(document, p, words, words.length - tail);
        bool seen = p->entity[0] == '\0' || known == MAX_ENTITIES;
        for (size_t k = 0; k < known && !seen; k++)
            seen = strcmp(entities[k], p->entity) == 0;
        if (!seen)
            entities[known++] = p->entity;
    }
    for (size_t i = 0; i < projects->count; i++) {
        hrb__project *p = &projects->items[i];
        hrb__text words = hrb__span_text(document, p->words);
        if (p->name[0] != '\0')
            continue;
        if (words.length == 0) {
            p->name = p->table_name;
            continue;
        }
        size_t best = 0;
        for (size_t k = 0; k < known; k++) {
            size_t length = strlen(entities[k]);
            if (length > best && length < words.length && memcmp(words.data, entities[k], length) == 0)
                best = length;
        }
        size_t department = strlen(document->department);
        if (best == 0 && department > 0 && department < words.length && memcmp(words.data, document->department, department) == 0)
            best = department;
        set_names(document, p, words, best);
    }
    for (size_t i = 0; i < projects->count; i++)
        if (projects->items[i].entity[0] == '\0')
            projects->items[i].entity = document->department;
}
