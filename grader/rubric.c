/* rubric.c: reads the file grader/rubric: points, dependencies and words of the checks. */
#include "rubric.h"

#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const keys[RUBRIC_WORDS] = {"what:", "why:", "hint:"};

struct reading {
    struct rubric *rubric;
    int word; /* which words the last indented line was about, -1 before any */
    const char *wrong;
};

static bool
wrong(struct reading *r, const char *what)
{
    r->wrong = what;
    return false;
}

static bool
read_rule(struct reading *r, char *line, int number)
{
    struct rule *all = realloc(r->rubric->rules, (r->rubric->count + 1) * sizeof *all), *rule;
    char *save, *id = strtok_r(line, " \t", &save), *points = strtok_r(NULL, " \t", &save), *end;

    if (all == NULL)
        return wrong(r, "no memory");
    r->rubric->rules = all;
    rule = &all[r->rubric->count++];
    *rule = (struct rule){.line = number};
    r->word = -1;
    if (strlen(id) >= sizeof rule->pattern)
        return wrong(r, "the pattern is too long");
    strcpy(rule->pattern, id);
    if (points == NULL)
        return wrong(r, "a rule needs a pattern and points");
    rule->see_only = strncmp(points, "see=", 4) == 0;
    if (rule->see_only)
        return (r->wrong = rule_set(rule, points)) == NULL;
    rule->points = strtod(points, &end);
    if (end == points || *end != '\0' || !(rule->points >= 0 && rule->points <= 1000))
        return wrong(r, "points are a number from 0 to 1000");
    for (char *s; (s = strtok_r(NULL, " \t", &save)) != NULL;)
        if ((r->wrong = rule_set(rule, s)) != NULL)
            return false;
    return true;
}

static bool
read_words(struct reading *r, const char *text)
{
    struct rule *rule;
    char *out;
    size_t used;

    if (r->rubric->count == 0)
        return wrong(r, "words before the first rule");
    rule = &r->rubric->rules[r->rubric->count - 1];
    for (int i = 0; i < RUBRIC_WORDS; i++)
        if (strncmp(text, keys[i], strlen(keys[i])) == 0) {
            r->word = i;
            text += strlen(keys[i]);
            text += strspn(text, " \t");
            break;
        }
    if (r->word == -1)
        return wrong(r, "words begin with what:, why: or hint:");
    out = rule->words[r->word];
    used = strlen(out);
    if (used + strlen(text) + 2 > sizeof rule->words[0])
        return wrong(r, "too many words");
    sprintf(out + used, "%s%s", used > 0 ? " " : "", text);
    return true;
}

static bool
read_line(struct reading *r, char *line, int number)
{
    size_t n = strlen(line), indent = strspn(line, " \t");

    while (n > 0 && isspace((unsigned char)line[n - 1]))
        line[--n] = '\0';
    if (line[indent] == '\0' || line[indent] == '#')
        return true;
    return indent > 0 ? read_words(r, line + indent) : read_rule(r, line, number);
}

bool
rubric_read(struct rubric *rubric, const char *path, char *error, size_t size)
{
    struct reading r = {.rubric = rubric, .word = -1};
    FILE *f = fopen(path, "re");
    char line[600];
    int number = 0;
    bool ok;

    *rubric = (struct rubric){0};
    if (f == NULL) {
        snprintf(error, size, "%s: %s", path, strerror(errno));
        return false;
    }
    while (r.wrong == NULL && fgets(line, sizeof line, f) != NULL) {
        number++;
        if (strchr(line, '\n') == NULL && !feof(f))
            wrong(&r, "the line is too long");
        else
            read_line(&r, line, number);
    }
    if (r.wrong != NULL)
        snprintf(error, size, "%s:%d: %s", path, number, r.wrong);
    else if (ferror(f))
        snprintf(error, size, "%s: %s", path, strerror(errno));
    ok = r.wrong == NULL && !ferror(f);
    fclose(f);
    if (!ok)
        rubric_free(rubric);
    return ok;
}

void
rubric_free(struct rubric *rubric)
{
    free(rubric->rules);
    *rubric = (struct rubric){0};
}

const struct rule *
rubric_find(const struct rubric *rubric, const char *id)
{
    for (size_t i = 0; i < rubric->count; i++)
        if (!rubric->rules[i].see_only && fnmatch(rubric->rules[i].pattern, id, 0) == 0)
            return &rubric->rules[i];
    return NULL;
}

const char *
rubric_see(const struct rubric *rubric, const char *id)
{
    const struct rule *rule = rubric_find(rubric, id);
    const char *see = rule != NULL ? rule_setting(rule, "see") : NULL;

    for (size_t i = 0; see == NULL && i < rubric->count; i++)
        if (rubric->rules[i].see_only && fnmatch(rubric->rules[i].pattern, id, 0) == 0)
            see = rule_setting(&rubric->rules[i], "see");
    return see != NULL ? see : "";
}
