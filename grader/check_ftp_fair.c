/* check_ftp_fair.c: what one client costs the others: one that is silent, slow, greedy, or that
 * keeps its data connection waiting. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ftp_root.h"
#include "judge.h"
#include "model.h"
#include "params.h"
#include "play.h"
#include "stall.h"
#include "talk.h"

static struct ftp_root root;
static struct talk talk, other;

/* One client holds its session in silence; the next wants a file. */
START_TEST(silent)
{
    struct talk first;
    char byte;
    size_t got;

    ftp_root_serve(&root, now.lab, false);
    talk_open(&first, &root.server);
    talk = (struct talk){.server = &root.server, .fd = play_connect(&root.server)};
    if (now.lab->model == MODEL_BLOCKING) {
        judge_stage("waiting while a silent client is served");
        if (play_read(talk.fd, &byte, 1, &got, clock_ms() + 300) == PLAY_FULL)
            judge_fail(V_WRONG_MODEL, model_promise(now.lab->model),
                       "the second client was served while the first was still there");
        close(first.fd);
    }
    talk_expect(&talk, 220, "connecting while another client is silent");
    talk_login(&talk);
    talk_get(&talk, &root.files[root.count - 1]);
    talk_quit(&talk);
    judge_pass("%s", now.lab->model == MODEL_BLOCKING
                         ? "the next client waited, and was served when the silent one left"
                         : "served with a file of 1048577 bytes while another was silent");
}
END_TEST

/* An upload that comes byte by byte; between two bytes another client is served. */
START_TEST(slow)
{
    struct content file = content_make(8, 91);
    int data;

    ftp_root_serve(&root, now.lab, true);
    talk_open(&other, &root.server);
    talk_login(&other);
    data = talk_data(&other);
    talk_ask(&other, 1, "STOR %s", file.name);
    for (size_t i = 0; i < file.size; i++) {
        play_send(data, file.bytes + i, 1, clock_ms() + PATIENCE_MS);
        play_wait_taken(play_peer_port(data), play_port(data), clock_ms() + PATIENCE_MS);
        if (i == 4 && now.lab->model != MODEL_BLOCKING) {
            talk_open(&talk, &root.server);
            talk_login(&talk);
            talk_get(&talk, &root.files[3]);
            talk_quit(&talk);
        }
    }
    close(data);
    talk_expect(&other, 226, "STOR, byte by byte");
    content_compare_file(&file, root.path, "the file that came byte by byte");
    judge_pass("%s",
               now.lab->model == MODEL_BLOCKING
                   ? "an upload in single bytes was whole"
                   : "an upload in single bytes was whole; another client was served meanwhile");
}
END_TEST

/* A client that asks for much and reads nothing yet: the socket buffers fill up. */
START_TEST(greedy)
{
    struct content big = content_make((size_t)param("size"), 90);
    int data;

    ftp_root_serve(&root, now.lab, false);
    content_write(&big, root.path, NULL, 0);
    talk_open(&other, &root.server);
    talk_login(&other);
    data = talk_data(&other);
    talk_ask(&other, 1, "RETR %s", big.name);
    if (now.lab->model != MODEL_BLOCKING) {
        talk_open(&talk, &root.server);
        talk_login(&talk);
        talk_get(&talk, &root.files[3]);
    }
    judge_stage("reading the rest of a download that stood still");
    content_receive(&big, data, "the slow download");
    talk_expect(&other, 226, "the slow download");
    judge_pass("%s", now.lab->model == MODEL_BLOCKING
                         ? "a download that stood still was whole in the end"
                         : "a download stood still, another was served, both whole");
}
END_TEST

static bool
noop_answered(void *arg)
{
    char byte;

    return recv(((struct talk *)arg)->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

/* The heartbeat: a client that asks NOOP while another keeps the server busy. */
static void
beat(struct stall *stall, const char *during)
{
    talk_send(&talk, "NOOP\r\n", 6);
    judge_stage("waiting for the reply to NOOP %s", during);
    if (stall_watch(stall, noop_answered, &talk, clock_ms() + PATIENCE_MS) != STALL_ANSWERED)
        stall_fail(stall, during);
    talk_expect(&talk, 200, "NOOP");
}

/* The kernel's buffers take some of it; beats until no more comes. */
static void
beat_while_full(struct stall *stall, int data)
{
    static char bytes[1 << 16];
    int before = -1, have = 0;

    for (int i = 0; i < 40 && (have != before || have == 0); i++) {
        ssize_t n = recv(data, bytes, sizeof bytes, MSG_PEEK);
        before = have;
        have = n > 0 ? (int)n : 0;
        beat(stall, "while another client reads nothing of what it asked for");
    }
}

START_TEST(stall)
{
    struct content big = content_make((size_t)param("size"), 90);
    struct stall held = {.server = &root.server};
    int data;

    ftp_root_serve(&root, now.lab, true);
    content_write(&big, root.path, NULL, 0);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    talk_open(&other, &root.server);
    talk_login(&other);
    talk_data_port(&other);
    talk_send(&other, "NLST\r\n", 6);
    play_wait_taken(root.server.port, play_port(other.fd), clock_ms() + PATIENCE_MS);
    beat(&held, "while the server waits for another client's data connection");
    play_vanish(other.fd);

    talk_open(&other, &root.server);
    talk_login(&other);
    data = talk_data(&other);
    talk_ask(&other, 1, "RETR %s", big.name);
    beat_while_full(&held, data);
    play_vanish(data);
    play_vanish(other.fd);

    talk_open(&other, &root.server);
    talk_login(&other);
    data = talk_data(&other);
    talk_ask(&other, 1, "STOR %s", root.others[0].name);
    beat(&held, "while another client has announced a file and sends nothing");
    beat(&held, "while another client has announced a file and sends nothing");
    judge_stall(held.longest_ms);
    judge_pass("NOOP was answered in %.0f ms at most, whatever the other client did not do",
               held.longest_ms);
}
END_TEST

const struct check_kind ftp_fair_checks[] = {
    {"ftp.silent", &silent, false, NULL},
    {"ftp.slow", &slow, false, NULL},
    {"ftp.greedy", &greedy, false, NULL},
    {"ftp.stall", &stall, false, "lab2-*"},
    {NULL, NULL, false, NULL},
};
