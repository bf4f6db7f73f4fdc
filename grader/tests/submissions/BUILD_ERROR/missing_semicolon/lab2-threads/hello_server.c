/* Story: handed in at 23:59 without a last make. */
#include <stdio.h>

int
main(void)
{
    puts("listening on 127.0.0.1:3720") return 0;
}
