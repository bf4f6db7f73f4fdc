/* model_words.c: what the report says about each model, and about each imitation of one. */
#include "model.h"

struct words {
    const char *word, *why, *hint;
};

static const struct words words[SHAPE_COUNT] = {
    [SHAPE_BLOCKING] =
        {"BLOCKING", "One client is served; all others wait in the accept queue until it leaves.",
         "accept(2) is not called again before a client is finished: who serves the next one?"},
    [SHAPE_THREADED] =
        {"THREADED", "Each client has a thread that waits for it.",
         "Each client got a thread of its own: the lab asks for another way to wait."},
    [SHAPE_THREADED_POOL] =
        {"THREADED (pool)", "Threads made beforehand wait for one client each.",
         "A pool of threads serves the clients: the lab asks for another way to wait."},
    [SHAPE_POOL_EXHAUSTED] =
        {"POOL EXHAUSTED", "A few clients are served at once, the next ones wait for them.",
         "Silent clients can occupy every thread of a small pool: make it larger than the number "
         "of clients, or start a thread for each."},
    [SHAPE_EVENT] = {"EVENT-DRIVEN", "One thread waits for all clients at once.",
                     "One event loop serves all: the lab asks for another way to wait."},
    [SHAPE_EVENT_POLL] = {"EVENT-DRIVEN (poll)", "One thread waits for all clients at once.",
                          "One event loop serves all: the lab asks for another way to wait."},
    [SHAPE_EVENT_THREADS] =
        {"EVENT LOOPS IN THREADS", "Several tasks wait, each for several clients.",
         "The lab asks for one thread with one loop, or for a thread a client, not for both."},
    [SHAPE_PROCESSES] = {"PROCESSES", "Each client has a process of its own.",
                         "fork(2) works, but threads share memory and processes do not: use "
                         "pthread_create(3)."},
    [SHAPE_FAKE_PROCESSES] =
        {"FAKE PROCESSES", "A process is made for a client, and then waited for.",
         "waitpid(2) right after fork(2) makes the parent stand still until the client leaves."},
    [SHAPE_FAKE_THREADED_LOCK] =
        {"FAKE THREADED (one lock)", "There are threads, but all wait for one lock.",
         "A mutex is held while a client is served, so only one is. Hold it only around the data "
         "that is shared."},
    [SHAPE_FAKE_THREADED_JOIN] =
        {"FAKE THREADED (create and join)", "A thread is made for a client, and then waited for.",
         "pthread_join(3) right after pthread_create(3) makes main stand still: detach the thread "
         "instead."},
    [SHAPE_FAKE_EVENT] =
        {"FAKE EVENT", "There is an event loop, but a handler waits for one client inside it.",
         "A handler must never wait: make the sockets non-blocking, take what is there, return."},
    [SHAPE_BLOCKS_THE_LOOP] =
        {"BLOCKS THE LOOP", "A callback sleeps, and while it sleeps nobody is served.",
         "sleep(3) stops the one thread there is: add a timer event and return to the loop."},
    [SHAPE_UNKNOWN] = {"UNKNOWN", "What was seen fits none of the models.",
                       "Look at the three witnesses above: which of them is unexpected?"},
};

const char *
shape_word(enum shape shape)
{
    return words[shape].word;
}

const char *
shape_why(enum shape shape)
{
    return words[shape].why;
}

const char *
shape_hint(enum shape shape)
{
    return words[shape].hint;
}

const char *
model_promise(enum model promised)
{
    static const char *const promises[] = {
        [MODEL_BLOCKING] = "BLOCKING: the others wait in the accept queue while the first is held",
        [MODEL_THREADS] = "THREADED: every client is served at once, by a thread of its own",
        [MODEL_ASYNC] = "EVENT-DRIVEN: every client is served at once, by one thread",
    };

    return promises[promised];
}
