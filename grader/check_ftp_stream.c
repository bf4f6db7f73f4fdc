/* check_ftp_stream.c: an FTP server's control connection is a stream: pieces, splits, pipelines. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "checks.h"
#include "deadline.h"
#include "ftp_root.h"
#include "judge.h"
#include "play.h"
#include "talk.h"

static struct ftp_root root;
static struct talk talk;

/* What is sent next comes as a piece of its own. */
static void
send_piece(const char *bytes, size_t n)
{
    talk_send(&talk, bytes, n);
    play_wait_taken(root.server.port, play_port(talk.fd), clock_ms() + PATIENCE_MS);
}

/* Half a line waits for its other half; two lines in one segment are two commands. */
START_TEST(pieces)
{
    static const char user[] = "USER anonymous\r\n", two[] = "NOOP\r\nNOOP\r\n";

    ftp_root_serve(&root, now.lab, false);
    talk_open(&talk, &root.server);
    for (size_t i = 0; i + 1 < sizeof user; i++) {
        talk_send(&talk, user + i, 1);
        play_wait_taken(root.server.port, play_port(talk.fd), clock_ms() + PATIENCE_MS);
    }
    judge_stage("waiting for the reply to USER anonymous, sent byte by byte");
    if (talk_reply(&talk) != 230) {
        if (talk.code != 331)
            judge_fail(V_FAIL, "331 or 230 to USER anonymous, sent byte by byte", "%s", talk.reply);
        talk_ask(&talk, 230, "PASS x");
    }
    talk_send(&talk, two, sizeof two - 1);
    talk_expect(&talk, 200, "the first of two NOOP in one segment");
    talk_expect(&talk, 200, "the second of two NOOP in one segment");
    talk_quit(&talk);
    judge_pass("a line in 16 pieces, two lines in one");
}
END_TEST

/* Two commands, cut in two at every place there is. */
START_TEST(splits)
{
    static const char two[] = "TYPE I\r\nPWD\r\n";
    char what[80];

    ftp_root_serve(&root, now.lab, false);
    talk_open(&talk, &root.server);
    talk_login(&talk);
    for (size_t i = 1; i + 1 < sizeof two; i++) {
        send_piece(two, i);
        talk_send(&talk, two + i, sizeof two - 1 - i);
        snprintf(what, sizeof what, "TYPE I, CR, LF, PWD, CR, LF, cut in two after byte %zu", i);
        talk_expect(&talk, 200, what);
        talk_expect(&talk, 257, what);
    }
    judge_pass("two commands, cut at each of %zu places", sizeof two - 2);
}
END_TEST

/* NOOP came together with RETR: a server that hears it during the transfer may answer it then, or
 * when the file is over. */
static void
expect_either_order(void)
{
    static const char what[] = "RETR and NOOP in one piece: 226 and 200 behind the 150";
    bool over, heard;

    talk_reply(&talk);
    over = talk.code == 226;
    heard = talk.code == 200;
    if (!over && !heard)
        judge_fail(V_FAIL, what, "%s", talk.reply);
    talk_expect(&talk, over ? 200 : 226, what);
}

/* A client need not wait for a reply before it sends the next command. */
START_TEST(pipeline)
{
    static const char login[] = "USER anonymous\r\nPASS x\r\nTYPE I\r\nPWD\r\nNOOP\r\n";
    char line[200], byte;
    size_t got;
    int n, data;

    ftp_root_serve(&root, now.lab, false);
    talk_open(&talk, &root.server);
    talk_send(&talk, login, sizeof login - 1);
    judge_stage("waiting for the reply to USER, the first of five commands in one piece");
    if (talk_reply(&talk) != 230 && talk.code != 331)
        judge_fail(V_FAIL, "331 or 230 to USER anonymous", "%s", talk.reply);
    if (talk.code == 331)
        talk_expect(&talk, 230, "PASS, the second of five commands in one piece");
    else
        talk_reply(&talk); /* a password nobody asked for */
    talk_expect(&talk, 200, "TYPE I, the third of five commands in one piece");
    talk_expect(&talk, 257, "PWD, the fourth of five commands in one piece");
    talk_expect(&talk, 200, "NOOP, the fifth of five commands in one piece");
    data = talk_data(&talk);
    n = snprintf(line, sizeof line, "RETR %s\r\nNOOP\r\nQUIT\r\n", root.files[3].name);
    talk_send(&talk, line, (size_t)n);
    talk_expect(&talk, 1, "RETR, with NOOP and QUIT already behind it");
    content_receive(&root.files[3], data, "the file");
    expect_either_order();
    talk_expect(&talk, 221, "QUIT, sent together with RETR");
    if (play_read(talk.fd, &byte, 1, &got, clock_ms() + PATIENCE_MS) == PLAY_LATE)
        judge_late("the server closes after 221");
    judge_pass("five commands in one piece, and two behind a transfer");
}
END_TEST

/* A megabyte without a line end: the line buffer has a bound, and the next client does not notice.
 */
START_TEST(garbage)
{
    static char junk[1 << 16];
    struct talk other;

    ftp_root_serve(&root, now.lab, false);
    talk_open(&other, &root.server);
    memset(junk, 'A', sizeof junk);
    judge_stage("sending a megabyte without a line end");
    for (int i = 0; i < 16; i++)
        if (play_send(other.fd, junk, sizeof junk, clock_ms() + PATIENCE_MS) != PLAY_FULL)
            break; /* hanging up is an answer, too */
    play_vanish(other.fd);
    talk_open(&other, &root.server);
    talk_login(&other);
    close(talk_data(&other));
    talk_send(&other, "RETR ", 5);
    play_vanish(other.fd);
    judge_stage("serving the client after them");
    talk_open(&talk, &root.server);
    talk_login(&talk);
    talk_get(&talk, &root.files[2]);
    judge_pass("a megabyte without a line end and a vanished client cost nobody else");
}
END_TEST

const struct check_kind ftp_stream_checks[] = {
    {"ftp.pieces", &pieces, false, NULL},
    {"ftp.splits", &splits, false, NULL},
    {"ftp.pipeline", &pipeline, false, NULL},
    {"ftp.garbage", &garbage, false, NULL},
    {NULL, NULL, false, NULL},
};
