/* html_parts.c: what the pages share: their frame, a verdict, points. */
#include "html.h"

void
html_begin(FILE *out, const char *title)
{
    fprintf(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<title>");
    markup_text(out, title);
    fprintf(out,
            "</title>\n<style>\n%s</style>\n</head>\n<body>\n"
            "<a class=\"skip\" href=\"#results\">To the results</a>\n",
            html_style);
}

void
html_end(FILE *out)
{
    fprintf(out, "</body>\n</html>\n");
}

bool
html_is_odd(enum verdict verdict)
{
    struct record r = {.verdict = verdict};

    return verdict == V_INCONCLUSIVE || verdict == V_TAMPER || outcome_of(&r) == OUTCOME_ERROR;
}

void
html_verdict(FILE *out, enum verdict verdict, const char *word)
{
    static const char *const marks[OUTCOMES] = {"&#10003;", "&#10007;", "!", "&#8211;"};
    static const char *const classes[OUTCOMES] = {"passed", "failed", "error", "skipped"};
    struct record r = {.verdict = verdict};
    enum outcome outcome = outcome_of(&r);

    if (html_is_odd(verdict))
        outcome = OUTCOME_ERROR;
    fprintf(out, "<span class=\"verdict %s\"><span aria-hidden=\"true\">%s</span> ",
            classes[outcome], marks[outcome]);
    markup_text(out, word);
    fprintf(out, "</span>");
}

void
html_points(FILE *out, double points, double max)
{
    fprintf(out,
            "<span class=\"points\">%g of %g</span><span class=\"bar\" aria-hidden=\"true\">"
            "<span style=\"width:%.1f%%\"></span></span>\n",
            points, max, max > 0 ? 100 * points / max : 0);
}
