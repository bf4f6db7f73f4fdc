/* Story: a pool of two threads, each of them in accept(2). Two silent clients are enough to stop it. */
#include <pthread.h>

static void *
worker(void *arg)
{
    int fd, listener = *(int *)arg;

    while ((fd = accept(listener, NULL, NULL)) != -1 || errno == EINTR)
        if (fd != -1)
            serve(fd);
    return NULL;
}

static void
wait_for_clients(int listener)
{
    pthread_t threads[2];

    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, worker, &listener);
    while (!stopping)
        pause();
}
