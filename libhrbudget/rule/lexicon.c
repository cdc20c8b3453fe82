/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/lexicon.h"

#include <glib.h>

struct hrb__lexicon_edge {
    uint64_t key; /* node and character; 0 is free */
    uint32_t next;
};
typedef hrb__lexicon_edge edge;

static uint64_t edge_key(uint32_t node, uint32_t character)
{
    return ((uint64_t)node << 21 | character) + 1;
}

/* From the beginning of a word over its first two characters at once. */
static uint64_t pair_key(uint32_t first, uint32_t second)
{
    return UINT64_C(1) << 63 | (uint64_t)first << 21 | second;
}

static edge *find_edge(const hrb__lexicon *lexicon, uint64_t key)
{
    size_t i = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & lexicon->mask;
    while (lexicon->edges[i].key != 0 && lexicon->edges[i].key != key)
        i = (i + 1) & lexicon->mask;
    return &lexicon->edges[i];
}

static void set_bit(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= UINT64_C(1) << i % 64;
}

static void note_beginning(hrb__lexicon *lexicon, hrb__text text)
{
    size_t n, m;
    uint32_t first = hrb__utf8_get(text.data, text.length, &n);
    if (first < 0x10000)
        set_bit(lexicon->first, first);
    if (n == text.length)
        set_bit(lexicon->alone, first & 0xFFFF);
    else
        set_bit(lexicon->pairs, hrb__pair_number(first, hrb__utf8_get(text.data + n, text.length - n, &m)));
}

static size_t size_of_first(hrb__text text)
{
    size_t n;
    hrb__utf8_get(text.data, text.length, &n);
    return n;
}

static void add_word(hrb__lexicon *lexicon, const hrb__word *word)
{
    uint32_t node = 0, before = 0;
    size_t size;
    note_beginning(lexicon, word->text);
    for (size_t i = 0; i < word->text.length; i += size) {
        uint32_t c = hrb__utf8_get(word->text.data + i, word->text.length - i, &size);
        edge *e = find_edge(lexicon, edge_key(node, c));
        if (e->key == 0) {
            *e = (edge){edge_key(node, c), lexicon->node_count++};
            hrb__lexicon_node *from = &lexicon->nodes[node];
            from->count++;
            from->character = c;
            from->next = e->next;
        }
        node = e->next;
        if (i > 0 && i == size_of_first(word->text)) {
            e = find_edge(lexicon, pair_key(before, c));
            *e = (edge){pair_key(before, c), node};
        }
        before = c;
    }
    lexicon->nodes[node].word = word;
}

hrb__lexicon *hrb__lexicon_new(const hrb__word *words, size_t count)
{
    size_t characters = 1, edges = 64;
    for (size_t i = 0; i < count; i++)
        characters += hrb__utf8_count(words[i].text.data, words[i].text.length);
    while (edges < (characters + count) * 2)
        edges *= 2;
    hrb__lexicon *lexicon = g_try_new0(hrb__lexicon, 1);
    if (lexicon == NULL)
        return NULL;
    lexicon->nodes = g_try_new0(hrb__lexicon_node, characters + 1);
    lexicon->edges = g_try_new0(edge, edges);
    lexicon->mask = edges - 1;
    lexicon->node_count = 1;
    if (lexicon->nodes == NULL || lexicon->edges == NULL) {
        hrb__lexicon_free(lexicon);
        return NULL;
    }
    for (size_t i = 0; i < count; i++)
        if (words[i].text.length > 0)
            add_word(lexicon, &words[i]);
    return lexicon;
}

void hrb__lexicon_free(hrb__lexicon *lexicon)
{
    if (lexicon == NULL)
        return;
    g_free(lexicon->nodes);
    g_free(lexicon->edges);
    g_free(lexicon);
}

/* The folded character at the start of a text; 0 if it counts for nothing. */
static uint32_t folded_at(const char *text, size_t size, size_t *length)
{
    if (size >= 3 && hrb__is_han_lead(*text)) {
        *length = 3;
        return hrb__han_at(text);
    }
    return hrb__fold_character(hrb__utf8_get(text, size, length));
}

/* Where a character leads from a node, NULL if nowhere. Behind its second character a word mostly goes on in one way. */
static const hrb__lexicon_node *next_node(const hrb__lexicon *lexicon, const hrb__lexicon_node *node, uint32_t character)
{
    if (node->count == 1)
        return node->character == character ? &lexicon->nodes[node->next] : NULL;
    const edge *e = find_edge(lexicon, edge_key((uint32_t)(node - lexicon->nodes), character));
    return e->key == 0 ? NULL : &lexicon->nodes[e->next];
}

/* The same from the beginning, over two Han characters; a word of the first alone is *found. */
static const hrb__lexicon_node *start_with_han(const hrb__lexicon *lexicon, const char *text, const hrb__word **found)
{
    uint32_t first = hrb__han_at(text);
    if (hrb__bit(lexicon->alone, first)) {
        const hrb__lexicon_node *node = next_node(lexicon, lexicon->nodes, first);
        *found = node == NULL ? NULL : node->word;
    }
    const edge *e = find_edge(lexicon, pair_key(first, hrb__han_at(text + 3)));
    return e->key == 0 ? NULL : &lexicon->nodes[e->next];
}

const hrb__word *hrb__lexicon_match(const hrb__lexicon *lexicon, const char *text, size_t size, size_t *length)
{
    const hrb__lexicon_node *node = lexicon->nodes;
    const hrb__word *found = NULL;
    size_t i = 0, n;
    if (size >= 6 && hrb__is_han_lead(text[0]) && hrb__is_han_lead(text[3])) {
        *length = 3;
        node = start_with_han(lexicon, text, &found);
        i = 6;
    }
    while (node != NULL) {
        if (node->word != NULL) {
            found = node->word;
            *length = i;
        }
        if (i >= size || node->count == 0)
            break;
        uint32_t c = folded_at(text + i, size - i, &n);
        i += n;
        /* Blanks inside a word, which are no part of its end. */
        while (c == 0 && i < size) {
            c = folded_at(text + i, size - i, &n);
            i += n;
        }
        node = c == 0 ? NULL : next_node(lexicon, node, c);
    }
    return found;
}
