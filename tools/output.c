/* SPDX-License-Identifier: Apache-2.0 */
/* Files in and out. */
#include "tool.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file that is not whole yet, for the handler. */
static char *unfinished;

static void remove_unfinished(int signal_number)
{
    if (unfinished != NULL)
        unlink(unfinished);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* A file beside the one wanted, as open for others as any new file; -1 with errno set. */
static int create_part(tool *t)
{
    t->output_part = g_strconcat(t->output, ".XXXXXX", NULL);
    int fd = mkstemp(t->output_part);
    mode_t hidden = umask(0);
    umask(hidden);
    if (fd >= 0 && fchmod(fd, 0666 & ~hidden) != 0) {
        int why = errno;
        close(fd);
        unlink(t->output_part);
        errno = why;
        fd = -1;
    }
    return fd;
}

bool tool_open_output(tool *t)
{
    static const int ENDS[] = {SIGINT, SIGTERM, SIGHUP};
    t->out = stdout;
    if (t->output == NULL)
        return true;
    int fd = create_part(t);
    t->out = fd < 0 ? NULL : fdopen(fd, "wb");
    if (t->out == NULL) {
        fprintf(stderr, "hrbudget: %s: %s\n", t->output, hrb__system_text(errno, t->lang));
        return false;
    }
    unfinished = t->output_part;
    for (size_t i = 0; i < G_N_ELEMENTS(ENDS); i++)
        signal(ENDS[i], remove_unfinished);
    return true;
}

bool tool_close_output(tool *t)
{
    bool ok = fflush(t->out) == 0 && !ferror(t->out);
    int why = errno;
    if (t->output != NULL) {
        ok = fclose(t->out) == 0 && ok;
        if (!ok || rename(t->output_part, t->output) != 0) {
            why = errno;
            ok = false;
            unlink(t->output_part);
        }
        unfinished = NULL;
        g_free(t->output_part);
    }
    /* Whoever closed the pipe has seen enough and needs no message. */
    if (!ok && why != EPIPE)
        fprintf(stderr, "hrbudget: %s: %s\n", SAY(t, "输出写入失败", "the output could not be written"), hrb__system_text(why, t->lang));
    return ok;
}

void tool_report_error(const tool *t, const char *what, hrb_status status, const hrb_error *error)
{
    const char *message = hrb_error_message(error, t->lang);
    fprintf(stderr, "%s: %s\n", what, *message != '\0' ? message : hrb_status_text(status, t->lang));
}

void tool_append_json(GString *out, const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    cJSON *string = cJSON_CreateString(valid);
    char *printed = cJSON_PrintUnformatted(string);
    g_string_append(out, printed != NULL ? printed : "null");
    cJSON_free(printed);
    cJSON_Delete(string);
    g_free(valid);
}

void tool_json_text(FILE *out, const char *text)
{
    GString *string = g_string_new(NULL);
    tool_append_json(string, text);
    fputs(string->str, out);
    g_string_free(string, TRUE);
}

void tool_put_csv(FILE *out, const char *text)
{
    bool guard = *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
    if (!guard && strpbrk(text, "\",\n\r") == NULL) {
        fputs(text, out);
        return;
    }
    fputs(guard ? "\"'" : "\"", out);
    for (; *text != '\0'; text++)
        fputs(*text == '"' ? "\"\"" : (const char[]){*text, '\0'}, out);
    fputc('"', out);
}

char *tool_slurp(const char *path, size_t *length)
{
    gchar *text = NULL;
    gsize size = 0;
    GError *error = NULL;
    if (!g_file_get_contents(path, &text, &size, &error)) {
        errno = error->code == G_FILE_ERROR_NOENT ? ENOENT : error->code == G_FILE_ERROR_ACCES ? EACCES : error->code == G_FILE_ERROR_ISDIR ? EISDIR : EIO;
        g_error_free(error);
    }
    *length = size;
    return text;
}
