/* Command lines in the GNU style: getopt_long(3) takes them apart, a table says what they mean. */
#include "options.h"

#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { USAGE_ERROR = 2, MOST_ROWS = 24, FIRST_CODE = 256, HELP_CODE = FIRST_CODE + MOST_ROWS };

/* " (5)": what the value is if nobody sets it; empty when that is nothing. */
static void
write_default(const struct option_row *row, char *text, size_t size)
{
    *text = '\0';
    switch (row->kind) {
    case OPTION_TEXT:
        if (*(const char **)row->value != NULL)
            snprintf(text, size, " (%s)", *(const char **)row->value);
        break;
    case OPTION_COUNT:
    case OPTION_NUMBER:
    case OPTION_PORT:
        if (*(unsigned *)row->value > 0)
            snprintf(text, size, " (%u)", *(unsigned *)row->value);
        break;
    case OPTION_SECONDS:
        snprintf(text, size, " (%g)", *(double *)row->value);
        break;
    case OPTION_SIZE:
        snprintf(text, size, " (%lld)", *(long long *)row->value);
        break;
    case OPTION_FLAG:
    case OPTION_PORTS:
    case OPTION_END:
        break;
    }
}

static void
print_row(const struct option_row *row)
{
    char left[40];
    char short_form[8] = "    ";

    char standard[64];

    write_default(row, standard, sizeof standard);
    if (row->letter != 0)
        snprintf(short_form, sizeof short_form, "-%c, ", row->letter);
    snprintf(left, sizeof left, "%s--%s%s%s", short_form, row->name, row->argument ? " " : "",
             row->argument ? row->argument : "");
    printf("  %-28s %s%s\n", left, row->help, standard);
}

static void
print_help(const struct option_table *table)
{
    printf("Usage: %s %s\n%s\n\n", program_invocation_short_name, table->usage, table->summary);
    for (const struct option_row *row = table->rows; row->kind != OPTION_END; row++)
        print_row(row);
    printf("  %-28s %s\n", "    --help", "this text");
    if (fflush(stdout) != 0)
        err(1, "stdout");
    exit(EXIT_SUCCESS);
}

/* A whole number from low to high, and nothing behind it. */
static bool
read_whole(const char *text, unsigned low, unsigned high, unsigned *value)
{
    char *end;
    unsigned long n;

    errno = 0;
    n = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || n < low || n > high)
        return false;
    *value = (unsigned)n;
    return true;
}

static bool
read_ports(const char *text, unsigned ports[2])
{
    char low[8];
    const char *dash = strchr(text, '-');

    if (dash == NULL || (size_t)(dash - text) >= sizeof low)
        return false;
    snprintf(low, sizeof low, "%.*s", (int)(dash - text), text);
    return read_whole(low, 1, 65535, &ports[0]) && read_whole(dash + 1, ports[0], 65535, &ports[1]);
}

static bool
read_seconds(const char *text, double *value)
{
    char *end;
    double n = strtod(text, &end);

    if (end == text || *end != '\0' || !isfinite(n) || n < 0 || n > 1e9)
        return false;
    *value = n;
    return true;
}

static bool
read_size(const char *text, long long *value)
{
    char *end;

    if (strcmp(text, "all") == 0) {
        *value = -1;
        return true;
    }
    errno = 0;
    *value = strtoll(text, &end, 10);
    return text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0;
}

/* What an option takes, for the message when it gets something else; NULL when all is well. */
static const char *
set_value(const struct option_row *row, const char *text)
{
    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)row->value = true;
        return NULL;
    case OPTION_TEXT:
        *(const char **)row->value = text;
        return NULL;
    case OPTION_COUNT:
        return read_whole(text, 1, 1000000, row->value) ? NULL : "a number from 1 to 1000000";
    case OPTION_NUMBER:
        return read_whole(text, 0, 1000000000, row->value) ? NULL : "a whole number";
    case OPTION_PORT:
        return read_whole(text, 0, 65535, row->value) ? NULL : "a port from 0 to 65535";
    case OPTION_PORTS:
        return read_ports(text, row->value) ? NULL : "two ports, as in 5000-5010";
    case OPTION_SECONDS:
        return read_seconds(text, row->value) ? NULL : "seconds, as in 1.5";
    case OPTION_SIZE:
        return read_size(text, row->value) ? NULL : "a number of bytes or \"all\"";
    case OPTION_END:
        break;
    }
    return "nothing";
}

/* The table in the two forms that getopt_long(3) reads. */
static int
translate(const struct option_table *table, struct option *longs, char *shorts)
{
    int n = 0;

    *shorts++ = ':'; /* tell a missing argument from an unknown option, and print nothing */
    for (; table->rows[n].kind != OPTION_END; n++) {
        const struct option_row *row = &table->rows[n];
        int takes = row->argument == NULL ? no_argument : required_argument;

        longs[n] = (struct option){.name = row->name, .has_arg = takes, .val = FIRST_CODE + n};
        if (row->letter != 0)
            *shorts++ = row->letter;
        if (row->letter != 0 && takes == required_argument)
            *shorts++ = ':';
    }
    longs[n] = (struct option){.name = "help", .val = HELP_CODE};
    longs[n + 1] = (struct option){0};
    *shorts = '\0';
    return n;
}

static const struct option_row *
row_of(const struct option_table *table, int rows, int code)
{
    if (code >= FIRST_CODE)
        return &table->rows[code - FIRST_CODE];
    for (int i = 0; i < rows; i++)
        if (table->rows[i].letter == code)
            return &table->rows[i];
    return NULL;
}

int
options_read(const struct option_table *table, int argc, char **argv)
{
    struct option longs[MOST_ROWS + 2];
    char shorts[2 * MOST_ROWS + 2];
    int rows = translate(table, longs, shorts);
    int code;

    opterr = 0;
    while ((code = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const struct option_row *row;
        const char *wanted;

        if (code == HELP_CODE)
            print_help(table);
        if (code == '?' && optopt != 0 && optopt < FIRST_CODE)
            errx(USAGE_ERROR, "unknown option -%c; try --help", optopt);
        if (code == '?')
            errx(USAGE_ERROR, "unknown option %s; try --help", argv[optind - 1]);
        if (code == ':')
            errx(USAGE_ERROR, "%s needs an argument; try --help", argv[optind - 1]);
        row = row_of(table, rows, code);
        wanted = set_value(row, optarg);
        if (wanted != NULL)
            errx(USAGE_ERROR, "--%s takes %s, not \"%s\"", row->name, wanted, optarg);
    }
    return optind;
}

void
options_read_all(const struct option_table *table, int argc, char **argv)
{
    int first = options_read(table, argc, argv);

    if (first < argc)
        errx(USAGE_ERROR, "unexpected argument \"%s\"; try --help", argv[first]);
}
