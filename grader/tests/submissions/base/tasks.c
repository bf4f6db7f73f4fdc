/* tasks.c for the threads: the stories' own, apart from what the story says. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double seconds = 1;
static int computing;

static double
now(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
work(void)
{
    double until = now(CLOCK_THREAD_CPUTIME_ID) + seconds;

    if (!computing)
        usleep((useconds_t)(seconds * 1e6));
    while (computing && now(CLOCK_THREAD_CPUTIME_ID) < until)
        continue;
}

static void *
run(void *arg)
{
    work();
    printf("Hello there %d\n", (int)(long)arg);
    return NULL;
}

int
main(int argc, char **argv)
{
    static pthread_t threads[1000];
    double begin = now(CLOCK_MONOTONIC);
    int tasks = 100;

    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], "--tasks") == 0)
            tasks = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--seconds") == 0)
            seconds = atof(argv[i + 1]);
        else if (strcmp(argv[i], "--kind") == 0)
            computing = strcmp(argv[i + 1], "compute") == 0;
    for (int i = 0; i < tasks; i++)
        pthread_create(&threads[i], NULL, run, (void *)(long)i);
    for (int i = 0; i < tasks; i++)
        pthread_join(threads[i], NULL);
    printf("%d tasks in %.3f s\n", tasks, now(CLOCK_MONOTONIC) - begin);
    return 0;
}
