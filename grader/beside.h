/* beside.h: what is handed in beside the labs: predictions, and the graphs of exercise 2.2. */
#ifndef GRADER_BESIDE_H
#define GRADER_BESIDE_H

#include "sheet.h"

/* Is this the name of such a file or directory? */
bool beside_is(const char *name);

/* Copies from root to tree what checks look at; sheet->predictions and ->graphs say what was there.
 */
void beside_take(struct sheet *sheet, const char *root, const char *tree);

/* Says in the report what of it was not handed in, and what a person is to look at. */
void beside_note(struct sheet *sheet);

#endif
