/* cmdline.c: the command line of run_all. */
#include "cmdline.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static const char help[] =
    "Usage: grader/run_all [OPTION]... [SUBMISSION]...\n"
    "Starts the programs of the labs, plays their clients and servers, and says what they earn.\n"
    "Without a SUBMISSION (a directory, .zip, .tar or .tar.gz with lab directories) it grades this "
    "tree.\n"
    "\n"
    "  --lab NAME       only this lab: lab1-blocking, lab2-threads, lab2-async (repeatable)\n"
    "  --only PATTERN   only checks whose id matches the shell pattern\n"
    "  --list           list the checks: id, points, lab, what each checks\n"
    "  --seed N         for generated names, contents and sizes; printed in every report\n"
    "  --format WHAT    what goes to stdout: table (default), json, tap, junit, gradescope,\n"
    "                   autolab, github or prairielearn\n"
    "  --report DIR     write every format, report.html and the evidence there; of several\n"
    "                   submissions each to a directory in it, and gradebook.csv and index.html\n"
    "  --compare DIR    with --report: say what changed since the report in DIR\n"
    "  --gather         with --report: grade nothing, make gradebook.csv and index.html anew\n"
    "  --help           this text\n"
    "\n"
    "Exit status: 0 all checks passed, 1 some failed, 2 usage, 3 the grader or machine failed.\n"
    "In the forms of platforms (the last four) it is 0 when it has graded, whatever the points.\n";

static const struct option long_options[] = {
    {"lab", required_argument, NULL, 'l'},
    {"only", required_argument, NULL, 'o'},
    {"list", no_argument, NULL, 'L'},
    {"seed", required_argument, NULL, 's'},
    {"format", required_argument, NULL, 'f'},
    {"report", required_argument, NULL, 'r'},
    {"compare", required_argument, NULL, 'c'},
    {"gather", no_argument, NULL, 'g'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static bool
wrong(const char *what, const char *value)
{
    fprintf(stderr, "run_all: %s: %s\n", what, value);
    return false;
}

static bool
read_lab(struct options *o, const char *name)
{
    const struct lab *lab = lab_find(name);

    if (lab == NULL)
        return wrong("no such lab", name);
    for (size_t i = 0; i < o->lab_count; i++)
        if (o->labs[i] == lab)
            return true;
    o->labs[o->lab_count++] = lab;
    return true;
}

static bool
read_seed(struct options *o, const char *text)
{
    char *end;

    errno = 0;
    o->seed = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || errno != 0)
        return wrong("the seed is a number", text);
    return true;
}

static bool
read_format(struct options *o, const char *name)
{
    static const char *const names[FORMAT_COUNT] = {
        "table", "json", "tap", "junit", "gradescope", "autolab", "github", "prairielearn",
    };

    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (strcmp(names[i], name) == 0) {
            o->format = (enum format)i;
            return true;
        }
    return wrong("no such format (see --help)", name);
}

static bool
read_option(struct options *o, int c)
{
    switch (c) {
    case 'l':
        return read_lab(o, optarg);
    case 'o':
        o->only = optarg;
        return true;
    case 'L':
        o->list = true;
        return true;
    case 's':
        return read_seed(o, optarg);
    case 'f':
        return read_format(o, optarg);
    case 'r':
        o->report = optarg;
        return true;
    case 'c':
        o->compare = optarg;
        return true;
    case 'g':
        o->gather = true;
        return true;
    default:
        return false; /* getopt_long has printed the line */
    }
}

static uint64_t
random_seed(void)
{
    unsigned n = 0;

    if (getrandom(&n, sizeof n, 0) != sizeof n)
        n = 4711;
    return n % 100000;
}

enum options_outcome
cmdline_parse(struct options *o, int argc, char **argv)
{
    static char name[] = "run_all";
    int c;

    *o = (struct options){.seed = random_seed()};
    argv[0] = name;
    while ((c = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
        if (c == 'h') {
            fputs(help, stdout);
            return OPTIONS_HELP;
        }
        if (!read_option(o, c))
            return OPTIONS_USAGE;
    }
    o->submissions = argv + optind;
    o->submission_count = (size_t)(argc - optind);
    if ((o->compare != NULL || o->gather) && o->report == NULL) {
        wrong("goes with --report DIR only", o->gather ? "--gather" : "--compare");
        return OPTIONS_USAGE;
    }
    if (o->gather && o->submission_count > 0) {
        wrong("--gather grades nothing", o->submissions[0]);
        return OPTIONS_USAGE;
    }
    if (o->submission_count > 1 && o->format > FORMAT_JSON) {
        wrong("this form of report is for one submission at a time", o->submissions[1]);
        return OPTIONS_USAGE;
    }
    return OPTIONS_RUN;
}
