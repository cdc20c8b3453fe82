/* SPDX-License-Identifier: Apache-2.0 */
#include "amount/unit.h"

typedef struct unit_entry {
    const char *name;
    hrb_unit unit;
} unit_entry;

/* The first name of a unit is the one that is written; longer names before those they end in. */
static const unit_entry UNITS[] = {
    {"千万元", INT64_C(1000000000)},
    {"百万元", HRB_UNIT_MILLION_YUAN},
    {"万元", HRB_UNIT_WAN_YUAN},
    {"亿元", HRB_UNIT_YI_YUAN},
    {"千元", HRB_UNIT_THOUSAND_YUAN},
    {"百万", HRB_UNIT_MILLION_YUAN},
    {"千万", INT64_C(1000000000)},
    {"元", HRB_UNIT_YUAN},
    {"圆", HRB_UNIT_YUAN},
    {"万", HRB_UNIT_WAN_YUAN},
    {"亿", HRB_UNIT_YI_YUAN},
    {"角", HRB_UNIT_JIAO},
    {"分", HRB_UNIT_FEN},
};
#define UNIT_COUNT (sizeof UNITS / sizeof UNITS[0])

const hrb_unit hrb__table_units[HRB__TABLE_UNITS] = {HRB_UNIT_YUAN, HRB_UNIT_WAN_YUAN, HRB_UNIT_THOUSAND_YUAN, HRB_UNIT_MILLION_YUAN, HRB_UNIT_YI_YUAN};

const char *hrb__unit_name(hrb_unit unit)
{
    for (size_t i = 0; i < UNIT_COUNT; i++)
        if (UNITS[i].unit == unit)
            return UNITS[i].name;
    return NULL;
}

hrb_unit hrb__unit_named(hrb__text text)
{
    for (size_t i = 0; i < UNIT_COUNT; i++)
        if (text.length == strlen(UNITS[i].name) && memcmp(text.data, UNITS[i].name, text.length) == 0)
            return UNITS[i].unit;
    return HRB_UNIT_NONE;
}

size_t hrb__unit_suffix(hrb__text text, hrb_unit *unit)
{
    for (size_t i = 0; i < UNIT_COUNT; i++) {
        size_t n = strlen(UNITS[i].name);
        if (text.length >= n && memcmp(text.data + text.length - n, UNITS[i].name, n) == 0) {
            *unit = UNITS[i].unit;
            return n;
        }
    }
    return 0;
}
