/* rubric.h: the file grader/rubric: points, dependencies and words of the checks.
 *
 *     *.hello.model  6  needs=hello.greeting visibility=visible clients=5 see=debugging.md#...
 *         what: five silent clients are held: who is served?
 *         why:  ...
 *         hint: ...
 *
 * A rule begins in the first column: a shell pattern for check ids, the points, settings.
 * Indented lines are its words; a line without a key continues the one above. The first rule
 * whose pattern matches a check is the check's rule. '#' begins a comment line. A line
 *
 *     lab1-blocking.hello.*  see=lab1.md#exercise-11-hello-one-client-at-a-time
 *
 * without points is no rule: it says where the handout teaches what these checks look at. */
#ifndef GRADER_RUBRIC_H
#define GRADER_RUBRIC_H

#include <stdbool.h>
#include <stddef.h>

enum rubric_word { RUBRIC_WHAT, RUBRIC_WHY, RUBRIC_HINT, RUBRIC_WORDS };

/* When a student sees the result of a check, for the platforms that can tell. */
enum visibility {
    VISIBLE,
    HIDDEN,          /* never            */
    AFTER_DUE_DATE,  /* once nothing more can be handed in    */
    AFTER_PUBLISHED, /* once the instructor publishes the grades */
    VISIBILITIES,
};

#define SETTINGS_MAX 10

/* clients=5; see=lab1.md#hand-in */
struct setting {
    char name[24];
    char value[104];
};

struct rule {
    char pattern[80];
    bool see_only; /* gives matching checks a section of the handout, and nothing else */
    double points;
    char needs[120]; /* names of checks of the same lab, separated by commas */
    enum visibility visibility;
    struct setting settings[SETTINGS_MAX]; /* sections of the handout, and parameters */
    size_t setting_count;
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

/* The section of the handout that teaches what the check looks at, "lab1.md#hand-in": its rule's,
 * or else that of the first see-line which matches; "" when there is none. */
const char *rubric_see(const struct rubric *rubric, const char *id);

/* Does the rule name this check (without its lab; of the peer's lab: "peer.ftp.get") among its
 * needs? */
bool rule_needs(const struct rule *rule, const char *name);

/* The word in the rubric, which is Gradescope's, too: "after_due_date". */
const char *visibility_word(enum visibility visibility);

/* What the rule says of a parameter; NULL: nothing. */
const char *rule_setting(const struct rule *rule, const char *name);

/* One word of a rule's line behind the points, "needs=hello.ready": puts it into the rule.
 * What is wrong with it, or NULL. */
const char *rule_set(struct rule *rule, const char *setting);

#endif
