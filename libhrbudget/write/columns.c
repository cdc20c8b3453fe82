/* SPDX-License-Identifier: Apache-2.0 */
/* The memory of the columns, shared by every array that is exported from them: a
 * taker may move a child out and release its parent, or the other way round. */
#include "write/columns.h"

#include <errno.h>
#include <glib.h>

#include "base/error.h"

typedef hrb__filled_column column;

/* --- Filling --- */

static size_t value_size(const hrb__columns *all, hrb__column_type type)
{
    switch (type) {
    case HRB__INT64:
        return 8;
    case HRB__MONEY:
        return all->yuan ? 16 : 8;
    case HRB__DECIMAL:
        return 16;
    default:
        return 4;
    }
}

static bool prepare(hrb__columns *all, column *c, const hrb__field *field)
{
    c->type = field->type;
    const char *unit = field->type != HRB__MONEY ? "" : all->yuan ? "_yuan" : "_fen";
    size_t name = strlen(field->name), end = strlen(unit);
    c->name = g_try_malloc(name + end + 1);
    /* One more: the offsets of texts have one more than there are rows. */
    c->values = g_try_malloc0_n(all->rows + 1, value_size(all, field->type));
    c->valid = g_try_malloc0(all->rows / 8 + 1);
    if (c->name == NULL || c->values == NULL || c->valid == NULL)
        return false;
    memcpy(c->name, field->name, name);
    memcpy(c->name + name, unit, end + 1);
    if (field->type != HRB__WORD)
        return true;
    c->words = g_try_malloc0(sizeof *c->words);
    c->word_offsets = g_try_malloc0(sizeof *c->word_offsets);
    if (c->words == NULL || c->word_offsets == NULL)
        return false;
    c->words->index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return true;
}

hrb__columns *hrb__columns_new(const hrb__field *fields, size_t count, size_t rows, uint32_t flags)
{
    hrb__columns *all = g_try_malloc0(sizeof *all);
    if (all == NULL)
        return NULL;
    *all = (hrb__columns){.references = 1, .rows = rows, .yuan = (flags & HRB_ARROW_YUAN) != 0};
    all->columns = g_try_malloc0_n(count, sizeof *all->columns);
    if (all->columns == NULL) {
        g_free(all);
        return NULL;
    }
    all->count = count;
    for (size_t i = 0; i < count; i++)
        if (!prepare(all, &all->columns[i], &fields[i])) {
            hrb__columns_free(all);
            return NULL;
        }
    return all;
}

void hrb__columns_free(hrb__columns *all)
{
    if (all == NULL || !g_atomic_int_dec_and_test(&all->references))
        return;
    for (size_t i = 0; i < all->count; i++) {
        column *c = &all->columns[i];
        if (c->words != NULL && c->words->index != NULL)
            g_hash_table_unref(c->words->index);
        g_free(c->words);
        g_free(c->name);
        g_free(c->valid);
        g_free(c->values);
        g_free(c->bytes);
        g_free(c->word_offsets);
    }
    g_free(all->columns);
    g_free(all);
}

bool hrb__append_text(hrb__columns *all, column *c, const char *text, size_t length, int32_t *end)
{
    if (length > (size_t)INT32_MAX - c->used) {
        all->status = HRB_ERROR_LIMIT;
        return false;
    }
    if (length > c->capacity - c->used) {
        size_t capacity = MAX(c->used + length, MIN(2 * c->capacity, (size_t)INT32_MAX));
        capacity = MAX(capacity, 64);
        char *grown = g_try_realloc(c->bytes, capacity);
        if (grown == NULL) {
            all->status = HRB_ERROR_MEMORY;
            return false;
        }
        c->bytes = grown;
        c->capacity = capacity;
    }
    memcpy(c->bytes + c->used, text, length);
    c->used += length;
    *end = (int32_t)c->used;
    return true;
}

int32_t hrb__add_word(hrb__columns *all, column *c, const char *text)
{
    gpointer found = g_hash_table_lookup(c->words->index, text);
    if (found != NULL)
        return GPOINTER_TO_INT(found) - 1;
    if (c->word_count + 1 >= c->word_capacity) {
        size_t capacity = MAX(16, 2 * c->word_capacity);
        int32_t *grown = g_try_realloc_n(c->word_offsets, capacity + 1, sizeof *grown);
        if (grown == NULL || c->word_count >= INT32_MAX - 1) {
            c->word_offsets = grown != NULL ? grown : c->word_offsets;
            all->status = HRB_ERROR_MEMORY;
            return -1;
        }
        c->word_offsets = grown;
        c->word_capacity = capacity;
    }
    size_t length = strlen(text);
    char *key = g_try_malloc(length + 1);
    if (key == NULL)
        all->status = HRB_ERROR_MEMORY;
    if (key == NULL || !hrb__append_text(all, c, text, length, &c->word_offsets[c->word_count + 1])) {
        g_free(key);
        return -1;
    }
    memcpy(key, text, length + 1);
    c->word_count++;
    g_hash_table_insert(c->words->index, key, GINT_TO_POINTER((gint)c->word_count));
    return (int32_t)c->word_count - 1;
}

hrb__columns *hrb__columns_share(hrb__columns *columns)
{
    g_atomic_int_inc(&columns->references);
    return columns;
}

/* --- Schema --- */

/* One reader's way through the columns: their one batch is given out once. */
typedef struct reading {
    hrb__columns *columns;
    bool given_out;
} reading;


static const char *format_of(const hrb__columns *all, const column *c)
{
    static const char *const FORMATS[] = {"i", "l", "l", "d:38,18", "u", "i"};
    return c->type == HRB__MONEY && all->yuan ? "d:19,2" : FORMATS[c->type];
}

static void release_schema(struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        struct ArrowSchema *child = schema->children[i];
        if (child->release != NULL)
            child->release(child);
        g_free(child);
    }
    g_free(schema->children);
    if (schema->dictionary != NULL) {
        if (schema->dictionary->release != NULL)
            schema->dictionary->release(schema->dictionary);
        g_free(schema->dictionary);
    }
    g_free(schema->private_data); /* its name */
    schema->release = NULL;
}

static void fill_schema(struct ArrowSchema *schema, const char *format, const char *name)
{
    char *copy = g_strdup(name);
    *schema = (struct ArrowSchema){.format = format, .name = copy, .private_data = copy, .flags = ARROW_FLAG_NULLABLE, .release = release_schema};
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    const hrb__columns *all = ((const reading *)stream->private_data)->columns;
    fill_schema(out, "+s", "");
    out->flags = 0;
    out->children = g_new0(struct ArrowSchema *, all->count);
    out->n_children = (int64_t)all->count;
    for (size_t i = 0; i < all->count; i++) {
        const column *c = &all->columns[i];
        out->children[i] = g_new0(struct ArrowSchema, 1);
        fill_schema(out->children[i], format_of(all, c), c->name);
        if (c->type == HRB__WORD) {
            out->children[i]->dictionary = g_new0(struct ArrowSchema, 1);
            fill_schema(out->children[i]->dictionary, "u", "");
        }
    }
    return 0;
}

/* --- Arrays --- */

static void release_array(struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_children; i++) {
        struct ArrowArray *child = array->children[i];
        if (child->release != NULL)
            child->release(child);
        g_free(child);
    }
    g_free(array->children);
    if (array->dictionary != NULL) {
        if (array->dictionary->release != NULL)
            array->dictionary->release(array->dictionary);
        g_free(array->dictionary);
    }
    array->release = NULL;
    hrb__columns_free(array->private_data);
}

static void fill_array(struct ArrowArray *array, hrb__columns *all, const void **buffers, int64_t buffer_count, size_t length, size_t nulls)
{
    g_atomic_int_inc(&all->references);
    *array = (struct ArrowArray){
        .length = (int64_t)length, .null_count = (int64_t)nulls, .n_buffers = buffer_count, .buffers = buffers, .release = release_array, .private_data = all,
    };
}

static void export_column(hrb__columns *all, column *c, struct ArrowArray *out)
{
    fill_array(out, all, c->buffers, c->type == HRB__TEXT ? 3 : 2, all->rows, c->nulls);
    if (c->type != HRB__WORD)
        return;
    out->dictionary = g_new0(struct ArrowArray, 1);
    fill_array(out->dictionary, all, c->word_buffers, 3, c->word_count, 0);
}

/* The one batch; after it the stream holds nothing and has ended. */
static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    static const void *NO_BUFFERS[1] = {NULL};
    reading *r = stream->private_data;
    hrb__columns *all = r->columns;
    if (r->given_out) {
        *out = (struct ArrowArray){0};
        return 0;
    }
    r->given_out = true;
    fill_array(out, all, NO_BUFFERS, 1, all->rows, 0);
    out->children = g_new0(struct ArrowArray *, all->count);
    out->n_children = (int64_t)all->count;
    for (size_t i = 0; i < all->count; i++) {
        out->children[i] = g_new0(struct ArrowArray, 1);
        export_column(all, &all->columns[i], out->children[i]);
    }
    return 0;
}

static const char *get_last_error(struct ArrowArrayStream *stream)
{
    (void)stream;
    return NULL;
}

static void release_stream(struct ArrowArrayStream *stream)
{
    reading *r = stream->private_data;
    hrb__columns_free(r->columns);
    g_free(r);
    stream->release = NULL;
}

static void list_buffers(column *c)
{
    static const char NOTHING[1] = "";
    c->buffers[0] = c->nulls > 0 ? c->valid : NULL;
    c->buffers[2] = c->bytes != NULL ? c->bytes : NOTHING;
    c->word_buffers[1] = c->word_offsets;
    c->word_buffers[2] = c->buffers[2];
    c->buffers[1] = c->values;
}

void hrb__columns_seal(hrb__columns *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        list_buffers(&columns->columns[i]);
    columns->sealed = true;
}

hrb_status hrb__columns_finish(hrb__columns *columns, struct ArrowArrayStream *out, hrb_error **error)
{
    if (columns == NULL)
        return hrb__fail_memory(error);
    if (columns->status != HRB_OK) {
        hrb_status status = columns->status;
        hrb__columns_free(columns);
        return status == HRB_ERROR_MEMORY ? hrb__fail_memory(error)
                                          : hrb__fail(error, status, NULL, "一列文字超过2 GiB", "a column of texts takes more than 2 GiB");
    }
    if (!columns->sealed)
        hrb__columns_seal(columns);
    reading *r = g_try_malloc(sizeof *r);
    if (r == NULL) {
        hrb__columns_free(columns);
        return hrb__fail_memory(error);
    }
    *r = (reading){columns, false};
    *out = (struct ArrowArrayStream){
        .get_schema = get_schema, .get_next = get_next, .get_last_error = get_last_error, .release = release_stream, .private_data = r,
    };
    return HRB_OK;
}
