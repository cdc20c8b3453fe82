/* SPDX-License-Identifier: Apache-2.0 */
/* Eight threads read one document at the same time. Handles never change once
 * built, so nothing is locked; each thread checks, formats and walks for itself. */
#include <hrbudget/hrbudget.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define THREADS 8

typedef struct job {
    const hrb_document *document;
    hrb_fen sum; /* of all amounts */
    char *json;
    hrb_status status;
} job;

static void *work(void *argument)
{
    job *j = argument;
    hrb_report *report = NULL;
    j->status = hrb_document_check(j->document, NULL, &report, NULL);
    if (j->status == HRB_OK)
        j->status = hrb_report_format(report, HRB_FORMAT_JSON, HRB_LANG_ZH, HRB_SEVERITY_INFO, &j->json, NULL, NULL);
    for (size_t i = 0; i < hrb_fact_count(j->document) && j->status == HRB_OK; i++)
        if (hrb_fact_value_kind(j->document, i) == HRB_VALUE_FEN)
            j->status = hrb_fen_add(j->sum, hrb_fact_value(j->document, i), &j->sum);
    hrb_report_free(report);
    return NULL;
}

int main(int argc, char **argv)
{
    hrb_document *document = NULL;
    hrb_error *error = NULL;
    if (hrb_document_read_file(argc > 1 ? argv[1] : "", NULL, &document, &error) != HRB_OK) {
        fprintf(stderr, "%s\n", hrb_error_message(error, HRB_LANG_EN));
        hrb_error_free(error);
        return 1;
    }
    job jobs[THREADS] = {{0}};
    pthread_t threads[THREADS];
    int started = 0, same = 0;
    for (; started < THREADS; started++) {
        jobs[started].document = document;
        if (pthread_create(&threads[started], NULL, work, &jobs[started]) != 0)
            break;
    }
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
        same += jobs[i].status == HRB_OK && jobs[i].sum == jobs[0].sum && strcmp(jobs[i].json, jobs[0].json) == 0;
    }
    printf("%d threads, %d with the same result\n", started, same);
    for (int i = 0; i < started; i++)
        hrb_string_free(jobs[i].json);
    hrb_document_free(document);
    return same == THREADS ? 0 : 1;
}
