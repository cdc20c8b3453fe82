/* SPDX-License-Identifier: Apache-2.0 */
/* code and amount: commands on single values. */
#include "tool.h"

#include <inttypes.h>
#include <string.h>

static const hrb_codebook *book_of(const tool *t)
{
    return t->codebook != NULL ? t->codebook : hrb_codebook_default();
}

static const char *evidence_word(hrb_evidence evidence)
{
    static const char *const WORDS[] = {"", "2009", "recalled", "corroborated", "attested"};
    return evidence >= 0 && evidence <= HRB_EVIDENCE_ATTESTED ? WORDS[evidence] : "";
}

static void print_code_text(const tool *t, hrb_code code)
{
    const hrb_codebook *book = book_of(t);
    const hrb_code_entry *current = hrb_codebook_get(book, code, t->year), *entry;
    hrb_code parent = hrb_code_parent(code);
    char digits[16];
    hrb_code_format(code, digits, sizeof digits);
    fprintf(t->out, "%s %s  [%s]\n", digits, hrb_code_entry_name(current), hrb_code_kind_name(code.kind));
    if (parent.digits != 0)
        fprintf(t->out, "  %s: %d %s\n", SAY(t, "上级", "above"), parent.digits, hrb_code_entry_name(hrb_codebook_get(book, parent, t->year)));
    for (size_t i = 0; (entry = hrb_codebook_get_name(book, code, i)) != NULL; i++)
        fprintf(t->out, "  %s: %s (%s %d-%d, %s: %s)\n", SAY(t, "名称", "name"), hrb_code_entry_name(entry), SAY(t, "见于", "seen"),
                hrb_code_entry_first_year(entry), hrb_code_entry_last_year(entry), evidence_word(hrb_code_entry_evidence(entry)), hrb_code_entry_sources(entry));
    const char *rename;
    for (size_t i = 0; (rename = hrb_codebook_get_rename(book, code, i)) != NULL; i++)
        fprintf(t->out, "  %s: %s\n", SAY(t, "更名", "renamed"), rename);
    for (size_t i = 0; (entry = hrb_codebook_get_child(book, code, t->year, i)) != NULL; i++)
        fprintf(t->out, "    %d %s\n", hrb_code_entry_code(entry).digits, hrb_code_entry_name(entry));
}

static void print_code_json(const tool *t, hrb_code code, bool first)
{
    const hrb_codebook *book = book_of(t);
    const hrb_code_entry *current = hrb_codebook_get(book, code, t->year), *entry;
    hrb_code parent = hrb_code_parent(code);
    fprintf(t->out, "%s{\"kind\": \"%s\", \"code\": \"%d\", \"name\": \"%s\", \"level\": %d, \"parent\": ", first ? "" : ",\n ",
            hrb_code_kind_name(code.kind), code.digits, hrb_code_entry_name(current), hrb_code_level(code));
    fprintf(t->out, parent.digits == 0 ? "null" : "\"%d\"", parent.digits);
    fputs(", \"names\": [", t->out);
    for (size_t i = 0; (entry = hrb_codebook_get_name(book, code, i)) != NULL; i++)
        fprintf(t->out, "%s{\"name\": \"%s\", \"first_year_seen\": %d, \"last_year_seen\": %d, \"evidence\": \"%s\"}", i > 0 ? ", " : "",
                hrb_code_entry_name(entry), hrb_code_entry_first_year(entry), hrb_code_entry_last_year(entry), evidence_word(hrb_code_entry_evidence(entry)));
    fputs("], \"children\": [", t->out);
    for (size_t i = 0; (entry = hrb_codebook_get_child(book, code, t->year, i)) != NULL; i++)
        fprintf(t->out, "%s{\"code\": \"%d\", \"name\": \"%s\"}", i > 0 ? ", " : "", hrb_code_entry_code(entry).digits, hrb_code_entry_name(entry));
    fputs("]}", t->out);
}

static void print_code(const tool *t, hrb_code code, size_t *found)
{
    if (t->format == HRB_FORMAT_JSON)
        print_code_json(t, code, *found == 0);
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
                print_code(t, code, found);
            continue;
        }
        for (int32_t level = 1; level <= 3; level++) {
            const hrb_code_entry *entry = hrb_codebook_find_name(book, (hrb_code){kind, 0}, level, t->year, text, strlen(text));
            if (entry != NULL)
                print_code(t, hrb_code_entry_code(entry), found);
        }
    }
}

int tool_run_code(tool *t, const tool_command *command)
{
    (void)command;
    bool missing = false;
    size_t found = 0;
    if (t->format == HRB_FORMAT_JSON)
        fputs("{\"schema\": \"hrbudget.codes/1\", \"codes\": [", t->out);
    for (int i = 0; i < t->argument_count; i++) {
        size_t before = found;
        look_up(t, t->arguments[i], &found);
        if (found == before) {
            missing = true;
            fprintf(stderr, "%s: %s\n", t->arguments[i], SAY(t, "科目表中没有这个编码或名称", "no such code or name in the code book"));
        }
    }
    if (t->format == HRB_FORMAT_JSON)
        fputs("]}\n", t->out);
    return missing ? EXIT_FINDINGS : EXIT_CLEAN;
}

static void print_amount(const tool *t, const char *text, const hrb_amount *amount, bool first)
{
    char yuan[64], wan[64], capital[256];
    hrb_interval interval = hrb_interval_of(amount->fen, amount->quantum_fen);
    hrb_fen_format(amount->fen, HRB_UNIT_YUAN, 2, HRB_FORMAT_GROUPED, yuan, sizeof yuan);
    hrb_fen_format(amount->fen, HRB_UNIT_WAN_YUAN, 2, HRB_FORMAT_GROUPED | HRB_FORMAT_EXACT, wan, sizeof wan);
    hrb_capital_format(amount->fen, capital, sizeof capital);
    if (t->format == HRB_FORMAT_JSON) {
        fprintf(t->out, "%s{\"text\": \"", first ? "" : ",\n ");
        for (const char *p = text; *p != '\0'; p++)
            if ((unsigned char)*p >= 32 && *p != '"' && *p != '\\')
                fputc(*p, t->out);
        if (amount->stated == 0)
            fputs("\", \"fen\": null}", t->out);
        else
            fprintf(t->out, "\", \"fen\": %" PRId64 ", \"quantum_fen\": %" PRId64 ", \"low_fen\": %" PRId64 ", \"high_fen\": %" PRId64 ", \"capital\": \"%s\"}",
                    amount->fen, amount->quantum_fen, interval.low, interval.high, capital);
    } else if (amount->stated == 0) {
        fprintf(t->out, "%s: %s\n", text, SAY(t, "没有填列（不等于0）", "not stated (which is not 0)"));
    } else {
        fprintf(t->out, "%s\n  %" PRId64 " %s\n  %s 元\n  %s 万元\n  %s\n", text, amount->fen, SAY(t, "分", "fen"), yuan, wan, capital);
        char low[64], high[64];
        hrb_fen_format(interval.low, HRB_UNIT_YUAN, 2, HRB_FORMAT_GROUPED, low, sizeof low);
        hrb_fen_format(interval.high, HRB_UNIT_YUAN, 2, HRB_FORMAT_GROUPED, high, sizeof high);
        fprintf(t->out, "  %s %s .. %s 元\n", SAY(t, "代表区间", "stands for"), low, high);
    }
}

int tool_run_amount(tool *t, const tool_command *command)
{
    (void)command;
    bool bad = false, first = true;
    if (t->format == HRB_FORMAT_JSON)
        fputs("{\"schema\": \"hrbudget.amounts/1\", \"amounts\": [", t->out);
    for (int i = 0; i < t->argument_count; i++) {
        hrb_amount amount;
        hrb_error *error = NULL;
        hrb_status status = hrb_amount_parse(t->arguments[i], strlen(t->arguments[i]), t->unit, 0, &amount, &error);
        if (status == HRB_OK) {
            print_amount(t, t->arguments[i], &amount, first);
            first = false;
        } else {
            bad = true;
            tool_report_error(t, t->arguments[i], status, error);
        }
        hrb_error_free(error);
    }
    if (t->format == HRB_FORMAT_JSON)
        fputs("]}\n", t->out);
    return bad ? EXIT_FINDINGS : EXIT_CLEAN;
}
