/* The smallest program with a thread: start it with two arguments, wait for it to finish. */
#include "options.h"

#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* A thread's function takes one pointer, so two arguments travel in a struct. */
struct two {
    int a;
    int b;
};

static void *
print_two(void *argument)
{
    const struct two *two = argument;

    printf("%d and %d\n", two->a, two->b);
    return NULL;
}

int
main(int argc, char **argv)
{
    const struct option_row rows[] = {{.kind = OPTION_END}};
    const struct option_table table = {"", "Prints two numbers from a thread.", rows};
    struct two two = {2, 3}; /* must live until the thread is joined, and does */
    pthread_t thread;
    int failure;

    options_read_all(&table, argc, argv);

    failure = pthread_create(&thread, NULL, print_two, &two);
    if (failure != 0)
        errx(1, "cannot start a thread: %s", strerror(failure));
    pthread_join(thread, NULL);
    return 0;
}
