/* unpack.c: unpacks a submission that comes as an archive, with the programs made for that. */
#include "unpack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tool.h"

#define UNPACK_MS   20000
#define MEMBERS_MAX (16 << 20) /* bytes in one file: more is no source */

static bool
ends_with(const char *path, const char *end)
{
    size_t n = strlen(path), k = strlen(end);

    return n > k && strcasecmp(path + n - k, end) == 0;
}

static bool
is_tar(const char *path)
{
    return ends_with(path, ".tar") || ends_with(path, ".tar.gz") || ends_with(path, ".tgz");
}

bool
unpack_knows(const char *path)
{
    return is_tar(path) || ends_with(path, ".zip");
}

/* Both programs refuse names that lead out of the directory; links they make are not followed
 * later, when the files are copied. */
bool
unpack(const char *path, const char *into)
{
    char whole[4096];
    const char *const tar[] = {"tar", "-x", "-f", whole, "--no-same-owner", "--no-same-permissions",
                               NULL};
    const char *const zip[] = {"unzip", "-q", "-o", whole, NULL};

    if (realpath(path, whole) == NULL || mkdir(into, 0700) == -1)
        return false;
    return tool_run(is_tar(path) ? tar : zip, into, NULL, MEMBERS_MAX, UNPACK_MS) == 0;
}
