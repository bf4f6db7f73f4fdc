/* model_words.c: what the report says about each model, and about each imitation of one. */
#include "model.h"

struct words {
    const char *word, *why, *hint, *see;
};

#define IN(section) "debugging.md#" section

static const struct words words[SHAPE_COUNT] = {
    [SHAPE_BLOCKING] =
        {"BLOCKING",
         "The server serves one client; all others wait in the accept queue (clients that are "
         "connected, but not yet accepted) until it leaves.",
         "accept(2) is not called again before a client is finished: who serves the next one?",
         IN("the-model-of-another-lab")},
    [SHAPE_BLOCKING_DECOYS] =
        {"BLOCKING (decoy threads)",
         "There are threads, but none of them waits for a client: one task serves one client at a "
         "time, and the others wait in the accept queue.",
         "What do the other threads do? A thread helps only when it is given a client to serve.",
         IN("threads-for-show")},
    [SHAPE_THREADED] =
        {"THREADED", "Each client has a thread that waits for it; this lab asks for another way.",
         "Where is pthread_create(3) called? This lab waits without it.",
         IN("the-model-of-another-lab")},
    [SHAPE_THREADED_POOL] =
        {"THREADED (pool)",
         "Threads made beforehand wait for one client each; this lab asks for another way.",
         "Where is pthread_create(3) called? This lab waits without it.",
         IN("the-model-of-another-lab")},
    [SHAPE_POOL_EXHAUSTED] =
        {"POOL EXHAUSTED",
         "A few clients are served at once, the next ones wait until one of them leaves. Silent "
         "clients cost nothing to send, so a few of them can stop such a server for everybody.",
         "Each silent client occupies a thread of the pool: make the pool larger than the number "
         "of "
         "clients, or start a thread for each.",
         IN("a-pool-that-is-too-small")},
    [SHAPE_EVENT] = {"EVENT-DRIVEN",
                     "One thread waits for all clients at once; this lab asks for another way.",
                     "Which call waits for more than one client? This lab waits for one at a time "
                     "in each thread.",
                     IN("the-model-of-another-lab")},
    [SHAPE_EVENT_POLL] =
        {"EVENT-DRIVEN (poll)",
         "One thread waits for all clients at once; this lab asks for another way.",
         "Which call waits for more than one client? This lab waits for one at a time in each "
         "thread.",
         IN("the-model-of-another-lab")},
    [SHAPE_EVENT_THREADS] =
        {"EVENT LOOPS IN THREADS",
         "Several threads run, and each waits for several clients: two models at the same time.",
         "The labs ask for one thread with one loop, or for a thread a client, not for both.",
         IN("the-model-of-another-lab")},
    [SHAPE_EVENT_HANDOVER] =
        {"THREADED (behind an event loop)",
         "An event loop takes the clients, but then each gets a thread, which waits for it: the "
         "loop waits for nobody.",
         "A callback starts a thread: instead, register the client's events with the loop.",
         IN("a-loop-that-hands-over-to-threads")},
    [SHAPE_PROCESSES] =
        {"PROCESSES",
         "Each client has a process of its own. That works, but processes share no memory, and "
         "what threads must be careful with does not show.",
         "Where is fork(2) called? Threads begin with pthread_create(3).",
         IN("a-process-for-each-client")},
    [SHAPE_FAKE_PROCESSES] =
        {"FAKE PROCESSES",
         "A process is made for a client, and then waited for: one client is served at a time.",
         "waitpid(2) right after fork(2) makes the parent stand still until the client leaves.",
         IN("a-process-for-each-client")},
    [SHAPE_FAKE_THREADED_LOCK] =
        {"FAKE THREADED (one lock)",
         "There is a thread for each client, but all of them wait for one lock (mutex), so one "
         "client is served at a time.",
         "Which mutex is held while a client is served? Hold it only around the data that is "
         "shared, and never while waiting for a client.",
         IN("one-lock-around-everything")},
    [SHAPE_FAKE_THREADED_JOIN] =
        {"FAKE THREADED (create and join)",
         "A thread is made for a client, and then main waits for its end: one client is served at "
         "a time.",
         "pthread_join(3) right after pthread_create(3) makes main stand still: detach the thread "
         "(pthread_detach(3)), and accept the next client.",
         IN("a-thread-and-a-join-at-once")},
    [SHAPE_FAKE_THREADED_DECOYS] =
        {"FAKE THREADED (decoy threads)",
         "A thread is made for each client, but none of them waits for a client: one loop serves "
         "all.",
         "What does each thread wait in? It should be the read(2) or write(2) of its own client.",
         IN("threads-for-show")},
    [SHAPE_FAKE_EVENT] =
        {"FAKE EVENT",
         "There is an event loop, but a handler waits for one client inside it; meanwhile the loop "
         "does not run, and nobody else is served.",
         "A handler must never wait: make the sockets non-blocking (O_NONBLOCK), take what is "
         "there, and return to the loop.",
         IN("a-handler-that-waits")},
    [SHAPE_DEAF_LOOP] =
        {"DEAF LOOP",
         "The event loop waits, as it should, but it does not wait for the clients that stand in "
         "the accept queue: nothing tells it of them.",
         "Is the listener's event there for more than one client (EV_PERSIST, or added again in "
         "its callback)? An edge-triggered one (EPOLLET, EV_ET) tells once: accept until EAGAIN.",
         IN("a-loop-that-misses-clients")},
    [SHAPE_BLOCKS_THE_LOOP] =
        {"BLOCKS THE LOOP",
         "All clients share one thread. While a callback sleeps or waits, that thread serves "
         "nobody.",
         "Which call in a callback waits? For time to pass add a timer event (evtimer_new(3)); for "
         "bytes, an event on the socket; then return to the loop.",
         IN("a-sleep-in-a-callback")},
    [SHAPE_RELAY] =
        {"RELAY",
         "The server takes its clients' connections, but passes what they say on to another "
         "process, and that one does the work. How the clients are waited for is then that "
         "program's doing, not this one's.",
         "What is started with fork(2) or exec(3), or connected to? Serve a client where accept(2) "
         "was called, in the way of this lab.",
         IN("a-relay")},
    [SHAPE_UNKNOWN] = {"UNKNOWN", "What was seen fits none of the models of these labs.",
                       "Who was served, how long is the accept queue, what does each task wait in? "
                       "Which of the three is unexpected?",
                       IN("who-is-waiting-and-where")},
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
shape_see(enum shape shape)
{
    return words[shape].see;
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
