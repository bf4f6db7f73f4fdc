#include "fault.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static struct fault_plan *plan; /* NULL: nothing goes wrong */

static __attribute__((constructor)) void
find_plan(void)
{
    const char *path = getenv("FAULT_PLAN");
    int file = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
    void *page = MAP_FAILED;

    if (file >= 0)
        page = mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (file >= 0)
        close(file);
    if (page != MAP_FAILED)
        plan = page;
}

int
fault_now(enum fault_function function)
{
    unsigned call;
    int how;

    if (plan == NULL || !plan->counts)
        return 0;
    call = ++plan->called[function];
    if (plan->function != (int)function || call < plan->nth || call - plan->nth >= plan->times)
        return 0;
    plan->failed++;
    how = plan->how;
    if (how > 0)
        errno = how;
    return how;
}
