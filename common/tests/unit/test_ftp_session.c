/* The server's side of a session, driven with scripted bytes: no socket, no waiting.  Every script
 * is fed whole and byte by byte. */

#include "folder.h"
#include "ftp_session.h"
#include "kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct ftp_service service;
static struct ftp_session session;
static char heard[1 << 20];
static size_t heard_length;

static void
begin(void)
{
    union net_address local, peer;

    folder_make(folder_path("root"));
    service = (struct ftp_service){.root = store_open_root(folder_path("root")),
                                   .writable = true,
                                   .anonymous = true,
                                   .idle_timeout = 300};
    ck_assert(net_address(&local, "127.0.0.1", 21) && net_address(&peer, "127.0.0.1", 40000));
    ftp_session_begin(&session, &service, &local, &peer);
    heard_length = 0;
}

static void
end(void)
{
    ftp_session_end(&session);
    ftp_service_end(&service);
    ck_assert_int_lt(heard_length, sizeof heard);
}

/* Goes on until the session needs something that only the test can give. */
static enum ftp_need
next(void)
{
    enum ftp_need need;

    while ((need = ftp_session_next(&session)) == FTP_NEED_FLUSH) {
        struct buffer *out = &session.wire.out;

        memcpy(heard + heard_length, buffer_bytes(out), buffer_length(out));
        heard_length += buffer_length(out);
        heard[heard_length] = '\0';
        buffer_taken(out, buffer_length(out));
    }
    ck_assert_int_eq(ftp_session_next(&session), need); /* asking twice changes nothing */
    return need;
}

/* Puts in as much as fits; returns how much that was. */
static size_t
put(const char *bytes, size_t n)
{
    size_t room;
    char *in;

    if (!ftp_wire_has_room(&session.wire))
        return 0;
    in = linebuf_room(&session.wire.in, &room);
    n = n < room ? n : room;
    memcpy(in, bytes, n);
    linebuf_received(&session.wire.in, n);
    return n;
}

static enum ftp_need
feed(const char *script, size_t piece)
{
    size_t n = strlen(script);
    enum ftp_need need = next();

    for (size_t done = 0; done < n && need == FTP_NEED_INPUT;) {
        done += put(script + done, n - done < piece ? n - done : piece);
        need = next();
    }
    return need;
}

/* Runs a script in pieces of every size and compares all that was said. */
static void
hears(const char *script, const char *expected, enum ftp_need last)
{
    size_t n = strlen(script);

    for (size_t piece = 1; piece <= n; piece = piece < 40 || piece == n ? piece + 1 : n) {
        begin();
        ck_assert_int_eq(feed(script, piece), last);
        ck_assert_str_eq(heard, expected);
        end();
    }
}

/* The codes that a script is answered with, as "220 331 230". */
static void
codes(const char *script, const char *expected, enum ftp_need last)
{
    char got[1024] = "";

    begin();
    ck_assert_int_eq(feed(script, 1), last);
    for (const char *line = heard; *line != '\0'; line = strchr(line, '\n') + 1)
        if (line[0] != ' ' && line[3] == ' ')
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.3s", *got != '\0' ? " " : "",
                     line);
    ck_assert_str_eq(got, expected);
    end();
}

#define LOGIN "USER anonymous\r\nPASS x\r\n"

START_TEST(a_greeting_comes_first)
{
    hears("", "220 Service ready.\r\n", FTP_NEED_INPUT);
    codes("", "220", FTP_NEED_INPUT);
}
END_TEST

START_TEST(the_login)
{
    codes(LOGIN "NOOP\r\n", "220 331 230 200", FTP_NEED_INPUT);
    codes("PASS x\r\n", "220 503", FTP_NEED_INPUT);
    codes("PWD\r\nUSER ftp\r\nPASS\r\n", "220 530 331 230", FTP_NEED_INPUT);
    codes("QUIT\r\n", "220 221", FTP_NEED_CLOSE);
    codes(LOGIN "REIN\r\nPWD\r\n", "220 331 230 220 530", FTP_NEED_INPUT);
}
END_TEST

START_TEST(nothing_is_said_after_goodbye)
{
    codes("QUIT\r\nNOOP\r\n", "220 221", FTP_NEED_CLOSE);
}
END_TEST

START_TEST(a_wrong_password_asks_for_a_pause)
{
    static const char script[] = "USER ada\r\nPASS x\r\n";

    begin();
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(feed(script, 3), FTP_NEED_PAUSE);
        ftp_session_paused(&session);
        ck_assert_int_eq(next(), FTP_NEED_INPUT);
        ck_assert_ptr_nonnull(strstr(heard, "\n530 "));
    }
    ck_assert_int_eq(feed(script, 3), FTP_NEED_PAUSE);
    ftp_session_paused(&session);
    ck_assert_int_eq(next(), FTP_NEED_CLOSE);
    end();
}
END_TEST

START_TEST(sequences)
{
    codes(LOGIN "RNTO a\r\nMKD d\r\nRNFR d\r\nNOOP\r\nRNTO e\r\n",
          "220 331 230 503 257 350 200 503", FTP_NEED_INPUT);
    codes(LOGIN "RETR a\r\nLIST\r\nSTOR b\r\n", "220 331 230 550 425 425", FTP_NEED_INPUT);
    codes(LOGIN "ABOR\r\nREST x\r\nREST 5\r\n", "220 331 230 226 501 350", FTP_NEED_INPUT);
    codes("\r\nFOO\r\nSMNT x\r\n", "220 500 500 502", FTP_NEED_INPUT);
}
END_TEST

START_TEST(a_refused_port_asks_for_nothing)
{
    codes(LOGIN "PORT 127,0,0,2,100,1\r\nPORT 127,0,0,1,0,21\r\nEPRT |1|10.0.0.1|5000|\r\nLIST\r\n",
          "220 331 230 501 501 501 425", FTP_NEED_INPUT);
}
END_TEST

START_TEST(a_data_port_is_asked_for_and_announced)
{
    begin();
    ck_assert_int_eq(feed(LOGIN "PASV\r\n", 1), FTP_NEED_LISTENER);
    ftp_session_listening(&session, -1);
    ck_assert_int_eq(next(), FTP_NEED_INPUT);
    ck_assert_ptr_nonnull(strstr(heard, "\n425 "));
    ck_assert_int_eq(feed("EPSV\r\n", 1), FTP_NEED_LISTENER);
    ftp_session_listening(&session, net_listen_data(&session.local, 0, 0, 0));
    ck_assert_int_eq(next(), FTP_NEED_INPUT);
    ck_assert_ptr_nonnull(strstr(heard, "\n229 "));
    end();
}
END_TEST

/* A session that has said 150 and wants its data connection. */
static void
begin_listing(void)
{
    begin();
    ck_assert_int_eq(feed(LOGIN "PASV\r\n", 100), FTP_NEED_LISTENER);
    ftp_session_listening(&session, net_listen_data(&session.local, 0, 0, 0));
    ck_assert_int_eq(feed("LIST\r\n", 100), FTP_NEED_DATA);
    ck_assert_ptr_nonnull(strstr(heard, "\n150 "));
}

START_TEST(a_data_connection_that_does_not_come)
{
    begin_listing();
    ftp_session_connected(&session, false);
    ck_assert_int_eq(next(), FTP_NEED_INPUT);
    ck_assert_ptr_nonnull(strstr(heard, "\n425 "));
    end();
}
END_TEST

START_TEST(abor_is_seen_while_the_session_waits_for_others)
{
    begin_listing();
    ck_assert_uint_eq(put("ABOR\r\nNOOP\r\n", 12), 12);
    ck_assert_int_eq(next(), FTP_NEED_INPUT);
    ck_assert_ptr_nonnull(strstr(heard, "\n426 "));
    ck_assert_ptr_nonnull(strstr(strstr(heard, "\n426 "), "\n226 "));
    ck_assert_ptr_nonnull(strstr(heard, "\n200 "));
    end();
}
END_TEST

START_TEST(silence)
{
    begin();
    next();
    ftp_session_timed_out(&session);
    ck_assert_int_eq(next(), FTP_NEED_CLOSE);
    ck_assert_ptr_nonnull(strstr(heard, "\n421 "));
    end();
    begin_listing();
    ck_assert(ftp_session_patience(&session) <= service.idle_timeout);
    ftp_session_timed_out(&session);
    ck_assert_int_eq(next(), FTP_NEED_INPUT);
    ck_assert_ptr_nonnull(strstr(heard, "\n425 "));
    end();
}
END_TEST

START_TEST(a_lost_connection_ends_it_anywhere)
{
    static const char script[] = LOGIN "MKD d\r\nRNFR d\r\nCWD d\r\nPASV\r\n";

    for (size_t n = 0; n < sizeof script; n++) {
        begin();
        next();
        for (size_t i = 0; i < n; i++) {
            put(script + i, 1);
            next();
        }
        ftp_wire_lose(&session.wire);
        ck_assert_int_eq(ftp_session_next(&session), FTP_NEED_CLOSE);
        end();
        rmdir(folder_path("root/d"));
    }
}
END_TEST

START_TEST(the_end_of_the_stream_comes_after_the_last_command)
{
    begin();
    next();
    put("NOOP\r\nFEAT\r\nhalf", 16);
    session.wire.ended = true;
    ck_assert_int_eq(next(), FTP_NEED_CLOSE);
    ck_assert_ptr_nonnull(strstr(heard, "\n200 "));
    ck_assert_ptr_nonnull(strstr(heard, "\n211 "));
    end();
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, a_greeting_comes_first);
    tcase_add_test(t, the_login);
    tcase_add_test(t, nothing_is_said_after_goodbye);
    tcase_add_test(t, a_wrong_password_asks_for_a_pause);
    tcase_add_test(t, sequences);
    tcase_add_test(t, a_refused_port_asks_for_nothing);
    tcase_add_test(t, a_data_port_is_asked_for_and_announced);
    tcase_add_test(t, a_data_connection_that_does_not_come);
    tcase_add_test(t, abor_is_seen_while_the_session_waits_for_others);
    tcase_add_test(t, silence);
    tcase_add_test(t, a_lost_connection_ends_it_anywhere);
    tcase_add_test(t, the_end_of_the_stream_comes_after_the_last_command);
}

int
main(void)
{
    return kit_run_unit("ftp_session", fill);
}
