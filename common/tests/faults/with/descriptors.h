/* The descriptors that the server of site.h has open. */
#ifndef DESCRIPTORS_H
#define DESCRIPTORS_H

#include <stdbool.h>

int descriptors(void);

/* Waits until there are so many; false at the deadline. */
bool descriptors_come_back_to(int count);

#endif
