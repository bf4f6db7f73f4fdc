/* hello_server.c: the stories' own, apart from what the story says. */
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    wait_for_clients(server_begin(argc, argv, "3720"));
    return 0;
}
