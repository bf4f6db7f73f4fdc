/* Files for tests, under each test's own folder.  Everything here ends the test when it fails. */
#ifndef FOLDER_H
#define FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Around all tests of a program: nothing stays behind, not even of a test that was killed. */
void folder_begin_run(void);
void folder_end_run(void);

/* "<folder of this test>/a/b" in one of a few static buffers, for immediate use. */
const char *folder_path(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The names here are paths as open(2) takes them, usually from folder_path(). */
void folder_make(const char *path);
void folder_write(const char *path, const void *bytes, size_t n);
void folder_text(const char *path, const char *text);
bool folder_has(const char *path);

/* A file of that size which takes no room on the disk. */
void folder_sparse(const char *path, off_t size);

/* All of a file, with a NUL behind it; *n (may be NULL) is its size.  The caller frees it. */
char *folder_read(const char *path, size_t *n);

/* Is the file there, and is this all that is in it? */
bool folder_holds(const char *path, const void *bytes, size_t n);

/* How many entries a directory has, hidden ones too. */
int folder_count(const char *path);

/* n bytes that look random and are the same for the same seed.  The caller frees them. */
char *folder_noise(size_t n, unsigned seed);

#endif
