/* A command is taken apart without a look behind its end, and what one end writes the other reads.
 */
#include "ftp_command.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

/* Any clean argument arrives as it was, Telnet's IAC too. */
static void
send_and_read(const char *argument)
{
    struct ftp_wire w = {0};
    size_t length, room;
    char *line;

    ftp_command_send(&w, "RETR", argument);
    length = buffer_length(&w.out);
    for (size_t done = 0, n; done < length; done += n) {
        char *to = linebuf_room(&w.in, &room);

        must(to != NULL);
        n = room < length - done ? room : length - done;
        memcpy(to, buffer_bytes(&w.out) + done, n);
        linebuf_received(&w.in, n);
    }
    must(linebuf_take(&w.in, &line) == LINEBUF_LINE);
    must(strcmp(ftp_command_parse(line).verb, "RETR") == 0);
    must(strcmp(ftp_command_parse(line).argument, argument) == 0);
    ftp_wire_free(&w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *line = fuzz_string(data, size);
    struct ftp_command c = ftp_command_parse(line);

    must(strspn(c.verb, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(c.verb));
    must(c.argument >= line && c.argument <= line + strlen(line));
    if (ftp_command_is_clean(line) && strlen(line) < LINEBUF_LIMIT / 2)
        send_and_read(line);
    free(line);
    return 0;
}
