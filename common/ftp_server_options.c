/* The command line of ftp_server, the same in every lab. */
#include "ftp_server_options.h"

#include "store.h"

#include <err.h>
#include <stdlib.h>

static void
open_service(struct ftp_service *service, const char *root, const char *users)
{
    service->root = store_open_root(root);
    if (service->root < 0)
        err(1, "cannot serve %s", root);
    if (users != NULL && !ftp_service_read_users(service, users))
        exit(1);
}

struct ftp_server_options
ftp_server_options(int argc, char **argv, struct ftp_service *service)
{
    struct ftp_server_options o = {.server = SERVER_DEFAULTS(FTP_PORT), .max_clients = 1000};
    const char *root = ".";
    const char *users = NULL;
    bool no_anonymous = false;
    double idle_timeout = 300;
    bool writable = false;
    unsigned ports[2] = {0, 0};
    const struct option_row rows[] = {
        SERVER_OPTION_ROWS(&o.server),
        {OPTION_TEXT, "root", 0, &root, "DIR", "the directory to serve"},
        {OPTION_FLAG, "writable", 0, &writable, NULL, "let clients change files"},
        {OPTION_TEXT, "users", 0, &users, "FILE", "lines name:hash, as crypt(3) writes it"},
        {OPTION_FLAG, "no-anonymous", 0, &no_anonymous, NULL, "refuse anonymous"},
        {OPTION_PORTS, "passive-ports", 0, ports, "LO-HI", "range for data ports"},
        {OPTION_COUNT, "max-clients", 0, &o.max_clients, "N", "further clients are refused"},
        {OPTION_COUNT, "max-per-address", 0, &o.max_per_address, "N", "the same, for one address"},
        {OPTION_SECONDS, "idle-timeout", 0, &idle_timeout, "S", "silence that a session survives"},
        {OPTION_TEXT, "run-as", 0, &o.run_as, "NAME", "the user to become after binding the port"},
        {.kind = OPTION_END},
    };
    const struct option_table table = {"[OPTION]...", "Serves files over FTP.", rows};

    options_read_all(&table, argc, argv);
    if (idle_timeout <= 0)
        errx(2, "--idle-timeout takes more than 0 seconds");
    *service = (struct ftp_service){
        .writable = writable,
        .anonymous = !no_anonymous,
        .verbose = o.server.verbose,
        .passive_low = ports[0],
        .passive_high = ports[1],
        .idle_timeout = idle_timeout,
    };
    open_service(service, root, users);
    return o;
}
