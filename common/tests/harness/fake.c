#include "fake.h"

#include <fnmatch.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct fake_rule usual[] = {
    {"USER", "331 Who is it?\r\n"},
    {"PASS", "230 Come in.\r\n"},
    {"QUIT", "221 Bye.\r\n"},
    {"TYPE", "200 Fine.\r\n"},
    {"MODE", "200 Fine.\r\n"},
    {"STRU", "200 Fine.\r\n"},
    {"NOOP", "200 Fine.\r\n"},
    {"OPTS", "200 Fine.\r\n"},
    {"SYST", "215 UNIX Type: L8\r\n"},
    {"FEAT", "211-Features:\r\n SIZE\r\n MDTM\r\n REST STREAM\r\n UTF8\r\n211 End\r\n"},
    {"PWD", "257 \"/\" is it\r\n"},
    {"CWD", "250 There.\r\n"},
    {"REST", "350 From there.\r\n"},
    {"ABOR", "226 Done.\r\n"},
    {"MDTM", "213 20010203040506\r\n"},
};

void
fake_begin(struct fake *f)
{
    *f = (struct fake){
        .greeting = "220 Ready.\r\n",
        .opening = "150 Here it comes.\r\n",
        .closing = "226 Done.\r\n",
        .file = "content",
        .length = 7,
        .cut = (size_t)-1,
        .listing = "a.txt\r\nb.txt\r\n",
        .old_length = -1,
    };
    f->listener = talk_listen("127.0.0.1", &f->port);
    strcpy(f->seen, "\n");
}

void
fake_answer(struct fake *f, const char *start, const char *reply)
{
    f->rules[f->rule_count++] = (struct fake_rule){start, reply};
}

const char *
fake_url(const struct fake *f, const char *path)
{
    static char urls[8][512];
    static unsigned next;
    char *url = urls[next++ % 8];

    snprintf(url, sizeof urls[0], "ftp://127.0.0.1:%u/%s", f->port, path);
    return url;
}

bool
fake_saw(const struct fake *f, const char *pattern)
{
    char line[FAKE_LINE];

    for (const char *at = f->seen + 1; *at != '\0'; at = strchr(at, '\n') + 1) {
        snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
        if (fnmatch(pattern, line, FNM_EXTMATCH) == 0)
            return true;
    }
    return false;
}

void
fake_leave(struct fake_client *c)
{
    if (c->listener >= 0)
        close(c->listener);
    talk_hang_up(c->talk);
    c->talk = NULL;
    c->listener = -1;
}

/* Says a reply as the test wants it; false when that ends the connection. */
static bool
answer(struct fake_client *c, const char *reply)
{
    if (strcmp(reply, FAKE_RESETS) == 0)
        talk_reset(c->talk);
    if (*reply == '\001') {
        fake_leave(c);
        return false;
    }
    if (*reply != '\0' && c->talk->fd >= 0)
        talk_tell(c->talk, reply, strlen(reply));
    if (strncmp(reply, "421", 3) == 0) { /* which says just that */
        fake_leave(c);
        return false;
    }
    return true;
}

static const char *
rule_for(const struct fake_rule *rules, size_t n, const char *line)
{
    for (size_t i = 0; i < n; i++)
        if (strncasecmp(line, rules[i].start, strlen(rules[i].start)) == 0)
            return rules[i].reply;
    return NULL;
}

static void
tell_size(struct fake *f, struct fake_client *c)
{
    char reply[64] = "550 No such file.\r\n";
    long size = f->old_length >= 0 ? f->old_length : f->file != NULL ? (long)f->length : -1;

    if (size >= 0)
        snprintf(reply, sizeof reply, "213 %ld\r\n", size);
    talk_tell(c->talk, reply, strlen(reply));
}

static bool
is_one_of(const char *verb, const char *verbs)
{
    return *verb != '\0' && strstr(verbs, verb) != NULL;
}

static void
obey(struct fake *f, struct fake_client *c, const char *line)
{
    char verb[8] = "";
    const char *reply = rule_for(f->rules, f->rule_count, line);

    sscanf(line, "%7[A-Za-z]", verb);
    if (reply == NULL || strchr(reply, '%') != NULL) {
        if (is_one_of(verb, "PASV EPSV PORT EPRT")) {
            fake_data_port(f, c, verb, line, reply);
            return;
        }
        if (reply == NULL && is_one_of(verb, "RETR STOR APPE NLST LIST MLSD")) {
            fake_transfer(f, c, verb);
            return;
        }
    }
    if (strcmp(verb, "REST") == 0)
        c->restart = strtol(line + 5, NULL, 10);
    if (reply == NULL && strcmp(verb, "SIZE") == 0) {
        tell_size(f, c);
        return;
    }
    if (reply == NULL)
        reply = rule_for(usual, sizeof usual / sizeof *usual, line);
    if (answer(c, reply != NULL ? reply : "502 Not here.\r\n") && strcmp(verb, "QUIT") == 0)
        fake_leave(c);
}

static void
hear_command(struct fake *f, struct fake_client *c)
{
    char *line = talk_line(c->talk);
    size_t n = strlen(f->seen);

    if (line == NULL) {
        fake_leave(c);
        return;
    }
    snprintf(f->seen + n, sizeof f->seen - n, "%s\n", line);
    obey(f, c, line);
}

static void
welcome(struct fake *f)
{
    int at = 0, clients = 1;

    for (int i = 0; i < FAKE_CLIENTS; i++)
        if (f->clients[i].talk != NULL)
            clients++;
        else
            at = i;
    f->most = clients > f->most ? clients : f->most;
    f->clients[at] = (struct fake_client){.listener = -1};
    f->clients[at].talk = talk_adopt(talk_accept(f->listener), "server");
    answer(&f->clients[at], f->greeting);
}

int
fake_serve(struct fake *f, struct program *client)
{
    double deadline = kit_deadline();

    while (!program_ended(client)) {
        struct pollfd p[FAKE_CLIENTS + 2] = {{.fd = f->listener, .events = POLLIN},
                                             {.fd = client->alive, .events = POLLIN}};

        for (int i = 0; i < FAKE_CLIENTS; i++) {
            p[i + 2].fd = f->clients[i].talk != NULL ? f->clients[i].talk->fd : -1;
            p[i + 2].events = POLLIN;
        }
        if (poll(p, FAKE_CLIENTS + 2, 100) < 0 || kit_now() > deadline)
            kit_fail("%s has not ended in %g s", client->name, KIT_PATIENCE);
        for (int i = 0; i < FAKE_CLIENTS; i++)
            if (f->clients[i].talk != NULL && p[i + 2].revents != 0)
                hear_command(f, &f->clients[i]);
        if (p[0].revents != 0)
            welcome(f);
    }
    return program_wait(client);
}
