/* SPDX-License-Identifier: Apache-2.0 */
/* pdftotext of poppler-utils as a program of its own: no shell, a clean
 * environment, limits of time, memory and output. Nothing here touches the
 * signals of the process. */
#define _GNU_SOURCE /* memfd_create, pipe2, prlimit */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "read/pdf.h"

#define MAX_SECONDS 120
#define MAX_MEMORY ((rlim_t)4 << 30)
#define MAX_OUTPUT ((size_t)512 << 20)
#define MAX_COMPLAINT 4096

typedef struct run {
    int input;        /* the PDF; no name in any folder */
    int out[2], err[2];
    pid_t child;
    char *output;
    size_t length, capacity;
    char complaint[MAX_COMPLAINT];
    size_t complaint_length;
    int exit_status; /* of waitpid */
    bool timed_out, too_long, out_of_memory;
} run;

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static int open_unnamed_file(void)
{
    int fd = memfd_create("hrbudget", MFD_CLOEXEC);
    if (fd >= 0)
        return fd;
    char *path = g_build_filename(g_get_tmp_dir(), "hrbudget-XXXXXX", NULL);
    fd = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        unlink(path);
    g_free(path);
    return fd;
}

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        size -= (size_t)n;
    }
    return lseek(fd, 0, SEEK_SET) == 0;
}

static int spawn(run *r)
{
    static char *const ARGUMENTS[] = {(char *)"pdftotext", (char *)"-raw", (char *)"-bbox", (char *)"-enc", (char *)"UTF-8",
                                      (char *)"/dev/fd/0", (char *)"-", NULL};
    static char *const ENVIRONMENT[] = {(char *)"LC_ALL=C", NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, pipe_signal;
    sigemptyset(&none);
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    if (posix_spawn_file_actions_init(&files) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&files);
        return ENOMEM;
    }
    int result = posix_spawn_file_actions_adddup2(&files, r->input, 0);
    if (result == 0)
        result = posix_spawn_file_actions_adddup2(&files, r->out[1], 1);
    if (result == 0)
        result = posix_spawn_file_actions_adddup2(&files, r->err[1], 2);
    if (result == 0)
        result = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (result == 0)
        result = posix_spawnattr_setsigmask(&attributes, &none);
    if (result == 0)
        result = posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
    if (result == 0)
        result = posix_spawnp(&r->child, ARGUMENTS[0], &files, &attributes, ARGUMENTS, ENVIRONMENT);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (result != 0)
        return result;
    prlimit(r->child, RLIMIT_AS, &(struct rlimit){MAX_MEMORY, MAX_MEMORY}, NULL);
    prlimit(r->child, RLIMIT_CPU, &(struct rlimit){MAX_SECONDS, MAX_SECONDS}, NULL);
    prlimit(r->child, RLIMIT_CORE, &(struct rlimit){0, 0}, NULL);
    return 0;
}

/* False at the end of the stream. */
static bool read_output(run *r)
{
    if (r->capacity - r->length < 65536 + 1) {
        size_t capacity = MAX(r->capacity * 2, (size_t)1 << 20);
        char *grown = g_try_realloc(r->output, capacity);
        if (grown == NULL) {
            r->out_of_memory = true;
            return false;
        }
        r->output = grown;
        r->capacity = capacity;
    }
    ssize_t n = read(r->out[0], r->output + r->length, r->capacity - r->length - 1);
    if (n < 0)
        return errno == EINTR || errno == EAGAIN;
    r->length += (size_t)n;
    if (r->length > MAX_OUTPUT)
        r->too_long = true;
    return n > 0 && !r->too_long;
}

static bool read_complaint(run *r)
{
    char rest[512];
    bool room = r->complaint_length + 1 < sizeof r->complaint;
    ssize_t n = room ? read(r->err[0], r->complaint + r->complaint_length, sizeof r->complaint - 1 - r->complaint_length)
                     : read(r->err[0], rest, sizeof rest);
    if (n < 0)
        return errno == EINTR || errno == EAGAIN;
    if (room)
        r->complaint_length += (size_t)n;
    return n > 0;
}

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void collect(run *r)
{
    int64_t deadline = milliseconds() + MAX_SECONDS * 1000;
    bool stop = false;
    while (!stop && (r->out[0] >= 0 || r->err[0] >= 0)) {
        int64_t left = deadline - milliseconds();
        struct pollfd streams[2] = {{.fd = r->out[0], .events = POLLIN}, {.fd = r->err[0], .events = POLLIN}};
        int ready = left <= 0 ? 0 : poll(streams, 2, (int)left);
        if (ready == 0)
            r->timed_out = stop = true;
        if (ready < 0 && errno != EINTR)
            stop = true;
        if (ready <= 0)
            continue;
        if (streams[0].revents != 0 && !read_output(r)) {
            close_fd(&r->out[0]);
            stop = r->too_long || r->out_of_memory;
        }
        if (streams[1].revents != 0 && !read_complaint(r))
            close_fd(&r->err[0]);
    }
    if (stop)
        kill(r->child, SIGKILL);
    while (waitpid(r->child, &r->exit_status, 0) < 0)
        if (errno != EINTR) {
            r->exit_status = 0; /* somebody else reaped it: what it wrote decides */
            break;
        }
    if (r->output != NULL)
        r->output[r->length] = '\0';
    r->complaint[r->complaint_length] = '\0';
}

/* Its first line, in so far as it is plain text. */
static void clean_complaint(run *r)
{
    r->complaint[strcspn(r->complaint, "\n")] = '\0';
    for (char *p = r->complaint; *p != '\0'; p++)
        if ((unsigned char)*p < 32 || (unsigned char)*p > 126)
            *p = '?';
    if (strlen(r->complaint) > 200)
        r->complaint[200] = '\0';
}

static hrb_status judge(run *r, hrb_error **error)
{
    if (r->out_of_memory)
        return hrb__fail_memory(error);
    if (r->timed_out)
        return hrb__fail(error, HRB_ERROR_LIMIT, NULL, "pdftotext用时超过%d秒，已停止", "pdftotext took longer than %d seconds and was stopped", MAX_SECONDS);
    if (r->too_long)
        return hrb__fail(error, HRB_ERROR_LIMIT, NULL, "PDF的文字超过%zu MiB", "the PDF has more than %zu MiB of text", MAX_OUTPUT >> 20);
    bool locked = strstr(r->complaint, "assword") != NULL;
    clean_complaint(r);
    if (WIFSIGNALED(r->exit_status))
        return hrb__fail(error, HRB_ERROR_SYNTAX, NULL, "pdftotext读取此PDF时中止（信号%d）", "pdftotext stopped on this PDF (signal %d)", WTERMSIG(r->exit_status));
    int code = WEXITSTATUS(r->exit_status);
    if (locked && code != 0)
        return hrb__fail(error, HRB_ERROR_UNSUPPORTED, NULL, "PDF有密码保护，请先解除密码", "the PDF is protected by a password: remove it first");
    if (code == 127)
        return hrb__fail(error, HRB_ERROR_UNSUPPORTED, NULL, "读取PDF需要pdftotext，请安装：apt install poppler-utils",
                         "reading a PDF needs pdftotext: apt install poppler-utils");
    if (code != 0 || r->output == NULL || g_strstr_len(r->output, (gssize)r->length, "</doc>") == NULL)
        return hrb__fail(error, HRB_ERROR_SYNTAX, NULL, "PDF已损坏或不完整（pdftotext：%s）", "the PDF is damaged or cut off (pdftotext: %s)",
                         r->complaint[0] != '\0' ? r->complaint : "-");
    return HRB_OK;
}

static hrb_status start(run *r, const char *bytes, size_t size, hrb_error **error)
{
    r->input = open_unnamed_file();
    if (r->input < 0 || !write_all(r->input, bytes, size))
        return hrb__fail(error, HRB_ERROR_IO, NULL, "无法建立临时文件：%s", "a temporary file could not be written: %s", g_strerror(errno));
    if (pipe2(r->out, O_CLOEXEC) != 0 || pipe2(r->err, O_CLOEXEC) != 0)
        return hrb__fail(error, HRB_ERROR_IO, NULL, "无法建立管道：%s", "a pipe could not be made: %s", g_strerror(errno));
    int result = spawn(r);
    if (result == ENOENT)
        return hrb__fail(error, HRB_ERROR_UNSUPPORTED, NULL, "读取PDF需要pdftotext，请安装：apt install poppler-utils",
                         "reading a PDF needs pdftotext: apt install poppler-utils");
    if (result != 0)
        return hrb__fail(error, HRB_ERROR_IO, NULL, "无法运行pdftotext：%s", "pdftotext could not be run: %s", g_strerror(result));
    close_fd(&r->out[1]);
    close_fd(&r->err[1]);
    return HRB_OK;
}

hrb_status hrb__pdf_run(const char *bytes, size_t size, char **output, size_t *length, hrb_error **error)
{
    run *r = g_try_new0(run, 1);
    if (r == NULL)
        return hrb__fail_memory(error);
    r->input = r->out[0] = r->out[1] = r->err[0] = r->err[1] = -1;
    hrb_status status = start(r, bytes, size, error);
    if (status == HRB_OK) {
        collect(r);
        status = judge(r, error);
    }
    close_fd(&r->input);
    for (int i = 0; i < 2; i++) {
        close_fd(&r->out[i]);
        close_fd(&r->err[i]);
    }
    if (status == HRB_OK) {
        *output = r->output;
        *length = r->length;
    } else {
        g_free(r->output);
    }
    g_free(r);
    return status;
}
