/* html.h: what the pages share: one self-contained file each, readable without any script. */
#ifndef GRADER_HTML_H
#define GRADER_HTML_H

#include "forms.h"
#include "markup.h"

extern const char html_style[]; /* the one style sheet */

/* Everything up to and from the page's own content; title is escaped. */
void html_begin(FILE *out, const char *title);
void html_end(FILE *out);

/* A verdict as a word with a mark, in a colour; word may be more than the verdict's own. */
void html_verdict(FILE *out, enum verdict verdict, const char *word);

/* Must a person look: does it say nothing of the program, or that the grader was meddled with? */
bool html_is_odd(enum verdict verdict);

/* "3 of 5" and a bar beside it. */
void html_points(FILE *out, double points, double max);

/* The checks that a person should read about: an article each. */
void html_failures(FILE *out, const struct grading *g, const struct options *o);

/* Has it an article of its own, with its id as its anchor? */
bool html_is_told(const struct job *job);

#endif
