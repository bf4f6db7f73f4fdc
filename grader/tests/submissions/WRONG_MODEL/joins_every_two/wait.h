/* Story: main joins after every second client. */
#include <pthread.h>
static void *
run(void *a)
{
    serve((int)(intptr_t)a);
    return NULL;
}
static void
wait_for_clients(int l)
{
    pthread_t t[2];
    int n = 0;
    while (!stopping) {
        int fd = accept(l, NULL, NULL);
        if (fd == -1)
            continue;
        pthread_create(&t[n], NULL, run, (void *)(intptr_t)fd);
        if (++n == 2) {
            pthread_join(t[0], NULL);
            pthread_join(t[1], NULL);
            n = 0;
        }
    }
    close(l);
}
