/* wait-blocking.h: one client after another. */
static void
wait_for_clients(int listener)
{
    while (!stopping) {
        int fd = accept(listener, NULL, NULL);
        if (fd != -1)
            serve(fd);
    }
    close(listener);
}
