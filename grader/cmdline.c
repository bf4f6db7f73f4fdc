/* cmdline.c: the command line of run_all. */
#include "cmdline.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "repeat.h"

#define JOBS_MAX 64
#define ONLY_MAX 255 /* what an order (sheet.h) has room for */

static const struct option long_options[] = {
    {"lab", required_argument, NULL, 'l'},
    {"only", required_argument, NULL, 'o'},
    {"list", no_argument, NULL, 'L'},
    {"seed", required_argument, NULL, 's'},
    {"format", required_argument, NULL, 'f'},
    {"report", required_argument, NULL, 'r'},
    {"compare", required_argument, NULL, 'c'},
    {"gather", no_argument, NULL, 'g'},
    {"jobs", required_argument, NULL, 'j'},
    {"shard", required_argument, NULL, 'S'},
    {"sandbox", required_argument, NULL, 'b'},
    {"doctor", no_argument, NULL, 'd'},
    {"repeat", required_argument, NULL, 'R'},
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
read_jobs(struct options *o, const char *text)
{
    char *end;
    unsigned long n = strtoul(text, &end, 10);

    if (*text < '0' || *text > '9' || *end != '\0' || n < 1 || n > JOBS_MAX)
        return wrong("the number of jobs is from 1 to 64", text);
    o->jobs = n;
    return true;
}

static bool
read_repeat(struct options *o, const char *text)
{
    char *end;
    unsigned long n = strtoul(text, &end, 10);

    if (*text < '0' || *text > '9' || *end != '\0' || n < 1 || n > REPEAT_MAX)
        return wrong("checks are repeated 1 to 1000 times, not", text);
    o->repeat = (unsigned)n;
    return true;
}

/* "2/5" */
static bool
read_shard(struct options *o, const char *text)
{
    unsigned i, n;
    int used = 0;

    if (sscanf(text, "%u/%u%n", &i, &n, &used) != 2 || text[used] != '\0' || i < 1 || i > n)
        return wrong("a shard is I/N, with I from 1 to N", text);
    o->shard = i - 1;
    o->shards = n;
    return true;
}

static bool
read_sandbox(struct options *o, const char *name)
{
    for (int i = 0; i < SANDBOX_LEVELS; i++)
        if (strcmp(sandbox_word((enum sandbox_level)i), name) == 0) {
            o->level = (enum sandbox_level)i;
            return true;
        }
    return wrong("no such sandbox (see --help)", name);
}

static bool
read_only(struct options *o, const char *pattern)
{
    if (strlen(pattern) > ONLY_MAX)
        return wrong("the pattern is too long", pattern);
    o->only = pattern;
    return true;
}

static bool
read_option(struct options *o, int c)
{
    switch (c) {
    case 'l':
        return read_lab(o, optarg);
    case 'o':
        return read_only(o, optarg);
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
    case 'j':
        return read_jobs(o, optarg);
    case 'S':
        return read_shard(o, optarg);
    case 'b':
        return read_sandbox(o, optarg);
    case 'R':
        return read_repeat(o, optarg);
    case 'd':
        o->doctor = true;
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

/* Are the options there that others go with? */
static bool
fit_together(const struct options *o)
{
    if ((o->compare != NULL || o->gather) && o->report == NULL)
        return wrong("goes with --report DIR only", o->gather ? "--gather" : "--compare");
    if (o->gather && o->submission_count > 0)
        return wrong("--gather grades nothing", o->submissions[0]);
    if (o->compare != NULL && strcmp(o->compare, o->report) == 0)
        return wrong("a report cannot be compared with itself", o->compare);
    if (o->submission_count > 1 && o->format > FORMAT_JSON)
        return wrong("this form of report is for one submission at a time", o->submissions[1]);
    return true;
}

enum options_outcome
cmdline_parse(struct options *o, int argc, char **argv)
{
    static char name[] = "run_all";
    int c;

    *o = (struct options){
        .seed = random_seed(), .repeat = 1, .jobs = 1, .shards = 1, .level = SANDBOX_LEVELS};
    argv[0] = name;
    while ((c = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
        if (c == 'h') {
            fputs(cmdline_help, stdout);
            return OPTIONS_HELP;
        }
        if (!read_option(o, c))
            return OPTIONS_USAGE;
    }
    o->submissions = argv + optind;
    o->submission_count = (size_t)(argc - optind);
    return fit_together(o) ? OPTIONS_RUN : OPTIONS_USAGE;
}
