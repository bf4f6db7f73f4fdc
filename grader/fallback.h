/* fallback.h: what students write and a later lab builds on, for hand-ins that do not have it.
 *
 * It is part of the solution, so a hand-in gets it compiled: there is no source that a program
 * could take in while it is built. Only lab 1 is built on. In a directory made by kit_lay() it
 * stands in fallback/lab1-blocking. */
#ifndef GRADER_FALLBACK_H
#define GRADER_FALLBACK_H

/* In such a directory: lays the sources where make finds them; once they are built, takes sources
 * and objects away again and leaves the objects there. */
void fallback_show(const char *kit);
void fallback_hide(const char *kit);

/* Lays the objects of such a directory, kit, where the submission in to has no source of that
 * name: beside an empty, very old source they look up to date to make. */
void fallback_lay(const char *kit, const char *to);

/* Once all is built: removes what fallback_lay() laid. */
void fallback_take_back(void);

#endif
