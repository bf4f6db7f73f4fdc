/* room.c: the room in which one submission is graded, seen from outside. */
#include "room.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "deadline.h"
#include "kit.h"
#include "ladder.h"
#include "stop.h"
#include "submission.h"

static void
write_order(struct order *order, const struct options *o, const struct room *room,
            const char *submission, const char *kit)
{
    kit_find(order->tree, order->kit);
    if (submission != NULL)
        snprintf(order->kit, sizeof order->kit, "%s", kit);
    snprintf(order->work, sizeof order->work, "%s", room->work);
    snprintf(order->only, sizeof order->only, "%s", o->only != NULL ? o->only : "");
    if (submission != NULL && realpath(submission, order->submission) == NULL)
        snprintf(order->submission, sizeof order->submission, "%s", submission);
    for (size_t i = 0; i < o->lab_count; i++)
        order->labs[o->labs[i] - all_labs] = true;
    order->seed = o->seed;
    order->repeat = o->repeat;
}

/* All that the inner grader may write is below work/room. */
static bool
make_room(const char *work, char room[PATH_MAX])
{
    kit_join(room, work, "room");
    return mkdir(room, 0711) == 0 && workdir_give(work, sandbox_wraps() ? sandbox.uid : 0);
}

/* In the new process: lay out what is graded, enter the room, become the grader in there. */
static _Noreturn void
enter(struct room *room, int sheet)
{
    char self[PATH_MAX], inner[PATH_MAX], number[16];
    struct command c = {.n = 0};

    setsid();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (!submission_lay(room->sheet) || !make_room(room->work, inner)) {
        sheet_news(room->sheet);
        _exit(3);
    }
    sheet_news(room->sheet);
    kit_join(self, room->work, "tree/grader/run_all");
    snprintf(number, sizeof number, "%d", sheet);
    sandbox_room(&c, room->work, inner);
    command_add_all(&c, (const char *const[]){self, "--inside", number, NULL});
    stop_forget();
    if (sandbox_wraps())
        sandbox_become();
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* which another user would have forgotten */
    execvp(c.argv[0], (char *const *)c.argv);
    _exit(127);
}

bool
room_open(struct room *room, const struct options *o, const char *submission, const char *kit,
          unsigned slot, char *error, size_t size)
{
    int sheet, pipes[2];

    *room = (struct room){.pid = -1, .pidfd = -1, .news = -1};
    snprintf(error, size, "cannot make a private directory for this run");
    if (!workdir_make(room->work))
        return false;
    snprintf(error, size, "no memory or processes for another submission");
    if ((room->sheet = sheet_make(&sheet)) == NULL)
        return false;
    if (pipe2(pipes, O_NONBLOCK) == -1) {
        close(sheet);
        return false;
    }
    sandbox = ladder_sandbox(o->level, slot);
    room->sheet->order.sandbox = sandbox;
    room->sheet->order.news = pipes[1];
    write_order(&room->sheet->order, o, room, submission, kit);
    fflush(NULL);
    if ((room->pid = fork()) == 0)
        enter(room, sheet);
    close(sheet);
    close(pipes[1]);
    room->news = pipes[0];
    fcntl(room->news, F_SETFD, FD_CLOEXEC);
    if (room->pid > 0)
        room->pidfd = (int)syscall(SYS_pidfd_open, room->pid, 0);
    return room->pidfd != -1;
}

static void
tell_end(struct sheet *sheet, int status)
{
    if (sheet->trouble[0] != '\0' || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
        return;
    if (WIFSIGNALED(status))
        snprintf(sheet->trouble, sizeof sheet->trouble,
                 "signal %d ended the grader of this submission", WTERMSIG(status));
    else
        snprintf(sheet->trouble, sizeof sheet->trouble,
                 "the grader of this submission ended early, with exit status %d",
                 WEXITSTATUS(status));
}

void
room_close(struct room *room, bool asked_to_stop)
{
    int status = 0;

    if (room->pid > 0) {
        kill(room->pid, asked_to_stop ? SIGTERM : SIGKILL);
        if (asked_to_stop)
            wait_fd(room->pidfd, POLLIN, clock_ms() + PATIENCE_MS);
        kill(room->pid, SIGKILL);
        if (waitpid(room->pid, &status, 0) == room->pid && !asked_to_stop)
            tell_end(room->sheet, status);
        close(room->pidfd);
    }
    if (room->news != -1)
        close(room->news);
    if (room->sheet != NULL) {
        sandbox = room->sheet->order.sandbox;
        for (unsigned seat = 0; seat < SANDBOX_SEATS; seat++)
            sandbox_end_user(seat);
    }
    workdir_remove(room->work);
}
