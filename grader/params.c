/* params.c: the numbers of the checks that an instructor may want to change, and their bounds. */
#include "params.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content.h"
#include "course_numbers.h"
#include "judge.h"

#define WORD(number)  #number
#define WORDS(number) WORD(number) /* as a default stands in the table */
#define CLIENTS       WORDS(COURSE_CLIENTS)
#define THINK         WORDS(COURSE_THINK_MS)
#define SIZES         "0,1,4095,4096,4097,65535,65536,65537,1048577"

static const struct param params[] = {
    {"hello.again", "clients", "20", 2, 1000, 0, "clients, one after another"},
    {"hello.vanishing", "clients", "20", 1, 1000, 0, "clients that vanish"},
    {"hello.model", "clients", CLIENTS, 3, 8, 0, "silent clients held at once"},
    {"hello.queue", "clients", CLIENTS, 2, 8, 0, "clients that leave one by one"},
    {"hello.think", "clients", CLIENTS, 3, 8, 0, "clients at once"},
    {"hello.think", "think", THINK, 50, 2000, 0,
     "ms of work for each; five times that if in doubt"},
    {"hello.send-file", "sizes", SIZES, 0, CONTENT_LARGEST, 12, "bytes of the files sent"},
    {"hello.ledger", "clients", "200", 10, 5000, 0, "clients between the two counts"},
    {"hello.greedy", "size", "8388608", 4194304, CONTENT_LARGEST, 0,
     "bytes that a client asks for"},
    {"hello.slow-reader", "size", "4194304", 1048576, CONTENT_LARGEST, 0,
     "bytes that a client asks for"},
    {"hello.slow-reader", "window", "400", 200, 5000, 0,
     "ms in which the processor's time is counted"},
    {"hello.idle", "window", "400", 200, 5000, 0, "ms in which the processor's time is counted"},
    {"hello_client.with", "clients", "3", 1, 50, 0, "clients of one hello_client"},
    {"hello_client.many", "clients", "4", 2, 16, 0, "clients of one hello_client"},
    {"hello_client.to-end", "sizes", "0,1,4096,4097,65537,1048577", 0, CONTENT_LARGEST, 12,
     "bytes that it is sent"},
    {"tasks.waits", "tasks", "10", 4, 100, 0, "tasks that wait"},
    {"tasks.waits", "wait", "100", 50, 2000, 0,
     "ms that each waits; up to 16 times that if in doubt"},
    {"tasks.compute", "tasks", "4", 1, 20, 0, "tasks that compute"},
    {"tasks.model", "tasks", "6", 2, 200, 0, "tasks that wait"},
    {"ftp.get", "sizes", SIZES, 0, CONTENT_LARGEST, 12, "bytes of the files fetched"},
    {"ftp.put", "sizes", SIZES, 0, CONTENT_LARGEST, 12, "bytes of the files stored"},
    {"ftp.model", "clients", CLIENTS, 3, 8, 0, "silent clients held at once"},
    {"ftp.idle", "window", "400", 200, 5000, 0, "ms in which the processor's time is counted"},
    {"ftp.greedy", "size", "8388608", 4194304, CONTENT_LARGEST, 0, "bytes that a client asks for"},
    {"ftp.stall", "size", "8388608", 4194304, CONTENT_LARGEST, 0, "bytes that a client asks for"},
    {"ftp.curl", "sizes", "0,1,65536,1048577", 0, CONTENT_LARGEST, 8, "bytes of the files"},
    {"ftp_client.with", "sizes", "0,1,65536,1048577", 0, CONTENT_LARGEST, 12, "bytes of the files"},
    {"ftp_client.many", "jobs", "4", 2, 16, 0, "-j: transfers at a time, at most"},
    {"ftp.ledger", "clients", "200", 10, 5000, 0, "sessions between the two counts"},
    {"ftp_client.get", "sizes", SIZES, 0, CONTENT_LARGEST, 12, "bytes of the files fetched"},
    {"wireshark.capture", "clients", "3", 2, 1000, 0, "clients in it at least"},
    {"ftp_client.put", "sizes", SIZES, 0, CONTENT_LARGEST, 12, "bytes of the files stored"},
};

const struct param *
param_at(size_t i)
{
    return i < sizeof params / sizeof params[0] ? &params[i] : NULL;
}

/* The number at text, which a comma or the end must follow; end gets what is behind it. */
static bool
read_number(const char *text, long *number, const char **end)
{
    char *behind;

    *number = strtol(text, &behind, 10);
    *end = *behind == ',' ? behind + 1 : behind;
    return *text >= '0' && *text <= '9' && (*behind == '\0' || (*behind == ',' && behind[1]));
}

const char *
param_wrong(const struct param *p, const char *value)
{
    static char words[120];
    size_t n = 0;
    long number;

    do {
        if (!read_number(value, &number, &value) || number < p->low || number > p->high ||
            ++n > (p->most > 0 ? p->most : 1)) {
            snprintf(words, sizeof words,
                     p->most > 0 ? "%s is up to %zu numbers from %ld to %ld"
                                 : "%s is %zu number from %ld to %ld",
                     p->name, p->most > 0 ? p->most : 1, p->low, p->high);
            return words;
        }
    } while (*value != '\0');
    return NULL;
}

static const struct param *
find(const char *name)
{
    for (size_t i = 0; i < sizeof params / sizeof params[0]; i++)
        if (strcmp(params[i].check, now.check) == 0 && strcmp(params[i].name, name) == 0)
            return &params[i];
    return NULL;
}

bool
param_has(const char *name)
{
    return find(name) != NULL;
}

static const char *
value_of(const char *name)
{
    const struct param *p = find(name);
    const char *set = now.rule != NULL ? rule_setting(now.rule, name) : NULL;

    if (p == NULL)
        judge_grader("%s has no parameter %s", now.check, name);
    return set != NULL ? set : p->value;
}

long
param(const char *name)
{
    return strtol(value_of(name), NULL, 10);
}

size_t
param_list(const char *name, size_t *out, size_t most)
{
    const char *value = value_of(name);
    size_t n = 0;
    long number;

    while (*value != '\0' && n < most && read_number(value, &number, &value))
        out[n++] = (size_t)number;
    return n;
}
