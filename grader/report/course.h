/* course.h: a class in memory: its submissions, its checks, and who got what for which. */
#ifndef GRADER_COURSE_H
#define GRADER_COURSE_H

#include "class.h"
#include "html.h"

struct course_check {
    char id[96], see[120], what[300];
    const struct lab *lab;
};

struct cell {
    bool there; /* this submission was graded with this check */
    enum verdict verdict;
    double points, max;
};

struct course_entry {
    char folder[FOLDER_MAX + 60]; /* of its report, in the course's directory; "" is that itself */
    char name[300];
    char trouble[300]; /* why its verdict file could not be read, or "" */
    struct total total, labs[LAB_COUNT];
    size_t to_look; /* checks that need a person                   */
    double seconds, cpu, must_wait;
    double began, ended; /* seconds since 1970                     */
    struct cell *cells;  /* one for each check known when it was read */
    size_t cell_count;
};

struct course {
    struct course_check *checks;
    size_t check_count;
    struct course_entry *entries; /* in the order of their folders */
    size_t entry_count;
};

/* false: no memory, or the directory cannot be read; error says which. */
bool course_read(struct course *course, const char *directory, char *error, size_t size);
void course_free(struct course *course);

/* The cell of an entry; one that is not there, for a check the entry was not graded with. */
struct cell course_cell(const struct course_entry *entry, size_t check);

/* The entry of that folder, the check of that id; NULL and check_count when there is none. */
const struct course_entry *course_find(const struct course *course, const char *folder);
size_t course_check(const struct course *course, const char *id);

/* A link to the entry's report. */
void course_link(FILE *out, const struct course_entry *entry);

/* The pieces of the gradebook and of the page. now and before: the same class, graded twice. */
void course_csv(FILE *out, const struct course *course);
void course_page(FILE *out, const struct course *now, const struct course *before);
void course_failures(FILE *out, const struct course *course);
void course_matrix(FILE *out, const struct course *course);
void course_changes(FILE *out, const struct course *now, const struct course *before);
void course_changes_csv(FILE *out, const struct course *now, const struct course *before);

/* A field of a CSV file (RFC 4180), which no spreadsheet takes for a formula. */
void csv_field(FILE *out, const char *text);

#endif
