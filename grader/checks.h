/* checks.h: every check the grader knows, in the order of the report. */
#ifndef GRADER_CHECKS_H
#define GRADER_CHECKS_H

#include <check.h>
#include <stdbool.h>

#include "labs.h"

struct check_kind {
    const char *name;   /* "hello.greeting"; the id is LAB.NAME, for pairs LAB.NAME-PEER      */
    const TTest **test; /* what START_TEST defined                                            */
    bool pairs;         /* once for each other lab in the same tree                           */
    const char *only;   /* the labs which have this check, as a shell pattern, or NULL        */
};

/* The tables, one at the end of each check_*.c; each ends with a nameless row. */
extern const struct check_kind hello_server_checks[], hello_model_checks[], hello_think_checks[],
    hello_life_checks[], hello_host_checks[], hello_client_checks[], tasks_checks[],
    programs_checks[], ftp_server_checks[], ftp_model_checks[], ftp_stream_checks[],
    ftp_outside_checks[], ftp_fair_checks[], ftp_apart_checks[], ftp_life_checks[],
    ftp_host_checks[], ftp_limits_checks[], ftp_curl_checks[], ftp_client_checks[],
    ftp_hard_checks[], ftp_abort_checks[], ftp_full_checks[], ftp_many_checks[],
    hello_crowd_checks[], predict_checks[], wireshark_checks[];

/* The i-th check of all, or NULL behind the last. */
const struct check_kind *check_kind_at(size_t i);

#endif
