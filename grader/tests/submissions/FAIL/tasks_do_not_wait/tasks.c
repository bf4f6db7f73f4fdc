/* Story: the lines and the time are printed, and nothing has waited. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int
main(int argc, char **argv)
{
    int n = 100;
    double sec = 1;
    for (int i = 1; i < argc - 1; i++) {
        if (!strcmp(argv[i], "--tasks"))
            n = atoi(argv[i + 1]);
        if (!strcmp(argv[i], "--seconds"))
            sec = atof(argv[i + 1]);
    }
    for (int i = 0; i < n; i++)
        printf("Hello there %d\n", i);
    printf("%d tasks in %.3f s\n", n, sec + 0.002);
    return 0;
}
