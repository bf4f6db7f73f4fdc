/* Lines are the same however the bytes are cut up, none is too long, none holds a NUL or an LF. */
#include "fuzz.h"
#include "linebuf.h"

#include <string.h>

enum { MOST = 64 * 1024 };

struct lines {
    char text[MOST]; /* one after the other, each with its LF; "!" for one too long */
    size_t length;
};

static void
add(struct lines *l, const char *line, size_t n)
{
    must(l->length + n + 1 <= MOST);
    memcpy(l->text + l->length, line, n);
    l->length += n;
    l->text[l->length++] = '\n';
}

static void
take_all(struct linebuf *b, struct lines *l)
{
    char *line;

    for (;;) {
        bool ready = linebuf_ready(b);

        switch (linebuf_take(b, &line)) {
        case LINEBUF_NONE:
            must(!ready);
            return;
        case LINEBUF_TOO_LONG:
            add(l, "!", 1);
            break;
        case LINEBUF_LINE:
            must(strlen(line) < LINEBUF_LIMIT && strchr(line, '\n') == NULL);
            add(l, line, strlen(line));
            break;
        }
        must(ready);
    }
}

/* In pieces whose lengths the bytes themselves choose, or whole. */
static void
pass(struct lines *l, const uint8_t *data, size_t size, bool in_pieces)
{
    struct linebuf b = {0};

    l->length = 0;
    for (size_t done = 0, n; done < size; done += n) {
        size_t room;
        char *to = linebuf_room(&b, &room);

        must(to != NULL && room > 0);
        n = in_pieces ? 1 + data[done] % 7u : room;
        if (n > room)
            n = room;
        if (n > size - done)
            n = size - done;
        memcpy(to, data + done, n);
        linebuf_received(&b, n);
        linebuf_holds(&b, "ABOR");
        take_all(&b, l);
    }
    linebuf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct lines whole, pieces;

    if (size > MOST / 2)
        return 0;
    pass(&whole, data, size, false);
    pass(&pieces, data, size, true);
    must(whole.length == pieces.length && memcmp(whole.text, pieces.text, whole.length) == 0);
    return 0;
}
