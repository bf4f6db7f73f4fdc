/* Story: the line is printed, and no thread was started. */
#include <stdio.h>
int
main(void)
{
    puts("2 and 3");
    return 0;
}
