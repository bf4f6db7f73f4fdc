/* ftp://[user[:password]@]host[:port]/path, with %-escapes (RFC 1738 section 3.2, RFC 3986). */
#ifndef URL_H
#define URL_H

#include <stdbool.h>

struct url {
    /* owned, decoded, never NULL once parsed; free them with url_free() */
    char *user; /* "anonymous" when the URL names none */
    char *password;
    char *host;
    char *path; /* what follows the slash after the host: relative to where the login leads */
    char *text; /* the URL to show to people: as it was given, without the password */
    unsigned port;
};

/* Takes text apart.  False when it is no such URL; *why then says what is wrong, in words that need
 * not be freed, or is NULL when there was no memory.  u holds nothing then. */
bool url_parse(struct url *u, const char *text, const char **why);

/* The last component of the path: "" when it ends in a slash.  It lives as long as u does. */
const char *url_name(const struct url *u);

void url_free(struct url *u);

#endif
