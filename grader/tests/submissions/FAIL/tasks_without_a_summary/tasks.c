/* Story: the last line, with the time of all, is not there. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int n = 100;
static double seconds = 1;

static void *
task(void *arg)
{
    usleep((useconds_t)(seconds * 1e6));
    printf("Hello there %d\n", (int)(intptr_t)arg);
    return NULL;
}

int
main(int argc, char **argv)
{
    static pthread_t threads[1000];

    for (int i = 1; i < argc - 1; i++) {
        if (strcmp(argv[i], "--tasks") == 0)
            n = atoi(argv[i + 1]);
        if (strcmp(argv[i], "--seconds") == 0)
            seconds = atof(argv[i + 1]);
    }
    for (int i = 0; i < n; i++)
        pthread_create(&threads[i], NULL, task, (void *)(intptr_t)i);
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
