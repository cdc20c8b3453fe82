/* SPDX-License-Identifier: Apache-2.0 */
/* Code books from CSV. */
#include <glib.h>
#include <stdlib.h>

#include "base/error.h"
#include "code/book.h"

#define MAX_BYTES ((size_t)64 * 1024 * 1024)
#define MAX_FIELDS 8
#define MAX_NAME 300

typedef struct builder {
    hrb_codebook *book;
    struct hrb_code_entry *entries;
    size_t count, capacity;
    hrb__rename *renames;
    size_t rename_count, rename_capacity;
    hrb_error **error;
    hrb_status status;
    const char *what; /* the file, for messages */
    int line;      /* where the record being read begins, for messages */
    int next_line; /* where reading stands */
} builder;

static bool fail(builder *b, const char *zh, const char *en)
{
    hrb_place place = {.line = b->line, .column = 1};
    b->status = hrb__fail(b->error, HRB_ERROR_SYNTAX, &place, "%s第%d行：%s%.0s", "%s, line %d: %.0s%s", b->what, b->line, zh, en);
    return false;
}

static bool no_memory(builder *b)
{
    b->status = hrb__fail_memory(b->error);
    return false;
}

/* One record: fields unquoted into the arena. False at the end or on failure. */
static bool read_record(builder *b, hrb__text *rest, const char *fields[MAX_FIELDS], size_t *count)
{
    const char *p = rest->data, *end = rest->data + rest->length;
    *count = 0;
    while (p < end && (*p == '\n' || *p == '\r')) {
        b->next_line += *p == '\n';
        p++;
    }
    b->line = b->next_line;
    if (p >= end)
        return false;
    for (;;) {
        char *field, *out;
        bool quoted = p < end && *p == '"';
        const char *stop = quoted ? p + 1 : p;
        while (stop < end && (quoted ? !(*stop == '"' && (stop + 1 == end || stop[1] != '"')) : *stop != ',' && *stop != '\n')) {
            b->next_line += quoted && *stop == '\n';
            stop += quoted && *stop == '"' ? 2 : 1;
        }
        if (quoted && stop >= end)
            return fail(b, "引号没有结束", "a quotation mark is not closed");
        field = out = hrb__arena_alloc(&b->book->arena, (size_t)(stop - p) + 1);
        if (field == NULL)
            return no_memory(b);
        for (const char *q = quoted ? p + 1 : p; q < stop; q++) {
            if (quoted && *q == '"')
                q++;
            *out++ = *q;
        }
        while (out > field && (out[-1] == '\r' || out[-1] == ' '))
            out--;
        *out = '\0';
        if (*count == MAX_FIELDS)
            return fail(b, "列数过多", "too many columns");
        fields[(*count)++] = field;
        p = quoted ? stop + 1 : stop;
        while (quoted && p < end && (*p == ' ' || *p == '\r'))
            p++;
        if (p >= end || *p == '\n') {
            b->next_line += p < end;
            break;
        }
        if (*p != ',')
            return fail(b, "引号之后应为逗号", "a comma must follow the closing quotation mark");
        p++;
    }
    rest->data = p < end ? p + 1 : end;
    rest->length = (size_t)(end - rest->data);
    return true;
}

static int32_t kind_named(const char *name)
{
    for (int32_t kind = HRB_CODE_FUNCTION; kind <= HRB_CODE_REVENUE; kind++)
        if (strcmp(hrb_code_kind_name(kind), name) == 0)
            return kind;
    return HRB_CODE_NONE;
}

static int16_t evidence_named(const char *name)
{
    static const char *const NAMES[] = {"", "2009", "recalled", "corroborated", "attested"};
    for (int16_t i = 0; i < 5; i++)
        if (strcmp(NAMES[i], name) == 0)
            return i;
    return -1;
}

static bool read_year(builder *b, const char *text, int16_t *out)
{
    *out = 0;
    if (*text == '\0')
        return true;
    if (strlen(text) != 4 || strspn(text, "0123456789") != 4)
        return fail(b, "年度应为四位数字或空白", "a year is four digits or blank");
    *out = (int16_t)strtol(text, NULL, 10);
    return true;
}

static char *fold(builder *b, const char *name)
{
    char buffer[MAX_NAME];
    size_t length = hrb__text_fold((hrb__text){name, strlen(name)}, buffer, sizeof buffer);
    return hrb__arena_text(&b->book->arena, buffer, length);
}

static bool add_entry(builder *b, const struct hrb_code_entry *entry)
{
    if (!hrb__grow((void **)&b->entries, b->count, &b->capacity, sizeof *b->entries))
        return no_memory(b);
    b->entries[b->count++] = *entry;
    return true;
}

static bool read_entry(builder *b, const char *const *fields, size_t count)
{
    struct hrb_code_entry e = {.sources = count > 7 ? fields[7] : "", .evidence = HRB_EVIDENCE_ATTESTED};
    if (count < 3)
        return fail(b, "至少需要 kind、code、name 三列", "kind, code and name are needed");
    e.kind = kind_named(fields[0]);
    if (e.kind == HRB_CODE_NONE)
        return fail(b, "kind 应为 function、dept_economic、gov_economic 或 revenue", "kind must be function, dept_economic, gov_economic or revenue");
    hrb_code code;
    if (hrb_code_parse(e.kind, fields[1], strlen(fields[1]), &code, NULL) != HRB_OK)
        return fail(b, "编码无效", "the code is not valid");
    e.digits = code.digits;
    if (fields[2][0] == '\0' || strlen(fields[2]) >= MAX_NAME)
        return fail(b, "名称为空或过长", "the name is empty or too long");
    e.name = fields[2];
    if (count > 3 && fields[3][0] != '\0' && strtol(fields[3], NULL, 10) != hrb_code_level(code))
        return fail(b, "级次与编码不符", "the level does not fit the code");
    if (count > 4 && !read_year(b, fields[4], &e.first_seen))
        return false;
    if (count > 5 && !read_year(b, fields[5], &e.last_seen))
        return false;
    if (count > 6 && fields[6][0] != '\0' && (e.evidence = evidence_named(fields[6])) < 0)
        return fail(b, "evidence 应为 attested、corroborated、recalled 或 2009", "evidence must be attested, corroborated, recalled or 2009");
    e.folded = fold(b, e.name);
    return e.folded == NULL ? no_memory(b) : add_entry(b, &e);
}

/* A year at the start of "2018 (via ...)" or "2010-2011". */
static int16_t leading_year(const char *text)
{
    return strspn(text, "0123456789") == 4 ? (int16_t)strtol(text, NULL, 10) : 0;
}

/* kind,old_code,old_name,new_code,new_name,first_year_of_new,evidence: the old
 * name of a code ends where the new one begins. */
static bool read_rename(builder *b, const char *const *fields, size_t count)
{
    if (count < 7)
        return fail(b, "应有七列", "seven columns are needed");
    hrb__rename r = {.kind = kind_named(fields[0])};
    hrb_code code;
    if (r.kind != HRB_CODE_NONE && hrb_code_parse(r.kind, fields[1], strlen(fields[1]), &code, NULL) == HRB_OK)
        r.old_digits = code.digits;
    if (r.kind != HRB_CODE_NONE && hrb_code_parse(r.kind, fields[3], strlen(fields[3]), &code, NULL) == HRB_OK)
        r.new_digits = code.digits;
    if (r.old_digits == 0 && r.new_digits == 0)
        return true; /* a remark on a range of codes */
    r.text = hrb__arena_printf(&b->book->arena, "%s %s → %s %s (%s; %s)", fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]);
    if (r.text == NULL || !hrb__grow((void **)&b->renames, b->rename_count, &b->rename_capacity, sizeof *b->renames))
        return no_memory(b);
    b->renames[b->rename_count++] = r;
    int16_t year = leading_year(fields[5]);
    const char *old_name = fold(b, fields[2]), *new_name = fold(b, fields[4]);
    if (old_name == NULL || new_name == NULL)
        return no_memory(b);
    for (size_t i = 0; i < b->count && year > 0; i++) {
        struct hrb_code_entry *e = &b->entries[i];
        if (e->kind == r.kind && e->digits == r.old_digits && strcmp(e->folded, old_name) == 0)
            e->until = (int16_t)(year - 1);
        if (e->kind == r.kind && e->digits == r.new_digits && strcmp(e->folded, new_name) == 0)
            e->from = year;
    }
    return true;
}

static bool read_csv(builder *b, hrb__text csv, const char *what, bool (*read_row)(builder *, const char *const *, size_t))
{
    const char *fields[MAX_FIELDS];
    size_t count;
    b->what = what;
    b->line = b->next_line = 1;
    if (csv.length >= 3 && memcmp(csv.data, "\xEF\xBB\xBF", 3) == 0)
        csv = (hrb__text){csv.data + 3, csv.length - 3};
    for (bool header = true; read_record(b, &csv, fields, &count); header = false) {
        if (header && strcmp(fields[0], "kind") != 0)
            return fail(b, "第一行应为列名，以 kind 开头", "the first line must be the column names, beginning with kind");
        if (!header && !read_row(b, fields, count))
            return false;
    }
    return b->status == HRB_OK;
}

static int compare_entries(const void *left, const void *right)
{
    const struct hrb_code_entry *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->digits != b->digits)
        return a->digits < b->digits ? -1 : 1;
    if (a->last_seen != b->last_seen)
        return a->last_seen < b->last_seen ? -1 : 1;
    return strcmp(a->name, b->name);
}

static int compare_names(const void *left, const void *right)
{
    const hrb__name_ref *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

static bool finish(builder *b)
{
    hrb__name_ref *names = hrb__arena_array(&b->book->arena, b->count, sizeof *names);
    struct hrb_code_entry *entries = hrb__arena_array(&b->book->arena, b->count, sizeof *entries);
    hrb__rename *renames = hrb__arena_array(&b->book->arena, b->rename_count, sizeof *renames);
    if (names == NULL || entries == NULL || renames == NULL)
        return no_memory(b);
    if (b->count > 0)
        memcpy(entries, b->entries, b->count * sizeof *entries);
    if (b->rename_count > 0)
        memcpy(renames, b->renames, b->rename_count * sizeof *renames);
    qsort(entries, b->count, sizeof *entries, compare_entries);
    for (size_t i = 0; i < b->count; i++)
        names[i] = (hrb__name_ref){hrb__name_hash(entries[i].folded, strlen(entries[i].folded)), (uint32_t)i};
    qsort(names, b->count, sizeof *names, compare_names);
    b->book->entries = entries;
    b->book->count = b->count;
    b->book->names = names;
    b->book->renames = renames;
    b->book->rename_count = b->rename_count;
    return true;
}

/* Whether one of the first `count` entries, which are in order, is of this code. */
static bool has_code(const struct hrb_code_entry *entries, size_t count, const struct hrb_code_entry *wanted)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct hrb_code_entry *e = &entries[middle];
        if (e->kind < wanted->kind || (e->kind == wanted->kind && e->digits < wanted->digits))
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && entries[low].kind == wanted->kind && entries[low].digits == wanted->digits;
}

/* What the new book says of a code takes the place of what the base says. */
static bool add_base(builder *b, const hrb_codebook *base)
{
    const size_t own = b->count;
    bool ok = true;
    if (own > 0)
        qsort(b->entries, own, sizeof *b->entries, compare_entries);
    for (size_t i = 0; i < base->count && ok; i++)
        if (!has_code(b->entries, own, &base->entries[i]))
            ok = add_entry(b, &base->entries[i]);
    for (size_t i = 0; i < base->rename_count && ok; i++) {
        ok = hrb__grow((void **)&b->renames, b->rename_count, &b->rename_capacity, sizeof *b->renames) || no_memory(b);
        if (ok)
            b->renames[b->rename_count++] = base->renames[i];
    }
    return ok;
}

hrb_status hrb__codebook_build(hrb__text codes, hrb__text renames, const hrb_codebook *base, hrb_codebook *out, hrb_error **error)
{
    hrb_codebook book = {0};
    builder b = {.book = &book, .error = error, .what = "CSV", .line = 1};
    size_t valid = hrb__utf8_valid_prefix(codes.data, codes.length);
    if (codes.length > MAX_BYTES)
        b.status = hrb__fail(error, HRB_ERROR_LIMIT, NULL, "科目表超过%d MiB", "the code book is larger than %d MiB", 64);
    else if (valid < codes.length) {
        for (size_t i = 0; i < valid; i++)
            b.line += codes.data[i] == '\n';
        fail(&b, "不是有效的UTF-8", "not valid UTF-8");
    } else if (read_csv(&b, codes, "codes", read_entry) && (renames.length == 0 || read_csv(&b, renames, "renames", read_rename)) &&
               (base == NULL || add_base(&b, base))) {
        finish(&b);
    }
    g_free(b.entries);
    g_free(b.renames);
    if (b.status != HRB_OK)
        hrb__arena_free(&book.arena);
    else
        *out = book;
    return b.status;
}
