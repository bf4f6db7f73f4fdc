/* observe.h: holds a crowd of silent clients at a server and looks until nothing moves. */
#ifndef GRADER_OBSERVE_H
#define GRADER_OBSERVE_H

#include "crowd.h"
#include "model.h"
#include "play.h"

/* What a model is told from: how the server is started, what the last client says (or NULL), and
 * whether these bytes, sent to the last client or to one of the others, are what it came for. */
struct plan {
    void (*start)(struct server *s);
    const char *say;
    bool (*served)(const char *got, bool last);
    long patience_ms; /* a server may give silent clients up after some time */
};

/* Base snapshot, crowd, final snapshot, name of the model. Returns when it is the lab's, with the
 * three witnesses in told; else the check ends here: WRONG_MODEL. What never came to rest is
 * looked at again. */
void observe_model(const struct plan *plan, char *told, size_t size);

#endif
