/* The client's side of a session, driven with scripted replies: no socket, no waiting.  Every
 * script is fed whole and byte by byte. */

#include "folder.h"
#include "ftp_dialogue.h"
#include "kit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct ftp_job job;
static struct ftp_dialogue dialogue;
static char said[65536];
static size_t said_length;

static void
begin(const char *url, enum ftp_job_kind kind)
{
    union net_address local, peer;
    const char *why;

    folder_make(folder_path("here"));
    folder_text(folder_path("upload"), "text");
    job = (struct ftp_job){.kind = kind, .file = -1};
    job.local = folder_path("upload");
    job.directory = open(folder_path("here"), O_RDONLY | O_DIRECTORY);
    ck_assert(url_parse(&job.url, url, &why));
    ck_assert(ftp_job_begin(&job));
    ck_assert(net_address(&local, "127.0.0.1", 40000) && net_address(&peer, "127.0.0.1", 21));
    ftp_dialogue_begin(&dialogue, &job, 30, &local, &peer);
    said_length = 0;
    said[0] = '\0';
}

/* Ends it; one that is not over yet is given up. */
static void
end(enum ftp_job_state state)
{
    if (state == FTP_JOB_FAILED && job.error[0] == '\0')
        ftp_job_fail(&job, "given up");
    ftp_dialogue_end(&dialogue);
    ck_assert_msg(job.state == (int)state, "state %d: %s", job.state, job.error);
    close(job.directory);
    ftp_job_end(&job);
}

static enum ftp_need
next(void)
{
    enum ftp_need need;

    while ((need = ftp_dialogue_next(&dialogue)) == FTP_NEED_FLUSH) {
        struct buffer *out = &dialogue.wire.out;

        ck_assert_uint_lt(said_length + buffer_length(out), sizeof said);
        memcpy(said + said_length, buffer_bytes(out), buffer_length(out));
        said_length += buffer_length(out);
        said[said_length] = '\0';
        buffer_taken(out, buffer_length(out));
    }
    ck_assert_int_eq(ftp_dialogue_next(&dialogue), need); /* asking twice changes nothing */
    return need;
}

/* The server says this, in pieces, as long as the dialogue wants to hear something. */
static enum ftp_need
feed(const char *script, size_t piece)
{
    size_t n = strlen(script);
    enum ftp_need need = next();

    for (size_t done = 0; done < n && need == FTP_NEED_INPUT;) {
        size_t room, some = n - done < piece ? n - done : piece;
        char *in = linebuf_room(&dialogue.wire.in, &room);

        some = some < room ? some : room;
        memcpy(in, script + done, some);
        linebuf_received(&dialogue.wire.in, some);
        done += some;
        need = next();
    }
    return need;
}

#define LOGIN "220 a\r\n331 b\r\n230 c\r\n"

/* Feeds a script in pieces of several sizes: it must make the job fail for this reason. */
static void
fails(const char *script, const char *why)
{
    for (size_t piece = 1; piece <= 64; piece *= 4) {
        begin("ftp://host/file", FTP_GET);
        /* The goodbye is answered, too. */
        enum ftp_need need = feed(script, piece);

        if (need != FTP_NEED_CLOSE)
            need = feed("221 bye\r\n", piece);
        ck_assert_int_eq(need, FTP_NEED_CLOSE);
        ck_assert_msg(strncmp(job.error, why, strlen(why)) == 0 && job.error[0] != '\0',
                      "\"%s\" instead of \"%s\"", job.error, why);
        end(FTP_JOB_FAILED);
    }
}

START_TEST(the_steps_of_a_download)
{
    for (size_t piece = 1; piece <= 64; piece *= 4) {
        begin("ftp://ada:secret@host/a/b", FTP_GET);
        ck_assert_int_eq(feed(LOGIN "200 d\r\n213 4\r\n229 (|||40123|)\r\n", piece), FTP_NEED_DATA);
        ck_assert_int_eq(dialogue.data.way, FTP_DATA_CONNECT);
        ck_assert_uint_eq(net_port(&dialogue.data.peer), 40123);
        ck_assert(net_same_host(&dialogue.data.peer, &dialogue.peer));
        ck_assert_str_eq(said, "USER ada\r\nPASS secret\r\nTYPE I\r\nSIZE a/b\r\nEPSV\r\n");
        end(FTP_JOB_FAILED);
    }
}
END_TEST

START_TEST(a_pasv_that_lies)
{
    begin("ftp://host/file", FTP_GET);
    ck_assert_int_eq(feed(LOGIN "200 d\r\n213 4\r\n500 e\r\n227 (10,9,8,7,156,187)\r\n", 1),
                     FTP_NEED_DATA);
    ck_assert(net_same_host(&dialogue.data.peer, &dialogue.peer));
    ck_assert_uint_eq(net_port(&dialogue.data.peer), 40123);
    end(FTP_JOB_FAILED);
}
END_TEST

START_TEST(greetings)
{
    begin("ftp://host/file", FTP_GET);
    ck_assert_int_eq(feed("120 wait\r\n220-a\r\n220 is not it\r\n", 1), FTP_NEED_INPUT);
    ck_assert_str_eq(said, "USER anonymous\r\n");
    end(FTP_JOB_FAILED);
    begin("ftp://host/file", FTP_GET);
    ck_assert_int_eq(feed("220 a\r\n230 come in\r\n", 1), FTP_NEED_INPUT);
    ck_assert_str_eq(said, "USER anonymous\r\nTYPE I\r\n");
    end(FTP_JOB_FAILED);
    fails("421 no\r\n", "421 no");
}
END_TEST

START_TEST(refusals)
{
    fails("220 a\r\n530 no\r\n", "530 no");
    fails("220 a\r\n331 b\r\n530 no\r\n", "530 no");
    fails(LOGIN "500 no\r\n", "500 no");
    fails(LOGIN "200 d\r\n213 4\r\n500 no\r\n501 no\r\n", "501 no");
}
END_TEST

START_TEST(garbage)
{
    fails("hello\r\n", "");
    fails("220 a\r\nhello\r\n", "");
    fails("220 a\r\n99 b\r\n", "");
    fails(LOGIN "200 d\r\n213 4\r\n229 nothing\r\n", "");
    fails(LOGIN "200 d\r\n213 4\r\n500 e\r\n227 1,2,3\r\n", "");
}
END_TEST

START_TEST(a_line_without_end)
{
    char *script = malloc(100000);

    memset(script, 'x', 99999);
    memcpy(script, "220 ", 4);
    strcpy(script + 99997, "\r\n");
    begin("ftp://host/file", FTP_GET);
    feed(script, 1000);
    ck_assert(said_length == 0 || strncmp(said, "USER", 4) == 0 || strncmp(said, "QUIT", 4) == 0);
    end(FTP_JOB_FAILED);
    free(script);
}
END_TEST

START_TEST(a_lost_connection_ends_it_anywhere)
{
    static const char script[] = LOGIN "200 d\r\n213 4\r\n";

    for (size_t n = 0; n < sizeof script - 1; n++) {
        char part[sizeof script] = "";

        memcpy(part, script, n);
        begin("ftp://host/file", FTP_GET);
        feed(part, 1);
        ftp_wire_lose(&dialogue.wire);
        ck_assert_int_eq(ftp_dialogue_next(&dialogue), FTP_NEED_CLOSE);
        ck_assert_str_ne(job.error, "");
        end(FTP_JOB_FAILED);
        begin("ftp://host/file", FTP_GET);
        feed(part, 1);
        dialogue.wire.ended = true;
        ck_assert_int_eq(next(), FTP_NEED_CLOSE);
        ck_assert_str_ne(job.error, "");
        end(FTP_JOB_FAILED);
    }
    ck_assert_int_eq(folder_count(folder_path("here")), 0);
}
END_TEST

START_TEST(silence)
{
    begin("ftp://host/file", FTP_GET);
    next();
    ck_assert(ftp_dialogue_patience(&dialogue) <= 30);
    ftp_dialogue_timed_out(&dialogue);
    while (next() != FTP_NEED_CLOSE)
        ftp_dialogue_timed_out(&dialogue);
    ck_assert_str_ne(job.error, "");
    end(FTP_JOB_FAILED);
}
END_TEST

START_TEST(an_active_listing)
{
    begin("ftp://host/dir/", FTP_LIST);
    job.active = true;
    ck_assert_int_eq(feed(LOGIN "250 there\r\n200 d\r\n", 1), FTP_NEED_LISTENER);
    ftp_dialogue_listening(&dialogue, net_listen_data(&dialogue.local, 0, 0, 0));
    ck_assert_int_eq(feed("500 no EPRT\r\n", 1), FTP_NEED_INPUT);
    ck_assert_ptr_nonnull(strstr(said, "EPRT |1|127.0.0.1|"));
    ck_assert_ptr_nonnull(strstr(said, "PORT 127,0,0,1,"));
    end(FTP_JOB_FAILED);
}
END_TEST

START_TEST(an_upload_that_is_refused)
{
    begin("ftp://host/dir/upload", FTP_PUT);
    ck_assert_int_eq(feed(LOGIN "200 d\r\n229 (|||40123|)\r\n", 1), FTP_NEED_DATA);
    dialogue.data.socket = open("/dev/null", O_RDWR);
    ftp_dialogue_connected(&dialogue, true);
    ck_assert_int_eq(feed("553 no\r\n221 bye\r\n", 1), FTP_NEED_CLOSE);
    ck_assert_ptr_nonnull(strstr(said, "\r\nSTOR dir/upload\r\nQUIT\r\n"));
    ck_assert_str_eq(job.error, "553 no");
    end(FTP_JOB_FAILED);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, the_steps_of_a_download);
    tcase_add_test(t, a_pasv_that_lies);
    tcase_add_test(t, greetings);
    tcase_add_test(t, refusals);
    tcase_add_test(t, garbage);
    tcase_add_test(t, a_line_without_end);
    tcase_add_test(t, a_lost_connection_ends_it_anywhere);
    tcase_add_test(t, silence);
    tcase_add_test(t, an_active_listing);
    tcase_add_test(t, an_upload_that_is_refused);
}

int
main(void)
{
    return kit_run_unit("ftp_dialogue", fill);
}
