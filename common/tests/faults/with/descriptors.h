/* The descriptors that the server of site.h has open, and whether it does anything. */
#ifndef DESCRIPTORS_H
#define DESCRIPTORS_H

#include <stdbool.h>

int descriptors(void);

/* Waits until there are so many; false at the deadline. */
bool descriptors_come_back_to(int count);

/* Waits until each of its threads waits for something, too. */
bool server_is_at_rest(void);

#endif
