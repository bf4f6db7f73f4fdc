/* check_ftp_apart.c: what is kept for one session is not another's: half a line, half a file, a
 * directory, a place in a file, a name. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ftp_root.h"
#include "judge.h"
#include "play.h"
#include "talk.h"

#define CHUNK 20000

static struct ftp_root root;
static struct talk talk, other;

static void
ask_user(struct talk *t, const char *rest)
{
    talk_send(t, rest, strlen(rest));
    judge_stage("waiting for the reply to USER anonymous, sent in two pieces");
    if (talk_reply(t) != 331 && t->code != 230)
        judge_fail(V_FAIL, "331 or 230 to USER anonymous, though another client sent half a line",
                   "%s", t->reply);
}

/* A sends half a line, B sends half a line, A ends its line, then B: kept apart? */
START_TEST(apart)
{
    ftp_root_serve(&root, now.lab, false);
    talk_open(&other, &root.server);
    talk_send(&other, "XYZ", 3);
    if (now.lab->model == MODEL_BLOCKING) {
        close(other.fd);
        talk_open(&talk, &root.server);
        ask_user(&talk, "USER anonymous\r\n");
        judge_pass("half a line left by one client did not reach the next");
        return;
    }
    talk_open(&talk, &root.server);
    talk_send(&talk, "US", 2);
    play_wait_taken(root.server.port, play_port(talk.fd), clock_ms() + PATIENCE_MS);
    talk_send(&other, "ZY", 2);
    play_wait_taken(root.server.port, play_port(other.fd), clock_ms() + PATIENCE_MS);
    ask_user(&talk, "ER anonymous\r\n");
    talk_send(&other, "\r\n", 2);
    talk_expect(&other, 5, "XYZZY, begun before another client's USER");
    judge_pass("half lines of two clients did not mix");
}
END_TEST

static void
send_chunk(int data, const struct content *c, size_t from)
{
    size_t n = c->size - from < CHUNK ? c->size - from : CHUNK;

    play_send(data, c->bytes + from, n, clock_ms() + PATIENCE_MS);
    play_wait_taken(play_peer_port(data), play_port(data), clock_ms() + PATIENCE_MS);
}

/* What one has said with RNFR is not forgotten when the other does. */
static void
rename_in_turns(struct talk *both[2], struct content *files[2])
{
    for (int i = 0; i < 2; i++)
        talk_ask(both[i], 350, "RNFR %s", files[i]->name);
    for (int i = 0; i < 2; i++) {
        struct content moved = *files[i];
        snprintf(moved.name, sizeof moved.name, "moved-%d", i);
        talk_ask(both[i], 250, "RNTO %s", moved.name);
        content_compare_file(&moved, root.path, "one of two files renamed at the same time");
    }
}

/* Two uploads in turns, piece by piece; and a directory that one of the two is in. */
START_TEST(together)
{
    struct talk *both[2] = {&talk, &other};
    struct content *files[2];
    int data[2];

    ftp_root_serve(&root, now.lab, true);
    files[0] = &root.others[2];
    files[1] = &root.others[3];
    for (int i = 0; i < 2; i++) {
        talk_open(both[i], &root.server);
        talk_login(both[i]);
        data[i] = talk_data(both[i]);
        talk_ask(both[i], 1, "STOR %s", files[i]->name);
    }
    for (size_t from = 0; from < files[0]->size; from += CHUNK)
        for (int i = 0; i < 2; i++) {
            judge_stage("storing two files at the same time, %zu bytes of each so far", from);
            send_chunk(data[i], files[i], from);
        }
    for (int i = 0; i < 2; i++) {
        close(data[i]);
        talk_expect(both[i], 226, "one of two STOR at the same time");
        content_compare_file(files[i], root.path, "one of two files stored at the same time");
    }
    rename_in_turns(both, files);
    talk_ask(&talk, 257, "MKD apart");
    talk_ask(&talk, 250, "CWD apart");
    talk_ask(&talk, 350, "REST 5");
    talk_get(&other, &root.files[3]);
    talk_ask(&other, 257, "PWD");
    if (strstr(other.reply, "\"/\"") == NULL)
        judge_fail(V_FAIL, "257 \"/\", though another client did CWD and REST", "%s", other.reply);
    judge_pass("two uploads in turns, both whole; CWD, REST and RNFR of one are not the other's");
}
END_TEST

const struct check_kind ftp_apart_checks[] = {
    {"ftp.apart", &apart, false, NULL},
    {"ftp.together", &together, false, "lab2-*"},
    {NULL, NULL, false, NULL},
};
