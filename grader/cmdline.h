/* cmdline.h: the command line of run_all. */
#ifndef GRADER_CMDLINE_H
#define GRADER_CMDLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "labs.h"
#include "sandbox.h"

enum format {
    FORMAT_TABLE,
    FORMAT_JSON,
    FORMAT_TAP,
    FORMAT_JUNIT,
    FORMAT_GRADESCOPE, /* from here on: the forms of platforms */
    FORMAT_AUTOLAB,
    FORMAT_GITHUB,
    FORMAT_PRAIRIELEARN,
    FORMAT_COUNT,
};

enum options_outcome { OPTIONS_RUN, OPTIONS_HELP, OPTIONS_USAGE };

struct options {
    const struct lab *labs[LAB_COUNT];
    size_t lab_count; /* 0: all that are there */
    const char *only; /* NULL: every check     */
    bool list;
    bool doctor;
    uint64_t seed;
    unsigned repeat;          /* how often every check is run    */
    size_t jobs;              /* submissions graded at once      */
    size_t shard, shards;     /* the shard-th of shards, from 0  */
    enum sandbox_level level; /* SANDBOX_LEVELS: the best there is */
    enum format format;
    const char *report;  /* directory for the reports, or NULL              */
    const char *compare; /* directory of an earlier one, or NULL            */
    bool gather;         /* grade nothing, only make the class's files anew */
    char *const *submissions;
    size_t submission_count; /* 0: this tree */
};

extern const char cmdline_help[];

/* Fills in o; prints the help, or the one line about a wrong option. */
enum options_outcome cmdline_parse(struct options *o, int argc, char **argv);

#endif
