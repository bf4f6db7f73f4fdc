/* Command lines from a table.  What ends the program runs in a child. */

#include "folder.h"
#include "kit.h"
#include "options.h"

#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool flag;
static const char *text;
static unsigned count, number, port, ports[2];
static double seconds;
static long long size;

static const struct option_row rows[] = {
    {OPTION_FLAG, "flag", 'f', &flag, NULL, "a flag"},
    {OPTION_TEXT, "text", 't', &text, "TEXT", "a text"},
    {OPTION_COUNT, "count", 0, &count, "N", "a count"},
    {OPTION_NUMBER, "number", 'n', &number, "N", "a number"},
    {OPTION_PORT, "port", 0, &port, "N", "a port"},
    {OPTION_PORTS, "ports", 0, ports, "LO-HI", "ports"},
    {OPTION_SECONDS, "seconds", 0, &seconds, "S", "seconds"},
    {OPTION_SIZE, "size", 0, &size, "N", "a size"},
    {.kind = OPTION_END},
};
static const struct option_table table = {"[OPTION]... [FILE]...", "Does nothing.", rows};

static int
read_line(const char *line, bool all)
{
    static char words[256], *argv[32];
    int argc = 0;

    strcpy(words, line);
    argv[argc++] = "program";
    for (char *word = strtok(words, " "); word != NULL; word = strtok(NULL, " "))
        argv[argc++] = word;
    argv[argc] = NULL;
    optind = 0;
    if (!all)
        return argc - options_read(&table, argc, argv);
    options_read_all(&table, argc, argv);
    return 0;
}

/* In a child: its exit status, what it printed in folder files out and err. */
static int
status_of(const char *line)
{
    int status;
    pid_t child;

    kit_folder(); /* the test's own, not the child's */
    child = fork();
    if (child == 0) {
        dup2(open(folder_path("out"), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
        dup2(open(folder_path("err"), O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
        read_line(line, true);
        fflush(NULL);
        _exit(0);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

START_TEST(values)
{
    ck_assert_int_eq(read_line("--flag --text x --count 1 --number=0 --port 65535 --ports 1-65535 "
                               "--seconds 1.5 --size 5000000000 a b",
                               false),
                     2);
    ck_assert(flag);
    ck_assert_str_eq(text, "x");
    ck_assert_uint_eq(count, 1);
    ck_assert_uint_eq(number, 0);
    ck_assert_uint_eq(port, 65535);
    ck_assert(ports[0] == 1 && ports[1] == 65535);
    ck_assert(seconds == 1.5);
    ck_assert_int_eq(size, 5000000000);
    read_line("--size all -n 7 -ft y", false);
    ck_assert_int_eq(size, -1);
    ck_assert_uint_eq(number, 7);
    ck_assert_str_eq(text, "y");
}
END_TEST

START_TEST(defaults_stay)
{
    port = 2121;
    ck_assert_int_eq(read_line("", false), 0);
    ck_assert_uint_eq(port, 2121);
}
END_TEST

START_TEST(what_is_wrong_is_one_line_and_2)
{
    static const char *const lines[] = {"--nothing",
                                        "-x",
                                        "operand",
                                        "--text",
                                        "--flag=1",
                                        "--count 0",
                                        "--count 1000001",
                                        "--number -1",
                                        "--number 1x",
                                        "--number 0x10",
                                        "--number 99999999999999999999",
                                        "--port 65536",
                                        "--port +1",
                                        "--ports 5",
                                        "--ports 6-5",
                                        "--ports 0-5",
                                        "--ports 1-65536",
                                        "--ports -5",
                                        "--ports 1-2-3",
                                        "--seconds -1",
                                        "--seconds x",
                                        "--seconds nan",
                                        "--seconds inf",
                                        "--seconds 1s",
                                        "--size -1",
                                        "--size some",
                                        "--size 1k"};

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char *err, *out;

        ck_assert_msg(status_of(lines[i]) == 2, "%s: not exit 2", lines[i]);
        err = folder_read(folder_path("err"), NULL);
        out = folder_read(folder_path("out"), NULL);
        ck_assert_str_eq(out, "");
        ck_assert_msg(strchr(err, '\n') != NULL && strchr(err, '\n')[1] == '\0', "%s: %s", lines[i],
                      err);
        free(err);
        free(out);
    }
}
END_TEST

START_TEST(help_names_every_option)
{
    char *out;

    ck_assert_int_eq(status_of("--help"), 0);
    out = folder_read(folder_path("out"), NULL);
    for (const struct option_row *row = rows; row->kind != OPTION_END; row++)
        ck_assert_ptr_nonnull(strstr(out, row->name));
    ck_assert_ptr_nonnull(strstr(out, "Usage: "));
    ck_assert_ptr_nonnull(strstr(out, "Does nothing."));
    free(out);
}
END_TEST

static void
fill(TCase *t)
{
    tcase_add_test(t, values);
    tcase_add_test(t, defaults_stay);
    tcase_add_test(t, what_is_wrong_is_one_line_and_2);
    tcase_add_test(t, help_names_every_option);
}

int
main(void)
{
    return kit_run_unit("options", fill);
}
