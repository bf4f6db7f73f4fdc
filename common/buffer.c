/* A queue of bytes that costs nothing while it is empty. */
#include "buffer.h"

#include <stdlib.h>
#include <string.h>

enum { SMALLEST = 128 }; /* fits the usual reply, so that most buffers grow once */

size_t
buffer_length(const struct buffer *b)
{
    return b->end - b->start;
}

char *
buffer_bytes(const struct buffer *b)
{
    return b->data == NULL ? NULL : b->data + b->start;
}

static void
move_to_front(struct buffer *b)
{
    memmove(b->data, b->data + b->start, buffer_length(b));
    b->end -= b->start;
    b->start = 0;
}

char *
buffer_room(struct buffer *b, size_t want)
{
    size_t size = b->size > SMALLEST ? b->size : SMALLEST;
    char *data;

    if (b->data != NULL && b->start > 0)
        move_to_front(b);
    while (size - b->end < want)
        size *= 2;
    if (size > b->size) {
        data = realloc(b->data, size);
        if (data == NULL)
            return NULL;
        b->data = data;
        b->size = (uint32_t)size;
    }
    return b->data + b->end;
}

void
buffer_added(struct buffer *b, size_t n)
{
    b->end += (uint32_t)n;
}

void
buffer_taken(struct buffer *b, size_t n)
{
    b->start += (uint32_t)n;
    if (b->start == b->end)
        buffer_free(b);
}

void
buffer_free(struct buffer *b)
{
    free(b->data);
    *b = (struct buffer){0};
}
