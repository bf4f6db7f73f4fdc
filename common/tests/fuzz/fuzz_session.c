/* A whole session at the server: the client says anything, in any pieces; data connections come,
 * break and stand still as they like.  Each reply is one, nothing leaks, nothing outside the root
 * is touched, and the session never goes round without moving on. */
#include "ftp_reply.h"
#include "ftp_session.h"
#include "fuzz.h"
#include "scene.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_STEPS = 100 * 1000, PIECE = 1000 };

struct meeting {
    struct ftp_session session;
    struct script script;
    struct ftp_wire client; /* reads the replies */
    struct ftp_reply reply;
    int data;      /* the client's end of the data connection, or -1 */
    int listener;  /* stands for every data port */
    unsigned sent; /* pieces of an upload */
};

static void
hear_line(struct meeting *m)
{
    enum ftp_reply_result result;
    char *line;

    while (linebuf_take(&m->client.in, &line) == LINEBUF_LINE) {
        result = ftp_reply_read(&m->reply, line);
        must(result != FTP_REPLY_BAD);
        if (result == FTP_REPLY_WHOLE)
            m->reply = (struct ftp_reply){0};
    }
}

/* The client reads some of what the server says. */
static void
flush(struct meeting *m)
{
    struct buffer *out = &m->session.wire.out;
    size_t length = buffer_length(out), room;
    char *to = linebuf_room(&m->client.in, &room);
    size_t n = script_rarely(&m->script) ? 1 : length < room ? length : room;

    must(to != NULL && room > 0);
    memcpy(to, buffer_bytes(out), n);
    linebuf_received(&m->client.in, n);
    buffer_taken(out, n);
    hear_line(m);
    if (script_rarely(&m->script))
        ftp_session_timed_out(&m->session);
}

/* The client says its next piece, or hangs up when it has said all. */
static void
say(struct meeting *m)
{
    struct ftp_wire *w = &m->session.wire;
    size_t left = (size_t)(m->script.text_end - m->script.text), room, n;
    char *to;

    if (!ftp_wire_has_room(w))
        return;
    if (left == 0) {
        w->ended = true;
        return;
    }
    to = linebuf_room(&w->in, &room);
    must(to != NULL && room > 0);
    n = script_rarely(&m->script) ? 1 + script_choose(&m->script, 20) : left;
    n = n < left ? n : left;
    n = n < room ? n : room;
    memcpy(to, m->script.text, n);
    m->script.text += n;
    linebuf_received(&w->in, n);
}

static void
hang_up_data(struct meeting *m)
{
    net_close(&m->data);
    m->sent = 0;
}

static void
connect_data(struct meeting *m)
{
    struct ftp_data *d = &m->session.data;
    int ends[2];

    switch (script_choose(&m->script, 8)) {
    case 7:
        ftp_session_connected(&m->session, false);
        break;
    case 6:
        ftp_session_timed_out(&m->session);
        break;
    case 5:
        say(m);
        break;
    default:
        scene_connect(ends);
        hang_up_data(m);
        net_close(&d->listener);
        d->socket = ends[0];
        m->data = ends[1];
        ftp_session_connected(&m->session, true);
    }
}

/* What the client does at its end of the data connection. */
static void
use_data(struct meeting *m, enum ftp_need need)
{
    char bytes[PIECE];

    if (need == FTP_NEED_SEND) {
        (void)!read(m->data, bytes, sizeof bytes);
    } else if (m->sent++ < 1 + script_choose(&m->script, 4)) {
        memset(bytes, m->sent % 3 == 0 ? '\n' : '\r', sizeof bytes);
        (void)!send(m->data, bytes, sizeof bytes - m->sent, MSG_NOSIGNAL);
    } else {
        shutdown(m->data, SHUT_WR);
    }
}

static void
move_data(struct meeting *m, enum ftp_need need)
{
    switch (script_choose(&m->script, 16)) {
    case 15:
        hang_up_data(m);
        break;
    case 14:
        ftp_session_timed_out(&m->session);
        return;
    case 13:
        say(m);
        return;
    }
    if (m->data >= 0)
        use_data(m, need);
    ftp_session_move(&m->session, script_rarely(&m->script) ? 1 : PIECE * 1000);
}

static void
answer(struct meeting *m, enum ftp_need need)
{
    switch (need) {
    case FTP_NEED_FLUSH:
        flush(m);
        break;
    case FTP_NEED_INPUT:
        hang_up_data(m);
        if (script_choose(&m->script, 32) == 31)
            ftp_session_timed_out(&m->session);
        else
            say(m);
        break;
    case FTP_NEED_PAUSE:
        ftp_session_paused(&m->session);
        break;
    case FTP_NEED_LISTENER:
        errno = EMFILE;
        ftp_session_listening(&m->session, script_rarely(&m->script) ? -1 : dup(m->listener));
        break;
    case FTP_NEED_DATA:
        connect_data(m);
        break;
    case FTP_NEED_SEND:
    case FTP_NEED_RECEIVE:
        move_data(m, need);
        break;
    case FTP_NEED_CLOSE:
        break;
    }
}

static int
any_listener(const union net_address *local)
{
    static int listener = -1;

    if (listener < 0)
        listener = net_listen_data(local, 0, 0, SOCK_NONBLOCK);
    must(listener >= 0);
    return listener;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ftp_user user = {"u", "*"}; /* no password fits */
    struct ftp_service service = {
        .anonymous = true, .idle_timeout = 1, .users = &user, .user_count = 1};
    struct meeting m = {.script = script_of(data, size), .data = -1};
    union net_address local, peer;
    enum ftp_need need;
    unsigned steps = 0;

    must(net_address(&local, "127.0.0.1", 0) && net_address(&peer, "127.0.0.1", 12345));
    m.listener = any_listener(&local);
    service.root = scene_begin();
    service.writable = !script_rarely(&m.script);
    ftp_session_begin(&m.session, &service, &local, &peer);
    while ((need = ftp_session_next(&m.session)) != FTP_NEED_CLOSE) {
        must(ftp_session_next(&m.session) == need);
        must(ftp_session_patience(&m.session) > 0);
        must(steps++ < MOST_STEPS);
        answer(&m, need);
    }
    ftp_session_end(&m.session);
    hang_up_data(&m);
    ftp_wire_free(&m.client);
    scene_end();
    return 0;
}
