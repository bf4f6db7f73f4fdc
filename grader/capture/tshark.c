/* Whatever bytes the file holds, tshark has limits: it may fail, but nobody else suffers. */
#include "tshark.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_PROGRAM = 127, WORDS = 64 };

/* Seconds of work, seconds in all, bytes on stderr, memory. */
enum { MOST_WORK = 30, MOST_TIME = 90, MOST_COMPLAINTS = 64 * 1024 };
#define MOST_MEMORY (2L << 30)

#define DECODE_NOTHING "tcp.port==1-65535,data"

static void
limit(int what, rlim_t value)
{
    struct rlimit l = {value, value};

    setrlimit(what, &l);
}

/* What the segments carry is the student's own protocol: tshark need not guess which. */
static void
become_tshark(const char *file, const char *const *fields, size_t count, int out, int complaints)
{
    const char *words[WORDS] = {"tshark", "-r", file,           "-n", "-T",
                                "fields", "-E", "occurrence=f", "-d", DECODE_NOTHING};
    size_t n = 10;

    for (size_t i = 0; i < count; i++) {
        words[n++] = "-e";
        words[n++] = fields[i];
    }
    dup2(out, STDOUT_FILENO);
    dup2(complaints, STDERR_FILENO);
    setenv("LC_ALL", "C", 1);
    setenv("WIRESHARK_CONFIG_DIR", "/nonexistent", 1); /* one's preferences change nothing */
    setenv("HOME", "/nonexistent", 1);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, MOST_WORK);
    limit(RLIMIT_AS, MOST_MEMORY);
    limit(RLIMIT_FSIZE, MOST_COMPLAINTS);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    alarm(MOST_TIME);
    execvp("tshark", (char *const *)words);
    _exit(NO_PROGRAM);
}

bool
tshark_start(struct tshark *t, const char *file, const char *const *fields, size_t count)
{
    int out[2];

    *t = (struct tshark){.complaints = tmpfile()};
    if (t->complaints == NULL || pipe2(out, O_CLOEXEC) != 0)
        goto no_pipe;
    t->lines = fdopen(out[0], "r");
    if (t->lines == NULL) {
        close(out[0]);
        close(out[1]);
        goto no_pipe;
    }
    t->pid = fork();
    if (t->pid == 0)
        become_tshark(file, fields, count, out[1], fileno(t->complaints));
    close(out[1]);
    if (t->pid > 0)
        return true;
    fclose(t->lines);
no_pipe:
    if (t->complaints != NULL)
        fclose(t->complaints);
    return false;
}

/* The first line that says something of the file. */
static void
read_complaint(FILE *complaints, char *said, size_t size)
{
    rewind(complaints);
    said[0] = '\0';
    while (fgets(said, (int)size, complaints) != NULL)
        if (strncmp(said, "tshark: ", 8) == 0)
            break;
        else
            said[0] = '\0';
    said[strcspn(said, "\n")] = '\0';
}

int
tshark_end(struct tshark *t, char *said, size_t size)
{
    int status;

    fclose(t->lines); /* one that has more to say hears that nobody listens */
    while (waitpid(t->pid, &status, 0) < 0)
        if (errno != EINTR)
            return EXIT_FAILURE;
    read_complaint(t->complaints, said, size);
    fclose(t->complaints);
    if (!WIFEXITED(status))
        return EXIT_FAILURE;
    return WEXITSTATUS(status) == NO_PROGRAM ? TSHARK_MISSING : WEXITSTATUS(status);
}
