/* Story: whatever listens there, it is not this program: it prints a ready line for a port of the
 * machine that somebody else serves (or nobody), and waits. */
#include <stdio.h>
#include <unistd.h>

int
main(void)
{
    puts("listening on 127.0.0.1:22");
    fflush(stdout);
    for (;;)
        pause();
}
