/* Story: lab 1 handed in as lab 2, with a banner on stderr that says otherwise. */
static void
wait_for_clients(int listener)
{
    fprintf(stderr, "THREADED SERVER: one thread per client\n");
    while (!stopping) {
        int fd = accept(listener, NULL, NULL);
        if (fd != -1)
            serve(fd);
    }
}
