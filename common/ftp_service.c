/* What all sessions of a server share, and who may log in. */
#include "ftp_service.h"

#include "net.h"

#include <crypt.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool
add_user(struct ftp_service *service, char *line)
{
    struct ftp_user *users = reallocarray(service->users, service->user_count + 1, sizeof *users);
    char *colon = strchr(line, ':');
    struct ftp_user *u;

    if (users == NULL)
        return false;
    service->users = users;
    u = &users[service->user_count];
    u->name = strndup(line, (size_t)(colon - line));
    u->hash = strdup(colon + 1);
    service->user_count++;
    return u->name != NULL && u->hash != NULL;
}

/* What is wrong with a line of the file, or NULL. */
static const char *
complaint(const char *line)
{
    const char *colon = strchr(line, ':');

    if (colon == NULL || colon == line)
        return "expected name:hash";
    if (colon[1] == '\0' || strchr(colon + 1, ':') != NULL)
        return "the hash must be one field, as crypt(3) writes it";
    return NULL;
}

static bool
read_lines(struct ftp_service *service, const char *file, FILE *in)
{
    char *line = NULL;
    size_t size = 0;
    const char *wrong = NULL;

    for (int number = 1; wrong == NULL && getline(&line, &size, in) >= 0; number++) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '\0' || line[0] == '#')
            continue;
        wrong = complaint(line);
        if (wrong == NULL && !add_user(service, line))
            wrong = "out of memory";
        if (wrong != NULL)
            fprintf(stderr, "ftp_server: %s:%d: %s\n", file, number, wrong);
    }
    free(line);
    if (wrong == NULL && ferror(in)) {
        wrong = strerror(errno);
        fprintf(stderr, "ftp_server: %s: %s\n", file, wrong);
    }
    return wrong == NULL;
}

bool
ftp_service_read_users(struct ftp_service *service, const char *file)
{
    FILE *in = fopen(file, "re");
    bool good;

    if (in == NULL) {
        fprintf(stderr, "ftp_server: %s: %s\n", file, strerror(errno));
        return false;
    }
    good = read_lines(service, file, in);
    fclose(in);
    return good;
}

static const struct ftp_user *
find_user(const struct ftp_service *service, const char *name)
{
    for (size_t i = 0; i < service->user_count; i++)
        if (strcmp(service->users[i].name, name) == 0)
            return &service->users[i];
    return NULL;
}

/* Looks at every byte, so that the time does not tell how many of them were right. */
static bool
same_bytes(const char *a, const char *b)
{
    size_t length = strlen(a);
    unsigned char difference = 0;

    if (strlen(b) != length)
        return false;
    for (size_t i = 0; i < length; i++)
        difference |= (unsigned char)(a[i] ^ b[i]);
    return difference == 0;
}

static enum ftp_admission
check_password(const struct ftp_user *user, const char *password)
{
    struct crypt_data *data = calloc(1, sizeof *data); /* 32 KiB: too much for a thread's stack */
    enum ftp_admission result = FTP_REFUSED;
    const char *hash;

    if (data == NULL)
        return FTP_CANNOT_TELL;
    errno = 0;
    hash = crypt_r(password, user->hash, data);
    if (hash == NULL || hash[0] == '*')
        result = errno == ENOMEM ? FTP_CANNOT_TELL : FTP_REFUSED;
    else if (same_bytes(hash, user->hash))
        result = FTP_ADMITTED;
    explicit_bzero(data, sizeof *data);
    free(data);
    return result;
}

/* "!" and the like are no hash, so that no password fits. */
static bool
is_locked(const struct ftp_user *user)
{
    return crypt_checksalt(user->hash) == CRYPT_SALT_INVALID;
}

/* Takes as long as a wrong password. */
static enum ftp_admission
refuse_slowly(const struct ftp_service *service, const char *password)
{
    size_t i = 0;

    while (i < service->user_count && is_locked(&service->users[i]))
        i++;
    if (i < service->user_count && check_password(&service->users[i], password) == FTP_CANNOT_TELL)
        return FTP_CANNOT_TELL;
    return FTP_REFUSED;
}

enum ftp_admission
ftp_service_admits(const struct ftp_service *service, const char *name, const char *password)
{
    const struct ftp_user *user = find_user(service, name);

    if (service->anonymous && (strcasecmp(name, "anonymous") == 0 || strcasecmp(name, "ftp") == 0))
        return FTP_ADMITTED;
    if (user == NULL || is_locked(user))
        return refuse_slowly(service, password);
    return check_password(user, password);
}

void
ftp_service_end(struct ftp_service *service)
{
    for (size_t i = 0; i < service->user_count; i++) {
        free(service->users[i].name);
        free(service->users[i].hash);
    }
    free(service->users);
    service->users = NULL;
    service->user_count = 0;
    net_close(&service->root);
}
