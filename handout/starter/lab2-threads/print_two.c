/* The smallest program with a thread: start it with two arguments, wait for it to finish.
 *
 * @COURSE@, @TERM@: exercise 2.1a in handout/lab2-threads.md */
#include "options.h"

#include <pthread.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
    const struct option_row rows[] = {{.kind = OPTION_END}};
    const struct option_table table = {"", "Prints two numbers from a thread.", rows};

    options_read_all(&table, argc, argv);

    /* Start a thread that prints "2 and 3", and wait for it.  Both numbers are arguments. */
    return 0;
}
