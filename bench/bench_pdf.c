/* SPDX-License-Identifier: Apache-2.0 */
/* Reading and checking a PDF against pdftotext alone on the same file, in one run.
 * usage: bench_pdf FILE... */
#include <hrbudget/hrbudget.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define ROUNDS 15

extern char **environ;

static double of(const struct rusage *usage)
{
    return (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) + (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
}

/* Processor time of this process and of the programs it ran: a busy machine does not show in it. */
static double seconds(void)
{
    struct rusage self, children;
    getrusage(RUSAGE_SELF, &self);
    getrusage(RUSAGE_CHILDREN, &children);
    return of(&self) + of(&children);
}

/* What anyone would run: the plain text of the file. */
static double time_pdftotext(char *path)
{
    char *arguments[] = {"pdftotext", path, "/dev/null", NULL};
    double start = seconds();
    pid_t child;
    int status = 0;
    if (posix_spawnp(&child, arguments[0], NULL, NULL, arguments, environ) != 0 || waitpid(child, &status, 0) < 0 || status != 0)
        return -1;
    return seconds() - start;
}

static double time_read(const char *path, size_t *findings, double *check)
{
    hrb_document *document = NULL;
    hrb_report *report = NULL;
    hrb_error *error = NULL;
    double start = seconds(), read = -1;
    if (hrb_document_read_file(path, NULL, &document, &error) == HRB_OK) {
        read = seconds() - start;
        if (hrb_document_check(document, NULL, &report, NULL) == HRB_OK)
            *findings = hrb_finding_count(report);
        *check = seconds() - start;
    } else {
        fprintf(stderr, "%s: %s\n", path, hrb_error_message(error, HRB_LANG_EN));
    }
    hrb_error_free(error);
    hrb_report_free(report);
    hrb_document_free(document);
    return read;
}

int main(int argc, char **argv)
{
    double worst = 0;
    printf("%-44s %10s %10s %12s %8s\n", "", "pdftotext", "read", "read+check", "ratio");
    for (int i = 1; i < argc; i++) {
        double peer = 1e9, read = 1e9, check = 1e9;
        size_t findings = 0;
        for (int round = 0; round < ROUNDS; round++) { /* in turn, so that both see the same machine */
            double a = time_pdftotext(argv[i]), total = 0, b = time_read(argv[i], &findings, &total);
            if (a < 0 || b < 0)
                return 1;
            peer = a < peer ? a : peer;
            read = b < read ? b : read;
            check = total < check ? total : check;
        }
        const char *name = argv[i];
        for (const char *p = name; *p != '\0'; p++)
            if (*p == '/')
                name = p + 1;
        worst = check / peer > worst ? check / peer : worst;
        printf("%-44s %7.1f ms %7.1f ms %9.1f ms %7.2f\n", name, peer * 1e3, read * 1e3, check * 1e3, check / peer);
    }
    printf("worst ratio %.2f\n", worst);
    return 0;
}
