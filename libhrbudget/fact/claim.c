/* SPDX-License-Identifier: Apache-2.0 */
/* What sentences state. So far: an amount right behind a term of the
 * vocabulary's "claims", as in 机关运行经费预算为664.59万元. */
#include <glib.h>

#include "amount/cell.h"
#include "amount/unit.h"
#include "fact/document.h"

#define MAX_SENTENCE 6000

/* Folding shortens a text; this finds a folded term in the text as printed and
 * returns the offset behind it, or SIZE_MAX. */
static size_t find_term(hrb__text text, hrb__text term)
{
    size_t size;
    for (size_t start = 0; start < text.length; start += size) {
        hrb__utf8_get(text.data + start, text.length - start, &size);
        size_t at = start, matched = 0;
        while (at < text.length && matched < term.length) {
            size_t n;
            char folded[4];
            hrb__utf8_get(text.data + at, text.length - at, &n);
            size_t m = hrb__text_fold((hrb__text){text.data + at, n}, folded, sizeof folded);
            if (m > term.length - matched || memcmp(folded, term.data + matched, m) != 0)
                break;
            matched += m;
            at += n;
        }
        if (matched == term.length)
            return at;
    }
    return SIZE_MAX;
}

/* The figure at the start of a text, its unit included; 0 if there is none. */
static size_t read_amount(hrb__text text, hrb_amount *out)
{
    size_t n = 0;
    while (n < text.length && (g_ascii_isdigit(text.data[n]) || text.data[n] == '.' || text.data[n] == ','))
        n++;
    if (n == 0)
        return 0;
    static const hrb__text UNITS[] = {{"万元", 6}, {"亿元", 6}, {"元", 3}};
    for (size_t i = 0; i < G_N_ELEMENTS(UNITS); i++)
        if (hrb__text_starts((hrb__text){text.data + n, text.length - n}, UNITS[i])) {
            hrb_status why;
            hrb_unit unit = hrb__unit_named(UNITS[i]);
            return hrb__cell_amount((hrb__text){text.data, n}, unit, out, &why) == HRB__CELL_AMOUNT ? n + UNITS[i].length : 0;
        }
    return 0;
}

/* A cheap look before the search: the first two Han characters of the term. */
static hrb__text key_of(hrb__text term)
{
    while (term.length > 6 && (unsigned char)term.data[0] < 0x80)
        term = (hrb__text){term.data + 1, term.length - 1};
    return (hrb__text){term.data, MIN(term.length, 6)};
}

static void read_claims(hrb_document *document, hrb__text sentence)
{
    const GArray *claims = document->rulebook->claims;
    hrb__text last_key = HRB__TEXT("");
    bool has_key = false;
    for (guint i = 0; i < claims->len; i++) {
        const hrb__contains *claim = &g_array_index(claims, hrb__contains, i);
        hrb__text key = key_of(claim->part);
        if (!hrb__text_equals(key, last_key)) { /* terms of one claim stand together and begin alike */
            has_key = hrb__text_has(sentence, key);
            last_key = key;
        }
        if (!has_key)
            continue;
        size_t behind = find_term(sentence, claim->part);
        if (behind == SIZE_MAX)
            continue;
        hrb_amount amount;
        hrb__text rest = {sentence.data + behind, sentence.length - behind};
        size_t length = read_amount(rest, &amount);
        hrb__fact *fact = length == 0 ? NULL : hrb__add_fact(document);
        if (fact == NULL)
            continue;
        fact->meaning = claim->term->meaning;
        fact->value = amount.fen;
        fact->quantum = amount.quantum_fen;
        fact->offset = (uint32_t)(rest.data - document->blocks.source.text);
        fact->length = (uint32_t)length;
        fact->value_kind = HRB_VALUE_FEN;
        fact->source = HRB__FROM_NARRATIVE;
        return;
    }
}

void hrb__understand_claims(hrb_document *document)
{
    const hrb__blocks *blocks = &document->blocks;
    size_t table = 0;
    /* Final accounts state a budget and an outcome beside each other: not yet told apart. */
    if (document->is_final || document->rulebook->claims->len == 0)
        return;
    for (size_t r = 0; r < blocks->row_count && !document->out_of_memory; r++) {
        while (table < document->table_count && r >= document->tables[table].end_block_row)
            table++;
        if (table < document->table_count && r >= document->tables[table].first_block_row)
            continue;
        const hrb__row *row = &blocks->rows[r];
        for (size_t c = 0; c < row->cell_count; c++) {
            hrb__text text = hrb__row_text(blocks, row, c);
            if (text.length > 20 && text.length <= MAX_SENTENCE)
                read_claims(document, text);
        }
    }
}
