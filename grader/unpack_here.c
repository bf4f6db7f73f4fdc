/* unpack_here.c: unpacks an archive with libarchive: regular files within bounds, nothing else. */
#include "unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* No honest submission comes near these. */
#define MEMBERS_MAX  2000
#define MEMBER_MAX   (16 << 20)
#define TOTAL_MAX    (64 << 20)
#define DEPTH_MAX    12
#define NAME_MAX_    1000
#define NO_DIRECTORY "its directory cannot be made"
#define LEADS_OUT    "a name that leads out of the archive"

struct unpacking {
    struct archive *archive;
    size_t members;
    la_int64_t total;
};

/* Why a member is not unpacked; NULL when it is. */
static const char *
refusal(struct archive_entry *e, const char *name)
{
    if (archive_entry_hardlink(e) != NULL)
        return "a link to another file";
    switch (archive_entry_filetype(e)) {
    case AE_IFREG:
    case AE_IFDIR:
        break;
    case AE_IFLNK:
        return "a symbolic link";
    case AE_IFIFO:
        return "a named pipe";
    case AE_IFSOCK:
        return "a socket";
    default:
        return "a device";
    }
    if (name[0] == '/')
        return LEADS_OUT;
    if (strlen(name) > NAME_MAX_)
        return "a name of more than 1000 bytes";
    return archive_entry_is_encrypted(e) ? "encrypted" : NULL;
}

/* Makes the directories that name goes through; why not, or NULL. */
static const char *
make_way(const char *name)
{
    char path[NAME_MAX_ + 1];
    int depth = 0;

    for (const char *p = name; *p != '\0'; p += strcspn(p, "/"), p += strspn(p, "/")) {
        size_t n = (size_t)(p - name), k = strcspn(p, "/");
        if (k == 2 && strncmp(p, "..", 2) == 0)
            return LEADS_OUT;
        if (++depth > DEPTH_MAX)
            return "more than 12 folders deep";
        memcpy(path, name, n);
        path[n] = '\0';
        if (n > 0 && mkdir(path, 0700) == -1 && errno != EEXIST)
            return NO_DIRECTORY;
    }
    return NULL;
}

static const char *
write_member(struct unpacking *u, int fd)
{
    static char buf[65536];
    la_int64_t size = 0;
    la_ssize_t n;

    while ((n = archive_read_data(u->archive, buf, sizeof buf)) > 0) {
        size += n;
        u->total += n;
        if (size > MEMBER_MAX)
            return "larger than 16 MiB when unpacked";
        if (u->total > TOTAL_MAX)
            return "the archive is larger than 64 MiB when unpacked";
        if (write(fd, buf, (size_t)n) != n)
            return "no room for it";
    }
    return n < 0 ? "damaged" : NULL;
}

static const char *
unpack_member(struct unpacking *u, struct archive_entry *e, const char *name)
{
    const char *why = refusal(e, name);
    int fd;

    if (why != NULL || (why = make_way(name)) != NULL)
        return why;
    if (archive_entry_filetype(e) == AE_IFDIR)
        return mkdir(name, 0700) == -1 && errno != EEXIST ? NO_DIRECTORY : NULL;
    fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    if (fd == -1)
        return errno == EEXIST ? "a second file of that name" : "its file cannot be made";
    why = write_member(u, fd);
    close(fd);
    if (why != NULL)
        unlink(name);
    return why;
}

static int
unpack_members(struct unpacking *u)
{
    struct archive_entry *e;
    int status;

    while ((status = archive_read_next_header(u->archive, &e)) == ARCHIVE_OK ||
           status == ARCHIVE_WARN) {
        const char *name = archive_entry_pathname(e), *why;
        if (++u->members > MEMBERS_MAX || u->total > TOTAL_MAX) {
            printf("refused: the rest of the archive, which is too large\n");
            return 1;
        }
        if (name == NULL)
            name = "(a name that cannot be read)";
        if ((why = unpack_member(u, e, name)) != NULL)
            printf("refused: %s (%s)\n", name, why);
    }
    if (status != ARCHIVE_EOF)
        printf("refused: %s\n", archive_error_string(u->archive));
    return status == ARCHIVE_EOF ? 0 : 1;
}

int
unpack_here(const char *path)
{
    struct unpacking u = {.archive = archive_read_new()};
    int status = 1;

    if (u.archive == NULL)
        return 1;
    archive_read_support_format_tar(u.archive);
    archive_read_support_format_zip(u.archive);
    archive_read_support_filter_gzip(u.archive);
    if (archive_read_open_filename(u.archive, path, 65536) == ARCHIVE_OK)
        status = unpack_members(&u);
    else
        printf("refused: %s\n", archive_error_string(u.archive));
    archive_read_free(u.archive);
    return status;
}
