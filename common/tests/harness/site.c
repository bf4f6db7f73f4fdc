#include "site.h"

#include <crypt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ARGUMENTS = 32 };

struct program site;

const char *
site_path(const char *format, ...)
{
    char name[PROGRAM_PATH];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(name, sizeof name, format, arguments);
    va_end(arguments);
    folder_make(folder_path("root"));
    return folder_path("root/%s", name);
}

void
site_text(const char *name, const char *text)
{
    folder_text(site_path("%s", name), text);
}

static void
stop_if_running(void)
{
    if (site.pid != 0)
        site_stop();
}

void
site_stop(void)
{
    program_stop(&site);
}

static void
start(const char *argv[ARGUMENTS], size_t n, const char *const options[])
{
    while (*options != NULL && n < ARGUMENTS - 1)
        argv[n++] = *options++;
    argv[n] = NULL;
    program_start_server(&site, argv);
    kit_at_end(stop_if_running);
}

void
site_serve(const char *const options[])
{
    const char *argv[ARGUMENTS] = {"ftp_server", "--port", "0", "--root", site_path("%s", "")};

    start(argv, 5, options);
}

void
site_serve_hello(const char *const options[])
{
    const char *argv[ARGUMENTS] = {"hello_server", "--port", "0"};

    start(argv, 3, options);
}

struct talk *
caller(void)
{
    return talk_connect(site.host, site.port);
}

struct talk *
visitor(void)
{
    struct talk *c = caller();

    talk_hear(c, "220[ -]*");
    return c;
}

const char *
site_users(void)
{
    const char *path = folder_path("users");
    char text[512];

    snprintf(text, sizeof text, "ada:%s\nlocked:!\n",
             crypt("lovelace", "$6$rounds=1000$saltsalt$"));
    folder_text(path, text);
    return path;
}

struct talk *
guest(void)
{
    struct talk *c = visitor();

    talk_say(c, "USER anonymous");
    talk_hear(c, "331 *");
    talk_say(c, "PASS guest@example.org");
    talk_hear(c, "230[ -]*");
    return c;
}

struct talk *
binary_guest(void)
{
    struct talk *c = guest();

    talk_say(c, "TYPE I");
    talk_hear(c, "200 *");
    return c;
}

void
site_well(struct talk *c)
{
    talk_say(c, "NOOP");
    talk_hear(c, "200 *");
}

void
site_serves(void)
{
    struct talk *c = guest();

    site_well(c);
    talk_say(c, "QUIT");
    talk_hear(c, "221[ -]*");
    talk_hear_end(c);
    talk_hang_up(c);
}
