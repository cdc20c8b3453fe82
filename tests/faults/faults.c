/* SPDX-License-Identifier: Apache-2.0 */
/* Every allocation fails in turn, once and from then on. This program has an
 * allocator of its own, which counts, and fails when told to. Each fault is tried
 * in a child, so that what GLib does about a failed allocation of its own (it says so
 * and ends the process, docs/memory.md) is seen and counted, not suffered.
 *
 * A call that meets a fault must return HRB_ERROR_MEMORY with its output left NULL,
 * or succeed with the very result it has without one; and give back what it took. */
#define _GNU_SOURCE 1
#include <dlfcn.h>
#include <errno.h>
#include <hrbudget/hrbudget.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#include "base/spare.h"

/* --- The allocator --- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void __libc_free(void *memory);
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *memory, size_t size);
void free(void *memory);

static long calls, live, fail_at; /* fail_at 0: never */
static bool fail_on;              /* from then on */

static bool fails(void)
{
    calls++;
    return fail_at > 0 && (fail_on ? calls >= fail_at : calls == fail_at);
}

static void *counted(void *memory)
{
    live += memory != NULL;
    if (memory == NULL)
        errno = ENOMEM;
    return memory;
}

void *malloc(size_t size)
{
    return counted(fails() ? NULL : __libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return counted(fails() ? NULL : __libc_calloc(count, size));
}

void *realloc(void *memory, size_t size)
{
    if (memory == NULL)
        return malloc(size);
    void *grown = fails() ? NULL : __libc_realloc(memory, size);
    if (grown == NULL)
        errno = ENOMEM;
    return grown;
}

void free(void *memory)
{
    live -= memory != NULL;
    __libc_free(memory);
}

/* --- What is tried. Each returns the status, and a digest of the whole result --- */

static const char DOCUMENT[] = "示例市青云区某局2026年部门预算\n"
                               "2026年部门一般公共预算支出功能分类预算表\n单位：元\n"
                               "功能分类科目编码\t功能分类科目名称\t合计\t基本支出\t项目支出\n"
                               "208\t社会保障和就业支出\t3,500.00\t1,000.00\t2,000.00\n"
                               "20801\t人力资源和社会保障管理事务\t3,000.00\t1,000.00\t2,000.00\n"
                               "2080101\t行政运行\t3,000.00\t1,000.00\t2,000.00\n"
                               "2089901\t其他社会保障和就业支处\t3,000.00\t1,000.00\t2,000.00\n"
                               "合计\t\t3,000.00\t1,000.00\t2,000.00\n"
                               "本部门2026年支出预算0.30万元，其中：基本支出0.10万元，项目支出0.20万元。\n"
                               "1.“行政运行”科目0.30万元。\n";
static const char OWN_RULES[] = "{\"schema\": \"hrbudget.rulebook/1\", \"vocabulary\": {}, \"rules\": [{\"id\": \"HB-SUM-900\", \"kind\": \"total\", \"severity\": \"error\","
                                "\"zh\": \"合计应等于各项之和\", \"en\": \"a total\"}]}";
static const char RULES[] = "{\"schema\": \"hrbudget.rulebook/1\", \"extends\": \"default\", \"rules\": [{\"id\": \"HB-SAME-900\", \"kind\": \"equal\", \"severity\": \"error\","
                            "\"zh\": \"甲\", \"en\": \"a\", \"left\": {\"topic\": \"three_public\"}, \"right\": {\"topic\": \"vehicle\"}}]}";
static const char CODES[] = "kind,code,name,level\nfunction,2080188,\"本省,专项\",3\nfunction,2080189,另一专项,3\n";
static const char GB18030[] = "2026\xC4\xEA\xB2\xBF\xC3\xC5\xCA\xD5\xC8\xEB\xD4\xA4\xCB\xE3\xD7\xDC\xB1\xED\n\xCF\xEE\xC4\xBF\t\xD4\xA4\xCB\xE3\xCA\xFD\n\xBA\xCF\xBC\xC6\t7.50\n";

typedef struct outcome {
    hrb_status status;
    uint64_t digest;
    bool tidy; /* a failed call left its output NULL, and its detail agrees */
} outcome;

static uint64_t digest_of(const char *text, size_t length)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return hash;
}

static outcome ended(hrb_status status, const void *handle, hrb_error *error)
{
    bool agrees = error == NULL || hrb_error_status(error) == status;
    outcome o = {status, 0, (status == HRB_OK) == (handle != NULL) && agrees && (status != HRB_OK || error == NULL)};
    hrb_error_free(error);
    return o;
}

static outcome read_bytes(const char *bytes, size_t length)
{
    hrb_document *document = (hrb_document *)&document;
    hrb_error *error = NULL;
    hrb_status status = hrb_document_read(bytes, length, NULL, &document, &error);
    outcome o = ended(status, document, error);
    if (o.status == HRB_OK)
        o.digest = hrb_fact_count(document) * 1000 + hrb_table_count(document);
    hrb_document_free(document);
    return o;
}

static outcome read_document(void)
{
    return read_bytes(DOCUMENT, sizeof DOCUMENT - 1);
}

static outcome read_gb18030(void)
{
    return read_bytes(GB18030, sizeof GB18030 - 1);
}

/* A collection of which one addition fails holds what was added before; the digest is of what became of the whole. */
static outcome build_blocks(void)
{
    static const char *const ROWS[][2] = {{"2026年部门收入预算总表", NULL}, {"项目", "预算数"}, {"财政拨款收入", "5.00"}, {"合计", "5.00"}};
    hrb_blocks *blocks = (hrb_blocks *)&blocks;
    hrb_document *document = NULL;
    hrb_status status = hrb_blocks_new(&blocks);
    outcome o = ended(status, blocks, NULL);
    for (size_t i = 0; i < 4 && status == HRB_OK; i++)
        status = hrb_blocks_add_row(blocks, ROWS[i], 2);
    if (status == HRB_OK)
        status = hrb_blocks_add_paragraph(blocks, "单位：元", 12);
    if (status == HRB_OK) {
        document = (hrb_document *)&document;
        hrb_error *error = NULL;
        status = hrb_document_from_blocks(blocks, NULL, &document, &error);
        o = ended(status, document, error);
    }
    o.status = status;
    if (status == HRB_OK)
        o.digest = hrb_fact_count(document);
    hrb_document_free(document);
    hrb_blocks_free(blocks);
    return o;
}

static outcome parse_target(void)
{
    hrb_target *target = (hrb_target *)&target;
    hrb_error *error = NULL;
    hrb_status status = hrb_target_parse("≥90%", 6, NULL, 0, &target, &error);
    outcome o = ended(status, target, error);
    if (status == HRB_OK)
        o.digest = (uint64_t)hrb_target_comparator(target);
    hrb_target_free(target);
    return o;
}

static hrb_document *shared_document; /* made before any fault */
static hrb_report *shared_report;

static outcome check_document(void)
{
    hrb_report *report = (hrb_report *)&report;
    hrb_error *error = NULL;
    hrb_status status = hrb_document_check(shared_document, NULL, &report, &error);
    outcome o = ended(status, report, error);
    if (o.status == HRB_OK)
        o.digest = hrb_equation_count(report) * 1000 + hrb_finding_count(report);
    hrb_report_free(report);
    return o;
}

static outcome formatted(hrb_status status, char *text, size_t length, hrb_error *error)
{
    outcome o = ended(status, text, error);
    if (o.status == HRB_OK)
        o.digest = digest_of(text, length);
    hrb_string_free(text);
    return o;
}

static outcome format_report(hrb_format format)
{
    char *text = NULL;
    size_t length = 0;
    hrb_error *error = NULL;
    hrb_status status = hrb_report_format(shared_report, format, HRB_LANG_ZH, HRB_SEVERITY_INFO, &text, &length, &error);
    return formatted(status, text, length, error);
}

static outcome format_json(void)
{
    return format_report(HRB_FORMAT_JSON);
}

static outcome format_csv(void)
{
    return format_report(HRB_FORMAT_CSV);
}

static outcome format_text(void)
{
    return format_report(HRB_FORMAT_TEXT);
}

static outcome format_facts(void)
{
    char *text = NULL;
    size_t length = 0;
    hrb_error *error = NULL;
    hrb_status status = hrb_facts_format(shared_document, HRB_FORMAT_JSON, HRB_LANG_ZH, &text, &length, &error);
    return formatted(status, text, length, error);
}

static outcome load_rules(const char *json, size_t length)
{
    hrb_rulebook *book = (hrb_rulebook *)&book;
    hrb_error *error = NULL;
    hrb_status status = hrb_rulebook_load(json, length, &book, &error);
    outcome o = ended(status, book, error);
    if (o.status == HRB_OK)
        o.digest = hrb_rulebook_rule_count(book);
    hrb_rulebook_free(book);
    return o;
}

static outcome load_rulebook(void)
{
    return load_rules(OWN_RULES, sizeof OWN_RULES - 1);
}

static outcome extend_rulebook(void)
{
    return load_rules(RULES, sizeof RULES - 1);
}

static outcome load_codebook(void)
{
    hrb_codebook *book = (hrb_codebook *)&book;
    hrb_error *error = NULL;
    hrb_status status = hrb_codebook_load(CODES, sizeof CODES - 1, hrb_codebook_default(), &book, &error);
    outcome o = ended(status, book, error);
    if (o.status == HRB_OK)
        o.digest = hrb_codebook_size(book);
    hrb_codebook_free(book);
    return o;
}

static outcome refuse_amount(void)
{
    hrb_amount amount;
    hrb_error *error = NULL;
    hrb_status status = hrb_amount_parse("12x", 3, HRB_UNIT_YUAN, 0, &amount, &error);
    outcome o = {status == HRB_ERROR_SYNTAX ? HRB_OK : HRB_ERROR_ARGUMENT, 0, true}; /* only the detail may be lost */
    hrb_error_free(error);
    return o;
}

typedef struct trial {
    const char *name;
    outcome (*run)(void);
    bool never_aborts; /* holds today, and has to go on holding */
    long stride;       /* the default rulebook takes thousands of allocations, all alike: every tenth is tried, "faults all" tries each */
    bool converts;     /* the C library does not tell want of memory from want of a converter */
} trial;

static const trial TRIALS[] = {
    {"refuse an amount", refuse_amount, true, 1, false}, {"load a code book", load_codebook, true, 1, false},
    {"load a rulebook", load_rulebook, false, 1, false}, {"extend the default", extend_rulebook, false, 10, false},
    {"read a document", read_document, false, 1, false}, {"read GB18030", read_gb18030, false, 1, true},
    {"check a document", check_document, false, 1, false}, {"write JSON", format_json, false, 1, false},
    {"build blocks", build_blocks, false, 1, false},     {"parse a target", parse_target, true, 1, false},
    {"write CSV", format_csv, true, 1, false},           {"write text", format_text, true, 1, false},
    {"write facts", format_facts, false, 1, false},
};

/* --- Trying --- */

typedef struct tally {
    long allocations, statuses, survived, aborts, wrong;
} tally;

/* In the child: the exit status tells how it went. */
enum { RETURNED_STATUS = 0, SURVIVED = 1, WRONG = 2, INSIDE_GLIB = 3 };

/* When no memory at all can be had, GLib fails even to say so, and calls itself until the stack ends. */
static void on_segv(int number, siginfo_t *info, void *context)
{
    const ucontext_t *machine = context;
    Dl_info module;
    (void)info;
    if (dladdr((void *)machine->uc_mcontext.gregs[REG_RIP], &module) != 0 && module.dli_fname != NULL && strstr(module.dli_fname, "libglib") != NULL)
        _exit(INSIDE_GLIB);
    uintptr_t stack = (uintptr_t)machine->uc_mcontext.gregs[REG_RSP], address = (uintptr_t)info->si_addr;
    if (address + 65536 > stack && address < stack + 65536)
        _exit(INSIDE_GLIB); /* the library itself does not recurse on anything a fault could change */
    signal(number, SIG_DFL);
    raise(number);
}

static void catch_the_end_of_the_stack(void)
{
    static char stack[65536];
    const stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_sigaction = on_segv, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigaltstack(&other, NULL);
    sigaction(SIGSEGV, &action, NULL);
}

static int try_fault(const trial *t, long at, bool from_then_on, uint64_t expected)
{
    hrb__spare_drop(); /* what is kept from before is not asked for */
    long before = live;
    calls = 0;
    fail_on = from_then_on;
    fail_at = at;
    outcome o = t->run();
    fail_at = 0;
    hrb__spare_drop();
    if (live != before) {
        fprintf(stderr, "%s, allocation %ld %s: %ld blocks leaked\n", t->name, at, from_then_on ? "and on" : "once", live - before);
        return WRONG;
    }
    bool told = o.status == HRB_ERROR_MEMORY || (t->converts && o.status == HRB_ERROR_UNSUPPORTED);
    bool fine = o.tidy && (o.status == HRB_OK ? o.digest == expected : told);
    if (!fine)
        fprintf(stderr, "%s, allocation %ld %s: %s%s%s\n", t->name, at, from_then_on ? "and on" : "once", hrb_status_name(o.status),
                o.tidy ? "" : ", output or detail not as promised", o.status == HRB_OK && o.digest != expected ? ", another result" : "");
    return !fine ? WRONG : o.status == HRB_OK ? SURVIVED : RETURNED_STATUS;
}

/* Runs one fault in a child whose last words are kept. */
static void fork_fault(const trial *t, long at, bool from_then_on, uint64_t expected, tally *sum)
{
    int words[2], status = 0;
    char said[4096];
    size_t length = 0;
    ssize_t n;
    if (pipe(words) != 0)
        abort();
    pid_t child = fork();
    if (child == 0) {
        dup2(words[1], 2);
        close(words[0]);
        catch_the_end_of_the_stack();
        _exit(try_fault(t, at, from_then_on, expected));
    }
    close(words[1]);
    while (length + 1 < sizeof said && (n = read(words[0], said + length, sizeof said - 1 - length)) > 0)
        length += (size_t)n;
    said[length] = '\0';
    close(words[0]);
    waitpid(child, &status, 0);
    bool glib = WIFSIGNALED(status) && (WTERMSIG(status) == SIGTRAP || WTERMSIG(status) == SIGABRT) && strstr(said, "failed to allocate") != NULL;
    glib = glib || (from_then_on && WIFEXITED(status) && WEXITSTATUS(status) == INSIDE_GLIB);
    if (glib && !t->never_aborts) {
        sum->aborts++;
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == RETURNED_STATUS) {
        sum->statuses++;
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == SURVIVED) {
        sum->survived++;
    } else {
        if (sum->wrong++ < 5)
            printf("%s, allocation %ld %s: %s %d\n%s", t->name, at, from_then_on ? "and on" : "once", WIFSIGNALED(status) ? "killed by" : "ended with",
                   WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), said);
    }
}

static tally try_all(const trial *t, bool each)
{
    tally sum = {0};
    outcome good = t->run(); /* what GLib and the library set up once stays out of the count */
    hrb__spare_drop();
    calls = 0;
    good = t->run();
    sum.allocations = calls;
    if (good.status != HRB_OK || !good.tidy) {
        printf("%s: does not work without any fault: %s\n", t->name, hrb_status_name(good.status));
        sum.wrong++;
    }
    for (int from_then_on = 0; from_then_on < 2; from_then_on++)
        for (long at = 1; at <= sum.allocations; at += each ? 1 : t->stride)
            fork_fault(t, at, from_then_on, good.digest, &sum);
    return sum;
}

int main(int argc, char **argv)
{
    bool each = argc > 1 && strcmp(argv[1], "all") == 0;
    long wrong = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (hrb_document_read(DOCUMENT, sizeof DOCUMENT - 1, NULL, &shared_document, NULL) != HRB_OK || hrb_document_check(shared_document, NULL, &shared_report, NULL) != HRB_OK)
        return 2;
    printf("%-20s %11s %8s %8s %7s %6s\n", "", "allocations", "status", "no harm", "aborts", "wrong");
    for (size_t i = 0; i < sizeof TRIALS / sizeof TRIALS[0]; i++) {
        tally sum = try_all(&TRIALS[i], each);
        printf("%-20s %11ld %8ld %8ld %7ld %6ld\n", TRIALS[i].name, sum.allocations, sum.statuses, sum.survived, sum.aborts, sum.wrong);
        wrong += sum.wrong;
    }
    hrb_report_free(shared_report);
    hrb_document_free(shared_document);
    return wrong == 0 ? 0 : 1;
}
