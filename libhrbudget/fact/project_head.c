/* SPDX-License-Identifier: Apache-2.0 */
/* The head above a table of targets: 项目名称, 项目资金总额 and its sources. */
#include <glib.h>

#include "fact/project_words.h"

#define MAX_LABEL 60 /* bytes */

const hrb__keyword *hrb__project_word(hrb__text folded, hrb__project_word_kind kind)
{
    const hrb__beginning *beginning = hrb__project_beginning(folded);
    const hrb__keyword *first = &hrb__project_words.words[beginning->first], *word = &hrb__project_words.words[beginning->end];
    while (word > first && (--word)->length <= folded.length) /* the shortest stand last */
        if (word->length == folded.length && word->kind == kind && hrb__text_equals(folded, (hrb__text){word->text, word->length}))
            return word;
    return NULL;
}

/* A word of the head, alone or with a bracket behind it. */
static const hrb__keyword *head_word(hrb__text folded)
{
    const hrb__keyword *word = hrb__project_word(folded, HRB__WORD_HEAD);
    for (size_t i = 0; i < folded.length && word == NULL; i++)
        if (folded.data[i] == '(')
            word = hrb__project_word((hrb__text){folded.data, i}, HRB__WORD_HEAD);
    return word;
}

/* The label that a text is up to its colon, NULL if none, and what is behind the colon. */
static const hrb__keyword *label_of(hrb__text text, hrb__head_entry *entry, hrb__text *behind)
{
    if (!hrb__may_be_head(text))
        return NULL;
    char buffer[96];
    /* The colon of 其中： is not the label's. */
    size_t from = hrb__text_starts(text, HRB__TEXT("其中")) ? 9 : 0, end = MIN(text.length, MAX_LABEL + 3);
    size_t colon = hrb__text_find((hrb__text){text.data + from, end - from}, HRB__TEXT("：")), length = colon == SIZE_MAX ? text.length : from + colon;
    if (length > MAX_LABEL)
        return NULL;
    hrb__text folded = hrb__text_folded((hrb__text){text.data, length}, buffer, sizeof buffer);
    const hrb__keyword *word = head_word(folded);
    if (word == NULL)
        return NULL;
    size_t taken = colon == SIZE_MAX ? length : length + 3;
    *behind = hrb__text_trim((hrb__text){text.data + taken, text.length - taken});
    entry->unit = folded.length == word->length && folded.data[folded.length - 1] != ')' ? HRB_UNIT_NONE
                  : hrb__text_has(folded, HRB__TEXT("(万元)"))                          ? HRB_UNIT_WAN_YUAN
                  : hrb__text_has(folded, HRB__TEXT("(元)"))                            ? HRB_UNIT_YUAN
                                                                                          : HRB_UNIT_NONE;
    entry->what = word->value;
    return word;
}

/* The value of a label: behind its colon, or the next cell with text. */
static hrb__text value_of(const hrb_document *document, const hrb__row *row, hrb__text behind, size_t *cell)
{
    for (size_t i = *cell + 1; i < row->cell_count && behind.length == 0; i++) {
        behind = hrb__row_text(&document->blocks, row, i);
        *cell = behind.length > 0 ? i : *cell;
    }
    return behind;
}

bool hrb__target_head_read(const hrb_document *document, const hrb__row *row, hrb__target_head *out)
{
    out->count = 0;
    out->name = (hrb__span){0, 0};
    for (size_t i = 0; i < row->cell_count; i++) {
        hrb__head_entry entry, ignored;
        hrb__text behind, other;
        if (label_of(hrb__row_text(&document->blocks, row, i), &entry, &behind) == NULL)
            continue;
        if (out->count == G_N_ELEMENTS(out->entries))
            return false; /* no head has as many in one row */
        size_t cell = i;
        hrb__text value = entry.what == HRB__HEAD_UNIT ? HRB__TEXT("") : value_of(document, row, behind, &cell);
        /* 项目名称 over a column of them is no label. */
        if (entry.what == HRB__HEAD_NAME && hrb__target_column(value) != HRB__ROLE_NONE)
            return false;
        if (value.length > 0 && cell > i && label_of(value, &ignored, &other) != NULL)
            value.length = 0; /* the label of something else */
        entry.value = value.length == 0 ? (hrb__span){0, 0} : hrb__span_of(document, value);
        if (entry.what == HRB__HEAD_NAME && value.length > 0)
            out->name = entry.value;
        out->entries[out->count++] = entry;
        i = value.length == 0 ? i : cell;
    }
    return out->count > 0;
}

static void store_money(const hrb_document *document, hrb__project *project, unsigned slot, hrb__span span, hrb_unit unit)
{
    hrb__stated money;
    /* 其他资金 stands on both sides: the second is that of the year. */
    if (slot == HRB__HEAD_OTHER && (project->head[HRB__HEAD_OTHER].quantum > 0 || project->head[HRB__HEAD_YEAR_CARRIED].quantum > 0))
        slot = HRB__HEAD_YEAR_OTHER;
    if (project->head[slot].quantum == 0 && hrb__read_money(document, span, unit, &money))
        project->head[slot] = money;
}

void hrb__target_head_store(const hrb_document *document, const hrb__target_head *head, hrb__project *project, hrb_unit *unit)
{
    if (head->name.length > 0)
        project->table_name_span = head->name;
    for (size_t i = 0; i < head->count; i++) {
        const hrb__head_entry *entry = &head->entries[i];
        *unit = entry->unit != HRB_UNIT_NONE ? entry->unit : *unit;
        if (entry->what < HRB__HEAD_MONEYS && entry->value.length > 0)
            store_money(document, project, entry->what, entry->value, *unit);
    }
}
