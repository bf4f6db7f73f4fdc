/* runner.c: the process around one check: Check forks the check, this ends whatever it leaves. */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "evidence.h"
#include "judge.h"
#include "proctree.h"
#include "sandbox.h"
#include "supervise.h"
#include "watch.h"

/* The signal that ended the check's process, from Check's words; 0: none. */
static int
signal_of(const char *message)
{
    const char *at = strstr(message, "Received signal ");
    int signal = 0;

    return at != NULL && sscanf(at, "Received signal %d", &signal) == 1 ? signal : 0;
}

/* Nobody but the program had a reason to send it; where it is not shut in, it can. */
static bool
was_ended_by_program(int signal)
{
    return !sandbox_wraps() && (signal == SIGKILL || signal == SIGTERM || signal == SIGINT ||
                                signal == SIGHUP || signal == SIGQUIT);
}

/* The check's process may end without a word: Check killed it at its deadline, or it crashed. */
static void
speak_for_it(struct record *r, SRunner *runner)
{
    TestResult **results;
    int signal;

    if (r->limit[0] != '\0')
        watch_speak(r);
    if (r->verdict != V_NOT_RUN)
        return;
    results = srunner_results(runner);
    signal = results != NULL ? signal_of(tr_msg(results[0])) : 0;
    if (results != NULL && srunner_ntests_run(runner) == 1 &&
        strstr(tr_msg(results[0]), "timeout") != NULL) {
        r->verdict = V_TIMEOUT;
        snprintf(r->why, sizeof r->why, "nothing more happened: %.100s", r->stage);
        snprintf(r->came, sizeof r->came, "%s", r->why);
    } else if (was_ended_by_program(signal)) {
        r->verdict = V_TAMPER;
        snprintf(r->why, sizeof r->why, TAMPERED, sigabbrev_np(signal));
    } else {
        r->verdict = V_GRADER;
        snprintf(r->why, sizeof r->why, "the check itself failed: %.200s",
                 results != NULL ? tr_msg(results[0]) : "no result");
    }
    free(results);
}

/* What the programs wrote is told when something went wrong. */
static void
note_evidence(struct record *r)
{
    struct rusage used;

    if (r->verdict != V_PASS)
        evidence_output(r->output, sizeof r->output, now.outputs);
    if (getrusage(RUSAGE_CHILDREN, &used) == 0)
        r->cpu = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                 (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/* Check lets the environment choose tests; here the command line has chosen. */
static void
ignore_environment(void)
{
    static const char *const names[] = {"CK_RUN_SUITE", "CK_RUN_CASE", "CK_INCLUDE_TAGS",
                                        "CK_EXCLUDE_TAGS", "CK_TIMEOUT_MULTIPLIER"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        unsetenv(names[i]);
}

/* Nothing is left that libraries would have to clean up, and at exit(3) that takes them long. */
static void
leave(void)
{
    _exit(EXIT_SUCCESS);
}

int
check_run(const struct job *job)
{
    Suite *suite = suite_create(job->id);
    TCase *tcase = tcase_create(job->id);
    SRunner *runner;

    ignore_environment();
    proctree_adopt_orphans();
    tcase_set_timeout(tcase, CHECK_DEADLINE);
    tcase_add_checked_fixture(tcase, NULL, leave);
    tcase_add_test(tcase, *job->kind->test);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_FORK);
    srunner_run_all(runner, CK_SILENT);
    speak_for_it(job->record, runner);
    note_evidence(job->record);
    srunner_free(runner);
    return proctree_end() == -1 ? 3 : 0;
}
