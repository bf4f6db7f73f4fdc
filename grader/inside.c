/* inside.c: the inner grader: builds and grades one submission, in the room made for it. */
#include "inside.h"

#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "build.h"
#include "cmdline.h"
#include "deadline.h"
#include "grading.h"
#include "kit.h"
#include "repeat.h"
#include "sheet.h"
#include "stop.h"
#include "workdir.h"

/* A new network has a loopback interface, which is down; bwrap(1) sees to that itself. */
static void
raise_loopback(void)
{
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    ioctl(fd, SIOCSIFFLAGS, &request);
    close(fd);
}

static void
furnish(const char *room)
{
    if (sandbox.level == SANDBOX_UNSHARE) {
        raise_loopback();
        mount("tmpfs", room, "tmpfs", MS_NOSUID | MS_NODEV, "size=536870912,mode=0711");
    }
    if (sandbox_wraps())
        sandbox.uid = 0; /* the whole room is that user's */
    else
        prctl(PR_SET_DUMPABLE, 0); /* programs of the same user must not look into the grader */
}

/* The words of the order, as if they stood on the command line. */
static struct options
read_order(const struct order *order)
{
    struct options o = {.seed = order->seed, .only = order->only[0] ? order->only : NULL};

    for (size_t l = 0; l < LAB_COUNT; l++)
        if (order->labs[l])
            o.labs[o.lab_count++] = &all_labs[l];
    return o;
}

static bool
trouble(struct sheet *sheet, const char *what)
{
    snprintf(sheet->trouble, sizeof sheet->trouble, "%s", what);
    return false;
}

static bool
grade(struct sheet *sheet, struct grading *g, const struct rubric *rubric, const char *room)
{
    struct options o = read_order(&sheet->order);
    char tree[PATH_MAX], error[300];

    kit_join(tree, sheet->order.work, "tree");
    kit_join(g->kit, room, "kit");
    if (!kit_copy(tree, g->kit))
        return trouble(sheet, "no room for a copy of the kit");
    if (!grading_plan(g, &o, rubric, error, sizeof error))
        return trouble(sheet, error);
    if (sheet->order.submission[0] != '\0')
        build_programs(g, tree);
    workdir_show(g->kit, sandbox.uid);
    sheet->whole = repeat_supervise(g, room, o.seed, sheet->order.repeat);
    return true;
}

int
inside_main(const char *fd)
{
    struct sheet *sheet = sheet_open(atoi(fd));
    struct grading g = {.sheet = sheet};
    struct rubric rubric;
    char room[PATH_MAX], path[PATH_MAX], error[300];
    int64_t begin = clock_ms();
    bool ok;

    if (sheet == NULL)
        return 3;
    close(atoi(fd));
    stop_watch();
    sandbox = sheet->order.sandbox;
    kit_join(room, sheet->order.work, "room");
    kit_join(path, sheet->order.work, "tree/grader/rubric");
    furnish(room);
    if (!rubric_read(&rubric, path, error, sizeof error)) {
        trouble(sheet, error);
        return 3;
    }
    ok = grade(sheet, &g, &rubric, room);
    sheet->seconds = (double)(clock_ms() - begin) / 1000;
    grading_free(&g);
    rubric_free(&rubric);
    return ok ? 0 : 3;
}
