/* check_wireshark.c: exercise 2.2: the student's own capture, and what the student read off it.
 *
 * The same judgement as grader/check_capture FILE [WORKSHEET], which says it line by line; these
 * lines stand in the report as the transcript. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "capture/connections.h"
#include "capture/packets.h"
#include "capture/verdict.h"
#include "capture/worksheet.h"

#include "checks.h"
#include "judge.h"
#include "params.h"

#define CAPTURE   "wireshark/eight.pcapng"
#define WORKSHEET "wireshark/worksheet.txt"

/* In the copy of the hand-in. */
static const char *
path_of(char path[PATH_MAX], const char *name)
{
    snprintf(path, PATH_MAX, "%.4000s/%s", now.kit, name);
    return path;
}

/* The verdicts' lines, as the report may show them. */
static FILE *
open_transcript(void)
{
    FILE *out = fmemopen(now.record->transcript, sizeof now.record->transcript - 1, "w");

    if (out == NULL)
        judge_grader("no memory");
    return out;
}

static void
close_transcript(FILE *out)
{
    fclose(out);
    for (char *text = now.record->transcript; *text != '\0'; text++)
        if ((*text < ' ' || *text > '~') && *text != '\n')
            *text = '?';
}

/* Leaves the check when there is nothing to be judged: with `unread`, unless the machine is why. */
static void
read_capture(struct packets *p, struct verdicts *v, enum verdict unread)
{
    static char path[PATH_MAX];
    enum packets_outcome outcome;

    judge_stage("reading " CAPTURE);
    outcome = packets_read(p, path_of(path, CAPTURE));
    switch (outcome) {
    case PACKETS_NO_FILE:
        judge_hint("handout/experiments/capture --clients 8 " CAPTURE " makes one.");
        judge_fail(unread, "your capture, as the exercise asks for it", "there is no " CAPTURE);
    case PACKETS_NO_TOOL:
        judge_hint("On Debian and Ubuntu: sudo apt-get install tshark");
        judge_fail(V_INCONCLUSIVE, "tshark, which reads captures",
                   "tshark is not installed on this machine");
    case PACKETS_READ:
        verdict_of_reading(v, outcome, p, CAPTURE);
        return;
    default:
        verdict_of_reading(v, outcome, p, CAPTURE);
        judge_fail(unread, "a capture that can be read to its end", "%s", v->first_wrong);
    }
}

static void
find_connections(struct connections *c, const struct packets *p)
{
    if (!connections_find(c, p, connections_busiest(p)))
        judge_grader("no memory for the connections in " CAPTURE);
}

START_TEST(capture)
{
    struct verdicts v = {.out = open_transcript()};
    struct packets p;
    struct connections c;

    read_capture(&p, &v, V_FAIL);
    find_connections(&c, &p);
    verdict_of_capture(&v, &c, &p, (unsigned)param("clients"));
    close_transcript(v.out);
    if (v.wrong > 0)
        judge_fail(V_FAIL, "several clients at once, whole, greeted, served at the same time", "%s",
                   v.first_wrong);
    judge_pass("%zu clients served at the same time, %.1f Mbit/s at most, %lu segments sent again",
               c.n, c.peak * 8 / 1e6, c.sent_again);
}
END_TEST

START_TEST(worksheet)
{
    struct verdicts reading = {.out = open_transcript()}, v = {.out = reading.out};
    static char path[PATH_MAX];
    struct packets p;
    struct connections c;

    read_capture(&p, &reading, V_SKIPPED);
    find_connections(&c, &p);
    judge_stage("comparing " WORKSHEET " with " CAPTURE);
    if (!worksheet_judge(&v, path_of(path, WORKSHEET), &c)) {
        judge_hint("grader/check_capture --blank >" WORKSHEET " prints an empty one.");
        judge_fail(V_FAIL, "what you read off your capture", WORKSHEET ": %s", strerror(errno));
    }
    close_transcript(v.out);
    if (v.wrong > 0 && v.good == 0)
        judge_fail(V_FAIL, "what you read off your capture", "%s: %s", v.wrong_name, v.first_wrong);
    else if (v.wrong > 0)
        judge_partial((double)v.good / (v.good + v.wrong),
                      "%u of %u lines agree; the first that does not is \"%s\": %s", v.good,
                      v.good + v.wrong, v.wrong_name, v.first_wrong);
    else
        judge_pass("all %u lines agree with the capture", v.good);
}
END_TEST

const struct check_kind wireshark_checks[] = {
    {"wireshark.capture", &capture, false, "lab2-threads"},
    {"wireshark.worksheet", &worksheet, false, "lab2-threads"},
    {NULL, NULL, false, NULL},
};
