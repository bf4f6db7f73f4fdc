/* URLs of files on FTP servers. */
#include "url.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FTP_STANDARD_PORT = 21 };

static int
hex_value(char digit)
{
    return isdigit((unsigned char)digit) ? digit - '0' : tolower((unsigned char)digit) - 'a' + 10;
}

/* A copy of text[0..length) with its %-escapes decoded.  NULL with *why when it holds what no
 * command of FTP may carry. */
static char *
decode(const char *text, size_t length, const char **why)
{
    char *decoded = malloc(length + 1);
    char *out = decoded;

    *why = NULL;
    for (size_t i = 0; decoded != NULL && i < length; i++) {
        unsigned char byte = (unsigned char)text[i];

        if (byte == '%') {
            if (i + 2 >= length || !isxdigit((unsigned char)text[i + 1]) ||
                !isxdigit((unsigned char)text[i + 2])) {
                *why = "% must be followed by two hexadecimal digits";
                free(decoded);
                return NULL;
            }
            byte = (unsigned char)(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        }
        if (byte < ' ' || byte == 127) {
            *why = "control characters are not allowed";
            free(decoded);
            return NULL;
        }
        *out++ = (char)byte;
    }
    if (decoded != NULL)
        *out = '\0';
    return decoded;
}

/* "user:password", before the @ */
static bool
parse_login(struct url *u, const char *from, const char *end, const char **why)
{
    const char *colon = memchr(from, ':', (size_t)(end - from));
    const char *user_end = colon == NULL ? end : colon;

    u->user = decode(from, (size_t)(user_end - from), why);
    if (u->user == NULL)
        return false;
    from = colon == NULL ? end : colon + 1;
    u->password = decode(from, (size_t)(end - from), why);
    return u->password != NULL;
}

/* "host:port" or "[::1]:port" */
static bool
parse_host(struct url *u, const char *from, const char *end, const char **why)
{
    bool brackets = from < end && *from == '[';
    const char *host_end;
    char *digits_end;

    from += brackets;
    host_end = memchr(from, brackets ? ']' : ':', (size_t)(end - from));
    if (brackets && host_end == NULL) {
        *why = "the bracket of the host is not closed";
        return false;
    }
    if (host_end == NULL)
        host_end = end;
    u->host = decode(from, (size_t)(host_end - from), why);
    if (u->host == NULL)
        return false;
    *why = u->host[0] == '\0' ? "the host is missing" : "the port must be a number up to 65535";
    from = host_end + brackets;
    u->port = FTP_STANDARD_PORT;
    if (u->host[0] == '\0' || from == end || (*from == ':' && from + 1 == end))
        return u->host[0] != '\0';
    if (*from != ':' || !isdigit((unsigned char)from[1]))
        return false;
    u->port = (unsigned)strtoul(from + 1, &digits_end, 10);
    return digits_end == end && end - from <= 6 && u->port > 0 && u->port <= 65535;
}

/* The URL without what stands between the user's name and the @. */
static bool
make_text(struct url *u, const char *text, const char *login, const char *at)
{
    const char *colon = at == NULL ? NULL : memchr(login, ':', (size_t)(at - login));

    u->text = malloc(strlen(text) + 1);
    if (u->text == NULL)
        return false;
    if (colon == NULL)
        strcpy(u->text, text);
    else
        sprintf(u->text, "%.*s%s", (int)(colon - text), text, at);
    return true;
}

static bool
parse(struct url *u, const char *text, const char **why)
{
    const char *login = text + strlen("ftp://");
    const char *slash, *at;

    if (strncasecmp(text, "ftp://", strlen("ftp://")) != 0) {
        *why = "a URL starts with ftp://";
        return false;
    }
    slash = login + strcspn(login, "/");
    at = memrchr(login, '@', (size_t)(slash - login));
    if (at != NULL && !parse_login(u, login, at, why))
        return false;
    if (!parse_host(u, at == NULL ? login : at + 1, slash, why))
        return false;
    if (at == NULL) {
        u->user = strdup("anonymous");
        u->password = strdup("anonymous@");
    }
    slash += *slash == '/';
    u->path = decode(slash, strlen(slash), why);
    if (u->path == NULL)
        return false;
    *why = NULL;
    return u->user != NULL && u->password != NULL && make_text(u, text, login, at);
}

bool
url_parse(struct url *u, const char *text, const char **why)
{
    *u = (struct url){0};
    if (parse(u, text, why))
        return true;
    url_free(u);
    return false;
}

const char *
url_name(const struct url *u)
{
    const char *slash = strrchr(u->path, '/');

    return slash == NULL ? u->path : slash + 1;
}

void
url_free(struct url *u)
{
    free(u->user);
    free(u->password);
    free(u->host);
    free(u->path);
    free(u->text);
    *u = (struct url){0};
}
