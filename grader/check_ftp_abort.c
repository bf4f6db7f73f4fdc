/* check_ftp_abort.c: ABOR ends a transfer, and nothing but that transfer. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ftp_root.h"
#include "judge.h"
#include "play.h"
#include "talk.h"
#include "transcript.h"

#define BIG     (64L << 20) /* bytes: far more than sockets hold, or move between two looks */
#define ABORTED "426 to RETR, which is broken off, then 226 (or 225) to ABOR"

static struct ftp_root root;
static struct talk talk, other;
static char big[64]; /* the name of a file of that size */

/* It is all zeros, and takes no room on the disk. */
static void
make_big(void)
{
    struct content empty = content_make(0, 94);
    char path[PATH_MAX + 80];

    content_write(&empty, root.path, path, sizeof path);
    snprintf(big, sizeof big, "%s", empty.name);
    if (truncate(path, BIG) == -1)
        judge_grader("%s: %s", path, strerror(errno));
}

/* A download over a slow line, which soon stands still. */
static int
begin_download(struct talk *t, const char *name)
{
    int data = play_connect_narrow(&root.server, talk_data_port(t));

    talk_ask(t, 1, "RETR %s", name);
    judge_stage("waiting for the first bytes of a download");
    if (!wait_fd(data, POLLIN, clock_ms() + PATIENCE_MS))
        judge_late("the first bytes of the file");
    return data;
}

static void
expect_nothing_to_abort(const char *when)
{
    int code = talk_try(&talk, "ABOR");

    if (code != 226 && code != 225)
        judge_fail(V_FAIL, "226 (or 225) to ABOR when nothing is under way", "%s: %s", when,
                   talk.reply);
}

/* What is there of the download; 0: its end is. */
static ssize_t
take_some(int data)
{
    static char bytes[1 << 16];
    ssize_t n = play_take(data, bytes, sizeof bytes);

    return n > 0 ? n : n == -1 && (errno == EAGAIN || errno == EINTR) ? -1 : 0;
}

/* A server that waits in send(2) hears ABOR when that returns: so its client goes on to read. A
 * loop hears everything, so there it does not. Returns how many bytes came before the reply. */
static long
read_until_answered(int data)
{
    struct pollfd p[2] = {{.fd = talk.fd, .events = POLLIN}, {.fd = data, .events = POLLIN}};
    long total = 0;

    if (now.lab->model == MODEL_ASYNC)
        p[1].fd = -1;
    while (poll(p, 2, PATIENCE_MS) > 0 && p[0].revents == 0) {
        ssize_t n = take_some(data);
        if (n == 0)
            p[1].fd = -1;
        total += n > 0 ? n : 0;
    }
    if (p[0].revents == 0)
        judge_late(ABORTED);
    return total;
}

/* What was on its way. */
static long
read_to_end(int data)
{
    int64_t until = clock_ms() + PATIENCE_MS;
    long total = 0;
    ssize_t n;

    while ((n = take_some(data)) != 0) {
        total += n > 0 ? n : 0;
        if (n == -1 && !wait_fd(data, POLLIN, until))
            judge_late("ABOR ends the data connection");
    }
    close(data);
    return total;
}

/* Breaks a download off: what is said before ABOR, and ABOR itself. */
static void
abort_download(void (*introduce)(void), const char *how)
{
    int data = begin_download(&talk, big);
    long got;

    introduce();
    talk_send(&talk, "ABOR\r\n", 6);
    judge_stage("waiting for the replies after %s in the middle of a download", how);
    got = read_until_answered(data);
    if (talk_reply(&talk) != 426 && talk.code != 226)
        judge_fail(V_FAIL, ABORTED, "%s: %s", how, talk.reply);
    got += read_to_end(data);
    if (talk.code != 426 || got == BIG)
        judge_fail(V_FAIL, ABORTED, "%s: %ld of %ld bytes came all the same, then: %s", how, got,
                   BIG, talk.reply);
    if (talk_reply(&talk) != 226 && talk.code != 225)
        judge_fail(V_FAIL, ABORTED, "%s: 426, then: %s", how, talk.reply);
    talk_ask(&talk, 200, "NOOP");
}

static void
say_nothing(void)
{
}

/* As stock clients do (RFC 959, section 4.1.3): Interrupt Process, then Synch, which is a Data Mark
 * that is urgent. */
static void
say_telnets_signals(void)
{
    static const char mark = '\362';

    talk_send(&talk, "\377\364\377", 3);
    if (send(talk.fd, &mark, 1, MSG_OOB | MSG_NOSIGNAL) == 1) {
        transcript_bytes(talk.fd, '>', &mark, 1);
        transcript_note(talk.fd, "this byte is urgent");
    }
}

/* Commands of Telnet are no text. The urgent byte leaves its place in the stream, where it ends
 * one of them, unless asked to stay. */
static void
hint_at_telnet(void)
{
    judge_hint(
        "Byte 255 and the next one are a command of Telnet: leave both out. The last is urgent: "
        "net_set_control() of the kit, or SO_OOBINLINE, keeps it in its place.");
}

START_TEST(abort_transfer)
{
    const struct content *file;
    bool beside = now.lab->model != MODEL_BLOCKING;
    int data = -1;

    ftp_root_serve(&root, now.lab, false);
    make_big();
    file = &root.files[root.count - 1];
    if (beside) {
        talk_open(&other, &root.server);
        talk_login(&other);
        data = begin_download(&other, file->name);
    }
    talk_open(&talk, &root.server);
    talk_login(&talk);
    expect_nothing_to_abort("before any transfer");
    abort_download(say_nothing, "ABOR");
    talk_get(&talk, file);
    if (beside) {
        judge_stage("reading the other client's download, which was not aborted");
        content_receive(file, data, "the download beside one that was aborted");
        talk_expect(&other, 226, "the download beside one that was aborted");
    }
    hint_at_telnet();
    abort_download(say_telnets_signals, "Telnet's IP and Synch, then ABOR");
    expect_nothing_to_abort("after a transfer");
    talk_quit(&talk);
    judge_pass("ABOR, bare and behind Telnet's signals: 426, 226, and the session went on%s",
               beside ? "; another client's download was whole" : "");
}
END_TEST

const struct check_kind ftp_abort_checks[] = {
    {"ftp.abort", &abort_transfer, false, NULL},
    {NULL, NULL, false, NULL},
};
