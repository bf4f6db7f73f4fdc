/* A number, then a unit that a table knows. */
#include "units.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { USAGE_ERROR = 2 };

struct unit {
    const char *name;
    double factor;
};

static const struct unit rates[] = {
    {"bit", 1.0 / 8}, {"kbit", 1e3 / 8}, {"Mbit", 1e6 / 8}, {"Gbit", 1e9 / 8}, {NULL, 0}};
static const struct unit times[] = {{"s", 1}, {"ms", 1e-3}, {"us", 1e-6}, {NULL, 0}};

/* The value in the base unit, or -1. */
static double
read_value(const char *text, const struct unit *units)
{
    char *end;
    double value = strtod(text, &end);

    if (end == text || !isfinite(value) || value < 0)
        return -1;
    if (*end == '\0' && value == 0)
        return 0;
    for (; units->name != NULL; units++)
        if (strcasecmp(end, units->name) == 0)
            return value * units->factor;
    return -1;
}

double
units_rate(const char *option, const char *text)
{
    double rate = read_value(text, rates);

    if (rate < 1 || rate > 1e11)
        errx(USAGE_ERROR, "--%s takes a rate, as in 8Mbit, 64kbit or 1Gbit, not \"%s\"", option,
             text);
    return rate;
}

double
units_time(const char *option, const char *text)
{
    double time = read_value(text, times);

    if (time < 0 || time > 1000)
        errx(USAGE_ERROR, "--%s takes a time, as in 200ms or 1.5s, not \"%s\"", option, text);
    return time;
}

union net_address
units_place(const char *option, const char *text)
{
    union net_address a;
    char host[NET_TEXT];
    const char *colon = strrchr(text, ':');
    char *end = NULL;
    unsigned long port = colon == NULL ? 0 : strtoul(colon + 1, &end, 10);
    bool bracketed = text[0] == '[' && colon != NULL && colon > text + 1 && colon[-1] == ']';

    snprintf(host, sizeof host, "%.*s", colon == NULL ? 0 : (int)(colon - text) - 2 * bracketed,
             text + bracketed);
    if (end == NULL || end == colon + 1 || *end != '\0' || port < 1 || port > 65535 ||
        !net_address(&a, host, (unsigned)port))
        errx(USAGE_ERROR, "--%s takes an address and a port, as in 127.0.0.1:3720, not \"%s\"",
             option, text);
    return a;
}
