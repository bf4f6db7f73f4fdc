/* Commands that say who one is and where one stands: RFC 959 section 4.1.1. */
#include "ftp_do.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void
ftp_do_user(struct ftp_session *s, const char *argument)
{
    ftp_session_log_out(s);
    s->user = strdup(argument);
    if (s->user == NULL)
        ftp_reply(&s->wire, 451, "Out of memory.");
    else
        ftp_reply(&s->wire, 331, "Password, please.");
}

void
ftp_do_pass(struct ftp_session *s, const char *argument)
{
    if (s->logged_in) {
        ftp_reply(&s->wire, 230, "You are logged in already.");
        return;
    }
    if (s->user == NULL) {
        ftp_reply(&s->wire, 503, "USER comes first.");
        return;
    }
    switch (ftp_service_admits(s->service, s->user, argument)) {
    case FTP_ADMITTED:
        s->logged_in = true;
        ftp_reply(&s->wire, 230, "Welcome.");
        break;
    case FTP_REFUSED:
        ftp_session_pause(s);
        break;
    case FTP_CANNOT_TELL:
        ftp_reply(&s->wire, 451, "Out of memory.");
        break;
    }
}

void
ftp_do_acct(struct ftp_session *s, const char *argument)
{
    (void)argument;
    ftp_reply(&s->wire, 202, "No account is needed here.");
}

void
ftp_do_rein(struct ftp_session *s, const char *argument)
{
    (void)argument;
    ftp_session_log_out(s);
    s->facts = FACT_ALL;
    ftp_reply(&s->wire, 220, "Service ready for a new user.");
}

void
ftp_do_quit(struct ftp_session *s, const char *argument)
{
    (void)argument;
    ftp_reply(&s->wire, 221, "Goodbye.");
    ftp_session_hang_up(s);
}

static const char *
directory(const struct ftp_session *s)
{
    return s->directory == NULL ? "/" : s->directory;
}

bool
ftp_path(struct ftp_session *s, const char *argument, char *path)
{
    if (store_path(path, directory(s), argument) == 0)
        return true;
    ftp_reply(&s->wire, 550, "%s.", strerror(errno));
    return false;
}

void
ftp_refuse(struct ftp_session *s, const char *name)
{
    switch (errno) {
    case ENOSPC:
    case EDQUOT:
        ftp_reply(&s->wire, 452, "%s: %s.", name, strerror(errno));
        break;
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case EIO:
        ftp_reply(&s->wire, 451, "%s: %s.", name, strerror(errno));
        break;
    case EXDEV: /* a link that leads out: what is there is nobody's business */
        errno = EACCES;
        /* fall through */
    default:
        ftp_reply(&s->wire, 550, "%s: %s.", name,
                  errno == ENXIO ? "Not a regular file" : strerror(errno));
    }
}

void
ftp_reply_path(struct ftp_session *s, const char *path, const char *what)
{
    char quoted[2 * STORE_PATH];
    char *out = quoted;

    for (; *path != '\0'; path++) {
        if (*path == '"')
            *out++ = '"';
        *out++ = *path;
    }
    *out = '\0';
    ftp_reply(&s->wire, 257, "\"%s\" %s", quoted, what);
}

void
ftp_do_cwd(struct ftp_session *s, const char *argument)
{
    char path[STORE_PATH];
    char *kept;
    DIR *there;

    if (!ftp_path(s, argument, path))
        return;
    there = store_open_directory(s->service->root, path);
    kept = there == NULL ? NULL : strdup(path);
    if (kept == NULL) {
        ftp_refuse(s, argument);
    } else {
        free(s->directory);
        s->directory = kept;
        ftp_reply(&s->wire, 250, "Directory changed.");
    }
    if (there != NULL)
        closedir(there);
}

void
ftp_do_cdup(struct ftp_session *s, const char *argument)
{
    (void)argument;
    ftp_do_cwd(s, "..");
}

void
ftp_do_pwd(struct ftp_session *s, const char *argument)
{
    (void)argument;
    ftp_reply_path(s, directory(s), "is the current directory.");
}
