/* A whole dialogue at the client: the server says anything, in any pieces; data connections come,
 * break and stand still as they like.  Nothing leaks, and a download stands under its own name only
 * when all is well and its size is the one that was said. */
#include "ftp_dialogue.h"
#include "fuzz.h"
#include "scene.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_STEPS = 100 * 1000, PIECE = 1000 };

struct meeting {
    struct ftp_dialogue dialogue;
    struct ftp_job job;
    struct script script;
    int data;      /* the server's end of the data connection, or -1 */
    unsigned sent; /* pieces of a download */
};

/* The server reads some of what the client says: whole lines in the end. */
static void
flush(struct meeting *m)
{
    struct buffer *out = &m->dialogue.wire.out;
    const char *bytes = buffer_bytes(out);
    size_t length = buffer_length(out);

    must(memchr(bytes, '\n', length) == bytes + length - 1 && memchr(bytes, '\0', length) == NULL);
    buffer_taken(out, length);
}

/* The server says its next piece, or hangs up when it has said all. */
static void
say(struct meeting *m)
{
    struct ftp_wire *w = &m->dialogue.wire;
    size_t left = (size_t)(m->script.text_end - m->script.text), room, n;
    char *to;

    if (left == 0 || !ftp_wire_has_room(w)) {
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
connect_data(struct meeting *m)
{
    struct ftp_data *d = &m->dialogue.data;
    int ends[2];

    switch (script_choose(&m->script, 8)) {
    case 7:
        ftp_dialogue_connected(&m->dialogue, false);
        break;
    case 6:
        ftp_dialogue_timed_out(&m->dialogue);
        break;
    default:
        scene_connect(ends);
        net_close(&m->data);
        net_close(&d->listener);
        d->socket = ends[0];
        m->data = ends[1];
        m->sent = 0;
        ftp_dialogue_connected(&m->dialogue, true);
    }
}

static void
move_data(struct meeting *m, enum ftp_need need)
{
    char bytes[PIECE] = "data\r\n";

    if (script_choose(&m->script, 16) == 15)
        net_close(&m->data);
    if (m->data >= 0 && need == FTP_NEED_SEND)
        (void)!read(m->data, bytes, sizeof bytes);
    else if (m->data >= 0 && m->sent++ < script_choose(&m->script, 4))
        (void)!send(m->data, bytes, 1 + script_choose(&m->script, 200), MSG_NOSIGNAL);
    else if (m->data >= 0)
        shutdown(m->data, SHUT_WR);
    if (script_rarely(&m->script))
        ftp_dialogue_timed_out(&m->dialogue);
    else
        ftp_dialogue_move(&m->dialogue, PIECE);
}

static void
answer(struct meeting *m, enum ftp_need need)
{
    switch (need) {
    case FTP_NEED_FLUSH:
        flush(m);
        break;
    case FTP_NEED_INPUT:
        if (script_choose(&m->script, 32) == 31)
            ftp_dialogue_timed_out(&m->dialogue);
        else
            say(m);
        break;
    case FTP_NEED_LISTENER:
        errno = EMFILE;
        ftp_dialogue_listening(&m->dialogue,
                               script_rarely(&m->script)
                                   ? -1
                                   : net_listen_data(&m->dialogue.local, 0, 0, SOCK_NONBLOCK));
        break;
    case FTP_NEED_DATA:
        connect_data(m);
        break;
    case FTP_NEED_SEND:
    case FTP_NEED_RECEIVE:
        move_data(m, need);
        break;
    case FTP_NEED_PAUSE:
    case FTP_NEED_CLOSE:
        must(!"a dialogue needs no pause");
    }
}

static void
begin_job(struct meeting *m, int root)
{
    static const char *const urls[] = {"ftp://h/got", "ftp://u:p@h/d/up", "ftp://h/d%20e/"};
    const char *why;

    m->job = (struct ftp_job){.kind = script_choose(&m->script, 3),
                              .directory = root,
                              .file = -1,
                              .local = scene_path("sub/b"),
                              .resume = script_choose(&m->script, 2),
                              .active = script_choose(&m->script, 2),
                              .long_listing = script_choose(&m->script, 2)};
    must(url_parse(&m->job.url, urls[m->job.kind], &why));
    if (m->job.kind == FTP_GET && script_choose(&m->script, 2) == 1) {
        int part = openat(root, "got.part", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

        must(part >= 0 && write(part, "data\r\n", 6) == 6);
        close(part);
    }
    must(ftp_job_begin(&m->job));
    if (m->job.kind == FTP_LIST) { /* not onto our own stdout */
        close(m->job.file);
        m->job.file = open("/dev/null", O_WRONLY | O_CLOEXEC);
    }
}

static void
check_job(const struct ftp_job *job, int root)
{
    struct stat st;
    bool named = fstatat(root, "got", &st, AT_SYMLINK_NOFOLLOW) == 0;
    bool good = job->error[0] == '\0';

    must(job->state == (good ? FTP_JOB_DONE : FTP_JOB_FAILED));
    must(named == (good && job->kind == FTP_GET));
    must(!named || job->total < 0 || st.st_size == job->total);
    must(!named || fstatat(root, "got.part", &st, AT_SYMLINK_NOFOLLOW) != 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct meeting m = {.script = script_of(data, size), .data = -1};
    union net_address local, peer;
    int root = scene_begin();
    enum ftp_need need;
    unsigned steps = 0;

    must(net_address(&local, "127.0.0.1", 0) && net_address(&peer, "127.0.0.1", 21));
    begin_job(&m, root);
    ftp_dialogue_begin(&m.dialogue, &m.job, 30, &local, &peer);
    while ((need = ftp_dialogue_next(&m.dialogue)) != FTP_NEED_CLOSE) {
        must(ftp_dialogue_next(&m.dialogue) == need);
        must(steps++ < MOST_STEPS);
        answer(&m, need);
    }
    ftp_dialogue_end(&m.dialogue);
    net_close(&m.data);
    check_job(&m.job, root);
    ftp_job_end(&m.job);
    scene_end();
    return 0;
}
