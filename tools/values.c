/* SPDX-License-Identifier: Apache-2.0 */
/* code and amount: commands on single values. */
#include "tool.h"

#include <inttypes.h>
#include <string.h>

/* --- Codes --- */

#define MOST_NEAREST 5

static const hrb_codebook *book_of(const tool *t)
{
    return t->codebook != NULL ? t->codebook : hrb_codebook_default();
}

static const char *evidence_word(hrb_evidence evidence)
{
    static const char *const WORDS[] = {"", "2009", "recalled", "corroborated", "attested"};
    return evidence >= 0 && evidence <= HRB_EVIDENCE_ATTESTED ? WORDS[evidence] : "";
}

/* What stands behind a name, for people. */
static const char *evidence_text(const tool *t, hrb_evidence evidence)
{
    static const char *const WORDS[][2] = {
        {"", ""}, {"仅见于2009年科目表", "only in the list of 2009"}, {"仅凭记忆", "from memory only"}, {"凭记忆，与2009年科目表一致", "from memory, and the same in the list of 2009"},
        {"见于2018年以后的文件", "found in documents of 2018 or later"}};
    return evidence >= 0 && evidence <= HRB_EVIDENCE_ATTESTED ? SAY(t, WORDS[evidence][0], WORDS[evidence][1]) : "";
}

static const char *kind_text(const tool *t, hrb_code_kind kind)
{
    static const char *const WORDS[][2] = {{"", ""}, {"支出功能分类", "expenditure by function"}, {"部门预算支出经济分类", "economic classification, department budgets"},
                                           {"政府预算支出经济分类", "economic classification, government budgets"}, {"收入分类", "revenue"}};
    return kind < 0 || kind > HRB_CODE_REVENUE ? hrb_code_kind_name(kind) : SAY(t, WORDS[kind][0], WORDS[kind][1]);
}

static void print_code_text(const tool *t, hrb_code code)
{
    const hrb_codebook *book = book_of(t);
    const hrb_code_entry *current = hrb_codebook_get(book, code, t->year), *entry;
    hrb_code parent = hrb_code_parent(code);
    fprintf(t->out, "%d %s  [%s]\n", code.digits, hrb_code_entry_name(current), kind_text(t, code.kind));
    if (parent.digits != 0)
        fprintf(t->out, "  %s: %d %s\n", SAY(t, "上级", "above"), parent.digits, hrb_code_entry_name(hrb_codebook_get(book, parent, t->year)));
    for (size_t i = 0; (entry = hrb_codebook_get_name(book, code, i)) != NULL; i++)
        fprintf(t->out, "  %s: %s (%s %d-%d; %s; %s %s)\n", SAY(t, "名称", "name"), hrb_code_entry_name(entry), SAY(t, "资料年份", "seen in"),
                hrb_code_entry_first_year(entry), hrb_code_entry_last_year(entry), evidence_text(t, hrb_code_entry_evidence(entry)),
                SAY(t, "来源", "sources"), hrb_code_entry_sources(entry));
    const char *rename;
    for (size_t i = 0; (rename = hrb_codebook_get_rename(book, code, i)) != NULL; i++)
        fprintf(t->out, "  %s: %s\n", SAY(t, "更名", "renamed"), rename);
    for (size_t i = 0; (entry = hrb_codebook_get_child(book, code, t->year, i)) != NULL; i++)
        fprintf(t->out, "    %d %s\n", hrb_code_entry_code(entry).digits, hrb_code_entry_name(entry));
}

static void put_member(FILE *out, const char *before, const char *name, const char *text)
{
    fprintf(out, "%s\"%s\": ", before, name);
    tool_json_text(out, text);
}

/* {"kind": ..., "code": ..., "name": ... and room for more. */
static void open_code_json(const tool *t, const hrb_code_entry *entry, const char *before)
{
    hrb_code code = hrb_code_entry_code(entry);
    fprintf(t->out, "%s{\"kind\": \"%s\", \"code\": \"%d\"", before, hrb_code_kind_name(code.kind), code.digits);
    put_member(t->out, ", ", "name", hrb_code_entry_name(entry));
}

static void print_code_json(const tool *t, const char *query, hrb_code code, bool first)
{
    const hrb_codebook *book = book_of(t);
    const hrb_code_entry *entry;
    hrb_code parent = hrb_code_parent(code);
    open_code_json(t, hrb_codebook_get(book, code, t->year), first ? "" : ",\n ");
    put_member(t->out, ", ", "query", query);
    fprintf(t->out, ", \"level\": %d, \"parent\": ", hrb_code_level(code));
    if (parent.digits == 0)
        fputs("null", t->out);
    else
        fprintf(t->out, "\"%d\"", parent.digits);
    fputs(", \"names\": [", t->out);
    for (size_t i = 0; (entry = hrb_codebook_get_name(book, code, i)) != NULL; i++) {
        put_member(t->out, i > 0 ? ", {" : "{", "name", hrb_code_entry_name(entry));
        fprintf(t->out, ", \"first_year_seen\": %d, \"last_year_seen\": %d, \"evidence\": \"%s\"}", hrb_code_entry_first_year(entry),
                hrb_code_entry_last_year(entry), evidence_word(hrb_code_entry_evidence(entry)));
    }
    fputs("], \"renames\": [", t->out);
    const char *rename;
    for (size_t i = 0; (rename = hrb_codebook_get_rename(book, code, i)) != NULL; i++) {
        fputs(i > 0 ? ", " : "", t->out);
        tool_json_text(t->out, rename);
    }
    fputs("], \"children\": [", t->out);
    for (size_t i = 0; (entry = hrb_codebook_get_child(book, code, t->year, i)) != NULL; i++) {
        open_code_json(t, entry, i > 0 ? ", " : "");
        fputs("}", t->out);
    }
    fputs("]}", t->out);
}

static void print_code_csv(const tool *t, const char *query, hrb_code code)
{
    const hrb_code_entry *entry = hrb_codebook_get(book_of(t), code, t->year);
    hrb_code parent = hrb_code_parent(code);
    tool_put_csv(t->out, query);
    fprintf(t->out, ",%s,%d,%d,", hrb_code_kind_name(code.kind), code.digits, hrb_code_level(code));
    tool_put_csv(t->out, hrb_code_entry_name(entry));
    fprintf(t->out, parent.digits == 0 ? "," : ",%d", parent.digits);
    fprintf(t->out, ",%d,%d,%s\n", hrb_code_entry_first_year(entry), hrb_code_entry_last_year(entry), evidence_word(hrb_code_entry_evidence(entry)));
}

static void print_code(const tool *t, const char *query, hrb_code code, size_t *found)
{
    if (t->format == HRB_FORMAT_JSON)
        print_code_json(t, query, code, *found == 0);
    else if (t->format == HRB_FORMAT_CSV)
        print_code_csv(t, query, code);
    else
        print_code_text(t, code);
    ++*found;
}

/* The codes a text names: as digits, or by an official name at any level. */
static void look_up(const tool *t, const char *text, size_t *found)
{
    const hrb_codebook *book = book_of(t);
    for (hrb_code_kind kind = HRB_CODE_FUNCTION; kind <= HRB_CODE_REVENUE; kind++) {
        hrb_code code;
        if (t->kind != HRB_CODE_NONE && kind != t->kind)
            continue;
        if (hrb_code_parse(kind, text, strlen(text), &code, NULL) == HRB_OK) {
            if (hrb_codebook_get(book, code, t->year) != NULL)
                print_code(t, text, code, found);
            continue;
        }
        for (int32_t level = 1; level <= 4; level++) {
            const hrb_code_entry *entry = hrb_codebook_find_name(book, (hrb_code){kind, 0}, level, t->year, text, strlen(text));
            if (entry != NULL)
                print_code(t, text, hrb_code_entry_code(entry), found);
        }
    }
}

/* --- What comes nearest to a code or name that the book does not have --- */

typedef struct near_entry {
    const hrb_code_entry *entry;
    size_t distance, differs_at; /* of two as near, the one that begins alike for longer comes first */
} near_entry;

static bool is_nearer(const near_entry *a, const near_entry *b)
{
    return a->distance != b->distance ? a->distance < b->distance : a->differs_at > b->differs_at;
}

/* Characters to change, add, leave out, or swap with the next, to make one text of the other. */
static size_t edit_distance(const gunichar *a, size_t n, const gunichar *b, size_t m)
{
    size_t *rows = g_new0(size_t, 3 * (m + 1)), *before = rows, *last = rows + m + 1, *row = rows + 2 * (m + 1);
    for (size_t j = 0; j <= m; j++)
        last[j] = j;
    for (size_t i = 1; i <= n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            row[j] = MIN(MIN(last[j] + 1, row[j - 1] + 1), last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = MIN(row[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    size_t distance = last[m];
    g_free(rows);
    return distance;
}

typedef struct search {
    const tool *t;
    gunichar *text;
    size_t length;
    bool by_code;
    GArray *nearest; /* near_entry, best first */
} search;

static void consider(search *s, const hrb_code_entry *entry)
{
    char digits[16];
    glong length;
    hrb_code_format(hrb_code_entry_code(entry), digits, sizeof digits);
    gunichar *other = g_utf8_to_ucs4_fast(s->by_code ? digits : hrb_code_entry_name(entry), -1, &length);
    near_entry n = {entry, edit_distance(s->text, s->length, other, (size_t)length), 0};
    while (n.differs_at < s->length && n.differs_at < (size_t)length && s->text[n.differs_at] == other[n.differs_at])
        n.differs_at++;
    g_free(other);
    /* Half of it may differ at most, or it is another thing; of a code two digits. */
    if (n.distance > (s->by_code ? 2 : s->length / 2))
        return;
    guint at = s->nearest->len;
    while (at > 0 && is_nearer(&n, &g_array_index(s->nearest, near_entry, at - 1)))
        at--;
    if (at < MOST_NEAREST)
        g_array_insert_val(s->nearest, at, n);
    if (s->nearest->len > MOST_NEAREST)
        g_array_set_size(s->nearest, MOST_NEAREST);
}

/* Every code of a kind, level by level. */
static void search_kind(search *s, hrb_code_kind kind)
{
    const hrb_codebook *book = book_of(s->t);
    GArray *open = g_array_new(FALSE, FALSE, sizeof(hrb_code));
    hrb_code top = {kind, 0};
    g_array_append_val(open, top);
    for (guint i = 0; i < open->len; i++) {
        const hrb_code_entry *entry;
        for (size_t k = 0; (entry = hrb_codebook_get_child(book, g_array_index(open, hrb_code, i), s->t->year, k)) != NULL; k++) {
            hrb_code code = hrb_code_entry_code(entry);
            consider(s, entry);
            g_array_append_val(open, code);
        }
    }
    g_array_free(open, TRUE);
}

static GArray *find_nearest(const tool *t, const char *text)
{
    glong length = 0;
    char *valid = g_utf8_make_valid(text, -1);
    search s = {.t = t, .by_code = text[strspn(text, "0123456789 -.")] == '\0', .nearest = g_array_new(FALSE, FALSE, sizeof(near_entry))};
    s.text = g_utf8_to_ucs4_fast(valid, -1, &length);
    s.length = (size_t)length;
    for (hrb_code_kind kind = HRB_CODE_FUNCTION; kind <= HRB_CODE_REVENUE && s.length < 200; kind++)
        if (t->kind == HRB_CODE_NONE || kind == t->kind)
            search_kind(&s, kind);
    g_free(s.text);
    g_free(valid);
    return s.nearest;
}

static void print_unknown(const tool *t, const char *text, GString *json)
{
    GArray *nearest = find_nearest(t, text);
    fprintf(stderr, "%s: %s%s\n", text, SAY(t, "科目表中没有这个编码或名称", "no such code or name in the code book"),
            nearest->len > 0 ? SAY(t, "，最接近的是：", "; the nearest are:") : "");
    for (guint i = 0; i < nearest->len; i++) {
        const hrb_code_entry *entry = g_array_index(nearest, near_entry, i).entry;
        hrb_code code = hrb_code_entry_code(entry);
        fprintf(stderr, "    %d %s  [%s]\n", code.digits, hrb_code_entry_name(entry), kind_text(t, code.kind));
    }
    if (t->format == HRB_FORMAT_CSV) {
        tool_put_csv(t->out, text);
        fputs(",,,,,,,,\n", t->out);
    } else if (t->format == HRB_FORMAT_JSON) {
        g_string_append(json, json->len > 0 ? ",\n {\"query\": " : "{\"query\": ");
        tool_append_json(json, text);
        g_string_append(json, ", \"nearest\": [");
        for (guint i = 0; i < nearest->len; i++) {
            const hrb_code_entry *entry = g_array_index(nearest, near_entry, i).entry;
            hrb_code code = hrb_code_entry_code(entry);
            g_string_append_printf(json, "%s{\"kind\": \"%s\", \"code\": \"%d\", \"name\": ", i > 0 ? ", " : "", hrb_code_kind_name(code.kind), code.digits);
            tool_append_json(json, hrb_code_entry_name(entry));
            g_string_append(json, "}");
        }
        g_string_append(json, "]}");
    }
    g_array_free(nearest, TRUE);
}

int tool_run_code(tool *t, const tool_command *command)
{
    GString *unknown = g_string_new(NULL); /* of the JSON */
    bool missing = false;
    size_t found = 0;
    (void)command;
    if (t->format == HRB_FORMAT_JSON)
        fputs("{\"schema\": \"hrbudget.codes/1\", \"codes\": [", t->out);
    else if (t->format == HRB_FORMAT_CSV)
        fputs("query,kind,code,level,name,parent,first_year_seen,last_year_seen,evidence\n", t->out);
    for (int i = 0; i < t->argument_count; i++) {
        size_t before = found;
        look_up(t, t->arguments[i], &found);
        if (found == before) {
            missing = true;
            print_unknown(t, t->arguments[i], unknown);
        }
    }
    if (t->format == HRB_FORMAT_JSON)
        fprintf(t->out, "], \"unknown\": [%s]}\n", unknown->str);
    g_string_free(unknown, TRUE);
    return missing ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* --- Amounts --- */

static void print_amount_text(const tool *t, const char *text, const hrb_amount *amount)
{
    if (amount->stated == 0) {
        fprintf(t->out, "%s: %s\n", text, SAY(t, "没有填列（不等于0）", "not stated (which is not 0)"));
        return;
    }
    char yuan[64], wan[64], capital[256], low[64], high[64];
    hrb_interval interval = hrb_interval_of(amount->fen, amount->quantum_fen);
    hrb_fen_format(amount->fen, HRB_UNIT_YUAN, 2, HRB_FORMAT_GROUPED, yuan, sizeof yuan);
    hrb_fen_format(amount->fen, HRB_UNIT_WAN_YUAN, 2, HRB_FORMAT_GROUPED | HRB_FORMAT_EXACT, wan, sizeof wan);
    hrb_capital_format(amount->fen, capital, sizeof capital);
    hrb_fen_format(interval.low, HRB_UNIT_YUAN, 2, HRB_FORMAT_GROUPED, low, sizeof low);
    hrb_fen_format(interval.high, HRB_UNIT_YUAN, 2, HRB_FORMAT_GROUPED, high, sizeof high);
    fprintf(t->out, "%s\n  %" PRId64 " %s\n  %s 元\n  %s 万元\n  %s\n", text, amount->fen, SAY(t, "分", "fen"), yuan, wan, capital);
    fprintf(t->out, "  %s %s .. %s 元\n", SAY(t, "代表区间", "stands for"), low, high);
}

static void print_amount_json(const tool *t, const char *text, const hrb_amount *amount, bool first)
{
    put_member(t->out, first ? "{" : ",\n {", "text", text);
    if (amount->stated == 0) {
        fputs(", \"fen\": null}", t->out);
        return;
    }
    char capital[256];
    hrb_interval interval = hrb_interval_of(amount->fen, amount->quantum_fen);
    hrb_capital_format(amount->fen, capital, sizeof capital);
    fprintf(t->out, ", \"fen\": %" PRId64 ", \"quantum_fen\": %" PRId64 ", \"low_fen\": %" PRId64 ", \"high_fen\": %" PRId64, amount->fen, amount->quantum_fen,
            interval.low, interval.high);
    put_member(t->out, ", ", "capital", capital);
    fputs("}", t->out);
}

static void print_amount_csv(const tool *t, const char *text, const hrb_amount *amount)
{
    tool_put_csv(t->out, text);
    if (amount->stated == 0) {
        fputs(",,,,,,\n", t->out);
        return;
    }
    char capital[256];
    hrb_interval interval = hrb_interval_of(amount->fen, amount->quantum_fen);
    hrb_capital_format(amount->fen, capital, sizeof capital);
    fprintf(t->out, ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%s,\n", amount->fen, amount->quantum_fen, interval.low, interval.high, capital);
}

/* What is wrong, and a mark below the character that does not fit. */
static void print_bad_amount(const tool *t, const char *text, hrb_status status, const hrb_error *error, bool first)
{
    const char *message = hrb_error_message(error, t->lang);
    if (*message == '\0')
        message = hrb_status_text(status, t->lang);
    hrb_place place = hrb_error_place(error);
    size_t offset = place.offset > 0 ? MIN((size_t)place.offset, strlen(text)) : 0;
    fprintf(stderr, "%s: %s\n", text, message);
    if (strchr(text, '\n') == NULL && g_utf8_validate(text, -1, NULL)) {
        fprintf(stderr, "    %s\n    ", text);
        for (const char *p = text; p < text + offset; p = g_utf8_next_char(p))
            fputs(g_unichar_iswide(g_utf8_get_char(p)) ? "  " : " ", stderr);
        fputs("^\n", stderr);
    }
    if (t->format == HRB_FORMAT_JSON) {
        put_member(t->out, first ? "{" : ",\n {", "text", text);
        put_member(t->out, ", \"error\": {", "status", hrb_status_name(status));
        put_member(t->out, ", ", "message", message);
        fprintf(t->out, ", \"offset\": %zu}}", offset);
    } else if (t->format == HRB_FORMAT_CSV) {
        tool_put_csv(t->out, text);
        fputs(",,,,,,", t->out);
        tool_put_csv(t->out, message);
        fputs("\n", t->out);
    }
}

static bool explain_amount(const tool *t, const char *text, bool first)
{
    hrb_amount amount;
    hrb_error *error = NULL;
    hrb_status status = hrb_amount_parse(text, strlen(text), t->unit, 0, &amount, &error);
    if (status != HRB_OK)
        print_bad_amount(t, text, status, error, first);
    else if (t->format == HRB_FORMAT_JSON)
        print_amount_json(t, text, &amount, first);
    else if (t->format == HRB_FORMAT_CSV)
        print_amount_csv(t, text, &amount);
    else
        print_amount_text(t, text, &amount);
    hrb_error_free(error);
    return status == HRB_OK;
}

int tool_run_amount(tool *t, const tool_command *command)
{
    bool bad = false;
    (void)command;
    if (t->format == HRB_FORMAT_JSON)
        fputs("{\"schema\": \"hrbudget.amounts/1\", \"amounts\": [", t->out);
    else if (t->format == HRB_FORMAT_CSV)
        fputs("text,fen,quantum_fen,low_fen,high_fen,capital,error\n", t->out);
    for (int i = 0; i < t->argument_count; i++)
        bad = !explain_amount(t, t->arguments[i], i == 0) || bad;
    if (t->format == HRB_FORMAT_JSON)
        fputs("]}\n", t->out);
    return bad ? EXIT_FINDINGS : EXIT_CLEAN;
}
