/* check_predict.c: what the student expected, beside what the student's own programs do.
 *
 * Points are for an answer in predictions.txt, whatever it is. The measurement is made, and shown,
 * only when there is one: who has seen the number can no longer predict it. */
#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "checks.h"
#include "course_numbers.h"
#include "deadline.h"
#include "ending.h"
#include "greeting.h"
#include "judge.h"
#include "observe.h"
#include "text.h"

#define STILL_MS 300
#define RUNS     3 /* computing: other work on the machine only makes it longer, so the best counts */

/* The answer behind "lab1-blocking.predict.wait:", made safe to print; empty when there is none. */
static void
find_answer(const char *question, char *answer, size_t size)
{
    char path[PATH_MAX], line[1000], key[100];
    FILE *f;

    snprintf(path, sizeof path, "%.4000s/predictions.txt", now.kit);
    snprintf(key, sizeof key, "%s.predict.%s:", now.lab->name, question);
    *answer = '\0';
    if ((f = fopen(path, "re")) == NULL)
        return;
    while (*answer == '\0' && fgets(line, sizeof line, f) != NULL) {
        char *start = line + strspn(line, " \t"), *end = line + strlen(line);

        if (strncmp(start, key, strlen(key)) != 0)
            continue;
        for (start += strlen(key); isspace((unsigned char)*start); start++)
            continue;
        while (end > start && isspace((unsigned char)end[-1]))
            end--;
        text_escape(answer, size, start, (size_t)(end - start));
    }
    fclose(f);
}

static bool
says_something(const char *answer)
{
    while (*answer != '\0' && !isalnum((unsigned char)*answer))
        answer++;
    return *answer != '\0';
}

/* Leaves the check when nothing was predicted. */
static void
take_prediction(const char *question, char *answer, size_t size)
{
    judge_stage("looking for an answer in predictions.txt");
    find_answer(question, answer, size);
    if (!says_something(answer))
        judge_fail(V_FAIL, "an answer in predictions.txt, written before measuring",
                   "nothing behind \"%s.predict.%s:\"; once there is, the measurement stands here",
                   now.lab->name, question);
}

/* Each client leaves when it is greeted, so that a server that serves one at a time goes on. */
static double
time_last_greeting(const struct server *s)
{
    static struct crowd crowd;
    int64_t begin = clock_ms(), until = begin + COURSE_CLIENTS * COURSE_THINK_MS + PATIENCE_MS;
    bool left[CROWD_MAX] = {false};

    crowd_connect(&crowd, s, NULL);
    for (int n = 0; n < COURSE_CLIENTS;) {
        crowd_listen(&crowd);
        for (int i = 0; i < COURSE_CLIENTS; i++) {
            if (left[i] || (crowd.used[i] < GREETING_SIZE && !crowd.over[i]))
                continue;
            close(crowd.fds[i]);
            crowd.over[i] = left[i] = true;
            n++;
        }
        if (n < COURSE_CLIENTS && !look_again(until))
            judge_late("every client is greeted");
    }
    return (double)(clock_ms() - begin) / 1000;
}

START_TEST(last_wait)
{
    char answer[300], think[16];
    const char *const args[] = {"--think", think, NULL};
    struct server s;

    take_prediction("last-wait", answer, sizeof answer);
    snprintf(think, sizeof think, "%d", COURSE_THINK_MS);
    launch_start(&s, now.lab, "hello_server", args);
    judge_stage("timing %d clients at once, each after %d ms of work", COURSE_CLIENTS,
                COURSE_THINK_MS);
    judge_pass("predicted: %s | measured: %.3f s (%d clients, %d ms each)", answer,
               time_last_greeting(&s), COURSE_CLIENTS, COURSE_THINK_MS);
}
END_TEST

static int
count_threads(const struct server *s)
{
    static struct crowd crowd;
    int64_t since, until;
    struct witness before, seen;

    crowd_connect(&crowd, s, NULL);
    since = clock_ms();
    until = since + PATIENCE_MS / 4; /* silent clients are given up after 5 s */
    witness_read(&before, s);
    do {
        witness_read(&seen, s);
        if (!witness_still(&before, &seen))
            since = clock_ms();
        before = seen;
    } while (clock_ms() - since < STILL_MS && look_again(until));
    return seen.tasks;
}

START_TEST(threads)
{
    static const char *const args[] = {NULL};
    char answer[300];
    struct server s;
    int n;

    take_prediction("threads", answer, sizeof answer);
    launch_start(&s, now.lab, "hello_server", args);
    judge_stage("counting threads while %d clients are held", COURSE_CLIENTS);
    n = count_threads(&s);
    judge_pass("predicted: %s | measured: %d thread%s (%d clients held)", answer, n,
               n == 1 ? "" : "s", COURSE_CLIENTS);
}
END_TEST

/* The time that the program itself tells in its last line: without its start, and without the
 * sample by which it finds out how much work takes how long. */
static double
time_tasks(const char *const *args)
{
    char out[4096], *summary;
    struct program p;

    program_start(&p, now.lab, "tasks", args);
    ending_status(&p, 0, "exit status 0 once all tasks are done");
    program_read(p.out, out, sizeof out);
    summary = strstr(out, " tasks in ");
    if (summary == NULL)
        judge_fail(V_FAIL, "at last: 10 tasks in 0.123 s", "no such line");
    return strtod(summary + strlen(" tasks in "), NULL);
}

START_TEST(wait)
{
    static const char *const args[] = {"--tasks", "10", "--seconds", "0.1", NULL};
    char answer[300];

    take_prediction("wait", answer, sizeof answer);
    judge_stage("running 10 tasks that wait");
    judge_pass("predicted: %s | measured: %.3f s (10 tasks that wait 0.1 s)", answer,
               time_tasks(args));
}
END_TEST

/* The labs compute in turn, each with all processors: else one would measure the others. */
static void
wait_for_turn(void)
{
    int kit = open(now.kit, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    judge_stage("waiting until the other labs have computed");
    if (kit == -1 || flock(kit, LOCK_EX) == -1)
        judge_grader("cannot lock %s", now.kit);
}

START_TEST(compute)
{
    static const char *const args[] = {"--tasks", "4",       "--seconds", "0.2",
                                       "--kind",  "compute", NULL};
    char answer[300];
    double best = 0;

    take_prediction("compute", answer, sizeof answer);
    wait_for_turn();
    judge_stage("running 4 tasks that compute");
    for (int i = 0; i < RUNS; i++) {
        double seconds = time_tasks(args);
        best = i == 0 || seconds < best ? seconds : best;
    }
    judge_pass("predicted: %s | measured: %.3f s (4 tasks that compute 0.2 s, %ld processors)",
               answer, best, sysconf(_SC_NPROCESSORS_ONLN));
}
END_TEST

const struct check_kind predict_checks[] = {
    {"predict.last-wait", &last_wait, false, NULL},
    {"predict.threads", &threads, false, NULL},
    {"predict.wait", &wait, false, NULL},
    {"predict.compute", &compute, false, NULL},
    {NULL, NULL, false, NULL},
};
