/* ftp_fake.c: an FTP server of the grader's own, which does to a client what a plan says. */
#include "ftp_fake.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "deadline.h"
#include "judge.h"

#define SOON (clock_ms() + PATIENCE_MS)

void
ftp_fake_begin(struct ftp_fake *f)
{
    f->listener = play_listen(&f->port);
    f->control = f->data_listener = -1;
    f->rest = 0;
    f->fetches = 0;
    f->refetched = false;
}

static void
hang_up(struct ftp_fake *f)
{
    if (f->control != -1)
        close(f->control);
    f->control = -1;
}

static void
say(struct ftp_fake *f, const char *text)
{
    size_t n = strlen(text);

    for (size_t i = 0; f->byte_by_byte && i < n && f->control != -1; i++) {
        unsigned theirs = play_peer_port(f->control);
        play_send(f->control, text + i, 1, SOON);
        play_wait_taken(theirs, f->port, clock_ms() + 1000);
    }
    if (!f->byte_by_byte)
        play_send(f->control, text, n, SOON);
}

static void
open_data(struct ftp_fake *f, bool extended)
{
    char line[80];
    unsigned port;

    if (f->data_listener != -1)
        close(f->data_listener);
    f->data_listener = play_listen(&port);
    snprintf(line, sizeof line,
             extended ? "229 Entering Extended Passive Mode (|||%u|)\r\n"
                      : "227 Entering Passive Mode (127,0,0,1,%u,%u)\r\n",
             extended ? port : port / 256, port % 256);
    say(f, line);
}

/* To nobody when the client did not come. */
static void
send_data(struct ftp_fake *f, const void *bytes, size_t n)
{
    int data = f->data_listener == -1 ? -1 : play_accept(f->data_listener, SOON);

    if (data == -1) {
        say(f, "425 No data connection\r\n");
        return;
    }
    play_send(data, bytes, n, SOON);
    if (f->breaks) {
        play_wait_taken(play_peer_port(data), play_port(data), clock_ms() + 1000);
        play_vanish(data);
        play_vanish(f->control);
        f->control = -1;
        return;
    }
    if (f->stands_still)
        return; /* what the client does about that, the check looks at */
    close(data);
    say(f, "226 Transfer complete\r\n");
}

static void
stor(struct ftp_fake *f)
{
    char bytes[4096];
    size_t got;
    int data;

    say(f, "150 Send it\r\n");
    data = f->data_listener == -1 ? -1 : play_accept(f->data_listener, SOON);
    while (data != -1 && play_read(data, bytes, sizeof bytes, &got, SOON) == PLAY_FULL)
        continue;
    close(data);
    say(f, "452 No space left on this server\r\n");
}

static void
retr(struct ftp_fake *f)
{
    size_t from = f->rest <= f->file->size ? f->rest : f->file->size;
    size_t n = f->file->size - from < f->sends ? f->file->size - from : f->sends;
    char line[80];

    f->fetches++;
    f->refetched = f->refetched || from > 0;
    f->rest = 0;
    if (f->hangs_up) {
        hang_up(f);
        return;
    }
    snprintf(line, sizeof line, "150 Here it comes (%zu bytes)\r\n", f->file->size);
    say(f, line);
    send_data(f, f->file->bytes + from, n);
}

static void
list(struct ftp_fake *f)
{
    if (f->listing == NULL) {
        say(f, "550 No listing here\r\n");
        return;
    }
    say(f, "150 Here it comes\r\n");
    send_data(f, f->listing, strlen(f->listing));
}

/* What always gets the same answer. */
static const struct {
    const char *verb, *reply;
} plain[] = {
    {"USER", "331 A password, please\r\n"},
    {"TYPE", "200 Type set\r\n"},
    {"MODE", "200 Mode set\r\n"},
    {"STRU", "200 Structure set\r\n"},
    {"NOOP", "200 Nothing done\r\n"},
    {"SYST", "215 UNIX Type: L8\r\n"},
    {"PWD", "257 \"/\" is the directory\r\n"},
    {"CWD", "250 Directory changed\r\n"},
    {"CDUP", "250 Directory changed\r\n"},
    {"MDTM", "213 20260101120000\r\n"},
    {"FEAT", "211-Features\r\n SIZE\r\n REST STREAM\r\n211 End\r\n"},
    {"ABOR", "226 Nothing to abort\r\n"},
};

static void
answer_plain(struct ftp_fake *f, const char *verb)
{
    if (strcasecmp(verb, "PASS") == 0) {
        say(f, f->byte_by_byte ? "230-Welcome\r\n 230 is not yet here\r\n230 Logged in\r\n"
                               : "230 Logged in\r\n");
        return;
    }
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (strcasecmp(plain[i].verb, verb) == 0) {
            say(f, plain[i].reply);
            return;
        }
    say(f, "502 Not here\r\n");
}

static void
answer(struct ftp_fake *f, const char *line)
{
    char verb[8] = "", text[64];

    sscanf(line, "%7[A-Za-z]", verb);
    if (strcasecmp(verb, "EPSV") == 0 || strcasecmp(verb, "PASV") == 0) {
        open_data(f, strcasecmp(verb, "EPSV") == 0);
    } else if (strcasecmp(verb, "SIZE") == 0 && f->file != NULL) {
        snprintf(text, sizeof text, "213 %zu\r\n", f->file->size);
        say(f, text);
    } else if (strcasecmp(verb, "REST") == 0) {
        f->rest = strtoul(line + 4, NULL, 10);
        say(f, "350 From there\r\n");
    } else if (strcasecmp(verb, "RETR") == 0 && f->file != NULL) {
        retr(f);
    } else if (strcasecmp(verb, "STOR") == 0 && f->full) {
        stor(f);
    } else if (strcasecmp(verb, "LIST") == 0 || strcasecmp(verb, "NLST") == 0) {
        list(f);
    } else if (strcasecmp(verb, "QUIT") == 0) {
        say(f, "221 Goodbye\r\n");
        hang_up(f);
    } else {
        answer_plain(f, verb);
    }
}

/* A whole command line, or the end of the connection. */
static void
hear(struct ftp_fake *f)
{
    char line[1024], *p = line;
    size_t got;
    enum play_end end;

    do
        end = play_read(f->control, p, 1, &got, SOON);
    while (end == PLAY_FULL && *p != '\n' && ++p < line + sizeof line - 1);
    *p = '\0';
    if (end == PLAY_FULL)
        answer(f, line);
    else
        hang_up(f);
}

void
ftp_fake_run(struct ftp_fake *f, struct program *p, const char *expected)
{
    int64_t until = clock_ms() + 2 * PATIENCE_MS;

    while (!program_wait(p, 0)) {
        struct pollfd fds[3] = {{.fd = p->pidfd, .events = POLLIN},
                                {.fd = f->control, .events = POLLIN},
                                {.fd = f->control == -1 ? f->listener : -1, .events = POLLIN}};
        int64_t left = until - clock_ms();

        if (left <= 0 || poll(fds, 3, (int)left) == 0)
            judge_late(expected);
        if (fds[1].revents != 0) {
            hear(f);
        } else if (fds[2].revents != 0) {
            f->control = play_accept(f->listener, SOON);
            f->rest = 0;
            say(f, f->byte_by_byte ? "220-This is no\r\n 220 ordinary\r\n220 server\r\n"
                                   : "220 Ready\r\n");
        }
    }
}
