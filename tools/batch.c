/* SPDX-License-Identifier: Apache-2.0 */
/* Many documents: one after the other, by threads, or each in a process of its
 * own. The results are handed on in order, so that the output is the same whichever way. */
#include "tool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

/* Results that may wait for an earlier one: what bounds the memory. */
#define MOST_WAITING 64

void tool_entry_clear(tool_entry *entry)
{
    g_free(entry->text);
    g_free(entry->message);
    *entry = (tool_entry){0};
}

static void run_in_turn(const tool_batch *batch)
{
    bool go_on = true;
    for (size_t i = 0; i < batch->count && go_on; i++) {
        tool_entry entry = {0};
        batch->produce(batch->source, i, &entry);
        go_on = batch->consume(batch->target, i, &entry);
        tool_entry_clear(&entry);
    }
}

/* --- Threads --- */

typedef struct slot {
    tool_entry entry;
    bool done;
} slot;

typedef struct pool {
    const tool_batch *batch;
    GMutex lock;
    GCond changed;
    slot slots[MOST_WAITING]; /* of document i at i % MOST_WAITING */
    size_t next, taken;       /* the next to begin, the next to hand on */
    bool stop;
} pool;

static gpointer work(gpointer data)
{
    pool *p = data;
    g_mutex_lock(&p->lock);
    while (true) {
        while (!p->stop && p->next < p->batch->count && p->next >= p->taken + MOST_WAITING)
            g_cond_wait(&p->changed, &p->lock);
        if (p->stop || p->next >= p->batch->count)
            break;
        size_t index = p->next++;
        g_mutex_unlock(&p->lock);
        tool_entry entry = {0};
        p->batch->produce(p->batch->source, index, &entry);
        g_mutex_lock(&p->lock);
        p->slots[index % MOST_WAITING] = (slot){entry, true};
        g_cond_broadcast(&p->changed);
    }
    g_mutex_unlock(&p->lock);
    return NULL;
}

static void hand_on(pool *p)
{
    for (size_t i = 0; i < p->batch->count; i++) {
        slot *s = &p->slots[i % MOST_WAITING];
        g_mutex_lock(&p->lock);
        while (!s->done)
            g_cond_wait(&p->changed, &p->lock);
        tool_entry entry = s->entry;
        *s = (slot){0};
        p->taken++;
        g_cond_broadcast(&p->changed);
        g_mutex_unlock(&p->lock);
        bool go_on = p->batch->consume(p->batch->target, i, &entry);
        tool_entry_clear(&entry);
        if (!go_on)
            break;
    }
    g_mutex_lock(&p->lock);
    p->stop = true;
    g_cond_broadcast(&p->changed);
    g_mutex_unlock(&p->lock);
}

static void run_by_threads(const tool_batch *batch, int jobs)
{
    pool *p = g_new0(pool, 1);
    p->batch = batch;
    g_mutex_init(&p->lock);
    g_cond_init(&p->changed);
    GThread **threads = g_new(GThread *, jobs);
    for (int i = 0; i < jobs; i++)
        threads[i] = g_thread_new("hrbudget", work, p);
    hand_on(p);
    for (int i = 0; i < jobs; i++)
        g_thread_join(threads[i]);
    for (size_t i = 0; i < MOST_WAITING; i++)
        tool_entry_clear(&p->slots[i].entry);
    g_free(threads);
    g_mutex_clear(&p->lock);
    g_cond_clear(&p->changed);
    g_free(p);
}

/* --- Processes --- */

/* What a child sends ahead of the text and the message of its entry. */
typedef struct parcel {
    hrb_status status;
    tool_counts counts;
    size_t text_length, message_length;
} parcel;

typedef struct child {
    pid_t pid;
    int pipe;
    size_t index;
    gint64 deadline; /* microseconds of the monotonic clock, 0: none */
    GByteArray *sent;
} child;

static bool send_all(int fd, const void *data, size_t length)
{
    for (const char *p = data; length > 0;) {
        ssize_t n = write(fd, p, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        p += n;
        length -= (size_t)n;
    }
    return true;
}

static void send_entry(int fd, const tool_entry *entry)
{
    parcel head = {entry->status, entry->counts, entry->length, entry->message == NULL ? 0 : strlen(entry->message)};
    bool ok = send_all(fd, &head, sizeof head) && send_all(fd, entry->text, head.text_length) && send_all(fd, entry->message, head.message_length);
    _exit(ok ? 0 : 1);
}

static bool start_child(const tool_batch *batch, child *c, size_t index)
{
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    fflush(NULL); /* or the child would write it again */
    pid_t pid = fork();
    if (pid < 0) {
        close(ends[0]);
        close(ends[1]);
        return false;
    }
    if (pid == 0) {
        setpgid(0, 0); /* so that a program it starts ends with it */
#ifdef __linux__
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* and it with whoever waits for it */
#endif
        close(ends[0]);
        signal(SIGINT, SIG_DFL); /* the output is not the child's to remove */
        signal(SIGTERM, SIG_DFL);
        signal(SIGHUP, SIG_DFL);
        tool_entry entry = {0};
        batch->produce(batch->source, index, &entry);
        send_entry(ends[1], &entry);
    }
    close(ends[1]);
    *c = (child){pid, ends[0], index, batch->timeout > 0 ? g_get_monotonic_time() + (gint64)batch->timeout * G_USEC_PER_SEC : 0, g_byte_array_new()};
    return true;
}

static char *describe_end(const tool_batch *batch, int status, bool timed_out)
{
    bool en = batch->lang == HRB_LANG_EN;
    if (timed_out)
        return g_strdup_printf(en ? "took more than %d seconds and was stopped" : "处理超过%d秒，已停止", batch->timeout);
    if (WIFSIGNALED(status))
        return g_strdup_printf(en ? "the process that read it crashed (signal %d)" : "读取该文件的进程崩溃（信号%d）", WTERMSIG(status));
    return g_strdup(en ? "the process that read it ended without a result" : "读取该文件的进程没有返回结果");
}

/* The entry of a child that has closed its pipe. */
static void finish_child(const tool_batch *batch, child *c, bool timed_out, tool_entry *entry)
{
    int status = 0;
    parcel head;
    if (timed_out)
        kill(-c->pid, SIGKILL);
    while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    close(c->pipe);
    bool whole = !timed_out && WIFEXITED(status) && WEXITSTATUS(status) == 0 && c->sent->len >= sizeof head;
    if (whole) {
        memcpy(&head, c->sent->data, sizeof head);
        const char *rest = (const char *)c->sent->data + sizeof head;
        *entry = (tool_entry){.status = head.status, .length = head.text_length, .counts = head.counts};
        entry->text = g_strndup(rest, head.text_length);
        entry->message = head.message_length == 0 ? NULL : g_strndup(rest + head.text_length, head.message_length);
    } else {
        *entry = (tool_entry){.status = HRB_ERROR_PROCESS, .message = describe_end(batch, status, timed_out)};
    }
    g_byte_array_free(c->sent, TRUE);
}

/* Milliseconds until the first deadline; -1: there is none. */
static int time_left(const child *children, int count)
{
    gint64 first = 0;
    for (int i = 0; i < count; i++)
        if (children[i].deadline > 0 && (first == 0 || children[i].deadline < first))
            first = children[i].deadline;
    if (first == 0)
        return -1;
    gint64 left = (first - g_get_monotonic_time()) / 1000 + 1;
    return left < 0 ? 0 : left > 60000 ? 60000 : (int)left;
}

/* Waits for bytes and takes them; true where the child has ended or its time is up. */
static bool receive(child *c, const struct pollfd *ready, bool *timed_out)
{
    *timed_out = c->deadline > 0 && g_get_monotonic_time() >= c->deadline;
    if (ready->revents == 0)
        return *timed_out;
    guint8 buffer[65536];
    ssize_t n = read(c->pipe, buffer, sizeof buffer);
    if (n > 0)
        g_byte_array_append(c->sent, buffer, (guint)n);
    return *timed_out || n == 0 || (n < 0 && errno != EINTR);
}

static void run_by_processes(const tool_batch *batch, int jobs)
{
    child *children = g_new0(child, jobs);
    struct pollfd *ready = g_new0(struct pollfd, jobs);
    slot *slots = g_new0(slot, MOST_WAITING);
    int running = 0;
    size_t next = 0, taken = 0;
    bool go_on = true;
    while (taken < batch->count && go_on) {
        while (running < jobs && next < batch->count && next < taken + MOST_WAITING) {
            if (start_child(batch, &children[running], next)) {
                running++;
            } else if (running > 0) {
                break; /* once one has ended there may be room again */
            } else {
                slots[next % MOST_WAITING] = (slot){{.status = HRB_ERROR_PROCESS, .message = g_strdup(hrb__system_text(errno, batch->lang))}, true};
            }
            next++;
        }
        for (int i = 0; i < running; i++)
            ready[i] = (struct pollfd){.fd = children[i].pipe, .events = POLLIN};
        if (running > 0 && poll(ready, (nfds_t)running, time_left(children, running)) < 0)
            continue;
        for (int i = running - 1; i >= 0; i--) {
            bool timed_out;
            if (!receive(&children[i], &ready[i], &timed_out))
                continue;
            slot *s = &slots[children[i].index % MOST_WAITING];
            finish_child(batch, &children[i], timed_out, &s->entry);
            s->done = true;
            children[i] = children[--running];
            ready[i] = ready[running];
        }
        for (slot *s; go_on && taken < batch->count && (s = &slots[taken % MOST_WAITING])->done; taken++) {
            go_on = batch->consume(batch->target, taken, &s->entry);
            tool_entry_clear(&s->entry);
            s->done = false;
        }
    }
    for (int i = 0; i < running; i++) {
        tool_entry entry;
        finish_child(batch, &children[i], true, &entry);
        tool_entry_clear(&entry);
    }
    g_free(children);
    g_free(ready);
    g_free(slots);
}

void tool_batch_run(const tool_batch *batch, int jobs, bool isolate)
{
    if (jobs < 1)
        jobs = 1;
    if (isolate)
        run_by_processes(batch, jobs);
    else if (jobs == 1 || batch->count < 2)
        run_in_turn(batch);
    else
        run_by_threads(batch, (size_t)jobs < batch->count ? jobs : (int)batch->count);
}
