/* transcript.c: what the running check said and heard, line by line, in its record. */
#include "transcript.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "deadline.h"
#include "judge.h"
#include "text.h"

#define CONNECTIONS 4096
#define SHOWN       120 /* bytes of one line; of a bulk of bytes the first few */
#define BULK_SHOWN  24
#define BULK        512 /* so many at once are no line of a protocol         */
#define LEFT_OUT    "           (lines left out)\n"

static int numbers[CONNECTIONS], last_number;
static int64_t begin;

/* The line that more bytes may yet join; it stands at the end of the text already. */
static struct {
    size_t at; /* where it begins in the text */
    int number;
    char direction; /* 0: none is open */
    int64_t when;
    unsigned char bytes[SHOWN];
    size_t total;
    bool bulk;
} open;

/* Makes room for n more bytes: whole lines go, behind the first half of the text. */
static void
make_room(char *text, size_t used, size_t n)
{
    char *middle = strchr(text + TRANSCRIPT_TEXT / 2, '\n') + 1, *rest = middle;

    if (strncmp(middle, LEFT_OUT, strlen(LEFT_OUT)) == 0)
        rest += strlen(LEFT_OUT);
    while (used - (size_t)(rest - middle) + strlen(LEFT_OUT) + n >= TRANSCRIPT_TEXT &&
           strchr(rest, '\n') != NULL)
        rest = strchr(rest, '\n') + 1;
    memmove(middle + strlen(LEFT_OUT), rest, strlen(rest) + 1);
    memcpy(middle, LEFT_OUT, strlen(LEFT_OUT));
}

static void
append(const char *line)
{
    char *text = now.record->transcript;
    size_t used = strlen(text), n = strlen(line);

    if (used + n >= TRANSCRIPT_TEXT) {
        make_room(text, used, n);
        used = strlen(text);
    }
    memcpy(text + used, line, n + 1);
    open.at = used;
}

static int64_t
elapsed(void)
{
    if (begin == 0)
        begin = clock_us();
    return clock_us() - begin;
}

static int
number_of(int fd)
{
    return fd >= 0 && fd < CONNECTIONS ? numbers[fd] : 0;
}

static void
write_line(int64_t when, int number, const char *what)
{
    char line[800], who[12] = "";

    if (number > 0)
        snprintf(who, sizeof who, "%d", number);
    snprintf(line, sizeof line, "%8.1f ms %2s  %.700s\n", (double)when / 1000, who, what);
    append(line);
}

/* The open line as it is now, in place of what it was. */
static void
write_open(void)
{
    char safe[4 * SHOWN + 8], what[4 * SHOWN + 60];
    size_t most = open.bulk ? BULK_SHOWN : SHOWN;

    text_escape_c(safe, sizeof safe, open.bytes, open.total < most ? open.total : most);
    if (open.total > most)
        snprintf(what, sizeof what, "%c %s... (%zu bytes)", open.direction, safe, open.total);
    else
        snprintf(what, sizeof what, "%c %s", open.direction, safe);
    write_line(open.when, open.number, what);
}

static void
join(const unsigned char *bytes, size_t n)
{
    size_t room = open.total < SHOWN ? SHOWN - open.total : 0;

    memcpy(open.bytes + (SHOWN - room), bytes, n < room ? n : room);
    open.total += n;
    open.bulk = open.bulk || n >= BULK;
    write_open();
}

/* One piece that holds at most one line end, at its end; or a bulk of bytes. */
static void
add_piece(int number, char direction, const unsigned char *bytes, size_t n)
{
    if (open.direction == direction && open.number == number) {
        now.record->transcript[open.at] = '\0';
    } else {
        open.direction = direction;
        open.number = number;
        open.when = elapsed();
        open.total = 0;
        open.bulk = false;
    }
    join(bytes, n);
    if (!open.bulk && bytes[n - 1] == '\n')
        open.direction = 0;
}

void
transcript_bytes(int fd, char direction, const void *bytes, size_t n)
{
    const unsigned char *at = bytes, *end = at + n, *line;
    int number = number_of(fd);

    if (n >= BULK) {
        add_piece(number, direction, at, n);
        return;
    }
    for (; at < end; at = line) {
        line = memchr(at, '\n', (size_t)(end - at));
        line = line != NULL && !(open.bulk && open.direction == direction) ? line + 1 : end;
        add_piece(number, direction, at, (size_t)(line - at));
    }
}

static void
note(int number, const char *format, va_list list)
{
    char what[400], safe[700];

    vsnprintf(what, sizeof what, format, list);
    open.direction = 0;
    write_line(elapsed(), number, text_escape(safe, sizeof safe, what, strlen(what)));
}

void
transcript_note(int fd, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    note(number_of(fd), format, list);
    va_end(list);
}

void
transcript_connect(int fd, const char *format, ...)
{
    va_list list;

    if (fd >= 0 && fd < CONNECTIONS)
        numbers[fd] = ++last_number;
    va_start(list, format);
    note(number_of(fd), format, list);
    va_end(list);
}
