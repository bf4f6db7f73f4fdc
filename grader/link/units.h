/* Rates and times with their units, and places, as a command line has them. */
#ifndef UNITS_H
#define UNITS_H

#include "net.h"

/* "8Mbit", "1.5Gbit", "64kbit" or "500bit" (a second), in bytes a second.  Anything else: one line
 * on stderr that names the option, exit 2. */
double units_rate(const char *option, const char *text);

/* "200ms", "1.5s", "250us" or "0", in seconds. */
double units_time(const char *option, const char *text);

/* "127.0.0.1:2121" or "[::1]:2121". */
union net_address units_place(const char *option, const char *text);

#endif
