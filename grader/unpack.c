/* unpack.c: has a submission's archive unpacked by a process that is shut in. */
#include "unpack.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "copy.h"
#include "text.h"
#include "tool.h"
#include "workdir.h"

#define UNPACK_MS 20000
#define FILE_MAX_ (64 << 20)

static bool
ends_with(const char *path, const char *end)
{
    size_t n = strlen(path), k = strlen(end);

    return n > k && strcasecmp(path + n - k, end) == 0;
}

bool
unpack_knows(const char *path)
{
    return ends_with(path, ".tar") || ends_with(path, ".tar.gz") || ends_with(path, ".tgz") ||
           ends_with(path, ".zip");
}

/* What the process printed: its reasons. The names in them are somebody else's bytes. */
static void
note_lines(struct sheet *sheet, const char *log)
{
    char line[600], safe[190];
    FILE *f = fopen(log, "re");

    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        sheet_note(sheet, "%s", text_escape(safe, sizeof safe, line, strcspn(line, "\n")));
    if (f != NULL)
        fclose(f);
}

/* A copy, which the user that unpacks can read, whoever owns the archive. */
static bool
stage(const char *path, const char *work, char copy[PATH_MAX], char into[PATH_MAX])
{
    snprintf(copy, PATH_MAX, "%s/archive", work);
    snprintf(into, PATH_MAX, "%s/unpacked", work);
    return copy_file(path, copy) && mkdir(into, 0700) == 0 && workdir_give(work, sandbox.uid);
}

bool
unpack(struct sheet *sheet, const char *path, const char *work)
{
    char copy[PATH_MAX], into[PATH_MAX], log[PATH_MAX], self[PATH_MAX];
    struct command c = {.n = 0};
    int status;

    if (!stage(path, work, copy, into)) {
        sheet_note(sheet, "refused: the archive cannot be read, or is larger than 16 MiB");
        return false;
    }
    snprintf(log, sizeof log, "%.4000s/unpack.log", work);
    snprintf(self, sizeof self, "%.4000s/tree/grader/run_all", work);
    sandbox_program(&c, work, into);
    command_add_all(&c, (const char *const[]){self, "--unpack", copy, NULL});
    status = tool_run(c.argv, into, log, FILE_MAX_, UNPACK_MS);
    note_lines(sheet, log);
    if (status == TOOL_LATE)
        sheet_note(sheet, "refused: unpacking was not done after %d s", UNPACK_MS / 1000);
    else if (status != 0)
        sheet_note(sheet, "the archive could not be unpacked, or not all of it");
    return status == 0;
}
