#include "descriptors.h"

#include "site.h"

#include <stdio.h>

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
