/* class.h: what becomes of many reports: one gradebook, one page, and what a regrade changed. */
#ifndef GRADER_CLASS_H
#define GRADER_CLASS_H

#include <stdbool.h>
#include <stddef.h>

#define FOLDER_MAX 200

/* A folder's name for each of the submissions' paths, made of letters, digits, '.', '_' and '-',
 * none twice; it depends on the whole list and on nothing else, so machines that grade a part of
 * one list each agree. The caller frees it; NULL: no memory. */
char (*class_folders(char *const *submissions, size_t count))[FOLDER_MAX];

/* From the verdict files directory/results.json and directory/FOLDER/results.json alone, whoever
 * wrote them, makes directory/gradebook.csv and directory/index.html; with earlier, a directory of
 * the same kind, also changes.csv. A file that cannot be read is a row that says so.
 * false: error holds one line why. */
bool class_write(const char *directory, const char *earlier, char *error, size_t size);

#endif
