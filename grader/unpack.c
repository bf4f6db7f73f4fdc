/* unpack.c: has a submission's archive unpacked by a process that is shut in. */
#include "unpack.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "copy.h"
#include "kit.h"
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

/* The directory work/unpacking with a copy of the archive, which the user that unpacks can read,
 * whoever owns it; with this program; and with a place to unpack into. Nothing else is shown. */
static bool
stage(const char *path, const char *work, char names[4][PATH_MAX])
{
    static const char *const parts[] = {"unpacking", "unpacking/archive", "unpacking/run_all",
                                        "unpacking/into"};
    char self[PATH_MAX];

    kit_join(self, work, "tree/grader/run_all");
    for (size_t i = 0; i < 4; i++)
        kit_join(names[i], work, parts[i]);
    return mkdir(names[0], 0711) == 0 && copy_file(path, names[1]) && copy_file(self, names[2]) &&
           chmod(names[2], 0755) == 0 && mkdir(names[3], 0700) == 0 &&
           workdir_give(names[1], sandbox.uid) && workdir_give(names[3], sandbox.uid);
}

bool
unpack(struct sheet *sheet, const char *path, const char *work, char root[PATH_MAX])
{
    char names[4][PATH_MAX], log[PATH_MAX];
    struct command c = {.n = 0};
    int status;

    if (!stage(path, work, names)) {
        sheet_note(sheet, "refused: the archive cannot be read, or is larger than 16 MiB");
        return false;
    }
    kit_join(log, work, "unpack.log");
    sandbox_tool(&c, names[0], names[3]);
    command_add_all(&c, (const char *const[]){names[2], "--unpack", names[1], NULL});
    status = tool_run(c.argv, names[3], log, FILE_MAX_, UNPACK_MS);
    workdir_take(names[3]);
    note_lines(sheet, log);
    if (status == TOOL_LATE)
        sheet_note(sheet, "refused: unpacking was not done after %d s", UNPACK_MS / 1000);
    else if (status != 0)
        sheet_note(sheet, "the archive could not be unpacked, or not all of it");
    snprintf(root, PATH_MAX, "%s", names[3]);
    return status == 0;
}
