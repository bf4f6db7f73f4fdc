/* unpack.h: unpacks a submission that comes as an archive, and takes nothing from it but files. */
#ifndef GRADER_UNPACK_H
#define GRADER_UNPACK_H

#include <stdbool.h>

#include "sheet.h"

/* Is this the name of an archive: .zip, .tar, .tar.gz, .tgz? */
bool unpack_knows(const char *path);

/* Unpacks into a new directory below work, root, in a process that is shut in as a student's
 * program is and has no network. What is refused, and why, becomes notes on the sheet. false: not
 * all of it is there. */
bool unpack(struct sheet *sheet, const char *path, const char *work, char root[PATH_MAX]);

/* In that process: run_all --unpack ARCHIVE, in the directory to unpack into. Prints a line for
 * each thing it refuses; the exit status to give. */
int unpack_here(const char *archive);

#endif
