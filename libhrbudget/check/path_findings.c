/* SPDX-License-Identifier: Apache-2.0 */
/* 住房保障支出（类）住房改革支出（款）住房公积金（项）: whether the names of an item, which print no digits, are
 * those of one code and what is above it. Only the code book is asked, and only what it is sure of is said. */
#include <glib.h>
#include <string.h>

#include "check/report.h"

/* A document names some hundred; of more the first are looked at. */
#define MOST_ITEMS 500
#define NAME_SIZE 300

static const hrb_code NONE = {HRB_CODE_FUNCTION, 0};

typedef struct path_check {
    hrb_report *report;
    const hrb__narrated *item;
    GHashTable *said; /* the names that a finding is about */
} path_check;

static hrb__text name_of(const path_check *check, int level)
{
    return hrb__cell_text(&check->report->document->blocks, check->item->name[level]);
}

/* A name with 支出 behind it: of 公共安全（类） the official name is 公共安全支出. */
static hrb__text with_expenditure(hrb__text name, char *out)
{
    static const char TAIL[] = "支出";
    if (name.length + sizeof TAIL > NAME_SIZE)
        return name;
    memcpy(out, name.data, name.length);
    memcpy(out + name.length, TAIL, sizeof TAIL - 1);
    return (hrb__text){out, name.length + sizeof TAIL - 1};
}

static hrb_code find_name(const path_check *check, hrb__text name, int32_t level, hrb_code within)
{
    const hrb_document *document = check->report->document;
    char longer[NAME_SIZE];
    const hrb_code_entry *found = hrb_codebook_find_name(document->codebook, within, level, document->year, name.data, name.length);
    if (found == NULL) {
        name = with_expenditure(name, longer);
        found = hrb_codebook_find_name(document->codebook, within, level, document->year, name.data, name.length);
    }
    return found == NULL ? NONE : hrb_code_entry_code(found);
}

static hrb_name_match compare(const path_check *check, hrb_code code, hrb__text name, const hrb_code_entry **official)
{
    const hrb_document *document = check->report->document;
    char longer[NAME_SIZE];
    hrb_name_match match = hrb_codebook_compare_name(document->codebook, code, document->year, name.data, name.length, official, NULL);
    hrb__text whole = with_expenditure(name, longer);
    if (match != HRB_NAME_SAME && hrb_codebook_compare_name(document->codebook, code, document->year, whole.data, whole.length, NULL, NULL) == HRB_NAME_SAME)
        match = HRB_NAME_SAME;
    return match;
}

/* The name that the tables print beside a code; "" if none does. */
static hrb__text label_of(const path_check *check, hrb_code code)
{
    const hrb_document *document = check->report->document;
    for (size_t t = 0; t < document->table_count; t++)
        for (size_t i = 0; i < document->tables[t].line_count; i++) {
            const hrb__line *line = &document->tables[t].lines[i];
            if (line->code.kind == code.kind && line->code.digits == code.digits && line->label.length > 0)
                return line->label;
        }
    return (hrb__text){"", 0};
}

/* Whether a name is how another one begins, or the same: an abbreviation is no slip. */
static bool begins(hrb__text name, hrb__text whole)
{
    char a[NAME_SIZE], b[NAME_SIZE];
    size_t n = hrb__text_fold(name, a, sizeof a), m = hrb__text_fold(whole, b, sizeof b);
    return n <= m && memcmp(a, b, n) == 0;
}

/* 其它 and 其他 are one word in two spellings. */
static size_t fold_other(hrb__text name, char *out, size_t size)
{
    static const char OLD[] = "其它", NOW[] = "其他";
    size_t n = hrb__text_fold(name, out, size);
    for (size_t i = 0; i + sizeof OLD - 1 <= n; i++)
        if (memcmp(out + i, OLD, sizeof OLD - 1) == 0)
            memcpy(out + i, NOW, sizeof NOW - 1);
    return n;
}

static bool differs_in_spelling(hrb__text name, hrb__text official)
{
    char a[NAME_SIZE], b[NAME_SIZE];
    size_t n = fold_other(name, a, sizeof a), m = fold_other(official, b, sizeof b);
    return n == m && memcmp(a, b, n) == 0;
}

/* A finding about the name of a level; NULL if that name has one already. */
static hrb__finding *open_finding(path_check *check, int level)
{
    hrb_report *report = check->report;
    hrb__text name = name_of(check, level);
    char *key = hrb__arena_text(&report->arena, name.data, name.length);
    if (key == NULL || !g_hash_table_add(check->said, key))
        return NULL;
    hrb__finding *finding = hrb__finding_new(report, hrb__rulebook_rule(report->document->rulebook, HRB__RULE_ITEM_PATH));
    if (finding != NULL)
        hrb__finding_add_cell(report, finding, "code", -1, -1, -1, check->item->name[level]);
    return report->out_of_memory ? NULL : finding;
}

/* The name of a level is not that of its code. */
static void say_name(path_check *check, int level, hrb_code code, hrb__text name)
{
    static const char *const LEVELS[] = {"类", "款", "项"};
    hrb_report *report = check->report;
    hrb__finding *finding = begins(name_of(check, level), name) ? NULL : open_finding(check, level);
    if (finding == NULL)
        return;
    if (differs_in_spelling(name_of(check, level), name))
        finding->severity = HRB_SEVERITY_INFO;
    char digits[16];
    hrb_code_format(code, digits, sizeof digits);
    hrb__finding_say(report, finding, "“%1$s（%2$s）”应为“%4$.*5$s（%2$s）”（%3$s）", "\"%1$s（%2$s）\" should be \"%4$.*5$s（%2$s）\" (%3$s)",
                     finding->locations[0].text, LEVELS[level], digits, name.data, (int)hrb__clip(name, 200));
}

/* The same, where the book is sure of its name; as the tables print it, their own finding tells. */
static void say_official(path_check *check, int level, hrb_code code, const hrb_code_entry *official)
{
    const char *name = hrb_code_entry_name(official);
    hrb__text label = label_of(check, code);
    if (label.length > 0)
        say_name(check, level, code, label);
    else if (hrb_code_entry_evidence(official) >= HRB_EVIDENCE_CORROBORATED)
        say_name(check, level, code, (hrb__text){name, strlen(name)});
}

/* A 项 that the 款 named above it does not have, and another one does. */
static void say_elsewhere(path_check *check, hrb_code parent, hrb_code code)
{
    hrb_report *report = check->report;
    hrb__finding *finding = open_finding(check, 2);
    const hrb_code_entry *above = hrb_codebook_get(report->document->codebook, hrb_code_parent(code), report->document->year);
    if (finding == NULL || above == NULL)
        return;
    char digits[16], wrong[16];
    hrb_code_format(code, digits, sizeof digits);
    hrb_code_format(parent, wrong, sizeof wrong);
    hrb__finding_say(report, finding, "款 %3$s 之下没有项“%1$s”，该名称是 %2$s 的，属于“%4$s（款）”", "%3$s has no item \"%1$s\", which is the name of %2$s below \"%4$s\"",
                     finding->locations[0].text, digits, wrong, hrb_code_entry_name(above));
}

/* How many 项 below a 类 have this name now; *code is one of them. */
static size_t count_below(const path_check *check, hrb_code top, hrb__text name, hrb_code *code)
{
    const hrb_document *document = check->report->document;
    const hrb_code_entry *middle, *item;
    size_t count = 0;
    for (size_t i = 0; (middle = hrb_codebook_get_child(document->codebook, top, document->year, i)) != NULL; i++)
        for (size_t k = 0; (item = hrb_codebook_get_child(document->codebook, hrb_code_entry_code(middle), document->year, k)) != NULL; k++)
            if (hrb_codebook_compare_name(document->codebook, hrb_code_entry_code(item), document->year, name.data, name.length, NULL, NULL) == HRB_NAME_SAME) {
                *code = hrb_code_entry_code(item);
                count++;
            }
    return count;
}

static void check_level(path_check *check, int level, hrb_code code)
{
    const hrb_code_entry *official = NULL;
    if (compare(check, code, name_of(check, level), &official) == HRB_NAME_OTHER_YEAR)
        say_official(check, level, code, official);
}

/* A name that no 款 of its 类 has, but something else in the book: the 项 tells which 款 is meant, if only one is so
 * called. A name that the book does not know at all may be newer than it. */
static void check_stray(path_check *check, hrb_code top)
{
    const hrb_document *document = check->report->document;
    hrb_code code = NONE;
    if (find_name(check, name_of(check, 1), 0, NONE).digits == 0 || count_below(check, top, name_of(check, 2), &code) != 1)
        return;
    const hrb_code_entry *official = hrb_codebook_get(document->codebook, hrb_code_parent(code), document->year);
    if (official != NULL && compare(check, hrb_code_parent(code), name_of(check, 1), NULL) != HRB_NAME_SAME)
        say_official(check, 1, hrb_code_parent(code), official);
}

static void check_path(path_check *check)
{
    hrb_code top = find_name(check, name_of(check, 0), 1, NONE), code = NONE;
    if (top.digits == 0)
        return;
    hrb_code middle = find_name(check, name_of(check, 1), 2, top);
    if (middle.digits == 0) {
        check_stray(check, top);
        return;
    }
    check_level(check, 1, middle);
    code = find_name(check, name_of(check, 2), 3, middle);
    hrb_code known = check->item->code;
    if (code.digits != 0)
        check_level(check, 2, code);
    else if (known.digits != 0 && hrb_code_parent(known).digits == middle.digits && label_of(check, known).length > 0)
        say_name(check, 2, known, label_of(check, known)); /* it was found in spite of a slip of the pen */
    else if (known.digits == 0 && count_below(check, top, name_of(check, 2), &code) == 1)
        say_elsewhere(check, middle, code);
}

void hrb__find_path_problems(hrb_report *report)
{
    const hrb_document *document = report->document;
    path_check check = {.report = report, .said = g_hash_table_new(g_str_hash, g_str_equal)};
    for (size_t i = 0; i < document->narrated_count && i < MOST_ITEMS && document->year != 0; i++) {
        check.item = &document->narrated[i];
        bool is_path = true;
        for (int level = 0; level < 3; level++)
            is_path = is_path && check.item->name[level].length > 0 && check.item->digits[level] < 0;
        if (is_path)
            check_path(&check);
    }
    g_hash_table_destroy(check.said);
}
