/* A command of FTP: one line, taken apart or put together. */
#include "ftp_command.h"

#include <ctype.h>
#include <string.h>

struct ftp_command
ftp_command_parse(const char *line)
{
    struct ftp_command c = {.verb = ""};
    size_t n = strcspn(line, " ");

    c.argument = line + n + (line[n] == ' ');
    if (n >= FTP_VERB)
        return c;
    for (size_t i = 0; i < n; i++) {
        if (!isalpha((unsigned char)line[i])) {
            c.verb[0] = '\0';
            return c;
        }
        c.verb[i] = (char)toupper((unsigned char)line[i]);
    }
    return c;
}

bool
ftp_command_is_clean(const char *argument)
{
    for (const unsigned char *p = (const unsigned char *)argument; *p != '\0'; p++)
        if (*p < ' ' || *p == 127)
            return false;
    return true;
}

static void
add(struct ftp_wire *w, const char *text)
{
    char *room = buffer_room(&w->out, 2 * strlen(text));
    char *out = room;

    if (room == NULL) {
        ftp_wire_lose(w);
        return;
    }
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text == 255)
            *out++ = *text;
        *out++ = *text;
    }
    buffer_added(&w->out, (size_t)(out - room));
}

void
ftp_command_send(struct ftp_wire *w, const char *verb, const char *argument)
{
    if (w->lost)
        return;
    add(w, verb);
    if (argument != NULL) {
        add(w, " ");
        add(w, argument);
    }
    add(w, "\r\n");
}
