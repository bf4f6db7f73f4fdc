/* rule.c: the settings of a rule: needs, visibility, sections of the handout, parameters. */
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "labs.h"
#include "params.h"
#include "rubric.h"

static const char *const visibilities[VISIBILITIES] = {
    [VISIBLE] = "visible",
    [HIDDEN] = "hidden",
    [AFTER_DUE_DATE] = "after_due_date",
    [AFTER_PUBLISHED] = "after_published",
};

static const char *
set_needs(struct rule *rule, const char *value)
{
    if (strlen(value) >= sizeof rule->needs)
        return "too many needs";
    strcpy(rule->needs, value);
    return NULL;
}

static const char *
set_visibility(struct rule *rule, const char *value)
{
    for (int i = 0; i < VISIBILITIES; i++)
        if (strcmp(visibilities[i], value) == 0) {
            rule->visibility = (enum visibility)i;
            return NULL;
        }
    return "visibility is visible, hidden, after_due_date or after_published";
}

static const char *
keep(struct rule *rule, const char *name, const char *value)
{
    struct setting *s = &rule->settings[rule->setting_count];

    if (rule_setting(rule, name) != NULL)
        return "the same setting twice";
    if (rule->setting_count == SETTINGS_MAX || strlen(value) >= sizeof s->value)
        return "too many settings, or one that is too long";
    strcpy(s->name, name);
    strcpy(s->value, value);
    rule->setting_count++;
    return NULL;
}

static const char *
set_see(struct rule *rule, const char *value)
{
    const char *page = strstr(value, ".md#");

    if (page == NULL || page == value || page[4] == '\0')
        return "see is a section of the handout: PAGE.md#ANCHOR";
    return keep(rule, "see", value);
}

/* Is the parameter one of a check that the pattern matches? A pair's id has the peer behind it. */
static bool
concerns(const struct rule *rule, const struct param *p)
{
    char id[120];

    for (size_t l = 0; l < LAB_COUNT; l++)
        for (int pair = 0; pair < 2; pair++) {
            snprintf(id, sizeof id, "%s.%s%s", all_labs[l].name, p->check,
                     pair ? "-lab2-async" : "");
            if (fnmatch(rule->pattern, id, 0) == 0)
                return true;
        }
    return false;
}

static const char *
set_param(struct rule *rule, const char *name, const char *value)
{
    const struct param *p;
    const char *wrong = NULL;
    bool known = false;

    for (size_t i = 0; (p = param_at(i)) != NULL && wrong == NULL; i++)
        if (strcmp(p->name, name) == 0 && concerns(rule, p)) {
            known = true;
            wrong = param_wrong(p, value);
        }
    if (!known)
        return "unknown setting: neither needs, visibility, see nor a parameter of this check";
    return wrong != NULL ? wrong : keep(rule, name, value);
}

const char *
rule_set(struct rule *rule, const char *setting)
{
    char name[sizeof rule->settings[0].name];
    const char *value = strchr(setting, '=');

    if (value == NULL || (size_t)(value - setting) >= sizeof name)
        return "unknown setting: a setting is NAME=VALUE";
    snprintf(name, sizeof name, "%.*s", (int)(value - setting), setting);
    value++;
    if (strcmp(name, "needs") == 0)
        return set_needs(rule, value);
    if (strcmp(name, "visibility") == 0)
        return set_visibility(rule, value);
    if (strcmp(name, "see") == 0)
        return set_see(rule, value);
    return set_param(rule, name, value);
}

const char *
rule_setting(const struct rule *rule, const char *name)
{
    for (size_t i = 0; i < rule->setting_count; i++)
        if (strcmp(rule->settings[i].name, name) == 0)
            return rule->settings[i].value;
    return NULL;
}

const char *
visibility_word(enum visibility visibility)
{
    return visibilities[visibility];
}

bool
rule_needs(const struct rule *rule, const char *name)
{
    size_t n = strlen(name);

    for (const char *p = rule->needs; *p != '\0'; p += strcspn(p, ","), p += *p == ',')
        if (strcspn(p, ",") == n && strncmp(p, name, n) == 0)
            return true;
    return false;
}
