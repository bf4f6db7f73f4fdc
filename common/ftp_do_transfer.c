/* Commands that use the data connection: RFC 959 section 4.1.3, RFC 3659. */
#include "ftp_do.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* REST counts for one command, and in bytes: with TYPE A it would count what is not there. */
static bool
take_restart(struct ftp_session *s, off_t *offset)
{
    *offset = s->restart;
    s->restart = 0;
    if (*offset > 0 && s->ascii)
        ftp_reply(&s->wire, 504, "REST works with TYPE I only.");
    return *offset == 0 || !s->ascii;
}

/* Begins to read so far behind the start; false when the file ends before that. */
static bool
skip(int file, off_t offset, off_t size)
{
    return offset == 0 || (offset <= size && lseek(file, offset, SEEK_SET) >= 0);
}

void
ftp_do_retr(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];
    struct stat st;
    off_t offset;
    int file;

    if (!take_restart(s, &offset) || !ftp_path(s, argument, path))
        return;
    file = store_open(s->service->root, path, &st);
    if (file < 0) {
        ftp_refuse(s, argument);
    } else if (!skip(file, offset, st.st_size)) {
        close(file);
        ftp_reply(&s->wire, 554, "The file is shorter than that.");
    } else {
        transfer_send_file(&s->transfer, file, st.st_size - offset, s->ascii);
        ftp_session_start_transfer(s, "Here it comes.");
    }
}

/* A new file, or a new one in the place of an old one: complete or not at all. */
static void
receive_whole(struct ftp_session *s, const char *path, const char *name, const char *text)
{
    int file;

    s->upload = store_upload_begin(s->service->root, path);
    file = s->upload == NULL ? -1 : fcntl(s->upload->file, F_DUPFD_CLOEXEC, 0);
    if (file < 0) {
        if (s->upload != NULL)
            store_upload_drop(s->upload);
        s->upload = NULL;
        ftp_refuse(s, name);
        return;
    }
    transfer_receive(&s->transfer, file, s->ascii);
    ftp_session_start_transfer(s, text);
}

/* In place nothing may be cut off or made before it is clear that bytes can come. */
static bool
has_port(struct ftp_session *s)
{
    if (s->data.way == FTP_DATA_NOWHERE)
        ftp_reply(&s->wire, 425, "Use EPSV, PASV, EPRT or PORT first.");
    return s->data.way != FTP_DATA_NOWHERE;
}

/* More for a file that is there: in place, as resuming needs. */
static void
receive_more(struct ftp_session *s, const char *path, const char *name, off_t offset)
{
    int file;

    if (!has_port(s))
        return;
    file = store_open_write(s->service->root, path, offset);
    if (file < 0 && errno == EINVAL && offset > 0) {
        ftp_reply(&s->wire, 554, "The file is shorter than that.");
    } else if (file < 0) {
        ftp_refuse(s, name);
    } else {
        transfer_receive(&s->transfer, file, s->ascii);
        s->cuts_off = offset >= 0;
        ftp_session_start_transfer(s, "Send the rest.");
    }
}

void
ftp_do_stor(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];
    off_t offset;

    if (!take_restart(s, &offset) || !ftp_path(s, argument, path))
        return;
    if (offset > 0)
        receive_more(s, path, argument, offset);
    else
        receive_whole(s, path, argument, "Send it.");
}

void
ftp_do_appe(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];

    s->restart = 0;
    if (ftp_path(s, argument, path))
        receive_more(s, path, argument, -1);
}

/* RFC 1123 section 4.1.2.9: the name chosen stands in the reply. */
void
ftp_do_stou(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];
    char name[32];
    char text[64];
    uint32_t number = 0;
    struct stat st;

    (void)argument;
    s->restart = 0;
    do {
        if (getentropy(&number, sizeof number) != 0) {
            ftp_refuse(s, "STOU");
            return;
        }
        snprintf(name, sizeof name, "unique-%08x", number);
        if (!ftp_path(s, name, path))
            return;
    } while (store_stat(s->service->root, path, &st) == 0);
    snprintf(text, sizeof text, "FILE: %s", name);
    receive_whole(s, path, name, text);
}

void
ftp_do_abor(struct ftp_session *s, const char *argument)
{
    (void)argument;
    ftp_data_end(&s->data);
    ftp_reply(&s->wire, 226, "Nothing is being transferred.");
}

/* LIST and NLST are often called as if they were ls: "-la name".  The flags change nothing here. */
static const char *
skip_flags(const char *argument)
{
    while (*argument == '-') {
        argument += strcspn(argument, " ");
        argument += strspn(argument, " ");
    }
    return argument;
}

static void
list(struct ftp_session *s, const char *asked, enum listing_form form)
{
    char path[STORE_PATH];
    struct listing_request request = {
        .root = s->service->root,
        .path = path,
        .asked = asked,
        .form = form,
        .facts = s->facts,
        .writable = s->service->writable,
        .only_below = form == LISTING_FACTS,
    };
    struct listing *listing;

    if (!ftp_path(s, asked, path))
        return;
    listing = listing_open(&request);
    if (listing == NULL && form == LISTING_FACTS && errno == ENOTDIR) {
        ftp_reply(&s->wire, 501, "MLSD lists directories; use MLST.");
    } else if (listing == NULL) {
        ftp_refuse(s, asked);
    } else {
        transfer_send_listing(&s->transfer, listing);
        ftp_session_start_transfer(s, "Here it comes.");
    }
}

void
ftp_do_list(struct ftp_session *s, const char *argument)
{
    list(s, skip_flags(argument), LISTING_LONG);
}

void
ftp_do_nlst(struct ftp_session *s, const char *argument)
{
    list(s, skip_flags(argument), LISTING_NAMES);
}

void
ftp_do_mlsd(struct ftp_session *s, const char *argument)
{
    list(s, argument, LISTING_FACTS);
}
