/* rubric.h: the file grader/rubric: points, dependencies and words of the checks.
 *
 *     *.hello.greeting  3  needs=hello.ready
 *         what: the twelve bytes, then end of stream
 *         why:  ...
 *         hint: ...
 *
 * A rule begins in the first column: a shell pattern for check ids, the points, settings.
 * Indented lines are its words; a line without a key continues the one above. The first rule
 * whose pattern matches a check is the check's rule. '#' begins a comment line. */
#ifndef GRADER_RUBRIC_H
#define GRADER_RUBRIC_H

#include <stdbool.h>
#include <stddef.h>

enum rubric_word { RUBRIC_WHAT, RUBRIC_WHY, RUBRIC_HINT, RUBRIC_WORDS };

struct rule {
    char pattern[80];
    double points;
    char needs[120]; /* names of checks of the same lab, separated by commas */
    char words[RUBRIC_WORDS][500];
    int line;
};

struct rubric {
    struct rule *rules;
    size_t count;
};

/* false: error holds one line which names the file, the line and what is wrong with it. */
bool rubric_read(struct rubric *rubric, const char *path, char *error, size_t size);
void rubric_free(struct rubric *rubric);

/* The rule of a check; NULL when there is none. */
const struct rule *rubric_find(const struct rubric *rubric, const char *id);

/* Does the rule name this check (without its lab) among its needs? */
bool rule_needs(const struct rule *rule, const char *name);

#endif
