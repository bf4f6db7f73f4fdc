/* The kinds of visitors. */
#ifndef VISITORS_H
#define VISITORS_H

#include "crowd.h"

extern const struct visitor_kind ftp_visitor;   /* logs in, gets or stores a file, says goodbye */
extern const struct visitor_kind idle_visitor;  /* logs in, and stays */
extern const struct visitor_kind hello_visitor; /* reads what the server says, to its end */

#endif
