/* What a peer chose must not move the cursor of a terminal. */

#include "kit.h"
#include "terminal.h"

#include <string.h>

static const char *
tamed(const char *text)
{
    static char copy[64];

    strcpy(copy, text);
    terminal_tame_text(copy);
    return copy;
}

START_TEST(controls_become_a_question_mark)
{
    ck_assert_str_eq(tamed("a\033[2Jb\r\n\a\177"), "a?[2Jb????");
    ck_assert_str_eq(tamed("caf\303\251 \342\202\254"), "caf\303\251 \342\202\254");
    ck_assert_str_eq(tamed("a\302\2332Jb"), "a\302?2Jb"); /* U+009B, which means ESC [ */
    ck_assert_str_eq(tamed("\302\251"), "\302\251");
}
END_TEST

START_TEST(in_pieces)
{
    char first[] = "a\302", second[] = "\233b";
    char last = terminal_tame(first, 2, 0);

    terminal_tame(second, 2, last);
    ck_assert_str_eq(second, "?b");
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, controls_become_a_question_mark);
    tcase_add_test(t, in_pieces);
}

int
main(void)
{
    return kit_run_unit("terminal", fill);
}
