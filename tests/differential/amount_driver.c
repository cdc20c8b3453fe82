/* SPDX-License-Identifier: Apache-2.0 */
/* Answers questions about amounts, one a line, so that another implementation
 * can be held against this one. Texts travel as hexadecimal digits, "." when empty.
 *   p UNIT FLAGS TEXT      hrb_amount_parse  -> STATUS FEN QUANTUM UNIT STATED DECIMALS OFFSET
 *   k UNIT TEXT            hrb__cell_amount  -> KIND STATUS FEN QUANTUM DECIMALS, the way of every cell of a table
 *   c TEXT                 hrb_capital_parse -> STATUS FEN
 *   C FEN                  hrb_capital_format -> text
 *   f FEN UNIT DEC FLAGS   hrb_fen_format -> text
 *   + A B   - A B   * A B  arithmetic -> STATUS VALUE
 *   s N V...               hrb_fen_sum -> STATUS VALUE
 *   r VALUE QUANTUM MODE   hrb_fen_round -> STATUS VALUE
 *   i VALUE QUANTUM        hrb_interval_of -> LOW HIGH
 *   a L H L H   b L H L H  hrb_interval_add, _subtract -> STATUS LOW HIGH
 *   o L H L H              hrb_interval_overlaps -> 0 or 1
 * An output that a failing call left alone prints as UNTOUCHED. */
#include <hrbudget/hrbudget.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "amount/cell.h"

#define UNTOUCHED INT64_C(424242)

static char *cursor;

static int64_t number(void)
{
    return (int64_t)strtoll(cursor, &cursor, 10);
}

static hrb_interval interval(void)
{
    int64_t low = number();
    return (hrb_interval){low, number()};
}

/* Decodes the rest of the line in place. */
static size_t text(char **out)
{
    cursor += strspn(cursor, " ");
    size_t length = 0, digits = strspn(cursor, "0123456789abcdef");
    *out = cursor;
    for (size_t i = 0; i + 1 < digits; i += 2) {
        char pair[3] = {cursor[i], cursor[i + 1], '\0'};
        (*out)[length++] = (char)strtoul(pair, NULL, 16);
    }
    return length;
}

static void answer_parse(void)
{
    hrb_unit unit = number();
    uint32_t flags = (uint32_t)number();
    char *bytes;
    size_t length = text(&bytes);
    hrb_amount amount = {UNTOUCHED, UNTOUCHED, UNTOUCHED, -1, -1};
    hrb_error *error = NULL;
    hrb_status status = hrb_amount_parse(bytes, length, unit, flags, &amount, &error);
    int64_t offset = error == NULL ? -1 : hrb_error_place(error).offset;
    if ((error == NULL) != (status == HRB_OK) || hrb_error_status(error) != status)
        status = 99; /* the detail and the status disagree */
    hrb_error_free(error);
    printf("%d %" PRId64 " %" PRId64 " %" PRId64 " %d %d %" PRId64 "\n", status, amount.fen, amount.quantum_fen, amount.unit, amount.stated,
           amount.decimals, offset);
}

static void answer_cell(void)
{
    hrb_unit unit = number();
    char *bytes;
    size_t length = text(&bytes);
    hrb_amount amount = {0};
    hrb_status why;
    hrb__cell_kind kind = hrb__cell_amount((hrb__text){bytes, length}, unit, &amount, &why);
    if (kind != HRB__CELL_AMOUNT)
        amount = (hrb_amount){0};
    printf("%d %d %" PRId64 " %" PRId64 " %d\n", (int)kind, why, amount.fen, amount.quantum_fen, amount.decimals);
}

static void answer_capital_parse(void)
{
    char *bytes;
    size_t length = text(&bytes);
    hrb_fen fen = UNTOUCHED;
    hrb_status status = hrb_capital_parse(bytes, length, &fen, NULL);
    printf("%d %" PRId64 "\n", status, fen);
}

/* A text of a snprintf-like function, read twice: at its full size and cut short. */
static void print_written(size_t length, const char *full, size_t again, const char *cut, size_t cut_size)
{
    size_t kept = length < cut_size ? length : cut_size - 1;
    bool same = length == strlen(full) && again == length && strlen(cut) == kept && memcmp(full, cut, kept) == 0;
    printf("%s%s\n", full, same ? "" : " (cut differs)");
}

static void answer_capital_format(void)
{
    char full[256], cut[20];
    hrb_fen fen = number();
    size_t length = hrb_capital_format(fen, full, sizeof full), again = hrb_capital_format(fen, cut, sizeof cut);
    print_written(length, full, again, cut, sizeof cut);
}

static void answer_format(void)
{
    char full[128], cut[6];
    hrb_fen fen = number();
    hrb_unit unit = number();
    int32_t decimals = (int32_t)number();
    uint32_t flags = (uint32_t)number();
    size_t length = hrb_fen_format(fen, unit, decimals, flags, full, sizeof full);
    size_t again = hrb_fen_format(fen, unit, decimals, flags, cut, sizeof cut);
    print_written(length, full, again, cut, sizeof cut);
}

static void answer_arithmetic(char operation)
{
    hrb_fen result = UNTOUCHED, a = number();
    int64_t b = number();
    hrb_status status = operation == '+'   ? hrb_fen_add(a, b, &result)
                        : operation == '-' ? hrb_fen_subtract(a, b, &result)
                                           : hrb_fen_multiply(a, b, &result);
    printf("%d %" PRId64 "\n", status, result);
}

static void answer_sum(void)
{
    hrb_fen values[64], result = UNTOUCHED;
    size_t count = (size_t)number();
    for (size_t i = 0; i < count && i < 64; i++)
        values[i] = number();
    printf("%d ", hrb_fen_sum(values, count, &result));
    printf("%" PRId64 "\n", result);
}

static void answer_round(void)
{
    hrb_fen value = number(), result = UNTOUCHED;
    int64_t quantum = number();
    hrb_status status = hrb_fen_round(value, quantum, (hrb_rounding)number(), &result);
    printf("%d %" PRId64 "\n", status, result);
}

static void answer_interval(char operation)
{
    hrb_interval a = interval(), b = interval(), result = {UNTOUCHED, UNTOUCHED};
    if (operation == 'o') {
        printf("%d\n", hrb_interval_overlaps(a, b));
        return;
    }
    hrb_status status = operation == 'a' ? hrb_interval_add(a, b, &result) : hrb_interval_subtract(a, b, &result);
    printf("%d %" PRId64 " %" PRId64 "\n", status, result.low, result.high);
}

static bool answer(char operation)
{
    switch (operation) {
    case 'p':
        answer_parse();
        return true;
    case 'k':
        answer_cell();
        return true;
    case 'c':
        answer_capital_parse();
        return true;
    case 'C':
        answer_capital_format();
        return true;
    case 'f':
        answer_format();
        return true;
    case '+':
    case '-':
    case '*':
        answer_arithmetic(operation);
        return true;
    case 's':
        answer_sum();
        return true;
    case 'r':
        answer_round();
        return true;
    case 'i': {
        hrb_fen value = number();
        hrb_interval result = hrb_interval_of(value, number());
        printf("%" PRId64 " %" PRId64 "\n", result.low, result.high);
        return true;
    }
    case 'a':
    case 'b':
    case 'o':
        answer_interval(operation);
        return true;
    default:
        return false;
    }
}

int main(void)
{
    char *line = NULL;
    size_t capacity = 0;
    while (getline(&line, &capacity, stdin) > 0) {
        cursor = line + 1;
        if (!answer(line[0])) {
            fprintf(stderr, "no such operation: %s", line);
            return 2;
        }
    }
    free(line);
    return 0;
}
