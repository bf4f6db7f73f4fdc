/* A folder to fuzz in, as it always is at the start of an input:
 *
 *     outside/secret            must stay as it is
 *     outside/root/a            "one\ntwo\r\nthree\n"
 *     outside/root/empty
 *     outside/root/sub/b        bytes of all kinds
 *     outside/root/link -> a
 *     outside/root/out -> ../secret
 *     outside/root/fifo */
#ifndef SCENE_H
#define SCENE_H

#include <stdbool.h>

/* Makes it as it was.  Returns the root as a descriptor, which stays open for all inputs. */
int scene_begin(void);

/* Nothing outside the root has changed, and no descriptor is open that was not before. */
void scene_end(void);

/* "<root>/name" in a static buffer. */
const char *scene_path(const char *name);

/* The two ends of a data connection, which do not block. */
void scene_connect(int ends[2]);

#endif
