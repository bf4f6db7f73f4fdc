/* The test's side of the page it shares with a program (preload/plan.h), and what is worth trying:
 * which functions, which of their calls, which ways to fail. */
#ifndef PAGE_H
#define PAGE_H

#include "../preload/plan.h"

#include "kit.h"

/* Makes the page; programs that start from now on share it. */
void page_begin(void);

/* Programs that start from now on run as they are, or share it again. */
void page_hide(void);
void page_show(void);

extern struct fault_plan *page;

/* One thing to go wrong.  times is usually 1. */
struct fault {
    enum fault_function function;
    unsigned nth;
    unsigned times;
    int how;
};

/* From now on calls count, and this one fails. */
void page_arm(const struct fault *f);

/* No calls count any more.  True when the fault has come about. */
bool page_disarm(void);

/* What is done while calls fail. */
enum fault_story {
    FAULT_IN_VISIT = 1, /* a session with ftp_server                 */
    FAULT_IN_CHANGES,   /* the same, of a user who changes files     */
    FAULT_IN_GET,       /* ftp_client get                            */
    FAULT_IN_LISTING,   /* ftp_client ls                             */
    FAULT_IN_OTHERS,    /* ftp_client put, hello_server              */
    FAULT_IN_GREETED,   /* hello_client                              */
};

/* Goes through all that is worth trying in something that calls each function as often as it did
 * since the last page_arm(): false when there is no more.  Ends the test when something was not
 * called that this story calls for certain: each function is called in one of them.  A listing and
 * changes are about files: what they do with sockets is tried where files are fetched. */
struct fault_walk {
    unsigned called[FAULT_COUNT];
    enum fault_function function;
    unsigned way;
    unsigned nth;
};
void fault_walk_begin(struct fault_walk *w, enum fault_story story);
bool fault_walk_next(struct fault_walk *w, struct fault *f);

/* Whatever the program was doing must succeed all the same. */
bool fault_is_harmless(const struct fault *f);

/* kit_run(), where faults can be made at all. */
int page_run(const char *subject, void (*fill)(TCase *));

/* "call 3 of recv EINTR" in a static buffer. */
const char *fault_text(const struct fault *f);

#endif
