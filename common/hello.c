/* The hello protocol, without waiting. */
#include "hello.h"

#include "net.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int
open_file(const char *name, struct stat *st)
{
    int file = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (file >= 0 && fstat(file, st) != 0)
        net_close(&file);
    if (file >= 0 && !S_ISREG(st->st_mode)) {
        net_close(&file);
        errno = S_ISDIR(st->st_mode) ? EISDIR : EINVAL;
    }
    return file;
}

struct hello_server_options
hello_server_options(int argc, char **argv)
{
    struct hello_server_options o = {.server = SERVER_DEFAULTS(HELLO_PORT)};
    const struct option_row rows[] = {
        SERVER_OPTION_ROWS(&o.server),
        {OPTION_NUMBER, "think", 0, &o.think, "MS", "work to do before each greeting"},
        {OPTION_TEXT, "send", 0, &o.send, "FILE", "send this file instead of the greeting"},
        {.kind = OPTION_END},
    };
    struct stat st;
    const struct option_table table = {"[OPTION]...", "Greets every client: " HELLO_TEXT, rows};
    int file = -1;

    options_read_all(&table, argc, argv);
    if (o.send != NULL && (file = open_file(o.send, &st)) < 0)
        err(1, "%s", o.send);
    net_close(&file);
    return o;
}

bool
hello_greet(struct transfer *t, const struct hello_server_options *o)
{
    struct stat st;
    int file;

    if (o->send == NULL)
        return transfer_send_text(t, HELLO_TEXT, HELLO_LENGTH);
    file = open_file(o->send, &st);
    if (file >= 0)
        transfer_send_file(t, file, st.st_size, false);
    return file >= 0;
}

void
hello_log(const struct hello_server_options *o, int client, const char *event)
{
    union net_address peer;
    char text[NET_TEXT];

    if (!o->server.verbose)
        return;
    peer = net_peer(client);
    fprintf(stderr, "%s %s\n", net_text(&peer, text), event);
}

struct hello_client_options
hello_client_options(int argc, char **argv)
{
    struct hello_client_options o = {
        .host = "127.0.0.1", .port = HELLO_PORT, .clients = 1, .expect = HELLO_LENGTH};
    const struct option_row rows[] = {
        {OPTION_TEXT, "host", 0, &o.host, "ADDR", "where the server is"},
        {OPTION_PORT, "port", 0, &o.port, "N", "its port"},
        {OPTION_COUNT, "clients", 0, &o.clients, "N", "how many clients to be"},
        {OPTION_SIZE, "expect", 0, &o.expect, "N", "bytes to read; all: to the end of the stream"},
        {.kind = OPTION_END},
    };
    const struct option_table table = {"[OPTION]...", "Connects and prints the greeting.", rows};

    options_read_all(&table, argc, argv);
    if (o.port == 0)
        errx(2, "--port takes a port from 1 to 65535, not 0");
    return o;
}

size_t
hello_wanted(const struct hello *h, size_t room)
{
    if (h->expect >= 0 && h->expect - h->got < (long long)room)
        return (size_t)(h->expect - h->got);
    return room;
}

void
hello_take(struct hello *h, const char *bytes, size_t n)
{
    if (h->got < HELLO_LENGTH) {
        size_t room = (size_t)(HELLO_LENGTH - h->got);

        memcpy(h->text + h->got, bytes, n < room ? n : room);
    }
    h->got += (long long)n;
}

bool
hello_is_whole(const struct hello *h, bool ended)
{
    return h->expect < 0 ? ended : h->got >= h->expect;
}

enum step
hello_receive(struct hello *h, int socket)
{
    char bytes[16 * 1024];
    size_t got;
    enum step result;

    if (hello_is_whole(h, false))
        return STEP_DONE;
    result = net_receive(socket, bytes, hello_wanted(h, sizeof bytes), 0, &got);
    if (result != STEP_DONE)
        return result;
    hello_take(h, bytes, got);
    if (hello_is_whole(h, got == 0))
        return STEP_DONE;
    errno = ENODATA;
    return got == 0 ? STEP_FAILED : STEP_MORE;
}

void
hello_print(unsigned client, const struct hello *h, double seconds)
{
    char text[HELLO_LENGTH];

    if (h->got != HELLO_LENGTH) {
        printf("client %u: %lld bytes (%.3f s)\n", client, h->got, seconds);
    } else {
        for (int i = 0; i < HELLO_LENGTH; i++) /* a server must not draw on the terminal */
            text[i] = h->text[i] >= ' ' && h->text[i] <= '~' ? h->text[i] : '?';
        printf("client %u: %.*s (%.3f s)\n", client, (int)HELLO_LENGTH, text, seconds);
    }
    fflush(stdout);
}

void
hello_complain(unsigned client, const struct hello *h, const char *why)
{
    if (why == NULL)
        warnx("client %u: short greeting, %lld of %lld bytes", client, h->got, h->expect);
    else
        warnx("client %u: %s", client, why);
}

int
hello_summary(unsigned good, unsigned all, double seconds)
{
    printf("%u of %u clients in %.3f s\n", good, all, seconds);
    if (fflush(stdout) != 0)
        err(1, "stdout");
    return good == all ? EXIT_SUCCESS : EXIT_FAILURE;
}
