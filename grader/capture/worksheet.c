/* A table holds the lines of the worksheet, what the capture says to each, and what is near enough.
 */
#include "worksheet.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINES = 6, MOST_BYTES = 16 * 1024 };

struct row {
    const char *name;
    const char *unit; /* of the value; NULL: "yes" or "no" */
    double near;      /* how far off a value may be, as a part of the right one */
    double close;     /* or in its own unit */
    const char *help;
};

static const struct row rows[LINES] = {
    {"connections", "", 0, 0, "how many clients connected to the server"},
    {"together", NULL, 0, 0, "were they served at the same time, yes or no"},
    {"bytes each", "bytes", 0, 0,
     "that the server sent to each client, without what it sent again"},
    {"average", "Mbit/s", 0.10, 0.001,
     "Mbit/s, from the server's first byte to its last; 10 % off is right"},
    {"peak", "Mbit/s", 0.25, 0.001,
     "Mbit/s, in an I/O graph with an interval of 100 ms; 25 % off is right"},
    {"sent again", "segments", 0.10, 3,
     "segments: tcp.analysis.retransmission; 10 % or 3 off is right"},
};

static void
right_values(const struct connections *c, double values[LINES])
{
    values[0] = (double)c->n;
    values[1] = connections_sharing(c) == SHARING_OVERLAPPED;
    values[2] = (double)c->list[0].bytes;
    values[3] = c->average * 8 / 1e6;
    values[4] = c->peak * 8 / 1e6;
    values[5] = (double)c->sent_again;
}

void
worksheet_print_blank(void)
{
    for (size_t i = 0; i < LINES; i++)
        printf("# %s\n%s:\n", rows[i].help, rows[i].name);
}

static const struct row *
row_of(const char *name)
{
    for (size_t i = 0; i < LINES; i++)
        if (strcasecmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

/* NAN when it is no value for that row. */
static double
read_value(const struct row *row, const char *text)
{
    char *end;
    double value;

    if (row->unit == NULL)
        return tolower(text[0]) == 'y' ? 1 : tolower(text[0]) == 'n' ? 0 : NAN;
    value = strtod(text, &end);
    end += strspn(end, " \t");
    return end == text || (*end != '\0' && strcasecmp(end, row->unit) != 0) ? NAN : value;
}

static void
judge_value(struct verdicts *v, const struct row *row, const char *text, double right)
{
    double value = read_value(row, text);

    if (isnan(value) && row->unit == NULL)
        verdict(v, false, row->name, "yes or no is asked for, not \"%s\"", text);
    else if (isnan(value))
        verdict(v, false, row->name, "a number%s%s is asked for, not \"%s\"",
                row->unit[0] == '\0' ? "" : " of ", row->unit, text);
    else if (row->unit == NULL)
        verdict(v, value == right, row->name, "the worksheet says %s, the capture %s",
                value != 0 ? "yes" : "no", right != 0 ? "yes" : "no");
    else
        verdict(v, fabs(value - right) <= fmax(row->near * right, row->close), row->name,
                "the worksheet says %.8g, the capture %.8g%s%s", value, right,
                row->unit[0] == '\0' ? "" : " ", row->unit);
}

static char *
trimmed(char *text)
{
    size_t n;

    text += strspn(text, " \t");
    n = strlen(text);
    while (n > 0 && isspace((unsigned char)text[n - 1]))
        text[--n] = '\0';
    return text;
}

static void
judge_line(struct verdicts *v, char *line, const double right[LINES], bool seen[LINES])
{
    char *rest = trimmed(line);
    char *name = strsep(&rest, ":");
    const struct row *row = row_of(trimmed(name));

    if (name[0] == '\0' || name[0] == '#')
        return;
    if (row == NULL || rest == NULL) {
        verdict(v, false, "worksheet",
                "there is no line \"%s\" in it; --blank shows which there are", name);
        return;
    }
    seen[row - rows] = true;
    judge_value(v, row, trimmed(rest), right[row - rows]);
}

/* A worksheet is a short text; whatever else stands there (a pipe, a disk) is not read. */
static FILE *
open_sheet(const char *file)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;

    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= MOST_BYTES)
        return fdopen(fd, "r");
    if (fd >= 0) {
        close(fd);
        errno = S_ISREG(st.st_mode) ? EFBIG : EINVAL;
    }
    return NULL;
}

bool
worksheet_judge(struct verdicts *v, const char *file, const struct connections *c)
{
    FILE *sheet = open_sheet(file);
    double right[LINES];
    bool seen[LINES] = {false};
    char line[256];

    if (sheet == NULL)
        return false;
    right_values(c, right);
    while (fgets(line, sizeof line, sheet) != NULL)
        judge_line(v, line, right, seen);
    fclose(sheet);
    for (size_t i = 0; i < LINES; i++)
        if (!seen[i])
            verdict(v, false, rows[i].name, "the worksheet has no line for it");
    return true;
}
