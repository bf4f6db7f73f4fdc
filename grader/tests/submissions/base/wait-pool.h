/* wait-pool.h: a pool of threads, each of them in accept(2). */
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
    pthread_t threads[64];

    for (int i = 0; i < 64; i++)
        pthread_create(&threads[i], NULL, worker, &listener);
    while (!stopping)
        pause();
}
