/* SPDX-License-Identifier: Apache-2.0 */
/* A zip archive in memory, read by its central directory. Nothing in it is
 * believed: entries that overlap or share a name are refused, the bytes that
 * come out are counted and their checksum is verified. zlib does the inflating. */
#ifndef HRB_READ_ZIP_H
#define HRB_READ_ZIP_H

#include "read/blocks.h"

typedef struct hrb__zip_entry {
    hrb__text name;
    size_t start;      /* of its data in the archive */
    size_t compressed; /* bytes of it */
    uint64_t size;     /* as declared */
    uint32_t checksum;
    uint16_t method;
    bool encrypted;
    size_t header; /* where its local header stands */
} hrb__zip_entry;

typedef struct hrb__zip {
    const char *bytes;
    size_t size;
    const hrb__limits *limits;
    hrb__zip_entry *entries; /* in order of name */
    size_t count;
    uint64_t inflated; /* by all reads so far */
} hrb__zip;

/* Looks through the whole directory. `bytes` stay the caller's and must outlive the archive. */
hrb_status hrb__zip_open(hrb__zip *zip, const char *bytes, size_t size, const hrb__limits *limits, hrb_error **error);
void hrb__zip_close(hrb__zip *zip);

/* NULL if there is none; letters of either case are the same, as the packaging standard says. */
const hrb__zip_entry *hrb__zip_find(const hrb__zip *zip, hrb__text name);

/* Where inflated bytes go: `reserve` gives room for some (NULL: stop, with its
 * own status), `commit` takes what was written there; `last` closes. */
typedef struct hrb__zip_sink {
    void *user;
    char *(*reserve)(void *user, size_t size);
    hrb_status (*commit)(void *user, size_t size, bool last);
} hrb__zip_sink;

hrb_status hrb__zip_read(hrb__zip *zip, const hrb__zip_entry *entry, const hrb__zip_sink *sink, hrb_error **error);

/* A name for a message: what is not printable ASCII becomes '?'. */
const char *hrb__zip_name(const hrb__zip_entry *entry, char *out, size_t size);

#endif
