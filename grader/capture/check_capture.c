/* check_capture FILE [WORKSHEET]: judges exercise 2.2 from a student's own capture, and what the
 * student has read off it.  Exit: 0 all right, 1 something wrong, 2 usage, 3 no tshark. */
#include "connections.h"
#include "options.h"
#include "packets.h"
#include "verdict.h"
#include "worksheet.h"

#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { USAGE_ERROR = 2, MACHINE_ERROR = 3 };

struct choices {
    unsigned port, clients;
    bool blank;
    const char *file, *worksheet;
};

static struct choices
read_choices(int argc, char **argv)
{
    struct choices o = {.clients = 3};
    const struct option_row rows[] = {
        {OPTION_PORT, "port", 0, &o.port, "N", "the server's port; 0: that of most clients"},
        {OPTION_COUNT, "clients", 0, &o.clients, "N", "at least so many"},
        {OPTION_FLAG, "blank", 0, &o.blank, NULL, "print an empty worksheet"},
        {.kind = OPTION_END},
    };
    const struct option_table table = {"[OPTION]... FILE [WORKSHEET]",
                                       "Judges a capture of clients at a server.", rows};
    int first = options_read(&table, argc, argv);

    if (!o.blank && (argc - first < 1 || argc - first > 2))
        errx(USAGE_ERROR, "a capture is asked for, and maybe a worksheet; try --help");
    if (!o.blank) {
        o.file = argv[first];
        o.worksheet = argv[first + 1];
    }
    return o;
}

static void
judge(struct verdicts *v, const struct choices *o, const struct packets *p)
{
    struct connections c;

    if (!connections_find(&c, p, o->port != 0 ? o->port : connections_busiest(p)))
        errx(MACHINE_ERROR, "no memory");
    verdict_of_capture(v, &c, p, o->clients);
    if (o->worksheet != NULL && c.n > 0 && !worksheet_judge(v, o->worksheet, &c))
        verdict(v, false, "worksheet", "%s: %s", o->worksheet, strerror(errno));
    connections_free(&c);
}

int
main(int argc, char **argv)
{
    struct choices o = read_choices(argc, argv);
    struct verdicts v = {.out = stdout};
    struct packets p;
    enum packets_outcome outcome;

    if (o.blank) {
        worksheet_print_blank();
        return EXIT_SUCCESS;
    }
    outcome = packets_read(&p, o.file);
    if (outcome == PACKETS_NO_TOOL)
        errx(MACHINE_ERROR, "this needs tshark; on Debian and Ubuntu: sudo apt-get install tshark");
    verdict_of_reading(&v, outcome, &p, o.file);
    if (outcome == PACKETS_READ || (outcome == PACKETS_CUT_SHORT && p.n > 0))
        judge(&v, &o, &p);
    packets_free(&p);
    return v.wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
