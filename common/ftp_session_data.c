/* The server's side of one FTP session: the data connection and the transfer over it. */
#include "ftp_address.h"
#include "ftp_do.h"
#include "ftp_session.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void
ftp_session_ask_listener(struct ftp_session *s, bool extended)
{
    ftp_data_end(&s->data);
    s->extended = extended;
    s->state = FTP_WANTS_LISTENER;
}

void
ftp_session_listening(struct ftp_session *s, int listener)
{
    char text[FTP_ADDRESS_TEXT];
    union net_address at;

    s->state = FTP_WANTS_COMMAND;
    if (listener < 0) {
        ftp_reply(&s->wire, 425, "No data port: %s.", strerror(errno));
        return;
    }
    s->data.way = FTP_DATA_ACCEPT;
    s->data.listener = listener;
    s->data.peer = s->peer;
    at = net_local(listener);
    if (s->extended)
        ftp_reply(&s->wire, 229, "Entering Extended Passive Mode (|||%u|)", net_port(&at));
    else
        ftp_reply(&s->wire, 227, "Entering Passive Mode (%s)", ftp_address_write_port(&at, text));
}

void
ftp_session_drop_transfer(struct ftp_session *s)
{
    transfer_end(&s->transfer);
    if (s->upload != NULL)
        store_upload_drop(s->upload);
    s->upload = NULL;
    s->cuts_off = false;
}

void
ftp_session_start_transfer(struct ftp_session *s, const char *text)
{
    if (s->data.way == FTP_DATA_NOWHERE) {
        ftp_session_drop_transfer(s);
        ftp_reply(&s->wire, 425, "Use EPSV, PASV, EPRT or PORT first.");
        return;
    }
    s->state = FTP_WANTS_CONNECTION;
    ftp_reply(&s->wire, 150, "%s", text);
}

void
ftp_session_end_transfer(struct ftp_session *s, int code, const char *text)
{
    ftp_session_log(s, "%lld bytes, %d %s", (long long)s->transfer.moved, code, text);
    ftp_session_drop_transfer(s);
    ftp_data_end(&s->data);
    s->state = FTP_WANTS_COMMAND;
    ftp_reply(&s->wire, code, "%s", text);
}

void
ftp_session_connected(struct ftp_session *s, bool connected)
{
    int file = s->transfer.file;

    if (!connected)
        ftp_session_end_transfer(s, 425, "The data connection did not come about.");
    else if (s->cuts_off && ftruncate(file, lseek(file, 0, SEEK_CUR)) != 0)
        ftp_session_end_transfer(s, 451, strerror(errno));
    else
        s->state = FTP_WANTS_MOVE;
}

static void
transfer_failed(struct ftp_session *s)
{
    if (s->transfer.fault == TRANSFER_SOCKET)
        ftp_session_end_transfer(s, 426, "The data connection broke.");
    else if (s->transfer.error == ENOSPC || s->transfer.error == EDQUOT)
        ftp_session_end_transfer(s, 452, "No space left for the file.");
    else
        ftp_session_end_transfer(s, 451, strerror(s->transfer.error));
}

static void
transfer_done(struct ftp_session *s)
{
    struct store_upload *upload = s->upload;

    s->upload = NULL;
    if (upload == NULL || store_upload_keep(upload) == 0)
        ftp_session_end_transfer(s, 226, "Done.");
    else
        ftp_session_end_transfer(s, errno == ENOSPC || errno == EDQUOT ? 452 : 451,
                                 strerror(errno));
}

enum step
ftp_session_move(struct ftp_session *s, size_t budget)
{
    enum step result = transfer_step(&s->transfer, s->data.socket, budget);

    if (result == STEP_DONE)
        transfer_done(s);
    else if (result == STEP_FAILED)
        transfer_failed(s);
    return result;
}
