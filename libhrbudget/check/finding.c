/* SPDX-License-Identifier: Apache-2.0 */
/* Building findings: places, words, order, fingerprints. */
#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/keys.h"
#include "check/message.h"
#include "check/report.h"

#define MAX_RAW_TEXT 200

hrb__finding *hrb__finding_new(hrb_report *report, const hrb__rule *rule)
{
    if (rule == NULL || report->out_of_memory)
        return NULL;
    if ((int64_t)report->finding_count >= report->max_findings && rule->kind != HRB__RULE_FINDINGS_CUT) {
        report->cut_findings++;
        return NULL;
    }
    if (!hrb__grow((void **)&report->findings, report->finding_count, &report->finding_capacity, sizeof *report->findings)) {
        report->out_of_memory = true;
        return NULL;
    }
    hrb__finding *finding = &report->findings[report->finding_count++];
    *finding = (hrb__finding){.rule = rule, .severity = rule->severity, .verdict = HRB_VERDICT_FAIL, .message = {"", ""}, .slip = ""};
    return finding;
}

hrb__location *hrb__finding_add_location(hrb_report *report, hrb__finding *finding, const char *role)
{
    if (!hrb__grow((void **)&finding->locations, finding->location_count, &finding->location_capacity, sizeof *finding->locations)) {
        report->out_of_memory = true;
        return NULL;
    }
    hrb__location *location = &finding->locations[finding->location_count++];
    *location = (hrb__location){.role = role, .text = "", .table = -1};
    return location;
}

void hrb__finding_add_equation(hrb_report *report, hrb__finding *finding, uint32_t equation)
{
    if (!hrb__grow((void **)&finding->equations, finding->equation_count, &finding->equation_capacity, sizeof *finding->equations)) {
        report->out_of_memory = true;
        return;
    }
    finding->equations[finding->equation_count++] = equation;
}

static const char *keep(hrb_report *report, char *text)
{
    if (text == NULL)
        report->out_of_memory = true;
    return text == NULL ? "" : text;
}

static hrb__text text_of(const char *text)
{
    return (hrb__text){text, text == NULL ? 0 : strlen(text)};
}

static const char *join(hrb_report *report, const hrb__text *parts, size_t count)
{
    return keep(report, hrb__message_join(&report->arena, parts, count));
}

/* "2080101 行政运行": the words of a line. */
static const char *line_label(hrb_report *report, const hrb__line *line)
{
    if (line == NULL || (line->label.length == 0 && line->code_text[0] == '\0'))
        return NULL;
    hrb__text code = text_of(line->code_text), label = {line->label.data, hrb__clip(line->label, MAX_RAW_TEXT)};
    hrb__text parts[] = {code, {" ", code.length > 0 && label.length > 0}, label};
    return join(report, parts, G_N_ELEMENTS(parts));
}

static void fill_path(hrb_report *report, hrb__location *location, int32_t table_index, int32_t row, int32_t column)
{
    const hrb__table *table = &report->document->tables[table_index];
    const hrb__line *line = NULL;
    if (row >= 0 && column >= 0) {
        int32_t index = table->rows[row].line_of[table->columns[column].pane];
        line = index < 0 ? NULL : &table->lines[index];
    } else if (row >= 0) {
        line = hrb__table_line(table, (size_t)row);
    }
    size_t n = 0;
    const char *label = table->row_count == 1 ? NULL : line_label(report, line);
    if (label != NULL)
        location->path[n++] = label;
    if (column >= 0) {
        /* A single row has no label: its columns need their full titles. */
        const hrb__column *c = &table->columns[column];
        location->path[n++] = label == NULL ? c->title : c->leaf;
    }
}

/* A copy without line ends and what blanks follow them: lines of a page are no part of a text. */
static const char *copy_printed(hrb_report *report, hrb__text text)
{
    char *copy = hrb__arena_text(&report->arena, text.data, hrb__clip(text, MAX_RAW_TEXT));
    if (copy == NULL)
        return keep(report, NULL);
    char *to = copy;
    for (const char *from = copy; *from != '\0'; from++) {
        if (*from == '\n' || *from == '\r') {
            while (from[1] == ' ' || from[1] == '\t' || from[1] == '\n' || from[1] == '\r')
                from++;
            continue;
        }
        *to++ = *from;
    }
    *to = '\0';
    return copy;
}

void hrb__finding_add_cell(hrb_report *report, hrb__finding *finding, const char *role, int32_t table, int32_t row, int32_t column, hrb__cell cell)
{
    hrb__location *location = hrb__finding_add_location(report, finding, role);
    if (location == NULL)
        return;
    hrb__text text = hrb__cell_text(&report->document->blocks, cell);
    location->text = copy_printed(report, text);
    location->offset = cell.offset;
    location->length = cell.length;
    location->table = table;
    if (table < 0)
        return;
    location->row = row + 1;
    location->cell = column + 1;
    if (report->document->tables[table].row_count > 0)
        fill_path(report, location, table, row, column);
}

static bool is_mark(const char *p)
{
    static const char MARKS[][4] = {"。", "，", "；", "：", "、"};
    for (size_t i = 0; i < G_N_ELEMENTS(MARKS) && ((unsigned char)*p == 0xE3 || (unsigned char)*p == 0xEF); i++)
        if (memcmp(p, MARKS[i], 3) == 0)
            return true;
    return false;
}

/* The words of a sentence that lead to a figure: from the mark before it. */
static hrb__text leading_words(const hrb_report *report, const hrb__fact *fact)
{
    const char *text = report->document->blocks.source.text;
    size_t end = fact->offset, start = end;
    for (size_t reach = 0; start > 0 && reach < MAX_RAW_TEXT; reach++, start--) {
        if (text[start - 1] == '\n' || text[start - 1] == '\t' || (start >= 3 && is_mark(text + start - 3)))
            break;
    }
    while (start < end && ((unsigned char)text[start] & 0xC0) == 0x80)
        start++;
    return hrb__text_trim((hrb__text){text + start, end - start});
}

void hrb__finding_add_fact(hrb_report *report, hrb__finding *finding, const char *role, size_t fact)
{
    const hrb__fact *f = &report->facts[fact];
    hrb__finding_add_cell(report, finding, role, f->table, f->row, f->column, (hrb__cell){.offset = f->offset, .length = f->length});
    if (f->table >= 0 || finding->location_count == 0)
        return;
    hrb__text words = leading_words(report, f);
    if (words.length > 0)
        finding->locations[finding->location_count - 1].path[0] = keep(report, hrb__arena_text(&report->arena, words.data, words.length));
}

void hrb__finding_say(hrb_report *report, hrb__finding *finding, const char *zh_format, const char *en_format, ...)
{
    const char *formats[2] = {zh_format, en_format};
    va_list args;
    va_start(args, en_format);
    report->out_of_memory = !hrb__message_write(&report->arena, formats, finding->message, args) || report->out_of_memory;
    va_end(args);
}

hrb_unit hrb__table_unit(const hrb_report *report, size_t table)
{
    return report->units != NULL ? report->units[table] : report->document->tables[table].unit;
}

hrb_unit hrb__fact_unit(const hrb_report *report, size_t fact)
{
    static const struct { hrb__text ending; hrb_unit unit; } ENDINGS[] = {
        {HRB__TEXT("亿元"), HRB_UNIT_YI_YUAN}, {HRB__TEXT("万元"), HRB_UNIT_WAN_YUAN}, {HRB__TEXT("元"), HRB_UNIT_YUAN}};
    int32_t table = report->facts[fact].table;
    if (table >= 0)
        return hrb__table_unit(report, (size_t)table);
    const char *text = report->document->fact_texts[fact];
    const hrb__text printed = {text, strlen(text)};
    for (size_t i = 0; i < G_N_ELEMENTS(ENDINGS); i++)
        if (printed.length > ENDINGS[i].ending.length && memcmp(printed.data + printed.length - ENDINGS[i].ending.length, ENDINGS[i].ending.data, ENDINGS[i].ending.length) == 0)
            return ENDINGS[i].unit;
    return HRB_UNIT_WAN_YUAN;
}

const char *hrb__money(hrb_report *report, hrb_fen fen, hrb_unit unit)
{
    char buffer[64];
    size_t length = hrb_fen_format(fen, unit, 2, HRB_FORMAT_GROUPED | HRB_FORMAT_UNIT | HRB_FORMAT_EXACT, buffer, sizeof buffer);
    return keep(report, hrb__arena_text(&report->arena, buffer, MIN(length, sizeof buffer - 1)));
}

const char *hrb__fact_label(hrb_report *report, size_t fact)
{
    hrb__location location = {0};
    const hrb__fact *f = &report->facts[fact];
    if (f->table < 0) {
        hrb__text parts[] = {HRB__TEXT("“"), leading_words(report, f), HRB__TEXT("”")};
        return join(report, parts, G_N_ELEMENTS(parts));
    }
    fill_path(report, &location, f->table, f->row, f->column);
    const char *title = report->document->titles[f->table];
    hrb__text parts[] = {text_of(title[0] != '\0' ? title : report->document->tables[f->table].form->name[HRB_LANG_ZH]), HRB__TEXT("["), text_of(location.path[0]),
                         location.path[1] == NULL ? HRB__TEXT("") : HRB__TEXT(" / "), text_of(location.path[1]), HRB__TEXT("]")};
    return join(report, parts, G_N_ELEMENTS(parts));
}

const char *hrb__percent(hrb_report *report, int64_t basis_points)
{
    char buffer[64];
    size_t n = hrb_fen_format(basis_points, HRB_UNIT_YUAN, 2, 0, buffer, sizeof buffer - 1);
    buffer[n] = '%';
    return keep(report, hrb__arena_text(&report->arena, buffer, n + 1));
}

const char *hrb__count(hrb_report *report, int64_t count)
{
    char buffer[HRB__LONGEST_NUMBER];
    return keep(report, hrb__arena_text(&report->arena, buffer, hrb__number_write(count, buffer)));
}

/* --- Order and identity --- */

static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; text != NULL && *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
    return (hash ^ 0xFF) * UINT64_C(0x100000001B3);
}

/* From what a finding is about, not from where it stands or what the figures are. */
static uint64_t identity_of(const hrb_report *report, const hrb__finding *finding)
{
    uint64_t hash = hash_text(UINT64_C(0xCBF29CE484222325), finding->rule->id);
    if (finding->location_count == 0)
        return hash_text(hash, finding->message[HRB_LANG_EN]);
    const hrb__location *location = &finding->locations[0];
    const hrb__table *table = location->table < 0 ? NULL : &report->document->tables[location->table];
    hash = hash_text(hash, table == NULL || table->form == NULL ? "" : table->form->kind);
    hash = hash_text(hash_text(hash, location->path[0]), location->path[1]);
    return location->path[0] == NULL ? hash_text(hash, location->text) : hash;
}

static void set_fingerprint(hrb__finding *finding, uint64_t identity, uint32_t repetition)
{
    static const char DIGITS[] = "0123456789abcdef";
    uint64_t hash = (identity ^ repetition) * UINT64_C(0x100000001B3);
    for (int i = 0; i < 16; i++)
        finding->fingerprint[i] = DIGITS[hash >> (60 - 4 * i) & 15];
    finding->fingerprint[16] = '\0';
}

static int compare_findings(const void *left, const void *right)
{
    const hrb__finding *a = left, *b = right;
    /* What belongs to no place comes last. */
    uint64_t at_a = a->location_count > 0 ? a->locations[0].offset : UINT64_MAX;
    uint64_t at_b = b->location_count > 0 ? b->locations[0].offset : UINT64_MAX;
    if (at_a != at_b)
        return at_a < at_b ? -1 : 1;
    int order = strcmp(a->rule->id, b->rule->id);
    return order != 0 ? order : strcmp(a->message[HRB_LANG_EN], b->message[HRB_LANG_EN]);
}

void hrb__finish_findings(hrb_report *report)
{
    if (report->cut_findings > 0) {
        hrb__finding *finding = hrb__finding_new(report, hrb__rulebook_rule(report->document->rulebook, HRB__RULE_FINDINGS_CUT));
        if (finding != NULL)
            hrb__finding_say(report, finding, "问题超过%lld条的上限，另有%zu条未列出", "more findings than the limit of %lld; %zu more are not listed",
                             (long long)report->max_findings, report->cut_findings);
    }
    if (report->finding_count > 1)
        qsort(report->findings, report->finding_count, sizeof *report->findings, compare_findings);
    hrb__keys seen = {0};
    for (size_t i = 0; i < report->finding_count; i++) {
        uint64_t identity = identity_of(report, &report->findings[i]);
        uint32_t *times = hrb__keys_at(&seen, identity);
        if (times == NULL) {
            report->out_of_memory = true;
            break;
        }
        set_fingerprint(&report->findings[i], identity, (*times)++);
    }
    hrb__keys_free(&seen);
}
