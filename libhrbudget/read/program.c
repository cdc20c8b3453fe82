/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memfd_create, pipe2, prlimit */
#include "read/program.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "base/system_text.h"

typedef struct child {
    const hrb__program *program;
    hrb__program_run *run;
    int input; /* no name in any folder */
    int out[2], err[2];
    pid_t pid;
    size_t capacity;
    bool out_of_memory;
} child;

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

static int spawn(child *c)
{
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
    int result = posix_spawn_file_actions_adddup2(&files, c->input, 0);
    if (result == 0)
        result = posix_spawn_file_actions_adddup2(&files, c->out[1], 1);
    if (result == 0)
        result = posix_spawn_file_actions_adddup2(&files, c->err[1], 2);
    /* A group of its own: what it starts in turn ends with it. */
    if (result == 0)
        result = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    if (result == 0)
        result = posix_spawnattr_setsigmask(&attributes, &none);
    if (result == 0)
        result = posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
    if (result == 0)
        result = posix_spawnattr_setpgroup(&attributes, 0);
    if (result == 0)
        result = posix_spawnp(&c->pid, c->program->arguments[0], &files, &attributes, (char *const *)c->program->arguments, (char *const *)c->program->environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (result != 0)
        return result;
    rlim_t memory = (rlim_t)c->program->memory, seconds = (rlim_t)c->program->seconds, output = (rlim_t)c->program->max_output;
    prlimit(c->pid, RLIMIT_AS, &(struct rlimit){memory, memory}, NULL);
    prlimit(c->pid, RLIMIT_CPU, &(struct rlimit){seconds, seconds}, NULL);
    prlimit(c->pid, RLIMIT_FSIZE, &(struct rlimit){output, output}, NULL);
    prlimit(c->pid, RLIMIT_CORE, &(struct rlimit){0, 0}, NULL);
    return 0;
}

/* False at the end of the stream. */
static bool read_output(child *c)
{
    hrb__program_run *run = c->run;
    if (c->capacity - run->length < 65536 + 1) {
        size_t capacity = MAX(c->capacity * 2, (size_t)1 << 20);
        char *grown = g_try_realloc(run->output, capacity);
        if (grown == NULL) {
            c->out_of_memory = true;
            return false;
        }
        run->output = grown;
        c->capacity = capacity;
    }
    ssize_t n = read(c->out[0], run->output + run->length, c->capacity - run->length - 1);
    if (n < 0)
        return errno == EINTR || errno == EAGAIN;
    run->length += (size_t)n;
    run->too_long = run->length > c->program->max_output;
    return n > 0 && !run->too_long;
}

static bool read_complaint(child *c)
{
    hrb__program_run *run = c->run;
    char rest[512];
    bool room = run->complaint_length + 1 < sizeof run->complaint;
    ssize_t n = room ? read(c->err[0], run->complaint + run->complaint_length, sizeof run->complaint - 1 - run->complaint_length)
                     : read(c->err[0], rest, sizeof rest);
    if (n < 0)
        return errno == EINTR || errno == EAGAIN;
    if (room)
        run->complaint_length += (size_t)n;
    return n > 0;
}

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* How it ended, as waitpid tells; after the deadline it is killed. */
static int wait_for_end(child *c, int64_t deadline)
{
    int ended = 0;
    for (;;) {
        bool late = milliseconds() >= deadline;
        if (late) {
            c->run->timed_out = c->run->timed_out || deadline > 0;
            kill(-c->pid, SIGKILL);
        }
        pid_t pid = waitpid(c->pid, &ended, late ? 0 : WNOHANG);
        if (pid == c->pid)
            return ended;
        if (pid < 0 && errno != EINTR)
            return 0; /* somebody else reaped it: what it wrote decides */
        if (pid == 0)
            nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
}

static void collect(child *c)
{
    hrb__program_run *run = c->run;
    int64_t deadline = milliseconds() + (int64_t)c->program->seconds * 1000;
    bool stop = false;
    while (!stop && (c->out[0] >= 0 || c->err[0] >= 0)) {
        int64_t left = deadline - milliseconds();
        struct pollfd streams[2] = {{.fd = c->out[0], .events = POLLIN}, {.fd = c->err[0], .events = POLLIN}};
        int ready = left <= 0 ? 0 : poll(streams, 2, (int)left);
        if (ready == 0)
            run->timed_out = stop = true;
        if (ready < 0 && errno != EINTR)
            stop = true;
        if (ready <= 0)
            continue;
        if (streams[0].revents != 0 && !read_output(c)) {
            close_fd(&c->out[0]);
            stop = run->too_long || c->out_of_memory;
        }
        if (streams[1].revents != 0 && !read_complaint(c))
            close_fd(&c->err[0]);
    }
    int ended = wait_for_end(c, stop ? 0 : deadline);
    run->signal = WIFSIGNALED(ended) ? WTERMSIG(ended) : 0;
    run->code = WIFEXITED(ended) ? WEXITSTATUS(ended) : 0;
    run->is_missing = run->code == 127;
    if (run->output != NULL)
        run->output[run->length] = '\0';
    run->complaint[run->complaint_length] = '\0';
}

static hrb_status start(child *c, hrb_error **error)
{
    const char *name = c->program->arguments[0];
    c->input = c->program->input != NULL ? open_unnamed_file() : open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (c->input < 0 || (c->program->input != NULL && !write_all(c->input, c->program->input, c->program->input_size)))
        return hrb__fail(error, HRB_ERROR_IO, NULL, "无法建立临时文件：%1$s%2$.0s", "a temporary file could not be written: %2$s%1$.0s", hrb__system_text(errno, HRB_LANG_ZH), hrb__system_text(errno, HRB_LANG_EN));
    if (pipe2(c->out, O_CLOEXEC) != 0 || pipe2(c->err, O_CLOEXEC) != 0)
        return hrb__fail(error, HRB_ERROR_IO, NULL, "无法建立管道：%1$s%2$.0s", "a pipe could not be made: %2$s%1$.0s", hrb__system_text(errno, HRB_LANG_ZH), hrb__system_text(errno, HRB_LANG_EN));
    int result = spawn(c);
    if (result == ENOENT) {
        c->run->is_missing = true;
        return HRB_OK;
    }
    if (result != 0)
        return hrb__fail(error, HRB_ERROR_IO, NULL, "无法运行%1$s：%2$s%3$.0s", "%1$s could not be run: %3$s%2$.0s", name, hrb__system_text(result, HRB_LANG_ZH), hrb__system_text(result, HRB_LANG_EN));
    close_fd(&c->out[1]);
    close_fd(&c->err[1]);
    return HRB_OK;
}

hrb_status hrb__program_execute(const hrb__program *program, hrb__program_run *run, hrb_error **error)
{
    child c = {.program = program, .run = run, .input = -1, .out = {-1, -1}, .err = {-1, -1}};
    *run = (hrb__program_run){0};
    hrb_status status = start(&c, error);
    if (status == HRB_OK && !run->is_missing)
        collect(&c);
    if (c.out_of_memory)
        status = hrb__fail_memory(error);
    close_fd(&c.input);
    for (int i = 0; i < 2; i++) {
        close_fd(&c.out[i]);
        close_fd(&c.err[i]);
    }
    if (status != HRB_OK) {
        g_free(run->output);
        run->output = NULL;
    }
    return status;
}

const char *hrb__program_first_line(hrb__program_run *run)
{
    run->complaint[strcspn(run->complaint, "\n")] = '\0';
    for (char *p = run->complaint; *p != '\0'; p++)
        if ((unsigned char)*p < 32 || (unsigned char)*p > 126)
            *p = '?';
    run->complaint[MIN(strlen(run->complaint), 200)] = '\0';
    return run->complaint[0] != '\0' ? run->complaint : "-";
}
