/* Command lines in the GNU style, from a table.  Everything in here may end the program: it runs at
 * the start, when nobody is served yet. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>

enum option_kind {
    OPTION_FLAG,    /* bool *          no argument                   */
    OPTION_TEXT,    /* const char **                                 */
    OPTION_COUNT,   /* unsigned *      1 to 1000000                  */
    OPTION_NUMBER,  /* unsigned *      0 to 1000000000               */
    OPTION_PORT,    /* unsigned *      0 to 65535                    */
    OPTION_PORTS,   /* unsigned [2]    "5000-5010"                   */
    OPTION_SECONDS, /* double *        0 or more, "1.5"              */
    OPTION_SIZE,    /* long long *     0 or more bytes; "all" is -1  */
    OPTION_END,     /* closes the table                              */
};

struct option_row {
    enum option_kind kind;
    const char *name;     /* without the dashes */
    char letter;          /* as in -o, or 0     */
    void *value;          /* holds the default before, the outcome after */
    const char *argument; /* as the help calls it, NULL for a flag */
    const char *help;
};

struct option_table {
    const char *usage;   /* what follows the program's name */
    const char *summary; /* one sentence */
    const struct option_row *rows;
};

/* Reads the command line and returns the index of the first operand in argv, which may have been
 * reordered.  --help: prints help, exit 0.  Anything wrong: one line on stderr, exit 2. */
int options_read(const struct option_table *table, int argc, char **argv);

/* For programs without operands: one is an error, too. */
void options_read_all(const struct option_table *table, int argc, char **argv);

#endif
