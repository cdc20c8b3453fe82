/* SPDX-License-Identifier: Apache-2.0 */
/* Another program, run to read a format for us: no shell, a clean environment,
 * limits of time, memory and output. Nothing here touches the signals of the process. */
#ifndef HRB_READ_PROGRAM_H
#define HRB_READ_PROGRAM_H

#include <hrbudget/hrbudget.h>

#define HRB__PROGRAM_COMPLAINT 4096

typedef struct hrb__program {
    const char *const *arguments;   /* the first is its name, looked for in PATH; NULL behind the last */
    const char *const *environment; /* NULL behind the last */
    const char *input; /* for its standard input, in a file without a name; NULL for none */
    size_t input_size;
    int seconds;
    uint64_t memory;   /* bytes of address space */
    size_t max_output; /* bytes on its standard output, and in any file it writes */
} hrb__program;

typedef struct hrb__program_run {
    char *output; /* zero-terminated; g_free; NULL if it wrote none */
    size_t length;
    char complaint[HRB__PROGRAM_COMPLAINT]; /* the beginning of its standard error */
    size_t complaint_length;
    bool is_missing, timed_out, too_long; /* it is not there; it was stopped */
    int signal; /* that ended it, or 0 */
    int code;   /* its exit status otherwise */
} hrb__program_run;

/* HRB_OK where it could be run, however it ended. */
hrb_status hrb__program_execute(const hrb__program *program, hrb__program_run *run, hrb_error **error);
/* Keeps the first line of the complaint, as plain text for a message. */
const char *hrb__program_first_line(hrb__program_run *run);

#endif
