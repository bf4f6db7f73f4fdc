/* The receiving half of transfer_step().  Only transfer.c uses this. */
#ifndef TRANSFER_RECEIVE_H
#define TRANSFER_RECEIVE_H

#include "transfer.h"

/* As transfer_step(), for TRANSFER_RECEIVE and TRANSFER_RECEIVE_LINES. */
enum step transfer_step_receive(struct transfer *t, int socket, size_t budget);

/* Notes whose fault it is, and errno; gives STEP_FAILED. */
enum step transfer_fail(struct transfer *t, enum transfer_fault fault);

#endif
