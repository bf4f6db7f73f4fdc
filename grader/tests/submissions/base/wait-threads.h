/* wait-threads.h: a thread for each client. */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gone = PTHREAD_COND_INITIALIZER;
static long running;

static void *
client_thread(void *arg)
{
    serve((int)(intptr_t)arg);
    pthread_mutex_lock(&lock);
    running--;
    pthread_cond_signal(&gone);
    pthread_mutex_unlock(&lock);
    return NULL;
}

static void
begin_thread(int fd)
{
    sigset_t stops, before; /* main is to hear of them */
    pthread_t thread;

    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stops, &before);
    pthread_mutex_lock(&lock);
    running++;
    pthread_mutex_unlock(&lock);
    pthread_create(&thread, NULL, client_thread, (void *)(intptr_t)fd);
    pthread_detach(thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void
wait_for_clients(int listener)
{
    struct timespec until;

    while (!stopping) {
        int fd = accept(listener, NULL, NULL);
        if (fd != -1)
            begin_thread(fd);
    }
    close(listener);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += o.grace;
    pthread_mutex_lock(&lock);
    while (running > 0 && pthread_cond_timedwait(&gone, &lock, &until) == 0)
        continue;
    pthread_mutex_unlock(&lock);
}
