/* output.c: what a program wrote, against what it should have written. */
#include "output.h"

#include <regex.h>
#include <string.h>

#include "judge.h"
#include "program.h"
#include "text.h"

int
output_lines(const char *file)
{
    static char text[65536];
    int lines = 0;

    program_read(file, text, sizeof text);
    for (const char *p = text; *p != '\0'; p++)
        lines += *p == '\n' || p[1] == '\0';
    return lines;
}

void
output_match(const char *text, const char *pattern, const char *expected)
{
    char safe[400];
    regex_t regex;
    bool fits;

    if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0)
        judge_grader("bad pattern %s", pattern);
    fits = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    if (!fits)
        judge_fail(V_FAIL, expected, "stdout: %s",
                   text_escape(safe, sizeof safe, text, strlen(text)));
}
