/* ftp_server.c: the stories' own, apart from what the story says. */
#include "server.h"

#include "say_ftp.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "2121");

    ftp_begin();
    wait_for_clients(listener);
    return 0;
}
