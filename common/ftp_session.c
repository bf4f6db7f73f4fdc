/* The server's side of one FTP session: commands, and what is needed next.  This file and
 * ftp_session_data.c have every change of its state. */
#include "ftp_session.h"

#include "ftp_command.h"
#include "ftp_do.h"
#include "terminal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FAILURES = 3 }; /* wrong passwords after which we hang up */

void
ftp_session_begin(struct ftp_session *s, const struct ftp_service *service,
                  const union net_address *local, const union net_address *peer)
{
    memset(s, 0, sizeof *s);
    s->service = service;
    s->local = *local;
    s->peer = *peer;
    s->ascii = true;
    s->facts = FACT_ALL;
    ftp_data_begin(&s->data);
    ftp_session_log(s, "connected");
    ftp_reply(&s->wire, 220, "Service ready.");
}

/* Commands.  One line makes one call of a handler. */

static void
refuse_or_do(struct ftp_session *s, const struct ftp_verb *verb, const char *argument)
{
    if (verb == NULL)
        ftp_reply(&s->wire, 500, "Unknown command.");
    else if (verb->rules & FTP_ABSENT)
        ftp_reply(&s->wire, 502, "%s is not implemented here.", verb->name);
    else if (!s->logged_in && !(verb->rules & FTP_ANYTIME))
        ftp_reply(&s->wire, 530, "Log in first, with USER and PASS.");
    else if (!ftp_command_is_clean(argument))
        ftp_reply(&s->wire, 501, "Control characters are not allowed.");
    else if ((verb->rules & FTP_ARGUMENT) && *argument == '\0')
        ftp_reply(&s->wire, 501, "Syntax: %s", verb->syntax);
    else if ((verb->rules & FTP_WRITES) && !s->service->writable)
        ftp_reply(&s->wire, 550, "This server is read-only.");
    else
        verb->handle(s, argument);
}

static void
obey(struct ftp_session *s, char *line)
{
    struct ftp_command command = ftp_command_parse(line);
    bool secret = strcmp(command.verb, "PASS") == 0;

    ftp_session_log(s, "> %s", secret ? "PASS (hidden)" : line);
    s->may_rename = s->renaming; /* RNFR counts for the very next command only */
    s->renaming = false;
    refuse_or_do(s, ftp_verb_find(command.verb), command.argument);
    if (secret)
        explicit_bzero(line, strlen(line));
}

/* Takes the next line that waits; false when there is none. */
static bool
take_command(struct ftp_session *s)
{
    char *line;

    switch (linebuf_take(&s->wire.in, &line)) {
    case LINEBUF_NONE:
        return false;
    case LINEBUF_TOO_LONG:
        ftp_session_log(s, "> (a line that is too long)");
        ftp_reply(&s->wire, 500, "Line too long.");
        return true;
    case LINEBUF_LINE:
        obey(s, line);
        return true;
    }
    return false;
}

/* During a transfer ABOR is looked for among the lines that wait, and so is the end of the stream:
 * with no QUIT before it, it means the same (RFC 959 section 4.1.3 and 5.1). */
static bool
must_abort(const struct ftp_session *s)
{
    return linebuf_holds(&s->wire.in, "ABOR") || (s->wire.ended && !linebuf_ready(&s->wire.in));
}

/* Other changes of state. */

void
ftp_session_send_status(struct ftp_session *s)
{
    s->state = FTP_WANTS_ROOM;
}

static void
go_on_with_status(struct ftp_session *s)
{
    struct buffer lines = {0};
    enum listing_result result = listing_produce(s->status, &lines);

    ftp_reply_add_lines(&s->wire, buffer_bytes(&lines), buffer_length(&lines));
    buffer_free(&lines);
    if (result == LISTING_MORE)
        return;
    listing_close(s->status);
    s->status = NULL;
    s->state = FTP_WANTS_COMMAND;
    ftp_reply(&s->wire, 213, result == LISTING_END ? "End." : "End, incomplete.");
}

void
ftp_session_pause(struct ftp_session *s)
{
    s->state = FTP_WANTS_PAUSE;
}

void
ftp_session_paused(struct ftp_session *s)
{
    s->state = FTP_WANTS_COMMAND;
    s->failures++;
    ftp_session_log(s, "wrong password for %s", s->user);
    ftp_session_log_out(s);
    ftp_reply(&s->wire, 530, "Wrong name or password.");
    if (s->failures >= MOST_FAILURES)
        ftp_session_hang_up(s);
}

void
ftp_session_log_out(struct ftp_session *s)
{
    free(s->user);
    free(s->directory);
    free(s->rename_from);
    s->user = s->directory = s->rename_from = NULL;
    s->logged_in = s->renaming = s->epsv_only = false;
    s->ascii = true;
    s->restart = 0;
    ftp_data_end(&s->data);
}

void
ftp_session_hang_up(struct ftp_session *s)
{
    s->state = FTP_WANTS_CLOSE;
}

void
ftp_session_timed_out(struct ftp_session *s)
{
    if (buffer_length(&s->wire.out) > 0) /* it does not even read what we say */
        ftp_wire_lose(&s->wire);
    else if (s->state == FTP_WANTS_CONNECTION)
        ftp_session_connected(s, false);
    else if (s->state == FTP_WANTS_MOVE)
        ftp_session_end_transfer(s, 426, "The data connection stood still for too long.");
    else {
        ftp_reply(&s->wire, 421, "Nothing came for too long. Goodbye.");
        ftp_session_hang_up(s);
    }
}

double
ftp_session_patience(const struct ftp_session *s)
{
    double patience = s->service->idle_timeout;

    if (s->state == FTP_WANTS_CONNECTION && patience > FTP_DATA_PATIENCE)
        return FTP_DATA_PATIENCE;
    return patience;
}

/* Which of the three a transfer waits for. */
static enum ftp_need
need_of_transfer(struct ftp_session *s)
{
    if (s->state == FTP_WANTS_CONNECTION)
        return FTP_NEED_DATA;
    if (s->transfer.kind == TRANSFER_RECEIVE || s->transfer.kind == TRANSFER_RECEIVE_LINES)
        return FTP_NEED_RECEIVE;
    return FTP_NEED_SEND;
}

enum ftp_need
ftp_session_next(struct ftp_session *s)
{
    while (!s->wire.lost) {
        if (buffer_length(&s->wire.out) > 0)
            return FTP_NEED_FLUSH;
        switch (s->state) {
        case FTP_WANTS_COMMAND:
            if (!take_command(s))
                return s->wire.ended ? FTP_NEED_CLOSE : FTP_NEED_INPUT;
            break;
        case FTP_WANTS_PAUSE:
            return FTP_NEED_PAUSE;
        case FTP_WANTS_LISTENER:
            return FTP_NEED_LISTENER;
        case FTP_WANTS_CONNECTION:
        case FTP_WANTS_MOVE:
            if (!must_abort(s))
                return need_of_transfer(s);
            ftp_session_end_transfer(s, 426, "The transfer was aborted.");
            break;
        case FTP_WANTS_ROOM:
            go_on_with_status(s);
            break;
        case FTP_WANTS_CLOSE:
            return FTP_NEED_CLOSE;
        }
    }
    return FTP_NEED_CLOSE;
}

void
ftp_session_end(struct ftp_session *s)
{
    ftp_session_log(s, "closed");
    ftp_session_drop_transfer(s);
    listing_close(s->status);
    s->status = NULL;
    ftp_session_log_out(s);
    ftp_wire_free(&s->wire);
}

void
ftp_session_log(const struct ftp_session *s, const char *format, ...)
{
    char peer[NET_TEXT];
    char text[256];
    va_list arguments;

    if (!s->service->verbose)
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    terminal_tame_text(text);
    fprintf(stderr, "%s %s\n", net_text(&s->peer, peer), text);
}
