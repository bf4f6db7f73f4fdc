#include "descriptors.h"

#include "site.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

int
descriptors(void)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%ld/fd", (long)site.pid);
    return folder_count(path);
}

/* There is no event for what a server does after it has hung up: so it is looked at repeatedly. */
bool
descriptors_come_back_to(int count)
{
    double deadline = kit_deadline();

    while (descriptors() != count && kit_now() < deadline)
        kit_wait(site.alive, 0, kit_now() + 0.001);
    return descriptors() == count;
}

/* The letter behind the name in parentheses; a thread that has just ended does nothing either. */
static bool
sleeps(const char *path)
{
    FILE *file = fopen(path, "re");
    char line[256] = "";
    const char *name_end;

    if (file == NULL)
        return true;
    (void)!fgets(line, sizeof line, file);
    fclose(file);
    name_end = strrchr(line, ')');
    return name_end == NULL || name_end[2] == 'S';
}

static bool
all_sleep(void)
{
    bool all = true;
    char pattern[64];
    glob_t tasks;

    snprintf(pattern, sizeof pattern, "/proc/%ld/task/*/stat", (long)site.pid);
    if (glob(pattern, 0, NULL, &tasks) != 0)
        return true;
    for (size_t i = 0; i < tasks.gl_pathc; i++)
        all = all && sleeps(tasks.gl_pathv[i]);
    globfree(&tasks);
    return all;
}

bool
server_is_at_rest(void)
{
    double deadline = kit_deadline();
    bool rests;

    while (!(rests = all_sleep()) && kit_now() < deadline)
        kit_wait(site.alive, 0, kit_now() + 0.001);
    return rests;
}
