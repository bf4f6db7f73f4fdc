/* kit.h: the files of the kit that a submission is graded with. */
#ifndef GRADER_KIT_H
#define GRADER_KIT_H

#include <limits.h>
#include <stdbool.h>

#define KIT_PREDICTIONS "predictions.txt" /* what a student expects, see check_predict.c */
#define KIT_GRAPHS      "wireshark"       /* the directory of exercise 2.2, see check_wireshark.c */

/* Where this program finds its kit: tree gets the directory whose labs it grades when nothing was
 * handed in, kit the one that holds grader/rubric. With sanitizers the program stands in
 * KIT/build/FLAVOUR/grader, so that the two differ. */
bool kit_find(char tree[PATH_MAX], char kit[PATH_MAX]);

/* Makes the directory to with the grader itself and its rubric. */
bool kit_lay_grader(const char *kit, const char *to);

/* The same and what submissions are laid over: the makefile with the course's numbers, the common
 * room, and the labs' files that students are given. Those of lab 1 that students write stand in
 * to/fallback (fallback.h). */
bool kit_lay(const char *kit, const char *to);

/* Copies what building and running the labs takes from such a directory to a new one, and what was
 * built there already. */
bool kit_copy(const char *from, const char *to);

/* .c or .h, of letters, digits and "_.+-" only. */
bool kit_is_source(const char *name, const void *unused);

/* out becomes directory/name; empty when that is too long. */
void kit_join(char out[PATH_MAX], const char *directory, const char *name);

#endif
