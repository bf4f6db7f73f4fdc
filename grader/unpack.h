/* unpack.h: unpacks a submission that comes as an archive, with the programs made for that. */
#ifndef GRADER_UNPACK_H
#define GRADER_UNPACK_H

#include <stdbool.h>

/* Is this the name of an archive: .zip, .tar, .tar.gz, .tgz? */
bool unpack_knows(const char *path);

/* Unpacks into the new directory into, with limits on time and sizes. false: it could not. */
bool unpack(const char *path, const char *into);

#endif
