/* The client reads any lines as replies or refuses them; what the server writes it never refuses,
 * and no text can forge a line. */
#include "ftp_reply.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static void
read_lines(char *text)
{
    struct ftp_reply r = {0};
    char *rest = text;
    char *line;

    while ((line = strsep(&rest, "\n")) != NULL) {
        enum ftp_reply_result result = ftp_reply_read(&r, line);

        must(strlen(r.text) < sizeof r.text);
        must(result == FTP_REPLY_BAD || (r.code >= 100 && r.code < 600));
        must((result == FTP_REPLY_MORE) == r.unfinished || result == FTP_REPLY_BAD);
        if (result != FTP_REPLY_MORE)
            r = (struct ftp_reply){0};
    }
}

static void
write_and_read(const char *text)
{
    struct ftp_wire w = {0};
    const char *out, *end;
    int lines = 0;

    ftp_reply_begin(&w, 211, text);
    ftp_reply_add(&w, text);
    ftp_reply(&w, 211, "%s", text);
    out = buffer_bytes(&w.out);
    end = out + buffer_length(&w.out);
    must(out != NULL && end[-1] == '\n');
    for (const char *p = out; p < end; p++) {
        must(*p != '\n' || (p > out && p[-1] == '\r'));
        must(*p != '\r' || (p + 1 < end && p[1] == '\n'));
        lines += *p == '\n';
    }
    must(lines == 3);
    ftp_wire_free(&w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_string(data, size);

    write_and_read(text);
    read_lines(text);
    free(text);
    return 0;
}
