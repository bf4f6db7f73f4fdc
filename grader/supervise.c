/* supervise.c: runs the planned checks, several at a time, each in processes of its own. */
#include "supervise.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "content.h"
#include "deadline.h"
#include "forbid.h"
#include "judge.h"
#include "needs.h"
#include "proctree.h"
#include "stop.h"
#include "turns.h"
#include "watch.h"
#include "workdir.h"

/* The check's two directories: what its programs may write into, and what they wrote on stdout
 * and stderr, where they cannot change it afterwards. */
static bool
make_directories(char files[PATH_MAX], char outputs[PATH_MAX], const char *room, const char *id)
{
    snprintf(files, PATH_MAX, "%.3000s/%s", room, id);
    snprintf(outputs, PATH_MAX, "%.3000s/%s.outputs", room, id);
    return mkdir(files, 0700) == 0 && mkdir(outputs, 0700) == 0 &&
           workdir_give(files, sandbox.uid) && workdir_give(outputs, sandbox.uid);
}

static bool
is_taken(const struct grading *g, unsigned seat)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].runner != 0 && g->jobs[i].seat == seat)
            return true;
    return false;
}

/* The lowest number that no running check has. */
static unsigned
free_seat(const struct grading *g)
{
    unsigned seat = 0;

    while (is_taken(g, seat))
        seat++;
    return seat;
}

/* In the new process. The check's own directories lie in the room and are removed with it. */
static _Noreturn void
run(const struct grading *g, const struct job *job, const char *room, uint64_t seed)
{
    static char files[PATH_MAX], outputs[PATH_MAX];
    int status;

    setpgid(0, 0);
    stop_forget();
    sandbox_sit(job->seat);
    now = (struct now){job->record, job->lab, job->peer,       g->kit,   files,
                       outputs,     seed,     job->kind->name, job->rule};
    if (!make_directories(files, outputs, room, job->id)) {
        snprintf(job->record->why, RECORD_TEXT, "mkdir: %s", strerror(errno));
        job->record->verdict = V_GRADER;
        _exit(3);
    }
    sandbox_become();
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* which another user would have forgotten */
    if (!sandbox_wraps())
        prctl(PR_SET_DUMPABLE, 0); /* nor may programs of the same user look into the check */
    status = check_run(job);
    workdir_remove(files);
    workdir_remove(outputs);
    _exit(status);
}

static void
begin(const struct grading *g, struct job *job, const char *room, uint64_t seed)
{
    fflush(NULL);
    job->began = clock_ms();
    job->seat = free_seat(g);
    job->runner = fork();
    if (job->runner == 0)
        run(g, job, room, seed);
    if (job->runner == -1) {
        snprintf(job->record->why, RECORD_TEXT, "fork: %s", strerror(errno));
        job->record->verdict = V_GRADER;
        job->runner = 0;
        job->done = true;
    }
}

/* The process of a check ended by a signal: at the latest rungs of the sandbox a program can do
 * that, and nobody else has a reason to. */
static void
explain_end(struct record *r, int status)
{
    if (WIFSIGNALED(status) && !sandbox_wraps()) {
        r->verdict = V_TAMPER;
        snprintf(r->why, sizeof r->why, TAMPERED, sigabbrev_np(WTERMSIG(status)));
    } else if (r->verdict == V_NOT_RUN || !WIFEXITED(status)) {
        r->verdict = V_GRADER;
        snprintf(r->why, sizeof r->why, "the process of the check ended without a verdict");
    } else if (WEXITSTATUS(status) != 0) {
        r->verdict = V_LEAK;
        snprintf(r->why, sizeof r->why, "processes were left that could not be ended");
    }
}

static void
finish(const struct grading *g, struct job *job, int status)
{
    struct record *r = job->record;

    sandbox_end_user(job->seat); /* it may have forked faster than the runner could look */
    job->runner = 0;
    job->done = true;
    r->seconds = (double)(clock_ms() - job->began) / 1000;
    explain_end(r, status);
    if (r->limit[0] != '\0' && r->verdict != V_LIMIT)
        watch_speak(r);
    sheet_news(g->sheet);
}

static void
skip(struct job *job, const struct job *unmet)
{
    job->record->verdict = V_SKIPPED;
    snprintf(job->record->why, RECORD_TEXT, "needs %s, which did not pass", unmet->id);
    job->done = true;
}

/* Starts what can start: checks mostly wait, for timers and for each other's processes, and these
 * waits overlap. Returns how many run. A skip may free others, hence the rounds. */
static size_t
begin_some(const struct grading *g, struct job *const *turns, const char *room, uint64_t seed)
{
    const struct job *unmet;
    bool again = true;

    while (again) {
        again = false;
        for (size_t i = 0; i < g->count; i++) {
            struct job *job = turns[i];
            if (job->done || job->runner != 0 || !needs_done(g, job, &unmet))
                continue;
            if (unmet != NULL) {
                skip(job, unmet);
                again = true;
            } else if (turns_may_begin(g, job)) {
                begin(g, job, room, seed);
                again = again || job->done;
            }
        }
    }
    return turns_running(g);
}

static void
reap(struct grading *g)
{
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        for (size_t i = 0; i < g->count; i++)
            if (g->jobs[i].runner == pid) {
                finish(g, &g->jobs[i], status);
            }
}

/* Until a check ends or somebody asks to stop; but no longer than the watch may look away. */
static void
wait_child(int children)
{
    struct pollfd p[2] = {{.fd = children, .events = POLLIN}, {.fd = stop_fd(), .events = POLLIN}};
    struct signalfd_siginfo info;

    poll(p, 2, WATCH_MS);
    while (read(children, &info, sizeof info) > 0)
        continue;
}

/* A program that may do so can stop the processes of its check; they then keep no deadline. */
static void
end_hanging(struct grading *g)
{
    for (size_t i = 0; i < g->count; i++)
        if (g->jobs[i].runner != 0 &&
            clock_ms() - g->jobs[i].began > (CHECK_DEADLINE + 20) * INT64_C(1000))
            kill(g->jobs[i].runner, SIGKILL);
}

/* Ended children are heard of through this descriptor. */
static int
open_children(void)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void
explain_rest(struct grading *g)
{
    for (size_t i = 0; i < g->count; i++)
        if (!g->jobs[i].done)
            snprintf(g->jobs[i].record->why, RECORD_TEXT, "%s",
                     stop_asked() ? "the grader was asked to stop"
                                  : "the needs in the rubric go round in a circle");
}

bool
supervise(struct grading *g, const char *room, uint64_t seed)
{
    static struct job *turns[RECORDS_MAX];
    int children = open_children();

    turns_lay(g, turns);
    proctree_adopt_orphans();
    content_lay(seed);
    forbid_prepare();
    while (!stop_asked() && begin_some(g, turns, room, seed) > 0) {
        wait_child(children);
        reap(g);
        watch_look(g, room);
        end_hanging(g);
    }
    proctree_end();
    explain_rest(g);
    close(children);
    return !stop_asked();
}
