/* What the stand-ins for library functions share. */
#ifndef FAULT_H
#define FAULT_H

#include "plan.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

/* Counts this call.  0: go on.  Otherwise it is to fail so; errno is set when that is an errno. */
int fault_now(enum fault_function function);

/* The function that the program would have called, as a pointer of that name and type. */
#define NEXT(function)                                                                             \
    static __typeof__(function) *next;                                                             \
    if (next == NULL)                                                                              \
    *(void **)&next = dlsym(RTLD_NEXT, #function)

/* A function that fails with errno and a value, or else does as it always does. */
#define STAND_IN(type, function, parameters, arguments, failure)                                   \
    type function parameters                                                                       \
    {                                                                                              \
        NEXT(function);                                                                            \
        return fault_now(FAULT_##function) ? (failure) : next arguments;                           \
    }

/* The same, for one that moves n bytes and may move fewer. */
#define STAND_IN_MOVER(function, parameters, arguments)                                            \
    ssize_t function parameters                                                                    \
    {                                                                                              \
        int how = fault_now(FAULT_##function);                                                     \
        NEXT(function);                                                                            \
        if (how == FAULT_SHORT && n > 1)                                                           \
            n = 1;                                                                                 \
        return how > 0 ? -1 : next arguments;                                                      \
    }

#endif
