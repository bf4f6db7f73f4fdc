/* What every program with sockets does first. */
#ifndef PROCESS_H
#define PROCESS_H

/* Raises the number of descriptors to what the system allows, and lets a write that goes nowhere be
 * an error instead of a signal that ends the process. */
void process_prepare(void);

#endif
