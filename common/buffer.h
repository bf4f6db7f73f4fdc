/* A queue of bytes: added at the end, taken from the front.  It grows on demand and gives its
 * memory back when it is empty, so that an idle connection holds none.
 *
 * A zeroed struct buffer is an empty one.  The owner of the struct ends it with buffer_free(). */
#ifndef BUFFER_H
#define BUFFER_H

#include <stddef.h>
#include <stdint.h>

struct buffer {
    char *data; /* NULL while there is nothing in it */
    uint32_t start;
    uint32_t end;
    uint32_t size;
};

/* How many bytes wait in it. */
size_t buffer_length(const struct buffer *b);

/* The first of them; valid until the next call that adds or takes.  NULL when it is empty. */
char *buffer_bytes(const struct buffer *b);

/* Room for at least `want` more bytes, or NULL when there is no memory.  What was written there
 * counts once buffer_added() says how much it was. */
char *buffer_room(struct buffer *b, size_t want);
void buffer_added(struct buffer *b, size_t n);

/* Drops the first n bytes (at most buffer_length()). */
void buffer_taken(struct buffer *b, size_t n);

/* Gives the memory back; the buffer is empty and can be used again. */
void buffer_free(struct buffer *b);

#endif
