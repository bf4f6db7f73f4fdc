/* checks.c: every check the grader knows, in the order of the report. */
#include "checks.h"

static const struct check_kind *const tables[] = {
    hello_server_checks, hello_model_checks,  hello_think_checks, hello_life_checks,
    hello_host_checks,   hello_client_checks, hello_crowd_checks, tasks_checks,
    programs_checks,     ftp_server_checks,   ftp_stream_checks,  ftp_outside_checks,
    ftp_model_checks,    ftp_fair_checks,     ftp_apart_checks,   ftp_life_checks,
    ftp_host_checks,     ftp_limits_checks,   ftp_abort_checks,   ftp_curl_checks,
    ftp_client_checks,   ftp_hard_checks,     ftp_full_checks,    ftp_many_checks,
    predict_checks,      wireshark_checks,
};

const struct check_kind *
check_kind_at(size_t i)
{
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++)
        for (const struct check_kind *kind = tables[t]; kind->name != NULL; kind++)
            if (i-- == 0)
                return kind;
    return NULL;
}
